//! Keeps what is shown under a name, or gives a saved view another one.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::model::id::Ref;

use super::{foot, text};
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::text_field::TextField;

/// Draws the dialog.
#[component]
pub fn SaveViewDialog(
    /// The view that gets another name; without it a new one is made.
    at: Option<Ref>,
) -> impl IntoView {
    let app = use_app();
    let old = at.map(|at| app.work.with(|model| model.title_of(at))).unwrap_or_default();
    let name = RwSignal::new(old);
    let ready = Signal::derive(move || name.with(|name| !name.trim().is_empty()));
    let act = move || {
        let name = name.get_untracked();
        let command = match at {
            Some(at) => {
                Command::SetField { at: vec![at], field: "name".to_owned(), value: name.into() }
            }
            None => {
                let address = app.address.route.with_untracked(ToString::to_string);
                Command::KeepView { at: None, name, address }
            }
        };
        if app.run_and_tell(&command).is_some() {
            app.ui.close();
        }
    };
    let submit = move || {
        if ready.get_untracked() {
            act();
        }
    };
    let (title, verb) = match at {
        Some(_) => (text::RENAME_VIEW, text::RENAME),
        None => (text::SAVE_VIEW, text::SAVE),
    };
    view! {
        <Dialog open=true on_close=move |()| app.ui.close() title keep=true footer=foot(verb, ready, act)>
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <TextField
                    label=text::NAME
                    value=name
                    hint=if at.is_none() { text::SAVE_VIEW_HINT } else { "" }
                    autofocus=true
                    on_input=move |words: String| name.set(words)
                />
                <button type="submit" class="visually-hidden" tabindex="-1">{verb}</button>
            </form>
        </Dialog>
    }
}
