//! Swimlanes: the rows that a board is cut into by a field.

use rustc_hash::FxHashMap;

use super::card::initials;
use crate::model::field::{FieldKind, FieldMeta, Value};
use crate::model::id::Ref;
use crate::model::record::RecordType;
use crate::model::workspace::Model;
use crate::model::{Item, Record};
use crate::sort;

/// The fields that a board can be cut by.
pub const GROUPS: [&str; 11] = [
    "owner",
    "project",
    "product",
    "release",
    "team",
    "stage",
    "parent",
    "kind",
    "priority",
    "labels",
    "objectives",
];

/// Is a row of a board.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lane {
    /// Its stable name: a record's reference, a choice's name, or nothing.
    pub key: String,
    /// The name a person reads.
    pub name: String,
    /// How many cards it holds.
    pub count: usize,
}

/// Finds the field to group by.
pub fn group_field(name: &str) -> Option<(usize, &'static FieldMeta)> {
    GROUPS.contains(&name).then_some(())?;
    Item::FIELDS.iter().enumerate().find(|(_, f)| f.name == name)
}

/// Gives the lane that a card is in: of several values the first counts.
pub fn lane_key(record: &Record, field: usize) -> String {
    let value = match record.value(field) {
        Value::Many(values) => values.into_iter().next().unwrap_or(Value::Empty),
        value => value,
    };
    match value {
        Value::Ref(r) => r.to_string(),
        Value::Choice(name, _) => name,
        Value::Text(text) => text,
        _ => String::new(),
    }
}

/// Lists the lanes of cards, those without a value last.
pub fn lanes(model: &Model, cards: impl Iterator<Item = Ref>, field: usize) -> Vec<Lane> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for record in cards.filter_map(|r| model.get(r)) {
        *counts.entry(lane_key(&record, field)).or_default() += 1;
    }
    let Some(meta) = Item::FIELDS.get(field) else { return Vec::new() };
    let mut lanes: Vec<(usize, Lane)> = counts
        .into_iter()
        .map(|(key, count)| {
            let (order, name) = name_of(model, meta, &key);
            (order, Lane { key, name, count })
        })
        .collect();
    sort::by(&mut lanes, |(a, x), (b, y)| {
        (x.key.is_empty(), a, x.name.to_lowercase(), &x.key).cmp(&(
            y.key.is_empty(),
            b,
            y.name.to_lowercase(),
            &y.key,
        ))
    });
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

fn name_of(model: &Model, meta: &FieldMeta, key: &str) -> (usize, String) {
    if key.is_empty() {
        return (0, format!("No {}", meta.label.to_lowercase()));
    }
    if let FieldKind::Choice(choices) = meta.kind {
        // The most urgent priority comes first; kinds stand in their own order.
        let at = choices.iter().position(|c| c.name == key).unwrap_or(choices.len());
        let order = if meta.name == "priority" { choices.len().saturating_sub(at) } else { at };
        return (order, choices.get(at).map_or(key, |c| c.label).to_owned());
    }
    let title = key.parse::<Ref>().map(|r| model.title_of(r)).unwrap_or_default();
    (0, if title.is_empty() { initials(key) } else { title })
}

/// Gives the JSON that puts an item into a lane; `None` where the field holds several values.
pub fn lane_value(meta: &FieldMeta, key: &str) -> Option<serde_json::Value> {
    let text = match meta.kind {
        FieldKind::Ref(_) => key.parse::<Ref>().ok().map(|r| r.id.to_string()),
        FieldKind::Choice(_) => (!key.is_empty()).then(|| key.to_owned()),
        _ => return None,
    };
    Some(text.map_or(serde_json::Value::Null, serde_json::Value::String))
}
