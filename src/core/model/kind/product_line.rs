//! Product lines: families of products.

use super::Person;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// A family of products that share a market or a strategy.
    pub struct ProductLine titled name {
        /// What the product line is called.
        name: String = "Name", Required;
        /// What belongs to it, and why.
        description: Markdown = "Description", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Its position among product lines.
        rank: Rank = "Order", Fixed;
    }
}
