//! Commands on items: create, move, block, archive, delete.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{CommandError, NewItem, Spot, Tx, text};
use crate::model::id::{Id, Ref};
use crate::model::index::Scope;
use crate::model::rank::Rank;
use crate::model::workspace::Model;
use crate::model::{Blocked, Item, Move, Project, Status, Workflow};
use crate::sort;

type Done = Result<(String, Option<Ref>), CommandError>;

pub(super) fn create(tx: &mut Tx<'_>, new: &NewItem) -> Done {
    let title = new.title.trim();
    if title.is_empty() {
        return Err(CommandError::invalid("An item needs a title.", "Type what is to be done."));
    }
    let project = new.project.map(|id| tx.need(id)).transpose()?;
    let workflow = project.as_ref().and_then(|p| p.workflow);
    let status = match new.status {
        Some(id) => {
            tx.need(id)?;
            resolve_status(tx, workflow, id)
        }
        None => match first_status(tx, workflow) {
            Some(id) => id,
            None => super::place::default_workflow(tx)?.1,
        },
    };
    if let Some(parent) = new.parent {
        tx.need(parent)?;
    }
    if let Some(product) = new.product {
        tx.need(product)?;
    }
    if let Some(owner) = new.owner {
        tx.need(owner)?;
    }
    for label in &new.labels {
        tx.need(*label)?;
    }
    let id = tx.env.id();
    let now = tx.env.now;
    let by = tx.env.by;
    let product = new.product.or(project.as_ref().and_then(|p| p.product));
    let (low, high) = room(tx, status, &[], new.at);
    let rank = Rank::between(low.as_ref(), high.as_ref());
    let mut item = Item {
        id,
        title: title.to_owned(),
        kind: new.kind.clone(),
        status,
        rank,
        priority: new.priority.clone(),
        owner: new.owner,
        labels: new.labels.clone(),
        project: new.project,
        product,
        team: project.as_ref().and_then(|p| p.team),
        parent: new.parent,
        moves: vec![Move { at: now, from: None, to: status, by, ..Default::default() }],
        created: Some(now),
        author: by,
        ..Item::default()
    };
    item.number = tx.index().next_number(Scope::of(&item));
    let label = text::created(item.kind.label(), &item.title);
    tx.create(item)?;
    Ok((label, Some(id.to_ref())))
}

pub(super) fn relocate(
    tx: &mut Tx<'_>,
    ids: &[Id<Item>],
    status: Option<Id<Status>>,
    project: Option<Id<Project>>,
    to: Spot,
) -> Done {
    let items = needed(tx, ids)?;
    let target = status.map(|id| tx.need(id)).transpose()?;
    if let Some(project) = project {
        tx.need(project)?;
        for item in &items {
            super::home::change_project(tx, item.id, Some(project))?;
        }
    }
    let mut rank = new_ranks(tx, &items, status, to).into_iter();
    for item in &items {
        let rank = rank.next();
        let item = tx.need(item.id)?;
        let status = status.map(|id| resolve_status(tx, workflow_of(tx, &item), id));
        let step = Move {
            at: tx.env.now,
            from: Some(item.status),
            to: item.status,
            by: tx.env.by,
            ..Default::default()
        };
        tx.update(item.id, |item| {
            if let Some(rank) = rank {
                item.rank = rank;
            }
            if let Some(status) = status.filter(|s| *s != item.status) {
                item.status = status;
                item.moves.push(Move { to: status, ..step });
            }
        })?;
    }
    let names = text::items(tx, &borrowed(&items));
    let moved = target.filter(|t| items.iter().any(|i| i.status != t.id));
    let label = match (moved, project.and_then(|p| tx.find(p))) {
        (Some(status), _) => text::moved(&names, &status.name),
        (None, Some(project)) => text::moved(&names, &project.name),
        (None, None) => text::reordered(&names),
    };
    Ok((label, None))
}

pub(super) fn block(tx: &mut Tx<'_>, ids: &[Id<Item>], reason: Option<&str>) -> Done {
    let items = needed(tx, ids)?;
    let now = tx.env.now;
    for item in &items {
        tx.update(item.id, |item| {
            let since = item.blocked.as_ref().map_or(now, |b| b.since);
            item.blocked = reason.map(|reason| Blocked {
                since,
                reason: reason.trim().to_owned(),
                ..Default::default()
            });
        })?;
    }
    let verb = if reason.is_some() { "Block" } else { "Unblock" };
    Ok((format!("{verb} {}", text::items(tx, &borrowed(&items))), None))
}

pub(super) fn archive(tx: &mut Tx<'_>, ids: &[Id<Item>], on: bool) -> Done {
    let items = needed(tx, ids)?;
    let now = tx.env.now;
    for item in &items {
        tx.update(item.id, |i| i.archived = on.then(|| i.archived.unwrap_or(now)))?;
    }
    let verb = if on { "Archive" } else { "Bring back" };
    Ok((format!("{verb} {}", text::items(tx, &borrowed(&items))), None))
}

pub(super) fn trash(tx: &mut Tx<'_>, ids: &[Id<Item>], on: bool) -> Done {
    let items = needed(tx, ids)?;
    let now = tx.env.now;
    for item in &items {
        tx.update(item.id, |i| i.trashed = on.then(|| i.trashed.unwrap_or(now)))?;
    }
    let verb = if on { "Delete" } else { "Restore" };
    Ok((format!("{verb} {}", text::items(tx, &borrowed(&items))), None))
}

/// Finds in a workflow the status that is most like the one wanted: itself, one of the same name,
/// one of the same category, or the first. Without a workflow the wanted one is taken.
pub fn resolve_status(
    model: &Model,
    workflow: Option<Id<Workflow>>,
    wanted: Id<Status>,
) -> Id<Status> {
    let (Some(workflow), Some(status)) = (workflow, model.find(wanted)) else { return wanted };
    if status.workflow == workflow {
        return wanted;
    }
    let mut steps = model.statuses_of(workflow);
    if steps.iter().any(|s| s.archived.is_none()) {
        steps.retain(|s| s.archived.is_none());
    }
    let same_name = |s: &&&Status| s.name.to_lowercase() == status.name.to_lowercase();
    steps
        .iter()
        .find(same_name)
        .or_else(|| steps.iter().find(|s| s.category == status.category))
        .or(steps.first())
        .map_or(wanted, |s| s.id)
}

fn first_status(model: &Model, workflow: Option<Id<Workflow>>) -> Option<Id<Status>> {
    let usual = || model.workflows.iter().min_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let workflow = workflow.or_else(|| usual().map(|w| w.id))?;
    model.statuses_of(workflow).iter().find(|s| s.archived.is_none()).map(|s| s.id)
}

impl Model {
    /// Gives the statuses of a workflow in their order.
    pub fn statuses_of(&self, workflow: Id<Workflow>) -> Vec<&Status> {
        let ids = self.index().owned_of::<Status>(workflow.to_ref());
        let mut steps: Vec<&Status> = ids.filter_map(|id| self.find(id)).collect();
        sort::by(&mut steps, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        steps
    }
}

fn workflow_of(model: &Model, item: &Item) -> Option<Id<Workflow>> {
    item.project.and_then(|id| model.find(id)).and_then(|project| project.workflow)
}

/// Makes ranks for items that go to a spot; none if they are in their order there already.
fn new_ranks(
    model: &Model,
    items: &[Arc<Item>],
    status: Option<Id<Status>>,
    to: Spot,
) -> Vec<Rank> {
    // A change of project may have changed the status.
    let Some(first) = items.first().and_then(|item| model.find(item.id)) else { return Vec::new() };
    if to == Spot::Keep {
        return Vec::new();
    }
    let column =
        status.map_or(first.status, |id| resolve_status(model, workflow_of(model, first), id));
    let moving: Vec<Id<Item>> = items.iter().map(|item| item.id).collect();
    let (low, high) = room(model, column, &moving, to);
    let now = items.iter().map(|item| &item.rank);
    if low.iter().chain(now).chain(high.iter()).is_sorted_by(|a, b| a < b) {
        return Vec::new();
    }
    Rank::spread(low.as_ref(), high.as_ref(), items.len())
}

/// Finds the ranks between which items go to a spot of a column; the items that move are not
/// counted as neighbors.
fn room(
    model: &Model,
    status: Id<Status>,
    moving: &[Id<Item>],
    to: Spot,
) -> (Option<Rank>, Option<Rank>) {
    // An item that moves along marks its place in the column that it comes to.
    let column_of = |item: &Item| if moving.contains(&item.id) { status } else { item.status };
    let neighbor = |id: Id<Item>| model.find(id).map(|i| (column_of(i), i.rank.clone(), id));
    let stays = |id: Id<Item>, rank: Rank| (!moving.contains(&id)).then_some(rank);
    match to {
        Spot::Keep => (None, None),
        Spot::Bottom => (column_end(model, status, moving), None),
        Spot::Top => (None, column_start(model, status, moving)),
        Spot::Before(id) => match neighbor(id) {
            Some((column, rank, id)) => {
                let next = beside(model, column, moving, &rank, id, true);
                let previous = beside(model, column, moving, &rank, id, false);
                (previous, stays(id, rank).or(next))
            }
            None => (column_end(model, status, moving), None),
        },
        Spot::After(id) => match neighbor(id) {
            Some((column, rank, id)) => {
                let next = beside(model, column, moving, &rank, id, true);
                let previous = beside(model, column, moving, &rank, id, false);
                (stays(id, rank).or(previous), next)
            }
            None => (column_end(model, status, moving), None),
        },
    }
}

fn column_end(model: &Model, status: Id<Status>, moving: &[Id<Item>]) -> Option<Rank> {
    let column = model.index().in_status(status);
    column.iter().rev().find(|(_, id)| !moving.contains(id)).map(|(rank, _)| rank.clone())
}

fn column_start(model: &Model, status: Id<Status>, moving: &[Id<Item>]) -> Option<Rank> {
    let column = model.index().in_status(status);
    column.iter().find(|(_, id)| !moving.contains(id)).map(|(rank, _)| rank.clone())
}

/// Gives the rank of the next (or previous) item of a column that does not move.
fn beside(
    model: &Model,
    column: Id<Status>,
    moving: &[Id<Item>],
    rank: &Rank,
    id: Id<Item>,
    next: bool,
) -> Option<Rank> {
    let list = model.index().in_status(column);
    let at = list.partition_point(|(r, i)| (r, i) < (rank, &id));
    let stays = |(_, other): &&(Rank, Id<Item>)| !moving.contains(other) && *other != id;
    let found = if next {
        list.get(at..).unwrap_or_default().iter().find(stays)
    } else {
        list.get(..at).unwrap_or_default().iter().rev().find(stays)
    };
    found.map(|(rank, _)| rank.clone())
}

/// Finds items, each once.
fn needed(tx: &Tx<'_>, ids: &[Id<Item>]) -> Result<Vec<Arc<Item>>, CommandError> {
    let mut seen = FxHashSet::default();
    ids.iter().filter(|id| seen.insert(**id)).map(|id| tx.need(*id)).collect()
}

fn borrowed(items: &[Arc<Item>]) -> Vec<&Item> {
    items.iter().map(AsRef::as_ref).collect()
}
