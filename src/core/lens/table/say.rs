//! What a cell says: as a text that reads back, and as it is shown. It knows no column's width.

use super::Source;
use crate::metrics::say;
use crate::model::field::{FieldKind, Value};
use crate::model::id::Ref;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Kind, Record};

/// Is what a cell shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Shown {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A number with its unit.
    Number(String),
    /// A day; whether it has passed without the work being done.
    Day(String, bool),
    /// Yes or no.
    Check(bool),
    /// How much of something is done, in percent.
    Share(f64),
    /// A choice: the field's name, the choice's name in data, its label.
    Choice(&'static str, String, String),
    /// A status: its category's name and its own.
    Status(String, String),
    /// People by name.
    People(Vec<String>),
    /// Words with their hues.
    Chips(Vec<(String, String)>),
}

/// Writes a cell so that [`super::read`] gives the same value again.
pub fn say(model: &Model, record: &Record, source: Source) -> String {
    let Source::Field(idx) = source else { return key_of(model, record) };
    let field = source.meta(record.kind()).map(|meta| meta.kind);
    match (record.value(idx), field) {
        (Value::Number(n), Some(FieldKind::Minutes)) => plain_work(n),
        (Value::Number(n), Some(FieldKind::Percent)) => format!("{}%", number(n)),
        (Value::Number(n), Some(FieldKind::Money)) => format!("{n:.2}"),
        (Value::Many(list), _) => {
            let names = list.iter().map(|v| listed(&plain(model, v)));
            names.collect::<Vec<_>>().join(", ")
        }
        (value, _) => plain(model, &value),
    }
}

fn plain(model: &Model, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Bool(yes) => (if *yes { "Yes" } else { "No" }).to_owned(),
        Value::Number(n) => number(*n),
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Choice(_, label) => label.clone(),
        Value::Ref(at) => name_of(model, *at),
        Value::Many(list) => list.iter().map(|v| plain(model, v)).collect::<Vec<_>>().join(", "),
        Value::Parts(0) => String::new(),
        Value::Parts(n) => n.to_string(),
    }
}

/// Puts what holds a comma between quotation marks.
fn listed(name: &str) -> String {
    if name.contains([',', '"']) {
        format!("\"{}\"", name.replace('"', "”"))
    } else {
        name.to_owned()
    }
}

/// Gives the name by which a cell points at a record: an item's key, anything else's name.
pub(super) fn name_of(model: &Model, at: Ref) -> String {
    match model.get(at) {
        Some(Record::Item(item)) => model.key_of(&item),
        Some(record) if !record.title().is_empty() => record.title().to_owned(),
        _ => at.to_string(),
    }
}

fn key_of(model: &Model, record: &Record) -> String {
    if let Record::Item(item) = record { model.key_of(item) } else { String::new() }
}

/// Gives what a cell shows.
pub fn shown(model: &Model, record: &Record, source: Source, today: Date) -> Shown {
    let Some(meta) = source.meta(record.kind()) else {
        return Shown::Text(key_of(model, record));
    };
    let Source::Field(idx) = source else { return Shown::Empty };
    let value = record.value(idx);
    if value.is_empty() {
        return Shown::Empty;
    }
    match (value, meta.kind) {
        (Value::Number(n), FieldKind::Minutes) => Shown::Number(said_work(n)),
        (Value::Number(n), FieldKind::Percent) => Shown::Share(n),
        (Value::Number(n), FieldKind::Money) => Shown::Number(said_money(n)),
        (Value::Number(n), _) => Shown::Number(number(n)),
        (Value::Bool(yes), _) => Shown::Check(yes),
        (Value::Date(date), _) => {
            Shown::Day(brief(date, today), is_late(model, record, idx, date, today))
        }
        (Value::Time(time), _) => Shown::Day(brief(time.date_utc(), today), false),
        (Value::Choice(name, _), _) if name == "none" => Shown::Empty,
        (Value::Choice(name, label), _) => Shown::Choice(meta.name, name, label),
        (Value::Text(text), _) => Shown::Text(text.lines().next().unwrap_or("").to_owned()),
        (Value::Parts(n), _) => Shown::Number(n.to_string()),
        (Value::Ref(at), _) => one(model, at),
        (Value::Many(list), FieldKind::Refs(Kind::Person)) => {
            Shown::People(list.iter().map(|v| plain(model, v)).collect())
        }
        (Value::Many(list), _) => Shown::Chips(list.iter().map(|v| chip(model, v)).collect()),
        (Value::Empty, _) => Shown::Empty,
    }
}

fn one(model: &Model, at: Ref) -> Shown {
    match model.get(at) {
        Some(Record::Status(status)) => {
            Shown::Status(status.category.name().to_owned(), status.name.clone())
        }
        Some(Record::Person(person)) => Shown::People(vec![person.name.clone()]),
        Some(Record::Item(item)) => Shown::Text(format!("{} {}", model.key_of(&item), item.title)),
        _ => Shown::Text(name_of(model, at)),
    }
}

fn chip(model: &Model, value: &Value) -> (String, String) {
    let hue = match value {
        Value::Ref(at) => match model.get(*at) {
            Some(Record::Label(label)) => label.hue.name().to_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    (plain(model, value), hue)
}

fn is_late(model: &Model, record: &Record, idx: usize, date: Date, today: Date) -> bool {
    let name = record.kind().fields().get(idx).map(|meta| meta.name);
    let Record::Item(item) = record else { return false };
    let open = model.status_of(item).is_some_and(|status| !status.category.is_closed());
    matches!(name, Some("due" | "deadline")) && open && date < today
}

/// Says a day, with its year only if that is another one: `12 Mar`, `12 Mar ’27`.
pub(super) fn brief(date: Date, today: Date) -> String {
    let year = date.ymd().0;
    let day = say::date_in_year(date);
    if year == today.ymd().0 { day } else { format!("{day} ’{:02}", year.rem_euclid(100)) }
}

/// Writes a number as short as it can be read back.
pub(super) fn number(n: f64) -> String {
    format!("{n}")
}

/// Says working minutes in hours.
pub(super) fn said_work(minutes: f64) -> String {
    format!("{} h", number((minutes / 60.0 * 100.0).round() / 100.0))
}

/// Writes working minutes so that not one is lost.
fn plain_work(minutes: f64) -> String {
    if minutes % 15.0 == 0.0 { format!("{}h", minutes / 60.0) } else { format!("{minutes}m") }
}

/// Says a percentage.
pub(super) fn said_share(n: f64) -> String {
    format!("{} %", n.round())
}

/// Says an amount with its thousands apart; hundredths only where there are any.
pub(super) fn said_money(amount: f64) -> String {
    let whole = amount.abs().trunc();
    let mut digits = format!("{whole}");
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, '\u{202f}');
    }
    let cents = ((amount.abs() - whole) * 100.0).round();
    let sign = if amount < 0.0 { "−" } else { "" };
    if cents == 0.0 { format!("{sign}{digits}") } else { format!("{sign}{digits}.{cents:02}") }
}
