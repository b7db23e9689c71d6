//! Where the effort goes: hours by objective, product and kind. It knows no tile.

use rustc_hash::FxHashMap;

use super::words;
use crate::metrics::report::Period;
use crate::metrics::scene::{Scene, grain};
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::{Item, ItemKind, Objective};

/// By what effort is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By the objective that it serves.
    Objective,
    /// By product.
    Product,
    /// By kind of work.
    Kind,
}

/// Holds hours by day and item.
pub struct Effort<'a> {
    /// Hours entered: the item's position, the day, the hours.
    spent: Vec<(usize, Date, f64)>,
    items: Vec<&'a Item>,
    objectives: Vec<Vec<Id<Objective>>>,
}

/// Is what went where.
#[derive(Debug, Clone, Default)]
pub struct Mix {
    /// All hours.
    pub all: f64,
    /// Name and hours, the most first; what belongs nowhere is among them.
    pub parts: Vec<(String, f64)>,
    /// Whether the hours were spent; else they were planned.
    pub spent: bool,
}

impl<'a> Effort<'a> {
    /// Reads the effort of a scene.
    pub fn new(scene: &Scene<'a>) -> Self {
        let items = scene.items.clone();
        let at: FxHashMap<Id<Item>, usize> =
            items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
        let entries = scene.model.time_entries.iter();
        let spent = entries.filter_map(|entry| {
            let hours = entry.minutes.0.max(0) as f64 / 60.0;
            Some((*at.get(&entry.item)?, entry.date, hours))
        });
        let objectives = items.iter().map(|item| served(scene, item)).collect();
        Effort { spent: spent.collect(), items, objectives }
    }

    /// Tells where the effort of a period went.
    pub fn mix(&self, scene: &Scene<'_>, by: By, period: Period) -> Mix {
        let inside = |date: Date| period.from <= date && date <= period.to;
        let mut hours: FxHashMap<usize, f64> = FxHashMap::default();
        for (at, _, n) in self.spent.iter().filter(|(_, date, _)| inside(*date)) {
            *hours.entry(*at).or_default() += grain(*n);
        }
        let spent = !hours.is_empty();
        if !spent {
            for (at, item) in self.items.iter().enumerate() {
                let n = planned(item, period);
                if n > 0.0 && !scene.is_dropped(item) {
                    hours.insert(at, n);
                }
            }
        }
        let mut parts: FxHashMap<(Option<Ref>, String), f64> = FxHashMap::default();
        let mut all = 0.0;
        for (at, n) in hours {
            all += grain(n);
            for (name, share) in self.names(scene, by, at) {
                *parts.entry(name).or_default() += grain(n * share);
            }
        }
        let mut parts: Vec<_> = parts.into_iter().collect();
        crate::sort::by(&mut parts, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let parts = parts.into_iter().map(|((_, name), hours)| (name, hours)).collect();
        Mix { all, parts, spent }
    }

    fn names(&self, scene: &Scene<'_>, by: By, at: usize) -> Vec<((Option<Ref>, String), f64)> {
        let Some(item) = self.items.get(at) else { return Vec::new() };
        let of = |r: Ref| (Some(r), scene.model.title_of(r));
        match by {
            By::Objective => match self.objectives.get(at).map_or(&[][..], Vec::as_slice) {
                [] => vec![((None, words::NO_OBJECTIVE.to_owned()), 1.0)],
                all => {
                    let share = 1.0 / all.len() as f64;
                    all.iter().map(|id| (of(id.to_ref()), share)).collect()
                }
            },
            By::Product => {
                let none = (None, words::NO_PRODUCT.to_owned());
                vec![(item.product.map_or(none, |id| of(id.to_ref())), 1.0)]
            }
            By::Kind => vec![((None, item.kind.label().to_owned()), 1.0)],
        }
    }
}

/// Lists the objectives that an item serves, of itself or through the nearest item that it is
/// part of, or those of its project.
pub fn served(scene: &Scene<'_>, item: &Item) -> Vec<Id<Objective>> {
    let mut at = Some(item);
    for _ in 0..32 {
        let Some(here) = at else { break };
        let mut own: Vec<_> =
            here.objectives.iter().copied().filter(|id| scene.model.find(*id).is_some()).collect();
        if !own.is_empty() {
            crate::sort::sort(&mut own);
            own.dedup();
            return own;
        }
        at = here.parent.and_then(|id| scene.model.find(id));
    }
    let place = item.project.map(|id| id.to_ref());
    let all = scene.model.objectives.iter().filter(|o| place.is_some() && o.place == place);
    all.map(|o| o.id).collect()
}

/// Gives the planned hours of an item that fall into a period, even over its days.
fn planned(item: &Item, period: Period) -> f64 {
    let (Some(work), Some(due)) = (item.work, item.due.or(item.start)) else { return 0.0 };
    if item.kind == ItemKind::Milestone || work.0 <= 0 {
        return 0.0;
    }
    let start = item.start.unwrap_or(due).min(due);
    let whole = due.days_since(start) + 1;
    let part = due.min(period.to).days_since(start.max(period.from)) + 1;
    work.0 as f64 / 60.0 * (part.max(0) as f64 / whole as f64)
}
