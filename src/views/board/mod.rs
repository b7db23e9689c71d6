//! The board: columns of cards, or lanes of them. It composes; the core says what is where.

mod card;
pub use card::{drawing_of, glyph_of};
mod column;
mod hands;
mod lanes;
mod overlay;
mod quick_add;
mod selection;
pub mod text;
mod toolbar;

use leptos::prelude::*;

use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::look::Looks;
use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::Glyph;
use column::ColumnView;
use hands::Hands;

/// Draws the board of the address.
#[component]
pub fn BoardView() -> impl IntoView {
    let app = use_app();
    let board = Board::new(app);
    provide_context(board);
    let dragger = expect_context::<Dragger>();
    provide_context(Looks::new(app, board.entry, dragger.lifted));
    dragger.show(board);
    on_cleanup(move || dragger.hide());
    let keys = move || board.columns.get().into_iter().map(|c| c.key).collect::<Vec<_>>();
    let none = Memo::new(move |_| board.columns.with(Vec::is_empty));
    let cut = Memo::new(move |_| board.group.get().is_some());
    let hands = Hands::new();
    let columns = move || {
        view! {
            <div
                class="board"
                data-board=""
                on:pointerdown=move |event| hands.press(&event)
                on:click=move |event| hands.click(&event)
                on:contextmenu=move |event| hands.menu(&event)
                on:focusin=move |event| hands.focus(&event)
            >
                <For each=keys key=Clone::clone let:key>
                    <ColumnView key />
                </For>
            </div>
        }
    };
    view! {
        <toolbar::Toolbar board />
        <Show when=move || !none.get() fallback=Nothing>
            {move || if cut.get() { lanes::Lanes().into_any() } else { columns().into_any() }}
        </Show>
        <selection::SelectionBar />
        <overlay::DragOverlay board />
    }
}

/// Says what belongs here while there is no column yet.
#[component]
fn Nothing() -> impl IntoView {
    let app = use_app();
    view! {
        <EmptyState title=text::EMPTY_TITLE text=text::EMPTY_TEXT glyph=Glyph::Board>
            <Button
                label=text::NEW_PROJECT
                kind=ButtonKind::Primary
                on_press=move |_| app.ui.show(Dialog::NewProject)
            />
        </EmptyState>
    }
}
