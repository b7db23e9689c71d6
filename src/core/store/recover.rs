//! Chooses what to load: the head, the one before it, or what is left of both; writes nothing.

use std::collections::BTreeMap;

use super::envelope::check;
use super::error::StoreError;
use super::head::{Covers, Found, Head, ShardRef};
use super::journal::{Entry, Live};
use super::key::Key;
use super::memory::Store;
use super::problem::{Problem, ProblemKind};
use super::read::Shard;
use super::usage::units;

type Texts = BTreeMap<(String, u64), Result<(ShardRef, Shard), Option<String>>>;

/// Holds the numbers found under each name, in order.
type Numbered = BTreeMap<String, Vec<u64>>;

/// Reads a store step by step and notes what it finds wrong.
pub(super) struct Reader<'a, S> {
    store: &'a S,
    schema: u32,
    pub generations: Numbered,
    pub entries: Numbered,
    texts: Texts,
    pub problems: Vec<Problem>,
    pub damaged: Vec<(String, String)>,
    pub is_newer: bool,
}

/// Says which snapshot to load and what that means for the journal.
pub(super) struct Choice {
    pub base: Head,
    /// Whether entries may be handed out that some shards already contain.
    pub overlaps: bool,
    /// Whether the covered entries are not known, because there is no head at all.
    pub is_guess: bool,
}

/// Holds the entries that a snapshot does not contain, their units, and up to where they were read.
pub(super) type Journal = (Vec<Entry>, Vec<Live>, Covers);

impl<'a, S: Store> Reader<'a, S> {
    /// Begins with nothing read.
    pub fn new(store: &'a S, schema: u32) -> Self {
        Self {
            store,
            schema,
            generations: Numbered::new(),
            entries: Numbered::new(),
            texts: Texts::new(),
            problems: Vec::new(),
            damaged: Vec::new(),
            is_newer: false,
        }
    }

    /// Notes that a key was written by a newer version.
    pub fn note_newer(&mut self, key: &str) {
        self.is_newer = true;
        self.problems.push(Problem::newer(key));
    }

    /// Decides between the head, the previous head, and what is left of both.
    pub fn choose(&mut self, head: &Found, prev: &Found) -> Result<Choice, StoreError> {
        let exact = |base: &Head| Choice { base: base.clone(), overlaps: false, is_guess: false };
        self.note_flaws(head, prev);
        if let Some(head) = head.good()
            && self.is_whole(head)?
        {
            self.check_spare(prev);
            return Ok(exact(head));
        }
        if let Some(base) = prev.good()
            && self.is_whole(base)?
            && self.is_bridged(base, head.good())?
        {
            let kind = if head.good().is_some() { Key::Head } else { Key::Prev };
            self.problems.push(Problem::went_back(&kind.text()));
            for name in head.good().into_iter().flat_map(|head| head.shards.keys()) {
                self.set_aside(name);
            }
            return Ok(exact(base));
        }
        match head.good().or(prev.good()) {
            Some(base) => self.patch(base.clone(), prev.good()),
            None => self.guess(),
        }
    }

    fn note_flaws(&mut self, head: &Found, prev: &Found) {
        if let Found::Bad { raw, flaw } = head {
            self.problems.push(Problem::head_damaged(&Key::Head.text(), *flaw, raw));
            self.damaged.push((Key::Head.text(), raw.clone()));
        }
        if let Found::Bad { raw, flaw } = prev {
            let key = Key::Prev.text();
            self.problems.push(Problem::spare_head(&key, Some(*flaw), Some(raw.clone())));
            self.damaged.push((key, raw.clone()));
        }
        if let (Found::Good { .. }, Found::Missing) = (head, prev) {
            self.problems.push(Problem::spare_head(&Key::Prev.text(), None, None));
        }
    }

    /// Notes parts of the previous snapshot that are gone.
    fn check_spare(&mut self, prev: &Found) {
        for (name, at) in prev.good().into_iter().flat_map(|prev| &prev.shards) {
            if !self.generations.get(name).is_some_and(|found| found.contains(&at.generation)) {
                let key = Key::shard(name, at.generation);
                self.problems.push(Problem::spare_shard(&key));
            }
        }
    }

    /// Reads all shards of a head and returns whether each is the one the head names.
    fn is_whole(&mut self, head: &Head) -> Result<bool, StoreError> {
        let mut is_whole = true;
        for (name, at) in &head.shards {
            let found = self.shard(name, at.generation)?;
            is_whole &= matches!(found, Ok((found, _)) if found == at);
        }
        Ok(is_whole)
    }

    /// Returns whether the journal leads from a snapshot to a later one without a gap.
    fn is_bridged(&mut self, from: &Head, to: Option<&Head>) -> Result<bool, StoreError> {
        let Some(to) = to else { return Ok(true) };
        if from.epoch != to.epoch {
            return Ok(false);
        }
        for (tab, last) in &to.covers {
            for seq in from.covered(tab).saturating_add(1)..=*last {
                let key = Key::entry(tab, seq);
                let raw = self.store.get(&key)?;
                if raw.is_none_or(|raw| check(&key, &raw).is_err()) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Reads one generation of a shard, once.
    fn shard(
        &mut self,
        name: &str,
        generation: u64,
    ) -> Result<&Result<(ShardRef, Shard), Option<String>>, StoreError> {
        let at = (name.to_owned(), generation);
        if !self.texts.contains_key(&at) {
            let key = Key::shard(name, generation);
            let found = match self.store.get(&key)? {
                None => Err(None),
                Some(raw) => {
                    let read = check(&key, &raw).and_then(|checked| {
                        let text = checked.text()?;
                        let at = ShardRef::new(generation, checked.len, checked.sum);
                        Ok((at, Shard { name: name.to_owned(), schema: checked.schema, text }))
                    });
                    if read.is_err() {
                        self.damaged.push((key, raw.clone()));
                    }
                    read.map_err(|_| Some(raw))
                }
            };
            if let Ok((_, shard)) = &found
                && shard.schema > self.schema
                && !self.is_newer
            {
                self.note_newer(&Key::shard(name, generation));
            }
            self.texts.insert(at.clone(), found);
        }
        Ok(self.texts.entry(at).or_insert(Err(None)))
    }

    /// Keeps the raw text of a shard's unreadable generations in the list of problems.
    fn set_aside(&mut self, name: &str) {
        for ((shard, generation), found) in &self.texts {
            if let (true, Err(Some(raw))) = (shard == name, found) {
                let key = Key::shard(name, *generation);
                let problem = Problem::new(
                    ProblemKind::Spare,
                    &key,
                    format!("The latest saved state of “{name}” is damaged and was set aside."),
                );
                self.problems.push(problem.with_raw(Some(raw.clone())));
            }
        }
    }

    /// Replaces each unreadable shard of a head by its newest readable generation.
    fn patch(&mut self, mut base: Head, prev: Option<&Head>) -> Result<Choice, StoreError> {
        let mut fell_back = false;
        for (name, at) in &mut base.shards {
            let raw = match self.shard(name, at.generation)? {
                Ok((found, _)) if *found == *at => continue,
                Ok(_) => None,
                Err(raw) => raw.clone(),
            };
            let key = Key::shard(name, at.generation);
            match self.newest(name)? {
                Some(found) => {
                    *at = found;
                    fell_back = true;
                    self.problems.push(Problem::shard_fell_back(name, &key, raw));
                }
                None => self.problems.push(Problem::shard_lost(name, &key, raw)),
            }
        }
        if fell_back {
            // Entries since the earlier snapshot are handed out again where they are still there.
            let earlier = prev.map(|prev| prev.covers.clone()).unwrap_or_default();
            for (tab, seq) in &mut base.covers {
                let from = earlier.get(tab).copied().unwrap_or(0).saturating_add(1);
                let first =
                    self.entries.get(tab).and_then(|found| found.iter().find(|seq| **seq >= from));
                *seq = first.map_or(*seq, |first| (*seq).min(first.saturating_sub(1)));
            }
            base.pruned |= prev.is_none_or(|prev| prev.pruned);
        }
        Ok(Choice { base, overlaps: fell_back, is_guess: fell_back && prev.is_none() })
    }

    /// Returns the newest readable generation of a shard.
    fn newest(&mut self, name: &str) -> Result<Option<ShardRef>, StoreError> {
        let found = self.generations.get(name).cloned().unwrap_or_default();
        for generation in found.into_iter().rev() {
            if let Ok((at, _)) = self.shard(name, generation)? {
                return Ok(Some(at.clone()));
            }
        }
        Ok(None)
    }

    /// Puts a snapshot together from whatever shards there are, when no head can be read.
    fn guess(&mut self) -> Result<Choice, StoreError> {
        let mut base = Head::default();
        let names: Vec<String> = self.generations.keys().cloned().collect();
        let is_first = self.generations.values().flatten().all(|generation| *generation == 1)
            && !self.entries.is_empty()
            && self.entries.values().all(|found| found.contains(&1))
            && self.problems.is_empty();
        if is_first {
            // Shards without a head, and a journal from its beginning: the first save never counted.
            if let Some(name) = names.first() {
                self.problems.push(Problem::interrupted(&Key::shard(name, 1)));
            }
            return Ok(Choice { base, overlaps: false, is_guess: false });
        }
        for name in &names {
            match self.newest(name)? {
                Some(found) => {
                    base.generation = base.generation.max(found.generation);
                    base.shards.insert(name.clone(), found);
                }
                None => {
                    let found = self.generations.get(name).and_then(|found| found.last());
                    let generation = found.copied().unwrap_or(1);
                    let raw = self.texts.get(&(name.clone(), generation));
                    let raw = raw.and_then(|found| found.as_ref().err().cloned().flatten());
                    let key = Key::shard(name, generation);
                    self.problems.push(Problem::shard_lost(name, &key, raw));
                }
            }
        }
        if !names.is_empty() {
            self.problems.push(Problem::head_missing(&Key::Head.text()));
        }
        // Without any shard the journal must begin at its beginning; otherwise that is not known.
        let has_shards = !names.is_empty();
        Ok(Choice { base, overlaps: has_shards, is_guess: has_shards })
    }

    /// Takes the texts of a snapshot's shards; those that cannot be read stay listed in the head.
    pub fn collect(&mut self, base: &Head) -> Vec<Shard> {
        let mut shards = Vec::with_capacity(base.shards.len());
        for (name, at) in &base.shards {
            if let Some(Ok((found, shard))) = self.texts.remove(&(name.clone(), at.generation))
                && found == *at
            {
                shards.push(shard);
            }
        }
        shards
    }

    /// Reads the entries that a snapshot does not contain.
    pub fn journal(&mut self, base: &Head, is_guess: bool) -> Result<Journal, StoreError> {
        let mut journal = Vec::new();
        let mut live = Vec::new();
        let mut seen = base.covers.clone();
        let entries = std::mem::take(&mut self.entries);
        for (tab, found) in &entries {
            let covered = base.covered(tab);
            let is_known = base.covers.contains_key(tab) || !(is_guess || base.pruned);
            let mut expected = if is_known { Some(covered.saturating_add(1)) } else { None };
            for seq in found.iter().filter(|seq| **seq > covered) {
                let key = Key::entry(tab, *seq);
                if let Some(first) = expected.filter(|first| first < seq) {
                    let problem = Problem::entries_missing(tab, first, seq - 1, &key);
                    self.problems.push(problem);
                }
                expected = Some(seq.saturating_add(1));
                seen.insert(tab.clone(), *seq);
                let Some(raw) = self.store.get(&key)? else {
                    self.problems.push(Problem::entries_missing(tab, *seq, *seq, &key));
                    continue;
                };
                live.push(Live::new(tab, *seq, units(&key) + units(&raw)));
                match check(&key, &raw).and_then(|checked| Entry::read(tab, *seq, &checked)) {
                    Ok(entry) if entry.schema > self.schema => self.note_newer(&key),
                    Ok(entry) => journal.push(entry),
                    Err(flaw) => {
                        self.damaged.push((key.clone(), raw.clone()));
                        self.problems.push(Problem::entry_damaged(&key, flaw, raw));
                    }
                }
            }
        }
        self.entries = entries;
        Ok((journal, live, seen))
    }
}
