//! What risks do to a plan: which of them have a probability and days, and lengthen an item in
//! some of the trials. It draws nothing.
//!
//! A risk is a Bernoulli event with an impact on an activity's duration, as in quantitative risk
//! analysis by simulation (PMI, *The Standard for Risk Management in Portfolios, Programs, and
//! Projects*, 2019; Hulett, *Integrated Cost-Schedule Risk Analysis*, 2011). An issue has happened:
//! what it does stands in the plan, so it is not drawn.

use super::SEED;
use super::plan::spread_of;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, ItemKind, Risk, RiskClass};
use crate::schedule::build::{UNSAID, key_of};
use crate::schedule::trial::{Shape, Shock, Spread};
use crate::schedule::{Key, Moment, Network, Plan, Rules, Task};

/// Gives how likely a risk is, from 0 to 1; an issue has happened.
pub fn chance(risk: &Risk) -> Option<f64> {
    match risk.class {
        RiskClass::Issue => Some(1.0),
        _ => risk.probability.map(|p| (p.get() / 100.0).clamp(0.0, 1.0)),
    }
}

/// Gives the open risk's item, chance and working days, where it has all three.
fn event<'a>(model: &'a Model, risk: &Risk) -> Option<(&'a Item, f64, f64)> {
    let counts = risk.closed.is_none() && risk.class != RiskClass::Issue;
    let item = model.find(risk.item.filter(|_| counts)?).filter(|item| item.is_live())?;
    let days = risk.days.map(|n| n.get()).filter(|days| *days > 0.0)?;
    Some((item, chance(risk).filter(|p| *p > 0.0)?, days))
}

/// Lists the events of all open risks that lengthen a task, in the order of the risks. Milestones,
/// which take no time, and finished work have none.
pub fn shocks<'t>(model: &Model, task: impl Fn(Key) -> Option<&'t Task>) -> Vec<Shock> {
    events(model, task).into_iter().map(|(_, shock)| shock).collect()
}

fn events<'t>(model: &Model, task: impl Fn(Key) -> Option<&'t Task>) -> Vec<(Id<Risk>, Shock)> {
    let shock = |risk: &Risk| {
        let (item, chance, days) = event(model, risk)?;
        let task = task(key_of(item.id)).filter(|task| !task.is_done())?;
        let likely = task.stretches.iter().map(|s| s.minutes).max().filter(|n| *n > 0)?;
        let more = days * UNSAID as f64 / likely as f64;
        Some((risk.id, Shock { task: task.key, chance, more }))
    };
    model.risks.iter().filter_map(shock).collect()
}

/// How many trials show what risks do.
pub const TRIALS: usize = 1_000;
/// For how many risks each is left out once, those that bring the most days first.
const MOST: usize = 12;

/// Is what risks do to the end of some work.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The day by which 85 of 100 trials end.
    pub most: Date,
    /// The same day if there were no risks.
    pub bare: Date,
    /// By how many days that day is earlier without one risk, for each risk that could move it, the
    /// strongest first.
    pub each: Vec<(Id<Risk>, i64)>,
}

/// Draws the end of some items with all risks, with none and without each. The same trials are
/// drawn each time, so that only the risks differ. Nothing where no risk threatens work that the
/// items wait for, or nothing is left to do.
pub fn effect(model: &Model, today: Date, items: &[Id<Item>]) -> Option<Effect> {
    if !model.risks.iter().any(|risk| event(model, risk).is_some()) {
        return None;
    }
    let rules = Rules { status: Some(Moment::start_of(today)), ..Rules::default() };
    let plan = Plan::new(Network::of(model, today, rules));
    let events = events(model, |key| plan.task(key));
    let holds = |item: &Item| matches!(item.kind, ItemKind::Initiative | ItemKind::Feature);
    let open = |id: &Id<Item>| {
        let task = plan.task(key_of(*id)).filter(|task| !task.is_done());
        task.is_some() && model.find(*id).is_some_and(|item| !holds(item))
    };
    let ends: Vec<Key> = items.iter().filter(|id| open(id)).map(|id| key_of(*id)).collect();
    let spread: Vec<Spread> = model
        .items
        .iter()
        .filter(|item| item.is_live())
        .filter(|item| item.duration_low.is_some() || item.duration_high.is_some())
        .filter_map(|item| spread_of(plan.task(key_of(item.id))?, item))
        .collect();
    let end = |without: Option<Id<Risk>>, any: bool| {
        let shocks = events.iter().filter(|(id, _)| any && Some(*id) != without);
        let shocks: Vec<Shock> = shocks.map(|(_, shock)| *shock).collect();
        let mut all = plan.trials_with(&ends, &spread, &shocks, Shape::Pert, TRIALS, SEED);
        all.retain(|end| *end > Moment::MIN && *end < Moment::MAX);
        all.sort_unstable();
        all.get((all.len() * 85).div_ceil(100).saturating_sub(1)).map(|end| end.finish_date())
    };
    let (most, bare) = (end(None, true)?, end(None, false)?);
    let mut ranked: Vec<&(Id<Risk>, Shock)> = events.iter().collect();
    ranked.sort_by(|a, b| (b.1.chance * b.1.more).total_cmp(&(a.1.chance * a.1.more)));
    let moves = |(id, _): &&(Id<Risk>, Shock)| Some((*id, most.days_since(end(Some(*id), true)?)));
    let mut each: Vec<(Id<Risk>, i64)> = ranked.iter().take(MOST).filter_map(moves).collect();
    each.retain(|(_, n)| *n > 0);
    each.sort_by_key(|(id, n)| (-n, *id));
    (!each.is_empty() || most != bare).then_some(Effect { most, bare, each })
}
