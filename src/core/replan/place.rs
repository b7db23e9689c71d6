//! Where a bar is put, and what that makes of the item: dates, a constraint, a duration. It knows
//! nothing of what follows.
//!
//! | The item | Moved to a day | Its end put on a day |
//! |---|---|---|
//! | waits for nothing | starts there | takes as long as that |
//! | waits for others | starts no earlier than there, if it would spring back else | the same |
//! | is set by hand | is there | ends there |
//! | is a milestone | is there | is there |
//! | is a summary | its parts move by as many days | its parts decide |
//! | is under way | stays | takes as long as that |
//! | is finished | stays | stays |

use rustc_hash::FxHashSet;

use super::ask::{PlanChange, Refusal};
use super::trial::Trial;
use super::words;
use crate::change::ChangeSet;
use crate::model::id::{Id, Ref};
use crate::model::time::{Date, WorkMinutes};
use crate::model::{Constraint, Item, ItemKind, Sizing};
use crate::schedule::build::{day_end, day_start, item_of};
use crate::schedule::{Follower, Moment, Problem};

/// Is a bar that is to be somewhere.
struct Goal {
    item: Id<Item>,
    start: Option<Date>,
    due: Option<Date>,
}

/// Places bars.
pub(super) fn place(trial: &mut Trial<'_>, changes: &[PlanChange]) {
    let mut goals: Vec<Goal> = Vec::new();
    for change in changes {
        match change {
            PlanChange::Shift { items, days } if *days != 0 => {
                shift(trial, items, *days, &mut goals)
            }
            PlanChange::Put { item, start, due } => put(trial, *item, *start, *due, &mut goals),
            PlanChange::Level { starts } => {
                for (item, day) in starts {
                    put(trial, *item, Some(*day), None, &mut goals);
                }
            }
            _ => {}
        }
    }
    let minutes: Vec<Option<i64>> = goals.iter().map(|goal| length(trial, goal.item)).collect();
    let mut set = ChangeSet::default();
    for goal in &goals {
        set.changes.extend(one(trial, goal).changes);
    }
    trial.follow(set);
    // What keeps its length keeps it, also where its days alone would give it another.
    for (goal, minutes) in goals.iter().zip(minutes) {
        let kept = goal.start.is_none() || goal.due.is_none();
        if goal.due.is_none() && kept && length(trial, goal.item) != minutes {
            trial.edit(goal.item, |item| item.duration = minutes.map(WorkMinutes));
        }
    }
    hold(trial, &goals);
    for goal in &goals {
        tell(trial, goal);
    }
}

/// Lists the bars that a drag moves: of a summary all its parts.
fn shift(trial: &mut Trial<'_>, items: &[Id<Item>], days: i64, goals: &mut Vec<Goal>) {
    let mut open: Vec<Id<Item>> = items.iter().rev().copied().collect();
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let dates = trial.follower.plan().dates(id.raw().0);
        if dates.is_some_and(|dates| dates.summary) {
            let parts = trial.model.index().children(id).iter().rev();
            open.extend(parts.map(|(_, part)| *part));
            continue;
        }
        let asked = items.contains(&id);
        let Some(dates) = dates else {
            if asked {
                refuse(trial, id, "has no dates yet; draw its bar first.");
            }
            continue;
        };
        if !may_start(trial, id, asked) {
            continue;
        }
        let milestone = trial.follower.plan().task(id.raw().0).is_some_and(|t| t.is_milestone());
        let at = if milestone { dates.start.finish_date() } else { dates.start.date() };
        goals.push(Goal { item: id, start: Some(at.plus_days(days)), due: None });
    }
}

/// Tells whether the start of an item can be elsewhere, and says why not where somebody asked.
fn may_start(trial: &mut Trial<'_>, id: Id<Item>, asked: bool) -> bool {
    let Some(task) = trial.follower.plan().task(id.raw().0) else { return true };
    let why = if task.is_done() {
        "is finished; its dates are what really happened."
    } else if task.is_going() && task.actual_start.is_some() {
        "is under way and keeps its start; its end can be moved."
    } else {
        return true;
    };
    if asked {
        refuse(trial, id, why);
    }
    false
}

fn put(
    trial: &mut Trial<'_>,
    item: Id<Item>,
    start: Option<Date>,
    due: Option<Date>,
    goals: &mut Vec<Goal>,
) {
    let plan = trial.follower.plan();
    let dates = plan.dates(item.raw().0);
    if trial.model.find(item).is_none() {
        return;
    }
    if let Some(dates) = dates.filter(|dates| dates.summary) {
        match start {
            Some(day) => {
                let days = day.days_since(dates.start.date());
                shift(trial, &[item], days, goals);
            }
            None => refuse(trial, item, "is made of its parts, which decide when it ends."),
        }
        return;
    }
    let done = plan.task(item.raw().0).is_some_and(|task| task.is_done());
    // The start of what is under way stays where it is; its end may still be drawn.
    let start = start.filter(|day| {
        let moves = dates.is_none_or(|dates| dates.start.date() != *day);
        moves || due.is_none()
    });
    let asked = start.is_some() || done;
    let start = if asked && !may_start(trial, item, true) { None } else { start };
    if !done && (start.is_some() || due.is_some()) {
        goals.push(Goal { item, start, due });
    }
}

/// Gives how long an item takes by the plan, in working minutes of its longest share.
fn length(trial: &Trial<'_>, item: Id<Item>) -> Option<i64> {
    let task = trial.follower.plan().task(item.raw().0)?;
    task.stretches.iter().map(|stretch| stretch.minutes).max()
}

/// Gives an item what puts it where it is to be.
fn one(trial: &mut Trial<'_>, goal: &Goal) -> ChangeSet {
    let key = goal.item.raw().0;
    let (dates, hours) = {
        let plan = trial.follower.plan();
        let hours = plan.calendar(key).unwrap_or_else(|| trial.follower.usual()).clone();
        (plan.dates(key), hours)
    };
    let minutes = dates.map(|dates| hours.between(dates.start, dates.finish));
    let was = dates.map(|dates| dates.start.date());
    trial.changed(goal.item, |item| {
        if item.kind == ItemKind::Milestone || item.duration == Some(WorkMinutes(0)) {
            let day = goal.due.or(goal.start);
            item.start = item.start.and(day);
            item.due = day;
            pull(item, day, was);
            return;
        }
        let start = goal.start.or(was);
        let (from, first) = match start {
            Some(day) => (day, day_start(&hours, day)),
            None => return item.due = goal.due,
        };
        let from = if goal.start.is_some() { from } else { item.start.unwrap_or(from) };
        let begin = if goal.start.is_some() {
            hours.next(first).unwrap_or(first)
        } else {
            dates.map_or(first, |dates| dates.start)
        };
        match goal.due {
            Some(due) => {
                let due = due.max(begin.date());
                let whole = hours.between(begin, day_end(&hours, due)).max(1);
                stretch(item, whole);
                item.due = Some(due);
            }
            None => {
                let finish = minutes.and_then(|n| hours.add(begin, n.max(1)));
                item.due = finish.map(Moment::finish_date).map(|due| due.max(from));
            }
        }
        item.start = Some(from.min(item.due.unwrap_or(from)));
        if goal.start.is_some() {
            pull(item, goal.start, was);
        }
    })
}

/// Lets an item take so long. One whose days say how long it is needs no more than its days.
fn stretch(item: &mut Item, minutes: i64) {
    if item.duration.is_none() && item.work.is_none() {
        return;
    }
    let old = item.duration.or(item.work).map_or(0, |n| n.0);
    if let Some(work) = item.work.filter(|_| old > 0 && item.sizing != Sizing::FixedWork) {
        let scaled = i128::from(work.0) * i128::from(minutes) / i128::from(old);
        item.work = Some(WorkMinutes(i64::try_from(scaled).unwrap_or(work.0)));
    }
    item.duration = Some(WorkMinutes(minutes));
}

/// Takes the constraint of an item along.
fn pull(item: &mut Item, to: Option<Date>, was: Option<Date>) {
    let Some(to) = to else { return };
    let by = was.map_or(0, |was| to.days_since(was));
    match item.constraint {
        Constraint::StartNoEarlier | Constraint::MustStart if item.constraint_date.is_some() => {
            item.constraint_date = Some(to);
        }
        Constraint::FinishNoEarlier | Constraint::MustFinish => {
            item.constraint_date = item.constraint_date.map(|date| date.plus_days(by));
        }
        // What somebody puts somewhere is not to be as late as possible any more.
        Constraint::Alap => item.constraint = Constraint::Asap,
        _ => {}
    }
}

/// Holds what would spring back where it was dropped.
fn hold(trial: &mut Trial<'_>, goals: &[Goal]) {
    // Those before others first: what these push need not be held.
    let mut open: Vec<(Moment, Id<Item>, Date)> = Vec::new();
    for goal in goals {
        let start = goal.start.zip(trial.follower.plan().bar(goal.item.raw().0));
        open.extend(start.map(|(day, (at, _))| (at, goal.item, day)));
    }
    crate::sort::sort(&mut open);
    for (_, id, day) in open {
        let Some((start, _)) = trial.follower.plan().bar(id.raw().0) else { continue };
        let free = trial
            .model
            .find(id)
            .is_some_and(|item| !item.manual && matches!(item.constraint, Constraint::Asap));
        let milestone = trial.follower.plan().task(id.raw().0).is_some_and(|t| t.is_milestone());
        let at = if milestone { start.finish_date() } else { start.date() };
        if free && at < day {
            trial.edit(id, |item| {
                item.constraint = Constraint::StartNoEarlier;
                item.constraint_date = Some(day);
            });
        }
    }
}

/// Says where a bar is not where it was put.
fn tell(trial: &mut Trial<'_>, goal: &Goal) {
    let key = goal.item.raw().0;
    let Some(day) = goal.start else { return };
    let plan = trial.follower.plan();
    let (Some((start, _)), Some(hours)) = (plan.bar(key), plan.calendar(key)) else { return };
    let milestone = plan.task(key).is_some_and(|task| task.is_milestone());
    let wanted = if milestone { day_end(hours, day) } else { day_start(hours, day) };
    let wanted = hours.next(wanted).unwrap_or(wanted);
    let moved = trial.before.spans.get(&goal.item).is_some_and(|(was, _)| *was != start);
    let elsewhere =
        if milestone { start.finish_date() != day } else { start.date() > wanted.date() };
    if elsewhere && !(milestone && start.date() <= wanted.date()) {
        let text = words::stays(trial.model, trial.follower, goal.item, moved);
        trial.refused.push(Refusal { at: Some(goal.item.to_ref()), text, circle: Vec::new() });
    }
}

fn refuse(trial: &mut Trial<'_>, id: Id<Item>, why: &str) {
    let text = format!("*{}* {why}", trial.model.title_of(id.to_ref()));
    trial.refused.push(Refusal { at: Some(id.to_ref()), text, circle: Vec::new() });
}

/// Gives a circle that was not there before, when there were so many problems.
pub(super) fn new_circle(follower: &Follower, before: usize) -> Option<Vec<Ref>> {
    let problems = follower.plan().problems();
    if problems.len() <= before {
        return None;
    }
    let mut circles = problems.into_iter().rev().filter_map(|problem| match problem {
        Problem::Circle(keys) | Problem::PartOfItself(keys) => Some(keys),
        _ => None,
    });
    let keys = circles.next()?;
    Some(keys.into_iter().map(|key| item_of(key).to_ref()).collect())
}
