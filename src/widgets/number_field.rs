//! A number with its label and unit; knows not what it counts.

use leptos::prelude::*;

use super::field::{Field, describes, invalid};
use super::floating::unique;

/// Draws a labelled number input; nothing typed is no number.
#[component]
pub fn NumberField(
    /// The label, with the unit in it.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Called when the field is left or Enter is pressed, with `None` for an empty field.
    #[prop(into)]
    on_change: Callback<Option<f64>>,
    /// The least value that is offered.
    #[prop(optional, into)]
    min: Option<f64>,
    /// The greatest value that is offered.
    #[prop(optional, into)]
    max: Option<f64>,
    /// How far an arrow key goes.
    #[prop(default = 1.0)]
    step: f64,
    /// A hint below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the number; empty when all is well.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it is drawn without an outline, for a list of fields.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = unique("number");
    let text = move || value.get().map(|number| number.to_string()).unwrap_or_default();
    view! {
        <Field label id=id.clone() hint error hide_label>
            <input
                id=id.clone()
                class="input"
                type="number"
                inputmode="decimal"
                data-bare=bare.then_some("")
                min=min
                max=max
                step=step
                aria-describedby=describes(&id)
                aria-invalid=invalid(error)
                prop:value=text
                on:change:target=move |event| {
                    // What is no number has no value and is not valid.
                    let (field, number) = (event.target(), event.target().value_as_number());
                    if number.is_finite() {
                        on_change.run(Some(number));
                    } else if field.check_validity() {
                        on_change.run(None);
                    }
                }
            />
        </Field>
    }
}
