//! Scores: what is estimated about an item in order to rank it. The numbers of all methods stand in
//! one record, so that changing the method asks for nothing twice.

use super::Item;
use crate::model::choice::choice;
use crate::model::id::Id;
use crate::model::number::{Money, Number, Percent};
use crate::model::record::record;

choice! {
    /// What becomes of a plan without an item (DSDM).
    pub enum Moscow default Unset {
        /// Nobody has said.
        Unset = "unset" "Not said";
        /// There is no point without it.
        Must = "must" "Must have";
        /// Painful to leave out.
        Should = "should" "Should have";
        /// Wanted, and left out first.
        Could = "could" "Could have";
        /// Not this time.
        Wont = "wont" "Won’t have this time";
    }
}

record! {
    /// What is estimated about one item.
    pub struct Score titled note {
        /// The item.
        item: Id<Item> = "Item", Owner;
        /// How many people it reaches in a quarter.
        reach: Option<Number> = "Reach", Edit;
        /// What it does for each: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal.
        impact: Option<Number> = "Impact", Edit;
        /// How sure the estimates are.
        confidence: Option<Percent> = "Confidence", Edit;
        /// How much work it is, in person-months.
        effort: Option<Number> = "Effort", Edit;
        /// What it is worth to users and business, from 1 to 10.
        value: Option<Number> = "Value", Edit;
        /// How much of that is lost by waiting, from 1 to 10.
        urgency: Option<Number> = "Time criticality", Edit;
        /// What risk it takes away or chance it opens, from 1 to 10.
        enables: Option<Number> = "Risk reduction", Edit;
        /// How well it fits the strategy, from 1 to 10.
        fit: Option<Number> = "Strategic fit", Edit;
        /// How easy it is, from 1 to 10.
        ease: Option<Number> = "Ease", Edit;
        /// What each week without it costs.
        delay: Option<Money> = "Cost of delay a week", Edit;
        /// How many weeks it takes.
        weeks: Option<Number> = "Weeks", Edit;
        /// What becomes of the plan without it.
        moscow: Moscow = "MoSCoW", Edit;
        /// What the estimates rest on.
        note: String = "Note", Edit;
    }
}
