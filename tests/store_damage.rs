//! Cut, altered, swapped and missing values are noticed, and what is left is whole or said to be lost.

mod store_support;

use std::collections::BTreeMap;

use store_support::{Lists, open_quietly, prepared, stamp};
use throughline_core::store::{
    Engine, Key, MemoryStore, ProblemKind, State, Store, StoreErrorKind, store_from_rescue,
};

/// A small generator of numbers, so that failing cases repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((self.0 >> 33) as usize) % below
    }
}

type Pairs = BTreeMap<String, String>;

fn own_keys(pairs: &Pairs) -> Vec<String> {
    pairs.keys().filter(|key| key.starts_with("tl1/") && *key != "tl1/ballast").cloned().collect()
}

/// Opens damaged pairs, checks what must always hold, and says whether the damage was noticed.
///
/// `hit` are the keys that were changed.
fn check(pairs: Pairs, truth: &Lists, hit: &[&str], case: &str) -> bool {
    let store = MemoryStore::from_pairs(pairs);
    store_support::lay_small_ballast(&store);
    let (mut engine, opened) = open_quietly(&store, "after");
    let noticed = !opened.problems.is_empty() || !engine.audit().unwrap().is_empty();
    let mut lists = Lists::of(&opened);
    for action in lists.all() {
        assert!(truth.all().contains(&action), "{case}: {action} came from nowhere");
    }
    let lost = truth.all().iter().filter(|action| !lists.all().contains(action)).count();
    // Nothing names a tab's newest entry: that one is missing cannot be told from never written.
    let intact =
        hit.iter().all(|key| !key.starts_with("tl1/j/") || store.dump().contains_key(*key));
    if lost > 0 && intact {
        assert_eq!(opened.state, State::Damaged, "{case}: {:?}", opened.problems);
    }
    // The two heads and whatever the two snapshots differ in are there twice: nothing may be lost.
    let is_twice = |key: &&str| {
        matches!(Key::parse(key), Some(Key::Head | Key::Prev))
            || (key.starts_with("tl1/s/a/") || key.starts_with("tl1/s/b/"))
    };
    if hit.len() == 1 && hit.iter().all(is_twice) {
        assert_eq!(lost, 0, "{case}: {:?}", opened.problems);
        assert!(matches!(opened.state, State::Loaded | State::Recovered), "{case}");
    }
    if matches!(opened.state, State::Newer | State::Unreadable | State::Fresh) {
        panic!("{case}: {:?}", opened.state);
    }
    // Going on keeps what was read, and the damaged text stays in quarantine.
    let raws: Vec<String> = opened.problems.iter().filter_map(|p| p.raw.clone()).collect();
    engine.append(stamp(9000), "a:on").unwrap();
    lists.apply("a:on", false);
    for _ in 0..2 {
        lists.dirty.extend(lists.lists.keys().cloned().collect::<Vec<_>>());
        lists.commit(&mut engine, false).unwrap();
        engine.sweep().unwrap();
    }
    let values: Vec<String> = store.dump().into_values().collect();
    for raw in raws {
        assert!(values.contains(&raw), "{case}: a raw text is gone");
    }
    let (_, again) = open_quietly(&store, "again");
    assert_eq!(Lists::of(&again).lists, lists.lists, "{case}");
    assert_eq!(store.get("foreign"), Ok(Some("not ours".to_owned())), "{case}");
    noticed
}

#[test]
fn truncation_is_noticed_at_every_position() {
    let (store, truth) = prepared();
    let pairs = store.dump();
    let mut n = 0;
    for key in own_keys(&pairs) {
        let length = pairs[&key].chars().count();
        let step = length.div_ceil(48).max(1);
        for at in (0..length).step_by(step) {
            let mut damaged = pairs.clone();
            damaged.insert(key.clone(), pairs[&key].chars().take(at).collect());
            let case = format!("{key} cut at {at}");
            assert!(check(damaged, &truth, &[&key], &case), "{case} went unnoticed");
            n += 1;
        }
    }
    println!("truncations: {n} cases");
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (store, truth) = prepared();
    let pairs = store.dump();
    let keys = own_keys(&pairs);
    let mut dice = Dice(7);
    let mut n = 0;
    while n < 1500 {
        let key = &keys[dice.roll(keys.len())];
        let mut chars: Vec<char> = pairs[key].chars().collect();
        let at = dice.roll(chars.len());
        // Bits that would make a lone surrogate cannot occur in a text that was read.
        let Some(flipped) = char::from_u32(chars[at] as u32 ^ (1 << dice.roll(16))) else {
            continue;
        };
        chars[at] = flipped;
        let mut damaged = pairs.clone();
        damaged.insert(key.clone(), chars.into_iter().collect());
        let case = format!("{key} flipped at {at} to {flipped:?}");
        assert!(check(damaged, &truth, &[key], &case), "{case} went unnoticed");
        n += 1;
    }
    println!("bit flips: {n} cases");
}

#[test]
fn swapped_values_are_noticed() {
    let (store, truth) = prepared();
    let pairs = store.dump();
    let keys = own_keys(&pairs);
    let mut n = 0;
    for (i, one) in keys.iter().enumerate() {
        for two in &keys[i + 1..] {
            let mut damaged = pairs.clone();
            damaged.insert(one.clone(), pairs[two].clone());
            damaged.insert(two.clone(), pairs[one].clone());
            let case = format!("{one} and {two} swapped");
            assert!(check(damaged, &truth, &[one, two], &case), "{case} went unnoticed");
            let mut copied = pairs.clone();
            copied.insert(one.clone(), pairs[two].clone());
            let case = format!("{two} copied over {one}");
            assert!(check(copied, &truth, &[one], &case), "{case} went unnoticed");
            n += 2;
        }
    }
    println!("swaps: {n} cases");
}

#[test]
fn missing_keys_are_noticed_except_what_nothing_names() {
    let (store, truth) = prepared();
    let pairs = store.dump();
    let keys = own_keys(&pairs);
    let mut n = 0;
    for (i, one) in keys.iter().enumerate() {
        for two in &keys[i..] {
            let mut damaged = pairs.clone();
            damaged.remove(one);
            damaged.remove(two);
            let hit: Vec<&str> = if one == two { vec![one] } else { vec![one, two] };
            let case = format!("{hit:?} missing");
            let noticed = check(damaged, &truth, &hit, &case);
            // The newest entries of a tab and entries that the head contains are named by nothing.
            let is_named = |key: &&str| !key.starts_with("tl1/j/");
            assert!(noticed || !hit.iter().any(is_named), "{case} went unnoticed");
            n += 1;
        }
    }
    println!("missing keys: {n} cases");
}

#[test]
fn a_gap_in_a_journal_is_noticed() {
    let (store, _) = prepared();
    let key = "tl1/j/other/1";
    store.remove(key).unwrap();
    let (_, opened) = open_quietly(&store, "t");
    assert_eq!(opened.state, State::Damaged);
    assert_eq!(opened.problems[0].kind, ProblemKind::EntryMissing);
}

#[test]
fn random_wreckage_never_panics_and_never_passes_for_fresh() {
    let (store, truth) = prepared();
    let pairs = store.dump();
    let keys = own_keys(&pairs);
    let garbage = ["", "null", "[]", "{}", "t 1 2 2 0000000000000000\n{}", "t 1", "\n", "\u{3400}"];
    let mut dice = Dice(11);
    for n in 0..400 {
        let mut damaged = pairs.clone();
        let mut hit = Vec::new();
        for _ in 0..=dice.roll(6) {
            let key = keys[dice.roll(keys.len())].clone();
            hit.extend(keys.iter().find(|known| **known == key).map(String::as_str));
            if dice.roll(3) == 0 {
                damaged.remove(&key);
            } else {
                damaged.insert(key, garbage[dice.roll(garbage.len())].to_owned());
            }
        }
        check(damaged, &truth, &hit, &format!("wreckage {n}"));
    }
    println!("wreckage: 400 cases");
}

#[test]
fn keys_of_others_change_nothing() {
    let store = MemoryStore::new();
    for n in 0..10_000 {
        store.set(&format!("app/{n}"), "[]").unwrap();
    }
    for key in ["tl1", "tl", "tl0/head", "TL1/head", "head", "tl1x/head"] {
        store.set(key, "null").unwrap();
    }
    let before = store.dump();
    let (mut engine, opened) = open_quietly(&store, "t");
    assert_eq!(opened.state, State::Fresh);
    engine.append(stamp(1), "a:1").unwrap();
    let mut lists = Lists::of(&opened);
    lists.apply("a:1", false);
    lists.commit(&mut engine, false).unwrap();
    engine.sweep().unwrap();
    engine.forget_everything().unwrap();
    assert_eq!(store.dump(), before);
}

#[test]
fn a_newer_schema_is_read_and_never_written() {
    let newer = |make: &dyn Fn(&MemoryStore)| {
        let (store, _) = prepared();
        make(&store);
        let before = store.dump();
        let (mut engine, opened) = open_quietly(&store, "t");
        assert_eq!(opened.state, State::Newer);
        assert!(opened.problems.iter().any(|p| p.kind == ProblemKind::Newer));
        let refused = Some(StoreErrorKind::Newer);
        assert_eq!(engine.append(stamp(1), "a:1").err().map(|e| e.kind), refused);
        let snapshot = Lists::default().snapshot(engine.seen(), true);
        assert_eq!(engine.commit(&snapshot).err().map(|e| e.kind), refused);
        assert_eq!(engine.sweep().err().map(|e| e.kind), refused);
        assert_eq!(engine.forget_everything().err().map(|e| e.kind), refused);
        assert!(engine.raw_export().is_ok());
        assert!(before == store.dump());
    };
    for schema in [2, 101] {
        newer(&|store| {
            let (mut engine, opened) = Engine::open(store.clone(), schema, "new");
            let mut lists = Lists::of(&opened);
            lists.commit(&mut engine, true).unwrap();
        });
        newer(&|store| {
            let (mut engine, _) = Engine::open(store.clone(), schema, "new");
            engine.append(stamp(50), "a:new").unwrap();
        });
    }
    newer(&|store| store.set("tl2/head", "anything").unwrap());
}

#[test]
fn a_running_older_tab_stops_when_a_newer_version_saves() {
    let (store, _) = prepared();
    let (mut old, opened) = open_quietly(&store, "t");
    let (mut new, opened_new) = Engine::open(store.clone(), 2, "new");
    Lists::of(&opened_new).commit(&mut new, true).unwrap();
    let before = store.dump();
    let error = Lists::of(&opened).commit(&mut old, true).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Newer);
    assert_eq!(old.append(stamp(60), "a:x").unwrap_err().kind, StoreErrorKind::Newer);
    assert!(before == store.dump());
}

#[test]
fn an_older_schema_is_loaded_and_named_per_value() {
    let (store, truth) = prepared();
    let (mut engine, opened) = Engine::open(store.clone(), 5, "t");
    assert_eq!(opened.state, State::Loaded);
    assert!(opened.shards.iter().all(|shard| shard.schema == 1));
    assert!(opened.journal.iter().all(|entry| entry.schema == 1));
    let mut lists = Lists::of(&opened);
    assert_eq!(lists.lists, truth.lists);
    lists.commit(&mut engine, true).unwrap();
    let (_, opened) = Engine::open(store, 5, "u");
    assert!(opened.shards.iter().all(|shard| shard.schema == 5));
}

#[test]
fn quarantine_does_not_grow_by_opening_again() {
    let (store, _) = prepared();
    store.set("tl1/j/other/1", "torn").unwrap();
    let mut sizes = Vec::new();
    for n in 0..5 {
        let (mut engine, opened) = open_quietly(&store, &format!("t{n}"));
        let mut lists = Lists::of(&opened);
        // The entry is damaged anew with the same text each time.
        engine.append(stamp(100 + n), &format!("a:{n}")).unwrap();
        lists.apply(&format!("a:{n}"), false);
        engine.sweep().unwrap();
        sizes.push(engine.usage().unwrap().quarantine);
    }
    assert!(sizes[0] > 0 && sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
}

#[test]
fn only_quarantine_left_is_not_fresh() {
    let store = MemoryStore::new();
    store.set("tl1/q/00/tl1/head", "raw").unwrap();
    let (_, opened) = open_quietly(&store, "t");
    assert_eq!(opened.state, State::Damaged);
    assert_eq!(opened.problems[0].kind, ProblemKind::Quarantined);
}

#[test]
fn a_raw_export_opens_like_the_original() {
    let (store, truth) = prepared();
    store.set("tl1/head", "broken").unwrap();
    let (engine, opened) = open_quietly(&store, "t");
    let copy = store_from_rescue(&engine.raw_export().unwrap()).unwrap();
    let (_, reopened) = open_quietly(&copy, "t");
    assert_eq!(Lists::of(&reopened).lists, truth.lists);
    assert_eq!(reopened.problems, opened.problems);
    assert_eq!(copy.get("foreign"), Ok(None));
    assert!(store_from_rescue("{\"format\":\"other\",\"keys\":{}}").is_none());
    assert!(store_from_rescue("").is_none());
}

#[test]
fn absurd_numbers_in_keys_do_no_harm() {
    let (store, truth) = prepared();
    let max = u64::MAX;
    for key in [format!("tl1/s/a/{max}"), format!("tl1/j/evil/{max}"), format!("tl1/j/t/{max}")] {
        store.set(&key, "t 1 0 0 0").unwrap();
    }
    let (mut engine, opened) = open_quietly(&store, "t");
    let mut lists = Lists::of(&opened);
    assert_eq!(lists.lists, truth.lists);
    for n in 0..3 {
        assert!(engine.catch_up().unwrap().is_empty());
        engine.append(stamp(100 + n), &format!("a:{n}")).unwrap();
        lists.apply(&format!("a:{n}"), false);
        lists.commit(&mut engine, false).unwrap();
        engine.sweep().unwrap();
    }
    let (_, again) = open_quietly(&store, "u");
    assert_eq!((again.state, Lists::of(&again).lists), (State::Loaded, lists.lists));
}
