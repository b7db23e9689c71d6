//! Cells as spreadsheets pass them through the clipboard: tabs between cells, line ends between
//! rows, and quotation marks around what holds either. It knows no record.

/// Writes rows of cells.
pub fn write(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>();
    rows.iter().map(|row| line(row).join("\t")).collect::<Vec<_>>().join("\n")
}

fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Reads rows of cells; a line end after the last row is no row of its own.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut fresh = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if fresh => quoted = true,
            '\t' if !quoted => push(&mut rows, &mut cell),
            '\r' if !quoted && chars.peek() == Some(&'\n') => continue,
            '\n' | '\r' if !quoted => {
                push(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            other => cell.push(other),
        }
        fresh = !quoted && matches!(c, '\t' | '\n' | '\r');
    }
    push(&mut rows, &mut cell);
    let is_end = |row: &Vec<String>| row.len() == 1 && row.first().is_some_and(String::is_empty);
    if rows.len() > 1 && rows.last().is_some_and(is_end) {
        rows.pop();
    }
    rows
}

fn push(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}
