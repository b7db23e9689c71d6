//! Reads JSON whose shape may differ from what is expected: missing, null and foreign values are
//! answers, not errors. It knows no tool's format.

use serde_json::{Map, Value as Json};

use super::ReadError;
use super::build::{Builder, admit};
use crate::model::time::{Date, Time};

/// An object.
pub(super) type Obj = Map<String, Json>;

/// Parses a text as JSON. The error names line and column and what is wrong there.
pub(super) fn parse(text: &str, hint: &str) -> Result<Json, ReadError> {
    let text = admit(text)?;
    serde_json::from_str(&text).map_err(|e| {
        let full = e.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(said, _)| said);
        ReadError {
            line: e.line(),
            column: e.column(),
            message: format!("this is not JSON: {message}"),
            hint: hint.to_owned(),
        }
    })
}

/// Gives a text, or an empty one.
pub(super) fn text<'a>(object: &'a Obj, name: &str) -> &'a str {
    object.get(name).and_then(Json::as_str).unwrap_or("")
}

/// Tells whether a field is `true`.
pub(super) fn flag(object: &Obj, name: &str) -> bool {
    object.get(name).and_then(Json::as_bool).unwrap_or(false)
}

/// Gives a number; also one that is written as a text.
pub(super) fn number(object: &Obj, name: &str) -> Option<f64> {
    match object.get(name)? {
        Json::Number(n) => n.as_f64(),
        Json::String(s) => s.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

/// Gives a whole number that fits.
pub(super) fn whole(object: &Obj, name: &str) -> Option<u32> {
    number(object, name).filter(|n| n.fract() == 0.0 && (0.0..=4e9).contains(n)).map(|n| n as u32)
}

/// Gives an instant.
pub(super) fn time(object: &Obj, name: &str) -> Option<Time> {
    text(object, name).parse().ok()
}

/// Gives the UTC date of an instant or date.
pub(super) fn date(object: &Obj, name: &str) -> Option<Date> {
    time(object, name).map(Time::date_utc)
}

/// Gives an object within.
pub(super) fn object<'a>(object: &'a Obj, name: &str) -> Option<&'a Obj> {
    object.get(name).and_then(Json::as_object)
}

/// Gives a list, or an empty one.
pub(super) fn list<'a>(object: &'a Obj, name: &str) -> &'a [Json] {
    object.get(name).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// Gives the texts of a list.
pub(super) fn texts<'a>(object: &'a Obj, name: &str) -> impl Iterator<Item = &'a str> {
    list(object, name).iter().filter_map(Json::as_str)
}

/// Gives the objects of a list; what else is in it is reported.
pub(super) fn objects<'a>(
    builder: &mut Builder<'_>,
    within: &'a Obj,
    name: &str,
    at: &str,
) -> Vec<&'a Obj> {
    let mut out = Vec::new();
    match within.get(name) {
        None | Some(Json::Null) => {}
        Some(Json::Array(values)) => {
            for value in values {
                match value.as_object() {
                    Some(object) => out.push(object),
                    None if is_blank(value) => {}
                    None => builder.unplaced(at, name, &show(value), "an object was expected"),
                }
            }
        }
        Some(other) => builder.unplaced(at, name, &show(other), "a list was expected"),
    }
    out
}

/// Tells whether a value says nothing: null, no, zero, empty, or made only of such.
pub(super) fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::Bool(true) => false,
        Json::Number(n) => n.as_f64() == Some(0.0),
        Json::String(s) => s.trim().is_empty(),
        Json::Array(values) => values.iter().all(is_blank),
        Json::Object(fields) => fields.values().all(is_blank),
    }
}

/// Writes a value for the report.
pub(super) fn show(value: &Json) -> String {
    match value {
        Json::String(s) => s.clone(),
        other => other.to_string(),
    }
}

/// Reports every field of an object that is neither known nor blank.
pub(super) fn leftovers(builder: &mut Builder<'_>, object: &Obj, known: &[&str], at: &str) {
    for (name, value) in object {
        if !known.contains(&name.as_str()) && !is_blank(value) {
            builder.unplaced(at, name, &show(value), "there is no field for it");
        }
    }
}
