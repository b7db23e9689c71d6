//! Scenarios: the plan as it would be if some items were put elsewhere. A scenario keeps where they
//! are put and nothing of what follows, so that it is always compared with the plan as it is now.

use rustc_hash::FxHashMap;

use super::ask::{PlanChange, Preview, Refusal, Standing};
use super::before::Before;
use super::settle;
use super::summary;
use super::trial::Trial;
use crate::change::{Change, ChangeSet};
use crate::env::Env;
use crate::lens::roadmap::{Question, Roadmap, roadmap_beside};
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Item, Record, Scenario, Supposed};
use crate::schedule::leveler::strain;
use crate::schedule::{Follower, Moment};

/// Lists what a scenario asks of the plan, in the order in which its items were put.
fn changes(scenario: &Scenario) -> Vec<PlanChange> {
    let put = |at: &Supposed| PlanChange::Put { item: at.item, start: at.start, due: at.due };
    scenario.items.iter().map(put).collect()
}

/// Gives the roadmap of a scenario, with the plan as it is now beside it: what a row was agreed to
/// be is what the plan says. Nothing where there is no such scenario.
pub fn beside(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    question: &Question,
    env: &mut Env,
) -> Option<Roadmap> {
    let scenario = changes(model.find(question.scenario?)?);
    let today = env.today;
    let mut trial = Trial::begin(model, follower, before, env);
    trial.make(&scenario);
    settle::settle(&mut trial, &scenario);
    let map = roadmap_beside(trial.model, trial.follower, question, today, &before.spans);
    trial.end();
    Some(map)
}

/// Tells what changes would do in a scenario, compared with the plan as it is now.
pub fn rehearse(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    scenario: Id<Scenario>,
    asked: &[PlanChange],
    env: &mut Env,
) -> Preview {
    with(model, follower, before, scenario, asked, env).0
}

/// Tells what changes would do in a scenario, and plans the change set that keeps them there. The
/// plan itself stays as it is.
pub fn amend(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    scenario: Id<Scenario>,
    asked: &[PlanChange],
    env: &mut Env,
) -> (Preview, ChangeSet) {
    let (preview, items, label) = with(model, follower, before, scenario, asked, env);
    let Some(old) = model.find(scenario) else { return (preview, ChangeSet::default()) };
    let label = format!("{label} in “{}”", old.name);
    let new = Scenario { items, ..old.clone() };
    let changes = Change::between(old, &new).into_iter().collect();
    (preview, ChangeSet { label, at: env.now, by: env.by, changes })
}

/// Tells what a scenario would do, and plans the change set that makes it the plan: everything
/// moves as it says, and the scenario itself is gone.
pub fn commit(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    scenario: Id<Scenario>,
    env: &mut Env,
) -> (Preview, ChangeSet) {
    let Some(record) = model.find(scenario).cloned() else {
        return (Preview::default(), ChangeSet::default());
    };
    let (preview, mut set) = super::replan(model, follower, before, &changes(&record), env);
    (set.at, set.by) = (env.now, env.by);
    set.label = format!("Make “{}” the plan", record.name);
    set.changes.push(Change::Delete(Record::Scenario(record.into())));
    (preview, set)
}

/// Says how the plan and all its scenarios stand, the plan first: what is compared side by side.
pub fn compare(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    place: Option<Ref>,
    env: &mut Env,
) -> Vec<Standing> {
    let mut list: Vec<(Id<Scenario>, Vec<PlanChange>)> =
        model.scenarios.iter().map(|s| (s.id, changes(s))).collect();
    crate::sort::by_key(&mut list, |(id, _)| *id);
    let mut out =
        vec![Trial::of(model, follower, before, &[], env, |trial| standing(trial, None, place))];
    for (id, asked) in list {
        out.push(Trial::of(model, follower, before, &asked, env, |trial| {
            standing(trial, Some(id), place)
        }));
    }
    let planned = out.first().and_then(|plan| plan.finish);
    for standing in &mut out {
        let ends = standing.finish.zip(planned);
        standing.days =
            ends.map_or(0, |(end, was)| end.finish_date().days_since(was.finish_date()));
    }
    out
}

/// Reads how a trial stands.
fn standing(trial: &Trial<'_>, scenario: Option<Id<Scenario>>, place: Option<Ref>) -> Standing {
    let scope = Scope::of(trial.model, place);
    let plan = trial.follower.plan();
    let today = trial.follower.today();
    let mut out = Standing { scenario, ..Standing::default() };
    for item in trial.model.items.iter().filter(|item| item.is_live() && scope.holds(item)) {
        let Some(dates) = plan.dates(item.id.raw().0) else { continue };
        out.finish = out.finish.max(Some(dates.finish));
        if dates.done || dates.summary {
            continue;
        }
        out.n_items += 1;
        out.n_critical += u32::from(dates.critical);
        let late = item.deadline.is_some_and(|at| dates.finish > Moment::end_of(at));
        out.n_late += u32::from(late);
    }
    out.n_moved = trial.moved().len() as u32;
    out.strain = strain(trial.model, plan, today);
    out.line =
        if scenario.is_some() { summary::preview(trial).summary.line } else { String::new() };
    out
}

/// Makes changes in a scenario on trial: what would follow, the items as they would be put, and
/// what the step is called.
fn with(
    model: &mut Model,
    follower: &mut Follower,
    before: &Before,
    scenario: Id<Scenario>,
    asked: &[PlanChange],
    env: &mut Env,
) -> (Preview, Vec<Supposed>, String) {
    let Some(record) = model.find(scenario).cloned() else {
        return (Preview::default(), Vec::new(), String::new());
    };
    let dates = |change: &&PlanChange| {
        matches!(
            change,
            PlanChange::Shift { .. } | PlanChange::Put { .. } | PlanChange::Level { .. }
        )
    };
    let kept: Vec<PlanChange> = asked.iter().filter(dates).cloned().collect();
    let mut trial = Trial::begin(model, follower, before, env);
    trial.make(&changes(&record));
    let was: FxHashMap<Id<Item>, (Moment, Moment)> =
        asked_items(&trial, &kept).into_iter().map(|(id, _, span)| (id, span)).collect();
    // What the scenario could not do was said when it was asked for.
    trial.refused.clear();
    trial.make(&kept);
    let label = std::mem::take(&mut trial.label);
    if kept.len() < asked.len() {
        let text = "A scenario changes dates alone. Links, progress and other fields are changed \
                    in the plan itself.";
        trial.refused.push(Refusal { at: None, text: text.to_owned(), circle: Vec::new() });
    }
    let mut items = record.items;
    for (item, sized, span) in asked_items(&trial, &kept) {
        if was.get(&item) == Some(&span) {
            continue;
        }
        let known = items.iter().position(|at| at.item == item);
        let had = known.and_then(|at| items.get(at)).is_some_and(|at| at.due.is_some());
        if let Some(at) = known {
            items.remove(at);
        }
        let due = (sized || had).then(|| span.1.finish_date());
        let start = Some(span.0.date().min(span.1.finish_date()));
        items.push(Supposed { item, start, due, ..Supposed::default() });
    }
    let preview = summary::preview(&trial);
    trial.end();
    (preview, items, label)
}

/// Lists the items that changes put somewhere, of a summary its parts: whether their length is set,
/// and where they are now.
fn asked_items(
    trial: &Trial<'_>,
    changes: &[PlanChange],
) -> Vec<(Id<Item>, bool, (Moment, Moment))> {
    let mut open: Vec<(Id<Item>, bool)> = Vec::new();
    for change in changes {
        match change {
            PlanChange::Shift { items, .. } => open.extend(items.iter().map(|id| (*id, false))),
            PlanChange::Put { item, due, .. } => open.push((*item, due.is_some())),
            PlanChange::Level { starts } => open.extend(starts.iter().map(|(id, _)| (*id, false))),
            _ => {}
        }
    }
    let mut out: Vec<(Id<Item>, bool, (Moment, Moment))> = Vec::new();
    while let Some((id, sized)) = open.pop() {
        let Some(dates) = trial.follower.plan().dates(id.raw().0) else { continue };
        if dates.summary {
            let parts = trial.model.index().children(id);
            open.extend(parts.iter().map(|(_, part)| (*part, false)));
        } else if !dates.done && out.iter().all(|(known, ..)| *known != id) {
            out.push((id, sized, (dates.start, dates.finish)));
        }
    }
    out.reverse();
    out
}
