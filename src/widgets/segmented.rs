//! A switch between a few views of the same thing; knows not which.

use leptos::{html, prelude::*};

use super::floating::rove;
use super::icon::{Glyph, Icon};

/// Holds one segment of a switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What the handler is called with.
    pub id: String,
    /// The word on it, or its accessible name where there is a drawing alone.
    pub label: String,
    /// A drawing before the word.
    pub glyph: Option<Glyph>,
}

impl Segment {
    /// Creates a segment with a word.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), glyph: None }
    }
}

/// Draws a switch as a group of radio buttons: the arrow keys choose.
#[component]
pub fn Segmented(
    /// The accessible name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The segments.
    #[prop(into)]
    segments: Signal<Vec<Segment>>,
    /// The id of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the id of the one that was chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let group = NodeRef::<html::Div>::new();
    let on_key = move |event: web_sys::KeyboardEvent| {
        let Some(group) = group.get_untracked() else { return };
        if rove(&group, "[role=radio]", &event.key()) {
            event.prevent_default();
            event.stop_propagation();
            let chosen = super::floating::focused().and_then(|item| item.get_attribute("data-id"));
            if let Some(id) = chosen {
                on_change.run(id);
            }
        }
    };
    let segment = move |Segment { id, label, glyph }: Segment| {
        let own = id.clone();
        let chosen = Signal::derive(move || value.with(|value| *value == own));
        let pick = id.clone();
        view! {
            <button
                type="button"
                class="segment"
                role="radio"
                data-id=id
                aria-checked=move || chosen.get().to_string()
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| on_change.run(pick.clone())
            >
                {glyph.map(|glyph| view! { <Icon glyph /> })}
                {label}
            </button>
        }
    };
    view! {
        <div node_ref=group class="segmented" role="radiogroup" aria-label=label on:keydown=on_key>
            <For each=move || segments.get() key=|segment| segment.id.clone() children=segment />
        </div>
    }
}
