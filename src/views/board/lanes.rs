//! A board cut into lanes: one row of column heads, then a row of cells for each value.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::lens::lane::Lane;

use super::column::{Cell, ColumnHead};
use super::hands::Hands;
use crate::app::CARD_STEP;
use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::use_app;
use crate::widgets::icon::{Glyph, Icon};

/// The most cards that a cell shows before it scrolls.
const MOST_ROWS: usize = 4;

/// Draws the lanes of the board.
#[component]
pub fn Lanes() -> impl IntoView {
    let board = expect_context::<Board>();
    let keys = move || board.columns.get().into_iter().map(|c| c.key).collect::<Vec<_>>();
    let lanes = Memo::new(move |_| board.lanes());
    let hands = Hands::new();
    let names = move || lanes.get().into_iter().map(|lane| lane.key).collect::<Vec<_>>();
    view! {
        <div
            class="board"
            data-board=""
            data-lanes=""
            on:pointerdown=move |event| hands.press(&event)
            on:click=move |event| hands.click(&event)
            on:contextmenu=move |event| hands.menu(&event)
            on:focusin=move |event| hands.focus(&event)
        >
            <div class="lane-columns">
                <For each=keys key=Clone::clone let:key>
                    {
                        let column = Memo::new(move |_| {
                            board.columns.with(|c| c.iter().find(|c| c.key == key).cloned())
                        });
                        view! { <ColumnHead column /> }
                    }
                </For>
            </div>
            <For each=names key=Clone::clone let:key>
                {
                    let own = key.clone();
                    let lane = Memo::new(move |_| {
                        lanes.with(|lanes| lanes.iter().find(|l| l.key == own).cloned())
                    });
                    view! { <LaneRow key lane /> }
                }
            </For>
        </div>
    }
}

/// Draws one lane: its name, and its cells unless it is folded.
#[component]
fn LaneRow(key: String, lane: Memo<Option<Lane>>) -> impl IntoView {
    let app = use_app();
    let board = expect_context::<Board>();
    let own = StoredValue::new(key.clone());
    let fold_name = StoredValue::new(format!("lane/{key}"));
    let folded =
        Memo::new(move |_| fold_name.with_value(|name| app.ui.folded.with(|s| s.contains(name))));
    let height = Memo::new(move |_| {
        let rows = own.with_value(|key| {
            let longest = |columns: &Vec<_>| {
                let cell = |column| {
                    board.held(column).with(|held| held.lanes.get(key).map_or(0, |ids| ids.len()))
                };
                columns.iter().map(cell).max().unwrap_or(0)
            };
            board.columns.with(longest)
        });
        // Room for one more shows that a card can be dropped below the last.
        rows.clamp(1, MOST_ROWS) as f64 * app.ui.size(CARD_STEP) + 12.0
    });
    let columns = move || board.columns.get().into_iter().map(|c| c.key).collect::<Vec<_>>();
    view! {
        <section class="lane" data-lane=key>
            <button
                type="button"
                class="lane-head"
                aria-expanded=move || (!folded.get()).to_string()
                on:click=move |_| fold_name.with_value(|name| app.ui.fold(name))
            >
                <Icon glyph=Glyph::ChevronRight small=true />
                <span dir="auto">{move || lane.with(|l| l.as_ref().map(|l| l.name.clone()))}</span>
                <span class="muted tabular">
                    {move || lane.with(|l| l.as_ref().map(|l| l.count))}
                </span>
            </button>
            <Show when=move || !folded.get()>
                <div class="lane-cells" style=("--lane-height", move || format!("{}px", height.get()))>
                    <For each=columns key=Clone::clone let:column>
                        <LaneCell column lane=own.get_value() height=height.get_untracked() />
                    </For>
                </div>
            </Show>
        </section>
    }
}

/// Draws the cards of one lane in one column.
#[component]
fn LaneCell(column: String, lane: String, height: f64) -> impl IntoView {
    let board = expect_context::<Board>();
    let dragger = expect_context::<Dragger>();
    let held = board.columns.with_untracked(|columns| {
        columns.iter().find(|c| c.key == column).map(|column| board.held(column))
    });
    let name = column.clone();
    let own = StoredValue::new((column.clone(), lane.clone()));
    let over = Memo::new(move |_| {
        own.with_value(|(column, lane)| {
            let here =
                |o: &crate::app::drag::Over| o.column == *column && o.lane.as_ref() == Some(lane);
            dragger.over.with(|o| o.as_ref().is_some_and(here))
        })
    });
    let cards = Signal::derive(move || {
        let of_lane = |held: &ArcMemo<crate::app::board::Held>| {
            held.with(|h| own.with_value(|(_, lane)| h.lanes.get(lane).cloned()))
        };
        held.as_ref().and_then(of_lane).unwrap_or_else(|| Arc::new(Vec::new()))
    });
    view! {
        <div class="lane-cell" data-column=name data-over=move || over.get().then_some("")>
            <Cell column lane=Some(lane) cards guess=height />
        </div>
    }
}
