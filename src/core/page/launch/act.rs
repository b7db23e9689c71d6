//! What the page of launches offers to do: to decide, to make the deliverables of the template, to
//! move deliverables along with the day. It draws nothing.

use super::super::hold::id_of;
use super::super::report::Asked;
use super::super::words::count;
use super::super::{Facts, Look, Planned, no_act, plan};
use super::ready::{Sum, parts};
use super::template::{FUNCTIONS, apart, backward, before, hours, tier};
use super::{has, is_held};
use crate::command::{CommandError, NewItem};
use crate::env::Env;
use crate::lens::roadmap::cell;
use crate::model::id::Id;
use crate::model::number::Percent;
use crate::model::time::{Date, WorkMinutes};
use crate::model::workspace::Model;
use crate::model::{Category, Constraint, Item, ItemKind, Launch, LaunchGate, Release};
use crate::schedule::{Follower, Rules, WorkCalendar};

/// Plans what the page offers.
pub(in crate::page) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let found = |verb: &str| id_of::<Launch>(act, verb);
    if let Some(id) = found("template") {
        return from_template(model, id, env);
    }
    if let Some(id) = found("move") {
        return along(model, id, env);
    }
    if let Some(id) = found("tie") {
        let launch = need(model, id)?;
        return plan(model, env, format!("Tie deliverables to {}", launch.title), |tx| {
            tx.update(id, |own| own.planned = own.date)?;
            Ok(format!("The deliverables belong to the date of {}.", launch.title))
        });
    }
    let gates = [
        ("go", LaunchGate::Go, "goes"),
        ("nogo", LaunchGate::NoGo, "does not go"),
        ("reopen", LaunchGate::Open, "is open again"),
    ];
    let chosen = gates.into_iter().find_map(|(verb, gate, says)| Some((found(verb)?, gate, says)));
    let Some((id, gate, says)) = chosen else { return no_act(model, asked, act, env) };
    let launch = need(model, id)?;
    let known = known(model, &launch, asked, env.today);
    let today = env.today;
    plan(model, env, format!("Decision on {}", launch.title), |tx| {
        tx.update(id, |own| {
            own.decided = (gate != LaunchGate::Open).then_some(today);
            if own.reason.trim().is_empty() && gate != LaunchGate::Open {
                own.reason = known;
            }
            own.gate = gate;
        })?;
        Ok(format!("{} {says}.", launch.title))
    })
}

fn need(model: &Model, id: Id<Launch>) -> Result<Launch, CommandError> {
    model.find(id).cloned().ok_or_else(|| CommandError::missing("Launch"))
}

/// Says what is known today, for whoever asks later why it was decided so.
fn known(model: &Model, launch: &Launch, asked: &Asked, today: Date) -> String {
    let follower = Follower::new(model, today, Rules::default());
    let facts = Facts { look: Look::of(model, asked, today), plan: &follower };
    let sum = Sum::of(&parts(&facts, launch));
    format!("On {}: {}.", facts.date(today), sum.says())
}

/// Makes what the template has and the launch has not yet, planned backward from its day.
fn from_template(
    model: &mut Model,
    id: Id<Launch>,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let launch = need(model, id)?;
    let Some(date) = launch.date else {
        return Err(CommandError::invalid(
            format!("{} has no date to plan backward from.", launch.title),
            "Set the date in the table of launches.",
        ));
    };
    let Some(project) = launch.project.filter(|id| model.projects.has(*id)) else {
        return Err(CommandError::invalid(
            format!("No project carries {}.", launch.title),
            "Choose its project in the table of launches: the deliverables are made there.",
        ));
    };
    let calendar = hours(model, Some(project));
    let own = launch.product.and_then(|product| {
        let release = launch.release.and_then(|id| model.find(id));
        release.filter(|release: &&Release| release.product == product).map(|r| r.id)
    });
    let least = tier(&launch.tier);
    plan(model, env, format!("Deliverables of {}", launch.title), |tx| {
        let mut n = 0;
        for function in &FUNCTIONS {
            for due in function.due.iter().filter(|due| due.tier >= least) {
                if has(tx, &launch, due.title) {
                    continue;
                }
                let days = backward(&calendar, date, due.lead, due.days);
                let new = NewItem {
                    title: due.title.to_owned(),
                    kind: ItemKind::Deliverable,
                    project: Some(project),
                    product: launch.product,
                    ..NewItem::default()
                };
                let made = plan::make(tx, new, |item| {
                    item.release = own;
                    item.start = Some(days.start);
                    item.due = Some(days.finish);
                    item.deadline = Some(days.finish);
                    item.duration = Some(WorkMinutes(days.minutes));
                    item.constraint = Constraint::StartNoEarlier;
                    item.constraint_date = Some(days.start);
                })?;
                tx.update(id, |own| (function.get_mut)(own).push(made))?;
                n += 1;
            }
        }
        tx.update(id, |own| own.planned = own.planned.or(Some(date)))?;
        let added = count(n, "deliverable is", "deliverables are");
        Ok(format!("{added} planned before {}.", cell::day(date, tx.env.today)))
    })
}

/// Moves the open deliverables along with the day of their launch.
fn along(model: &mut Model, id: Id<Launch>, env: &mut Env) -> Result<Planned, CommandError> {
    let launch = need(model, id)?;
    let Some((from, to)) = launch.planned.zip(launch.date) else {
        return Err(CommandError::invalid(
            format!(
                "It is not known for which day the deliverables of {} are planned.",
                launch.title
            ),
            "Set the date of the launch and tie their dates to it.",
        ));
    };
    let mut ids: Vec<Id<Item>> = Vec::new();
    for item in FUNCTIONS.iter().flat_map(|function| (function.get)(&launch)) {
        if !ids.contains(item) {
            ids.push(*item);
        }
    }
    plan(model, env, format!("Move deliverables of {}", launch.title), |tx| {
        let mut n = 0;
        for item in ids {
            let Some(old) = tx.find(item).filter(|item| item.is_live() && is_held(item)) else {
                continue;
            };
            let category = tx.status_of(old).map(|status| status.category.clone());
            let closed = category.as_ref().is_some_and(Category::is_closed);
            if closed || old.actual_finish.is_some() {
                continue;
            }
            let begun = category.is_some_and(|category| category.is_started())
                || old.actual_start.is_some()
                || old.progress.is_some_and(|done: Percent| done.get() > 0.0);
            let calendar = hours(tx, old.project);
            let mut new = old.clone();
            shift(&mut new, &calendar, from, to, begun);
            n += usize::from(new != *old);
            tx.update(item, |item| *item = new)?;
        }
        tx.update(id, |own| own.planned = Some(to))?;
        Ok(format!("{} moved with the launch.", count(n, "deliverable is", "deliverables are")))
    })
}

/// Gives an item's dates the same working days before another day. What has begun keeps its start.
fn shift(item: &mut Item, hours: &WorkCalendar, from: Date, to: Date, begun: bool) {
    let moved = |day: Date| match apart(hours, day, from) {
        Some(lead) => before(hours, to, lead),
        None => day.plus_days(to.days_since(from)),
    };
    item.deadline = item.deadline.map(moved);
    item.due = item.due.map(moved);
    let finish = matches!(
        item.constraint,
        Constraint::FinishNoEarlier | Constraint::FinishNoLater | Constraint::MustFinish
    );
    if finish || !begun {
        item.constraint_date = item.constraint_date.map(moved);
    }
    if !begun {
        item.start = item.start.map(moved);
    }
}
