//! Holds README.md and CONTRIBUTING.md to the truth: the keyboard table, every path they name, the
//! code map and the reasons of the top level.
//!
//! `UPDATE=1 cargo test --test readme` writes the keyboard table anew.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use throughline_core::action::keyboard_table;

/// The texts whose paths must lead somewhere.
const TEXTS: [&str; 4] = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];

/// The folders by which a path in running text is known.
const ROOMS: [&str; 6] = ["src/", "tests/", "style/", ".cargo/", ".ci/", ".github/"];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|e| panic!("{path}: {e}")).replace("\r\n", "\n")
}

/// Gives the bytes between a pair of marks such as `<!-- map -->` and `<!-- /map -->`.
fn between(text: &str, mark: &str) -> Option<std::ops::Range<usize>> {
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let start = text.find(&open)? + open.len();
    let end = start + text.get(start..)?.find(&close)?;
    Some(start..end)
}

fn section<'a>(text: &'a str, mark: &str) -> &'a str {
    let range = between(text, mark).unwrap_or_else(|| panic!("the marks `{mark}` are not there"));
    &text[range]
}

/// The lines outside code blocks: those show what may be, not what is.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// Lists what a text links to and the paths that it names in backticks.
fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in prose(text) {
        for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or(target);
            if !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:") {
                found.insert(path.to_owned());
            }
        }
        for code in line.split('`').skip(1).step_by(2) {
            if ROOMS.iter().any(|room| code.starts_with(room)) && !code.contains(['*', ' ', '<']) {
                found.insert(code.to_owned());
            }
        }
    }
    found
}

/// Lists the test files that a text calls by `--test name`.
fn called_tests(text: &str) -> BTreeSet<String> {
    let calls = text.split("--test ").skip(1);
    let name = |rest: &str| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest[..end].to_owned()
    };
    calls.map(name).filter(|name| !name.is_empty()).map(|name| format!("tests/{name}.rs")).collect()
}

/// Lists the names in a list whose lines begin with a name, in backticks or not.
fn first_words(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.starts_with("```"));
    let words = lines.filter_map(|line| line.split_whitespace().find(|word| *word != "-"));
    words.map(|word| word.trim_matches(['`', ':', ',']).to_owned()).collect()
}

#[test]
fn the_keyboard_table_is_that_of_the_actions() {
    let readme = read("README.md");
    let range = between(&readme, "keyboard").expect("README.md has the marks of the table");
    let table = keyboard_table();
    if std::env::var_os("UPDATE").is_some() {
        let mut text = readme;
        if text[range.clone()] != table {
            text.replace_range(range, &table);
            fs::write(root("README.md"), text).unwrap();
        }
        return;
    }
    assert!(
        readme[range] == table,
        "the keyboard table in README.md is stale: `UPDATE=1 cargo test --test readme` writes it, \
         or copy this between the marks:\n\n{table}"
    );
}

#[test]
fn every_path_that_is_named_is_there() {
    let mut lost = Vec::new();
    for text in TEXTS {
        let content = read(text);
        let named = paths(&content).into_iter().chain(called_tests(&content));
        lost.extend(
            named.filter(|path| !root(path).exists()).map(|path| format!("{text}: {path}")),
        );
    }
    assert!(lost.is_empty(), "these lead nowhere:\n{}\n", lost.join("\n"));
}

#[test]
fn the_code_map_is_the_tree() {
    let readme = read("README.md");
    let map = first_words(section(&readme, "map"));
    let lost: Vec<&String> = map.iter().filter(|path| !root(path).exists()).collect();
    assert!(lost.is_empty(), "the code map names what is not there: {lost:?}");
    let missing: Vec<String> =
        rooms().into_iter().filter(|path| !map.contains(path.as_str())).collect();
    assert!(missing.is_empty(), "the code map leaves out {missing:?}");
}

/// Lists the folders of src/ and the modules of the core.
fn rooms() -> Vec<String> {
    let mut out = vec!["src/main.rs".to_owned()];
    for entry in fs::read_dir(root("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() && name != "core" && !name.starts_with("proptest") {
            out.push(format!("src/{name}"));
        }
    }
    let core = read("src/core/lib.rs");
    let modules =
        core.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    for module in modules.filter_map(|name| name.strip_suffix(';')) {
        let file = format!("src/core/{module}.rs");
        out.push(if root(&file).exists() { file } else { format!("src/core/{module}") });
    }
    out
}

#[test]
fn every_name_of_the_top_level_has_a_reason() {
    const MADE: [&str; 4] = ["target", "dist", "node_modules", "test-results"];
    let readme = read("README.md");
    let reasons = section(&readme, "top");
    let mut missing = Vec::new();
    for entry in fs::read_dir(root("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_own = !name.starts_with('.') && !MADE.contains(&name.as_str());
        if is_own && !reasons.contains(&format!("`{name}`")) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "the README gives no reason for {missing:?}");
}

#[test]
fn paths_and_calls_are_found_in_a_text() {
    let text = "See [a](src/b.rs#c), `src/core/x.rs` and `cargo test`.\n\
                ```\n`src/not/this.rs`\n```\n[far](https://x.org/y), `src/**/*.rs`\n";
    assert_eq!(paths(text).into_iter().collect::<Vec<_>>(), ["src/b.rs", "src/core/x.rs"]);
    let calls = called_tests("`cargo test --test tidy`, and --test laws -- --ignored");
    assert_eq!(calls.into_iter().collect::<Vec<_>>(), ["tests/laws.rs", "tests/tidy.rs"]);
    let words = first_words("```\nsrc/app   the live workspace\n- `src/core`: pure\n```\n");
    assert_eq!(words.into_iter().collect::<Vec<_>>(), ["src/app", "src/core"]);
    assert_eq!(section("<!-- a -->\nb\n<!-- /a -->", "a"), "b\n");
}
