//! Writes the dated items and releases of a place as an iCalendar (RFC 5545), so that a calendar
//! shows them beside everything else. It knows no view and no file.
//!
//! Every event takes whole days, and its end is the day after its last (3.6.1). Its `UID` is the
//! record's id, so that a calendar that takes the file again moves an event rather than add one.
//! Dates are those of the computed schedule where an item is planned, else its own.

use super::{Outgoing, Unplaced};
use crate::lens::scope::Scope;
use crate::model::id::{RawId, Ref};
use crate::model::time::{Date, Time};
use crate::model::workspace::Model;
use crate::model::{Category, ItemKind};
use crate::schedule::build::key_of;
use crate::schedule::{Network, Plan, Rules};

/// The most octets of a line, its end aside (3.1).
const MOST: usize = 75;

/// One event of whole days.
struct Event {
    id: RawId,
    first: Date,
    last: Date,
    summary: String,
    description: String,
    category: String,
}

/// Writes what of a place has a date. `now` is the moment of writing; items without a date are
/// counted in the report.
pub fn write(model: &Model, place: Option<Ref>, now: Time, today: Date) -> Outgoing {
    let scope = Scope::of(model, place);
    let plan = Plan::new(Network::of(model, today, Rules::default()));
    let (mut events, mut n_bare) = (Vec::new(), 0usize);
    for item in model.items.iter().filter(|item| scope.holds(item)) {
        let category = model.status_of(item).map(|s| s.category.clone());
        let away = item.archived.is_some() && category != Some(Category::Done);
        if item.trashed.is_some() || away || category == Some(Category::Cancelled) {
            continue;
        }
        let planned = plan.dates(key_of(item.id)).map(|d| (d.start.date(), d.finish.finish_date()));
        let own = item.start.or(item.due).zip(item.due.or(item.start));
        let Some((first, last)) = planned.or(own) else {
            n_bare += 1;
            continue;
        };
        let point = item.kind == ItemKind::Milestone;
        events.push(Event {
            id: item.id.raw(),
            first: if point { last } else { first },
            last: last.max(first),
            summary: format!("{} {}", model.key_of(item), item.title),
            description: item.description.0.clone(),
            category: item.kind.label().to_owned(),
        });
    }
    for release in model.releases.iter() {
        let here = match &scope {
            Scope::All => true,
            Scope::Products(list) => list.contains(&release.product),
            _ => false,
        };
        let Some(date) = release.released.or(release.date).filter(|_| here) else { continue };
        let product = model.title_of(release.product.to_ref());
        events.push(Event {
            id: release.id.raw(),
            first: date,
            last: date,
            summary: format!("{product} {}", release.name),
            description: release.description.0.clone(),
            category: "Release".to_owned(),
        });
    }
    crate::sort::by_cached_key(&mut events, |e| (e.first, e.last, e.id));
    let name = place.map(|at| model.title_of(at));
    let name = name.or_else(|| model.info().map(|info| info.name.clone())).unwrap_or_default();
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Throughline//Throughline//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", &name);
    events.iter().for_each(|event| out.event(event, now));
    out.line("END", "VCALENDAR");
    let mut unplaced = Vec::new();
    if n_bare > 0 {
        unplaced.push(Unplaced {
            at: if n_bare == 1 { "1 item".to_owned() } else { format!("{n_bare} items") },
            field: "Due".to_owned(),
            value: String::new(),
            why: "without a date there is no day to show it on".to_owned(),
        });
    }
    Outgoing { text: out.0, unplaced }
}

/// A text that grows by content lines.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event, now: Time) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &format!("{}@throughline", event.id));
        let stamp: String = now.to_string().chars().filter(|c| !matches!(c, '-' | ':')).collect();
        let stamp = stamp.split(['.', 'Z']).next().unwrap_or_default();
        self.line("DTSTAMP", &format!("{stamp}Z"));
        self.line("DTSTART;VALUE=DATE", &day(event.first));
        self.line("DTEND;VALUE=DATE", &day(event.last.plus_days(1)));
        self.text("SUMMARY", &event.summary);
        if !event.description.trim().is_empty() {
            self.text("DESCRIPTION", event.description.trim());
        }
        self.text("CATEGORIES", &event.category);
        self.line("STATUS", "CONFIRMED");
        // A plan does not make anybody busy.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// Adds a line whose value is a text (3.3.11): signs with a meaning are escaped, control
    /// characters left out.
    fn text(&mut self, name: &str, value: &str) {
        let mut out = String::with_capacity(value.len());
        let value = value.replace("\r\n", "\n").replace('\r', "\n");
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                '\t' => out.push(' '),
                c if c.is_control() => {}
                c => out.push(c),
            }
        }
        self.line(name, &out);
    }

    /// Adds a line, folded so that no part has more than 75 octets.
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}{month:02}{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_escaped_and_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a;b,c\\d\r\ne\u{0}");
        assert_eq!(lines.0, "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n");
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ü".repeat(80));
        let parts: Vec<&str> = lines.0.split("\r\n").collect();
        assert!(parts.iter().all(|part| part.len() <= MOST), "{parts:?}");
        assert_eq!(parts.concat().replace(' ', ""), format!("SUMMARY:{}", "ü".repeat(80)));
    }
}
