//! A working week and its holidays as a person reads and types them. It knows no schedule: what the
//! hours mean for dates is told there.

use serde_json::Value as Json;

use crate::model::part::part_to_json;
use crate::model::time::Date;
use crate::model::{Exception, Shift, WeekDay};

const WHOLE_DAY: u32 = 24 * 60;

/// Gives the usual week: Monday to Friday from 9 to 17, as where no calendar is named.
pub fn usual() -> Vec<WeekDay> {
    (1..=5).map(|day| working(day, vec![usual_shift()])).collect()
}

fn usual_shift() -> Shift {
    shift(9 * 60, 17 * 60)
}

fn shift(from: u32, to: u32) -> Shift {
    Shift { from, to, ..Shift::default() }
}

fn working(day: u32, shifts: Vec<Shift>) -> WeekDay {
    WeekDay { day, shifts, ..WeekDay::default() }
}

/// Writes the hours of a day, 1 for Monday to 7 for Sunday: “9:00–12:00, 13:00–17:00”; empty for a
/// free one.
pub fn hours(week: &[WeekDay], day: u32) -> String {
    let shifts = week.iter().filter(|one| one.day == day).flat_map(|one| &one.shifts);
    shifts.map(|s| format!("{}–{}", clock(s.from), clock(s.to))).collect::<Vec<_>>().join(", ")
}

/// Counts the working minutes of a week.
pub fn minutes(week: &[WeekDay]) -> u32 {
    week.iter().flat_map(|day| &day.shifts).map(|s| s.to.saturating_sub(s.from)).sum()
}

/// Gives the week with other hours on a day, as somebody typed them; nothing typed makes it free.
/// The error says what is wrong with them.
pub fn with_hours(week: &[WeekDay], day: u32, typed: &str) -> Result<Vec<WeekDay>, String> {
    Ok(with_shifts(week, day, read(typed)?))
}

/// Gives the week with a day on which work is done, or none is: then from when to when another
/// working day says.
pub fn with_day(week: &[WeekDay], day: u32, works: bool) -> Vec<WeekDay> {
    let like = week.iter().find(|one| !one.shifts.is_empty()).map(|one| one.shifts.clone());
    let shifts = if works { like.unwrap_or_else(|| vec![usual_shift()]) } else { Vec::new() };
    with_shifts(week, day, shifts)
}

fn with_shifts(week: &[WeekDay], day: u32, shifts: Vec<Shift>) -> Vec<WeekDay> {
    let mut week: Vec<WeekDay> = week.iter().filter(|one| one.day != day).cloned().collect();
    if !shifts.is_empty() {
        let at = week.iter().position(|one| one.day > day).unwrap_or(week.len());
        week.insert(at, working(day, shifts));
    }
    week
}

/// Writes a week as its field holds it in JSON.
pub fn week_json(week: &[WeekDay]) -> Json {
    week.iter().map(part_to_json).collect()
}

/// Writes exceptions as their field holds them in JSON, by their first days.
pub fn exceptions_json(exceptions: &[Exception]) -> Json {
    let mut all: Vec<&Exception> = exceptions.iter().collect();
    crate::sort::by_key(&mut all, |one| (one.from, one.to));
    all.into_iter().map(part_to_json).collect()
}

/// Makes days off. The error says what is wrong with them.
pub fn days_off(name: &str, from: &str, to: &str, yearly: bool) -> Result<Exception, String> {
    let day = |text: &str, which: &str| {
        text.parse::<Date>().map_err(|_| format!("Choose the {which} day."))
    };
    let from = day(from, "first")?;
    let to = if to.is_empty() { from } else { day(to, "last")? };
    if to < from {
        return Err("The last day lies before the first.".to_owned());
    }
    let name = name.trim();
    let name = if name.is_empty() { "Day off" } else { name };
    Ok(Exception { name: name.to_owned(), from, to, yearly, ..Exception::default() })
}

fn clock(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn read(typed: &str) -> Result<Vec<Shift>, String> {
    let mut shifts = Vec::new();
    for part in typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part
            .split_once(['–', '-', '—'])
            .ok_or_else(|| format!("“{part}” has no end. Write it like 9:00–17:00."))?;
        let shift = shift(minute(from)?, minute(to)?);
        if shift.from >= shift.to {
            return Err(format!("“{part}” ends before it starts."));
        }
        shifts.push(shift);
    }
    crate::sort::by_key(&mut shifts, |shift| shift.from);
    let meets = shifts.iter().zip(shifts.iter().skip(1)).find(|(one, next)| one.to > next.from);
    match meets {
        Some((_, next)) => {
            Err(format!("Two stretches overlap: one is not over at {}.", clock(next.from)))
        }
        None => Ok(shifts),
    }
}

fn minute(typed: &str) -> Result<u32, String> {
    let typed = typed.trim();
    let (hour, minute) = typed.split_once([':', '.']).unwrap_or((typed, "0"));
    let number = |text: &str| text.trim().parse::<u32>().ok();
    match (number(hour), number(minute)) {
        (Some(h), Some(m)) if m < 60 && h * 60 + m <= WHOLE_DAY && h <= 24 => Ok(h * 60 + m),
        _ => Err(format!("“{typed}” is no time of day. Write it like 9:00 or 17:30.")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(typed: &str, expected: Result<&str, &str>) {
        let done = with_hours(&usual(), 1, typed).map(|week| hours(&week, 1));
        match expected {
            Ok(hours) => assert_eq!(done.as_deref(), Ok(hours), "{typed}"),
            Err(words) => {
                let said = done.expect_err(typed);
                assert!(said.contains(words), "{typed}: {said}");
            }
        }
    }

    #[test]
    fn hours_are_read_as_people_type_them() {
        check("9-17", Ok("9:00–17:00"));
        check("13.00 – 17.30, 9:00-12:00", Ok("9:00–12:00, 13:00–17:30"));
        check("0-24", Ok("0:00–24:00"));
        check("", Ok(""));
        check("9", Err("has no end"));
        check("17-9", Err("ends before it starts"));
        check("9-25", Err("“25” is no time of day"));
        check("9:75-12", Err("“9:75” is no time of day"));
        check("99999999999-12", Err("is no time of day"));
        check("9-13, 12-17", Err("overlap"));
    }

    #[test]
    fn a_day_that_begins_to_be_worked_on_takes_the_hours_of_another() {
        let week = with_hours(&usual(), 1, "8-12").unwrap();
        let with = with_day(&week, 6, true);
        assert_eq!((hours(&with, 6).as_str(), minutes(&with)), ("8:00–12:00", 4 * 480 + 2 * 240));
        assert_eq!(with.iter().map(|day| day.day).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(hours(&with_day(&with, 6, false), 6), "");
        assert_eq!(hours(&with_day(&[], 3, true), 3), "9:00–17:00");
    }

    #[test]
    fn days_off_have_a_first_and_a_last_day() {
        let off = days_off(" ", "2026-12-24", "2027-01-01", true).unwrap();
        assert_eq!((off.name.as_str(), off.yearly), ("Day off", true));
        assert!(days_off("x", "", "", false).unwrap_err().contains("first"));
        assert!(days_off("x", "2026-12-24", "2026-12-01", false).unwrap_err().contains("before"));
        let one = days_off("May", "2026-05-01", "", false).unwrap();
        let json = exceptions_json(&[off, one]);
        assert_eq!(json[0], json!({ "name": "May", "from": "2026-05-01", "to": "2026-05-01" }));
        assert_eq!(json[1]["yearly"], true);
    }
}
