//! Reads a finished plan: what moved and why, what pinned activities overload, what is late.
//! It knows nothing of how the plan was found.
#![allow(clippy::indexing_slicing, reason = "links were checked; lists are as long as the problem")]

use super::outcome::{Late, Move, Overload, Why};
use super::problem::{Problem, Resource};

/// A plan and what it came from.
pub(super) struct Reading<'a> {
    pub problem: &'a Problem,
    /// When each activity would start with unlimited resources.
    pub early: &'a [i64],
    /// When each one starts.
    pub starts: &'a [i64],
    /// By which priority each one was placed.
    pub priorities: &'a [i32],
    /// Whether it counts in the profiles: it was placed.
    pub is_counted: &'a [bool],
    /// The length of a unit of the solver's time.
    pub unit: i64,
}

impl Reading<'_> {
    /// Lists what starts later than it would with unlimited resources.
    pub fn moves(&self) -> Vec<Move> {
        let n = self.starts.len();
        let mut drivers: Vec<(i64, usize)> = vec![(i64::MIN, 0); n];
        for link in &self.problem.links {
            let at = self.starts[link.from] + self.problem.distance(link);
            let driver = &mut drivers[link.to];
            if at > driver.0 {
                *driver = (at, link.from);
            }
        }
        let users = self.users();
        let is_free = |idx: &usize| self.problem.activities[*idx].pinned.is_none();
        let moved = (0..n).filter(|&idx| self.starts[idx] > self.early[idx]).filter(is_free);
        let tell = |idx: usize| {
            let (at, predecessor) = drivers[idx];
            let to = self.starts[idx];
            let busy = if to > at { self.busy(idx, &users) } else { None };
            let why = busy.unwrap_or(Why::Link { predecessor });
            Move { activity: idx, from: self.early[idx], to, why }
        };
        moved.map(tell).collect()
    }

    /// Finds the resource that had too little free just before an activity started.
    fn busy(&self, idx: usize, users: &[Vec<(usize, u32)>]) -> Option<Why> {
        let at = self.starts[idx] - self.unit;
        let asked = |resource: usize| {
            let demands = self.problem.activities[idx].demands.iter();
            demands.filter(|demand| demand.resource == resource).map(|d| u64::from(d.units)).sum()
        };
        let blocked = |resource: usize| {
            let rank = self.priorities[idx];
            let others = users[resource].iter().filter(|(other, _)| {
                let it = &self.problem.activities[*other];
                let runs =
                    self.starts[*other] <= at && at < self.starts[*other] + i64::from(it.duration);
                runs && *other != idx && (it.pinned.is_some() || self.priorities[*other] >= rank)
            });
            let others: Vec<(usize, u32)> = others.copied().collect();
            let held: u64 = others.iter().map(|other| u64::from(other.1)).sum();
            let asked: u64 = asked(resource);
            let is_blocked =
                held + asked > u64::from(capacity(&self.problem.resources[resource], at));
            is_blocked.then(|| others.iter().map(|other| other.0).collect::<Vec<usize>>())
        };
        self.problem.activities[idx].demands.iter().find_map(|demand| {
            let holders = blocked(demand.resource)?;
            Some(Why::Busy { resource: demand.resource, at, holders })
        })
    }

    /// Lists who asks for each resource, and for how many units.
    fn users(&self) -> Vec<Vec<(usize, u32)>> {
        let mut users = vec![Vec::new(); self.problem.resources.len()];
        for (idx, it) in self.problem.activities.iter().enumerate() {
            let counted = self.is_counted[idx] && it.duration > 0;
            for demand in it.demands.iter().filter(|demand| counted && demand.units > 0) {
                users[demand.resource].push((idx, demand.units));
            }
        }
        users
    }

    /// Lists where pinned activities alone ask for more than there is.
    pub fn overloads(&self) -> Vec<Overload> {
        let is_pinned = |user: &(usize, u32)| self.problem.activities[user.0].pinned.is_some();
        let mut found = Vec::new();
        for (resource, mut users) in self.users().into_iter().enumerate() {
            users.retain(is_pinned);
            let it = &self.problem.resources[resource];
            let end =
                |idx: usize| self.starts[idx] + i64::from(self.problem.activities[idx].duration);
            let mut times: Vec<i64> = it.steps.iter().map(|step| step.0).collect();
            times.extend(users.iter().flat_map(|user| [self.starts[user.0], end(user.0)]));
            times.sort_unstable();
            times.dedup();
            for (&from, &to) in times.iter().zip(times.iter().skip(1)) {
                let here =
                    users.iter().filter(|user| self.starts[user.0] <= from && from < end(user.0));
                let asked: u64 = here.clone().map(|user| u64::from(user.1)).sum();
                let capacity = capacity(it, from);
                if asked > u64::from(capacity) {
                    let holders = here.map(|user| user.0).collect();
                    found.push(Overload { resource, from, to, asked, capacity, holders });
                }
            }
        }
        found
    }

    /// Lists what misses its deadline, or a pinned activity that waits for it.
    pub fn late(&self) -> Vec<Late> {
        let mut dues: Vec<Option<i64>> =
            self.problem.activities.iter().map(|it| it.deadline).collect();
        for link in &self.problem.links {
            let Some(start) = self.problem.activities[link.to].pinned else { continue };
            let length = i64::from(self.problem.activities[link.from].duration);
            let by = start - self.problem.distance(link) + length;
            let due = &mut dues[link.from];
            *due = Some(due.map_or(by, |due| due.min(by)));
        }
        let each = dues.iter().enumerate().filter_map(|(activity, due)| {
            let length = i64::from(self.problem.activities[activity].duration);
            Some(Late { activity, due: (*due)?, finish: self.starts[activity] + length })
        });
        each.filter(|late| late.finish > late.due).collect()
    }
}

/// Gives the units there are at a time.
fn capacity(resource: &Resource, at: i64) -> u32 {
    let passed = resource.steps.partition_point(|step| step.0 <= at);
    let step = passed.checked_sub(1).and_then(|last| resource.steps.get(last));
    step.map_or(resource.capacity, |step| step.1)
}
