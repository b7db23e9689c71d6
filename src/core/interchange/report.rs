//! What an import could not place, as a table to download. It knows no format that comes in.

use super::Unplaced;

/// Writes what was not placed as CSV. A cell that a spreadsheet would run as a formula gets an
/// apostrophe before it, as OWASP's "CSV Injection" page advises.
pub fn report_csv(unplaced: &[Unplaced]) -> String {
    let mut out = String::from("Where,Field,Value,Why\r\n");
    for one in unplaced {
        let cells = [&one.at, &one.field, &one.value, &one.why];
        for (idx, cell) in cells.iter().enumerate() {
            if idx > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

/// Tells whether a spreadsheet would run a cell as a formula.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n'])
}

/// Adds a cell of text.
pub(super) fn push_cell(out: &mut String, cell: &str) {
    let formula = is_formula(cell);
    let quote = formula || cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell.trim() != cell;
    if quote {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quote {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        let one = Unplaced {
            at: "row 2".to_owned(),
            field: "Due".to_owned(),
            value: value.to_owned(),
            why: "It is no date.".to_owned(),
        };
        let expected = format!("Where,Field,Value,Why\r\nrow 2,Due,{expected},It is no date.\r\n");
        assert_eq!(report_csv(&[one]), expected);
    }

    #[test]
    fn a_report_runs_no_formula_and_keeps_quotes_and_lines() {
        check("soon", "soon");
        check("=1+1", "\"'=1+1\"");
        check(" =1+1", "\"' =1+1\"");
        check("+1", "\"'+1\"");
        check("-1", "\"'-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("\r=1", "\"'\r=1\"");
        check("a \"b\", c", "\"a \"\"b\"\", c\"");
        check("a\nb", "\"a\nb\"");
        check("", "");
    }
}
