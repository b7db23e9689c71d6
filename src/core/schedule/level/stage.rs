//! Takes the free activities of one priority out of a problem, as a net around what is fixed.
//! It knows no schedule.
#![allow(clippy::indexing_slicing, reason = "links were checked; lists are as long as the problem")]

use super::Fault;
use super::net::{Arcs, FAR, Net, Scale};
use super::problem::Problem;

/// Builds the net of some activities, given by an order in which predecessors come first.
/// `starts` holds the times of what is fixed by now, in units of the scale.
pub(super) fn net(
    problem: &Problem,
    scale: &Scale,
    members: &[usize],
    starts: &[Option<i64>],
    is_counted: &[bool],
) -> Result<Net, Fault> {
    let mut place = vec![u32::MAX; problem.activities.len()];
    for (at, &idx) in members.iter().enumerate() {
        place[idx] = at as u32;
    }
    let length = |idx: usize| scale.length(i64::from(problem.activities[idx].duration));
    let least = scale.down(problem.start);
    let release = |idx: &usize| problem.activities[*idx].release.map_or(least, |at| scale.down(at));
    let mut heads: Vec<i64> = members.iter().map(|idx| release(idx).max(least)).collect();
    let due = |idx: &usize| problem.activities[*idx].deadline.map_or(FAR, |at| scale.down(at));
    let mut dues: Vec<i64> = members.iter().map(due).collect();
    let mut arcs = Vec::new();
    let mut reach = 0_i64;
    for link in &problem.links {
        let lag = scale.length(problem.distance(link));
        match (place[link.from], place[link.to]) {
            (u32::MAX, u32::MAX) => {}
            (u32::MAX, to) => {
                let from = starts[link.from].unwrap_or(least);
                heads[to as usize] = heads[to as usize].max(from + lag);
            }
            (from, u32::MAX) => {
                let Some(to) = starts[link.to] else { continue };
                let by = to - lag + length(link.from);
                dues[from as usize] = dues[from as usize].min(by);
            }
            (from, to) => {
                reach += lag.abs();
                arcs.push((from, to, lag));
            }
        }
    }
    let lengths = members.iter().map(|&idx| length(idx));
    let steps = problem.resources.iter().flat_map(|it| it.steps.last());
    let last = steps.map(|step| scale.down(step.0)).chain(heads.iter().copied()).max();
    let fixed = starts.iter().enumerate().filter_map(|(idx, start)| Some((*start)? + length(idx)));
    let end = fixed.chain(last).max().unwrap_or(0);
    if end + lengths.clone().sum::<i64>() + reach >= FAR {
        return Err(Fault::TooFar);
    }
    let arcs: Vec<_> = arcs.iter().map(|&(from, to, lag)| (from, to, lag as i32)).collect();
    let back: Vec<_> = arcs.iter().map(|&(from, to, lag)| (to, from, lag)).collect();
    let count = |time: i64| if time >= FAR { u32::MAX } else { time.max(0) as u32 };
    let demands = |idx: &usize| {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for demand in problem.activities[*idx].demands.iter().filter(|demand| demand.units > 0) {
            match all.iter_mut().find(|other| other.0 as usize == demand.resource) {
                Some(other) => other.1 = other.1.saturating_add(demand.units),
                None => all.push((demand.resource as u32, demand.units)),
            }
        }
        all
    };
    let mut net = Net {
        duration: lengths.map(|length| length as u32).collect(),
        head: heads.into_iter().map(|head| head.max(0) as u32).collect(),
        due: dues.into_iter().map(count).collect(),
        before: Arcs::new(members.len(), &back),
        after: Arcs::new(members.len(), &arcs),
        demands: members.iter().map(demands).collect(),
        free: free(problem, scale, starts, is_counted),
        ..Net::default()
    };
    net.finish();
    Ok(net)
}

/// Gives what fixed activities leave of each resource, never less than nothing.
fn free(
    problem: &Problem,
    scale: &Scale,
    starts: &[Option<i64>],
    is_counted: &[bool],
) -> Vec<Vec<(u32, u32)>> {
    let mut changes: Vec<Vec<(i64, i64)>> = Vec::new();
    for resource in &problem.resources {
        let mut now = i64::from(resource.capacity);
        let mut all = vec![(0, now)];
        for &(time, capacity) in &resource.steps {
            all.push((scale.down(time), i64::from(capacity) - now));
            now = i64::from(capacity);
        }
        changes.push(all);
    }
    for (idx, it) in problem.activities.iter().enumerate().filter(|(idx, _)| is_counted[*idx]) {
        let Some(start) = starts[idx] else { continue };
        let end = start + scale.length(i64::from(it.duration));
        for demand in &it.demands {
            let units = i64::from(demand.units);
            changes[demand.resource].extend([(start, -units), (end, units)]);
        }
    }
    changes.into_iter().map(add_up).collect()
}

/// Turns changes into steps; several at one time become one.
fn add_up(mut changes: Vec<(i64, i64)>) -> Vec<(u32, u32)> {
    changes.sort_unstable();
    let mut steps: Vec<(u32, u32)> = Vec::new();
    let mut now = 0_i64;
    for (time, change) in changes {
        now += change;
        let free = now.clamp(0, i64::from(u32::MAX)) as u32;
        let time = time.clamp(0, FAR) as u32;
        match steps.last_mut() {
            Some(last) if last.0 == time => last.1 = free,
            _ => steps.push((time, free)),
        }
    }
    steps.dedup_by(|next, last| next.1 == last.1);
    steps
}
