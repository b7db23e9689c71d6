//! Projects: work with a start, an end and a plan.

use super::{Calendar, Person, Product, Program, Team, Workflow};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Money;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::{Date, Time};

choice! {
    /// How far a project has come.
    pub enum Phase default Proposed {
        /// Put forward.
        Proposed = "proposed" "Proposed";
        /// Decided on, not started.
        Approved = "approved" "Approved";
        /// Being worked on.
        Active = "active" "Active";
        /// Stopped for a while.
        Paused = "paused" "Paused";
        /// Ended.
        Closed = "closed" "Closed";
    }
}

choice! {
    /// How a place is doing, in its owner's judgment.
    pub enum Health default Unknown {
        /// Nobody has said.
        Unknown = "unknown" "Not said";
        /// As expected.
        OnTrack = "on_track" "On track";
        /// Something threatens it.
        AtRisk = "at_risk" "At risk";
        /// It will miss what was agreed.
        OffTrack = "off_track" "Off track";
    }
}

record! {
    /// Work with a start, an end and a plan.
    pub struct Project titled name {
        /// What the project is called.
        name: String = "Name", Required;
        /// Short upper-case letters that its items' keys start with.
        key: String = "Key", Required;
        /// What it is to achieve, what is in scope and what is not.
        description: Markdown = "Description", Edit;
        /// The program it belongs to.
        program: Option<Id<Program>> = "Program", Edit;
        /// The product it mainly serves.
        product: Option<Id<Product>> = "Product", Edit;
        /// How far it has come.
        phase: Phase = "Phase", Edit;
        /// How it is doing.
        health: Health = "Health", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// The team that mainly does it.
        team: Option<Id<Team>> = "Team", Edit;
        /// The workflow of its items.
        workflow: Option<Id<Workflow>> = "Workflow", Edit;
        /// When it starts.
        start: Option<Date> = "Start", Edit;
        /// When it is to be finished.
        due: Option<Date> = "Due", Edit;
        /// The calendar of its work.
        calendar: Option<Id<Calendar>> = "Calendar", Edit;
        /// What it may cost.
        budget: Option<Money> = "Budget", Edit;
        /// Its position among projects.
        rank: Rank = "Order", Fixed;
        /// When it was put away.
        archived: Option<Time> = "Archived", Fixed;
    }
}
