//! Tests: what is tried before something goes out, and how each try ended.
//!
//! A run is a record and no part of its test: its fields are then edited by the editors that every
//! record has, and runs that two devices enter are both kept, where two lists would clash.

use super::{Item, Moscow, Person};
use crate::model::choice::choice;
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::Date;

choice! {
    /// How a run of a test ended.
    pub enum TestResult default Pass {
        /// As expected.
        Pass = "pass" "Passed";
        /// Not as expected.
        Fail = "fail" "Failed";
        /// It could not be run.
        Blocked = "blocked" "Blocked";
    }
}

record! {
    /// Something that is tried in the same way again and again.
    pub struct TestCase titled title {
        /// What is tested, in a line.
        title: String = "Title", Required;
        /// The product or project that it belongs to.
        place: Option<Ref> = "Place", Edit;
        /// The items that it tests.
        items: Vec<Id<Item>> = "Tests", Edit;
        /// The step of an item's checklist that it checks, in the words that stand there.
        criterion: String = "Acceptance criterion", Edit;
        /// What becomes of a release where it fails; one that will not be run counts nowhere.
        importance: Moscow = "Importance", Edit;
        /// How it is done, step by step.
        steps: Markdown = "Steps", Edit;
        /// What is to be seen at the end.
        expected: Markdown = "Expected result", Edit;
        /// Who runs it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Its position among tests.
        rank: Rank = "Order", Fixed;
    }
}

record! {
    /// One try of a test.
    pub struct TestRun titled tested {
        /// The test.
        test: Id<TestCase> = "Test", Owner;
        /// When it was run.
        date: Date = "Date", Required;
        /// How it ended.
        result: TestResult = "Result", Edit;
        /// Who ran it.
        by: Option<Id<Person>> = "Run by", Edit;
        /// The release or build that was tested.
        tested: String = "What was tested", Edit;
        /// What shows it: a link, a picture's place, a sentence.
        evidence: Markdown = "Evidence", Edit;
        /// The bug that was opened for it.
        bug: Option<Id<Item>> = "Bug", Edit;
    }
}
