//! Items: units of work.

use super::{
    Calendar, Label, Need, Objective, Person, Product, Project, Release, Stage, Status, Team,
};
use crate::model::choice::choice;
use crate::model::field::{JsonMap, Markdown};
use crate::model::id::Id;
use crate::model::number::{Number, Percent};
use crate::model::rank::Rank;
use crate::model::record::record;
use crate::model::time::{Date, Time, WorkMinutes};

pub use super::item_part::{Blocked, Checklist, Edit, Entry, Move, Source, WebLink};

choice! {
    /// What kind of work an item is.
    pub enum ItemKind default Task {
        /// A large bet that a portfolio decides on.
        Initiative = "initiative" "Initiative";
        /// Something that a product can do for its users.
        Feature = "feature" "Feature";
        /// A need in a user's words.
        Story = "story" "Story";
        /// A piece of work.
        Task = "task" "Task";
        /// Something that does not work as it should.
        Bug = "bug" "Bug";
        /// A thing that is handed over.
        Deliverable = "deliverable" "Deliverable";
        /// A moment without duration.
        Milestone = "milestone" "Milestone";
    }
}

choice! {
    /// How much an item matters beside others.
    pub enum Priority default None {
        /// Nobody has said.
        None = "none" "No priority";
        /// When there is time.
        Low = "low" "Low";
        /// As usual.
        Medium = "medium" "Medium";
        /// Before others.
        High = "high" "High";
        /// Now.
        Urgent = "urgent" "Urgent";
    }
}

choice! {
    /// How an item's dates may move in the schedule.
    pub enum Constraint default Asap {
        /// As soon as possible.
        Asap = "asap" "As soon as possible";
        /// As late as possible.
        Alap = "alap" "As late as possible";
        /// It starts on the constraint's date or later.
        StartNoEarlier = "snet" "Start no earlier than";
        /// It starts on the constraint's date or earlier.
        StartNoLater = "snlt" "Start no later than";
        /// It finishes on the constraint's date or later.
        FinishNoEarlier = "fnet" "Finish no earlier than";
        /// It finishes on the constraint's date or earlier.
        FinishNoLater = "fnlt" "Finish no later than";
        /// It starts on the constraint's date.
        MustStart = "mso" "Must start on";
        /// It finishes on the constraint's date.
        MustFinish = "mfo" "Must finish on";
    }
}

choice! {
    /// Which of an item's duration, work and units stays when another changes.
    pub enum Sizing default FixedUnits {
        /// Who works on it stays: more work takes longer.
        FixedUnits = "fixed_units" "Fixed units";
        /// How long it takes stays: more work needs more people.
        FixedDuration = "fixed_duration" "Fixed duration";
        /// How much work it is stays: more people are faster.
        FixedWork = "fixed_work" "Fixed work";
    }
}

record! {
    /// One unit of work.
    pub struct Item titled title {
        /// The number after the project's key, as in `APOLLO-12`.
        number: u32 = "Number", Fixed;
        /// Keys that it had in other projects.
        former_keys: Vec<String> = "Former keys", Fixed;
        /// What is to be done, in a line.
        title: String = "Title", Required;
        /// What kind of work it is.
        kind: ItemKind = "Kind", Edit;
        /// What is to be done, in full.
        description: Markdown = "Description", Edit;
        /// Where it stands in its workflow.
        status: Id<Status> = "Status", Required;
        /// Its position among all items.
        rank: Rank = "Order", Fixed;
        /// How much it matters beside others.
        priority: Priority = "Priority", Edit;
        /// Who answers for it.
        owner: Option<Id<Person>> = "Owner", Edit;
        /// Who else works on it.
        contributors: Vec<Id<Person>> = "Contributors", Edit;
        /// The team that does it.
        team: Option<Id<Team>> = "Team", Edit;
        /// The project in which it is done: the how.
        project: Option<Id<Project>> = "Project", Edit;
        /// The stage of that project.
        stage: Option<Id<Stage>> = "Stage", Edit;
        /// The product that it serves: the why.
        product: Option<Id<Product>> = "Product", Edit;
        /// The release of that product that it comes out with.
        release: Option<Id<Release>> = "Release", Edit;
        /// The item that it is part of.
        parent: Option<Id<Item>> = "Part of", Edit;
        /// The objectives that it serves.
        objectives: Vec<Id<Objective>> = "Objectives", Edit;
        /// The needs that it meets.
        needs: Vec<Id<Need>> = "Needs", Edit;
        /// Words that it carries.
        labels: Vec<Id<Label>> = "Labels", Edit;
        /// When work on it is planned to start.
        start: Option<Date> = "Start", Edit;
        /// When it is planned to be finished.
        due: Option<Date> = "Due", Edit;
        /// The date past which somebody is let down.
        deadline: Option<Date> = "Deadline", Edit;
        /// Its size in points.
        estimate: Option<Number> = "Estimate", Edit;
        /// How much work it is.
        work: Option<WorkMinutes> = "Work", Edit;
        /// How long it takes in working time.
        duration: Option<WorkMinutes> = "Duration", Edit;
        /// How long it takes if all goes well; the duration is what is most likely.
        duration_low: Option<WorkMinutes> = "Duration at best", Edit;
        /// How long it takes if all goes badly.
        duration_high: Option<WorkMinutes> = "Duration at worst", Edit;
        /// Which of duration, work and units stays when another changes.
        sizing: Sizing = "Sizing", Edit;
        /// How much of it is done.
        progress: Option<Percent> = "Progress", Edit;
        /// How its dates may move.
        constraint: Constraint = "Constraint", Edit;
        /// The date of the constraint.
        constraint_date: Option<Date> = "Constraint date", Edit;
        /// Whether its dates stay where a person put them.
        manual: bool = "Scheduled by hand", Edit;
        /// The calendar of its work, if it has its own.
        calendar: Option<Id<Calendar>> = "Calendar", Edit;
        /// When work on it really started.
        actual_start: Option<Date> = "Actual start", Edit;
        /// When it was really finished.
        actual_finish: Option<Date> = "Actual finish", Edit;
        /// Why it cannot go on, and since when.
        blocked: Option<Blocked> = "Blocked", Edit;
        /// Lists of small steps.
        checklists: Vec<Checklist> = "Checklists", Edit;
        /// Addresses that belong to it.
        links: Vec<WebLink> = "Links", Edit;
        /// Values of the workspace's custom fields, by the field's id.
        custom: JsonMap = "Custom fields", Edit;
        /// Every change of status with its time.
        moves: Vec<Move> = "Status history", Fixed;
        /// The moment before which its status history is unknown; unset means it is all known.
        known_from: Option<Time> = "History known from", Fixed;
        /// Every change of another field with its time.
        edits: Vec<Edit> = "History", Fixed;
        /// When it was created; unset means unknown.
        created: Option<Time> = "Created", Fixed;
        /// Who created it.
        author: Option<Id<Person>> = "Created by", Fixed;
        /// When the tool that it came from last saw a change.
        touched: Option<Time> = "Last change at the source", Fixed;
        /// Where it was imported from.
        source: Option<Source> = "Source", Fixed;
        /// When it was put away.
        archived: Option<Time> = "Archived", Fixed;
        /// When it was deleted; it stays in the trash until that is emptied.
        trashed: Option<Time> = "Deleted", Fixed;
    }
}

impl Item {
    /// Tells whether it shows on boards: neither archived nor deleted.
    pub fn is_live(&self) -> bool {
        self.archived.is_none() && self.trashed.is_none()
    }

    /// Gives the time of the last change that is known.
    pub fn updated(&self) -> Option<Time> {
        let moved = self.moves.last().map(|m| m.at);
        let edited = self.edits.last().map(|e| e.at);
        [self.created, self.touched, moved, edited].into_iter().flatten().max()
    }
}
