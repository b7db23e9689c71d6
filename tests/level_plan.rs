//! Leveling a plan: who has too much to do before and after, what stays where it is, and that what
//! is shown is what comes.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use serde_json::json;
use throughline_core::change::ChangeSet;
use throughline_core::command::{Command, NewItem};
use throughline_core::desk::{self, Answer, Ask, Desk};
use throughline_core::env::Env;
use throughline_core::interchange::json;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Dependency, Item, Kind, Priority};
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

fn apply(model: &mut Model, desk: &mut Desk, change: PlanChange) -> ChangeSet {
    let ask = Ask::Replan { changes: vec![change], world: world() };
    let (_, text) = desk.answer(ask, "").unwrap();
    let set = ChangeSet::decode(&text).unwrap();
    for change in &set.changes {
        model.apply(change).unwrap();
    }
    set
}

fn plan(model: &Model) -> Follower {
    Follower::new(model, today(), Rules::default())
}

/// Makes people with more items than they have time for: everybody has several that could begin
/// today, some are pinned, some under way, and one chain in three is urgent.
fn busy(n_people: usize, n_items: usize) -> Model {
    let mut env = Env::new(today().start_utc(), today(), 5);
    let mut model = Model::default();
    let mut made = |model: &mut Model, kind, fields: serde_json::Value| {
        let fields = fields.as_object().unwrap().clone().into_iter().collect();
        let made = model.run(&Command::CreateRecord { kind, fields }, &mut env).unwrap();
        made.created.unwrap()
    };
    let people: Vec<Ref> = (0..n_people)
        .map(|n| made(&mut model, Kind::Person, json!({ "name": format!("Person {n}") })))
        .collect();
    let mut before: Vec<Id<Item>> = Vec::new();
    for n in 0..n_items {
        let new = NewItem { title: format!("Item {n}"), ..NewItem::default() };
        let mut env = Env::new(today().start_utc(), today(), 100 + n as u64);
        let at = model.run(&Command::CreateItem(new), &mut env).unwrap().created.unwrap();
        let mut set = |field: &str, value| {
            let (at, field) = (vec![at], field.to_owned());
            model.run(&Command::SetField { at, field, value }, &mut env).unwrap();
        };
        set("owner", json!(people[n % n_people].id.to_string()));
        set("start", json!(today().plus_days(n as i64 % 4).to_string()));
        set("duration", json!(480 * (1 + n as i64 % 5)));
        match n % 12 {
            3 => set("priority", json!("urgent")),
            5 => set("manual", json!(true)),
            7 => set("progress", json!(50)),
            _ => {}
        }
        let id: Id<Item> = Id::from_ref(at).unwrap();
        if n % 3 == 2 {
            let link = Dependency { from: before[n - 2], to: id, ..Dependency::default() };
            model.run(&Command::Link(link), &mut env).unwrap();
        }
        before.push(id);
    }
    model
}

#[test]
fn nobody_is_over_capacity_after_leveling_but_by_what_stays() {
    let mut model = busy(4, 48);
    let mut desk = at_desk(&model);
    let found = level(&mut desk, 200, true);
    assert!(found.before.days > 20 && found.after.days < found.before.days, "{found:?}");
    let before = plan(&model);
    let Some(change @ PlanChange::Level { .. }) = found.change.clone() else { panic!("no change") };
    apply(&mut model, &mut desk, change);
    let after = plan(&model);
    assert_eq!(strain(&model, after.plan(), today()), found.after, "what was shown is what comes");
    for item in model.items.iter() {
        let key = item.id.raw().0;
        let (was, is) = (before.plan().bar(key).unwrap(), after.plan().bar(key).unwrap());
        if item.manual || item.progress.is_some() {
            assert_eq!(was, is, "{} stays", item.title);
        }
        assert!(is.0 >= was.0, "{} comes no earlier", item.title);
    }
    // What is over capacity now is so by what stays alone.
    let stays = |item: &Item| item.manual || item.progress.is_some();
    let mut fixed = model.clone();
    let gone: Vec<Ref> = model.items.iter().filter(|i| !stays(i)).map(|i| i.id.to_ref()).collect();
    let mut env = Env::new(today().start_utc(), today(), 9);
    fixed.run(&Command::DeleteRecords(gone), &mut env).unwrap();
    let alone = strain(&fixed, plan(&fixed).plan(), today());
    assert_eq!(found.after, alone, "nothing but what stays is too much");
}

#[test]
fn what_is_urgent_waits_for_nothing_that_is_not() {
    let mut model = busy(3, 36);
    let mut desk = at_desk(&model);
    let found = level(&mut desk, 50, true);
    apply(&mut model, &mut desk, found.change.unwrap());
    let with = plan(&model);
    let mut alone = busy(3, 36);
    let links: Vec<&Dependency> = model.dependencies.iter().collect();
    let mut keep: BTreeSet<Id<Item>> = model
        .items
        .iter()
        .filter(|i| i.priority == Priority::Urgent || i.manual || i.progress.is_some())
        .map(|i| i.id)
        .collect();
    while let Some(link) = links.iter().find(|l| keep.contains(&l.to) && !keep.contains(&l.from)) {
        keep.insert(link.from);
    }
    let gone = model.items.iter().map(|i| i.id).filter(|id| !keep.contains(id));
    let gone: Vec<Ref> = gone.map(Id::to_ref).collect();
    assert!(gone.len() > 10);
    let mut env = Env::new(today().start_utc(), today(), 9);
    alone.run(&Command::DeleteRecords(gone), &mut env).unwrap();
    let mut desk = at_desk(&alone);
    if let Some(change) = level(&mut desk, 50, true).change {
        apply(&mut alone, &mut desk, change);
    }
    let without = plan(&alone);
    let urgent = model.items.iter().filter(|i| i.priority == Priority::Urgent && !i.manual);
    for item in urgent.filter(|item| item.progress.is_none()) {
        let key = item.id.raw().0;
        assert_eq!(with.plan().bar(key), without.plan().bar(key), "{}", item.title);
    }
}

#[test]
fn the_search_goes_on_and_never_gets_worse_and_asking_changes_nothing() {
    let model = busy(4, 48);
    let mut desk = at_desk(&model);
    let first = level(&mut desk, 1, true);
    let mut tried = first.n_tried;
    for _ in 0..4 {
        let next = level(&mut desk, 100, false);
        assert!(next.n_tried > tried);
        assert_eq!(next.before, first.before, "the plan is as it was");
        tried = next.n_tried;
    }
    assert_eq!(level(&mut desk, 1, true), first, "anew is the same");
}

#[test]
fn the_sample_has_less_to_do_at_once_after_leveling() {
    let now = today().start_utc();
    let model = sample::workspace(&mut Env::new(now, today(), 7));
    let mut desk = at_desk(&model);
    let found = level(&mut desk, 200, true);
    println!("{} {}", found.line, found.preview.summary.line);
    println!("{:?}", found.preview.refused.iter().map(|r| &r.text).take(5).collect::<Vec<_>>());
    assert!(found.after.days < found.before.days, "{}", found.line);
    assert!(found.change.is_some() && !found.preview.moved.is_empty());
}
