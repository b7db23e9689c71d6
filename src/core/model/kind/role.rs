//! Roles: who is responsible, accountable, consulted and informed in a place.

use super::Person;
use crate::model::choice::choice;
use crate::model::id::{Id, Ref};
use crate::model::record::record;

choice! {
    /// What a person is to a place.
    pub enum Raci default Responsible {
        /// Does the work.
        Responsible = "responsible" "Responsible";
        /// Answers for it.
        Accountable = "accountable" "Accountable";
        /// Is asked.
        Consulted = "consulted" "Consulted";
        /// Is told.
        Informed = "informed" "Informed";
    }
}

record! {
    /// What one person is to one place or item.
    pub struct Role titled note {
        /// The place or item.
        place: Option<Ref> = "Place", Owner;
        /// The person.
        person: Id<Person> = "Person", Owner;
        /// What the person is to it.
        raci: Raci = "Role", Edit;
        /// What exactly that covers.
        note: String = "Note", Edit;
    }
}
