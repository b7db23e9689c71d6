//! Working time: when work is done, and arithmetic on it to the minute. This module knows no task
//! and no link.
//!
//! A calendar is a pattern that comes again every year (the week and the yearly holidays) under
//! runs of days that differ once. Every question is answered from sums in O(log n).

use std::sync::Arc;

use super::hours::{Day, Pattern, Yearly};
use super::moment::{END_DAY, Moment};
use super::near::Near;
use crate::model::time::Date;
use crate::model::{self, Absence};

/// Says when work is done, from year 1 to 9999.
///
/// All minutes are working minutes unless said otherwise. Midnight is the border of days; a night
/// shift is two shifts, one up to minute 1440 and one from minute 0 of the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    pattern: Arc<Pattern>,
    days: Vec<Day>,
    /// In order, without overlap.
    runs: Vec<Run>,
    /// Some years of it as tables.
    near: Option<Arc<Near>>,
}

/// Is a run of days that differ from the pattern, and all have the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    from: i64,
    /// The day after the last.
    to: i64,
    day: usize,
    /// The working time before its first day.
    before: i64,
    /// The working time before the day after its last.
    after: i64,
    /// What the pattern alone would have before the day after its last.
    pattern: i64,
}

/// Is a stretch of days with hours of their own, the last day included.
struct Single {
    from: i64,
    to: i64,
    day: usize,
}

impl WorkCalendar {
    /// Makes the calendar in which every minute is a working minute: elapsed time.
    pub fn always() -> Self {
        let week = std::array::from_fn(|_| Day::new([(0, 1440)]));
        let pattern = Arc::new(Pattern::new(week, Vec::new()));
        WorkCalendar { pattern, days: Vec::new(), runs: Vec::new(), near: None }
    }

    /// Makes the usual calendar where none is named: Monday to Friday from 9 to 17 with no break,
    /// so that a day has 480 minutes.
    pub fn standard() -> Self {
        let week = std::array::from_fn(|day| Day::new((day < 5).then_some((540, 1020))));
        let pattern = Arc::new(Pattern::new(week, Vec::new()));
        WorkCalendar { pattern, days: Vec::new(), runs: Vec::new(), near: None }
    }

    /// Makes a calendar from its record.
    ///
    /// Where several exceptions name a day, a single one holds over a yearly one, and of the same
    /// sort the last in the list. A yearly exception holds in every year, before its first as well;
    /// one on 29 February holds in leap years. A shift that ends before it starts is left out.
    pub fn of(record: &model::Calendar) -> Self {
        let mut week: [Day; 7] = Default::default();
        for (idx, slot) in week.iter_mut().enumerate() {
            let named = record.week.iter().filter(|day| day.day as usize == idx + 1);
            *slot = Day::new(named.flat_map(|day| pairs(&day.shifts)));
        }
        let valid = || record.exceptions.iter().filter(|e| e.from <= e.to);
        let yearly = valid().filter(|e| e.yearly).map(|e| {
            let md = |date: Date| (date.ymd().1, date.ymd().2);
            let whole = e.to.days_since(e.from) >= 365;
            let (from, to) = if whole { ((1, 1), (12, 31)) } else { (md(e.from), md(e.to)) };
            Yearly { from, to, day: Day::new(pairs(&e.shifts)) }
        });
        let pattern = Arc::new(Pattern::new(week, yearly.collect()));
        let mut calendar = WorkCalendar { pattern, days: Vec::new(), runs: Vec::new(), near: None };
        let mut singles = Vec::new();
        for exception in valid().filter(|e| !e.yearly) {
            singles.push(calendar.single(exception.from, exception.to, pairs(&exception.shifts)));
        }
        calendar.lay(&singles);
        calendar
    }

    /// Gives this calendar without the days on which a person is away.
    pub fn without<'a>(&self, absences: impl IntoIterator<Item = &'a Absence>) -> Self {
        let mut calendar = WorkCalendar { near: None, ..self.clone() };
        let kept = self.runs.iter().map(|r| Single { from: r.from, to: r.to - 1, day: r.day });
        let mut singles: Vec<Single> = kept.collect();
        for absence in absences.into_iter().filter(|a| a.from <= a.to) {
            singles.push(calendar.single(absence.from, absence.to, []));
        }
        calendar.lay(&singles);
        calendar
    }

    /// Gives this calendar with some days from a moment on as tables, which answer much faster.
    pub(super) fn with_near(&self, from: Moment, n_days: i64) -> Self {
        let plain = WorkCalendar { near: None, ..self.clone() };
        let last = (END_DAY - 1).max(0);
        let from = from.day().clamp(0, last);
        let n_days = n_days.clamp(1, (END_DAY - from).max(1));
        let near = Arc::new(Near::new(from, n_days, plain.before(from), |day| plain.day(day)));
        WorkCalendar { near: Some(near), ..plain }
    }

    fn single(
        &mut self,
        from: Date,
        to: Date,
        shifts: impl IntoIterator<Item = (u32, u32)>,
    ) -> Single {
        let day = Day::new(shifts);
        let at = self.days.iter().position(|d| *d == day).unwrap_or(self.days.len());
        if at == self.days.len() {
            self.days.push(day);
        }
        Single { from: Moment::start_of(from).day(), to: Moment::start_of(to).day(), day: at }
    }

    /// Lays stretches over the pattern; where they overlap, the last holds.
    fn lay(&mut self, singles: &[Single]) {
        let mut edges: Vec<(i64, bool, usize)> = Vec::new();
        for (idx, single) in singles.iter().enumerate() {
            edges.push((single.from, true, idx));
            edges.push((single.to + 1, false, idx));
        }
        edges.sort_unstable();
        let mut open = std::collections::BTreeSet::new();
        let mut pieces: Vec<(i64, i64, usize)> = Vec::new();
        let mut at = 0;
        for (day, opens, idx) in edges {
            if let Some(top) = open.last().and_then(|top: &usize| singles.get(*top))
                && at < day
            {
                match pieces.last_mut() {
                    Some(last) if last.1 == at && last.2 == top.day => last.1 = day,
                    _ => pieces.push((at, day, top.day)),
                }
            }
            at = day;
            if opens {
                open.insert(idx)
            } else {
                open.remove(&idx)
            };
        }
        self.runs.clear();
        for (from, to, day) in pieces {
            let before = self.before(from);
            let per_day = self.days.get(day).map_or(0, |d| d.total);
            let after = before + (to - from) * per_day;
            self.runs.push(Run { from, to, day, before, after, pattern: self.pattern.before(to) });
        }
    }

    /// Counts the working minutes before a day.
    fn before(&self, day: i64) -> i64 {
        let idx = self.runs.partition_point(|run| run.from < day);
        match idx.checked_sub(1).and_then(|idx| self.runs.get(idx)) {
            None => self.pattern.before(day),
            Some(run) if day < run.to => {
                let per_day = self.days.get(run.day).map_or(0, |d| d.total);
                run.before + (day - run.from) * per_day
            }
            Some(run) => run.after + self.pattern.before(day) - run.pattern,
        }
    }

    fn day(&self, day: i64) -> Option<&Day> {
        let idx = self.runs.partition_point(|run| run.from <= day);
        match idx.checked_sub(1).and_then(|idx| self.runs.get(idx)) {
            Some(run) if day < run.to => self.days.get(run.day),
            _ => self.pattern.day(day),
        }
    }

    /// Finds the day of the `n`-th working minute; the end of all days if there is none.
    fn find(&self, n: i64) -> i64 {
        let idx = self.runs.partition_point(|run| run.before < n);
        match idx.checked_sub(1).and_then(|idx| self.runs.get(idx)) {
            None => self.pattern.find(n),
            Some(run) if n <= run.after => {
                let per_day = self.days.get(run.day).map_or(1, |d| d.total.max(1));
                run.from + (n - run.before - 1) / per_day
            }
            Some(run) => self.pattern.find(n - run.after + run.pattern),
        }
    }

    /// Counts the working minutes from the start of year 1 to a moment: the moment's position in
    /// working time.
    pub fn worked(&self, at: Moment) -> i64 {
        if let Some(known) = self.near.as_ref().and_then(|near| near.worked(at.minutes())) {
            return known;
        }
        let day = at.day();
        if day >= END_DAY {
            return self.before(END_DAY);
        }
        self.before(day) + self.day(day).map_or(0, |d| d.worked(at.minute()))
    }

    /// Counts the working minutes from one moment to another; negative if the second is earlier.
    pub fn between(&self, from: Moment, to: Moment) -> i64 {
        self.worked(to) - self.worked(from)
    }

    /// Gives the moment at which a position in working time is reached: the end of its last
    /// minute. Without so much working time it is the end or the start of all time.
    pub(super) fn finish_at(&self, position: i64) -> Moment {
        if let Some(known) = self.near.as_ref().and_then(|near| near.finish_at(position)) {
            return Moment::from_minutes(known);
        }
        if position < 1 {
            return Moment::MIN;
        }
        // No calendar works more than all the time there is.
        if position > Moment::MAX.minutes() {
            return Moment::MAX;
        }
        let day = self.find(position);
        if day >= END_DAY {
            return Moment::MAX;
        }
        let within = position - self.before(day);
        let minute = self.day(day).map_or(0, |d| d.finish(within));
        Moment::from_minutes(day * super::moment::DAY + minute)
    }

    /// Gives the last moment of a position in working time: the start of its next minute.
    pub(super) fn start_at(&self, position: i64) -> Moment {
        match self.finish_at(position.saturating_add(1)) {
            Moment::MAX => Moment::MAX,
            end => end.plus(-1),
        }
    }

    /// Gives the first moment from `at` on at which work is done; the end of time if there is none.
    pub(super) fn at_or_after(&self, at: Moment) -> Moment {
        if self.near.is_some() {
            return self.start_at(self.worked(at));
        }
        let (day, minute) = (at.day(), at.minute());
        if let Some(hours) = self.day(day) {
            let worked = hours.worked(minute);
            if worked < hours.total {
                return at.plus(hours.start(worked) - minute);
            }
        }
        self.start_at(self.worked(at))
    }

    /// Gives the last moment up to `at` before which work is done; the start of time if there is
    /// none.
    pub(super) fn at_or_before(&self, at: Moment) -> Moment {
        if self.near.is_some() {
            return self.finish_at(self.worked(at));
        }
        let minute = at.minute();
        if let Some(worked) =
            self.day(at.day()).map(|hours| hours.worked(minute)).filter(|w| *w > 0)
        {
            let finish = self.day(at.day()).map_or(minute, |hours| hours.finish(worked));
            return at.plus(finish - minute);
        }
        self.finish_at(self.worked(at))
    }

    /// Tells whether work is done in the minute that starts at a moment.
    pub fn is_working(&self, at: Moment) -> bool {
        self.day(at.day()).is_some_and(|d| d.worked(at.minute() + 1) > d.worked(at.minute()))
    }

    /// Gives the first moment from `at` on at which work is done; `None` if none comes.
    pub fn next(&self, at: Moment) -> Option<Moment> {
        Some(self.at_or_after(at)).filter(|found| *found < Moment::MAX)
    }

    /// Gives the last moment up to `at` at which work has just been done; `None` if there was none.
    pub fn previous(&self, at: Moment) -> Option<Moment> {
        Some(self.at_or_before(at)).filter(|found| *found > Moment::MIN)
    }

    /// Adds working minutes. Forward it gives the moment at which they have been worked, backward
    /// the last moment from which they can be worked until `at`; `None` where the calendar does
    /// not have so much working time.
    pub fn add(&self, at: Moment, minutes: i64) -> Option<Moment> {
        let position = self.worked(at).saturating_add(minutes);
        match minutes {
            0 => Some(at),
            1.. => Some(self.finish_at(position)).filter(|found| *found < Moment::MAX),
            _ if position < 0 => None,
            _ => Some(self.start_at(position)).filter(|found| *found < Moment::MAX),
        }
    }

    /// Tells whether there is never any working time.
    pub fn is_empty(&self) -> bool {
        self.pattern.is_empty() && self.before(END_DAY) == 0
    }
}

fn pairs(shifts: &[model::Shift]) -> impl Iterator<Item = (u32, u32)> + '_ {
    shifts.iter().map(|shift| (shift.from, shift.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_a_window_answer_as_the_calendar_does() {
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let away = Absence { from: day("2026-05-06"), to: day("2026-05-12"), ..Absence::default() };
        let plain = WorkCalendar::standard().without([&away]);
        let near = plain.with_near(Moment::start_of(day("2026-05-02")), 40);
        let first = Moment::start_of(day("2026-04-20"));
        for step in 0..2_000 {
            let at = first.plus(step * 47);
            assert_eq!(near.worked(at), plain.worked(at), "{at:?}");
            assert_eq!(near.at_or_after(at), plain.at_or_after(at));
            assert_eq!(near.at_or_before(at), plain.at_or_before(at));
            for n in [1, 240, 480, 481, 5_000] {
                assert_eq!(near.add(at, n), plain.add(at, n), "{at:?} {n}");
                assert_eq!(near.add(at, -n), plain.add(at, -n), "{at:?} {n}");
            }
        }
    }
}
