//! Flow: numbers from the history of statuses alone, never from guesses.
//!
//! Work starts when an item first enters a status in progress (active or waiting) and is finished
//! when it enters the done status in which it still is. Both are known only where the history
//! shows them; an item whose history does not is counted in the notes, never as a zero.
//! Milestones take no time and are left out.

mod about;
pub mod age;
pub mod block;
pub mod daily;
pub mod efficiency;
pub mod elapsed;
pub mod limit;
pub mod net;
pub mod step;
pub mod throughput;
mod timeline;
pub mod wip;
pub mod words;

pub use timeline::{Flow, Line, Stay, Zone};

use super::report::Counting;
use crate::model::Lens;

/// The lenses that ask how work flows.
pub const LENSES: &[Lens] = &[Lens::Project, Lens::Program];

/// The percentiles that are told of a time.
pub const SHARES: [f64; 4] = [0.5, 0.7, 0.85, 0.95];

/// Gives the days between two days as the counting rule says; days are numbers since 1970-01-01.
///
/// Elapsed: Magennis, Focused Objective spreadsheets (2017). Inclusive: The Kanban Guide (2020);
/// Vacanti, Actionable Agile Metrics for Predictability (2015).
pub fn days_between(from: i64, to: i64, counting: Counting) -> f64 {
    let days = (to - from).max(0) as f64;
    match counting {
        Counting::Elapsed => days.max(0.5),
        Counting::Inclusive => days + 1.0,
    }
}
