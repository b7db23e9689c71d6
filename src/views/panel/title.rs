//! The title of the open record, edited where it stands.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::model::Kind;
use throughline_core::model::field::{Access, FieldKind, FieldMeta};

use super::opened::Opened;
use super::text;
use crate::widgets::inline_edit::InlineEdit;

/// Finds the field that names a record of a kind, with its position.
pub fn title_field(kind: Kind) -> Option<(usize, &'static FieldMeta)> {
    let names = |f: &FieldMeta| matches!(f.name, "title" | "name");
    let edits = |f: &FieldMeta| f.kind == FieldKind::Text && f.access != Access::Fixed;
    kind.fields().iter().enumerate().find(|(_, f)| names(f) && edits(f))
}

/// Draws the title; what could not be saved stays in it.
#[component]
pub fn Title(one: Opened) -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let stored =
        move || one.record.with(|r| r.as_ref().map(|r| r.title().to_owned())).unwrap_or_default();
    let Some((_, meta)) = title_field(one.at.kind) else {
        let shown = move || Some(stored()).filter(|t| !t.is_empty());
        return view! {
            <h2 class="panel-title">{move || shown().unwrap_or_else(|| one.at.kind.one().to_owned())}</h2>
        }
        .into_any();
    };
    let value = Signal::derive(move || failed.get().unwrap_or_else(stored));
    let save = move |typed: String| {
        let done = one.set(meta.name, Json::String(typed.clone()));
        failed.set(done.is_err().then_some(typed));
    };
    view! {
        <h2 class="panel-title" dir="auto">
            <InlineEdit label=meta.label value on_commit=save required=true />
        </h2>
        <Show when=move || failed.with(Option::is_some)>
            <p class="field-note">{text::NOT_SAVED}</p>
        </Show>
    }
    .into_any()
}
