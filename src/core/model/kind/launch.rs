//! Launches: the day on which something goes out, what must be ready for it, and what it is to
//! bring.
//!
//! The deliverables stand in a list for each function, so that the editors of every record edit
//! them.

use super::{Item, Kpi, Person, Product, Project, Release};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// How much is made of a launch.
    pub enum Tier default Two {
        /// Something new for the market: everything is done.
        One = "1" "1, new for the market";
        /// Something new for those who know us.
        Two = "2" "2, new for customers";
        /// Something better than before.
        Three = "3" "3, an improvement";
    }
}

choice! {
    /// What was decided about a launch.
    pub enum LaunchGate default Open {
        /// Not decided yet.
        Open = "open" "Open";
        /// It goes out.
        Go = "go" "Go";
        /// It does not go out.
        NoGo = "no_go" "No go";
    }
}

record! {
    /// A product or release that goes out on a day.
    pub struct Launch titled title {
        /// What goes out.
        title: String = "Title", Required;
        /// What it is about and for whom.
        description: Markdown = "Description", Edit;
        /// The product.
        product: Option<Id<Product>> = "Product", Edit;
        /// The release.
        release: Option<Id<Release>> = "Release", Edit;
        /// The project that carries it: its deliverables are made there.
        project: Option<Id<Project>> = "Project", Edit;
        /// How much is made of it.
        tier: Tier = "Tier", Edit;
        /// When it goes out.
        date: Option<Date> = "Date", Edit;
        /// The date for which its deliverables are planned.
        planned: Option<Date> = "Deliverables planned for", Fixed;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// What marketing needs.
        marketing: Vec<Id<Item>> = "Marketing collateral", Edit;
        /// What sales needs.
        sales: Vec<Id<Item>> = "Sales enablement", Edit;
        /// What support needs.
        support: Vec<Id<Item>> = "Support readiness and training", Edit;
        /// What is there to be read.
        documentation: Vec<Id<Item>> = "Documentation", Edit;
        /// What the law and contracts ask for.
        legal: Vec<Id<Item>> = "Legal", Edit;
        /// What keeps it running.
        operations: Vec<Id<Item>> = "Operations", Edit;
        /// What was decided.
        gate: LaunchGate = "Go or no go", Edit;
        /// Why.
        reason: String = "Reason", Edit;
        /// When that was decided.
        decided: Option<Date> = "Decided", Edit;
        /// Its position among launches.
        rank: Rank = "Order", Fixed;
    }
}

record! {
    /// What a launch is to do to a number.
    pub struct Expectation titled note {
        /// The launch.
        launch: Id<Launch> = "Launch", Owner;
        /// The number.
        kpi: Id<Kpi> = "KPI", Owner;
        /// Where it is to stand.
        expected: Option<Number> = "Expected", Edit;
        /// On which day.
        date: Option<Date> = "Measured on", Edit;
        /// Why so much, and what was learned.
        note: String = "Note", Edit;
    }
}
