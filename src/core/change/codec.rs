//! Change sets as JSON: the entries of the journal.

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::{Change, ChangeSet};
use crate::model::id::{Id, Ref};
use crate::model::time::Time;
use crate::model::{Kind, Person, Record};

/// Says why a text is not a change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry(pub String);

impl ChangeSet {
    /// Writes the change set as JSON.
    pub fn encode(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a change set from JSON.
    pub fn decode(text: &str) -> Result<ChangeSet, BadEntry> {
        serde_json::from_str(text).map_err(|e| BadEntry(e.to_string()))
    }
}

impl Serialize for ChangeSet {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut out = s.serialize_struct("ChangeSet", 4)?;
        out.serialize_field("label", &self.label)?;
        out.serialize_field("at", &self.at)?;
        if let Some(by) = &self.by {
            out.serialize_field("by", by)?;
        }
        out.serialize_field("changes", &self.changes)?;
        out.end()
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

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        let whole = |map: &mut S::SerializeMap, op: &str, record: &Record| {
            map.serialize_entry("op", op)?;
            map.serialize_entry("kind", record.kind().name())?;
            map.serialize_entry("record", record)
        };
        match self {
            Change::Create(record) => whole(&mut map, "create", record)?,
            Change::Delete(record) => whole(&mut map, "delete", record)?,
            Change::Set { at, field, before, after } => {
                map.serialize_entry("op", "set")?;
                map.serialize_entry("at", at)?;
                map.serialize_entry("field", field)?;
                map.serialize_entry("before", before)?;
                map.serialize_entry("after", after)?;
            }
            Change::Append { at, field, values } | Change::Retract { at, field, values } => {
                let append = matches!(self, Change::Append { .. });
                map.serialize_entry("op", if append { "append" } else { "retract" })?;
                map.serialize_entry("at", at)?;
                map.serialize_entry("field", field)?;
                map.serialize_entry("values", values)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Raw {
            op: String,
            #[serde(default)]
            kind: Option<String>,
            #[serde(default)]
            record: Json,
            #[serde(default)]
            at: Option<Ref>,
            #[serde(default)]
            field: Option<Box<str>>,
            #[serde(default)]
            before: Json,
            #[serde(default)]
            after: Json,
            #[serde(default)]
            values: Vec<Json>,
        }
        let raw = Raw::deserialize(d)?;
        let whole = |kind: Option<String>, record: Json| {
            let kind = kind.as_deref().and_then(Kind::from_name);
            let kind = kind.ok_or_else(|| de::Error::custom("a known kind was expected"))?;
            let text = record.to_string();
            let mut text = serde_json::Deserializer::from_str(&text);
            Record::decode(kind, &mut text).map_err(de::Error::custom)
        };
        let at = raw.at.ok_or_else(|| de::Error::missing_field("at"));
        let field = raw.field.ok_or_else(|| de::Error::missing_field("field"));
        Ok(match raw.op.as_str() {
            "create" => Change::Create(whole(raw.kind, raw.record)?),
            "delete" => Change::Delete(whole(raw.kind, raw.record)?),
            "set" => Change::Set { at: at?, field: field?, before: raw.before, after: raw.after },
            "append" => Change::Append { at: at?, field: field?, values: raw.values },
            "retract" => Change::Retract { at: at?, field: field?, values: raw.values },
            op => return Err(de::Error::custom(format!("an unknown operation `{op}`"))),
        })
    }
}
