//! The two passes over a network: forward for the earliest dates, backward for the latest. This
//! module knows no name and no reason. Each node is a function of its neighbors, so that a pass
//! over what a change touched gives what a pass over everything gives (law I2).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bar::{Bar, Ceiling, Floor, Span};
use super::calendar::WorkCalendar;
use super::graph::{Edge, Graph, Node, gate, roll};
use super::moment::Moment;
use super::network::{ALL_DONE, Lag, Limit, Network};

/// Holds the latest dates of a node: those by which it binds its predecessors, and those of the
/// task as a whole, which differ for summaries and for what has started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Late {
    pub(super) bound: Ceiling,
    pub(super) whole: Ceiling,
}

impl Default for Late {
    fn default() -> Self {
        Late { bound: Ceiling::NONE, whole: Ceiling::NONE }
    }
}

/// Holds what was computed, by node, and the end of each project.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dates {
    pub(super) early: Vec<Span>,
    pub(super) late: Vec<Late>,
    pub(super) ends: Vec<Moment>,
    /// The dates with what is to be as late as possible moved there; empty if nothing is.
    pub(super) moved: Vec<Span>,
}

/// Is a network with all that computing a node of it needs.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) network: &'a Network,
    pub(super) graph: &'a Graph,
    pub(super) always: &'a WorkCalendar,
}

impl<'a> Work<'a> {
    pub(super) fn bar(&self, task: usize) -> Option<Bar<'a>> {
        let Network { calendars, tasks, rules, .. } = self.network;
        tasks.get(task).map(|task| Bar { task, calendars, always: self.always, rules })
    }

    pub(super) fn calendar(&self, task: usize) -> &'a WorkCalendar {
        self.bar(task).map_or(self.always, |bar| bar.main())
    }

    pub(super) fn limit(&self, task: usize) -> Limit {
        self.network.tasks.get(task).map_or(Limit::Asap, |t| t.limit)
    }

    /// Gives the lag of an edge in minutes, and whether they are working minutes.
    fn lag(&self, edge: &Edge, spans: &[Span]) -> (i64, bool) {
        const MOST: i64 = 100_000_000;
        let share = |part: i64| {
            let single =
                self.network.tasks.get(edge.from).filter(|_| self.graph.is_leaf(edge.from));
            let minutes = match single.map(|task| task.stretches.as_slice()) {
                Some([]) => 0,
                Some([only]) => only.minutes.clamp(0, Moment::MAX.minutes()),
                _ => {
                    let span = at(spans, roll(edge.from));
                    self.calendar(edge.from).between(span.start, span.finish)
                }
            };
            minutes.saturating_mul(part.clamp(-MOST, MOST)) / ALL_DONE
        };
        match edge.link.lag {
            Lag::Working(n) => (n, true),
            Lag::Elapsed(n) => (n, false),
            Lag::Percent(part) => (share(part), true),
            Lag::ElapsedPercent(part) => (share(part), false),
        }
    }

    /// Gives the moment before which an edge does not let its successor be.
    pub(super) fn push(&self, edge: &Edge, spans: &[Span]) -> Moment {
        let span = at(spans, roll(edge.from));
        let from = if edge.link.kind.from_finish() { span.finish } else { span.start };
        match self.lag(edge, spans) {
            (0, _) => from,
            (n, false) => from.plus(n),
            (n, true) => {
                let calendar = self.calendar(edge.to);
                calendar.finish_at(calendar.worked(from).saturating_add(n))
            }
        }
    }

    /// Gives the moment after which an edge does not let its predecessor be, when its successor
    /// has these dates at the latest; nothing if the successor does not wait.
    pub(super) fn pull(&self, edge: &Edge, to: Ceiling, spans: &[Span]) -> Option<Moment> {
        let mut until = to.start;
        if self.graph.is_leaf(edge.to) {
            let bar = self.bar(edge.to)?;
            if bar.task.is_done() {
                return None;
            }
            let waits = !bar.task.is_going() || bar.task.actual_start.is_none();
            if edge.link.kind.to_finish() {
                until = bar.push_until(to.start);
            } else if !waits && !self.network.rules.retain_logic {
                return None;
            }
        }
        Some(match self.lag(edge, spans) {
            _ if until == Moment::MAX => until,
            (0, _) => until,
            (n, false) => until.plus(n.saturating_neg()),
            (n, true) => {
                let calendar = self.calendar(edge.to);
                calendar.start_at(calendar.worked(until).saturating_sub(n))
            }
        })
    }

    /// Tells whether a task holds the start where it was put: nothing else says when it starts.
    pub(super) fn is_put(&self, task: usize) -> Option<Moment> {
        let put = self.network.tasks.get(task)?;
        let free =
            matches!(put.limit, Limit::Asap | Limit::StartNoLater(_) | Limit::FinishNoLater(_));
        put.planned.filter(|_| free && self.graph.edges_in(task).next().is_none())
    }

    /// Gives where a task starts if nothing holds it: where it was put, or with its project.
    pub(super) fn base(&self, task: usize) -> Moment {
        let project = self.network.tasks.get(task).map_or(0, |t| t.project as usize);
        let opening = self.network.starts.get(project).copied().unwrap_or(Moment::MIN);
        self.is_put(task).unwrap_or(opening)
    }

    /// Gives the moment before which the decision that a task waits for does not let it start.
    pub(super) fn awaits(&self, task: usize) -> Moment {
        let awaits = self.network.tasks.get(task).and_then(|task| task.awaits);
        awaits.map_or(Moment::MIN, |decision| decision.until)
    }

    /// Gives what a task must not come before.
    pub(super) fn floor(&self, task: usize, spans: &[Span]) -> Floor {
        let base = self.base(task);
        let above = self.graph.parent_of(task).map_or(Moment::MIN, |p| at(spans, gate(p)).start);
        let mut floor = Floor { base, start: above.max(self.awaits(task)), finish: Moment::MIN };
        for edge in self.graph.edges_in(task) {
            let side =
                if edge.link.kind.to_finish() { &mut floor.finish } else { &mut floor.start };
            *side = (*side).max(self.push(edge, spans));
        }
        floor
    }

    /// Computes the earliest dates of a node from those before it.
    pub(super) fn forward(&self, node: Node, spans: &[Span], late: Option<&[Late]>) -> Span {
        let task = node / 2;
        if node == gate(task) {
            let floor = self.floor(task, spans).start;
            let own = match self.limit(task) {
                Limit::StartNoEarlier(date) | Limit::MustStart(date) => date,
                _ => Moment::MIN,
            };
            return Span::point(floor.max(own));
        }
        let parts = self.graph.children_of(task).iter().map(|child| at(spans, roll(*child)));
        if let Some(all) = parts.reduce(|a, b| Span {
            start: a.start.min(b.start),
            resume: a.resume.min(b.resume),
            finish: a.finish.max(b.finish),
        }) {
            return all;
        }
        let Some(bar) = self.bar(task) else { return Span::default() };
        let alap = late.filter(|_| bar.task.limit == Limit::Alap);
        let late = alap.and_then(|late| late.get(node)).map(|late| late.bound.start);
        bar.earliest(self.floor(task, spans), self.network.rules.honor_limits, late)
    }

    /// Gives what a task must not come after, its own fields aside.
    pub(super) fn ceiling(&self, task: usize, dates: &Dates) -> Ceiling {
        let mut ceiling = Ceiling::NONE;
        if self.graph.is_leaf(task) {
            let project = self.network.tasks.get(task).map_or(0, |t| t.project as usize);
            let last = dates.ends.len().saturating_sub(1);
            ceiling.finish = dates.ends.get(project.min(last)).copied().unwrap_or(Moment::MAX);
        }
        if let Some(parent) = self.graph.parent_of(task) {
            let above = late_at(&dates.late, roll(parent)).bound;
            ceiling.finish = ceiling.finish.min(above.finish);
            let first = at(&dates.early, roll(parent)).start;
            if at(&dates.early, roll(task)).start <= first {
                ceiling.start = ceiling.start.min(above.start);
            }
        }
        for edge in self.graph.edges_out(task) {
            let to = late_at(&dates.late, self.graph.door(edge.to)).bound;
            let Some(until) = self.pull(edge, to, &dates.early) else { continue };
            let from_finish = edge.link.kind.from_finish();
            let side = if from_finish { &mut ceiling.finish } else { &mut ceiling.start };
            *side = (*side).min(until);
        }
        ceiling
    }

    /// Computes the latest dates of a node from those after it.
    pub(super) fn backward(&self, node: Node, dates: &Dates) -> Late {
        let task = node / 2;
        if node == gate(task) {
            return self.gate_late(task, dates);
        }
        let mut ceiling = self.ceiling(task, dates);
        let Some(bar) = self.bar(task) else { return Late::default() };
        if !self.graph.is_leaf(task) {
            if let Limit::FinishNoLater(date) | Limit::MustFinish(date) = bar.task.limit {
                ceiling.finish = ceiling.finish.min(date);
            }
            ceiling.finish = ceiling.finish.min(bar.task.deadline.unwrap_or(Moment::MAX));
            return Late { bound: ceiling, whole: ceiling };
        }
        let early = at(&dates.early, node);
        let bound = bar.latest(ceiling, early);
        let start = if bar.task.is_going() { early.start } else { bound.start };
        Late { bound, whole: Ceiling { start, finish: bound.finish } }
    }

    fn gate_late(&self, task: usize, dates: &Dates) -> Late {
        let mut late = Late::default();
        let (mut first, mut last) = (Moment::MAX, Moment::MIN);
        for child in self.graph.children_of(task) {
            let door = late_at(&dates.late, self.graph.door(*child));
            first = first.min(door.whole.start);
            last = last.max(door.whole.finish);
            let fixed = self.graph.is_leaf(*child)
                && self.network.tasks.get(*child).is_some_and(|t| {
                    let goes_on = t.actual_start.is_some() && !self.network.rules.retain_logic;
                    t.is_done() || t.manual.is_some() || goes_on
                });
            if !fixed {
                late.bound.start = late.bound.start.min(door.bound.start);
            }
        }
        if last > Moment::MIN {
            late.whole = Ceiling { start: first, finish: last };
        }
        late
    }

    /// Gives the end of a project: the last finish of its tasks.
    pub(super) fn end(&self, project: usize, spans: &[Span]) -> Moment {
        let tasks = self.graph.projects.get(project).map_or(&[][..], Vec::as_slice);
        tasks.iter().map(|task| at(spans, roll(*task)).finish).max().unwrap_or(Moment::MIN)
    }

    /// Computes everything.
    pub(super) fn all(&self) -> Dates {
        let n_nodes = self.graph.rank.len();
        let mut dates = Dates {
            early: vec![Span::default(); n_nodes],
            late: vec![Late::default(); n_nodes],
            ..Dates::default()
        };
        for node in &self.graph.order {
            let span = self.forward(*node, &dates.early, None);
            put(&mut dates.early, *node, span);
        }
        dates.ends = (0..self.graph.projects.len()).map(|p| self.end(p, &dates.early)).collect();
        for node in self.graph.order.iter().rev() {
            let late = self.backward(*node, &dates);
            put(&mut dates.late, *node, late);
        }
        dates.moved = self.moved(&dates);
        dates
    }

    /// Computes the dates with what is to be as late as possible moved there: it takes the float
    /// of what follows it, as in Microsoft Project.
    pub(super) fn moved(&self, dates: &Dates) -> Vec<Span> {
        let tasks = self.network.tasks.iter().enumerate();
        let mut alap = tasks.filter(|(idx, t)| t.limit == Limit::Alap && self.graph.is_leaf(*idx));
        if alap.next().is_none() {
            return Vec::new();
        }
        let mut spans = dates.early.clone();
        for node in &self.graph.order {
            let span = self.forward(*node, &spans, Some(&dates.late));
            put(&mut spans, *node, span);
        }
        spans
    }

    /// Computes again what lies behind some nodes and what lies before others; gives the nodes
    /// whose earliest dates changed.
    pub(super) fn again(&self, dates: &mut Dates, ahead: &[Node], back: &[Node]) -> Vec<Node> {
        let rank = &self.graph.rank;
        let mut changed = Vec::new();
        let mut waiting = vec![false; rank.len()];
        let mut heap: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
        let mut back: Vec<Node> = back.to_vec();
        for node in ahead {
            mark(rank, &mut waiting, *node, |p| heap.push(Reverse(p)));
        }
        while let Some(Reverse(found)) = heap.pop() {
            put(&mut waiting, found, false);
            let Some(&node) = self.graph.order.get(found) else { continue };
            let span = self.forward(node, &dates.early, None);
            if span == at(&dates.early, node) {
                continue;
            }
            put(&mut dates.early, node, span);
            changed.push(node);
            back.push(node);
            self.graph.before(node, |other| back.push(other));
            self.graph
                .after(node, |next| mark(rank, &mut waiting, next, |p| heap.push(Reverse(p))));
        }
        for project in 0..dates.ends.len() {
            let end = self.end(project, &dates.early);
            if dates.ends.get(project) != Some(&end) {
                put(&mut dates.ends, project, end);
                let tasks = self.graph.projects.get(project).map_or(&[][..], Vec::as_slice);
                back.extend(tasks.iter().map(|task| roll(*task)));
            }
        }
        let mut heap: BinaryHeap<usize> = BinaryHeap::new();
        for node in back {
            mark(rank, &mut waiting, node, |p| heap.push(p));
        }
        while let Some(found) = heap.pop() {
            put(&mut waiting, found, false);
            let Some(&node) = self.graph.order.get(found) else { continue };
            let late = self.backward(node, dates);
            if late != late_at(&dates.late, node) {
                put(&mut dates.late, node, late);
                self.graph.before(node, |other| mark(rank, &mut waiting, other, |p| heap.push(p)));
            }
        }
        changed
    }
}

fn mark(rank: &[usize], waiting: &mut [bool], node: Node, push: impl FnOnce(usize)) {
    if let Some(place) = rank.get(node).copied()
        && let Some(slot) = waiting.get_mut(place)
        && !std::mem::replace(slot, true)
    {
        push(place);
    }
}

pub(super) fn at(spans: &[Span], node: Node) -> Span {
    spans.get(node).copied().unwrap_or_default()
}

pub(super) fn late_at(late: &[Late], node: Node) -> Late {
    late.get(node).copied().unwrap_or_default()
}

pub(super) fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
