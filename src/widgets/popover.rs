//! A button and the small surface it opens; knows not what stands on it.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::floating::{focused, on_leave, rect_of, return_focus, show_at};

const FIRST: &str = "[autofocus], input, select, textarea, button, a[href], [tabindex='0']";

/// Draws a button that opens a surface beside it, closed by Escape and by a press elsewhere.
#[component]
pub fn Popover(
    /// The accessible name of the surface, and of the button where `class` is `icon-button`.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    trigger: ViewFn,
    /// The button's class.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it is open, for a parent that wants to know or to decide.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    /// Whether the right edges meet instead of the left ones.
    #[prop(optional)]
    align_end: bool,
    /// What stands on it.
    children: ChildrenFn,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let children = StoredValue::new(children);
    view! {
        <button
            type="button"
            node_ref=button
            class=class
            data-kind="quiet"
            aria-label=move || (class == "icon-button").then(|| label.get())
            title=move || (class == "icon-button").then(|| label.get())
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {trigger.run()}
        </button>
        <Show when=move || open.get()>
            {move || {
                let content = children.get_value()();
                view! { <Surface label open button align_end content /> }
            }}
        </Show>
    }
}

/// Draws the surface while it is open.
#[component]
fn Surface(
    label: Signal<String>,
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
    align_end: bool,
    content: AnyView,
) -> impl IntoView {
    let surface = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(focused());
    let close = move || {
        let _ = open.try_set(false);
    };
    Effect::new(move |_| {
        if let (Some(element), Some(trigger)) = (surface.get(), button.get_untracked()) {
            show_at(&element, rect_of(&trigger), align_end);
            let first = element.query_selector(FIRST).ok().flatten();
            let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
            let _ = first.map_or_else(|| element.focus(), |first| first.focus());
        }
    });
    let insides = move || {
        let own = surface.try_get_untracked().flatten().map(|e| (*e).clone().into());
        let trigger = button.try_get_untracked().flatten().map(|e| (*e).clone().into());
        vec![own, trigger]
    };
    on_leave(insides, close);
    on_cleanup(move || return_focus(before.try_get_value().flatten()));
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    view! {
        <div
            node_ref=surface
            class="floating popover"
            popover="manual"
            role="dialog"
            tabindex="-1"
            aria-label=label
            on:keydown=on_key
            on:pointerdown=|event| event.stop_propagation()
        >
            {content}
        </div>
    }
}
