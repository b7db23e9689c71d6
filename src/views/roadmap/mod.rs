//! The roadmap: a table on the left, time on the right, one scroll. It composes; the core says
//! when and why, and where that lies.

mod bar;
mod capacity;
mod cells;
mod columns;
mod dates;
mod dialog;
mod ground;
mod hands;
mod head;
mod lane;
mod links;
mod links_dialog;
mod menu;
mod new_baseline;
mod rename;
mod row;
mod says;
mod scenario;
mod scenarios;
mod split;
mod text;
mod touch;
mod tray;

use leptos::{html, prelude::*};

use crate::app::action;
use crate::app::roadmap::drag::Dragger;
use crate::app::roadmap::{Road, keys};
use crate::app::use_app;
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::Glyph;
use crate::widgets::size::watch_width;
use crate::widgets::virtual_list::{Ident, VirtualList};
use columns::Columns;
use hands::Hands;

/// The height of a row in CSS pixels, as usual and where much is to fit.
pub const ROW: (f64, f64) = (32.0, 26.0);

/// Draws the roadmap of the address. All of the view is behind this one function.
pub fn roadmap_view() -> AnyView {
    view! { <RoadmapView /> }.into_any()
}

#[component]
fn RoadmapView() -> impl IntoView {
    let road = Road::open(use_app());
    let dragger = Dragger::new(road);
    let columns = Columns::new(road);
    provide_context(road);
    provide_context(columns);
    action::lend(Some(keys::hands(road, dragger)));
    on_cleanup(move || {
        dragger.cancel();
        action::lend(None);
    });
    let problem = move || {
        road.chart.with(|chart| match chart {
            Some(Ok(chart)) => chart.plan.problem.clone(),
            Some(Err(why)) => Some(why.clone()),
            None => None,
        })
    };
    let problem = Memo::new(move |_| problem());
    let empty = Memo::new(move |_| {
        road.read(|chart| chart.plan.rows.is_empty() && chart.plan.problem.is_none()) == Some(true)
    });
    view! {
        <bar::Bar road />
        <scenario::ScenarioStrip road />
        <Show when=move || problem.get().is_some()>
            <p class="road-problem" role="alert">{move || problem.get()}</p>
        </Show>
        <Show when=move || !empty.get() fallback=move || view! { <Nothing road /> }>
            <Plan road dragger columns />
        </Show>
        <dialog::Dialogs road />
    }
}

/// Draws the table and time.
#[component]
fn Plan(road: Road, dragger: Dragger, columns: Columns) -> impl IntoView {
    let hands = Hands::new(road, dragger);
    let count = Signal::derive(move || road.read(|chart| chart.plan.rows.len()).unwrap_or(0));
    let ident: Ident = std::sync::Arc::new(move |idx| {
        road.read(|chart| chart.name(idx)).flatten().unwrap_or(u64::MAX)
    });
    let axis = NodeRef::<html::Div>::new();
    watch_width(axis, road.time.width);
    let time = road.time;
    view! {
        <div
            class="road"
            data-road=""
            style=("--left", move || time.left())
            style=("--px", move || time.px())
            style=("--table", move || format!("{}px", columns.width.get()))
            style=("--cols", move || columns.template())
            on:wheel=move |event| hands.wheel(&event)
            on:pointerdown=move |event| hands.press(&event)
            on:click=move |event| hands.click(&event)
            on:dblclick=move |event| hands.twice(&event)
            on:contextmenu=move |event| hands.menu(&event)
            on:focusin=move |event| hands.focus(&event)
        >
            <div
                class="road-grid"
                role="treegrid"
                aria-label=text::PLAN
                aria-multiselectable="true"
                aria-rowcount=move || (count.get() + 1).to_string()
            >
            <head::Head road columns axis />
            <div class="road-body">
                <ground::Ground road />
                <VirtualList
                    count
                    row_height=road.app.ui.size(ROW)
                    class="road-rows"
                    handle=road.list
                    ident
                    overlay=move || view! { <links::Links road /> }
                    let:name
                >
                    {row::RowSlot(row::RowSlotProps { name }).into_any()}
                </VirtualList>
            </div>
            </div>
            <capacity::CapacityStrips road />
            <split::Splitter columns />
            <says::Says road />
            <tray::Tray road />
        </div>
    }
}

/// Says what belongs here while there is no row.
#[component]
fn Nothing(road: Road) -> impl IntoView {
    let app = road.app;
    let filtered = move || app.address.route.with(|route| !route.filter.is_empty());
    let words = move || if filtered() { text::NO_HITS } else { text::EMPTY_TEXT };
    view! {
        <EmptyState title=text::EMPTY_TITLE text=Signal::derive(move || words().to_owned()) glyph=Glyph::Roadmap>
            <bar::Begin />
        </EmptyState>
    }
}
