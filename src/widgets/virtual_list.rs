//! A long list on a fixed pool of slots: scrolling changes what a slot shows, never how many there are.
//!
//! Rows have one height. Knows neither what a row holds nor how many columns stand beside it.

use leptos::{html, prelude::*};
use throughline_core::geometry::window::{
    assign, pool, reading_order, reveal, window as rows_near,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::floating::unique;
use super::size::{first_height, watch_height};

/// How many rows are kept on each side of what is seen.
const OVERSCAN: usize = 4;

/// What draws a slot: given the row it shows now, `None` while it shows none.
type Draw = std::sync::Arc<dyn Fn(Signal<Option<usize>>) -> AnyView + Send + Sync>;

/// Names the row at a position, so that a row that others push up or down keeps its slot.
pub type Ident = std::sync::Arc<dyn Fn(usize) -> u64 + Send + Sync>;

/// Scrolls a [`VirtualList`] from outside; copied freely.
#[derive(Clone, Copy)]
pub struct VirtualHandle {
    scroller: NodeRef<html::Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    step: StoredValue<f64>,
    margin: StoredValue<f64>,
}

impl Default for VirtualHandle {
    fn default() -> Self {
        Self {
            scroller: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(first_height()),
            step: StoredValue::new(1.0),
            margin: StoredValue::new(0.0),
        }
    }
}

impl VirtualHandle {
    /// Scrolls no further than needed to show a row whole; its slot exists at the next frame. The
    /// row after the last stands for the end.
    ///
    /// It measures nothing, which would lay the page out before the rows are drawn: the rows follow
    /// at once, and the list is scrolled to them in the next frame.
    pub fn reveal(self, index: usize) {
        let (Some(now), Some(height), Some(step), Some(margin)) = (
            self.top.try_get_untracked(),
            self.height.try_get_untracked(),
            self.step.try_get_value(),
            self.margin.try_get_value(),
        ) else {
            return;
        };
        let top = reveal(now, height, step, index, margin);
        if (top - now).abs() < 1.0 {
            return;
        }
        let _ = self.top.try_set(top);
        request_animation_frame(move || {
            if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
                scroller.set_scroll_top(top.round() as i32);
            }
        });
    }

    /// Returns the scrolling element once it is in the document.
    pub fn element(self) -> Option<HtmlElement> {
        self.scroller.try_get_untracked().flatten().map(|scroller| (*scroller).clone())
    }

    /// Returns how far it is scrolled, in CSS pixels; tracks.
    pub fn scroll_top(self) -> f64 {
        self.top.try_get().unwrap_or_default()
    }
}

/// Draws the rows near the viewport. The slots carry `data-slot`; what they show is the parent's.
#[component]
pub fn VirtualList<F>(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The height of a row in CSS pixels.
    row_height: f64,
    /// The space between rows in CSS pixels.
    #[prop(optional)]
    gap: f64,
    /// The accessible name of the list; without it the list has no role of its own.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// A class beside `virtual`, such as `column-body`.
    #[prop(optional)]
    class: &'static str,
    /// Scrolls it from outside.
    #[prop(default = VirtualHandle::default())]
    handle: VirtualHandle,
    /// Names each row; without it a row is its position.
    #[prop(optional)]
    ident: Option<Ident>,
    /// What is drawn over the rows in the list's own coordinates, such as a drop line.
    #[prop(optional, into)]
    overlay: Option<ViewFn>,
    /// What stands below the last row and stays in view, with its height in CSS pixels.
    #[prop(optional_no_strip)]
    foot: Option<(ViewFn, f64)>,
    /// Draws a slot; called once for each slot, not for each row.
    children: F,
) -> impl IntoView
where
    F: Fn(Signal<Option<usize>>) -> AnyView + Send + Sync + 'static,
{
    let draw: Draw = std::sync::Arc::new(children);
    let ident = ident.unwrap_or_else(|| std::sync::Arc::new(|row| row as u64));
    let step = row_height + gap;
    handle.margin.set_value(foot.as_ref().map_or(step / 4.0, |(_, height)| height.max(step / 4.0)));
    let foot = foot.map(|(foot, _)| foot);
    list(count, row_height, step, label, class, handle, ident, overlay, foot, draw)
}

/// Draws the list; not generic, so that it is compiled once.
#[expect(clippy::too_many_arguments, reason = "mirrors the props of the component above")]
fn list(
    count: Signal<usize>,
    row_height: f64,
    step: f64,
    label: Option<Signal<String>>,
    class: &'static str,
    handle: VirtualHandle,
    ident: Ident,
    overlay: Option<ViewFn>,
    foot: Option<ViewFn>,
    draw: Draw,
) -> impl IntoView {
    let VirtualHandle { scroller, top, height, .. } = handle;
    handle.step.set_value(step);
    let pinned = RwSignal::new(None::<usize>);
    watch_height(scroller, height);
    let rows = Memo::new(move |_| rows_near(top.get(), height.get(), step, count.get(), OVERSCAN));
    let slots = Memo::new(move |before: Option<&Vec<Option<(usize, u64)>>>| {
        let (rows, pinned) = (rows.get(), pinned.get());
        let near: Vec<(usize, u64)> =
            rows.clone().chain(pinned).map(|row| (row, ident(row))).collect();
        // A row that moved is followed to where it is now: its slot moves, and nothing is redrawn.
        let follow =
            |(_, name): (usize, u64)| near.iter().find(|(_, n)| *n == name).map(|(row, _)| *row);
        let before: Vec<Option<usize>> = before
            .map(|before| before.iter().map(|slot| slot.and_then(follow)).collect())
            .unwrap_or_default();
        let n_slots = pool(height.get(), step, OVERSCAN);
        let after = assign(&before, n_slots, rows, pinned, count.get());
        let named = |row: usize| near.iter().find(|(r, _)| *r == row).copied();
        after.into_iter().map(|row| row.and_then(named)).collect::<Vec<_>>()
    });
    let n_slots = Memo::new(move |_| slots.with(Vec::len));
    // Slots stay where they are in the document while their rows change: who reads the list is told
    // in which order, and a slot that were moved would lose the focus.
    let id = unique("list");
    let ids = id.clone();
    let order = Memo::new(move |_| {
        let order = slots.with(|s| reading_order(s.iter().map(|slot| slot.map(|(row, _)| row))));
        order.iter().map(|slot| format!("{ids}-{slot}")).collect::<Vec<_>>().join(" ")
    });
    let frame = StoredValue::new(false);
    let on_scroll = move |_| {
        if frame.try_update_value(|frame| std::mem::replace(frame, true)) == Some(false) {
            request_animation_frame(move || {
                frame.try_update_value(|frame| *frame = false);
                if let Some(scroller) = scroller.try_get_untracked().flatten() {
                    let _ = top.try_set(f64::from(scroller.scroll_top()));
                }
            });
        }
    };
    let on_focus = move |event: web_sys::FocusEvent| {
        let slot = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let slot = slot.and_then(|element| element.closest("[data-slot]").ok().flatten());
        let slot = slot.and_then(|slot| slot.get_attribute("data-slot")?.parse::<usize>().ok());
        let row = slot.and_then(|slot| slots.with_untracked(|s| s.get(slot).copied().flatten()));
        let _ = pinned.try_set(row.map(|(row, _)| row));
    };
    let slot = move |slot_idx: usize| {
        let row = Memo::new(move |_| {
            slots.with(|slots| slots.get(slot_idx).copied().flatten().map(|(row, _)| row))
        });
        let place = move || format!("translateY({}px)", row.get().unwrap_or(0) as f64 * step);
        let at = move || row.get().map(|row| (row + 1).to_string()).filter(|_| label.is_some());
        view! {
            <div
                class="virtual-slot"
                id=format!("{id}-{slot_idx}")
                data-slot=slot_idx
                data-vacant=move || row.get().is_none().then_some("")
                role=label.map(|_| "listitem")
                aria-posinset=at
                aria-setsize=move || label.map(|_| count.get().to_string())
                style=("--slot", format!("{row_height}px"))
                style:transform=place
            >
                {draw(row.into())}
            </div>
        }
    };
    view! {
        <div
            node_ref=scroller
            class=format!("virtual {class}")
            on:scroll=on_scroll
            on:focusin=on_focus
            on:focusout=move |_| { let _ = pinned.try_set(None); }
        >
            <div
                class="virtual-space"
                role=label.map(|_| "list")
                aria-owns=move || label.map(|_| order.get())
                aria-label=move || label.map(|label| label.get())
                style=("block-size", move || format!("{}px", (count.get() as f64 * step).max(0.0)))
            >
                <For each=move || 0..n_slots.get() key=|slot| *slot children=slot />
                {overlay.map(|overlay| overlay.run())}
            </div>
            {foot.map(|foot| foot.run())}
        </div>
    }
}
