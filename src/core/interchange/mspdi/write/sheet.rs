//! Writes XML element by element. This module knows no name of an element.

use std::fmt::Display;

use crate::model::time::Time;
use crate::schedule::Moment;

/// Is a text that grows by elements.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) out: String,
    open: Vec<&'static str>,
}

impl Sheet {
    /// Opens an element that holds others.
    pub(super) fn open(&mut self, name: &'static str) {
        self.indent();
        self.out.push_str(&format!("<{name}>\n"));
        self.open.push(name);
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// Writes an element with a text.
    pub(super) fn leaf(&mut self, name: &str, text: impl Display) {
        self.indent();
        self.out.push_str(&format!("<{name}>"));
        escape(&text.to_string(), &mut self.out);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// Writes an element unless its text is empty.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.leaf(name, text);
        }
    }

    /// Writes 1 or 0.
    pub(super) fn flag(&mut self, name: &str, is: bool) {
        self.leaf(name, u8::from(is));
    }

    /// Writes a moment of civil time.
    pub(super) fn moment(&mut self, name: &str, at: Moment) {
        self.leaf(name, format_args!("{at}:00"));
    }

    /// Writes an instant as civil time, without its zone: Project has none.
    pub(super) fn time(&mut self, name: &str, at: Time) {
        let text = at.to_string();
        self.leaf(name, text.get(..19).unwrap_or(&text));
    }

    /// Writes working minutes.
    pub(super) fn minutes(&mut self, name: &str, minutes: i64) {
        self.leaf(name, duration(minutes));
    }

    fn indent(&mut self) {
        self.open.iter().for_each(|_| self.out.push('\t'));
    }
}

/// Writes minutes as Project does: `PT8H30M0S`.
pub(super) fn duration(minutes: i64) -> String {
    // Project keeps no more than so much, and nothing below zero.
    let minutes = minutes.clamp(0, 60_000_000);
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

/// Writes a text so that a reader gives it back; characters that XML cannot hold are left out.
fn escape(text: &str, out: &mut String) {
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push('\n'),
            '\n' if last == '\r' => {}
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
        last = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_so_that_it_reads_back() {
        let mut sheet = Sheet::default();
        sheet.open("A");
        sheet.leaf("B", "a < b && c > \"d\"\r\ne\u{0}\u{ffff}]]>");
        sheet.text("C", "");
        sheet.close();
        assert_eq!(sheet.out, "<A>\n\t<B>a &lt; b &amp;&amp; c &gt; \"d\"\ne]]&gt;</B>\n</A>\n");
        assert_eq!(duration(90), "PT1H30M0S");
        assert_eq!(duration(-90), "PT0H0M0S");
    }
}
