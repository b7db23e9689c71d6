//! Writing a title in its row.

use leptos::{html, prelude::*};
use serde_json::Value;
use throughline_core::command::Command;
use throughline_core::lens::roadmap::Row;
use throughline_core::model::Item;
use throughline_core::model::id::Id;

use super::cells::Named;
use super::text;
use crate::app::roadmap::{Road, walk};

/// Begins to write the title of an item's row.
pub fn begin(road: Road, name: Option<u64>) {
    let is_item = name
        .and_then(|name| road.row(name))
        .is_some_and(|(_, row)| row.at.and_then(Id::<Item>::from_ref).is_some());
    if is_item {
        road.writing.set(name);
    }
}

/// Draws the field in which a title is written: Enter keeps it, Escape does not.
pub fn field(road: Road, row: &Row, named: &Named) -> impl IntoView + use<> {
    let at = row.at;
    let before = named.title.clone();
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let keep = move |words: String| {
        let words = words.trim().to_owned();
        if let Some(at) = at.filter(|_| !words.is_empty() && words != before) {
            let (field, value) = ("title".to_owned(), Value::String(words));
            road.app.run(&Command::SetField { at: vec![at], field, value });
        }
    };
    let done = move || {
        let _ = road.writing.try_set(None);
        walk::focus(road);
    };
    let by_key = keep.clone();
    view! {
        <input
            class="input road-field"
            type="text"
            node_ref=field
            aria-label=text::TITLE
            prop:value=named.title.clone()
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => {
                    event.stop_propagation();
                    by_key(event_target_value(&event));
                    done();
                }
                "Escape" => {
                    event.stop_propagation();
                    done();
                }
                _ => {}
            }
            on:blur=move |event| {
                if road.writing.try_get_untracked().flatten().is_some() {
                    keep(event_target_value(&event));
                    let _ = road.writing.try_set(None);
                }
            }
        />
    }
}
