//! Periods as people pick them, and as addresses name them. It knows no clock: today is an argument.

use std::fmt;
use std::str::FromStr;

use super::report::Period;
use super::say as words;
use crate::model::time::Date;

/// A run of days that moves with today, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many weeks up to today.
    Weeks(u16),
    /// From the first day of this quarter to today.
    Quarter,
    /// From the first day of this year to today.
    Year,
    /// From a day to a day.
    Fixed(Period),
}

impl Default for Span {
    fn default() -> Self {
        Span::Weeks(12)
    }
}

impl Span {
    /// Lists what can be picked; [`Span::Fixed`] takes two days more.
    pub const USUAL: [Span; 6] = [
        Span::Weeks(4),
        Span::Weeks(12),
        Span::Weeks(26),
        Span::Weeks(52),
        Span::Quarter,
        Span::Year,
    ];

    /// Gives the days.
    pub fn period(self, today: Date) -> Period {
        let (year, month, _) = today.ymd();
        let first = |month: u32| Date::new(year, month, 1).unwrap_or(today);
        match self {
            Span::Weeks(n) => {
                Period { from: today.plus_days(1 - 7 * i64::from(n.max(1))), to: today }
            }
            Span::Quarter => Period { from: first((month - 1) / 3 * 3 + 1), to: today },
            Span::Year => Period { from: first(1), to: today },
            Span::Fixed(Period { from, to }) => Period { from: from.min(to), to: from.max(to) },
        }
    }

    /// Says it: `Last 12 weeks`.
    pub fn label(self) -> String {
        match self {
            Span::Weeks(n) => format!("Last {n} weeks"),
            Span::Quarter => "This quarter".to_owned(),
            Span::Year => "This year".to_owned(),
            Span::Fixed(period) => say(period),
        }
    }
}

/// Says a period by its two ends: `1 Jan – 31 Mar 2026`.
pub fn say(period: Period) -> String {
    let Period { from, to } = period;
    let start =
        if from.ymd().0 == to.ymd().0 { words::date_in_year(from) } else { words::date(from) };
    format!("{start} – {}", words::date(to))
}

/// Gives the period of equal length that ends the day before one starts.
pub fn before(period: Period) -> Period {
    let days = period.to.days_since(period.from) + 1;
    Period { from: period.from.plus_days(-days), to: period.from.plus_days(-1) }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Weeks(n) => write!(f, "{n}w"),
            Span::Quarter => f.write_str("quarter"),
            Span::Year => f.write_str("year"),
            Span::Fixed(Period { from, to }) => write!(f, "{from}..{to}"),
        }
    }
}

impl FromStr for Span {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (from.parse().map_err(|_| ())?, to.parse().map_err(|_| ())?);
            return Ok(Span::Fixed(Period { from, to }));
        }
        match text {
            "quarter" => Ok(Span::Quarter),
            "year" => Ok(Span::Year),
            _ => {
                let weeks: u16 = text.strip_suffix('w').ok_or(())?.parse().map_err(|_| ())?;
                if (1..=520).contains(&weeks) { Ok(Span::Weeks(weeks)) } else { Err(()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn spans_end_today_and_are_read_back() {
        let today = day("2026-05-20");
        for (text, from, to) in [
            ("4w", "2026-04-23", "2026-05-20"),
            ("quarter", "2026-04-01", "2026-05-20"),
            ("year", "2026-01-01", "2026-05-20"),
            ("2026-03-05..2026-02-01", "2026-02-01", "2026-03-05"),
        ] {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.to_string(), text);
            assert_eq!(span.period(today), Period { from: day(from), to: day(to) });
        }
        for text in ["", "w", "0w", "x", "2026-01-01..", "900w"] {
            assert_eq!(text.parse::<Span>(), Err(()), "{text}");
        }
    }

    #[test]
    fn the_period_before_is_as_long() {
        let period = Period { from: day("2026-04-23"), to: day("2026-05-20") };
        let before = before(period);
        assert_eq!(before, Period { from: day("2026-03-26"), to: day("2026-04-22") });
        assert_eq!(say(before), "26 Mar – 22 Apr 2026");
    }
}
