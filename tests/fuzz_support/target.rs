//! What is fuzzed: for each reader of foreign bytes what must hold whatever they are, and the seeds
//! that it starts from. It knows no mutation and no clock; `tests/fuzz.rs` and `cargo fuzz` share it.

#![allow(dead_code, reason = "each of the two that share it uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use throughline_core::change::ChangeSet;
use throughline_core::desk::{Answer, Ask, Desk, World};
use throughline_core::env::Env;
use throughline_core::interchange::csv::readings;
use throughline_core::interchange::{Format, ReadError, json, mspdi, sealed, sniff};
use throughline_core::keep::Keeper;
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::store::{MemoryStore, State, Store, check, seal};

use super::{ROOT, generate};

/// Is one reader of foreign bytes.
pub struct Target {
    pub name: &'static str,
    /// Checks what the reader makes of bytes, and panics where that breaks a rule.
    pub check: fn(&[u8]),
    /// Gives whole inputs to start from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

pub const TARGETS: &[Target] = &[
    Target { name: "json", check: |bytes| import(bytes, "workspace.json"), seeds: own_seeds },
    Target { name: "trello", check: |bytes| import(bytes, "board.json"), seeds: trello_seeds },
    Target { name: "github", check: |bytes| import(bytes, "issues.json"), seeds: github_seeds },
    Target { name: "csv", check: |bytes| import(bytes, "table.csv"), seeds: table_seeds },
    Target { name: "mspdi", check: |bytes| import(bytes, "plan.xml"), seeds: plan_seeds },
    Target { name: "sealed", check: check_sealed, seeds: sealed_seeds },
    Target { name: "pasted", check: check_pasted, seeds: pasted_seeds },
    Target { name: "journal", check: check_journal, seeds: || kept(is_journal) },
    Target {
        name: "snapshot",
        check: |bytes| store_with(bytes, is_snapshot),
        seeds: || kept(is_snapshot),
    },
];

/// Finds a target.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

pub fn folder(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

/// Reads every file of a folder whose name ends in one of these, the small ones only.
pub fn files(path: &str, endings: &[&str], most: u64) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder(path)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    let fits = |path: &PathBuf| {
        let name = path.to_string_lossy();
        path.metadata().is_ok_and(|m| m.is_file() && m.len() <= most)
            && (endings.is_empty() || endings.iter().any(|end| name.ends_with(end)))
    };
    paths.iter().filter(|path| fits(path)).filter_map(|path| fs::read(path).ok()).collect()
}

// ---- the importers, through the one door that a file comes in by ----

/// A workspace of somebody's own, which an import must leave sound.
static OWN: LazyLock<Model> = LazyLock::new(|| generate::model(4, 6));

fn world() -> World {
    let now = Time::from_ms(1_790_000_000_000);
    World { now, today: now.date_utc(), by: None, seed: 77 }
}

fn check_error(text: &str, error: &ReadError) {
    assert!(!error.message.is_empty() && !error.hint.is_empty(), "{error:?}");
    let n_lines = text.split('\n').count().max(text.split('\r').count());
    assert!(error.line <= n_lines + 1, "{error:?} in {n_lines} lines");
}

/// Imports a file into the workspace as the app does.
fn import(bytes: &[u8], name: &str) {
    // A file is read as text: what is no UTF-8 arrives as the sign for that.
    let text = String::from_utf8_lossy(bytes);
    let own = &*OWN;
    let mut desk = Desk::default();
    desk.answer(Ask::Follow, &json::export(own)).unwrap();
    let ask = Ask::File {
        name: name.to_owned(),
        whole: false,
        remembered: None,
        chosen: None,
        world: world(),
    };
    let (answer, changes) = desk.answer(ask, &text).unwrap();
    let proposal = match answer {
        Answer::Proposal(proposal) => proposal,
        Answer::Strange => return assert_eq!(changes, ""),
        other => panic!("{other:?}"),
    };
    if let Some(error) = &proposal.broken {
        check_error(&text, error);
        return assert_eq!(changes, "", "a file that cannot be read brings nothing");
    }
    for unplaced in &proposal.unplaced {
        assert!(!unplaced.at.is_empty() && !unplaced.why.is_empty(), "{unplaced:?}");
    }
    if proposal.format == Format::Sealed {
        return;
    }
    let set = ChangeSet::decode(&changes).expect("a change set reads");
    let mut after = own.clone();
    after.apply_all(&set).expect("what was planned can be done");
    assert_eq!(after.check(), [], "the workspace stays sound");
    let n_changed = proposal.total();
    let counted = n_changed.new + n_changed.changed + n_changed.removed;
    assert_eq!(set.is_empty(), counted == 0, "nothing is placed silently: {counted}");
    after.apply_all(&set.inverse()).expect("one undo takes it back");
    assert!(after == *own, "undo gives what was there");
}

fn references(path: &str, ending: &str) -> Vec<Vec<u8>> {
    files(&format!("../shared/refs/{path}"), &[ending], 90_000)
}

fn own_seeds() -> Vec<Vec<u8>> {
    let mut seeds = files("tests/data/v1", &[".json"], u64::MAX);
    seeds.extend((0..3).map(|n| json::export(&generate::model(n, 4)).into_bytes()));
    seeds.push(json::export(&OWN).into_bytes());
    seeds
}

fn trello_seeds() -> Vec<Vec<u8>> {
    let mut seeds = files("tests/data/trello", &[".json"], u64::MAX);
    seeds.extend(references("trello", ".json"));
    seeds
}

fn github_seeds() -> Vec<Vec<u8>> {
    files("tests/data/github", &[".json"], u64::MAX)
}

fn table_seeds() -> Vec<Vec<u8>> {
    let mut seeds = files("tests/data/csv", &[".csv"], u64::MAX);
    seeds.push(b"KPI,Date,Value\nactivation,2026-01-31,41.5\nactivation,2026-02-28,43\n".to_vec());
    seeds.push(
        b"Key,Title,Parent,Due\nA-1,One,,2026-01-01\nA-2,\"Two, \"\"quoted\"\"\",A-1,\n".to_vec(),
    );
    seeds.push(b"Title\tOwner\tLabels\nOne\tAnn\tred;blue\n".to_vec());
    for table in references("jira", ".csv").iter().chain(&references("kubernetes", ".csv")) {
        seeds.push(table.iter().take(6_000).copied().collect());
    }
    seeds
}

fn plan_seeds() -> Vec<Vec<u8>> {
    let now = Time::from_ms(1_790_000_000_000);
    let written = mspdi::write(&OWN, None, now, now.date_utc()).out.text;
    let mut seeds = vec![written.into_bytes()];
    seeds.extend(files("../shared/refs/mspdi", &["caltest.xml", "splittask.xml"], 30_000));
    seeds
}

fn check_sealed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match sealed::parse(&text) {
        Ok(file) => assert_eq!(sealed::parse(&file.write()), Ok(file)),
        Err(error) => check_error(&text, &error),
    }
    let _ = sealed::inflate(bytes);
    import(bytes, "a.throughline");
}

fn sealed_seeds() -> Vec<Vec<u8>> {
    files("tests/data/sealed", &[], u64::MAX)
}

fn check_pasted(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = readings(&text);
    let _ = sniff("", &text);
    import(bytes, "Pasted text");
}

fn pasted_seeds() -> Vec<Vec<u8>> {
    vec![
        b"2026-01-31, 41.5\n2026-02-28, 43, note\n".to_vec(),
        b"31.01.2026;41,5\n".to_vec(),
        "a\tb\n1\t2\n<Project>{[\"\u{feff}".as_bytes().to_vec(),
    ]
}

// ---- what storage holds ----

/// A store with a snapshot and a journal over it.
static KEPT: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let store = MemoryStore::new();
    let mut model = generate::model(3, 6);
    let (mut keeper, opened) = Keeper::open(store.clone(), "old");
    keeper.load(&opened);
    keeper.commit(&model).unwrap();
    for n in 0..4 {
        let set = edits(&model, n);
        model.apply_all(&set).unwrap();
        keeper.keep(&model, &set, 1_790_000_000_000 + n as i64).unwrap();
    }
    // The ballast is filler.
    store.dump().into_iter().filter(|(key, _)| !key.ends_with("ballast")).collect()
});

/// Gives a change set that adds a few records, as a journal holds them.
fn edits(model: &Model, n: u64) -> ChangeSet {
    use throughline_core::interchange::{Mode, plan};
    let incoming = json::read(&json::export(&generate::model(50 + n, 2))).unwrap();
    let now = Time::from_ms(1_790_000_000_000);
    plan(model, incoming, Mode::Merge, &mut Env::new(now, now.date_utc(), n)).set
}

/// Opens a store and checks that what comes of it can be worked with, or says what is wrong.
fn open(store: &MemoryStore) {
    let (mut keeper, opened) = Keeper::open(store.clone(), "new");
    let loaded = keeper.load(&opened);
    if opened.state == State::Fresh {
        assert_eq!(loaded.model.all_records().len(), 0);
    }
    assert_eq!(loaded.model.check(), [], "{:?}", opened.problems);
}

/// Puts mutated text into one value of a store: as it would be damaged, and as it would be forged,
/// with an envelope that fits it.
fn store_with(bytes: &[u8], is_ours: fn(&str) -> bool) {
    let text = String::from_utf8_lossy(bytes);
    let ours: Vec<_> = KEPT.iter().filter(|(key, _)| is_ours(key)).collect();
    // The input says which value it takes the place of.
    let chosen = bytes
        .iter()
        .fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    if let Some((key, raw)) = ours.get(chosen % ours.len().max(1)) {
        let schema = check(key, raw).map_or(1, |checked| checked.schema);
        for value in [text.to_string(), seal(key, schema, &text)] {
            let store = MemoryStore::new();
            KEPT.iter().for_each(|(key, raw)| store.set(key, raw).unwrap());
            store.set(key, &value).unwrap();
            open(&store);
        }
    }
}

fn is_journal(key: &str) -> bool {
    key.starts_with("tl1/j/")
}

fn is_snapshot(key: &str) -> bool {
    !is_journal(key)
}

/// Gives the texts of some values, as they stand and unwrapped.
fn kept(is_ours: fn(&str) -> bool) -> Vec<Vec<u8>> {
    let own = KEPT.iter().filter(|(key, _)| is_ours(key));
    own.flat_map(|(key, raw)| {
        let text = check(key, raw).and_then(|checked| checked.text()).unwrap_or_default();
        [raw.clone().into_bytes(), text.into_bytes()]
    })
    .collect()
}

fn check_journal(bytes: &[u8]) {
    if let Ok(set) = ChangeSet::decode(&String::from_utf8_lossy(bytes)) {
        let again = ChangeSet::decode(&set.encode());
        assert_eq!(again.expect("what was read can be written").encode(), set.encode());
        let mut model = OWN.clone();
        let before = model.clone();
        if model.apply_all(&set).is_err() {
            assert!(model == before, "all or nothing");
        }
    }
    store_with(bytes, is_journal);
}
