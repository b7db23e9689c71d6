//! The table: records of any kind in rows, their fields in columns. It composes; the core says what
//! stands where and what it comes to.

mod bar;
mod cell;
mod editor;
mod hands;
mod head;
mod menu;
mod report;
mod row;
mod text;

use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::lens::table::Column;

use crate::app::table::{Grid, edit, keys};
use crate::app::{action, use_app};
use crate::shell::preference::is_touched;
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::Glyph;
use crate::widgets::point_menu::PointMenu;
use crate::widgets::virtual_list::{Ident, VirtualList};
use hands::Hands;

/// The height of a row in CSS pixels, as usual, where much is to fit, and for a finger.
const ROW: (f64, f64) = (34.0, 28.0);
const TOUCHED_ROW: f64 = 44.0;
/// The height of the head and of the foot in CSS pixels.
const END: f64 = 34.0;

/// Draws the table of the address. All of the view is behind this one function.
pub fn table_view() -> AnyView {
    view! { <TableView /> }.into_any()
}

#[component]
fn TableView() -> impl IntoView {
    let grid = Grid::open(use_app());
    let point = expect_context::<PointMenu>();
    provide_context(grid);
    action::lend(Some(keys::hands(grid, Rc::new(move || menu::open_here(grid, point)))));
    on_cleanup(move || action::lend(None));
    let problem = Memo::new(move |_| grid.lines.with(|lines| lines.problem.is_some()));
    let empty = Memo::new(move |_| grid.lines.with(|lines| lines.count == 0));
    view! {
        <bar::Bar grid />
        <report::Report grid />
        <Show when=move || !empty.get() fallback=move || view! { <Nothing grid problem /> }>
            <Rows grid />
        </Show>
    }
}

/// Draws the head, the rows and the foot.
#[component]
fn Rows(grid: Grid) -> impl IntoView {
    let point = expect_context::<PointMenu>();
    let hands = Hands::new(grid, point);
    let count = Signal::derive(move || grid.lines.with(|lines| lines.lines.len()));
    let ident: Ident = std::sync::Arc::new(move |idx| {
        grid.lines.with(|lines| lines.name(idx)).unwrap_or(u64::MAX - 1)
    });
    let height = if is_touched() { TOUCHED_ROW } else { grid.app.ui.size(ROW) };
    let head = ViewFn::from(move || view! { <head::Head grid /> });
    let foot = ViewFn::from(move || view! { <head::Foot grid /> });
    // On a phone the first column leaves room for the others: the style sheet says how much.
    let width = |(idx, column): (usize, &Column)| match idx {
        0 => format!("min({}px, var(--narrow, 100vw))", column.width),
        _ => format!("{}px", column.width),
    };
    let template = move || {
        let widths =
            grid.layout.with(|l| l.columns.iter().enumerate().map(width).collect::<Vec<_>>());
        widths.join(" ")
    };
    view! {
        <div
            class="grid"
            data-grid=""
            role="grid"
            aria-label=move || grid.kind.get().many()
            aria-multiselectable="true"
            aria-rowcount=move || (count.get() + 2).to_string()
            aria-colcount=move || grid.sources.with(Vec::len).to_string()
            style=("--cols", template)
            style=("--wide", move || format!("{}px", grid.layout.with(|l| l.wide())))
            on:pointerdown=move |event| hands.press(&event)
            on:pointermove=move |event| hands.drag(&event)
            on:pointerup=move |event| hands.release(&event)
            on:pointercancel=move |_| hands.give_up()
            on:dblclick=move |event| hands.twice(&event)
            on:contextmenu=move |event| hands.menu(&event)
            on:focusin=move |event| hands.focus(&event)
            on:copy=move |event| hands.copy(event.into())
            on:paste=move |event| hands.paste(event.into())
        >
            <VirtualList
                count
                row_height=height
                class="grid-rows"
                handle=grid.list
                ident
                head=Some((head, END))
                foot=Some((foot, END))
                let:name
            >
                {row::RowSlot(row::RowSlotProps { name }).into_any()}
            </VirtualList>
        </div>
    }
}

/// Says what belongs here while there is no row.
#[component]
fn Nothing(grid: Grid, problem: Memo<bool>) -> impl IntoView {
    let app = grid.app;
    let filtered = move || app.address.route.with(|route| !route.filter.is_empty());
    let words = Signal::derive(move || {
        if problem.get() {
            grid.lines
                .with(|lines| lines.problem.as_ref().map(ToString::to_string))
                .unwrap_or_default()
        } else if filtered() {
            text::NO_HITS.to_owned()
        } else {
            text::EMPTY_TEXT.to_owned()
        }
    });
    let title = move || text::none_of(grid.kind.get());
    view! {
        <EmptyState title=Signal::derive(title) text=words glyph=Glyph::Table>
            <Show when=filtered>
                <crate::widgets::button::Button
                    label=text::CLEAR_FILTER
                    on_press=move |_| app.address.update(|route| route.filter = String::new())
                />
            </Show>
        </EmptyState>
    }
}

/// Ends an editor that saved; the keyboard goes on by some columns.
fn ended(grid: Grid, spot: crate::app::table::Spot, typed: &str, by: isize) -> bool {
    let done = edit::commit(grid, spot, typed);
    if done {
        crate::app::table::walk::walk(grid, by, 0, false);
    }
    done
}
