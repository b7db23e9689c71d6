//! The filter of a table: items by the filter language as everywhere, any other kind by the same
//! signs on its own fields. It knows no row's place.

use std::ops::Range;

use super::order::{Key, key};
use super::say::say;
use super::{Question, Source};
use crate::model::field::FieldKind;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Kind, Record};
use crate::query::{Matcher, Needle, Op, QueryError, parse_for, split_terms, value};

/// Is a filter that was understood.
pub(super) enum Filter {
    /// One of items.
    Items(Matcher),
    /// One of records of another kind: each term, and whether it must not hold.
    Any(Vec<(bool, Term)>),
}

pub(super) enum Term {
    Word(Needle),
    Has(Source),
    Compare(Source, Op, Vec<Wanted>),
}

/// Is one value that is compared with.
pub(super) enum Wanted {
    None,
    Any,
    Text(Needle),
    Number(f64),
}

/// Says what in a filter is not understood for a kind of record.
pub fn check(model: &Model, kind: Kind, text: &str) -> Option<QueryError> {
    if kind == Kind::Item {
        return parse_for(text, model).err();
    }
    terms(kind, text, Date::default()).err()
}

impl Filter {
    /// Reads a filter for the kind that is asked about.
    pub(super) fn read(model: &Model, asked: &Question<'_>) -> Result<Filter, QueryError> {
        if asked.kind == Kind::Item {
            let query = parse_for(asked.filter, model)?;
            return Ok(Filter::Items(query.compile(model, asked.today, asked.me)));
        }
        terms(asked.kind, asked.filter, asked.today).map(Filter::Any)
    }

    pub(super) fn holds(&self, model: &Model, record: &Record) -> bool {
        match (self, record) {
            (Filter::Items(matcher), Record::Item(item)) => matcher.matches(model, item),
            (Filter::Items(_), _) => true,
            (Filter::Any(terms), _) => {
                terms.iter().all(|(not, term)| term.holds(model, record) != *not)
            }
        }
    }
}

impl Term {
    fn holds(&self, model: &Model, record: &Record) -> bool {
        let cell = |source: Source| say(model, record, source);
        match self {
            Term::Word(needle) => {
                Source::all(record.kind()).into_iter().any(|source| needle.is_in(&cell(source)))
            }
            Term::Has(source) => key(model, record, *source) != Key::Empty,
            Term::Compare(source, op, wanted) => {
                let own = key(model, record, *source);
                wanted.iter().any(|wanted| match (wanted, &own) {
                    (Wanted::None, own) => *own == Key::Empty,
                    (Wanted::Any, own) => *own != Key::Empty,
                    (Wanted::Number(n), Key::Number(own)) => op.holds(own.total_cmp(n)),
                    (Wanted::Text(needle), _) => needle.is_in(&cell(*source)),
                    _ => false,
                })
            }
        }
    }
}

fn terms(kind: Kind, text: &str, today: Date) -> Result<Vec<(bool, Term)>, QueryError> {
    let mut out = Vec::new();
    for piece in split_terms(text) {
        let Some((name, name_at, op, values)) = piece.field else {
            out.push((piece.not, Term::Word(Needle::new(&piece.word))));
            continue;
        };
        let named = |name: &str, span: &Range<usize>| {
            source_of(kind, name).ok_or_else(|| QueryError {
                span: span.clone(),
                message: format!("{} have no field “{name}”.", kind.many()),
                hint: format!("Use one of {}.", names(kind)),
            })
        };
        if values.is_empty() {
            return Err(QueryError {
                span: piece.span,
                message: "Something is missing after the sign.".to_owned(),
                hint: "Type a value, or “none”.".to_owned(),
            });
        }
        if name.eq_ignore_ascii_case("has") {
            for (value, span) in &values {
                out.push((piece.not, Term::Has(named(value, span)?)));
            }
            continue;
        }
        let source = named(&name, &name_at)?;
        let mut wanted = Vec::new();
        for (text, span) in &values {
            wanted.push(
                want(kind, source, op, text, today).map_err(|(message, hint)| QueryError {
                    span: span.clone(),
                    message,
                    hint,
                })?,
            );
        }
        out.push((piece.not, Term::Compare(source, op, wanted)));
    }
    Ok(out)
}

fn names(kind: Kind) -> String {
    let names: Vec<&str> = Source::all(kind).iter().map(|source| source.name(kind)).collect();
    names.join(", ")
}

fn source_of(kind: Kind, name: &str) -> Option<Source> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' ', '-'], "");
    let wanted = plain(name);
    Source::all(kind)
        .into_iter()
        .find(|source| plain(source.name(kind)) == wanted || plain(source.label(kind)) == wanted)
}

fn want(
    kind: Kind,
    source: Source,
    op: Op,
    text: &str,
    today: Date,
) -> Result<Wanted, (String, String)> {
    if op == Op::Is && text.eq_ignore_ascii_case("none") {
        return Ok(Wanted::None);
    }
    if op == Op::Is && text.eq_ignore_ascii_case("any") {
        return Ok(Wanted::Any);
    }
    let wrong = |what: &str, hint: &str| (format!("“{text}” is not {what}."), hint.to_owned());
    let number = |n: Option<f64>, what: &str, hint: &str| {
        n.map(Wanted::Number).ok_or_else(|| wrong(what, hint))
    };
    match source.meta(kind).map(|meta| meta.kind) {
        Some(FieldKind::Date) => {
            let day = value::day(text, today).map(|date| date.day_number() as f64);
            number(day, "a date", "Write 2026-05-01, today, or a distance such as 2w.")
        }
        Some(FieldKind::Number | FieldKind::Whole | FieldKind::Percent | FieldKind::Money) => {
            number(value::number(text), "a number", "Write digits, such as 3 or 2.5.")
        }
        Some(FieldKind::Minutes) => number(value::minutes(text), "a duration", "Write 2h or 90m."),
        _ if op != Op::Is => Err((
            "Only dates and numbers are less or more.".to_owned(),
            "Use a colon instead.".to_owned(),
        )),
        _ => Ok(Wanted::Text(Needle::new(text))),
    }
}
