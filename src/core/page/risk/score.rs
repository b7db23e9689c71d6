//! How grave a risk is, by the scales of the PMBOK Guide. It knows no page and no record's place.
//!
//! Expected monetary value is probability × impact (PMI, *A Guide to the Project Management Body of
//! Knowledge*, 5th edition 2013, 11.4.2.2); the scales of impact are its table 11-1, the matrix its
//! figure 11-10: probabilities of 0.1, 0.3, 0.5, 0.7 and 0.9 against impacts of 0.05, 0.1, 0.2, 0.4
//! and 0.8, high from 0.18 on, moderate from 0.06 on.

use crate::metrics::forecast::risk::chance;
use crate::model::Risk;
use crate::page::report::Tone;

/// The middle of each step of probability.
pub const PROBABILITY: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];
/// The weight of each step of impact.
pub const IMPACT: [f64; 5] = [0.05, 0.1, 0.2, 0.4, 0.8];

/// What a risk's impact is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// The budget in whole units of money.
    pub money: Option<f64>,
    /// The planned duration in working days.
    pub days: Option<f64>,
}

/// What is to be expected of risks: probability × impact, added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Exposure {
    /// Expected money.
    pub money: f64,
    /// Expected working days.
    pub days: f64,
    /// The money if all of them happen.
    pub worst: f64,
}

/// Adds up what is to be expected of some risks. Those without a probability count for nothing.
pub fn exposure<'a>(risks: impl Iterator<Item = &'a Risk>) -> Exposure {
    let mut sum = Exposure::default();
    for risk in risks {
        let (Some(p), cost) = (chance(risk), money_of(risk)) else { continue };
        sum.money += p * cost;
        sum.days += p * days_of(risk);
        sum.worst += cost;
    }
    sum
}

/// Gives what a risk would cost in whole units; nothing said is nothing.
pub fn money_of(risk: &Risk) -> f64 {
    risk.cost.map_or(0.0, |cost| (cost.0 as f64 / 100.0).max(0.0))
}

/// Gives by how many working days a risk would delay.
pub fn days_of(risk: &Risk) -> f64 {
    risk.days.map_or(0.0, |days| days.get().max(0.0))
}

/// Gives the step of a probability from 0 to 1.
pub fn likely_step(p: f64) -> usize {
    ((p * 5.0) as usize).min(4)
}

/// Gives the step of an impact by table 11-1: the graver one of cost (1, 10, 20 and 40 % of the
/// budget) and time (1, 5, 10 and 20 % of the duration). Nothing where neither can be said.
pub fn impact_step(risk: &Risk, bounds: Bounds) -> Option<usize> {
    let step = |share: f64, ends: [f64; 4]| ends.iter().filter(|end| share >= **end).count();
    let share = |of: f64, all: Option<f64>| Some(of / all.filter(|all| *all > 0.0)?);
    let cost = risk.cost.and_then(|_| share(money_of(risk), bounds.money));
    let time = risk.days.and_then(|_| share(days_of(risk), bounds.days));
    let cost = cost.map(|share| step(share, [0.01, 0.1, 0.2, 0.4]));
    let time = time.map(|share| step(share, [0.01, 0.05, 0.1, 0.2]));
    cost.max(time)
}

/// Gives where a risk stands in the matrix: the steps of its probability and of its impact.
pub fn place(risk: &Risk, bounds: Bounds) -> Option<(usize, usize)> {
    Some((likely_step(chance(risk)?), impact_step(risk, bounds)?))
}

/// Gives the weight of a cell of the matrix, from 0.005 to 0.72.
pub fn weight((likely, impact): (usize, usize)) -> f64 {
    let of = |list: [f64; 5], at: usize| list.get(at).copied().unwrap_or_default();
    of(PROBABILITY, likely) * of(IMPACT, impact)
}

/// Says how a weight stands: high, moderate or low.
pub fn tone(weight: f64) -> Tone {
    // Weights are rounded to hundredths in the figure: 0.175 reads 0.18.
    match weight {
        w if w >= 0.175 => Tone::Bad,
        w if w >= 0.055 => Tone::Warn,
        _ => Tone::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::number::{Money, Number, Percent};
    use crate::model::{RiskClass, time::Date};

    fn risk(p: f64, cost: i64, days: f64) -> Risk {
        Risk {
            probability: Percent::new(p),
            cost: Some(Money(cost * 100)),
            days: Number::new(days),
            ..Risk::default()
        }
    }

    #[test]
    fn the_matrix_is_that_of_the_guide() {
        let high: Vec<(usize, usize)> = (0..5)
            .flat_map(|p| (0..5).map(move |i| (p, i)))
            .filter(|at| tone(weight(*at)) == Tone::Bad)
            .collect();
        // Figure 11-10: dark are 0.24 in the row of 0.3, 0.20 and up in 0.5, 0.28 in 0.7, 0.18 in 0.9.
        assert_eq!(high, [(1, 4), (2, 3), (2, 4), (3, 3), (3, 4), (4, 2), (4, 3), (4, 4)]);
        let moderate = [(0, 4), (1, 2), (1, 3), (2, 2), (3, 1), (3, 2), (4, 1)];
        assert!(moderate.iter().all(|at| tone(weight(*at)) == Tone::Warn));
        assert_eq!(tone(weight((4, 0))), Tone::Good);
    }

    #[test]
    fn exposure_is_probability_times_impact() {
        // The guide's example of a decision tree: 35 % of 90 and 65 % of 45 come to 60.75.
        let list = [risk(35.0, 90, 10.0), risk(65.0, 45, 0.0)];
        let sum = exposure(list.iter());
        assert!((sum.money - 60.75).abs() < 1e-9 && (sum.days - 3.5).abs() < 1e-9, "{sum:?}");
        assert_eq!(sum.worst, 135.0);
        let unsaid = Risk { probability: None, ..risk(1.0, 500, 5.0) };
        assert_eq!(exposure([unsaid].iter()), Exposure::default());
        let happened = Risk { class: RiskClass::Issue, closed: None::<Date>, ..risk(5.0, 80, 2.0) };
        assert_eq!(exposure([happened].iter()).money, 80.0);
    }

    #[test]
    fn the_graver_of_money_and_time_is_the_impact() {
        let bounds = Bounds { money: Some(1_000.0), days: Some(100.0) };
        assert_eq!(place(&risk(50.0, 5, 0.0), bounds), Some((2, 0)));
        assert_eq!(place(&risk(20.0, 50, 12.0), bounds), Some((1, 3)));
        assert_eq!(place(&risk(100.0, 400, 0.0), bounds), Some((4, 4)));
        assert_eq!(place(&risk(10.0, 50, 12.0), Bounds::default()), None);
        let unsaid = Risk { cost: None, days: None, ..risk(10.0, 0, 0.0) };
        assert_eq!(place(&unsaid, bounds), None);
    }
}
