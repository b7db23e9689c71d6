//! The workspace: one record that holds what is true of all the work in it.

use super::{Calendar, Person};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::record::record;

record! {
    /// The workspace itself. There is exactly one, and it is the portfolio.
    pub struct Workspace titled name {
        /// What the workspace is called.
        name: String = "Name", Required;
        /// What the workspace is for.
        description: Markdown = "Description", Edit;
        /// The currency of every amount, as an ISO 4217 code.
        currency: String = "Currency", Edit;
        /// The calendar that holds where nothing closer names one.
        calendar: Option<Id<Calendar>> = "Calendar", Edit;
        /// The person who works on this device.
        me: Option<Id<Person>> = "Me", Edit;
        /// Whether this is the sample workspace.
        sample: bool = "Sample", Fixed;
    }
}
