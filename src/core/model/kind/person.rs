//! People: who does the work.

use super::{Calendar, Team};
use crate::model::id::Id;
use crate::model::number::{Money, Percent};
use crate::model::record::record;
use crate::model::time::Time;

record! {
    /// Somebody who does, owns or is told of work.
    pub struct Person titled name {
        /// The person's name.
        name: String = "Name", Required;
        /// The short name that others type after an @.
        handle: String = "Handle", Edit;
        /// Where to reach the person.
        email: String = "Email", Edit;
        /// What the person does.
        job: String = "Job", Edit;
        /// The team the person belongs to.
        team: Option<Id<Team>> = "Team", Edit;
        /// When the person works.
        calendar: Option<Id<Calendar>> = "Calendar", Edit;
        /// How much of the calendar is there for work; unset means all.
        capacity: Option<Percent> = "Capacity", Edit;
        /// What an hour costs.
        rate: Option<Money> = "Hourly rate", Edit;
        /// When the person left.
        archived: Option<Time> = "Archived", Fixed;
    }
}
