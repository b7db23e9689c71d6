//! A transaction: changes made one by one, kept together or taken back together.

use std::ops::Deref;
use std::sync::Arc;

use serde_json::Value as Json;

use super::CommandError;
use crate::change::{Change, ChangeSet};
use crate::env::Env;
use crate::model::codec::struct_to_json;
use crate::model::field::{Access, FieldKind};
use crate::model::id::{Id, Ref};

use crate::model::record::{Difference, RecordType};
use crate::model::table::Tabled;
use crate::model::workspace::Model;
use crate::model::{Edit, Item, Kind, Record};

/// Collects the changes of one command. Dropped without [`Tx::commit`], it takes them back.
pub struct Tx<'a> {
    model: &'a mut Model,
    /// The world as the command sees it.
    pub env: &'a mut Env,
    changes: Vec<Change>,
}

impl Deref for Tx<'_> {
    type Target = Model;
    fn deref(&self) -> &Model {
        self.model
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn begin(model: &'a mut Model, env: &'a mut Env) -> Self {
        Tx { model, env, changes: Vec::new() }
    }

    pub(crate) fn commit(mut self, label: String) -> ChangeSet {
        let changes = std::mem::take(&mut self.changes);
        ChangeSet { label, at: self.env.now, by: self.env.by, changes }
    }

    /// Tells whether anything has changed.
    pub(super) fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Finds a record or says that it is gone.
    pub fn need<R: Tabled>(&self, id: Id<R>) -> Result<Arc<R>, CommandError> {
        let table = R::table(self.model.tables());
        table.shared(id).cloned().ok_or_else(|| CommandError::missing(R::KIND.one()))
    }

    /// Applies one change.
    pub fn apply(&mut self, change: Change) -> Result<(), CommandError> {
        self.model.apply(&change)?;
        self.changes.push(change);
        Ok(())
    }

    /// Adds a record.
    pub fn create<R: RecordType>(&mut self, record: R) -> Result<Id<R>, CommandError> {
        let id = record.id();
        self.apply(Change::Create(R::wrap(Arc::new(record))))?;
        Ok(id)
    }

    /// Takes a record out.
    pub fn delete(&mut self, at: Ref) -> Result<(), CommandError> {
        let record = self.model.get(at).ok_or_else(|| CommandError::missing(at.kind.one()))?;
        self.apply(Change::Delete(record))
    }

    /// Edits a record of a known type; what did not change leaves no trace.
    pub fn update<R: Tabled>(
        &mut self,
        id: Id<R>,
        f: impl FnOnce(&mut R),
    ) -> Result<(), CommandError> {
        let old = self.need(id)?;
        let mut new = R::clone(&old);
        f(&mut new);
        self.replace(&R::wrap(old), &R::wrap(Arc::new(new)))
    }

    /// Turns one version of a record into another, field by field, and keeps an item's history.
    pub fn replace(&mut self, old: &Record, new: &Record) -> Result<(), CommandError> {
        let at = old.to_ref();
        let differences = old.diff(new);
        let edits: Vec<Json> = differences
            .iter()
            .filter(|_| at.kind == Kind::Item)
            .filter_map(|(field, d)| self.edit_of(field, d))
            .collect();
        for (field, difference) in differences {
            self.apply(Change::of(at, field, difference))?;
        }
        if !edits.is_empty() {
            let item = Item::unwrap(old).map_or(0, |item| item.edits.len());
            let (field, from) = ("edits".into(), Some(item));
            self.apply(Change::Append { at, field, from, values: edits })?;
        }
        Ok(())
    }

    /// Makes the entry of an item's history for a field that a person changed.
    fn edit_of(&self, field: &str, difference: &Difference) -> Option<Json> {
        let meta = Item::FIELDS.iter().find(|f| f.name == field)?;
        let by_person = matches!(meta.access, Access::Edit | Access::Required);
        if !by_person || field == "status" || meta.kind == FieldKind::Rank {
            return None;
        }
        let (before, after) = match difference {
            Difference::Set(before, after) => (before.clone(), after.clone()),
            Difference::Added(_, values) => (Json::Null, Json::Array(values.clone())),
        };
        let by = self.env.by;
        let edit = Edit {
            at: self.env.now,
            by,
            field: field.to_owned(),
            before,
            after,
            ..Default::default()
        };
        Some(struct_to_json(&edit))
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        self.model.take_back(&self.changes);
    }
}
