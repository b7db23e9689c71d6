//! Asks why items cannot go on.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::model::Item;
use throughline_core::model::id::Id;

use super::{foot, text};
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::text_area::TextArea;

/// Draws the dialog.
#[component]
pub fn BlockDialog(items: Vec<Id<Item>>) -> impl IntoView {
    let app = use_app();
    let reason = RwSignal::new(String::new());
    let act = move || {
        let reason = Some(reason.get_untracked());
        if app.run_and_tell(&Command::Block { items: items.clone(), reason }).is_some() {
            app.ui.close();
        }
    };
    let submit = act.clone();
    let on_submit = Callback::new(move |_: String| submit());
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::BLOCK_TITLE
            size="small"
            footer=foot(text::BLOCK, Signal::derive(|| true), act)
        >
            <TextArea
                label=text::REASON
                value=reason
                placeholder=text::REASON_HINT
                on_input=move |words: String| reason.set(words)
                on_submit
            />
        </Dialog>
    }
}
