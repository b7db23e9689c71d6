//! Ranking: what is asked about, with its inputs, in the order that a method gives. It knows no
//! table and no chart.

use rustc_hash::FxHashMap;

use super::kano::{Quality, Tally, quality};
use super::method::{Method, Weights};
use super::score::{Inputs, opportunity};
use crate::model::id::Id;
use crate::model::{Item, ItemKind, Moscow, Need, Response, Score};
use crate::page::Look;
use crate::sort;

/// Is one thing that is ranked.
#[derive(Debug)]
pub struct Ranked<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its estimates, if anybody made any.
    pub score: Option<&'a Score>,
    /// The need that it meets whose opportunity is the highest.
    pub need: Option<&'a Need>,
    /// Its inputs as plain numbers.
    pub inputs: Inputs,
    /// What people answered about it.
    pub tally: Tally,
    /// Its place in the backlog among what is ranked, from 1.
    pub place: usize,
    /// What it comes to; nothing where an input is missing.
    pub points: Option<f64>,
}

/// Lists what is asked about, in the order of the method; what has no score comes last, as it
/// stands in the backlog.
pub fn ranking<'a>(look: &Look<'a>, method: &Method, weights: &Weights) -> Vec<Ranked<'a>> {
    let model = look.model;
    let kinds: &[ItemKind] = match look.asked.option("what") {
        Some("initiative") => &[ItemKind::Initiative],
        Some("story") => &[ItemKind::Story],
        Some("all") => &[ItemKind::Initiative, ItemKind::Feature, ItemKind::Story, ItemKind::Bug],
        _ => &[ItemKind::Feature],
    };
    let scores: FxHashMap<Id<Item>, &Score> = model.scores.iter().map(|s| (s.item, s)).collect();
    let mut answers: FxHashMap<Id<Item>, Tally> = FxHashMap::default();
    for Response { item, with, without, .. } in model.responses.iter() {
        if let (Some(item), Some(quality)) = (item, quality(with, without)) {
            answers.entry(*item).or_default().add(quality);
        }
    }
    let asked = look.items().into_iter();
    let asked = asked.filter(|item| kinds.contains(&item.kind) && look.is_open(item));
    let mut list: Vec<Ranked<'a>> = asked
        .enumerate()
        .map(|(at, item)| {
            let score = scores.get(&item.id).copied();
            let need = best_need(look, item);
            let inputs = inputs(score, need);
            let tally = answers.get(&item.id).copied().unwrap_or_default();
            let mut ranked =
                Ranked { item, score, need, inputs, tally, place: at + 1, points: None };
            ranked.points = ranked.points_by(method, weights, &inputs);
            ranked
        })
        .collect();
    sort::by(&mut list, |a, b| match (a.points, b.points) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    list
}

impl Ranked<'_> {
    /// Gives what it would come to with other inputs.
    pub fn points_by(&self, method: &Method, weights: &Weights, inputs: &Inputs) -> Option<f64> {
        match (method.score, method.key) {
            (Some(score), _) => score(inputs, weights),
            (None, "moscow") => {
                let class = match self.score?.moscow {
                    Moscow::Must => 3.0,
                    Moscow::Should => 2.0,
                    Moscow::Could => 1.0,
                    Moscow::Wont => 0.0,
                    Moscow::Unset | Moscow::Other(_) => return None,
                };
                let worth = inputs.value.zip(inputs.effort).map_or(0.0, |(v, e)| v / e.max(0.1));
                // Within a class what is worth more comes first, and never leaves it.
                Some(class + worth / (worth + 1.0) * 0.999)
            }
            (None, _) => {
                let verdict = self.tally.verdict()?;
                let at = Quality::ALL.iter().position(|q| *q == verdict)?;
                let pull = self.tally.better().unwrap_or(0.0) - self.tally.worse().unwrap_or(0.0);
                Some((Quality::ALL.len() - at) as f64 * 10.0 + pull)
            }
        }
    }
}

/// Finds the need of an item with the highest opportunity; one without numbers counts least.
fn best_need<'a>(look: &Look<'a>, item: &Item) -> Option<&'a Need> {
    let needs = item.needs.iter().filter_map(|id| look.model.find(*id));
    let worth = |need: &Need| opportunity(&inputs(None, Some(need))).unwrap_or(-1.0);
    needs.reduce(|best, need| if worth(need) > worth(best) { need } else { best })
}

fn inputs(score: Option<&Score>, need: Option<&Need>) -> Inputs {
    let mut out = Inputs::default();
    if let Some(need) = need {
        out.importance = need.importance.map(|n| n.get());
        out.satisfaction = need.satisfaction.map(|n| n.get());
    }
    let Some(score) = score else { return out };
    let number = |n: Option<crate::model::number::Number>| n.map(|n| n.get());
    Inputs {
        reach: number(score.reach),
        impact: number(score.impact),
        confidence: score.confidence.map(|p| p.get() / 100.0),
        effort: number(score.effort),
        value: number(score.value),
        urgency: number(score.urgency),
        enables: number(score.enables),
        fit: number(score.fit),
        ease: number(score.ease),
        delay: score.delay.map(|money| money.0 as f64 / 100.0),
        weeks: number(score.weeks),
        ..out
    }
}
