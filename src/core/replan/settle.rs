//! The dates that are written: what moved takes the days of the plan, so that board, numbers and
//! roadmap agree. It knows no reason why it moved.

use super::ask::PlanChange;
use super::trial::Trial;
use crate::change::ChangeSet;
use crate::lens::scope::Scope;
use crate::model::Item;
use crate::model::id::Id;
use crate::model::time::WorkMinutes;

/// Writes the dates of what moved, and of what is to be settled, on trial.
pub(super) fn settle(trial: &mut Trial<'_>, changes: &[PlanChange]) {
    let mut ids = trial.moved();
    ids.extend(asked(trial, changes));
    // What was placed is settled too: a bar that was put on a free day begins on the next.
    ids.extend(trial.touched.iter().copied());
    crate::sort::sort(&mut ids);
    ids.dedup();
    let lengths: Vec<Option<i64>> = ids.iter().map(|id| length(trial, *id)).collect();
    let mut set = ChangeSet::default();
    for id in &ids {
        set.changes.extend(write(trial, *id).changes);
    }
    trial.follow(set);
    // Where days alone say how long something takes, other days must not make it longer.
    for (id, minutes) in ids.iter().zip(lengths) {
        if length(trial, *id) != minutes {
            trial.edit(*id, |item| item.duration = minutes.map(WorkMinutes));
        }
    }
}

/// Lists what is to take the dates of the plan without being moved.
pub(super) fn asked(trial: &Trial<'_>, changes: &[PlanChange]) -> Vec<Id<Item>> {
    let mut out = Vec::new();
    for change in changes {
        let PlanChange::Settle { items, place } = change else { continue };
        if items.is_empty() {
            let scope = Scope::of(trial.model, *place);
            let mine = trial.model.items.iter().filter(|item| item.is_live() && scope.holds(item));
            out.extend(mine.map(|item| item.id));
        } else {
            out.extend_from_slice(items);
        }
    }
    out
}

fn length(trial: &Trial<'_>, item: Id<Item>) -> Option<i64> {
    let task = trial.follower.plan().task(item.raw().0)?;
    task.stretches.iter().map(|stretch| stretch.minutes).max()
}

/// Writes the days of the plan on an item. What is finished and what is set by hand keeps its own;
/// a summary gets them only if it had any.
fn write(trial: &mut Trial<'_>, id: Id<Item>) -> ChangeSet {
    let plan = trial.follower.plan();
    let Some(dates) = plan.dates(id.raw().0).filter(|dates| !dates.done) else {
        return ChangeSet::default();
    };
    let task = plan.task(id.raw().0);
    let milestone = task.is_some_and(|task| task.is_milestone()) && !dates.summary;
    let going = task.is_some_and(|task| task.is_going()) && !dates.summary;
    let (start, due) = (dates.start.date(), dates.finish.finish_date());
    trial.changed(id, |item| {
        if item.manual || (dates.summary && item.start.is_none() && item.due.is_none()) {
            return;
        }
        if milestone {
            item.due = Some(due);
            item.start = item.start.map(|_| due);
        } else {
            // When work really began is history; when it was to begin stays as it was said.
            let keeps = going && item.start.is_some_and(|start| start <= due);
            item.start = if keeps { item.start } else { Some(start) };
            item.due = Some(due.max(start));
        }
    })
}
