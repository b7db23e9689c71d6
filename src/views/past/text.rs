//! What the Time machine says.

use throughline_core::model::time::{Date, Time};
use throughline_core::past::{Group, Point, Reason, What};

use crate::shell::clock;

pub const TITLE: &str = "Time machine";
pub const PROMISE: &str = "A restore point is made on its own before every import, every change of many records, every deletion for good and every restore, and once a day. They stay on this device.";
pub const POINTS: &str = "Restore points";
pub const DIFFERENCES: &str = "What differs from now";
pub const CHOOSE: &str = "Choose a restore point";
pub const CHOOSE_WHY: &str =
    "You see what has changed since, and can bring back all of it or single records.";
pub const NONE: &str = "No restore points yet";
pub const NONE_WHY: &str = "The first comes on its own, or give one a name now.";
pub const NO_PLACE: &str = "Restore points cannot be kept here";
pub const LOOKING: &str = "Looking for restore points…";
pub const NAME: &str = "Name of a restore point";
pub const NAME_HINT: &str = "Before the big cleanup";
pub const SAVE: &str = "Save one now";
pub const SAVED: &str = "The restore point is saved.";
pub const BACK: &str = "All restore points";
pub const RENAME: &str = "Name";
pub const DELETE: &str = "Delete";
pub const DELETE_SURE: &str = "Delete for good";
pub const EXPORT: &str = "Export as JSON";
pub const COMPARING: &str = "Comparing…";
pub const SAME: &str = "Nothing differs";
pub const SAME_WHY: &str = "The workspace is as it was then.";
pub const RESTORE_ALL: &str = "Restore everything";
pub const THEN: &str = "Then";
pub const NOW: &str = "Now";
pub const NOTHING: &str = "nothing";
pub const NOTED: &str = "Its history or its order";
pub const OTHERWISE: &str = "changed";
pub const LOST: &str = "Overwritten in another tab";
pub const TAKE: &str = "Take this value";
pub const FORGET: &str = "Forget";
pub const SAVE_LIST: &str = "Save the list";
pub const LIST_FILE: &str = "not-restored.csv";

/// Names a point.
pub fn title(point: &Point) -> String {
    match point.reason {
        Reason::Named => point.name.clone(),
        Reason::Daily => "First of the day".to_owned(),
        Reason::Update => "Before a new version of the app".to_owned(),
        _ if point.name.is_empty() => "Restore point".to_owned(),
        _ => format!("Before: {}", point.name),
    }
}

/// Says what is in a point.
pub fn facts(point: &Point) -> String {
    let items = match point.items {
        1 => "1 item".to_owned(),
        n => format!("{n} items"),
    };
    format!("{items} · {} records · {}", point.records, bytes(point.size))
}

/// Says a number of bytes.
fn bytes(n: usize) -> String {
    match n {
        0..1_000 => format!("{n} bytes"),
        1_000..1_000_000 => format!("{} KB", n / 1_000),
        _ => format!("{:.1} MB", n as f64 / 1e6),
    }
}

/// Says when a point was made, within its day.
pub fn time_of_day(at: Time) -> String {
    clock::say_time(at).rsplit_once(", ").map_or_else(String::new, |(_, time)| time.to_owned())
}

/// Names the day of a point.
pub fn day(at: Time) -> String {
    let (date, today) = (clock::local_date(at), clock::today());
    match today.days_since(date) {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => clock::say_date(date, today),
    }
}

/// Says a value: dates and times as people write them.
pub fn value(words: String) -> String {
    if let Ok(at) = words.parse::<Time>() {
        return clock::say_time(at);
    }
    words.parse::<Date>().map_or(words, |date| clock::say_date(date, clock::today()))
}

/// Sums up what differs in a kind.
pub fn counts(group: &Group) -> String {
    let (gone, new, changed) = group.counts;
    let parts = [(changed, "changed"), (gone, "gone"), (new, "new since")];
    let said = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
    said.collect::<Vec<_>>().join(", ")
}

/// Says how a record differs, and what bringing it back does.
pub fn what(what: What) -> (&'static str, &'static str) {
    match what {
        What::Gone => ("Gone", "comes back"),
        What::New => ("New since", "goes"),
        What::Changed => ("Changed", "becomes what it was"),
    }
}

/// Names the whole of a kind.
pub fn all_of(kind: &str, n: usize) -> String {
    if n == 1 { kind.to_owned() } else { format!("All {n} {}", kind.to_lowercase()) }
}

/// Counts what is not listed.
pub fn more(n: usize) -> String {
    format!("{n} more. Choose all of them above, or export the restore point.")
}

/// Says what the button brings back.
pub fn restore_chosen(n: usize) -> String {
    match n {
        0 => "Restore what is chosen".to_owned(),
        1 => "Restore 1 chosen".to_owned(),
        n => format!("Restore {n} chosen"),
    }
}

/// Names a restore in the history.
pub fn step(point: &Point, whole: bool) -> String {
    let when = clock::say_time(point.at);
    if whole { format!("Restore all as of {when}") } else { format!("Restore some as of {when}") }
}

/// Says that something could not be brought back.
pub fn left(n: usize) -> String {
    match n {
        1 => "One value could not be brought back, because what it belongs to is gone.".to_owned(),
        n => format!("{n} values could not be brought back, because what they belong to is gone."),
    }
}

/// Says when a point was made and what is in it.
pub fn when_and_what(point: &Point) -> String {
    format!("{} · {}", clock::say_time(point.at), facts(point))
}

/// Names the file that a point is exported to.
pub fn file_name(point: &Point) -> String {
    format!("throughline-{}.json", clock::local_date(point.at))
}

/// Says which value lost and which one stands.
pub fn lost(value: &str, kept: &str) -> String {
    let value = if value.is_empty() { NOTHING } else { value };
    match kept {
        "" => format!("“{value}” gave way."),
        kept => format!("“{value}” gave way to “{kept}”."),
    }
}
