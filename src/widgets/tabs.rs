//! Tabs over panels that the parent draws; knows not what stands on them.

use leptos::{html, prelude::*};

use super::floating::rove;
use super::segmented::Segment;

/// Returns the id of the element that a tab shows; the parent gives it `role="tabpanel"`.
pub fn panel_id(tab: &str) -> String {
    format!("tabpanel-{tab}")
}

/// Draws a row of tabs: the arrow keys choose.
#[component]
pub fn Tabs(
    /// The accessible name of the row.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Segment>>,
    /// The id of the open one.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the id of the one that was chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let on_key = move |event: web_sys::KeyboardEvent| {
        let Some(row) = row.get_untracked() else { return };
        if rove(&row, "[role=tab]", &event.key()) {
            event.prevent_default();
            event.stop_propagation();
            let chosen = super::floating::focused().and_then(|item| item.get_attribute("data-id"));
            if let Some(id) = chosen {
                on_change.run(id);
            }
        }
    };
    let tab = move |Segment { id, label, .. }: Segment| {
        let own = id.clone();
        let chosen = Signal::derive(move || value.with(|value| *value == own));
        let pick = id.clone();
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                aria-controls=panel_id(&id)
                data-id=id
                aria-selected=move || chosen.get().to_string()
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| on_change.run(pick.clone())
            >
                {label}
            </button>
        }
    };
    view! {
        <div node_ref=row class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            <For each=move || tabs.get() key=|tab| tab.id.clone() children=tab />
        </div>
    }
}
