//! The two rows above a timeline: large units over small ones, as the zoom has room for. It knows
//! no calendar of work.

use chrono::Weekday;

use super::scale::Scale;
use super::{DAY, END, day_of, minute_of, words};
use crate::model::time::Date;

/// Is a unit of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// So many hours: 1, 3 or 6.
    Hours(i64),
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// Is one stretch of a row of the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The minute at which it starts: a stable key.
    pub minute: i64,
    /// Where it starts; before what is seen if negative.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
    /// Where its name begins: at its start, or at the edge of what is seen, as long as it fits.
    pub name_x: f64,
    /// Its name; empty where there is no room.
    pub name: String,
}

/// Is both rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The unit of the upper row.
    pub large: Unit,
    /// The upper row.
    pub top: Vec<Band>,
    /// The unit of the lower row; its borders are the lines behind the bars.
    pub small: Unit,
    /// The lower row.
    pub bottom: Vec<Band>,
}

/// From near to far: the lower row, the upper one, and how wide a stretch of the lower must be.
const LEVELS: [(Unit, Unit, f64); 8] = [
    (Unit::Hours(1), Unit::Day, 40.0),
    (Unit::Hours(3), Unit::Day, 40.0),
    (Unit::Hours(6), Unit::Day, 40.0),
    (Unit::Day, Unit::Month, 22.0),
    (Unit::Week, Unit::Month, 24.0),
    (Unit::Month, Unit::Year, 34.0),
    (Unit::Quarter, Unit::Year, 26.0),
    (Unit::Year, Unit::Decade, 0.0),
];

/// Makes the header of what is seen in a width. Weeks begin on `week`.
pub fn header(scale: &Scale, width: f64, week: Weekday) -> Header {
    let fits = |(small, _, least): &&(Unit, Unit, f64)| scale.width(length(*small)) >= *least;
    let (small, large, _) =
        LEVELS.iter().find(fits).copied().unwrap_or((Unit::Year, Unit::Decade, 0.0));
    let top = bands(scale, width, large, week, false);
    Header { large, top, small, bottom: bands(scale, width, small, week, true) }
}

/// Gives about how many minutes a unit has.
fn length(unit: Unit) -> i64 {
    match unit {
        Unit::Hours(n) => n * 60,
        Unit::Day => DAY,
        Unit::Week => 7 * DAY,
        Unit::Month => 30 * DAY,
        Unit::Quarter => 91 * DAY,
        Unit::Year => 365 * DAY,
        Unit::Decade => 3_652 * DAY,
    }
}

fn bands(scale: &Scale, width: f64, unit: Unit, week: Weekday, lower: bool) -> Vec<Band> {
    let (first, last) = scale.seen(width);
    let mut out = Vec::new();
    let mut from = start(unit, first, week);
    // Even the finest row has far fewer stretches than this: the zoom is limited.
    while from < last && out.len() < 4_096 {
        let to = next(unit, from).min(END);
        if to <= from {
            break;
        }
        let (x, end) = (scale.x(from), scale.x(to));
        let date = date_of(from);
        let hour = from.rem_euclid(DAY) / 60;
        let text = if lower { words::under } else { words::name };
        // The name of a stretch that is cut off at an edge fits into what is seen of it.
        let seen = end.min(width) - x.max(0.0);
        let name = text(unit, date, hour, if lower { end - x } else { seen });
        out.push(Band { minute: from, x, width: end - x, name_x: x.max(0.0), name });
        from = to;
    }
    out
}

fn date_of(minute: i64) -> Date {
    Date::from_day_number(day_of(minute.min(END - 1)))
}

fn first_of(year: i32, month: u32) -> i64 {
    Date::new(year, month, 1).map_or(END, |date| minute_of(date.day_number()))
}

/// Gives the first minute of the stretch in which a minute lies.
fn start(unit: Unit, minute: i64, week: Weekday) -> i64 {
    let (year, month, _) = date_of(minute).ymd();
    match unit {
        Unit::Hours(n) => minute.div_euclid(n * 60) * n * 60,
        Unit::Day => minute.div_euclid(DAY) * DAY,
        Unit::Week => {
            let day = date_of(minute).weekday();
            let after =
                i64::from(day.num_days_from_monday()) + 7 - i64::from(week.num_days_from_monday());
            (minute.div_euclid(DAY) - after.rem_euclid(7)) * DAY
        }
        Unit::Month => first_of(year, month),
        Unit::Quarter => first_of(year, (month - 1) / 3 * 3 + 1),
        Unit::Year => first_of(year, 1),
        Unit::Decade => first_of((year / 10 * 10).max(1), 1),
    }
}

/// Gives the first minute of the stretch after the one that starts at a minute.
fn next(unit: Unit, from: i64) -> i64 {
    let (year, month, _) = date_of(from).ymd();
    let months = |n: u32| {
        let at = month - 1 + n;
        first_of(year + (at / 12) as i32, at % 12 + 1)
    };
    match unit {
        Unit::Hours(n) => from + n * 60,
        Unit::Day => from + DAY,
        Unit::Week => from + 7 * DAY,
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => first_of(year + 1, 1),
        Unit::Decade => first_of(year / 10 * 10 + 10, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        minute_of(text.parse::<Date>().unwrap().day_number())
    }

    #[track_caller]
    fn check(per_pixel: f64, top: &[&str], bottom: &[&str]) {
        let scale = Scale::new(at("2026-05-06") as f64, per_pixel);
        let header = header(&scale, 400.0, Weekday::Mon);
        let names = |bands: &[Band]| bands.iter().map(|b| b.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&header.top), top, "{:?}", header.large);
        assert_eq!(names(&header.bottom)[..bottom.len()], *bottom, "{:?}", header.small);
        for row in [&header.top, &header.bottom] {
            for pair in row.windows(2) {
                assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 1e-6, "no gap");
            }
            assert!(row.first().unwrap().x <= 0.0);
            assert!(row.last().is_some_and(|b| b.x + b.width >= 400.0), "the row is full");
        }
    }

    #[test]
    fn the_header_names_hours_days_weeks_months_quarters_and_years() {
        check(1.0, &["Wed 6 May"], &["00:00", "01:00", "02:00"]);
        check(50.0, &["May 2026"], &["6", "7", "8"]);
        check(16.0, &["May 2026"], &["Wed 6", "Thu 7"]);
        check(300.0, &["May 2026", "June 2026", "July 2026"], &["4", "11", "18"]);
        check(1_000.0, &["2026", "2027"], &["May", "June"]);
        check(3_000.0, &["2026", "2027", "2028"], &["Q2", "Q3", "Q4"]);
        check(14_000.0, &["2020s", "2030s"], &["2026", "2027"]);
    }

    #[test]
    fn weeks_begin_on_the_day_that_is_asked_for() {
        let scale = Scale::new(at("2026-05-06") as f64, 300.0);
        let first = |week| header(&scale, 300.0, week).bottom[0].minute;
        assert_eq!(first(Weekday::Mon), at("2026-05-04"));
        assert_eq!(first(Weekday::Sun), at("2026-05-03"));
        assert_eq!(first(Weekday::Sat), at("2026-05-02"));
        assert_eq!(first(Weekday::Wed), at("2026-05-06"));
    }

    #[test]
    fn the_ends_of_time_have_a_header_too() {
        for (left, per_pixel) in [(0.0, 17_000.0), (END as f64, 17_000.0), (END as f64, 1.0)] {
            let header = header(&Scale::new(left, per_pixel), 500.0, Weekday::Mon);
            assert!(header.bottom.len() < 4_096);
        }
    }
}
