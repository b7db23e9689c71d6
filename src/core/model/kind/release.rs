//! Releases: what of a product comes out together.

use super::Product;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

record! {
    /// A version of a product that comes out on one date.
    pub struct Release titled name {
        /// What the release is called.
        name: String = "Name", Required;
        /// The product that it is of.
        product: Id<Product> = "Product", Owner;
        /// What it brings.
        description: Markdown = "Description", Edit;
        /// When it is meant to come out.
        date: Option<Date> = "Planned date", Edit;
        /// When it came out.
        released: Option<Date> = "Released on", Edit;
        /// Its position among the product's releases.
        rank: Rank = "Order", Fixed;
    }
}
