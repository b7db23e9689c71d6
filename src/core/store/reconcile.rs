//! What to do where the store and its second copy differ: a pure decision over what both hold. It
//! knows no browser, and writes nothing but what a plan says.
//!
//! Start reads the store alone, as if there were no second copy, because that is what the first
//! paint waits for. Then the two are compared:
//!
//! - Both hold the same: nothing.
//! - The copy lacks something: it is refreshed.
//! - The copy has actions or a head that the store lacks, and everything that the store knows is in
//!   what would come of it: the store takes them over, the head before the entries, value by value,
//!   and each value proves itself by its checksum. This is a browser that died before local storage
//!   reached the disk, a profile that was put back, or damaged values.
//! - The store holds nothing and the copy a workspace: the store takes over all of it.
//! - Each has what the other cannot take in, or they are two workspaces: the store stays as it is,
//!   the copy is set aside as it is, and the person is told. Neither is written over.
//! - One of them belongs to a newer version: neither is touched.
//!
//! What a plan is about to overwrite goes to quarantine before, if it was damaged. A plan that is cut
//! short at any point leaves a store that opens, and the next start makes the rest of it.

use std::collections::{BTreeMap, BTreeSet};

use super::engine::Engine;
use super::envelope::check;
use super::error::{StoreError, StoreErrorKind};
use super::head::{Found, Head, ShardRef};
use super::journal::Entry;
use super::key::{Key, PREFIX};
use super::memory::Store;
use super::recorder::Step;

/// Holds keys and values as one side has them.
pub type Texts = BTreeMap<String, String>;

/// Says what was found when the store was compared with its second copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Both hold the same, or neither anything.
    Even,
    /// The copy lacks what the store holds.
    Ahead,
    /// The store held nothing: it takes over the workspace of the copy.
    Restored,
    /// The store is older than the copy: it takes over the copy's snapshot.
    Older,
    /// The store lacks so many actions: it takes them over.
    Actions(usize),
    /// So many values of the store were damaged or missing: they are taken from the copy.
    Mended(usize),
    /// The copy holds what the store cannot take in.
    Apart,
    /// One of them was written by a newer version.
    Newer,
}

/// Says what to do about a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What was found.
    pub finding: Finding,
    /// Damaged values of the store that would be written over.
    pub quarantine: Vec<(String, String)>,
    /// What is written to the store, in this order.
    pub writes: Vec<(String, String)>,
}

/// Is one side, read.
struct Side<'a> {
    texts: &'a Texts,
    head: Found,
    prev: Found,
    /// The whole entries by tab.
    entries: BTreeMap<String, BTreeSet<u64>>,
    n_shards: usize,
    is_newer: bool,
}

impl<'a> Side<'a> {
    fn read(texts: &'a Texts, schema: u32) -> Self {
        let head = |key: Key| {
            let key = key.text();
            Head::read(&key, texts.get(&key).map(String::as_str), schema)
        };
        let (head, prev) = (head(Key::Head), head(Key::Prev));
        let mut is_newer = head.is_newer(schema) || prev.is_newer(schema);
        let (mut entries, mut n_shards) = (BTreeMap::<_, BTreeSet<u64>>::new(), 0);
        for (key, raw) in texts {
            is_newer |= Key::is_later_format(key);
            match Key::parse(key) {
                Some(Key::Shard { .. }) => n_shards += 1,
                Some(Key::Entry { tab, seq }) => match check(key, raw) {
                    Ok(checked) if checked.schema > schema => is_newer = true,
                    Ok(checked) if Entry::read(&tab, seq, &checked).is_ok() => {
                        entries.entry(tab).or_default().insert(seq);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Self { texts, head, prev, entries, n_shards, is_newer }
    }

    /// Tells whether there is anything of a workspace, whole or not.
    fn holds(&self) -> bool {
        let has = |found: &Found| !matches!(found, Found::Missing);
        has(&self.head) || has(&self.prev) || self.n_shards > 0 || !self.entries.is_empty()
    }

    /// Gives the best head that can be read.
    fn best(&self) -> Option<&Head> {
        self.head.good().or(self.prev.good())
    }

    fn has_entry(&self, tab: &str, seq: u64) -> bool {
        self.entries.get(tab).is_some_and(|found| found.contains(&seq))
    }

    /// Gives up to which number this side has a tab's entries, in a snapshot or as they are.
    fn knows(&self, tab: &str) -> u64 {
        let covered = self.best().map_or(0, |head| head.covered(tab));
        let last = self.entries.get(tab).and_then(|found| found.last()).copied();
        covered.max(last.unwrap_or(0))
    }

    fn tabs(&self) -> BTreeSet<&str> {
        let covered = self.best().into_iter().flat_map(|head| head.covers.keys());
        covered.chain(self.entries.keys()).map(String::as_str).collect()
    }

    /// Gives a shard if it is whole and the one that a head names.
    fn shard(&self, name: &str, at: &ShardRef) -> Option<(String, String)> {
        let key = Key::shard(name, at.generation);
        let raw = self.texts.get(&key)?;
        let checked = check(&key, raw).ok()?;
        let is_it = ShardRef::new(at.generation, checked.len, checked.sum) == *at;
        is_it.then(|| (key, raw.clone()))
    }
}

/// Tells, without any value but those of the heads, that both hold the same. Values under the other
/// keys never change.
pub fn is_even(local: &[String], mirror: &[String], heads_are_equal: bool) -> bool {
    let own = |keys: &[String]| -> BTreeSet<String> {
        keys.iter().filter(|key| is_mirrored(key)).cloned().collect()
    };
    heads_are_equal && own(local) == own(mirror)
}

/// Reads everything of a store that a second copy holds.
pub fn texts_of<S: Store + ?Sized>(store: &S) -> Result<Texts, StoreError> {
    let mut texts = Texts::new();
    for key in store.keys()? {
        if (is_mirrored(&key) || Key::is_later_format(&key))
            && let Some(value) = store.get(&key)?
        {
            texts.insert(key, value);
        }
    }
    Ok(texts)
}

/// Decides what to do, given what both hold and the newest schema that is understood.
pub fn reconcile(local: &Texts, mirror: &Texts, schema: u32) -> Plan {
    let plan = |finding| Plan { finding, quarantine: Vec::new(), writes: Vec::new() };
    let (ours, theirs) = (Side::read(local, schema), Side::read(mirror, schema));
    if ours.is_newer || theirs.is_newer {
        return plan(Finding::Newer);
    }
    match (ours.holds(), theirs.holds()) {
        (false, false) => return plan(Finding::Even),
        (true, false) => return plan(Finding::Ahead),
        _ => {}
    }
    if !ours.holds() {
        return take(&ours, &theirs, theirs.head.good(), Finding::Restored);
    }
    if local == mirror {
        return plan(Finding::Even);
    }
    if !are_related(&ours, &theirs) {
        return plan(Finding::Apart);
    }
    let generation = |head: Option<&Head>| head.map_or(0, |head| head.generation);
    let (mine, other) = (generation(ours.head.good()), theirs.head.good());
    // A head that is gone or damaged comes back from the copy, unless that is older than the spare.
    let is_newer = other.is_some_and(|head| {
        head.generation > mine && head.generation >= generation(ours.prev.good())
    });
    if let Some(head) = other.filter(|_| is_newer) {
        return if is_bridged(head, &theirs, &ours) {
            take(&ours, &theirs, Some(head), Finding::Older)
        } else {
            plan(Finding::Apart)
        };
    }
    let same = matches!((ours.head.good(), other), (Some(a), Some(b)) if a == b);
    match ours.best() {
        Some(head) if same || is_bridged(head, &ours, &theirs) => {
            take(&ours, &theirs, None, Finding::Ahead)
        }
        Some(_) => plan(Finding::Apart),
        None => take(&ours, &theirs, None, Finding::Ahead),
    }
}

/// Tells whether both are the same workspace at different times.
fn are_related(ours: &Side, theirs: &Side) -> bool {
    let (Some(one), Some(two)) = (ours.best(), theirs.best()) else {
        // Without a head on one side, a name in common is what there is.
        return ours.tabs().intersection(&theirs.tabs()).next().is_some()
            || ours.texts.keys().any(|key| {
                matches!(Key::parse(key), Some(Key::Shard { .. })) && theirs.texts.contains_key(key)
            })
            || theirs.best().is_none();
    };
    if !one.meta.is_empty() && !two.meta.is_empty() {
        return one.meta == two.meta;
    }
    // A workspace of a version that gave it no name.
    one.shards.iter().any(|(name, at)| two.shards.get(name) == Some(at))
        || ours.tabs().intersection(&theirs.tabs()).next().is_some()
}

/// Tells whether a snapshot, with the entries of both sides, leads to all that the other side knows.
fn is_bridged(base: &Head, side: &Side, other: &Side) -> bool {
    let other_head = other.best();
    if other_head.is_some_and(|head| {
        head.epoch > base.epoch || (head.generation == base.generation && head != base)
    }) {
        return false;
    }
    other.tabs().into_iter().all(|tab| {
        if base.pruned && !base.covers.contains_key(tab) && !other.entries.contains_key(tab) {
            return true;
        }
        let first = base.covered(tab).saturating_add(1);
        (first..=other.knows(tab)).all(|seq| side.has_entry(tab, seq) || other.has_entry(tab, seq))
    })
}

/// Plans what the store takes over: a head, the shards that it lacks, and the entries.
fn take(ours: &Side, theirs: &Side, head: Option<&Head>, finding: Finding) -> Plan {
    let mut plan = Plan { finding, quarantine: Vec::new(), writes: Vec::new() };
    let spare = if head.is_some() { theirs.prev.good() } else { ours.prev.good() };
    let base = head.or(ours.head.good());
    let mut n_mended = 0;
    for (name, at) in [base, spare].into_iter().flatten().flat_map(|head| &head.shards) {
        if ours.shard(name, at).is_none()
            && let Some((key, raw)) = theirs.shard(name, at)
            && !plan.writes.iter().any(|(known, _)| *known == key)
        {
            plan.replace(ours, key, raw);
            n_mended += 1;
        }
    }
    if head.is_some() {
        for key in [Key::Prev.text(), Key::Head.text()] {
            if let Some(raw) = theirs.texts.get(&key).filter(|raw| check(&key, raw).is_ok()) {
                plan.replace(ours, key, raw.clone());
            }
        }
    } else if ours.head.good().is_some() && ours.prev.good().is_none() {
        let key = Key::Prev.text();
        if let (Some(raw), Some(_)) = (theirs.texts.get(&key), theirs.prev.good()) {
            plan.replace(ours, key, raw.clone());
        }
    }
    let mut n_entries = 0;
    for (tab, found) in &theirs.entries {
        let covered = base.or(ours.best()).map_or(0, |head| head.covered(tab));
        // Those that lead from the spare head to the head come as well, but are no news.
        let spared = spare.map_or(covered, |spare| spare.covered(tab)).min(covered);
        for seq in found.iter().filter(|seq| **seq > spared && !ours.has_entry(tab, **seq)) {
            let key = Key::entry(tab, *seq);
            if let Some(raw) = theirs.texts.get(&key) {
                plan.replace(ours, key, raw.clone());
                n_entries += usize::from(*seq > covered);
            }
        }
    }
    if finding == Finding::Ahead {
        plan.finding = match (n_mended, n_entries) {
            (0, 0) => Finding::Ahead,
            (0, n) => Finding::Actions(n),
            (n, _) => Finding::Mended(n),
        };
    }
    plan
}

impl Plan {
    fn replace(&mut self, ours: &Side, key: String, raw: String) {
        if let Some(old) = ours.texts.get(&key).filter(|old| check(&key, old).is_err()) {
            self.quarantine.push((key.clone(), old.clone()));
        }
        self.writes.push((key, raw));
    }
}

impl<S: Store> Engine<S> {
    /// Does what a plan says; afterwards, [`Engine::reload`]. On a failure the store opens as it
    /// did, or further on.
    pub fn take_over(&mut self, plan: &Plan) -> Result<(), StoreError> {
        if self.state() == super::read::State::Newer {
            return Err(StoreError::new(StoreErrorKind::Newer, ""));
        }
        for (key, raw) in &plan.quarantine {
            self.quarantine(key, raw)?;
        }
        for (key, value) in &plan.writes {
            match self.put_once(key, value) {
                Err(e) if e.kind == StoreErrorKind::Full => {
                    self.store.remove(&Key::Ballast.text())?;
                    self.put_once(key, value)?;
                }
                done => done?,
            }
        }
        Ok(())
    }
}

/// Gives the steps that make a second copy equal to the store: what was noted, the heads, and what
/// the copy lacks; or everything. What the copy alone holds stays, unless both heads of the store
/// have superseded it: another tab may be ahead of this one's view.
pub fn refresh<S: Store + ?Sized>(
    store: &S,
    mirror: &[String],
    noted: Option<&BTreeSet<String>>,
) -> Result<Vec<Step>, StoreError> {
    let held: BTreeSet<&String> = mirror.iter().collect();
    let goes = |key: &String| {
        noted.is_none_or(|noted| noted.contains(key))
            || !held.contains(key)
            || matches!(Key::parse(key), Some(Key::Head | Key::Prev))
    };
    let texts = texts_of(store)?;
    let head = |key: Key| {
        let key = key.text();
        Head::read(&key, texts.get(&key).map(String::as_str), u32::MAX)
    };
    let (head, prev) = (head(Key::Head), head(Key::Prev));
    let is_superseded = |key: &str| {
        let (Some(head), Some(prev)) = (head.good(), prev.good()) else { return false };
        match Key::parse(key) {
            Some(Key::Shard { name, generation }) => {
                let names = |head: &Head| {
                    head.shards.get(&name).is_some_and(|at| at.generation == generation)
                };
                generation <= head.generation && !names(head) && !names(prev)
            }
            Some(Key::Entry { tab, seq }) => seq <= head.covered(&tab).min(prev.covered(&tab)),
            _ => false,
        }
    };
    let gone = mirror.iter().filter(|key| !texts.contains_key(*key) && is_superseded(key));
    let mut steps: Vec<Step> = gone.map(|key| Step::Remove(key.clone())).collect();
    let put = texts.into_iter().filter(|(key, _)| goes(key));
    steps.extend(put.map(|(key, value)| Step::Put(key, value)));
    Ok(steps)
}

/// Tells whether a second copy holds a key.
fn is_mirrored(key: &str) -> bool {
    key.starts_with(PREFIX) && Key::parse(key) != Some(Key::Ballast)
}
