//! What every source of numbers is given, and what it gives. It knows no formula.

use std::cell::OnceCell;

use super::agile::Sprints;
use super::flow::Flow;
use super::memo::Memo;
use super::report::{Detail, Period, Question, Signal, Tile};
use crate::lens::scope::Scope;
use crate::model::time::{Date, Time};
use crate::model::workspace::Model;
use crate::model::{Item, Lens};
use crate::query::{self, Matcher};

/// Days of a period that are looked at, at most: ten years. A longer one loses its first days.
pub const MOST_DAYS: i64 = 3_660;

/// Says when a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub now: Time,
    /// The day on the person's calendar; whatever happened later in UTC counts as of this day.
    pub today: Date,
}

/// Is one source of numbers. A KPI is added by one file with a source and one row in `page`.
#[derive(Clone, Copy)]
pub struct Source {
    /// The lenses on whose pages its numbers stand.
    pub lenses: &'static [Lens],
    /// Gives its numbers; none where they make no sense for the place.
    pub find: fn(&Ask<'_>) -> Vec<Found>,
    /// Gives what stands behind one of the numbers that it found.
    pub open: fn(&Ask<'_>, Found) -> Detail,
}

/// Is a number with what is unusual about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The number.
    pub tile: Tile,
    /// What is unusual.
    pub signals: Vec<Signal>,
}

/// Is a question with the model that it is asked of. It is made once for all sources.
pub struct Ask<'a> {
    /// All the work.
    pub model: &'a Model,
    /// What is asked.
    pub question: &'a Question,
    /// When it is asked.
    pub moment: Moment,
    /// The days that are looked at: the question's, without those to come.
    pub period: Period,
    /// As many days just before them.
    pub before: Period,
    /// Which items are in the place.
    pub scope: Scope,
    /// What is kept from one question to the next.
    pub memo: &'a Memo,
    matcher: Matcher,
    flow: OnceCell<Flow<'a>>,
    sprints: OnceCell<Sprints<'a>>,
}

impl<'a> Ask<'a> {
    /// Prepares a question; the error is what is wrong with it, as a sentence.
    pub fn new(
        model: &'a Model,
        question: &'a Question,
        moment: Moment,
        memo: &'a Memo,
    ) -> Result<Ask<'a>, String> {
        let query = query::parse_for(&question.filter, model).map_err(|e| e.to_string())?;
        let Period { from, to } = question.period;
        if from > to {
            return Err(super::words::period_turned_round());
        }
        let to = to.min(moment.today);
        let from = from.min(to).max(to.plus_days(1 - MOST_DAYS));
        let n_days = to.days_since(from) + 1;
        let before = Period { from: from.plus_days(-n_days), to: from.plus_days(-1) };
        Ok(Ask {
            model,
            question,
            moment,
            period: Period { from, to },
            before,
            scope: Scope::of(model, question.place),
            memo,
            matcher: query.compile(model, moment.today, None),
            flow: OnceCell::new(),
            sprints: OnceCell::new(),
        })
    }

    /// Tells whether an item is in the place, fits the filter and is not deleted.
    pub fn holds(&self, item: &Item) -> bool {
        self.scope.holds(item) && self.fits(item)
    }

    /// Tells whether an item fits the filter and is not deleted, wherever it is.
    pub fn fits(&self, item: &Item) -> bool {
        item.trashed.is_none()
            && (self.matcher.is_empty() || self.matcher.matches(self.model, item))
    }

    /// Walks the items that are looked at, in the order of ids; archived ones are among them.
    pub fn items(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.model.items.iter().filter(|item| self.holds(item))
    }

    /// Gives the status history of the items, read once per question.
    pub fn flow(&self) -> &Flow<'a> {
        self.flow.get_or_init(|| Flow::read(self))
    }

    /// Gives the sprints of the place with what was in them, read once per question.
    pub fn sprints(&self) -> &Sprints<'a> {
        self.sprints.get_or_init(|| Sprints::read(self))
    }

    /// Gives the whole weeks that trends are drawn over: the period, and at least twelve weeks.
    pub fn trend_weeks(&self) -> Vec<Period> {
        let from = self.period.from.min(self.period.to.plus_days(-83));
        Ask::weeks(Period { from, ..self.period })
    }

    /// Gives the weeks of a period, oldest first: seven days each, the last ending with it. Days
    /// at its start that make no whole week are left out, so that no week looks poor.
    pub fn weeks(period: Period) -> Vec<Period> {
        let n_weeks = (period.to.days_since(period.from) + 1) / 7;
        let week = |n: i64| {
            let to = period.to.plus_days(-7 * n);
            Period { from: to.plus_days(-6), to }
        };
        (0..n_weeks).rev().map(week).collect()
    }
}

/// Sorts values with their days (numbers since 1970-01-01) into weeks that follow one another.
pub fn by_week(weeks: &[Period], values: impl Iterator<Item = (i64, f64)>) -> Vec<Vec<f64>> {
    let mut out = vec![Vec::new(); weeks.len()];
    let Some(start) = weeks.first().map(|w| w.from.day_number()) else { return out };
    for (day, value) in values {
        let slot = usize::try_from((day - start).div_euclid(7)).ok();
        if let Some(week) = slot.and_then(|slot| out.get_mut(slot)) {
            week.push(value);
        }
    }
    out
}

impl Period {
    /// Tells whether a day lies in it.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Counts its days.
    pub fn n_days(&self) -> i64 {
        self.to.days_since(self.from) + 1
    }
}
