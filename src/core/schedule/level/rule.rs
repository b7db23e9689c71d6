//! Priority rules: what should go first, known from the net alone (Kolisch 1996; Klein 2000).
#![allow(clippy::indexing_slicing, reason = "each list is as long as the net")]

use super::net::Net;

/// A rule that gives each activity a key; smaller keys go first.
pub(super) type Rule = fn(&Net) -> Vec<u32>;

/// The rules by how well they do on average, the best one first.
pub(super) const RULES: &[Rule] =
    &[latest_finish, latest_start, most_successors, greatest_weight, least_slack, most_work];

/// LFT: the latest finish by links. What is due counts as well.
pub(super) fn latest_finish(net: &Net) -> Vec<u32> {
    latest_start(net).iter().zip(&net.duration).map(|(start, length)| start + length).collect()
}

/// LST: the latest start by links.
pub(super) fn latest_start(net: &Net) -> Vec<u32> {
    let ends = net.head.iter().zip(&net.tail).map(|(head, tail)| head + tail);
    let end = ends.max().unwrap_or(0);
    let due = |idx: usize| net.wish[idx].saturating_sub(net.duration[idx]);
    (0..net.n()).map(|idx| (end - net.tail[idx]).min(due(idx))).collect()
}

/// MTS: the most successors, direct and indirect.
fn most_successors(net: &Net) -> Vec<u32> {
    let most = net.n() as u32;
    successors(net).iter().map(|all| most - all.len() as u32).collect()
}

/// GRPW*: the longest time of an activity and all its successors.
fn greatest_weight(net: &Net) -> Vec<u32> {
    let length = |idx: u32| u64::from(net.duration[idx as usize]);
    falling(
        successors(net).iter().enumerate().map(|(idx, all)| {
            length(idx as u32) + all.iter().map(|&after| length(after)).sum::<u64>()
        }),
    )
}

/// SLK: the least total float by links.
fn least_slack(net: &Net) -> Vec<u32> {
    latest_start(net).iter().zip(&net.head).map(|(late, head)| late.saturating_sub(*head)).collect()
}

/// GCRWC: the most work of an activity and all its successors, as shares of capacity.
fn most_work(net: &Net) -> Vec<u32> {
    let most =
        |row: u32| net.free[row as usize].iter().map(|step| step.1).max().unwrap_or(1).max(1);
    let work = |idx: u32| {
        let demands = net.demands[idx as usize].iter();
        let share = demands.map(|&(row, units)| u64::from(units) * 1000 / u64::from(most(row)));
        share.sum::<u64>() * u64::from(net.duration[idx as usize])
    };
    falling(
        successors(net)
            .iter()
            .enumerate()
            .map(|(idx, all)| work(idx as u32) + all.iter().map(|&after| work(after)).sum::<u64>()),
    )
}

/// Ranks weights: the greatest becomes the smallest key.
fn falling(weights: impl Iterator<Item = u64>) -> Vec<u32> {
    let weights: Vec<u64> = weights.collect();
    let most = weights.iter().copied().max().unwrap_or(0);
    let unit = (most >> 30).max(1);
    weights.iter().map(|weight| ((most - weight) / unit) as u32).collect()
}

/// Collects all successors of each activity; of a large net only the direct ones, whose number
/// says as much where everything is linked.
fn successors(net: &Net) -> Vec<Vec<u32>> {
    let n = net.n();
    let direct = |idx: usize| net.after.of(idx).iter().map(|arc| arc.0);
    let mut all: Vec<Vec<u32>> = vec![Vec::new(); n];
    for idx in (0..n).rev() {
        let mut mine: Vec<u32> = direct(idx).collect();
        if n <= 2000 {
            mine.extend(direct(idx).flat_map(|after| all[after as usize].iter().copied()));
        }
        mine.sort_unstable();
        mine.dedup();
        all[idx] = mine;
    }
    all
}
