//! Risks: what may go wrong, what is taken for granted, and what has gone wrong.

use super::{Item, Person};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::{Money, Number, Percent};
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// What an entry of the register is.
    pub enum RiskClass default Risk {
        /// It may happen.
        Risk = "risk" "Risk";
        /// It is taken for granted and may not hold.
        Assumption = "assumption" "Assumption";
        /// It has happened.
        Issue = "issue" "Issue";
    }
}

choice! {
    /// What is done about a risk.
    pub enum RiskResponse default Mitigate {
        /// The plan goes around it.
        Avoid = "avoid" "Avoid";
        /// It is made less likely or less bad.
        Mitigate = "mitigate" "Mitigate";
        /// Somebody else bears it.
        Transfer = "transfer" "Transfer";
        /// It is borne.
        Accept = "accept" "Accept";
    }
}

record! {
    /// A risk, an assumption or an issue.
    pub struct Risk titled title {
        /// What may go wrong, or went wrong.
        title: String = "Title", Required;
        /// What it is.
        class: RiskClass = "Class", Edit;
        /// What would follow, and what is done.
        description: Markdown = "Description", Edit;
        /// The place in whose register it stands.
        place: Option<Ref> = "Place", Edit;
        /// The item that it threatens.
        item: Option<Id<Item>> = "Threatens", Edit;
        /// How likely it is to happen, or not to hold.
        probability: Option<Percent> = "Probability", Edit;
        /// What it would cost.
        cost: Option<Money> = "Impact in money", Edit;
        /// By how many working days it would delay.
        days: Option<Number> = "Impact in days", Edit;
        /// What is done about it.
        response: RiskResponse = "Response", Edit;
        /// The items that do it.
        items: Vec<Id<Item>> = "Response items", Edit;
        /// By what one sees it coming.
        trigger: String = "Trigger", Edit;
        /// Who watches it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// When it is looked at again.
        review: Option<Date> = "Next review", Edit;
        /// When it stopped to count.
        closed: Option<Date> = "Closed", Edit;
        /// Its position among risks.
        rank: Rank = "Order", Fixed;
    }
}
