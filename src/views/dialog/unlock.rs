//! Asks for the passphrase of an encrypted file that arrived. Nothing of it is known before.

use leptos::prelude::*;

use super::text;
use crate::app::{seal, use_app};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::checkbox::Checkbox;
use crate::widgets::text_field::TextField;

/// Draws the field and what opens the file.
#[component]
pub fn Unlock() -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let field = NodeRef::new();
    // The field says what is wrong, so that is where to go on.
    Effect::new(move |_| {
        if problem.with(|problem| !problem.is_empty())
            && let Some(field) = field.get_untracked()
        {
            let field: web_sys::HtmlInputElement = field;
            let _ = field.focus();
        }
    });
    let submit = move || {
        if !busy.get_untracked() && !words.with_untracked(String::is_empty) {
            seal::unlock(app, words.get_untracked(), busy, problem);
        }
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" }.to_owned());
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
            <TextField
                label=text::PASSPHRASE
                value=words
                kind
                hint=text::UNLOCK_HINT
                error=problem
                autofocus=true
                node_ref=field
                on_input=move |typed: String| {
                    words.set(typed);
                    problem.set(String::new());
                }
            />
            <Checkbox
                label=text::SHOW_PASSPHRASE
                checked=shown
                on_change=move |on: bool| shown.set(on)
            />
            <p>
                <Button
                    label=Signal::derive(move || {
                        if busy.get() { text::UNLOCKING } else { text::UNLOCK }.to_owned()
                    })
                    kind=ButtonKind::Primary
                    disabled=Signal::derive(move || words.with(String::is_empty))
                    on_press=move |_| submit()
                />
            </p>
            <p role="alert" class="visually-hidden">{move || problem.get()}</p>
        </form>
    }
}
