//! A square button with a drawing and a name that assistive technology speaks; knows no command.

use leptos::{ev, prelude::*};

use super::icon::{Glyph, Icon};
use super::kbd::{aria_keys, with_keys};

/// Draws a button without a word; its label is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// What happens on a click, Enter or Space.
    #[prop(optional, into)]
    on_press: Option<Callback<ev::MouseEvent>>,
    /// The keys that do the same, such as `Ctrl+Z`; told, not bound.
    #[prop(optional)]
    shortcut: &'static str,
    /// Whether it can be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a button that stays down: whether it is.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Whether it is 24 pixels rather than 28.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            data-size=small.then_some("small")
            aria-label=label
            title=move || with_keys(&label.get(), shortcut)
            aria-keyshortcuts=(!shortcut.is_empty()).then(|| aria_keys(shortcut))
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=disabled
            on:click=move |event| {
                if let Some(on_press) = on_press {
                    on_press.run(event);
                }
            }
        >
            {move || view! { <Icon glyph=glyph.get() /> }}
        </button>
    }
}
