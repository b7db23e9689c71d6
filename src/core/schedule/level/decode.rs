//! Makes schedules of lists, one activity after the other (the serial scheme: Kelley 1963), and
//! shifts them to the right and back to the left (justification: Wiest 1964; Valls, Ballestín and
//! Quintanilla 2005). It knows nothing of how lists are found.
#![allow(
    clippy::indexing_slicing,
    reason = "lists hold each index of the net once, and starts are as long as the net"
)]

use super::net::Net;
use super::profile::Profile;

/// How good a schedule is; less is better, the first difference decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cost {
    /// Activities that fit nowhere.
    pub unplaced: u32,
    /// Time units by which activities miss what is due, all together.
    pub late: u64,
    /// When all is finished.
    pub makespan: u32,
}

/// A schedule and its cost.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// The start of each activity of the net.
    pub starts: Vec<u32>,
    /// What fits nowhere, by index in the net; it starts as links let it.
    pub unplaced: Vec<u32>,
    pub cost: Cost,
}

/// Makes schedules for a net on a profile.
#[derive(Debug)]
pub(super) struct Decoder<'a, P> {
    pub net: &'a Net,
    profile: P,
    /// Schedules made so far.
    pub n_schedules: u64,
    keys: Vec<u64>,
    order: Vec<u32>,
    is_listed: Vec<bool>,
    waiting: Vec<u32>,
    shifted: Vec<u32>,
}

impl<'a, P: Profile> Decoder<'a, P> {
    /// Starts with an empty profile.
    pub fn new(net: &'a Net, profile: P) -> Self {
        let n = net.n();
        Decoder {
            net,
            profile,
            n_schedules: 0,
            keys: Vec::with_capacity(n),
            order: Vec::with_capacity(n),
            is_listed: Vec::with_capacity(n),
            waiting: Vec::with_capacity(n),
            shifted: vec![0; n],
        }
    }

    /// Makes a schedule: smaller keys go first, as far as links let them.
    pub fn decode(&mut self, keys: impl Iterator<Item = u32>, plan: &mut Plan) {
        self.sort(keys);
        self.list_predecessors_first();
        self.forward(plan);
    }

    /// Shifts a schedule to the right and back to the left until that makes it no shorter.
    /// The makespan never grows where finishes order links; elsewhere the better one is kept.
    pub fn justify(&mut self, plan: &mut Plan) {
        if plan.cost.unplaced > 0 {
            return;
        }
        let mut shifted = std::mem::take(&mut self.shifted);
        if self.backward(plan, &mut shifted) {
            let mut other = Plan { starts: shifted, ..Plan::default() };
            self.sort(other.starts.iter().copied());
            if !self.net.is_plain {
                self.list_predecessors_first();
            }
            self.forward(&mut other);
            if other.cost <= plan.cost {
                std::mem::swap(plan, &mut other);
            }
            shifted = other.starts;
        }
        self.shifted = shifted;
    }

    fn sort(&mut self, keys: impl Iterator<Item = u32>) {
        self.keys.clear();
        self.keys.extend(keys.enumerate().map(|(idx, key)| u64::from(key) << 32 | idx as u64));
        self.keys.sort_unstable();
        self.order.clear();
        self.order.extend(self.keys.iter().map(|&key| key as u32));
    }

    /// Puts predecessors before their successors and keeps the order of the list elsewhere.
    fn list_predecessors_first(&mut self) {
        self.is_listed.clear();
        self.is_listed.resize(self.net.n(), false);
        self.keys.clear();
        for &idx in &self.order {
            self.waiting.push(idx);
            while let Some(&top) = self.waiting.last() {
                if self.is_listed[top as usize] {
                    self.waiting.pop();
                    continue;
                }
                let before = self.net.before.of(top as usize);
                let missing = before.iter().find(|arc| !self.is_listed[arc.0 as usize]);
                if let Some(missing) = missing {
                    self.waiting.push(missing.0);
                } else {
                    self.is_listed[top as usize] = true;
                    self.keys.push(u64::from(top));
                    self.waiting.pop();
                }
            }
        }
        self.order.clear();
        self.order.extend(self.keys.iter().map(|&key| key as u32));
    }

    fn forward(&mut self, plan: &mut Plan) {
        self.n_schedules += 1;
        self.profile.clear();
        let net = self.net;
        plan.starts.resize(net.n(), 0);
        plan.unplaced.clear();
        let mut cost = Cost::default();
        for &idx in &self.order {
            let idx = idx as usize;
            let mut from = i64::from(net.head[idx]);
            for &(before, lag) in net.before.of(idx) {
                from = from.max(i64::from(plan.starts[before as usize]) + i64::from(lag));
            }
            let from = from as u32;
            let start = match self.profile.first_fit(idx, from) {
                Some(start) => {
                    self.profile.place(idx, start);
                    start
                }
                None => {
                    cost.unplaced += 1;
                    plan.unplaced.push(idx as u32);
                    from
                }
            };
            plan.starts[idx] = start;
            let finish = start + net.duration[idx];
            cost.makespan = cost.makespan.max(finish);
            if net.has_due {
                cost.late += u64::from(finish.saturating_sub(net.due[idx]));
            }
        }
        plan.cost = cost;
    }

    /// Places activities as late as the makespan lets them, the last finish first; says whether
    /// all fit.
    fn backward(&mut self, plan: &Plan, starts: &mut [u32]) -> bool {
        let net = self.net;
        let end = plan.cost.makespan;
        let finish = |idx: usize| plan.starts[idx] + net.duration[idx];
        self.keys.clear();
        self.keys.extend((0..net.n()).map(|idx| u64::from(finish(idx)) << 32 | idx as u64));
        self.keys.sort_unstable();
        self.order.clear();
        self.order.extend(self.keys.iter().map(|&key| key as u32));
        if !net.is_plain {
            self.list_predecessors_first();
        }
        self.n_schedules += 1;
        self.profile.clear();
        for &idx in self.order.iter().rev() {
            let idx = idx as usize;
            let mut latest = i64::from(end) - i64::from(net.duration[idx]);
            for &(after, lag) in net.after.of(idx) {
                latest = latest.min(i64::from(starts[after as usize]) - i64::from(lag));
            }
            let fit = u32::try_from(latest).ok();
            let fit = fit.and_then(|latest| self.profile.last_fit(idx, latest));
            let Some(start) = fit.filter(|&start| start >= net.head[idx]) else { return false };
            self.profile.place(idx, start);
            starts[idx] = start;
        }
        true
    }
}
