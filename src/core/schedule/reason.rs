//! Why a date is what it is, as data. This module knows no title and no word.
//!
//! Nothing of this is kept: the reason of a date is found when somebody asks, by asking every
//! bound of the task again which of them the date meets.

use super::bar::{Bar, Ceiling};
use super::graph::{gate, roll};
use super::moment::Moment;
use super::network::{Awaits, Key, Lag, Limit, Link, LinkKind, Task};
use super::pass::{at, late_at};
use super::plan::Plan;

/// Says what set a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The start of its project.
    ProjectStart,
    /// A person put it there, and no link leads to it.
    Put,
    /// A link: the predecessor's end at `at` and the lag ask for it.
    Link {
        /// The link.
        link: Key,
        /// The predecessor.
        from: Key,
        /// Which end moves which.
        kind: LinkKind,
        /// When the predecessor's end is.
        at: Moment,
        /// How long after that the successor comes.
        lag: Lag,
    },
    /// The decision that it waits for.
    Decision(Awaits),
    /// A constraint.
    Limit(Limit),
    /// It is to be as late as possible.
    Late,
    /// Work that is not done is planned after the status date.
    Status(Moment),
    /// It is part of this summary, which waits for this cause.
    Within(Key, Box<Cause>),
    /// It really happened then.
    Actual,
    /// A person set it by hand, and links do not move it.
    Manual,
    /// Its parts: the first that starts and the last that finishes.
    Parts(Key, Key),
}

/// Says what binds a task's latest dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bind {
    /// The end of its project, which this task finishes last to set.
    ProjectEnd(Option<Key>),
    /// The deadline of this task.
    Deadline(Key, Moment),
    /// The constraint of this task.
    Limit(Key, Limit),
    /// The task is finished, or nothing binds it.
    Nothing,
}

/// Is the reason of a task's dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The task.
    pub task: Key,
    /// When it starts.
    pub start: Moment,
    /// When it finishes.
    pub finish: Moment,
    /// What sets its dates.
    pub cause: Cause,
    /// Whether the cause sets the finish, from which the start follows.
    pub by_finish: bool,
    /// When the cause alone would have it, where its calendar has no working time then.
    pub waits_from: Option<Moment>,
    /// By how many working minutes it could be later (earlier if negative).
    pub float: i64,
    /// What would have to move then, or already cannot be kept.
    pub bind: Bind,
    /// Whether it is critical.
    pub critical: bool,
    /// Whether it is finished.
    pub done: bool,
}

impl Plan {
    /// Gives the reason of a task's dates.
    pub fn reason(&self, key: Key) -> Option<Reason> {
        let idx = *self.graph.index.get(&key)?;
        let dates = self.dates(key)?;
        let (cause, by_finish, asked) = self.cause(idx)?;
        let task = self.network.tasks.get(idx)?;
        let calendar = self.work().calendar(idx);
        // That work goes on the next morning needs no word; a gap of a day or more does.
        let moved = asked.filter(|at| {
            let met = if by_finish { dates.finish } else { dates.start };
            let idle = calendar.between(*at, met) == 0 && !task.is_milestone();
            idle && met.date().days_since(at.date()) > 1
        });
        Some(Reason {
            task: key,
            start: dates.start,
            finish: dates.finish,
            cause,
            by_finish,
            waits_from: moved,
            float: dates.total_float,
            bind: self.bind(key).unwrap_or(Bind::Nothing),
            critical: dates.critical,
            done: dates.done,
        })
    }

    /// Finds the cause of a task's dates, whether it sets the finish, and the moment it asks for.
    fn cause(&self, idx: usize) -> Option<(Cause, bool, Option<Moment>)> {
        let work = self.work();
        let task = self.network.tasks.get(idx)?;
        let span = self.span(idx);
        if !self.graph.is_leaf(idx) {
            let key = |idx: &usize| self.network.tasks.get(*idx).map_or(0, |t| t.key);
            let children = || self.graph.children_of(idx).iter();
            let first = children().min_by_key(|c| (self.span(**c).start, key(c)))?;
            let last =
                children().max_by_key(|c| (self.span(**c).finish, std::cmp::Reverse(key(c))))?;
            return Some((Cause::Parts(key(first), key(last)), false, None));
        }
        if task.actual_start.is_some() || task.actual_finish.is_some() {
            return Some((Cause::Actual, task.actual_start.is_none(), None));
        }
        if task.manual.is_some() {
            return Some((Cause::Manual, false, None));
        }
        let spans = if self.dates.moved.is_empty() { &self.dates.early } else { &self.dates.moved };
        let floor = work.floor(idx, spans);
        let bar = work.bar(idx)?;
        if self.network.rules.honor_limits && task.limit.date().is_some() {
            let free = bar.earliest(floor, false, None);
            let met = match task.limit {
                Limit::StartNoLater(_) | Limit::FinishNoLater(_) => free.start > span.start,
                Limit::MustStart(_) | Limit::MustFinish(_) => true,
                _ => false,
            };
            if met {
                let by_finish =
                    matches!(task.limit, Limit::MustFinish(_) | Limit::FinishNoLater(_));
                return Some((Cause::Limit(task.limit), by_finish, None));
            }
        }
        if task.limit == Limit::Alap && span.start > at(&self.dates.early, roll(idx)).start {
            return Some((Cause::Late, false, None));
        }
        // What pushes the finish is turned into the start that it asks for, so that all compare.
        let mut asked: Vec<(Moment, bool, Cause)> = Vec::new();
        asked.extend(work.is_put(idx).map(|at| (at, false, Cause::Put)));
        for edge in self.graph.edges_in(idx) {
            let at = work.push(edge, spans);
            asked.push((at, edge.link.kind.to_finish(), self.link_cause(edge)));
        }
        asked.extend(task.awaits.map(|d| (d.until, false, Cause::Decision(d))));
        if let Some(parent) = self.graph.parent_of(idx) {
            let at = at(spans, gate(parent)).start;
            asked.extend(self.gate_cause(parent, at).map(|cause| (at, false, cause)));
        }
        match task.limit {
            Limit::StartNoEarlier(at) | Limit::MustStart(at) => {
                asked.push((at, false, Cause::Limit(task.limit)));
            }
            Limit::FinishNoEarlier(at) | Limit::MustFinish(at) => {
                asked.push((at, true, Cause::Limit(task.limit)));
            }
            _ => {}
        }
        if task.done == 0 {
            asked.extend(self.network.rules.status.map(|at| (at, false, Cause::Status(at))));
        }
        let start_of = |(at, by_finish, _): &(Moment, bool, Cause)| {
            if *by_finish { bar.start_for(*at, false) } else { *at }
        };
        let mut best: Option<(Moment, (Moment, bool, Cause))> = None;
        for one in asked {
            let at = start_of(&one);
            if best.as_ref().is_none_or(|(most, _)| at > *most) {
                best = Some((at, one));
            }
        }
        let opening = floor.base;
        match best {
            Some((at, one)) if at > opening || one.2 == Cause::Put => {
                Some((one.2, one.1, Some(one.0)))
            }
            _ => Some((Cause::ProjectStart, false, Some(opening))),
        }
    }

    fn link_cause(&self, edge: &super::graph::Edge) -> Cause {
        let span = self.span(edge.from);
        let at = if edge.link.kind.from_finish() { span.finish } else { span.start };
        let Link { key, from, kind, lag, .. } = edge.link;
        Cause::Link { link: key, from, kind, at, lag }
    }

    /// Finds what holds the parts of a summary back until a moment.
    fn gate_cause(&self, summary: usize, until: Moment) -> Option<Cause> {
        let key = self.network.tasks.get(summary)?.key;
        let work = self.work();
        let spans = if self.dates.moved.is_empty() { &self.dates.early } else { &self.dates.moved };
        let within = |cause| Some(Cause::Within(key, Box::new(cause)));
        for edge in self.graph.edges_in(summary) {
            if work.push(edge, spans) == until {
                return within(self.link_cause(edge));
            }
        }
        let awaits = self.network.tasks.get(summary)?.awaits;
        if let Some(decision) = awaits.filter(|decision| decision.until == until) {
            return within(Cause::Decision(decision));
        }
        let limit = work.limit(summary);
        if limit.date() == Some(until) {
            return within(Cause::Limit(limit));
        }
        self.graph.parent_of(summary).and_then(|parent| self.gate_cause(parent, until))
    }

    /// Finds what binds a task's latest dates: the root of its float, and where that is negative
    /// what asks for more than there is time for.
    pub fn bind(&self, key: Key) -> Option<Bind> {
        let mut idx = *self.graph.index.get(&key)?;
        let work = self.work();
        // Each step follows a link or goes up, so that no task is met twice.
        for _ in 0..=self.graph.rank.len() {
            let task = self.network.tasks.get(idx)?;
            if !self.graph.is_leaf(idx) {
                // A summary is bound as its most urgent part is.
                let float = |c: &usize| {
                    let child = self.network.tasks.get(*c).map(|t| t.key)?;
                    self.dates(child).filter(|d| !d.done).map(|d| (d.total_float, child, *c))
                };
                match self.graph.children_of(idx).iter().filter_map(float).min() {
                    Some((_, _, child)) => idx = child,
                    None => return Some(Bind::Nothing),
                }
                continue;
            }
            if task.is_done() {
                return Some(Bind::Nothing);
            }
            let own = late_at(&self.dates.late, roll(idx)).bound;
            let ceiling = work.ceiling(idx, &self.dates);
            let bar = work.bar(idx)?;
            // Where a date of its own and what follows bind alike, its own is named.
            let early = at(&self.dates.early, roll(idx));
            let alone = |limit, deadline| {
                let bare = Task { limit, deadline, ..task.clone() };
                let bound = Bar { task: &bare, ..bar }.latest(Ceiling::NONE, early);
                bound.start <= own.start && bound.finish <= own.finish
            };
            if let Some(at) = task.deadline.filter(|at| alone(Limit::Asap, Some(*at))) {
                return Some(Bind::Deadline(task.key, at));
            }
            if task.limit.date().is_some() && alone(task.limit, None) {
                return Some(Bind::Limit(task.key, task.limit));
            }
            match self.next_bound(idx, ceiling) {
                Next::Task(next) => idx = next,
                Next::Found(bind) => return Some(bind),
            }
        }
        Some(Bind::Nothing)
    }

    /// Finds which bound a ceiling comes from.
    fn next_bound(&self, idx: usize, ceiling: Ceiling) -> Next {
        let work = self.work();
        for edge in self.graph.edges_out(idx) {
            let to = late_at(&self.dates.late, self.graph.door(edge.to)).bound;
            let until = work.pull(edge, to, &self.dates.early);
            let side = if edge.link.kind.from_finish() { ceiling.finish } else { ceiling.start };
            if until == Some(side) {
                return Next::Task(self.tightest(edge.to));
            }
        }
        let mut up = self.graph.parent_of(idx);
        while let Some(parent) = up {
            let Some(task) = self.network.tasks.get(parent) else { break };
            if task.deadline == Some(ceiling.finish) {
                return Next::Found(Bind::Deadline(task.key, ceiling.finish));
            }
            if task.limit.date() == Some(ceiling.finish) {
                return Next::Found(Bind::Limit(task.key, task.limit));
            }
            for edge in self.graph.edges_out(parent) {
                let to = late_at(&self.dates.late, self.graph.door(edge.to)).bound;
                if work.pull(edge, to, &self.dates.early) == Some(ceiling.finish) {
                    return Next::Task(self.tightest(edge.to));
                }
            }
            up = self.graph.parent_of(parent);
        }
        let project = self.network.tasks.get(idx).map_or(0, |t| t.project as usize);
        let tasks = self.graph.projects.get(project).map_or(&[][..], Vec::as_slice);
        let ends = |task: &&usize| at(&self.dates.early, roll(**task)).finish >= ceiling.finish;
        let key = |task: &usize| self.network.tasks.get(*task).map(|t| (!t.is_milestone(), t.key));
        let last = tasks.iter().filter(ends).filter_map(key).min();
        Next::Found(Bind::ProjectEnd(last.map(|(_, key)| key)))
    }

    /// Gives the task, or the part of a summary, whose latest start a link binds its predecessor
    /// by.
    fn tightest(&self, mut idx: usize) -> usize {
        while !self.graph.is_leaf(idx) {
            let start = |c: &usize| late_at(&self.dates.late, self.graph.door(*c)).bound.start;
            match self.graph.children_of(idx).iter().min_by_key(|c| (start(c), **c)) {
                Some(child) => idx = *child,
                None => break,
            }
        }
        idx
    }
}

enum Next {
    Task(usize),
    Found(Bind),
}
