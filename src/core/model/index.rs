//! What is kept incrementally over the tables. Law I2: it equals what is built from scratch.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use rustc_hash::FxBuildHasher;

use super::field::Access;
use super::id::{Id, Ref};
use super::rank::Rank;
use super::record::RecordType;
use super::{Item, Kind, Product, Project, Record, Status, Tables};
use crate::sort;

type Map<K, V> = HashMap<K, V, FxBuildHasher>;

/// Says within what an item's number is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Within its project.
    Project(Id<Project>),
    /// Within its product, where it has no project.
    Product(Id<Product>),
    /// Within the workspace, where it has neither.
    Workspace,
}

impl Scope {
    /// Gives the scope of an item's number.
    pub fn of(item: &Item) -> Self {
        match (item.project, item.product) {
            (Some(project), _) => Scope::Project(project),
            (None, Some(product)) => Scope::Product(product),
            (None, None) => Scope::Workspace,
        }
    }
}

/// Is an ordered list of items: by rank, then by id.
pub type Ordered = Vec<(Rank, Id<Item>)>;

/// Answers what would otherwise need a walk over a whole table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    by_status: Map<Id<Status>, Ordered>,
    children: Map<Id<Item>, Ordered>,
    numbers: BTreeSet<(Scope, u32, Id<Item>)>,
    owned: Map<Ref, Vec<Ref>>,
}

impl Index {
    /// Builds the index from scratch.
    pub fn build(tables: &Tables) -> Self {
        let mut index = Index::default();
        let mut numbers = Vec::with_capacity(tables.items.len());
        for item in tables.items.iter() {
            numbers.push((Scope::of(item), item.number, item.id));
            if item.is_live() {
                index.by_status.entry(item.status).or_default().push((item.rank.clone(), item.id));
            }
            if let Some(parent) = parent_of(item) {
                index.children.entry(parent).or_default().push((item.rank.clone(), item.id));
            }
        }
        index.numbers = numbers.into_iter().collect();
        for list in index.by_status.values_mut().chain(index.children.values_mut()) {
            sort::sort(list);
        }
        for kind in Kind::ALL.iter().filter(|kind| has_owner(**kind)) {
            for record in tables.records(*kind) {
                for owner in owners(&record) {
                    index.owned.entry(owner).or_default().push(record.to_ref());
                }
            }
        }
        for list in index.owned.values_mut() {
            sort::sort(list);
            list.dedup();
        }
        index
    }

    /// Gives the live items in a status by rank.
    pub fn in_status(&self, status: Id<Status>) -> &[(Rank, Id<Item>)] {
        self.by_status.get(&status).map_or(&[], Vec::as_slice)
    }

    /// Gives the items that are part of an item, without deleted ones, by rank.
    pub fn children(&self, item: Id<Item>) -> &[(Rank, Id<Item>)] {
        self.children.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Gives the records that belong to a record and go with it, by kind and id.
    pub fn owned(&self, owner: Ref) -> &[Ref] {
        self.owned.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Gives the ids of the records of one type that belong to a record, by id.
    pub fn owned_of<R: RecordType>(&self, owner: Ref) -> impl Iterator<Item = Id<R>> + '_ {
        self.owned(owner).iter().filter_map(|r| Id::from_ref(*r))
    }

    /// Gives the lowest number that follows every number given in a scope.
    pub fn next_number(&self, scope: Scope) -> u32 {
        let all =
            (scope, 0, Id::default())..=(scope, u32::MAX, Id::new(super::id::RawId(u64::MAX)));
        let last = self.numbers.range(all.clone()).next_back().map_or(0, |(_, n, _)| *n);
        last.checked_add(1).unwrap_or_else(|| {
            // A file may have used up the highest number: take the first that is free.
            let taken = self.numbers.range(all).map(|(_, n, _)| *n).filter(|n| *n > 0);
            taken.fold(1, |free, n| if n == free { free + 1 } else { free })
        })
    }

    /// Finds the items with a number in a scope; more than one only after a merge.
    pub fn numbered(&self, scope: Scope, number: u32) -> impl Iterator<Item = Id<Item>> + '_ {
        let all =
            (scope, number, Id::default())..=(scope, number, Id::new(super::id::RawId(u64::MAX)));
        self.numbers.range(all).map(|(_, _, id)| *id)
    }

    /// Keeps the index when a record changes from `old` to `new`.
    pub(crate) fn update(&mut self, old: Option<&Record>, new: Option<&Record>) {
        let old_item = old.and_then(Item::unwrap);
        let new_item = new.and_then(Item::unwrap);
        if old_item.is_some() || new_item.is_some() {
            self.update_item(old_item.map(AsRef::as_ref), new_item.map(AsRef::as_ref));
            return;
        }
        let before = old.map(owners).unwrap_or_default();
        let after = new.map(owners).unwrap_or_default();
        if before == after {
            return;
        }
        for (owner, record) in before.iter().zip(old.into_iter().cycle()) {
            take(&mut self.owned, *owner, &record.to_ref());
        }
        for (owner, record) in after.iter().zip(new.into_iter().cycle()) {
            put(&mut self.owned, *owner, record.to_ref());
        }
    }

    fn update_item(&mut self, old: Option<&Item>, new: Option<&Item>) {
        let live = |item: &&Item| item.is_live();
        let by_status = |item: &Item| (item.status, (item.rank.clone(), item.id));
        shift(
            &mut self.by_status,
            old.filter(live).map(by_status),
            new.filter(live).map(by_status),
        );
        let by_parent = |item: &Item| Some((parent_of(item)?, (item.rank.clone(), item.id)));
        shift(&mut self.children, old.and_then(by_parent), new.and_then(by_parent));
        let number = |item: &Item| (Scope::of(item), item.number, item.id);
        let (before, after) = (old.map(number), new.map(number));
        if before != after {
            if let Some(key) = before {
                self.numbers.remove(&key);
            }
            self.numbers.extend(after);
        }
    }
}

fn parent_of(item: &Item) -> Option<Id<Item>> {
    item.parent.filter(|_| item.trashed.is_none())
}

fn has_owner(kind: Kind) -> bool {
    kind.fields().iter().any(|f| f.access == Access::Owner)
}

/// Lists the records that a record belongs to.
fn owners(record: &Record) -> Vec<Ref> {
    let kind = record.kind();
    if !has_owner(kind) {
        return Vec::new();
    }
    let owned_by =
        |field: usize| kind.fields().get(field).is_some_and(|f| f.access == Access::Owner);
    let mut out: Vec<Ref> =
        record.refs().into_iter().filter(|(field, _)| owned_by(*field)).map(|(_, r)| r).collect();
    out.dedup();
    out
}

fn shift<K: Eq + Hash + Copy, V: Ord>(
    map: &mut Map<K, Vec<V>>,
    old: Option<(K, V)>,
    new: Option<(K, V)>,
) {
    if old == new {
        return;
    }
    if let Some((key, value)) = old {
        take(map, key, &value);
    }
    if let Some((key, value)) = new {
        put(map, key, value);
    }
}

fn put<K: Eq + Hash, V: Ord>(map: &mut Map<K, Vec<V>>, key: K, value: V) {
    let list = map.entry(key).or_default();
    if let Err(at) = list.binary_search(&value) {
        list.insert(at, value);
    }
}

fn take<K: Eq + Hash + Copy, V: Ord>(map: &mut Map<K, Vec<V>>, key: K, value: &V) {
    if let Some(list) = map.get_mut(&key) {
        if let Ok(at) = list.binary_search(value) {
            list.remove(at);
        }
        if list.is_empty() {
            map.remove(&key);
        }
    }
}
