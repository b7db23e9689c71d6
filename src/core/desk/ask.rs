//! What the desk is asked and what it answers, as plain data that passes between threads as JSON.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::env::Env;
use crate::interchange::csv::{Column, Left, Mapping, Read};
use crate::interchange::plan::Counts;
use crate::interchange::{Format, Handout, Mode, ReadError, Unplaced};
use crate::lens::roadmap::{self, Roadmap};
use crate::metrics::expression::{Checked, Typed};
use crate::metrics::page;
use crate::metrics::report::{Detail, Page, Period, Question};
use crate::model::id::{Id, Ref};
use crate::model::time::{Date, Time};
use crate::model::{Item, Kind, Person, Scenario};
use crate::page::report::{Asked, Sheet};
use crate::past::{Choice, Differences, Sealed};
use crate::prose::Node;
use crate::replan::{Leveled, PlanChange, Preview, Reasoned, Standing};
use crate::schedule;
use crate::status::Report;

/// Is what the desk must be told about the world, as it cannot look.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// Now.
    pub now: Time,
    /// Today where the person is.
    pub today: Date,
    /// Who works on this device.
    pub by: Option<Id<Person>>,
    /// A number that no other question has: new ids come from it.
    pub seed: u64,
}

impl World {
    /// Gives the moment at which numbers are computed.
    pub fn moment(&self) -> page::Moment {
        page::Moment { now: self.now, today: self.today }
    }

    /// Makes the environment that planning needs.
    pub fn env(&self) -> Env {
        Env { by: self.by, ..Env::new(self.now, self.today, self.seed) }
    }
}

/// Is one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Here is the whole workspace; the text is its JSON. Answered by [`Answer::Done`].
    Follow,
    /// This has changed in it; the text is a change set. Answered by [`Answer::Done`].
    Changes,
    /// What would this file bring? The text is the file's. Answered by [`Answer::Proposal`], or by
    /// [`Answer::Strange`] if it is in no known format.
    File {
        /// The file's name.
        name: String,
        /// Whether a workspace of our own replaces what is here, because that is nothing.
        whole: bool,
        /// What the columns of an earlier table meant.
        remembered: Option<Mapping>,
        /// What the person chose since: the mode, and what the columns mean.
        chosen: Option<(Mode, Option<Mapping>)>,
        /// The world.
        world: World,
    },
    /// The sample workspace, please: the text that comes back is a change set.
    Sample {
        /// Equal seeds and days give equal samples.
        seed: u64,
        /// The world.
        world: World,
    },
    /// What are the numbers of a lens? Answered by [`Answer::Page`].
    Kpis {
        /// What is asked about.
        question: Question,
        /// The world.
        world: World,
    },
    /// What is behind one number? Answered by [`Answer::Detail`].
    Kpi {
        /// What is asked about.
        question: Question,
        /// The key of the number.
        key: String,
        /// Whether its courses stand beside those of the period before.
        compare: bool,
        /// The world.
        world: World,
    },
    /// How does a place stand? Answered by [`Answer::Status`]; the text that comes back is the
    /// report in the form that was asked for.
    Status {
        /// What is asked about.
        question: Question,
        /// The form of the text.
        form: Form,
        /// The world.
        world: World,
    },
    /// What is there to say about this formula? The text is the formula. Answered by
    /// [`Answer::Formula`].
    Formula {
        /// Whose it is and how it came about.
        typed: Typed,
        /// The period that it looks at.
        period: Period,
    },
    /// Write what a place holds, or the whole workspace, in a format of others. Answered by
    /// [`Answer::Handed`] and the text of the file.
    Export {
        /// The format.
        format: Handout,
        /// The place.
        place: Option<Ref>,
        /// The kind of record of a table; the other formats have their own.
        kind: Kind,
        /// The world.
        world: World,
    },
    /// Which readings are in these rows? Answered by [`Answer::Readings`].
    Readings,
    /// How is this Markdown read? Answered by [`Answer::Prose`].
    Prose,
    /// What does the roadmap of a lens show? Answered by [`Answer::Roadmap`].
    Roadmap {
        /// What is asked about.
        question: roadmap::Question,
        /// The world.
        world: World,
    },
    /// When are these places and items expected to be finished? Answered by [`Answer::Expected`].
    Expected {
        /// The records.
        about: Vec<Ref>,
        /// The world.
        world: World,
    },
    /// What would these changes do? Answered by [`Answer::Preview`]. It is meant to be asked while
    /// a bar is dragged: ask the next when the answer to the last is there, so that none queue up.
    Preview {
        /// The changes, made together.
        changes: Vec<PlanChange>,
        /// The world.
        world: World,
    },
    /// These changes, please, with all that follows from them. Answered by [`Answer::Preview`]; the
    /// text is the change set that does it, dependents included, with its name for the history. It
    /// is empty where nothing would change, or where a change would close a circle.
    Replan {
        /// The changes, made together.
        changes: Vec<PlanChange>,
        /// The world.
        world: World,
    },
    /// What would it take for nobody to have more to do than time? Answered by
    /// [`Answer::Leveled`]. It is asked again and again: each time the search goes on by so many
    /// schedules, and the best so far comes back. [`Ask::Replan`] with its change does it.
    Level {
        /// The place whose items may move; nothing means all the work.
        place: Option<Ref>,
        /// How many schedules to try now.
        schedules: u64,
        /// Whether the search begins anew; it does so by itself after a change of the workspace.
        fresh: bool,
        /// The world.
        world: World,
    },
    /// What would these changes do in a scenario? Answered by [`Answer::Preview`].
    Rehearse {
        /// The scenario.
        scenario: Id<Scenario>,
        /// The changes, made together.
        changes: Vec<PlanChange>,
        /// The world.
        world: World,
    },
    /// Keep these changes in a scenario, please. Answered by [`Answer::Preview`]; the text is the
    /// change set that does it, and the plan stays as it is.
    Amend {
        /// The scenario.
        scenario: Id<Scenario>,
        /// The changes, made together.
        changes: Vec<PlanChange>,
        /// The world.
        world: World,
    },
    /// Make a scenario the plan, please. Answered by [`Answer::Preview`]; the text is the change
    /// set that does it, after which the scenario is gone.
    Commit {
        /// The scenario.
        scenario: Id<Scenario>,
        /// The world.
        world: World,
    },
    /// How do the plan of a place and its scenarios stand? Answered by [`Answer::Compared`].
    Compare {
        /// The place; nothing means all the work.
        place: Option<Ref>,
        /// The world.
        world: World,
    },
    /// Keep the dates as they are under a name, please. Answered by [`Answer::Done`]; the text is
    /// the change set that takes the baseline. It is renamed and deleted as any record.
    Baseline {
        /// What it is called.
        name: String,
        /// The place; nothing means all the work.
        place: Option<Ref>,
        /// The world.
        world: World,
    },
    /// Why are an item's dates what they are? Answered by [`Answer::Reason`].
    Reason {
        /// The item.
        item: Id<Item>,
        /// The world.
        world: World,
    },
    /// What does a page show? Answered by [`Answer::Sheet`].
    Sheet {
        /// The page, and what was chosen on it.
        asked: Asked,
        /// The world.
        world: World,
    },
    /// What a page offered to do, please. Answered by [`Answer::Acted`]; the text is the change set
    /// that does it, empty where nothing would change.
    PageAct {
        /// The page, and what was chosen on it.
        asked: Asked,
        /// The key of the act.
        act: String,
        /// The world.
        world: World,
    },
    /// Pack the workspace as a restore point, please, as it was before the change set that is the
    /// text, if there is one. Answered by [`Answer::Sealed`] and the packed workspace.
    Seal,
    /// What differs from the restore point that is the text? Answered by [`Answer::Differences`].
    Differ,
    /// Bring back what the restore point that is the text holds, please. Answered by
    /// [`Answer::Restored`]; the text is the change set that does it, empty where nothing differs.
    Restore {
        /// What is brought back.
        choice: Choice,
        /// What the step is called in the history.
        label: String,
        /// The world.
        world: World,
    },
    /// What JSON does the restore point that is the text hold? Answered by [`Answer::Done`] and the
    /// JSON.
    Unseal,
}

impl Ask {
    /// Tells whether the answer depends on the workspace, which must then be followed.
    pub fn needs_workspace(&self) -> bool {
        !matches!(self, Ask::Follow | Ask::Changes | Ask::Prose | Ask::Readings | Ask::Unseal)
    }
}

/// Is a form in which a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// No text: the page draws the report itself.
    Page,
    /// An HTML file that needs nothing else.
    Html,
    /// Markdown.
    Markdown,
}

/// Is one answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// It is done; if something was asked for, it is the text.
    Done,
    /// The file is in no format that is known.
    Strange,
    /// What a file would bring; the text is the change set that brings it.
    Proposal(Box<Proposal>),
    /// Markdown as a tree.
    Prose(Vec<Node>),
    /// All numbers of a lens.
    Page(Box<Page>),
    /// What is behind a number; nothing where the page does not have it.
    Detail(Option<Box<Detail>>),
    /// How a place stands, or what is wrong with the question.
    Status(Box<Result<Report, String>>),
    /// What there is to say about a formula.
    Formula(Checked),
    /// What a file could not carry.
    Handed(Vec<Unplaced>),
    /// What rows hold, and those that stay behind.
    Readings(Vec<Read>, Vec<Left>),
    /// A roadmap.
    Roadmap(Box<Roadmap>),
    /// What changes would do.
    Preview(Box<Preview>),
    /// The days between which records are expected to be finished, where that is not one day.
    Expected(Vec<(Ref, schedule::Moment, schedule::Moment)>),
    /// How the plan stands, and then each scenario.
    Compared(Vec<Standing>),
    /// What leveling would do.
    Leveled(Box<Leveled>),
    /// Why an item's dates are what they are; nothing where it is not there.
    Reason(Option<Box<Reasoned>>),
    /// A page, computed.
    Sheet(Box<Sheet>),
    /// What an act of a page did in a sentence, or why it cannot be done.
    Acted(Result<String, String>),
    /// What a restore point counts.
    Sealed(Sealed),
    /// What differs from a restore point.
    Differences(Box<Differences>),
    /// What a restore cannot bring back, and the unknown tables that the workspace has after it.
    Restored(Vec<Unplaced>, Vec<(String, Json)>),
}

/// Is what a file would bring, without the changes themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// What the file is.
    pub format: Format,
    /// What becomes of the work that is there.
    pub mode: Mode,
    /// A table's columns, empty for what is no table.
    pub columns: Vec<Column>,
    /// What those columns mean.
    pub mapping: Option<Mapping>,
    /// Why the file cannot be read.
    pub broken: Option<ReadError>,
    /// What the file calls itself.
    pub title: String,
    /// What becomes of the records, for each kind that has any, in the order of kinds.
    pub counts: Vec<(Kind, Counts)>,
    /// What finds no place.
    pub unplaced: Vec<Unplaced>,
    /// The unknown tables that the workspace has after the import, by name.
    pub extra: Vec<(String, Json)>,
}

impl Proposal {
    /// Adds up the counts of all kinds.
    pub fn total(&self) -> Counts {
        Counts::total(&self.counts)
    }
}
