//! Time entries: work that was done.

use super::{Item, Person};
use crate::model::id::Id;
use crate::model::record::record;
use crate::model::time::{Date, WorkMinutes};

record! {
    /// Time that somebody spent on an item on a day.
    pub struct TimeEntry titled note {
        /// The item.
        item: Id<Item> = "Item", Owner;
        /// Who spent it.
        person: Option<Id<Person>> = "Person", Edit;
        /// The day.
        date: Date = "Date", Required;
        /// How long.
        minutes: WorkMinutes = "Time", Required;
        /// What was done.
        note: String = "Note", Edit;
    }
}
