//! Leveling a plan: who has too much to do before and after, what stays where it is, and that what
//! is shown is what comes.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::change::ChangeSet;
use throughline_core::desk::{self, Answer, Ask, Desk};
use throughline_core::env::Env;
use throughline_core::interchange::json;
use throughline_core::model::id::Id;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::replan::{Leveled, PlanChange};
use throughline_core::sample;
use throughline_core::schedule::leveler::strain;
use throughline_core::schedule::{Follower, Rules};

/// A Monday.
const TODAY: &str = "2026-05-04";

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn world() -> desk::World {
    desk::World { now: Time::from_ms(1_790_000_000_000), today: today(), by: None, seed: 11 }
}

fn at_desk(model: &Model) -> Desk {
    let mut desk = Desk::default();
    desk.answer(Ask::Follow, &json::export(model)).unwrap();
    desk
}

fn level(desk: &mut Desk, schedules: u64, fresh: bool) -> Leveled {
    let ask = Ask::Level { place: None, schedules, fresh, world: world() };
    match desk.answer(ask, "").unwrap().0 {
        Answer::Leveled(leveled) => *leveled,
        other => panic!("leveling was expected, not {other:?}"),
    }
}

#[test]
fn sample() {
    let now = today().start_utc();
    let mut model = sample::workspace(&mut Env::new(now, today(), 7));
    let mut desk = at_desk(&model);
    for (n, fresh) in [(1, true), (50, false), (200, false)] {
        let t = std::time::Instant::now();
        let found = level(&mut desk, n, fresh);
        println!("{:?} {} free {} tried {} on {} | {}", t.elapsed(), found.line, found.n_free, found.n_tried, found.goes_on, found.preview.summary.line);
        println!("{:?}", found.preview.refused.iter().map(|r| r.text.clone()).take(5).collect::<Vec<_>>());
    }
}
