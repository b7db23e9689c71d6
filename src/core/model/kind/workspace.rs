//! The workspace: one record that holds what is true of all the work in it.

use super::{Calendar, Lens, Person};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::part::part;
use crate::model::record::record;

part! {
    /// How the numbers of a lens are arranged.
    pub struct Arrangement {
        /// The lens.
        lens: Lens, must;
        /// The keys of numbers in the order in which they stand; what is not named stays in between.
        order: Vec<String>, may;
        /// The keys of numbers that do not show.
        hidden: Vec<String>, may;
        /// Numbers that stand above the others: a key, after a lens and a colon if of another one.
        pinned: Vec<String>, may;
    }
}

part! {
    /// How much a criterion of the weighted scorecard counts.
    pub struct ScoreWeight {
        /// Its key: "value", "time", "risk", "fit" or "ease".
        key: String, must;
        /// Its weight, from 0; 0 leaves it out.
        weight: Number, must;
    }
}

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
        /// The index (SPI, CPI) below which a place is amber; unset means 0.95.
        amber_index: Option<Number> = "Amber below an index of", Edit;
        /// The index (SPI, CPI) below which a place is red; unset means 0.85.
        red_index: Option<Number> = "Red below an index of", Edit;
        /// How many days late a place is amber from; unset means 1.
        amber_days: Option<Number> = "Amber from days late", Edit;
        /// How many days late a place is red from; unset means 15.
        red_days: Option<Number> = "Red from days late", Edit;
        /// How the page of numbers of each lens is arranged.
        numbers: Vec<Arrangement> = "Arrangement of numbers", Fixed;
        /// The method that ranks features where no other is chosen: "rice", "wsjf", and so on.
        ranking: String = "Usual way to rank", Fixed;
        /// How the criteria of the weighted scorecard count where nothing else is chosen.
        scorecard: Vec<ScoreWeight> = "Weights of the scorecard", Fixed;
        /// Whether this is the sample workspace.
        sample: bool = "Sample", Fixed;
    }
}
