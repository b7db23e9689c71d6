//! A label as a chip in one of ten hues; knows not what it labels.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The names of the hues that chips, avatars and options know, in the order a picker offers them.
pub const HUES: [&str; 10] =
    ["red", "orange", "amber", "lime", "green", "teal", "blue", "violet", "pink", "gray"];

/// Draws a chip.
#[component]
pub fn Chip(
    /// The word on it.
    #[prop(into)]
    label: Signal<String>,
    /// One of [`HUES`]; empty for a neutral chip.
    #[prop(optional, into)]
    hue: Signal<String>,
    /// Called by its removing button, which is there only if this is given.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
    /// Whether it is 24 pixels high rather than 20.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let remove = on_remove.map(|on_remove| {
        view! {
            <button
                type="button"
                class="chip-remove"
                aria-label=move || format!("Remove {}", label.get())
                on:click=move |event| {
                    event.stop_propagation();
                    on_remove.run(());
                }
            >
                <Icon glyph=Glyph::Close />
            </button>
        }
    });
    view! {
        <span
            class="chip"
            data-size=large.then_some("large")
            data-hue=move || Some(hue.get()).filter(|hue| !hue.is_empty())
        >
            <span class="chip-text">{label}</span>
            {remove}
        </span>
    }
}

/// Draws a chip that stays as it is.
pub fn still_chip(label: String, hue: String) -> impl IntoView {
    view! {
        <span class="chip" data-hue=Some(hue).filter(|hue| !hue.is_empty())>
            <span class="chip-text">{label}</span>
        </span>
    }
}

/// Draws a chip that is pressed to turn a filter on and off.
#[component]
pub fn ChipToggle(
    /// The word on it.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called with what it should become.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_change.run(!pressed.get_untracked())
        >
            <span class="chip-text">{label}</span>
        </button>
    }
}
