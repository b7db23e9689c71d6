//! Joins the style sheets of style/ into two: what the first paint needs, and what only the parts
//! need that load later.
//!
//! Tokens come first, then base, then the others by name: within a layer the order of files is
//! fixed, between layers it does not matter. A new sheet needs no registration, unless it is one of
//! a later part. It knows no selectors.

use crate::{Outcome, project};
use std::path::Path;

/// Where the joined sheets go; index.html names them.
const JOINED: [(&str, bool); 2] =
    [("target/site/main.css", false), ("target/site/later.css", true)];

/// How the names of sheets begin that only later parts need.
const LATER: &[&str] = &[
    "chart", "formula", "import", "kpi", "later", "pages", "panel", "past", "report", "roadmap",
    "settings", "storage", "table",
];

/// The sheets that the others build on.
const FIRST: &[&str] = &["tokens.css", "base.css"];

/// Writes the joined sheets, unless they are there and equal.
pub fn join() -> Outcome {
    let root = project::root()?;
    for (path, is_later) in JOINED {
        let joined = join_folder(&root.join("style"), is_later)?;
        let path = root.join(path);
        if !project::read(&path).is_ok_and(|present| present == joined) {
            project::write(&path, &joined)?;
        }
    }
    Ok(())
}

fn join_folder(folder: &Path, is_later: bool) -> Outcome<String> {
    let fail = |e: std::io::Error| format!("cannot read {}: {e}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        names.push(entry.map_err(fail)?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| LATER.iter().any(|start| name.starts_with(start)) == is_later);
    let mut joined = String::new();
    for name in order(names) {
        joined.push_str(&without_comments(&project::read(&folder.join(name))?));
    }
    Ok(joined)
}

/// Keeps the style sheets among the names: the foundations first, then by name.
fn order(mut names: Vec<String>) -> Vec<String> {
    names.retain(|name| name.ends_with(".css"));
    let rank = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    names.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    names
}

/// Removes comments, indentation and empty lines.
fn without_comments(css: &str) -> String {
    let bare = strip_comments(css);
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Removes comments, but not what looks like one inside a string.
fn strip_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let mut n = c.len_utf8();
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (Some(_), '\\') => n += rest[n..].chars().next().map_or(0, char::len_utf8),
            _ => {}
        }
        out.push_str(&rest[..n]);
        rest = &rest[n..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let cases = [
            ("a /* b */ c", "a  c"),
            ("/* a\n*/b", "b"),
            ("a: \"/* no */\"", "a: \"/* no */\""),
            ("a: '\\'/* no */'", "a: '\\'/* no */'"),
            ("a /* open", "a "),
            ("é /**/ü", "é ü"),
        ];
        for (css, expected) in cases {
            assert_eq!(strip_comments(css), expected, "{css}");
        }
    }

    #[test]
    fn sheets_are_joined_foundations_first_and_without_comments() {
        let folder = std::env::temp_dir().join(format!("xtask-style-{}", std::process::id()));
        for (name, css) in [
            ("board.css", "@layer views { /* a card */\n\n .card { color: red } }"),
            ("base.css", "/* b */\na {}\n"),
            ("tokens.css", "@layer tokens, views;"),
            ("table-report.css", ".left {}"),
            ("kpis.css", ".tile {}"),
            ("notes.md", "no style"),
        ] {
            project::write(&folder.join(name), css).unwrap();
        }
        let expected = "@layer tokens, views;\na {}\n@layer views {\n.card { color: red } }\n";
        assert_eq!(join_folder(&folder, false).as_deref(), Ok(expected));
        assert_eq!(join_folder(&folder, true).as_deref(), Ok(".tile {}\n.left {}\n"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
