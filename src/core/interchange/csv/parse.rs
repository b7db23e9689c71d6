//! Takes a text apart into records of cells, as RFC 4180 has it and as spreadsheets really write
//! it. It knows nothing of what the cells mean.

use super::super::ReadError;
use super::super::report::is_formula;
use super::Row;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// Takes off a first line `sep=;`, by which spreadsheets declare the delimiter.
pub(super) fn declared(text: &str) -> (&str, Option<char>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    match first.strip_prefix("sep=").map(|d| d.chars().collect::<Vec<_>>()).as_deref() {
        Some([d]) if d.is_ascii() && *d != '"' => (rest, Some(*d)),
        _ => (text, None),
    }
}

/// Finds the delimiter under which the first rows agree best in their number of cells.
pub(super) fn delimiter(text: &str) -> char {
    let score = |delimiter: char| -> (usize, usize) {
        let mut rows = match records(text, delimiter, 1, 30) {
            Ok(rows) => rows,
            Err(_) => return (0, 0),
        };
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let Some(head) = rows.get(header_at(&rows)) else { return (0, 0) };
        let width = head.cells.len();
        if width < 2 {
            return (0, 0);
        }
        let alike = rows.iter().filter(|row| row.cells.len() == width).count();
        (alike * 100 / rows.len().max(1) / 10, width)
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|d| score(*d));
    best.unwrap_or(',')
}

/// Finds the header: the first row that is at least half as wide as the widest of the first ten.
pub(super) fn header_at(rows: &[Row]) -> usize {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let widest = rows.iter().take(10).map(filled).max().unwrap_or(0);
    rows.iter().take(10).position(|row| filled(row) > 0 && filled(row) * 2 >= widest).unwrap_or(0)
}

/// Takes a text apart into at most `most` records. `line` is the number of its first line. Fails
/// on a quotation mark that is never closed and says where it stands.
pub(super) fn records(
    text: &str,
    delimiter: char,
    line: usize,
    most: usize,
) -> Result<Vec<Row>, ReadError> {
    let mut reader = Reader { rest: text, delimiter: delimiter as u8, line, column: 1 };
    let mut rows = Vec::new();
    while rows.len() < most {
        match reader.record()? {
            Some(row) => rows.push(row),
            None => break,
        }
    }
    Ok(rows)
}

/// Reads on from where it stands.
struct Reader<'a> {
    rest: &'a str,
    delimiter: u8,
    line: usize,
    column: usize,
}

/// Says what ended a cell.
#[derive(PartialEq)]
enum End {
    Cell,
    Row,
}

impl Reader<'_> {
    fn record(&mut self) -> Result<Option<Row>, ReadError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut row = Row { line: self.line, cells: Vec::new() };
        self.column = 1;
        loop {
            let (cell, end) = self.cell()?;
            row.cells.push(cell);
            if end == End::Row {
                return Ok(Some(row));
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), ReadError> {
        let mut out = String::new();
        if let Some(quoted) = self.rest.strip_prefix('"') {
            let (line, column) = (self.line, self.column);
            self.rest = quoted;
            self.column += 1;
            loop {
                let Some(at) = self.rest.find('"') else {
                    return Err(ReadError {
                        line,
                        column,
                        message: "a quotation mark opens here and is never closed".to_owned(),
                        hint: "Close it, or double it (\"\") where it is part of the text."
                            .to_owned(),
                    });
                };
                out.push_str(self.take(at));
                self.take(1);
                if !self.rest.starts_with('"') {
                    break;
                }
                out.push('"');
                self.take(1);
            }
        }
        let delimiter = self.delimiter;
        let ends = |b: u8| b == delimiter || b == b'\n' || b == b'\r';
        let at = self.rest.bytes().position(ends).unwrap_or(self.rest.len());
        out.push_str(self.take(at));
        let end = match self.rest.as_bytes() {
            [b'\r', b'\n', ..] => {
                self.take(2);
                End::Row
            }
            [b'\r', ..] => {
                self.take(1);
                self.line += 1;
                End::Row
            }
            [b'\n', ..] => {
                self.take(1);
                End::Row
            }
            [] => End::Row,
            _ => {
                self.take(1);
                End::Cell
            }
        };
        let trimmed = plain(out.trim());
        if trimmed.len() < out.len() {
            out = trimmed.to_owned();
        }
        Ok((out, end))
    }

    /// Goes `n` bytes on and gives them; counts lines and columns.
    fn take(&mut self, n: usize) -> &str {
        let (taken, rest) = self.rest.split_at_checked(n).unwrap_or((self.rest, ""));
        self.rest = rest;
        match taken.rfind('\n') {
            Some(last) => {
                self.line += taken.bytes().filter(|b| *b == b'\n').count();
                self.column = 1 + taken.get(last + 1..).map_or(0, |s| s.chars().count());
            }
            None => self.column += taken.chars().count(),
        }
        taken
    }
}

/// Takes away the apostrophe by which a table that was exported keeps a text from being run as a
/// formula.
fn plain(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').map(str::trim_start);
    inner.filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
        let rows = records(text, delimiter, 1, usize::MAX).expect("readable");
        rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn records_are_read_as_spreadsheets_write_them() {
        let cases: [(&str, &[&[&str]]); 7] = [
            ("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]),
            ("a,b\r\n1,2", &[&["a", "b"], &["1", "2"]]),
            ("a,b\r1,2\r", &[&["a", "b"], &["1", "2"]]),
            ("\"a, \"\"b\"\"\",\"c\nd\"\n", &[&["a, \"b\"", "c\nd"]]),
            ("a,,\n", &[&["a", "", ""]]),
            ("5\" pipe, \"x\"y\n", &[&["5\" pipe", "\"x\"y"]]),
            ("\"a\"b,c", &[&["ab", "c"]]),
        ];
        for (text, want) in cases {
            assert_eq!(cells(text, ','), want, "{text:?}");
        }
    }

    #[test]
    fn an_open_quotation_mark_is_found_where_it_stands() {
        let error = records("a,b\n\"x\ny\",2\n1,\"open\n3,4\n", ',', 1, 99).expect_err("open");
        assert_eq!((error.line, error.column), (4, 3));
    }

    #[test]
    fn the_delimiter_is_found() {
        let cases = [
            ("a,b\n1,2\n", ','),
            ("a;b\n1,5;2,5\n", ';'),
            ("a\tb\n1, 2\t3\n", '\t'),
            ("Title\nonly, one\n", ','),
            ("Title;Labels\nx;\"a,b,c\"\ny;\"d,e\"\n", ';'),
        ];
        for (text, want) in cases {
            assert_eq!(delimiter(text), want, "{text:?}");
        }
        assert_eq!(declared("sep=;\r\na;b"), ("a;b", Some(';')));
    }
}
