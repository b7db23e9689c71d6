//! A plan that follows a model change set by change set, as a kept index does (law I2: it is equal
//! to one made from scratch). It knows no command, no lens and no word.

use rustc_hash::FxHashSet;

use super::build::{Source, is_dated, is_open, link};
use super::calendar::WorkCalendar;
use super::network::{Key, Rules};
use super::plan::{Edit, Plan};
use crate::change::{Change, ChangeSet};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Assignment, Dependency, Item, Kind, Record};

/// Holds a plan and how the model was read.
#[derive(Debug, Clone)]
pub struct Follower {
    plan: Plan,
    source: Source,
    today: Date,
    rules: Rules,
}

/// What of a plan a change set can touch.
#[derive(Default)]
struct Touched {
    items: FxHashSet<Id<Item>>,
    links: FxHashSet<Id<Dependency>>,
    /// Whether more than single tasks and links may be different.
    all: bool,
}

impl Follower {
    /// Plans a model from scratch.
    pub fn new(model: &Model, today: Date, rules: Rules) -> Self {
        let (source, network) = Source::read(model, today, rules);
        Follower { plan: Plan::new(network), source, today, rules }
    }

    /// Gives the plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Gives the day that counts as today.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Tells whether an item is planned.
    pub fn has(&self, item: Id<Item>) -> bool {
        self.source.planned.contains(&item)
    }

    /// Gives the calendar of a place where nothing closer names one.
    pub fn usual(&self) -> &WorkCalendar {
        self.source.calendars.get(0)
    }

    /// Gives the index of a project in the plan.
    pub fn index_of(&self, project: Id<crate::model::Project>) -> u32 {
        self.source.project(Some(project))
    }

    /// Takes in what a change set has changed; `model` is what came of it. Gives the keys of the
    /// items whose planned dates moved, in order.
    ///
    /// What a set changes is read again from the model, so that it does not matter whether every
    /// change of it was applied, and a set that is followed twice changes nothing.
    pub fn follow(&mut self, model: &Model, set: &ChangeSet) -> Vec<Key> {
        let mut touched = Touched::default();
        for change in &set.changes {
            touched.add(model, change);
        }
        if touched.all {
            return self.again(model);
        }
        let mut edits = Vec::new();
        for id in &touched.links {
            let ends = |d: &Dependency| [d.from, d.to];
            match model.find(*id) {
                Some(dependency) if self.source.ties(dependency) => {
                    edits.push(Edit::Link(link(dependency)));
                }
                found => {
                    edits.push(Edit::RemoveLink(id.raw().0));
                    touched.items.extend(found.into_iter().flat_map(ends));
                }
            }
        }
        for id in &touched.items {
            let was = self.source.planned.contains(id);
            let item = model.find(*id).filter(|item| is_open(model, item));
            let is = item.is_some_and(|item| self.belongs(model, item));
            match item.filter(|_| is) {
                Some(item) => {
                    let parent =
                        item.parent.filter(|p| model.find(*p).is_some_and(|p| is_open(model, p)));
                    let alone = was || is_alone(model, item.id);
                    if !alone || parent.is_some_and(|p| !self.source.planned.contains(&p)) {
                        return self.again(model);
                    }
                    self.source.planned.insert(*id);
                    let task = self.source.task(model, item);
                    let old = self.plan.task(task.key);
                    // A task that leaves its summary, or is handed from project to project, may
                    // take others out of the plan or move the start of its project.
                    if old
                        .is_some_and(|old| old.parent != task.parent || old.project != task.project)
                    {
                        return self.again(model);
                    }
                    edits.push(Edit::Task(task));
                }
                None if was => return self.again(model),
                None => {}
            }
        }
        self.plan.know(&self.source.calendars.all);
        let mut moved = Vec::new();
        if !edits.is_empty() {
            // A project without a start begins with the first of its items.
            moved = self.plan.open(self.source.starts(model, self.today));
            moved.extend(self.plan.apply(&edits));
            moved.sort_unstable();
            moved.dedup();
        }
        moved
    }

    /// Takes the model in whole.
    pub fn again(&mut self, model: &Model) -> Vec<Key> {
        let (source, network) = Source::read(model, self.today, self.rules);
        self.source = source;
        self.plan.replace(network)
    }

    /// Tells whether an open item is planned: by what is on it, by a link, or by a part of it.
    fn belongs(&self, model: &Model, item: &Item) -> bool {
        if is_dated(item) {
            return true;
        }
        let parts = model.index().children(item.id);
        if parts.iter().any(|(_, part)| self.source.planned.contains(part)) {
            return true;
        }
        let open = |id: Id<Item>| model.find(id).is_some_and(|item| is_open(model, item));
        let mut links = links_of(model, item.id);
        links.any(|d| open(d.from) && open(d.to))
    }
}

/// Tells whether nothing hangs on an item: no part, no link.
fn is_alone(model: &Model, item: Id<Item>) -> bool {
    model.index().children(item).is_empty() && links_of(model, item).next().is_none()
}

fn links_of(model: &Model, item: Id<Item>) -> impl Iterator<Item = &Dependency> + '_ {
    let ids = model.index().owned_of::<Dependency>(item.to_ref());
    ids.filter_map(|id| model.find(id))
}

/// The fields of items that say nothing about when they are.
const SILENT: [&str; 21] = [
    "number",
    "former_keys",
    "title",
    "description",
    "rank",
    "priority",
    "contributors",
    "team",
    "stage",
    "product",
    "release",
    "objectives",
    "labels",
    "estimate",
    "sizing",
    "blocked",
    "checklists",
    "links",
    "custom",
    "edits",
    "touched",
];

impl Touched {
    fn add(&mut self, model: &Model, change: &Change) {
        let at = change.at();
        let field = match change {
            Change::Set { field, .. }
            | Change::Append { field, .. }
            | Change::Retract { field, .. } => Some(&**field),
            Change::Create(_) | Change::Delete(_) => None,
        };
        match at.kind {
            Kind::Item if field.is_some_and(|field| SILENT.contains(&field)) => {}
            Kind::Item => {
                self.items.extend(Id::from_ref(at));
            }
            Kind::Dependency => {
                self.links.extend(Id::from_ref(at));
                if let Change::Create(Record::Dependency(d))
                | Change::Delete(Record::Dependency(d)) = change
                {
                    self.items.extend([d.from, d.to]);
                }
            }
            Kind::Assignment => match change {
                Change::Create(Record::Assignment(share))
                | Change::Delete(Record::Assignment(share)) => {
                    self.items.insert(share.item);
                }
                _ => {
                    let share = Id::<Assignment>::from_ref(at).and_then(|id| model.find(id));
                    self.items.extend(share.map(|share| share.item));
                }
            },
            Kind::Project => {
                self.all |= field.is_none_or(|field| matches!(field, "start" | "calendar"));
            }
            Kind::Person => {
                self.all |= field.is_none_or(|f| matches!(f, "team" | "calendar" | "capacity"));
            }
            // What decides when work may start is in few fields; the rest is words.
            Kind::Decision => {
                let tells = |field: &str| matches!(field, "items" | "due" | "decided");
                self.all |= field.is_none_or(tells);
            }
            Kind::Workspace | Kind::Team => self.all |= field.is_none_or(|f| f == "calendar"),
            Kind::Calendar | Kind::Absence => self.all = true,
            Kind::Status => self.all |= field.is_none_or(|field| field == "category"),
            _ => {}
        }
    }
}
