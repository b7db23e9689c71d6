//! Editors of the panel for use elsewhere: one field of a record, where it stands. They know no
//! place that they stand in.

use leptos::prelude::*;
use throughline_core::model::id::Ref;

use super::field::FieldEditor;
use super::markdown_field::MarkdownField;
use super::opened::Opened;
use crate::app::use_app;

/// Draws a field of Markdown as a section.
#[component]
pub fn Prose(at: Ref, field: String) -> impl IntoView {
    let one = Opened::new(use_app(), at);
    let meta = at.kind.fields().iter().find(|meta| meta.name == field);
    meta.map(|meta| view! { <MarkdownField one meta /> })
}

/// Draws the editor of a field without its name.
#[component]
pub fn FieldCell(at: Ref, field: String) -> impl IntoView {
    let one = Opened::new(use_app(), at);
    let found = at.kind.fields().iter().enumerate().find(|(_, meta)| meta.name == field);
    found.map(|(idx, meta)| view! { <FieldEditor one idx meta /> })
}
