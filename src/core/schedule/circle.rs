//! Circles: tasks that wait for one another, found and named. This module knows no date.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::graph::{Graph, Node, Problem, roll};
use super::network::{Key, Network};

/// Says which links stay so that no circle is left.
pub(super) struct Broken {
    pub(super) problems: Vec<Problem>,
    /// For each edge whether it stays.
    pub(super) keep: Vec<bool>,
}

/// Leaves out every link within a knot (a strongly connected component), so that what is left out
/// does not depend on the order of the input, and names the shortest circle of each knot.
pub(super) fn break_circles(graph: &Graph, network: &Network) -> Broken {
    let knot = knots(graph);
    let of = |node: Node| knot.get(node).copied();
    let stays = |from: usize, to: usize| of(roll(from)) != of(graph.door(to));
    let keep = graph.edges.iter().map(|edge| stays(edge.from, edge.to)).collect();
    let mut named: FxHashSet<usize> = FxHashSet::default();
    let mut problems = Vec::new();
    // Tasks are in the order of their keys: each circle is named from its lowest.
    for task in 0..graph.parent.len() {
        let Some(own) = of(graph.door(task)) else { continue };
        let tied = graph.edges_in(task).any(|edge| of(roll(edge.from)) == Some(own));
        if tied && named.insert(own) {
            problems.push(Problem::Circle(shortest(graph, network, &knot, task)));
        }
    }
    Broken { problems, keep }
}

/// Finds the strongly connected components (Tarjan, without recursion); gives each node's.
fn knots(graph: &Graph) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let n_nodes = graph.parent.len() * 2;
    let next_of = |node: Node| {
        let mut list = Vec::new();
        graph.after(node, |next| list.push(next));
        list
    };
    let mut number = vec![NEW; n_nodes];
    let mut low = vec![0; n_nodes];
    let mut knot = vec![NEW; n_nodes];
    let (mut stack, mut count, mut n_knots) = (Vec::new(), 0, 0);
    let get = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(NEW);
    let set = |list: &mut [usize], at: usize, value: usize| {
        if let Some(slot) = list.get_mut(at) {
            *slot = value;
        }
    };
    for root in 0..n_nodes {
        if get(&number, root) != NEW {
            continue;
        }
        let mut path: Vec<(Node, Vec<Node>)> = vec![(root, next_of(root))];
        set(&mut number, root, count);
        set(&mut low, root, count);
        count += 1;
        stack.push(root);
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            if let Some(next) = rest.pop() {
                if get(&number, next) == NEW {
                    set(&mut number, next, count);
                    set(&mut low, next, count);
                    count += 1;
                    stack.push(next);
                    path.push((next, next_of(next)));
                } else if get(&knot, next) == NEW {
                    let least = get(&low, node).min(get(&number, next));
                    set(&mut low, node, least);
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                let least = get(&low, *above).min(get(&low, node));
                set(&mut low, *above, least);
            }
            if get(&low, node) == get(&number, node) {
                while let Some(member) = stack.pop() {
                    set(&mut knot, member, n_knots);
                    if member == node {
                        break;
                    }
                }
                n_knots += 1;
            }
        }
    }
    knot
}

/// Names the tasks of a shortest circle through a task, within its knot.
fn shortest(graph: &Graph, network: &Network, knot: &[usize], task: usize) -> Vec<Key> {
    let goal = graph.door(task);
    let own = knot.get(goal);
    let mut came: Vec<Option<Node>> = vec![None; knot.len()];
    let mut queue = VecDeque::from([goal]);
    let mut last = goal;
    while let Some(node) = queue.pop_front() {
        let mut closed = false;
        graph.after(node, |next| {
            if next == goal {
                closed = true;
            } else if knot.get(next) == own
                && let Some(slot) = came.get_mut(next).filter(|slot| slot.is_none())
            {
                *slot = Some(node);
                queue.push_back(next);
            }
        });
        if closed {
            last = node;
            break;
        }
    }
    let mut keys = Vec::new();
    let mut at = Some(last);
    while let Some(node) = at {
        keys.extend(network.tasks.get(node / 2).map(|t| t.key));
        at = if node == goal { None } else { came.get(node).copied().flatten() };
    }
    keys.reverse();
    keys.dedup();
    if keys.len() > 1 && keys.first() == keys.last() {
        keys.pop();
    }
    keys
}
