//! Reads tables in CSV in two steps: look at the table and guess what its columns mean; then, with
//! that mapping confirmed or changed by a person, make items of its rows. It knows no tool's
//! export by name and no model to merge into.
//!
//! What a person expects of a table decides the following.
//! - A column that matches nothing becomes a custom field, so that nothing is lost; a column without
//!   any value is left out.
//! - A version or milestone becomes a release. Releases belong to products, so where no column
//!   names a product, one named like the project is made: a text in a custom field would never
//!   show on a roadmap. The versions at which something reached a grade (`Alpha`, `Beta`) are
//!   several per row and stay custom fields.
//! - `Stage` is a custom field unless it says that it is a project's stage: most tables mean how
//!   mature the thing is.
//! - Statuses that differ only in case, blanks and punctuation are one; that is reported. They are
//!   ordered by category, then by appearance.
//! - A row's number is its key's number if that is free; other rows get the next ones. The key
//!   stays the row's source id, with `#2` for the second row that has it.
//! - A table says when something was created and closed, not how it moved in between: the history
//!   is known only from the closing or the last change.
//! - Times carry no zone in most tables; they are read as UTC.
//!
//! Not reported as unplaced: empty cells, rows without any value, and blanks around a value.

mod cells;
mod dates;
mod guess;
mod headers;
mod mapping;
mod measures;
mod parse;
mod places;
mod read;
mod readings;
mod records;
mod steps;
mod write;

pub use dates::DateOrder;
pub use guess::guess;
pub use mapping::{Mapping, Target};
pub use measures::{measures, read_measures};
pub use read::read;
pub use readings::{Left, Read, readings};
pub use records::write_kind;
pub use write::write;

use super::build::{admit, shorten, whole};
use super::words::fold;
use super::{ReadError, Unplaced};

/// Is a table as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What separates its cells.
    pub delimiter: char,
    /// Its columns from left to right.
    pub columns: Vec<Column>,
    /// Its rows that hold a value, without the header; each has a cell for every column.
    pub rows: Vec<Row>,
    /// What of the file is not part of the table: rows that are too long or too short, lines above
    /// the header.
    pub odd: Vec<Unplaced>,
}

/// Is one column of a table.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Column {
    /// Its header as written, or `Column 3` where there is none.
    pub header: String,
    /// Its header for comparison: columns that agree in it belong together.
    pub key: String,
    /// How many rows have a value in it.
    pub filled: usize,
    /// Up to three different values.
    pub samples: Vec<String>,
}

/// Is one row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// Its cells, without blanks around them.
    pub cells: Vec<String>,
}

impl Row {
    /// Gives a cell, or an empty text.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// Walks the values of a column, leaving out empty cells.
    pub fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_empty())
    }
}

/// Reads a text as a table: finds what separates its cells, its header and its rows. Fails on a
/// text that is too large, on a quotation mark that is never closed, and on an empty file.
pub fn inspect(text: &str) -> Result<Table, ReadError> {
    let text = admit(text)?;
    let (body, declared) = parse::declared(&text);
    let delimiter = declared.unwrap_or_else(|| parse::delimiter(body));
    let first = 1 + usize::from(body.len() < text.len());
    let mut records = parse::records(body, delimiter, first, usize::MAX)?;
    let mut odd = Vec::new();
    let top = parse::header_at(&records);
    for row in records.drain(..top) {
        let value = row.cells.join(" ");
        if !value.trim().is_empty() {
            note(&mut odd, row.line, "", value.trim(), "it stands above the header");
        }
    }
    if records.first().is_none_or(|head| head.cells.iter().all(String::is_empty)) {
        return Err(whole(
            "the file holds no table: a row of headers was expected".to_owned(),
            "Export the table again with its header row.",
        ));
    }
    let head = records.remove(0);
    let mut columns: Vec<Column> = head.cells.iter().enumerate().map(column).collect();
    records.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    even(&mut records, columns.len(), &mut odd);
    for row in &records {
        for (column, cell) in columns.iter_mut().zip(&row.cells) {
            if !cell.is_empty() {
                column.filled += 1;
                if column.samples.len() < 3 && !column.samples.contains(cell) {
                    column.samples.push(cell.clone());
                }
            }
        }
    }
    for column in &mut columns {
        column.samples = column.samples.iter().map(|s| shorten(s)).collect();
    }
    Ok(Table { delimiter, columns, rows: records, odd })
}

fn column((at, header): (usize, &String)) -> Column {
    let shown = if header.is_empty() { format!("Column {}", at + 1) } else { header.clone() };
    Column { key: fold(&shown), header: shown, filled: 0, samples: Vec::new() }
}

fn note(odd: &mut Vec<Unplaced>, line: usize, field: &str, value: &str, why: &str) {
    odd.push(Unplaced {
        at: format!("line {line}"),
        field: field.to_owned(),
        value: shorten(value),
        why: why.to_owned(),
    });
}

/// Gives every row as many cells as the header has, and reports where it had not.
fn even(rows: &mut [Row], width: usize, odd: &mut Vec<Unplaced>) {
    let mut short: Vec<usize> = Vec::new();
    for row in rows {
        if row.cells.len() < width {
            short.push(row.line);
            row.cells.resize(width, String::new());
        }
        for (at, extra) in row.cells.drain(width..).enumerate() {
            if !extra.is_empty() {
                let field = format!("column {}", width + at + 1);
                note(odd, row.line, &field, &extra, "the row is longer than the header");
            }
        }
    }
    if let Some(first) = short.first() {
        let lines: Vec<String> = short.iter().take(10).map(usize::to_string).collect();
        let more = if short.len() > lines.len() { ", …" } else { "" };
        let value = format!("{} rows: lines {}{more}", short.len(), lines.join(", "));
        note(odd, *first, "", &value, "shorter than the header; what is missing is taken as empty");
    }
}
