//! The panel beside a view: one record, whole, where each value is its own editor. What a kind of
//! record holds comes from its table of fields.

mod add;
mod blocked;
mod bulk;
mod checklist;
mod comments;
mod criteria;
mod custom;
mod depends;
mod draft;
mod field;
mod fields;
mod foreign;
mod head;
mod history;
mod links;
mod markdown_field;
mod note;
mod opened;
pub mod options;
mod owned;
mod parts;
mod pick_item;
mod reason;
mod ref_field;
mod serves;
mod story;
mod text;
mod title;
mod why;
pub mod words;

use leptos::prelude::*;
use throughline_core::lens::chain::KINDS;
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::app::watch::Watch;
use crate::app::{App, use_app};
use crate::shell::frame;
pub use bulk::BulkDialog;
pub use foreign::{FieldCell, Prose};
pub use head::glyph_of_kind;
use opened::Opened;

/// Draws the record of the address, if one is open.
#[component]
pub fn Panel() -> impl IntoView {
    let app = use_app();
    let at = Memo::new(move |_| open_record(app));
    redrawn(move || at.get().map(|at| view! { <Sheet one=Opened::new(app, at) /> }))
}

/// Finds the open record, and looks again when it comes or goes.
fn open_record(app: App) -> Option<Ref> {
    let id = app.address.route.with(|route| route.open)?;
    let found = app.address.open(&app.work);
    match found {
        Some(at) => app.work.watch(Watch::Record(at)),
        // It may come back by an undo, as a record of any kind.
        None => {
            Kind::ALL.iter().for_each(|kind| app.work.watch(Watch::Record(Ref { kind: *kind, id })))
        }
    }
    found
}

/// Draws one record.
#[component]
fn Sheet(one: Opened) -> impl IntoView {
    let name =
        move || one.record.with(|r| r.as_ref().map(|r| text::panel(r.kind().one(), r.title())));
    let item = move || {
        view! {
            <checklist::Checklists one />
            <parts::Parts one />
            <depends::Depends one />
            <reason::Reason one />
            <links::Links one />
        }
    };
    let tail = move || view! { <history::History one /> };
    focus_title_for_keys();
    let is_item = one.at.kind == Kind::Item;
    let is_stage = one.at.kind == Kind::Stage;
    let has_reasons = KINDS.contains(&one.at.kind) && one.at.kind != Kind::Product;
    view! {
        <aside class="panel" aria-label=name data-record=one.at.id.to_string() data-kind=one.at.kind.name()>
            <head::Head one />
            <div class="panel-body">
                {has_reasons.then(|| view! { <why::WhyChain one /> })}
                <title::Title one />
                {is_item.then(|| view! { <blocked::Banners one /> })}
                <fields::Fields one />
                <fields::LongFields one />
                {is_stage.then(|| view! { <criteria::Criteria one /> })}
                {has_reasons.then(|| view! { <serves::Serves one /> })}
                {is_item.then(item)}
                <owned::Owned one />
                <comments::Comments one />
                {is_item.then(tail)}
                <note::Note one />
            </div>
        </aside>
    }
}

/// Moves the focus to the title if the record was opened by a key from a card; after a click it
/// stays on the card. Closing gives it back to the card.
fn focus_title_for_keys() {
    let card =
        document().query_selector(":is([data-card], [data-row]):focus-visible").ok().flatten();
    if card.is_none() {
        return;
    }
    frame::next_frame(|| {
        let title = document().query_selector(".panel .panel-title button").ok().flatten();
        if let Some(title) = title.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = title.focus();
        }
    });
}
