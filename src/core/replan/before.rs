//! How the plan stands before anybody changes it: what a preview compares with. It is read once and
//! serves every step of a drag.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Item, Person};
use crate::schedule::load::Loads;
use crate::schedule::{Follower, Moment};

/// Is the planned minutes of somebody in a week, that of a Monday in days since 1970-01-01.
pub(super) type Load = (Id<Person>, i64, i64);

/// Holds how the plan stands.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// When each item starts and finishes.
    pub(super) spans: FxHashMap<Id<Item>, (Moment, Moment)>,
    pub(super) critical: FxHashSet<Id<Item>>,
    /// The end of each project of the network.
    pub(super) ends: Vec<Moment>,
    pub(super) loads: Loads,
    /// Who is planned for an item, for those with anybody.
    pub(super) load: FxHashMap<Id<Item>, Vec<Load>>,
    pub(super) problems: usize,
}

impl Before {
    /// Reads how a plan stands.
    pub fn of(model: &Model, follower: &Follower) -> Self {
        let plan = follower.plan();
        let mut before = Before { loads: Loads::people(model), ..Before::default() };
        before.critical = critical(follower);
        before.problems = plan.problems().len();
        for item in model.items.iter().filter(|item| follower.has(item.id)) {
            before.spans.extend(plan.bar(item.id.raw().0).map(|span| (item.id, span)));
            let load = before.loads.load(model, plan, item);
            if !load.is_empty() {
                before.loads.take(&load, 1);
                before.load.insert(item.id, load);
            }
        }
        let n = model.projects.len() as u32;
        before.ends = (0..=n).map(|idx| plan.end(idx).unwrap_or(Moment::MIN)).collect();
        before
    }
}

/// Lists what is critical, summaries aside.
pub(super) fn critical(follower: &Follower) -> FxHashSet<Id<Item>> {
    follower.plan().critical().map(crate::schedule::build::item_of).collect()
}
