//! Leveling a plan: days on which its items can start so that nobody has more to do than there is
//! time for. It knows no word and writes to nothing.
//!
//! The search ([`level`]) counts in whole working days and finds an order; the days themselves are
//! then read off the plan with its own links, calendars and absences, item by item in that order,
//! each on the first day on which everybody who works on it has the time. So what comes out holds
//! to the minute, and an item waits for those of a higher priority, never the other way round.
//!
//! What is finished, under way, set by hand, held by a constraint, or was to start before today
//! stays where it is, as does all that is outside; the others only ever move later.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::build::item_of;
use super::follow::Follower;
use super::level::{self, Activity, Demand, Effort, Leveled, Link, LinkKind, Problem, Resource};
use super::load::{self, Loads};
use super::moment::{DAY, Moment};
use super::network::{Key, Lag, Limit, Task};
use super::plan::{Edit, Plan};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Person, Priority};

/// So many minutes more than there are on a day are nobody's trouble.
const SLACK: i64 = 15;
/// How often an item is put elsewhere before it is left there.
const MOST_TRIES: usize = 64;
/// How many days ahead room is looked for.
const MOST_DAYS: i64 = 3_650;

/// Is the minutes that somebody is planned for on a day (in days since 1970-01-01).
type Used = FxHashMap<(Id<Person>, i64), i64>;

/// Is who has more to do than time, from today on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Strain {
    /// How many people.
    pub people: u32,
    /// On how many days, added up over them.
    pub days: u32,
}

/// Searches for days on which items can start.
#[derive(Debug)]
pub struct Leveler {
    problem: Problem,
    /// The task of each activity; nothing for what only ties others together.
    keys: Vec<Option<Key>>,
    free: FxHashSet<Key>,
    best: Option<Leveled>,
    n_schedules: u64,
}

impl Leveler {
    /// Reads what of a plan can be moved: the items that `holds` tells.
    pub fn new(model: &Model, follower: &Follower, holds: &dyn Fn(&Item) -> bool) -> Self {
        Reading::new(model, follower, holds).leveler()
    }

    /// Makes so many more schedules and keeps the best; tells whether more could be any better.
    /// The same plan and the same numbers give the same days.
    pub fn search(&mut self, schedules: u64) -> bool {
        let effort = Effort { seed: self.n_schedules + 1, schedules };
        let Ok(found) = level::level(&self.problem, effort, &mut |_| true) else { return false };
        self.n_schedules += found.n_schedules.max(1);
        let rank = |plan: &Leveled| {
            let late: i64 = plan.late.iter().map(|late| late.finish - late.due).sum();
            let waits: i64 = plan.moves.iter().map(|it| it.to - it.from).sum();
            (late, plan.makespan, waits)
        };
        let done = found.is_optimal;
        if self.best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
            self.best = Some(found);
        }
        !done
    }

    /// Gives how many schedules were made so far.
    pub fn n_schedules(&self) -> u64 {
        self.n_schedules
    }

    /// Gives how many items can be moved at all.
    pub fn n_free(&self) -> usize {
        self.free.len()
    }

    /// Reads the days off the plan: for every item that has to wait the day on which it can start,
    /// in the order in which they start.
    pub fn days(&self, model: &Model, follower: &Follower) -> Vec<(Id<Item>, Date)> {
        let mut plan = follower.plan().clone();
        let loads = Loads::people(model);
        let mut used = Used::default();
        for item in model.items.iter().filter(|item| follower.has(item.id)) {
            if !self.free.contains(&item.id.raw().0) {
                take(&mut used, &need(model, &plan, &loads, item, None));
            }
        }
        let mut out = Vec::new();
        for key in self.order() {
            let Some(item) = model.find(item_of(key)) else { continue };
            let moved = settle(model, &mut plan, &loads, &used, item);
            out.extend(moved.map(|day| (item.id, day)));
            take(&mut used, &need(model, &plan, &loads, item, None));
        }
        crate::sort::by_key(&mut out, |(item, day)| (*day, *item));
        out
    }

    /// Lists what can be moved, the most important first, and among equals by the days that were
    /// found; what others wait for always comes before them.
    fn order(&self) -> Vec<Key> {
        let n = self.problem.activities.len();
        let ranks = level::priorities(&self.problem).unwrap_or_else(|_| vec![0; n]);
        let mut starts = self.best.as_ref().map(|best| best.starts.clone()).unwrap_or_default();
        starts.resize(n, 0);
        // Links that tie finishes let one start before what it waits for; it is put after it here.
        for link in &self.problem.links {
            let from = starts.get(link.from).copied().unwrap_or_default();
            if let Some(slot) =
                starts.get_mut(link.to).filter(|_| link.kind != LinkKind::FinishStart)
            {
                *slot = from.max(*slot);
            }
        }
        let mut list: Vec<(i32, i64, usize, Key)> = Vec::new();
        // The activities stand in the order of the plan.
        for (idx, key) in self.keys.iter().enumerate() {
            let Some(key) = key.filter(|key| self.free.contains(key)) else { continue };
            let start = starts.get(idx).copied().unwrap_or_default();
            list.push((-ranks.get(idx).copied().unwrap_or_default(), start, idx, key));
        }
        crate::sort::sort(&mut list);
        list.into_iter().map(|(_, _, _, key)| key).collect()
    }
}

/// Counts who has more to do than time by a plan, from a day on.
pub fn strain(model: &Model, plan: &Plan, from: Date) -> Strain {
    let loads = Loads::people(model);
    let mut used = Used::default();
    for item in model.items.iter() {
        take(&mut used, &need(model, plan, &loads, item, None));
    }
    let mut people: FxHashSet<Id<Person>> = FxHashSet::default();
    let mut strain = Strain::default();
    for ((person, day), minutes) in used {
        let date = Date::from_day_number(day);
        if date >= from && minutes > loads.on(person, date) + SLACK {
            people.insert(person);
            strain.days += 1;
        }
    }
    strain.people = people.len() as u32;
    strain
}

fn take(used: &mut Used, need: &[(Id<Person>, i64, i64)]) {
    for (person, day, minutes) in need {
        *used.entry((*person, *day)).or_default() += minutes;
    }
}

/// Gives who is needed for an item on which days, by the plan or were it to run over a span.
fn need(
    model: &Model,
    plan: &Plan,
    loads: &Loads,
    item: &Item,
    span: Option<(Moment, Moment)>,
) -> Vec<(Id<Person>, i64, i64)> {
    let key = item.id.raw().0;
    let (Some(dates), Some(task)) = (plan.dates(key), plan.task(key)) else { return Vec::new() };
    if dates.done || dates.summary {
        return Vec::new();
    }
    let span = span.unwrap_or((dates.start, dates.finish));
    loads.days(model, item, task, dates.split, span)
}

/// Puts an item on the first day on which there is time for it; gives the day if it has to wait.
fn settle(model: &Model, plan: &mut Plan, loads: &Loads, used: &Used, item: &Item) -> Option<Date> {
    let key = item.id.raw().0;
    let mut moved = None;
    for _ in 0..MOST_TRIES {
        let dates = plan.dates(key)?;
        let fits = |span| last_clash(&need(model, plan, loads, item, Some(span)), loads, used);
        let Some(mut clash) = fits((dates.start, dates.finish)) else { break };
        let task = plan.task(key)?.clone();
        // Where it would lie is estimated day by day; the plan then says where it lies.
        let mut day = Date::from_day_number(clash + 1);
        for _ in 0..MOST_DAYS {
            let span = span_from(plan, &task, day)?;
            match fits(span) {
                Some(next) if next >= day.day_number() => clash = next,
                _ => break,
            }
            day = Date::from_day_number(clash + 1);
        }
        let at = Moment::start_of(day);
        let task = Task { limit: Limit::StartNoEarlier(at), planned: Some(at), ..task };
        plan.apply(&[Edit::Task(task)]);
        moved = Some(plan.dates(key)?.start.date());
    }
    moved
}

/// Gives where a task would lie that starts on a day or later.
fn span_from(plan: &Plan, task: &Task, day: Date) -> Option<(Moment, Moment)> {
    let calendars = &plan.network().calendars;
    let from = Moment::start_of(day);
    let spans = task.stretches.iter().filter(|s| s.minutes > 0).filter_map(|stretch| {
        let Some(hours) = calendars.get(stretch.calendar as usize) else {
            return Some((from, from.plus(stretch.minutes)));
        };
        let start = hours.next(from)?;
        Some((start, hours.add(start, stretch.minutes)?))
    });
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Gives the last day on which there is too little time left. Who has too little even alone has to
/// have nothing else.
fn last_clash(need: &[(Id<Person>, i64, i64)], loads: &Loads, used: &Used) -> Option<i64> {
    let clash = |(person, day, minutes): &&(Id<Person>, i64, i64)| {
        let other = used.get(&(*person, *day)).copied().unwrap_or_default();
        let there = loads.on(*person, Date::from_day_number(*day));
        other > 0 && other + minutes > there + SLACK
    };
    need.iter().filter(clash).map(|(_, day, _)| *day).max()
}

/// Holds what a problem is made from.
struct Reading<'a> {
    model: &'a Model,
    follower: &'a Follower,
    holds: &'a dyn Fn(&Item) -> bool,
    per_day: i64,
    base: i64,
}

impl<'a> Reading<'a> {
    fn new(model: &'a Model, follower: &'a Follower, holds: &'a dyn Fn(&Item) -> bool) -> Self {
        let hours = follower.usual();
        let today = Moment::start_of(follower.today());
        let first = hours.next(today).unwrap_or(today);
        let day = Moment::start_of(first.date());
        let per_day = hours.between(day, day.plus(DAY)).max(1);
        Reading { model, follower, holds, per_day, base: hours.worked(today) }
    }

    /// Gives a moment in working days from today on.
    fn day(&self, at: Moment) -> i64 {
        (self.follower.usual().worked(at) - self.base).div_euclid(self.per_day)
    }

    fn leveler(&self) -> Leveler {
        let plan = self.follower.plan();
        let mut leveler = Leveler {
            problem: Problem::default(),
            keys: Vec::new(),
            free: FxHashSet::default(),
            best: None,
            n_schedules: 0,
        };
        let mut people: FxHashMap<Id<Person>, usize> = FxHashMap::default();
        let mut place: FxHashMap<Key, (usize, usize)> = FxHashMap::default();
        let problem = &mut leveler.problem;
        for task in plan.in_order() {
            let Some(dates) = plan.dates(task.key) else { continue };
            let at = problem.activities.len();
            if dates.summary {
                // What comes before its parts, and what after them.
                problem.activities.extend([Activity::default(), Activity::default()]);
                leveler.keys.extend([None, None]);
                place.insert(task.key, (at, at + 1));
                continue;
            }
            let Some(item) = self.model.find(item_of(task.key)) else { continue };
            let free = self.is_free(item, task, dates.start);
            let (start, finish) = (self.day(dates.start), self.day(dates.finish.plus(-1)) + 1);
            let start = if free { start } else { start.max(0) };
            let duration =
                if dates.done || task.is_milestone() { 0 } else { (finish - start).max(0) };
            let mut activity = Activity {
                duration: u32::try_from(duration).unwrap_or(0),
                priority: rank(&item.priority),
                deadline: task.deadline.map(|at| self.day(at).max(0)),
                ..Activity::default()
            };
            if free {
                leveler.free.insert(task.key);
                activity.release = Some(start.max(0));
            } else {
                activity.pinned = Some(start);
            }
            for (person, units) in load::parts(self.model, item) {
                if activity.duration == 0 || units <= 0.0 {
                    continue;
                }
                let resource = *people.entry(person).or_insert_with(|| {
                    let known = self.model.find(person).and_then(|p: &Person| p.capacity);
                    let share = known.map_or(100.0, |c| c.get()).max(1.0);
                    problem.resources.push(Resource::constant(share as u32));
                    problem.resources.len() - 1
                });
                let most = problem.resources.get(resource).map_or(100, |r| r.capacity);
                let all: i64 = task.stretches.iter().map(|s| s.minutes).max().unwrap_or(0);
                let full = (duration * self.per_day).max(1) as f64;
                let units = (units * (all as f64 / full).clamp(0.05, 1.0)).round() as u32;
                activity.demands.push(Demand { resource, units: units.clamp(1, most) });
            }
            problem.activities.push(activity);
            leveler.keys.push(Some(task.key));
            place.insert(task.key, (at, at));
        }
        for task in plan.in_order() {
            let parent = task.parent.and_then(|parent| place.get(&parent));
            if let (Some(own), Some(parent)) = (place.get(&task.key), parent) {
                problem.links.push(Link::after(parent.0, own.0));
                problem.links.push(Link::after(own.1, parent.1));
            }
        }
        for link in &plan.network().links {
            let (Some(from), Some(to)) = (place.get(&link.from), place.get(&link.to)) else {
                continue;
            };
            let kind = kind(link.kind);
            let lag = self.lag(plan, link.from, link.lag);
            let after = kind == LinkKind::FinishStart;
            if after || (from.0 == from.1 && to.0 == to.1) {
                problem.links.push(Link { from: from.1, to: to.0, kind, lag });
            }
        }
        leveler
    }

    /// Tells whether an item can be moved: nothing has begun, and nobody holds it where it is.
    fn is_free(&self, item: &Item, task: &Task, start: Moment) -> bool {
        let held = !matches!(task.limit, Limit::Asap | Limit::StartNoEarlier(_));
        let begun = task.is_done() || task.is_going() || task.manual.is_some();
        let ahead = start >= Moment::start_of(self.follower.today());
        !held && !begun && ahead && (self.holds)(item)
    }

    /// Gives a lag in working days, rounded up where somebody has to wait.
    fn lag(&self, plan: &Plan, from: Key, lag: Lag) -> i64 {
        let days = |minutes: i64, day: i64| {
            minutes.div_euclid(day) + i64::from(minutes.rem_euclid(day) > 0)
        };
        let whole = plan.task(from).and_then(|t| t.stretches.iter().map(|s| s.minutes).max());
        let share = |percent: i64| whole.unwrap_or(0).saturating_mul(percent) / 10_000;
        match lag {
            Lag::Working(minutes) => days(minutes, self.per_day),
            Lag::Elapsed(minutes) => days(minutes, DAY) * 5 / 7,
            Lag::Percent(percent) | Lag::ElapsedPercent(percent) => {
                days(share(percent), self.per_day)
            }
        }
    }
}

fn kind(kind: super::network::LinkKind) -> LinkKind {
    use super::network::LinkKind as Own;
    match kind {
        Own::FinishStart => LinkKind::FinishStart,
        Own::StartStart => LinkKind::StartStart,
        Own::FinishFinish => LinkKind::FinishFinish,
        Own::StartFinish => LinkKind::StartFinish,
    }
}

/// Gives what goes first: what nobody said anything about counts as usual.
fn rank(priority: &Priority) -> i32 {
    match priority {
        Priority::Urgent => 3,
        Priority::High => 2,
        Priority::Low => 0,
        Priority::None | Priority::Medium | Priority::Other(_) => 1,
    }
}
