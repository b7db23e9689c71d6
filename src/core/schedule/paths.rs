//! Float paths: the chains of tasks that lead to an end, by how much time each has to give. This
//! module knows no reason.
//!
//! The first path is the critical one. Each next one joins a path before it and could slip by its
//! float until it becomes critical for the end (the multiple float paths of scheduling tools).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::roll;
use super::network::Key;
use super::pass::{at, put};
use super::plan::Plan;

/// Is a chain of tasks, each of which drives the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatPath {
    /// By how many working minutes the whole chain could slip until it moves the end; 0 for the
    /// path that drives it.
    pub float: i64,
    /// The tasks from first to last.
    pub tasks: Vec<Key>,
    /// The task of an earlier path that the last one leads to; nothing for the first path.
    pub joins: Option<Key>,
}

impl Plan {
    /// Gives the float paths that lead to a task, at most `most` of them, the tightest first.
    ///
    /// A chain goes back from task to predecessor while the link has no time to give. Links into a
    /// summary count for its parts; a link that is not met counts as one without time to give.
    pub fn float_paths(&self, end: Key, most: usize) -> Vec<FloatPath> {
        let Some(&goal) = self.graph.index.get(&end) else { return Vec::new() };
        let n_tasks = self.network.tasks.len();
        // The least float of each task to the goal over all chains (Dijkstra).
        let mut least: Vec<Option<i64>> = vec![None; n_tasks];
        let mut heap = BinaryHeap::from([Reverse((0i64, goal))]);
        let mut found = Vec::new();
        while let Some(Reverse((float, task))) = heap.pop() {
            let Some(slot) = least.get_mut(task).filter(|slot| slot.is_none()) else { continue };
            *slot = Some(float);
            found.push(task);
            self.leading_to(task, |from, slack| {
                heap.push(Reverse((float.saturating_add(slack), from)));
            });
        }
        let float = |task: usize| least.get(task).copied().flatten().unwrap_or(0);
        // Of several that could go on, the last to finish does.
        let late = |task: usize| {
            (
                Reverse(at(&self.dates.early, roll(task)).finish),
                self.network.tasks.get(task).map(|t| t.key),
            )
        };
        let mut joins: Vec<Option<usize>> = vec![None; n_tasks];
        let mut taken = vec![false; n_tasks];
        let mut heads = BinaryHeap::from([Reverse((0, late(goal), goal))]);
        let mut paths = Vec::new();
        while let Some(Reverse((_, _, head))) = heads.pop() {
            if paths.len() >= most || taken.get(head).copied().unwrap_or(true) {
                continue;
            }
            let key = |task: usize| self.network.tasks.get(task).map(|t| t.key);
            let joined = joins.get(head).copied().flatten().and_then(key);
            let mut path = FloatPath { float: float(head), tasks: Vec::new(), joins: joined };
            let mut next = Some(head);
            while let Some(task) = next {
                put(&mut taken, task, true);
                path.tasks.extend(key(task));
                next = None;
                self.leading_to(task, |from, slack| {
                    let free = !taken.get(from).copied().unwrap_or(true);
                    if !free || float(from) != float(task).saturating_add(slack) {
                        return;
                    }
                    put(&mut joins, from, Some(task));
                    heads.push(Reverse((float(from), late(from), from)));
                    if slack == 0 && next.is_none_or(|other| late(from) < late(other)) {
                        next = Some(from);
                    }
                });
            }
            path.tasks.reverse();
            paths.push(path);
        }
        paths
    }

    /// Calls for every task that a task waits for, with the time that the link has to give.
    fn leading_to(&self, task: usize, mut f: impl FnMut(usize, i64)) {
        let own = std::iter::once(task);
        let above = std::iter::successors(self.graph.parent_of(task), |p| self.graph.parent_of(*p));
        for holder in own.chain(above) {
            for edge in self.graph.edges_in(holder) {
                f(edge.from, self.slack(edge).unwrap_or(0).max(0));
            }
        }
    }
}
