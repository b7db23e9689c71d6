//! What a report says.

use crate::metrics::report::Standing;
use crate::metrics::words::{date, days, many};
use crate::model::Lens;
use crate::model::time::Date;

/// The first section.
pub const EXPECTED: &str = "What was expected";
/// The second section.
pub const HAPPENED: &str = "What happened";
/// The third section.
pub const NEXT: &str = "What is next";
/// The last section.
pub const DECIDE: &str = "What needs a decision";
/// The heading of the numbers.
pub const FIGURES: &str = "Numbers";
/// The columns of the numbers.
pub const COLUMNS: [&str; 5] = ["Number", "Now", "Period before", "Target", "Stands"];
/// Nothing was expected.
pub const NOTHING_EXPECTED: &str = "Nothing was agreed for this period: no item was due in it.";
/// Nothing happened.
pub const NOTHING_HAPPENED: &str = "Nothing was finished in this period, and nothing was due.";
/// Nothing is next.
pub const NOTHING_NEXT: &str = "Nothing that is open has a date in the time to come.";
/// Nothing is to be decided.
pub const NOTHING_TO_DECIDE: &str =
    "Nothing: no item is blocked or overdue, and no number is off its target.";

/// Names the report.
pub fn title(what: &str) -> String {
    format!("Status of {what}")
}

/// Names what a report of no single place is about.
pub fn everything(lens: &Lens, workspace: &str) -> String {
    match lens {
        Lens::Portfolio => format!("the portfolio {workspace}").trim_end().to_owned(),
        Lens::Product => "all products".to_owned(),
        Lens::Program => "all programs".to_owned(),
        Lens::Project | Lens::Other(_) => "all projects".to_owned(),
    }
}

/// Says which days it is about.
pub fn period(span: &str, today: Date) -> String {
    format!("{span}, as of {}", date(today))
}

/// Names an item.
pub fn item(key: &str, title: &str) -> String {
    if key.is_empty() { title.to_owned() } else { format!("{key} {title}") }
}

/// Names an objective.
pub fn objective(title: &str) -> String {
    format!("Objective: {title}")
}

/// Says until when.
pub fn until(day: Date) -> String {
    format!("until {}", date(day))
}

/// Says for when something was agreed.
pub fn agreed_for(day: Date) -> String {
    format!("agreed for {}", date(day))
}

/// Says when something was finished.
pub fn finished_on(day: Date, late: i64) -> String {
    match late {
        late if late > 0 => format!("finished on {}, {} late", date(day), days(late as f64)),
        _ => format!("finished on {}", date(day)),
    }
}

/// Says that something is not finished that was to be.
pub fn not_finished(day: Date) -> String {
    format!("not finished; agreed for {}", date(day))
}

/// Says when something is due.
pub fn due_on(day: Date) -> String {
    format!("due {}", date(day))
}

/// Says why something cannot go on, and for how long.
pub fn blocked(reason: &str, n_days: i64) -> String {
    let reason = if reason.trim().is_empty() { "no reason given" } else { reason.trim() };
    format!("blocked for {}: {reason}", days(n_days as f64))
}

/// Says how late something is.
pub fn overdue(late: i64, has_nobody: bool) -> String {
    let who = if has_nobody { ", and nobody has it" } else { "" };
    format!("{} overdue{who}", days(late as f64))
}

/// Counts what is not listed.
pub fn more(n: usize) -> String {
    format!("and {n} more")
}

/// Says how all stands.
pub fn stands(standing: Standing, n_bad: usize, n_blocked: usize) -> String {
    let how = match standing {
        Standing::Good => "On track",
        Standing::Watch => "Worth a look",
        Standing::Bad => "Off track",
        Standing::Neutral => "Nothing is judged here yet",
    };
    let bad = many(n_bad as f64, "number is off target", "numbers are off target");
    let blocked = many(n_blocked as f64, "item is blocked", "items are blocked");
    match (n_bad, n_blocked) {
        (0, 0) => format!("{how}."),
        (0, _) => format!("{how}: {blocked}."),
        (_, 0) => format!("{how}: {bad}."),
        _ => format!("{how}: {bad} and {blocked}."),
    }
}

/// Counts what was done.
pub fn counts(n_done: usize, n_in_time: usize, n_expected: usize, n_open: usize) -> String {
    let done = many(n_done as f64, "item was finished", "items were finished");
    let open = many(n_open as f64, "is open", "are open");
    match n_expected {
        0 => format!("{done}, {open}."),
        n => format!("{done}, {n_in_time} of {n} agreed ones in time; {open}."),
    }
}

/// Names how something stands.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Neutral => "",
        Standing::Good => "on target",
        Standing::Watch => "worth a look",
        Standing::Bad => "off target",
    }
}
