//! Changes: what was before and what is after. Undo, redo, the journal and other tabs all use
//! this one representation. This layer knows no command and no storage.

mod codec;
mod history;

use std::fmt;

use serde_json::Value as Json;

use crate::model::field::FieldError;
use crate::model::id::{Id, Ref};
use crate::model::record::{Difference, RecordType, differences};
use crate::model::time::Time;
use crate::model::workspace::Model;
use crate::model::{Person, Record};

pub use codec::BadEntry;
pub use history::{History, Mark};

/// Is one change of one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The record came to be.
    Create(Record),
    /// The record, as it was, is gone.
    Delete(Record),
    /// A field got another value; null is unset.
    Set {
        /// The record.
        at: Ref,
        /// The field's name.
        field: Box<str>,
        /// What it was.
        before: Json,
        /// What it became.
        after: Json,
    },
    /// A list field grew at its end.
    Append {
        /// The record.
        at: Ref,
        /// The field's name.
        field: Box<str>,
        /// How long the list was before; entries of before 2026-11-23 do not say it.
        from: Option<usize>,
        /// What was added.
        values: Vec<Json>,
    },
    /// A list field lost its end.
    Retract {
        /// The record.
        at: Ref,
        /// The field's name.
        field: Box<str>,
        /// How long the list is without it; entries of before 2026-11-23 do not say it.
        from: Option<usize>,
        /// What was taken off.
        values: Vec<Json>,
    },
}

/// Says why a change could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    /// The record to create is there already.
    Exists(Ref),
    /// The record is not there.
    Missing(Ref),
    /// The value does not fit the field.
    Field(Ref, FieldError),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApplyError::Exists(at) => write!(f, "{at} is there already"),
            ApplyError::Missing(at) => write!(f, "{at} is not there"),
            ApplyError::Field(at, e) => {
                write!(f, "{} of {at} does not take this: {}", e.field, e.why)
            }
        }
    }
}

impl Change {
    /// Gives the record that changed.
    pub fn at(&self) -> Ref {
        match self {
            Change::Create(record) | Change::Delete(record) => record.to_ref(),
            Change::Set { at, .. } | Change::Append { at, .. } | Change::Retract { at, .. } => *at,
        }
    }

    /// Tells whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Change::Create(_) | Change::Delete(_) => false,
            Change::Set { before, after, .. } => before == after,
            Change::Append { values, .. } | Change::Retract { values, .. } => values.is_empty(),
        }
    }

    /// Gives the change that takes this one back.
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::Create(record) => Change::Delete(record),
            Change::Delete(record) => Change::Create(record),
            Change::Set { at, field, before, after } => {
                Change::Set { at, field, before: after, after: before }
            }
            Change::Append { at, field, from, values } => {
                Change::Retract { at, field, from, values }
            }
            Change::Retract { at, field, from, values } => {
                Change::Append { at, field, from, values }
            }
        }
    }

    /// Lists the changes from one version of a record to the next.
    pub fn between<R: RecordType>(old: &R, new: &R) -> Vec<Change> {
        let at = old.id().to_ref();
        differences(old, new).into_iter().map(|(field, d)| Change::of(at, field, d)).collect()
    }

    /// Makes a change of one field from its difference.
    pub fn of(at: Ref, field: &str, difference: Difference) -> Change {
        match difference {
            Difference::Set(before, after) => {
                Change::Set { at, field: field.into(), before, after }
            }
            Difference::Added(from, values) => {
                Change::Append { at, field: field.into(), from: Some(from), values }
            }
        }
    }
}

/// Is what one command changed: one undo step, one entry of the journal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChangeSet {
    /// What was done, in words that follow "Undid:".
    pub label: String,
    /// When.
    pub at: Time,
    /// Who did it.
    pub by: Option<Id<Person>>,
    /// The changes in order.
    pub changes: Vec<Change>,
}

impl ChangeSet {
    /// Tells whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Gives the change set that takes this one back.
    pub fn inverse(&self) -> ChangeSet {
        ChangeSet {
            label: self.label.clone(),
            at: self.at,
            by: self.by,
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }

    /// Joins two change sets into one that does the first, then the second. A field set twice is
    /// set once; a field that comes back to where it was is left out.
    pub fn squash(mut self, then: ChangeSet) -> ChangeSet {
        for change in then.changes {
            self.add(change);
        }
        self.at = then.at;
        self
    }

    fn add(&mut self, change: Change) {
        if let Change::Set { at, field, after, .. } = &change {
            // The latest change of the record decides whether the two may be one.
            let earlier = self.changes.iter().rposition(|c| touches(c, *at, field));
            if let Some(idx) = earlier
                && let Some(Change::Set { before, after: slot, .. }) = self.changes.get_mut(idx)
            {
                if before == after {
                    self.changes.remove(idx);
                } else {
                    *slot = after.clone();
                }
                return;
            }
        }
        self.changes.push(change);
    }

    /// Lists the records that changed, each once, in order of their first change.
    pub fn touched(&self) -> Vec<Ref> {
        let mut seen = rustc_hash::FxHashSet::default();
        self.changes.iter().map(Change::at).filter(|at| seen.insert(*at)).collect()
    }
}

fn touches(change: &Change, at: Ref, field: &str) -> bool {
    change.at() == at
        && match change {
            Change::Create(_) | Change::Delete(_) => true,
            Change::Set { field: f, .. }
            | Change::Append { field: f, .. }
            | Change::Retract { field: f, .. } => **f == *field,
        }
}

impl Model {
    /// Applies all changes or none.
    pub fn apply_all(&mut self, set: &ChangeSet) -> Result<(), ApplyError> {
        let mut applied = Vec::with_capacity(set.changes.len());
        for change in &set.changes {
            let change = self.grounded(change);
            if change.is_empty() {
                continue;
            }
            if let Err(e) = self.apply(&change) {
                self.take_back(&applied);
                return Err(e);
            }
            applied.push(change);
        }
        Ok(())
    }

    /// Gives a change as it would happen now: what it says was before is what is there. A change
    /// that comes from elsewhere can only be taken back in this form.
    pub fn grounded(&self, change: &Change) -> Change {
        let Some(record) = self.get(change.at()) else { return change.clone() };
        match change {
            Change::Create(_) => change.clone(),
            Change::Append { at, field, values, .. } => {
                let from = record.json(field).as_array().map_or(0, Vec::len);
                let (at, field, values) = (*at, field.clone(), values.clone());
                Change::Append { at, field, from: Some(from), values }
            }
            Change::Delete(_) => Change::Delete(record),
            Change::Set { at, field, after, .. } => {
                let before = record.json(field);
                let mut new = record;
                let fits = new.set_json(field, after).is_ok();
                let after = if fits { new.json(field) } else { after.clone() };
                Change::Set { at: *at, field: field.clone(), before, after }
            }
            Change::Retract { at, field, values, .. } => {
                let mut kept = match record.json(field) {
                    Json::Array(list) => list,
                    _ => Vec::new(),
                };
                let values = kept.split_off(kept.len().saturating_sub(values.len()));
                let from = Some(kept.len());
                Change::Retract { at: *at, field: field.clone(), from, values }
            }
        }
    }

    /// Takes back changes that were just applied, the last first.
    pub(crate) fn take_back(&mut self, changes: &[Change]) {
        for change in changes.iter().rev() {
            let undone = self.apply(&change.inverse());
            debug_assert!(undone.is_ok(), "BUG: a change just applied can be taken back");
        }
    }
}
