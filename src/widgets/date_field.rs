//! A day with its label, by the browser's own calendar; knows not what happens on it.

use leptos::prelude::*;

use super::field::{Field, describes, invalid};
use super::floating::unique;

/// Draws a labelled date input; the day is written `YYYY-MM-DD`, and nothing is no day.
#[component]
pub fn DateField(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The day as `YYYY-MM-DD`, empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the day, empty for none.
    #[prop(into)]
    on_change: Callback<String>,
    /// The first day that is offered.
    #[prop(optional, into)]
    min: Option<String>,
    /// The last day that is offered.
    #[prop(optional, into)]
    max: Option<String>,
    /// A hint below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the day; empty when all is well.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it is drawn without an outline, for a list of fields.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = unique("date");
    view! {
        <Field label id=id.clone() hint error hide_label>
            <input
                id=id.clone()
                class="input"
                type="date"
                data-bare=bare.then_some("")
                min=min
                max=max
                aria-describedby=describes(&id)
                aria-invalid=invalid(error)
                prop:value=value
                on:change:target=move |event| on_change.run(event.target().value())
            />
        </Field>
    }
}
