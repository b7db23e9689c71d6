//! Fuzzing on the stable compiler: each reader of foreign bytes gets mutated seeds for a while. No
//! input stops the program; what is refused is refused with words and a place that exists; what is
//! taken leaves a sound model, as one step that can be taken back to the byte.
//!
//! `cargo test --test fuzz` takes a second for each target; `FUZZ_SECONDS=600 cargo test --test fuzz`
//! takes longer, `FUZZ_SEED=n` starts elsewhere. An input that fails is written into `target/fuzz`:
//! moved to `tests/data/fuzz/<target>`, it is a test from then on.
//!
//! The tools that steer by coverage need a nightly compiler, and without it only draw bytes at random.
//! Seeds of the real formats, the words that readers stumble over and tokens copied over one another
//! reach further than that, with no dependency.
#![cfg(not(target_arch = "wasm32"))]

mod common;
mod fuzz_support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use common::generate;
use fuzz_support::{Random, mutate};
use throughline_core::change::ChangeSet;
use throughline_core::desk::{Answer, Ask, Desk, World};
use throughline_core::env::Env;
use throughline_core::interchange::csv::readings;
use throughline_core::interchange::{Format, ReadError, json, mspdi, sealed, sniff};
use throughline_core::keep::Keeper;
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::store::{MemoryStore, State, Store, check, seal};

/// Checks what a reader makes of bytes, and panics where that breaks a rule.
type Target = fn(&[u8]);

fn seconds() -> f64 {
    std::env::var("FUZZ_SECONDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1.0)
}

fn first_seed() -> u64 {
    std::env::var("FUZZ_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads every file of a folder whose name ends in one of these, the small ones only.
fn files(path: &str, endings: &[&str], most: u64) -> Vec<Vec<u8>> {
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

/// Runs a target on the inputs that once failed, on its seeds, and on mutations until time is up.
fn fuzz(name: &str, target: Target, seeds: Vec<Vec<u8>>) {
    let failed = files(&format!("tests/data/fuzz/{name}"), &[], u64::MAX);
    let n_kept = failed.len();
    failed.iter().chain(&seeds).for_each(|input| target(input));
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let pool: Vec<Vec<u8>> = seeds.into_iter().chain(failed).collect();
    let end = Instant::now() + Duration::from_secs_f64(seconds());
    let mut random = Random(first_seed());
    let (mut n, mut slowest) = (0u64, Duration::ZERO);
    while Instant::now() < end {
        let input = mutate(random.pick(&pool).as_slice(), &pool, &mut random);
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
        n += 1;
        slowest = slowest.max(start.elapsed());
        if outcome.is_err() {
            let path = folder("target/fuzz").join(format!("{name}-{}-{n}", first_seed()));
            fs::create_dir_all(folder("target/fuzz")).unwrap();
            fs::write(&path, &input).unwrap();
            panic!("{name}: case {n} fails; its input is in {}", path.display());
        }
    }
    println!("{name}: {n} inputs, {n_kept} that once failed; the slowest took {slowest:?}");
    assert!(n > 10, "{name}: only {n} inputs");
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

#[test]
fn our_own_json() {
    let mut seeds = files("tests/data/v1", &[".json"], u64::MAX);
    seeds.extend((0..3).map(|n| json::export(&generate::model(n, 4)).into_bytes()));
    seeds.push(json::export(&OWN).into_bytes());
    fuzz("json", |bytes| import(bytes, "workspace.json"), seeds);
}

#[test]
fn boards_of_trello() {
    let mut seeds = files("tests/data/trello", &[".json"], u64::MAX);
    seeds.extend(references("trello", ".json"));
    fuzz("trello", |bytes| import(bytes, "board.json"), seeds);
}

#[test]
fn issues_of_github() {
    let seeds = files("tests/data/github", &[".json"], u64::MAX);
    fuzz("github", |bytes| import(bytes, "issues.json"), seeds);
}

#[test]
fn tables() {
    let mut seeds = files("tests/data/csv", &[".csv"], u64::MAX);
    seeds.push(b"KPI,Date,Value\nactivation,2026-01-31,41.5\nactivation,2026-02-28,43\n".to_vec());
    seeds.push(
        b"Key,Title,Parent,Due\nA-1,One,,2026-01-01\nA-2,\"Two, \"\"quoted\"\"\",A-1,\n".to_vec(),
    );
    seeds.push(b"Title\tOwner\tLabels\nOne\tAnn\tred;blue\n".to_vec());
    for table in references("jira", ".csv").iter().chain(&references("kubernetes", ".csv")) {
        seeds.push(table.iter().take(6_000).copied().collect());
    }
    fuzz("csv", |bytes| import(bytes, "table.csv"), seeds);
}

#[test]
fn plans_of_microsoft_project() {
    let now = Time::from_ms(1_790_000_000_000);
    let written = mspdi::write(&OWN, None, now, now.date_utc()).out.text;
    let mut seeds = vec![written.into_bytes()];
    seeds.extend(files("../shared/refs/mspdi", &["caltest.xml", "splittask.xml"], 30_000));
    fuzz("mspdi", |bytes| import(bytes, "plan.xml"), seeds);
}

#[test]
fn sealed_files() {
    fuzz(
        "sealed",
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            match sealed::parse(&text) {
                Ok(file) => assert_eq!(sealed::parse(&file.write()), Ok(file)),
                Err(error) => check_error(&text, &error),
            }
            let _ = sealed::inflate(bytes);
            import(bytes, "a.throughline");
        },
        files("tests/data/sealed", &[], u64::MAX),
    );
}

#[test]
fn pasted_readings_and_anything_at_all() {
    fuzz(
        "pasted",
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let _ = readings(&text);
            let _ = sniff("", &text);
            import(bytes, "Pasted text");
        },
        vec![
            b"2026-01-31, 41.5\n2026-02-28, 43, note\n".to_vec(),
            b"31.01.2026;41,5\n".to_vec(),
            "a\tb\n1\t2\n<Project>{[\"\u{feff}".as_bytes().to_vec(),
        ],
    );
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
    for (key, raw) in KEPT.iter().filter(|(key, _)| is_ours(key)) {
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

#[test]
fn the_journal() {
    fuzz(
        "journal",
        |bytes| {
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
        },
        kept(is_journal),
    );
}

#[test]
fn the_snapshot() {
    fuzz("snapshot", |bytes| store_with(bytes, is_snapshot), kept(is_snapshot));
}
