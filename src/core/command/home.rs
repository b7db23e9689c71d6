//! Where an item belongs, and what follows when that changes: its stage is one of its own project,
//! its release one of its own product, its status one of its project's workflow. It knows no view.
//!
//! A change of place takes along what fits and unsets what does not; a stage or release of another
//! place is refused. Only an item that serves no product yet takes the product of its release.

use super::{CommandError, Tx, resolve_status, text};
use crate::model::id::Id;
use crate::model::index::Scope;
use crate::model::record::RecordType;
use crate::model::{Item, Move, Project, Record, Status, Workflow};

/// Moves an item to another project: its key and status follow, its stage stays behind.
pub(super) fn change_project(
    tx: &mut Tx<'_>,
    id: Id<Item>,
    project: Option<Id<Project>>,
) -> Result<(), CommandError> {
    let item = tx.need(id)?;
    if item.project == project {
        return Ok(());
    }
    let workflow = project.and_then(|p| tx.find(p)).and_then(|p| p.workflow);
    let status = resolve_status(tx, workflow, item.status);
    let mut moved = Item::clone(&item);
    moved.project = project;
    moved.stage = None;
    renumber(tx, &item, &mut moved);
    change_status(tx, &mut moved, status);
    tx.replace(&Record::Item(item), &Record::Item(moved.into()))
}

/// Moves an item to another product: its release, and without a project its key, follow.
pub(super) fn change_product(
    tx: &mut Tx<'_>,
    old: &Record,
    new: &Record,
) -> Result<(), CommandError> {
    let (Some(before), Some(after)) = (Item::unwrap(old), Item::unwrap(new)) else {
        return Ok(());
    };
    let mut moved = Item::clone(after);
    moved.release =
        moved.release.filter(|r| tx.find(*r).is_some_and(|r| Some(r.product) == after.product));
    renumber(tx, before, &mut moved);
    tx.replace(old, &Record::Item(moved.into()))
}

/// Puts an item into a release of its product; without a product it takes that of the release.
pub(super) fn change_release(
    tx: &mut Tx<'_>,
    old: &Record,
    new: &Record,
) -> Result<(), CommandError> {
    let (Some(before), Some(after)) = (Item::unwrap(old), Item::unwrap(new)) else {
        return Ok(());
    };
    let mut moved = Item::clone(after);
    if let Some(release) = after.release.and_then(|id| tx.find(id)) {
        match after.product {
            Some(product) if product != release.product => {
                let (of, own) =
                    (tx.title_of(release.product.to_ref()), tx.title_of(product.to_ref()));
                return Err(elsewhere(tx, before, "release", &release.name, &of, Some(&own)));
            }
            Some(_) => {}
            None => moved.product = Some(release.product),
        }
    }
    renumber(tx, before, &mut moved);
    tx.replace(old, &Record::Item(moved.into()))
}

/// Refuses a stage that is not one of the item's own project.
pub(super) fn check_stage(tx: &Tx<'_>, item: &Item) -> Result<(), CommandError> {
    let Some(stage) = item.stage.and_then(|id| tx.find(id)) else { return Ok(()) };
    if Some(stage.project) == item.project {
        return Ok(());
    }
    let of = tx.title_of(stage.project.to_ref());
    let own = item.project.map(|own| tx.title_of(own.to_ref()));
    Err(elsewhere(tx, item, "stage", &stage.name, &of, own.as_deref()))
}

/// Gives a project's items the statuses of the workflow that it has now: those of the same name,
/// else of the same category, else the first. Archived and deleted items come along.
pub(super) fn follow_workflow(
    tx: &mut Tx<'_>,
    project: Id<Project>,
    workflow: Option<Id<Workflow>>,
) -> Result<(), CommandError> {
    let Some(workflow) = workflow else { return Ok(()) };
    let of_project = tx.items.iter().filter(|item| item.project == Some(project));
    let items: Vec<Id<Item>> = of_project.map(|item| item.id).collect();
    if !items.is_empty() && tx.statuses_of(workflow).is_empty() {
        return Err(CommandError::conflict(
            format!(
                "“{}” has no statuses: the items of “{}” would be nowhere.",
                text::short(&tx.title_of(workflow.to_ref())),
                text::short(&tx.title_of(project.to_ref()))
            ),
            "Add a status to the workflow first, or choose another one.",
        ));
    }
    for id in items {
        let item = tx.need(id)?;
        let status = resolve_status(tx, Some(workflow), item.status);
        let mut moved = Item::clone(&item);
        change_status(tx, &mut moved, status);
        tx.replace(&Record::Item(item), &Record::Item(moved.into()))?;
    }
    Ok(())
}

/// Puts an item into a status and notes it in its history, unless it is there.
fn change_status(tx: &Tx<'_>, item: &mut Item, status: Id<Status>) {
    if status != item.status {
        let step = Move {
            at: tx.env.now,
            from: Some(item.status),
            to: status,
            by: tx.env.by,
            ..Default::default()
        };
        item.status = status;
        item.moves.push(step);
    }
}

fn renumber(tx: &Tx<'_>, old: &Item, moved: &mut Item) {
    let scope = Scope::of(moved);
    if scope != Scope::of(old) {
        moved.former_keys.push(tx.key_of(old));
        moved.number = tx.index().next_number(scope);
    }
}

/// Says that a stage or release is not one of the place that an item is in.
fn elsewhere(
    tx: &Tx<'_>,
    item: &Item,
    what: &str,
    name: &str,
    of: &str,
    own: Option<&str>,
) -> CommandError {
    let (name, of) = (text::short(name), text::short(of));
    let key = tx.key_of(item);
    let place = if what == "stage" { "project" } else { "product" };
    let (is, hint) = match own {
        Some(own) => (
            format!("{key} belongs to “{}”", text::short(own)),
            format!("Choose a {what} of its own {place}, or change its {place} first."),
        ),
        None => (format!("{key} has no {place}"), format!("Choose “{of}” as its {place} first.")),
    };
    CommandError::conflict(format!("“{name}” is a {what} of “{of}”, but {is}."), hint)
}
