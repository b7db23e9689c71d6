//! The plan: a network with its dates, kept up to date change by change. This module knows no
//! record of the model and no word that a person reads.

use super::calendar::WorkCalendar;
use super::graph::{Graph, Node, Problem, gate, roll};
use super::moment::Moment;
use super::network::{Key, Link, Network, Task};
use super::pass::{Dates, Work, at, late_at};

/// Is a change of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Puts a task in, or in the place of the one with its key.
    Task(Task),
    /// Takes a task out; links from and to it stay and are named as problems.
    RemoveTask(Key),
    /// Puts a link in, or in the place of the one with its key.
    Link(Link),
    /// Takes a link out.
    RemoveLink(Key),
}

/// Holds a network and its dates.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) network: Network,
    pub(super) graph: Graph,
    pub(super) dates: Dates,
    pub(super) always: WorkCalendar,
    pub(super) same: Vec<Problem>,
}

impl Plan {
    /// Schedules a network.
    pub fn new(mut network: Network) -> Self {
        let mut same = Vec::new();
        // Among records with one key the order of the input must not decide.
        network.tasks.sort_by_key(|t| t.key);
        network.links.sort_by_key(|l| l.key);
        only(&mut network.tasks, |t| t.key, &mut same);
        only(&mut network.links, |l| l.key, &mut same);
        let graph = Graph::build(&network);
        let always = WorkCalendar::always();
        let dates = Work { network: &network, graph: &graph, always: &always }.all();
        Plan { network, graph, dates, always, same }
    }

    pub(super) fn work(&self) -> Work<'_> {
        Work { network: &self.network, graph: &self.graph, always: &self.always }
    }

    /// Gives the network as it stands, tasks and links in the order of their keys.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Gives a task.
    pub fn task(&self, key: Key) -> Option<&Task> {
        self.network.tasks.get(*self.graph.index.get(&key)?)
    }

    /// Walks the tasks so that what others wait for comes before them, and a summary before its
    /// parts.
    pub fn in_order(&self) -> impl Iterator<Item = &Task> {
        let nodes = self.graph.order.iter().copied();
        let tasks = nodes.filter(|node| *node % 2 == usize::from(self.graph.is_leaf(node / 2)));
        tasks.filter_map(|node| self.network.tasks.get(node / 2))
    }

    /// Gives the calendar by which a task's float is counted.
    pub fn calendar(&self, key: Key) -> Option<&WorkCalendar> {
        self.graph.index.get(&key).map(|idx| self.work().calendar(*idx))
    }

    /// Makes changes and computes again what they reach; gives the keys of the tasks whose planned
    /// dates moved, in order.
    pub fn apply(&mut self, edits: &[Edit]) -> Vec<Key> {
        let mut touched = Vec::new();
        let mut rebuild = false;
        for edit in edits {
            match edit {
                Edit::Task(task) => {
                    touched.push(task.key);
                    let found = self.network.tasks.binary_search_by_key(&task.key, |t| t.key);
                    match found.map(|idx| self.network.tasks.get_mut(idx)) {
                        Ok(Some(old)) => {
                            rebuild |= old.parent != task.parent || old.project != task.project;
                            old.clone_from(task);
                        }
                        Ok(None) => {}
                        Err(idx) => {
                            rebuild = true;
                            self.network.tasks.insert(idx, task.clone());
                        }
                    }
                }
                Edit::RemoveTask(key) => {
                    rebuild = true;
                    self.network.tasks.retain(|t| t.key != *key);
                }
                Edit::Link(link) => {
                    rebuild = true;
                    match self.network.links.binary_search_by_key(&link.key, |l| l.key) {
                        Ok(idx) => super::pass::put(&mut self.network.links, idx, *link),
                        Err(idx) => self.network.links.insert(idx, *link),
                    }
                }
                Edit::RemoveLink(key) => {
                    rebuild = true;
                    self.network.links.retain(|l| l.key != *key);
                }
            }
        }
        if rebuild { self.rebuild(&touched) } else { self.touch(&touched) }
    }

    /// Takes a network in the place of the one it has; gives the keys of the tasks whose planned
    /// dates moved, in order. What is equal in both is not computed again.
    pub fn replace(&mut self, network: Network) -> Vec<Key> {
        let mut fresh = network;
        fresh.tasks.sort_by_key(|t| t.key);
        fresh.links.sort_by_key(|l| l.key);
        let mut same = Vec::new();
        only(&mut fresh.tasks, |t| t.key, &mut same);
        only(&mut fresh.links, |l| l.key, &mut same);
        let old = std::mem::replace(&mut self.network, fresh);
        self.same = same;
        let kept = old.rules == self.network.rules
            && old.starts == self.network.starts
            && old.calendars == self.network.calendars;
        let was = |task: &Task| {
            let idx = old.tasks.binary_search_by_key(&task.key, |t| t.key).ok()?;
            old.tasks.get(idx).filter(|_| kept)
        };
        let changed = self.network.tasks.iter().filter(|task| was(task) != Some(*task));
        let touched: Vec<Key> = changed.map(|task| task.key).collect();
        self.rebuild(&touched)
    }

    /// Takes in calendars that came after those it has; these stay as they are.
    pub(super) fn know(&mut self, calendars: &[WorkCalendar]) {
        let known = self.network.calendars.len();
        self.network.calendars.extend(calendars.iter().skip(known).cloned());
    }

    /// Takes other starts of projects; gives the keys of the tasks whose planned dates moved.
    pub(super) fn open(&mut self, starts: Vec<Moment>) -> Vec<Key> {
        let old = std::mem::replace(&mut self.network.starts, starts);
        let now = &self.network.starts;
        let moved = |task: &&Task| {
            let at = |starts: &[Moment]| starts.get(task.project as usize).copied();
            at(&old) != at(now)
        };
        let touched: Vec<Key> = self.network.tasks.iter().filter(moved).map(|t| t.key).collect();
        if touched.is_empty() { touched } else { self.touch(&touched) }
    }

    fn touch(&mut self, touched: &[Key]) -> Vec<Key> {
        let (mut ahead, mut back) = (Vec::new(), Vec::new());
        for task in touched.iter().filter_map(|key| self.graph.index.get(key).copied()) {
            self.around(task, &mut ahead, &mut back);
        }
        self.again(&ahead, &back)
    }

    /// Lists the nodes that a task's own fields can change: itself, and by its calendar and
    /// duration its neighbors.
    fn around(&self, task: usize, ahead: &mut Vec<Node>, back: &mut Vec<Node>) {
        for node in [gate(task), roll(task)] {
            ahead.push(node);
            back.push(node);
            self.graph.after(node, |next| ahead.push(next));
            self.graph.before(node, |other| back.push(other));
        }
    }

    fn again(&mut self, ahead: &[Node], back: &[Node]) -> Vec<Key> {
        let before = self.dates.moved.clone();
        let mut dates = std::mem::take(&mut self.dates);
        let work = self.work();
        let mut changed = work.again(&mut dates, ahead, back);
        dates.moved = work.moved(&dates);
        if !(before.is_empty() && dates.moved.is_empty()) {
            let same = |node: &Node| at(&before, *node) == at(&dates.moved, *node);
            changed = (0..self.graph.rank.len()).filter(|node| !same(node)).collect();
        }
        self.dates = dates;
        let tasks = changed.iter().filter(|node| **node % 2 == 1).map(|node| node / 2);
        let mut keys: Vec<Key> =
            tasks.filter_map(|idx| self.network.tasks.get(idx)).map(|t| t.key).collect();
        keys.sort_unstable();
        keys
    }

    /// Orders the nodes anew, keeps the dates of those that stay, and computes what changed.
    fn rebuild(&mut self, touched: &[Key]) -> Vec<Key> {
        let graph = Graph::build(&self.network);
        let old = std::mem::replace(&mut self.graph, graph);
        let (mut ahead, mut back) = (Vec::new(), Vec::new());
        let n_tasks = self.network.tasks.len();
        let mut was: Vec<Option<usize>> = Vec::with_capacity(n_tasks);
        for task in &self.network.tasks {
            was.push(old.index.get(&task.key).copied());
        }
        let dates = std::mem::take(&mut self.dates);
        for from in was.iter().flat_map(|was| [was.map(gate), was.map(roll)]) {
            self.dates.early.push(from.map(|node| at(&dates.early, node)).unwrap_or_default());
            self.dates.late.push(from.map(|node| late_at(&dates.late, node)).unwrap_or_default());
            if !dates.moved.is_empty() {
                let span = from.map(|node| at(&dates.moved, node)).unwrap_or_default();
                self.dates.moved.push(span);
            }
        }
        self.dates.ends = vec![Moment::MIN; self.graph.projects.len()];
        for (slot, end) in self.dates.ends.iter_mut().zip(&dates.ends) {
            *slot = *end;
        }
        let new_key =
            |idx: Option<usize>| idx.and_then(|idx| self.network.tasks.get(idx)).map(|t| t.key);
        let keys = key_list(&old);
        let old_key = |idx: Option<usize>| idx.and_then(|idx| keys.get(idx)).copied();
        let ended = self.graph.projects.len() != old.projects.len();
        for (idx, was) in was.iter().enumerate() {
            let stays = was.is_some_and(|was| {
                old.is_leaf(was) == self.graph.is_leaf(idx)
                    && old_key(old.parent_of(was)) == new_key(self.graph.parent_of(idx))
                    && old.children_of(was).len() == self.graph.children_of(idx).len()
            });
            if !stays || ended {
                self.around(idx, &mut ahead, &mut back);
            }
        }
        // A parent that lost one child and won another has as many as before.
        let moved = (0..n_tasks).filter(|idx| {
            let was = was.get(*idx).copied().flatten();
            let parent = |graph: &Graph, idx: usize| graph.parent_of(idx);
            was.is_none_or(|was| old_key(parent(&old, was)) != new_key(parent(&self.graph, *idx)))
        });
        let mut homes: Vec<Key> = Vec::new();
        for idx in moved {
            homes.extend(new_key(self.graph.parent_of(idx)));
            let was = was.get(idx).copied().flatten();
            homes.extend(was.and_then(|was| old_key(old.parent_of(was))));
        }
        let gone = keys.iter().enumerate().filter(|(_, key)| !self.graph.index.contains_key(*key));
        for (was, _) in gone {
            homes.extend(old_key(old.parent_of(was)));
        }
        let edges = |graph: &Graph| -> Vec<Link> { graph.edges.iter().map(|e| e.link).collect() };
        for link in differing(&edges(&old), &edges(&self.graph)) {
            homes.extend([link.from, link.to]);
        }
        homes.extend_from_slice(touched);
        homes.sort_unstable();
        homes.dedup();
        for task in homes.iter().filter_map(|key| self.graph.index.get(key).copied()) {
            self.around(task, &mut ahead, &mut back);
        }
        self.again(&ahead, &back)
    }
}

fn key_list(graph: &Graph) -> Vec<Key> {
    let mut keys: Vec<Key> = graph.index.keys().copied().collect();
    keys.sort_unstable();
    keys
}

/// Lists the links that are in one list only or differ; both are in the order of their keys.
fn differing(a: &[Link], b: &[Link]) -> Vec<Link> {
    let mut out = Vec::new();
    for (some, others) in [(a, b), (b, a)] {
        for link in some {
            let same = others.binary_search_by_key(&link.key, |l| l.key);
            if same.ok().and_then(|idx| others.get(idx)) != Some(link) {
                out.push(*link);
            }
        }
    }
    out
}

/// Keeps one of those with the same key: the one that is written first in the alphabet.
fn only<T: std::fmt::Debug>(list: &mut Vec<T>, key: impl Fn(&T) -> Key, same: &mut Vec<Problem>) {
    let twice = |pair: &[T]| matches!(pair, [a, b] if key(a) == key(b));
    if !list.windows(2).any(twice) {
        return;
    }
    list.sort_by_cached_key(|one| (key(one), format!("{one:?}")));
    list.dedup_by(|later, first| {
        let twice = key(later) == key(first);
        if twice {
            same.push(Problem::SameKey(key(first)));
        }
        twice
    });
}
