//! What risks do to a plan: which of them have a probability and days, and lengthen an item in
//! some of the trials. It draws nothing.
//!
//! A risk is a Bernoulli event with an impact on an activity's duration, as in quantitative risk
//! analysis by simulation (PMI, *The Standard for Risk Management in Portfolios, Programs, and
//! Projects*, 2019; Hulett, *Integrated Cost-Schedule Risk Analysis*, 2011). An issue has happened:
//! what it does stands in the plan, so it is not drawn.

use crate::model::workspace::Model;
use crate::model::{Item, Risk, RiskClass};
use crate::schedule::build::{UNSAID, key_of};
use crate::schedule::trial::Shock;
use crate::schedule::{Key, Task};

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
    let shock = |risk: &Risk| {
        let (item, chance, days) = event(model, risk)?;
        let task = task(key_of(item.id)).filter(|task| !task.is_done())?;
        let likely = task.stretches.iter().map(|s| s.minutes).max().filter(|n| *n > 0)?;
        Some(Shock { task: task.key, chance, more: days * UNSAID as f64 / likely as f64 })
    };
    model.risks.iter().filter_map(shock).collect()
}
