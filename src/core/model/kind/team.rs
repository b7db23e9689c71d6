//! Teams: people who work together.

use super::{Calendar, Person};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::record::record;

record! {
    /// People who work together; its members are the people whose team it is.
    pub struct Team titled name {
        /// What the team is called.
        name: String = "Name", Required;
        /// What it does.
        description: Markdown = "Description", Edit;
        /// Who leads it.
        lead: Option<Id<Person>> = "Lead", Edit;
        /// When the team works.
        calendar: Option<Id<Calendar>> = "Calendar", Edit;
    }
}
