//! Weighs the release against its budgets, with brotli: what a first visit downloads before it shows
//! anything, what it loads when it has nothing better to do, and what the background thread loads
//! when it is needed.

use crate::asset::Assets;
use crate::encoding::Encoding;
use crate::{Outcome, project};

/// When a file is loaded.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    /// Before anything shows.
    First,
    /// When the page is idle, or a part is opened.
    Later,
    /// When the background thread is asked for the first time.
    Background,
}

/// What fails the build, in bytes. Everybody waits for the shell; nobody for the others, which grow
/// with what the application can do and are held a little above what they are today.
const BUDGETS: [(When, &str, usize); 3] = [
    (When::First, "shell", 450_000),
    (When::Later, "later parts", 700 * 1024),
    (When::Background, "background", 1_150 * 1024),
];

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
    let mut verdict = Ok(());
    for (when, what, budget) in BUDGETS {
        let of = rows.iter().filter(|row| when_loaded(row.0) == when);
        let (raw, packed) = of.fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
        println!("{raw:>10} {packed:>10}  the {what}, of {budget} allowed");
        verdict = verdict.and(judge(what, packed, budget));
    }
    verdict
}

fn judge(what: &str, packed: usize, budget: usize) -> Outcome {
    if packed <= budget {
        return Ok(());
    }
    Err(format!("the {what}: {} bytes over the budget of {budget}", packed - budget))
}

/// Whether a file is part of the budget: code, styles and pages are, pictures are not.
fn counts(name: &str) -> bool {
    [".wasm", ".js", ".css", ".html"].iter().any(|extension| name.ends_with(extension))
}

/// Tells by its name when a file is loaded.
fn when_loaded(name: &str) -> When {
    let file = name.rsplit('/').next().unwrap_or(name);
    if ["thread.js", "worker.js", "worker_bg.wasm"].contains(&file) {
        When::Background
    } else if ["sw.js", "offline.js", "later.css"].contains(&file)
        || ["split_", "chunk_"].iter().any(|start| file.starts_with(start))
    {
        When::Later
    } else {
        When::First
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_over_the_budget_fails() {
        assert!(judge("shell", 100, 100).is_ok());
        let message = judge("shell", 101, 100).unwrap_err();
        assert!(message.contains("1 bytes over"), "{message}");
    }

    #[test]
    fn a_part_of_the_page_comes_later_and_the_page_first() {
        let cases = [
            ("app-0123456789abcdef/throughline_bg.wasm", When::First),
            ("app-0123456789abcdef/__wasm_split.js", When::First),
            ("app-0123456789abcdef/split_kpis.wasm", When::Later),
            ("app-0123456789abcdef/chunk_4.wasm", When::Later),
            ("worker_bg.wasm", When::Background),
            ("index.html", When::First),
            ("boot.js", When::First),
            ("sw.js", When::Later),
            ("offline.js", When::Later),
            ("main-0123456789abcdef.css", When::First),
            ("later.css", When::Later),
        ];
        for (name, expected) in cases {
            assert_eq!(when_loaded(name), expected, "{name}");
        }
    }

    #[test]
    fn code_counts_and_pictures_do_not() {
        assert!(counts("a_bg.wasm") && counts("boot.js") && counts("main.css"));
        assert!(!counts("icon.png") && !counts("app.webmanifest"));
    }
}
