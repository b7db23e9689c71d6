//! What the numbers of flow say in plain words. It knows no formula but their wording.

use crate::metrics::report::Counting;
use crate::metrics::words::{About, date, days, items, many, number, share};
use crate::model::time::Date;

use super::Zone;
pub use super::about::*;

/// Names the group of the tiles.
pub fn group() -> &'static str {
    "Flow"
}

/// Names a zone.
pub fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Backlog => "Backlog",
        Zone::Ready => "Ready",
        Zone::Active => "Active",
        Zone::Waiting => "Waiting",
        Zone::Done => "Done",
        Zone::Cancelled => "Cancelled",
    }
}

/// Says that nothing tells when anything happened.
pub fn no_history() -> String {
    "Nobody knows: no item here has a history of its statuses in this period.".to_owned()
}

/// Says that nothing was finished.
pub fn none_finished() -> String {
    "No item with a known start was finished in this period.".to_owned()
}

/// Says that nothing with a known creation was finished.
pub fn none_made() -> String {
    "No item with a known creation was finished in this period.".to_owned()
}

/// Says that nothing is in progress.
pub fn none_going() -> String {
    "No item with a known start is in progress.".to_owned()
}

/// Says that the history of work in progress is not whole.
pub fn not_whole(since: Option<Date>) -> String {
    match since {
        Some(day) => {
            format!("What was in progress is not known for all of it before {}.", date(day))
        }
        None => no_history(),
    }
}

/// Says that nothing can be aged against.
pub fn nothing_to_age_by() -> String {
    "Too few items with known cycle times were finished lately to tell what is old.".to_owned()
}

/// Says that no status has a limit.
pub fn no_limit() -> String {
    "No status of these items has a WIP limit.".to_owned()
}

/// Says how many were finished.
pub fn throughput_says(n: usize, rate: f64, before: Option<f64>) -> String {
    let verb = if n == 1 { "was" } else { "were" };
    let start = format!("{} {verb} finished, {} a week", items(n), number(rate));
    match before {
        Some(before) if number(before) == number(rate) => format!("{start}, as before."),
        Some(before) => format!("{start}, after {} a week in the period before.", number(before)),
        None => format!("{start}."),
    }
}

/// Says how long items took.
pub fn elapsed_says(share_of: f64, value: f64, n: usize, is_lead: bool) -> String {
    let from = if is_lead { "their creation" } else { "their start" };
    format!("{} of {} were finished within {} of {from}.", share(share_of), items(n), days(value))
}

/// Says how many items are in progress.
pub fn wip_says(n: f64, going: Option<f64>) -> String {
    let start = format!("{} in progress", many(n, "item is", "items are"));
    match going {
        Some(mean) => format!("{start}; the mean of the period is {}.", number(mean)),
        None => format!("{start}."),
    }
}

/// Says how old the work is.
pub fn age_says(median: f64, oldest: f64, n: usize) -> String {
    format!(
        "Half of the {} in progress with a known start are {} old or less; the oldest is {}.",
        items(n),
        days(median),
        days(oldest)
    )
}

/// Says how many items are old for what the team is used to.
pub fn ageing_says(n: usize, limit: f64) -> String {
    match n {
        0 => format!("No item is older than the {} in which 85 % were finished.", days(limit)),
        n => {
            let verb = if n == 1 { "is" } else { "are" };
            let limit = days(limit);
            format!("{} {verb} older than the {limit} in which 85 % were finished.", items(n))
        }
    }
}

/// Says which items age, as a signal.
pub fn ageing_signal(key: &str, title: &str, age: f64, share_below: f64) -> String {
    let than = match share_below {
        all if all >= 1.0 => "any finished item".to_owned(),
        most => format!("{} of the finished items", share(most)),
    };
    format!("{key} “{title}” has been in progress for {}, longer than {than} took.", days(age))
}

/// Says what came and what went.
pub fn net_says(arrived: u32, departed: u32) -> String {
    let (arrived, departed) = (f64::from(arrived), f64::from(departed));
    let start = format!(
        "{} started and {} left work",
        many(arrived, "item", "items"),
        many(departed, "item", "items")
    );
    match departed - arrived {
        d if d < 0.0 => format!("{start}: work in progress grew by {}.", number(-d)),
        d if d > 0.0 => format!("{start}: work in progress shrank by {}.", number(d)),
        _ => format!("{start}: work in progress stayed the same."),
    }
}

/// Says how much of the time was work.
pub fn efficiency_says(value: f64, n: usize) -> String {
    format!("{} were worked on for {} of the time they took.", items(n), share(value))
}

/// Says where the time goes.
pub fn step_says(status: &str, mean: f64, n: usize) -> String {
    format!("Items stayed longest in {status}: {} at the mean of {}.", days(mean), items(n))
}

/// Says how long items were blocked.
pub fn block_says(total: f64, n: usize, now: usize) -> String {
    let now = match now {
        0 => "none is blocked now".to_owned(),
        1 => "one is blocked now".to_owned(),
        n => format!("{n} are blocked now"),
    };
    format!("{} were blocked for {} in all; {now}.", items(n), days(total))
}

/// Says how often limits were passed.
pub fn limit_says(n_days: f64, worst: Option<&str>) -> String {
    match worst {
        Some(status) => format!("A limit was passed on {}, most often in {status}.", days(n_days)),
        None => "No limit was passed.".to_owned(),
    }
}

/// Says that a status holds too much now, as a signal.
pub fn limit_signal(status: &str, holds: u32, limit: u32) -> String {
    format!("{status} holds {}, above its limit of {limit}.", items(holds as usize))
}

/// Says which counting rule was used.
pub fn counted(counting: Counting) -> String {
    match counting {
        Counting::Elapsed => "Days are counted as the end minus the start, half a day where both \
                              are the same (Focused Objective's rule)."
            .to_owned(),
        Counting::Inclusive => "Days are counted as the end minus the start plus one, so each \
                                day touched counts (The Kanban Guide's rule)."
            .to_owned(),
    }
}

/// Says how many done items have no known finish.
pub fn unknown_finish(n: usize) -> String {
    format!(
        "{} done without a known day of finishing: not counted.",
        many(n as f64, "item is", "items are")
    )
}

/// Says how many finished items have no known start.
pub fn unknown_start(n: usize) -> String {
    format!(
        "{} finished without having been seen in progress: not counted.",
        many(n as f64, "item was", "items were")
    )
}

/// Says how many items in progress have no known start.
pub fn unknown_age(n: usize) -> String {
    format!(
        "{} in progress without a known start: not counted.",
        many(n as f64, "item is", "items are")
    )
}

/// Says how many finished items have no known creation.
pub fn unknown_made(n: usize) -> String {
    format!(
        "{} finished without a known creation: not counted.",
        many(n as f64, "item was", "items were")
    )
}

/// Says since when history tells.
pub fn told_since(day: Date) -> String {
    format!("History tells of nothing before {}; earlier days are gaps, not zeros.", date(day))
}

/// Says that the day's parts are counted in UTC.
pub fn per_week() -> String {
    "Items per week".to_owned()
}

/// Names things on axes and in legends.
pub fn finished() -> String {
    "Finished".to_owned()
}

/// Names the axis of counts.
pub fn n_items() -> String {
    "Items".to_owned()
}

/// Names arrivals.
pub fn arrived() -> String {
    "Arrivals".to_owned()
}

/// Names departures.
pub fn departed() -> String {
    "Departures".to_owned()
}

/// Names the axis of statuses.
pub fn status() -> String {
    "Status".to_owned()
}

/// Names the age of an item.
pub fn age_axis() -> String {
    "Age".to_owned()
}

/// Says why nobody knows how long items were blocked.
pub fn never_marked() -> String {
    "No item was ever marked as blocked, so nobody knows what was.".to_owned()
}

/// Names blocked items.
pub fn blocked() -> String {
    "Blocked".to_owned()
}

/// Names days over a limit.
pub fn over_limit() -> String {
    "Days over the limit".to_owned()
}

/// Gives the title of a chart by what it shows.
pub fn title(what: &str, how: Title) -> String {
    match how {
        Title::PerWeek => format!("{what} per week"),
        Title::Spread => format!("How often each {} occurs", what.to_lowercase()),
        Title::Each => format!("{what} of each finished item, by the day of finishing"),
        Title::Limits => format!("{what}: process-behavior chart"),
        Title::Daily => format!("{what} at the end of each day"),
        Title::Cumulative => "Cumulative flow: items in each kind of status".to_owned(),
        Title::Percentiles => format!("{what} per week: percentiles"),
        Title::ByStatus => format!("{what} by status"),
    }
}

/// Says how a chart shows its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    /// A number per week.
    PerWeek,
    /// A histogram.
    Spread,
    /// A point for each item.
    Each,
    /// A control chart.
    Limits,
    /// A number per day.
    Daily,
    /// The cumulative flow diagram.
    Cumulative,
    /// Percentiles per week.
    Percentiles,
    /// A number for each status.
    ByStatus,
}

/// Names the time that two tiles are percentiles of.
pub fn elapsed_name(abouts: fn() -> [(About, f64); 2]) -> &'static str {
    let [(first, _), _] = abouts();
    if first.key == lead_median().key { lead().name } else { cycle().name }
}

/// Names the line of a limit.
pub fn limit_rule() -> String {
    "WIP limit".to_owned()
}
