//! Moments of civil time to the minute. This module knows no clock and no time zone: a plan says
//! "Monday at nine", and that stays nine when the clocks change.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::time::Date;

/// Minutes in a day.
pub const DAY: i64 = 1_440;
/// Days from 0001-01-01 to 1970-01-01.
const TO_UNIX: i64 = 719_162;
/// Days from 0001-01-01 to 10000-01-01: every moment lies before the end of the last of them.
pub(super) const END_DAY: i64 = 3_652_059;

/// Is a minute of civil local time from the start of year 1 to the end of year 9999.
///
/// Sums stay within these years: what would leave them stops at [`Moment::MIN`] or
/// [`Moment::MAX`], so that no arithmetic overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(i64);

impl Moment {
    /// The start of 1 January of year 1.
    pub const MIN: Moment = Moment(0);
    /// The end of 31 December 9999.
    pub const MAX: Moment = Moment(END_DAY * DAY);

    /// Makes a moment from minutes since the start of year 1, kept within the years.
    pub fn from_minutes(minutes: i64) -> Self {
        Moment(minutes.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Gives the minutes since the start of year 1.
    pub fn minutes(self) -> i64 {
        self.0
    }

    /// Gives the moment at which a day starts.
    pub fn start_of(date: Date) -> Self {
        Moment::from_minutes((date.day_number() + TO_UNIX) * DAY)
    }

    /// Gives the moment at which a day ends, which is the start of the next.
    pub fn end_of(date: Date) -> Self {
        Moment::start_of(date).plus(DAY)
    }

    /// Makes the moment of a date and minutes after its midnight.
    pub fn at(date: Date, minute: i64) -> Self {
        Moment::start_of(date).plus(minute)
    }

    /// Gives the moment so many minutes on the clock later; earlier if negative.
    pub fn plus(self, minutes: i64) -> Self {
        Moment::from_minutes(self.0.saturating_add(minutes))
    }

    /// Counts the minutes on the clock from `other` to this moment.
    pub fn since(self, other: Moment) -> i64 {
        self.0 - other.0
    }

    /// Gives the date on which a start at this moment falls.
    pub fn date(self) -> Date {
        Date::from_day_number(self.day().min(END_DAY - 1) - TO_UNIX)
    }

    /// Gives the date on which a finish at this moment falls: midnight belongs to the day before.
    pub fn finish_date(self) -> Date {
        Moment::from_minutes(self.0 - 1).date()
    }

    /// Gives the minutes after midnight, from 0 to 1439.
    pub fn minute(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// Gives the days since the start of year 1.
    pub(super) fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }
}

/// Written as minutes since 1970, which is shorter.
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(self.0 - TO_UNIX * DAY)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let minutes = i64::deserialize(d)?;
        Ok(Moment::from_minutes(minutes.saturating_add(TO_UNIX * DAY)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date(), self.minute() / 60, self.minute() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_count_from_year_one_and_stay_within_the_years() {
        let date = Date::new(1970, 1, 1).unwrap();
        assert_eq!(Moment::start_of(date).minutes(), TO_UNIX * DAY);
        assert_eq!(Moment::at(date, 61).to_string(), "1970-01-01T01:01");
        assert_eq!(Moment::start_of(Date::new(1, 1, 1).unwrap()), Moment::MIN);
        assert_eq!(Moment::end_of(Date::new(9999, 12, 31).unwrap()), Moment::MAX);
        assert_eq!(Moment::MAX.plus(i64::MAX), Moment::MAX);
        assert_eq!(Moment::MAX.date(), Date::new(9999, 12, 31).unwrap());
        assert_eq!(Moment::end_of(date).finish_date(), date);
    }
}
