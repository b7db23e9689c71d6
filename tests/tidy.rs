//! Holds the house rules that the compiler does not: rooms, arrows, first lines, forbidden words.
//!
//! Each rule takes a path and a text and returns sentences, so that the rules themselves are
//! tested below on texts that break them.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

/// A rule: the path from the project's folder, the text, and what is wrong with it.
type Rule = fn(&str, &str) -> Vec<String>;

const RULES: &[Rule] = &[
    room_size,
    first_line,
    arrows,
    no_markup_strings,
    no_panic_in_core,
    allow_has_a_reason,
    no_private_address,
    no_conflict_left,
];

#[test]
fn the_project_is_tidy() {
    let mut files = Vec::new();
    walk(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
    assert!(files.len() > 20, "the walk found only {} files", files.len());
    let broken: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| RULES.iter().flat_map(move |rule| rule(path, text)))
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Rooms: how long a file may be. A longer one has two subjects.
fn room_size(path: &str, text: &str) -> Vec<String> {
    let deep = ["src/core/", "src/worker/", "src/xtask/"].iter().any(|room| path.starts_with(room));
    let limit = match extension(path) {
        "rs" if deep => 400,
        "rs" if path.starts_with("src/") => 250,
        "css" => 400,
        "rs" | "js" | "mjs" | "ts" => 600,
        _ => return Vec::new(),
    };
    let n_lines = text.lines().count();
    let is_over = n_lines > limit;
    is_over
        .then(|| format!("{path}: {n_lines} lines, at most {limit} are allowed"))
        .into_iter()
        .collect()
}

/// Every module opens by saying what it is.
fn first_line(path: &str, text: &str) -> Vec<String> {
    let is_missing = extension(path) == "rs" && !text.starts_with("//! ");
    is_missing
        .then(|| format!("{path}: the first line must be a `//!` sentence"))
        .into_iter()
        .collect()
}

/// Arrows point down only: what a folder must never name.
fn arrows(path: &str, text: &str) -> Vec<String> {
    const FORBIDDEN: &[(&str, &[&str])] = &[
        ("src/core/", &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo"]),
        ("src/worker/", &["leptos", "throughline::"]),
        ("src/widgets/", &["crate::app", "crate::views", "throughline_core::model"]),
        ("src/shell/", &["crate::views", "crate::app"]),
        ("src/app/", &["crate::views"]),
        ("src/views/", &["web_sys::Storage", "gloo_storage"]),
    ];
    let words = FORBIDDEN.iter().filter(|(room, _)| path.starts_with(room));
    let words: Vec<&str> = words.flat_map(|(_, words)| words.iter().copied()).collect();
    if extension(path) != "rs" {
        return Vec::new();
    }
    each_line(path, code_lines(text), |line| {
        let named = words.iter().find(|word| names(line, word))?;
        Some(format!("`{named}` is not known in this room"))
    })
}

/// The content security policy forbids both; so does care.
fn no_markup_strings(path: &str, text: &str) -> Vec<String> {
    if !(path.starts_with("src/") && matches!(extension(path), "rs" | "js")) {
        return Vec::new();
    }
    const FORBIDDEN: &[&str] = &["inner_html", "innerHTML", " style=\"", " style=move", " style={"];
    each_line(path, code_lines(text), |line| {
        let found = FORBIDDEN.iter().find(|word| line.contains(**word))?;
        Some(format!("`{}` is forbidden; use elements, classes and `style:`", found.trim()))
    })
}

/// The core never panics on what a person or a file supplies. Clippy sees indexing as well.
fn no_panic_in_core(path: &str, text: &str) -> Vec<String> {
    let file = path.rsplit('/').next().unwrap_or(path);
    if !path.starts_with("src/core/") || extension(path) != "rs" || file == "tests.rs" {
        return Vec::new();
    }
    const FORBIDDEN: &[&str] =
        &[".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    let before_tests = code_lines(text).take_while(|(_, line)| line.trim() != "#[cfg(test)]");
    each_line(path, before_tests, |line| {
        let found = FORBIDDEN.iter().find(|word| line.contains(**word))?;
        Some(format!("`{found}` can panic"))
    })
}

/// A lint is silenced only with a reason.
fn allow_has_a_reason(path: &str, text: &str) -> Vec<String> {
    if extension(path) != "rs" {
        return Vec::new();
    }
    let lines: Vec<&str> = code_lines(text).map(|(_, line)| line.trim()).collect();
    let mut broken = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        if !["#[allow(", "#![allow("].iter().any(|opening| line.starts_with(opening)) {
            continue;
        }
        let end = lines[idx..].iter().position(|line| line.contains(")]")).unwrap_or(0);
        let attribute = lines[idx..=idx + end].concat();
        if !attribute.contains("reason =") {
            broken.push(format!("{path}: `{attribute}` gives no reason"));
        }
    }
    broken
}

/// Nothing in the project knows the machine or the registry it was made with.
fn no_private_address(path: &str, text: &str) -> Vec<String> {
    let folders = ["work", "root", "tmp", "home"].map(|name| format!("/{name}/"));
    let words = [concat!("arti", "factory"), concat!("\"resol", "ved\":")];
    each_line(path, text.lines().enumerate(), |line| {
        let folder = folders.iter().find(|folder| starts_path(line, folder)).map(String::as_str);
        let found = folder.or_else(|| words.into_iter().find(|word| line.contains(word)))?;
        Some(format!("`{found}` belongs to one machine"))
    })
}

/// A merge was finished before it was taken.
fn no_conflict_left(path: &str, text: &str) -> Vec<String> {
    let marks = ["<", ">"].map(|mark| format!("{} ", mark.repeat(7)));
    each_line(path, text.lines().enumerate(), |line| {
        let is_mark = marks.iter().any(|mark| line.starts_with(mark));
        is_mark.then(|| "a conflict was left in".to_owned())
    })
}

/// Whether a line holds a path that starts with a folder, not one that only runs through it.
fn starts_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "\"'`(=:,[<".contains(c))
    })
}

/// Whether a line names a word as a whole: `gloo` also in `gloo_storage`, not in `igloo`.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && !line[at + word.len()..].starts_with(|c: char| c.is_alphanumeric())
    })
}

/// The lines that are not comments, with their index.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn each_line<'a>(
    path: &str,
    lines: impl Iterator<Item = (usize, &'a str)>,
    check: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    lines.filter_map(|(idx, line)| Some(format!("{path}:{}: {}", idx + 1, check(line)?))).collect()
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Collects the project's own text files; what is generated, installed or data is not its own.
fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    const SKIPPED: &[&str] =
        &[".git", "target", "dist", "node_modules", "test-results", "tests/data"];
    const TEXTS: &[&str] =
        &["rs", "js", "mjs", "ts", "css", "html", "toml", "json", "md", "yml", "lock", "run"];
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if SKIPPED.contains(&name.as_str()) || SKIPPED.contains(&path.as_str()) {
            continue;
        }
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file() && (TEXTS.contains(&extension(&name)) || name == "run") {
            files.push((path, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

#[track_caller]
fn check(rule: Rule, path: &str, text: &str, n_expected: usize) {
    let broken = rule(path, text);
    assert_eq!(broken.len(), n_expected, "{path}: {text:?} gave {broken:?}");
}

#[test]
fn each_rule_finds_what_breaks_it() {
    let long = "//! A line.\n".repeat(251);
    check(room_size, "src/views/board.rs", &long, 1);
    check(room_size, "src/core/model/item.rs", &"\n".repeat(401), 1);
    check(room_size, "tests/laws.rs", &"\n".repeat(601), 1);
    check(room_size, "style/board.css", &"\n".repeat(401), 1);
    check(first_line, "src/main.rs", "fn main() {}\n", 1);
    check(first_line, "src/main.rs", "//!\nfn main() {}\n", 1);
    check(arrows, "src/core/lib.rs", "//! Core.\nuse leptos::prelude::*;\n", 1);
    check(arrows, "src/core/lib.rs", "use gloo_storage::Storage;\nuse web_sys::Window;", 2);
    check(arrows, "src/widgets/menu.rs", "use crate::app::Workspace;", 1);
    check(arrows, "src/widgets/menu.rs", "use throughline_core::model::Item;", 1);
    check(arrows, "src/shell/clock.rs", "crate::views::board()", 1);
    check(arrows, "src/views/board.rs", "let s: web_sys::Storage = x;", 1);
    check(no_markup_strings, "src/views/board.rs", "<div inner_html=text/>", 1);
    check(no_markup_strings, "src/views/board.rs", "<div style=\"color: red\"/>", 1);
    check(no_panic_in_core, "src/core/a.rs", "let x = y.unwrap();", 1);
    check(no_panic_in_core, "src/core/a.rs", "y.expect(\"BUG\");\npanic!(\"no\")", 2);
    check(allow_has_a_reason, "src/a.rs", "#[allow(dead_code)]\nfn a() {}", 1);
    check(allow_has_a_reason, "src/a.rs", "#![allow(\n    clippy::all\n)]", 1);
    let path = format!("see /{}/main/file", "work");
    check(no_private_address, "README.md", &path, 1);
    let lock = format!("  \"{}\": \"https://x\"", "resolved");
    check(no_private_address, "tests/e2e/package-lock.json", &lock, 1);
    check(no_conflict_left, "style/a.css", &format!("{} HEAD\na {{}}\n", "<".repeat(7)), 1);
}

#[test]
fn each_rule_lets_what_is_right_pass() {
    check(room_size, "src/views/board.rs", &"\n".repeat(250), 0);
    check(room_size, "README.md", &"\n".repeat(1000), 0);
    check(first_line, "src/main.rs", "//! Mounts the app.\n", 0);
    check(first_line, "style/base.css", "a {}", 0);
    check(arrows, "src/core/lib.rs", "//! Knows no leptos.\nlet igloo = 1;\n", 0);
    check(arrows, "src/views/board.rs", "use crate::app::Workspace;", 0);
    check(arrows, "src/app/mod.rs", "use throughline_core::model::Item;", 0);
    check(no_markup_strings, "src/views/board.rs", "<div style:width=w class=\"a\"/>", 0);
    let tested = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c.unwrap(); } }";
    check(no_panic_in_core, "src/core/a.rs", tested, 0);
    check(no_panic_in_core, "src/core/a.rs", "self.expect(b'{')?;\na.unwrap_or_default();", 0);
    check(no_panic_in_core, "src/app/a.rs", "a.unwrap();", 0);
    let reasoned = "#[allow(dead_code, reason = \"used on wasm\")]";
    check(allow_has_a_reason, "src/a.rs", reasoned, 0);
    let inner = format!("src/core/{}/mod.rs", "work");
    check(no_private_address, "README.md", &inner, 0);
}
