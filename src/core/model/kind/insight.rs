//! Insights: what somebody said or did, as evidence for needs.

use super::{Label, Need};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::Percent;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// Where an insight comes from.
    pub enum Evidence default Interview {
        /// Somebody was asked and listened to.
        Interview = "interview" "Interview";
        /// Many answered the same questions.
        Survey = "survey" "Survey";
        /// Somebody asked for help.
        Support = "support" "Support";
        /// What people did was counted.
        Usage = "usage" "Usage";
        /// People tried something under our eyes.
        Test = "test" "Usability test";
        /// Somebody bought, or did not.
        Sales = "sales" "Sales";
    }
}

record! {
    /// One thing that was learned.
    pub struct Insight titled title {
        /// What was learned, in a line.
        title: String = "Title", Required;
        /// Where it comes from.
        kind: Evidence = "Kind", Edit;
        /// Who said it, or where it was seen.
        source: String = "Source", Edit;
        /// When.
        date: Option<Date> = "Date", Edit;
        /// How sure we are that it holds beyond this source.
        confidence: Option<Percent> = "Confidence", Edit;
        /// The needs that it is evidence for.
        needs: Vec<Id<Need>> = "Needs", Edit;
        /// What was said or seen, in full.
        quote: Markdown = "Quote", Edit;
        /// Words that it carries.
        labels: Vec<Id<Label>> = "Labels", Edit;
        /// Whether it was looked at and is evidence for nothing.
        aside: bool = "Put aside", Edit;
    }
}
