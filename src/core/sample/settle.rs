//! The dates that the sample writes agree with its own plan: calendars, absences and links decide
//! them, as they would after anybody's day of work in the app. Only who waits for a hand-over that
//! is in doubt still counts on the old date, which is the story. It knows no script.

use rustc_hash::FxHashSet;

use crate::change::Change;
use crate::model::id::Id;
use crate::model::time::{Date, WorkMinutes};
use crate::model::workspace::Model;
use crate::model::{Handover, Item};
use crate::schedule::{Follower, Rules};

/// How often the plan is made anew: other dates may be other lengths.
const ROUNDS: usize = 6;

/// Gives open items the dates of the plan.
pub(super) fn settle(mut model: Model, today: Date) -> Model {
    let trusting = trusting(&model);
    for _ in 0..ROUNDS {
        let follower = Follower::new(&model, today, Rules::default());
        let mut changes = Vec::new();
        for item in model.items.iter().filter(|item| !item.manual && !trusting.contains(&item.id)) {
            let key = item.id.raw().0;
            let Some(dates) = follower.plan().dates(key).filter(|d| !d.done) else { continue };
            let going = follower.plan().task(key).is_some_and(|task| task.is_going());
            let due = dates.finish.finish_date();
            let start = dates.start.date().min(due);
            let mut settled = item.clone();
            // Other days must not make it longer.
            if item.duration.is_none() && item.work.is_none() && !dates.summary {
                let task = follower.plan().task(key);
                let minutes = task.and_then(|t| t.stretches.iter().map(|s| s.minutes).max());
                settled.duration = minutes.map(WorkMinutes);
            }
            settled.due = item.due.map(|_| due);
            settled.start =
                item.start.map(|was| if going && !dates.summary { was.min(due) } else { start });
            if (settled.start, settled.due) != (item.start, item.due) {
                changes.extend(Change::between(item, &settled));
            }
        }
        if changes.is_empty() {
            break;
        }
        for change in &changes {
            let applied = model.apply(change);
            debug_assert!(applied.is_ok(), "BUG: dates of an item that is there can be set");
        }
    }
    model
}

/// Finds who still counts on a hand-over that is in doubt: the two that begin first.
fn trusting(model: &Model) -> FxHashSet<Id<Item>> {
    let doubted = |state: &Handover| matches!(state, Handover::AtRisk | Handover::Broken);
    let links = model.dependencies.iter().filter(|d| doubted(&d.state));
    let mut list: Vec<(Option<Date>, Id<Item>)> = links
        .filter_map(|link| model.find(link.to))
        .filter(|item| item.start < item.due)
        .map(|item| (item.start, item.id))
        .collect();
    crate::sort::sort(&mut list);
    list.dedup();
    list.into_iter().take(2).map(|(_, id)| id).collect()
}
