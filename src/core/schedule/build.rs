//! The network of a model: which items are planned, from when, how long and by whose calendar.
//! This module computes no schedule.

use rustc_hash::{FxHashMap, FxHashSet};

use super::calendar::WorkCalendar;
use super::moment::Moment;
use super::network::{ALL_DONE, Key, Lag, Limit, Link, LinkKind, Network, Rules, Stretch, Task};
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
    /// Where a project has no start, its first item's is taken, or `today`. An item that is done
    /// by its status has the dates at which it came there.
    pub fn of(model: &Model, today: Date, rules: Rules) -> Network {
        let mut build = Build {
            model,
            calendars: Calendars::new(model),
            projects: FxHashMap::default(),
            planned: planned(model),
        };
        let opening = Moment::start_of(today);
        let mut first: FxHashMap<Id<Project>, Date> = FxHashMap::default();
        for item in model.items.iter().filter(|item| build.planned.contains(&item.id)) {
            if let (Some(project), Some(start)) = (item.project, item.actual_start.or(item.start)) {
                first.entry(project).and_modify(|d| *d = start.min(*d)).or_insert(start);
            }
        }
        let mut starts = vec![opening];
        for project in model.projects.iter() {
            build.projects.insert(project.id, u32::try_from(starts.len()).unwrap_or(0));
            let start = project.start.or_else(|| first.get(&project.id).copied());
            starts.push(start.map_or(opening, Moment::start_of));
        }
        let items = model.items.iter().filter(|item| build.planned.contains(&item.id));
        let items: Vec<&Item> = items.collect();
        let tasks = items.into_iter().map(|item| build.task(item)).collect();
        let known = |id: &Id<Item>| build.planned.contains(id);
        let links = model.dependencies.iter().filter(|d| known(&d.from) && known(&d.to));
        let links = links.map(link).collect();
        Network { calendars: build.calendars.all, starts, tasks, links, rules }
    }
}

struct Build<'a> {
    model: &'a Model,
    calendars: Calendars<'a>,
    projects: FxHashMap<Id<Project>, u32>,
    planned: FxHashSet<Id<Item>>,
}

/// Lists the items that are planned.
fn planned(model: &Model) -> FxHashSet<Id<Item>> {
    let category = |item: &Item| model.status_of(item).map(|s| s.category.clone());
    let mut open: FxHashSet<Id<Item>> = FxHashSet::default();
    let mut planned: FxHashSet<Id<Item>> = FxHashSet::default();
    for item in model.items.iter() {
        let state = category(item);
        let done = state == Some(Category::Done) || item.actual_finish.is_some();
        let away = item.archived.is_some() && !done;
        if item.trashed.is_some() || away || state == Some(Category::Cancelled) {
            continue;
        }
        open.insert(item.id);
        let dated = [item.start, item.due, item.actual_start, item.actual_finish];
        if dated.iter().any(Option::is_some) || item.duration.is_some() || item.work.is_some() {
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

impl Build<'_> {
    fn task(&mut self, item: &Item) -> Task {
        let (main, own) = self.calendars.of_item(item);
        let mut task = Task::new(key_of(item.id), main, 0);
        task.parent = item.parent.filter(|p| self.planned.contains(p)).map(key_of);
        task.project = item.project.and_then(|p| self.projects.get(&p)).copied().unwrap_or(0);
        task.stretches = if item.kind == ItemKind::Milestone {
            Vec::new()
        } else {
            self.calendars.stretches(item, main, own)
        };
        let hours = self.calendars.get(main);
        task.limit = limit(item);
        task.deadline = item.deadline.map(Moment::end_of);
        let percent = item.progress.map_or(0.0, |p| p.get() * 100.0);
        task.done = percent.round() as i64;
        let state = self.model.status_of(item).map(|s| s.category.clone());
        let (began, ended) = self.history(item);
        let done = item.actual_finish.is_some() || state == Some(Category::Done);
        let going = task.done > 0 || state.is_some_and(|s| s.is_started());
        if done {
            task.done = ALL_DONE;
            task.actual_finish =
                item.actual_finish.or(ended).or(item.due).map(|d| day_end(&hours, d));
        }
        if done || going {
            let start = item.actual_start.or(began).or(item.start);
            task.actual_start = start.map(|d| day_start(&hours, d));
        }
        if let (Some(start), Some(finish)) = (task.actual_start, task.actual_finish) {
            task.actual_start = Some(start.min(finish));
        }
        let start = item.start.map(|d| day_start(&hours, d));
        let due = item.due.map(|d| day_end(&hours, d));
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

    /// Finds in the history of statuses when work began and when it last ended.
    fn history(&self, item: &Item) -> (Option<Date>, Option<Date>) {
        let category =
            |id| self.model.find(id).map(|status: &model::Status| status.category.clone());
        let moved = |want: fn(&Category) -> bool| {
            move |m: &&model::Move| category(m.to).is_some_and(|c| want(&c))
        };
        let began = item.moves.iter().find(moved(Category::is_started));
        let ended = item.moves.iter().rev().find(moved(|c| *c == Category::Done));
        (began.map(|m| m.at.date_utc()), ended.map(|m| m.at.date_utc()))
    }
}

/// Gives the first working minute of a day; its midnight where the day is free.
pub(super) fn day_start(hours: &WorkCalendar, day: Date) -> Moment {
    let (from, to) = (Moment::start_of(day), Moment::end_of(day));
    if hours.between(from, to) > 0 { hours.at_or_after(from) } else { from }
}

/// Gives the end of the last working minute of a day; its last midnight where the day is free.
pub(super) fn day_end(hours: &WorkCalendar, day: Date) -> Moment {
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

fn link(dependency: &model::Dependency) -> Link {
    let lag = dependency.lag.map_or(0.0, |n| n.get());
    let lag = match dependency.lag_unit {
        LagUnit::Elapsed => Lag::Elapsed(lag.round() as i64),
        LagUnit::Percent => Lag::Percent((lag * 100.0).round() as i64),
        LagUnit::ElapsedPercent => Lag::ElapsedPercent((lag * 100.0).round() as i64),
        LagUnit::Working | LagUnit::Other(_) => Lag::Working(lag.round() as i64),
    };
    let kind = match dependency.link {
        model::Link::StartStart => LinkKind::StartStart,
        model::Link::FinishFinish => LinkKind::FinishFinish,
        model::Link::StartFinish => LinkKind::StartFinish,
        model::Link::FinishStart | model::Link::Other(_) => LinkKind::FinishStart,
    };
    let (from, to) = (key_of(dependency.from), key_of(dependency.to));
    Link { key: dependency.id.raw().0, from, to, kind, lag }
}

/// Makes the stretch of one calendar.
pub(super) fn stretch(calendar: u32, minutes: i64) -> Stretch {
    Stretch { calendar, minutes }
}
