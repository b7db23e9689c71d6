//! Who is planned for how much, week by week, by a plan's dates. It knows no roadmap and no view.
//!
//! The work of an item that is left is spread evenly over its working time from where it goes on
//! to its finish; who is assigned takes their share of it, and where nobody is, the owner does.

use rustc_hash::FxHashMap;

use super::calendar::WorkCalendar;
use super::moment::Moment;
use super::network::{ALL_DONE, Key, Task};
use super::plan::Plan;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Absence, Assignment, Item, Person};

/// Holds the load of people by weeks, which begin on Mondays.
#[derive(Debug, Clone, Default)]
pub struct Loads {
    /// Planned minutes, by person and Monday (in days since 1970-01-01).
    planned: FxHashMap<(Id<Person>, i64), i64>,
    people: FxHashMap<Id<Person>, (WorkCalendar, f64)>,
}

/// Is one person's part of an item, in percent of their time.
pub type Part = (Id<Person>, f64);

impl Loads {
    /// Adds up the load of everybody.
    pub fn of(model: &Model, plan: &Plan) -> Self {
        let mut loads = Loads::people(model);
        for item in model.items.iter() {
            let load = loads.load(model, plan, item);
            loads.take(&load, 1);
        }
        loads
    }

    /// Reads when everybody works, and no load.
    pub fn people(model: &Model) -> Self {
        Loads { people: people(model), ..Loads::default() }
    }

    /// Adds load, or takes it off with a sign of -1.
    pub fn take(&mut self, load: &[(Id<Person>, i64, i64)], sign: i64) {
        for (person, week, minutes) in load {
            *self.planned.entry((*person, *week)).or_default() += sign * minutes;
        }
    }

    /// Gives the load of one item: who, in which week, how many minutes.
    pub fn load(&self, model: &Model, plan: &Plan, item: &Item) -> Vec<(Id<Person>, i64, i64)> {
        let key: Key = item.id.raw().0;
        let (Some(dates), Some(task)) = (plan.dates(key), plan.task(key)) else {
            return Vec::new();
        };
        let span = (dates.start, dates.finish);
        if dates.done || dates.summary {
            Vec::new()
        } else {
            self.spread(model, item, task, dates.split, span, 7)
        }
    }

    /// Gives the load of one item day by day, were it to run over a span.
    pub fn days(
        &self,
        model: &Model,
        item: &Item,
        task: &Task,
        split: Option<(Moment, Moment)>,
        span: (Moment, Moment),
    ) -> Vec<(Id<Person>, i64, i64)> {
        self.spread(model, item, task, split, span, 1)
    }

    /// Spreads what is left of an item over days, or over weeks that begin on Mondays.
    fn spread(
        &self,
        model: &Model,
        item: &Item,
        task: &Task,
        split: Option<(Moment, Moment)>,
        (start, finish): (Moment, Moment),
        step: i64,
    ) -> Vec<(Id<Person>, i64, i64)> {
        let mut out = Vec::new();
        if finish <= start {
            return out;
        }
        let from = split.map_or(start, |(_, resume)| resume);
        let left = (ALL_DONE - task.done.clamp(0, ALL_DONE)) as f64 / ALL_DONE as f64;
        // Of a bar without a gap the part that is done lies at its start.
        let gone = if split.is_some() { 0.0 } else { 1.0 - left };
        for (person, units) in parts(model, item) {
            let Some((hours, _)) = self.people.get(&person) else { continue };
            let whole = hours.between(from, finish);
            let begin = (whole as f64 * gone) as i64;
            let at = hours.add(from, begin).unwrap_or(from).max(from);
            let mut day = if step == 1 { at.date() } else { monday(at.date()) };
            while Moment::start_of(day) < finish && out.len() < 4_096 {
                let next = day.plus_days(step);
                let (a, b) = (at.max(Moment::start_of(day)), finish.min(Moment::start_of(next)));
                let minutes = hours.between(a, b) as f64 * units / 100.0;
                if minutes >= 1.0 {
                    out.push((person, day.day_number(), minutes.round() as i64));
                }
                if next <= day {
                    break;
                }
                day = next;
            }
        }
        out
    }

    /// Gives the minutes that a person has on a day.
    pub fn on(&self, person: Id<Person>, day: Date) -> i64 {
        self.time(person, day, 1)
    }

    /// Gives the minutes that a person is planned for in the week of a Monday, and those that there
    /// are.
    pub fn week(&self, person: Id<Person>, monday: Date) -> (i64, i64) {
        let load = self.planned.get(&(person, monday.day_number())).copied().unwrap_or(0);
        (load, self.there(person, monday))
    }

    /// Gives the minutes that a person has in the week of a Monday.
    pub fn there(&self, person: Id<Person>, monday: Date) -> i64 {
        self.time(person, monday, 7)
    }

    fn time(&self, person: Id<Person>, from: Date, days: i64) -> i64 {
        self.people.get(&person).map_or(0, |(hours, share)| {
            let to = Moment::start_of(from.plus_days(days));
            (hours.between(Moment::start_of(from), to) as f64 * share).round() as i64
        })
    }
}

/// Gives who works on an item, and for how much of their time.
pub fn parts(model: &Model, item: &Item) -> Vec<Part> {
    let whole = |person: &Person| person.capacity.map_or(100.0, |c| c.get());
    let ids = model.index().owned_of::<Assignment>(item.id.to_ref());
    let assigned: Vec<Part> = ids
        .filter_map(|id| {
            let share = model.find(id)?;
            let person = model.find(share.person)?;
            Some((person.id, share.units.map_or(whole(person), |u| u.get()).max(0.0)))
        })
        .collect();
    if !assigned.is_empty() {
        return assigned;
    }
    let owner = item.owner.and_then(|id| model.find(id));
    owner.map(|person| (person.id, whole(person))).into_iter().collect()
}

fn people(model: &Model) -> FxHashMap<Id<Person>, (WorkCalendar, f64)> {
    let usual = model.info().and_then(|info| info.calendar);
    let calendar = |person: &Person| {
        let team = person.team.and_then(|id| model.find(id)).and_then(|team| team.calendar);
        let record = person.calendar.or(team).or(usual).and_then(|id| model.find(id));
        let base = record.map_or_else(WorkCalendar::standard, WorkCalendar::of);
        let ids = model.index().owned_of::<Absence>(person.id.to_ref());
        let away: Vec<&Absence> = ids.filter_map(|id| model.find(id)).collect();
        if away.is_empty() { base } else { base.without(away) }
    };
    let share = |person: &Person| person.capacity.map_or(1.0, |c| c.get() / 100.0);
    model.people.iter().map(|p| (p.id, (calendar(p), share(p)))).collect()
}

fn monday(day: Date) -> Date {
    day.plus_days(-i64::from(day.weekday().num_days_from_monday()))
}
