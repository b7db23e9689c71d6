//! What a roadmap is asked for, and what comes back beside its rows. It knows no pixel.

use serde::{Deserialize, Serialize};

use super::row::{Row, Tie};
use crate::model::id::{Id, Ref};
use crate::model::number::Money;
use crate::model::time::Date;
use crate::model::{Baseline, Lens, Scenario, Team};
use crate::schedule::Moment;

/// What a roadmap is asked for. Make it with `..Question::default()`: more may be asked one day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The lens, which says what the rows are.
    pub lens: Lens,
    /// The place that is looked at with all that is in it; nothing means the whole workspace.
    pub place: Option<Ref>,
    /// The filter of the common query language, empty for everything.
    pub filter: String,
    /// The field by which items are grouped, one of [`GROUPS`](crate::lens::lane::GROUPS); empty
    /// for the lens's own order: the work breakdown (project), the projects (program), now, next
    /// and later (product), the programs (portfolio).
    pub group: String,
    /// The keys of the rows that are folded.
    pub folded: Vec<String>,
    /// The baseline that slip is counted from; nothing means the latest of the place.
    pub baseline: Option<Id<Baseline>>,
    /// The scenario that is shown; nothing means the plan. Where a scenario is shown, slip is
    /// counted from the plan.
    pub scenario: Option<Id<Scenario>>,
}

/// Is a roadmap.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Roadmap {
    /// What is wrong with the question, such as a filter that cannot be read; then there are no
    /// rows.
    pub problem: Option<String>,
    /// The rows in the order in which they are drawn.
    pub rows: Vec<Row>,
    /// The links between rows.
    pub ties: Vec<Tie>,
    /// From the first to the last thing on it, baseline and deadlines included; nothing if it is
    /// empty.
    pub span: Option<(Moment, Moment)>,
    /// When the last of its work finishes.
    pub finish: Option<Moment>,
    /// How the plan stands, in a sentence: "Finishes on 14 July, 9 working days after *Agreed
    /// plan*; 12 of 140 items are critical."
    pub line: String,
    /// The day on which it was asked for.
    pub today: Option<Date>,
    /// When work is done in the place.
    pub hours: Hours,
    /// Dates that are drawn through all rows: releases and gates.
    pub markers: Vec<Marker>,
    /// The baseline that slip is counted from.
    pub baseline: Option<Id<Baseline>>,
    /// What the plan cannot do as asked: circles, ends that are missing.
    pub troubles: Vec<Trouble>,
    /// More about the rows that are places.
    pub facts: Vec<Facts>,
    /// Load against capacity, in the portfolio lens.
    pub capacity: Option<Capacity>,
}

/// Is working time from `from` to `to`, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift(pub u16, pub u16);

/// Says when work is done, for the shading behind the rows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Hours {
    /// The shifts of each day of the week, Monday first; a day without any is free.
    pub week: Vec<Vec<Shift>>,
    /// Runs of days within the span that differ from the week, in order.
    pub off: Vec<Off>,
    /// The working minutes of a usual day: what "a day" of float or slip is.
    pub per_day: i64,
}

/// Is a run of days that differ from the week: holidays, or days that are worked on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Off {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The shifts on these days; none means free.
    pub shifts: Vec<Shift>,
    /// What it is, such as a holiday's name.
    pub name: String,
}

/// Is a date that is drawn through all rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// The release or the stage (whose gate it is).
    pub at: Ref,
    /// When.
    pub when: Moment,
}

/// Is something that the plan cannot do as asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// What it is and what to do, in a sentence that names the records.
    pub text: String,
    /// The records that it is about, in the order in which the sentence names them.
    pub about: Vec<Ref>,
}

/// Is more about a row that is a place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The index of the row.
    pub row: u32,
    /// What was spent up to today.
    pub spent: Money,
    /// What it may cost; nothing where nobody said.
    pub budget: Option<Money>,
    /// When it was promised for.
    pub due: Option<Date>,
    /// How many of its items are done.
    pub n_done: u32,
    /// How many it has, those given up aside.
    pub n_items: u32,
    /// How many of its rows have conflicts.
    pub n_conflicts: u32,
    /// How many of its open items are critical.
    pub n_critical: u32,
}

/// Is load against capacity, week by week.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Capacity {
    /// The first day of the first week.
    pub from: Option<Date>,
    /// All together first, then a strip for each team, by name; people without a team last.
    pub strips: Vec<Strip>,
}

/// Is the load of a team.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Strip {
    /// The team; nothing for all together and for people without one.
    pub team: Option<Id<Team>>,
    /// What it is called where no team names it.
    pub name: String,
    /// Planned and available minutes of each week.
    pub weeks: Vec<(i64, i64)>,
}
