//! A column: its head, its cards, and a place to add one.

use leptos::prelude::*;
use throughline_core::lens::board::{Column, Holds};
use throughline_core::model::id::Ref;

use super::card::{CardSlot, CardSlotProps};
use super::quick_add::QuickAdd;
use super::text;
use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::{CARD_STEP, use_app};
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::menu::{MenuButton, MenuEntry, MenuItem};
use crate::widgets::size::first_height;
use crate::widgets::virtual_list::{Ident, VirtualHandle, VirtualList};

/// The space below a card, in CSS pixels.
const CARD_GAP: f64 = 6.0;

/// The height of the place to add an item, on touch, in CSS pixels.
const FOOT_HEIGHT: f64 = 48.0;

/// Draws a column by its stable name.
#[component]
pub fn ColumnView(key: String) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let dragger = expect_context::<Dragger>();
    let own = StoredValue::new(key.clone());
    let column = Memo::new(move |_| {
        let find = |columns: &Vec<Column>| {
            columns.iter().find(|c| own.with_value(|key| c.key == *key)).cloned()
        };
        board.columns.with(find)
    });
    let name = key.clone();
    let folded = move || own.with_value(|key| app.ui.folded.with(|set| set.contains(key)));
    let over = Memo::new(move |_| {
        own.with_value(|key| dragger.over.with(|o| o.as_ref().is_some_and(|o| o.column == *key)))
    });
    let held = column.get_untracked().map(|column| board.held(&column));
    let cards = Signal::derive(move || {
        held.as_ref().map(|h| h.with(|h| h.all.clone())).unwrap_or_default()
    });
    let is_over_limit =
        move || column.with(|c| c.as_ref().is_some_and(|c| c.is_over(cards.with(|c| c.len()))));
    let can_add =
        move || column.with(|c| c.as_ref().is_some_and(|c| matches!(c.holds, Holds::Statuses(_))));
    let add = move || view! { <Show when=can_add><QuickAdd column lane=None /></Show> };
    let foot = Some((ViewFn::from(add), FOOT_HEIGHT));
    view! {
        <section
            class="column"
            data-column=name
            data-collapsed=move || folded().then_some("")
            data-over=move || over.get().then_some("")
            data-over-limit=move || is_over_limit().then_some("")
            aria-label=move || column.with(|c| c.as_ref().map(|c| c.name.clone()))
        >
            <ColumnHead column />
            <Cell column=key lane=None cards foot />
        </section>
    }
}

/// Draws a column's name, count, sum and menu.
#[component]
pub fn ColumnHead(column: Memo<Option<Column>>) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let held = column.get_untracked().map(|column| board.held(&column));
    let sum = {
        let held = held.clone();
        move || held.as_ref().map_or(0.0, |h| h.with(|h| h.sum))
    };
    let n = move || held.as_ref().map_or(0, |h| h.with(|h| h.all.len()));
    let n = Memo::new(move |_| n());
    let sum = Memo::new(move |_| sum());
    let limit = move || column.with(|c| c.as_ref().and_then(|c| c.limit));
    let key =
        move || column.with_untracked(|c| c.as_ref().map(|c| c.key.clone())).unwrap_or_default();
    let folded = move || app.ui.folded.with(|set| set.contains(&key()));
    let entries = Signal::derive(move || {
        column.get().map(|column| column_menu(board, &column)).unwrap_or_default()
    });
    view! {
        <header class="column-head">
            <span
                class="status-mark"
                data-category=move || column.with(|c| {
                    c.as_ref().and_then(|c| c.category.as_ref()).map(|c| c.name().to_owned())
                })
            />
            <h2 class="column-name" title=move || column.with(|c| c.as_ref().map(|c| c.policy.clone()))>
                {move || column.with(|c| c.as_ref().map(|c| c.name.clone()))}
            </h2>
            <span class="column-count" aria-hidden="true">{move || text::count(n.get(), limit())}</span>
            <span class="visually-hidden">{move || text::count_spoken(n.get(), limit())}</span>
            <Show when=move || { sum.get() > 0.0 }>
                <span class="column-sum">{move || text::points(sum.get())}</span>
            </Show>
            <Show
                when=folded
                fallback=move || view! {
                    <MenuButton label=text::COLUMN_MENU entries glyph=Glyph::More small=true class="icon-button" align_end=true />
                }
            >
                <IconButton
                    label=text::UNFOLD
                    glyph=Glyph::ChevronRight
                    small=true
                    on_press=move |_| app.ui.fold(&key())
                />
            </Show>
        </header>
    }
}

/// Draws the cards of a column, or of one lane of it.
#[component]
pub fn Cell(
    column: String,
    lane: Option<String>,
    #[prop(into)] cards: Signal<std::sync::Arc<Vec<Ref>>>,
    #[prop(optional_no_strip)] foot: Option<(ViewFn, f64)>,
    /// Its height in CSS pixels, where that is not the window's.
    #[prop(optional)]
    guess: Option<f64>,
) -> impl IntoView {
    let step = use_app().ui.size(CARD_STEP);
    let late = guess.is_none() && is_out_of_sight(&column);
    let board = expect_context::<Board>();
    let dragger = expect_context::<Dragger>();
    let handle = VirtualHandle::default();
    board.keep_handle(&column, lane.as_deref(), handle);
    let name = {
        let name = board.columns.with_untracked(|c| {
            c.iter().find(|c| c.key == column).map(|c| c.name.clone()).unwrap_or_default()
        });
        Signal::derive(move || text::column_list(&name))
    };
    let count = Signal::derive(move || cards.with(|cards| cards.len()));
    let own = StoredValue::new((column.clone(), lane.clone()));
    // The position at which a line shows where a dragged card would land.
    let line = Memo::new(move |_| {
        let over = dragger.over.get()?;
        own.with_value(|(column, lane)| over.column == *column && over.lane == *lane)
            .then_some(over.row)
    });
    let overlay = move || {
        let at = move || {
            let row = line.get().unwrap_or(0) as f64;
            format!("translateY({}px)", row * step - CARD_GAP / 2.0 - 1.0)
        };
        view! {
            <Show when=move || line.get().is_some()>
                <div class="drop-line" style:transform=at></div>
            </Show>
        }
    };
    let ident: Ident = std::sync::Arc::new(move |row| {
        cards.with(|cards| cards.get(row).map_or(u64::MAX, |card| card.id.0))
    });
    let cell = lane.as_ref().map_or_else(|| column.clone(), |lane| format!("{column}/{lane}"));
    view! {
        <div class="cell" data-cell=cell>
            <VirtualList
                count
                row_height=step - CARD_GAP
                gap=CARD_GAP
                class="column-body"
                label=name
                handle
                ident
                guess=guess.unwrap_or_else(height_of_column)
                late
                overlay
                foot
                let:slot
            >
                {CardSlot(CardSlotProps { id: slot }).into_any()}
            </VirtualList>
        </div>
    }
}

/// About what stands above and below a column's cards, in CSS pixels. A wrong guess draws a row too
/// many or too few, for a frame.
const AROUND: f64 = 132.0;

/// Guesses how high the cards of a column reach, before anything is laid out.
fn height_of_column() -> f64 {
    (first_height() - AROUND).max(CARD_STEP.0)
}

/// About how wide the sidebar and a column are, in CSS pixels.
const SIDEBAR: f64 = 236.0;
const COLUMN: f64 = 300.0;

/// Tells whether a column stands to the right of what the window shows at first.
fn is_out_of_sight(key: &str) -> bool {
    let board = expect_context::<Board>();
    let idx = board.columns.with_untracked(|c| c.iter().position(|c| c.key == key));
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(COLUMN);
    let room = if width > 3.0 * COLUMN { width - SIDEBAR } else { width };
    idx.is_some_and(|idx| idx as f64 * COLUMN > room)
}

fn column_menu(board: Board, column: &Column) -> Vec<MenuEntry> {
    let app = use_app();
    let key = column.key.clone();
    let mut entries: Vec<MenuEntry> =
        vec![MenuItem::new(text::FOLD, move || app.ui.fold(&key)).into()];
    if column.category.as_ref().is_some_and(|c| c.is_closed())
        && matches!(column.holds, Holds::Statuses(_))
    {
        let column = column.clone();
        let archive = move || super::selection::archive_all(app, board, &column);
        entries.push(MenuItem::new(text::FOLD_MANY, archive).glyph(Glyph::Archive).into());
    }
    entries
}
