//! The network of a model: which items are planned, from when, how long and by whose calendar.
//! This module computes no schedule.

use rustc_hash::{FxHashMap, FxHashSet};

use super::calendar::WorkCalendar;
use super::moment::Moment;
use super::network::{
    ALL_DONE, Awaits, Key, Lag, Limit, Link, LinkKind, Network, Rules, Ruling, Stretch, Task,
};
use super::people::Calendars;
use crate::model::id::{Id, RawId};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{self, Category, Constraint, Item, ItemKind, LagUnit, Project};

/// How long an item takes about which nothing is said, in working minutes: a day, as in Microsoft
/// Project.
pub const UNSAID: i64 = 480;

/// Gives the key of an item in the plan.
pub fn key_of(item: Id<Item>) -> Key {
    item.raw().0
}

/// Gives the item of a key in the plan.
pub fn item_of(key: Key) -> Id<Item> {
    Id::new(RawId(key))
}

impl Network {
    /// Makes the network of a model.
    ///
    /// An item is planned when something says when or how long it is (a date, a duration, work, a
    /// link) or a part of it is planned; what is deleted, given up, or put away unfinished is not.
    /// Where a project has no start, that of the first item that was put somewhere is taken, or
    /// `today`. An item that is done
    /// by its status has the dates at which it came there.
    pub fn of(model: &Model, today: Date, rules: Rules) -> Network {
        Source::read(model, today, rules).1
    }
}

/// Holds how a model was read, so that one record of it can be read again.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) calendars: Calendars,
    pub(super) planned: FxHashSet<Id<Item>>,
    projects: FxHashMap<Id<Project>, u32>,
    awaited: FxHashMap<Id<Item>, Awaits>,
}

impl Source {
    /// Reads a model.
    pub(super) fn read(model: &Model, today: Date, rules: Rules) -> (Source, Network) {
        let mut source = Source {
            calendars: Calendars::new(model),
            planned: planned(model),
            projects: FxHashMap::default(),
            awaited: awaited(model, today),
        };
        for (project, idx) in model.projects.iter().zip(1..) {
            source.projects.insert(project.id, idx);
        }
        let starts = source.starts(model, today);
        let items = model.items.iter().filter(|item| source.planned.contains(&item.id));
        let items: Vec<&Item> = items.collect();
        let tasks = items.into_iter().map(|item| source.task(model, item)).collect();
        let links = model.dependencies.iter().filter(|d| source.ties(d)).map(link).collect();
        let calendars = source.calendars.all.clone();
        (source, Network { calendars, starts, tasks, links, rules })
    }

    /// Gives when the projects start: first what is in none, then each in the order of ids.
    pub(super) fn starts(&mut self, model: &Model, today: Date) -> Vec<Moment> {
        let opening = Moment::start_of(today);
        let mut first: FxHashMap<Id<Project>, Date> = FxHashMap::default();
        let open: FxHashSet<Id<Project>> =
            model.projects.iter().filter(|p| p.start.is_none()).map(|p| p.id).collect();
        if !open.is_empty() {
            // Where links or parts decide when an item starts, its own start says nothing.
            let ties = model.dependencies.iter().filter(|d| self.ties(d));
            let mut led: FxHashSet<Id<Item>> = ties.map(|d| d.to).collect();
            let planned = |item: &&Item| self.planned.contains(&item.id);
            led.extend(model.items.iter().filter(planned).filter_map(|item| item.parent));
            let unsaid = |item: &&Item| item.project.is_some_and(|p| open.contains(&p));
            let unsaid: Vec<&Item> = model.items.iter().filter(unsaid).filter(planned).collect();
            for item in unsaid {
                // What is put by its end alone starts when it must to be done by then.
                let start = item.start.or_else(|| {
                    item.due?;
                    self.task(model, item).planned.map(Moment::date)
                });
                let put = start.filter(|_| !led.contains(&item.id) || item.manual);
                if let (Some(project), Some(start)) = (item.project, item.actual_start.or(put)) {
                    first.entry(project).and_modify(|d| *d = start.min(*d)).or_insert(start);
                }
            }
        }
        let start = |p: &Project| p.start.or_else(|| first.get(&p.id).copied());
        let each = model.projects.iter().map(|p| start(p).map_or(opening, Moment::start_of));
        std::iter::once(opening).chain(each).collect()
    }

    /// Gives the index of a project in the network.
    pub(super) fn project(&self, project: Option<Id<Project>>) -> u32 {
        project.and_then(|p| self.projects.get(&p)).copied().unwrap_or(0)
    }

    /// Tells whether both ends of a dependency are planned.
    pub(super) fn ties(&self, dependency: &model::Dependency) -> bool {
        self.planned.contains(&dependency.from) && self.planned.contains(&dependency.to)
    }
}

/// Tells whether an item could be planned: it is neither deleted nor given up, nor put away
/// unfinished.
pub(super) fn is_open(model: &Model, item: &Item) -> bool {
    let state = model.status_of(item).map(|s| &s.category);
    let done = state == Some(&Category::Done) || item.actual_finish.is_some();
    let away = item.archived.is_some() && !done;
    item.trashed.is_none() && !away && state != Some(&Category::Cancelled)
}

/// Tells whether something on the item itself says when or how long it is.
pub(super) fn is_dated(item: &Item) -> bool {
    let dated = [item.start, item.due, item.actual_start, item.actual_finish];
    dated.iter().any(Option::is_some) || item.duration.is_some() || item.work.is_some()
}

/// Finds for each item the decision that lets it start last. One that was made frees its items on
/// that day, one that is to be made on the day after; one that is late, or has no day, cannot be
/// made before today.
fn awaited(model: &Model, today: Date) -> FxHashMap<Id<Item>, Awaits> {
    let mut out: FxHashMap<Id<Item>, Awaits> = FxHashMap::default();
    for decision in model.decisions.iter() {
        let (until, ruling) = match (decision.decided, decision.due) {
            (Some(made), _) => (Moment::start_of(made), Ruling::Made),
            (None, Some(due)) if due >= today => (Moment::end_of(due), Ruling::Due),
            (None, due) => (Moment::end_of(today), Ruling::Late(due)),
        };
        let one = Awaits { decision: decision.id.raw().0, until, ruling };
        for item in &decision.items {
            let last = out.entry(*item).or_insert(one);
            // Records come by rising ids: the first of equals stays.
            if one.until > last.until {
                *last = one;
            }
        }
    }
    out
}

/// Lists the items that are planned.
fn planned(model: &Model) -> FxHashSet<Id<Item>> {
    let mut open: FxHashSet<Id<Item>> = FxHashSet::default();
    let mut planned: FxHashSet<Id<Item>> = FxHashSet::default();
    for item in model.items.iter().filter(|item| is_open(model, item)) {
        open.insert(item.id);
        if is_dated(item) {
            planned.insert(item.id);
        }
    }
    for dependency in model.dependencies.iter() {
        if open.contains(&dependency.from) && open.contains(&dependency.to) {
            planned.extend([dependency.from, dependency.to]);
        }
    }
    let mut rising: Vec<Id<Item>> = planned.iter().copied().collect();
    while let Some(id) = rising.pop() {
        let parent = model.find(id).and_then(|item: &Item| item.parent);
        if let Some(parent) = parent.filter(|parent| open.contains(parent))
            && planned.insert(parent)
        {
            rising.push(parent);
        }
    }
    planned
}

impl Source {
    /// Reads an item that is planned.
    pub(super) fn task(&mut self, model: &Model, item: &Item) -> Task {
        let (main, own) = self.calendars.of_item(model, item);
        let mut task = Task::new(key_of(item.id), main, 0);
        task.parent = item.parent.filter(|p| self.planned.contains(p)).map(key_of);
        task.project = self.project(item.project);
        task.stretches = if item.kind == ItemKind::Milestone {
            Vec::new()
        } else {
            self.calendars.stretches(model, item, main, own)
        };
        let hours = self.calendars.get(main);
        task.limit = limit(item);
        task.deadline = item.deadline.map(Moment::end_of);
        task.awaits = self.awaited.get(&item.id).copied();
        let percent = item.progress.map_or(0.0, |p| p.get() * 100.0);
        task.done = percent.round() as i64;
        let state = model.status_of(item).map(|s| s.category.clone());
        let (began, ended) = history(model, item);
        let done = item.actual_finish.is_some() || state == Some(Category::Done);
        let going = task.done > 0 || state.is_some_and(|s| s.is_started());
        if done {
            task.done = ALL_DONE;
            task.actual_finish =
                item.actual_finish.or(ended).or(item.due).map(|d| day_end(hours, d));
        }
        if done || going {
            let start = item.actual_start.or(began).or(item.start);
            task.actual_start = start.map(|d| day_start(hours, d));
        }
        if let (Some(start), Some(finish)) = (task.actual_start, task.actual_finish) {
            task.actual_start = Some(start.min(finish));
        }
        let start = item.start.map(|d| day_start(hours, d));
        let due = item.due.map(|d| day_end(hours, d));
        let lasts = |from: Moment| self.calendars.finish(&task.stretches, from);
        let leads = |to: Moment| self.calendars.start(&task.stretches, to);
        let milestone = task.is_milestone();
        let placed = match (start, due) {
            // A milestone of one day with a start is where that day's work starts.
            (Some(start), Some(_)) if milestone && item.start == item.due => Some((start, start)),
            (_, Some(due)) if milestone => Some((due, due)),
            (Some(start), due) => Some((start, due.unwrap_or_else(|| lasts(start)).max(start))),
            (None, Some(due)) => Some((leads(due), due)),
            (None, None) => None,
        };
        task.planned = placed.map(|(start, _)| start);
        task.manual = placed.filter(|_| item.manual);
        task
    }
}

/// Finds in the history of statuses when work began and when it last ended.
fn history(model: &Model, item: &Item) -> (Option<Date>, Option<Date>) {
    let category = |id| model.find(id).map(|status: &model::Status| &status.category);
    let moved =
        |want: fn(&Category) -> bool| move |m: &&model::Move| category(m.to).is_some_and(want);
    let began = item.moves.iter().find(moved(Category::is_started));
    let ended = item.moves.iter().rev().find(moved(|c| *c == Category::Done));
    (began.map(|m| m.at.date_utc()), ended.map(|m| m.at.date_utc()))
}

/// Gives the first working minute of a day; its midnight where the day is free.
pub fn day_start(hours: &WorkCalendar, day: Date) -> Moment {
    let (from, to) = (Moment::start_of(day), Moment::end_of(day));
    if hours.between(from, to) > 0 { hours.at_or_after(from) } else { from }
}

/// Gives the end of the last working minute of a day; its last midnight where the day is free.
pub fn day_end(hours: &WorkCalendar, day: Date) -> Moment {
    let (from, to) = (Moment::start_of(day), Moment::end_of(day));
    if hours.between(from, to) > 0 { hours.at_or_before(to) } else { to }
}

fn limit(item: &Item) -> Limit {
    let Some(date) = item.constraint_date else {
        return if item.constraint == Constraint::Alap { Limit::Alap } else { Limit::Asap };
    };
    let (from, to) = (Moment::start_of(date), Moment::end_of(date));
    match item.constraint {
        Constraint::Asap | Constraint::Other(_) => Limit::Asap,
        Constraint::Alap => Limit::Alap,
        Constraint::StartNoEarlier => Limit::StartNoEarlier(from),
        Constraint::StartNoLater => Limit::StartNoLater(from),
        Constraint::FinishNoEarlier => Limit::FinishNoEarlier(to),
        Constraint::FinishNoLater => Limit::FinishNoLater(to),
        Constraint::MustStart => Limit::MustStart(from),
        Constraint::MustFinish => Limit::MustFinish(to),
    }
}

/// Reads a dependency.
pub(super) fn link(dependency: &model::Dependency) -> Link {
    let lag = dependency.lag.map_or(0.0, |n| n.get());
    let lag = match dependency.lag_unit {
        LagUnit::Elapsed => Lag::Elapsed(lag.round() as i64),
        LagUnit::Percent => Lag::Percent((lag * 100.0).round() as i64),
        LagUnit::ElapsedPercent => Lag::ElapsedPercent((lag * 100.0).round() as i64),
        LagUnit::Working | LagUnit::Other(_) => Lag::Working(lag.round() as i64),
    };
    let kind = LinkKind::of(&dependency.link);
    let (from, to) = (key_of(dependency.from), key_of(dependency.to));
    Link { key: dependency.id.raw().0, from, to, kind, lag }
}

/// Makes the stretch of one calendar.
pub(super) fn stretch(calendar: u32, minutes: i64) -> Stretch {
    Stretch { calendar, minutes }
}

impl LinkKind {
    /// Gives the kind that a dependency's type means.
    pub fn of(link: &model::Link) -> LinkKind {
        match link {
            model::Link::StartStart => LinkKind::StartStart,
            model::Link::FinishFinish => LinkKind::FinishFinish,
            model::Link::StartFinish => LinkKind::StartFinish,
            model::Link::FinishStart | model::Link::Other(_) => LinkKind::FinishStart,
        }
    }

    /// Gives the dependency's type that means the kind.
    pub fn to_link(self) -> model::Link {
        match self {
            LinkKind::FinishStart => model::Link::FinishStart,
            LinkKind::StartStart => model::Link::StartStart,
            LinkKind::FinishFinish => model::Link::FinishFinish,
            LinkKind::StartFinish => model::Link::StartFinish,
        }
    }
}
