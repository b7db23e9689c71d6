//! Bubbles over two axes, which can be dragged where their fields can be set.

use leptos::{ev, html, prelude::*};
use throughline_core::page::report::{Dot, Scatter, Shape};

use super::{block_of, text, tone};
use crate::app::pages::Pages;

/// How far a key moves a bubble, as a share of the axis.
const STEP: f64 = 0.02;

/// Draws the bubbles. Alt with an arrow key moves the one that has the focus.
#[component]
pub fn ScatterView(pages: Pages, key: String) -> impl IntoView {
    let scatter = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Scatter(scatter) => Some((**scatter).clone()),
            _ => None,
        })
        .flatten()
    });
    let plane = NodeRef::<html::Div>::new();
    // The bubble that is dragged, and where it is as shares of the axes.
    let held = RwSignal::new(None::<(usize, f64, f64)>);
    // A bubble that was dragged is not opened by letting go of it.
    let dragged = StoredValue::new(false);
    let drawing = move || {
        let Some(scatter) = scatter.get() else { return ().into_any() };
        let (x, y) = (scatter.x.name.clone(), scatter.y.name.clone());
        let ticks = |ticks: Vec<(f64, String)>, along: bool| {
            let one = |(share, words): (f64, String)| {
                view! { <span class="plane-tick" data-along=along.then_some("") style=("--at", share.to_string())>{words}</span> }
            };
            ticks.into_iter().map(one).collect_view()
        };
        let (x_ticks, y_ticks) =
            (ticks(scatter.ticks(true), true), ticks(scatter.ticks(false), false));
        let quarters = scatter.quarters.clone().into_iter().enumerate().map(|(n, words)| view! { <span class="plane-quarter" data-quarter=n.to_string()>{words}</span> });
        let quarters = quarters.collect_view();
        let dots = scatter.dots.clone().into_iter().enumerate();
        let dots =
            dots.map(|(idx, dot)| bubble(pages, &scatter, idx, dot, held, dragged)).collect_view();
        view! {
            <span class="plane-y">{y}</span>
            {y_ticks}
            {quarters}
            {dots}
            {x_ticks}
            <span class="plane-x">{x}</span>
        }
        .into_any()
    };
    let on_move = move |event: ev::PointerEvent| {
        let (Some((idx, ..)), Some(plane)) = (held.get_untracked(), plane.get_untracked()) else {
            return;
        };
        let rect = plane.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - rect.left()) / rect.width();
        let y = 1.0 - (f64::from(event.client_y()) - rect.top()) / rect.height();
        dragged.set_value(true);
        held.set(Some((idx, x.clamp(0.0, 1.0), y.clamp(0.0, 1.0))));
    };
    let on_up = move |_: ev::PointerEvent| {
        let Some((idx, x, y)) = held.get_untracked() else { return };
        held.set(None);
        if !dragged.get_value() {
            return;
        }
        let found =
            scatter.with_untracked(|s| s.as_ref().map(|s| (s.clone(), s.dots.get(idx).cloned())));
        if let Some((scatter, Some(dot))) = found {
            place(pages, &scatter, &dot, x, y);
        }
    };
    view! {
        <div class="plane-frame">
            <div class="plane" node_ref=plane on:pointermove=on_move on:pointerup=on_up on:pointercancel=move |_| held.set(None)>
                {redrawn(drawing)}
            </div>
        </div>
    }
}

fn bubble(
    pages: Pages,
    scatter: &Scatter,
    idx: usize,
    dot: Dot,
    held: RwSignal<Option<(usize, f64, f64)>>,
    dragged: StoredValue<bool>,
) -> impl IntoView + use<> {
    let app = pages.app;
    let (x, y) = scatter.share(&dot);
    let at =
        move || held.get().filter(|(held, ..)| *held == idx).map_or((x, y), |(_, x, y)| (x, y));
    let scatter = StoredValue::new(scatter.clone());
    let moves = dot.edit.is_some() && scatter.with_value(Scatter::moves);
    let own = StoredValue::new(dot.clone());
    let label = format!("{}. {}", dot.name, dot.hint);
    let on_down = move |event: ev::PointerEvent| {
        if moves && event.button() == 0 {
            held.set(Some((idx, x, y)));
            dragged.set_value(false);
            event.prevent_default();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let (dx, dy) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0.0),
            "ArrowRight" => (STEP, 0.0),
            "ArrowUp" => (0.0, STEP),
            "ArrowDown" => (0.0, -STEP),
            _ => return,
        };
        if moves && event.alt_key() {
            event.prevent_default();
            event.stop_propagation();
            scatter.with_value(|s| own.with_value(|dot| place(pages, s, dot, x + dx, y + dy)));
        }
    };
    let name = dot.edit.map(|at| format!("{}/dot", at.id));
    view! {
        <a
            class="dot"
            draggable="false"
            href=move || dot.at.map(|at| app.address.link(|route| route.open = Some(at.id)))
            aria-label=label.clone()
            title=label
            data-at=name
            data-moves=moves.then_some("")
            data-tone=tone(dot.tone)
            style=("--x", move || at().0.to_string())
            style=("--y", move || at().1.to_string())
            style=("--size", dot.size.to_string())
            on:pointerdown=on_down
            on:click=move |event: ev::MouseEvent| {
                if dragged.try_update_value(std::mem::take) == Some(true) {
                    event.prevent_default();
                }
            }
            on:keydown=on_key
        >
            {dot.label}
        </a>
    }
}

/// Sets the fields of a bubble by where it was put.
fn place(pages: Pages, scatter: &Scatter, dot: &Dot, x: f64, y: f64) {
    let Some(at) = dot.edit else { return };
    let ((x, x_words), (y, y_words)) = scatter.value(x, y);
    if scatter.is_there(dot, &x, &y) {
        return;
    }
    let changes = [(&scatter.drag.0, x), (&scatter.drag.1, y)];
    let changes = changes.into_iter().filter(|(field, _)| !field.is_empty());
    pages.set_all(at, changes.map(|(field, value)| (field.clone(), value)), &dot.name);
    pages.app.say.say(text::moved(&dot.name, &x_words, &y_words));
}
