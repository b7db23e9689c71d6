//! Forecasts against a published sheet, against exact distributions and against what came.
#![cfg(not(target_arch = "wasm32"))]

mod metrics_support;

use metrics_support::*;
use throughline_core::metrics::forecast::check::{hits, walk};
use throughline_core::metrics::forecast::history::History;
use throughline_core::metrics::forecast::random::Random;
use throughline_core::metrics::forecast::trial::{Pace, TRIALS, Work, how_many, when};
use throughline_core::metrics::report::*;
use throughline_core::metrics::stat::Sample;
use throughline_core::model::Lens;

/// The inputs of the sheet: 50 to 58 stories, each split into 1 to 2, and 3 to 6 a week.
const SHEET: Work = Work { items: (50, 58), split: (1.0, 2.0), grows: false };
const PACE: Pace = Pace::Between(3, 6);

/// The exact chance that the sheet's work is done within each number of weeks: the distribution of
/// `ceil(n × u)` against that of sums of whole numbers from 3 to 6.
fn exact() -> Vec<f64> {
    let mut total = vec![0.0; 120];
    for n in 50..=58u32 {
        for (k, chance) in total.iter_mut().enumerate() {
            // ceil(n × u) = k where u lies in ((k - 1) ÷ n, k ÷ n]; u is uniform from 1 to 2.
            let u = |k: f64| (k / f64::from(n) - 1.0).clamp(0.0, 1.0);
            *chance += (u(k as f64) - u(k as f64 - 1.0)) / 9.0;
        }
    }
    let mut sums = vec![0.0; 400];
    sums[0] = 1.0;
    let mut out = vec![0.0];
    for _ in 1..=45 {
        let mut next = vec![0.0; 400];
        for (sum, chance) in sums.iter().enumerate().filter(|(_, c)| **c > 0.0) {
            (3..=6).for_each(|n| next[sum + n] += chance / 4.0);
        }
        sums = next;
        let mut at_least: f64 = sums.iter().sum();
        let mut done = 0.0;
        for (chance, sum) in total.iter().zip(&sums) {
            done += chance * at_least;
            at_least -= sum;
        }
        out.push(done);
    }
    out
}

/// Whether a value is a percentile of a distribution within the error of a number of trials.
fn is_percentile(cdf: &[f64], weeks: usize, share: f64, n_trials: usize) -> bool {
    let error = 3.5 * (share * (1.0 - share) / n_trials as f64).sqrt() + 1e-9;
    cdf[weeks] >= share - error && cdf[weeks.saturating_sub(1)] <= share + error
}

#[test]
fn weeks_to_zero_are_those_of_the_focused_objective_forecaster() {
    let cdf = exact();
    assert!((cdf[45] - 1.0).abs() < 1e-9 && cdf[8] == 0.0);
    let trials = when(&SHEET, &PACE, TRIALS, 1);
    let weeks = |share: f64| trials.at_most(share).expect("it ends") as usize / 7;
    for share in [0.05, 0.1, 0.25, 0.5, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
        let got = weeks(share);
        assert!(is_percentile(&cdf, got, share, TRIALS), "{share}: {got} against the exact one");
    }
    let Some(expected) = reference("flow/focusedobjective-throughput-forecast-expected.csv") else {
        return;
    };
    let start = day("2017-07-01");
    for row in rows(&expected) {
        let (share, want) =
            (row[0].parse::<f64>().expect("a share"), row[1].parse().expect("weeks"));
        assert_eq!(start.plus_days(7 * want as i64), day(&row[2]), "dates are whole weeks");
        // The sheet made 500 trials; its least and greatest are of those alone.
        let share = (share * 100.0).round() / 100.0;
        if share > 0.0 && share < 1.0 {
            assert!(is_percentile(&cdf, want, share, 500), "{share}: the sheet has {want}");
            assert!(weeks(share).abs_diff(want) <= 1, "{share}: {} and {want}", weeks(share));
        }
    }
}

#[test]
fn the_number_done_in_six_weeks_is_that_of_the_focused_objective_forecaster() {
    // cases.json: 14.5 with 95 %, 16.5 with 85 %, from 500 trials. Its 5 % (26.02) is left out: no
    // reading of its note gives it together with the other two.
    let sample = Sample::new(how_many(&PACE, 42, (1.0, 2.0), TRIALS, 1));
    for (share, want) in [(0.95, 14.5), (0.85, 16.5)] {
        let error = 3.0 * (share * (1.0 - share) / 500.0_f64).sqrt();
        let at = |p: f64| sample.percentile(p).unwrap_or(-1.0);
        let (low, high) = (at(1.0 - share - error), at(1.0 - share + error));
        assert!(low <= want && want <= high, "{share}: {want} is not in {low} to {high}");
    }
    // Without splitting, a week's mean is exact: (3 + 6) ÷ 2.
    let whole = Sample::new(how_many(&PACE, 42, (1.0, 1.0), TRIALS, 1));
    let error = 4.0 * (6.0 * 1.25 / TRIALS as f64).sqrt();
    assert!((whole.mean().unwrap_or(0.0) - 27.0).abs() < error);
}

/// A team that finishes a Poisson-like number of items each day.
fn steady_team(seed: u64, n_days: usize) -> Vec<u32> {
    let mut random = Random::new(seed);
    (0..n_days).map(|_| (0..4).filter(|_| random.below(4) == 0).count() as u32).collect()
}

#[test]
fn over_many_steady_teams_forecasts_come_true_as_often_as_they_say() {
    let (mut hit, mut n) = ([0; 4], 0);
    for seed in 0..60 {
        let tried = walk(&History::of(steady_team(seed, 400)), 400);
        assert_eq!(tried.len(), 13);
        let one = hits(&tried).expect("enough forecasts");
        hit.iter_mut().zip(one).for_each(|(sum, n)| *sum += n);
        n += tried.len();
    }
    for (hit, share) in hit.into_iter().zip([0.5, 0.7, 0.85, 0.95]) {
        let observed = hit as f64 / n as f64;
        assert!((observed - share).abs() < 0.09, "{share}: {observed} of {n}");
    }
}

#[test]
fn a_forecast_knows_nothing_of_what_came_after_it() {
    let mut days = steady_team(1, 400);
    let before = walk(&History::of(days.clone()), 400);
    days[386..].iter_mut().for_each(|n| *n = 99);
    let after = walk(&History::of(days), 400);
    let said = |tried: &[throughline_core::metrics::forecast::check::Tried]| -> Vec<[f64; 4]> {
        tried.iter().map(|t| t.said).collect()
    };
    assert_eq!(said(&before), said(&after));
    assert!(after[12].actual > before[12].actual);
}

#[test]
fn a_page_forecasts_the_open_work_against_its_due_day() {
    let today = day("2026-05-31");
    let mut model = empty();
    for n in 0..84i64 {
        let start = today.plus_days(-90 + n);
        let moves = [(at(start, 9), 2), (at(start.plus_days(3), 9), 4)];
        add(&mut model, item(n as u64, &moves));
    }
    for n in 0..28 {
        add(&mut model, item(500 + n, &[(at(today.plus_days(-100), 9), 1)]));
    }
    let question = ask(today.plus_days(-27), today);
    // One item a day: 28 items take 28 days and today is the first of them.
    let when = tile(&model, &question, today, "forecast-when");
    let want = today.plus_days(30).day_number() as f64;
    assert!((value(&when) - want).abs() <= 5.0, "{}", when.sentence);
    let many = tile(&model, &question, today, "forecast-many");
    assert!((value(&many) - 27.0).abs() <= 5.0, "{}", many.sentence);
    let detail = opened(&model, &question, today, "forecast-when");
    assert_eq!(detail.records.len(), 28);
    let band = detail.charts[0].series[2].points.last().and_then(|p| p.band);
    assert!(band.is_some_and(|(low, high)| low <= high && high <= 84.0 + 28.0));
    assert_eq!(
        opened(&model, &question, today, "forecast-when"),
        detail,
        "the same seed gives the same forecast"
    );
    let mut question = question;
    question.lens = Lens::Product;
    assert_eq!(value(&tile(&model, &question, today, "forecast-when")), value(&when));
}

#[test]
fn too_little_history_is_said() {
    let today = day("2026-05-31");
    let start = today.plus_days(-10);
    let model = spans([(start, Some(today.plus_days(-3))), (start, None)]);
    let question = ask(start, today);
    for key in ["forecast-when", "forecast-many", "forecast-check"] {
        let tile = tile(&model, &question, today, key);
        assert!(matches!(tile.value, Known::Unknown(_)), "{key}: {}", tile.sentence);
    }
}
