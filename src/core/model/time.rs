//! Civil dates, instants and durations. This module knows no clock and no time zone.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// Is a civil date without a zone, written `YYYY-MM-DD`, from year 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(NaiveDate);

impl Date {
    /// Makes a date; `None` outside the calendar or the years 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    }

    /// Gives the date `n` days later (earlier if negative), kept within the years 1 to 9999.
    pub fn plus_days(self, n: i64) -> Self {
        let days = Days::new(n.unsigned_abs());
        let moved =
            if n < 0 { self.0.checked_sub_days(days) } else { self.0.checked_add_days(days) };
        match moved {
            Some(date) if (1..=9999).contains(&date.year()) => Date(date),
            _ => self,
        }
    }

    /// Counts the days from `other` to this date.
    pub fn days_since(self, other: Date) -> i64 {
        (self.0 - other.0).num_days()
    }

    /// Gives the number of days since 1970-01-01.
    pub fn day_number(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - 719_163
    }

    /// Makes the date from days since 1970-01-01, kept within the years 1 to 9999.
    pub fn from_day_number(n: i64) -> Self {
        Date::default().plus_days(n - Date::default().day_number())
    }

    /// Gives the day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Gives year, month (1 to 12) and day of month.
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Gives the instant at which this date starts in UTC.
    pub fn start_utc(self) -> Time {
        Time(self.day_number() * DAY_MS)
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0u32, |acc, b| b.is_ascii_digit().then(|| acc * 10 + u32::from(b - b'0')))
}

impl FromStr for Date {
    type Err = BadTime;
    fn from_str(s: &str) -> Result<Self, BadTime> {
        let b = s.as_bytes();
        if b.len() != 10 || b.get(4) != Some(&b'-') || b.get(7) != Some(&b'-') {
            return Err(BadTime);
        }
        let part = |from: usize, to: usize| b.get(from..to).and_then(digits).ok_or(BadTime);
        Date::new(part(0, 4)? as i32, part(5, 7)?, part(8, 10)?).ok_or(BadTime)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Is an instant in UTC to the millisecond, written `YYYY-MM-DDTHH:MM:SS[.mmm]Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

/// The instants that can be written: years 1 to 9999.
const MIN_MS: i64 = -62_135_596_800_000;
const MAX_MS: i64 = 253_402_300_799_999;

impl Time {
    /// Makes an instant from Unix milliseconds, kept within the years 1 to 9999.
    pub fn from_ms(ms: i64) -> Self {
        Time(ms.clamp(MIN_MS, MAX_MS))
    }

    /// Gives Unix milliseconds.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Gives the date in UTC.
    pub fn date_utc(self) -> Date {
        Date::from_day_number(self.0.div_euclid(DAY_MS))
    }

    /// Gives the whole days from `other` to this instant, rounded down.
    pub fn days_since(self, other: Time) -> i64 {
        (self.0 - other.0).div_euclid(DAY_MS)
    }

    /// Gives the instant `ms` milliseconds later.
    pub fn plus_ms(self, ms: i64) -> Self {
        Time::from_ms(self.0.saturating_add(ms))
    }
}

impl FromStr for Time {
    type Err = BadTime;
    /// Reads RFC 3339 with `Z` or an offset; a date alone is its start in UTC.
    fn from_str(s: &str) -> Result<Self, BadTime> {
        let date: Date = s.get(..10).ok_or(BadTime)?.parse()?;
        let rest = s.as_bytes().get(10..).ok_or(BadTime)?;
        if rest.is_empty() {
            return Ok(date.start_utc());
        }
        let sep = |idx: usize, want: &[u8]| rest.get(idx).is_some_and(|b| want.contains(b));
        let part = |from: usize, to: usize| rest.get(from..to).and_then(digits).ok_or(BadTime);
        if !sep(0, b"Tt ") || !sep(3, b":") {
            return Err(BadTime);
        }
        let (h, m) = (part(1, 3)?, part(4, 6)?);
        let (s, mut at) = if sep(6, b":") { (part(7, 9)?, 9) } else { (0, 6) };
        if h > 23 || m > 59 || s > 60 {
            return Err(BadTime);
        }
        let mut ms = i64::from((h * 60 + m) * 60 + s) * 1000;
        if sep(at, b".") {
            at += 1;
            let mut unit = 100;
            while let Some(d) = rest.get(at).filter(|b| b.is_ascii_digit()) {
                ms += i64::from(d - b'0') * unit;
                unit /= 10;
                at += 1;
            }
        }
        let offset = match rest.get(at) {
            None => 0,
            Some(b'Z' | b'z') if rest.len() == at + 1 => 0,
            Some(sign @ (b'+' | b'-')) => {
                let (oh, from) = (part(at + 1, at + 3)?, at + 3);
                let from = if sep(from, b":") { from + 1 } else { from };
                let om = if rest.len() > from { part(from, from + 2)? } else { 0 };
                if rest.len() > from + 2 || oh > 23 || om > 59 {
                    return Err(BadTime);
                }
                let minutes = i64::from(oh * 60 + om);
                if *sign == b'-' { -minutes } else { minutes }
            }
            Some(_) => return Err(BadTime),
        };
        Ok(date.start_utc().plus_ms(ms - offset * 60_000))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, mo, d) = self.date_utc().ymd();
        let rest = self.0.rem_euclid(DAY_MS);
        let (s, ms) = (rest / 1000, rest % 1000);
        write!(f, "{y:04}-{mo:02}-{d:02}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)?;
        if ms != 0 {
            write!(f, ".{ms:03}")?;
        }
        f.write_str("Z")
    }
}
impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Says that a text is not a date or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadTime;

macro_rules! as_text {
    ($type:ty, $expects:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct V;
                impl Visitor<'_> for V {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expects)
                    }
                    fn visit_str<E: de::Error>(self, s: &str) -> Result<$type, E> {
                        s.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(s), &self))
                    }
                }
                d.deserialize_str(V)
            }
        }
    };
}
as_text!(Date, "a date of the form YYYY-MM-DD");
as_text!(Time, "an instant of the form YYYY-MM-DDTHH:MM:SSZ");

/// Is a duration of working (or, where said, elapsed) time in whole minutes.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct WorkMinutes(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(text.parse::<Time>().ok().map(|t| t.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn instants_are_read_with_zulu_and_offsets() {
        check("2026-05-04T12:30:00Z", Some("2026-05-04T12:30:00Z"));
        check("2026-05-04T12:30:00.250Z", Some("2026-05-04T12:30:00.250Z"));
        check("2026-05-04T12:30:00+02:00", Some("2026-05-04T10:30:00Z"));
        check("2026-05-04 12:30", Some("2026-05-04T12:30:00Z"));
        check("2026-05-04", Some("2026-05-04T00:00:00Z"));
        check("2026-02-30T12:30:00Z", None);
        check("2026-05-04T25:30:00Z", None);
        check("2026-05-04T12:30:00Zx", None);
        check("2026-05-04T12:30:00+0", None);
        check("\u{fe}\u{ff}2026-05-04é", None);
    }

    #[test]
    fn dates_count_days_across_leap_years_and_stay_in_range() {
        let date = |s: &str| s.parse::<Date>().unwrap();
        assert_eq!(date("2024-03-01").days_since(date("2024-02-28")), 2);
        assert_eq!(date("2024-02-28").plus_days(2), date("2024-03-01"));
        assert_eq!(date("1970-01-01").day_number(), 0);
        assert_eq!(Date::from_day_number(20_000).day_number(), 20_000);
        assert_eq!(date("9999-12-31").plus_days(1), date("9999-12-31"));
        assert!("0000-01-01".parse::<Date>().is_err() && "2026-1-1".parse::<Date>().is_err());
    }
}
