//! A line that narrows what is shown; knows not what it searches.

use leptos::{html, prelude::*};

use super::icon::{Glyph, Icon};
use super::icon_button::IconButton;

/// Draws a search input with a magnifier and, once there is text, a way to clear it.
#[component]
pub fn SearchField(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called on Enter.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// What the empty field shows.
    #[prop(optional, into)]
    placeholder: String,
    /// Keys that go to the field, such as `/`; told, not bound.
    #[prop(optional)]
    shortcut: &'static str,
    /// The input, for a parent that focuses it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let clear = move |_| {
        on_input.run(String::new());
        if let Some(input) = node_ref.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search />
            <input
                node_ref=node_ref
                class="input"
                type="search"
                data-quiet=""
                aria-label=label
                aria-keyshortcuts=(!shortcut.is_empty()).then_some(shortcut)
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input:target=move |event| on_input.run(event.target().value())
                on:keydown=move |event| match event.key().as_str() {
                    "Escape" if !value.get_untracked().is_empty() => {
                        event.prevent_default();
                        event.stop_propagation();
                        on_input.run(String::new());
                    }
                    "Enter" => {
                        if let Some(on_submit) = on_submit {
                            on_submit.run(());
                        }
                    }
                    _ => {}
                }
            />
            <Show when=move || !value.read().is_empty()>
                <IconButton label="Clear" glyph=Glyph::Close small=true on_press=clear />
            </Show>
        </div>
    }
}
