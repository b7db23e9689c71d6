//! A window of a calendar as plain tables, for those who ask it a million questions. It knows no
//! pattern and no exception: it copies what the calendar answers.
//!
//! Every question is two look-ups in tables that fit a processor's nearest memory, without a loop
//! over shifts and with no division but by constants.

use super::hours::Day;

/// Minutes in a day.
const DAY: u32 = 1_440;
/// How many working minutes a bucket has, as a power of two.
const BUCKET: u32 = 8;

/// Holds some thousand days of a calendar, one after another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// The first minute.
    from: i64,
    /// The working time before the first minute.
    first: i64,
    /// The working time of the window before each day, and before the one after the last.
    before: Vec<u32>,
    /// Where the hours of each day start in `worked`, and in `ends`.
    which: Vec<(u32, u32)>,
    /// For each sort of day, the minutes worked before each of its minutes.
    worked: Vec<u16>,
    /// For each sort of day, the minute at which each of its working minutes ends.
    ends: Vec<u16>,
    /// The first day that ends at or after each bucket's first working minute.
    buckets: Vec<u32>,
}

impl Near {
    /// Copies days; `first` is the working time before the first, `ask` gives the hours of a day.
    pub(super) fn new<'a>(
        from: i64,
        n_days: i64,
        first: i64,
        ask: impl Fn(i64) -> Option<&'a Day>,
    ) -> Self {
        let mut near = Near {
            from: from * i64::from(DAY),
            first,
            before: vec![0],
            which: Vec::new(),
            worked: Vec::new(),
            ends: Vec::new(),
            buckets: Vec::new(),
        };
        let none = Day::default();
        let mut known: Vec<(&Day, (u32, u32))> = Vec::new();
        let mut sum = 0;
        for day in from..from + n_days {
            let hours = ask(day).unwrap_or(&none);
            sum += hours.total as u32;
            near.before.push(sum);
            let place = known.iter().find(|(own, _)| *own == hours).map(|(_, place)| *place);
            near.which.push(place.unwrap_or_else(|| {
                let place = (near.worked.len() as u32, near.ends.len() as u32);
                near.worked.extend((0..i64::from(DAY)).map(|m| hours.worked(m) as u16));
                near.ends.extend((1..=hours.total).map(|n| hours.finish(n) as u16));
                known.push((hours, place));
                place
            }));
        }
        let mut day = 0;
        for bucket in 0..=(sum >> BUCKET) {
            let least = (bucket << BUCKET) + 1;
            while near.before.get(day + 1).is_some_and(|before| *before < least) {
                day += 1;
            }
            near.buckets.push(day as u32);
        }
        near
    }

    /// Counts the working minutes before a minute of the window.
    pub(super) fn worked(&self, minute: i64) -> Option<i64> {
        let at = u32::try_from(minute - self.from).ok()?;
        let day = (at / DAY) as usize;
        let place = self.which.get(day)?.0;
        let within = *self.worked.get((place + at % DAY) as usize)?;
        Some(self.first + i64::from(self.before.get(day)? + u32::from(within)))
    }

    /// Gives the minute at which a working minute that lies in the window ends.
    pub(super) fn finish_at(&self, position: i64) -> Option<i64> {
        let nth = u32::try_from(position - self.first - 1).ok()?;
        let mut day = *self.buckets.get((nth >> BUCKET) as usize)? as usize;
        while *self.before.get(day + 1)? <= nth {
            day += 1;
        }
        let place = self.which.get(day)?.1 + (nth - self.before.get(day)?);
        let minute = *self.ends.get(place as usize)?;
        Some(self.from + i64::from(day as u32 * DAY) + i64::from(minute))
    }
}
