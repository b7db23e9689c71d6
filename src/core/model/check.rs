//! The model's invariants. They hold after any sequence of commands and after every import.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::id::{Id, Ref};
use super::index::{Index, Scope};
use super::workspace::Model;
use super::{Dependency, Item, Kind, Objective, Project, Record};

/// Is one way in which a model is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A record points at one that is not there.
    Dangling {
        /// The record that points.
        at: Ref,
        /// The field by which it points.
        field: &'static str,
        /// What it points at.
        to: Ref,
    },
    /// There is not exactly one workspace record.
    NotOneWorkspace(usize),
    /// A record is part of itself, directly or through others.
    ParentCycle(Ref),
    /// Items wait for one another in a circle.
    DependencyCycle(Vec<Id<Item>>),
    /// Two items have the same key.
    SameNumber(Id<Item>, Id<Item>),
    /// Two projects have the same key, whatever its case.
    SameKey(Id<Project>, Id<Project>),
    /// An item is in a stage of another project, or in a release of another product.
    Elsewhere {
        /// The item.
        at: Id<Item>,
        /// The stage or release.
        to: Ref,
    },
    /// A kept index differs from one built from scratch.
    Index,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Dangling { at, field, to } => {
                write!(f, "{at} points at {to} by its {field}, which is not there")
            }
            Fault::NotOneWorkspace(n) => write!(f, "there are {n} workspace records, not one"),
            Fault::ParentCycle(at) => write!(f, "{at} is part of itself"),
            Fault::DependencyCycle(items) => {
                write!(f, "{} items wait for one another in a circle", items.len())
            }
            Fault::SameNumber(a, b) => write!(f, "{a} and {b} have the same key"),
            Fault::SameKey(a, b) => write!(f, "{a} and {b} have the same key"),
            Fault::Elsewhere { at, to } => {
                let place = if to.kind == Kind::Stage { "project" } else { "product" };
                write!(f, "{at} is in {to}, which belongs to another {place}")
            }
            Fault::Index => f.write_str("an index differs from what it was built from"),
        }
    }
}

impl Model {
    /// Lists every way in which the model is broken; none for a sound one.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = self.check_data();
        if *self.index() != Index::build(self.tables()) {
            faults.push(Fault::Index);
        }
        faults
    }

    /// Lists what is broken in the records, leaving the indexes aside.
    pub fn check_data(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.workspaces.len() != 1 {
            faults.push(Fault::NotOneWorkspace(self.workspaces.len()));
        }
        for kind in Kind::ALL {
            for record in self.records(*kind) {
                for (field, to) in record.refs() {
                    if !self.has(to) {
                        let field = kind.fields().get(field).map_or("", |f| f.name);
                        faults.push(Fault::Dangling { at: record.to_ref(), field, to });
                    }
                }
            }
        }
        faults.extend(self.parent_cycles());
        faults.extend(dependency_cycle(self.dependencies.iter()).map(Fault::DependencyCycle));
        faults.extend(self.same_numbers());
        faults.extend(self.same_keys());
        faults.extend(self.items.iter().flat_map(|item| self.elsewhere(item)));
        faults
    }

    /// Tells whether a model that was sound may be broken after something happened to these records.
    /// A doubt is no fault: [`Model::check_data`] tells, which looks at every record.
    pub fn is_doubtful_after(&self, touched: &FxHashSet<Ref>) -> bool {
        touched.iter().any(|at| match self.tables().get(*at) {
            Some(record) => self.is_doubtful(&record),
            // Something may still point at what is gone.
            None => true,
        }) || (touched.iter().any(|at| at.kind == Kind::Dependency)
            && dependency_cycle(self.dependencies.iter()).is_some())
    }

    fn is_doubtful(&self, record: &Record) -> bool {
        let points_nowhere = record.refs().into_iter().any(|(_, to)| !self.has(to));
        points_nowhere
            || match record {
                Record::Item(item) => {
                    self.index().numbered(Scope::of(item), item.number).count() > 1
                        || self.elsewhere(item).next().is_some()
                        || self.is_part_of_itself(item.id)
                }
                Record::Project(_)
                | Record::Release(_)
                | Record::Stage(_)
                | Record::Workspace(_) => true,
                Record::Objective(objective) => self.leads_to_itself(objective.id),
                _ => false,
            }
    }

    fn is_part_of_itself(&self, id: Id<Item>) -> bool {
        rises_to_itself(id, |id| self.items.get(id).and_then(|i| i.parent))
    }

    fn leads_to_itself(&self, id: Id<Objective>) -> bool {
        rises_to_itself(id, |id: Id<Objective>| self.objectives.get(id).and_then(|o| o.parent))
    }

    fn parent_cycles(&self) -> Vec<Fault> {
        let items = self.items.iter().filter(|item| self.is_part_of_itself(item.id));
        let objectives = self.objectives.iter().filter(|o| self.leads_to_itself(o.id));
        items
            .map(|i| i.id.to_ref())
            .chain(objectives.map(|o| o.id.to_ref()))
            .map(Fault::ParentCycle)
            .collect()
    }

    fn same_numbers(&self) -> Vec<Fault> {
        let mut seen: FxHashMap<(Scope, u32), Id<Item>> = FxHashMap::default();
        let mut faults = Vec::new();
        for item in self.items.iter() {
            if let Some(first) = seen.insert((Scope::of(item), item.number), item.id) {
                faults.push(Fault::SameNumber(first, item.id));
            }
        }
        faults
    }

    fn same_keys(&self) -> Vec<Fault> {
        let mut seen: FxHashMap<String, Id<Project>> = FxHashMap::default();
        let mut faults = Vec::new();
        for project in self.projects.iter() {
            if let Some(first) = seen.insert(project.key.to_uppercase(), project.id) {
                faults.push(Fault::SameKey(first, project.id));
            }
        }
        faults
    }

    /// Gives the stage and the release of an item that are not of its own project and product.
    fn elsewhere(&self, item: &Item) -> impl Iterator<Item = Fault> + use<> {
        let stage = item.stage.and_then(|id| self.find(id));
        let stage = stage.filter(|stage| Some(stage.project) != item.project);
        let release = item.release.and_then(|id| self.find(id));
        let release = release.filter(|release| Some(release.product) != item.product);
        let (at, stage, release) =
            (item.id, stage.map(|s| s.id.to_ref()), release.map(|r| r.id.to_ref()));
        stage.into_iter().chain(release).map(move |to| Fault::Elsewhere { at, to })
    }
}

/// Tells whether following `up` from a record comes back to it. Circles that it does not lie on
/// end the walk too.
pub fn rises_to_itself<I: Copy + PartialEq>(start: I, up: impl Fn(I) -> Option<I>) -> bool {
    // Brent's cycle detection: the tortoise waits at powers of two.
    let (mut at, mut tortoise, mut steps, mut limit) = (start, start, 0u64, 2u64);
    while let Some(next) = up(at) {
        if next == start {
            return true;
        }
        if next == tortoise {
            return false;
        }
        at = next;
        steps += 1;
        if steps == limit {
            (tortoise, limit) = (at, limit * 2);
        }
    }
    false
}

/// Finds items that wait for one another in a circle, if there are any.
pub fn dependency_cycle<'a>(
    links: impl Iterator<Item = &'a Dependency> + Clone,
) -> Option<Vec<Id<Item>>> {
    let mut waiting: FxHashMap<Ref, usize> = FxHashMap::default();
    let mut next: FxHashMap<Ref, Vec<Ref>> = FxHashMap::default();
    for link in links {
        let (from, to) = (link.from.to_ref(), link.to.to_ref());
        *waiting.entry(to).or_default() += 1;
        waiting.entry(from).or_default();
        next.entry(from).or_default().push(to);
    }
    let mut free: Vec<Ref> = waiting.iter().filter(|(_, n)| **n == 0).map(|(id, _)| *id).collect();
    while let Some(id) = free.pop() {
        waiting.remove(&id);
        for to in next.get(&id).into_iter().flatten() {
            if let Some(n) = waiting.get_mut(to) {
                *n -= 1;
                if *n == 0 {
                    free.push(*to);
                }
            }
        }
    }
    // What is left lies on a circle or behind one: walk back along what still waits.
    let mut previous: FxHashMap<Ref, Ref> = FxHashMap::default();
    for (from, to) in next.iter().flat_map(|(from, tos)| tos.iter().map(move |to| (from, to))) {
        if waiting.contains_key(from) && waiting.contains_key(to) {
            let slot = previous.entry(*to).or_insert(*from);
            *slot = (*slot).min(*from);
        }
    }
    let mut at = *waiting.keys().min()?;
    let mut path = Vec::new();
    while !path.contains(&at) {
        path.push(at);
        at = *previous.get(&at)?;
    }
    let start = path.iter().position(|id| *id == at)?;
    Some(path.iter().skip(start).rev().map(|at| Id::new(at.id)).collect())
}
