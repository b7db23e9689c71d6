//! The tests that need no browser: units, laws, golden files, the tidy test.

use super::Tally;
use crate::process::tee;
use crate::{Outcome, project};
use std::process::Command;

/// Runs `cargo test` on every package and counts.
pub fn run(extra: &[String]) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let mut command = Command::new("cargo");
    command.args(["test", "--workspace", "--no-fail-fast"]).args(extra);
    let succeeded = tee(command.current_dir(project::root()?), |line| tally.add_line(line))?;
    tally.judge(succeeded, "cargo test")
}
