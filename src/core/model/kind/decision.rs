//! Decisions: what is to be decided, and where people stand.

use super::{Item, Person};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

record! {
    /// A question that somebody decides by a day.
    pub struct Decision titled title {
        /// What is to be decided.
        title: String = "Question", Required;
        /// What one must know to decide it.
        description: Markdown = "Context", Edit;
        /// The place or item that it is about.
        place: Option<Ref> = "Place", Edit;
        /// Who decides.
        owner: Option<Id<Person>> = "Decides", Edit;
        /// When it is to be decided.
        due: Option<Date> = "Due", Edit;
        /// What one can choose from.
        options: Vec<String> = "Options", Edit;
        /// What counts, each with its weight behind a colon, as in "Cost: 3".
        criteria: Vec<String> = "Criteria", Edit;
        /// The items that wait for it.
        items: Vec<Id<Item>> = "Waiting items", Edit;
        /// What was chosen.
        outcome: String = "Outcome", Edit;
        /// Why.
        reason: Markdown = "Reason", Edit;
        /// When it was decided; unset means that it is open.
        decided: Option<Date> = "Decided", Edit;
        /// When it is looked at again.
        review: Option<Date> = "Look again", Edit;
        /// Its position among decisions.
        rank: Rank = "Order", Fixed;
    }
}

choice! {
    /// How somebody stands to an option.
    pub enum Stand default Neutral {
        /// Would not go along.
        StrongAgainst = "strong_against" "Strongly against";
        /// Would rather not.
        Against = "against" "Against";
        /// Does not mind.
        Neutral = "neutral" "Neutral";
        /// Would rather.
        For = "for" "For";
        /// Insists.
        StrongFor = "strong_for" "Strongly for";
    }
}

record! {
    /// Where one person stands to one option.
    pub struct Position titled note {
        /// The decision.
        decision: Id<Decision> = "Decision", Owner;
        /// The person.
        person: Id<Person> = "Person", Owner;
        /// The option.
        option: String = "Option", Required;
        /// The criterion; empty means on the whole.
        criterion: String = "Criterion", Edit;
        /// How the person stands to it.
        stand: Stand = "Stand", Edit;
        /// Why.
        note: String = "Why", Edit;
    }
}
