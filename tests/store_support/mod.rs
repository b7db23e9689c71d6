//! A tiny workspace to store: lists of actions, one list per shard.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::{BTreeMap, BTreeSet};

use throughline_core::store::{
    Covers, Engine, Entry, MemoryStore, Opened, Snapshot, Stamp, Store, StoreError,
};

/// The lists by shard, and which of them changed since the last commit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    pub lists: BTreeMap<String, Vec<String>>,
    pub dirty: BTreeSet<String>,
}

impl Lists {
    pub fn of(opened: &Opened) -> Self {
        let mut lists = Self::default();
        for shard in &opened.shards {
            let lines = shard.text.lines().filter(|line| !line.starts_with('#'));
            lists.lists.insert(shard.name.clone(), lines.map(str::to_owned).collect());
        }
        for entry in &opened.journal {
            lists.apply(&entry.json, opened.overlaps);
        }
        lists
    }

    /// Applies `shard:id`; repetition is borne only where it was announced.
    pub fn apply(&mut self, action: &str, may_repeat: bool) {
        let (shard, _) = action.split_once(':').expect("an action names its shard");
        let list = self.lists.entry(shard.to_owned()).or_default();
        if list.iter().any(|known| known == action) {
            assert!(may_repeat, "{action} was handed out twice");
            return;
        }
        list.push(action.to_owned());
        self.dirty.insert(shard.to_owned());
    }

    pub fn apply_all(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.apply(&entry.json, false);
        }
    }

    pub fn text(&self, shard: &str) -> String {
        // The comment makes some shards long enough to be packed.
        let comment = "# a line that says nothing, again and again\n";
        let n = if shard == "a" { 24 } else { 0 };
        comment.repeat(n) + &self.lists[shard].join("\n")
    }

    pub fn snapshot(&self, seen: &Covers, whole: bool) -> Snapshot {
        let shards = self
            .lists
            .keys()
            .filter(|shard| whole || self.dirty.contains(*shard))
            .map(|shard| (shard.clone(), Some(self.text(shard))))
            .collect();
        let meta = "{\"name\":\"test\"}".to_owned();
        Snapshot { shards, whole, beyond: false, meta, seen: seen.clone() }
    }

    pub fn commit<S: Store>(
        &mut self,
        engine: &mut Engine<S>,
        whole: bool,
    ) -> Result<u64, StoreError> {
        let snapshot = self.snapshot(engine.seen(), whole);
        let done = engine.commit(&snapshot)?;
        self.dirty.clear();
        Ok(done.generation)
    }

    pub fn all(&self) -> Vec<String> {
        self.lists.values().flatten().cloned().collect()
    }
}

pub fn stamp(wall_ms: i64) -> Stamp {
    Stamp { wall_ms, counter: 0 }
}

/// Opens a store and checks that this alone changed nothing.
pub fn open_quietly(store: &MemoryStore, tab: &str) -> (Engine<MemoryStore>, Opened) {
    let before = store.dump();
    let (engine, opened) = Engine::open(store.clone(), 1, tab);
    assert!(before == store.dump(), "opening wrote something");
    (engine, opened)
}

/// Puts a short ballast in place of the real one, which thousands of runs would spend their time on.
pub fn lay_small_ballast(store: &MemoryStore) {
    store.set("tl1/ballast", "short").unwrap();
}

/// Makes a store with three commits, a swept past, spare generations, and a journal of two tabs.
pub fn prepared() -> (MemoryStore, Lists) {
    let store = MemoryStore::new();
    store.set("foreign", "not ours").unwrap();
    lay_small_ballast(&store);
    let (mut engine, opened) = Engine::open(store.clone(), 1, "old");
    let mut lists = Lists::of(&opened);
    let mut n = 0;
    let mut act = |engine: &mut Engine<MemoryStore>, lists: &mut Lists, shards: &[&str]| {
        for shard in shards {
            n += 1;
            let action = format!("{shard}:old{n}");
            engine.append(stamp(n), &action).unwrap();
            lists.apply(&action, false);
        }
    };
    act(&mut engine, &mut lists, &["a", "b", "c", "a"]);
    lists.commit(&mut engine, false).unwrap();
    act(&mut engine, &mut lists, &["a", "b", "a"]);
    lists.commit(&mut engine, false).unwrap();
    engine.sweep().unwrap();
    act(&mut engine, &mut lists, &["a", "b", "b"]);
    lists.commit(&mut engine, false).unwrap();
    engine.sweep().unwrap();
    act(&mut engine, &mut lists, &["a", "c"]);
    let (mut other, _) = Engine::open(store.clone(), 1, "other");
    act(&mut other, &mut lists, &["b", "a"]);
    (store, lists)
}
