//! Where a JSON text is broken, and what stands there. It knows no kind of record.

use serde_json::error::Category;

use super::ReadError;

/// How deep lists and objects may nest. A journal entry wraps a record in more levels than a file
/// does, so this is less than the 128 levels at which reading itself would stop.
const DEPTH: usize = 100;

/// Finds what makes a text unreadable before it is read: another encoding, nothing, or too deep.
pub(super) fn before_reading(text: &str) -> Option<ReadError> {
    let whole = |message: &str, hint: &str| {
        Some(ReadError { line: 0, column: 0, message: message.to_owned(), hint: hint.to_owned() })
    };
    if text.trim().is_empty() {
        return whole(
            "the file is empty: a workspace in JSON was expected",
            "Choose another file, or export the workspace again.",
        );
    }
    if text.chars().take(4).any(|c| c == '\0') || text.starts_with("\u{fffd}\u{fffd}") {
        return whole(
            "the file is not UTF-8 text: it seems to be UTF-16, and JSON in UTF-8 was expected",
            "Save it again with the encoding UTF-8.",
        );
    }
    let at = too_deep(text)?;
    let (line, column) = line_column(text, at);
    Some(ReadError {
        line,
        column,
        message: format!("found lists or objects nested more than {DEPTH} deep"),
        hint: "Throughline never writes this; the file is damaged or was not made for it."
            .to_owned(),
    })
}

/// Turns a parser's error into where it is, what was found and what was expected.
pub(super) fn explain(text: &str, error: &serde_json::Error) -> ReadError {
    let at = offset(text, error.line(), error.column());
    let (line, column) = line_column(text, at);
    let full = error.to_string();
    let said = full.rsplit_once(" at line ").map_or(full.as_str(), |(said, _)| said);
    // A wrong value is told of when its first character is reached or its last is read.
    let next = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let path = path_at(text, if error.is_data() { at + next } else { at });
    let place = if path.is_empty() { String::new() } else { format!("in `{path}`: ") };
    let found = text.get(at..).and_then(|rest| rest.chars().next());
    let (message, hint) = match error.classify() {
        Category::Eof => (
            "the file ends too early: the rest of the JSON was expected".to_owned(),
            "The file is cut short. Download or copy it again in full.",
        ),
        Category::Data | Category::Io => {
            (plain(said), "Correct the value, or take it out, and import the file again.")
        }
        Category::Syntax => {
            let found = match found {
                Some(c) if c.is_control() => format!("found `{}`", c.escape_debug()),
                Some(c) => format!("found `{c}`"),
                None => "found the end".to_owned(),
            };
            (format!("{found}: {said}"), syntax_hint(said))
        }
    };
    ReadError { line, column, message: format!("{place}{message}"), hint: hint.to_owned() }
}

/// Puts the parser's words for a wrong value in the order found, expected.
fn plain(said: &str) -> String {
    for lead in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some(rest) = said.strip_prefix(lead) {
            let rest = rest.replace("expected u32", "expected a whole number from 0");
            let rest = rest.replace("expected u64", "expected a whole number from 0");
            let rest = rest.replace("expected i64", "expected a whole number");
            return format!("found {}", rest.replace("expected f64", "expected a number"));
        }
    }
    match said.strip_prefix("missing field ") {
        Some(field) => format!("found no {field}, expected one"),
        None => said.to_owned(),
    }
}

fn syntax_hint(said: &str) -> &'static str {
    if said.contains("out of range") {
        "The number is too large. Correct it and import the file again."
    } else if said.contains("trailing comma") {
        "Take out the comma before the closing bracket."
    } else if said.contains("trailing characters") {
        "Something follows the end of the workspace. Take it out."
    } else if said.contains("surrogate") {
        "The text holds half a character. Correct the \\u escape."
    } else {
        "The file is damaged or was edited by hand. Correct this place, or export it again."
    }
}

/// Gives the byte at which the parser stopped, from its line and its column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        n => text.match_indices('\n').nth(n - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Gives the line and the column in characters, both from 1.
pub(super) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
}

/// Finds the bracket that nests too deep.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if quoted {
            match byte {
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => quoted = true,
                b'[' | b'{' => {
                    depth += 1;
                    if depth > DEPTH {
                        return Some(at);
                    }
                }
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    None
}

/// One level of nesting on the way to a place.
enum Level {
    List(usize),
    Object(String),
}

/// Names the place in a JSON text, such as `items[3].moves[0].at`.
fn path_at(text: &str, at: usize) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut last_text = "";
    let mut rest = text.get(..at).unwrap_or("").char_indices();
    while let Some((idx, c)) = rest.next() {
        match c {
            '"' => {
                let mut end = at;
                while let Some((idx, c)) = rest.next() {
                    match c {
                        '\\' => drop(rest.next()),
                        '"' => {
                            end = idx;
                            break;
                        }
                        _ => {}
                    }
                }
                last_text = text.get(idx + 1..end).unwrap_or("");
            }
            ':' => {
                if let Some(Level::Object(key)) = levels.last_mut() {
                    last_text.clone_into(key);
                }
            }
            ',' => {
                if let Some(Level::List(n)) = levels.last_mut() {
                    *n += 1;
                }
            }
            '[' => levels.push(Level::List(0)),
            '{' => levels.push(Level::Object(String::new())),
            ']' | '}' => drop(levels.pop()),
            _ => {}
        }
    }
    let mut path = String::new();
    for level in levels.iter().take(12) {
        match level {
            Level::List(n) => path.push_str(&format!("[{n}]")),
            Level::Object(key) if key.is_empty() => {}
            Level::Object(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.extend(key.chars().take(40));
            }
        }
    }
    path
}
