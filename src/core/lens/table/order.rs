//! The order of rows: by several columns, each way, with what is not set always last. It knows no
//! view.

use std::cmp::Ordering;

use super::Source;
use super::say::say;
use crate::model::field::{FieldKind, Value};
use crate::model::workspace::Model;
use crate::model::{Category, Kind, Record};

/// Says by which columns rows are sorted, the most important first, and which of them downward.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sorting(pub Vec<(Source, bool)>);

/// Is what a cell is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A number, a date, a place among choices.
    Number(f64),
    /// A text without regard to case.
    Text(String),
    /// Nothing is set.
    Empty,
}

impl Sorting {
    /// Reads a sorting such as `-priority,due`; what it does not know it leaves out.
    pub fn parse(kind: Kind, text: &str) -> Sorting {
        let mut out: Vec<(Source, bool)> = Vec::new();
        for part in text.split(',') {
            let (down, name) = part.strip_prefix('-').map_or((false, part), |name| (true, name));
            if let Some(source) = Source::named(kind, name)
                && !out.iter().any(|(own, _)| *own == source)
            {
                out.push((source, down));
            }
        }
        Sorting(out)
    }

    /// Writes the sorting so that [`Sorting::parse`] gives it back.
    pub fn to_text(&self, kind: Kind) -> String {
        let part = |(source, down): &(Source, bool)| {
            format!("{}{}", if *down { "-" } else { "" }, source.name(kind))
        };
        self.0.iter().map(part).collect::<Vec<_>>().join(",")
    }

    /// Turns a column to the next of upward, downward and not at all. Without `more` it is the only
    /// column that counts.
    pub fn press(&mut self, source: Source, more: bool) {
        let at = self.0.iter().position(|(own, _)| *own == source);
        let next = match at.and_then(|at| self.0.get(at)) {
            None => Some(false),
            Some((_, false)) => Some(true),
            Some((_, true)) => None,
        };
        match (more, at, next) {
            (false, _, next) => self.0 = next.map(|down| (source, down)).into_iter().collect(),
            (true, Some(at), Some(down)) => {
                if let Some(slot) = self.0.get_mut(at) {
                    slot.1 = down;
                }
            }
            (true, Some(at), None) => {
                self.0.remove(at);
            }
            (true, None, next) => self.0.extend(next.map(|down| (source, down))),
        }
    }

    /// Tells which place a column has in the sorting, from 0, and whether it counts downward.
    pub fn place(&self, source: Source) -> Option<(usize, bool)> {
        let at = self.0.iter().position(|(own, _)| *own == source)?;
        self.0.get(at).map(|(_, down)| (at, *down))
    }

    /// Gives what a record is sorted by.
    pub(super) fn keys(&self, model: &Model, record: &Record) -> Vec<Key> {
        self.0.iter().map(|(source, _)| key(model, record, *source)).collect()
    }

    /// Compares two records by their keys.
    pub(super) fn compare(&self, a: &[Key], b: &[Key]) -> Ordering {
        let pairs = a.iter().zip(b).zip(&self.0);
        pairs
            .map(|((a, b), (_, down))| a.compare(b, *down))
            .find(|o| o.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl Key {
    /// Compares two keys, upward or downward; nothing comes last either way.
    pub fn compare(&self, other: &Key, down: bool) -> Ordering {
        let order = match (self, other) {
            (Key::Empty, Key::Empty) => return Ordering::Equal,
            (Key::Empty, _) => return Ordering::Greater,
            (_, Key::Empty) => return Ordering::Less,
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Text(a), Key::Text(b)) => a.cmp(b),
            (Key::Number(_), Key::Text(_)) => Ordering::Less,
            (Key::Text(_), Key::Number(_)) => Ordering::Greater,
        };
        if down { order.reverse() } else { order }
    }
}

/// Gives what a cell is sorted by.
pub(super) fn key(model: &Model, record: &Record, source: Source) -> Key {
    let Source::Field(idx) = source else {
        let Record::Item(item) = record else { return Key::Empty };
        let key = model.key_of(item);
        let prefix = key.split_once('-').map_or(key.as_str(), |(prefix, _)| prefix);
        return Key::Text(format!("{prefix}-{:010}", item.number));
    };
    match record.value(idx) {
        Value::Number(n) => Key::Number(n),
        Value::Bool(yes) => Key::Number(f64::from(u8::from(yes))),
        Value::Date(date) => Key::Number(date.day_number() as f64),
        Value::Time(time) => Key::Number(time.ms() as f64),
        Value::Parts(n) if n > 0 => Key::Number(n as f64),
        Value::Choice(name, _) => match source.meta(record.kind()).map(|meta| meta.kind) {
            Some(FieldKind::Choice(choices)) => {
                let at = choices.iter().position(|choice| choice.name == name);
                Key::Number(at.unwrap_or(choices.len()) as f64)
            }
            _ => Key::Text(name),
        },
        Value::Ref(at) => match model.get(at) {
            // Statuses stand in the order of the work.
            Some(Record::Status(status)) => {
                let at = Category::ALL.iter().position(|c| *c == status.category);
                Key::Text(format!("{}{}", at.unwrap_or(9), status.rank.as_str()))
            }
            _ => text(&say(model, record, source)),
        },
        value if value.is_empty() => Key::Empty,
        _ => text(&say(model, record, source)),
    }
}

fn text(text: &str) -> Key {
    if text.is_empty() { Key::Empty } else { Key::Text(text.to_lowercase()) }
}
