//! What follows the pointer while cards are dragged: the card, and how many there are.

use leptos::prelude::*;
use throughline_core::lens::card::card;

use super::card::face;
use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::use_app;
use crate::shell::clock;

/// Draws the first dragged card under the pointer; nothing while the keyboard moves.
#[component]
pub fn DragOverlay(board: Board) -> impl IntoView {
    let app = use_app();
    let dragger = expect_context::<Dragger>();
    let first = Memo::new(move |_| dragger.lifted.with(|ids| ids.first().copied()));
    let facts = Memo::new(move |_| {
        let lens = board.spec.with(|spec| spec.lens.clone());
        app.work.with(|model| card(model, first.get()?, &lens, clock::today()))
    });
    let n = move || dragger.lifted.with(|ids| ids.len());
    let at = move || {
        let (x, y) = dragger.overlay.get();
        format!("translate({x}px, {y}px)")
    };
    let (width, height) = (move || dragger.size.get().0, move || dragger.size.get().1);
    view! {
        <Show when=move || first.get().is_some() && dragger.by_pointer.get()>
            <div
                class="drag-overlay"
                aria-hidden="true"
                style:transform=at
                style=("--drag-width", move || format!("{}px", width()))
                style=("--drag-height", move || format!("{}px", height()))
            >
                <div class="card">{move || facts.with(|c| c.as_ref().map(face))}</div>
                <Show when=move || { n() > 1 }>
                    <span class="drag-count">{move || n()}</span>
                </Show>
            </div>
        </Show>
    }
}
