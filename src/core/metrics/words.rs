//! What the numbers say in plain words, where all groups share it. It knows no formula.

use super::report::Unit;
use crate::model::time::Date;

/// What a number is called whose record has no name.
pub const UNNAMED: &str = "Without a name";

/// What is told about a number whatever its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its stable key.
    pub key: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// How it is computed, with every term named.
    pub formula: &'static str,
    /// Where that comes from, with its year.
    pub source: &'static str,
}

/// Writes a number for a sentence: whole from 100 on, else with at most one digit after the point.
pub fn number(value: f64) -> String {
    let digits = if value.abs() >= 100.0 { 0 } else { 1 };
    let text = format!("{value:.digits$}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Counts things in words: "1 item", "2.5 items".
pub fn many(n: f64, one: &str, many: &str) -> String {
    let text = number(n);
    let noun = if text == "1" { one } else { many };
    format!("{text} {noun}")
}

/// Counts days in words.
pub fn days(n: f64) -> String {
    many(n, "day", "days")
}

/// Counts weeks in words.
pub fn weeks(n: usize) -> String {
    many(n as f64, "week", "weeks")
}

/// Counts items in words.
pub fn items(n: usize) -> String {
    many(n as f64, "item", "items")
}

/// Writes a share: "85 %".
pub fn share(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

/// Names the axis of time.
pub fn day() -> String {
    "Day".to_owned()
}

/// Says how a number came from one value to another.
pub fn went(name: &str, before: f64, now: f64, as_text: impl Fn(f64) -> String) -> String {
    let (from, to) = (as_text(before), as_text(now));
    if from == to {
        return format!("{name} stayed at {to}, as in the period before.");
    }
    let verb = if now > before { "rose" } else { "fell" };
    // "from 6 to 4 days": the noun once, where both have the same.
    let start = match (from.split_once(' '), to.split_once(' ')) {
        (Some((n, a)), Some((_, b))) if a == b => n.to_owned(),
        _ => from,
    };
    format!("{name} {verb} from {start} to {to} against the period before.")
}

/// Writes a day, as in 2026-05-04.
pub fn date(day: Date) -> String {
    day.to_string()
}

/// Says that a period ends before it begins.
pub fn period_turned_round() -> String {
    "The period ends before it begins. Choose a first day that is not after the last.".to_owned()
}

/// Names the rules of a process-behavior chart.
pub fn rule_outside() -> &'static str {
    "outside the natural process limits (rule 1)"
}

/// Names the second rule.
pub fn rule_run() -> &'static str {
    "one of eight in a row on the same side of the mean (rule 2)"
}

/// Names the third rule.
pub fn rule_near() -> &'static str {
    "one of three out of four that are nearer to a limit than to the mean (rule 3)"
}

/// Says that the last value of a number is unusual, and by which rule.
pub fn unusual(name: &str, value: &str, when: Date, rule: &str, limits: (f64, f64, f64)) -> String {
    let (low, center, high) = limits;
    format!(
        "{name} is unusual: {value} on {when} is {rule}; the mean is {}, the limits are {} and {}.",
        number(center),
        number(low),
        number(high)
    )
}

/// Says that a number rises or falls steadily.
pub fn trend(name: &str, slope: f64, n_weeks: usize, first: &str, last: &str) -> String {
    let verb = if slope > 0.0 { "has been rising" } else { "has been falling" };
    format!(
        "{name} {verb} by about {} a week over {}: the line through it goes from {first} to {last}.",
        number(slope.abs()),
        weeks(n_weeks)
    )
}

/// Says that a target is about to be missed.
pub fn missing(name: &str, target: &str, until: Date, low: &str, high: &str) -> String {
    format!(
        "{name} is likely to miss its target of {target}: at the present rate it is between {low} \
         and {high} on {until} (80 % prediction interval of the straight line)."
    )
}

/// Names the limits of a control chart.
pub fn upper_limit() -> String {
    "Upper natural process limit".to_owned()
}

/// Names the lower limit.
pub fn lower_limit() -> String {
    "Lower natural process limit".to_owned()
}

/// Names the middle of a control chart.
pub fn mean() -> String {
    "Mean".to_owned()
}

/// Names a percentile: "85th percentile".
pub fn percentile(share: f64) -> String {
    format!("{:.0}th percentile", share * 100.0)
}

/// Names today's line.
pub fn today() -> String {
    "Today".to_owned()
}

/// Writes a value of a unit for a sentence.
pub fn value(v: f64, unit: &Unit) -> String {
    match unit {
        Unit::Number | Unit::Ratio => number(v),
        Unit::Count(one, other) => many(v, one, other),
        Unit::Share => share(v),
        Unit::Days => days(v),
        Unit::Hours => many(v, "hour", "hours"),
        Unit::Money(currency) => format!("{} {currency}", number(v)),
        Unit::Day => Date::from_day_number(v as i64).to_string(),
        Unit::Other(name) => format!("{} {name}", number(v)),
    }
}

/// Names the axis of weeks.
pub fn weeks_axis() -> String {
    "Weeks".to_owned()
}
