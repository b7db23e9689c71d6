//! Workflows: the ordered statuses that items go through.

use crate::model::field::Markdown;
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// An ordered set of statuses that one or more projects share.
    pub struct Workflow titled name {
        /// What the workflow is called.
        name: String = "Name", Required;
        /// When to use it.
        description: Markdown = "Description", Edit;
        /// Its position among workflows.
        rank: Rank = "Order", Fixed;
    }
}
