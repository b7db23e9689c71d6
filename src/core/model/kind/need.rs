//! Needs: what people want to get done, and how well they can today.

use super::{Objective, Product};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// Something that people need, whatever is built for it.
    pub struct Need titled title {
        /// What they need, in a line and in their words.
        title: String = "Title", Required;
        /// Who needs it.
        persona: String = "Persona", Edit;
        /// What stands in their way, and what they do today.
        description: Markdown = "Problem", Edit;
        /// The product that is to meet it.
        product: Option<Id<Product>> = "Product", Edit;
        /// The objectives that meeting it serves.
        objectives: Vec<Id<Objective>> = "Objectives", Edit;
        /// How much it matters to them, from 1 to 10.
        importance: Option<Number> = "Importance", Edit;
        /// How well it is met today, from 1 to 10.
        satisfaction: Option<Number> = "Satisfaction", Edit;
        /// Its position among needs.
        rank: Rank = "Order", Fixed;
    }
}
