//! The calendars of the file as records: a calendar takes from its base what it does not say.
//! This module knows no task.

use super::read::{is, minute, moment, number};
use super::xml::Element;
use crate::model::{Calendar, Exception, Shift, WeekDay};

/// Reads the calendars: the number of each and its hours.
///
/// Day types run from 1 for Sunday to 7 for Saturday; type 0 is an exception of old files. Of a
/// repeated exception the days of its first period are taken.
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
        match number(day, "DayType") {
            Some(sunday_first @ 1..=7) => {
                let weekday = if sunday_first == 1 { 7 } else { sunday_first as u32 - 1 };
                calendar.week.retain(|d| d.day != weekday);
                let shifts = shifts(day);
                calendar.week.push(WeekDay { day: weekday, shifts, ..WeekDay::default() });
            }
            Some(0) => calendar.exceptions.extend(exception(day, "DayWorking")),
            _ => {}
        }
    }
    let modern = element.list("Exceptions", "Exception");
    let names: Vec<Exception> = modern.filter_map(|e| exception(e, "DayWorking")).collect();
    // Newer files say the same twice.
    calendar.exceptions.retain(|old| !names.iter().any(|e| e.from == old.from && e.to == old.to));
    calendar.exceptions.extend(names);
}

fn exception(element: &Element, works: &str) -> Option<Exception> {
    let period = element.child("TimePeriod")?;
    let from = moment(period, "FromDate")?;
    let to = moment(period, "ToDate")?;
    let shifts = if is(element, works) { shifts(element) } else { Vec::new() };
    let name = element.get("Name").unwrap_or_default().to_owned();
    // A period ends at 23:59 of its last day, or at the midnight after it.
    Some(Exception {
        name,
        from: from.date(),
        to: to.finish_date(),
        shifts,
        ..Exception::default()
    })
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
