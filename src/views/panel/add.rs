//! A line that adds something by Enter and stays for the next; what could not be added stays in it.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::shell::frame;

/// Draws the line. `on_add` tells whether the words were taken.
#[component]
pub fn AddLine(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on_add: Callback<String, bool>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let add = move || {
        let Some(input) = input.get_untracked() else { return };
        let words = input.value().trim().to_owned();
        if !words.is_empty() && on_add.run(words) {
            input.set_value("");
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="add-line">
            <input
                node_ref=input
                class="input"
                type="text"
                data-bare=""
                autocomplete="off"
                enterkeyhint="done"
                aria-label=label
                placeholder=label
                on:keydown=on_key
            />
        </div>
    }
}

/// Gives the focus to the panel's title if what had it is gone.
pub fn rescue_focus() {
    frame::next_frame(|| {
        let document = document();
        let lost = document.active_element().is_none_or(|e| e.tag_name() == "BODY");
        let title = document.query_selector(".panel .panel-title button").ok().flatten();
        if let Some(title) = title.filter(|_| lost).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = title.focus();
        }
    });
}
