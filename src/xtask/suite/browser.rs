//! The tests of the interface's parts, compiled to WebAssembly and run in a headless Chromium.
//!
//! They are the `#[wasm_bindgen_test]`s of the root package: those in its source, and those in
//! the files tests/browser*.rs.

use super::Tally;
use crate::process::tee;
use crate::{Outcome, chromium, project, tool};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Compiles and runs the tests and counts.
pub fn run(extra: &[String]) -> Outcome<Tally> {
    let root = project::root()?;
    tool::wasm_target()?;
    let runner = tool::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let browser = chromium::find()?;
    let driver = chromium::find_driver()?;
    chromium::check_pair(&browser, &driver)?;
    let settings = root.join("target/site/webdriver.json");
    project::write(&settings, &driver_settings(&browser))?;

    let mut tally = Tally::default();
    let mut command = Command::new("cargo");
    command
        .args(["test", "--package", "throughline", "--target", tool::WASM, "--no-fail-fast"])
        .args(["--bin", "throughline", "--test", "browser*"])
        .args(QUICK_TO_BUILD.iter().flat_map(|setting| ["--config", setting]))
        .args(extra)
        .current_dir(&root)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let succeeded = tee(&mut command, |line| tally.add_line(line))?;
    tally.judge(succeeded, "the browser tests")
}

fn driver_settings(browser: &Path) -> String {
    let settings = json!({
        "goog:chromeOptions": { "binary": browser, "args": ARGUMENTS },
    });
    settings.to_string()
}

/// The interface's crates are large and these tests are small: compiling well costs minutes here
/// and wins nothing.
const QUICK_TO_BUILD: &[&str] = &[
    "profile.test.opt-level=0",
    "profile.test.debug=false",
    "profile.test.package.\"*\".opt-level=0",
];

/// No sandbox, since containers forbid it; no traffic of the browser's own.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_driver_is_told_which_browser_and_how() {
        let settings: serde_json::Value =
            serde_json::from_str(&driver_settings(Path::new("/a \"b\"/chromium"))).unwrap();
        let options = &settings["goog:chromeOptions"];
        assert_eq!(options["binary"], "/a \"b\"/chromium");
        assert!(options["args"].as_array().unwrap().contains(&json!("--no-sandbox")));
    }
}
