//! Saved views: a lens, a view, a place and a filter under a name.

use super::Lens;
use crate::model::field::JsonMap;
use crate::model::id::Ref;
use crate::model::rank::Rank;
use crate::model::record::record;

record! {
    /// A way of looking at the work that is worth coming back to.
    pub struct SavedView titled name {
        /// What the view is called.
        name: String = "Name", Required;
        /// The lens.
        lens: Lens = "Lens", Edit;
        /// The view, such as board.
        view: String = "View", Edit;
        /// The place; nothing means everywhere.
        place: Option<Ref> = "Place", Edit;
        /// The filter as it is typed.
        filter: String = "Filter", Edit;
        /// The field by which rows are grouped or swimlanes are drawn.
        group: String = "Group by", Edit;
        /// Settings of the view itself.
        settings: JsonMap = "Settings", Fixed;
        /// Its position among saved views.
        rank: Rank = "Order", Fixed;
    }
}
