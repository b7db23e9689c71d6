//! Weighs the release against its budgets, with brotli: what a first visit downloads before it shows
//! anything, and what the background thread loads when it is needed.

use crate::asset::Assets;
use crate::encoding::Encoding;
use crate::{Outcome, project};

/// What a first visit should come down to, all files together.
const GOAL: usize = 450 * 1024;

/// What fails the build: a little above what is reached today, so that it only gets smaller. The
/// README says where the bytes are; whoever brings them down lowers this, until it is the goal.
const BUDGET: usize = 700 * 1024;

/// The same for the background thread, which nothing waits for.
const BACKGROUND_BUDGET: usize = 640 * 1024;

/// The files of the background thread.
const BACKGROUND: &[&str] = &["thread.js", "worker.js", "worker_bg.wasm"];

/// Prints the sizes; more than a budget is an error.
pub fn run() -> Outcome {
    let assets = Assets::load(&project::root()?.join("dist"))?;
    let mut rows: Vec<(&str, usize, usize)> = std::thread::scope(|scope| {
        let weighed: Vec<_> = assets
            .iter()
            .filter(|(name, _)| counts(name))
            .map(|(name, asset)| {
                let raw = asset.body(Encoding::Identity);
                (name, raw.len(), scope.spawn(|| Encoding::Brotli.encode(raw, 11).len()))
            })
            .collect();
        // A thread that died has compressed nothing: then the plain size counts.
        weighed
            .into_iter()
            .map(|(name, raw, packed)| (name, raw, packed.join().unwrap_or(raw)))
            .collect()
    });
    rows.sort_by_key(|row| std::cmp::Reverse(row.2));
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for (name, raw, packed) in &rows {
        println!("{raw:>10} {packed:>10}  {name}");
    }
    let (background, shell): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| BACKGROUND.contains(&row.0));
    let sum = |rows: &[&(&str, usize, usize)]| -> (usize, usize) {
        (rows.iter().map(|row| row.1).sum(), rows.iter().map(|row| row.2).sum())
    };
    let ((raw, packed), (later_raw, later)) = (sum(&shell), sum(&background));
    println!("{raw:>10} {packed:>10}  the shell, of {BUDGET} allowed; the goal is {GOAL}");
    println!("{later_raw:>10} {later:>10}  the background, of {BACKGROUND_BUDGET} allowed");
    judge("shell", packed, BUDGET)?;
    judge("background", later, BACKGROUND_BUDGET)
}

fn judge(what: &str, packed: usize, budget: usize) -> Outcome {
    if packed <= budget {
        return Ok(());
    }
    Err(format!("the {what} is {} bytes over its budget of {budget}", packed - budget))
}

/// Whether a file is part of the budget: code, styles and pages are, pictures are not.
fn counts(name: &str) -> bool {
    [".wasm", ".js", ".css", ".html"].iter().any(|extension| name.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_the_budget_fails() {
        assert!(judge("shell", BUDGET, BUDGET).is_ok());
        let message = judge("shell", BUDGET + 1, BUDGET).unwrap_err();
        assert!(message.contains("1 bytes over"), "{message}");
    }

    #[test]
    fn code_counts_and_pictures_do_not() {
        assert!(counts("a_bg.wasm") && counts("boot.js") && counts("main.css"));
        assert!(!counts("icon.png") && !counts("app.webmanifest"));
    }
}
