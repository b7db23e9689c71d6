//! The calendars of the file as records: a calendar takes from its base what it does not say.
//! This module knows no task.

use super::read::{is, minute, moment, number};
use super::recur;
use super::xml::Element;
use crate::model::time::Date;
use crate::model::{Calendar, Exception, Shift, WeekDay};

/// The longest stretch of weeks with hours of their own that is laid out, in days.
const LONGEST: i64 = 4_000;

/// Reads the calendars: the number of each and its hours.
///
/// Day types run from 1 for Sunday to 7 for Saturday; type 0 is an exception of old files. An
/// exception that comes again is laid out day by day until it ends; only one that comes every year
/// on a date without an end that matters stays one.
pub(super) fn read(root: &Element) -> Vec<(i64, Calendar)> {
    let elements: Vec<&Element> = root.list("Calendars", "Calendar").collect();
    let own = |uid: i64| elements.iter().find(|e| number(e, "UID") == Some(uid));
    let mut calendars = Vec::new();
    for element in &elements {
        let Some(uid) = number(element, "UID") else { continue };
        let mut calendar = Calendar {
            name: element.get("Name").unwrap_or_default().to_owned(),
            ..Calendar::default()
        };
        // The bases from the farthest to the nearest; a circle of bases ends.
        let mut line = vec![*element];
        let mut base = number(element, "BaseCalendarUID").filter(|uid| *uid > 0);
        while let Some(found) = base.and_then(own).filter(|e| !line.iter().any(|l| l == *e)) {
            line.push(found);
            base = number(found, "BaseCalendarUID").filter(|uid| *uid > 0);
        }
        line.iter().rev().for_each(|element| lay(element, &mut calendar));
        calendars.push((uid, calendar));
    }
    calendars
}

/// Lays what one calendar says over what its base said.
fn lay(element: &Element, calendar: &mut Calendar) {
    for day in element.list("WeekDays", "WeekDay") {
        if let Some(weekday) = weekday(day) {
            calendar.week.retain(|d| d.day != weekday);
            let shifts = shifts(day);
            calendar.week.push(WeekDay { day: weekday, shifts, ..WeekDay::default() });
        }
    }
    for week in element.list("WorkWeeks", "WorkWeek") {
        calendar.exceptions.extend(work_week(week));
    }
    // Newer files say the same twice.
    let modern: Vec<Exception> =
        element.list("Exceptions", "Exception").flat_map(exception).collect();
    if modern.is_empty() {
        let old = element.list("WeekDays", "WeekDay").filter(|d| number(d, "DayType") == Some(0));
        calendar.exceptions.extend(old.flat_map(exception));
    }
    calendar.exceptions.extend(modern);
}

/// Gives the day of the week of an entry, from 1 for Monday to 7 for Sunday.
fn weekday(day: &Element) -> Option<u32> {
    match number(day, "DayType")? {
        1 => Some(7),
        n @ 2..=7 => u32::try_from(n - 1).ok(),
        _ => None,
    }
}

/// Gives the days of an exception: one stretch, or each day on which it comes again.
fn exception(element: &Element) -> Vec<Exception> {
    let shifts = if is(element, "DayWorking") { shifts(element) } else { Vec::new() };
    let name = element.get("Name").unwrap_or_default().to_owned();
    let Some((from, to)) = period(element) else { return Vec::new() };
    let (spans, yearly) = recur::spans(element, from, to);
    let make = |(from, to)| Exception {
        name: name.clone(),
        from,
        to,
        shifts: shifts.clone(),
        yearly,
        ..Exception::default()
    };
    spans.into_iter().map(make).collect()
}

/// Gives the first and the last day of a period, which ends at 23:59 of its last day or at the
/// midnight after it.
fn period(element: &Element) -> Option<(Date, Date)> {
    let period = element.child("TimePeriod")?;
    let (from, to) = (moment(period, "FromDate")?, moment(period, "ToDate")?);
    Some((from.date(), to.finish_date().max(from.date())))
}

/// Lays out weeks that have other hours than the calendar's week.
fn work_week(element: &Element) -> Vec<Exception> {
    let Some((from, to)) = period(element) else { return Vec::new() };
    let name = element.get("Name").unwrap_or_default();
    let days: Vec<(u32, Vec<Shift>)> = element
        .list("WeekDays", "WeekDay")
        .filter_map(|day| Some((weekday(day)?, shifts(day))))
        .collect();
    let all = (0..=to.days_since(from).min(LONGEST)).map(|n| from.plus_days(n));
    all.filter_map(|date| {
        let day = date.weekday().number_from_monday();
        let shifts = days.iter().find(|(d, _)| *d == day).map(|(_, shifts)| shifts.clone())?;
        let name = name.to_owned();
        Some(Exception { name, from: date, to: date, shifts, ..Exception::default() })
    })
    .collect()
}

fn shifts(element: &Element) -> Vec<Shift> {
    let times = element.list("WorkingTimes", "WorkingTime");
    let shift = |time: &Element| {
        let from = minute(time.get("FromTime")?)?;
        // Midnight as an end is the end of the day.
        let to = minute(time.get("ToTime")?).map(|m| if m == 0 { 1_440 } else { m })?;
        Some(Shift { from: from as u32, to: to as u32, ..Shift::default() })
    };
    times.filter_map(shift).collect()
}
