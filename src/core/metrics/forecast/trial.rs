//! Monte Carlo trials: when a number of items is done, and how many are done by a day.
//!
//! Each trial draws whole weeks with replacement from those that were (a bootstrap of weeks, which
//! keeps the rhythm of the days in them), or a rate between two ends. Magennis, Focused Objective
//! throughput forecaster (2017); Vacanti, When Will It Be Done? (2018). Nothing here knows a date.

use super::random::Random;

/// How many trials a forecast makes.
pub const TRIALS: usize = 10_000;
/// Weeks after which a trial gives up: ten years.
pub const MOST_WEEKS: u32 = 520;

/// Is one week that was: the items done by the end of each of its days, and those that came on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Week {
    /// Items done from the start of the week to the end of each day.
    pub done: [u32; 7],
    /// Items that were added to the work during the week.
    pub added: u32,
}

/// Is how fast work gets done.
#[derive(Debug, Clone, PartialEq)]
pub enum Pace {
    /// As in one of these weeks.
    Weeks(Vec<Week>),
    /// Each week a whole number of items between these two, each equally likely, all on its last
    /// day.
    Between(u32, u32),
}

/// Is how much is to be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// The least and the most items, each number equally likely.
    pub items: (u32, u32),
    /// Into how many each may be split, from and to; 1 where none is.
    pub split: (f64, f64),
    /// Whether items are added at the rate of the weeks that are drawn.
    pub grows: bool,
}

impl Work {
    /// Makes work of a known number of items that neither grows nor is split.
    pub fn of(n_items: u32) -> Work {
        Work { items: (n_items, n_items), split: (1.0, 1.0), grows: false }
    }

    /// Draws how many items one trial is about: rounded up, as in the spreadsheet.
    fn draw(&self, random: &mut Random) -> u32 {
        let n = f64::from(random.between(self.items.0, self.items.1.max(self.items.0)));
        let by = self.split_by(random);
        // Whole numbers of items stay whole: no rounding up of 50.000000001.
        (n * by - 1e-9).ceil().clamp(0.0, 1e9) as u32
    }

    fn split_by(&self, random: &mut Random) -> f64 {
        let (low, high) = (self.split.0.max(1.0), self.split.1.max(self.split.0).max(1.0));
        if low == high { low } else { low + (high - low) * random.unit() }
    }
}

/// Are the results of all trials by rising size; a trial that never ended is `None` and greatest.
#[derive(Debug, Clone, PartialEq)]
pub struct Trials(Vec<Option<u32>>);

impl Trials {
    /// Takes results in days; those of more than ten years count as never.
    pub fn of(results: Vec<Option<u32>>) -> Trials {
        sorted(results)
    }

    /// Gives the value that is not passed in a share of the trials: with 0.85, 85 % ended at it or
    /// below. `None` where so many never ended.
    pub fn at_most(&self, share: f64) -> Option<u32> {
        let place = (share.clamp(0.0, 1.0) * self.0.len() as f64).ceil() as usize;
        self.0.get(place.saturating_sub(1)).copied().flatten()
    }

    /// Gives the share of trials that ended at a value or below.
    pub fn share_at_most(&self, value: u32) -> Option<f64> {
        let n = self.0.iter().filter(|v| v.is_some_and(|v| v <= value)).count();
        crate::metrics::stat::ratio(n as f64, self.0.len() as f64)
    }

    /// Counts the trials by value, by rising value; those that never ended are left out.
    pub fn counts(&self) -> Vec<(u32, u32)> {
        let mut out: Vec<(u32, u32)> = Vec::new();
        for value in self.0.iter().copied().flatten() {
            match out.last_mut() {
                Some((last, n)) if *last == value => *n += 1,
                _ => out.push((value, 1)),
            }
        }
        out
    }
}

impl Pace {
    /// Draws a week.
    fn draw(&self, random: &mut Random) -> Option<Week> {
        match self {
            Pace::Weeks(weeks) => weeks.get(random.below(weeks.len() as u32) as usize).copied(),
            Pace::Between(low, high) => {
                let n = random.between(*low, *high);
                Some(Week { done: [0, 0, 0, 0, 0, 0, n], added: 0 })
            }
        }
    }
}

/// Gives the days that each trial needed until all was done, counted from the start.
pub fn when(work: &Work, pace: &Pace, n_trials: usize, seed: u64) -> Trials {
    let mut random = Random::new(seed);
    let results = (0..n_trials).map(|_| days_of(work, pace, &mut random));
    sorted(results.collect())
}

fn days_of(work: &Work, pace: &Pace, random: &mut Random) -> Option<u32> {
    let mut left = work.draw(random);
    if left == 0 {
        return Some(0);
    }
    for week in 0..MOST_WEEKS {
        let drawn = pace.draw(random)?;
        let [.., all] = drawn.done;
        if all >= left {
            let day = drawn.done.iter().position(|done| *done >= left).unwrap_or(6);
            return Some(week * 7 + day as u32 + 1);
        }
        left -= all;
        if work.grows {
            left = left.saturating_add(drawn.added);
        }
    }
    None
}

/// Gives the items that each trial got done in a number of days. With split rates, the number is
/// that of items before they were split, as in the spreadsheet: what each week got done, by a split
/// rate that is drawn for the week.
pub fn how_many(
    pace: &Pace,
    n_days: u32,
    split: (f64, f64),
    n_trials: usize,
    seed: u64,
) -> Vec<f64> {
    let mut random = Random::new(seed);
    let work = Work { items: (0, 0), split, grows: false };
    let each = (0..n_trials).map(|_| {
        let mut n = 0.0;
        let mut left = n_days;
        while left > 0 {
            let Some(week) = pace.draw(&mut random) else { break };
            let days = left.min(7);
            let done = week.done.get(days as usize - 1).copied().unwrap_or(0);
            n += f64::from(done) / work.split_by(&mut random);
            left -= days;
        }
        n
    });
    each.collect()
}

/// Sorts results by counting, which is faster than comparing: they are days of ten years at most.
fn sorted(results: Vec<Option<u32>>) -> Trials {
    let mut counts = vec![0usize; MOST_WEEKS as usize * 7 + 1];
    let mut never = 0;
    for result in &results {
        match result.and_then(|value| counts.get_mut(value as usize)) {
            Some(n) => *n += 1,
            None => never += 1,
        }
    }
    let mut out = Vec::with_capacity(results.len());
    for (value, n) in counts.into_iter().enumerate() {
        out.extend(std::iter::repeat_n(Some(value as u32), n));
    }
    out.extend(std::iter::repeat_n(None, never));
    Trials(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady(n: u32) -> Pace {
        let done = [1, 2, 3, 4, 5, 6, 7].map(|day| day * n / 7);
        Pace::Weeks(vec![Week { done, added: 0 }; 3])
    }

    #[test]
    fn a_steady_team_is_done_on_the_day_that_division_gives() {
        let trials = when(&Work::of(10), &steady(7), 100, 1);
        assert_eq!((trials.at_most(0.5), trials.at_most(0.95)), (Some(10), Some(10)));
        assert_eq!(trials.counts(), [(10, 100)]);
        assert_eq!(how_many(&steady(7), 10, (1.0, 1.0), 5, 1), [10.0; 5]);
    }

    #[test]
    fn the_same_seed_gives_the_same_trials() {
        let pace = Pace::Between(3, 6);
        let work = Work { items: (50, 58), split: (1.0, 2.0), grows: false };
        assert_eq!(when(&work, &pace, 500, 7), when(&work, &pace, 500, 7));
        assert_ne!(when(&work, &pace, 500, 7), when(&work, &pace, 500, 8));
    }

    #[test]
    fn a_team_that_finishes_nothing_is_never_done() {
        let trials = when(&Work::of(1), &Pace::Between(0, 0), 10, 1);
        assert_eq!((trials.at_most(0.5), trials.counts()), (None, vec![]));
        assert_eq!(when(&Work::of(1), &Pace::Weeks(vec![]), 10, 1).at_most(0.5), None);
        let growing = Work { grows: true, ..Work::of(10) };
        let week = Week { done: [0, 0, 0, 0, 0, 0, 2], added: 3 };
        assert_eq!(when(&growing, &Pace::Weeks(vec![week]), 10, 1).at_most(0.5), None);
        assert_eq!(when(&Work::of(0), &Pace::Between(0, 0), 10, 1).at_most(0.5), Some(0));
    }
}
