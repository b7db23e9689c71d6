//! On which days an exception of a calendar comes again. This module knows no working time.
//!
//! The kinds and their fields are those of Microsoft's schema for `Exception`: `Type`, `Period`,
//! `DaysOfWeek` (a bit for each day from Sunday), `Month` (from 0), `MonthDay`, `MonthPosition`
//! (from 0; 4 is the last) and `MonthItem` (any day, weekday, day of the weekend, Sunday to
//! Saturday).

use super::read::{is, number};
use super::xml::Element;
use crate::model::time::Date;

/// The most days on which one exception is laid out.
const MOST: usize = 2_000;

/// The last year that Microsoft Project knows in its older versions: what comes every year until
/// then has no end that matters.
const FOREVER: i32 = 2_049;

/// Lists the first and last days of an exception between two dates, and tells whether it comes
/// every year on the same date without end.
pub(super) fn spans(element: &Element, from: Date, to: Date) -> (Vec<(Date, Date)>, bool) {
    let field = |name| number(element, name);
    let every = field("Period").unwrap_or(1).max(1);
    let kind = field("Type").unwrap_or(1);
    if !(2..=8).contains(&kind) && (kind != 1 || every == 1) {
        return (vec![(from, to)], false);
    }
    if kind == 7 && every == 1 {
        return (vec![(from, to)], false);
    }
    let yearly = kind == 2 && every == 1 && to.ymd().0 >= FOREVER;
    let (year, month, _) = from.ymd();
    let months = |date: Date| {
        let (y, m, _) = date.ymd();
        i64::from(y - year) * 12 + i64::from(m) - i64::from(month)
    };
    let in_month = |date: Date| field("Month").is_none_or(|m| m == i64::from(date.ymd().1) - 1);
    let on_day = |date: Date| field("MonthDay").is_none_or(|d| d == i64::from(date.ymd().2));
    let place = || Place {
        position: field("MonthPosition").unwrap_or(0),
        item: field("MonthItem").unwrap_or(0),
    };
    // Weeks start on Sunday.
    let week = |date: Date| (date.day_number() + 4).div_euclid(7);
    let bits = field("DaysOfWeek").unwrap_or(0);
    let comes = |date: Date| match kind {
        2 => in_month(date) && on_day(date) && i64::from(date.ymd().0 - year) % every == 0,
        3 => in_month(date) && place().is(date) && i64::from(date.ymd().0 - year) % every == 0,
        4 => on_day(date) && months(date) % every == 0,
        5 => place().is(date) && months(date) % every == 0,
        6 => {
            let bit = date.weekday().num_days_from_sunday();
            bits >> bit & 1 == 1 && (week(date) - week(from)) % every == 0
        }
        8 => date.weekday().num_days_from_monday() < 5 && date.days_since(from) % every == 0,
        _ => date.days_since(from) % every == 0,
    };
    let most = match field("Occurrences") {
        _ if yearly => 1,
        Some(n) if is(element, "EnteredByOccurrences") => usize::try_from(n).unwrap_or(0).min(MOST),
        _ => MOST,
    };
    let days = (0..=to.days_since(from)).map(|n| from.plus_days(n)).filter(|d| comes(*d));
    (days.take(most).map(|day| (day, day)).collect(), yearly)
}

/// Names days of a month by their place in it, such as the last Monday.
struct Place {
    position: i64,
    item: i64,
}

impl Place {
    fn is(&self, date: Date) -> bool {
        let (_, month, day) = date.ymd();
        let day = i64::from(day);
        if !self.fits(date) {
            return false;
        }
        if self.position >= 4 {
            let later = (1..31).map(|n| date.plus_days(n));
            return !later.take_while(|d| d.ymd().1 == month).any(|d| self.fits(d));
        }
        let earlier = (1..day).filter(|n| self.fits(date.plus_days(-n))).count();
        i64::try_from(earlier).is_ok_and(|n| n == self.position)
    }

    fn fits(&self, date: Date) -> bool {
        let from_sunday = i64::from(date.weekday().num_days_from_sunday());
        match self.item {
            1 => (1..=5).contains(&from_sunday),
            2 => from_sunday == 0 || from_sunday == 6,
            n @ 3..=9 => from_sunday == n - 3,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &str, wanted: &[&str]) {
        let element = Element::parse(&format!("<Exception>{fields}</Exception>")).unwrap();
        let date = |text: &str| text.parse::<Date>().unwrap();
        let (spans, _) = spans(&element, date("2026-01-01"), date("2026-12-31"));
        let days: Vec<String> = spans.iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days.get(..wanted.len()).unwrap_or(&days), wanted, "{fields}");
        assert!(spans.iter().all(|(from, to)| from == to));
    }

    #[test]
    fn an_exception_comes_again_as_its_kind_says() {
        check("<Type>1</Type><Period>3</Period>", &["2026-01-01", "2026-01-04", "2026-01-07"]);
        check(
            "<Type>6</Type><Period>2</Period><DaysOfWeek>34</DaysOfWeek>",
            &["2026-01-02", "2026-01-12", "2026-01-16", "2026-01-26"],
        );
        check(
            "<Type>4</Type><Period>2</Period><MonthDay>31</MonthDay>",
            &["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"],
        );
        check(
            "<Type>5</Type><MonthPosition>4</MonthPosition><MonthItem>8</MonthItem>",
            &["2026-01-30", "2026-02-27", "2026-03-27"],
        );
        check("<Type>2</Type><Month>11</Month><MonthDay>25</MonthDay>", &["2026-12-25"]);
        check(
            "<Type>3</Type><Month>10</Month><MonthPosition>3</MonthPosition>\
             <MonthItem>7</MonthItem>",
            &["2026-11-26"],
        );
        check(
            "<Type>4</Type><MonthDay>1</MonthDay><EnteredByOccurrences>1</EnteredByOccurrences>\
             <Occurrences>2</Occurrences>",
            &["2026-01-01", "2026-02-01"],
        );
    }
}
