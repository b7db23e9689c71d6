//! Lower bounds of the makespan. They know links and the energy of resources, no schedule.
#![allow(clippy::indexing_slicing, reason = "indexes are the net's own")]

use super::net::Net;

/// Gives a makespan that no schedule undercuts: the longest path, or for some resource the work of
/// activities that cannot start before one time and need another one after them.
pub(super) fn lower_bound(net: &Net) -> u32 {
    let paths = (0..net.n()).map(|idx| net.head[idx] + net.tail[idx]);
    let paths = paths.max().unwrap_or(0);
    (0..net.free.len()).map(|row| energy(net, row)).max().unwrap_or(0).max(paths)
}

/// The bound of one resource.
fn energy(net: &Net, row: usize) -> u32 {
    let mut users: Vec<(u32, u32, u64)> = Vec::new();
    for idx in 0..net.n() {
        let units = net.demands[idx].iter().filter(|demand| demand.0 as usize == row);
        let units: u64 = units.map(|demand| u64::from(demand.1)).sum();
        if units > 0 && net.duration[idx] > 0 {
            let rest = net.tail[idx] - net.duration[idx].min(net.tail[idx]);
            users.push((net.head[idx], rest, units * u64::from(net.duration[idx])));
        }
    }
    // The largest rests first: the work grows while the least rest among it falls.
    users.sort_unstable_by_key(|user| std::cmp::Reverse(user.1));
    let mut heads: Vec<u32> = users.iter().map(|user| user.0).collect();
    heads.sort_unstable();
    heads.dedup();
    // A large net is not worth every head.
    let step = (heads.len() * users.len() / 4_000_000).max(1);
    let mut best = 0;
    for &head in heads.iter().step_by(step) {
        let mut work = 0;
        let mut taken = Filler::new(&net.free[row], head);
        for &(_, rest, energy) in users.iter().filter(|user| user.0 >= head) {
            work += energy;
            best = best.max(taken.until(work).saturating_add(rest));
        }
    }
    best
}

/// Walks along what is free while more and more work is done.
struct Filler<'a> {
    steps: &'a [(u32, u32)],
    at: usize,
    time: u32,
    done: u64,
}

impl<'a> Filler<'a> {
    fn new(steps: &'a [(u32, u32)], from: u32) -> Self {
        let at = steps.partition_point(|step| step.0 <= from).max(1) - 1;
        Filler { steps, at, time: from, done: 0 }
    }

    /// Gives the first time by which so much work can be done; asked with rising amounts.
    fn until(&mut self, work: u64) -> u32 {
        loop {
            let free = u64::from(self.steps[self.at].1);
            let next = self.steps.get(self.at + 1).map(|step| step.0);
            let missing = work - self.done;
            match next {
                Some(next) if free * u64::from(next - self.time) < missing => {
                    self.done += free * u64::from(next - self.time);
                    self.time = next;
                    self.at += 1;
                }
                // What never fits is another matter.
                _ if free == 0 => return self.time,
                _ => return self.time.saturating_add(missing.div_ceil(free).min(1 << 30) as u32),
            }
        }
    }
}
