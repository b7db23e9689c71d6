//! Calendars: when work is done.

use serde::{Deserialize, Serialize};

use crate::model::field::Part;
use crate::model::record::record;
use crate::model::time::Date;

/// A stretch of working time on a day, in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// When it starts, from 0.
    pub from: u32,
    /// When it ends, at most 1440; later than it starts.
    pub to: u32,
}

/// The shifts of one day of the week; a day that is not listed is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekDay {
    /// The day, from 1 for Monday to 7 for Sunday.
    pub day: u32,
    /// Its shifts in order.
    pub shifts: Vec<Shift>,
}

impl Part for WeekDay {}

/// Days on which the week's pattern does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// What it is, such as a holiday's name.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The shifts on these days; none means free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// Whether it comes again on the same dates every year.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub yearly: bool,
}

impl Part for Exception {}

record! {
    /// A pattern of working time and its exceptions.
    pub struct Calendar titled name {
        /// What the calendar is called.
        name: String = "Name", Required;
        /// The shifts of each working day of the week.
        week: Vec<WeekDay> = "Week", Edit;
        /// Holidays, closures and extra working days.
        exceptions: Vec<Exception> = "Exceptions", Edit;
    }
}
