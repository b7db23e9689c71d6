//! What can be added to a block: a line that is typed, or at once.

use leptos::{html, prelude::*};

use super::{block_of, text};
use crate::app::pages::Pages;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::Glyph;

/// Draws the button, and the field that it becomes. Enter adds and stays, Escape ends.
#[component]
pub fn AddLine(pages: Pages, key: String) -> impl IntoView {
    let add = Memo::new(move |_| block_of(pages, &key, |block| block.add.clone()).flatten());
    let open = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let label = Signal::derive(move || {
        add.with(|add| add.as_ref().map(|add| add.label.clone())).unwrap_or_default()
    });
    let press = move |_| {
        let Some(what) = add.get_untracked() else { return };
        if !what.field.is_empty() {
            return open.set(true);
        }
        if let Some(at) = pages.add(&what, "") {
            pages.app.open(at);
        }
    };
    let enter = move |typed: String| {
        let words = typed.trim();
        if let (Some(what), false) = (add.get_untracked(), words.is_empty())
            && pages.add(&what, words).is_some()
            && let Some(field) = field.get_untracked()
        {
            field.set_value("");
            pages.app.say.say(words);
        }
    };
    view! {
        <Show when=move || add.with(Option::is_some)>
            <div class="page-add">
                <Show
                    when=move || open.get()
                    fallback=move || view! {
                        <Button label kind=ButtonKind::Quiet small=true glyph=Glyph::Plus on_press=press />
                    }
                >
                    <input
                        node_ref=field
                        class="input"
                        type="text"
                        autocomplete="off"
                        aria-label=move || label.get()
                        placeholder=move || text::add_hint(&label.get())
                        on:keydown:target=move |event| {
                            match event.key().as_str() {
                                "Enter" if !event.is_composing() => enter(event.target().value()),
                                "Escape" => open.set(false),
                                _ => return,
                            }
                            event.prevent_default();
                            event.stop_propagation();
                        }
                        on:focusout:target=move |event| {
                            enter(event.target().value());
                            let _ = open.try_set(false);
                        }
                    />
                </Show>
            </div>
        </Show>
    }
}
