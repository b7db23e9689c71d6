//! Forgetting everything, after it was typed out.

use leptos::prelude::*;

use super::text;
use crate::app::{App, disk};
use crate::shell::hash;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::text_field::TextField;

/// Draws the section.
pub fn section(app: App) -> AnyView {
    // A visit that writes nothing deletes nothing either.
    if hash::is_read_only() {
        return ().into_any();
    }
    let asked = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let is_meant =
        move || typed.with(|typed| typed.trim().eq_ignore_ascii_case(text::FORGET_WORDS));
    let forget = move || {
        leptos::task::spawn_local(async move {
            if let Err(why) = disk::forget(app).await {
                let _ = problem.try_set(why);
            }
        });
    };
    let content = view! {
        <p>{text::FORGET_HELP}</p>
        <Show
            when=move || asked.get()
            fallback=move || {
                view! { <Button label=text::FORGET_ASK on_press=move |_| asked.set(true) /> }
            }
        >
            <TextField
                label=text::FORGET_LABEL
                value=typed
                error=problem
                autofocus=true
                on_input=move |text: String| typed.set(text)
            />
            <p class="storage-buttons">
                <Button
                    label=text::FORGET
                    kind=ButtonKind::Danger
                    disabled=Signal::derive(move || !is_meant())
                    on_press=move |_| forget()
                />
            </p>
        </Show>
    };
    super::titled(text::FORGET_TITLE, content.into_any())
}
