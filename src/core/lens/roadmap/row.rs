//! Rows and links of a roadmap. It knows no text.

use serde::{Deserialize, Serialize};

use crate::cells::cells;
use crate::model::Dependency;
use crate::model::id::{Id, Ref};
use crate::schedule::{LinkKind, Moment};

/// Is something that is so or not of a row or a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Mark {
    /// Row: other rows belong under it.
    Parent = 1,
    /// Row: what belongs under it is folded away.
    Folded = 1 << 1,
    /// Row: it takes no time.
    Milestone = 1 << 2,
    /// Row: its dates come from what is under it, drawn as a bracket.
    Summary = 1 << 3,
    /// Row or link: it is on the critical path.
    Critical = 1 << 4,
    /// Row: it is not critical, but nearly.
    Near = 1 << 5,
    /// Row: it is finished.
    Done = 1 << 6,
    /// Row: work on it has begun; its start does not move any more.
    Going = 1 << 7,
    /// Row: a person set its dates by hand; links do not move it.
    Manual = 1 << 8,
    /// Row: it is here because of what is under it or hangs on it; the filter did not ask for it.
    Context = 1 << 9,
    /// Row: it can be dragged, resized and linked.
    Movable = 1 << 10,
    /// Row: something keeps it from going on.
    Blocked = 1 << 11,
    /// Link: its ends lie in two projects.
    Crossing = 1 << 12,
    /// Link: the successor comes before the link lets it.
    Broken = 1 << 13,
    /// Link: somebody doubts the hand-over, or said that it will not be kept.
    Doubted = 1 << 14,
    /// Link: an end is folded away; the link is drawn to the row that holds it.
    Lifted = 1 << 15,
}

/// Is a set of marks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(u32);

impl Marks {
    /// Tells whether a mark is set.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & mark as u32 != 0
    }

    /// Sets a mark if something holds.
    pub fn set(&mut self, mark: Mark, holds: bool) {
        if holds {
            self.0 |= mark as u32;
        }
    }

    /// Gives the set with one more mark, if something holds.
    pub fn with(mut self, mark: Mark, holds: bool) -> Self {
        self.set(mark, holds);
        self
    }
}

impl std::fmt::Debug for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#b}", self.0)
    }
}

/// How sure it is that something comes when the roadmap says: what is near is known better than
/// what is far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Confidence {
    /// Nothing is said.
    #[default]
    #[serde(rename = "")]
    Unsaid,
    /// It may well come later, or not at all.
    #[serde(rename = "low")]
    Low,
    /// It comes around then.
    #[serde(rename = "mid")]
    Medium,
    /// It comes then.
    #[serde(rename = "high")]
    High,
}

/// What is wrong with a row's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clash {
    /// It waits for something in a circle; `with` is the next in it.
    Circle,
    /// It comes before what it waits for lets it; `with` is that, `by` how much too early.
    Link,
    /// It finishes after its deadline; `by` is how much.
    Deadline,
    /// It cannot keep the date of its constraint; `by` is how much it would have to be earlier.
    Constraint,
    /// A place finishes after the date it was promised for; `by` is how much.
    Due,
    /// Somebody doubts what it waits for; `with` is that.
    Doubt,
    /// It should have been finished before today; `by` is how long ago.
    Overdue,
    /// Its dates on the board are not those of the plan; `by` is how much later the plan is.
    Stored,
}

/// Is one thing that is wrong with a row's dates. `words` of the roadmap says it in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What is wrong.
    pub clash: Clash,
    /// The record that it is about, if it is about another.
    pub with: Option<Ref>,
    /// By how many working minutes.
    pub by: i64,
}

cells! {
    /// Is one row. Rows stand in the order in which they are drawn, parents before their parts;
    /// what is folded away is not there. All minutes are working minutes of the row's calendar.
    pub struct Row {
        /// The record: an item, a project, a program, a release, whatever a group stands for.
        /// Nothing for a group that no record names.
        pub at: Option<Ref>,
        /// How deep it lies, from 0.
        pub depth: u16,
        /// The index of the row that it is under.
        pub parent: Option<u32>,
        /// What is so of it.
        pub marks: Marks,
        /// When it starts by the plan; nothing where it is not planned.
        pub start: Option<Moment>,
        /// When it finishes by the plan.
        pub finish: Option<Moment>,
        /// How much of it is done, in percent from 0 to 100; of a summary by the time of its parts.
        pub progress: u8,
        /// Its number in the work breakdown, such as `2.1.3`; it does not change with folding or
        /// filtering.
        pub wbs: String,
        /// How long it takes.
        pub minutes: i64,
        /// How much later it may be without moving an end or breaking a date; negative: how much
        /// earlier it would have to be.
        pub total: i64,
        /// How much later it may be without moving anything after it.
        pub free: i64,
        /// When it has to be finished at the latest so that nothing that matters moves: the end of
        /// the bar of its float.
        pub latest: Option<Moment>,
        /// What it was agreed to be in the baseline: start and finish.
        pub base: Option<(Moment, Moment)>,
        /// By how much it finishes later than in the baseline; negative is earlier.
        pub slip: i64,
        /// When somebody is let down unless it is finished.
        pub deadline: Option<Moment>,
        /// What is wrong with its dates, the worst first.
        pub conflicts: Vec<Conflict>,
        /// Where work on it stops and goes on again.
        pub split: Option<(Moment, Moment)>,
        /// How sure its dates are.
        pub confidence: Confidence,
        /// The name of a group that no record names, and nothing for any other row.
        pub name: String,
        /// The stable name of a group: what `folded` of the question holds. Other rows have that
        /// of their record, see [`Row::key`].
        pub group: String,
        /// The first and the last date that a forecast gives its finish.
        pub band: Option<(Moment, Moment)>,
    }
}

impl Row {
    /// Gives the row's stable name, which no other row has: for `data-row` and for folding.
    pub fn key(&self) -> String {
        match self.at {
            Some(at) if self.group.is_empty() => at.to_string(),
            _ => self.group.clone(),
        }
    }

    /// Tells whether a mark is set.
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.has(mark)
    }
}

cells! {
    /// Is one link between two rows.
    pub struct Tie {
        /// The record.
        pub at: Id<Dependency>,
        /// The index of the predecessor's row.
        pub from: u32,
        /// The index of the successor's row.
        pub to: u32,
        /// Which end moves which.
        pub kind: LinkKind,
        /// What is so of it.
        pub marks: Marks,
        /// How many working minutes of room it has: the predecessor may be so much later before
        /// the successor moves. Negative where the link is broken.
        pub slack: i64,
    }
}

impl Tie {
    /// Tells whether a mark is set.
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.has(mark)
    }
}
