//! One of a few choices by the browser's own list; knows not what they mean.

use leptos::prelude::*;

use super::field::{Field, describes};
use super::floating::unique;
use super::icon::{Glyph, Icon};

/// Draws a labelled select.
#[component]
pub fn Select(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The id of the chosen option.
    #[prop(into)]
    value: Signal<String>,
    /// The options as (id, label).
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the id of the option that was chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// A hint below it.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it is drawn without an outline, for a list of fields.
    #[prop(optional)]
    bare: bool,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = unique("select");
    let list = move || {
        let chosen = value.get();
        let option = |(id, label): (String, String)| {
            let selected = id == chosen;
            view! { <option value=id prop:selected=selected>{label}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <Field label id=id.clone() hint hide_label>
            <span class="select">
                <select
                    id=id.clone()
                    class="input"
                    data-bare=bare.then_some("")
                    aria-describedby=describes(&id)
                    disabled=disabled
                    on:change:target=move |event| on_change.run(event.target().value())
                >
                    {move || list()}
                </select>
                <Icon glyph=Glyph::ChevronDown small=true />
            </span>
        </Field>
    }
}
