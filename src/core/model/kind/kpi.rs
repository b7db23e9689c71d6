//! KPIs: what is measured.

use super::Person;
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::record::record;

choice! {
    /// Which way is better.
    pub enum Direction default Up {
        /// More is better.
        Up = "up" "Higher is better";
        /// Less is better.
        Down = "down" "Lower is better";
        /// Near the target is better.
        Hold = "hold" "Near the target is better";
    }
}

choice! {
    /// The lens through which work is looked at.
    pub enum Lens default Project {
        /// Which?
        Portfolio = "portfolio" "Portfolio";
        /// Why and what?
        Product = "product" "Product";
        /// What hangs on what?
        Program = "program" "Program";
        /// How, when and who?
        Project = "project" "Project";
    }
}

choice! {
    /// Where a KPI's numbers come from.
    pub enum KpiSource default Readings {
        /// Somebody enters them.
        Readings = "readings" "Entered readings";
        /// The app computes them from the work.
        Computed = "computed" "Computed from the work";
        /// A formula over other KPIs gives them.
        Formula = "formula" "Computed by a formula";
    }
}

record! {
    /// A number that says how something is going.
    pub struct Kpi titled name {
        /// What the KPI is called.
        name: String = "Name", Required;
        /// Its stable short name.
        key: String = "Key", Fixed;
        /// What it says and how it is taken.
        description: Markdown = "Description", Edit;
        /// The unit of its values, such as % or users.
        unit: String = "Unit", Edit;
        /// Which way is better.
        direction: Direction = "Direction", Edit;
        /// Where it should stand.
        target: Option<Number> = "Target", Edit;
        /// The lens that it belongs to.
        lens: Lens = "Lens", Edit;
        /// The place that it is about; nothing means the whole workspace.
        place: Option<Ref> = "Place", Edit;
        /// Where its numbers come from.
        source: KpiSource = "Source", Edit;
        /// How it is computed from other KPIs, by their keys.
        formula: String = "Formula", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Its position among KPIs.
        rank: Rank = "Order", Fixed;
    }
}
