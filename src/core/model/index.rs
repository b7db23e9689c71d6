//! What is kept incrementally over the tables. Law I2: it equals what is built from scratch.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::field::Access;
use super::id::{Id, RawId, Ref};
use super::rank::Rank;
use super::record::RecordType;
use super::{Item, Kind, Product, Project, Record, Status, Tables};
use crate::sort;

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

/// Holds a sorted list for each key that has one; no list is empty.
type Lists<K, V> = FxHashMap<K, Vec<V>>;

/// Answers what would otherwise need a walk over a whole table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    by_status: Lists<RawId, (Rank, Id<Item>)>,
    children: Lists<RawId, (Rank, Id<Item>)>,
    numbers: Lists<Scope, (u32, Id<Item>)>,
    owned: Lists<Ref, Ref>,
}

impl Index {
    /// Builds the index from scratch.
    pub fn build(tables: &Tables) -> Self {
        let mut index = Index::default();
        for item in tables.items.iter() {
            index.numbers.entry(Scope::of(item)).or_default().push((item.number, item.id));
            if item.is_live() {
                let list = index.by_status.entry(item.status.raw()).or_default();
                list.push((item.rank.clone(), item.id));
            }
            if let Some(parent) = parent_of(item) {
                let list = index.children.entry(parent).or_default();
                list.push((item.rank.clone(), item.id));
            }
        }
        index.numbers.values_mut().for_each(|list| sort::sort(list));
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
        self.by_status.get(&status.raw()).map_or(&[], Vec::as_slice)
    }

    /// Gives the items that are part of an item, without deleted ones, by rank.
    pub fn children(&self, item: Id<Item>) -> &[(Rank, Id<Item>)] {
        self.children.get(&item.raw()).map_or(&[], Vec::as_slice)
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
        let all = self.numbers.get(&scope).map_or(&[][..], Vec::as_slice);
        let last = all.last().map_or(0, |(n, _)| *n);
        last.checked_add(1).unwrap_or_else(|| {
            // A file may have used up the highest number: take the first that is free.
            let taken = all.iter().map(|(n, _)| *n).filter(|n| *n > 0);
            taken.fold(1, |free, n| if n == free { free + 1 } else { free })
        })
    }

    /// Finds the items with a number in a scope; more than one only after a merge.
    pub fn numbered(&self, scope: Scope, number: u32) -> impl Iterator<Item = Id<Item>> + '_ {
        let all = self.numbers.get(&scope).map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|(n, _)| *n < number);
        let same = all.iter().skip(from).take_while(move |(n, _)| *n == number);
        same.map(|(_, id)| *id)
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
        let by_status = |item: &Item| (item.status.raw(), (item.rank.clone(), item.id));
        shift(
            &mut self.by_status,
            old.filter(live).map(by_status),
            new.filter(live).map(by_status),
        );
        let by_parent = |item: &Item| Some((parent_of(item)?, (item.rank.clone(), item.id)));
        shift(&mut self.children, old.and_then(by_parent), new.and_then(by_parent));
        let number = |item: &Item| (Scope::of(item), (item.number, item.id));
        shift(&mut self.numbers, old.map(number), new.map(number));
    }
}

fn parent_of(item: &Item) -> Option<RawId> {
    item.parent.filter(|_| item.trashed.is_none()).map(Id::raw)
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
    map: &mut Lists<K, V>,
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

fn put<K: Eq + Hash, V: Ord>(map: &mut Lists<K, V>, key: K, value: V) {
    let list = map.entry(key).or_default();
    if let Err(at) = list.binary_search(&value) {
        list.insert(at, value);
    }
}

fn take<K: Eq + Hash + Copy, V: Ord>(map: &mut Lists<K, V>, key: K, value: &V) {
    if let Some(list) = map.get_mut(&key) {
        if let Ok(at) = list.binary_search(value) {
            list.remove(at);
        }
        if list.is_empty() {
            map.remove(&key);
        }
    }
}
