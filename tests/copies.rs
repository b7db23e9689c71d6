//! Copies in files: which versions stay at a moment, what they are called, when to remind.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use throughline_core::copies::{
    MUCH, OLD_DAYS, Standing, ago, current, is_reminder_due, is_version_due, moment, stem, sum,
    superfluous, version,
};
use throughline_core::model::time::Time;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A small source of numbers (Knuth's constants).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn kept(versions: &[Time], now: Time) -> Vec<Time> {
    let gone: BTreeSet<Time> = superfluous(versions, now).into_iter().collect();
    versions.iter().copied().filter(|at| !gone.contains(at)).collect()
}

#[test]
fn a_name_says_its_moment_and_no_other_name_does() {
    let now = at("2026-11-23T14:20:05.789Z");
    let name = version("Harbor", now);
    assert_eq!(name, "Harbor 2026-11-23 14-20-05Z.json");
    assert_eq!(moment("Harbor", &name), Some(at("2026-11-23T14:20:05Z")));
    for other in [
        "Harbor.json",
        "Harbor 2026-11-23.json",
        "Harbor 2026-11-23 14-20-05Z.txt",
        "harbor 2026-11-23 14-20-05Z.json",
        "Harbor (2) 2026-11-23 14-20-05Z.json",
        "Harbor 2026-11-23 14-20-05Z copy.json",
        "Harbor 2026-13-40 99-99-99Z.json",
        "Harbor  2026-11-23 14-20-05Z.json",
        "Harbor 2026-11-23 14:20:05Z.json",
        "",
        " .json",
    ] {
        assert_eq!(moment("Harbor", other), None, "{other}: is not ours, so it is never deleted");
    }
}

#[test]
fn a_stem_is_a_file_name_and_takes_no_others() {
    for (name, taken, expected) in [
        ("My workspace", &[][..], "My workspace"),
        ("../../etc/passwd", &[], "etc passwd"),
        ("CON: a\0b\u{202e}c/d\\e", &[], "CON a b c d e"),
        ("", &[], "Throughline"),
        ("💾", &[], "Throughline"),
        ("Übergabe", &["Other.json"], "Übergabe"),
        ("Harbor", &["harbor.json"], "Harbor (2)"),
        ("Harbor", &["Harbor 2026-11-23 14-20-05Z.json", "Harbor (2).json"], "Harbor (3)"),
    ] {
        let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(stem(name, &taken), expected);
        assert!(!taken.contains(&current(expected)));
    }
}

#[test]
fn over_two_years_of_work_every_span_keeps_its_newest() {
    let start = at("2026-01-01T00:00:00Z").ms();
    let mut random = Random::new(4);
    let (mut versions, mut all) = (Vec::<Time>::new(), Vec::<Time>::new());
    let mut now = start;
    let mut n_most = 0;
    while now < start + 2 * 366 * DAY {
        now += (random.below(90) as i64 + 1) * 60_000;
        // Nights are free.
        if now.rem_euclid(DAY) > 20 * HOUR {
            now += 10 * HOUR;
        }
        let time = Time::from_ms(now);
        if is_version_due(&versions, time) {
            versions.push(time);
            all.push(time);
        }
        versions = kept(&versions, time);
        assert!(superfluous(&versions, time).is_empty(), "once is enough");
        n_most = n_most.max(versions.len());
        let newest_before = |ms: i64| all.iter().rev().find(|at| at.ms() <= ms);
        assert_eq!(versions.last(), all.last(), "the newest stays");
        // Whoever goes back by hours, days or months finds a version that is near.
        for (back, within) in
            [(6 * HOUR, HOUR), (5 * DAY, DAY), (13 * DAY, DAY), (200 * DAY, 31 * DAY)]
        {
            let Some(wanted) = newest_before(now - back) else { continue };
            let near = versions.iter().map(|at| (at.ms() - wanted.ms()).abs()).min().unwrap();
            assert!(near <= within, "{back} ms back the nearest version is {near} ms away");
        }
    }
    assert!((30..=24 + 1 + 14 + 1 + 13).contains(&n_most), "{n_most} versions at most");
    assert!(all.len() > 5_000, "{} versions were made", all.len());
}

#[test]
fn the_order_does_not_matter_and_odd_clocks_delete_nothing_that_is_new() {
    let now = at("2026-11-23T14:20:05Z");
    let mut random = Random::new(9);
    for _ in 0..200 {
        let n = random.below(60) as usize;
        let mut versions: Vec<Time> = (0..n)
            .map(|_| Time::from_ms(now.ms() - random.below(500 * 24 * 60) as i64 * 60_000))
            .collect();
        versions.sort();
        versions.dedup();
        let forward = kept(&versions, now);
        versions.reverse();
        let mut backward = kept(&versions, now);
        backward.reverse();
        assert_eq!(forward, backward);
        assert_eq!(forward.last(), versions.first(), "the newest stays");
    }
    // A clock that was a year ahead: what it wrote stays, and new versions are made.
    let ahead = [Time::from_ms(now.ms() + 365 * DAY), Time::from_ms(now.ms() + 366 * DAY)];
    assert!(superfluous(&ahead, now).is_empty());
    assert!(is_version_due(&ahead, now));
    // Whatever is left after years is not thrown away.
    let old = [Time::from_ms(now.ms() - 3_000 * DAY), Time::from_ms(now.ms() - 2_000 * DAY)];
    assert_eq!(kept(&old, now), [old[1]]);
    assert!(superfluous(&[], now).is_empty());
    assert!(superfluous(&[Time::from_ms(i64::MIN), Time::from_ms(i64::MAX)], now).len() == 1);
}

#[test]
fn a_reminder_comes_once_a_week_and_only_for_work_that_is_in_no_file() {
    let now = at("2026-11-23T14:20:05Z");
    let days = |n: i64| Some(Time::from_ms(now.ms() - n * DAY));
    for (last, changes, told, expected) in [
        (None, 0, None, false),
        (None, 1_000, None, false),
        (None, MUCH, days(OLD_DAYS), true),
        (None, MUCH - 1, days(30), false),
        (None, MUCH, days(OLD_DAYS - 1), false),
        (days(9), MUCH, days(9), true),
        (days(6), 1_000, days(30), false),
        (days(90), 0, days(90), false),
        (days(90), 1_000, days(1), false),
        (days(-400), 1_000, days(90), false),
    ] {
        let standing = Standing { last, changes, told };
        assert_eq!(is_reminder_due(&standing, now), expected, "{standing:?}");
    }
}

#[test]
fn ages_are_said_as_people_say_them() {
    let now = at("2026-11-23T14:20:05Z");
    for (ms, words) in [
        (0, "just now"),
        (-DAY, "just now"),
        (59_999, "just now"),
        (60_000, "1 minute ago"),
        (59 * 60_000, "59 minutes ago"),
        (HOUR, "1 hour ago"),
        (DAY - 1, "23 hours ago"),
        (DAY, "1 day ago"),
        (9 * DAY, "9 days ago"),
    ] {
        assert_eq!(ago(Time::from_ms(now.ms() - ms), now), words);
    }
    assert_eq!(sum("a"), sum("a"));
    assert_ne!(sum("a"), sum("b"));
}
