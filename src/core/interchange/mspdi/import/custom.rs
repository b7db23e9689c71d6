//! Custom fields, outline codes, own WBS codes and contacts as custom fields. This module knows no
//! date that is computed.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value as Json, json};

use super::super::read::{self, duration, moment, number};
use super::super::xml::Element;
use super::Plot;
use crate::interchange::build::{Builder, one_line};
use crate::model::id::Id;
use crate::model::rank::Rank;
use crate::model::{CustomField, CustomType, Item};
use crate::schedule::Moment;

/// The fields that the tasks of a plan use.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// By Project's number of the field.
    by_id: FxHashMap<i64, Field>,
    wbs: Option<Id<CustomField>>,
    contact: Option<Id<CustomField>>,
}

#[derive(Debug)]
struct Field {
    id: Id<CustomField>,
    kind: Kind,
    /// The texts of a lookup table, by the number and the id of each value.
    values: FxHashMap<String, String>,
}

/// What the values of a field are, by the name that Project gave the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Cost,
    Hours,
    Date,
    Flag,
    Code,
}

impl Kind {
    fn of(name: &str) -> Kind {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        match name.trim().to_ascii_lowercase().as_str() {
            "number" => Kind::Number,
            "cost" => Kind::Cost,
            "duration" => Kind::Hours,
            "date" | "start" | "finish" => Kind::Date,
            "flag" => Kind::Flag,
            "outline code" => Kind::Code,
            _ => Kind::Text,
        }
    }

    fn holds(self) -> CustomType {
        match self {
            Kind::Text => CustomType::Text,
            Kind::Number | Kind::Cost | Kind::Hours => CustomType::Number,
            Kind::Date => CustomType::Date,
            Kind::Flag => CustomType::Bool,
            Kind::Code => CustomType::Select,
        }
    }
}

/// Adds the fields that at least one task uses, in the order of the file.
pub(super) fn fields(b: &mut Builder<'_>, plot: &Plot<'_>) -> Fields {
    let mut fields = Fields::default();
    let rows = read::tasks(plot.root, true);
    let ids = |name: &'static str| -> FxHashSet<i64> {
        let all = rows.iter().flat_map(|(element, _)| element.all(name));
        all.filter_map(|one| number(one, "FieldID")).collect()
    };
    let (used, coded) = (ids("ExtendedAttribute"), ids("OutlineCode"));
    let mut drafts: Vec<(i64, String, Kind, FxHashMap<String, String>)> = Vec::new();
    for one in plot.root.list("ExtendedAttributes", "ExtendedAttribute") {
        let Some(id) = number(one, "FieldID") else { continue };
        if !used.contains(&id) && !coded.contains(&id) {
            continue;
        }
        let own = one.get("FieldName").unwrap_or("Custom field");
        let values = lookup(one, "ValueList", ".");
        let kind = if values.is_empty() { Kind::of(own) } else { Kind::Code };
        drafts.push((id, one_line(one.get("Alias").unwrap_or(own)), kind, values));
    }
    for one in plot.root.list("OutlineCodes", "OutlineCode") {
        let Some(id) = number(one, "FieldID").filter(|id| coded.contains(id)) else { continue };
        let mask = one.list("Masks", "Mask").next().and_then(|m| m.get("Separator"));
        let values = lookup(one, "Values", mask.unwrap_or("."));
        let own = one.get("Alias").or_else(|| one.get("FieldName")).map(one_line);
        match drafts.iter_mut().find(|(known, ..)| *known == id) {
            Some((_, _, kind, there)) => (*kind, *there) = (Kind::Code, values),
            None => {
                let name = own.unwrap_or_else(|| "Outline code".to_owned());
                drafts.push((id, name, Kind::Code, values));
            }
        }
    }
    // A file may leave out what its fields are called.
    let mut rest: Vec<i64> = used.union(&coded).copied().collect();
    crate::sort::sort(&mut rest);
    for id in rest {
        if !drafts.iter().any(|(known, ..)| *known == id) {
            drafts.push((id, format!("Field {id}"), Kind::Text, FxHashMap::default()));
        }
    }
    let has = |name: &str| rows.iter().any(|(element, _)| element.get(name).is_some());
    let wbs = rows.iter().any(|(element, _)| own_wbs(element).is_some());
    let mut ranks = Rank::spread(None, None, drafts.len() + 2).into_iter();
    let mut add = |b: &mut Builder<'_>, name: String, holds: CustomType, options| {
        let (id, rank) = (b.env.id(), ranks.next().unwrap_or_default());
        b.add(CustomField { id, name, holds, options, rank, ..CustomField::default() });
        id
    };
    for (field, name, kind, values) in drafts {
        let mut options: Vec<String> = values.values().cloned().collect();
        crate::sort::sort(&mut options);
        options.dedup();
        let id = add(b, name, kind.holds(), options);
        fields.by_id.insert(field, Field { id, kind, values });
    }
    fields.wbs = wbs.then(|| add(b, "WBS".to_owned(), CustomType::Text, Vec::new()));
    fields.contact =
        has("Contact").then(|| add(b, "Contact".to_owned(), CustomType::Text, Vec::new()));
    fields
}

/// Gives the WBS code of a task if it is not just its place in the outline.
fn own_wbs(task: &Element) -> Option<&str> {
    task.get("WBS").filter(|code| task.get("OutlineNumber").is_some_and(|n| n != *code))
}

/// Reads a lookup table: the text of each value by its number and by its id, parents before it.
fn lookup(one: &Element, list: &str, separator: &str) -> FxHashMap<String, String> {
    let all: Vec<&Element> = one.list(list, "Value").collect();
    let key = |e: &Element| e.get("ValueID").or_else(|| e.get("ID")).map(str::to_owned);
    let mut out = FxHashMap::default();
    for value in &all {
        let mut path = vec![value.get("Value").unwrap_or_default()];
        let mut up = value.get("ParentValueID").filter(|id| *id != "0");
        // A circle of parents ends.
        for _ in 0..32 {
            let Some(id) = up else { break };
            let Some(above) = all.iter().find(|e| key(e).as_deref() == Some(id)) else { break };
            path.push(above.get("Value").unwrap_or_default());
            up = above.get("ParentValueID").filter(|id| *id != "0");
        }
        path.reverse();
        let text = path.join(separator);
        let ids = [key(value), value.get("FieldGUID").map(str::to_owned)];
        ids.into_iter().flatten().for_each(|id| drop(out.insert(id, text.clone())));
    }
    out
}

impl Fields {
    /// Sets the values of a task; what does not fit its field is reported.
    pub(super) fn values(&self, b: &mut Builder<'_>, task: &Element, item: &mut Item, at: &str) {
        for one in task.all("ExtendedAttribute").chain(task.all("OutlineCode")) {
            let field = number(one, "FieldID").and_then(|id| self.by_id.get(&id));
            let text = one.get("Value").unwrap_or_default();
            let ids = [one.get("ValueGUID"), one.get("ValueID")];
            let looked = field.and_then(|field| {
                ids.into_iter().flatten().find_map(|id| field.values.get(id)).map(String::as_str)
            });
            let Some(value) = field.and_then(|field| value(field, looked.unwrap_or(text))) else {
                if !text.is_empty() || ids.iter().any(Option::is_some) {
                    let name = one.get("FieldID").unwrap_or_default();
                    let why = "the value does not fit its custom field";
                    b.unplaced(at, &format!("field {name}"), text, why);
                }
                continue;
            };
            if let Some(field) = field {
                item.custom.insert(field.id.to_string(), value);
            }
        }
        for (id, text) in [(self.wbs, own_wbs(task)), (self.contact, task.get("Contact"))] {
            if let (Some(id), Some(text)) = (id, text) {
                item.custom.insert(id.to_string(), json!(one_line(text)));
            }
        }
    }
}

fn value(field: &Field, text: &str) -> Option<Json> {
    if text.is_empty() {
        return None;
    }
    Some(match field.kind {
        Kind::Text | Kind::Code => json!(one_line(text)),
        Kind::Number => json!(finite(text)?),
        Kind::Cost => json!(finite(text)? / 100.0),
        Kind::Hours => json!(duration(text)? as f64 / 60.0),
        Kind::Flag => json!(matches!(text, "1" | "true")),
        Kind::Date => {
            let wrap = Element { children: vec![leaf(text)], ..Element::default() };
            json!(moment(&wrap, "Value").map(Moment::date)?.to_string())
        }
    })
}

fn leaf(text: &str) -> Element {
    Element { name: "Value".to_owned(), text: text.to_owned(), ..Element::default() }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite())
}
