//! What the page of numbers says.

use throughline_core::metrics::report::{Delta, Standing, Unit};
use throughline_core::metrics::say;

pub const PERIOD: &str = "Period";
pub const CUSTOM: &str = "From … to …";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const COUNTING: &str = "How days are counted";
pub const ELAPSED: &str = "Days elapsed";
pub const INCLUSIVE: &str = "Days touched";
pub const COMPARE: &str = "Compare with the period before";
pub const ADD_KPI: &str = "Add a KPI";
pub const SIGNALS: &str = "Worth a look";
pub const ALL: &str = "All KPIs";
pub const EMPTY_TITLE: &str = "No numbers yet";
pub const EMPTY_TEXT: &str = "Here stand the numbers of this lens: computed from the history of the work, and KPIs of your own with the readings that you enter.";
pub const GONE_TITLE: &str = "This number is not here";
pub const FORMULA: &str = "Formula";
pub const SOURCE: &str = "Source";
pub const NOTES: &str = "How it was counted";
pub const RECORDS: &str = "What it was computed from";
pub const OF_POINT: &str = "Of the point that you picked";
pub const ALL_RECORDS: &str = "All records";
pub const EDIT_FORMULA: &str = "Edit formula…";
pub const EDIT_RULES: &str = "Change the rules";
pub const EDIT_KPI: &str = "Edit this KPI";
pub const SHOW_ALL: &str = "Show all";
pub const READINGS: &str = "Readings";
pub const DATE: &str = "Date";
pub const VALUE: &str = "Value";
pub const NOTE: &str = "Note";
pub const ADD_READING: &str = "Add reading";
pub const PASTE: &str = "Paste rows…";
pub const NO_READINGS: &str =
    "No reading yet. Add the first one, or paste rows from a spreadsheet.";
pub const FAILED: &str = "The numbers could not be computed";

pub const REPORT: &str = "Status report";
pub const PRINT: &str = "Print";
pub const SAVE_HTML: &str = "Save as HTML";
pub const SAVE_MARKDOWN: &str = "Save as Markdown";
pub const FIGURES: &str = "Numbers";
pub const NUMBER: &str = "Number";
pub const NOW: &str = "Now";
pub const BEFORE: &str = "Period before";
pub const GOAL: &str = "Target";
pub const STANDS: &str = "Stands";
pub const NO_FURTHER: &str = "It can go no further.";
pub const EARLIER: &str = "Move forward";
pub const LATER: &str = "Move back";
pub const HIDE: &str = "Hide";
pub const PIN_ON: &str = "Pin on";

/// Names the way to the board, which takes no more than so many.
pub fn on_board(n: usize, most: usize) -> String {
    match n > most {
        true => format!("Show the first {most} on the board"),
        false => "Show on the board".to_owned(),
    }
}

pub fn picked(n: usize) -> String {
    format!("{n} records are listed below.")
}

pub fn moved_to(place: usize, of: usize) -> String {
    format!("Now {place} of {of}.")
}

pub fn tile_menu(name: &str) -> String {
    format!("Arrange {name}")
}

pub fn hidden(n: usize) -> String {
    format!("{n} hidden")
}

/// Names how a number stands, so that it is not told by color alone.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Neutral => "",
        Standing::Good => "On target",
        Standing::Watch => "Worth a look",
        Standing::Bad => "Off target",
    }
}

/// Says a change with its word, its direction being told by an arrow: `1.2 days, worse`.
pub fn delta(delta: &Delta, unit: &Unit) -> String {
    let word = match (delta.standing, delta.by) {
        (_, by) if say::is_nothing(by, unit) => return "no change".to_owned(),
        (Standing::Good, _) => "better",
        (Standing::Bad | Standing::Watch, _) => "worse",
        (Standing::Neutral, by) if *unit == Unit::Day => {
            if by > 0.0 {
                "later"
            } else {
                "earlier"
            }
        }
        (Standing::Neutral, by) => {
            if by > 0.0 {
                "more"
            } else {
                "less"
            }
        }
    };
    let by = say::change(delta.by.abs(), unit);
    format!("{}, {word}", by.trim_start_matches('+'))
}

/// Says what a change is against.
pub fn before(delta: &Delta, unit: &Unit, period: &str) -> String {
    format!("{} in the period before, {period}", say::whole(delta.before, unit))
}

pub fn target(target: f64, unit: &Unit) -> String {
    format!("Target {}", say::whole(target, unit))
}

pub fn more_signals(n: usize) -> String {
    format!("{n} more")
}

pub fn remove_reading(date: &str) -> String {
    format!("Remove the reading of {date}")
}

pub fn of_date(what: &str, date: &str) -> String {
    format!("{what}, {date}")
}
