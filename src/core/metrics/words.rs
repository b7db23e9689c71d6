//! What the numbers say in plain words, where all groups share it. It knows no formula.

use super::report::Unit;
use super::say;
use crate::model::time::Date;

/// What a number is called whose record has no name.
pub const UNNAMED: &str = "Without a name";

/// The name of a course of the period before.
pub const BEFORE: &str = "Period before";

/// The heading of numbers that somebody put above the others.
pub const PINNED: &str = "Pinned";

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
    let tenths = if value.abs() < 10.0 { (value * 10.0).round() / 10.0 } else { value };
    say::whole(tenths, &Unit::Number)
}

/// Counts things in words: "1 item", "2.5 items".
pub fn many(n: f64, one: &str, many: &str) -> String {
    say::whole(n, &Unit::Count(one.to_owned(), many.to_owned()))
}

/// Counts days in words, from three on whole ones.
pub fn days(n: f64) -> String {
    say::told(n, &Unit::Days)
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
    say::whole(value, &Unit::Share)
}

/// Names the axis of time.
pub fn day() -> String {
    "Day".to_owned()
}

/// Says how a number came from one value to another.
pub fn went(name: &str, before: f64, now: f64, unit: &Unit) -> String {
    let (from, to) = (say::told(before, unit), say::told(now, unit));
    // What is too close to be told apart as people say it is written finer, if that helps.
    let (from, to) = match from == to {
        true => (say::whole(before, unit), say::whole(now, unit)),
        false => (from, to),
    };
    if from == to {
        return format!("{name} stayed at {to}, as in the period before.");
    }
    let verb = if now > before { "rose" } else { "fell" };
    // "from 6 to 4 days": the noun once, where both have the same.
    let start = match (from.split_once('\u{a0}'), to.split_once('\u{a0}')) {
        (Some((n, a)), Some((_, b))) if a.trim_end_matches('s') == b.trim_end_matches('s') => {
            n.to_owned()
        }
        _ => from,
    };
    format!("{name} {verb} from {start} to {to} against the period before.")
}

/// Writes a day, as in 4 May 2026.
pub fn date(day: Date) -> String {
    say::date(day)
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

/// Says that the last value of a number is unusual, and by which rule; the limits are the lower
/// one, the mean and the upper one.
pub fn unusual(
    name: &str,
    value: &str,
    when: Date,
    rule: &str,
    limits: (&str, &str, &str),
) -> String {
    let (low, center, high) = limits;
    format!(
        "{name} is unusual: {value} on {} is {rule}; the mean is {center}, the limits are {low} \
         and {high}.",
        date(when)
    )
}

/// Says that a number rises or falls steadily, by how much from one point to the next, over how
/// many points with how many days between two, and from where to where.
pub fn trend(
    name: &str,
    by: &str,
    rises: bool,
    points: (usize, f64),
    ends: (&str, &str),
) -> String {
    let verb = if rises { "has been rising" } else { "has been falling" };
    let (each, of) = match points.1 {
        days if (6.0..8.0).contains(&days) => ("a week", "weeks"),
        days if (28.0..32.0).contains(&days) => ("a month", "months"),
        _ => ("each time", "readings"),
    };
    let (n, (first, last)) = (points.0, ends);
    format!(
        "{name} {verb} by about {by} {each} over {n} {of}: the line through it goes from {first} \
         to {last}."
    )
}

/// Says that a target is about to be missed.
pub fn missing(name: &str, target: &str, until: Date, low: &str, high: &str) -> String {
    format!(
        "{name} is likely to miss its target of {target}: at the present rate it is between {low} \
         and {high} on {} (80\u{a0}% prediction interval of the straight line).",
        date(until)
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
    say::told(v, unit)
}

/// Names the axis of weeks.
pub fn weeks_axis() -> String {
    "Weeks".to_owned()
}
