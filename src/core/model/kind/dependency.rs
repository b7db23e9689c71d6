//! Dependencies: what hangs on what.

use super::Item;
use crate::model::choice::choice;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::record::record;

choice! {
    /// Which end of the predecessor moves which end of the successor.
    pub enum Link default FinishStart {
        /// The successor starts after the predecessor finishes.
        FinishStart = "fs" "Finish to start";
        /// The successor starts after the predecessor starts.
        StartStart = "ss" "Start to start";
        /// The successor finishes after the predecessor finishes.
        FinishFinish = "ff" "Finish to finish";
        /// The successor finishes after the predecessor starts.
        StartFinish = "sf" "Start to finish";
    }
}

choice! {
    /// What a lag is counted in.
    pub enum LagUnit default Working {
        /// Minutes of working time.
        Working = "working" "Working time";
        /// Minutes on the clock.
        Elapsed = "elapsed" "Elapsed time";
        /// Percent of the predecessor's duration.
        Percent = "percent" "Percent of the predecessor";
        /// Percent of the predecessor's duration, counted on the clock.
        ElapsedPercent = "elapsed_percent" "Elapsed percent of the predecessor";
    }
}

choice! {
    /// How a link between two projects stands.
    pub enum Handover default Open {
        /// Not agreed yet.
        Open = "open" "Open";
        /// Both sides agreed.
        Agreed = "agreed" "Agreed";
        /// Somebody doubts it.
        AtRisk = "at_risk" "At risk";
        /// It will not be kept.
        Broken = "broken" "Broken";
        /// It was kept.
        Met = "met" "Met";
    }
}

record! {
    /// One item that waits for another.
    pub struct Dependency titled note {
        /// The predecessor.
        from: Id<Item> = "Predecessor", Owner;
        /// The successor.
        to: Id<Item> = "Successor", Owner;
        /// Which end moves which.
        link: Link = "Type", Edit;
        /// How long after, in the unit of the lag; negative is a lead.
        lag: Option<Number> = "Lag", Edit;
        /// What the lag is counted in.
        lag_unit: LagUnit = "Lag unit", Edit;
        /// How the hand-over stands, where it crosses projects.
        state: Handover = "State", Edit;
        /// What is handed over.
        note: String = "Note", Edit;
    }
}
