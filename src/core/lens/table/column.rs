//! Columns: which a kind of record has, which are shown, how wide they are and what is added up in
//! them; as a text for addresses and saved views, and back. It knows no record.

use std::fmt::Write;

use super::roll::Roll;
use crate::model::field::{Access, FieldKind, FieldMeta};
use crate::model::{Kind, Lens};

/// The least and the greatest width of a column in CSS pixels.
const WIDTHS: (u16, u16) = (48, 800);

/// Is where a column's values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The key of an item, such as `APOLLO-12`.
    Key,
    /// The field at a position of the kind's table of fields.
    Field(usize),
}

/// Lists the kinds that a table can show, those that people ask for most first.
pub fn kinds() -> Vec<Kind> {
    let first = [
        Kind::Item,
        Kind::Project,
        Kind::Product,
        Kind::Program,
        Kind::Person,
        Kind::Kpi,
        Kind::Objective,
        Kind::Risk,
        Kind::Decision,
        Kind::Release,
        Kind::Stage,
        Kind::Team,
    ];
    let rest = Kind::ALL.iter().filter(|kind| !first.contains(kind) && **kind != Kind::Workspace);
    first.iter().chain(rest).copied().collect()
}

/// Gives the kind that a lens looks at first.
pub fn usual_kind(lens: &Lens) -> Kind {
    if *lens == Lens::Portfolio { Kind::Project } else { Kind::Item }
}

impl Source {
    /// Lists what a kind's table can show, in the order of its fields.
    pub fn all(kind: Kind) -> Vec<Source> {
        let fields = kind.fields().iter().enumerate().filter(|(_, meta)| is_shown(kind, meta));
        let fields = fields.map(|(idx, _)| Source::Field(idx));
        let key = (kind == Kind::Item).then_some(Source::Key);
        key.into_iter().chain(fields).collect()
    }

    /// Finds a column by its stable name.
    pub fn named(kind: Kind, name: &str) -> Option<Source> {
        Source::all(kind).into_iter().find(|source| source.name(kind) == name)
    }

    /// Gives what names a record of the kind: the column that always comes first.
    pub fn title(kind: Kind) -> Option<Source> {
        let named = ["title", "name", "body"].iter().find_map(|name| Source::named(kind, name));
        named.or_else(|| Source::all(kind).into_iter().next())
    }

    /// Gives the description of the field, unless it is the key.
    pub fn meta(self, kind: Kind) -> Option<&'static FieldMeta> {
        match self {
            Source::Key => None,
            Source::Field(idx) => kind.fields().get(idx),
        }
    }

    /// Gives the sentence that explains it.
    pub fn help(self, kind: Kind) -> Option<&'static str> {
        match self {
            Source::Key => None,
            Source::Field(idx) => Some(kind.help(idx)),
        }
    }

    /// Gives the stable name.
    pub fn name(self, kind: Kind) -> &'static str {
        self.meta(kind).map_or("key", |meta| meta.name)
    }

    /// Gives the name that a person reads.
    pub fn label(self, kind: Kind) -> &'static str {
        self.meta(kind).map_or("Key", |meta| meta.label)
    }

    /// Tells whether a person can edit it in a cell.
    pub fn is_editable(self, kind: Kind) -> bool {
        let Some(meta) = self.meta(kind) else { return false };
        let by_person = matches!(meta.access, Access::Edit | Access::Required);
        by_person && !matches!(meta.kind, FieldKind::Parts | FieldKind::Rank | FieldKind::Time)
    }

    /// Tells whether its values stand at the end of their cells.
    pub fn is_number(self, kind: Kind) -> bool {
        let number = |meta: &FieldMeta| {
            use FieldKind::{Minutes, Money, Number, Percent, Whole};
            matches!(meta.kind, Minutes | Money | Number | Percent | Whole)
        };
        self.meta(kind).is_some_and(number)
    }

    /// Gives the width that it starts with, in CSS pixels.
    fn width(self, kind: Kind) -> u16 {
        if Source::title(kind) == Some(self) {
            return 320;
        }
        match self.meta(kind).map(|meta| meta.kind) {
            None => 92,
            Some(FieldKind::Number | FieldKind::Whole | FieldKind::Bool | FieldKind::Parts) => 92,
            Some(FieldKind::Percent | FieldKind::Minutes | FieldKind::Money) => 104,
            Some(FieldKind::Date | FieldKind::Time) => 120,
            Some(FieldKind::Choice(_)) => 120,
            Some(FieldKind::Refs(_) | FieldKind::Markdown) => 200,
            Some(_) => 148,
        }
    }

    /// Gives what is added up in it at first.
    fn roll(self, kind: Kind) -> Roll {
        let Some(meta) = self.meta(kind) else { return Roll::None };
        match (meta.name, meta.kind) {
            ("estimate" | "work", _) | (_, FieldKind::Money) => Roll::Sum,
            ("status" | "progress", _) if kind == Kind::Item => Roll::Done,
            ("due", FieldKind::Date) => Roll::Max,
            _ => Roll::None,
        }
    }
}

fn is_shown(kind: Kind, meta: &FieldMeta) -> bool {
    let parts = meta.kind == FieldKind::Parts;
    let inner = meta.kind == FieldKind::Rank
        || (parts && (meta.access == Access::Fixed || matches!(meta.name, "custom" | "numbers")))
        || meta.kind == FieldKind::Texts && meta.access == Access::Fixed;
    !inner && (kind != Kind::Item || !matches!(meta.name, "number" | "trashed" | "known_from"))
}

/// Is a column that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Column {
    /// Where its values come from.
    pub source: Source,
    /// Its width in CSS pixels.
    pub width: u16,
    /// What is added up in it.
    pub roll: Roll,
}

/// Is which columns are shown, in their order. What names a record always comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The kind of record.
    pub kind: Kind,
    /// The columns.
    pub columns: Vec<Column>,
}

impl Layout {
    /// Gives the columns that a kind starts with, as a lens asks for them.
    pub fn usual(kind: Kind, lens: &Lens) -> Layout {
        let names: &[&str] = match (kind, lens) {
            (Kind::Item, Lens::Product) => &[
                "key",
                "status",
                "priority",
                "owner",
                "product",
                "release",
                "objectives",
                "estimate",
                "due",
                "labels",
            ],
            (Kind::Item, _) => &[
                "key", "status", "priority", "owner", "project", "estimate", "progress", "start",
                "due", "labels",
            ],
            (Kind::Project, _) => {
                &["key", "phase", "health", "owner", "program", "start", "due", "budget"]
            }
            _ => &[],
        };
        let mut named: Vec<Source> =
            names.iter().filter_map(|name| Source::named(kind, name)).collect();
        if named.is_empty() {
            // What a person edits comes before what the app keeps.
            let mut all = Source::all(kind);
            crate::sort::by_key(&mut all, |source| !source.is_editable(kind));
            named = all.into_iter().take(9).collect();
        }
        let columns = named.into_iter().map(|source| start(kind, source)).collect();
        Layout { kind, columns }.titled()
    }

    /// Reads a layout such as `title:320,status,estimate:80:sum`; what it does not know it leaves
    /// out. `None` if nothing is left.
    pub fn parse(kind: Kind, text: &str) -> Option<Layout> {
        let mut columns: Vec<Column> = Vec::new();
        for part in text.split(',') {
            let mut words = part.split(':');
            let Some(source) = words.next().and_then(|name| Source::named(kind, name)) else {
                continue;
            };
            if columns.iter().any(|column| column.source == source) {
                continue;
            }
            let mut column = Column { roll: Roll::None, ..start(kind, source) };
            for word in words {
                if let Ok(width) = word.parse::<u16>() {
                    column.width = width.clamp(WIDTHS.0, WIDTHS.1);
                } else if let Some(roll) = Roll::from_name(word) {
                    column.roll = roll;
                }
            }
            columns.push(column);
        }
        (!columns.is_empty()).then(|| Layout { kind, columns }.titled())
    }

    /// Writes the layout so that [`Layout::parse`] gives it back.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for column in &self.columns {
            let comma = if out.is_empty() { "" } else { "," };
            let _ = write!(out, "{comma}{}:{}", column.source.name(self.kind), column.width);
            if column.roll != Roll::None {
                let _ = write!(out, ":{}", column.roll.name());
            }
        }
        out
    }

    /// Puts what names a record first, and shows it if it is hidden.
    fn titled(mut self) -> Layout {
        if let Some(title) = Source::title(self.kind) {
            let at = self.columns.iter().position(|column| column.source == title);
            let column = match at {
                Some(at) => self.columns.remove(at),
                None => start(self.kind, title),
            };
            self.columns.insert(0, column);
        }
        self
    }

    /// Finds a column that is shown.
    pub fn find(&self, source: Source) -> Option<usize> {
        self.columns.iter().position(|column| column.source == source)
    }

    /// Makes a column so wide.
    pub fn resize(&mut self, at: usize, width: f64) {
        if let Some(column) = self.columns.get_mut(at) {
            column.width = width.clamp(f64::from(WIDTHS.0), f64::from(WIDTHS.1)).round() as u16;
        }
    }

    /// Gives how wide all columns are together, in CSS pixels.
    pub fn wide(&self) -> f64 {
        self.columns.iter().map(|column| f64::from(column.width)).sum()
    }

    /// Gives how far to scroll sideways, in CSS pixels, so that a column is seen whole beside the
    /// first, which stays.
    pub fn reveal(&self, at: usize, scrolled: f64, seen: f64) -> f64 {
        let width = |at: usize| self.columns.get(at).map_or(0.0, |c| f64::from(c.width));
        if at == 0 {
            return scrolled;
        }
        let start: f64 = (0..at).map(width).sum();
        let lowest = start + width(at) - seen;
        let highest = start - width(0);
        if scrolled > highest || lowest > highest { highest } else { scrolled.max(lowest) }
    }

    /// Moves a column to a position; the first stays where it is. Gives where it is now.
    pub fn shift(&mut self, from: usize, to: usize) -> usize {
        let last = self.columns.len().saturating_sub(1);
        if from == 0 || from > last {
            return from;
        }
        let to = to.clamp(1, last);
        let column = self.columns.remove(from);
        self.columns.insert(to, column);
        to
    }

    /// Shows or hides a column; the first stays.
    pub fn toggle(&mut self, source: Source) {
        match self.find(source) {
            Some(0) => {}
            Some(at) => {
                self.columns.remove(at);
            }
            None => self.columns.push(start(self.kind, source)),
        }
    }

    /// Adds something else up in a column.
    pub fn roll(&mut self, at: usize, roll: Roll) {
        if let Some(column) = self.columns.get_mut(at) {
            column.roll = roll;
        }
    }
}

fn start(kind: Kind, source: Source) -> Column {
    Column { source, width: source.width(kind), roll: source.roll(kind) }
}
