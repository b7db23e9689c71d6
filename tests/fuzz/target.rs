//! Gives libFuzzer the target that this program is called by.
#![no_main]

#[path = "../common/generate.rs"]
mod generate;
#[path = "../fuzz_support/target.rs"]
mod target;

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

/// Where the project lies.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

static CHECK: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let program = std::env::args().next().unwrap_or_default();
    let name = Path::new(&program).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    target::target(&name).expect("the program has the name of a target").check
});

fuzz_target!(|bytes: &[u8]| CHECK(bytes));
