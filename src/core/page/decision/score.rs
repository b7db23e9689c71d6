//! How options stand by weighted criteria, and where people disagree. It knows no page.
//!
//! Options are compared by a weighted sum (multi-criteria decision analysis: Keeney and Raiffa,
//! *Decisions with Multiple Objectives*, 1976). Dissent is one minus the consensus of Tastle and
//! Wierman, *Consensus and dissention: A measure of ordinal dispersion* (2007): on a scale of width
//! d with mean μ, Cns = 1 + Σ pᵢ · log₂(1 − |xᵢ − μ| ÷ d).

use crate::model::{Decision, Position, Stand};

/// The width of the scale of stands, from -2 to 2.
const WIDTH: f64 = 4.0;

/// Gives a stand as a number from -2 (strongly against) to 2 (strongly for).
pub fn number_of(stand: &Stand) -> f64 {
    match stand {
        Stand::StrongAgainst => -2.0,
        Stand::Against => -1.0,
        Stand::For => 1.0,
        Stand::StrongFor => 2.0,
        Stand::Neutral | Stand::Other(_) => 0.0,
    }
}

/// Reads a criterion, "Cost: 3": its name and weight; a weight that is not said is 1.
pub fn criterion(text: &str) -> (&str, f64) {
    let said = text.rsplit_once(':').and_then(|(name, weight)| {
        let weight: f64 = weight.trim().replace(',', ".").parse().ok()?;
        (weight.is_finite() && weight >= 0.0).then_some((name.trim(), weight))
    });
    said.unwrap_or((text.trim(), 1.0))
}

/// Tells whether two names mean the same.
pub fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Gives how far people disagree, from 0 (all alike) to 1 (half at either end); nothing for fewer
/// than two.
pub fn dissent(stands: &[f64]) -> Option<f64> {
    let n = stands.len() as f64;
    let mean = stands.iter().sum::<f64>() / n;
    let part = |x: &f64| (1.0 - (x - mean).abs() / WIDTH).log2() / n;
    let consensus = 1.0 + stands.iter().map(part).sum::<f64>();
    (stands.len() >= 2).then(|| (1.0 - consensus).clamp(0.0, 1.0))
}

/// Gives where people stand to an option by a criterion; an empty one means on the whole.
pub fn stands(positions: &[&Position], option: &str, criterion: &str) -> Vec<f64> {
    let about = |p: &&&Position| same(&p.option, option) && same(&p.criterion, criterion);
    positions.iter().filter(about).map(|p| number_of(&p.stand)).collect()
}

/// Is how one option stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The option.
    pub option: String,
    /// The mean stand by each criterion, in their order.
    pub by: Vec<Option<f64>>,
    /// The weighted mean over the criteria of which somebody said something; without criteria, the
    /// mean stand on the whole.
    pub total: Option<f64>,
}

/// Scores every option of a decision.
pub fn scored(decision: &Decision, positions: &[&Position]) -> Vec<Scored> {
    let mean =
        |list: &[f64]| (!list.is_empty()).then(|| list.iter().sum::<f64>() / list.len() as f64);
    let criteria: Vec<(&str, f64)> = decision.criteria.iter().map(|c| criterion(c)).collect();
    let one = |option: &String| {
        let by: Vec<Option<f64>> =
            criteria.iter().map(|(name, _)| mean(&stands(positions, option, name))).collect();
        let said = || by.iter().zip(&criteria).filter_map(|(m, (_, w))| Some((((*m)?), *w)));
        let weights: f64 = said().map(|(_, w)| w).sum();
        let total = match weights > 0.0 {
            true => Some(said().map(|(m, w)| m * w).sum::<f64>() / weights),
            false => mean(&stands(positions, option, "")),
        };
        Scored { option: option.clone(), by, total }
    };
    decision.options.iter().map(one).collect()
}

/// Gives the option that stands best, where one does.
pub fn leading(scored: &[Scored]) -> Option<&Scored> {
    let known = || scored.iter().filter_map(|s| Some((s, s.total?)));
    let best = known().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let alone = known().filter(|(_, total)| *total >= best.1 - 1e-9).count() == 1;
    alone.then_some(best.0)
}

/// Is a place where people disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    /// The criterion; empty means on the whole.
    pub criterion: String,
    /// The option.
    pub option: String,
    /// How far, from 0 to 1.
    pub dissent: f64,
}

/// Lists where people disagree, the widest first; what all see alike is left out.
pub fn disputes(decision: &Decision, positions: &[&Position]) -> Vec<Dispute> {
    let mut out = Vec::new();
    let names = decision.criteria.iter().map(|c| criterion(c).0).chain([""]);
    for (name, option) in names.flat_map(|name| decision.options.iter().map(move |o| (name, o))) {
        let found = dissent(&stands(positions, option, name)).filter(|d| *d > 1e-9);
        out.extend(found.map(|dissent| Dispute {
            criterion: name.to_owned(),
            option: option.clone(),
            dissent,
        }));
    }
    out.sort_by(|a, b| b.dissent.total_cmp(&a.dissent));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dissent_is_that_of_tastle_and_wierman() {
        // All alike: none. Half at either end: all of it.
        assert_eq!(dissent(&[1.0, 1.0, 1.0]), Some(0.0));
        assert_eq!(dissent(&[-2.0, 2.0]), Some(1.0));
        // Their uniform spread over five steps: consensus 0.434.
        let even = dissent(&[-2.0, -1.0, 0.0, 1.0, 2.0]).unwrap();
        assert!((even - 0.566).abs() < 5e-4, "{even}");
        assert_eq!((dissent(&[]), dissent(&[2.0])), (None, None));
    }

    #[test]
    fn a_criterion_has_its_weight_behind_a_colon() {
        assert_eq!(criterion("Cost: 3"), ("Cost", 3.0));
        assert_eq!(criterion(" Date at risk:0,5 "), ("Date at risk", 0.5));
        assert_eq!(criterion("Ratio 1:2"), ("Ratio 1", 2.0));
        assert_eq!(criterion("Cost: high"), ("Cost: high", 1.0));
        assert_eq!(criterion("Cost"), ("Cost", 1.0));
        assert_eq!(criterion("Cost: -1"), ("Cost: -1", 1.0));
    }

    fn position(option: &str, criterion: &str, stand: Stand) -> Position {
        Position {
            option: option.to_owned(),
            criterion: criterion.to_owned(),
            stand,
            ..Position::default()
        }
    }

    #[test]
    fn options_are_compared_by_the_weighted_sum_of_what_was_said() {
        let decision = Decision {
            options: vec!["Keep".to_owned(), "Later".to_owned(), "Never".to_owned()],
            criteria: vec!["Date: 3".to_owned(), "Cost".to_owned()],
            ..Decision::default()
        };
        let list = [
            position("keep", "date", Stand::StrongFor),
            position("Keep", "Date", Stand::Neutral),
            position("Keep", "Cost", Stand::Against),
            position("Later", "Date", Stand::Against),
            position("Keep", "", Stand::StrongAgainst),
        ];
        let list: Vec<&Position> = list.iter().collect();
        let scored = scored(&decision, &list);
        assert_eq!(scored[0].by, [Some(1.0), Some(-1.0)]);
        assert_eq!(scored[0].total, Some((3.0 - 1.0) / 4.0));
        // What nobody said about cost does not count against it.
        assert_eq!((scored[1].total, scored[2].total), (Some(-1.0), None));
        assert_eq!(leading(&scored).map(|s| s.option.as_str()), Some("Keep"));
        let disputes = disputes(&decision, &list);
        assert_eq!(disputes.len(), 1);
        assert_eq!((disputes[0].criterion.as_str(), disputes[0].option.as_str()), ("Date", "Keep"));
    }

    #[test]
    fn two_that_stand_alike_have_no_leader() {
        let list = ["a", "b"].map(|option| Scored {
            option: option.to_owned(),
            by: Vec::new(),
            total: Some(1.0),
        });
        assert_eq!(leading(&list), None);
    }
}
