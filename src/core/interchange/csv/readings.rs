//! Readings out of pasted rows: a date, a value and perhaps a note. It knows no KPI and no model.

use serde::{Deserialize, Serialize};

use super::Row;
use super::cells::number;
use super::dates::{DateOrder, parse, proof};
use super::parse::{delimiter, records};
use crate::model::number::Number;
use crate::model::time::Date;

/// A value on a date, as a row has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The date.
    pub date: Date,
    /// The value.
    pub value: Number,
    /// What else the row says.
    pub note: String,
}

/// A row that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Its line, from 1.
    pub line: usize,
    /// What it says.
    pub words: String,
    /// Why it stayed behind.
    pub why: String,
}

/// Reads rows of a date, a value and perhaps a note, with or without a header. Where a date occurs
/// twice, the later row counts. The readings come by rising date.
pub fn readings(text: &str) -> (Vec<Read>, Vec<Left>) {
    let (mut out, mut left): (Vec<Read>, Vec<Left>) = (Vec::new(), Vec::new());
    let rows = match records(text, cut(text), 1, 20_000) {
        Ok(rows) => rows,
        Err(e) => {
            let why = "a quotation mark is opened here and never closed";
            left.push(Left { line: e.line, words: String::new(), why: why.to_owned() });
            return (out, left);
        }
    };
    let order = rows.iter().find_map(|row| proof(row.cell(0))).unwrap_or(DateOrder::DayFirst);
    let mut seen: Vec<(Date, usize)> = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if row.cells.iter().all(String::is_empty) {
            continue;
        }
        let (date, value) = (parse(row.cell(0), order), number(row.cell(1)).and_then(Number::new));
        let why = match (&date, value) {
            (Some(moment), Some(value)) => {
                let note = row.cells.get(2..).unwrap_or_default().join(" ").trim().to_owned();
                let read = Read { date: moment.date, value, note };
                match seen.binary_search_by_key(&read.date, |(date, _)| *date) {
                    Ok(at) => {
                        let idx = seen.get(at).map_or(0, |(_, idx)| *idx);
                        if let Some(slot) = out.get_mut(idx) {
                            *slot = read;
                        }
                        "a later row has the same date"
                    }
                    Err(at) => {
                        seen.insert(at, (read.date, out.len()));
                        out.push(read);
                        continue;
                    }
                }
            }
            // A header says what follows and holds no value.
            (None, None) if nth == 0 => continue,
            (None, _) => "it does not start with a date",
            (Some(_), None) => "there is no number after the date",
        };
        left.push(Left { line: row.line, words: words(row), why: why.to_owned() });
    }
    crate::sort::by_key(&mut out, |read| read.date);
    (out, left)
}

/// Finds what separates the cells: blanks only where nothing else does.
fn cut(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match first {
        line if line.contains('\t') => '\t',
        line if line.contains(';') => ';',
        line if line.contains(',') => delimiter(text),
        _ => ' ',
    }
}

fn words(row: &Row) -> String {
    row.cells.join(", ").chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64, &str)], left: &[(usize, &str)]) {
        let (read, stayed) = readings(text);
        let read: Vec<_> =
            read.iter().map(|r| (r.date.to_string(), r.value.get(), r.note.clone())).collect();
        let expected: Vec<_> =
            expected.iter().map(|(d, v, n)| ((*d).to_owned(), *v, (*n).to_owned())).collect();
        assert_eq!(read, expected, "{text}");
        let stayed: Vec<_> = stayed.iter().map(|l| (l.line, l.why.as_str())).collect();
        assert_eq!(stayed, left, "{text}");
    }

    #[test]
    fn rows_are_read_however_they_are_separated() {
        check(
            "2026-01-05, 12\n2026-01-12, 13.5",
            &[("2026-01-05", 12.0, ""), ("2026-01-12", 13.5, "")],
            &[],
        );
        check("Date\tValue\n05.01.2026\t1.234,5\tfair", &[("2026-01-05", 1234.5, "fair")], &[]);
        check(
            "1/31/2026;7 %\n2/1/2026;8 %",
            &[("2026-01-31", 7.0, ""), ("2026-02-01", 8.0, "")],
            &[],
        );
        check("2026-01-05 12", &[("2026-01-05", 12.0, "")], &[]);
    }

    #[test]
    fn what_is_no_reading_is_told() {
        check(
            "2026-01-05,12\nsoon,3\n2026-01-12,\n2026-01-05,14",
            &[("2026-01-05", 14.0, "")],
            &[
                (2, "it does not start with a date"),
                (3, "there is no number after the date"),
                (4, "a later row has the same date"),
            ],
        );
        check("", &[], &[]);
        check("\"open", &[], &[(1, "a quotation mark is opened here and never closed")]);
    }
}
