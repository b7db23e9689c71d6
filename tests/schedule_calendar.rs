//! Working-time arithmetic against a calendar that is asked minute by minute.
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use throughline_core::model::time::Date;
use throughline_core::model::{Absence, Calendar, Exception, Shift, WeekDay};
use throughline_core::schedule::{Moment, WorkCalendar};

/// The window that the slow calendar knows, around the turn of a leap year.
const FROM: &str = "2023-11-20";
const N_DAYS: i64 = 160;

fn day(n: i64) -> Date {
    FROM.parse::<Date>().unwrap().plus_days(n)
}

/// Tells whether a minute is worked, by the words of the record and nothing else.
fn works(record: &Calendar, away: &[Absence], at: Moment) -> bool {
    let date = at.date();
    if away.iter().any(|a| a.from <= date && date <= a.to) {
        return false;
    }
    let named = |yearly: bool| {
        let fits = |e: &&Exception| {
            if e.yearly != yearly || e.from > e.to {
                return false;
            }
            // A yearly exception holds on a day if, in some year, it covers that day of that year.
            let years: &[i32] = if yearly { &[-1, 0, 1] } else { &[0] };
            let length = e.to.days_since(e.from);
            years.iter().any(|shift| {
                let year = if yearly { date.ymd().0 + shift } else { e.from.ymd().0 };
                let Some(from) = Date::new(year, e.from.ymd().1, e.from.ymd().2) else {
                    return false;
                };
                from <= date && date.days_since(from) <= length
            })
        };
        record.exceptions.iter().rev().find(fits).map(|e| e.shifts.clone())
    };
    let weekday = date.weekday().number_from_monday();
    let usual = record.week.iter().filter(|d| d.day == weekday).flat_map(|d| d.shifts.clone());
    let shifts = named(false).or_else(|| named(true)).unwrap_or_else(|| usual.collect());
    let minute = at.minute();
    shifts.iter().any(|s| i64::from(s.from) <= minute && minute < i64::from(s.to))
}

fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    let shift = (0u32..1500, 0u32..1500).prop_map(|(a, b)| {
        let (from, to) = (a.min(b), a.max(b));
        Shift { from, to, ..Shift::default() }
    });
    vec(shift, 0..4)
}

prop_compose! {
    fn calendars()(
        week in vec((0u32..9, shifts()), 0..8),
        exceptions in vec((0i64..N_DAYS, -1i64..9, any::<bool>(), shifts()), 0..6),
        absences in vec((0i64..N_DAYS, -1i64..9), 0..3),
    ) -> (Calendar, Vec<Absence>) {
        let week = week.into_iter().map(|(day, shifts)| WeekDay { day, shifts, ..WeekDay::default() });
        let exceptions = exceptions.into_iter().map(|(from, length, yearly, shifts)| Exception {
            from: day(from),
            to: day(from + length),
            yearly,
            // On 29 February the window's year and others differ in length: left to its own test.
            shifts,
            ..Exception::default()
        });
        let february = |e: &Exception| {
            e.yearly && e.from <= day(102) && e.to >= day(100)
        };
        let exceptions = exceptions.filter(|e| !february(e)).collect();
        let away = absences.into_iter().map(|(from, length)| Absence {
            from: day(from),
            to: day(from + length),
            ..Absence::default()
        });
        let calendar = Calendar { week: week.collect(), exceptions, ..Calendar::default() };
        (calendar, away.collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn the_arithmetic_equals_counting_minute_by_minute(
        (record, away) in calendars(),
        asked in vec((30i64..130 * 1440, 0i64..20_000), 30),
    ) {
        let fast = WorkCalendar::of(&record).without(&away);
        let start = Moment::start_of(day(0));
        let minutes: Vec<bool> =
            (0..N_DAYS * 1440).map(|n| works(&record, &away, start.plus(n))).collect();
        // What was worked before each minute, counted one by one.
        let mut before = vec![0i64];
        for works in &minutes {
            before.push(before.last().unwrap() + i64::from(*works));
        }
        let last = minutes.len() as i64;
        let at = |n: i64| start.plus(n);
        for (from, more) in asked {
            let from = from.min(last - 1);
            prop_assert_eq!(fast.is_working(at(from)), minutes[from as usize]);
            let to = (from + more).min(last);
            let worked = before[to as usize] - before[from as usize];
            prop_assert_eq!(fast.between(at(from), at(to)), worked, "from {} to {}", at(from), at(to));
            prop_assert_eq!(fast.between(at(to), at(from)), -worked);
            if let Some(next) = (from..last).find(|n| minutes[*n as usize]) {
                prop_assert_eq!(fast.next(at(from)), Some(at(next)));
            }
            if let Some(previous) = (1..=from).rev().find(|n| minutes[*n as usize - 1]) {
                prop_assert_eq!(fast.previous(at(from)), Some(at(previous)));
            }
            let n = more % 3_000;
            if n > 0 {
                if let Some(end) = (from..=last).find(|m| before[*m as usize] - before[from as usize] == n) {
                    prop_assert_eq!(fast.add(at(from), n), Some(at(end)));
                }
                let opens = |m: &i64| before[from as usize] - before[*m as usize] == n;
                if let Some(begin) = (0..from).rev().find(opens) {
                    prop_assert_eq!(fast.add(at(from), -n), Some(at(begin)));
                }
            }
        }
    }
}

fn shift(from: u32, to: u32) -> Shift {
    Shift { from, to, ..Shift::default() }
}

fn office() -> Calendar {
    let day = |day| WeekDay {
        day,
        shifts: vec![shift(480, 720), shift(780, 1020)],
        ..WeekDay::default()
    };
    Calendar { week: (1..=5).map(day).collect(), ..Calendar::default() }
}

fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once('T').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let minute = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    Moment::at(date.parse().unwrap(), minute)
}

#[test]
fn a_day_ends_in_the_evening_and_the_next_starts_in_the_morning() {
    let office = WorkCalendar::of(&office());
    let friday = moment("2026-05-01T08:00");
    assert_eq!(office.add(friday, 480), Some(moment("2026-05-01T17:00")));
    assert_eq!(office.next(moment("2026-05-01T17:00")), Some(moment("2026-05-04T08:00")));
    assert_eq!(office.previous(moment("2026-05-04T08:00")), Some(moment("2026-05-01T17:00")));
    assert_eq!(office.add(moment("2026-05-04T08:00"), -480), Some(friday));
}

#[test]
fn a_holiday_on_29_february_comes_in_leap_years_only() {
    let date = Date::new(2024, 2, 29).unwrap();
    let leap = Exception { from: date, to: date, yearly: true, ..Exception::default() };
    let calendar = WorkCalendar::of(&Calendar { exceptions: vec![leap], ..office() });
    let count = |year, from: (u32, u32), to: (u32, u32)| {
        let date = |(m, d)| Moment::start_of(Date::new(year, m, d).unwrap());
        calendar.between(date(from), date(to))
    };
    assert_eq!(count(2024, (2, 28), (3, 2)), 2 * 480);
    assert_eq!(count(2028, (2, 28), (3, 2)), 2 * 480, "28 February and 1 March 2028");
    assert_eq!(count(2025, (2, 27), (3, 1)), 2 * 480);
}

#[test]
fn a_night_shift_runs_through_midnight_and_holidays_run_over_new_year() {
    let night =
        |day| WeekDay { day, shifts: vec![shift(0, 360), shift(1320, 1440)], ..WeekDay::default() };
    let rest = Exception {
        from: Date::new(2020, 12, 24).unwrap(),
        to: Date::new(2021, 1, 2).unwrap(),
        yearly: true,
        ..Exception::default()
    };
    let week = (1..=7).map(night).collect();
    let calendar =
        WorkCalendar::of(&Calendar { week, exceptions: vec![rest], ..Calendar::default() });
    assert_eq!(calendar.add(moment("2026-05-01T22:00"), 480), Some(moment("2026-05-02T06:00")));
    assert_eq!(calendar.next(moment("2027-12-24T01:00")), Some(moment("2028-01-03T00:00")));
}

#[test]
fn a_calendar_without_working_time_gives_nothing_and_does_not_loop() {
    let empty = WorkCalendar::of(&Calendar::default());
    let at = moment("2026-05-01T08:00");
    assert!(empty.is_empty());
    assert_eq!((empty.next(at), empty.previous(at), empty.add(at, 1)), (None, None, None));
    assert_eq!((empty.add(at, -1), empty.between(Moment::MIN, Moment::MAX)), (None, 0));
    let once = Exception {
        from: Date::new(2026, 5, 2).unwrap(),
        to: Date::new(2026, 5, 2).unwrap(),
        shifts: vec![shift(600, 660)],
        ..Exception::default()
    };
    let once = WorkCalendar::of(&Calendar { exceptions: vec![once], ..Calendar::default() });
    assert_eq!(once.add(at, 60), Some(moment("2026-05-02T11:00")));
    assert_eq!(once.add(at, 61), None);
    assert!(!once.is_empty());
}

#[test]
fn exceptions_over_all_years_and_absurd_numbers_stay_within_time() {
    let all = Exception {
        from: Date::new(1, 1, 1).unwrap(),
        to: Date::new(9999, 12, 31).unwrap(),
        shifts: vec![shift(0, 60), shift(5, u32::MAX)],
        ..Exception::default()
    };
    let calendar = WorkCalendar::of(&Calendar { exceptions: vec![all], ..office() });
    assert_eq!(calendar.between(Moment::MIN, Moment::MAX), Moment::MAX.minutes());
    assert_eq!(calendar.add(moment("2026-05-01T08:00"), i64::MAX), None);
    assert_eq!(calendar.add(moment("2026-05-01T08:00"), i64::MIN), None);
    assert_eq!(calendar.next(Moment::MAX), None);
    let day = Date::new(2026, 5, 4).unwrap();
    let free = Exception { from: day, to: day, ..Exception::default() };
    let calendar = WorkCalendar::of(&Calendar { exceptions: vec![free], ..office() });
    assert_eq!(calendar.add(moment("2026-05-01T08:00"), i64::MAX), None);
    assert_eq!(WorkCalendar::of(&office()).next(Moment::MAX), None);
}
