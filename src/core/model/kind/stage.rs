//! Stages of a project, each ending in a gate.

use super::Project;
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::part::part;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::{Date, Time};

part! {
    /// One thing that must hold before a gate is passed.
    pub struct Criterion {
        /// What must hold.
        text: String, must;
        /// Whether it holds.
        met: bool, may;
    }
}

choice! {
    /// What was decided at a gate.
    pub enum GateState default Open {
        /// Not decided yet.
        Open = "open" "Open";
        /// Passed.
        Passed = "passed" "Passed";
        /// Passed with conditions.
        Conditional = "conditional" "Passed with conditions";
        /// Not passed.
        Failed = "failed" "Not passed";
    }
}

record! {
    /// A part of a project that ends in a gate.
    pub struct Stage titled name {
        /// What the stage is called.
        name: String = "Name", Required;
        /// The project that it is part of.
        project: Id<Project> = "Project", Owner;
        /// What the stage is to bring.
        description: Markdown = "Description", Edit;
        /// When it starts.
        start: Option<Date> = "Start", Edit;
        /// When its gate is due.
        due: Option<Date> = "Gate date", Edit;
        /// What must hold at its gate.
        criteria: Vec<Criterion> = "Gate criteria", Edit;
        /// What was decided at its gate.
        gate: GateState = "Gate", Edit;
        /// When that was decided.
        decided: Option<Time> = "Decided", Fixed;
        /// Its position among the project's stages.
        rank: Rank = "Order", Fixed;
    }
}
