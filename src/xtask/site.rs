//! Builds the release form of the site into dist/. It serves nothing.

use crate::process::{run, say, seconds};
use crate::{Outcome, project, style, tool};
use std::process::Command;
use std::time::Instant;

/// Brings the tools and crates that a build needs, then builds.
pub fn build() -> Outcome {
    let root = project::root()?;
    let path = tool::site_tools()?;
    fetch_crates()?;
    style::join()?;
    say("building the release (some 3 min the first time)");
    let start = Instant::now();
    run(Command::new("trunk")
        .args(["build", "--release", "--offline"])
        .current_dir(&root)
        .env("PATH", path)
        // Trunk reads NO_COLOR as true or false, other programs set it to 1.
        .env_remove("NO_COLOR"))?;
    println!("  built in {}", seconds(start.elapsed()));
    Ok(())
}

/// Fetches the crates of Cargo.lock, so that everything after it needs no network. Quick, and
/// silent, when they are here.
pub fn fetch_crates() -> Outcome {
    let mut fetch = Command::new("cargo");
    fetch.args(["fetch", "--quiet", "--locked"]).current_dir(project::root()?);
    run(&mut fetch).map_err(|e| {
        format!("{e}\nCargo.lock may be older than a Cargo.toml; `cargo check` renews it.")
    })
}
