//! What an import would do, before it does it: counts, what finds no place, and one change set.
//! It knows no file format; which records are the same is `merge`'s to say.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::number::Numbers;
use super::{Incoming, Unplaced, fit, merge, repair};
use crate::change::{Change, ChangeSet};
use crate::env::Env;
use crate::model::check::dependency_cycle;
use crate::model::id::Ref;
use crate::model::record::{Extra, RecordType};
use crate::model::workspace::Model;
use crate::model::{Dependency, Item, Kind, Record, Workspace};
use crate::sort;

/// Says what becomes of the work that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Mode {
    /// It goes; only what the file brings is there then.
    Replace,
    /// It stays; the file adds to it and updates what it knows.
    #[default]
    Merge,
}

/// Counts what becomes of the records of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Records that come in.
    pub new: usize,
    /// Records that are there and change.
    pub changed: usize,
    /// Records that are there as they come.
    pub unchanged: usize,
    /// Records that go.
    pub removed: usize,
}

impl Counts {
    /// Adds up the counts of all kinds.
    pub fn total(counts: &[(Kind, Counts)]) -> Counts {
        counts.iter().fold(Counts::default(), |sum, (_, c)| Counts {
            new: sum.new + c.new,
            changed: sum.changed + c.changed,
            unchanged: sum.unchanged + c.unchanged,
            removed: sum.removed + c.removed,
        })
    }
}

/// Is an import that is ready to be confirmed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What the file calls itself.
    pub title: String,
    /// How it comes in.
    pub mode: Mode,
    /// What becomes of the records, for each kind that has any, in the order of kinds.
    pub counts: Vec<(Kind, Counts)>,
    /// What finds no place.
    pub unplaced: Vec<Unplaced>,
    /// What to apply: one step to undo. It is empty if nothing would change.
    pub set: ChangeSet,
    /// The unknown tables that the model has after the import; no change carries them.
    pub extra: Extra,
}

impl Plan {
    /// Adds up the counts of all kinds.
    pub fn total(&self) -> Counts {
        Counts::total(&self.counts)
    }

    /// Gives the counts of one kind.
    pub fn count(&self, kind: Kind) -> Counts {
        self.counts.iter().find(|(k, _)| *k == kind).map(|(_, c)| *c).unwrap_or_default()
    }
}

/// Plans an import. Records of our own format, which brings the workspace's record, match by id;
/// others match by their source, their name or their content.
pub fn plan(model: &Model, mut incoming: Incoming, mode: Mode, env: &mut Env) -> Plan {
    let own = incoming.records.iter().any(|r| r.kind() == Kind::Workspace);
    repair::repair(&mut incoming, own);
    let Incoming { title, records, extra, mut unplaced } = incoming;
    let nothing = Model::default();
    let base = if mode == Mode::Merge { model } else { &nothing };
    let mut targets = if own { records } else { merge::settle(base, records, env, &mut unplaced) };
    if mode == Mode::Merge {
        targets.retain(|r| r.kind() != Kind::Workspace);
        merge::keys_apart(base, &mut targets, &mut unplaced);
        fit::own_places(base, &mut targets, &mut unplaced);
    } else if !own {
        merge::keys_apart(base, &mut targets, &mut unplaced);
        targets.extend(kept_workspace(model, &targets));
    }
    sort::by_key(&mut targets, Record::to_ref);
    cut_circles(base, &mut targets, &mut unplaced);
    number(base, &mut targets);

    let (changes, counts) = changes(model, &targets, mode);
    let label =
        if title.is_empty() { "Import".to_owned() } else { format!("Import of “{title}”") };
    let set = ChangeSet { label, at: env.now, by: env.by, changes };
    let extra = match mode {
        Mode::Replace => extra,
        Mode::Merge => {
            let mut both = model.extra.clone();
            extra.iter().for_each(|(name, value)| both.set(name, value.clone()));
            both
        }
    };
    Plan { title, mode, counts, unplaced, set, extra }
}

/// Gives the workspace's own record for work that comes from another tool.
fn kept_workspace(model: &Model, targets: &[Record]) -> Option<Record> {
    let info = model.tables().workspaces.rows().next()?.clone();
    let here: FxHashSet<Ref> = targets.iter().map(Record::to_ref).collect();
    let mut record = Record::Workspace(info);
    for (_, to) in record.refs() {
        if !here.contains(&to) {
            record = record.without(to);
        }
    }
    if let Record::Workspace(info) = &mut record {
        Arc::<Workspace>::make_mut(info).sample = false;
    }
    Some(record)
}

/// Lists the changes from the model to the targets, which are in order, and counts them.
pub(crate) fn changes(
    model: &Model,
    targets: &[Record],
    mode: Mode,
) -> (Vec<Change>, Vec<(Kind, Counts)>) {
    let mut counts: Vec<(Kind, Counts)> =
        Kind::ALL.iter().map(|kind| (*kind, Counts::default())).collect();
    let mut changes = Vec::new();
    if mode == Mode::Replace {
        let stays: FxHashSet<Ref> = targets.iter().map(Record::to_ref).collect();
        for (kind, count) in counts.iter_mut().rev() {
            for record in model.records(*kind).filter(|r| !stays.contains(&r.to_ref())) {
                count.removed += 1;
                changes.push(Change::Delete(record));
            }
        }
    }
    let mut rest = targets.iter().peekable();
    for (kind, count) in &mut counts {
        while let Some(target) = rest.next_if(|r| r.kind() == *kind) {
            match model.tables().get(target.to_ref()) {
                None => {
                    count.new += 1;
                    changes.push(Change::Create(target.clone()));
                }
                Some(old) if old == *target => count.unchanged += 1,
                Some(old) => {
                    count.changed += 1;
                    changes.extend(between(&old, target));
                }
            }
        }
    }
    counts.retain(|(_, c)| *c != Counts::default());
    (changes, counts)
}

/// Lists the changes of one record by field; the whole record is exchanged where fields that this
/// version does not know differ.
fn between(old: &Record, new: &Record) -> Vec<Change> {
    let at = old.to_ref();
    let mut copy = old.clone();
    let changes: Vec<Change> =
        old.diff(new).into_iter().map(|(field, d)| Change::of(at, field, d)).collect();
    let done = changes.iter().all(|change| match change {
        Change::Set { field, after, .. } => copy.set_json(field, after).is_ok(),
        Change::Append { field, values, .. } => copy.push_json(field, values).is_ok(),
        _ => false,
    });
    if done && copy == *new {
        return changes;
    }
    vec![Change::Delete(old.clone()), Change::Create(new.clone())]
}

/// Takes out of the targets what would close a circle together with what stays.
fn cut_circles(base: &Model, targets: &mut Vec<Record>, unplaced: &mut Vec<Unplaced>) {
    if base.items.is_empty() && base.objectives.is_empty() {
        return;
    }
    let mut up: FxHashMap<Ref, Ref> = FxHashMap::default();
    for kind in [Kind::Item, Kind::Objective] {
        let links = base.records(kind);
        up.extend(links.filter_map(|r| Some((r.to_ref(), repair::parent(&r)?))));
    }
    let mut moved: FxHashSet<Ref> = FxHashSet::default();
    for record in targets.iter() {
        let (at, parent) = (record.to_ref(), repair::parent(record));
        let old = match parent {
            Some(parent) => up.insert(at, parent),
            None => up.remove(&at),
        };
        if old != parent {
            moved.insert(at);
        }
    }
    let cut: FxHashSet<Ref> =
        repair::cut_rising(&mut up, |at| moved.contains(&at)).into_iter().collect();
    for record in targets.iter_mut().filter(|r| cut.contains(&r.to_ref())) {
        unplaced.push(repair::without_parent(record));
    }
    cut_links(base, targets, unplaced);
}

/// The circles that are opened one by one; past that, no link comes in at all.
const CIRCLES: usize = 100;

fn cut_links(base: &Model, targets: &mut Vec<Record>, unplaced: &mut Vec<Unplaced>) {
    let is_new = |r: &Record| {
        let old = Dependency::unwrap(r).and_then(|new| Some((new, base.find(new.id)?)));
        r.kind() == Kind::Dependency
            && old.is_none_or(|(new, old)| (new.from, new.to) != (old.from, old.to))
    };
    for round in 0..=CIRCLES {
        let over: FxHashSet<Ref> = targets.iter().map(Record::to_ref).collect();
        let links: Vec<&Dependency> = base
            .dependencies
            .iter()
            .filter(|link| !over.contains(&link.id.to_ref()))
            .chain(targets.iter().filter_map(Dependency::unwrap).map(Arc::as_ref))
            .collect();
        let Some(circle) = dependency_cycle(links.iter().copied()) else { return };
        let on: FxHashSet<_> = circle.into_iter().collect();
        let closes = |r: &Record| {
            Dependency::unwrap(r).is_some_and(|d| on.contains(&d.from) && on.contains(&d.to))
        };
        let last = targets.iter().rposition(|r| is_new(r) && closes(r));
        let mut idx = 0;
        targets.retain(|record| {
            let goes = if round < CIRCLES { Some(idx) == last } else { is_new(record) };
            idx += 1;
            if goes {
                unplaced.push(repair::closing_note(record));
            }
            !goes
        });
    }
}

/// Gives each item that comes in a number of its own in its scope.
fn number(base: &Model, targets: &mut [Record]) {
    let over: FxHashSet<Ref> = targets.iter().map(Record::to_ref).collect();
    let mut numbers = Numbers::default();
    let stays = |item: &&Item| !over.contains(&item.id.to_ref());
    for item in base.items.iter() {
        numbers.reserve(item);
    }
    for item in base.items.iter().filter(stays) {
        numbers.take(item);
    }
    let kept = |item: &Item| {
        let old = base.find(item.id);
        old.is_some_and(|o| {
            (o.number, o.project, o.product) == (item.number, item.project, item.product)
        })
    };
    // Keys that people know already come first.
    for item in targets.iter().filter_map(Item::unwrap) {
        numbers.reserve(item);
        if kept(item) {
            numbers.take(item);
        }
    }
    for record in targets.iter_mut() {
        if let Record::Item(item) = record
            && !kept(item)
            && (item.number == 0 || !numbers.take(item))
        {
            Arc::make_mut(item).number = numbers.next(item);
        }
    }
}
