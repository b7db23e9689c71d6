//! Reads dates and times as tables write them. It knows no locale: where day and month could be
//! either, the order is an argument.

use serde::{Deserialize, Serialize};

use super::super::words::fold;
use crate::model::time::{Date, Time};

/// Says which of two numbers comes first in a date such as `3/4/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The day, as in most of the world.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

/// Is a date as written, with its time of day if it has one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// The date.
    pub date: Date,
    /// Milliseconds since midnight, and how far its zone is ahead of UTC in minutes.
    pub clock: Option<(i64, i64)>,
}

impl Moment {
    /// Gives the instant; without a zone it is taken as UTC.
    pub(super) fn time(self) -> Time {
        let (ms, zone) = self.clock.unwrap_or((0, 0));
        self.date.start_utc().plus_ms(ms - zone * 60_000)
    }
}

/// Reads a date with or without a time of day.
pub(super) fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(Moment { date, clock: None });
    }
    if text.len() > 60 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (day, clock) = split_clock(text);
    let clock = match clock {
        None => None,
        Some(clock) => Some(read_clock(clock)?),
    };
    Some(Moment { date: read_day(day, order)?, clock })
}

/// Tells which order a date proves; nothing where it could be either.
pub(super) fn proof(text: &str) -> Option<DateOrder> {
    let (day, _) = split_clock(text.trim());
    let mut parts = day.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    if day.chars().any(char::is_alphabetic) {
        return None;
    }
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if a.len() == 4 || parts.next().is_some() || c.len() == 3 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    let (a, b): (u32, u32) = (a.parse().ok()?, b.parse().ok()?);
    // Nobody writes the month first with points between.
    if (13..=31).contains(&a) || day.contains('.') {
        return Some(DateOrder::DayFirst);
    }
    (13..=31).contains(&b).then_some(DateOrder::MonthFirst)
}

/// Splits a text into its date and its time of day.
fn split_clock(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text, None) };
    let before = text.get(..colon).unwrap_or("");
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (day, clock) = text.split_at_checked(colon - digits).unwrap_or((text, ""));
    (day.trim_end_matches(['T', 't', ' ', ',', '\u{a0}', '\u{202f}']), Some(clock))
}

fn read_clock(clock: &str) -> Option<(i64, i64)> {
    let end = clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (digits, rest) = clock.split_at_checked(end.unwrap_or(clock.len()))?;
    let (digits, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let mut parts = digits.split(':').map(|p| p.parse::<i64>().ok().filter(|_| p.len() <= 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let millis: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let rest = rest.split('(').next().unwrap_or("").trim().to_ascii_lowercase();
    let (hour, rest) = match rest.get(..2) {
        Some("am" | "a.") if hour <= 12 => (hour % 12, rest.get(2..)?),
        Some("pm" | "p.") if hour <= 12 => (hour % 12 + 12, rest.get(2..)?),
        _ => (hour, rest.as_str()),
    };
    if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
        return None;
    }
    let zone = rest.trim_start_matches("m.").trim();
    let zone = zone.trim_start_matches("gmt").trim_start_matches("utc").trim();
    let zone = match zone.as_bytes().first() {
        None => 0,
        Some(b'z') if zone.len() == 1 => 0,
        Some(sign @ (b'+' | b'-')) => {
            let rest = zone.get(1..)?;
            if !rest.bytes().all(|b| b.is_ascii_digit() || b == b':') {
                return None;
            }
            let digits = rest.replace(':', "");
            let minutes = match digits.len() {
                1 | 2 => digits.parse::<i64>().ok()? * 60,
                4 => {
                    digits.get(..2)?.parse::<i64>().ok()? * 60
                        + digits.get(2..)?.parse::<i64>().ok()?
                }
                _ => return None,
            };
            if *sign == b'-' { -minutes } else { minutes }
        }
        Some(_) => return None,
    };
    Some((((hour * 60 + minute) * 60 + second) * 1000 + millis, zone))
}

fn read_day(day: &str, order: DateOrder) -> Option<Date> {
    let mut numbers: [(u32, usize); 3] = [(0, 0); 3];
    let (mut count, mut month) = (0, None);
    let folded;
    let plain = if day.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_punctuation()) {
        day
    } else {
        folded = fold(day);
        &folded
    };
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, tail) = word.split_at_checked(digits)?;
        if digits.is_empty() {
            match month_of(word) {
                Some(n) if month.is_none() => month = Some(n),
                Some(_) => return None,
                None if is_filler(word) => {}
                None => return None,
            }
            continue;
        }
        if !matches!(tail, "" | "st" | "nd" | "rd" | "th" | "er") || digits.len() > 4 {
            return None;
        }
        *numbers.get_mut(count)? = (digits.parse().ok()?, digits.len());
        count += 1;
    }
    let [a, b, c] = numbers;
    let (year, month, day) = match (month, count) {
        (Some(m), 2) if a.1 == 4 => (a, m, b.0),
        (Some(m), 2) => (b, m, a.0),
        (None, 3) if a.1 == 4 => (a, b.0, c.0),
        (None, 3) => match order {
            _ if a.0 > 12 => (c, b.0, a.0),
            _ if b.0 > 12 => (c, a.0, b.0),
            DateOrder::DayFirst => (c, b.0, a.0),
            DateOrder::MonthFirst => (c, a.0, b.0),
        },
        _ => return None,
    };
    let year = match year {
        (n, 4) => n,
        // Two digits are a year from 1970 to 2069.
        (n @ 0..=69, 1 | 2) => 2000 + n,
        (n, 2) => 1900 + n,
        _ => return None,
    };
    Date::new(year as i32, month, day)
}

fn is_filler(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    matches!(word, "de" | "of" | "the" | "del") || DAYS.iter().any(|d| word.starts_with(d))
}

/// Finds a month by its name in English, German, French or Spanish, from three letters on.
fn month_of(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "januar", "janvier", "enero", "jan", "janv", "ene"],
        &["february", "februar", "fevrier", "febrero", "feb", "fevr", "fev"],
        &["march", "marz", "mars", "marzo", "mar", "mrz"],
        &["april", "avril", "abril", "apr", "avr", "abr"],
        &["may", "mai", "mayo"],
        &["june", "juni", "juin", "junio", "jun"],
        &["july", "juli", "juillet", "julio", "jul", "juil"],
        &["august", "aout", "agosto", "aug", "ago"],
        &["september", "septembre", "septiembre", "sep", "sept"],
        &["october", "oktober", "octobre", "octubre", "oct", "okt"],
        &["november", "novembre", "noviembre", "nov"],
        &["december", "dezember", "decembre", "diciembre", "dec", "dez", "dic"],
    ];
    let at = NAMES.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_tools_write() {
        let cases = [
            ("2026-02-15", "2026-02-15T00:00:00Z"),
            ("2026-02-15T16:37:00Z", "2026-02-15T16:37:00Z"),
            ("2026-02-15T16:37:00.250+02:00", "2026-02-15T14:37:00.250Z"),
            ("2026-02-15 16:37", "2026-02-15T16:37:00Z"),
            ("15/Feb/26 4:37 PM", "2026-02-15T16:37:00Z"),
            ("15/Feb/26 16:37", "2026-02-15T16:37:00Z"),
            ("15/Feb/2026 12:05 AM", "2026-02-15T00:05:00Z"),
            ("Feb/15/26 4:37 PM", "2026-02-15T16:37:00Z"),
            ("6/21/2025 16:14", "2025-06-21T16:14:00Z"),
            ("21.06.2025", "2025-06-21T00:00:00Z"),
            ("3/4/2025", "2025-04-03T00:00:00Z"),
            ("2025/04/03", "2025-04-03T00:00:00Z"),
            ("Apr 3rd, 2025", "2025-04-03T00:00:00Z"),
            ("3. März 2025", "2025-03-03T00:00:00Z"),
            ("3 de abril de 2025", "2025-04-03T00:00:00Z"),
            ("1er août 2025", "2025-08-01T00:00:00Z"),
            ("Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)", "2026-05-13T11:21:41Z"),
            ("Wed May 13 2026 11:21:41 GMT+0200 (CEST)", "2026-05-13T09:21:41Z"),
        ];
        for (text, want) in cases {
            let got = parse(text, DateOrder::DayFirst).map(|m| m.time().to_string());
            assert_eq!(got.as_deref(), Some(want), "{text}");
        }
        let american = parse("3/4/2025", DateOrder::MonthFirst).map(|m| m.date.to_string());
        assert_eq!(american.as_deref(), Some("2025-03-04"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "yyyy-mm-dd",
            "TBD",
            "v1.36",
            "1.2.3.4",
            "2025-13-01",
            "31/02/2025",
            "12",
            "99:99",
            "2025-01-01 25:00",
            "a:b",
            ":",
            "Sprint 12",
            "1/2",
            "2025-01-01T10:00:00+99:xx",
            "İ:1",
        ] {
            assert_eq!(parse(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn a_date_proves_its_order_only_where_it_can() {
        let cases = [
            ("13/4/2025", Some(DateOrder::DayFirst)),
            ("4/13/2025 10:00", Some(DateOrder::MonthFirst)),
            ("3/4/2025", None),
            ("3.4.2025", Some(DateOrder::DayFirst)),
            ("2025-04-03", None),
            ("4/Apr/25", None),
        ];
        for (text, want) in cases {
            assert_eq!(proof(text), want, "{text}");
        }
    }
}
