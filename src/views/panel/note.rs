//! What nobody edits but one may want to know: when a record came to be, by whom and from where.

use leptos::prelude::*;
use throughline_core::model::Record;

use super::opened::Opened;
use super::{text, words};
use crate::shell::clock;

/// Draws the note.
#[component]
pub fn Note(one: Opened) -> impl IntoView {
    let parts = Memo::new(move |_| {
        let mut parts = Vec::new();
        let Some(record) = one.record.get() else { return parts };
        match &record {
            Record::Item(item) => {
                let author =
                    item.author.map(|id| one.app.work.with(|m| words::title(m, id.to_ref())));
                let created = item.created.map(clock::say_time);
                parts.extend(created.map(|at| text::created(&at, author.as_deref())));
                let updated = item.updated().map(clock::say_time);
                parts.extend(updated.map(|at| text::last_change(&at)));
                parts.extend(item.source.as_ref().map(|s| text::imported(&s.system)));
                let keys = item.former_keys.join(", ");
                parts.extend(Some(keys).filter(|k| !k.is_empty()).map(|k| text::former(&k)));
            }
            _ => {
                let archived = record.json("archived");
                let at = archived.as_str().and_then(|s| s.parse().ok()).map(clock::say_time);
                parts.extend(at.map(|at| text::archived(&at)));
            }
        }
        parts
    });
    view! { <p class="panel-note">{move || parts.get().join(" · ")}</p> }
}
