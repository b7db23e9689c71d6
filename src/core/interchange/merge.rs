//! Which record of another tool is which record here, and what of it is taken over. It knows no
//! file format.
//!
//! Items match by their source, so that a file that comes again changes what it brought and adds
//! nothing. What people and work hang on matches by name, the rest by content. What the file
//! leaves unset stays as it is here.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use super::Unplaced;
use super::named::{key, plain};
use super::repair::note;
use crate::env::Env;
use crate::model::field::FieldKind;
use crate::model::id::{Id, RawId, Ref};
use crate::model::rank::Rank;
use crate::model::record::RecordType;
use crate::model::time::Time;
use crate::model::workspace::Model;
use crate::model::{Edit, Item, Kind, Move, Project, Record};
use crate::sort;

/// Which record here an incoming one is.
pub(super) type Same = FxHashMap<Ref, RawId>;

/// Gives the records as they are to be: with the ids that they have here, and with what is kept.
pub(super) fn settle(
    base: &Model,
    mut records: Vec<Record>,
    env: &mut Env,
    unplaced: &mut Vec<Unplaced>,
) -> Vec<Record> {
    sort::by_key(&mut records, Record::to_ref);
    let mut same = Same::default();
    let doubles = match_items(base, &records, &mut same, unplaced);
    records.retain(|r| !doubles.contains(&r.to_ref()));
    match_others(base, &records, &mut same);
    // An id that is taken here by another record makes way.
    for record in &records {
        let at = record.to_ref();
        if !same.contains_key(&at) && base.has(at) {
            let mut fresh = env.raw_id();
            while base.has(Ref { kind: at.kind, id: fresh }) {
                fresh = env.raw_id();
            }
            same.insert(at, fresh);
        }
    }
    let mut new_ones = Vec::new();
    let mut known = Vec::new();
    for record in records {
        let at = record.to_ref();
        let record = if same.is_empty() { record } else { remap(record, &same) };
        let to = Ref { kind: at.kind, id: same.get(&at).copied().unwrap_or(at.id) };
        match base.tables().get(to) {
            Some(old) => known.push(overlay(old, &record, env)),
            None if to == at => new_ones.push(record),
            None => new_ones.push(record.with_id(to.id)),
        }
    }
    rank_last(base, &mut new_ones);
    known.extend(new_ones);
    known
}

/// Matches items by their source. Gives those that the file itself has twice.
fn match_items(
    base: &Model,
    records: &[Record],
    same: &mut Same,
    unplaced: &mut Vec<Unplaced>,
) -> FxHashSet<Ref> {
    let mut here: FxHashMap<(&str, &str), Id<Item>> = FxHashMap::default();
    for item in base.items.iter() {
        if let Some(source) = &item.source {
            here.entry((&source.system, &source.id)).or_insert(item.id);
        }
    }
    let mut first: FxHashMap<(&str, &str), Id<Item>> = FxHashMap::default();
    let mut doubles = FxHashSet::default();
    for record in records {
        let Record::Item(item) = record else { continue };
        let Some(source) = &item.source else { continue };
        let key = (source.system.as_str(), source.id.as_str());
        if let Some(earlier) = first.get(&key) {
            let why = "The file has this item twice; the first was taken.";
            unplaced.push(note(record, "source", source.id.clone(), why));
            let to = same.get(&earlier.to_ref()).copied().unwrap_or(earlier.raw());
            same.insert(item.id.to_ref(), to);
            doubles.insert(item.id.to_ref());
            continue;
        }
        first.insert(key, item.id);
        if let Some(old) = here.get(&key) {
            same.insert(item.id.to_ref(), old.raw());
        }
    }
    doubles
}

/// Matches all other kinds, owners before what belongs to them.
fn match_others(base: &Model, records: &[Record], same: &mut Same) {
    let nothing = Same::default();
    for rows in records.chunk_by(|a, b| a.kind() == b.kind()) {
        let Some(kind) = rows.first().map(Record::kind) else { continue };
        match kind {
            Kind::Item | Kind::Workspace | Kind::SavedView => {}
            Kind::Project => match_projects(base, records, rows, same),
            _ if base.count(kind) == 0 => {}
            _ => {
                let mut here: FxHashMap<String, VecDeque<RawId>> = FxHashMap::default();
                for record in base.records(kind) {
                    if let Some(key) = key(&record, &nothing) {
                        here.entry(key).or_default().push_back(record.raw_id());
                    }
                }
                // The same name twice in a file stays two records, also when it comes again.
                for record in rows {
                    let slot = key(record, same).and_then(|key| here.get_mut(&key));
                    if let Some(id) = slot.and_then(VecDeque::pop_front) {
                        same.insert(record.to_ref(), id);
                    }
                }
            }
        }
    }
}

/// Matches projects: where most of their items are already, or by name and tool.
fn match_projects(base: &Model, records: &[Record], rows: &[Record], same: &mut Same) {
    if base.projects.is_empty() {
        return;
    }
    let mut systems: FxHashMap<Id<Project>, FxHashSet<&str>> = FxHashMap::default();
    for item in base.items.iter() {
        if let (Some(project), Some(source)) = (item.project, &item.source) {
            systems.entry(project).or_default().insert(&source.system);
        }
    }
    let mut come: FxHashMap<Id<Project>, FxHashSet<&str>> = FxHashMap::default();
    let mut votes: FxHashMap<(Id<Project>, Id<Project>), usize> = FxHashMap::default();
    for item in records.iter().filter_map(Item::unwrap) {
        let Some(project) = item.project else { continue };
        let tools = come.entry(project).or_default();
        tools.extend(item.source.as_ref().map(|s| s.system.as_str()));
        let old = same.get(&item.id.to_ref()).and_then(|id| base.find::<Item>(Id::new(*id)));
        if let Some(there) = old.and_then(|old| old.project) {
            *votes.entry((project, there)).or_default() += 1;
        }
    }
    let mut taken: FxHashSet<Id<Project>> = FxHashSet::default();
    for project in rows.iter().filter_map(Project::unwrap) {
        let tools = come.get(&project.id);
        let named = base.projects.iter().find(|old| {
            let shared = |tools: &FxHashSet<&str>| {
                let old = systems.get(&old.id);
                tools.is_empty() || old.is_some_and(|old| !old.is_disjoint(tools))
            };
            !taken.contains(&old.id)
                && plain(&old.name) == plain(&project.name)
                && tools.is_none_or(shared)
        });
        let voted = votes.iter().filter(|((of, id), _)| *of == project.id && !taken.contains(id));
        let voted =
            voted.map(|((_, id), n)| (*n, std::cmp::Reverse(*id))).max().map(|best| best.1.0);
        if let Some(old) = named.map(|old| old.id).or(voted) {
            taken.insert(old);
            same.insert(project.id.to_ref(), old.raw());
        }
    }
}

/// Gives a record whose references point at the records here.
fn remap(mut record: Record, same: &Same) -> Record {
    let mut swaps: Vec<(usize, String, String)> = Vec::new();
    for (field, to) in record.refs() {
        if let Some(id) = same.get(&to).filter(|id| **id != to.id) {
            swaps.push((field, to.id.to_string(), id.to_string()));
            let new = Ref { kind: to.kind, id: *id };
            swaps.push((field, to.to_string(), new.to_string()));
        }
    }
    for swaps in swaps.chunk_by(|a, b| a.0 == b.0) {
        let field = swaps.first().and_then(|(at, ..)| record.kind().fields().get(*at));
        let Some(name) = field.map(|f| f.name) else { continue };
        let by_text: FxHashMap<&str, &str> =
            swaps.iter().map(|(_, old, new)| (old.as_str(), new.as_str())).collect();
        let mut json = record.json(name);
        swap(&mut json, &by_text);
        // A text of the same form takes the place of another: it fits.
        let _ = record.set_json(name, &json);
    }
    if let Record::Item(item) = &mut record
        && !item.custom.is_empty()
    {
        let here = |name: &str| {
            let id = name.parse::<RawId>().ok()?;
            same.get(&Ref { kind: Kind::CustomField, id }).map(RawId::to_string)
        };
        if item.custom.keys().any(|name| here(name).is_some()) {
            let item = Arc::make_mut(item);
            let old = std::mem::take(&mut item.custom);
            item.custom =
                old.into_iter().map(|(name, v)| (here(&name).unwrap_or(name), v)).collect();
        }
    }
    record
}

fn swap(json: &mut Json, by_text: &FxHashMap<&str, &str>) {
    match json {
        Json::String(text) => {
            if let Some(new) = by_text.get(text.as_str()) {
                (*new).clone_into(text);
            }
        }
        Json::Array(list) => list.iter_mut().for_each(|v| swap(v, by_text)),
        Json::Object(map) => map.values_mut().for_each(|v| swap(v, by_text)),
        _ => {}
    }
}

/// Lays what comes over what is here. An item takes every field that the file sets; what others
/// share, such as people and labels, only gains what it did not have.
fn overlay(old: Record, new: &Record, env: &Env) -> Record {
    let mut out = old.clone();
    for field in old.kind().fields() {
        let value = new.json(field.name);
        let local = match (&old, field.name) {
            (
                Record::Item(_),
                "number" | "rank" | "former_keys" | "moves" | "edits" | "custom" | "known_from",
            ) => true,
            (Record::Item(_), _) => false,
            _ => !old.json(field.name).is_null() || field.kind == FieldKind::Rank,
        };
        if !value.is_null() && !local {
            // The value comes from the same field of another record: it fits.
            let _ = out.set_json(field.name, &value);
        }
    }
    if let (Record::Item(out), Record::Item(old), Record::Item(new)) = (&mut out, &old, new) {
        let out = Arc::make_mut(out);
        out.moves = joined(&old.moves, &new.moves, |m: &Move| (m.at, m.to.to_string()));
        out.edits = joined(&old.edits, &new.edits, |e: &Edit| (e.at, e.field.clone()));
        out.custom.extend(new.custom.iter().map(|(name, v)| (name.clone(), v.clone())));
        // What is known does not get less by looking again: the earlier moment holds.
        out.known_from = match (old.known_from, new.known_from) {
            (Some(old), Some(new)) => Some(old.min(new)),
            _ => None,
        };
        let last = out.moves.last().map(|m| m.to);
        if new.status != old.status && last != Some(new.status) {
            out.moves.push(Move::new(env.now, Some(old.status), new.status, env.by));
        }
    }
    out
}

/// Joins the history that comes with the one that is here, each entry once, in order of time.
fn joined<T: Clone>(old: &[T], new: &[T], key: impl Fn(&T) -> (Time, String)) -> Vec<T> {
    let come: FxHashSet<(Time, String)> = new.iter().map(&key).collect();
    let mut local = old.iter().filter(|one| !come.contains(&key(one))).peekable();
    if local.peek().is_none() {
        return new.to_vec();
    }
    let mut all: Vec<T> = new.iter().chain(local).cloned().collect();
    sort::by_key(&mut all, |one| key(one).0);
    all
}

/// Puts new records after those that are here, in their own order.
fn rank_last(base: &Model, records: &mut [Record]) {
    sort::by_key(records, Record::to_ref);
    for rows in records.chunk_by_mut(|a, b| a.kind() == b.kind()) {
        let Some(kind) = rows.first().map(Record::kind) else { continue };
        let ranked = kind.fields().iter().any(|f| f.name == "rank" && f.kind == FieldKind::Rank);
        if !ranked || base.count(kind) == 0 {
            continue;
        }
        let rank = |r: &Record| match r {
            Record::Item(item) => item.rank.clone(),
            _ => r.json("rank").as_str().and_then(Rank::parse).unwrap_or_default(),
        };
        let last = base.records(kind).map(|r| rank(&r)).max();
        sort::by_cached_key(rows, |r| (rank(r), r.raw_id()));
        let ranks = Rank::spread(last.as_ref(), None, rows.len());
        for (row, rank) in rows.iter_mut().zip(ranks) {
            let _ = row.set_json("rank", &Json::String(rank.as_str().to_owned()));
        }
    }
}

/// Gives each project and product that comes in a key that no other has.
pub(super) fn keys_apart(base: &Model, targets: &mut [Record], unplaced: &mut Vec<Unplaced>) {
    let projects = base.projects.iter().map(|p| (p.id.to_ref(), p.key.to_uppercase()));
    let products = base.products.iter().map(|p| (p.id.to_ref(), p.key.to_uppercase()));
    let mut taken: FxHashMap<String, Ref> =
        projects.chain(products).map(|(at, key)| (key, at)).collect();
    let mut tried: FxHashMap<String, usize> = FxHashMap::default();
    for record in targets {
        let (at, key, name) = match record {
            Record::Project(p) => (p.id.to_ref(), p.key.clone(), p.name.clone()),
            Record::Product(p) if !p.key.is_empty() => {
                (p.id.to_ref(), p.key.clone(), p.name.clone())
            }
            _ => continue,
        };
        if base.tables().get(at).is_some_and(|old| old.json("key") == key.as_str()) {
            continue;
        }
        let wanted = if key.is_empty() { initials(&name) } else { key.clone() };
        let free = |key: &str| taken.get(&key.to_uppercase()).is_none_or(|by| *by == at);
        let mut unique = wanted.clone();
        let n = tried.entry(wanted.to_uppercase()).or_insert(1);
        while !free(&unique) {
            *n += 1;
            unique = format!("{wanted}{n}");
        }
        taken.insert(unique.to_uppercase(), at);
        if unique != key {
            if !key.is_empty() {
                let why = format!("Another place has this key; this one got {unique}.");
                unplaced.push(note(record, "key", key, &why));
            }
            match record {
                Record::Project(p) => Arc::make_mut(p).key = unique,
                Record::Product(p) => Arc::make_mut(p).key = unique,
                _ => {}
            }
        }
    }
}

/// Makes a key from a name: its first letters in upper case.
pub(super) fn initials(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphabetic).take(6);
    let key: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    if key.is_empty() { "WORK".to_owned() } else { key }
}
