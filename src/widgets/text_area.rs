//! Several lines of text that grow with what is written; knows not what they mean.

use leptos::{html, prelude::*};

use super::field::{Field, describes, invalid};
use super::floating::unique;

/// Draws a labelled text area as high as its text.
#[component]
pub fn TextArea(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called with the whole text when it is left.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called with the whole text on Ctrl+Enter or Cmd+Enter.
    #[prop(optional, into)]
    on_submit: Option<Callback<String>>,
    /// What the empty field shows.
    #[prop(optional, into)]
    placeholder: String,
    /// A hint below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the text; empty when all is well.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether a dialog or form starts here.
    #[prop(optional)]
    autofocus: bool,
    /// How many lines the empty field has.
    #[prop(default = 2)]
    rows: u32,
) -> impl IntoView {
    let id = unique("area");
    let area = NodeRef::<html::Textarea>::new();
    view! {
        <Field label id=id.clone() hint error hide_label>
            <textarea
                node_ref=area
                id=id.clone()
                class="input"
                rows=rows
                placeholder=placeholder
                autofocus=autofocus
                aria-describedby=describes(&id)
                aria-invalid=invalid(error)
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
                on:keydown:target=move |event| {
                    let chord = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
                    if let Some(on_submit) = on_submit.filter(|_| chord) {
                        event.prevent_default();
                        on_submit.run(event.target().value());
                    }
                }
            ></textarea>
        </Field>
    }
}
