//! What is asked of the plan and what it answers, as plain data. It knows no way to find it.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::cells::cells;
use crate::model::id::{Id, Ref};
use crate::model::time::{Date, WorkMinutes};
use crate::model::{Dependency, Item, ItemKind, Person, Project, Scenario};
use crate::schedule::leveler::Strain;
use crate::schedule::{LinkKind, Moment};

/// Is one change of the plan. Several make one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PlanChange {
    /// The bars are dragged by so many days of the calendar, later if positive. A summary takes its
    /// parts along. What waits for another gets the constraint to start no earlier than where it
    /// was dropped, if it would otherwise spring back; a milestone, and what is set by hand, goes
    /// where it is put.
    Shift {
        /// The items.
        items: Vec<Id<Item>>,
        /// Days of the calendar.
        days: i64,
    },
    /// A bar is put between two days, or one of its edges is; also gives dates to an item that has
    /// none. With the start alone its length stays, with the end alone (or both) it follows.
    Put {
        /// The item.
        item: Id<Item>,
        /// The day on which it starts.
        start: Option<Date>,
        /// The day on which it finishes.
        due: Option<Date>,
    },
    /// A new item with its dates, drawn into empty space.
    New {
        /// Its title.
        title: String,
        /// Its kind.
        kind: ItemKind,
        /// Its project.
        project: Option<Id<Project>>,
        /// The item that it is part of.
        parent: Option<Id<Item>>,
        /// The day on which it starts.
        start: Date,
        /// The day on which it finishes.
        due: Date,
    },
    /// A link is drawn.
    Link {
        /// The predecessor.
        from: Id<Item>,
        /// The successor.
        to: Id<Item>,
        /// Which end moves which.
        kind: LinkKind,
        /// How much working time after; negative is a lead.
        lag: WorkMinutes,
    },
    /// A link is broken.
    Unlink {
        /// The link.
        link: Id<Dependency>,
    },
    /// A field of records of one kind gets another value: duration, work, progress, constraint,
    /// constraint date, deadline, calendar, "scheduled by hand", part of (indent and outdent), the
    /// type and the lag of a dependency. The value stands as in `Command::SetField`.
    Set {
        /// The records.
        at: Vec<Ref>,
        /// The field's name.
        field: String,
        /// The value.
        value: Json,
    },
    /// These items start no sooner than these days, because somebody has no time for them before:
    /// what leveling comes to.
    Level {
        /// The items and the days on which they start.
        starts: Vec<(Id<Item>, Date)>,
    },
    /// The records of these items take the dates that the plan gives them, where they differ.
    /// Nothing else changes. Without items, all of the place.
    Settle {
        /// The items.
        items: Vec<Id<Item>>,
        /// The place.
        place: Option<Ref>,
    },
}

cells! {
    /// Is where a bar would be.
    pub struct Shifted {
        /// The item, or the project or program whose bar follows.
        pub at: Option<Ref>,
        /// When it would start.
        pub start: Moment,
        /// When it would finish.
        pub finish: Moment,
    }
}

/// Is what changes would do. Nothing is done yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Preview {
    /// Every bar that would be elsewhere: items, their summaries, projects and programs.
    pub moved: Vec<Shifted>,
    /// What follows.
    pub summary: Summary,
    /// The changes that would not be made as asked, and why.
    pub refused: Vec<Refusal>,
}

/// Is what follows from changes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// All of it in a sentence: "+3 days on Launch, 2 items now critical".
    pub line: String,
    /// Whether it is worth a second look: an end later, a date missed, somebody over capacity.
    pub warns: bool,
    /// The projects and programs whose end moves, the farthest first.
    pub ends: Vec<Ended>,
    /// The items that become critical.
    pub critical: Vec<Id<Item>>,
    /// The items that are critical no longer.
    pub relaxed: Vec<Id<Item>>,
    /// Who gets more work than there is time for, and did not have before.
    pub over: Vec<Over>,
    /// The items that now finish after their deadline.
    pub missed: Vec<Id<Item>>,
    /// The items that now keep their deadline again.
    pub kept: Vec<Id<Item>>,
    /// The releases, stages and projects whose date is no longer kept.
    pub broken: Vec<Ref>,
    /// The objectives that what moves serves, by the why chain.
    pub objectives: Vec<Ref>,
}

/// Is the end of a project or a program, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The project or the program.
    pub at: Ref,
    /// When it finishes now.
    pub before: Moment,
    /// When it would finish.
    pub after: Moment,
    /// By how many days of the calendar that is later; negative is earlier.
    pub days: i64,
}

/// Is what leveling would do, as far as the search has come. Nothing is done yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leveled {
    /// The change that does it; nothing where nobody has to wait.
    pub change: Option<PlanChange>,
    /// What would follow.
    pub preview: Preview,
    /// Who has more to do than time from today on, before.
    pub before: Strain,
    /// The same, after.
    pub after: Strain,
    /// How many items can be moved at all.
    pub n_free: u32,
    /// How many schedules were tried.
    pub n_tried: u64,
    /// Whether more of them could find anything better.
    pub goes_on: bool,
    /// What it comes to, a sentence for each: "12 items start later. Nobody is over capacity any
    /// more; before, 3 people were on 41 days."
    pub line: String,
}

/// Is how the plan or a scenario stands, for comparing them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The scenario; nothing for the plan itself.
    pub scenario: Option<Id<Scenario>>,
    /// When the last of the place's work finishes.
    pub finish: Option<Moment>,
    /// By how many days of the calendar that is later than in the plan.
    pub days: i64,
    /// How many open items are critical.
    pub n_critical: u32,
    /// How many open items there are.
    pub n_items: u32,
    /// How many of them miss their deadline.
    pub n_late: u32,
    /// How many items are elsewhere than in the plan.
    pub n_moved: u32,
    /// Who has more to do than time from today on.
    pub strain: Strain,
    /// What follows from it, in a line; empty for the plan.
    pub line: String,
}

/// Is a week in which somebody would have more work than time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    /// Who.
    pub person: Id<Person>,
    /// The first day of the week.
    pub week: Date,
    /// The minutes that are planned.
    pub load: i64,
    /// The minutes that there are.
    pub there: i64,
}

/// Is a change that would not be made as asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// The record that it is about.
    pub at: Option<Ref>,
    /// What happens instead and why, in a sentence: "*Radio tests* cannot start before *Antenna
    /// fix* finishes on 3 May."
    pub text: String,
    /// The records of a circle that the change would close, in order; empty for anything else.
    pub circle: Vec<Ref>,
}

/// Names an end of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// Where it starts.
    Start,
    /// Where it finishes.
    Finish,
}

impl LinkKind {
    /// Gives the kind of a link that is drawn from an end of a bar to an end of another.
    pub fn between(from: Edge, to: Edge) -> LinkKind {
        match (from, to) {
            (Edge::Finish, Edge::Start) => LinkKind::FinishStart,
            (Edge::Start, Edge::Start) => LinkKind::StartStart,
            (Edge::Finish, Edge::Finish) => LinkKind::FinishFinish,
            (Edge::Start, Edge::Finish) => LinkKind::StartFinish,
        }
    }
}

/// Is a piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// Plain words.
    Text(String),
    /// A record and its title.
    Record(Ref, String),
}

/// Is why an item's dates are what they are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reasoned {
    /// The sentence, whose subject is the item: "starts on 4 May because *Enclosure tooling*
    /// finishes on 3 May, finish-to-start; it could start 6 working days later without moving
    /// *Launch*". Empty where the item is not planned.
    pub words: Vec<Word>,
    /// What is wrong with its dates, a sentence for each.
    pub conflicts: Vec<Vec<Word>>,
    /// The link that sets its dates, if one does.
    pub link: Option<Id<Dependency>>,
}
