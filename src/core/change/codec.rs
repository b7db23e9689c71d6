//! Change sets as JSON: the entries of the journal.

use serde::de::{self, Deserialize, Deserializer};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::{Change, ChangeSet};
use crate::model::codec::{write_json, write_list, write_plain, write_text};
use crate::model::id::{Id, Ref};
use crate::model::time::Time;
use crate::model::{Kind, Person, Record};

/// Says why a text is not a change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry(pub String);

impl ChangeSet {
    /// Writes the change set as JSON.
    pub fn encode(&self) -> String {
        let mut out = b"{\"label\":".to_vec();
        write_text(&mut out, &self.label);
        key(&mut out, "at");
        write_plain(&mut out, &self.at);
        if let Some(by) = &self.by {
            key(&mut out, "by");
            write_plain(&mut out, by);
        }
        key(&mut out, "changes");
        write_list(&mut out, self.changes.len(), |out, idx| {
            if let Some(change) = self.changes.get(idx) {
                change.write(out);
            }
        });
        out.push(b'}');
        String::from_utf8(out).unwrap_or_default()
    }

    /// Reads a change set from JSON.
    pub fn decode(text: &str) -> Result<ChangeSet, BadEntry> {
        serde_json::from_str(text).map_err(|e| BadEntry(e.to_string()))
    }
}

/// Writes the name of a field that is not the first.
fn key(out: &mut Vec<u8>, name: &str) {
    out.push(b',');
    write_text(out, name);
    out.push(b':');
}

impl Change {
    fn write(&self, out: &mut Vec<u8>) {
        let op = match self {
            Change::Create(_) => "create",
            Change::Delete(_) => "delete",
            Change::Set { .. } => "set",
            Change::Append { .. } => "append",
            Change::Retract { .. } => "retract",
        };
        out.extend(b"{\"op\":");
        write_text(out, op);
        match self {
            Change::Create(record) | Change::Delete(record) => {
                key(out, "kind");
                write_text(out, record.kind().name());
                key(out, "record");
                record.write(out);
            }
            Change::Set { at, field, before, after } => {
                key(out, "at");
                write_plain(out, at);
                key(out, "field");
                write_text(out, field);
                key(out, "before");
                write_json(out, before);
                key(out, "after");
                write_json(out, after);
            }
            Change::Append { at, field, from, values }
            | Change::Retract { at, field, from, values } => {
                key(out, "at");
                write_plain(out, at);
                key(out, "field");
                write_text(out, field);
                if let Some(from) = from {
                    key(out, "from");
                    out.extend(from.to_string().into_bytes());
                }
                key(out, "values");
                write_list(out, values.len(), |out, idx| {
                    write_json(out, values.get(idx).unwrap_or(&Json::Null));
                });
            }
        }
        out.push(b'}');
    }
}

impl<'de> Deserialize<'de> for ChangeSet {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Raw {
            label: String,
            at: Time,
            #[serde(default)]
            by: Option<Id<Person>>,
            changes: Vec<Change>,
        }
        let Raw { label, at, by, changes } = Raw::deserialize(d)?;
        Ok(ChangeSet { label, at, by, changes })
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Raw<'a> {
            op: String,
            #[serde(default)]
            kind: Option<String>,
            #[serde(borrow, default)]
            record: Option<&'a RawValue>,
            #[serde(default)]
            at: Option<Ref>,
            #[serde(default)]
            field: Option<Box<str>>,
            #[serde(default)]
            before: Json,
            #[serde(default)]
            after: Json,
            #[serde(default)]
            from: Option<usize>,
            #[serde(default)]
            values: Vec<Json>,
        }
        let raw = Raw::deserialize(d)?;
        let whole = |kind: Option<String>, record: Option<&RawValue>| {
            let kind = kind.as_deref().and_then(Kind::from_name);
            let kind = kind.ok_or_else(|| de::Error::custom("a known kind was expected"))?;
            let record = record.ok_or_else(|| de::Error::missing_field("record"))?;
            Record::from_text(kind, record.get()).map_err(de::Error::custom)
        };
        let at = raw.at.ok_or_else(|| de::Error::missing_field("at"));
        let field = raw.field.ok_or_else(|| de::Error::missing_field("field"));
        Ok(match raw.op.as_str() {
            "create" => Change::Create(whole(raw.kind, raw.record)?),
            "delete" => Change::Delete(whole(raw.kind, raw.record)?),
            "set" => Change::Set { at: at?, field: field?, before: raw.before, after: raw.after },
            "append" => {
                Change::Append { at: at?, field: field?, from: raw.from, values: raw.values }
            }
            "retract" => {
                Change::Retract { at: at?, field: field?, from: raw.from, values: raw.values }
            }
            op => return Err(de::Error::custom(format!("an unknown operation `{op}`"))),
        })
    }
}
