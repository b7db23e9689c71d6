//! Programs: projects that reach a benefit together.

use super::Person;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// Several projects that depend on one another and bring a benefit together.
    pub struct Program titled name {
        /// What the program is called.
        name: String = "Name", Required;
        /// What it is for.
        description: Markdown = "Description", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Its position among programs.
        rank: Rank = "Order", Fixed;
    }
}
