//! When milestones and places are expected, where durations have a best and a worst case: the span
//! in which four of five trials of the plan end, risks included. It knows no pixel.

use rustc_hash::FxHashMap;

use super::row::{Mark, Row};
use crate::metrics::forecast::plan::spread_of;
use crate::metrics::forecast::risk;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, ItemKind, Kind, Project};
use crate::schedule::build::key_of;
use crate::schedule::trial::Shape;
use crate::schedule::{Moment, Network, Plan, Rules};

/// For how many rows trials are made at most.
const MOST: usize = 32;
/// How many trials are made for each.
const TRIALS: usize = 200;
/// The seed: the same plan has the same bands.
const SEED: u64 = 85;

/// Lists the rows of a roadmap whose end others count on: places, milestones and summaries that are
/// not finished, in their order.
pub fn awaited(rows: &[Row]) -> Vec<Ref> {
    let counted = |row: &&Row| {
        let place = row.at.is_some_and(|at| matches!(at.kind, Kind::Project | Kind::Program));
        let item = row.is(Mark::Milestone) || row.is(Mark::Summary);
        row.group.is_empty() && row.finish.is_some() && !row.is(Mark::Done) && (place || item)
    };
    rows.iter().filter(counted).filter_map(|row| row.at).take(MOST).collect()
}

/// Gives the days between which each of some records is expected to be finished: one trial in ten
/// ends before, one in ten after. What has one day only is left out, and so is everything where no
/// duration has a best or a worst case and no risk threatens an item.
pub fn expected(model: &Model, today: Date, about: &[Ref]) -> Vec<(Ref, Moment, Moment)> {
    let alive = |item: &&Item| item.trashed.is_none() && item.archived.is_none();
    let has = |item: &&Item| item.duration_low.is_some() || item.duration_high.is_some();
    let threatened = model.risks.iter().any(|risk| risk.item.is_some());
    if !threatened && !model.items.iter().filter(alive).any(|item| has(&item)) {
        return Vec::new();
    }
    // What is not done by today cannot be done before it.
    let rules = Rules { status: Some(Moment::start_of(today)), ..Rules::default() };
    let plan = Plan::new(Network::of(model, today, rules));
    let spread = model.items.iter().filter(alive).filter(has);
    let spread: Vec<_> =
        spread.filter_map(|item| spread_of(plan.task(key_of(item.id))?, item)).collect();
    let shocks = risk::shocks(model, |key| plan.task(key));
    let open = open_items(model, &plan);
    let mut out = Vec::new();
    for at in about.iter().take(MOST) {
        let ends: Vec<u64> = match Id::<Item>::from_ref(*at) {
            Some(item) => vec![key_of(item)],
            None => open.get(at).cloned().unwrap_or_default(),
        };
        if ends.is_empty() {
            continue;
        }
        let mut ends = plan.trials_with(&ends, &spread, &shocks, Shape::Pert, TRIALS, SEED);
        ends.retain(|end| *end > Moment::MIN && *end < Moment::MAX);
        ends.sort_unstable();
        let share = |tenths: usize| ends.get((ends.len() * tenths / 10).min(ends.len().max(1) - 1));
        if let (Some(first), Some(last)) = (share(1), share(9))
            && first.finish_date() < last.finish_date()
        {
            out.push((*at, *first, *last));
        }
    }
    out
}

/// Lists the open work of every project and program. What only holds others has dates that are
/// wishes: the work below it is what ends.
fn open_items(model: &Model, plan: &Plan) -> FxHashMap<Ref, Vec<u64>> {
    let mut open: FxHashMap<Ref, Vec<u64>> = FxHashMap::default();
    let holds = |item: &Item| matches!(item.kind, ItemKind::Initiative | ItemKind::Feature);
    for item in model.items.iter().filter(|item| item.is_live() && !holds(item)) {
        let key = key_of(item.id);
        let Some(project) = item.project.filter(|_| plan.task(key).is_some_and(|t| !t.is_done()))
        else {
            continue;
        };
        open.entry(project.to_ref()).or_default().push(key);
        let program = model.find(project).and_then(|p: &Project| p.program);
        if let Some(program) = program {
            open.entry(program.to_ref()).or_default().push(key);
        }
    }
    open
}
