//! Values in words: what a field holds, as people read it. It reads the model and changes nothing.

use serde_json::Value as Json;
use throughline_core::model::field::{FieldKind, FieldMeta};
use throughline_core::model::id::{RawId, Ref};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Record, Target};

use super::text;
use crate::shell::clock;

/// Says a date.
pub fn date(date: Date) -> String {
    clock::say_date(date, clock::today())
}

/// Writes a number for JSON: a whole one without a fraction.
pub fn number(n: f64) -> Json {
    if n.fract() == 0.0 && n.abs() < 9e15 { Json::from(n as i64) } else { Json::from(n) }
}

/// Writes a number with at most two places.
pub fn short_number(n: f64) -> String {
    ((n * 100.0).round() / 100.0).to_string()
}

/// Says the value of a field as it stands in JSON; empty if it is unset or has no short form.
pub fn of_json(model: &Model, meta: &FieldMeta, value: &Json) -> String {
    match (meta.kind, value) {
        (_, Json::Null) => String::new(),
        (FieldKind::Bool, Json::Bool(on)) => if *on { text::YES } else { text::NO }.to_owned(),
        (FieldKind::Number | FieldKind::Whole, Json::Number(n)) => n.to_string(),
        (FieldKind::Percent, Json::Number(n)) => format!("{n} %"),
        (FieldKind::Minutes, Json::Number(n)) => {
            text::hours(&short_number(n.as_f64().unwrap_or_default() / 60.0))
        }
        (FieldKind::Money, Json::Number(n)) => money(model, n.as_f64().unwrap_or_default() / 100.0),
        (FieldKind::Date, Json::String(s)) => s.parse::<Date>().map_or_else(|_| s.clone(), date),
        (FieldKind::Time, Json::String(s)) => {
            s.parse::<Time>().map_or_else(|_| s.clone(), clock::say_time)
        }
        (FieldKind::Choice(choices), Json::String(s)) => {
            choices.iter().find(|c| c.name == s).map_or(s.as_str(), |c| c.label).to_owned()
        }
        (FieldKind::Ref(kind), Json::String(s)) => record(model, kind, s),
        (FieldKind::AnyRef, Json::String(s)) => {
            s.parse::<Ref>().map_or_else(|_| s.clone(), |at| title(model, at))
        }
        (FieldKind::Refs(kind), Json::Array(list)) => {
            let names = list.iter().filter_map(Json::as_str).map(|s| record(model, kind, s));
            names.collect::<Vec<_>>().join(", ")
        }
        (FieldKind::Text, Json::String(s)) => s.clone(),
        (FieldKind::Texts, Json::Array(list)) => {
            list.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// Says an amount in the workspace's currency.
pub fn money(model: &Model, amount: f64) -> String {
    let currency = model.info().map(|info| info.currency.clone()).unwrap_or_default();
    format!("{} {currency}", short_number(amount)).trim().to_owned()
}

/// Says the KPI values by which an objective is measured.
pub fn targets(model: &Model, of: Option<&Record>) -> String {
    let Some(Record::Objective(objective)) = of else { return String::new() };
    let say = |target: &Target| {
        let from = target.from.map(|n| n.to_string());
        let kpi = title(model, target.kpi.to_ref());
        text::target(&kpi, from.as_deref(), &target.to.to_string())
    };
    objective.targets.iter().map(say).collect::<Vec<_>>().join("; ")
}

fn record(model: &Model, kind: Kind, id: &str) -> String {
    id.parse::<RawId>().map_or_else(|_| id.to_owned(), |id| title(model, Ref { kind, id }))
}

/// Gives the name of a record, or says that it is gone.
pub fn title(model: &Model, at: Ref) -> String {
    Some(model.title_of(at))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| text::gone(at.kind.one()))
}
