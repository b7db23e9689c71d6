//! A choice between yes and no, as a box or as a switch; knows not what it is about.

use leptos::prelude::*;

/// Draws a checkbox, or a switch for what takes effect at once.
#[component]
pub fn Checkbox(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what it should become.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Whether some but not all of what it stands for is on.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Whether it is drawn as a switch.
    #[prop(optional)]
    switch: bool,
    /// Whether the label is spoken and not shown.
    #[prop(optional)]
    hide_label: bool,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class=if switch { "switch" } else { "checkbox" }>
            <input
                type="checkbox"
                role=switch.then_some("switch")
                prop:checked=checked
                prop:indeterminate=mixed
                disabled=disabled
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class=hide_label.then_some("visually-hidden")>{label}</span>
        </label>
    }
}
