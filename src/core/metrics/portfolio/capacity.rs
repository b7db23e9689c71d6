//! Who has room: hours of each team by week, those there are and those used. It knows no tile.

use rustc_hash::FxHashMap;

use super::words;
use crate::metrics::report::Period;
use crate::metrics::scene::{Scene, grain};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Assignment, Calendar, Item, Person, Team};
use crate::sort;

/// How many weeks back and ahead are looked at.
const BACK: i64 = 26;
/// How many weeks ahead.
pub const AHEAD: i64 = 13;
/// How many weeks a number is over.
const SPAN: i64 = 4;

/// Is one team's hours, a number a week.
#[derive(Debug, Clone)]
pub struct Row {
    /// The team; none for people without one.
    pub team: Option<Id<Team>>,
    /// Its name.
    pub name: String,
    /// Hours that there are.
    pub there: Vec<f64>,
    /// Hours used.
    pub used: Vec<f64>,
}

/// Is the hours of every team.
pub struct Capacity {
    /// The first day of the first week.
    pub start: Date,
    /// The teams in the order of their names.
    pub rows: Vec<Row>,
    /// Open items with work and nobody assigned.
    pub unassigned: usize,
    /// The week in which the looked-at weeks begin.
    at: usize,
}

impl Capacity {
    /// Works out the hours of everybody who is in the scene: of the whole workspace, or of who is
    /// assigned to or owns its work. Load from other places counts too.
    pub fn new(scene: &Scene<'_>) -> Capacity {
        let model = scene.model;
        // Weeks begin on the day after the numbers', so that whole weeks are past or to come.
        let turn = scene.end().plus_days(1);
        let start = turn.plus_days(-7 * BACK);
        let weeks = (BACK + AHEAD) as usize;
        let mut rows: FxHashMap<Option<Id<Team>>, Row> = FxHashMap::default();
        let people: Vec<&Person> = members(scene);
        let teams: FxHashMap<Id<Person>, Option<Id<Team>>> =
            people.iter().map(|p| (p.id, p.team)).collect();
        let mut daily: FxHashMap<Id<Person>, Vec<f64>> = FxHashMap::default();
        for person in &people {
            let team = person.team.and_then(|id| model.find(id));
            let name = team.map_or(words::NO_TEAM.to_owned(), |team| team.name.clone());
            let row = rows.entry(person.team).or_insert_with(|| Row {
                team: person.team,
                name,
                there: vec![0.0; weeks],
                used: vec![0.0; weeks],
            });
            let hours = hours(scene, person, start, weeks);
            for (day, n) in hours.iter().enumerate() {
                if let Some(slot) = row.there.get_mut(day / 7) {
                    *slot += grain(*n);
                }
            }
            daily.insert(person.id, hours);
        }
        let mut add = |person: Id<Person>, date: Date, hours: f64| {
            let week = date.days_since(start).div_euclid(7);
            let row = teams.get(&person).and_then(|team| rows.get_mut(team));
            let slot = usize::try_from(week).ok().and_then(|w| row?.used.get_mut(w));
            if let Some(slot) = slot {
                *slot += grain(hours);
            }
        };
        for entry in model.time_entries.iter().filter(|e| e.date < turn) {
            if let Some(person) = entry.person {
                add(person, entry.date, entry.minutes.0.max(0) as f64 / 60.0);
            }
        }
        let open =
            |item: &Item| item.is_live() && scene.category(item).is_some_and(|c| !c.is_closed());
        for share in model.assignments.iter() {
            let Some(item) = model.find(share.item).filter(|i| open(i)) else { continue };
            if let Some(hours) = daily.get(&share.person) {
                load(item, share, turn, start, hours, |date, n| add(share.person, date, n));
            }
        }
        let has =
            |item: &Item| model.index().owned_of::<Assignment>(item.id.to_ref()).next().is_some();
        let bare = scene.items.iter().filter(|i| open(i) && i.work.is_some_and(|w| w.0 > 0));
        let unassigned = bare.filter(|i| !has(i)).count();
        let mut rows: Vec<Row> = rows.into_values().collect();
        sort::by(&mut rows, |a, b| (&a.name, a.team).cmp(&(&b.name, b.team)));
        // A period that has ended is told by its last weeks, one that goes on by those to come.
        let past = scene.question.period.to < scene.today;
        let at = if past { BACK - SPAN } else { BACK };
        Capacity { start, rows, unassigned, at: at as usize }
    }

    /// Gives the weeks that the numbers are over.
    pub fn period(&self) -> Period {
        self.span(self.at)
    }

    fn span(&self, at: usize) -> Period {
        let from = self.start.plus_days(7 * at as i64);
        Period { from, to: from.plus_days(7 * SPAN - 1) }
    }

    /// Gives used and available hours of a team, or of all, over the weeks of the numbers.
    pub fn now(&self, row: Option<&Row>) -> (f64, f64) {
        self.over(self.at, row)
    }

    /// The same for the weeks before.
    pub fn before(&self, row: Option<&Row>) -> (f64, f64) {
        self.over(self.at.saturating_sub(SPAN as usize), row)
    }

    fn over(&self, at: usize, row: Option<&Row>) -> (f64, f64) {
        let rows = self.rows.iter().filter(|r| row.is_none_or(|row| row.team == r.team));
        let sum = |list: &[f64]| list.iter().skip(at).take(SPAN as usize).sum::<f64>();
        rows.fold((0.0, 0.0), |(u, t), r| (u + sum(&r.used), t + sum(&r.there)))
    }

    /// Gives the share that is used week by week; a week without capacity is a gap.
    pub fn course(&self, row: Option<&Row>) -> Vec<(Date, Option<f64>)> {
        let n = self.rows.first().map_or(0, |r| r.there.len());
        let week = |at: usize| {
            let rows = self.rows.iter().filter(|r| row.is_none_or(|row| row.team == r.team));
            let get = |list: &[f64]| list.get(at).copied().unwrap_or(0.0);
            let (used, there) =
                rows.fold((0.0, 0.0), |(u, t), r| (u + get(&r.used), t + get(&r.there)));
            (self.start.plus_days(7 * at as i64), crate::metrics::stat::ratio(used, there))
        };
        (0..n).map(week).collect()
    }
}

/// Lists the people whose capacity counts, by id.
fn members<'a>(scene: &Scene<'a>) -> Vec<&'a Person> {
    let all = scene.model.people.iter().filter(|p| p.archived.is_none());
    if scene.question.place.is_none() && !scene.filtered {
        return all.collect();
    }
    let mut busy: rustc_hash::FxHashSet<Id<Person>> =
        scene.items.iter().filter_map(|item| item.owner).collect();
    for item in &scene.items {
        for id in scene.model.index().owned_of::<Assignment>(item.id.to_ref()) {
            busy.extend(scene.model.find(id).map(|share| share.person));
        }
    }
    all.filter(|p| busy.contains(&p.id)).collect()
}

/// Gives the hours of a person day by day.
fn hours(scene: &Scene<'_>, person: &Person, start: Date, weeks: usize) -> Vec<f64> {
    let model = scene.model;
    let team = person.team.and_then(|id| model.find(id));
    let own = person.calendar.or_else(|| team?.calendar);
    let calendar = own.or_else(|| model.info()?.calendar).and_then(|id| model.find(id));
    let Some(calendar) = calendar else { return vec![0.0; weeks * 7] };
    let share = person.capacity.map_or(1.0, |c| c.get() / 100.0);
    let away: Vec<(Date, Date)> =
        model.absences.iter().filter(|a| a.person == person.id).map(|a| (a.from, a.to)).collect();
    let day = |nth: usize| {
        let date = start.plus_days(nth as i64);
        let off = away.iter().any(|(from, to)| *from <= date && date <= *to);
        if off { 0.0 } else { minutes(calendar, date) as f64 / 60.0 * share }
    };
    (0..weeks * 7).map(day).collect()
}

/// Gives the working minutes of a day: an exception before the week's pattern.
fn minutes(calendar: &Calendar, date: Date) -> i64 {
    let (_, month, day) = date.ymd();
    let holds = |e: &&crate::model::Exception| {
        if !e.yearly {
            return e.from <= date && date <= e.to;
        }
        let ((_, m1, d1), (_, m2, d2)) = (e.from.ymd(), e.to.ymd());
        let (from, to, at) = ((m1, d1), (m2, d2), (month, day));
        if from <= to { from <= at && at <= to } else { at >= from || at <= to }
    };
    let total = |shifts: &[crate::model::Shift]| {
        shifts.iter().map(|s| i64::from(s.to.saturating_sub(s.from))).sum::<i64>()
    };
    if let Some(exception) = calendar.exceptions.iter().rev().find(holds) {
        return total(&exception.shifts);
    }
    let weekday = date.weekday().number_from_monday();
    calendar.week.iter().find(|d| d.day == weekday).map_or(0, |d| total(&d.shifts))
}

/// Spreads what is left of an assignment over the person's days from a day on.
fn load(
    item: &Item,
    share: &Assignment,
    turn: Date,
    start: Date,
    hours: &[f64],
    mut add: impl FnMut(Date, f64),
) {
    let due = item.due.or(item.start).unwrap_or(turn).max(turn);
    let from = item.start.unwrap_or(turn).max(turn).min(due);
    let at = |date: Date| date.days_since(start).max(0) as usize;
    let n = due.days_since(from) as usize + 1;
    let days: Vec<f64> = hours.iter().skip(at(from)).take(n).copied().collect();
    let total: f64 = days.iter().sum();
    let left = 1.0 - item.progress.map_or(0.0, |p| p.get() / 100.0);
    let units = share.units.map_or(1.0, |u| u.get() / 100.0).max(0.0);
    let whole = days.len() < n;
    for (nth, day) in days.iter().enumerate().filter(|(_, day)| **day > 0.0) {
        let hours = match share.work {
            // Beyond the last week that is looked at, days are taken as alike.
            Some(work) => {
                let seen = if whole { days.len() as f64 / n as f64 } else { 1.0 };
                work.0.max(0) as f64 / 60.0 * left * seen * (day / total)
            }
            None => day * units,
        };
        add(from.plus_days(nth as i64), hours);
    }
    if total <= 0.0 && !days.is_empty() {
        let left = share.work.map_or(0.0, |w| w.0.max(0) as f64 / 60.0 * left);
        add(from, left);
    }
}
