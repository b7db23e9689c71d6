//! Statuses: the steps of a workflow.

use super::Workflow;
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Time;

choice! {
    /// What a status means for flow.
    pub enum Category default Backlog {
        /// Not committed to.
        Backlog = "backlog" "Backlog";
        /// Committed to, not started.
        Ready = "ready" "Ready";
        /// Being worked on.
        Active = "active" "Active";
        /// Started, waiting for somebody.
        Waiting = "waiting" "Waiting";
        /// Finished.
        Done = "done" "Done";
        /// Given up.
        Cancelled = "cancelled" "Cancelled";
    }
}

impl Category {
    /// Tells whether work in this category has ended.
    pub fn is_closed(&self) -> bool {
        matches!(self, Category::Done | Category::Cancelled)
    }

    /// Tells whether work in this category is in progress.
    pub fn is_started(&self) -> bool {
        matches!(self, Category::Active | Category::Waiting)
    }
}

record! {
    /// One step of a workflow.
    pub struct Status titled name {
        /// What the status is called.
        name: String = "Name", Required;
        /// The workflow that it is a step of.
        workflow: Id<Workflow> = "Workflow", Owner;
        /// What it means for flow.
        category: Category = "Category", Edit;
        /// How many items it should hold at most; a soft limit.
        limit: Option<u32> = "WIP limit", Edit;
        /// What must hold before an item leaves it.
        policy: Markdown = "Policy", Edit;
        /// Its position in the workflow.
        rank: Rank = "Order", Fixed;
        /// When it was put away; its items stay.
        archived: Option<Time> = "Archived", Fixed;
    }
}
