//! What comes into work, what leaves it and what is in it, day by day.
//!
//! The definitions are those of Magennis's flow-metrics spreadsheet (Focused Objective, 2017): an
//! item is in progress from the end of the day on which it came until the end of the day before it
//! left; the mean of a day counts half of what came or went on it.

use super::{Flow, Zone};
use crate::metrics::report::{Counting, Period};
use crate::metrics::stat::ratio;

/// Is one run of an item through statuses in progress. Days are numbers since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The day on which it came.
    pub first: i64,
    /// The day on which it left; `None` while it is there.
    pub left: Option<i64>,
    /// Whether it left for a done status.
    pub done: bool,
    /// Whether its coming was seen.
    pub seen: bool,
}

/// Is one day of flow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Day {
    /// Items that came into work.
    pub arrived: u32,
    /// Items that left it.
    pub departed: u32,
    /// Those of them that were done.
    pub delivered: u32,
    /// Those of them that had come on the same day.
    pub same_day: u32,
    /// Items in progress at its end.
    pub wip: u32,
    /// Items in progress at the mean of the day.
    pub wip_mean: f64,
    /// The days in progress of those that left, summed (half a day for the same day).
    pub time: f64,
    /// The mean age in days of those in progress on it, also of those that left; 0 for none.
    pub age: f64,
    /// The greatest of these ages.
    pub oldest: f64,
}

/// Lists the runs of all items through work.
pub fn visits(flow: &Flow<'_>) -> Vec<Visit> {
    let mut out = Vec::with_capacity(flow.lines.len());
    for line in &flow.lines {
        let mut open: Option<Visit> = None;
        for stay in flow.stays_of(line) {
            if stay.zone.is_going() {
                let visit = open.get_or_insert(Visit {
                    first: stay.first,
                    left: None,
                    done: false,
                    seen: stay.seen,
                });
                visit.left = stay.left;
            } else if let Some(mut visit) = open.take() {
                visit.done = stay.zone == Zone::Done;
                out.push(visit);
            }
        }
        out.extend(open);
    }
    out
}

/// Gives each day of a period.
pub fn days(flow: &Flow<'_>, period: Period) -> Vec<Day> {
    let start = period.from.day_number();
    let n_days = usize::try_from(period.n_days()).unwrap_or(0);
    let mut out = vec![Day::default(); n_days];
    // One more slot, before the first day, for what was there already.
    let mut change = vec![0i64; n_days + 1];
    let slot = |day: i64| (day - start).clamp(-1, n_days as i64);
    let mut before = 0i64;
    for visit in visits(flow) {
        let (first, left) = (slot(visit.first), visit.left.map_or(n_days as i64, slot));
        if first < 0 && left >= 0 {
            before += 1;
        }
        if let Ok(at) = usize::try_from(first)
            && let Some(day) = out.get_mut(at)
        {
            day.arrived += 1;
            if let Some(change) = change.get_mut(at) {
                *change += 1;
            }
        }
        if let (Ok(at), Some(day)) = (usize::try_from(left), visit.left)
            && let Some(slot) = out.get_mut(at)
        {
            slot.departed += 1;
            slot.delivered += u32::from(visit.done);
            slot.same_day += u32::from(day == visit.first);
            slot.time += super::days_between(visit.first, day, Counting::Elapsed);
            if let Some(change) = change.get_mut(at) {
                *change -= 1;
            }
        }
        // Who comes and goes on one day is a quarter of a day old on it, as in the spreadsheet.
        let least = if visit.left == Some(visit.first) { 0.25 } else { 0.0 };
        let (from, n) = (first.max(0) as usize, usize::try_from(left + 1).unwrap_or(0));
        for (at, day) in out.iter_mut().enumerate().take(n).skip(from) {
            let age = ((start + at as i64 - visit.first) as f64).max(least);
            day.age += age;
            day.oldest = day.oldest.max(age);
        }
    }
    let mut wip = before;
    for (day, change) in out.iter_mut().zip(change) {
        let old = wip;
        wip += change;
        day.wip = u32::try_from(wip).unwrap_or(0);
        day.wip_mean = (old + wip) as f64 / 2.0 + f64::from(day.same_day) / 2.0;
        day.age = ratio(day.age, f64::from(day.wip + day.departed)).unwrap_or(0.0);
    }
    out
}

/// Counts the items in each zone at the end of each day of a period, in the order of
/// [`Zone::ALL`]. Items that were put away unfinished leave.
pub fn zones(flow: &Flow<'_>, period: Period) -> Vec<[u32; 6]> {
    let start = period.from.day_number();
    let n_days = usize::try_from(period.n_days()).unwrap_or(0);
    let mut change = vec![[0i64; 6]; n_days];
    for stay in &flow.stays {
        let end = stay.left.unwrap_or(i64::MAX);
        if end <= start || end <= stay.first {
            continue;
        }
        for (day, by) in [(stay.first.max(start), 1), (end, -1)] {
            let slot =
                usize::try_from(day.saturating_sub(start)).ok().and_then(|at| change.get_mut(at));
            if let Some(n) = slot.and_then(|zones| zones.get_mut(stay.zone as usize)) {
                *n += by;
            }
        }
    }
    let mut now = [0i64; 6];
    let each = change.into_iter().map(|change| {
        for (n, by) in now.iter_mut().zip(change) {
            *n += by;
        }
        now.map(|n| u32::try_from(n).unwrap_or(0))
    });
    each.collect()
}
