//! The history of an item as sentences, the newest first. It reads the model and changes nothing.

use serde_json::Value as Json;
use throughline_core::model::field::{FieldKind, FieldMeta};
use throughline_core::model::id::Id;
use throughline_core::model::record::RecordType;
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Edit, Item, Move, Person, Status};
use throughline_core::sort;

use super::{text, words};

/// How long a value may be before only the field is named.
const LONG: usize = 80;

/// Is one thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Time,
    /// What, as a sentence.
    pub words: String,
}

/// Tells what happened to an item.
pub fn story(model: &Model, item: &Item) -> Vec<Event> {
    let moves =
        item.moves.iter().map(|step| Event { at: step.at, words: moved(model, item, step) });
    let edits = item.edits.iter().map(|edit| Event { at: edit.at, words: edited(model, edit) });
    let mut all: Vec<Event> = moves.chain(edits).collect();
    // A stable sort keeps what happened at one moment in its order, before all is turned around.
    sort::by_key(&mut all, |event| event.at);
    all.reverse();
    all
}

fn who(model: &Model, by: Option<Id<Person>>) -> String {
    by.map_or_else(|| text::SOMEBODY.to_owned(), |id| words::title(model, id.to_ref()))
}

fn moved(model: &Model, item: &Item, step: &Move) -> String {
    let name = |id: Id<Status>| words::title(model, id.to_ref());
    let who = who(model, step.by);
    match step.from {
        Some(from) => text::moved(&who, &name(from), &name(step.to)),
        None if item.created == Some(step.at) => text::created_in(&who, &name(step.to)),
        None => text::moved_to(&who, &name(step.to)),
    }
}

fn edited(model: &Model, edit: &Edit) -> String {
    let who = who(model, edit.by);
    let meta = Item::FIELDS.iter().find(|f| f.name == edit.field);
    let Some(meta) = meta else { return text::changed(&who, &edit.field) };
    if meta.name == "blocked" {
        return blocked(&who, &edit.after);
    }
    let short = |value: &Json| {
        let said = Some(words::of_json(model, meta, value)).filter(|w| w.chars().count() <= LONG);
        let is_text = meta.kind == FieldKind::Text;
        said.map(|w| if is_text && !w.is_empty() { text::quoted(&w) } else { w })
    };
    let whole = !matches!(meta.kind, FieldKind::Markdown | FieldKind::Parts);
    match (short(&edit.before), short(&edit.after)) {
        (Some(before), Some(after)) if whole => from_to(&who, meta, &before, &after),
        _ => text::changed(&who, meta.label),
    }
}

fn from_to(who: &str, meta: &FieldMeta, before: &str, after: &str) -> String {
    match (before, after) {
        ("", "") => text::changed(who, meta.label),
        ("", after) => text::set(who, meta.label, after),
        (before, "") => text::cleared(who, meta.label, before),
        (before, after) => text::from_to(who, meta.label, before, after),
    }
}

fn blocked(who: &str, after: &Json) -> String {
    match after.get("reason").and_then(Json::as_str) {
        Some(reason) => text::was_blocked(who, reason),
        None if after.is_null() => text::was_freed(who),
        None => text::was_blocked(who, ""),
    }
}
