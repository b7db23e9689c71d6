//! Microsoft Project's XML (MSPDI): a plan with its calendars, tasks, links and assignments, as a
//! network to schedule and as records to take in. This module knows no model to merge into and
//! computes no date.
//!
//! Minutes are working minutes unless said otherwise. `TotalSlack` and `LinkLag` come in tenths of
//! a minute, durations as `PTnHnMnS` of working hours.

mod calendar;
mod import;
mod network;
mod read;
mod recur;
mod write;
mod xml;

pub use import::read;
pub use write::{Written, write};

use crate::model::Calendar;
use crate::schedule::network::Link;
use crate::schedule::{Limit, Moment};

/// The most shifts that a day of Project's calendars has.
const MOST_SHIFTS: usize = 5;

/// Holds a file as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    /// What the project is called.
    pub title: String,
    /// When it starts.
    pub start: Moment,
    /// Its calendars: the number by which others name each, and its hours.
    pub calendars: Vec<(i64, Calendar)>,
    /// The number of the project's own calendar.
    pub calendar: i64,
    /// Whether constraints hold over links.
    pub honor: bool,
    /// A task is critical with at most so much slack, in minutes.
    pub critical: i64,
    /// The tasks in their order, without the row of the project itself.
    pub tasks: Vec<Task>,
    /// The links; ends are the tasks' numbers.
    pub links: Vec<Link>,
}

/// Is one task.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    /// The number by which others name it.
    pub uid: i64,
    /// What it is called.
    pub name: String,
    /// The number of the summary that it is part of.
    pub parent: Option<i64>,
    /// Whether it is a summary.
    pub summary: bool,
    /// Whether it is shown as a milestone.
    pub milestone: bool,
    /// Whether links do not move it.
    pub manual: bool,
    /// How long it takes.
    pub minutes: i64,
    /// Whether those are minutes on the clock.
    pub elapsed: bool,
    /// The number of its own calendar.
    pub calendar: Option<i64>,
    /// Who works on it: the number of each one's calendar, and the minutes that their work takes
    /// by their units.
    pub people: Vec<(i64, i64)>,
    /// How its dates may move.
    pub limit: Limit,
    /// Its deadline.
    pub deadline: Option<Moment>,
    /// How much of its duration is done, in hundredths of a percent.
    pub done: i64,
    /// When it really started.
    pub actual_start: Option<Moment>,
    /// When it was really finished.
    pub actual_finish: Option<Moment>,
    /// What Project computed.
    pub computed: Computed,
}

/// Holds what Project computed for a task; an absent number is 0 in files that were converted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Computed {
    /// When it starts.
    pub start: Option<Moment>,
    /// When it finishes.
    pub finish: Option<Moment>,
    /// Its earliest start and finish.
    pub early: Option<(Moment, Moment)>,
    /// Its latest start and finish.
    pub late: Option<(Moment, Moment)>,
    /// Its total slack in minutes.
    pub total_slack: Option<i64>,
    /// Its free slack in minutes.
    pub free_slack: Option<i64>,
    /// Whether it is critical.
    pub critical: Option<bool>,
}
