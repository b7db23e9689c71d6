//! Which restore points make room for newer ones. It knows no clock and no storage.

use rustc_hash::FxHashSet;

use super::Point;
use crate::model::time::{DAY_MS, Time};
use crate::sort;

/// The newest points that stay whatever their age.
const NEWEST: usize = 20;

/// For how many days the last point of each day stays.
const DAYS: i64 = 30;

/// For how many days the last point of each week stays.
const DAYS_OF_WEEKS: i64 = 366;

/// The bytes that points which nobody named may take together.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Lists the ids of the points that go: of those that nobody named, the newest twenty stay, then the
/// last of each day (UTC) for thirty days, then the last of each week for a year, and no more than 256 MiB
/// together, whose oldest go first. The newest one always stays.
pub fn thin(points: &[Point], now: Time) -> Vec<String> {
    let mut automatic: Vec<&Point> = points.iter().filter(|point| !point.is_named()).collect();
    sort::by_key(&mut automatic, |point| (point.at, point.id.clone()));
    automatic.reverse();
    let (mut days, mut weeks) = (FxHashSet::default(), FxHashSet::default());
    let mut bytes = 0_usize;
    let mut gone = Vec::new();
    for (idx, point) in automatic.into_iter().enumerate() {
        let day = point.at.ms().div_euclid(DAY_MS);
        let age = now.ms().div_euclid(DAY_MS).saturating_sub(day);
        // Both are noted in any case: a newer point of the day or week stands for it.
        let is_of_day = days.insert(day);
        let is_of_week = weeks.insert(day.div_euclid(7));
        let stays =
            idx < NEWEST || (is_of_day && age <= DAYS) || (is_of_week && age <= DAYS_OF_WEEKS);
        let fits = bytes.saturating_add(point.size) <= MOST_BYTES;
        if idx == 0 || (stays && fits) {
            bytes = bytes.saturating_add(point.size);
        } else {
            gone.push(point.id.clone());
        }
    }
    gone
}
