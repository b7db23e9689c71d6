//! How a filter can go on where the caret stands: names of fields, then what fits the field. It
//! knows no list and no key; what it offers is always something that [`super::parse_for`] reads.

use std::ops::Range;

use super::parse::{pieces, split};
use super::subject::{CustomKind, Flag, Subject, plain};
use crate::model::field::{Choice, FieldKind, FieldMeta};
use crate::model::record::RecordType;
use crate::model::workspace::Model;
use crate::model::{Category, Item, Kind};
use crate::sort;

/// How many are offered at most.
const MOST: usize = 8;

/// Is one way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What takes the place of the range; after a field the values follow, after a value a space.
    pub text: String,
    /// What a person reads.
    pub label: String,
    /// What it is.
    pub hint: String,
}

/// Is what is offered at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced, in bytes of the text.
    pub range: Range<usize>,
    /// The offers, the best first.
    pub list: Vec<Completion>,
}

/// Says how a filter of a kind of record can go on at the caret, a position in bytes.
pub fn complete(model: &Model, kind: Kind, text: &str, caret: usize) -> Completions {
    let caret = (0..=caret.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let caret = caret.unwrap_or_default();
    let here = pieces(text).into_iter().find(|span| span.start <= caret && caret <= span.end);
    let span = here.unwrap_or(caret..caret);
    let typed = text.get(span.start..caret).unwrap_or_default();
    let body = typed.strip_prefix('-').unwrap_or(typed);
    let start = caret - body.len();
    let Some((name, _, rest)) = split(body) else {
        let range = start..span.end;
        return Completions { range, list: best(words(model, kind), body) };
    };
    let value = last_value(rest);
    let rest_of_value = text.get(caret..span.end).unwrap_or_default();
    let end = caret + first_value(rest_of_value).len();
    let list = best(values(model, kind, &unquoted(name)), value);
    Completions { range: caret - value.len()..end, list }
}

/// Is an offer before it is known whether it fits what was typed.
struct Offer {
    done: Completion,
    /// What is compared with what was typed, besides the label.
    name: String,
    /// Whether it is offered before anything was typed.
    at_once: bool,
}

/// Picks what begins like the needle, then what has a word that does.
fn best(offers: Vec<Offer>, needle: &str) -> Vec<Completion> {
    let needle = unquoted(needle).to_lowercase();
    let fit = |offer: &Offer| {
        let (name, label) = (offer.name.to_lowercase(), offer.done.label.to_lowercase());
        match () {
            () if needle.is_empty() => offer.at_once.then_some(0),
            () if name.starts_with(&needle) || label.starts_with(&needle) => Some(0),
            () if label.split_whitespace().any(|word| word.starts_with(&needle)) => Some(1),
            () if needle.len() > 2 && label.contains(&needle) => Some(2),
            () => None,
        }
    };
    let mut list: Vec<(u8, Completion)> =
        offers.into_iter().filter_map(|offer| Some((fit(&offer)?, offer.done))).collect();
    sort::by_key(&mut list, |(fit, _)| *fit);
    list.into_iter().take(MOST).map(|(_, done)| done).collect()
}

/// The fields that are asked for most.
const FIRST: [&str; 7] = ["owner", "status", "labels", "priority", "due", "kind", "project"];

/// Lists what can stand where nothing or a word was typed: fields, states, people and labels.
fn words(model: &Model, kind: Kind) -> Vec<Offer> {
    let field = |name: &str, label: &str| {
        let text = format!("{}:", quoted(name));
        let at_once = kind != Kind::Item || FIRST.contains(&name) || name == "is";
        let (label, hint) = (text.clone(), label.to_owned());
        Offer { done: Completion { text, label, hint }, name: name.to_owned(), at_once }
    };
    let metas = kind.fields().iter().filter(|meta| can_be_asked(meta));
    if kind != Kind::Item {
        return metas.map(|meta| field(meta.name, meta.label)).collect();
    }
    let mut metas: Vec<&FieldMeta> = metas.collect();
    let place = |meta: &&FieldMeta| FIRST.iter().position(|name| *name == meta.name);
    sort::by_key(&mut metas, |meta| place(meta).unwrap_or(FIRST.len()));
    let mut out: Vec<Offer> = metas.into_iter().map(|meta| field(meta.name, meta.label)).collect();
    out.insert(FIRST.len().min(out.len()), field("is", "a state: blocked, overdue, open…"));
    out.push(field("has", "something is there"));
    out.push(field("key", "Key"));
    out.push(field("category", "Category of the status"));
    out.push(field("program", "Program"));
    out.push(field("comment", "What was said"));
    out.extend(model.custom_fields.iter().map(|own| field(&own.name, "a field of your own")));
    // What is meant is often a value: the field that it belongs to comes with it.
    let with = |field: &str, offer: Offer| {
        let text = format!("{field}:{}", offer.done.text);
        Offer { done: Completion { text, ..offer.done }, at_once: false, ..offer }
    };
    out.extend(flags().map(|offer| with("is", offer)));
    for (name, of) in [("owner", Kind::Person), ("labels", Kind::Label), ("status", Kind::Status)] {
        out.extend(records(model, of).map(|offer| with(name, offer)));
    }
    out
}

fn can_be_asked(meta: &FieldMeta) -> bool {
    !matches!(meta.kind, FieldKind::Rank | FieldKind::Parts)
}

/// Lists what can stand behind a field and its sign.
fn values(model: &Model, kind: Kind, name: &str) -> Vec<Offer> {
    let presence = [("none", "nothing is there"), ("any", "something is there")];
    let presence = || presence.into_iter().map(|(value, hint)| value_of(value, value, hint));
    if kind == Kind::Item && name.eq_ignore_ascii_case("is") {
        return flags().collect();
    }
    if name.eq_ignore_ascii_case("has") {
        let metas = kind.fields().iter().filter(|meta| can_be_asked(meta));
        return metas.map(|meta| value_of(meta.name, meta.name, meta.label)).collect();
    }
    let named = |value: &'static str, hint: &str| value_of(value, value, hint);
    let mut out: Vec<Offer> = match sort_of(model, kind, name) {
        None => return Vec::new(),
        Some(Fits::Choices(choices)) => {
            return choices.iter().map(|c| value_of(c.name, c.label, c.name)).collect();
        }
        Some(Fits::Options(options)) => {
            options.iter().map(|option| value_of(option, option, "")).collect()
        }
        Some(Fits::Records(of)) => {
            let me = (of == Kind::Person && kind == Kind::Item).then(|| named("me", "you"));
            me.into_iter().chain(records(model, of)).collect()
        }
        Some(Fits::Dates) => vec![
            named("today", ""),
            named("tomorrow", ""),
            named("yesterday", ""),
            named("1w", "in a week"),
            named("2w", "in two weeks"),
            named("1m", "in a month"),
            named("-1w", "a week ago"),
        ],
        Some(Fits::Truth) => return vec![named("yes", ""), named("no", "")],
        Some(Fits::Other) => Vec::new(),
    };
    // What asks only whether there is one stays in sight.
    out.truncate(out.len().max(MOST));
    let at = out.len().min(MOST - 2);
    out.splice(at..at, presence());
    out
}

/// Says what fits a field.
enum Fits {
    Choices(&'static [Choice]),
    Options(Vec<String>),
    Records(Kind),
    Dates,
    Truth,
    Other,
}

fn sort_of(model: &Model, kind: Kind, name: &str) -> Option<Fits> {
    let of = |field: FieldKind| match field {
        FieldKind::Choice(choices) => Fits::Choices(choices),
        FieldKind::Ref(of) | FieldKind::Refs(of) => Fits::Records(of),
        FieldKind::Date | FieldKind::Time => Fits::Dates,
        FieldKind::Bool => Fits::Truth,
        _ => Fits::Other,
    };
    if kind != Kind::Item {
        let wanted = plain(name);
        let is = |meta: &&FieldMeta| plain(meta.name) == wanted || plain(meta.label) == wanted;
        return kind.fields().iter().find(is).map(|meta| of(meta.kind));
    }
    Some(match Subject::named(name) {
        Some(Subject::Field(idx)) => of(Item::FIELDS.get(idx)?.kind),
        Some(Subject::Category) => Fits::Choices(Category::CHOICES),
        Some(Subject::Program) => Fits::Records(Kind::Program),
        Some(_) => Fits::Other,
        None => {
            let wanted = plain(name);
            let own = model.custom_fields.iter().find(|own| plain(&own.name) == wanted)?;
            match CustomKind::of(&own.holds) {
                CustomKind::Bool => Fits::Truth,
                CustomKind::Date => Fits::Dates,
                _ if own.options.is_empty() => Fits::Other,
                _ => Fits::Options(own.options.clone()),
            }
        }
    })
}

fn flags() -> impl Iterator<Item = Offer> {
    Flag::NAMES.split(", ").map(|name| value_of(name, name, "state"))
}

/// Offers the records of a kind by their names; what has none cannot be asked for.
fn records(model: &Model, of: Kind) -> impl Iterator<Item = Offer> {
    let mut names: Vec<String> =
        model.records(of).map(|record| record.title().to_owned()).collect();
    names.retain(|name| !name.trim().is_empty() && !name.contains('"'));
    sort::sort(&mut names);
    names.dedup();
    let hint = of.one();
    names.into_iter().map(move |name| value_of(&name, &name, hint))
}

fn value_of(value: &str, label: &str, hint: &str) -> Offer {
    let hint = if hint == label { "" } else { hint };
    let (text, label) = (format!("{} ", quoted(value)), label.to_owned());
    let done = Completion { text, label, hint: hint.to_owned() };
    Offer { done, name: value.to_owned(), at_once: true }
}

/// Keeps a name together that would be read as several words, or as more than a name.
fn quoted(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.chars().all(is_plain) { name.to_owned() } else { format!("\"{name}\"") }
}

fn unquoted(text: &str) -> String {
    text.replace('"', "")
}

/// Gives what stands behind the last comma that is not inside quotation marks.
fn last_value(values: &str) -> &str {
    let mut inside = false;
    let mut from = 0;
    for (at, c) in values.char_indices() {
        inside ^= c == '"';
        if c == ',' && !inside {
            from = at + 1;
        }
    }
    values.get(from..).unwrap_or_default()
}

/// Gives what stands before the first comma that is not inside quotation marks.
fn first_value(values: &str) -> &str {
    let mut inside = false;
    let end = values.char_indices().find(|(_, c)| {
        inside ^= *c == '"';
        *c == ',' && !inside
    });
    values.get(..end.map_or(values.len(), |(at, _)| at)).unwrap_or_default()
}
