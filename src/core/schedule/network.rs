//! A plan before it is scheduled: tasks, links and rules, as plain data. This module knows no
//! record of the model and no date that is computed.

use serde::{Deserialize, Serialize};

use super::calendar::WorkCalendar;
use super::moment::Moment;
use crate::model::time::Date;

/// Names a task or a link; it never changes and decides where two are otherwise equal.
pub type Key = u64;

/// Is all of done work: percentages are kept in hundredths of a percent.
pub const ALL_DONE: i64 = 10_000;

/// Says how a task's dates may move (the eight constraints of Microsoft Project).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Limit {
    /// As soon as possible.
    #[default]
    Asap,
    /// As late as the end of the project and every successor's latest dates let it.
    Alap,
    /// It starts then or later.
    StartNoEarlier(Moment),
    /// It starts then or earlier.
    StartNoLater(Moment),
    /// It finishes then or later.
    FinishNoEarlier(Moment),
    /// It finishes then or earlier.
    FinishNoLater(Moment),
    /// It starts then.
    MustStart(Moment),
    /// It finishes then.
    MustFinish(Moment),
}

impl Limit {
    /// Gives the date of the constraint.
    pub fn date(self) -> Option<Moment> {
        match self {
            Limit::Asap | Limit::Alap => None,
            Limit::StartNoEarlier(at)
            | Limit::StartNoLater(at)
            | Limit::FinishNoEarlier(at)
            | Limit::FinishNoLater(at)
            | Limit::MustStart(at)
            | Limit::MustFinish(at) => Some(at),
        }
    }
}

/// Is a share of a task's work that one calendar decides: a person's, or the task's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The index of the calendar in the network.
    pub calendar: u32,
    /// How long it takes in working minutes of that calendar.
    pub minutes: i64,
}

/// Says how far a decision is that work waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// It was made.
    Made,
    /// It is to be made by a day that has not passed.
    Due,
    /// It is not made, and its day, if it had one, has passed.
    Late(Option<Date>),
}

/// Is the decision that a task waits for: a predecessor of finish to start without a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaits {
    /// The decision.
    pub decision: Key,
    /// The moment before which the task does not start.
    pub until: Moment,
    /// How far it is.
    pub ruling: Ruling,
}

/// Is one task. A task that others name as their parent is a summary: its dates come from them,
/// and of its own fields only the constraint, the deadline and the links count.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its key.
    pub key: Key,
    /// The summary that it is part of.
    pub parent: Option<Key>,
    /// The index of its project in the network: float is counted to that project's end.
    pub project: u32,
    /// The index of the calendar by which its float and the lag of links into it are counted.
    pub calendar: u32,
    /// How long it takes: it is finished when every stretch is. Nothing, or no minutes, makes it
    /// a milestone.
    pub stretches: Vec<Stretch>,
    /// How its dates may move.
    pub limit: Limit,
    /// When somebody is let down unless it is finished; it moves no date, but the float.
    pub deadline: Option<Moment>,
    /// Where a person put its start; it holds while no link leads to the task.
    pub planned: Option<Moment>,
    /// Its start and finish where a person set both by hand; links do not move them.
    pub manual: Option<(Moment, Moment)>,
    /// When it really started.
    pub actual_start: Option<Moment>,
    /// When it was really finished.
    pub actual_finish: Option<Moment>,
    /// How much of its duration is done, from 0 to [`ALL_DONE`].
    pub done: i64,
    /// The decision that it waits for, if it waits for one.
    pub awaits: Option<Awaits>,
}

impl Task {
    /// Makes a task of so many working minutes in the first project; none makes a milestone.
    pub fn new(key: Key, calendar: u32, minutes: i64) -> Self {
        Task {
            key,
            parent: None,
            project: 0,
            calendar,
            stretches: vec![Stretch { calendar, minutes }],
            limit: Limit::Asap,
            deadline: None,
            planned: None,
            manual: None,
            actual_start: None,
            actual_finish: None,
            done: 0,
            awaits: None,
        }
    }

    /// Tells whether it takes no time.
    pub fn is_milestone(&self) -> bool {
        self.stretches.iter().all(|s| s.minutes <= 0)
    }

    /// Tells whether it is finished.
    pub fn is_done(&self) -> bool {
        self.actual_finish.is_some() || self.done >= ALL_DONE
    }

    /// Tells whether work on it started and is not finished.
    pub fn is_going(&self) -> bool {
        !self.is_done() && (self.actual_start.is_some() || self.done > 0)
    }
}

/// Says which end of the predecessor moves which end of the successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LinkKind {
    /// The successor starts after the predecessor finishes.
    #[default]
    #[serde(rename = "fs")]
    FinishStart,
    /// The successor starts after the predecessor starts.
    #[serde(rename = "ss")]
    StartStart,
    /// The successor finishes after the predecessor finishes.
    #[serde(rename = "ff")]
    FinishFinish,
    /// The successor finishes after the predecessor starts.
    #[serde(rename = "sf")]
    StartFinish,
}

impl LinkKind {
    /// Tells whether it leaves from the predecessor's finish.
    pub fn from_finish(self) -> bool {
        matches!(self, LinkKind::FinishStart | LinkKind::FinishFinish)
    }

    /// Tells whether it moves the successor's finish.
    pub fn to_finish(self) -> bool {
        matches!(self, LinkKind::FinishFinish | LinkKind::StartFinish)
    }
}

/// Is how long after the predecessor the successor comes; negative is a lead.
///
/// Working time is that of the successor's calendar, as in Microsoft Project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// Working minutes.
    Working(i64),
    /// Minutes on the clock.
    Elapsed(i64),
    /// Hundredths of a percent of the predecessor's duration, as working time.
    Percent(i64),
    /// Hundredths of a percent of the predecessor's duration, as minutes on the clock.
    ElapsedPercent(i64),
}

impl Default for Lag {
    fn default() -> Self {
        Lag::Working(0)
    }
}

/// Is one link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Its key.
    pub key: Key,
    /// The predecessor.
    pub from: Key,
    /// The successor.
    pub to: Key,
    /// Which end moves which.
    pub kind: LinkKind,
    /// How long after.
    pub lag: Lag,
}

impl Link {
    /// Makes a finish-to-start link without lag.
    pub fn new(key: Key, from: Key, to: Key) -> Self {
        Link { key, from, to, kind: LinkKind::FinishStart, lag: Lag::default() }
    }
}

/// Says what holds for the whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The status date: work that is not done by then is planned after it.
    pub status: Option<Moment>,
    /// Whether a constraint's date holds even where a link says otherwise (Microsoft Project's
    /// "tasks will always honor their constraint dates"); if not, the link holds.
    pub honor_limits: bool,
    /// Whether the rest of a started task waits for its predecessors ("retained logic"); if not,
    /// it goes on at once.
    pub retain_logic: bool,
    /// A task is critical with at most so many working minutes of total float.
    pub critical: i64,
    /// A task is near-critical with at most so many working minutes of total float.
    pub near_critical: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            status: None,
            honor_limits: true,
            retain_logic: true,
            critical: 0,
            near_critical: 5 * 480,
        }
    }
}

/// Is a whole plan before it is scheduled. The order of tasks and links means nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// The calendars. An index that is not there means every minute is a working minute.
    pub calendars: Vec<WorkCalendar>,
    /// The start of each project. A project that is not there starts with time.
    pub starts: Vec<Moment>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The links.
    pub links: Vec<Link>,
    /// The rules.
    pub rules: Rules,
}
