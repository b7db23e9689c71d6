//! Commands that make places, and the workflow that a first project starts with.

use super::{CommandError, NewProject, Tx, text};
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Category, Phase, Project, Status, Workflow};

type Done = Result<(String, Option<Ref>), CommandError>;

/// The statuses of a new workflow, with their WIP limits.
const USUAL: [(&str, Category, Option<u32>); 6] = [
    ("Backlog", Category::Backlog, None),
    ("Ready", Category::Ready, None),
    ("In progress", Category::Active, Some(5)),
    ("Review", Category::Waiting, Some(5)),
    ("Done", Category::Done, None),
    ("Cancelled", Category::Cancelled, None),
];

pub(super) fn create_project(tx: &mut Tx<'_>, new: &NewProject) -> Done {
    let name = new.name.trim();
    if name.is_empty() {
        return Err(CommandError::invalid("A project needs a name.", "Type what it is called."));
    }
    if let Some(program) = new.program {
        tx.need(program)?;
    }
    if let Some(product) = new.product {
        tx.need(product)?;
    }
    let workflow = match new.workflow {
        Some(id) => tx.need(id)?.id,
        None => match tx.workflows.iter().min_by_key(|w| (w.rank.clone(), w.id)) {
            Some(workflow) => workflow.id,
            None => default_workflow(tx)?.0,
        },
    };
    let id = tx.env.id();
    let last = tx.projects.iter().map(|p| p.rank.clone()).max();
    let wanted = if new.key.trim().is_empty() { name } else { new.key.trim() };
    let project = Project {
        id,
        name: name.to_owned(),
        key: key_for(tx, wanted),
        program: new.program,
        product: new.product,
        phase: Phase::Active,
        workflow: Some(workflow),
        rank: Rank::between(last.as_ref(), None),
        ..Project::default()
    };
    tx.create(project)?;
    Ok((text::created("project", name), Some(id.to_ref())))
}

/// Makes the usual workflow; gives it and its first status.
pub(super) fn default_workflow(
    tx: &mut Tx<'_>,
) -> Result<(Id<Workflow>, Id<Status>), CommandError> {
    let id = tx.env.id();
    let name = "Delivery".to_owned();
    tx.create(Workflow { id, name, ..Workflow::default() })?;
    let mut first = None;
    let ranks = Rank::spread(None, None, USUAL.len());
    for ((name, category, limit), rank) in USUAL.into_iter().zip(ranks) {
        let status = tx.env.id();
        first.get_or_insert(status);
        tx.create(Status {
            id: status,
            name: name.to_owned(),
            workflow: id,
            category,
            limit,
            rank,
            ..Status::default()
        })?;
    }
    Ok((id, first.unwrap_or_default()))
}

/// Makes a key from a name that no project has: `Apollo program` becomes `APOLLO`.
pub fn key_for(model: &Model, name: &str) -> String {
    let word = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|w| w.len() >= 2 && w.starts_with(|c: char| c.is_ascii_alphabetic()));
    let base: String = word.unwrap_or("PROJECT").to_ascii_uppercase().chars().take(6).collect();
    let taken = |key: &str| model.projects.iter().any(|p| p.key.to_uppercase() == key);
    if !taken(&base) {
        return base;
    }
    (2..).map(|n| format!("{base}{n}")).find(|key| !taken(key)).unwrap_or(base)
}
