//! The workspace's own JSON, version 1: one table for each kind, one record on a line. It knows
//! the tables of kinds and fields, and nothing of what a record means.
//!
//! Tables stand in the order of the kinds and records in the order of their ids, so equal
//! workspaces give equal bytes. Empty tables and unset fields are left out. What a newer version
//! wrote is kept and written back. `FORMAT.md` and `workspace.schema.json` beside this file say
//! which fields there are.

use std::cell::RefCell;
use std::fmt;
use std::io;

use rustc_hash::FxHashSet;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::sniff::sniff;
use super::{Format, Incoming, ReadError, position, repair};
use crate::model::codec::{Key, write_json, write_text};
use crate::model::id::Ref;
use crate::model::record::Extra;
use crate::model::workspace::Model;
use crate::model::{Kind, Record, Tables};
use crate::sort;

/// What a file says that it is.
pub const FORMAT: &str = "throughline";
/// The version of the format that this code writes, and the highest that it reads.
pub const VERSION: u64 = 1;

/// Writes a workspace as JSON.
pub fn export(model: &Model) -> String {
    let mut out = Vec::with_capacity(1024 + 400 * model.items.len());
    // Writing to memory does not fail.
    let _ = write(model, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a workspace as JSON, record by record.
pub fn write(model: &Model, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION}")?;
    for kind in Kind::ALL {
        let mut rows = model.records(*kind);
        write_table(out, ",\n", kind.table(), &mut |line| {
            rows.next().is_some_and(|row| {
                row.write(line);
                true
            })
        })?;
    }
    for (name, value) in model.extra.iter().filter(|(name, _)| !is_ours(name)) {
        match value {
            Json::Array(rows) if !rows.is_empty() => {
                let mut rows = rows.iter();
                write_table(out, ",\n", name, &mut |line| {
                    rows.next().is_some_and(|row| {
                        write_json(line, row);
                        true
                    })
                })?;
            }
            other => {
                let mut line = b",\n".to_vec();
                write_text(&mut line, name);
                line.push(b':');
                write_json(&mut line, other);
                out.write_all(&line)?;
            }
        }
    }
    out.write_all(b"\n}\n")
}

/// Writes some records as JSON tables, without a header.
pub fn record_lines(records: impl IntoIterator<Item = Record>) -> String {
    let mut records: Vec<Record> = records.into_iter().collect();
    sort::by_key(&mut records, Record::to_ref);
    let mut out = Vec::with_capacity(64 + 400 * records.len());
    out.push(b'{');
    let mut lead = "\n";
    for rows in records.chunk_by(|a, b| a.kind() == b.kind()) {
        let Some(first) = rows.first() else { continue };
        let mut rows = rows.iter();
        // Writing to memory does not fail.
        let _ = write_table(&mut out, lead, first.kind().table(), &mut |line| {
            rows.next().is_some_and(|row| {
                row.write(line);
                true
            })
        });
        lead = ",\n";
    }
    out.extend(b"\n}\n");
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a table, one row on a line. `row` adds the next row to a line, until there is none.
fn write_table(
    out: &mut dyn io::Write,
    lead: &str,
    name: &str,
    row: &mut dyn FnMut(&mut Vec<u8>) -> bool,
) -> io::Result<()> {
    let mut line = lead.as_bytes().to_vec();
    write_text(&mut line, name);
    line.extend(b":[\n");
    let mut open = false;
    while row(&mut line) {
        out.write_all(&line)?;
        line.clear();
        line.extend(b",\n");
        open = true;
    }
    if open { out.write_all(b"\n]") } else { Ok(()) }
}

/// Tells whether a name at the top of the file belongs to this version.
fn is_ours(name: &str) -> bool {
    name == "format" || name == "version" || Kind::from_table(name).is_some()
}

/// Reads a whole file and mends it: references that lead nowhere and circles are taken out of the
/// records and listed, so that the result is sound.
pub fn read(text: &str) -> Result<Incoming, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(error) = position::before_reading(text) {
        return Err(error);
    }
    let doc = RefCell::new(Doc { whole: true, ..Doc::default() });
    let mut json = serde_json::Deserializer::from_str(text);
    let outcome = DocSeed(&doc).deserialize(&mut json).and_then(|()| json.end());
    let doc = doc.into_inner();
    match outcome {
        Err(error) => Err(explain(text, &error)),
        Ok(()) if !doc.has_format => Err(wrong_format(text)),
        Ok(()) if !doc.has_version => Err(ReadError {
            line: 0,
            column: 0,
            message: "the file does not say which version of the format it is".to_owned(),
            hint: format!("Add \"version\":{VERSION} at its start if it was written by hand."),
        }),
        Ok(()) => {
            let mut incoming =
                Incoming { records: doc.records, extra: doc.extra, ..Incoming::default() };
            repair::repair(&mut incoming, true);
            let name = incoming.records.iter().find(|r| r.kind() == Kind::Workspace);
            incoming.title = name.map(|r| r.title().to_owned()).unwrap_or_default();
            Ok(incoming)
        }
    }
}

/// Reads what [`record_lines`] wrote. Nothing is mended; tables that are not known are left out.
pub fn parse_lines(text: &str) -> Result<Vec<Record>, ReadError> {
    let doc = RefCell::new(Doc::default());
    let mut json = serde_json::Deserializer::from_str(text);
    let outcome = DocSeed(&doc).deserialize(&mut json).and_then(|()| json.end());
    match outcome {
        Ok(()) => Ok(doc.into_inner().records),
        Err(error) => Err(position::explain(text, &error)),
    }
}

/// Builds a model from what was read; of records with the same id the first stays.
pub fn model(incoming: Incoming) -> Model {
    let mut records = incoming.records;
    let mut seen = FxHashSet::default();
    records.retain(|record| seen.insert(record.to_ref()));
    sort::by_key(&mut records, Record::to_ref);
    let mut tables = Tables::default();
    let mut rest = records.into_iter().peekable();
    for kind in Kind::ALL {
        let mut rows = Vec::new();
        while let Some(row) = rest.next_if(|r| r.kind() == *kind) {
            rows.push(row);
        }
        tables.fill(*kind, rows);
    }
    Model::new(tables, incoming.extra)
}

/// Gathers what stands in a file.
#[derive(Default)]
struct Doc {
    /// Whether this is a whole file, with a header and with ids that must differ.
    whole: bool,
    has_format: bool,
    has_version: bool,
    records: Vec<Record>,
    seen: FxHashSet<Ref>,
    extra: Extra,
}

struct DocSeed<'a>(&'a RefCell<Doc>);

impl<'de> DeserializeSeed<'de> for DocSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object that holds a workspace")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let whole = self.0.borrow().whole;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let name = key.0.as_ref();
            if let Some(kind) = Kind::from_table(name) {
                map.next_value_seed(Rows { kind, doc: self.0 })?;
            } else if !whole {
                map.next_value::<IgnoredAny>()?;
            } else if name == "format" {
                if map.next_value::<String>()? != FORMAT {
                    return Err(de::Error::custom("another format"));
                }
                self.0.borrow_mut().has_format = true;
            } else if name == "version" {
                let version = map.next_value::<u64>()?;
                if version == 0 || version > VERSION {
                    return Err(de::Error::custom(format!(
                        "found version {version}, expected a version from 1 to {VERSION}"
                    )));
                }
                self.0.borrow_mut().has_version = true;
            } else {
                let value = map.next_value()?;
                self.0.borrow_mut().extra.set(name, value);
            }
        }
        Ok(())
    }
}

struct Rows<'a> {
    kind: Kind,
    doc: &'a RefCell<Doc>,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.kind.many().to_lowercase())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut doc = self.doc.borrow_mut();
        while let Some(record) = seq.next_element_seed(OfKind(self.kind))? {
            if doc.whole && !doc.seen.insert(record.to_ref()) {
                let (id, many) = (record.raw_id(), self.kind.many().to_lowercase());
                return Err(de::Error::custom(format!(
                    "found the id {id} a second time among the {many}, expected each id once"
                )));
            }
            doc.records.push(record);
        }
        Ok(())
    }
}

struct OfKind(Kind);

impl<'de> DeserializeSeed<'de> for OfKind {
    type Value = Record;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Record, D::Error> {
        Record::decode(self.0, d)
    }
}

/// Explains why a file could not be read; what the file as a whole is comes first.
fn explain(text: &str, error: &serde_json::Error) -> ReadError {
    let head = RefCell::new(Head::default());
    let mut json = serde_json::Deserializer::from_str(text);
    // What came before the fault is enough.
    let _ = HeadSeed(&head).deserialize(&mut json);
    let head = head.into_inner();
    let newer = head.version.as_ref().and_then(Json::as_u64).filter(|v| *v > VERSION);
    match (head.format.as_deref(), newer) {
        (Some(FORMAT), Some(version)) => ReadError {
            line: error.line(),
            column: error.column(),
            message: format!(
                "a newer Throughline wrote this file: it is version {version} of the format, \
                 and this one reads up to version {VERSION}"
            ),
            hint: "Reload this page to get the newest Throughline, then open the file again."
                .to_owned(),
        },
        (Some(FORMAT), None) => position::explain(text, error),
        // An object without a format that is broken may be anything; the fault is what helps.
        (None, _) if !error.is_data() => position::explain(text, error),
        _ => wrong_format(text),
    }
}

/// Says what a file seems to be instead.
fn wrong_format(text: &str) -> ReadError {
    let seems = match sniff("", text) {
        Some(Format::Trello) => "a board exported from Trello",
        Some(Format::GitHub) => "issues exported from GitHub",
        Some(Format::Csv) => "a table (CSV)",
        Some(Format::Mspdi) => "a plan from Microsoft Project",
        Some(Format::Sealed) => "a workspace encrypted with a passphrase",
        _ => match text.trim_start().chars().next() {
            Some('[') => "a list in JSON",
            Some('{') => "JSON of another program",
            _ => "a single value in JSON",
        },
    };
    ReadError {
        line: 0,
        column: 0,
        message: format!(
            "this is not a Throughline workspace: \"format\":\"{FORMAT}\" was expected at its \
             start, and it seems to be {seems}"
        ),
        hint: "Choose a file that Throughline exported, or import this one as what it is."
            .to_owned(),
    }
}

#[derive(Default)]
struct Head {
    format: Option<String>,
    version: Option<Json>,
}

struct HeadSeed<'a>(&'a RefCell<Head>);

impl<'de> DeserializeSeed<'de> for HeadSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for HeadSeed<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.0.as_ref() {
                "format" => {
                    let format = map.next_value::<Json>()?;
                    self.0.borrow_mut().format = Some(format.as_str().unwrap_or("").to_owned());
                }
                "version" => self.0.borrow_mut().version = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}
