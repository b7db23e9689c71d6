//! The end-to-end tests: the release, served here, used by a real browser through Playwright.

use super::{Tally, report};
use crate::process::{run_quietly, say, say_time};
use crate::server::Server;
use crate::{Outcome, chromium, project, tool};
use std::process::Command;
use std::time::Instant;

/// Serves dist/, runs tests/e2e against it and counts.
pub fn run(extra: &[String]) -> Outcome<Tally> {
    let root = project::root()?;
    let browser = chromium::find()?;
    install_packages()?;
    let file = root.join("target/e2e/report.json");
    // An old report must not answer for a run that never reported.
    let _ = std::fs::remove_file(&file);
    let server = Server::start(&root.join("dist"), Some(0))?;

    let folder = root.join("tests/e2e");
    let status = Command::new("node")
        .arg("node_modules/@playwright/test/cli.js")
        .arg("test")
        .args(extra)
        .current_dir(&folder)
        .env("THROUGHLINE_URL", server.address())
        .env("THROUGHLINE_DIST", root.join("dist"))
        .env("THROUGHLINE_REPORT", &file)
        // Tests of updates make other versions of the site.
        .env("THROUGHLINE_XTASK", own_program()?)
        .env("CHROMIUM", browser)
        .status()
        .map_err(|e| format!("cannot start node: {e}"));
    server.stop();
    let succeeded = status?.success();
    let text = project::read(&file).map_err(|e| format!("Playwright left no report: {e}"))?;
    for name in report::flaky(&text) {
        say(&format!("passed at the second try only, please look into it: {name}"));
    }
    Tally::from_playwright(&text)?.judge(succeeded, "Playwright")
}

fn own_program() -> Outcome<std::path::PathBuf> {
    std::env::current_exe().map_err(|e| format!("the program does not know its own path: {e}"))
}

/// Installs the packages of tests/e2e as its lock file names them; nothing to do if they are here.
pub fn install_packages() -> Outcome {
    let folder = project::root()?.join("tests/e2e");
    let lock = project::read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if project::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say("installing the packages of tests/e2e");
    let start = Instant::now();
    run_quietly(
        tool::npm()
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            // The system's Chromium is used.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    say_time("packages installed", start);
    project::write(&stamp, &lock)
}
