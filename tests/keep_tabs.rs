//! Tabs that edit the same things without hearing of one another: all arrive at the same workspace,
//! which is the one that a fresh start loads; the later edit of a field wins, and no value is lost
//! without being told.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "the tabs do the steps themselves")]
mod generate;

use generate::{Step, assert_same, command};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, NewItem, NewProject};
use throughline_core::env::Env;
use throughline_core::keep::{Keeper, Lost};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind};
use throughline_core::store::{Entry, MemoryStore};

const START: i64 = 1_790_000_000_000;

/// Is a tab that hears of the others when it is told to.
struct Tab {
    model: Model,
    keeper: Keeper<MemoryStore>,
    env: Env,
    past: Vec<ChangeSet>,
    lost: Vec<Lost>,
}

impl Tab {
    fn open(store: &MemoryStore, name: &str) -> Tab {
        let (mut keeper, opened) = Keeper::open(store.clone(), name);
        let loaded = keeper.load(&opened);
        let empty = loaded.model.info().is_none();
        let model = if empty { Model::empty("Test") } else { loaded.model };
        let seed = name.bytes().fold(7, |n, b| n * 31 + u64::from(b));
        let env = Env::new(Time::from_ms(START), Date::from_day_number(20_717), seed);
        Tab { model, keeper, env, past: Vec::new(), lost: Vec::new() }
    }

    fn at(&mut self, ms: i64) -> &mut Self {
        self.env.now = Time::from_ms(START + ms);
        self
    }

    fn run(&mut self, command: &Command) -> Option<ChangeSet> {
        let outcome = self.model.run(command, &mut self.env).ok()?;
        let now = self.env.now.ms();
        self.keeper.keep(&self.model, &outcome.changes, now).expect("the store has room");
        self.past.push(outcome.changes.clone());
        Some(outcome.changes)
    }

    fn set(&mut self, at: Ref, field: &str, value: Json) {
        let command = Command::SetField { at: vec![at], field: field.to_owned(), value };
        self.run(&command).expect("the value fits");
    }

    fn take(&mut self, entries: &[Entry]) {
        for entry in entries {
            let merged = self.keeper.merge(&mut self.model, entry).expect("an entry");
            self.lost.extend(merged.lost);
        }
    }

    fn catch_up(&mut self) {
        let entries = self.keeper.catch_up().expect("the journals lead here");
        self.take(&entries);
    }

    fn title(&self, item: Id<Item>) -> &str {
        &self.model.find(item).unwrap().title
    }
}

/// Two tabs of one workspace with a project and some items.
fn pair() -> (MemoryStore, Tab, Tab, Vec<Id<Item>>) {
    let store = MemoryStore::new();
    let mut a = Tab::open(&store, "a");
    a.run(&Command::CreateProject(NewProject {
        name: "Harbor".to_owned(),
        ..NewProject::default()
    }));
    let project = a.model.projects.iter().next().map(|p| p.id);
    for title in ["Rope", "Sail", "Anchor"] {
        let new = NewItem { title: title.to_owned(), project, ..NewItem::default() };
        a.run(&Command::CreateItem(new));
    }
    let b = Tab::open(&store, "b");
    assert_same(&a.model, &b.model, "at the start");
    let items = a.model.items.iter().map(|item| item.id).collect();
    (store, a, b, items)
}

fn assert_agree(store: &MemoryStore, tabs: &[&Tab]) {
    let fresh = Tab::open(store, "fresh");
    for tab in tabs {
        assert_same(&tab.model, &fresh.model, "a tab and a fresh start");
        assert_eq!(tab.model.check_data(), vec![]);
    }
}

#[test]
fn the_later_edit_of_a_field_wins_in_both_tabs_and_the_other_is_told() {
    let (store, mut a, mut b, items) = pair();
    let at = items[0].to_ref();
    // The tab that writes later hears first, and the other way round.
    for (first, second) in [(100, 200), (400, 300)] {
        let (old_a, old_b) = (a.lost.len(), b.lost.len());
        a.at(first).set(at, "title", json!(format!("From a at {first}")));
        b.at(second).set(at, "title", json!(format!("From b at {second}")));
        a.catch_up();
        b.catch_up();
        let (winner, loser) = if first > second {
            (format!("From a at {first}"), format!("From b at {second}"))
        } else {
            (format!("From b at {second}"), format!("From a at {first}"))
        };
        assert_eq!((a.title(items[0]), b.title(items[0])), (winner.as_str(), winner.as_str()));
        for lost in [&a.lost[old_a..], &b.lost[old_b..]] {
            let [lost] = lost else { panic!("{lost:?}") };
            assert_eq!((lost.at, lost.field.as_str()), (at, "title"));
            assert_eq!((&lost.value, &lost.kept), (&json!(loser), &json!(winner)));
        }
        // It stays in the record's history as well.
        let edits = &a.model.find(items[0]).unwrap().edits;
        assert!(edits.iter().any(|edit| edit.after == json!(loser)), "{edits:?}");
        assert_agree(&store, &[&a, &b]);
    }
}

#[test]
fn different_fields_of_one_record_and_lists_are_all_kept_and_nothing_is_told() {
    let (store, mut a, mut b, items) = pair();
    let at = items[1].to_ref();
    a.at(10).set(at, "title", json!("Mainsail"));
    b.at(20).set(at, "priority", json!("high"));
    a.at(30).run(&Command::AddComment { about: at, body: "Torn".to_owned() });
    b.at(25).run(&Command::AddComment { about: at, body: "Mended".to_owned() });
    b.catch_up();
    a.catch_up();
    assert_eq!((&a.lost, &b.lost), (&vec![], &vec![]));
    let item = a.model.find(items[1]).unwrap();
    assert_eq!((item.title.as_str(), item.priority.name()), ("Mainsail", "high"));
    assert_eq!(a.model.count(Kind::Comment), 2);
    assert_agree(&store, &[&a, &b]);
}

#[test]
fn who_saw_the_other_value_overwrites_it_without_a_word() {
    let (store, mut a, mut b, items) = pair();
    let at = items[0].to_ref();
    for n in 0..6 {
        let (one, other) = if n % 2 == 0 { (&mut a, &mut b) } else { (&mut b, &mut a) };
        one.at(n * 10).set(at, "title", json!(format!("Turn {n}")));
        other.catch_up();
    }
    assert_eq!((&a.lost, &b.lost), (&vec![], &vec![]));
    assert_agree(&store, &[&a, &b]);
}

#[test]
fn what_is_typed_into_a_record_that_another_tab_deletes_is_told() {
    let (store, mut a, mut b, items) = pair();
    let at = items[2].to_ref();
    a.at(10).run(&Command::DeleteRecords(vec![at])).unwrap();
    b.at(20).set(at, "title", json!("Spare anchor"));
    a.catch_up();
    b.catch_up();
    a.catch_up();
    for tab in [&a, &b] {
        assert!(!tab.model.has(at));
    }
    assert!(
        a.lost.iter().any(|l| l.value == json!("Spare anchor") && l.kept.is_null()),
        "{:?}",
        a.lost
    );
    assert_agree(&store, &[&a, &b]);
}

#[test]
fn a_clock_that_is_set_back_a_year_does_not_make_later_edits_lose() {
    let (store, mut a, mut b, items) = pair();
    let at = items[0].to_ref();
    a.at(1000).set(at, "title", json!("Before"));
    b.catch_up();
    let year = 365 * 86_400_000;
    b.at(-year).set(at, "title", json!("After"));
    a.catch_up();
    let fresh = Tab::open(&store, "c");
    for tab in [&a, &b, &fresh] {
        assert_eq!(tab.title(items[0]), "After");
    }
    // A page that is loaded then goes on from the latest stamp as well.
    let mut late = fresh;
    late.at(-2 * year).set(at, "title", json!("Later still"));
    a.catch_up();
    assert_eq!(a.title(items[0]), "Later still");
    assert_eq!(Tab::open(&store, "d").title(items[0]), "Later still");
}

#[derive(Debug, Clone)]
enum Turn {
    Act(Step),
    Hear,
}

fn turns() -> impl Strategy<Value = Vec<(usize, i64, Turn)>> {
    let turn = prop_oneof![4 => any::<Step>().prop_map(Turn::Act), 1 => Just(Turn::Hear)];
    // Clocks run apart by up to a minute.
    vec((0_usize..3, 0_i64..60_000, turn), 1..40)
}

fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.max(500), failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn three_tabs_that_hear_late_agree_with_one_another_and_with_a_fresh_start(turns in turns()) {
        let (store, a, b, _) = pair();
        let c = Tab::open(&store, "c");
        let mut tabs = [a, b, c];
        let mut n_written = 0;
        for (n, (who, skew, turn)) in turns.into_iter().enumerate() {
            let tab = &mut tabs[who];
            tab.at(n as i64 * 10_000 + skew);
            match turn {
                Turn::Hear => tab.catch_up(),
                Turn::Act(step) => {
                    let command = command(&tab.model, step, &tab.past);
                    // A change of so many records is a snapshot, which the others load anew.
                    n_written += usize::from(tab.run(&command).is_some());
                }
            }
        }
        prop_assume!(n_written > 0);
        // What one mends the others hear as well.
        for _ in 0..4 {
            tabs.iter_mut().for_each(Tab::catch_up);
        }
        let fresh = Tab::open(&store, "fresh");
        for tab in &tabs {
            assert_same(&tab.model, &fresh.model, "a tab and a fresh start");
            prop_assert_eq!(tab.model.check_data(), vec![]);
        }
    }
}

/// A value of a field that two tabs wrote without seeing the other's either stands or is told.
#[test]
fn no_value_vanishes_without_a_word() {
    for seed in 0..200_i64 {
        let (_, mut a, mut b, items) = pair();
        let fields = ["title", "description", "priority", "due"];
        let value = |field: &str, who: &str, n: i64| match field {
            "priority" => {
                json!(["low", "medium", "high", "urgent"][(n + i64::from(who == "b")) as usize % 4])
            }
            "due" => {
                json!(Date::from_day_number(20_700 + n * 2 + i64::from(who == "b")).to_string())
            }
            _ => json!(format!("{who}{n}")),
        };
        let mut written: Vec<(Ref, &str, Json)> = Vec::new();
        for n in 0..6 {
            let pick = (seed * 7 + n * 3) as usize;
            let (at, field) = (items[pick % items.len()].to_ref(), fields[pick % fields.len()]);
            let (tab, who) = if (seed + n) % 2 == 0 { (&mut a, "a") } else { (&mut b, "b") };
            let new = value(field, who, n);
            // What one tab overwrites itself is not lost: it is in the record's history.
            written.retain(|(r, f, v)| {
                !((*r, *f) == (at, field) && tab.model.get(at).unwrap().json(field) == *v)
            });
            tab.at((seed * 13 + n * 37) % 101 * 10).set(at, field, new.clone());
            written.push((at, field, new));
        }
        a.catch_up();
        b.catch_up();
        for (at, field, value) in written {
            for tab in [&a, &b] {
                let stands = tab.model.get(at).unwrap().json(field) == value;
                let told = tab
                    .lost
                    .iter()
                    .any(|l| (l.at, l.field.as_str()) == (at, field) && l.value == value);
                assert!(stands || told, "seed {seed}: {field} of {at}: {value} ({:?})", tab.lost);
            }
        }
    }
}

#[test]
fn taking_back_what_a_replay_did_is_exact() {
    let (_, a, _, items) = pair();
    let at = items[0].to_ref();
    let mut model = a.model.clone();
    let strange = ChangeSet {
        changes: vec![
            Change::Set { at, field: "title".into(), before: json!("x"), after: json!("y") },
            Change::Set { at, field: "unheard_of".into(), before: json!(1), after: json!(2) },
            Change::Delete(a.model.get(items[1].to_ref()).unwrap()),
            Change::Delete(a.model.get(items[1].to_ref()).unwrap()),
        ],
        ..ChangeSet::default()
    };
    let done = model.replay_noting(&strange);
    assert!(!model.has(items[1].to_ref()));
    model.apply_all(&done.inverse()).unwrap();
    assert_same(&model, &a.model, "taken back");
}
