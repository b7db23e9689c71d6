//! Asks for the passphrase that a file is to be encrypted with, twice, and says what it means to
//! lose it.

use leptos::prelude::*;
use throughline_core::interchange::sealed::Length;

use super::{foot, text};
use crate::app::{seal, use_app};
use crate::widgets::checkbox::Checkbox;
use crate::widgets::dialog::Dialog;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::text_field::TextField;

/// Draws the dialog.
#[component]
pub fn SealDialog() -> impl IntoView {
    let app = use_app();
    let first = RwSignal::new(String::new());
    let second = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let length = Memo::new(move |_| first.with(|words| Length::of(words)));
    let n = move || first.with(|words| words.chars().count());
    let differ = Signal::derive(move || {
        let (a, b) = (first.get(), second.get());
        // While the second is still being typed it is no mistake yet.
        if a.starts_with(&b) { String::new() } else { text::DIFFER.to_owned() }
    });
    let ready = Signal::derive(move || length.get().is_enough() && first.get() == second.get());
    // Not disabled meanwhile: the focus would be lost with the button.
    let act = move || {
        if !busy.get_untracked() {
            seal::export_sealed(app, first.get_untracked(), busy);
        }
    };
    let submit = move || {
        if ready.get_untracked() {
            act();
        }
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" }.to_owned());
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::SEAL
            keep=true
            footer=foot(text::SEAL_VERB, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <p>{text::SEAL_TEXT}</p>
                <TextField
                    label=text::PASSPHRASE
                    value=first
                    kind
                    hint=Signal::derive(move || text::length(length.get(), n()))
                    autofocus=true
                    on_input=move |words: String| first.set(words)
                />
                <TextField
                    label=text::PASSPHRASE_AGAIN
                    value=second
                    kind
                    error=differ
                    on_input=move |words: String| second.set(words)
                />
                <Checkbox
                    label=text::SHOW_PASSPHRASE
                    checked=shown
                    on_change=move |on: bool| shown.set(on)
                />
                <div class="banner" data-tone="warning">
                    <Icon glyph=Glyph::Warning />
                    <span class="banner-text">{text::LOST}</span>
                </div>
                <p role="status" class="muted">{move || busy.get().then_some(text::SEALING)}</p>
                <button type="submit" class="visually-hidden" tabindex="-1">{text::SEAL_VERB}</button>
            </form>
        </Dialog>
    }
}
