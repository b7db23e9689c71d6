//! Objectives, scored by their key results. It knows no tile.
//!
//! A key result is scored (value − from) ÷ (to − from) from 0 to 1, an objective by the mean of its
//! key results: Grove (1983), Doerr (2018). An objective without key results is scored by those
//! that are part of it.

use rustc_hash::FxHashMap;

use crate::metrics::expression::{Book, Window};
use crate::metrics::scene::sum;
use crate::metrics::stat::ratio;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Objective, Target};

/// Is what an objective has reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// From 0 to 1; nothing where no key result can be scored.
    pub reached: Option<f64>,
    /// Its key results: the KPI's name, and the score of each.
    pub results: Vec<(String, Option<f64>)>,
}

/// Scores objectives at the end of a period.
pub struct Scores<'a> {
    model: &'a Model,
    book: &'a Book<'a>,
    children: FxHashMap<Id<Objective>, Vec<Id<Objective>>>,
}

impl<'a> Scores<'a> {
    /// Prepares the scores of a workspace.
    pub fn new(model: &'a Model, book: &'a Book<'a>) -> Self {
        let mut children: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for objective in model.objectives.iter() {
            if let Some(parent) = objective.parent {
                children.entry(parent).or_default().push(objective.id);
            }
        }
        Scores { model, book, children }
    }

    /// Scores an objective.
    pub fn score(&self, objective: &Objective, window: Window) -> Score {
        self.within(objective, window, 0)
    }

    fn within(&self, objective: &Objective, window: Window, depth: usize) -> Score {
        let results: Vec<(String, Option<f64>)> =
            objective.targets.iter().map(|target| self.result(target, window)).collect();
        if !results.is_empty() {
            return Score {
                reached: mean(results.iter().filter_map(|(_, score)| *score)),
                results,
            };
        }
        // A circle of objectives ends here; so does a tower of them.
        if depth > 16 {
            return Score { reached: None, results };
        }
        let parts = self.children.get(&objective.id).map_or(&[][..], Vec::as_slice);
        let parts = parts.iter().filter_map(|id| self.model.find(*id));
        let results: Vec<(String, Option<f64>)> = parts
            .map(|part| (part.title.clone(), self.within(part, window, depth + 1).reached))
            .collect();
        Score { reached: mean(results.iter().filter_map(|(_, score)| *score)), results }
    }

    fn result(&self, target: &Target, window: Window) -> (String, Option<f64>) {
        let Some(kpi) = self.model.find(target.kpi) else { return (String::new(), None) };
        let scale = self.book.measure(kpi).scale;
        let score = || {
            let value = self.book.value(kpi, window).ok()?;
            let (from, to) = (target.from?.get() * scale, target.to.get() * scale);
            if from == to {
                // What was to be held is held or not.
                let tolerance = to.abs() * 0.02;
                return Some(if (value - to).abs() <= tolerance { 1.0 } else { 0.0 });
            }
            ratio(value - from, to - from).map(|share| share.clamp(0.0, 1.0))
        };
        (kpi.name.clone(), score())
    }
}

/// Gives the share of an objective's time that has gone by a day.
pub fn elapsed(objective: &Objective, by: Date) -> Option<f64> {
    let (start, due) = (objective.start?, objective.due?);
    let share = ratio(by.days_since(start) as f64, due.days_since(start) as f64)?;
    (due > start).then(|| share.clamp(0.0, 1.0))
}

/// Gives the mean whatever the order.
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let all: Vec<f64> = values.collect();
    ratio(sum(all.iter().copied()), all.len() as f64)
}
