//! Calendars: one base calendar for each record that the plan uses. This module knows no task.

use super::clock;
use super::sheet::Sheet;
use crate::interchange::build::one_line;
use crate::interchange::mspdi::MOST_SHIFTS;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Absence, Calendar, Exception, Shift, WeekDay};
use crate::schedule::{Moment, WorkCalendar};

/// The last day that Microsoft Project knows in its older versions.
const LAST: (i32, u32, u32) = (2_049, 12, 31);

/// The longest yearly exception that is written day by day.
const LONGEST: i64 = 62;

/// Holds the calendars of a plan; the first is the plan's own.
pub(super) struct Calendars<'a> {
    model: &'a Model,
    main: Calendar,
    /// The hours of the first.
    pub(super) hours: WorkCalendar,
    records: Vec<&'a Calendar>,
    /// A calendar for each person: its number, its name, that of its base, and days away.
    people: Vec<(i64, String, i64, Vec<&'a Absence>)>,
}

impl<'a> Calendars<'a> {
    pub(super) fn new(model: &'a Model, main: Option<&Calendar>) -> Self {
        let main = main.cloned().unwrap_or_else(|| {
            let shifts = vec![Shift { from: 540, to: 1_020, ..Shift::default() }];
            let day = |day| WeekDay { day, shifts: shifts.clone(), ..WeekDay::default() };
            let week = (1..=5).map(day).collect();
            Calendar { name: "Standard".to_owned(), week, ..Calendar::default() }
        });
        let hours = WorkCalendar::of(&main);
        Calendars { model, main, hours, records: Vec::new(), people: Vec::new() }
    }

    /// Gives the number of a record's calendar.
    pub(super) fn uid(&mut self, id: Id<Calendar>) -> Option<i64> {
        let record = self.model.find(id)?;
        if record.id == self.main.id {
            return Some(1);
        }
        let at = self.records.iter().position(|r| r.id == id).unwrap_or_else(|| {
            self.records.push(record);
            self.records.len() - 1
        });
        i64::try_from(at + 2).ok()
    }

    /// Gives a person a calendar of their own on top of a base; call it when all bases are known.
    pub(super) fn person(&mut self, name: &str, base: i64, away: Vec<&'a Absence>) -> i64 {
        let uid = 1_000_000 + self.people.len() as i64;
        self.people.push((uid, name.to_owned(), base, away));
        uid
    }

    /// Gives the first working minute of a moment's day, if the moment is not after it.
    pub(super) fn opening(&self, at: Moment) -> Moment {
        let first = self.hours.next(at).filter(|first| first.date() == at.date());
        first.unwrap_or(at)
    }

    /// Gives the hours of the first working day of the week.
    pub(super) fn usual_day(&self) -> (u32, u32) {
        let day = self.main.week.iter().find_map(|day| {
            Some((day.shifts.iter().map(|s| s.from).min()?, day.shifts.iter().map(|s| s.to).max()?))
        });
        day.unwrap_or((540, 1_020))
    }

    /// Writes them all.
    pub(super) fn write(&self, s: &mut Sheet) {
        s.open("Calendars");
        let all = [&self.main].into_iter().chain(self.records.iter().copied());
        for (uid, record) in (1..).zip(all) {
            s.open("Calendar");
            s.leaf("UID", uid);
            let name = record.name.split(" · ").next().unwrap_or_default();
            let name = one_line(name);
            s.leaf("Name", if name.is_empty() { format!("Calendar {uid}") } else { name });
            s.flag("IsBaseCalendar", true);
            s.leaf("BaseCalendarUID", -1);
            week(record, s);
            let days = record.exceptions.iter().flat_map(parts);
            exceptions(&days.collect::<Vec<_>>(), s);
            s.close();
        }
        for (uid, name, base, away) in &self.people {
            s.open("Calendar");
            s.leaf("UID", uid);
            s.leaf("Name", name);
            s.flag("IsBaseCalendar", false);
            s.leaf("BaseCalendarUID", base);
            let days = away.iter().filter(|a| a.from <= a.to).map(|a| Day {
                name: one_line(&a.note),
                from: a.from,
                to: a.to,
                shifts: Vec::new(),
                yearly: false,
            });
            exceptions(&days.collect::<Vec<_>>(), s);
            s.close();
        }
        s.close();
    }
}

/// Tells whether an exception can be written.
pub(super) fn fits(exception: &Exception) -> bool {
    exception.from <= exception.to
        && (!exception.yearly || exception.to.days_since(exception.from) < LONGEST)
        && joined(&exception.shifts).len() <= MOST_SHIFTS
}

/// One stretch of days that differ.
struct Day {
    name: String,
    from: Date,
    to: Date,
    shifts: Vec<Shift>,
    yearly: bool,
}

/// Takes an exception apart: what comes every year is written day by day.
fn parts(exception: &Exception) -> Vec<Day> {
    let make = |from, to| Day {
        name: one_line(&exception.name),
        from,
        to,
        shifts: exception.shifts.clone(),
        yearly: exception.yearly,
    };
    if !fits(exception) {
        return Vec::new();
    }
    if !exception.yearly {
        return vec![make(exception.from, exception.to)];
    }
    let n_days = exception.to.days_since(exception.from);
    (0..=n_days).map(|n| exception.from.plus_days(n)).map(|day| make(day, day)).collect()
}

fn week(record: &Calendar, s: &mut Sheet) {
    s.open("WeekDays");
    for sunday_first in 1..=7u32 {
        let day = if sunday_first == 1 { 7 } else { sunday_first - 1 };
        let named = record.week.iter().filter(|d| d.day == day);
        let shifts: Vec<Shift> = named.flat_map(|d| d.shifts.clone()).collect();
        s.open("WeekDay");
        s.leaf("DayType", sunday_first);
        working(&shifts, s);
        s.close();
    }
    s.close();
}

fn exceptions(days: &[Day], s: &mut Sheet) {
    if days.is_empty() {
        return;
    }
    let last = Date::new(LAST.0, LAST.1, LAST.2).unwrap_or_default();
    s.open("Exceptions");
    for day in days {
        let (_, month, date) = day.from.ymd();
        s.open("Exception");
        s.leaf("EnteredByOccurrences", 0);
        s.open("TimePeriod");
        let to = if day.yearly { last.max(day.from) } else { day.to };
        s.leaf("FromDate", format_args!("{}T00:00:00", day.from));
        s.leaf("ToDate", format_args!("{to}T23:59:00"));
        s.close();
        let years = i64::from(to.ymd().0 - day.from.ymd().0) + 1;
        let days = day.to.days_since(day.from) + 1;
        s.leaf("Occurrences", if day.yearly { years } else { days });
        s.text("Name", &day.name);
        s.leaf("Type", if day.yearly { 2 } else { 1 });
        s.leaf("Period", 1);
        if day.yearly {
            s.leaf("Month", month - 1);
            s.leaf("MonthDay", date);
        }
        working(&day.shifts, s);
        s.close();
    }
    s.close();
}

/// Puts shifts in order and joins those that touch or overlap; what ends before it starts goes.
pub(super) fn joined(shifts: &[Shift]) -> Vec<(u32, u32)> {
    let valid = shifts.iter().map(|s| (s.from, s.to.min(1_440))).filter(|(from, to)| from < to);
    let mut all: Vec<(u32, u32)> = valid.collect();
    crate::sort::sort(&mut all);
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in all {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

fn working(shifts: &[Shift], s: &mut Sheet) {
    let shifts = joined(shifts);
    s.flag("DayWorking", !shifts.is_empty());
    if shifts.is_empty() {
        return;
    }
    s.open("WorkingTimes");
    for (from, to) in shifts {
        s.open("WorkingTime");
        s.leaf("FromTime", clock(from));
        s.leaf("ToTime", clock(to));
        s.close();
    }
    s.close();
}
