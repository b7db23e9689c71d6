//! The dates and floats of each task, read off a plan. This module knows no change and no reason.
//!
//! Total float is the smaller of the float of the start and of the finish, as in Microsoft
//! Project; free float is the least time before a task after it would move (Kelley and Walker).

use super::bar::{Ceiling, Span};
use super::graph::{Edge, Problem, roll};
use super::moment::Moment;
use super::network::{Key, Limit, Task};
use super::pass::{at, late_at};
use super::plan::Plan;

/// Holds the dates of one task. Floats are working minutes of the task's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskDates {
    /// When it starts as planned: the earliest date, or the latest where it is to be late.
    pub start: Moment,
    /// When it finishes as planned.
    pub finish: Moment,
    /// Where work stops and goes on again, for a started task whose rest comes later.
    pub split: Option<(Moment, Moment)>,
    /// The earliest start that links, calendars and constraints let it have.
    pub early_start: Moment,
    /// The earliest finish.
    pub early_finish: Moment,
    /// The latest start that moves neither the project's end nor a date that must hold.
    pub late_start: Moment,
    /// The latest finish.
    pub late_finish: Moment,
    /// How much later it may be without moving the project's end or breaking a date: the smaller
    /// of the float of its start and of its finish. Negative: how much earlier it would have to be.
    pub total_float: i64,
    /// How much later it may be without moving any task after it.
    pub free_float: i64,
    /// Whether it is finished; then it has no float and is not critical.
    pub done: bool,
    /// Whether its total float is at most that of a critical task.
    pub critical: bool,
    /// Whether it is not critical, but its total float is at most that of a near-critical task.
    pub near_critical: bool,
    /// Whether its parts decide its dates.
    pub summary: bool,
}

impl Plan {
    pub(super) fn span(&self, idx: usize) -> Span {
        let moved = !self.dates.moved.is_empty();
        at(if moved { &self.dates.moved } else { &self.dates.early }, roll(idx))
    }

    /// Gives the dates of a task.
    pub fn dates(&self, key: Key) -> Option<TaskDates> {
        self.dates_at(*self.graph.index.get(&key)?)
    }

    /// Walks all tasks with their dates, by key.
    pub fn all(&self) -> impl Iterator<Item = (Key, TaskDates)> + '_ {
        let tasks = self.network.tasks.iter().enumerate();
        tasks.filter_map(|(idx, task)| Some((task.key, self.dates_at(idx)?)))
    }

    /// Gives when a task starts and finishes as planned, without its floats.
    pub fn bar(&self, key: Key) -> Option<(Moment, Moment)> {
        let span = self.span(*self.graph.index.get(&key)?);
        Some((span.start, span.finish))
    }

    /// Walks the critical tasks that are no summaries, by key.
    pub fn critical(&self) -> impl Iterator<Item = Key> + '_ {
        let tasks = self.network.tasks.iter().enumerate();
        let open = tasks.filter(|(idx, task)| self.graph.is_leaf(*idx) && !task.is_done());
        let tight = |idx: usize| self.total_float(idx) <= self.network.rules.critical;
        open.filter(move |(idx, _)| tight(*idx)).map(|(_, task)| task.key)
    }

    fn dates_at(&self, idx: usize) -> Option<TaskDates> {
        let work = self.work();
        let bar = work.bar(idx)?;
        let summary = !self.graph.is_leaf(idx);
        let (span, early) = (self.span(idx), at(&self.dates.early, roll(idx)));
        let door = self.graph.door(idx);
        let late = late_at(&self.dates.late, door).whole;
        let done = if summary { self.is_done(idx) } else { bar.task.is_done() };
        let total = if done { 0 } else { self.total_float(idx) };
        let free = if done { 0 } else { self.free_float(idx).clamp(0, total.max(0)) };
        let rules = &self.network.rules;
        let critical = !done && total <= rules.critical;
        let stop = bar.stop(span);
        Some(TaskDates {
            start: span.start,
            finish: span.finish,
            split: stop
                .filter(|_| !summary)
                .filter(|stop| {
                    bar.main().between(*stop, span.resume) > 0 && span.resume < span.finish
                })
                .map(|stop| (stop, span.resume)),
            early_start: early.start,
            early_finish: early.finish,
            late_start: late.start,
            late_finish: late.finish,
            total_float: total,
            free_float: free,
            done,
            critical,
            near_critical: !done && !critical && total <= rules.near_critical,
            summary,
        })
    }

    fn is_done(&self, idx: usize) -> bool {
        let mut open = vec![idx];
        while let Some(at) = open.pop() {
            let children = self.graph.children_of(at);
            open.extend_from_slice(children);
            let own = self.network.tasks.get(at).is_some_and(Task::is_done);
            if children.is_empty() && !own {
                return false;
            }
        }
        true
    }

    /// Counts the total float. A task that a constraint holds before its predecessors let it come
    /// has the float of where they would put it.
    fn total_float(&self, idx: usize) -> i64 {
        let work = self.work();
        let calendar = work.calendar(idx);
        let span = self.span(idx);
        let late = late_at(&self.dates.late, self.graph.door(idx)).whole;
        let by_finish = calendar.between(span.finish, late.finish);
        let Some(bar) = work.bar(idx) else { return 0 };
        if !self.graph.is_leaf(idx) {
            let by_start = calendar.between(span.start, late.start);
            return by_start.min(by_finish);
        }
        if bar.task.is_going() {
            return by_finish;
        }
        let mut total = calendar.between(span.start, late.start).min(by_finish);
        let holds = matches!(
            bar.task.limit,
            Limit::StartNoLater(_)
                | Limit::FinishNoLater(_)
                | Limit::MustStart(_)
                | Limit::MustFinish(_)
        );
        if holds && self.network.rules.honor_limits && bar.task.manual.is_none() {
            let free = bar.earliest(work.floor(idx, &self.dates.early), false, None);
            total = total.min(calendar.between(free.finish, late.finish));
        }
        total
    }

    /// Counts the free float: the least time between what a task asks of the tasks after it and
    /// their planned dates; with none after it, the time to the end of the project.
    fn free_float(&self, idx: usize) -> i64 {
        let mut least = i64::MAX;
        let mut at = Some(idx);
        let calendar = self.work().calendar(idx);
        let finish = self.span(idx).finish;
        let mut above = false;
        while let Some(task) = at {
            if above && self.graph.edges_out(task).next().is_some() {
                least = least.min(calendar.between(finish, self.span(task).finish));
            }
            if !above {
                for edge in self.graph.edges_out(task) {
                    least = least.min(self.slack(edge).unwrap_or(i64::MAX));
                }
            }
            above = true;
            at = self.graph.parent_of(task);
        }
        if least < i64::MAX {
            return least;
        }
        let project = self.network.tasks.get(idx).map_or(0, |t| t.project as usize);
        let last = self.dates.ends.len().saturating_sub(1);
        let end = self.dates.ends.get(project.min(last)).copied().unwrap_or(finish);
        calendar.between(finish, end)
    }

    /// Counts the working minutes by which a link's predecessor may be later before its successor
    /// moves, negative where the successor comes too early; nothing where the link is left out of
    /// the plan or its successor does not wait any more.
    pub fn room(&self, link: Key) -> Option<i64> {
        let found = self.graph.edges.binary_search_by_key(&link, |edge| edge.link.key).ok()?;
        self.slack(self.graph.edges.get(found)?)
    }

    /// Counts the working minutes of the predecessor by which an edge could give way before its
    /// successor moves; nothing if the successor does not wait for it.
    pub(super) fn slack(&self, edge: &Edge) -> Option<i64> {
        let work = self.work();
        let to = self.span(edge.to);
        let task = work.bar(edge.to)?.task;
        let begun = task.is_going() && task.actual_start.is_some();
        let start = if begun { to.resume } else { to.start };
        let ceiling = Ceiling { start, finish: to.finish };
        let moved = !self.dates.moved.is_empty();
        let spans = if moved { &self.dates.moved } else { &self.dates.early };
        let until = work.pull(edge, ceiling, spans)?;
        let from = self.span(edge.from);
        let end = if edge.link.kind.from_finish() { from.finish } else { from.start };
        Some(work.calendar(edge.from).between(end, until))
    }

    /// Gives the end of a project: the last finish of its tasks, by earliest dates.
    pub fn end(&self, project: u32) -> Option<Moment> {
        self.dates.ends.get(project as usize).copied()
    }

    /// Lists what could not be done as asked, in order.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all = self.same.clone();
        all.extend(self.graph.problems.iter().cloned());
        for (idx, task) in self.network.tasks.iter().enumerate() {
            if self.graph.is_leaf(idx) && self.span(idx).finish == Moment::MAX {
                all.push(Problem::NoTime(task.key));
            }
        }
        all.sort();
        all.dedup();
        all
    }
}
