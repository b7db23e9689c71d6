//! Baselines: how far a plan has moved from what was agreed. This module knows no report.

use super::moment::Moment;
use super::network::Key;
use super::plan::Plan;
use crate::model::Baseline;

/// Says how far one item has moved. Minutes are working minutes of the item's calendar; positive
/// is later, or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The item.
    pub item: Key,
    /// By how much its start moved; `None` if none was agreed.
    pub start: Option<i64>,
    /// By how much its finish moved; `None` if none was agreed.
    pub finish: Option<i64>,
}

/// Holds how far a plan has moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slips {
    /// The items that are in both, in the order of the baseline.
    pub items: Vec<Slip>,
    /// The items that the baseline has and the plan does not.
    pub gone: Vec<Key>,
    /// The items that the plan has and the baseline does not.
    pub added: Vec<Key>,
}

impl Plan {
    /// Compares the planned dates with a baseline: an agreed start is the first working minute of
    /// its day, an agreed finish the last of its day.
    pub fn slips(&self, baseline: &Baseline) -> Slips {
        let mut slips = Slips::default();
        let mut agreed: Vec<Key> = Vec::new();
        for planned in &baseline.items {
            let key = planned.item.raw().0;
            agreed.push(key);
            let (Some(dates), Some(calendar)) = (self.dates(key), self.calendar(key)) else {
                slips.gone.push(key);
                continue;
            };
            let start =
                planned.start.map(|day| calendar.between(Moment::start_of(day), dates.start));
            let finish = planned.due.map(|day| calendar.between(Moment::end_of(day), dates.finish));
            slips.items.push(Slip { item: key, start, finish });
        }
        agreed.sort_unstable();
        let keys = self.network.tasks.iter().map(|task| task.key);
        slips.added = keys.filter(|key| agreed.binary_search(key).is_err()).collect();
        slips
    }
}
