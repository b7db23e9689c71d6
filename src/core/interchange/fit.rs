//! Makes what a file brings fit its places: the keys of projects apart, stages and releases only of
//! an item's own project and product. It knows no file format.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Unplaced;
use super::merge::initials;
use super::repair::note;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Product, Project, Record, Release, Stage};

/// Gives each project a key that no other has; the first with a key keeps it.
pub(super) fn projects_apart(records: &mut [Record], unplaced: &mut Vec<Unplaced>) {
    let keys = records.iter().filter_map(|r| match r {
        Record::Project(project) => Some(project.key.to_uppercase()),
        _ => None,
    });
    let all: FxHashSet<String> = keys.collect();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    for record in records {
        let Record::Project(project) = record else { continue };
        if taken.insert(project.key.to_uppercase()) {
            continue;
        }
        let old = project.key.clone();
        let wanted = if old.is_empty() { initials(&project.name) } else { old.clone() };
        let is_free = |key: &String| {
            let key = key.to_uppercase();
            !all.contains(&key) && !taken.contains(&key)
        };
        let tries = (2u64..).map(|n| format!("{wanted}{n}"));
        let Some(new) = [wanted.clone()].into_iter().chain(tries).find(is_free) else { continue };
        taken.insert(new.to_uppercase());
        Arc::make_mut(project).key.clone_from(&new);
        let why = format!("Another project has this key; this one got {new}.");
        unplaced.push(note(record, "key", old, &why));
    }
}

/// Takes items out of stages of other projects and releases of other products. The places of the
/// records count before those that the model has.
pub(super) fn own_places(base: &Model, records: &mut [Record], unplaced: &mut Vec<Unplaced>) {
    let mut stages: FxHashMap<Id<Stage>, (Id<Project>, String)> = FxHashMap::default();
    let mut releases: FxHashMap<Id<Release>, (Id<Product>, String)> = FxHashMap::default();
    stages.extend(base.stages.iter().map(|s| (s.id, (s.project, s.name.clone()))));
    releases.extend(base.releases.iter().map(|r| (r.id, (r.product, r.name.clone()))));
    for record in records.iter() {
        match record {
            Record::Stage(s) => drop(stages.insert(s.id, (s.project, s.name.clone()))),
            Record::Release(r) => drop(releases.insert(r.id, (r.product, r.name.clone()))),
            _ => {}
        }
    }
    if stages.is_empty() && releases.is_empty() {
        return;
    }
    for record in records {
        let Record::Item(item) = record else { continue };
        let stage = item.stage.and_then(|id| stages.get(&id));
        let stage = stage.filter(|(project, _)| Some(*project) != item.project);
        let release = item.release.and_then(|id| releases.get(&id));
        let release = release.filter(|(product, _)| Some(*product) != item.product);
        if stage.is_none() && release.is_none() {
            continue;
        }
        let item = Arc::make_mut(item);
        item.stage = item.stage.filter(|_| stage.is_none());
        item.release = item.release.filter(|_| release.is_none());
        if let Some((_, name)) = stage {
            let why = "It is a stage of another project; the item is in no stage now.";
            unplaced.push(note(record, "stage", name.clone(), why));
        }
        if let Some((_, name)) = release {
            let why = "It is a release of another product; the item is in no release now.";
            unplaced.push(note(record, "release", name.clone(), why));
        }
    }
}
