//! Check-ins: what was expected, what happened, what is next and what is needed.

use super::{Health, Person};
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::Money;
use crate::model::record::record;
use crate::model::time::Date;

record! {
    /// How a place stood on a day; or, at its start, what was agreed for it.
    pub struct CheckIn titled reason {
        /// The project, program or product.
        place: Option<Ref> = "Place", Owner;
        /// The day of which it tells.
        date: Date = "Date", Required;
        /// Whether it says what is expected from the start on; later ones are held against it.
        agreement: bool = "Agreed at the start", Edit;
        /// After how many days the next one is due; the agreement says it for its place.
        cadence: Option<u32> = "Check in every … days", Edit;
        /// When it is to end: as agreed, or by the plan of that day.
        due: Option<Date> = "End", Edit;
        /// What it is to cost: as agreed, or by the forecast of that day.
        cost: Option<Money> = "Cost", Edit;
        /// How many items it holds that were not given up.
        scope: Option<u32> = "Items", Edit;
        /// What was to happen.
        expected: Markdown = "What was expected", Edit;
        /// What happened.
        happened: Markdown = "What happened", Edit;
        /// What comes next.
        next: Markdown = "What is next", Edit;
        /// What is needed, and from whom.
        needed: Markdown = "What is needed", Edit;
        /// How it is doing; a project takes it from its newest check-in.
        health: Health = "Health", Edit;
        /// Why it is doing so.
        reason: String = "Reason", Edit;
        /// Who says so.
        by: Option<Id<Person>> = "By", Edit;
    }
}
