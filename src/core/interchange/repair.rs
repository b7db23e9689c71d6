//! Makes what a file brings sound: no reference leads nowhere, nothing is part of itself, nothing
//! waits for itself, no key is there twice, no item is in a stage or release of another place. It
//! knows no file format and no model to merge with.
//!
//! Work is never lost for it: items stay, and only what breaks them is taken out and listed.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::number::Numbers;
use super::{Incoming, Unplaced, fit};
use crate::model::field::Access;
use crate::model::id::{Id, RawId, Ref};
use crate::model::record::RecordType;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Project, Record, Status, Workflow, Workspace};
use crate::sort;

/// Mends the records; `whole` asks for exactly one record of the workspace itself.
pub(crate) fn repair(incoming: &mut Incoming, whole: bool) {
    let Incoming { records, unplaced, .. } = incoming;
    if whole {
        one_workspace(records, unplaced);
    }
    let mut here: FxHashSet<Ref> = records.iter().map(Record::to_ref).collect();
    place_statuses(records, &mut here, unplaced);
    drop_orphans(records, &mut here, unplaced);
    strip_dangling(records, &here, unplaced);
    cut_circles(records, unplaced);
    fit::own_places(&Model::default(), records, unplaced);
    if whole {
        fit::projects_apart(records, unplaced);
    }
    number_apart(records, whole, unplaced);
}

/// Names a record in a report.
pub(super) fn name_of(record: &Record) -> String {
    let kind = record.kind().one().to_lowercase();
    if record.title().is_empty() {
        return format!("{kind} {}", record.raw_id());
    }
    let title: String = record.title().chars().take(80).collect();
    format!("{kind} “{title}”")
}

fn field_label(kind: Kind, name: &str) -> String {
    kind.fields().iter().find(|f| f.name == name).map_or(name, |f| f.label).to_owned()
}

pub(super) fn note(record: &Record, field: &str, value: String, why: &str) -> Unplaced {
    Unplaced {
        at: name_of(record),
        field: field_label(record.kind(), field),
        value,
        why: why.to_owned(),
    }
}

fn one_workspace(records: &mut Vec<Record>, unplaced: &mut Vec<Unplaced>) {
    let own = Workspace::ONLY.to_ref();
    let all = records.iter().filter(|r| r.kind() == Kind::Workspace);
    let first = all.clone().find(|r| r.to_ref() == own).or_else(|| all.clone().next()).cloned();
    if let Some(Record::Workspace(first)) = &first {
        records.retain(|record| match record {
            Record::Workspace(other) if other.id != first.id => {
                let why = "A file holds one workspace; this one was left out.";
                unplaced.push(note(record, "name", other.id.to_string(), why));
                false
            }
            _ => true,
        });
        for record in records.iter_mut() {
            if let Record::Workspace(only) = record
                && only.id != Workspace::ONLY
            {
                Arc::make_mut(only).id = Workspace::ONLY;
            }
        }
    } else {
        let name = "Workspace".to_owned();
        let info = Workspace { id: Workspace::ONLY, name, ..Workspace::default() };
        records.insert(0, Record::Workspace(info.into()));
    }
}

/// Gives items whose status is not in the file one: the status that they name is made anew.
fn place_statuses(
    records: &mut Vec<Record>,
    here: &mut FxHashSet<Ref>,
    unplaced: &mut Vec<Unplaced>,
) {
    let mut lost: Vec<(Id<Status>, Option<Id<Project>>)> = Vec::new();
    let mut lost_workflows: Vec<Id<Workflow>> = Vec::new();
    for record in records.iter() {
        match record {
            Record::Item(item) if !here.contains(&item.status.to_ref()) => {
                lost.push((item.status, item.project));
            }
            Record::Status(status) if !here.contains(&status.workflow.to_ref()) => {
                lost_workflows.push(status.workflow);
            }
            _ => {}
        }
    }
    sort::sort(&mut lost_workflows);
    for same in lost_workflows.chunk_by(|a, b| a == b) {
        let (Some(id), n) = (same.first().copied(), same.len()) else { continue };
        add_workflow(id, records, here);
        unplaced.push(Unplaced {
            at: format!("workflow {id}"),
            field: "Workflow".to_owned(),
            value: id.to_string(),
            why: format!("It is not in the file; its {n} statuses stay in “{FOUND}”."),
        });
    }
    // Of the items in one status the first says which project it is made for.
    sort::by_key(&mut lost, |(id, _)| *id);
    for same in lost.chunk_by(|a, b| a.0 == b.0) {
        let (Some((id, project)), n) = (same.first().copied(), same.len()) else { continue };
        let named = records.iter().find_map(|r| match r {
            Record::Project(p) if Some(p.id) == project => p.workflow,
            _ => None,
        });
        let named = named.filter(|id| here.contains(&id.to_ref()));
        let first = records.iter().filter_map(Workflow::unwrap).map(|w| (&w.rank, w.id)).min();
        let workflow = match named.or(first.map(|(_, id)| id)) {
            Some(workflow) => workflow,
            None => {
                let workflow = Id::new(id.raw());
                add_workflow(workflow, records, here);
                workflow
            }
        };
        let status = Status {
            id,
            name: UNKNOWN.to_owned(),
            workflow,
            rank: last_rank(),
            ..Status::default()
        };
        here.insert(id.to_ref());
        records.push(Record::Status(status.into()));
        unplaced.push(Unplaced {
            at: format!("{n} items"),
            field: "Status".to_owned(),
            value: id.to_string(),
            why: format!("The file does not have this status; a status “{UNKNOWN}” holds them."),
        });
    }
}

const UNKNOWN: &str = "Unknown status";
const FOUND: &str = "Recovered workflow";

/// Gives a rank after those that a workflow's statuses usually have.
fn last_rank() -> crate::model::rank::Rank {
    crate::model::rank::Rank::parse("c000").unwrap_or_default()
}

fn add_workflow(id: Id<Workflow>, records: &mut Vec<Record>, here: &mut FxHashSet<Ref>) {
    let workflow = Workflow { id, name: FOUND.to_owned(), ..Workflow::default() };
    if here.insert(id.to_ref()) {
        records.push(Record::Workflow(workflow.into()));
    }
}

/// Drops records that belong to a record that is not there, and what belongs to them in turn.
fn drop_orphans(
    records: &mut Vec<Record>,
    here: &mut FxHashSet<Ref>,
    unplaced: &mut Vec<Unplaced>,
) {
    let owners = |record: &Record| -> Vec<(&'static str, Ref)> {
        let fields = record.kind().fields();
        if !fields.iter().any(|f| f.access == Access::Owner) {
            return Vec::new();
        }
        let refs = record.refs().into_iter();
        let refs = refs.filter_map(|(at, to)| Some((fields.get(at)?, to)));
        refs.filter(|(f, _)| f.access == Access::Owner).map(|(f, to)| (f.name, to)).collect()
    };
    let mut gone: Vec<Ref> = Vec::new();
    let mut orphans: FxHashMap<Ref, (&'static str, Ref)> = FxHashMap::default();
    for record in records.iter() {
        let lost = owners(record).into_iter().find(|(_, to)| !here.contains(to));
        if let Some(lost) = lost {
            orphans.insert(record.to_ref(), lost);
            gone.push(record.to_ref());
        }
    }
    if gone.is_empty() {
        return;
    }
    let mut owned: FxHashMap<Ref, Vec<(Ref, &'static str)>> = FxHashMap::default();
    for record in records.iter() {
        for (field, to) in owners(record) {
            owned.entry(to).or_default().push((record.to_ref(), field));
        }
    }
    while let Some(at) = gone.pop() {
        here.remove(&at);
        for (record, field) in owned.get(&at).into_iter().flatten() {
            if !orphans.contains_key(record) {
                orphans.insert(*record, (field, at));
                gone.push(*record);
            }
        }
    }
    records.retain(|record| match orphans.get(&record.to_ref()) {
        Some((field, to)) => {
            let why = "It belongs to a record that is not in the file; it was left out.";
            unplaced.push(note(record, field, to.to_string(), why));
            false
        }
        None => true,
    });
}

fn strip_dangling(records: &mut [Record], here: &FxHashSet<Ref>, unplaced: &mut Vec<Unplaced>) {
    for record in records {
        let mut lost: Vec<(usize, Ref)> = record.refs();
        lost.retain(|(_, to)| !here.contains(to));
        lost.dedup();
        let mut seen = FxHashSet::default();
        for (field, to) in lost {
            let name = record.kind().fields().get(field).map_or("", |f| f.name);
            let why = "It points at a record that is not in the file; the reference was taken out.";
            unplaced.push(note(record, name, to.to_string(), why));
            if seen.insert(to) {
                *record = record.without(to);
            }
        }
    }
}

fn cut_circles(records: &mut Vec<Record>, unplaced: &mut Vec<Unplaced>) {
    let mut up: FxHashMap<Ref, Ref> = FxHashMap::default();
    let mut links = Vec::new();
    for record in records.iter() {
        up.extend(parent(record).map(|parent| (record.to_ref(), parent)));
        if let Record::Dependency(link) = record {
            links.push((link.from.raw(), link.to.raw()));
        }
    }
    let cut: FxHashSet<Ref> = cut_rising(&mut up, |_| true).into_iter().collect();
    let closing: FxHashSet<usize> = closing_links(&links).into_iter().collect();
    if cut.is_empty() && closing.is_empty() {
        return;
    }
    let mut link = 0;
    records.retain_mut(|record| {
        if cut.contains(&record.to_ref()) {
            unplaced.push(without_parent(record));
        }
        if record.kind() != Kind::Dependency {
            return true;
        }
        link += 1;
        let closes = closing.contains(&(link - 1));
        if closes {
            unplaced.push(closing_note(record));
        }
        !closes
    });
}

pub(super) fn closing_note(link: &Record) -> Unplaced {
    let to = link.json("to").as_str().unwrap_or_default().to_owned();
    note(link, "to", to, "With it, items would wait for one another in a circle; it was left out.")
}

/// Gives the record that an item or objective is part of.
pub(super) fn parent(record: &Record) -> Option<Ref> {
    match record {
        Record::Item(item) => item.parent.map(Id::to_ref),
        Record::Objective(objective) => objective.parent.map(Id::to_ref),
        _ => None,
    }
}

/// Takes an item or objective out of what it is part of, and says so.
pub(super) fn without_parent(record: &mut Record) -> Unplaced {
    let value = parent(record).map(|to| to.id.to_string()).unwrap_or_default();
    let why = "It would be part of itself; it now stands alone.";
    let said = note(record, "parent", value, why);
    match record {
        Record::Item(item) => Arc::make_mut(item).parent = None,
        Record::Objective(objective) => Arc::make_mut(objective).parent = None,
        _ => {}
    }
    said
}

/// Cuts each circle of `up` at one place, preferably where `may_cut` allows; gives the places.
pub(super) fn cut_rising(up: &mut FxHashMap<Ref, Ref>, may_cut: impl Fn(Ref) -> bool) -> Vec<Ref> {
    let mut starts: Vec<Ref> = up.keys().copied().collect();
    sort::sort(&mut starts);
    let mut walked: FxHashMap<Ref, usize> = FxHashMap::default();
    let mut cuts = Vec::new();
    for (walk, start) in starts.into_iter().enumerate() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(here) = at {
            match walked.get(&here) {
                Some(earlier) if *earlier == walk => {
                    let circle = path.iter().rev().take_while(|k| **k != here);
                    let circle: Vec<Ref> = circle.copied().chain([here]).collect();
                    let cut = circle.iter().find(|k| may_cut(**k)).or(circle.first()).copied();
                    if let Some(cut) = cut {
                        up.remove(&cut);
                        cuts.push(cut);
                    }
                    break;
                }
                Some(_) => break,
                None => {
                    walked.insert(here, walk);
                    path.push(here);
                    at = up.get(&here).copied();
                }
            }
        }
    }
    cuts
}

/// Finds links without which nothing waits for itself, by a depth-first walk that leaves out each
/// link back to where the walk came from.
pub(super) fn closing_links(links: &[(RawId, RawId)]) -> Vec<usize> {
    let mut next: FxHashMap<RawId, Vec<(RawId, usize)>> = FxHashMap::default();
    for (idx, (from, to)) in links.iter().enumerate() {
        next.entry(*from).or_default().push((*to, idx));
    }
    // A node that was met is open while the walk is below it, and closed after.
    let (mut met, mut open) = (FxHashSet::default(), FxHashSet::default());
    let mut closing = Vec::new();
    for (start, _) in links {
        if !met.insert(*start) {
            continue;
        }
        open.insert(*start);
        let mut stack = vec![(*start, 0usize)];
        while let Some((at, edge)) = stack.last_mut() {
            let step = next.get(at).and_then(|out| out.get(*edge)).copied();
            *edge += 1;
            match step {
                None => {
                    open.remove(at);
                    stack.pop();
                }
                Some((to, idx)) if open.contains(&to) => closing.push(idx),
                Some((to, _)) => {
                    if met.insert(to) {
                        open.insert(to);
                        stack.push((to, 0));
                    }
                }
            }
        }
    }
    closing
}

fn number_apart(records: &mut [Record], whole: bool, unplaced: &mut Vec<Unplaced>) {
    let mut numbers = Numbers::default();
    records.iter().filter_map(Item::unwrap).for_each(|item| numbers.reserve(item));
    for record in records.iter_mut() {
        let Record::Item(item) = record else { continue };
        // Another tool's item has no number yet: it gets one when it is planned in.
        if (whole || item.number != 0) && !numbers.take(item) {
            let (old, new) = (item.number, numbers.next(item));
            Arc::make_mut(item).number = new;
            let why = format!("Another item has this number; this one became {new}.");
            unplaced.push(note(record, "number", old.to_string(), &why));
        }
    }
}
