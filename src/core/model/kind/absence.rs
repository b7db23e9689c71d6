//! Absences: when a person is away.

use super::Person;
use crate::model::choice::choice;
use crate::model::id::Id;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// Why a person is away.
    pub enum AbsenceKind default Vacation {
        /// Vacation.
        Vacation = "vacation" "Vacation";
        /// Illness.
        Sick = "sick" "Sick";
        /// Training.
        Training = "training" "Training";
        /// Parental leave.
        Parental = "parental" "Parental leave";
    }
}

record! {
    /// Days on which a person does not work.
    pub struct Absence titled note {
        /// Who is away.
        person: Id<Person> = "Person", Owner;
        /// Why.
        kind: AbsenceKind = "Kind", Edit;
        /// The first day away.
        from: Date = "From", Required;
        /// The last day away.
        to: Date = "To", Required;
        /// Anything to say about it.
        note: String = "Note", Edit;
    }
}
