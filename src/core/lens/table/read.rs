//! Reads a cell that somebody typed or pasted: a text becomes the value of a field, or a sentence
//! says why it does not. It changes nothing.

use serde_json::Value as Json;

use super::Source;
use super::say::name_of;
use crate::metrics::say;
use crate::model::field::{Choice, FieldKind};
use crate::model::id::Ref;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Record};
use crate::query::Needle;
use crate::query::value;

/// Reads a text as the value of a record's field, in the form that commands take; null unsets.
/// The error is a sentence.
pub fn read(
    model: &Model,
    record: &Record,
    source: Source,
    text: &str,
    today: Date,
) -> Result<Json, String> {
    let kind = record.kind();
    let meta = source.meta(kind).filter(|_| source.is_editable(kind));
    let meta = meta.ok_or_else(|| format!("{} cannot be edited.", source.label(kind)))?;
    let typed = text.trim();
    match meta.kind {
        FieldKind::Text => return Ok(Json::from(typed)),
        FieldKind::Markdown => return Ok(Json::from(text)),
        FieldKind::Bool => return truth(typed),
        FieldKind::Refs(kind) => {
            let ids = pieces(typed).into_iter().map(|name| find(model, record, kind, &name));
            let ids: Result<Vec<Json>, String> =
                ids.map(|at| Ok(Json::from(at?.id.to_string()))).collect();
            return ids.map(Json::from);
        }
        FieldKind::Texts => return Ok(Json::from(pieces(typed))),
        _ if typed.is_empty() => return Ok(Json::Null),
        _ => {}
    }
    match meta.kind {
        FieldKind::Number => amount(typed).map(json),
        FieldKind::Whole => amount(typed).filter(|n| n.fract() == 0.0 && *n >= 0.0).map(json),
        FieldKind::Percent => amount(typed).filter(|n| (0.0..=100.0).contains(n)).map(json),
        FieldKind::Money => amount(typed).map(|n| json((n * 100.0).round())),
        FieldKind::Minutes => value::minutes(&typed.replace(' ', "")).map(|n| json(n.round())),
        FieldKind::Date => day(typed, today).map(|date| Json::from(date.to_string())),
        FieldKind::Choice(choices) => choice(choices, typed).map(Json::from),
        FieldKind::Ref(kind) => {
            return find(model, record, kind, &unquoted(typed))
                .map(|at| Json::from(at.id.to_string()));
        }
        FieldKind::AnyRef => {
            return place(model, &unquoted(typed)).map(|at| Json::from(at.to_string()));
        }
        _ => None,
    }
    .ok_or_else(|| wanted(typed, meta.kind))
}

/// Says what was wanted in the place of a text.
fn wanted(typed: &str, kind: FieldKind) -> String {
    let what = match kind {
        FieldKind::Number => "a number, such as 3 or 2.5",
        FieldKind::Whole => "a whole number from 0 on",
        FieldKind::Percent => "a percentage from 0 to 100",
        FieldKind::Money => "an amount, such as 1200 or 99.50",
        FieldKind::Minutes => "a length of work, such as 2h or 90m",
        FieldKind::Date => "a date, such as 2026-05-01, 1 May, tomorrow or 2w",
        FieldKind::Choice(choices) => {
            let labels: Vec<&str> = choices.iter().map(|choice| choice.label).collect();
            return format!("“{typed}” is none of {}.", labels.join(", "));
        }
        _ => "what stands here",
    };
    format!("“{typed}” is not {what}.")
}

fn truth(typed: &str) -> Result<Json, String> {
    let yes = value::truth(typed).or_else(|| typed.is_empty().then_some(false));
    yes.map(Json::from).ok_or_else(|| format!("“{typed}” is neither yes nor no."))
}

fn json(n: f64) -> Json {
    if n.fract() == 0.0 && n.abs() < 9e15 { Json::from(n as i64) } else { Json::from(n) }
}

/// Reads a number as spreadsheets show it: with thousands apart, a sign or a unit around it.
fn amount(typed: &str) -> Option<f64> {
    let kept: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '$' | '€' | '£'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let comma = kept.rsplit_once(',');
    let plain = match comma {
        // A comma before three digits parts thousands; any other is a decimal point.
        Some((_, tail)) if kept.contains('.') || tail.len() == 3 => kept.replace(',', ""),
        Some(_) => kept.replace(',', "."),
        None => kept,
    };
    value::number(&plain)
}

/// Reads a date in the forms that filters know, and as `1 May`, `1 May 2027` or `May 1, 2027`.
fn day(typed: &str, today: Date) -> Option<Date> {
    value::day(typed, today).or_else(|| {
        let words: Vec<&str> =
            typed.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
        let month = words.iter().find_map(|word| month(word))?;
        let mut numbers = words.iter().filter_map(|word| {
            word.trim_start_matches('’').parse::<u32>().ok().map(|n| (n, word.starts_with('’')))
        });
        let (day, _) = numbers.next()?;
        let year = match numbers.next() {
            Some((year, short)) => i32::try_from(year).ok()? + if short { 2000 } else { 0 },
            None => today.ymd().0,
        };
        Date::new(year, month, day)
    })
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let starts = |month: &u32| {
        let name = say::month_name(*month).to_lowercase();
        word.len() >= 3 && (name.starts_with(&word) || word.starts_with(&name))
    };
    (1..=12).find(starts)
}

fn choice(choices: &[Choice], typed: &str) -> Option<&'static str>
where
    Choice: 'static,
{
    let typed = Needle::new(typed);
    choices.iter().find(|c| typed.is(c.label) || typed.is(c.name)).map(|c| c.name)
}

/// Cuts a list at commas that are not between quotation marks.
fn pieces(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\n' if !quoted => out.push(String::new()),
            other => {
                if let Some(last) = out.last_mut() {
                    last.push(other);
                }
            }
        }
    }
    out.into_iter().map(|piece| piece.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn unquoted(text: &str) -> String {
    text.trim_matches('"').to_owned()
}

/// Finds the record of a kind that a name, a key, a handle or an id stands for, among those that
/// fit the record.
fn find(model: &Model, of: &Record, kind: Kind, name: &str) -> Result<Ref, String> {
    let needle = Needle::new(name.trim_start_matches('@'));
    let stands = |record: &Record| {
        needle.is(record.title())
            || needle.is(&record.raw_id().to_string())
            || match record {
                Record::Item(item) => needle.is(&model.key_of(item)),
                Record::Person(person) => needle.is(&person.handle),
                Record::Project(project) => needle.is(&project.key),
                Record::Product(product) => needle.is(&product.key),
                _ => needle.is(&name_of(model, record.to_ref())),
            }
    };
    let mut found = model.records(kind).filter(|record| fits(model, of, record) && stands(record));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.to_ref()),
        (None, _) => Err(format!("There is no {} “{name}” here.", kind.one().to_lowercase())),
        (Some(_), Some(_)) => {
            Err(format!("More than one {} is called “{name}”.", kind.one().to_lowercase()))
        }
    }
}

/// Finds the place with a name.
fn place(model: &Model, name: &str) -> Result<Ref, String> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.is_place());
    let needle = Needle::new(name);
    let mut found = kinds.flat_map(|kind| model.records(kind)).filter(|r| needle.is(r.title()));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.to_ref()),
        (None, _) => Err(format!("There is no place “{name}”.")),
        _ => Err(format!("More than one place is called “{name}”.")),
    }
}

/// Tells whether a record can be pointed at from another: a status of its workflow, a stage of its
/// project, a release of its product.
fn fits(model: &Model, of: &Record, record: &Record) -> bool {
    let Some(item) = unwrapped(of) else { return true };
    match record {
        Record::Status(status) => {
            let project = item.project.and_then(|id| model.find(id)).and_then(|p| p.workflow);
            let workflow = project.or_else(|| model.status_of(item).map(|s| s.workflow));
            workflow.is_none_or(|workflow| status.workflow == workflow)
        }
        Record::Stage(stage) => Some(stage.project) == item.project,
        Record::Release(release) => item.product.is_none_or(|p| release.product == p),
        _ => true,
    }
}

fn unwrapped(record: &Record) -> Option<&Item> {
    if let Record::Item(item) = record { Some(item) } else { None }
}
