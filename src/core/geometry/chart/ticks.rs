//! Ticks: round numbers, and days, weeks, months, quarters and years as the calendar has them.

use crate::metrics::say;
use crate::model::time::Date;

/// Gives round numbers that enclose two values, about `n` of them, at least two, rising. The steps
/// are 1, 2 or 5 times a power of ten (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems,
/// 1990); with `whole` none is smaller than 1.
pub fn numbers(low: f64, high: f64, n: usize, whole: bool) -> Vec<f64> {
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let span = high - low;
    let span = if span > 0.0 { span } else { low.abs().max(1.0) };
    let mut step = round_step(span / n.max(1) as f64);
    // Below this the numbers beside one another would be the same.
    step = step.max(low.abs().max(high.abs()) * 1e-12);
    if whole {
        step = step.max(1.0);
    }
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil().max(first + 1.0);
    let n_steps = ((last - first) as usize).min(100);
    (0..=n_steps).map(|nth| tidy((first + nth as f64) * step, step)).collect()
}

fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.max(1e-12).log10().floor());
    let share = rough / power;
    power
        * if share <= 1.0 {
            1.0
        } else if share <= 2.0 {
            2.0
        } else if share <= 5.0 {
            5.0
        } else {
            10.0
        }
}

/// Takes off what binary fractions add: 0.30000000000000004.
fn tidy(value: f64, step: f64) -> f64 {
    let scale = 10f64.powi((3.0 - step.log10().floor()).clamp(-12.0, 15.0) as i32);
    let tidied = (value * scale).round() / scale;
    if tidied == 0.0 { 0.0 } else { tidied }
}

/// Is how far ticks of a calendar are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Days(i64),
    Weeks(i64),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 14] = [
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(25),
    Step::Years(100),
];

/// Gives the days between two days that are worth a name, rising, at most `most` of them: each day,
/// each Monday, the first of months, quarters or years.
pub fn days(from: Date, to: Date, most: usize) -> Vec<(Date, String)> {
    let span = to.days_since(from).max(0) as f64 + 1.0;
    let fits = |step: &&Step| span / length(**step) <= most.max(1) as f64;
    let step = STEPS.iter().find(fits).copied().unwrap_or(Step::Years(1000));
    let mut out = Vec::new();
    let mut at = first(from, step);
    while at <= to && out.len() < 400 {
        if at >= from {
            let name = name(at, step, out.is_empty());
            out.push((at, name));
        }
        let next = after(at, step);
        if next <= at {
            break;
        }
        at = next;
    }
    out
}

fn length(step: Step) -> f64 {
    match step {
        Step::Days(n) => n as f64,
        Step::Weeks(n) => 7.0 * n as f64,
        Step::Months(n) => 30.4 * f64::from(n),
        Step::Years(n) => 365.25 * f64::from(n),
    }
}

fn first(from: Date, step: Step) -> Date {
    let (year, month, _) = from.ymd();
    match step {
        Step::Days(n) => from.plus_days(-from.day_number().rem_euclid(n)),
        Step::Weeks(n) => {
            let monday = from.plus_days(-i64::from(from.weekday().num_days_from_monday()));
            // Day 4 of the count was a Monday: every second week is the same one for all charts.
            let weeks = (monday.day_number() - 4).div_euclid(7);
            monday.plus_days(-7 * weeks.rem_euclid(n))
        }
        Step::Months(n) => {
            let month = i32::try_from(month).unwrap_or(1) - 1;
            month_at(year * 12 + month - month.rem_euclid(n))
        }
        Step::Years(n) => month_at((year - year.rem_euclid(n)) * 12),
    }
}

fn after(at: Date, step: Step) -> Date {
    let (year, month, _) = at.ymd();
    let months = year * 12 + i32::try_from(month).unwrap_or(1) - 1;
    match step {
        Step::Days(n) => at.plus_days(n),
        Step::Weeks(n) => at.plus_days(7 * n),
        Step::Months(n) => month_at(months + n),
        Step::Years(n) => month_at(months + 12 * n),
    }
}

/// Gives the first day of a month, counted from the year 0.
fn month_at(months: i32) -> Date {
    let month = u32::try_from(months.rem_euclid(12)).unwrap_or(0) + 1;
    Date::new(months.div_euclid(12), month, 1).unwrap_or_default()
}

fn name(at: Date, step: Step, first: bool) -> String {
    let (year, month, day) = at.ymd();
    let new_year = first || month == 1;
    match step {
        Step::Days(_) | Step::Weeks(_) if month == 1 && day <= 7 && !first => {
            format!("{} {year}", say::date_in_year(at))
        }
        Step::Days(_) | Step::Weeks(_) => say::date_in_year(at),
        Step::Months(1 | 2) if !new_year => say::month_name(month).to_owned(),
        Step::Months(1 | 2) => format!("{} {year}", say::month_name(month)),
        Step::Months(_) if !new_year => format!("Q{}", (month - 1) / 3 + 1),
        Step::Months(_) => format!("Q{} {year}", (month - 1) / 3 + 1),
        Step::Years(_) => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(from: &str, to: &str, most: usize, expected: &[&str]) {
        let names: Vec<String> =
            days(day(from), day(to), most).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn numbers_are_round_and_enclose_the_values() {
        assert_eq!(numbers(0.0, 9.3, 5, false), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(numbers(0.0, 0.31, 4, false), [0.0, 0.1, 0.2, 0.3, 0.4]);
        assert_eq!(numbers(0.0, 2.0, 5, true), [0.0, 1.0, 2.0]);
        assert_eq!(numbers(-3.0, 12.0, 4, false), [-5.0, 0.0, 5.0, 10.0, 15.0]);
        assert_eq!(numbers(7.0, 7.0, 4, false).len(), 2);
    }

    #[test]
    fn days_follow_the_calendar() {
        check("2026-03-03", "2026-03-06", 6, &["3 Mar", "4 Mar", "5 Mar", "6 Mar"]);
        check("2026-03-03", "2026-03-24", 5, &["9 Mar", "16 Mar", "23 Mar"]);
        check("2025-11-15", "2026-03-10", 5, &["Dec 2025", "Jan 2026", "Feb", "Mar"]);
        check("2025-02-15", "2026-02-10", 5, &["Q2 2025", "Q3", "Q4", "Q1 2026"]);
        check("2021-05-01", "2026-02-10", 6, &["2022", "2023", "2024", "2025", "2026"]);
    }

    proptest! {
        #[test]
        fn numbers_rise_and_enclose(low in -1e15..1e15f64, span in 0.0..1e15f64, n in 1usize..12) {
            let list = numbers(low, low + span, n, false);
            prop_assert!(list.windows(2).all(|two| two[0] < two[1]), "{list:?}");
            prop_assert!(list.iter().all(|tick| tick.is_finite()));
            let slack = (low.abs() + span) * 1e-9;
            prop_assert!(list[0] <= low + slack && *list.last().unwrap() >= low + span - slack, "{list:?}");
        }

        #[test]
        fn days_rise_and_stay_within(from in -200_000i64..200_000, span in 0i64..40_000, most in 1usize..12) {
            let (from, to) = (Date::from_day_number(from), Date::from_day_number(from + span));
            let list = days(from, to, most);
            prop_assert!(list.windows(2).all(|two| two[0].0 < two[1].0));
            prop_assert!(list.iter().all(|(at, _)| *at >= from && *at <= to));
            prop_assert!(list.len() <= most + 1, "{}", list.len());
        }
    }
}
