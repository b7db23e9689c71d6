//! Comments: what people say about a record.

use super::Person;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::record::record;
use crate::model::time::Time;

record! {
    /// What somebody said about a record.
    pub struct Comment titled body {
        /// The record that it is about.
        about: Option<Ref> = "About", Owner;
        /// Who said it.
        author: Option<Id<Person>> = "Author", Fixed;
        /// When.
        at: Time = "Time", Fixed;
        /// What was said.
        body: Markdown = "Comment", Required;
        /// When it was last edited.
        edited: Option<Time> = "Edited", Fixed;
    }
}
