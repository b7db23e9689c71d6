//! Float paths: the chains of tasks that lead to an end, by how much time each has to give. This
//! module knows no reason.
//!
//! The first path is the critical one. Each next one joins a path before it and could slip by its
//! float until it becomes critical for the end (the multiple float paths of scheduling tools).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::roll;
use super::network::Key;
use super::pass::at;
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
    /// Links from and to summaries count for the summary as a whole.
    pub fn float_paths(&self, end: Key, most: usize) -> Vec<FloatPath> {
        let Some(&goal) = self.graph.index.get(&end) else { return Vec::new() };
        let n_tasks = self.network.tasks.len();
        // The least float of each task to the goal over all chains, as in Dijkstra's search; a
        // link that is not met counts as one without time to give.
        let mut least: Vec<Option<i64>> = vec![None; n_tasks];
        let mut leads: Vec<Option<usize>> = vec![None; n_tasks];
        let mut heap = BinaryHeap::from([Reverse((0i64, 0usize, goal, None::<usize>))]);
        let mut found = Vec::new();
        while let Some(Reverse((float, depth, task, to))) = heap.pop() {
            let Some(slot) = least.get_mut(task).filter(|slot| slot.is_none()) else { continue };
            *slot = Some(float);
            if let Some(slot) = leads.get_mut(task) {
                *slot = to;
            }
            found.push(task);
            let own = std::iter::once(task);
            let above =
                std::iter::successors(self.graph.parent_of(task), |p| self.graph.parent_of(*p));
            for holder in own.chain(above) {
                for edge in self.graph.edges_in(holder) {
                    let slack = self.slack(edge).unwrap_or(0).max(0);
                    heap.push(Reverse((
                        float.saturating_add(slack),
                        depth + 1,
                        edge.from,
                        Some(task),
                    )));
                }
            }
        }
        self.chains(&found, &least, &leads, most)
    }

    fn chains(
        &self,
        found: &[usize],
        least: &[Option<i64>],
        leads: &[Option<usize>],
        most: usize,
    ) -> Vec<FloatPath> {
        let float = |task: usize| least.get(task).copied().flatten().unwrap_or(0);
        let lead = |task: usize| leads.get(task).copied().flatten();
        let key = |task: usize| self.network.tasks.get(task).map(|t| t.key);
        // Of the tasks that lead to one, the tightest goes on its path, and of those the last to
        // finish; each other opens a path of its own.
        let rank = |task: usize| {
            (float(task), Reverse(at(&self.dates.early, roll(task)).finish), key(task))
        };
        let mut next: Vec<Option<usize>> = vec![None; least.len()];
        for &task in found {
            let Some(slot) = lead(task).and_then(|to| next.get_mut(to)) else { continue };
            if slot.is_none_or(|other| rank(task) < rank(other)) {
                *slot = Some(task);
            }
        }
        let goes_on = |task: usize| lead(task).and_then(|to| next.get(to).copied().flatten());
        let mut heads: Vec<usize> =
            found.iter().copied().filter(|task| goes_on(*task) != Some(*task)).collect();
        heads.sort_by_key(|task| (lead(*task).is_some(), rank(*task)));
        let chain = |head: usize| {
            let mut tasks: Vec<Key> =
                std::iter::successors(Some(head), |task| next.get(*task).copied().flatten())
                    .filter_map(key)
                    .collect();
            tasks.reverse();
            FloatPath { float: float(head), tasks, joins: lead(head).and_then(key) }
        };
        heads.into_iter().take(most).map(chain).collect()
    }
}
