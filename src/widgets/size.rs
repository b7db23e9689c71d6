//! How large things are: the window's height, and an element's size as it changes. Knows not what they hold.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

/// Returns the window's height: no list is higher, so the first frame already shows every row it can.
pub fn first_height() -> f64 {
    let inner = window().inner_height().ok();
    inner.and_then(|height| height.as_f64()).unwrap_or(800.0)
}

/// Keeps a signal at the height of an element for as long as it is in the document.
pub fn watch_height(element: NodeRef<html::Div>, height: RwSignal<f64>) {
    watch(element, height, web_sys::Element::client_height);
}

/// Keeps a signal at the width of an element for as long as it is in the document.
pub fn watch_width(element: NodeRef<html::Div>, width: RwSignal<f64>) {
    watch(element, width, web_sys::Element::client_width);
}

fn watch(element: NodeRef<html::Div>, size: RwSignal<f64>, of: fn(&web_sys::Element) -> i32) {
    let held = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(node) = element.get() else { return };
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let now = element.try_get_untracked().flatten().map(|e| f64::from(of(&e)));
            let before = size.try_get_untracked();
            if let Some(now) = now.filter(|now| Some(*now) != before) {
                let _ = size.try_set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
            observer.observe(&node);
            held.set_value(Some((observer, on_resize)));
        }
    });
    on_cleanup(move || {
        if let Some((observer, _)) = held.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
}
