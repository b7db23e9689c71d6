//! The story's days: offsets from today, working days and working hours. It knows no item.

use chrono::Weekday;

use crate::model::time::{DAY_MS, Date, Time};

/// The holidays of every year, as month and day, with their names.
pub(super) const HOLIDAYS: [(&str, u32, u32, i64); 3] =
    [("New Year", 1, 1, 1), ("May Day", 5, 1, 1), ("Christmas", 12, 25, 2)];

/// Counts days from today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// Today.
    pub(super) today: Date,
    /// Nothing in the story has happened after this.
    pub(super) limit: Time,
}

impl Days {
    /// Gives the date `n` days from today.
    pub(super) fn date(&self, n: i64) -> Date {
        self.today.plus_days(n)
    }

    /// Gives the day on which everybody meets and nobody works.
    pub(super) fn company_day(&self) -> Date {
        let mut date = self.date(24);
        while matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            date = date.plus_days(1);
        }
        date
    }

    /// Tells whether nobody works on a date.
    pub(super) fn is_free(&self, date: Date) -> bool {
        let (_, month, day) = date.ymd();
        matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
            || HOLIDAYS.iter().any(|(_, m, d, n)| {
                *m == month && (0..*n).any(|after| i64::from(*d) + after == i64::from(day))
            })
            || date == self.company_day()
    }

    /// Gives the first working day on a date or after it.
    pub(super) fn from(&self, date: Date) -> Date {
        let mut date = date;
        while self.is_free(date) {
            date = date.plus_days(1);
        }
        date
    }

    /// Gives the last working day on a date or before it.
    pub(super) fn until(&self, date: Date) -> Date {
        let mut date = date;
        while self.is_free(date) {
            date = date.plus_days(-1);
        }
        date
    }

    /// Gives the working day `n` working days after a date (before it if negative).
    pub(super) fn shift(&self, date: Date, n: i64) -> Date {
        let step = n.signum();
        let mut date = if n < 0 { self.until(date) } else { self.from(date) };
        for _ in 0..n.abs() {
            date = date.plus_days(step);
            date = if n < 0 { self.until(date) } else { self.from(date) };
        }
        date
    }

    /// Counts the working days from a date to another, both included.
    pub(super) fn working(&self, from: Date, to: Date) -> i64 {
        let span = to.days_since(from);
        (0..=span).filter(|n| !self.is_free(from.plus_days(*n))).count() as i64
    }

    /// Gives the minute of a day as an instant, not after the limit.
    pub(super) fn at(&self, date: Date, minute: i64) -> Time {
        date.start_utc().plus_ms(minute * 60_000).min(self.limit)
    }

    /// Gives the number of days from today to an instant's date.
    pub(super) fn offset(&self, time: Time) -> i64 {
        (time.ms() - self.today.start_utc().ms()).div_euclid(DAY_MS)
    }
}
