//! Trials of a plan: they are the plan where nothing spreads, stay between its best and its worst,
//! agree with the sums of PERT, and are the same whatever the order of the input.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::model::{Calendar, Exception, Shift, WeekDay};
use throughline_core::schedule::trial::{Shape, Spread};
use throughline_core::schedule::{
    Lag, Link, LinkKind, Moment, Network, Plan, Rules, Task, WorkCalendar,
};

fn monday() -> Moment {
    Moment::start_of("2026-05-04".parse().unwrap())
}

fn office(days: u32) -> WorkCalendar {
    let shift = |(from, to)| Shift { from, to, ..Shift::default() };
    let shifts: Vec<Shift> = [(480, 720), (780, 1020)].map(shift).to_vec();
    let day = |day| WeekDay { day, shifts: shifts.clone(), ..WeekDay::default() };
    let holiday = Exception {
        from: "2026-05-21".parse().unwrap(),
        to: "2026-05-26".parse().unwrap(),
        ..Exception::default()
    };
    WorkCalendar::of(&Calendar {
        week: (1..=days).map(day).collect(),
        exceptions: vec![holiday],
        ..Calendar::default()
    })
}

/// Makes a project of tasks in rows of four: each waits for one or two of the row before, by two
/// kinds of links with lags, on three calendars.
fn project(n: u64) -> Network {
    let mut network = Network {
        calendars: vec![office(5), office(6), WorkCalendar::always()],
        starts: vec![monday()],
        rules: Rules { status: Some(monday().plus(9 * 60)), ..Rules::default() },
        ..Network::default()
    };
    let link = |from: u64, to: u64, nth: u64| {
        let kind = if nth % 5 == 4 { LinkKind::StartStart } else { LinkKind::FinishStart };
        let lag = [Lag::Working(0), Lag::Working(240), Lag::Elapsed(1_440)][nth as usize % 3];
        Link { kind, lag, ..Link::new(1_000 + nth, from, to) }
    };
    for key in 1..=n {
        let calendar = (key % 7 / 3) as u32;
        network.tasks.push(Task::new(key, calendar, 480 + 240 * (key as i64 * 7 % 11)));
        if key > 4 {
            network.links.push(link(key - 4, key, key * 2));
        }
        if key > 5 && key % 3 == 0 {
            network.links.push(link(key - 5, key, key * 2 + 1));
        }
    }
    network
}

fn spreads(n: u64, low: f64, high: f64) -> Vec<Spread> {
    (1..=n).map(|task| Spread { task, low, high }).collect()
}

fn scaled(mut network: Network, by: f64) -> Network {
    let stretches = network.tasks.iter_mut().flat_map(|task| &mut task.stretches);
    stretches.for_each(|s| s.minutes = (s.minutes as f64 * by).round() as i64);
    network
}

#[test]
fn where_nothing_spreads_every_trial_is_the_plan() {
    let plan = Plan::new(project(40));
    let ends: Vec<u64> = (1..=40).collect();
    let same = plan.trials(&ends, &spreads(40, 1.0, 1.0), Shape::Pert, 5, 1);
    assert_eq!(same, vec![plan.end(0).unwrap(); 5]);
    assert_eq!(plan.trials(&ends, &[], Shape::Triangle, 3, 1), vec![plan.end(0).unwrap(); 3]);
}

#[test]
fn every_trial_lies_between_the_plan_at_best_and_at_worst() {
    for n in [3, 12, 40] {
        let plan = Plan::new(project(n));
        let ends: Vec<u64> = (1..=n).collect();
        let best = Plan::new(scaled(project(n), 0.5)).end(0).unwrap();
        let worst = Plan::new(scaled(project(n), 2.5)).end(0).unwrap();
        for shape in [Shape::Pert, Shape::Triangle] {
            let all = plan.trials(&ends, &spreads(n, 0.5, 2.5), shape, 400, 7);
            assert!(all.iter().all(|end| best <= *end && *end <= worst));
            assert!(all.iter().any(|end| *end != all[0]), "they differ");
            // A part that is given up is not waited for.
            let first = plan.trials(&[1], &spreads(n, 0.5, 2.5), shape, 400, 7);
            assert!(first.iter().max() < all.iter().max());
        }
    }
}

#[test]
fn a_chain_has_the_mean_and_the_variance_that_pert_adds_up() {
    // Ten tasks after one another, each 2, 4 and 12 days of all hours: the mean is that of the sum,
    // 10 × (2 + 4 × 4 + 12) ÷ 6, and the variance that of the betas, (m − a)(b − m) ÷ 7 each.
    let mut network = Network {
        calendars: vec![WorkCalendar::always()],
        starts: vec![monday()],
        ..Network::default()
    };
    for key in 1..=10 {
        network.tasks.push(Task::new(key, 0, 4 * 1_440));
        if key > 1 {
            network.links.push(Link::new(100 + key, key - 1, key));
        }
    }
    let plan = Plan::new(network);
    let all = plan.trials(&[10], &spreads(10, 0.5, 3.0), Shape::Pert, 10_000, 3);
    let days = |end: &Moment| end.since(monday()) as f64 / 1_440.0;
    let mean = all.iter().map(days).sum::<f64>() / 1e4;
    let variance = all.iter().map(|end| (days(end) - mean).powi(2)).sum::<f64>() / 1e4;
    let one = 30.0 / 6.0;
    assert!((mean - 10.0 * one).abs() < 0.2, "{mean}");
    let expected = 10.0 * (one - 2.0) * (12.0 - one) / 7.0;
    assert!((variance / expected - 1.0).abs() < 0.05, "{variance} {expected}");
}

#[test]
fn paths_that_meet_end_later_than_the_longest_of_them() {
    let mut network = Network {
        calendars: vec![WorkCalendar::always()],
        starts: vec![monday()],
        ..Network::default()
    };
    network.tasks.push(Task::new(9, 0, 0));
    for key in 1..=4 {
        network.tasks.push(Task::new(key, 0, 4_000));
        network.links.push(Link::new(100 + key, key, 9));
    }
    let plan = Plan::new(network);
    let all = plan.trials(&[9], &spreads(4, 0.5, 1.5), Shape::Pert, 4_000, 3);
    let n_in_time = all.iter().filter(|end| **end <= plan.end(0).unwrap()).count();
    // Each path is in time in half of the trials, all four in a sixteenth.
    assert!((200..310).contains(&n_in_time), "{n_in_time}");
}

#[test]
fn the_seed_and_nothing_else_decides() {
    let mut turned = project(30);
    turned.tasks.reverse();
    turned.links.reverse();
    let ends: Vec<u64> = (1..=30).collect();
    let mut back = spreads(30, 0.6, 2.0);
    back.reverse();
    let trials = |network: Network, spreads: &[Spread], seed| {
        Plan::new(network).trials(&ends, spreads, Shape::Pert, 200, seed)
    };
    let one = trials(project(30), &spreads(30, 0.6, 2.0), 5);
    assert_eq!(one, trials(turned, &back, 5));
    assert_ne!(one, trials(project(30), &back, 6));
}

#[test]
#[ignore = "prints a time: cargo test --release --test schedule_trial -- --ignored --nocapture"]
fn how_long_ten_thousand_trials_take() {
    for n in [20, 40, 60, 100] {
        let plan = Plan::new(project(n));
        let ends: Vec<u64> = (1..=n).collect();
        let start = std::time::Instant::now();
        let all = plan.trials(&ends, &spreads(n, 0.6, 2.0), Shape::Pert, 10_000, 5);
        println!("{n} tasks, {} trials: {:?}", all.len(), start.elapsed());
    }
}
