//! Surveys and their responses: what many people answered to the same question.

use super::{Item, Product};
use crate::model::choice::choice;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// What a survey asks.
    pub enum SurveyKind default Nps {
        /// How likely they are to recommend it, from 0 to 10.
        Nps = "nps" "Recommendation (NPS)";
        /// How satisfied they are, from 1 to 5.
        Csat = "csat" "Satisfaction (CSAT)";
        /// How easy it was, from 1 to 7.
        Ces = "ces" "Effort (CES)";
        /// How they would feel without it: 1 not, 2 somewhat, 3 very disappointed.
        Fit = "fit" "Product-market fit";
        /// How they feel with a feature, and without it.
        Kano = "kano" "Features with and without (Kano)";
    }
}

choice! {
    /// How somebody feels about having or lacking something (Kano).
    pub enum Feeling default Unset {
        /// Nothing was answered.
        Unset = "unset" "No answer";
        /// I like it.
        Like = "like" "I like it";
        /// I expect it.
        Expect = "expect" "I expect it";
        /// I am neutral.
        Neutral = "neutral" "I am neutral";
        /// I can live with it.
        Accept = "accept" "I can live with it";
        /// I dislike it.
        Dislike = "dislike" "I dislike it";
    }
}

record! {
    /// A question that is put to many.
    pub struct Survey titled name {
        /// What the survey is called.
        name: String = "Name", Required;
        /// What it asks.
        kind: SurveyKind = "Kind", Edit;
        /// The product that it asks about.
        product: Option<Id<Product>> = "Product", Edit;
        /// The question as it was put.
        question: String = "Question", Edit;
        /// When it was put first.
        date: Option<Date> = "Date", Edit;
    }
}

record! {
    /// What somebody answered.
    pub struct Response titled words {
        /// The survey.
        survey: Id<Survey> = "Survey", Owner;
        /// When.
        date: Option<Date> = "Date", Edit;
        /// Who, or what group of people.
        segment: String = "Segment", Edit;
        /// The number that was given.
        score: Option<Number> = "Score", Edit;
        /// The feature that is asked about, in a survey of features.
        item: Option<Id<Item>> = "Feature", Edit;
        /// How they feel with it.
        with: Feeling = "With it", Edit;
        /// How they feel without it.
        without: Feeling = "Without it", Edit;
        /// What they said.
        words: String = "In their words", Edit;
    }
}
