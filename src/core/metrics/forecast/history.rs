//! The past that a forecast draws from: finished and added items by day. It knows no chance.

use super::trial::{Pace, Week};
use crate::metrics::flow::Flow;

/// Weeks of the past that a forecast draws from, at most.
pub const WEEKS: i64 = 12;
/// Weeks that it needs.
pub const LEAST_WEEKS: usize = 4;
/// Finished items that it needs in them.
pub const LEAST_ITEMS: u32 = 5;

/// Holds what was done and added on each day. Days are numbers since 1970-01-01.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    start: i64,
    done: Vec<u32>,
    added: Vec<u32>,
    told_since: Option<i64>,
}

impl History {
    /// Reads the days from `start` up to, and without, `end`.
    pub fn read(flow: &Flow<'_>, start: i64, end: i64) -> History {
        let n_days = usize::try_from(end - start).unwrap_or(0);
        let (mut done, mut added) = (vec![0; n_days], vec![0; n_days]);
        let add = |list: &mut Vec<u32>, day: Option<i64>| {
            let slot = day.and_then(|day| usize::try_from(day - start).ok());
            if let Some(n) = slot.and_then(|slot| list.get_mut(slot)) {
                *n += 1;
            }
        };
        for line in &flow.lines {
            add(&mut done, line.finished);
            add(&mut added, line.created);
        }
        History { start, done, added, told_since: flow.told_since }
    }

    /// Makes a history of items done by day, all of it told.
    pub fn of(done: Vec<u32>) -> History {
        History { start: 0, added: vec![0; done.len()], done, told_since: Some(0) }
    }

    /// Counts the items done from a day on up to, and without, another.
    pub fn done_in(&self, from: i64, to: i64) -> u32 {
        slice(&self.done, from - self.start, to - self.start).iter().sum()
    }

    /// Gives the pace of the last weeks before a day; nothing where too little is known.
    pub fn pace(&self, before: i64) -> Option<Pace> {
        let since = self.told_since?.max(self.start);
        let week = |n: i64| {
            let from = before - 7 * n;
            (from >= since).then(|| self.week(from))
        };
        let weeks: Vec<Week> = (1..=WEEKS).filter_map(week).collect();
        let n_items: u32 = weeks.iter().map(|Week { done: [.., all], .. }| all).sum();
        let enough = weeks.len() >= LEAST_WEEKS && n_items >= LEAST_ITEMS;
        enough.then_some(Pace::Weeks(weeks))
    }

    fn week(&self, from: i64) -> Week {
        let days = (from - self.start, from + 7 - self.start);
        let mut week =
            Week { added: slice(&self.added, days.0, days.1).iter().sum(), ..Week::default() };
        let mut sum = 0;
        for (slot, n) in week.done.iter_mut().zip(slice(&self.done, days.0, days.1)) {
            sum += n;
            *slot = sum;
        }
        week
    }
}

fn slice(list: &[u32], from: i64, to: i64) -> &[u32] {
    let (from, to) = (from.max(0) as usize, to.clamp(0, list.len() as i64) as usize);
    list.get(from.min(to)..to).unwrap_or_default()
}
