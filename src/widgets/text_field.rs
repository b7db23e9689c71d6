//! A line of text with its label; knows not what the text means.

use leptos::{html, prelude::*};

use super::field::{Field, describes, invalid};
use super::floating::unique;

/// Draws a labelled text input.
#[component]
pub fn TextField(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called with the whole text when it is left or Enter is pressed.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What the empty field shows.
    #[prop(optional, into)]
    placeholder: String,
    /// A hint below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the text; empty when all is well.
    #[prop(optional, into)]
    error: Signal<String>,
    /// `text`, `email`, `url` or `password`.
    #[prop(default = "text".into(), into)]
    kind: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether a dialog or form starts here.
    #[prop(optional)]
    autofocus: bool,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The input, for a parent that focuses it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let id = unique("text");
    view! {
        <Field label id=id.clone() hint error hide_label>
            <input
                node_ref=node_ref
                id=id.clone()
                class="input"
                type=kind
                placeholder=placeholder
                autocomplete="off"
                autofocus=autofocus
                aria-describedby=describes(&id)
                aria-invalid=invalid(error)
                disabled=disabled
                prop:value=value
                on:input:target=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event.target().value());
                    }
                }
                on:change:target=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event.target().value());
                    }
                }
            />
        </Field>
    }
}
