//! Products: what the work is for.

use super::{Person, ProductLine};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::record::record;

choice! {
    /// Where a product stands in its life.
    pub enum Lifecycle default Discovery {
        /// Finding the need.
        Discovery = "discovery" "Discovery";
        /// Deciding what it is.
        Definition = "definition" "Definition";
        /// Building it.
        Build = "build" "Build";
        /// Bringing it to market.
        Launch = "launch" "Launch";
        /// Winning users.
        Growth = "growth" "Growth";
        /// Holding its place.
        Maturity = "maturity" "Maturity";
        /// No longer offered.
        Retired = "retired" "Retired";
    }
}

record! {
    /// Something that is offered to customers, and that features serve.
    pub struct Product titled name {
        /// What the product is called.
        name: String = "Name", Required;
        /// Short upper-case letters that its items' keys start with where they have no project.
        key: String = "Key", Edit;
        /// Whom it serves and how.
        description: Markdown = "Description", Edit;
        /// Where it is to lead, in words that people remember.
        vision: Markdown = "Vision", Edit;
        /// For whom it is what, unlike what else there is.
        positioning: Markdown = "Positioning", Edit;
        /// What is done of what its stages ask for, as far as the app cannot see it.
        done: Vec<String> = "Done by hand", Edit;
        /// The product line it belongs to.
        line: Option<Id<ProductLine>> = "Product line", Edit;
        /// Where it stands in its life.
        lifecycle: Lifecycle = "Lifecycle stage", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Its position among products.
        rank: Rank = "Order", Fixed;
    }
}
