//! What is to be leveled, as plain numbers. It knows no record, no calendar and no date: a unit of
//! time is whatever the caller counts, such as a working minute.

use super::Fault;

/// Activities that share resources. Indexes count from 0 in the order of these lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problem {
    /// No activity starts before it, unless it is pinned there.
    pub start: i64,
    /// What is to be done.
    pub activities: Vec<Activity>,
    /// What waits for what; without cycles.
    pub links: Vec<Link>,
    /// What does it.
    pub resources: Vec<Resource>,
}

/// A piece of work that, once started, runs through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Activity {
    /// Units of time, 0 for a milestone.
    pub duration: u32,
    /// What it takes while it runs; one that takes nothing is only ever moved by links.
    pub demands: Vec<Demand>,
    /// It starts no sooner.
    pub release: Option<i64>,
    /// It should be finished by then. Lateness is kept as low as possible before the makespan is,
    /// and what is late all the same is told.
    pub deadline: Option<i64>,
    /// It starts exactly then, whatever that does to links and resources.
    pub pinned: Option<i64>,
    /// Higher goes first; see [`level`](super::level).
    pub priority: i32,
}

/// Units of a resource that an activity holds for as long as it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// The index of the resource.
    pub resource: usize,
    /// How many of its units.
    pub units: u32,
}

/// A minimal distance between two activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The index of the predecessor.
    pub from: usize,
    /// The index of the successor.
    pub to: usize,
    /// Which ends it ties.
    pub kind: LinkKind,
    /// Units of time between the two ends at least; negative for a lead.
    pub lag: i64,
}

impl Link {
    /// Lets one activity start when another is finished.
    pub fn after(from: usize, to: usize) -> Self {
        Link { from, to, kind: LinkKind::FinishStart, lag: 0 }
    }
}

/// Which end of the predecessor the successor waits for, and with which of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The finish of the first, the start of the second.
    FinishStart,
    /// The start of both.
    StartStart,
    /// The finish of both.
    FinishFinish,
    /// The start of the first, the finish of the second.
    StartFinish,
}

/// Units that come back when an activity is finished: a person, a team, a room, a crane.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resource {
    /// The units there are until the first step.
    pub capacity: u32,
    /// From a time on, another capacity; by rising time. Absences are steps down and up again.
    pub steps: Vec<(i64, u32)>,
}

impl Resource {
    /// Makes a resource with as many units at all times.
    pub fn constant(capacity: u32) -> Self {
        Resource { capacity, steps: Vec::new() }
    }
}

/// Times beyond it, in either direction, are refused: sums of them still fit.
const FAR: u64 = 1 << 40;

impl Problem {
    /// Says what of it makes no sense, if anything does.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let far = |time: i64| time.unsigned_abs() > FAR;
        for (activity, it) in self.activities.iter().enumerate() {
            let unknown = it.demands.iter().find(|d| d.resource >= self.resources.len());
            if let Some(demand) = unknown {
                return Err(Fault::UnknownResource { activity, resource: demand.resource });
            }
            if [it.release, it.deadline, it.pinned].into_iter().flatten().any(far) {
                return Err(Fault::TooFar);
            }
        }
        let n = self.activities.len();
        if let Some(link) = self.links.iter().position(|link| link.from >= n || link.to >= n) {
            return Err(Fault::UnknownActivity { link });
        }
        for (resource, it) in self.resources.iter().enumerate() {
            if !it.steps.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(Fault::StepsOutOfOrder { resource });
            }
        }
        let mut steps = self.resources.iter().flat_map(|it| it.steps.iter().map(|step| step.0));
        if far(self.start) || steps.any(far) || self.links.iter().any(|link| far(link.lag)) {
            return Err(Fault::TooFar);
        }
        Ok(())
    }

    /// Gives how many units of time after the start of `from` its successor starts at least.
    pub(super) fn distance(&self, link: &Link) -> i64 {
        let duration = |idx: usize| self.activities.get(idx).map_or(0, |it| i64::from(it.duration));
        let (from, to) = (duration(link.from), duration(link.to));
        link.lag
            + match link.kind {
                LinkKind::FinishStart => from,
                LinkKind::StartStart => 0,
                LinkKind::FinishFinish => from - to,
                LinkKind::StartFinish => -to,
            }
    }
}
