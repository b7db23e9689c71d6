//! Fuzzing on the stable compiler: each reader of foreign bytes gets mutated seeds. No input stops
//! the program; what is refused is refused with words and a place that exists; what is taken leaves a
//! sound model, as one step that can be taken back to the byte.
//!
//! `cargo test --test fuzz` gives each 200 inputs, always the same; `FUZZ_CASES=100000 FUZZ_SEED=2
//! cargo test --release --test fuzz` gives more and others. An input that fails is written into
//! `target/fuzz`: moved to `tests/data/fuzz/<target>`, it is a test from then on.
//!
//! `tests/fuzz` holds the same targets for `cargo fuzz`, which steers by coverage; `FUZZ_CORPUS=<folder>`
//! writes the seeds for it.
#![cfg(not(target_arch = "wasm32"))]

mod common;
mod fuzz_support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use fuzz_support::mutate::{Random, mutate};
use fuzz_support::target::{TARGETS, files, folder, target};

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Runs a target on the inputs that once failed, on its seeds, and on mutations of both.
fn fuzz(name: &str) {
    let target = target(name).expect("the target is in the table");
    let failed = files(&format!("tests/data/fuzz/{name}"), &[], u64::MAX);
    let seeds = (target.seeds)();
    let n_kept = failed.len();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    failed.iter().chain(&seeds).for_each(|input| (target.check)(input));
    if let Ok(corpus) = std::env::var("FUZZ_CORPUS") {
        let corpus = folder(&corpus).join(name);
        fs::create_dir_all(&corpus).unwrap();
        let inputs = failed.iter().chain(&seeds).enumerate();
        inputs.for_each(|(n, input)| fs::write(corpus.join(format!("seed-{n}")), input).unwrap());
    }
    let pool: Vec<Vec<u8>> = seeds.into_iter().chain(failed).collect();
    let (first, n_cases) = (setting("FUZZ_SEED", 1), setting("FUZZ_CASES", 200));
    let mut random = Random(first);
    let mut slowest = Duration::ZERO;
    for n in 1..=n_cases {
        let input = mutate(random.pick(&pool).as_slice(), &pool, &mut random);
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| (target.check)(&input)));
        slowest = slowest.max(start.elapsed());
        if outcome.is_err() {
            let path = folder("target/fuzz").join(format!("{name}-{first}-{n}"));
            fs::create_dir_all(folder("target/fuzz")).unwrap();
            fs::write(&path, &input).unwrap();
            panic!("{name}: case {n} fails; its input is in {}", path.display());
        }
    }
    println!("{name}: {n_cases} inputs, {n_kept} that once failed; the slowest took {slowest:?}");
}

/// Declares a test for each target; the last makes sure that none is forgotten.
macro_rules! fuzzed {
    ($($sentence:ident: $name:literal;)*) => {
        $(#[test]
        fn $sentence() {
            fuzz($name);
        })*

        #[test]
        fn every_target_is_run() {
            let run = [$($name),*];
            assert!(TARGETS.iter().all(|target| run.contains(&target.name)));
        }
    };
}

fuzzed! {
    our_own_json: "json";
    boards_of_trello: "trello";
    issues_of_github: "github";
    tables: "csv";
    plans_of_microsoft_project: "mspdi";
    sealed_files: "sealed";
    pasted_readings_and_anything_at_all: "pasted";
    the_journal: "journal";
    the_snapshot: "snapshot";
}
