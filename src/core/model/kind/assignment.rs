//! Assignments: who works on an item, and how much.

use super::{Item, Person};
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::record::record;
use crate::model::time::WorkMinutes;

record! {
    /// One person's share of an item.
    pub struct Assignment titled role {
        /// The item.
        item: Id<Item> = "Item", Owner;
        /// The person.
        person: Id<Person> = "Person", Owner;
        /// How much of the person's time, in percent of their calendar; unset means all.
        units: Option<Number> = "Units", Edit;
        /// How much work it is.
        work: Option<WorkMinutes> = "Work", Edit;
        /// What the person does there.
        role: String = "Role", Edit;
    }
}
