//! What the header of a timeline calls a month, a quarter, a week, a day and an hour, as long as
//! there is room for. It knows no pixel but the width of a letter.

use super::header::Unit;
use crate::model::time::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// How wide a letter of the header is at most, in pixels.
const LETTER: f64 = 7.0;
/// How much room a name leaves at its sides.
const PAD: f64 = 8.0;

/// Gives the longest name of a stretch that fits a width; empty where none does.
pub(super) fn name(unit: Unit, date: Date, hour: i64, width: f64) -> String {
    let (year, month, day) = date.ymd();
    let long = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
    let short = long.get(..3).unwrap_or_default();
    let weekday = date.weekday().num_days_from_monday() as usize;
    let weekday = DAYS.get(weekday).copied().unwrap_or_default();
    let quarter = (month - 1) / 3 + 1;
    let names = match unit {
        Unit::Decade => vec![format!("{}s", year / 10 * 10)],
        Unit::Year => vec![year.to_string(), format!("’{:02}", year.rem_euclid(100))],
        Unit::Quarter => vec![format!("Q{quarter} {year}"), format!("Q{quarter}")],
        Unit::Month => vec![
            format!("{long} {year}"),
            format!("{short} {year}"),
            long.to_owned(),
            short.to_owned(),
            short.get(..1).unwrap_or_default().to_owned(),
        ],
        Unit::Week => {
            vec![format!("Week of {day} {long}"), format!("{day} {short}"), day.to_string()]
        }
        Unit::Day => {
            vec![format!("{weekday} {day} {long}"), format!("{weekday} {day}"), day.to_string()]
        }
        Unit::Hours(_) => vec![format!("{hour:02}:00"), format!("{hour:02}")],
    };
    let fits = |name: &String| name.chars().count() as f64 * LETTER + PAD <= width;
    names.into_iter().find(fits).unwrap_or_default()
}

/// Gives the name of a stretch under one that already names its year (or month): shorter names
/// come first.
pub(super) fn under(unit: Unit, date: Date, hour: i64, width: f64) -> String {
    match unit {
        // The row above names the year, or the month.
        Unit::Month | Unit::Quarter => {
            let full = name(unit, date, hour, f64::INFINITY);
            let bare = full.split(' ').next().unwrap_or_default().to_owned();
            let fits = bare.chars().count() as f64 * LETTER + PAD <= width;
            if fits { bare } else { name(unit, date, hour, width) }
        }
        Unit::Day if width < 300.0 => name(unit, date, hour, width.min(64.0)),
        Unit::Week => {
            let narrow = width < 6.0 * LETTER + PAD;
            if narrow { date.ymd().2.to_string() } else { name(unit, date, hour, width.min(120.0)) }
        }
        _ => name(unit, date, hour, width),
    }
}
