//! Commands: what a person wants, turned into changes. This layer knows no view and no storage.
//!
//! Adding a command is one function in a file here and one row in [`Command::run`]. A command
//! that fails changes nothing (law U4); one that changes nothing makes no history (law U5).

mod amend;
mod arrange;
mod error;
mod field;
mod home;
mod item;
mod link;
mod place;
mod record;
mod text;
mod tx;
mod view;

use serde_json::Value as Json;

use crate::change::ChangeSet;
use crate::env::Env;
use crate::model::id::{Id, Ref};
use crate::model::time::Time;
use crate::model::workspace::Model;
use crate::model::{
    Arrangement, Dependency, Item, ItemKind, Kind, Label, Person, Priority, Product,
};
use crate::model::{Program, Project, SavedView, Status, Workflow, Workspace};

pub use amend::amend;
pub use error::{CommandError, ErrorKind};
pub use item::resolve_status;
pub use place::key_for;
pub use tx::Tx;

/// Says what a new item is to be. Everything but the title may be left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewItem {
    /// What is to be done, in a line.
    pub title: String,
    /// What kind of work it is.
    pub kind: ItemKind,
    /// Its status; the first of its project's workflow if open.
    pub status: Option<Id<Status>>,
    /// The project in which it is done.
    pub project: Option<Id<Project>>,
    /// The product that it serves.
    pub product: Option<Id<Product>>,
    /// The item that it is part of.
    pub parent: Option<Id<Item>>,
    /// Who answers for it.
    pub owner: Option<Id<Person>>,
    /// How much it matters.
    pub priority: Priority,
    /// Words that it carries.
    pub labels: Vec<Id<Label>>,
    /// Where it goes in its column.
    pub at: Spot,
}

/// Says where an item goes among the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spot {
    /// After all others.
    #[default]
    Bottom,
    /// Before all others.
    Top,
    /// Just before this item.
    Before(Id<Item>),
    /// Just after this item.
    After(Id<Item>),
    /// Where it is.
    Keep,
}

/// Says what a new project is to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewProject {
    /// What it is called.
    pub name: String,
    /// Its key; made from the name if empty.
    pub key: String,
    /// The program that it belongs to.
    pub program: Option<Id<Program>>,
    /// The product that it serves.
    pub product: Option<Id<Product>>,
    /// The workflow of its items; a usual one is made if open and there is none yet.
    pub workflow: Option<Id<Workflow>>,
}

/// Is what a person wants done. One command is one undo step.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Creates an item.
    CreateItem(NewItem),
    /// Moves items to a status, a project and a place in the order, each as far as it is given.
    MoveItems {
        /// The items, which keep their order among themselves.
        items: Vec<Id<Item>>,
        /// The status; in another workflow its like is taken.
        status: Option<Id<Status>>,
        /// The project.
        project: Option<Id<Project>>,
        /// The place in the order.
        to: Spot,
    },
    /// Sets one field of records of one kind; null unsets it.
    SetField {
        /// The records.
        at: Vec<Ref>,
        /// The field's name.
        field: String,
        /// The value as it stands in JSON.
        value: Json,
    },
    /// Blocks items with a reason, or frees them.
    Block {
        /// The items.
        items: Vec<Id<Item>>,
        /// Why they cannot go on; `None` frees them.
        reason: Option<String>,
    },
    /// Puts items away, or brings them back.
    Archive {
        /// The items.
        items: Vec<Id<Item>>,
        /// Whether they are put away.
        on: bool,
    },
    /// Moves items to the trash, or brings them back.
    Trash {
        /// The items.
        items: Vec<Id<Item>>,
        /// Whether they are deleted.
        on: bool,
    },
    /// Deletes for good what is in the trash.
    EmptyTrash,
    /// Says something about a record.
    AddComment {
        /// The record.
        about: Ref,
        /// What is said, in Markdown.
        body: String,
    },
    /// Makes one item wait for another.
    Link(Dependency),
    /// Creates a project.
    CreateProject(NewProject),
    /// Creates a record of any kind but an item, a project or a dependency.
    CreateRecord {
        /// The kind.
        kind: Kind,
        /// Its fields by name.
        fields: Vec<(String, Json)>,
    },
    /// Deletes records for good, with all that belongs to them; other records lose their links.
    DeleteRecords(Vec<Ref>),
    /// Moves a record of a ranked kind before another of its kind, or to the end.
    Reorder {
        /// The record.
        at: Ref,
        /// The record that follows it then.
        before: Option<Ref>,
    },
    /// Arranges the numbers of a lens: their order, what is hidden and what is pinned.
    ArrangeNumbers(Arrangement),
    /// Keeps what an address shows as a saved view.
    KeepView {
        /// The view that it becomes; `None` makes a new one.
        at: Option<Id<SavedView>>,
        /// What the view is called.
        name: String,
        /// The address, as routes write it.
        address: String,
    },
    /// Throws everything away and starts with an empty workspace of this name.
    StartOver(String),
    /// Applies changes that were planned before, such as an import.
    Apply(ChangeSet),
}

/// Is what a command did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The changes; empty if nothing changed.
    pub changes: ChangeSet,
    /// The record that was created, if one was.
    pub created: Option<Ref>,
}

impl Command {
    /// Runs the command inside a transaction; gives what it did in words and what it created.
    pub(crate) fn run(&self, tx: &mut Tx<'_>) -> Result<(String, Option<Ref>), CommandError> {
        match self {
            Command::CreateItem(new) => item::create(tx, new),
            Command::MoveItems { items, status, project, to } => {
                item::relocate(tx, items, *status, *project, *to)
            }
            Command::SetField { at, field, value } => field::set(tx, at, field, value),
            Command::Block { items, reason } => item::block(tx, items, reason.as_deref()),
            Command::Archive { items, on } => item::archive(tx, items, *on),
            Command::Trash { items, on } => item::trash(tx, items, *on),
            Command::EmptyTrash => record::empty_trash(tx),
            Command::AddComment { about, body } => link::comment(tx, *about, body),
            Command::Link(dependency) => link::depend(tx, dependency),
            Command::CreateProject(new) => place::create_project(tx, new),
            Command::CreateRecord { kind, fields } => record::create(tx, *kind, fields),
            Command::DeleteRecords(at) => record::delete(tx, at),
            Command::Reorder { at, before } => record::reorder(tx, *at, *before),
            Command::ArrangeNumbers(new) => arrange::arrange(tx, new),
            Command::KeepView { at, name, address } => view::keep(tx, *at, name, address),
            Command::StartOver(name) => record::start_over(tx, name),
            Command::Apply(set) => record::apply(tx, set),
        }
    }
}

impl Model {
    /// Runs a command: all of it, or, with an error, nothing.
    pub fn run(&mut self, command: &Command, env: &mut Env) -> Result<Outcome, CommandError> {
        // Whoever works here may have been deleted since.
        env.by = env.by.filter(|by| self.people.has(*by));
        let mut tx = Tx::begin(self, env);
        let sample = tx.info().is_some_and(|info| info.sample);
        let (label, created) = command.run(&mut tx)?;
        if sample && tx.has_changes() && tx.info().is_some_and(|info| info.sample) {
            // From the first change on the sample is somebody's own work, and nothing replaces it.
            tx.update(Workspace::ONLY, |info| info.sample = false)?;
        }
        let changes = tx.commit(label);
        Ok(Outcome { created: created.filter(|_| !changes.is_empty()), changes })
    }

    /// Takes back what a command just did, because it could not be kept.
    pub fn roll_back(&mut self, set: &ChangeSet) {
        self.take_back(&set.changes);
    }

    /// Takes a step of the history back or does it again, as far as the model still allows:
    /// gives the change set to apply, dated now.
    pub fn step(&self, set: &ChangeSet, back: bool, now: Time) -> ChangeSet {
        let mut step = if back { set.inverse() } else { set.clone() };
        step.at = now;
        step
    }
}
