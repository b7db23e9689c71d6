//! In what order a problem is worked through: links first, then priorities. It knows no resource.
#![allow(clippy::indexing_slicing, reason = "links were checked; lists are as long as the problem")]

use super::Fault;
use super::problem::Problem;

/// Lists the activities so that predecessors come first, or names some that wait in a circle.
pub(super) fn predecessors_first(problem: &Problem) -> Result<Vec<usize>, Fault> {
    let n = problem.activities.len();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut n_before = vec![0_usize; n];
    for link in &problem.links {
        after[link.from].push(link.to);
        n_before[link.to] += 1;
    }
    let mut order: Vec<usize> = (0..n).filter(|&idx| n_before[idx] == 0).collect();
    let mut at = 0;
    while let Some(&idx) = order.get(at) {
        at += 1;
        for &to in &after[idx] {
            n_before[to] -= 1;
            if n_before[to] == 0 {
                order.push(to);
            }
        }
    }
    if order.len() < n { Err(Fault::Cycle(circle(problem, &n_before))) } else { Ok(order) }
}

/// Gives when each activity starts with unlimited resources.
pub(super) fn early_starts(problem: &Problem, order: &[usize]) -> Vec<i64> {
    let mut starts: Vec<i64> = vec![i64::MIN; problem.activities.len()];
    let links = links_from(problem);
    for &idx in order {
        let it = &problem.activities[idx];
        let least = it.release.unwrap_or(i64::MIN).max(problem.start);
        starts[idx] = it.pinned.unwrap_or(starts[idx].max(least));
        for &link in &links[idx] {
            let link = &problem.links[link];
            starts[link.to] = starts[link.to].max(starts[idx] + problem.distance(link));
        }
    }
    starts
}

/// Gives the priority by which each activity is placed: its own, or that of the most important
/// one that waits for it. What is pinned asks for nothing.
pub(super) fn priorities(problem: &Problem, order: &[usize]) -> Vec<i32> {
    let mut all: Vec<i32> = problem.activities.iter().map(|it| it.priority).collect();
    let links = links_from(problem);
    for &idx in order.iter().rev() {
        let waiting = links[idx].iter().map(|&link| problem.links[link].to);
        let free = waiting.filter(|&to| problem.activities[to].pinned.is_none());
        all[idx] = free.map(|to| all[to]).fold(all[idx], i32::max);
    }
    all
}

/// Lists for each activity the links that leave it.
fn links_from(problem: &Problem) -> Vec<Vec<usize>> {
    let mut from = vec![Vec::new(); problem.activities.len()];
    for (idx, link) in problem.links.iter().enumerate() {
        from[link.from].push(idx);
    }
    from
}

/// Walks back from an activity that still waits until one comes up twice.
fn circle(problem: &Problem, n_before: &[usize]) -> Vec<usize> {
    let mut waits_for = vec![None; n_before.len()];
    for link in problem.links.iter().filter(|link| n_before[link.from] > 0) {
        waits_for[link.to] = Some(link.from);
    }
    let Some(first) = n_before.iter().position(|&n| n > 0) else { return Vec::new() };
    let mut path = vec![first];
    let mut at = first;
    while let Some(before) = waits_for[at] {
        if let Some(begin) = path.iter().position(|&idx| idx == before) {
            let mut found = path.split_off(begin);
            found.reverse();
            return found;
        }
        path.push(before);
        at = before;
    }
    path
}
