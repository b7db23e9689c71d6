//! A report as Markdown. What people wrote is escaped: it stands there as they wrote it.

use super::words;
use super::{Line, Report};

/// Writes a report as Markdown that ends with a line break.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# {}\n\n{}\n", safe(&report.title), safe(&report.period));
    for sentence in &report.summary {
        out.push_str(&format!("\n{}\n", safe(sentence)));
    }
    if !report.figures.is_empty() {
        out.push_str(&format!("\n## {}\n\n", words::FIGURES));
        let row = |cells: [&str; 5]| format!("| {} |\n", cells.map(cell).join(" | "));
        out.push_str(&row(words::COLUMNS));
        out.push_str("| --- | ---: | ---: | ---: | --- |\n");
        for f in &report.figures {
            let standing = words::standing(f.standing);
            out.push_str(&row([&f.name, &f.value, &f.before, &f.target, standing]));
        }
    }
    for section in &report.sections {
        out.push_str(&format!("\n## {}\n\n", safe(&section.heading)));
        section.lines.iter().for_each(|line| out.push_str(&item(line)));
    }
    out
}

/// Writes lines as a list of Markdown.
pub fn list(lines: &[Line]) -> String {
    lines.iter().map(item).collect()
}

fn item(line: &Line) -> String {
    let note =
        if line.note.is_empty() { String::new() } else { format!(" – {}", safe(&line.note)) };
    format!("- {}{note}\n", safe(&line.text))
}

fn cell(text: &str) -> String {
    safe(text)
}

/// Escapes what Markdown would read as more than letters, and keeps a text on its line.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
