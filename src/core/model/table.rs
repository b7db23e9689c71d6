//! A table: the records of one kind by id. It knows nothing of what the records mean.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::Tables;
use super::id::Id;
use super::record::RecordType;

/// Holds the records of one kind in the order of their ids. Cloning shares the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<R> {
    rows: BTreeMap<Id<R>, Arc<R>>,
}

/// Is a kind of record that has a table.
pub trait Tabled: RecordType {
    /// Gives the table of this kind.
    fn table(tables: &Tables) -> &Table<Self>;
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Table { rows: BTreeMap::new() }
    }
}

impl<R: RecordType> Table<R> {
    /// Gives a record.
    pub fn get(&self, id: Id<R>) -> Option<&R> {
        self.rows.get(&id).map(Arc::as_ref)
    }

    /// Gives a record to share.
    pub fn shared(&self, id: Id<R>) -> Option<&Arc<R>> {
        self.rows.get(&id)
    }

    /// Tells whether a record is there.
    pub fn has(&self, id: Id<R>) -> bool {
        self.rows.contains_key(&id)
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
        self.rows.values().map(Arc::as_ref)
    }

    /// Walks the shared records in the order of ids.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Arc<R>> {
        self.rows.values()
    }

    pub(crate) fn insert(&mut self, record: Arc<R>) -> Option<Arc<R>> {
        self.rows.insert(record.id(), record)
    }

    pub(crate) fn remove(&mut self, id: Id<R>) -> Option<Arc<R>> {
        self.rows.remove(&id)
    }

    /// Replaces all records; gives an id that came twice, if one did.
    pub(crate) fn fill(&mut self, rows: Vec<Arc<R>>) -> Option<Id<R>> {
        let sorted = rows.is_sorted_by(|a, b| a.id() < b.id());
        if sorted {
            self.rows = rows.into_iter().map(|r| (r.id(), r)).collect();
            return None;
        }
        self.rows.clear();
        for row in rows {
            match self.rows.entry(row.id()) {
                Entry::Occupied(_) => return Some(row.id()),
                Entry::Vacant(slot) => slot.insert(row),
            };
        }
        None
    }
}
