//! Writes the records of any kind as a table: a column for each field that any of them uses, by the
//! table of fields. It knows no kind; items, which come in again, have [`super::write()`].

use super::write::{Cell, cell, table};
use crate::interchange::{Outgoing, Unplaced};
use crate::lens::table::within;
use crate::model::Kind;
use crate::model::field::FieldKind;
use crate::model::id::Ref;
use crate::model::workspace::Model;

/// Writes the records of a kind that belong to a place. What has parts of its own is reported.
pub fn write_kind(model: &Model, place: Option<Ref>, kind: Kind) -> Outgoing {
    let records = within(model, kind, place);
    let mut columns: Vec<(String, Vec<Cell>)> = Vec::new();
    let mut unplaced = Vec::new();
    for (idx, field) in kind.fields().iter().enumerate() {
        if field.kind == FieldKind::Rank {
            continue;
        }
        let used = records.iter().filter(|record| !record.value(idx).is_empty()).count();
        if field.kind == FieldKind::Parts {
            if used > 0 {
                let what = if used == 1 { kind.one() } else { kind.many() };
                unplaced.push(Unplaced {
                    at: format!("{used} {}", what.to_lowercase()),
                    field: field.label.to_owned(),
                    value: String::new(),
                    why: "it has parts that do not fit a cell; the JSON export has them".to_owned(),
                });
            }
            continue;
        }
        let cells: Vec<Cell> =
            records.iter().map(|record| cell(model, &record.value(idx), field.kind)).collect();
        if columns.is_empty() || cells.iter().any(|cell| !cell.is_empty()) {
            columns.push((field.label.to_owned(), cells));
        }
    }
    Outgoing { text: table(&columns, records.len()), unplaced }
}
