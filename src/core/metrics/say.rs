//! Numbers as people write them, for each unit in one place. It knows no view: the figure and what
//! it counts come apart, so that one can be drawn larger than the other.

use super::report::{Known, Unit};
use crate::model::time::Date;

/// Stands between a figure and its unit, where no line may break.
const SPACE: char = '\u{a0}';

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Is a number as it is read: `€12,400`, or `6.5` and `days`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The figure, with its currency before it.
    pub figure: String,
    /// What it counts; empty where the figure says it.
    pub unit: String,
}

impl Said {
    /// Writes both in a row.
    pub fn whole(&self) -> String {
        let space = if self.unit.is_empty() { "" } else { "\u{a0}" };
        format!("{}{space}{}", self.figure, self.unit)
    }
}

/// Says a value in its unit; what is no number is a dash.
pub fn say(value: f64, unit: &Unit) -> Said {
    if !value.is_finite() {
        return Said { figure: "–".to_owned(), unit: String::new() };
    }
    let of = |figure: String, unit: &str| Said { figure, unit: unit.to_owned() };
    let size = value.abs();
    let usual = if size >= 100.0 { 0 } else { 1 + usize::from(size < 10.0) };
    match unit {
        Unit::Number => of(figure(value, usual), ""),
        Unit::Count(one, many) => counted(figure(value, usual.min(1)), one, many),
        Unit::Share => {
            let percent = value * 100.0;
            let fine = percent.abs() < 10.0 || (99.0..100.0).contains(&percent.abs());
            of(figure(percent, usize::from(fine)), "%")
        }
        Unit::Ratio => of(fixed(value, 2), ""),
        Unit::Days => counted(figure(value, usual.min(1)), "day", "days"),
        Unit::Hours => counted(figure(value, usual.min(1)), "hour", "hours"),
        Unit::Money(currency) => {
            let cents = if size < 100.0 && value.fract() != 0.0 { 2 } else { 0 };
            of(money(&fixed(value, cents), currency), "")
        }
        Unit::Day => of(date(day_of(value)), ""),
        Unit::Other(name) => of(figure(value, usual), name),
    }
}

/// Puts the noun to a figure: what reads as one is one, whatever was rounded.
fn counted(figure: String, one: &str, many: &str) -> Said {
    let unit = if matches!(figure.as_str(), "1" | "−1") { one } else { many }.to_owned();
    Said { figure, unit }
}

/// Says a value in its unit in a row: `6.5 days`.
pub fn whole(value: f64, unit: &Unit) -> String {
    say(value, unit).whole()
}

/// Says a value in a sentence, where a duration is said as people do: `4 days`, not 4.17; below
/// three days with one digit after the point.
pub fn told(value: f64, unit: &Unit) -> String {
    match unit {
        Unit::Days | Unit::Hours if value.abs() >= 2.95 => whole(value.round(), unit),
        unit => whole(value, unit),
    }
}

/// Tells whether a change is too small to be seen in the number as it is written.
pub fn is_nothing(by: f64, unit: &Unit) -> bool {
    !by.is_finite() || !change(by, unit).chars().any(|c| ('1'..='9').contains(&c))
}

/// Says a value beside a mark whose axis names the unit: the figure, and no more than a sign.
pub fn bare(value: f64, unit: &Unit) -> String {
    let said = say(value, unit);
    if *unit == Unit::Share { said.whole() } else { said.figure }
}

/// Says a value, or why there is none.
pub fn known(value: &Known, unit: &Unit) -> String {
    match value {
        Known::Value(value) => whole(*value, unit),
        Known::Unknown(why) => why.clone(),
    }
}

/// Says a change with its sign; shares change by points, days of the calendar by days.
pub fn change(by: f64, unit: &Unit) -> String {
    let sign = if by > 0.0 { "+" } else { "" };
    let words = match unit {
        Unit::Share => {
            let points = by * 100.0;
            let figure = figure(points, usize::from(points.abs() < 10.0));
            counted(figure, "point", "points").whole()
        }
        Unit::Day => whole(by.round(), &Unit::Days),
        unit => whole(by, unit),
    };
    format!("{sign}{words}")
}

/// Says a value on an axis, as short as its neighbours at a distance of `step` allow: `1.5M`.
pub fn short(value: f64, unit: &Unit, step: f64) -> String {
    let (value, step) =
        if *unit == Unit::Share { (value * 100.0, step * 100.0) } else { (value, step) };
    let scales = [(1e9, "B"), (1e6, "M"), (1e3, "k")];
    let large =
        |from: &&(f64, &str)| value.abs().max(step) >= from.0 * 10.0 || step.abs() >= from.0;
    let (by, letter) = scales.iter().find(large).copied().unwrap_or((1.0, ""));
    let (value, step) = (value / by, step / by);
    let decimals = (0..6).find(|n| is_whole(step * 10f64.powi(*n))).unwrap_or(2);
    let figure = fixed(value, usize::try_from(decimals).unwrap_or(0));
    let zero = figure.chars().all(|c| matches!(c, '0' | '.' | '−'));
    let figure = if zero { "0".to_owned() } else { format!("{figure}{letter}") };
    match unit {
        Unit::Share => format!("{figure}{SPACE}%"),
        Unit::Money(currency) => money(&figure, currency),
        _ => figure,
    }
}

/// Names what an axis counts, where its numbers do not say it themselves.
pub fn unit_name(unit: &Unit) -> &str {
    match unit {
        Unit::Number | Unit::Share | Unit::Ratio | Unit::Money(_) | Unit::Day => "",
        Unit::Count(_, many) => many,
        Unit::Days => "days",
        Unit::Hours => "hours",
        Unit::Other(name) => name,
    }
}

/// Gives the day of a number on an axis of days.
pub fn day_of(value: f64) -> Date {
    Date::from_day_number(value.clamp(-1e6, 1e7).floor() as i64)
}

/// Says a date with its year: `12 Mar 2026`.
pub fn date(date: Date) -> String {
    format!("{} {}", date_in_year(date), date.ymd().0)
}

/// Says a date without its year: `12 Mar`.
pub fn date_in_year(date: Date) -> String {
    let (_, month, day) = date.ymd();
    format!("{day} {}", month_name(month))
}

/// Gives the short name of a month from 1 to 12.
pub fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default()
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

fn money(figure: &str, currency: &str) -> String {
    let (sign, figure) = figure.strip_prefix('−').map_or(("", figure), |rest| ("−", rest));
    let symbol = match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "" => "",
        other => return format!("{sign}{other}{SPACE}{figure}"),
    };
    format!("{sign}{symbol}{figure}")
}

/// Writes a number with at most so many decimals, none of them a zero at the end.
fn figure(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes a number with so many decimals, a comma between thousands and a true minus sign.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (digits, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + 8);
    if value < 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        out.push('−');
    }
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_is_said_as_people_write_it() {
        let count = Unit::Count("item".to_owned(), "items".to_owned());
        let euro = Unit::Money("EUR".to_owned());
        for (value, unit, expected) in [
            (1234.6, Unit::Number, "1,235"),
            (12.34, Unit::Number, "12.3"),
            (0.123, Unit::Number, "0.12"),
            (-0.001, Unit::Number, "0"),
            (1.0, count.clone(), "1\u{a0}item"),
            (14.0, count.clone(), "14\u{a0}items"),
            (0.724, Unit::Share, "72\u{a0}%"),
            (0.0456, Unit::Share, "4.6\u{a0}%"),
            (0.995, Unit::Share, "99.5\u{a0}%"),
            (1.0, Unit::Share, "100\u{a0}%"),
            (0.9, Unit::Ratio, "0.90"),
            (6.0, Unit::Days, "6\u{a0}days"),
            (1.0, Unit::Days, "1\u{a0}day"),
            (0.5, Unit::Days, "0.5\u{a0}days"),
            (124_000.0, euro.clone(), "€124,000"),
            (-9.5, euro.clone(), "−€9.50"),
            (1200.0, Unit::Money("CHF".to_owned()), "CHF\u{a0}1,200"),
            (20_524.0, Unit::Day, "12 Mar 2026"),
            (41.0, Unit::Other("users".to_owned()), "41\u{a0}users"),
            (f64::NAN, Unit::Days, "–"),
        ] {
            assert_eq!(whole(value, &unit), expected, "{value} {unit:?}");
        }
    }

    #[test]
    fn changes_have_a_sign_and_shares_change_by_points() {
        assert_eq!(change(1.5, &Unit::Days), "+1.5\u{a0}days");
        assert_eq!(change(-0.03, &Unit::Share), "−3\u{a0}points");
        assert_eq!(change(0.0102, &Unit::Share), "+1\u{a0}point");
        assert_eq!(change(7.0, &Unit::Day), "+7\u{a0}days");
        assert_eq!(change(0.0, &Unit::Number), "0");
    }

    #[test]
    fn an_axis_says_no_more_than_its_step_needs() {
        let euro = Unit::Money("EUR".to_owned());
        for (value, unit, step, expected) in [
            (0.0, &Unit::Number, 5.0, "0"),
            (2.5, &Unit::Number, 0.5, "2.5"),
            (15_000.0, &Unit::Number, 5_000.0, "15k"),
            (1_500_000.0, &euro, 500_000.0, "€1,500k"),
            (15_000_000.0, &euro, 5_000_000.0, "€15M"),
            (0.25, &Unit::Share, 0.25, "25\u{a0}%"),
            (1200.0, &Unit::Number, 200.0, "1,200"),
        ] {
            assert_eq!(short(value, unit, step), expected, "{value} by {step}");
        }
    }
}
