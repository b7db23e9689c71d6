//! Everything that must hold before a change is taken: what .ci/run and the forge call.

use crate::process::{capture, run, say, seconds};
use crate::suite::{Report, Request, run_into};
use crate::{Outcome, project, site, size, tool};
use std::process::Command;
use std::time::Instant;

/// Runs every check and every test, all of them even if one fails, and sums them up.
pub fn run_all() -> Outcome {
    let mut report = Report::default();
    let mut check = |name: &str, step: &dyn Fn() -> Outcome| {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = step();
        println!("  {name} took {}", seconds(start.elapsed()));
        report.add_check(name, outcome);
    };
    check("formatting", &|| cargo(&["fmt", "--all", "--check"]));
    check("lints", &|| {
        site::fetch_crates()?;
        cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
    });
    check("lints of the interface", &|| {
        tool::wasm_target()?;
        let package =
            ["-p", "throughline", "-p", "throughline-worker", "--bins", "--test", "browser*"];
        let mut args = vec!["clippy", "--locked", "--target", tool::WASM];
        args.extend(package);
        args.extend(["--", "-D", "warnings"]);
        cargo(&args)
    });
    check("licenses and sources", &dependencies);
    check("release", &|| site::build(site::Form::Release));
    check("size", &size::run);
    run_into(&Request::without_build(), &mut report);
    report.conclude()
}

fn cargo(args: &[&str]) -> Outcome {
    run(Command::new("cargo").args(args).current_dir(project::root()?))
}

fn dependencies() -> Outcome {
    let path = tool::path_with(&[tool::cargo_deny()?])?;
    let deny = |what: &[&str]| -> Outcome<Command> {
        let mut command = Command::new("cargo");
        command.args(["deny", "--log-level", "error", "check"]).args(what);
        command.current_dir(project::root()?).env("PATH", &path);
        Ok(command)
    };
    run(&mut deny(&["licenses", "bans", "sources"])?)?;
    // The list of known weaknesses lives on the network; without it there is nothing to check.
    match capture(&mut deny(&["advisories"])?) {
        Ok(_) => say("no known advisory touches a dependency"),
        Err(message) if is_unreachable(&message) => {
            say("advisories SKIPPED: their database cannot be reached from here");
        }
        Err(message) => return Err(message),
    }
    Ok(())
}

fn is_unreachable(message: &str) -> bool {
    message.contains("failed to fetch advisory database")
        || message.contains("failed to load advisory database")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_absent_database_lets_the_advisories_be_skipped() {
        assert!(is_unreachable("[ERROR] failed to fetch advisory database https://x\ncaused by"));
        assert!(!is_unreachable("error[vulnerability]: a weakness"));
    }
}
