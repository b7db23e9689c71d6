//! What the tabs wrote since the last snapshot, in the order of its stamps. An entry of another tab
//! that comes late takes its place in that order: what stands behind it is taken back, the entry
//! happens, and the rest happens again. So every tab arrives at what a fresh start would load, the
//! later edit of a field wins, and the value that lost is told. It knows no store and no view.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::change::{Change, ChangeSet};
use crate::model::field::{Access, FieldKind};
use crate::model::id::{Id, Ref};
use crate::model::index::Scope;
use crate::model::time::Time;
use crate::model::workspace::Model;
use crate::model::{Person, Record};
use crate::store::{Entry, Stamp};

/// How many steps are remembered: more than a journal holds before it becomes a snapshot.
const MOST: usize = 600;

/// Is a value that another tab's later edit of the same field replaced unseen, or that was typed
/// into a record which another tab deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lost {
    /// The record.
    pub at: Ref,
    /// The field.
    pub field: String,
    /// The value that lost.
    pub value: Json,
    /// The value that stands; null also where the record is gone.
    pub kept: Json,
    /// Who had written what lost.
    pub by: Option<Id<Person>>,
    /// When the later of the two was written.
    pub when: Time,
}

/// Is what came of an entry of another tab.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// What happened to the model, in order.
    pub sets: Vec<ChangeSet>,
    /// The values that lost.
    pub lost: Vec<Lost>,
    /// Whether the tabs may contradict each other, so that the model has to be looked through.
    pub torn: bool,
    /// What was mended, in words.
    pub mended: Vec<String>,
}

/// Is one step: what was written, and what it did here.
#[derive(Debug, Clone)]
struct Step {
    stamp: Stamp,
    tab: Box<str>,
    seq: u64,
    written: ChangeSet,
    /// What it did, where that is not what was written.
    done: Option<ChangeSet>,
}

impl Step {
    fn mark(&self) -> (Stamp, &str, u64) {
        (self.stamp, &self.tab, self.seq)
    }

    fn done(&self) -> &ChangeSet {
        self.done.as_ref().unwrap_or(&self.written)
    }
}

/// Remembers the steps since the last snapshot.
#[derive(Debug, Default)]
pub(super) struct Recent(Vec<Step>);

impl Recent {
    /// Forgets everything, because the model is another.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes a step of this tab, which is the latest.
    pub fn note(&mut self, stamp: Stamp, tab: &str, seq: u64, set: &ChangeSet) {
        self.push(Step { stamp, tab: tab.into(), seq, written: set.clone(), done: None });
    }

    /// Lets an entry happen that comes after all others, as at the start.
    pub fn follow(&mut self, model: &mut Model, entry: &Entry, set: ChangeSet) {
        let done = model.replay_noting(&set);
        let done = (done != set).then_some(done);
        let (stamp, tab, seq) = (entry.stamp, entry.tab.as_str().into(), entry.seq);
        self.push(Step { stamp, tab, seq, written: set, done });
    }

    /// Lets an entry of another tab happen in its place.
    pub fn merge(&mut self, model: &mut Model, entry: &Entry, set: ChangeSet) -> Merged {
        let mark = (entry.stamp, entry.tab.as_str(), entry.seq);
        let later = self.0.split_off(self.0.partition_point(|step| step.mark() <= mark));
        let mut merged = Merged::default();
        for step in later.iter().rev() {
            merged.sets.push(model.replay_noting(&step.done().inverse()));
        }
        unseen(model, &set, &later, &mut merged);
        let mut step = Step {
            stamp: entry.stamp,
            tab: entry.tab.as_str().into(),
            seq: entry.seq,
            written: set,
            done: None,
        };
        merged.redo(model, &mut step);
        self.push(step);
        for mut step in later {
            merged.redo(model, &mut step);
            self.push(step);
        }
        merged.sets.retain(|set| !set.is_empty());
        merged
    }

    fn push(&mut self, step: Step) {
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(step);
    }
}

impl Merged {
    /// Lets a step happen, and notes what it did.
    fn redo(&mut self, model: &mut Model, step: &mut Step) {
        let done = model.replay_noting(&step.written);
        self.torn = self.torn || done.changes.iter().any(|change| may_tear(model, change));
        step.done = (done != step.written).then(|| done.clone());
        self.sets.push(done);
    }
}

/// Tells whether a change may contradict what another tab did: it deletes, or what it made points at
/// nothing, has a key that is taken, or may close a circle.
fn may_tear(model: &Model, change: &Change) -> bool {
    let Some(record) = model.get(change.at()) else { return true };
    let links = match change {
        Change::Delete(_) => return true,
        Change::Create(_) => true,
        Change::Set { at, field, .. } => {
            let meta = at.kind.fields().iter().find(|meta| meta.name == &**field);
            meta.is_none_or(|meta| match meta.kind {
                FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::AnyRef => true,
                FieldKind::Parts => true,
                _ => meta.access == Access::Fixed || meta.name == "key",
            })
        }
        Change::Append { .. } | Change::Retract { .. } => true,
    };
    if !links {
        return false;
    }
    match &record {
        Record::Item(item) => {
            let scope = Scope::of(item);
            item.parent.is_some()
                || item.stage.is_some()
                || item.release.is_some()
                || model.index().numbered(scope, item.number).nth(1).is_some()
                || dangles(model, &record)
        }
        Record::Project(_) | Record::Dependency(_) | Record::Objective(_) => true,
        _ => dangles(model, &record),
    }
}

fn dangles(model: &Model, record: &Record) -> bool {
    record.refs().iter().any(|(_, to)| !model.has(*to))
}

/// Finds the values that an entry replaces without having seen them, and those of its own that
/// later steps replace without having seen them. The model is the one just before the entry.
fn unseen(model: &Model, set: &ChangeSet, later: &[Step], merged: &mut Merged) {
    for change in &set.changes {
        let Change::Set { at, field, before, after } = change else { continue };
        if !is_typed(*at, field) {
            continue;
        }
        let lost = |value: &Json, kept: &Json, by, when| Lost {
            at: *at,
            field: field.to_string(),
            value: value.clone(),
            kept: kept.clone(),
            by,
            when,
        };
        let Some(record) = model.get(*at) else {
            // It may only have been made by a step of its own tab that is yet to come.
            let comes =
                set.changes.iter().any(|c| matches!(c, Change::Create(r) if r.to_ref() == *at));
            if !comes {
                merged.lost.push(lost(after, &Json::Null, set.by, set.at));
            }
            continue;
        };
        let here = record.json(field);
        if here != *before && here != *after {
            merged.lost.push(lost(&here, after, None, set.at));
        }
        let next = later.iter().find_map(|step| {
            step.written.changes.iter().find_map(|change| match change {
                Change::Set { at: to, field: other, before, after }
                    if to == at && other == field =>
                {
                    Some((before, after, step.written.at))
                }
                _ => None,
            })
        });
        if let Some((seen, stands, when)) = next
            && seen != after
            && stands != after
        {
            merged.lost.push(lost(after, stands, set.by, when));
        }
    }
}

/// Tells whether a person types or chooses what is in a field.
fn is_typed(at: Ref, field: &str) -> bool {
    at.kind.fields().iter().find(|meta| meta.name == field).is_some_and(|meta| {
        matches!(meta.access, Access::Edit | Access::Required) && meta.kind != FieldKind::Rank
    })
}
