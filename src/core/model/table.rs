//! A table: the records of one kind by id. It knows nothing of what the records mean.
//!
//! All tables are one type underneath, so that the map is compiled once and not for each kind.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::marker::PhantomData;
use std::sync::Arc;

use super::id::{Id, RawId, Ref};
use super::record::RecordType;
use super::{Kind, Record, Tables};

/// Holds the records of one kind, without their type, in the order of their ids.
pub(crate) type Rows = BTreeMap<RawId, Record>;

/// Holds the records of one kind in the order of their ids. Cloning shares the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<R> {
    rows: Rows,
    of: PhantomData<fn() -> R>,
}

/// Is a kind of record that has a table.
pub trait Tabled: RecordType {
    /// Gives the table of this kind.
    fn table(tables: &Tables) -> &Table<Self>;
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Table { rows: Rows::new(), of: PhantomData }
    }
}

impl<R: RecordType> Table<R> {
    /// Gives a record.
    pub fn get(&self, id: Id<R>) -> Option<&R> {
        self.shared(id).map(Arc::as_ref)
    }

    /// Gives a record to share.
    pub fn shared(&self, id: Id<R>) -> Option<&Arc<R>> {
        self.rows.get(&id.raw()).and_then(R::unwrap)
    }

    /// Tells whether a record is there.
    pub fn has(&self, id: Id<R>) -> bool {
        self.rows.contains_key(&id.raw())
    }

    /// Counts the records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Walks the records in the order of ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &R> + Clone {
        self.rows.values().filter_map(R::unwrap).map(Arc::as_ref)
    }

    /// Walks the shared records in the order of ids.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Arc<R>> {
        self.rows.values().filter_map(R::unwrap)
    }

    pub(super) fn any(&self) -> &Rows {
        &self.rows
    }

    pub(super) fn any_mut(&mut self) -> &mut Rows {
        &mut self.rows
    }
}

impl Tables {
    /// Gives one record.
    pub fn get(&self, r: Ref) -> Option<Record> {
        self.rows(r.kind).get(&r.id).cloned()
    }

    /// Tells whether a record is there.
    pub fn has(&self, r: Ref) -> bool {
        self.rows(r.kind).contains_key(&r.id)
    }

    /// Walks every record of a kind in the order of ids.
    pub fn records(&self, kind: Kind) -> impl Iterator<Item = Record> + '_ {
        self.rows(kind).values().cloned()
    }

    /// Counts the records of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.rows(kind).len()
    }

    /// Puts a record in, or takes it out; gives what was there before.
    pub(crate) fn write(&mut self, at: Ref, new: Option<Record>) -> Option<Record> {
        let rows = self.rows_mut(at.kind);
        match new {
            Some(record) => rows.insert(record.raw_id(), record),
            None => rows.remove(&at.id),
        }
    }

    /// Replaces a whole table at once from records in any order; gives a repeated id.
    pub(crate) fn fill(&mut self, kind: Kind, records: Vec<Record>) -> Option<RawId> {
        let rows = self.rows_mut(kind);
        rows.clear();
        for record in records {
            match rows.entry(record.raw_id()) {
                Entry::Occupied(_) => return Some(record.raw_id()),
                Entry::Vacant(slot) => slot.insert(record),
            };
        }
        None
    }
}
