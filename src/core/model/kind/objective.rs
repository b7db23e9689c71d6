//! Objectives: what is to be reached.

use super::{Kpi, Person};
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::part::part;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

part! {
    /// A KPI value that an objective wants to see.
    pub struct Target {
        /// The KPI.
        kpi: Id<Kpi>, must;
        /// Where it stood when the objective was set.
        from: Option<Number>, may;
        /// Where it should stand.
        to: Number, must;
    }
}

record! {
    /// Something that is to be reached, measured by KPIs.
    pub struct Objective titled title {
        /// What is to be reached.
        title: String = "Title", Required;
        /// Why.
        description: Markdown = "Description", Edit;
        /// The objective that this one is part of.
        parent: Option<Id<Objective>> = "Part of", Edit;
        /// Where it belongs; nothing means the whole workspace.
        place: Option<Ref> = "Place", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// When it begins to count.
        start: Option<Date> = "Start", Edit;
        /// When it is to be reached.
        due: Option<Date> = "Due", Edit;
        /// The KPI values by which it is measured.
        targets: Vec<Target> = "Targets", Edit;
        /// Its position among objectives.
        rank: Rank = "Order", Fixed;
    }
}
