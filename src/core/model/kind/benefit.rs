//! Benefits: what a place is to bring once its work is done, as a KPI shows it.

use super::{Kpi, Person};
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::record::record;

record! {
    /// What a project, a program or a stage brings after its end.
    pub struct Benefit titled title {
        /// What gets better.
        title: String = "Title", Required;
        /// What brings it; when that ends later, the benefit starts later.
        place: Option<Ref> = "Brought by", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// The KPI in which it shows.
        kpi: Option<Id<Kpi>> = "KPI", Edit;
        /// Where the KPI stands without it.
        baseline: Option<Number> = "Before", Edit;
        /// Where the KPI is to stand when the benefit is there in full.
        full: Option<Number> = "In full", Edit;
        /// How many months it takes to be there in full, evenly.
        months: Option<Number> = "Months to be in full", Edit;
        /// How many days after the end it starts.
        lag: Option<u32> = "Starts … days after the end", Edit;
    }
}
