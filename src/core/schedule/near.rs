//! A window of a calendar as plain tables, for those who ask it a million questions. It knows no
//! pattern and no exception: it copies what the calendar answers.

use super::hours::Day;

/// Holds some thousand days of a calendar, one after another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// The first day.
    from: i64,
    /// The working time before each day, and before the one after the last.
    before: Vec<i64>,
    /// Which hours each day has.
    which: Vec<u16>,
    days: Vec<Day>,
    /// The first day that ends at or after each bucket's first working minute.
    buckets: Vec<u32>,
}

/// How many working minutes a bucket has.
const BUCKET: i64 = 240;

impl Near {
    /// Copies days; `ask` gives the working time before a day and the hours of it.
    pub(super) fn new(from: i64, n_days: i64, ask: impl Fn(i64) -> (i64, Day)) -> Self {
        let mut near = Near {
            from,
            before: Vec::new(),
            which: Vec::new(),
            days: Vec::new(),
            buckets: Vec::new(),
        };
        for day in from..from + n_days {
            let (before, hours) = ask(day);
            let at = near.days.iter().position(|own| *own == hours).unwrap_or(near.days.len());
            if at == near.days.len() {
                near.days.push(hours);
            }
            near.before.push(before);
            near.which.push(u16::try_from(at).unwrap_or(0));
        }
        near.before.push(ask(from + n_days).0);
        let (first, last) = near.ends();
        let mut day = 0;
        for bucket in 0..=(last - first) / BUCKET {
            let least = first + bucket * BUCKET + 1;
            while near.before.get(day + 1).is_some_and(|before| *before < least) {
                day += 1;
            }
            near.buckets.push(u32::try_from(day).unwrap_or(0));
        }
        near
    }

    fn ends(&self) -> (i64, i64) {
        (self.before.first().copied().unwrap_or(0), self.before.last().copied().unwrap_or(0))
    }

    /// Counts the working time before a day of the window.
    pub(super) fn before(&self, day: i64) -> Option<i64> {
        self.before.get(usize::try_from(day - self.from).ok()?).copied()
    }

    /// Gives the hours of a day of the window.
    pub(super) fn day(&self, day: i64) -> Option<&Day> {
        let which = self.which.get(usize::try_from(day - self.from).ok()?)?;
        self.days.get(usize::from(*which))
    }

    /// Finds the day of a working minute that lies in the window.
    pub(super) fn find(&self, n: i64) -> Option<i64> {
        let (first, last) = self.ends();
        if n <= first || n > last {
            return None;
        }
        let bucket = usize::try_from((n - first - 1) / BUCKET).ok()?;
        let mut day = *self.buckets.get(bucket)? as usize;
        while *self.before.get(day + 1)? < n {
            day += 1;
        }
        Some(self.from + day as i64)
    }
}
