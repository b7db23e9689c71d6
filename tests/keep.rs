//! The keeper: what a tab loads, edits and writes again comes back whole, alone and beside others.

use serde_json::Value as Json;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, NewItem, NewProject, Spot};
use throughline_core::env::Env;
use throughline_core::keep::Keeper;
use throughline_core::model::id::Id;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Project, Record};
use throughline_core::store::{MemoryStore, State, Store, StoreErrorKind};

/// Is a tab: a model, its keeper, and its clock.
struct Tab {
    model: Model,
    keeper: Keeper<MemoryStore>,
    env: Env,
}

impl Tab {
    fn open(store: &MemoryStore, name: &str) -> Tab {
        let (mut keeper, opened) = Keeper::open(store.clone(), name);
        assert!(matches!(opened.state, State::Fresh | State::Loaded), "{:?}", opened.problems);
        let loaded = keeper.load(&opened);
        assert_eq!(loaded.problems, [""; 0]);
        let empty = loaded.model.info().is_none();
        let model = if empty { Model::empty("Test") } else { loaded.model };
        let seed = name.bytes().fold(7, |n, b| n * 31 + u64::from(b));
        let env = Env::new(Time::from_ms(1_790_000_000_000), Date::from_day_number(20_717), seed);
        Tab { model, keeper, env }
    }

    fn run(&mut self, command: &Command) -> ChangeSet {
        self.env.now = self.env.now.plus_ms(1000);
        let outcome = self.model.run(command, &mut self.env).expect("the command fits");
        let now = self.env.now.ms();
        self.keeper.keep(&self.model, &outcome.changes, now).expect("the store has room");
        outcome.changes
    }

    fn project(&mut self, name: &str) -> Id<Project> {
        self.run(&Command::CreateProject(NewProject {
            name: name.to_owned(),
            ..NewProject::default()
        }));
        self.model.projects.iter().find(|p| p.name == name).expect("a project").id
    }

    fn item(&mut self, project: Id<Project>, title: &str) -> Id<Item> {
        let project = Some(project);
        let new = NewItem { title: title.to_owned(), project, ..NewItem::default() };
        self.run(&Command::CreateItem(new));
        self.model.items.iter().find(|i| i.title == title).expect("an item").id
    }

    /// Takes in what others wrote, or loads anew; tells which.
    fn catch_up(&mut self) -> bool {
        match self.keeper.catch_up() {
            Ok(entries) => {
                for entry in entries {
                    self.keeper.merge(&mut self.model, &entry).expect("an entry reads");
                }
                true
            }
            Err(e) => {
                assert_eq!(e.kind, StoreErrorKind::Behind);
                let opened = self.keeper.reread();
                self.model = self.keeper.load(&opened).model;
                false
            }
        }
    }

    fn compact(&mut self) {
        self.keeper.commit(&self.model).expect("a snapshot is written");
        self.keeper.sweep().expect("it is swept");
    }
}

fn titles(model: &Model) -> Vec<String> {
    let mut all: Vec<String> = model.items.iter().map(|i| i.title.clone()).collect();
    all.sort();
    all
}

#[test]
fn what_the_journal_held_at_the_start_is_in_the_next_snapshot() {
    let store = MemoryStore::new();
    let mut tab = Tab::open(&store, "a");
    let (one, two) = (tab.project("One"), tab.project("Two"));
    tab.compact();
    tab.item(one, "written before");
    // The page is closed and opened: the change stands in the journal alone.
    let mut tab = Tab::open(&store, "b");
    tab.item(two, "written after");
    for _ in 0..3 {
        tab.compact();
    }
    let journal = store.keys().unwrap().into_iter().filter(|key| key.contains("/j/")).count();
    assert_eq!(journal, 0, "the entries are contained, and swept");
    let after = Tab::open(&store, "c");
    assert_eq!(titles(&after.model), ["written after", "written before"]);
    assert_eq!(after.model, tab.model);
}

#[test]
fn another_tabs_snapshot_is_taken_as_the_base_without_loading() {
    let store = MemoryStore::new();
    let mut one = Tab::open(&store, "one");
    let project = one.project("Shared");
    let mut two = Tab::open(&store, "two");
    for n in 0..5 {
        one.item(project, &format!("one {n}"));
        two.item(project, &format!("two {n}"));
        assert!(one.catch_up() && two.catch_up());
        let tab = if n % 2 == 0 { &mut one } else { &mut two };
        tab.compact();
        assert!(one.catch_up() && two.catch_up(), "nobody has to load again");
        assert!(one.model == two.model);
    }
    one.compact();
    two.catch_up();
    two.compact();
    let after = Tab::open(&store, "after");
    assert_eq!(after.model.items.len(), 10);
    assert!(after.model == two.model);
}

/// Moves so many items at once that the change goes into no journal.
fn many(tab: &mut Tab, project: Id<Project>, n: usize) {
    let items: Vec<Id<Item>> = (0..n).map(|i| tab.item(project, &format!("m {i:03}"))).collect();
    let done = tab.model.statuses.iter().find(|s| s.name == "Done").expect("a status").id;
    let to = Spot::Bottom;
    let set = tab.run(&Command::MoveItems { items, status: Some(done), project: None, to });
    assert!(set.changes.len() > 400);
}

#[test]
fn a_change_too_large_for_the_journal_is_not_overwritten_by_a_tab_that_slept() {
    let store = MemoryStore::new();
    let mut one = Tab::open(&store, "one");
    let project = one.project("Shared");
    let mut two = Tab::open(&store, "two");
    many(&mut one, project, 300);
    two.item(project, "while asleep");
    let refused = two.keeper.commit(&two.model).expect_err("it has not seen the change");
    assert_eq!(refused.kind, StoreErrorKind::Behind);
    assert!(!two.catch_up(), "the journals do not lead there: it loads again");
    two.compact();
    assert!(one.catch_up());
    // The two items had one number: it was mended, and both tabs hear of that.
    assert!(two.catch_up());
    assert!(one.model == two.model);
    let after = Tab::open(&store, "after");
    assert!(after.model == two.model);
    let done = after.model.items.iter().filter(|i| i.moves.len() > 1).count();
    assert_eq!((after.model.items.len(), done), (301, 300));
}

#[test]
fn a_change_too_large_for_the_journal_survives_the_loss_of_the_head() {
    let store = MemoryStore::new();
    let mut tab = Tab::open(&store, "one");
    let project = tab.project("Shared");
    many(&mut tab, project, 300);
    store.set("tl1/head", "torn").unwrap();
    let (mut keeper, opened) = Keeper::open(store.clone(), "after");
    assert!(keeper.load(&opened).model == tab.model);
}

#[test]
fn an_entry_that_would_break_the_model_is_mended_and_told() {
    let breaks: [fn(&Model, &Item) -> Change; 4] = [
        // Points at what never was.
        |_, item| {
            let (id, status) = ("01zzzzzzzzzzy".parse().unwrap(), "01zzzzzzzzzzz".parse().unwrap());
            let new = Item { id, status, number: 9, ..item.clone() };
            Change::Create(Record::Item(new.into()))
        },
        // Takes away what others point at.
        |model, item| Change::Delete(Record::Status(model.status_of(item).unwrap().clone().into())),
        // Is part of itself.
        |_, item| set(item, "parent", Json::from(item.id.to_string())),
        // Has the key of another.
        |_, item| set(item, "number", Json::from(item.number - 1)),
    ];
    for (n, broken) in breaks.into_iter().enumerate() {
        let store = MemoryStore::new();
        let mut tab = Tab::open(&store, "one");
        let project = tab.project("Alone");
        tab.item(project, "first");
        let id = tab.item(project, "second");
        let change = broken(&tab.model, tab.model.find(id).unwrap());
        let forged = ChangeSet { changes: vec![change], ..ChangeSet::default() };
        tab.keeper.keep(&tab.model, &forged, 1_790_000_100_000).unwrap();

        let (mut keeper, opened) = Keeper::open(store.clone(), "after");
        assert_eq!(opened.state, State::Loaded, "case {n}: every envelope fits");
        let loaded = keeper.load(&opened);
        assert_eq!(loaded.model.check(), [], "case {n}");
        assert_ne!(loaded.mended, [""; 0], "case {n}");
        assert!(loaded.model.items.len() >= 2, "case {n}: {:?}", loaded.mended);
    }
}

fn set(item: &Item, field: &str, after: Json) -> Change {
    let at = item.id.to_ref();
    Change::Set { at, field: field.into(), before: Json::Null, after }
}

#[test]
fn a_place_that_another_tab_split_is_written_in_its_parts() {
    let store = MemoryStore::new();
    let mut one = Tab::open(&store, "one");
    let project = one.project("Large");
    let mut two = Tab::open(&store, "two");
    for n in 0..2490 {
        one.item(project, &format!("{n:04}"));
    }
    one.compact();
    two.catch_up();
    for n in 2490..2510 {
        one.item(project, &format!("{n:04}"));
    }
    let renamed = two.item(project, "mine");
    two.catch_up();
    one.catch_up();
    one.compact();
    assert!(store.keys().unwrap().iter().any(|key| key.contains("of2/")), "the place is split");
    let value = serde_json::json!("mine, renamed");
    let at = vec![renamed.to_ref()];
    two.run(&Command::SetField { at, field: "title".to_owned(), value });
    assert!(two.catch_up());
    two.compact();
    let (mut keeper, opened) = Keeper::open(store.clone(), "after");
    let names: Vec<&str> = opened.shards.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names.iter().filter(|n| n.starts_with('p')).count(), 2, "{names:?}");
    let model = keeper.load(&opened).model;
    assert!(model == two.model);
    assert_eq!(model.count(Kind::Item), 2511);
}

#[test]
fn tabs_that_take_turns_lose_nothing_and_agree() {
    for seed in 0..40_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut roll = |below: u64| {
            state =
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (state >> 33) % below
        };
        let store = MemoryStore::new();
        let mut first = Tab::open(&store, "x");
        let projects = [first.project("A"), first.project("B"), first.project("C")];
        let mut tabs = [first, Tab::open(&store, "y"), Tab::open(&store, "z")];
        let mut n_items = 0;
        for turn in 0..120 {
            let at = roll(3) as usize;
            let name = format!("s{seed}t{turn}");
            let tab = &mut tabs[at];
            match roll(12) {
                0 | 1 => {
                    if tab.catch_up() {
                        tab.compact();
                    }
                }
                2 => tabs[at] = Tab::open(&store, &name),
                3..5 => drop(tab.catch_up()),
                _ => {
                    tab.env = Env::new(
                        Time::from_ms(1_790_000_000_000 + turn * 1000),
                        Date::from_day_number(20_717),
                        seed * 1000 + turn as u64,
                    );
                    // A tab that is behind makes its change all the same: it goes into its journal.
                    tab.item(projects[roll(3) as usize], &name);
                    n_items += 1;
                }
            }
        }
        for _ in 0..3 {
            for tab in &mut tabs {
                tab.catch_up();
            }
        }
        for tab in &mut tabs {
            tab.catch_up();
            assert_eq!(tab.model.items.len(), n_items, "seed {seed}");
        }
        let after = Tab::open(&store, "after");
        assert_eq!(after.model.items.len(), n_items, "seed {seed}");
        assert_eq!(titles(&after.model), titles(&tabs[0].model));
    }
}

#[test]
fn a_list_that_grows_by_the_same_again_is_whole_after_a_reload() {
    let store = MemoryStore::new();
    let mut tab = Tab::open(&store, "a");
    let project = tab.project("One");
    let at = tab.item(project, "Pack").to_ref();
    for n in 1..=3 {
        let lists: Vec<_> = (0..n).map(|_| serde_json::json!({"name": "Checklist"})).collect();
        let (field, value) = ("checklists".to_owned(), lists.into());
        tab.run(&Command::SetField { at: vec![at], field, value });
    }
    assert_eq!(tab.model.items.iter().map(|i| i.checklists.len()).sum::<usize>(), 3);
    let tab = Tab::open(&store, "b");
    assert_eq!(tab.model.items.iter().map(|i| i.checklists.len()).sum::<usize>(), 3);
}
