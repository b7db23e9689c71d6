//! What the cells of a roadmap's table say, and a row as a sentence. It knows no column's width.

use super::{Clash, Confidence, Conflict, Facts, Mark, Row};
use crate::metrics::say;
use crate::model::time::Date;

/// Says a length of working time in days, or in hours below one: `3 d`, `1.5 d`, `4 h`.
pub fn length(minutes: i64, per_day: i64) -> String {
    let per_day = per_day.max(1) as f64;
    let days = minutes as f64 / per_day;
    if minutes != 0 && days.abs() < 1.0 {
        return format!("{} h", round(minutes as f64 / 60.0));
    }
    format!("{} d", round(days))
}

/// Says by how much something is later: `+3 d`, `−2 d`, or nothing.
pub fn change(minutes: i64, per_day: i64) -> String {
    match minutes {
        0 => String::new(),
        1.. => format!("+{}", length(minutes, per_day)),
        ..0 => format!("−{}", length(-minutes, per_day)),
    }
}

/// Says a length of working time in full: `3 working days`.
pub fn long(minutes: i64, per_day: i64) -> String {
    let short = length(minutes.abs(), per_day);
    match short.split_once(' ') {
        Some(("1", "d")) => "1 working day".to_owned(),
        Some((n, "d")) => format!("{n} working days"),
        Some(("1", _)) => "1 hour".to_owned(),
        Some((n, _)) => format!("{n} hours"),
        None => short,
    }
}

fn round(value: f64) -> String {
    if value.abs() >= 10.0 {
        format!("{value:.0}")
    } else {
        format!("{}", (value * 10.0).round() / 10.0)
    }
}

/// Says a date, with its year only if that is another one.
pub fn day(date: Date, today: Date) -> String {
    if date.ymd().0 == today.ymd().0 { say::date_in_year(date) } else { say::date(date) }
}

/// Says a date in as few letters as a column has room for: `12 Mar`, `12 Mar ’27`.
pub fn brief(date: Date, today: Date) -> String {
    let year = date.ymd().0;
    let day = say::date_in_year(date);
    if year == today.ymd().0 { day } else { format!("{day} ’{:02}", year.rem_euclid(100)) }
}

/// Says in a few words what is wrong with a row's dates; `title` names the record it is about.
pub fn clash(conflict: &Conflict, per_day: i64, title: &str) -> String {
    let by = long(conflict.by, per_day);
    match conflict.clash {
        Clash::Circle => format!("waits in a circle with {title}"),
        Clash::Link => format!("{by} too early for {title}"),
        Clash::Deadline => format!("{by} past its deadline"),
        Clash::Constraint => format!("{by} past its fixed date"),
        Clash::Due => format!("{by} past its promised date"),
        Clash::Doubt => format!("{title} is in doubt"),
        Clash::Overdue => "should be finished by now".to_owned(),
        Clash::Stored => {
            format!("the plan is {by} {}", if conflict.by < 0 { "earlier" } else { "later" })
        }
    }
}

/// Says how sure dates are.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Unsaid => "",
        Confidence::Low => "Low",
        Confidence::Medium => "Medium",
        Confidence::High => "High",
    }
}

/// Says how much of a budget is spent, in percent; nothing without one.
pub fn spent(facts: &Facts) -> Option<(String, bool)> {
    let budget = facts.budget.filter(|budget| budget.0 > 0)?;
    let share = facts.spent.0 as f64 / budget.0 as f64 * 100.0;
    Some((format!("{share:.0} %"), share > 100.0))
}

/// Says what a row's bar shows, for those who do not see it; `clashes` are sentences.
pub fn spoken(row: &Row, per_day: i64, today: Date, clashes: &[String]) -> String {
    let mut words = Vec::new();
    match (row.start, row.finish) {
        (Some(_), Some(finish)) if row.is(Mark::Milestone) => {
            words.push(format!("on {}", day(finish.finish_date(), today)));
        }
        (Some(start), Some(finish)) => words.push(format!(
            "{} to {}",
            day(start.date(), today),
            day(finish.finish_date(), today)
        )),
        _ => words.push("no dates".to_owned()),
    }
    if row.progress > 0 {
        words.push(format!("{} % done", row.progress));
    }
    if row.is(Mark::Critical) {
        words.push("critical".to_owned());
    } else if row.total > 0 && !row.is(Mark::Done) {
        words.push(format!("float {}", long(row.total, per_day)));
    }
    if row.slip != 0 {
        let way = if row.slip > 0 { "later" } else { "earlier" };
        words.push(format!("{} {way} than agreed", long(row.slip, per_day)));
    }
    words.extend(row.deadline.map(|at| format!("deadline {}", day(at.finish_date(), today))));
    if let Some((from, to)) = row.band {
        let (from, to) = (day(from.finish_date(), today), day(to.finish_date(), today));
        words.push(format!("expected {from} to {to}"));
    }
    words.extend(clashes.iter().cloned());
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Ref;
    use crate::schedule::Moment;

    #[test]
    fn lengths_are_days_and_below_one_hours() {
        for (minutes, short, full) in [
            (480, "1 d", "1 working day"),
            (1_440, "3 d", "3 working days"),
            (720, "1.5 d", "1.5 working days"),
            (240, "4 h", "4 hours"),
            (0, "0 d", "0 working days"),
            (480 * 25, "25 d", "25 working days"),
        ] {
            assert_eq!(length(minutes, 480), short);
            assert_eq!(long(minutes, 480), full);
        }
        assert_eq!((change(960, 480), change(-240, 480)), ("+2 d".into(), "−4 h".into()));
        assert_eq!(change(0, 0), "");
    }

    #[test]
    fn a_date_of_another_year_says_so_briefly() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(brief(day("2026-03-12"), day("2026-01-01")), "12 Mar");
        assert_eq!(brief(day("2027-03-12"), day("2026-01-01")), "12 Mar ’27");
    }

    #[test]
    fn a_row_is_said_with_all_that_its_bar_shows() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let row = Row {
            start: Some(Moment::at(date("2026-05-04"), 540)),
            finish: Some(Moment::at(date("2026-05-06"), 1_020)),
            progress: 40,
            total: 960,
            slip: 480,
            ..Row::default()
        };
        let conflict = Conflict { clash: Clash::Deadline, with: None::<Ref>, by: 480 };
        let said = spoken(&row, 480, date("2026-01-01"), &[clash(&conflict, 480, "")]);
        assert_eq!(
            said,
            "4 May to 6 May, 40 % done, float 2 working days, 1 working day later than agreed, \
             1 working day past its deadline"
        );
        assert_eq!(spoken(&Row::default(), 480, date("2026-01-01"), &[]), "no dates");
    }
}
