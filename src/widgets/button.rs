//! A button with a word on it; knows no command.

use leptos::{ev, prelude::*};

use super::icon::{Glyph, Icon};
use super::kbd::{aria_keys, with_keys};

/// Says how loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one action that a view is for.
    Primary,
    /// Any other action.
    #[default]
    Plain,
    /// An action inside something else, without an outline.
    Quiet,
    /// An action that removes something.
    Danger,
}

impl ButtonKind {
    /// Returns the name that the style sheet knows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// Draws a button. Further attributes go on as `attr:data-action="…"`.
#[component]
pub fn Button(
    /// The verb on it.
    #[prop(into)]
    label: Signal<String>,
    /// What happens on a click, Enter or Space.
    #[prop(optional, into)]
    on_press: Option<Callback<ev::MouseEvent>>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The keys that do the same, such as `Ctrl+K`; told, not bound.
    #[prop(optional)]
    shortcut: &'static str,
    /// Whether it can be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it is 24 pixels high rather than 28.
    #[prop(optional)]
    small: bool,
    /// `submit` inside a form; `button` otherwise.
    #[prop(default = "button")]
    role_in_form: &'static str,
) -> impl IntoView {
    let title = move || (!shortcut.is_empty()).then(|| with_keys(&label.get(), shortcut));
    view! {
        <button
            type=role_in_form
            class="button"
            data-kind=kind.name()
            data-size=small.then_some("small")
            title=title
            aria-keyshortcuts=(!shortcut.is_empty()).then(|| aria_keys(shortcut))
            disabled=disabled
            on:click=move |event| {
                if let Some(on_press) = on_press {
                    on_press.run(event);
                }
            }
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
        </button>
    }
}
