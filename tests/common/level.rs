//! What the tests of leveling share: an obvious check of a plan, and problems to level.
//!
//! The check knows nothing of how plans are found: it adds up who runs at every single time.
#![allow(dead_code, reason = "each test needs only a part of it")]

use throughline_core::schedule::level::{
    Activity, Demand, Leveled, Link, LinkKind, Problem, Resource,
};

/// Turns a published instance into a problem.
pub fn problem(instance: &super::psplib::Instance) -> Problem {
    let activity = |(idx, &duration): (usize, &u32)| {
        let each = instance.demands[idx].iter().enumerate();
        let demands = each.map(|(resource, &units)| Demand { resource, units }).collect();
        Activity { duration, demands, ..Activity::default() }
    };
    let links = instance.successors.iter().enumerate();
    Problem {
        start: 0,
        activities: instance.durations.iter().enumerate().map(activity).collect(),
        links: links
            .flat_map(|(from, all)| all.iter().map(move |&to| Link::after(from, to)))
            .collect(),
        resources: instance.capacities.iter().map(|&units| Resource::constant(units)).collect(),
    }
}

/// Checks what every plan owes: links, releases and pins kept, no resource over-allocated but where
/// pinned activities alone do it, the finish where the last activity ends.
#[track_caller]
pub fn check_feasible(problem: &Problem, plan: &Leveled) {
    let all = &problem.activities;
    let start = |idx: usize| plan.starts[idx];
    let end = |idx: usize| plan.starts[idx] + i64::from(all[idx].duration);
    assert_eq!(plan.starts.len(), all.len());
    for (idx, it) in all.iter().enumerate() {
        if let Some(pinned) = it.pinned {
            assert_eq!(start(idx), pinned, "{idx} was pinned");
            continue;
        }
        assert!(start(idx) >= problem.start, "{idx} starts before all");
        assert!(it.release.is_none_or(|release| start(idx) >= release), "{idx} starts too soon");
    }
    for link in &problem.links {
        let (one, other) = match link.kind {
            LinkKind::FinishStart => (end(link.from), start(link.to)),
            LinkKind::StartStart => (start(link.from), start(link.to)),
            LinkKind::FinishFinish => (end(link.from), end(link.to)),
            LinkKind::StartFinish => (start(link.from), end(link.to)),
        };
        let is_kept = other >= one + link.lag;
        assert!(is_kept || all[link.to].pinned.is_some(), "{link:?} is broken");
    }
    let mut times: Vec<i64> = plan.starts.clone();
    times.extend(problem.resources.iter().flat_map(|it| it.steps.iter().map(|step| step.0)));
    for &time in &times {
        for (resource, it) in problem.resources.iter().enumerate() {
            let capacity =
                it.steps.iter().rfind(|step| step.0 <= time).map_or(it.capacity, |step| step.1);
            let running = (0..all.len()).filter(|&idx| start(idx) <= time && time < end(idx));
            let running: Vec<usize> = running.filter(|idx| !plan.unplaced.contains(idx)).collect();
            let units = |pinned_only: bool| -> u64 {
                let of = running.iter().filter(|&&idx| !pinned_only || all[idx].pinned.is_some());
                of.flat_map(|&idx| &all[idx].demands)
                    .filter(|demand| demand.resource == resource)
                    .map(|demand| u64::from(demand.units))
                    .sum()
            };
            let (asked, pinned) = (units(false), units(true));
            assert!(
                asked <= u64::from(capacity).max(pinned),
                "{running:?} ask for {asked} of {capacity} of resource {resource} at {time}"
            );
            let told = plan.over.iter().any(|over| {
                over.resource == resource
                    && over.from <= time
                    && time < over.to
                    && over.asked == pinned
            });
            assert_eq!(told, pinned > u64::from(capacity), "resource {resource} at {time}");
        }
    }
    let last = (0..all.len()).map(end).chain([problem.start]).max().unwrap_or(problem.start);
    assert_eq!(plan.finish, last);
    assert_eq!(plan.makespan, last - problem.start);
    assert!(plan.lower_bound <= plan.makespan);
}

/// Numbers that vary, for problems that nobody thought of (xorshift, Marsaglia 2003).
pub struct Dice(pub u64);

impl Dice {
    /// Throws a number from `low` to `high`, both included.
    pub fn roll(&mut self, low: i64, high: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        low + (self.0 % (high - low + 1) as u64) as i64
    }

    /// Says yes in so many of a hundred cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.roll(1, 100) <= percent
    }

    /// Makes up a problem with everything in it, times in multiples of `unit`.
    pub fn problem(&mut self, n: usize, n_resources: usize, unit: i64) -> Problem {
        let resources: Vec<Resource> = (0..n_resources)
            .map(|_| {
                let mut resource = Resource::constant(self.roll(1, 4) as u32);
                let mut time = 0;
                while self.chance(40) {
                    time += self.roll(1, 8) * unit;
                    resource.steps.push((time, self.roll(0, 4) as u32));
                }
                if let Some(last) = resource.steps.last_mut() {
                    last.1 = last.1.max(2);
                }
                resource
            })
            .collect();
        let mut problem = Problem { start: 0, resources, ..Problem::default() };
        for idx in 0..n {
            let mut demands = Vec::new();
            for resource in 0..n_resources {
                if self.chance(50) {
                    demands.push(Demand { resource, units: self.roll(0, 2) as u32 });
                }
            }
            let sometimes = |dice: &mut Dice, percent: i64, high: i64| {
                let time = dice.roll(0, high) * unit;
                dice.chance(percent).then_some(time)
            };
            problem.activities.push(Activity {
                duration: (self.roll(0, 5) * unit) as u32,
                demands,
                release: sometimes(self, 10, 10),
                deadline: sometimes(self, 15, 25),
                pinned: sometimes(self, 8, 15),
                priority: if self.chance(30) { self.roll(0, 2) as i32 } else { 0 },
            });
            for from in 0..idx {
                if self.chance(100 / n as i64) {
                    let kind = match self.roll(0, 8) {
                        0 => LinkKind::StartStart,
                        1 => LinkKind::FinishFinish,
                        2 => LinkKind::StartFinish,
                        _ => LinkKind::FinishStart,
                    };
                    let lag = if self.chance(25) { self.roll(-2, 3) * unit } else { 0 };
                    problem.links.push(Link { from, to: idx, kind, lag });
                }
            }
        }
        problem
    }
}
