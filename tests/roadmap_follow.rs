//! A plan that follows a workspace change by change is the plan made from scratch (law I2).
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "each test takes what it needs of it")]
mod generate;

use generate::{Step, World};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use throughline_core::command::Command;
use throughline_core::model::id::Id;
use throughline_core::model::time::Date;
use throughline_core::model::{Dependency, Item, LagUnit, Link};
use throughline_core::schedule::{Follower, Rules};

/// The fields that a plan rests on, with a value made of a number.
fn value(field: u8, n: u8, today: Date) -> (&'static str, Json) {
    let day = json!(today.plus_days(i64::from(n) - 100).to_string());
    match field % 14 {
        0 => ("start", day),
        1 => ("due", day),
        2 => ("deadline", day),
        3 => ("duration", json!(i64::from(n) * 30)),
        4 => ("work", json!(i64::from(n) * 45)),
        5 => ("progress", json!(f64::from(n % 101))),
        6 => ("constraint", json!(["asap", "alap", "snet", "fnlt", "mso"][n as usize % 5])),
        7 => ("constraint_date", day),
        8 => ("manual", json!(n.is_multiple_of(2))),
        9 => ("actual_start", day),
        10 => ("kind", json!(["task", "milestone", "feature"][n as usize % 3])),
        11 => ("start", Json::Null),
        12 => ("due", Json::Null),
        _ => ("title", json!(format!("Title {n}"))),
    }
}

fn planning(world: &World, step: Step) -> Option<Command> {
    let (code, a, b, c) = step;
    let items: Vec<Id<Item>> = world.model.items.iter().map(|item| item.id).collect();
    let pick = |n: u8| items.get(n as usize % items.len().max(1)).copied();
    if code % 4 == 0 {
        let link = [Link::FinishStart, Link::StartStart, Link::FinishFinish, Link::StartFinish];
        let link = link[c as usize % 4].clone();
        let (from, to) = (pick(a)?, pick(b)?);
        let lag_unit = if c > 128 { LagUnit::Elapsed } else { LagUnit::Working };
        return Some(Command::Link(Dependency {
            from,
            to,
            link,
            lag_unit,
            ..Dependency::default()
        }));
    }
    if code % 16 == 1 {
        let links: Vec<_> = world.model.dependencies.iter().map(|d| d.id.to_ref()).collect();
        return links
            .get(a as usize % links.len().max(1))
            .map(|at| Command::DeleteRecords(vec![*at]));
    }
    let (field, value) = value(b, c, world.env.today);
    let at = vec![pick(a)?.to_ref()];
    Some(Command::SetField { at, field: field.to_owned(), value })
}

fn follow(steps: Vec<(bool, Step)>) -> Result<(), TestCaseError> {
    let mut world = World::new(true);
    let today = world.env.today;
    let mut kept = Follower::new(&world.model, today, Rules::default());
    for (plans, step) in steps {
        let done = if plans {
            planning(&world, step).and_then(|command| world.run(&command).ok())
        } else {
            world.step(step).ok()
        };
        let Some(outcome) = done else { continue };
        let before: Vec<_> = kept.plan().all().collect();
        let moved = kept.follow(&world.model, &outcome.changes);
        let fresh = Follower::new(&world.model, today, Rules::default());
        let now: Vec<_> = kept.plan().all().collect();
        prop_assert_eq!(&now, &fresh.plan().all().collect::<Vec<_>>(), "{}", outcome.changes.label);
        prop_assert_eq!(kept.plan().problems(), fresh.plan().problems());
        for (key, dates) in &now {
            let was = before.iter().find(|(k, _)| k == key).map(|(_, d)| (d.start, d.finish));
            if was.is_some_and(|was| was != (dates.start, dates.finish)) {
                prop_assert!(moved.contains(key), "{} is not told", key);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn law_i2_the_followed_plan_is_the_plan_from_scratch(
        steps in vec((prop::bool::weighted(0.7), any::<Step>()), 1..50),
    ) {
        follow(steps)?;
    }
}
