//! Portfolio options: sets of projects that one could choose, and shares that one aims at.

use super::Project;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::{Money, Number, Percent};
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// A set of projects that could be run, and the limits that it is to keep.
    pub struct Selection titled title {
        /// What the option is called.
        title: String = "Title", Required;
        /// The projects that would run.
        projects: Vec<Id<Project>> = "Projects", Edit;
        /// The projects that run in any case.
        must: Vec<Id<Project>> = "Run in any case", Edit;
        /// How much money may be spent from now on.
        money: Option<Money> = "Limit of money", Edit;
        /// How many person-days may be worked from now on.
        days: Option<Number> = "Limit of person-days", Edit;
        /// Why this one.
        reason: Markdown = "Reason", Edit;
        /// Its position among options.
        rank: Rank = "Order", Fixed;
    }
}

record! {
    /// How much of the effort a part of the work is to have.
    pub struct MixTarget titled part {
        /// The objective or product; the workspace for a kind of work or a time.
        about: Option<Ref> = "About", Owner;
        /// Which part of the work.
        part: String = "Part", Required;
        /// Its share of the effort.
        share: Option<Percent> = "Target share", Edit;
    }
}
