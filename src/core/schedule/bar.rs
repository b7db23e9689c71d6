//! One task between its bounds: the earliest and the latest dates that its own fields let it have.
//! This module knows no other task and no link.
//!
//! - A start is the first working minute; a finish is the end of the last one. So a day's work
//!   starts on Monday at nine and finishes on Monday at five, not on Tuesday at nine.
//! - A milestone stands at a start or at a finish; in free time it moves on to the next start.
//! - A finish counts as late enough when no working time of the task lies between it and the
//!   bound: who cannot work until Monday may finish on Friday.
//! - A started task keeps its actual start. What is done lies behind it; the rest goes on after
//!   the status date and, with retained logic, after its predecessors: that gap is a split.

use super::calendar::WorkCalendar;
use super::moment::Moment;
use super::network::{ALL_DONE, Limit, Rules, Task};

/// Holds when a task is: its start, where its rest goes on (its start if nothing is done yet), and
/// its finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) start: Moment,
    pub(super) resume: Moment,
    pub(super) finish: Moment,
}

impl Span {
    pub(super) fn point(at: Moment) -> Self {
        Span { start: at, resume: at, finish: at }
    }
}

/// Says what a task must not come before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Floor {
    /// Its start, by where it was put or the start of the project.
    pub(super) base: Moment,
    /// Its start, by links and what it is part of.
    pub(super) start: Moment,
    /// Its finish, by links.
    pub(super) finish: Moment,
}

/// Says what a task must not come after; also its latest dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ceiling {
    pub(super) start: Moment,
    pub(super) finish: Moment,
}

impl Ceiling {
    pub(super) const NONE: Ceiling = Ceiling { start: Moment::MAX, finish: Moment::MAX };
}

/// Is a task with the calendars and rules that it is computed by.
#[derive(Clone, Copy)]
pub(super) struct Bar<'a> {
    pub(super) task: &'a Task,
    pub(super) calendars: &'a [WorkCalendar],
    pub(super) always: &'a WorkCalendar,
    pub(super) rules: &'a Rules,
}

impl<'a> Bar<'a> {
    fn calendar(&self, idx: u32) -> &'a WorkCalendar {
        self.calendars.get(idx as usize).unwrap_or(self.always)
    }

    /// Gives the calendar by which float and lags are counted.
    pub(super) fn main(&self) -> &'a WorkCalendar {
        self.calendar(self.task.calendar)
    }

    /// Walks the stretches that take time: the calendar, and the minutes done and left.
    fn stretches(&self) -> impl Iterator<Item = (&'a WorkCalendar, i64, i64)> + use<'a> {
        let bar = *self;
        bar.task.stretches.iter().filter(|s| s.minutes > 0).map(move |s| {
            let minutes = s.minutes.min(Moment::MAX.minutes());
            let done = minutes * bar.task.done.clamp(0, ALL_DONE) / ALL_DONE;
            (bar.calendar(s.calendar), done, minutes - done)
        })
    }

    /// Tells whether its start is fixed and only its rest can move.
    fn is_under_way(&self) -> bool {
        self.task.is_going() && self.task.actual_start.is_some()
    }

    /// Moves a moment in free time on to the next start.
    fn settled(&self, at: Moment) -> Moment {
        let calendar = self.main();
        if calendar.at_or_before(at) == at { at } else { calendar.at_or_after(at) }
    }

    /// Gives the first start from a moment on.
    fn start_from(&self, at: Moment) -> Moment {
        let starts = self.stretches().map(|(calendar, ..)| calendar.at_or_after(at));
        starts.min().unwrap_or_else(|| self.settled(at))
    }

    /// Gives the last start up to a moment.
    fn start_until(&self, at: Moment) -> Moment {
        let starts = self.stretches().map(|(calendar, ..)| {
            if calendar.is_working(at) { at } else { calendar.at_or_before(at).plus(-1) }
        });
        starts.max().unwrap_or_else(|| self.settled_until(at))
    }

    fn settled_until(&self, at: Moment) -> Moment {
        let calendar = self.main();
        if calendar.at_or_after(at) == at { at } else { calendar.at_or_before(at) }
    }

    /// Gives the finish of work that goes on from a moment; `rest` leaves out what is done.
    fn finish_from(&self, at: Moment, rest: bool) -> Moment {
        let ends = self.stretches().filter_map(|(calendar, done, left)| {
            let minutes = if rest { left } else { done + left };
            (minutes > 0).then(|| calendar.finish_at(calendar.worked(at) + minutes))
        });
        ends.max().unwrap_or(at)
    }

    /// Gives the start from which work is finished by a moment; `rest` leaves out what is done.
    pub(super) fn start_for(&self, finish: Moment, rest: bool) -> Moment {
        let starts = self.stretches().filter_map(|(calendar, done, left)| {
            let minutes = if rest { left } else { done + left };
            (minutes > 0).then(|| calendar.start_at(calendar.worked(finish) - minutes))
        });
        starts.min().unwrap_or(finish)
    }

    /// Gives the moment up to which the finish of a predecessor may come when it moves this task's
    /// finish, so that this task starts by `start` at the latest.
    pub(super) fn push_until(&self, start: Moment) -> Moment {
        let going = self.is_under_way();
        let ends = self.stretches().map(|(calendar, done, left)| {
            let minutes = if going { left } else { done + left };
            calendar.start_at(calendar.worked(start) + minutes)
        });
        ends.max().unwrap_or(start)
    }

    /// Gives the earliest dates. `honor` lets constraints hold over links; `late` is where a task
    /// that is to be as late as possible starts.
    pub(super) fn earliest(&self, floor: Floor, honor: bool, late: Option<Moment>) -> Span {
        let task = self.task;
        if let Some(finish) = task.actual_finish {
            let start = task.actual_start.unwrap_or_else(|| self.start_for(finish, false));
            return Span { start: start.min(finish), resume: finish, finish };
        }
        if let Some((start, finish)) = task.manual {
            let start = task.actual_start.unwrap_or(start);
            return Span { start, resume: start, finish: finish.max(start) };
        }
        if task.actual_start.is_some() || task.done > 0 {
            return self.started(floor);
        }
        let mut at = floor.base.max(floor.start).max(self.rules.status.unwrap_or(Moment::MIN));
        let mut end = floor.finish;
        match task.limit {
            Limit::StartNoEarlier(date) => at = at.max(date),
            Limit::FinishNoEarlier(date) => end = end.max(date),
            Limit::MustStart(date) if !honor => at = at.max(date),
            Limit::MustFinish(date) if !honor => end = end.max(date),
            _ => {}
        }
        let mut start = self.start_from(at.max(late.unwrap_or(Moment::MIN)));
        if end > Moment::MIN {
            let pushed = self.start_for(end, false);
            start = if task.is_milestone() {
                self.settled(start.max(end))
            } else {
                self.start_from(start.max(pushed))
            };
        }
        if honor {
            start = match task.limit {
                Limit::StartNoLater(date) => start.min(self.start_from(date)),
                Limit::MustStart(date) => self.start_from(date),
                Limit::FinishNoLater(date) => start.min(self.start_by(date)),
                Limit::MustFinish(date) => self.start_by(date),
                _ => start,
            };
        }
        Span { start, resume: start, finish: self.finish_from(start, false) }
    }

    /// Gives the last start from which the work is finished by a date.
    fn start_by(&self, date: Moment) -> Moment {
        if self.task.is_milestone() {
            self.settled_until(date)
        } else {
            self.start_for(date, false)
        }
    }

    fn started(&self, floor: Floor) -> Span {
        let first = || self.start_from(floor.base.max(floor.start));
        let start = self.task.actual_start.unwrap_or_else(first);
        let stop = self.done_by(start);
        if self.task.done >= ALL_DONE {
            return Span { start, resume: stop, finish: stop };
        }
        let logic = if self.rules.retain_logic { floor.start } else { Moment::MIN };
        let mut from = stop.max(self.rules.status.unwrap_or(Moment::MIN)).max(logic);
        if floor.finish > Moment::MIN {
            from = from.max(self.start_for(floor.finish, true));
        }
        let resume = self.start_from(from);
        Span { start, resume, finish: self.finish_from(resume, true) }
    }

    /// Gives where the done part of work that starts at a moment ends.
    fn done_by(&self, start: Moment) -> Moment {
        let begun = self.stretches().filter(|(_, done, _)| *done > 0);
        let stops =
            begun.map(|(calendar, done, _)| calendar.finish_at(calendar.worked(start) + done));
        stops.max().unwrap_or(start)
    }

    /// Gives where the done part of a started task ends; nothing for any other.
    pub(super) fn stop(&self, span: Span) -> Option<Moment> {
        self.task.is_going().then(|| self.done_by(span.start))
    }

    /// Gives the latest dates; of a started task the start is that of its rest.
    pub(super) fn latest(&self, ceiling: Ceiling, early: Span) -> Ceiling {
        let task = self.task;
        if task.is_done() {
            return Ceiling { start: early.start, finish: early.finish };
        }
        let Ceiling { start: mut by, finish: mut end } = ceiling;
        if let Some(deadline) = task.deadline {
            end = end.min(deadline);
        }
        match task.limit {
            Limit::FinishNoLater(date) | Limit::MustFinish(date) => end = end.min(date),
            Limit::StartNoLater(date) | Limit::MustStart(date) => {
                by = by.min(self.start_from(date));
            }
            _ => {}
        }
        let going = self.is_under_way();
        if task.is_milestone() {
            let at = self.settled_until(end.min(by));
            return Ceiling { start: at, finish: at };
        }
        let mut start = self.start_for(end, going);
        if by < start && !going {
            start = self.start_until(by);
        }
        Ceiling { start, finish: self.finish_from(start, going) }
    }
}
