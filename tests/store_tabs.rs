//! Several tabs on one store: each sees the others' work, and none overwrites what it has not seen.

mod store_support;

use store_support::{Lists, open_quietly, prepared, stamp};
use throughline_core::store::{Engine, MemoryStore, Standing, State, Store, StoreErrorKind, units};

#[test]
fn a_tab_reads_each_foreign_entry_once_and_in_order() {
    let store = MemoryStore::new();
    let (mut one, _) = open_quietly(&store, "one");
    let (mut two, _) = open_quietly(&store, "two");
    let keys: Vec<String> =
        (0..4).map(|n| one.append(stamp(n), &format!("a:{n}")).unwrap().key).collect();
    let read = |two: &mut Engine<MemoryStore>, key: &str| -> Vec<String> {
        two.read_foreign(key).unwrap().into_iter().map(|entry| entry.json).collect()
    };
    // The event for the second entry comes first; the first one is not skipped.
    assert_eq!(read(&mut two, &keys[1]), ["a:0", "a:1"]);
    assert_eq!(read(&mut two, &keys[0]), [""; 0]);
    assert_eq!(read(&mut two, "foreign"), [""; 0]);
    assert_eq!(read(&mut two, "tl1/j/one/99"), [""; 0]);
    let rest: Vec<String> = two.catch_up().unwrap().into_iter().map(|e| e.json).collect();
    assert_eq!(rest, ["a:2", "a:3"]);
    assert!(two.catch_up().unwrap().is_empty());
    assert!(one.catch_up().unwrap().is_empty());
}

#[test]
fn a_tab_that_missed_a_snapshot_loads_again_before_it_saves() {
    let store = MemoryStore::new();
    let (mut late, opened) = open_quietly(&store, "late");
    let mut late_lists = Lists::of(&opened);
    let (mut busy, opened) = open_quietly(&store, "busy");
    let mut lists = Lists::of(&opened);
    for n in 0..3 {
        busy.append(stamp(n), &format!("a:{n}")).unwrap();
        lists.apply(&format!("a:{n}"), false);
        lists.commit(&mut busy, false).unwrap();
        busy.sweep().unwrap();
    }
    late.append(stamp(10), "a:late").unwrap();
    late_lists.apply("a:late", false);
    assert_eq!(late.standing(), Ok(Standing::Changed));
    assert_eq!(late_lists.commit(&mut late, false).unwrap_err().kind, StoreErrorKind::Behind);
    assert_eq!(late.catch_up().unwrap_err().kind, StoreErrorKind::Behind);
    let mut late_lists = Lists::of(&late.reload());
    assert_eq!(late_lists.all(), ["a:0", "a:1", "a:2", "a:late"]);
    late_lists.commit(&mut late, false).unwrap();
    // The busy tab has not seen the late action and may not overwrite it either.
    busy.append(stamp(20), "a:more").unwrap();
    lists.apply("a:more", false);
    assert_eq!(lists.commit(&mut busy, false).unwrap_err().kind, StoreErrorKind::Behind);
    lists.apply_all(&busy.catch_up().unwrap());
    lists.commit(&mut busy, false).unwrap();
    let (_, opened) = open_quietly(&store, "after");
    assert_eq!(Lists::of(&opened).all().len(), 5);
}

#[test]
fn an_import_in_one_tab_is_not_overwritten_by_another() {
    let (store, _) = prepared();
    let (mut one, opened) = open_quietly(&store, "one");
    let (mut two, _) = open_quietly(&store, "two");
    let mut imported = Lists::default();
    imported.apply("z:imported", false);
    imported.commit(&mut two, true).unwrap();
    one.append(stamp(99), "a:99").unwrap();
    let mut lists = Lists::of(&opened);
    lists.apply("a:99", false);
    assert_eq!(lists.commit(&mut one, false).unwrap_err().kind, StoreErrorKind::Behind);
    assert_eq!(Lists::of(&one.reload()).all(), ["a:99", "z:imported"]);
}

#[test]
fn a_duplicated_tab_takes_a_name_of_its_own() {
    let store = MemoryStore::new();
    let (mut one, _) = open_quietly(&store, "same");
    let (mut two, _) = open_quietly(&store, "same");
    assert_eq!(one.append(stamp(1), "a:1").unwrap().tab, "same");
    assert_eq!(two.append(stamp(2), "a:2").unwrap().tab, "same-2");
    assert_eq!(two.append(stamp(3), "a:3").unwrap().seq, 2);
    assert_eq!(one.append(stamp(4), "a:4").unwrap().seq, 2);
    let seen: Vec<String> = two.catch_up().unwrap().into_iter().map(|e| e.json).collect();
    assert_eq!(seen, ["a:1", "a:4"]);
    let (_, opened) = open_quietly(&store, "after");
    assert_eq!(Lists::of(&opened).all(), ["a:1", "a:2", "a:3", "a:4"]);
}

#[test]
fn cleared_storage_is_noticed_and_written_again_only_as_a_whole() {
    let (store, truth) = prepared();
    let (mut engine, opened) = open_quietly(&store, "t");
    let mut lists = Lists::of(&opened);
    assert_eq!(engine.standing(), Ok(Standing::Same));
    for key in store.keys().unwrap() {
        store.remove(&key).unwrap();
    }
    assert_eq!(engine.standing(), Ok(Standing::Gone));
    assert_eq!(lists.commit(&mut engine, false).unwrap_err().kind, StoreErrorKind::Gone);
    lists.commit(&mut engine, true).unwrap();
    let (_, opened) = open_quietly(&store, "u");
    assert_eq!((opened.state, Lists::of(&opened).lists), (State::Loaded, truth.lists));
}

#[test]
fn a_clock_that_goes_back_keeps_a_tabs_order() {
    let store = MemoryStore::new();
    let (mut engine, _) = open_quietly(&store, "t");
    for (n, wall_ms) in [5_000, 1, i64::MAX, i64::MIN, -3, 5_000].into_iter().enumerate() {
        engine.append(stamp(wall_ms), &format!("a:{n}")).unwrap();
    }
    let (_, opened) = open_quietly(&store, "u");
    assert_eq!(Lists::of(&opened).all(), ["a:0", "a:1", "a:2", "a:3", "a:4", "a:5"]);
}

#[test]
fn compaction_falls_due_by_number_or_size_and_a_commit_settles_it() {
    let store = MemoryStore::new();
    let (mut engine, opened) = open_quietly(&store, "t");
    let mut lists = Lists::of(&opened);
    for n in 0..=200 {
        assert!(!engine.is_compaction_due(), "{n}");
        engine.append(stamp(n), &format!("a:{n}")).unwrap();
        lists.apply(&format!("a:{n}"), false);
    }
    assert!(engine.is_compaction_due());
    lists.commit(&mut engine, false).unwrap();
    assert!(!engine.is_compaction_due());
    let mut seed = 1_u64;
    let noise: String = (0..300_000)
        .filter_map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from_u32(0x4000 + (seed >> 50) as u32)
        })
        .collect();
    engine.append(stamp(900), &format!("a:{noise}")).unwrap();
    assert!(engine.is_compaction_due());
    let (engine, _) = open_quietly(&store, "u");
    assert!(engine.is_compaction_due());
}

#[test]
fn many_tabs_come_and_go_without_the_head_growing_on() {
    let store = MemoryStore::new();
    store_support::lay_small_ballast(&store);
    for n in 0..600_usize {
        let (mut engine, opened) = open_quietly(&store, &format!("tab{n}"));
        assert_eq!(opened.state, if n == 0 { State::Fresh } else { State::Loaded });
        let mut lists = Lists::of(&opened);
        assert_eq!(lists.all().len(), n);
        engine.append(stamp(n as i64), &format!("a:{n}")).unwrap();
        lists.apply(&format!("a:{n}"), false);
        if n % 3 == 2 {
            lists.commit(&mut engine, false).unwrap();
            engine.sweep().unwrap();
        }
    }
    let head = store.get("tl1/head").unwrap().unwrap();
    assert!(units(&head) < 3_000, "{}", units(&head));
}

#[test]
fn three_tabs_converge_and_lose_nothing_whatever_their_turns() {
    let (mut n_actions, mut n_commits, mut n_behind) = (0, 0, 0);
    for seed in 0..500_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut roll = |below: u64| {
            state =
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (state >> 33) % below
        };
        let store = MemoryStore::new();
        store_support::lay_small_ballast(&store);
        let mut tabs: Vec<(Engine<MemoryStore>, Lists)> = ["x", "y", "z"]
            .iter()
            .map(|name| {
                let (engine, opened) = Engine::open(store.clone(), 1, name);
                let lists = Lists::of(&opened);
                (engine, lists)
            })
            .collect();
        let mut saved = Vec::new();
        for clock in 0..100_i64 {
            let (engine, lists) = &mut tabs[roll(3) as usize];
            let action = format!("{}:{clock}", ["a", "b", "c", "d"][roll(4) as usize]);
            engine.append(stamp(clock), &action).unwrap();
            lists.apply(&action, false);
            saved.push(action);
            let turn = roll(3) as usize;
            let (engine, lists) = &mut tabs[turn];
            let done = match roll(10) {
                0 => lists.commit(engine, false).map(|_| n_commits += 1),
                1 => lists.commit(engine, false).and_then(|_| engine.sweep()).map(|_| ()),
                2..5 => engine.catch_up().map(|entries| lists.apply_all(&entries)),
                5 if roll(8) == 0 => {
                    // The tab is closed and another one opened.
                    let (engine, opened) = Engine::open(store.clone(), 1, &format!("n{clock}"));
                    let lists = Lists::of(&opened);
                    tabs[turn] = (engine, lists);
                    Ok(())
                }
                _ => Ok(()),
            };
            if let Err(error) = done {
                assert_eq!(error.kind, StoreErrorKind::Behind, "seed {seed}");
                n_behind += 1;
                let (engine, lists) = &mut tabs[turn];
                *lists = Lists::of(&engine.reload());
            }
        }
        saved.sort();
        n_actions += saved.len();
        let (_, opened) = open_quietly(&store, "after");
        assert_eq!(opened.problems, [], "seed {seed}");
        let mut found = Lists::of(&opened).all();
        found.sort();
        assert_eq!(found, saved, "seed {seed}");
        for (engine, lists) in &mut tabs {
            match engine.catch_up() {
                Ok(entries) => lists.apply_all(&entries),
                Err(_) => *lists = Lists::of(&engine.reload()),
            }
            let mut found = lists.all();
            found.sort();
            assert_eq!(found, saved, "seed {seed}, tab {}", engine.tab());
        }
    }
    println!(
        "three tabs: 500 seeds, {n_actions} actions, {n_commits} commits, {n_behind} times behind"
    );
}

#[test]
fn an_import_survives_the_loss_of_either_head() {
    for key in ["tl1/head", "tl1/head.prev"] {
        let (store, _) = prepared();
        let (mut engine, _) = open_quietly(&store, "t");
        let mut imported = Lists::default();
        imported.apply("z:imported", false);
        imported.commit(&mut engine, true).unwrap();
        store.set(key, "torn").unwrap();
        let (_, opened) = open_quietly(&store, "after");
        assert_eq!(Lists::of(&opened).all(), ["z:imported"], "{key}");
        assert_ne!(opened.state, State::Damaged, "{key}");
    }
}

#[test]
fn a_damaged_import_never_passes_for_the_workspace_before_it() {
    let (store, _) = prepared();
    let prev = store.get("tl1/head.prev").unwrap().unwrap();
    let (mut engine, _) = open_quietly(&store, "t");
    let mut imported = Lists::default();
    imported.apply("y:kept", false);
    imported.apply("z:damaged", false);
    let generation = imported.commit(&mut engine, true).unwrap();
    // The program died right after the head was written, and then a shard was damaged.
    store.set("tl1/head.prev", &prev).unwrap();
    store.set(&format!("tl1/s/z/{generation}"), "torn").unwrap();
    let (_, opened) = open_quietly(&store, "after");
    assert_eq!((opened.state, Lists::of(&opened).all()), (State::Damaged, vec!["y:kept".into()]));
}
