//! What the money brings: what was spent, and how far what it serves is reached. It knows no tile.

use super::health::Checked;
use super::mix::served;
use crate::metrics::expression::{Book, Window};
use crate::metrics::product::Scores;
use crate::metrics::scene::{Scene, sum};
use crate::metrics::stat::ratio;
use crate::model::id::Ref;

/// Is one project's cost and how far its objectives are reached.
#[derive(Debug, Clone)]
pub struct Bought {
    /// The project.
    pub at: Ref,
    /// Its name.
    pub name: String,
    /// What it cost so far.
    pub cost: f64,
    /// How far its objectives are reached, from 0 to 1.
    pub score: Option<f64>,
}

/// Lists the projects whose cost is known.
pub fn bought(scene: &Scene<'_>, projects: &[Checked<'_>], window: Window) -> Vec<Bought> {
    let book = Book::new(scene.model);
    let scores = Scores::new(scene.model, &book);
    let one = |checked: &Checked<'_>| {
        let mut ids: Vec<_> = checked.items.iter().flat_map(|item| served(scene, item)).collect();
        crate::sort::sort(&mut ids);
        ids.dedup();
        let found = ids.into_iter().filter_map(|id| scene.model.find(id));
        let scored: Vec<f64> = found.filter_map(|o| scores.score(o, window).reached).collect();
        Some(Bought {
            at: checked.project.id.to_ref(),
            name: checked.project.name.clone(),
            cost: checked.cost?,
            score: ratio(sum(scored.iter().copied()), scored.len() as f64),
        })
    };
    projects.iter().filter_map(one).collect()
}

/// Gives the share of the money that went into what is reached.
pub fn weighted(bought: &[Bought]) -> Option<f64> {
    let scored: Vec<(f64, f64)> =
        bought.iter().filter_map(|one| Some((one.cost, one.score?))).collect();
    let reached = sum(scored.iter().map(|(cost, score)| cost * score));
    ratio(reached, sum(scored.iter().map(|(cost, _)| *cost)))
}
