//! What menus, popovers and lists of choices share: place, outside clicks and the way focus returns.

use leptos::ev;
use leptos::prelude::*;
use throughline_core::geometry::place::{Rect, place};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Returns a number that no other call returns, for the ids of elements.
pub fn unique(prefix: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Returns where an element is in the viewport.
pub fn rect_of(element: &Element) -> Rect {
    let rect = element.get_bounding_client_rect();
    Rect { x: rect.x(), y: rect.y(), width: rect.width(), height: rect.height() }
}

/// Returns the element that has the focus, unless it is the body.
pub fn focused() -> Option<HtmlElement> {
    let active = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (active.tag_name() != "BODY").then_some(active)
}

/// Gives the focus back after something that floats is gone, unless it went elsewhere on purpose.
///
/// Runs a moment later, when the floating element has left the document. Where the element that
/// had the focus is gone too, the main region takes it, so that it is never lost to the body.
pub fn return_focus(to: Option<HtmlElement>) {
    request_animation_frame(move || {
        if focused().is_some_and(|now| now.is_connected()) {
            return;
        }
        let home = || document().query_selector("main").ok().flatten()?.dyn_into().ok();
        if let Some(element) = to.filter(|e| e.is_connected()).or_else(home) {
            let _ = element.focus();
        }
    });
}

/// Shows a popover in the top layer beside its anchor, below it or above where only that fits.
pub fn show_at(popup: &HtmlElement, anchor: Rect, end: bool) {
    let _ = popup.show_popover();
    let size = (f64::from(popup.offset_width()), f64::from(popup.offset_height()));
    let root = document().document_element();
    let view = root.map_or((0.0, 0.0), |root| {
        (f64::from(root.client_width()), f64::from(root.client_height()))
    });
    let (x, y) = place(anchor, size, view, 4.0, end);
    let style = popup.style();
    let _ = style.set_property("--x", &format!("{}px", x.round()));
    let _ = style.set_property("--y", &format!("{}px", y.round()));
}

/// Calls `close` for a press outside the popup and its trigger, and when the window's size changes.
///
/// Must be called in a component's body: the listeners leave with it.
pub fn on_leave(
    inside: impl Fn() -> Vec<Option<Element>> + 'static,
    close: impl Fn() + Clone + 'static,
) {
    let on_resize = close.clone();
    let press = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let within = inside().iter().flatten().any(|element| element.contains(target.as_ref()));
        if !within {
            close();
        }
    });
    let resize = window_event_listener(ev::resize, move |_| on_resize());
    on_cleanup(move || {
        press.remove();
        resize.remove();
    });
}

/// Moves the focus among elements that match `selector` inside `root` and returns whether the key was one that moves.
pub fn rove(root: &Element, selector: &str, key: &str) -> bool {
    let Ok(list) = root.query_selector_all(selector) else { return false };
    let items: Vec<HtmlElement> =
        (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect();
    let now = focused().and_then(|active| items.iter().position(|item| *item == active));
    let last = items.len().saturating_sub(1);
    let next = match key {
        "ArrowDown" | "ArrowRight" => now.map_or(0, |i| if i == last { 0 } else { i + 1 }),
        "ArrowUp" | "ArrowLeft" => now.map_or(last, |i| if i == 0 { last } else { i - 1 }),
        "Home" => 0,
        "End" => last,
        _ => return false,
    };
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
    true
}
