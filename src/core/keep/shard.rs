//! Shards: which record lies in which stored text.
//!
//! A shard holds the items of one place and what belongs to them, so that work in one project
//! rewrites one shard, and a damaged value costs one place at most. A large place is split by its
//! items' ids into a power of two of parts, so that no text grows past what is quick to write.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::change::Change;
use crate::interchange::json;
use crate::model::id::{Id, RawId, Ref};
use crate::model::index::Scope;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Record};

/// A part of a place holds about this many items at most.
const ITEMS_PER_PART: u32 = 2500;

/// The shard of everything that belongs to no item.
const BASE: &str = "base";

/// The shard of the tables that a newer version wrote.
pub(super) const EXTRA: &str = "extra";

/// Knows into how many parts each place is split; a place that is not listed is whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shards {
    parts: BTreeMap<String, u64>,
    names: FxHashSet<String>,
}

/// Gives the place of a record and the item whose id decides about the part.
fn home(model: &Model, record: &Record) -> (String, Option<RawId>) {
    let of_item = |id: Id<Item>| model.find(id).map(|item| (item_place(item), Some(id.raw())));
    let about_item = |r: Option<Ref>| r.and_then(Id::from_ref).and_then(of_item);
    let found = match record {
        Record::Item(item) => Some((item_place(item), Some(item.id.raw()))),
        Record::Comment(comment) => about_item(comment.about),
        Record::Cost(cost) => about_item(cost.place),
        Record::Assignment(assignment) => of_item(assignment.item),
        Record::TimeEntry(entry) => of_item(entry.item),
        Record::Dependency(dependency) => of_item(dependency.to),
        Record::Reading(_) => Some(("readings".to_owned(), None)),
        Record::Baseline(_) | Record::Scenario(_) => Some(("baselines".to_owned(), None)),
        _ => None,
    };
    found.unwrap_or_else(|| (BASE.to_owned(), None))
}

fn item_place(item: &Item) -> String {
    scope_place(Scope::of(item))
}

fn scope_place(scope: Scope) -> String {
    match scope {
        Scope::Project(project) => format!("p{project}"),
        Scope::Product(product) => format!("d{product}"),
        Scope::Workspace => "items".to_owned(),
    }
}

/// Gives the place that a shard's name is of.
pub(super) fn place_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(place, _)| place)
}

/// Gives the name of the shard that a record lies in.
pub fn shard_of(shards: &Shards, model: &Model, record: &Record) -> String {
    let (place, item) = home(model, record);
    shards.name(&place, item)
}

impl Shards {
    /// Learns the parts of each place from the names of stored shards.
    pub fn from_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut shards = Shards::default();
        for name in names {
            shards.names.insert(name.to_owned());
            if let Some((place, part)) = name.split_once('.') {
                // `place.3of8`: every name tells how many parts there are.
                let parts = part.split_once("of").and_then(|(_, n)| n.parse().ok()).unwrap_or(1);
                shards.parts.insert(place.to_owned(), parts);
            }
        }
        shards
    }

    fn name(&self, place: &str, item: Option<RawId>) -> String {
        match (self.parts.get(place), item) {
            (Some(parts), Some(item)) if *parts > 1 => {
                // Fibonacci hashing spreads ids that were made in a row.
                let spread = item.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
                format!("{place}.{}of{parts}", spread % parts)
            }
            _ => place.to_owned(),
        }
    }

    /// Marks the shards that a change makes stale: of the record as it is, and as it was.
    pub(super) fn dirty(&self, model: &Model, change: &Change, dirty: &mut FxHashSet<String>) {
        match change {
            Change::Create(record) | Change::Delete(record) => {
                dirty.insert(shard_of(self, model, record));
                if record.kind() != Kind::Item && home(model, record).0 == BASE {
                    // What it belonged to may be gone too: then its shard is marked by that.
                    dirty.insert(BASE.to_owned());
                }
            }
            Change::Set { at, field, before, .. } => {
                if at.kind == Kind::Item && matches!(&**field, "project" | "product") {
                    self.dirty_both(model, *at, field, before, dirty);
                }
                self.dirty_at(model, *at, dirty);
            }
            Change::Append { at, .. } | Change::Retract { at, .. } => {
                self.dirty_at(model, *at, dirty);
            }
        }
    }

    fn dirty_at(&self, model: &Model, at: Ref, dirty: &mut FxHashSet<String>) {
        if let Some(record) = model.get(at) {
            dirty.insert(shard_of(self, model, &record));
        }
    }

    /// Marks the shard that an item left together with what belongs to it. Every place that it
    /// could have been in is marked: its project and its product may have changed at once.
    fn dirty_both(
        &self,
        model: &Model,
        at: Ref,
        field: &str,
        before: &serde_json::Value,
        dirty: &mut FxHashSet<String>,
    ) {
        let Some(item) = Id::<Item>::from_ref(at).and_then(|id| model.find(id)) else { return };
        let mut places = vec!["items".to_owned(), item_place(item)];
        let letter = if field == "project" { 'p' } else { 'd' };
        places.extend(before.as_str().map(|id| format!("{letter}{id}")));
        places.extend(item.product.map(|id| format!("d{id}")));
        dirty.extend(places.iter().map(|place| self.name(place, Some(at.id))));
    }

    /// Splits the places that have grown; gives the new parts and the places that changed.
    pub(super) fn resized(&self, model: &Model) -> (Shards, FxHashSet<String>) {
        let mut counts: FxHashMap<Scope, u32> = FxHashMap::default();
        for item in model.items.iter() {
            *counts.entry(Scope::of(item)).or_default() += 1;
        }
        let mut next = Shards { parts: self.parts.clone(), names: FxHashSet::default() };
        let mut changed = FxHashSet::default();
        for (scope, n) in counts {
            let place = scope_place(scope);
            let wanted = u64::from(n.div_ceil(ITEMS_PER_PART)).next_power_of_two();
            // Places are never joined again: a few small shards cost less than rewriting them.
            if wanted > next.parts.get(&place).copied().unwrap_or(1) {
                next.parts.insert(place.clone(), wanted);
                changed.insert(place);
            }
        }
        (next, changed)
    }

    /// Tells whether a place is split into as many parts here as there.
    pub(super) fn is_split_like(&self, other: &Shards, place: &str) -> bool {
        self.parts.get(place) == other.parts.get(place)
    }

    /// Lists the shards to write for a dirty name: itself, or all parts of its place after a split.
    pub(super) fn names_for(&self, name: &str, resized: bool) -> Vec<String> {
        if !resized {
            return vec![name.to_owned()];
        }
        let place = place_of(name);
        let parts = self.parts.get(place).copied().unwrap_or(1);
        if parts <= 1 {
            return vec![place.to_owned()];
        }
        (0..parts).map(|part| format!("{place}.{part}of{parts}")).collect()
    }

    /// Writes the wanted shards (all, if none are named) as texts, and remembers what there is.
    pub(super) fn texts(
        &mut self,
        model: &Model,
        wanted: Option<&FxHashSet<String>>,
    ) -> Vec<(String, Option<String>)> {
        let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
        let mut names = FxHashSet::default();
        for kind in Kind::ALL {
            for record in model.records(*kind) {
                let name = shard_of(self, model, &record);
                if wanted.is_none_or(|w| w.contains(&name)) {
                    match records.get_mut(&name) {
                        Some(list) => list.push(record),
                        None => {
                            records.insert(name.clone(), vec![record]);
                        }
                    }
                }
                if !names.contains(&name) {
                    names.insert(name);
                }
            }
        }
        if self.names.contains(EXTRA) {
            names.insert(EXTRA.to_owned());
        }
        self.names = names;
        let mut texts: Vec<(String, Option<String>)> = records
            .into_iter()
            .map(|(name, list)| (name, Some(json::record_lines(list))))
            .collect();
        if wanted.is_none() && !model.extra.is_unset() {
            texts.push((EXTRA.to_owned(), serde_json::to_string(&model.extra.0).ok()));
            self.names.insert(EXTRA.to_owned());
        }
        texts
    }

    /// Lists the shards that were there and are not any more.
    pub(super) fn superseded(
        &self,
        next: &Shards,
        wanted: &FxHashSet<String>,
        texts: &[(String, Option<String>)],
    ) -> Vec<String> {
        let written = |name: &String| texts.iter().any(|(n, _)| n == name);
        let stale = |name: &&String| {
            !next.names.contains(*name) && (wanted.contains(*name) || !written(name))
        };
        self.names.iter().filter(stale).cloned().collect()
    }
}
