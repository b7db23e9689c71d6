//! Scenarios: the plan as it might be.

use super::{Item, Project};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::part::part;
use crate::model::record::record;
use crate::model::time::{Date, Time};

part! {
    /// Where one item would be put; what follows from it is not kept, so that a scenario stays
    /// true to the plan that it starts from.
    pub struct Supposed {
        /// The item.
        item: Id<Item>, must;
        /// The day on which it would start.
        start: Option<Date>, may;
        /// The day on which it would be finished; unset means that it takes as long as it does.
        due: Option<Date>, may;
    }
}

record! {
    /// A change of the plan that is thought through and not made.
    pub struct Scenario titled name {
        /// What the scenario is called.
        name: String = "Name", Required;
        /// What it would take, and why it might be worth it.
        description: Markdown = "Description", Edit;
        /// The project it is about; nothing means all.
        project: Option<Id<Project>> = "Project", Fixed;
        /// When it was made.
        at: Time = "Made", Fixed;
        /// Where items would be put.
        items: Vec<Supposed> = "Items", Fixed;
    }
}
