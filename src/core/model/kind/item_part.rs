//! The parts of an item: its history, checklists, links and source.

use serde_json::Value as Json;

use super::{Person, Status};
use crate::model::id::Id;
use crate::model::part::part;
use crate::model::time::{Date, Time};

part! {
    /// One change of status.
    pub struct Move {
        /// When.
        at: Time, must;
        /// The status it left; unset where it was created, or where that is unknown.
        from: Option<Id<Status>>, may;
        /// The status it came to.
        to: Id<Status>, must;
        /// Who moved it.
        by: Option<Id<Person>>, may;
    }
}

impl Move {
    /// Makes the entry of one change of status.
    pub fn new(at: Time, from: Option<Id<Status>>, to: Id<Status>, by: Option<Id<Person>>) -> Self {
        Move { at, from, to, by, ..Move::default() }
    }
}

part! {
    /// One change of a field other than the status.
    pub struct Edit {
        /// When.
        at: Time, must;
        /// Who.
        by: Option<Id<Person>>, may;
        /// The field's name.
        field: String, must;
        /// What it was; null is unset.
        before: Json, may;
        /// What it became; null is unset.
        after: Json, may;
    }
}

part! {
    /// Why an item cannot go on.
    pub struct Blocked {
        /// Since when.
        since: Time, must;
        /// What it waits for, in words.
        reason: String, may;
    }
}

part! {
    /// A list of small steps.
    pub struct Checklist {
        /// What the list is called.
        name: String, may;
        /// Its steps in order.
        entries: Vec<Entry>, may;
    }
}

part! {
    /// One step of a checklist.
    pub struct Entry {
        /// What is to be done.
        text: String, must;
        /// Whether it is done.
        done: bool, may;
        /// When it is due.
        due: Option<Date>, may;
        /// Who does it.
        owner: Option<Id<Person>>, may;
    }
}

part! {
    /// An address that belongs to a record.
    pub struct WebLink {
        /// The address.
        url: String, must;
        /// What it is called.
        name: String, may;
    }
}

part! {
    /// Where a record was imported from, so that a later import finds it again.
    pub struct Source {
        /// The tool and the place in it, such as `trello:5ca3d99a`.
        system: String, must;
        /// The record's id there.
        id: String, must;
    }
}
