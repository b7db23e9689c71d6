//! A problem made ready for many schedules: the free activities of one priority in flat tables,
//! by an order in which predecessors come first, in a coarser unit of time where there is one.
//! It knows neither how schedules are made nor how they are compared.
#![allow(
    clippy::indexing_slicing,
    reason = "indexes are the tables' own: they were counted here from a checked problem"
)]

use super::problem::Problem;

/// The time of a problem as counts of its greatest common unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    origin: i64,
    unit: i64,
}

/// Neighbors of each activity, with the least distance from start to start.
#[derive(Debug, Clone, Default)]
pub(super) struct Arcs {
    at: Vec<u32>,
    to: Vec<(u32, i32)>,
}

/// What may be moved, and what it may use.
#[derive(Debug, Clone, Default)]
pub(super) struct Net {
    /// Durations.
    pub duration: Vec<u32>,
    /// The least start by links from what is fixed and by releases, and by links within.
    pub head: Vec<u32>,
    /// From the start of an activity to the end of all at least.
    pub tail: Vec<u32>,
    /// The finish that is wanted; `u32::MAX` if none is.
    pub due: Vec<u32>,
    /// The finish that lets successors finish when that is wanted.
    pub wish: Vec<u32>,
    /// Whether anything is due.
    pub has_due: bool,
    /// Predecessors.
    pub before: Arcs,
    /// Successors.
    pub after: Arcs,
    /// Demands on resources as pairs of a row of `free` and units.
    pub demands: Vec<Vec<(u32, u32)>>,
    /// What is free of each resource, from a time on; the first time is 0.
    pub free: Vec<Vec<(u32, u32)>>,
    /// Of two linked activities the first never finishes later: finishes order links as well.
    pub is_plain: bool,
    /// All is finished before it in any schedule without gaps that serve nothing.
    pub horizon: u32,
}

/// No schedule of the solver is longer, in its own unit.
pub(super) const FAR: i64 = 1 << 30;

impl Scale {
    /// Finds the greatest unit that measures all of a problem.
    pub fn of(problem: &Problem) -> Self {
        let pinned = problem.activities.iter().filter_map(|it| it.pinned);
        let origin = pinned.chain([problem.start]).min().unwrap_or_default();
        let durations = problem.activities.iter().map(|it| i64::from(it.duration));
        let lags = problem.links.iter().map(|link| problem.distance(link));
        let releases = problem.activities.iter().filter_map(|it| it.release);
        let pinned = problem.activities.iter().filter_map(|it| it.pinned);
        let steps = problem.resources.iter().flat_map(|it| it.steps.iter().map(|step| step.0));
        let times = releases.chain(pinned).chain(steps).chain([problem.start]);
        let since = times.filter(|&time| time > origin).map(|time| time - origin);
        let unit = durations.chain(lags).chain(since).fold(0, |a, b| gcd(a, b.abs()));
        Scale { origin, unit: unit.max(1) }
    }

    /// Counts units; times before the origin are at it.
    pub fn down(&self, time: i64) -> i64 {
        (time - self.origin).max(0) / self.unit
    }

    /// Counts units of a distance, which may be negative.
    pub fn length(&self, distance: i64) -> i64 {
        distance / self.unit
    }

    /// Gives the time of a count.
    pub fn up(&self, count: i64) -> i64 {
        self.origin + count * self.unit
    }

    /// Gives the length of one unit.
    pub fn unit(&self) -> i64 {
        self.unit
    }
}

impl Arcs {
    /// Collects arcs `(of, to, distance)` by their first end.
    pub fn new(n: usize, arcs: &[(u32, u32, i32)]) -> Self {
        let mut at = vec![0; n + 1];
        for arc in arcs {
            at[arc.0 as usize + 1] += 1;
        }
        for idx in 0..n {
            at[idx + 1] += at[idx];
        }
        let mut next = at.clone();
        let mut to = vec![(0, 0); arcs.len()];
        for arc in arcs {
            to[next[arc.0 as usize] as usize] = (arc.1, arc.2);
            next[arc.0 as usize] += 1;
        }
        Arcs { at, to }
    }

    /// Gives the neighbors of an activity.
    #[inline]
    pub fn of(&self, idx: usize) -> &[(u32, i32)] {
        &self.to[self.at[idx] as usize..self.at[idx + 1] as usize]
    }
}

impl Net {
    /// Gives the number of activities.
    pub fn n(&self) -> usize {
        self.duration.len()
    }

    /// Drops resources that are never short, and sets what follows from links: heads, tails,
    /// wishes and the horizon. `head` holds releases before.
    pub fn finish(&mut self) {
        let n = self.n();
        self.drop_plenty();
        for idx in 0..n {
            for &(to, lag) in self.after.of(idx) {
                let least = i64::from(self.head[idx]) + i64::from(lag);
                let to = to as usize;
                self.head[to] = self.head[to].max(least.max(0) as u32);
            }
        }
        self.tail = self.duration.clone();
        self.wish = self.due.clone();
        for idx in (0..n).rev() {
            for &(to, lag) in self.after.of(idx) {
                let least = i64::from(self.tail[to as usize]) + i64::from(lag);
                self.tail[idx] = self.tail[idx].max(least.max(0) as u32);
                let wish = self.wish[to as usize];
                if wish < u32::MAX {
                    let start = i64::from(wish) - i64::from(self.duration[to as usize]);
                    let mine = start - i64::from(lag) + i64::from(self.duration[idx]);
                    self.wish[idx] = self.wish[idx].min(mine.max(0) as u32);
                }
            }
        }
        self.has_due = self.due.iter().any(|&due| due < u32::MAX);
        let plain = |idx: usize| {
            let arcs = self.after.of(idx).iter();
            let least =
                |to: u32| (self.duration[idx] as i32 - self.duration[to as usize] as i32).max(0);
            arcs.fold(true, |all, &(to, lag)| all && lag >= least(to))
        };
        self.is_plain = (0..n).all(plain);
        self.horizon = self.horizon().min(FAR) as u32;
    }

    /// Drops the resources of which there is enough for all activities at once.
    fn drop_plenty(&mut self) {
        let mut rows = Vec::new();
        let mut kept = Vec::new();
        for (row, steps) in std::mem::take(&mut self.free).into_iter().enumerate() {
            let asked = self.asked(row);
            let is_short = steps.iter().any(|step| u64::from(step.1) < asked);
            rows.push(is_short.then_some(kept.len() as u32));
            if is_short {
                kept.push(steps);
            }
        }
        self.free = kept;
        for demands in &mut self.demands {
            let renamed = demands.iter().filter_map(|d| Some((rows[d.0 as usize]?, d.1)));
            *demands = renamed.collect();
        }
    }

    /// Gives a length that no schedule without idle time outgrows.
    fn horizon(&self) -> i64 {
        let steps = self.free.iter().flatten().map(|step| i64::from(step.0));
        let heads = self.head.iter().map(|&head| i64::from(head));
        let each = (0..self.n()).map(|idx| {
            let lags = self.before.of(idx).iter().map(|arc| i64::from(arc.1));
            i64::from(self.duration[idx]) + lags.max().unwrap_or(0).max(0)
        });
        steps.chain(heads).max().unwrap_or(0) + each.sum::<i64>() + 1
    }

    /// Sums up what all activities ask of a resource.
    pub fn asked(&self, row: usize) -> u64 {
        let all = self.demands.iter().flatten().filter(|demand| demand.0 as usize == row);
        all.map(|demand| u64::from(demand.1)).sum()
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
