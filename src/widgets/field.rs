//! What every field has around it: a label, a hint and an error; knows no value.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Draws a label above a control and, below it, a hint or what is wrong.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The id of the control, which the label names.
    id: String,
    /// A hint; empty for none.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong and what to do; empty when all is well. It replaces the hint.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// The control, with `aria-describedby` set by [`describes`].
    children: Children,
) -> impl IntoView {
    let note = describes(&id);
    view! {
        <div class="field">
            <label class=if hide_label { "visually-hidden" } else { "field-label" } for=id>
                {label}
            </label>
            {children()}
            <p
                id=note
                class=move || if error.read().is_empty() { "field-hint" } else { "field-error" }
                hidden=move || error.read().is_empty() && hint.read().is_empty()
            >
                {move || (!error.read().is_empty())
                    .then(|| view! { <Icon glyph=Glyph::Warning small=true /> })}
                {move || if error.read().is_empty() { hint.get() } else { error.get() }}
            </p>
        </div>
    }
}

/// Returns the id of the note that belongs to a control.
pub fn describes(id: &str) -> String {
    format!("{id}-note")
}

/// Returns `aria-invalid` for an error text.
pub fn invalid(
    error: Signal<String>,
) -> impl Fn() -> Option<&'static str> + Clone + Send + 'static {
    move || (!error.read().is_empty()).then_some("true")
}
