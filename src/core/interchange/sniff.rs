//! What a file is, by its content first and its name last. It reads no more than it must.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Format;
use crate::model::codec::Key;

/// Tells which format a file has; nothing if it is none that can be read.
pub fn sniff(name: &str, text: &str) -> Option<Format> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let name = name.to_ascii_lowercase();
    match text.trim_start().chars().next()? {
        '{' | '[' => {
            let seen = RefCell::new(Seen::default());
            let mut json = serde_json::Deserializer::from_str(text);
            // A broken file is known by what stands before the fault.
            let _ = Top(&seen).deserialize(&mut json);
            let seen = seen.into_inner();
            seen.format().or_else(|| looks_like_table(&name, text))
        }
        '<' => is_plan(text).then_some(Format::Mspdi),
        _ => looks_like_table(&name, text),
    }
}

/// Tells whether an XML text is a plan: its outermost element is a project of Microsoft's schema.
fn is_plan(text: &str) -> bool {
    let head: String = text.chars().take(4_000).collect();
    let Some((_, rest)) = head.split_once("<Project") else { return false };
    let own = rest.split_once('>').map_or(rest, |(tag, _)| tag);
    // Build files of other tools open with the same word.
    own.contains("schemas.microsoft.com/project")
        || ["<SaveVersion>", "<ScheduleFromStart>", "<Tasks>"].iter().any(|e| text.contains(e))
}

fn is_table_name(name: &str) -> bool {
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// Tells whether the first line that is not empty reads as a header of at least two columns.
fn looks_like_table(name: &str, text: &str) -> Option<Format> {
    let head: String = text.chars().take(20_000).collect();
    if head.contains('\0') {
        return None;
    }
    if is_table_name(name) {
        return Some(Format::Csv);
    }
    let line = head.lines().find(|line| !line.trim().is_empty())?;
    if line.starts_with(['{', '[', '<']) || line.starts_with("BEGIN:") {
        return None;
    }
    // A header's cells are names: short, and with a letter.
    let is_header = |by: char| {
        let cells: Vec<&str> = line.split(by).collect();
        cells.len() >= 2
            && cells.iter().all(|cell| cell.chars().count() <= 80)
            && cells.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).count() >= 2
    };
    let rows = head.lines().filter(|line| !line.trim().is_empty()).count();
    ([',', ';', '\t'].into_iter().any(is_header) && rows >= 2).then_some(Format::Csv)
}

/// Remembers the names that stand at the top of a file.
#[derive(Default)]
struct Seen {
    ours: bool,
    sealed: bool,
    list: bool,
    keys: Vec<String>,
}

impl Seen {
    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|k| k == key)
    }

    fn format(&self) -> Option<Format> {
        let state = self.has("state") || self.has("html_url");
        let github = self.has("pull_request")
            || (self.has("number") && self.has("title") && (self.list || self.has("html_url")));
        if self.ours {
            Some(Format::Throughline)
        } else if self.sealed {
            Some(Format::Sealed)
        } else if !self.list && self.has("lists") && self.has("cards") {
            Some(Format::Trello)
        } else if github && state {
            Some(Format::GitHub)
        } else {
            None
        }
    }
}

struct Top<'a>(&'a RefCell<Seen>);

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.borrow_mut().list = true;
        // The first entry tells; the rest is not read.
        seq.next_element_seed(Top(self.0))?;
        Err(de::Error::custom("enough"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let mut seen = self.0.borrow_mut();
            seen.keys.push(key.0.chars().take(40).collect());
            if key.0 == "format" && !seen.list {
                let format: serde_json::Value = map.next_value()?;
                seen.ours = format == super::json::FORMAT;
                seen.sealed = format == super::sealed::FORMAT;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if seen.format().is_some() || seen.keys.len() > 500 {
                return Err(de::Error::custom("enough"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: Option<Format>) {
        assert_eq!(sniff(name, text), expected, "{name} {text}");
    }

    #[test]
    fn a_format_is_known_by_its_content() {
        check("a.json", r#"{"format":"throughline","version":1}"#, Some(Format::Throughline));
        check("a.csv", "\u{feff}{\"format\":\"throughline\", cut", Some(Format::Throughline));
        check("a.json", r#"{"id":"1","cards":[{"id":"2"}],"lists":[]}"#, Some(Format::Trello));
        check("x", r#"[{"number":1,"title":"a","state":"open"}]"#, Some(Format::GitHub));
        check("x", r#"[{"html_url":"h","number":1,"title":"a","x":"#, Some(Format::GitHub));
        check("x", r#"[{"pull_request":{},"state":"open"}]"#, Some(Format::GitHub));
        check("x", r#"{"number":1,"title":"a","html_url":"h"}"#, Some(Format::GitHub));
        check("x", "Title,Status\na,b\n", Some(Format::Csv));
        check("x", "\n\"Issue key\";Summary\n1;2\n", Some(Format::Csv));
        check("x.tsv", "Title\na\n", Some(Format::Csv));
        let plan =
            "<?xml version=\"1.0\"?><Project xmlns=\"http://schemas.microsoft.com/project\">";
        check("x", plan, Some(Format::Mspdi));
        check("a.csv", "\u{feff} <Project><Name>a,b</Name><Tasks>", Some(Format::Mspdi));
        check("a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup/></Project>", None);
    }

    #[test]
    fn what_cannot_be_read_is_no_format() {
        for text in ["", " ", "null", "[]", "{}", "[[]]", "hello", "<a>,b</a>", "{\"cards\":1}"] {
            check("x", text, None);
        }
        check("a.json", "{\"lists\":[]", None);
        check("a.ics", "BEGIN:VCALENDAR\na,b\n", None);
        check("x", "PK\u{3}\0,a,b\n", None);
    }
}
