//! The fields of several records at once: what they share, and what is set in all of them.

use leptos::prelude::*;
use throughline_core::model::id::Ref;

use super::fields::Fields;
use super::opened::Opened;
use super::text;
use crate::app::use_app;
use crate::widgets::dialog::Dialog;

/// Draws the dialog. Of records of several kinds, those of the first one's kind are edited.
#[component]
pub fn BulkDialog(mut cards: Vec<Ref>) -> impl IntoView {
    let app = use_app();
    let first = cards.first().copied()?;
    cards.retain(|card| card.kind == first.kind);
    let title = text::edit_many(cards.len(), first.kind.one(), first.kind.many());
    let one = Opened::of_many(app, first, cards);
    Some(view! {
        <Dialog open=true on_close=move |()| app.ui.close() title>
            <div class="bulk">
                <p class="muted">{text::EDIT_MANY}</p>
                <Fields one />
            </div>
        </Dialog>
    })
}
