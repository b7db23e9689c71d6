//! A chart: its drawing, its points by pointer and by key, its table, and copies of it. It knows no
//! workspace and no formula; where things are drawn is for `core/geometry/chart` to say.

mod copy;
mod draw;
mod spark;
mod table;
mod text;

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use throughline_core::geometry::chart::{Plot, nearest, plot, said, walk};
use throughline_core::metrics::report::Chart;

use super::icon::Glyph;
use super::icon_button::IconButton;
use super::live::Announcer;
use super::menu::MenuButton;
use super::size::watch_width;
use super::toast::Toasts;
pub use spark::Sparkline;
pub use table::ChartTable;

/// How far a pointer may be from a point that it means, in CSS pixels.
const REACH: f64 = 48.0;

/// Below this width a chart is lower.
const NARROW: f64 = 480.0;

/// Draws a chart with all that belongs to it.
#[component]
pub fn ChartFigure(
    /// What is drawn; it may change.
    #[prop(into)]
    chart: Signal<Arc<Chart>>,
    /// What speaks.
    say: Announcer,
    /// What tells that a copy was made.
    toasts: Toasts,
    /// Called with the positions of a series and of its point that was picked.
    #[prop(into)]
    on_pick: Callback<(usize, usize)>,
    /// How high the drawing is where there is room, in CSS pixels.
    #[prop(default = 340.0)]
    height: f64,
) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0);
    watch_width(stage, width);
    let plan = Memo::new(move |_| {
        let width = width.get();
        let height = if width < NARROW { height.min(260.0) } else { height };
        // Before it is measured there is nothing to lay out.
        Arc::new(if width > 0.0 { plot(&chart.read(), width, height) } else { Plot::default() })
    });
    let at = RwSignal::new(None::<usize>);
    // A point that is gone is pointed at no longer.
    let point = Memo::new(move |_| {
        let (at, plan) = (at.get()?, plan.get());
        plan.marks.get(at).map(|mark| (*mark, plan.width))
    });
    let open = RwSignal::new(false);
    let speak = move |idx: usize| {
        let mark = plan.with_untracked(|plan| plan.marks.get(idx).copied());
        if let Some(mark) = mark {
            say.say(said(&chart.read_untracked(), mark).sentence());
        }
    };
    let pick = move || {
        if let Some((mark, _)) = point.get_untracked() {
            on_pick.run((mark.series, mark.point));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let is_on = at.get_untracked().is_some();
        match key.as_str() {
            "Escape" if is_on => at.set(None),
            "Enter" if is_on => pick(),
            key => {
                let next = plan.with_untracked(|plan| walk(plan, at.get_untracked(), key));
                let Some(next) = next else { return };
                at.set(Some(next));
                speak(next);
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(stage) = stage.get_untracked() else { return };
        let rect = stage.get_bounding_client_rect();
        let (x, y) =
            (f64::from(event.client_x()) - rect.x(), f64::from(event.client_y()) - rect.y());
        let near = plan.with_untracked(|plan| nearest(plan, x, y, REACH));
        if near != at.get_untracked() {
            at.set(near);
        }
    };
    // A finger that comes down shows what is there; the second tap picks it, as does a click of a
    // mouse that shows it already.
    let again = StoredValue::new(false);
    let on_down = move |event: ev::PointerEvent| {
        let before = at.get_untracked();
        on_move(event);
        again.set_value(before.is_some() && before == at.get_untracked());
    };
    let on_leave = move |event: ev::PointerEvent| {
        if event.pointer_type() == "mouse" {
            at.set(None);
        }
    };
    let on_click = move |_| {
        if again.get_value() {
            pick();
        }
    };
    let pattern = super::floating::unique("hatch");
    let drawing = move || plan.with(|plan| draw::drawing(plan, &pattern));
    let label = Signal::derive(move || chart.with(|chart| text::label(&chart.title)));
    let nothing = move || plan.with(|plan: &Arc<Plot>| plan.marks.is_empty() && plan.width > 0.0);
    view! {
        <figure class="chart">
            <figcaption class="chart-head">
                <h3 class="chart-title">{move || chart.with(|chart| chart.title.clone())}</h3>
                <IconButton
                    label=text::TABLE
                    glyph=Glyph::Table
                    small=true
                    pressed=Signal::derive(move || open.get())
                    on_press=move |_| open.update(|open| *open = !*open)
                />
                <MenuButton
                    label=text::COPY
                    entries=Signal::derive(move || copy::entries(chart, plan, stage, toasts))
                    glyph=Glyph::Copy
                    small=true
                    align_end=true
                />
            </figcaption>
            <div
                node_ref=stage
                class="chart-stage"
                tabindex="0"
                role="application"
                aria-roledescription=text::CHART
                aria-label=label
                on:keydown=on_key
                on:pointermove=on_move
                on:pointerleave=on_leave
                on:pointerdown=on_down
                on:focusout=move |_| at.set(None)
                on:click=on_click
            >
                {drawing}
                {move || point.get().map(|(mark, _)| draw::cursor(mark, &plan.get()))}
                {move || point.get().map(|(mark, _)| draw::tip(&said(&chart.read(), mark), mark, &plan.get()))}
                <Show when=nothing>
                    <p class="chart-nothing">{text::NOTHING}</p>
                </Show>
            </div>
            <div class=move || if open.get() { "chart-table" } else { "visually-hidden" }>
                <ChartTable chart />
            </div>
        </figure>
    }
}
