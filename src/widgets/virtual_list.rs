//! A long list on a pool of slots: scrolling changes what a slot shows, and the pool only grows.
//!
//! Rows have one height. Knows neither what a row holds nor how many columns stand beside it.

mod pool;

use leptos::{html, prelude::*};
use throughline_core::geometry::window::{assign, reveal, window as rows_near};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::floating::unique;
use super::size::{first_height, watch_height};
use pool::{Frame, Pool};

/// How many rows are kept on each side of what is seen, once the first frame is painted.
const OVERSCAN: usize = 4;

/// What draws a slot: given the name of the row that it shows now, `None` while it shows none.
type Draw = std::sync::Arc<dyn Fn(Signal<Option<u64>>) -> AnyView + Send + Sync>;

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

    /// Returns how high what is seen of it is, in CSS pixels; tracks.
    pub fn height(self) -> f64 {
        self.height.try_get().unwrap_or_default()
    }

    /// Returns how far it is scrolled, in CSS pixels; tracks.
    pub fn scroll_top(self) -> f64 {
        self.top.try_get().unwrap_or_default()
    }
}

/// Draws the rows near the viewport. The slots carry `data-slot`; what they show is the parent's.
///
/// The first frame holds what is seen, the next one the rows around it.
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
    /// How high the list will be in CSS pixels, as far as that is known before it is laid out.
    #[prop(optional)]
    guess: Option<f64>,
    /// Whether it stands outside of what is seen at first, so that it can wait for the first paint.
    #[prop(optional)]
    late: bool,
    /// What is drawn over the rows in the list's own coordinates, such as a drop line.
    #[prop(optional, into)]
    overlay: Option<ViewFn>,
    /// What stands above the first row and stays in view, with its height in CSS pixels.
    #[prop(optional_no_strip)]
    head: Option<(ViewFn, f64)>,
    /// What stands below the last row and stays in view, with its height in CSS pixels.
    #[prop(optional_no_strip)]
    foot: Option<(ViewFn, f64)>,
    /// Draws a slot from the name of its row; called once for each slot, not for each row.
    children: F,
) -> impl IntoView
where
    F: Fn(Signal<Option<u64>>) -> AnyView + Send + Sync + 'static,
{
    let draw: Draw = std::sync::Arc::new(children);
    let ident = ident.unwrap_or_else(|| std::sync::Arc::new(|row| row as u64));
    let step = row_height + gap;
    let beside = [&head, &foot].into_iter().flatten().map(|(_, height)| height).sum::<f64>();
    handle.margin.set_value(beside.max(step / 4.0));
    handle.step.set_value(step);
    if let Some(guess) = guess {
        handle.height.set(guess);
    }
    let ends = [head, foot].map(|end| end.map(|(end, _)| end));
    list(count, (row_height, step), label, class, handle, ident, late, overlay, ends, draw)
}

/// Tells how far around what is seen rows are drawn: not at all until the first frame is painted.
/// `None` draws nothing yet.
fn reach(late: bool) -> RwSignal<Option<usize>> {
    let reach = RwSignal::new((!late).then_some(0));
    // A timer that starts in an animation frame runs when that frame is painted.
    request_animation_frame(move || {
        let widen = move || {
            let _ = reach.try_set(Some(OVERSCAN));
        };
        set_timeout(widen, std::time::Duration::ZERO);
    });
    reach
}

/// Draws the list; not generic, so that it is compiled once.
#[expect(clippy::too_many_arguments, reason = "mirrors the props of the component above")]
fn list(
    count: Signal<usize>,
    (row_height, step): (f64, f64),
    label: Option<Signal<String>>,
    class: &'static str,
    handle: VirtualHandle,
    ident: Ident,
    late: bool,
    overlay: Option<ViewFn>,
    [head, foot]: [Option<ViewFn>; 2],
    draw: Draw,
) -> impl IntoView {
    let VirtualHandle { scroller, top, height, .. } = handle;
    let pinned = RwSignal::new(None::<usize>);
    watch_height(scroller, height);
    let reach = reach(late);
    let rows = Memo::new(move |_| match reach.get() {
        Some(reach) => rows_near(top.get(), height.get(), step, count.get(), reach),
        None => 0..0,
    });
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
        let after = assign(&before, near.len(), rows, pinned, count.get());
        let named = |row: usize| near.iter().find(|(r, _)| *r == row).copied();
        after.into_iter().map(|row| row.and_then(named)).collect::<Vec<_>>()
    });
    let n_slots = Memo::new(move |_| slots.with(Vec::len));
    let frame =
        Frame { id: unique("list"), row_height, step, count, is_list: label.is_some(), slots };
    let pool = Pool::new(frame, scroller);
    let waiting = StoredValue::new(false);
    let on_scroll = move |_| {
        if waiting.try_update_value(|frame| std::mem::replace(frame, true)) == Some(false) {
            request_animation_frame(move || {
                waiting.try_update_value(|frame| *frame = false);
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
    view! {
        <div
            node_ref=scroller
            class=format!("virtual {class}")
            on:scroll=on_scroll
            on:focusin=on_focus
            on:focusout=move |_| { let _ = pinned.try_set(None); }
        >
            {head.map(|head| head.run())}
            <div
                class="virtual-space"
                role=label.map(|_| "list")
                aria-label=move || label.map(|label| label.get())
                style=("block-size", move || format!("{}px", (count.get() as f64 * step).max(0.0)))
            >
                <For
                    each=move || 0..n_slots.get()
                    key=|slot| *slot
                    children=move |idx| pool.slot(idx, &draw)
                />
                {overlay.map(|overlay| overlay.run())}
            </div>
            {foot.map(|foot| foot.run())}
        </div>
    }
}
