//! Resource leveling: dates that people and machines can keep. It knows no record, no calendar, no
//! clock: time is whatever the caller counts, and how long to go on is the caller's answer.
//!
//! A serial scheme makes schedules of lists, justification shortens them, a population of them is
//! crossed where resources are used best, and lower bounds end the search where none is shorter.
//! Compared with the published optima of PSPLIB (Kolisch and Sprecher 1996) in `tests/level_*.rs`
//! and, by time, in the bench `level`.

mod bound;
mod decode;
mod explain;
mod grid;
mod net;
mod order;
mod outcome;
mod problem;
mod profile;
mod rule;
mod search;
mod stage;
mod staircase;

pub use outcome::{Effort, Fault, Late, Leveled, Move, Overload, Progress, Why};
pub use problem::{Activity, Demand, Link, LinkKind, Problem, Resource};

use crate::random::Random;
use net::Scale;
use search::Budget;

/// Finds a plan in which no resource is over-allocated: as little as possible is late, and then
/// the makespan is as short as the effort makes it.
///
/// *Priorities.* An activity ranks by its own priority or by the highest one of those that wait
/// for it, directly or not. Each rank is planned around the ones above it, as though those below
/// did not exist: taking all activities of lower ranks away lets no activity start sooner.
///
/// *Pinned* activities start when they are pinned, first of all and unconditionally. Where they
/// alone ask for too much, that is told and nothing else is put there.
///
/// After each schedule but the first `keep` is asked whether to go on; the best plan so far comes
/// back if not. The same problem and effort give the same plan, as long as `keep` agrees to all.
///
/// # Errors
/// A problem that contradicts itself is refused; see [`Fault`].
pub fn level(
    problem: &Problem,
    effort: Effort,
    keep: &mut dyn FnMut(Progress) -> bool,
) -> Result<Leveled, Fault> {
    problem.check()?;
    let order = order::predecessors_first(problem)?;
    let early = order::early_starts(problem, &order);
    let priorities = order::priorities(problem, &order);
    let scale = Scale::of(problem);
    let mut starts: Vec<Option<i64>> =
        problem.activities.iter().map(|it| it.pinned.map(|at| scale.down(at))).collect();
    let is_free = |idx: &usize| problem.activities.get(*idx).is_some_and(|it| it.pinned.is_none());
    let free: Vec<usize> = order.into_iter().filter(is_free).collect();
    let rank = |idx: usize| priorities.get(idx).copied().unwrap_or_default();
    let mut ranks: Vec<i32> = free.iter().map(|&idx| rank(idx)).collect();
    ranks.sort_unstable_by(|a, b| b.cmp(a));
    ranks.dedup();

    let mut random = Random::new(effort.seed);
    let mut is_counted = vec![true; starts.len()];
    let mut unplaced = Vec::new();
    let mut n_schedules = 0;
    let mut n_left = free.len();
    let mut is_optimal = true;
    let mut is_going = true;
    let pinned =
        problem.activities.iter().filter_map(|it| Some(it.pinned? + i64::from(it.duration)));
    let pinned = pinned.max().unwrap_or(problem.start).max(problem.start);
    let (mut finish, mut least) = (pinned, pinned);
    for here in ranks {
        let members: Vec<usize> = free.iter().copied().filter(|&idx| rank(idx) == here).collect();
        let net = stage::net(problem, &scale, &members, &starts, &is_counted)?;
        let rest = effort.schedules.saturating_sub(n_schedules);
        let share = rest as u128 * members.len() as u128 / n_left.max(1) as u128;
        n_left -= members.len();
        let (before, above) = (n_schedules, finish);
        let tell = &mut |n: u64, makespan: u32, least: u32| {
            let so_far = |end: u32| scale.up(i64::from(end)).max(above) - problem.start;
            is_going = is_going
                && keep(Progress {
                    n_schedules: before + n,
                    of: effort.schedules,
                    makespan: so_far(makespan),
                    lower_bound: so_far(least.min(makespan)),
                });
            is_going
        };
        let budget = Budget { n_schedules: share as u64, keep: tell };
        let found = search::search(&net, &mut random, budget);
        n_schedules += found.n_schedules;
        is_optimal &= found.is_optimal;
        for (&idx, &start) in members.iter().zip(&found.plan.starts) {
            if let Some(place) = starts.get_mut(idx) {
                *place = Some(i64::from(start));
            }
        }
        for &idx in found.plan.unplaced.iter().filter_map(|&at| members.get(at as usize)) {
            unplaced.push(idx);
            if let Some(counted) = is_counted.get_mut(idx) {
                *counted = false;
            }
        }
        least = scale.up(i64::from(found.least)).max(finish);
        finish = scale.up(i64::from(found.plan.cost.makespan)).max(finish);
    }
    unplaced.sort_unstable();
    let starts: Vec<i64> =
        starts.iter().map(|start| start.map_or(problem.start, |at| scale.up(at))).collect();
    let reading = explain::Reading {
        problem,
        early: &early,
        starts: &starts,
        priorities: &priorities,
        is_counted: &is_counted,
        unit: scale.unit(),
    };
    let (moves, over, late) = (reading.moves(), reading.overloads(), reading.late());
    Ok(Leveled {
        finish,
        makespan: finish - problem.start,
        lower_bound: least.min(finish) - problem.start,
        is_optimal,
        moves,
        over,
        late,
        unplaced,
        n_schedules,
        starts,
    })
}

/// Gives the priority by which each activity is placed: its own, or that of the most important one
/// that waits for it.
///
/// # Errors
/// A problem that contradicts itself is refused; see [`Fault`].
pub fn priorities(problem: &Problem) -> Result<Vec<i32>, Fault> {
    problem.check()?;
    let order = order::predecessors_first(problem)?;
    Ok(order::priorities(problem, &order))
}

#[cfg(test)]
mod tests;
