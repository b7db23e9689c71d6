//! Baselines: the schedule as it was agreed.

use super::{Item, Project};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Money;
use crate::model::part::part;
use crate::model::record::record;
use crate::model::time::{Date, Time, WorkMinutes};

part! {
    /// One item's dates as they were agreed.
    pub struct Planned {
        /// The item.
        item: Id<Item>, must;
        /// When it was to start.
        start: Option<Date>, may;
        /// When it was to be finished.
        due: Option<Date>, may;
        /// How much work it was to be.
        work: Option<WorkMinutes>, may;
        /// How long it was to take in working time.
        duration: Option<WorkMinutes>, may;
        /// What it was to cost.
        cost: Option<Money>, may;
    }
}

record! {
    /// The dates of many items at one moment.
    pub struct Baseline titled name {
        /// What the baseline is called.
        name: String = "Name", Required;
        /// Why it was taken.
        description: Markdown = "Description", Edit;
        /// The project it is of; nothing means all.
        project: Option<Id<Project>> = "Project", Fixed;
        /// When it was taken.
        at: Time = "Taken", Fixed;
        /// The dates as they were.
        items: Vec<Planned> = "Items", Fixed;
    }
}
