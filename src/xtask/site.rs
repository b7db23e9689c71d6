//! Builds the site into dist/. It serves nothing.

use crate::process::{run, say, seconds};
use crate::{Outcome, project, style, tool};
use std::process::Command;
use std::time::Instant;

/// How the site is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// Small and fast, as it is published.
    Release,
    /// Built fast, again and again, to try a change.
    Quick,
}

/// Brings the tools and crates that a build needs, then builds.
pub fn build(form: Form) -> Outcome {
    let root = project::root()?;
    let path = tool::site_tools()?;
    fetch_crates()?;
    style::join()?;
    let mut args = vec!["build", "--offline"];
    match form {
        Form::Release => {
            say("building the release (some 6 min the first time, on two cores)");
            args.push("--release");
        }
        Form::Quick => say("building a form for trying, neither small nor fast"),
    }
    let start = Instant::now();
    run(Command::new("trunk")
        .args(args)
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
