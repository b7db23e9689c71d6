//! Objectives: what is to be reached.

use serde::{Deserialize, Serialize};

use super::{Kpi, Person};
use crate::model::field::{Markdown, Part};
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::record::{RecordType, record};
use crate::model::time::Date;

/// A KPI value that an objective wants to see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The KPI.
    pub kpi: Id<Kpi>,
    /// Where it stood when the objective was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Number>,
    /// Where it should stand.
    pub to: Number,
}

impl Part for Target {
    fn refs(&self, out: &mut Vec<Ref>) {
        out.push(Ref { kind: Kpi::KIND, id: self.kpi.raw() });
    }
    fn without(&self, gone: Ref) -> Option<Self> {
        (self.kpi.to_ref() != gone).then(|| self.clone())
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
