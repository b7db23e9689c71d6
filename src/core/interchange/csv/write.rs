//! Writes items as a table that spreadsheets and [`super::read()`] understand: a column for each
//! field of the table of fields that any item uses, and one for each custom field. It knows no view.
//!
//! A cell that a spreadsheet would run as a formula gets an apostrophe before it, which reading
//! takes away again. What has parts of its own (checklists, history) does not fit a cell and is
//! reported; the JSON of the workspace has it.

use crate::interchange::report::push_cell;
use crate::interchange::{Outgoing, Unplaced};
use crate::lens::scope::Scope;
use crate::model::field::{FieldKind, Value};
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Category, CustomField, Item, Kind, Record};

/// Fields that a table does not show: positions, and what the key says already.
const HIDDEN: &[&str] = &["number", "former_keys", "rank", "known_from", "trashed", "custom"];

/// A cell on its way out.
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number, which is no formula whatever its sign.
    Number(f64),
}

/// Writes the items of a place that are not deleted, in their order.
pub fn write(model: &Model, place: Option<Ref>) -> Outgoing {
    let scope = Scope::of(model, place);
    let here = |item: &&Item| scope.holds(item) && item.trashed.is_none();
    let mut items: Vec<&Item> = model.items.iter().filter(here).collect();
    crate::sort::by_cached_key(&mut items, |i| (i.rank.clone(), i.id));
    let records: Vec<Record> = items.iter().map(|i| Record::Item((*i).clone().into())).collect();
    let mut columns: Vec<(String, Vec<Cell>)> = Vec::new();
    let keys = items.iter().map(|item| Cell::Text(model.key_of(item))).collect();
    columns.push(("Key".to_owned(), keys));
    let mut unplaced = Vec::new();
    for (idx, field) in Kind::Item.fields().iter().enumerate() {
        if HIDDEN.contains(&field.name) {
            continue;
        }
        if field.kind == FieldKind::Parts && !matches!(field.name, "links" | "blocked" | "source") {
            let n = records.iter().filter(|r| !r.value(idx).is_empty()).count();
            if n > 0 {
                unplaced.push(Unplaced {
                    at: if n == 1 { "1 item".to_owned() } else { format!("{n} items") },
                    field: field.label.to_owned(),
                    value: String::new(),
                    why: "it has parts that do not fit a cell; the JSON export has them".to_owned(),
                });
            }
            continue;
        }
        let cells: Vec<Cell> = items
            .iter()
            .zip(&records)
            .map(|(item, record)| match field.name {
                "links" => {
                    let urls: Vec<&str> = item.links.iter().map(|l| l.url.as_str()).collect();
                    Cell::Text(urls.join(" "))
                }
                "blocked" => Cell::Text(item.blocked.as_ref().map_or_else(String::new, |b| {
                    if b.reason.is_empty() { "Blocked".to_owned() } else { b.reason.clone() }
                })),
                "source" => Cell::Text(
                    item.source
                        .as_ref()
                        .map_or_else(String::new, |s| format!("{} {}", s.system, s.id)),
                ),
                "parent" => Cell::Text(
                    item.parent
                        .and_then(|id| model.find(id))
                        .map_or_else(String::new, |parent| model.key_of(parent)),
                ),
                _ => cell(model, &record.value(idx), field.kind),
            })
            .collect();
        let required = matches!(field.name, "title" | "status" | "kind");
        if required || cells.iter().any(|c| !c.is_empty()) {
            columns.push((header(field.name, field.label).to_owned(), cells));
        }
        if field.name == "status" {
            let category = |item: &&Item| {
                let status = model.status_of(item);
                let category = status.map_or(Category::default(), |s| s.category.clone());
                Cell::Text(category.label().to_owned())
            };
            columns.push(("Status category".to_owned(), items.iter().map(category).collect()));
        }
    }
    columns.extend(custom(model, &items));
    Outgoing { text: table(&columns, items.len()), unplaced }
}

/// Gives the header of a field, in the words by which reading knows it.
fn header<'a>(name: &str, label: &'a str) -> &'a str {
    match name {
        "stage" => "Project stage",
        "work" => "Work hours",
        "duration" => "Duration hours",
        "touched" => "Updated",
        "created" => "Created",
        "blocked" => "Blocked by",
        _ => label,
    }
}

impl Cell {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Cell::Text(text) if text.is_empty())
    }
}

/// Gives a value as a cell.
pub(super) fn cell(model: &Model, value: &Value, kind: FieldKind) -> Cell {
    match value {
        Value::Number(n) if kind == FieldKind::Minutes => Cell::Number(n / 60.0),
        Value::Number(n) => Cell::Number(*n),
        other => Cell::Text(text(model, other)),
    }
}

fn text(model: &Model, value: &Value) -> String {
    match value {
        Value::Empty | Value::Parts(_) | Value::Bool(false) => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Choice(_, label) => label.clone(),
        Value::Ref(at) => model.title_of(*at),
        Value::Many(list) => {
            let all: Vec<String> = list.iter().map(|v| text(model, v)).collect();
            let out = all.join("; ");
            // One word with a comma is not two.
            if all.len() == 1 && out.contains(',') { out + ";" } else { out }
        }
    }
}

fn custom(model: &Model, items: &[&Item]) -> Vec<(String, Vec<Cell>)> {
    let mut fields: Vec<&CustomField> = model.custom_fields.iter().collect();
    crate::sort::by_cached_key(&mut fields, |f| (f.rank.clone(), f.id));
    let cell = |item: &Item, id: Id<CustomField>| match item.custom.get(&id.to_string()) {
        None | Some(serde_json::Value::Null) => Cell::Text(String::new()),
        Some(serde_json::Value::String(text)) => Cell::Text(text.clone()),
        Some(serde_json::Value::Bool(yes)) => {
            Cell::Text(if *yes { "yes" } else { "no" }.to_owned())
        }
        Some(serde_json::Value::Number(n)) => Cell::Number(n.as_f64().unwrap_or(0.0)),
        Some(other) => Cell::Text(other.to_string()),
    };
    let column = |field: &&CustomField| {
        let cells: Vec<Cell> = items.iter().map(|item| cell(item, field.id)).collect();
        let used = cells.iter().any(|c| !c.is_empty());
        used.then(|| (field.name.clone(), cells))
    };
    fields.iter().filter_map(column).collect()
}

/// Writes columns of equal length under their headers.
pub(super) fn table(columns: &[(String, Vec<Cell>)], n_rows: usize) -> String {
    let mut out = String::new();
    for row in 0..=n_rows {
        for (n, (header, cells)) in columns.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            match row.checked_sub(1).and_then(|at| cells.get(at)) {
                None if row == 0 => push_cell(&mut out, header),
                None => {}
                Some(Cell::Text(text)) => push_cell(&mut out, &text.replace('\0', "")),
                Some(Cell::Number(n)) => out.push_str(&n.to_string()),
            }
        }
        out.push_str("\r\n");
    }
    out
}
