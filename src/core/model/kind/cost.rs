//! Costs: money planned or spent.

use crate::model::choice::choice;
use crate::model::id::Ref;
use crate::model::number::Money;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// Whether an amount is planned or spent.
    pub enum CostKind default Actual {
        /// Set aside.
        Planned = "planned" "Planned";
        /// Ordered, not paid.
        Committed = "committed" "Committed";
        /// Spent.
        Actual = "actual" "Actual";
    }
}

record! {
    /// An amount of money for a place or an item.
    pub struct Cost titled name {
        /// What it is for.
        name: String = "Name", Required;
        /// The place or item that bears it.
        place: Option<Ref> = "Place", Owner;
        /// Whether it is planned or spent.
        kind: CostKind = "Kind", Edit;
        /// The date that it counts on.
        date: Date = "Date", Required;
        /// The amount.
        amount: Money = "Amount", Required;
    }
}
