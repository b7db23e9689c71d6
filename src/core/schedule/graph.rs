//! The order in which a network is computed, and what is wrong with it. This module knows no date.
//!
//! A task without parts is one node. A summary is two: its *gate*, before its parts, which hands
//! down what must come before them; and its *roll*, after them, which takes their dates. So a link
//! into a summary delays its parts, a link out of it waits for them, and each node is computed
//! once. A link between a summary and what lies within it closes a circle, as it should.

use rustc_hash::FxHashMap;

use super::circle;
use super::network::{Key, Link, Network};

/// Is one thing that a network asks and that cannot be done. The plan leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// These tasks wait for one another in a circle, in this order; the links of the circle, and
    /// of others that it touches, are left out.
    Circle(Vec<Key>),
    /// These tasks are part of one another in a circle; each stands alone.
    PartOfItself(Vec<Key>),
    /// Two tasks have this key; one of them is left out.
    SameKey(Key),
    /// This link leads from or to a task that is not there.
    NoTask(Key),
    /// This link would move the finish of a summary, which its parts decide (Microsoft Project
    /// does not take it either).
    ToSummaryFinish(Key),
    /// This task finds no working time before the year 10000.
    NoTime(Key),
}

/// Is the index of a node: twice that of the task for its gate, one more for the task itself.
pub(super) type Node = usize;

pub(super) fn gate(task: usize) -> Node {
    task * 2
}

pub(super) fn roll(task: usize) -> Node {
    task * 2 + 1
}

/// Is a link between indexes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) link: Link,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Holds who follows whom.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) index: FxHashMap<Key, usize>,
    pub(super) parent: Vec<Option<usize>>,
    pub(super) children: Vec<Vec<usize>>,
    /// The links that count, by key.
    pub(super) edges: Vec<Edge>,
    /// The edges into each task and out of it.
    pub(super) ins: Vec<Vec<usize>>,
    pub(super) outs: Vec<Vec<usize>>,
    /// The tasks of each project that are no summaries.
    pub(super) projects: Vec<Vec<usize>>,
    /// Every node, predecessors first, and the place of each there.
    pub(super) order: Vec<Node>,
    pub(super) rank: Vec<usize>,
    pub(super) problems: Vec<Problem>,
}

impl Graph {
    /// Builds the graph of a network whose tasks and links are in the order of their keys.
    pub(super) fn build(network: &Network) -> Self {
        let n_tasks = network.tasks.len();
        let mut graph = Graph {
            parent: vec![None; n_tasks],
            children: vec![Vec::new(); n_tasks],
            ins: vec![Vec::new(); n_tasks],
            outs: vec![Vec::new(); n_tasks],
            ..Graph::default()
        };
        graph.index = network.tasks.iter().enumerate().map(|(idx, t)| (t.key, idx)).collect();
        graph.nest(network);
        graph.projects = vec![Vec::new(); network.starts.len().max(1)];
        for (idx, task) in network.tasks.iter().enumerate() {
            let last = graph.projects.len() - 1;
            if graph.is_leaf(idx)
                && let Some(list) = graph.projects.get_mut((task.project as usize).min(last))
            {
                list.push(idx);
            }
        }
        for link in &network.links {
            let ends = (graph.index.get(&link.from), graph.index.get(&link.to));
            let (Some(&from), Some(&to)) = ends else {
                graph.problems.push(Problem::NoTask(link.key));
                continue;
            };
            if link.kind.to_finish() && !graph.is_leaf(to) {
                graph.problems.push(Problem::ToSummaryFinish(link.key));
                continue;
            }
            graph.edges.push(Edge { link: *link, from, to });
        }
        graph.connect();
        if !graph.sort() {
            let found = circle::break_circles(&graph, network);
            graph.problems.extend(found.problems);
            let mut kept = found.keep.into_iter();
            graph.edges.retain(|_| kept.next().unwrap_or(true));
            graph.connect();
            graph.sort();
        }
        graph
    }

    fn nest(&mut self, network: &Network) {
        let named =
            |task: &super::network::Task| task.parent.and_then(|key| self.index.get(&key)).copied();
        let up: Vec<Option<usize>> = network.tasks.iter().map(named).collect();
        let rises = |idx| {
            crate::model::check::rises_to_itself(idx, |at: usize| up.get(at).copied().flatten())
        };
        let mut round: Vec<Key> = Vec::new();
        for (idx, parent) in up.iter().enumerate() {
            let Some(parent) = *parent else { continue };
            if rises(idx) {
                round.extend(network.tasks.get(idx).map(|t| t.key));
                continue;
            }
            if let Some(slot) = self.parent.get_mut(idx) {
                *slot = Some(parent);
            }
            if let Some(list) = self.children.get_mut(parent) {
                list.push(idx);
            }
        }
        if !round.is_empty() {
            self.problems.push(Problem::PartOfItself(round));
        }
    }

    fn connect(&mut self) {
        self.ins.iter_mut().chain(&mut self.outs).for_each(Vec::clear);
        for (idx, edge) in self.edges.iter().enumerate() {
            if let Some(list) = self.outs.get_mut(edge.from) {
                list.push(idx);
            }
            if let Some(list) = self.ins.get_mut(edge.to) {
                list.push(idx);
            }
        }
    }

    /// Orders the nodes (Kahn); gives `false` if a circle is left.
    fn sort(&mut self) -> bool {
        let n_nodes = self.parent.len() * 2;
        let mut waits = vec![0u32; n_nodes];
        for node in 0..n_nodes {
            self.after(node, |next| {
                if let Some(n) = waits.get_mut(next) {
                    *n += 1;
                }
            });
        }
        let free = |(node, n): (usize, &u32)| (*n == 0).then_some(node);
        let mut order: Vec<Node> = waits.iter().enumerate().filter_map(free).collect();
        let mut at = 0;
        while let Some(&node) = order.get(at) {
            at += 1;
            self.after(node, |next| {
                if let Some(n) = waits.get_mut(next) {
                    *n -= 1;
                    if *n == 0 {
                        order.push(next);
                    }
                }
            });
        }
        self.rank = vec![0; n_nodes];
        for (place, node) in order.iter().enumerate() {
            if let Some(slot) = self.rank.get_mut(*node) {
                *slot = place;
            }
        }
        self.order = order;
        self.order.len() == n_nodes
    }

    /// Tells whether a task has no parts.
    pub(super) fn is_leaf(&self, task: usize) -> bool {
        self.children.get(task).is_none_or(Vec::is_empty)
    }

    /// Gives the node at which a task takes what must come before it.
    pub(super) fn door(&self, task: usize) -> Node {
        if self.is_leaf(task) { roll(task) } else { gate(task) }
    }

    pub(super) fn children_of(&self, task: usize) -> &[usize] {
        self.children.get(task).map_or(&[], Vec::as_slice)
    }

    pub(super) fn parent_of(&self, task: usize) -> Option<usize> {
        self.parent.get(task).copied().flatten()
    }

    pub(super) fn edges_in(&self, task: usize) -> impl Iterator<Item = &Edge> + '_ {
        let list = self.ins.get(task).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|idx| self.edges.get(*idx))
    }

    pub(super) fn edges_out(&self, task: usize) -> impl Iterator<Item = &Edge> + '_ {
        let list = self.outs.get(task).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|idx| self.edges.get(*idx))
    }

    /// Calls for every node that directly follows one.
    pub(super) fn after(&self, node: Node, mut f: impl FnMut(Node)) {
        let task = node / 2;
        if node.is_multiple_of(2) {
            self.children_of(task).iter().for_each(|child| f(self.door(*child)));
            return;
        }
        if let Some(parent) = self.parent_of(task) {
            f(roll(parent));
        }
        self.edges_out(task).for_each(|edge| f(self.door(edge.to)));
    }

    /// Calls for every node that a node directly follows.
    pub(super) fn before(&self, node: Node, mut f: impl FnMut(Node)) {
        let task = node / 2;
        if node == self.door(task) {
            if let Some(parent) = self.parent_of(task) {
                f(gate(parent));
            }
            self.edges_in(task).for_each(|edge| f(roll(edge.from)));
        }
        if node == roll(task) {
            self.children_of(task).iter().for_each(|child| f(roll(*child)));
        }
    }
}
