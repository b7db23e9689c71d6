//! Whatever call fails, tears or gets lost, and wherever the program dies: what was acknowledged stays.

mod store_support;

use std::rc::Rc;

use store_support::{Lists, lay_small_ballast, open_quietly, prepared, stamp};
use throughline_core::store::{
    Engine, Fault, FaultMode, FaultStore, MemoryStore, State, Store, StoreErrorKind,
};

type Shared = Rc<FaultStore>;

/// What a session was told is saved, and what it was told is not.
#[derive(Default)]
struct Told {
    saved: Vec<String>,
    unsaved: Vec<String>,
}

/// One tab that behaves as the app does.
struct Tab {
    engine: Engine<Shared>,
    lists: Lists,
}

impl Tab {
    fn open(store: &Shared, name: &str) -> Option<Self> {
        let (engine, opened) = Engine::open(store.clone(), 1, name);
        let can_write = !matches!(opened.state, State::Unreadable | State::Newer);
        can_write.then(|| Self { lists: Lists::of(&opened), engine })
    }

    fn act(&mut self, told: &mut Told, clock: i64, shard: &str) {
        let action = format!("{shard}:{clock}");
        match self.engine.append(stamp(clock), &action) {
            Ok(_) => {
                self.lists.apply(&action, false);
                told.saved.push(action);
            }
            Err(_) => told.unsaved.push(action),
        }
    }

    fn catch_up(&mut self) {
        match self.engine.catch_up() {
            Ok(entries) => self.lists.apply_all(&entries),
            Err(error) if error.kind == StoreErrorKind::Behind => self.reload(),
            Err(_) => {}
        }
    }

    fn commit(&mut self) {
        match self.lists.commit(&mut self.engine, false) {
            Err(error) if error.kind == StoreErrorKind::Behind => self.reload(),
            Err(error) if error.kind == StoreErrorKind::Gone => {
                let _ = self.lists.commit(&mut self.engine, true);
            }
            _ => {}
        }
    }

    fn import(&mut self, told: &mut Told, clock: i64) {
        let before = self.lists.clone();
        let action = format!("b:import{clock}");
        self.lists.apply(&action, false);
        if self.lists.commit(&mut self.engine, true).is_ok() {
            told.saved.push(action);
        } else {
            self.lists = before;
            told.unsaved.push(action);
        }
    }

    fn reload(&mut self) {
        let opened = self.engine.reload();
        if opened.state != State::Unreadable {
            self.lists = Lists::of(&opened);
        }
    }
}

/// One tab: edits, snapshots, tidying, an import, a reload.
fn alone(store: &Shared) -> Told {
    let mut told = Told::default();
    let Some(mut tab) = Tab::open(store, "alone") else { return told };
    for round in 0..4_i64 {
        for i in 0..4_i64 {
            let shard = ["a", "b", "c"][((round + i) % 3) as usize];
            tab.act(&mut told, 1000 + round * 10 + i, shard);
        }
        tab.commit();
        if round % 2 == 1 {
            let _ = tab.engine.sweep();
        }
        if round == 1 {
            tab.import(&mut told, 1015);
            tab.act(&mut told, 1016, "c");
        }
        if round == 2 {
            tab.reload();
        }
    }
    let _ = tab.engine.sweep();
    tab.act(&mut told, 1999, "a");
    told
}

/// Two tabs that take turns, listen to each other and commit in turn.
fn both(store: &Shared) -> Told {
    let mut told = Told::default();
    let (Some(mut left), Some(mut right)) = (Tab::open(store, "left"), Tab::open(store, "right"))
    else {
        return told;
    };
    for round in 0..3_i64 {
        left.act(&mut told, 1000 + round * 10, "a");
        right.act(&mut told, 1001 + round * 10, "b");
        left.act(&mut told, 1002 + round * 10, "b");
        let turn = if round % 2 == 0 { &mut left } else { &mut right };
        turn.catch_up();
        turn.commit();
        let _ = turn.engine.sweep();
        right.act(&mut told, 1003 + round * 10, "c");
    }
    told
}

/// Opens what a session left and checks it against what the session was told.
fn check(store: &MemoryStore, past: &Lists, told: &Told, case: &str) {
    check_tabs(store, past, told, 1, case);
}

fn check_tabs(store: &MemoryStore, past: &Lists, told: &Told, n_tabs: i64, case: &str) {
    let (mut engine, opened) = open_quietly(store, "after");
    assert_ne!(opened.state, State::Unreadable, "{case}");
    let mut lists = Lists::of(&opened);
    let mut extra = 0;
    let found = lists.all();
    for action in past.all().iter().chain(&told.saved) {
        assert!(found.contains(action), "{case}: {action} is lost: {:?}", opened.problems);
    }
    for action in &found {
        if !told.saved.contains(action) && !past.all().contains(action) {
            assert!(told.unsaved.contains(action), "{case}: {action} came from nowhere");
            extra += 1;
        }
    }
    assert!(extra <= 1, "{case}: {extra} unacknowledged actions are there");
    // Each tab's actions keep their order within a list; the clock's last digit tells the tab.
    for list in lists.lists.values() {
        for tab in 0..n_tabs {
            let clock = |action: &String| action.split_once(':')?.1.parse::<i64>().ok();
            let order = list.iter().filter_map(clock).filter(|clock| clock % n_tabs == tab);
            assert!(order.is_sorted(), "{case}: {list:?}");
        }
    }
    lay_small_ballast(store);
    // The workspace goes on as if nothing had been.
    engine.append(stamp(9000), "a:on").unwrap_or_else(|error| panic!("{case}: {error}"));
    lists.apply("a:on", false);
    for _ in 0..2 {
        for shard in ["a", "b", "c"] {
            if lists.lists.contains_key(shard) {
                lists.dirty.insert(shard.to_owned());
            }
        }
        lists.commit(&mut engine, false).unwrap_or_else(|error| panic!("{case}: {error}"));
        engine.sweep().unwrap_or_else(|error| panic!("{case}: {error}"));
    }
    let (engine, again) = open_quietly(store, "again");
    assert_eq!(again.state, State::Loaded, "{case}: {:?}", again.problems);
    assert_eq!(again.problems, [], "{case}");
    assert_eq!(engine.audit(), Ok(Vec::new()), "{case}");
    assert_eq!(Lists::of(&again).lists, lists.lists, "{case}");
    assert_eq!(again.meta, "{\"name\":\"test\"}", "{case}");
}

const PLANS: [(FaultMode, bool); 14] = [
    (FaultMode::Full, false),
    (FaultMode::Full, true),
    (FaultMode::Fail, false),
    (FaultMode::Fail, true),
    (FaultMode::FailLate, false),
    (FaultMode::FailLate, true),
    (FaultMode::Tear, false),
    (FaultMode::Tear, true),
    (FaultMode::TearFail, false),
    (FaultMode::TearFail, true),
    (FaultMode::Lose, false),
    (FaultMode::Lose, true),
    (FaultMode::KillBefore, false),
    (FaultMode::KillAfter, false),
];

/// Runs a session with every plan at every call; returns the number of calls and of runs.
fn exhaust(
    start: &MemoryStore,
    past: &Lists,
    n_tabs: i64,
    session: fn(&Shared) -> Told,
) -> (usize, usize) {
    let run = |fault: Option<Fault>| {
        let area = start.fork();
        lay_small_ballast(&area);
        let store = Rc::new(FaultStore::new(area.clone(), fault));
        let told = session(&store);
        check_tabs(&area, past, &told, n_tabs, &format!("{fault:?}"));
        (store.calls(), told)
    };
    let (n_calls, told) = run(None);
    assert!(told.unsaved.is_empty(), "without a fault everything is saved");
    let mut n_runs = 0;
    for (mode, lasting) in PLANS {
        for at in 0..n_calls {
            run(Some(Fault { at, mode, lasting }));
            n_runs += 1;
        }
    }
    (n_calls, n_runs)
}

#[test]
fn a_first_session_loses_nothing_whatever_call_fails() {
    let (n_calls, n_runs) = exhaust(&MemoryStore::new(), &Lists::default(), 1, alone);
    println!("first session: {n_calls} calls, {n_runs} runs");
}

#[test]
fn a_later_session_loses_nothing_whatever_call_fails() {
    let (store, past) = prepared();
    let (n_calls, n_runs) = exhaust(&store, &past, 1, alone);
    println!("later session: {n_calls} calls, {n_runs} runs");
}

#[test]
fn two_tabs_lose_nothing_whatever_call_fails() {
    let (store, past) = prepared();
    let (n_calls, n_runs) = exhaust(&store, &past, 2, both);
    println!("two tabs: {n_calls} calls, {n_runs} runs");
}

#[test]
fn every_quota_keeps_what_was_acknowledged() {
    let (full, past) = prepared();
    let mut n_runs = 0;
    let mut n_refused = 0;
    // From no room at all to plenty, the ballast being gone already.
    full.remove("tl1/ballast").unwrap();
    for extra in (0..12_000).step_by(150) {
        let store = MemoryStore::with_quota(full.used() + extra);
        for (key, value) in full.dump() {
            store.set(&key, &value).unwrap();
        }
        let told = alone(&Rc::new(FaultStore::new(store.clone(), None)));
        n_refused += told.unsaved.len();
        let roomy = MemoryStore::from_pairs(store.dump());
        check(&roomy, &past, &told, &format!("{extra} units of room"));
        n_runs += 1;
    }
    assert!(n_refused > 0, "some of these quotas are too small");
    println!("quotas: {n_runs} runs, {n_refused} actions refused");
}

#[test]
fn the_ballast_makes_room_for_a_last_save() {
    let store = MemoryStore::with_quota(100_000);
    let (mut engine, _) = open_quietly(&store, "t");
    assert!(engine.append(stamp(1), "a:1").is_ok());
    assert!(engine.sweep().unwrap().has_ballast);
    let long = format!("a:{}", (0..2_000).map(|n| format!("{n:x}")).collect::<String>());
    engine.append(stamp(2), &long).unwrap();
    assert_eq!(store.get("tl1/ballast"), Ok(None));
    let (_, opened) = open_quietly(&store, "u");
    assert_eq!(opened.journal.len(), 2);
}

#[test]
fn a_store_that_cannot_be_read_is_never_written() {
    let (store, _) = prepared();
    let before = store.dump();
    let clean = FaultStore::new(store.clone(), None);
    let n_calls = {
        let shared = Rc::new(clean);
        let _ = Engine::open(shared.clone(), 1, "t");
        shared.calls()
    };
    for at in 0..n_calls {
        let fault = Fault { at, mode: FaultMode::Fail, lasting: false };
        let (mut engine, opened) =
            Engine::open(FaultStore::new(store.clone(), Some(fault)), 1, "t");
        assert_eq!(opened.state, State::Unreadable);
        let kind =
            |result: Result<(), _>| result.map_err(|e: throughline_core::store::StoreError| e.kind);
        let refused = Err(StoreErrorKind::NotLoaded);
        assert_eq!(kind(engine.append(stamp(1), "a:1").map(|_| ())), refused);
        assert_eq!(
            kind(engine.commit(&Lists::default().snapshot(&Default::default(), true)).map(|_| ())),
            refused
        );
        assert_eq!(kind(engine.sweep().map(|_| ())), refused);
        // The fault was a passing one: reading again finds everything.
        assert_eq!(engine.reload().state, State::Loaded);
    }
    assert!(before == store.dump());
}
