//! The hours of one day, and the pattern of a calendar that comes again for ever. This module
//! knows no exception of a single year.
//!
//! The Gregorian calendar comes again every 400 years, which are whole weeks, and a year has one
//! of fourteen shapes: the weekday of its first day, with or without 29 February. One table of
//! days for each shape and one sum for each of 400 years tell the working time before any day from
//! year 1 to 9999 without a search, and the day of any working minute by two binary searches.

use super::moment::{DAY, END_DAY};

const CYCLE_DAYS: i64 = 146_097;
const CYCLE_YEARS: i64 = 400;

/// Holds the working time of one day: shifts in order that neither touch nor overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Day {
    shifts: Vec<(i64, i64)>,
    pub(super) total: i64,
}

impl Day {
    /// Makes a day of shifts in any order; what lies outside the day or ends before it starts is
    /// left out, and what overlaps is joined.
    pub(super) fn new(shifts: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let clipped = shifts.into_iter().map(|(a, b)| (i64::from(a), i64::from(b).min(DAY)));
        let mut all: Vec<(i64, i64)> = clipped.filter(|(a, b)| a < b).collect();
        all.sort_unstable();
        let mut day = Day::default();
        for (from, to) in all {
            match day.shifts.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => day.shifts.push((from, to)),
            }
        }
        day.total = day.shifts.iter().map(|(a, b)| b - a).sum();
        day
    }

    /// Counts the working minutes before a minute of the day.
    pub(super) fn worked(&self, minute: i64) -> i64 {
        self.shifts.iter().map(|(a, b)| (minute.min(*b) - a).max(0)).sum()
    }

    /// Gives the minute at which the `n`-th working minute ends, `n` from 1 to the total.
    pub(super) fn finish(&self, n: i64) -> i64 {
        let mut left = n;
        for (from, to) in &self.shifts {
            if left <= to - from {
                return from + left;
            }
            left -= to - from;
        }
        DAY
    }

    /// Gives the minute at which the working minute after `n` of them starts, `n` below the total.
    pub(super) fn start(&self, n: i64) -> i64 {
        self.finish(n + 1) - 1
    }
}

/// Is a month and a day.
pub(super) type MonthDay = (u32, u32);

/// Says on which dates of every year a day differs from the week.
pub(super) struct Yearly {
    /// The first month and day.
    pub(super) from: MonthDay,
    /// The last month and day; earlier than the first where it runs over New Year.
    pub(super) to: MonthDay,
    /// The hours then.
    pub(super) day: Day,
}

/// Holds the working time of all years but for single exceptions.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    days: Vec<Day>,
    shapes: Vec<Shape>,
    /// The working time before each year of the cycle, and of the whole cycle.
    years: Vec<i64>,
}

#[derive(Debug, PartialEq, Eq)]
struct Shape {
    /// The working time before each day, and of the whole year.
    before: Vec<i64>,
    /// Which of the pattern's days each day is.
    day: Vec<u16>,
}

/// Is a day's place in the cycle.
struct Place {
    cycle: i64,
    year: i64,
    day: i64,
}

/// Finds the place of a day counted from 0001-01-01.
fn place(day: i64) -> Place {
    let (cycle, rest) = (day.div_euclid(CYCLE_DAYS), day.rem_euclid(CYCLE_DAYS));
    // A leap year is the last of its four: whole years are what is left without leap days.
    let year = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
    Place { cycle, year, day: rest - year_start(year) }
}

/// Counts the days of the cycle before one of its years, from 0 to 400.
fn year_start(year: i64) -> i64 {
    year * 365 + year / 4 - year / 100 + year / 400
}

fn shape_of(year: i64) -> usize {
    let n_days = year_start(year + 1) - year_start(year);
    // 0001-01-01 was a Monday.
    ((year_start(year) % 7) * 2 + (n_days - 365)) as usize
}

impl Pattern {
    /// Makes the pattern of a week from Monday and of dates that differ every year; where several
    /// name a date, the last holds.
    pub(super) fn new(week: [Day; 7], yearly: Vec<Yearly>) -> Self {
        let mut days: Vec<Day> = week.into();
        let spans: Vec<_> = yearly.iter().map(|y| (y.from, y.to)).collect();
        days.extend(yearly.into_iter().map(|y| y.day));
        let shapes = (0..14).map(|idx| Shape::new(idx, &days, &spans)).collect();
        let mut pattern = Pattern { days, shapes, years: vec![0] };
        let mut sum = 0;
        for year in 0..CYCLE_YEARS {
            sum += pattern.shape(year).and_then(|s| s.before.last()).copied().unwrap_or(0);
            pattern.years.push(sum);
        }
        pattern
    }

    fn shape(&self, year: i64) -> Option<&Shape> {
        self.shapes.get(shape_of(year))
    }

    /// Counts the working minutes from year 1 to the start of a day.
    pub(super) fn before(&self, day: i64) -> i64 {
        let place = place(day);
        let cycle = self.years.last().copied().unwrap_or(0);
        let year = self.years.get(place.year as usize).copied().unwrap_or(0);
        let shape = self.shape(place.year).and_then(|s| s.before.get(place.day as usize));
        place.cycle * cycle + year + shape.copied().unwrap_or(0)
    }

    /// Gives the hours of a day.
    pub(super) fn day(&self, day: i64) -> Option<&Day> {
        let place = place(day);
        let which = self.shape(place.year)?.day.get(place.day as usize)?;
        self.days.get(usize::from(*which))
    }

    /// Finds the day in which the `n`-th working minute lies, counted from 1 at year 1; the end of
    /// all days if there is none.
    pub(super) fn find(&self, n: i64) -> i64 {
        let per_cycle = self.years.last().copied().unwrap_or(0);
        if per_cycle == 0 || n < 1 {
            return END_DAY;
        }
        let (cycle, rest) = ((n - 1) / per_cycle, (n - 1) % per_cycle + 1);
        let year = self.years.partition_point(|before| *before < rest) as i64 - 1;
        let left = rest - self.years.get(year as usize).copied().unwrap_or(0);
        let shape = self.shape(year).map_or(&[][..], |s| &s.before);
        let day = shape.partition_point(|before| *before < left) as i64 - 1;
        cycle.saturating_mul(CYCLE_DAYS).saturating_add(year_start(year) + day).min(END_DAY)
    }

    /// Tells whether no day has working time.
    pub(super) fn is_empty(&self) -> bool {
        self.years.last().copied().unwrap_or(0) == 0
    }
}

impl Shape {
    fn new(idx: usize, days: &[Day], yearly: &[(MonthDay, MonthDay)]) -> Self {
        let (first, leap) = (idx / 2, idx as u32 % 2);
        let months = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let dates =
            months.iter().zip(1u32..).flat_map(|(n, month)| (1..=*n).map(move |d| (month, d)));
        let mut shape = Shape { before: vec![0], day: Vec::new() };
        let mut sum = 0;
        for (nth, date) in dates.enumerate() {
            let named = yearly.iter().rposition(|(from, to)| match from <= to {
                true => *from <= date && date <= *to,
                false => *from <= date || date <= *to,
            });
            let which = named.map_or((first + nth) % 7, |at| 7 + at);
            sum += days.get(which).map_or(0, |day| day.total);
            shape.before.push(sum);
            shape.day.push(u16::try_from(which).unwrap_or(u16::MAX));
        }
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Date;
    use crate::schedule::moment::Moment;

    #[test]
    fn every_day_of_the_cycle_has_the_place_that_the_calendar_gives_it() {
        for day in (0..CYCLE_DAYS + 800).chain(END_DAY - 800..END_DAY) {
            let date = Moment::from_minutes(day * DAY).date();
            let found = place(day);
            let (year, ..) = date.ymd();
            assert_eq!(found.cycle * 400 + found.year + 1, i64::from(year), "{date}");
            let new_year = Date::new(year, 1, 1).unwrap();
            assert_eq!(found.day, date.days_since(new_year), "{date}");
            let monday = new_year.weekday().num_days_from_monday();
            assert_eq!(shape_of(found.year) / 2, monday as usize, "{date}");
        }
    }

    #[test]
    fn a_day_joins_what_overlaps_and_drops_what_is_no_shift() {
        let day = Day::new([(600, 700), (0, 60), (650, 800), (900, 900), (1400, 9000), (5, 1)]);
        assert_eq!(day.shifts, [(0, 60), (600, 800), (1400, 1440)]);
        assert_eq!(
            (day.total, day.worked(610), day.finish(61), day.start(60)),
            (300, 70, 601, 600)
        );
    }
}
