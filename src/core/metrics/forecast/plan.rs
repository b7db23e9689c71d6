//! When the plan ends if tasks take as long as their three points say: trials through the network
//! of links and calendars, beside the forecast from throughput.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::trial::{TRIALS, Trials};
use super::{LENSES, SEED, due, when};
use super::{risk, words};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::flow::SHARES;
use crate::metrics::make::*;
use crate::metrics::memo;
use crate::metrics::report::*;
use crate::metrics::words::percentile;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Item, ItemKind};
use crate::schedule::build::key_of;
use crate::schedule::trial::{Shape, Shock, Spread};
use crate::schedule::{Key, Moment, Network, Plan, Rules, Task};

/// The forecast from the schedule on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Is the network of the whole workspace and what of it a question is about.
struct Planned<'a> {
    network: Rc<Network>,
    /// Items of the place that are planned and not finished.
    open: Vec<&'a Item>,
    /// Those with a duration at best or at worst.
    spread: Vec<Spread>,
    n_spread: usize,
    /// What risks do in some of the trials.
    shocks: Vec<Shock>,
}

/// Reads what a question is about; the error is why there is nothing to draw.
fn planned<'a>(ask: &Ask<'a>) -> Result<Planned<'a>, String> {
    let has = |item: &Item| item.duration_low.is_some() || item.duration_high.is_some();
    let alive = |item: &&Item| item.trashed.is_none() && item.archived.is_none();
    let threatened = ask.model.risks.iter().any(|risk| risk.item.is_some());
    if !threatened && !ask.items().filter(alive).any(has) {
        return Err(words::no_points());
    }
    // What is not done by today cannot be done before it.
    let status = Some(Moment::start_of(ask.moment.today));
    let rules = Rules { status, ..Rules::default() };
    let network = Rc::new(Network::of(ask.model, ask.moment.today, rules));
    let tasks: FxHashMap<Key, &Task> = network.tasks.iter().map(|t| (t.key, t)).collect();
    let mut open = Vec::new();
    let mut n_spread = 0;
    // What only holds others has dates that are wishes: the work below it is what ends.
    let holds = |item: &Item| matches!(item.kind, ItemKind::Initiative | ItemKind::Feature);
    for item in ask.items().filter(alive).filter(|item| !holds(item)) {
        if tasks.get(&key_of(item.id)).is_some_and(|task| !task.is_done()) {
            n_spread += usize::from(has(item));
            open.push(item);
        }
    }
    let shocks = risk::shocks(ask.model, |key| tasks.get(&key).copied());
    let keys: FxHashSet<Key> = open.iter().map(|item| key_of(item.id)).collect();
    if n_spread == 0 && !shocks.iter().any(|shock| keys.contains(&shock.task)) {
        return Err(words::no_points());
    }
    // What other places do to this one is uncertain too.
    let all = ask.model.items.iter().filter(alive).filter(|item| has(item));
    let spread = all.filter_map(|item| spread_of(tasks.get(&key_of(item.id))?, item)).collect();
    Ok(Planned { network, open, spread, n_spread, shocks })
}

/// Gives the spread of an item: its three points over the one in the plan.
pub(crate) fn spread_of(task: &Task, item: &Item) -> Option<Spread> {
    let likely = task.stretches.iter().map(|s| s.minutes).max().filter(|n| *n > 0)? as f64;
    let times = |minutes: Option<crate::model::time::WorkMinutes>| {
        minutes.map_or(1.0, |m| m.0.max(0) as f64 / likely)
    };
    let (low, high) = (times(item.duration_low), times(item.duration_high));
    Some(Spread { task: task.key, low: low.min(1.0), high: high.max(1.0) })
}

/// Draws the trials: days from today on, today being the first.
fn trials(ask: &Ask<'_>, planned: &Planned<'_>, shape: Shape) -> Trials {
    let asked = memo::Planned {
        network: planned.network.clone(),
        ends: planned.open.iter().map(|item| key_of(item.id)).collect(),
        spread: planned.spread.clone(),
        shocks: planned.shocks.clone(),
        shape,
    };
    let drawn = ask.memo.plan(asked, |asked| {
        let plan = Plan::new((*asked.network).clone());
        plan.trials_with(&asked.ends, &asked.spread, &asked.shocks, shape, TRIALS, SEED)
    });
    let n_days = |end: Moment| {
        let days = end.finish_date().days_since(ask.moment.today) + 1;
        (end < Moment::MAX).then(|| u32::try_from(days).unwrap_or(0))
    };
    Trials::of(drawn.iter().copied().map(n_days).collect())
}

/// Gives the day on which the plan itself ends.
fn plan_end(plan: &Plan, planned: &Planned<'_>) -> Option<Date> {
    let ends = planned.open.iter().filter_map(|item| plan.dates(key_of(item.id)));
    ends.map(|dates| dates.early_finish).max().map(Moment::finish_date)
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let found = planned(ask).map(|planned| {
        let trials = trials(ask, &planned, Shape::Pert);
        (planned, trials)
    });
    let at = |share| {
        let (_, trials) = found.as_ref().ok()?;
        trials.at_most(share).map(|n| when::day(ask, n))
    };
    let (half, most) = (at(0.5), at(0.85));
    let why = || match &found {
        Err(why) => why.clone(),
        Ok(_) => words::never(),
    };
    let value = known(most.map(day_x), why);
    let mut tile = tile(&words::plan(), words::group(), Unit::Day, value)
        .says(|| words::plan_says(half.unwrap_or_default(), most.unwrap_or_default()));
    let mut signals = Vec::new();
    if let (Some(due), Ok((_, trials))) = (due(ask), &found) {
        tile.target = Some(day_x(due));
        let n_days = u32::try_from(due.days_since(ask.moment.today) + 1).unwrap_or(0);
        let share = trials.share_at_most(n_days).unwrap_or_default();
        tile.standing = match share {
            s if s >= 0.85 => Standing::Good,
            s if s >= 0.5 => Standing::Watch,
            _ => Standing::Bad,
        };
        if share < 0.85 {
            signals.push(Signal {
                key: tile.key.clone(),
                standing: tile.standing,
                sentence: words::plan_signal(due, share),
                records: ask.question.place.into_iter().collect(),
            });
        }
    }
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let target = found.tile.target;
    let mut detail = found.open(&words::plan());
    let Ok(planned) = planned(ask) else { return detail };
    let trials = trials(ask, &planned, Shape::Pert);
    detail.charts = vec![when::spread(ask, &trials, target), chances(ask, &trials, target)];
    let dates = |trials: &Trials| {
        let at = |share: &f64| Some((*share, when::day(ask, trials.at_most(*share)?)));
        SHARES.iter().filter_map(at).collect::<Vec<_>>()
    };
    detail.notes.push(words::by_shares(&dates(&trials)));
    let plan = Plan::new((*planned.network).clone());
    if let Some(end) = plan_end(&plan, &planned) {
        let n_days = u32::try_from(end.days_since(ask.moment.today) + 1).unwrap_or(0);
        let share = trials.share_at_most(n_days).unwrap_or_default();
        detail.notes.push(words::plan_end(end, share));
    }
    let triangle = self::trials(ask, &planned, Shape::Triangle);
    detail.notes.push(words::triangle(&dates(&triangle)));
    detail.notes.push(words::spread_of(planned.n_spread, planned.open.len()));
    detail.notes.push(words::independent(TRIALS));
    detail.notes.extend(words::risks(planned.shocks.len()));
    detail.notes.push(back_test(ask, &plan));
    detail.records = planned.open.iter().map(|item| item.id.to_ref()).collect();
    detail
}

/// Draws the chance to be done by each week.
fn chances(ask: &Ask<'_>, trials: &Trials, target: Option<f64>) -> Chart {
    let counts = trials.counts();
    let (first, last) = (counts.first().map_or(1, |c| c.0), trials.at_most(0.99).unwrap_or(1));
    let step = (last.saturating_sub(first) / 40).max(1);
    let days = (first.saturating_sub(step)..=last.saturating_add(step)).step_by(step as usize);
    let each = days.map(|n| point(day_x(when::day(ask, n)), trials.share_at_most(n)));
    let lines = vec![series(words::chance(), each)];
    let y = axis(words::chance(), Unit::Share);
    let mut chart = chart(ChartKind::Line, words::chances_title(), days_axis(), y, lines);
    let rule = |s: &f64| Some(upright(percentile(*s), day_x(when::day(ask, trials.at_most(*s)?))));
    chart.rules = SHARES.iter().filter_map(rule).collect();
    chart.rules.extend(target.map(|at| upright(words::due(), at)));
    chart
}

/// Says how well the three points of finished items would have done: how many took no longer than
/// their points said, by the working time between their real ends.
fn back_test(ask: &Ask<'_>, plan: &Plan) -> String {
    let mut all: FxHashMap<Id<Item>, (bool, bool, bool)> = FxHashMap::default();
    let points = |item: &&Item| item.duration_high.is_some() && item.kind != ItemKind::Milestone;
    for item in ask.items().filter(points) {
        let Some(task) = plan.task(key_of(item.id)).filter(|task| task.is_done()) else { continue };
        let (Some(start), Some(finish)) = (task.actual_start, task.actual_finish) else { continue };
        let Some(took) = plan.calendar(task.key).map(|hours| hours.between(start, finish)) else {
            continue;
        };
        let within = |m: Option<crate::model::time::WorkMinutes>| m.is_some_and(|m| took <= m.0);
        let likely = item.duration.or(item.work);
        let found = (within(item.duration_low), within(likely), within(item.duration_high));
        all.insert(item.id, found);
    }
    let count = |f: fn(&(bool, bool, bool)) -> bool| all.values().filter(|one| f(one)).count();
    words::points_came(all.len(), count(|o| o.0), count(|o| o.1), count(|o| o.2))
}
