//! The description of the workspace's JSON, made from the tables of fields: a JSON Schema for
//! programs and a field reference for people. It knows no record's values.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::json::{FORMAT, VERSION};
use super::schema_part::PARTS;
use crate::model::Kind;
use crate::model::field::{FieldKind, FieldMeta};

/// Gives the JSON Schema (draft 2020-12) of a workspace. Fields, tables and choices that it does
/// not name are allowed: a newer version may have written them.
pub fn schema() -> Json {
    let mut tables = Map::new();
    let mut defs = definitions();
    tables.insert("format".to_owned(), json!({ "const": FORMAT }));
    tables.insert("version".to_owned(), json!({ "const": VERSION }));
    for kind in Kind::ALL {
        let items = json!({ "$ref": format!("#/$defs/{}", kind.name()) });
        tables.insert(kind.table().to_owned(), json!({ "type": "array", "items": items }));
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!({ "$ref": "#/$defs/id" }));
        for (idx, field) in kind.fields().iter().enumerate() {
            let mut shape = shape(*kind, field);
            if let Some(map) = shape.as_object_mut() {
                map.insert("description".to_owned(), Json::String(kind.help(idx).to_owned()));
            }
            fields.insert(field.name.to_owned(), shape);
        }
        defs.insert(
            kind.name().to_owned(),
            json!({ "type": "object", "title": kind.one(), "required": ["id"],
                    "properties": fields }),
        );
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Throughline workspace",
        "type": "object",
        "required": ["format", "version"],
        "properties": tables,
        "$defs": defs,
    })
}

fn definitions() -> Map<String, Json> {
    let id = "[0-9a-f][0-9a-hjkmnp-tv-z]{12}";
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let defs = json!({
        "id": { "type": "string", "pattern": format!("^{id}$") },
        "reference": { "type": "string", "pattern": format!("^({}):{id}$", kinds.join("|")) },
        "date": { "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" },
        "time": {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$",
        },
        "rank": { "type": "string", "pattern": "^[A-Za-z][0-9A-Za-z]+$" },
        "shift": {
            "type": "object",
            "required": ["from", "to"],
            "properties": {
                "from": { "type": "integer", "minimum": 0, "maximum": 1440 },
                "to": { "type": "integer", "minimum": 0, "maximum": 1440 },
            },
        },
    });
    defs.as_object().cloned().unwrap_or_default()
}

fn shape(kind: Kind, field: &FieldMeta) -> Json {
    match field.kind {
        FieldKind::Text | FieldKind::Markdown => json!({ "type": "string" }),
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Whole => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        FieldKind::Bool => json!({ "type": "boolean" }),
        FieldKind::Date => json!({ "$ref": "#/$defs/date" }),
        FieldKind::Time => json!({ "$ref": "#/$defs/time" }),
        FieldKind::Minutes | FieldKind::Money => json!({ "type": "integer" }),
        FieldKind::Percent => json!({ "type": "number", "minimum": 0, "maximum": 100 }),
        FieldKind::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(|c| c.name).collect();
            json!({ "type": "string", "examples": names })
        }
        FieldKind::Ref(_) => json!({ "$ref": "#/$defs/id" }),
        FieldKind::Refs(_) => json!({ "type": "array", "items": { "$ref": "#/$defs/id" } }),
        FieldKind::AnyRef => json!({ "$ref": "#/$defs/reference" }),
        FieldKind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Rank => json!({ "$ref": "#/$defs/rank" }),
        FieldKind::Parts => PARTS
            .iter()
            .find(|p| p.kind == kind.name() && p.field == field.name)
            .and_then(|p| serde_json::from_str(p.schema).ok())
            .unwrap_or_else(|| json!({})),
    }
}

/// Lists the fields of parts whose shape is not described, as `kind.field`.
pub fn undescribed() -> Vec<String> {
    let described = |kind: Kind, name: &str| {
        PARTS.iter().any(|p| {
            p.kind == kind.name()
                && p.field == name
                && serde_json::from_str::<Json>(p.schema).is_ok()
        })
    };
    let mut missing = Vec::new();
    for kind in Kind::ALL {
        for field in kind.fields() {
            if field.kind == FieldKind::Parts && !described(*kind, field.name) {
                missing.push(format!("{}.{}", kind.name(), field.name));
            }
        }
    }
    missing
}

/// Gives the field reference in Markdown.
pub fn reference() -> String {
    let mut out = format!("{INTRO}\n## Tables\n\n");
    for kind in Kind::ALL {
        // Writing to a text does not fail.
        let _ = writeln!(out, "### `{}`: {}\n", kind.table(), kind.many().to_lowercase());
        out.push_str("| Field | Type | Meaning |\n|---|---|---|\n");
        out.push_str("| `id` | id | What identifies it. |\n");
        for (idx, field) in kind.fields().iter().enumerate() {
            let (words, help) = (words(*kind, field), kind.help(idx));
            let _ = writeln!(out, "| `{}` | {words} | {help} |", field.name);
        }
        out.push('\n');
    }
    out.push_str(SEALED.trim_start());
    out
}

/// How the encrypted form of a file is read.
const SEALED: &str = include_str!("sealed.md");

fn words(kind: Kind, field: &FieldMeta) -> String {
    let one = |kind: Kind| kind.one().to_lowercase();
    match field.kind {
        FieldKind::Text => "text".to_owned(),
        FieldKind::Markdown => "Markdown".to_owned(),
        FieldKind::Number => "number".to_owned(),
        FieldKind::Whole => "whole number".to_owned(),
        FieldKind::Bool => "`true` or `false`".to_owned(),
        FieldKind::Date => "date".to_owned(),
        FieldKind::Time => "time".to_owned(),
        FieldKind::Minutes => "whole minutes of working time".to_owned(),
        FieldKind::Percent => "number from 0 to 100".to_owned(),
        FieldKind::Money => "whole hundredths of the currency".to_owned(),
        FieldKind::Choice(choices) => {
            let names: Vec<String> = choices.iter().map(|c| format!("`{}`", c.name)).collect();
            format!("one of {}", names.join(", "))
        }
        FieldKind::Ref(kind) => format!("id of a record: {}", one(kind)),
        FieldKind::Refs(kind) => format!("list of ids: {}", kind.many().to_lowercase()),
        FieldKind::AnyRef => "reference".to_owned(),
        FieldKind::Texts => "list of texts".to_owned(),
        FieldKind::Rank => "rank".to_owned(),
        FieldKind::Parts => PARTS
            .iter()
            .find(|p| p.kind == kind.name() && p.field == field.name)
            .map_or("object", |p| p.words)
            .to_owned(),
    }
}

const INTRO: &str = r#"# The workspace's JSON, version 1

Made from the tables of fields; `UPDATE=1 cargo test --test json_format` writes it anew.

A file is one object in UTF-8:

```json
{"format":"throughline","version":1,
"workspaces":[
{"id":"0000000000001","name":"Apollo"}
],
"items":[
{"id":"06apgr4rg0001","number":1,"title":"Fly","status":"06apgr4rg0002"}
]
}
```

- One table for each kind of record, in the order below; a table without records is left out. One
  record stands on a line, by id, so two files can be compared line by line.
- A field that is not set is left out. A choice that is left out has its default, which is mostly the first named here.
- Fields of records and of their parts, tables and choices that a version does not know are kept and
  written back.
- A file that names a version higher than the reader knows is refused; nothing of it is lost.

| Type | Form |
|---|---|
| id | 13 characters of Crockford's base 32 in lower case; ids sort by creation |
| reference | `kind:id`, such as `item:06apgr4rg0001` |
| date | `YYYY-MM-DD` |
| time | `YYYY-MM-DDTHH:MM:SSZ` in UTC, with milliseconds where they are not zero |
| rank | letters and digits that compare as bytes; equal ranks sort by id |

What a reader mends and reports: a reference to a record that is not there is taken out; a record
that belongs to one that is not there is left out; circles of parts or of dependencies are opened;
an item with a status that is not there gets one named “Unknown status”; of two items with the same
key the second gets the next number, of two projects with the same key the second another key; an
item in a stage of another project or a release of another product is in none. What it refuses,
with line and column: a text that is not JSON, a value of the wrong type, a number that is too
large, an id that occurs twice in a table, and more than 100 levels of nesting.
"#;
