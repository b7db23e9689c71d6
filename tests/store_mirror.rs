//! The second copy: it always equals a moment of the store, and whatever the two hold, what comes
//! of them has everything that either was told is kept.
#![cfg(not(target_arch = "wasm32"))]

mod store_support;

use std::collections::{BTreeMap, BTreeSet};

use store_support::{Lists, lay_small_ballast, stamp};
use throughline_core::store::{
    Batch, Engine, Fault, FaultMode, FaultStore, Finding, MemoryStore, Notes, Recorder, Snapshot,
    State, Store, Texts, contract, follow, is_even, reconcile, refresh, seal, texts_of,
};

type Tab = (Engine<Recorder<MemoryStore>>, Lists, Notes);

fn open(store: &MemoryStore, name: &str) -> Tab {
    let (recorder, notes) = Recorder::new(store.clone());
    let (engine, opened) = Engine::open(recorder, 1, name);
    (engine, Lists::of(&opened), notes)
}

fn actions(store: &MemoryStore) -> (State, BTreeSet<String>) {
    let (_, opened) = Engine::open(store.clone(), 1, "reader");
    (opened.state, Lists::of(&opened).all().into_iter().collect())
}

fn store_of(texts: &Texts) -> MemoryStore {
    MemoryStore::from_pairs(texts.clone())
}

fn mirrored(store: &MemoryStore) -> Texts {
    texts_of(store).unwrap()
}

/// A seeded source of numbers.
fn roll(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}

#[test]
fn a_store_that_takes_notes_passes_the_contract() {
    let n_checks = contract(|| Recorder::new(MemoryStore::new()).0).unwrap();
    assert!(n_checks > 10);
}

/// Takes in what other tabs wrote.
fn meet(engine: &mut Engine<Recorder<MemoryStore>>, lists: &mut Lists, notes: &Notes) {
    match engine.catch_up() {
        Ok(entries) => {
            if !entries.is_empty() {
                notes.ask_missing();
            }
            lists.apply_all(&entries);
        }
        Err(_) => {
            notes.ask_missing();
            *lists = Lists::of(&engine.reload());
        }
    }
}

#[test]
fn the_copy_equals_a_moment_of_the_store_whatever_the_tabs_do() {
    let mut n_looks = 0;
    for seed in 0..500_u64 {
        let (store, copy) = (MemoryStore::new(), MemoryStore::new());
        lay_small_ballast(&store);
        let mut seed = seed;
        let n_tabs = 1 + roll(&mut seed, 3);
        let mut tabs: Vec<Tab> = (0..n_tabs).map(|n| open(&store, &format!("t{n}"))).collect();
        // What each tab was told is on the disk, and what it has written since.
        let mut kept = BTreeSet::new();
        let mut since: Vec<Vec<String>> = vec![Vec::new(); tabs.len()];
        for n in 0..60_i64 {
            let at = roll(&mut seed, n_tabs) as usize;
            let (engine, lists, notes) = &mut tabs[at];
            match roll(&mut seed, 10) {
                0..5 => {
                    let action =
                        format!("{}:{at}.{n}", ["a", "b", "c"][roll(&mut seed, 3) as usize]);
                    engine.append(stamp(n), &action).unwrap();
                    lists.apply(&action, false);
                    since[at].push(action);
                }
                5 => meet(engine, lists, notes),
                6 => {
                    meet(engine, lists, notes);
                    if lists.commit(engine, false).is_ok() && roll(&mut seed, 2) == 0 {
                        engine.sweep().unwrap();
                    }
                }
                _ => {
                    let batch = notes.take(engine.store()).unwrap();
                    follow(&batch, engine.store(), &copy).unwrap();
                    // Also what it has seen of others, which its own actions may speak of.
                    kept.extend(since[at].drain(..));
                    kept.extend(lists.all());
                    let (state, found) = actions(&copy);
                    assert!(matches!(state, State::Loaded | State::Fresh), "{state:?}");
                    assert!(kept.is_subset(&found), "the copy lacks {:?}", kept.difference(&found));
                    n_looks += 1;
                }
            }
        }
        for (engine, _, notes) in &tabs {
            let batch = notes.take(engine.store()).unwrap();
            follow(&batch, engine.store(), &copy).unwrap();
            assert_eq!(notes.take(engine.store()), Ok(Batch::Nothing));
        }
        assert_eq!(actions(&copy).1, actions(&store).1);
    }
    println!("mirror: the copy was opened {n_looks} times");
    assert!(n_looks > 5_000);
}

/// Gives what the store held after each step of a history, with what was acknowledged by then.
fn history() -> Vec<(Texts, BTreeSet<String>)> {
    let store = MemoryStore::new();
    lay_small_ballast(&store);
    let (mut one, mut lists, _) = open(&store, "one");
    let mut moments = vec![(mirrored(&store), BTreeSet::new())];
    let mut done = BTreeSet::new();
    for n in 0..40_i64 {
        let action = format!("{}:{n}", ["a", "b", "c"][(n % 3) as usize]);
        match n % 8 {
            5 => {
                lists.commit(&mut one, false).unwrap();
            }
            6 => drop(one.sweep().unwrap()),
            7 if n < 24 => {
                // The next visit is another tab's.
                (one, lists, _) = open(&store, &format!("visit{n}"));
            }
            _ => {
                one.append(stamp(n), &action).unwrap();
                lists.apply(&action, false);
                done.insert(action);
            }
        }
        moments.push((mirrored(&store), done.clone()));
    }
    moments
}

/// Does what is to be done about a difference, as the page does it.
fn settle(local: &MemoryStore, copy: &MemoryStore) -> Finding {
    let plan = reconcile(&mirrored(local), &mirrored(copy), 1);
    let (mut engine, _) = Engine::open(local.clone(), 1, "later");
    engine.take_over(&plan).unwrap();
    if !matches!(plan.finding, Finding::Apart | Finding::Newer) {
        let keys = copy.keys().unwrap();
        for step in refresh(local, &keys, None).unwrap() {
            follow(&Batch::Steps(vec![step]), local, copy).unwrap();
        }
    }
    plan.finding
}

#[test]
fn any_two_moments_of_one_workspace_come_to_the_later_one() {
    let moments = history();
    let mut findings = BTreeMap::<String, usize>::new();
    for (i, (local, by_local)) in moments.iter().enumerate() {
        for (j, (mirror, by_mirror)) in moments.iter().enumerate() {
            let (store, copy) = (store_of(local), store_of(mirror));
            let finding = settle(&store, &copy);
            *findings
                .entry(format!("{finding:?}").split('(').next().unwrap().to_owned())
                .or_default() += 1;
            assert_ne!(finding, Finding::Apart, "{i} and {j} are one workspace");
            let expected: BTreeSet<String> = by_local.union(by_mirror).cloned().collect();
            let (state, found) = actions(&store);
            assert_eq!(found, expected, "local at {i}, copy at {j}: {finding:?}");
            assert!(!matches!(state, State::Damaged), "local at {i}, copy at {j}: {state:?}");
            assert_eq!(actions(&copy).1, expected, "the copy after {finding:?}");
            assert_eq!(settle(&store, &copy), Finding::Even, "local at {i}, copy at {j}");
        }
    }
    println!("mirror: {} pairs of moments: {findings:?}", moments.len() * moments.len());
    assert!(
        ["Even", "Ahead", "Restored", "Older", "Actions"].iter().all(|f| findings.contains_key(*f))
    );
}

#[test]
fn taking_over_can_be_cut_short_anywhere() {
    let moments = history();
    let mut n_cuts = 0;
    for (i, j) in [(0, 40), (3, 40), (12, 40), (20, 24), (25, 40), (38, 40), (6, 8)] {
        let ((local, by_local), (mirror, by_mirror)) = (&moments[i], &moments[j]);
        let plan = reconcile(local, mirror, 1);
        for mode in [FaultMode::KillBefore, FaultMode::KillAfter, FaultMode::Fail, FaultMode::Full]
        {
            for at in 0.. {
                let store = store_of(local);
                let opened = Engine::open(FaultStore::new(store.clone(), None), 1, "x").0;
                let first = opened.store().calls() + at;
                let faulty =
                    FaultStore::new(store.clone(), Some(Fault { at: first, mode, lasting: true }));
                let (mut engine, _) = Engine::open(faulty, 1, "x");
                let _ = engine.take_over(&plan);
                if engine.store().calls() <= first {
                    break;
                }
                n_cuts += 1;
                let found = actions(&store).1;
                assert!(by_local.is_subset(&found), "{i} {j} {mode:?} {at}: something is gone");
                settle(&store, &store_of(mirror));
                let expected: BTreeSet<String> = by_local.union(by_mirror).cloned().collect();
                assert_eq!(actions(&store).1, expected, "{i} {j} {mode:?} {at}");
            }
        }
    }
    println!("mirror: taking over was cut short {n_cuts} times");
    assert!(n_cuts > 100);
}

#[test]
fn what_is_damaged_or_missing_comes_back_from_the_copy() {
    let mut n_damaged = 0;
    for (at, (texts, done)) in history().iter().enumerate() {
        for key in texts.keys() {
            for damage in 0..3 {
                let local = store_of(texts);
                let raw = &texts[key];
                match damage {
                    0 => local.remove(key).unwrap(),
                    1 => local.set(key, &raw.replace('\n', "\n?")).unwrap(),
                    _ => {
                        let half: String = raw.chars().take(raw.chars().count() / 2).collect();
                        local.set(key, &half).unwrap();
                    }
                }
                let damaged = local.get(key).unwrap();
                let copy = store_of(texts);
                let finding = settle(&local, &copy);
                let (_, found) = actions(&local);
                assert_eq!(&found, done, "at {at}, {key}, damage {damage}: {finding:?}");
                if let Some(damaged) = damaged {
                    let is_kept = local.dump().values().any(|value| *value == damaged);
                    let was_needed = local.get(key).unwrap().as_deref() == Some(raw.as_str());
                    assert!(is_kept || !was_needed, "the damaged {key} was thrown away");
                }
                n_damaged += 1;
            }
        }
    }
    println!("mirror: {n_damaged} damaged values");
}

#[test]
fn two_workspaces_are_never_mixed() {
    let moments = history();
    let (mirror, _) = moments.last().unwrap();
    let store = MemoryStore::new();
    let (mut engine, _) = Engine::open(store.clone(), 1, "stranger");
    let snapshot = Snapshot {
        shards: vec![("a".to_owned(), Some("a:other".to_owned()))],
        whole: true,
        meta: "another".to_owned(),
        ..Snapshot::default()
    };
    engine.commit(&snapshot).unwrap();
    for (local, mirror) in [(mirrored(&store), mirror.clone()), (mirror.clone(), mirrored(&store))]
    {
        let plan = reconcile(&local, &mirror, 1);
        assert_eq!((plan.finding, plan.writes.len()), (Finding::Apart, 0));
    }
}

#[test]
fn two_futures_of_one_workspace_are_never_mixed() {
    // Both go on from the same moment and tidy up: neither contains the other.
    let (texts, _) = history().into_iter().nth(30).unwrap();
    let go_on = |name: &str| {
        let store = store_of(&texts);
        let (mut engine, mut lists, _) = open(&store, name);
        for round in 0..3 {
            engine.append(stamp(100), &format!("a:{name}{round}")).unwrap();
            lists.apply(&format!("a:{name}{round}"), false);
            lists.commit(&mut engine, false).unwrap();
            engine.sweep().unwrap();
        }
        mirrored(&store)
    };
    let plan = reconcile(&go_on("left"), &go_on("right"), 1);
    assert_eq!((plan.finding, plan.writes.len()), (Finding::Apart, 0));
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let (texts, _) = history().pop().unwrap();
    let mut newer = texts.clone();
    newer.insert("tl1/head".to_owned(), seal("tl1/head", 2, "{\"anything\":1}"));
    for (local, mirror) in [(&texts, &newer), (&newer, &texts), (&Texts::new(), &newer)] {
        let plan = reconcile(local, mirror, 1);
        assert_eq!((plan.finding, plan.writes.len()), (Finding::Newer, 0));
    }
}

#[test]
fn keys_and_heads_tell_that_nothing_differs() {
    let keys = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let local = keys(&["tl1/head", "tl1/ballast", "tl-ui/theme", "tl1/j/x/1"]);
    assert!(is_even(&local, &keys(&["at", "tl1/j/x/1", "tl1/head"]), true));
    assert!(!is_even(&local, &keys(&["tl1/head"]), true));
    assert!(!is_even(&local, &local, false));
}
