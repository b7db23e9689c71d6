//! Time as the browser gives it: the next frame, a while later, when idle.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls back at the next animation frame.
pub fn next_frame(f: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::once_into_js(f);
    let _ = window.request_animation_frame(callback.unchecked_ref());
}

/// Calls back after so many milliseconds.
pub fn after_ms(ms: i32, f: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::once_into_js(f);
    let _ =
        window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), ms);
}

/// Waits until what happens now is done with, also where the page is not shown.
pub async fn turn() {
    let next = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window();
        let _ = window.map(|w| w.set_timeout_with_callback(&done));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(next).await;
}

/// Calls back just after the next paint: a task queued in an animation frame runs behind it.
pub fn after_paint(f: impl FnOnce() + 'static) {
    next_frame(move || {
        let Ok(channel) = web_sys::MessageChannel::new() else { return };
        let callback = Closure::once_into_js(f);
        channel.port1().set_onmessage(Some(callback.unchecked_ref()));
        let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
    });
}

/// Calls back when the browser has nothing better to do.
pub fn when_idle(f: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let has_idle = js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false);
    if !has_idle {
        return after_ms(300, f);
    }
    let callback = Closure::once_into_js(f);
    let _ = window.request_idle_callback(callback.unchecked_ref());
}

/// Keeps the page from scrolling under a finger while `lifted` says so, until the finger is gone.
/// The listener is not passive: a passive one could not stop the browser's own panning.
pub fn hold_still(lifted: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let stop = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if lifted() && event.cancelable() {
            event.prevent_default();
        }
    });
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let listener: &js_sys::Function = stop.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
        "touchmove",
        listener,
        &options,
    );
    let end = window.clone();
    let done = Closure::once_into_js(move || {
        let _ = end.remove_event_listener_with_callback("touchmove", stop.as_ref().unchecked_ref());
    });
    options.set_once(true);
    // A finger that is taken away by the browser ends it just as well.
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
        "touchend",
        done.unchecked_ref(),
        &options,
    );
}

/// Hears an event of an element before its other listeners do, for as long as the page lives.
pub fn hear_first<E: JsCast + 'static>(
    element: &web_sys::Element,
    name: &str,
    mut heard: impl FnMut(E) + 'static,
) {
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into() {
            heard(event);
        }
    });
    let listener = listener.into_js_value();
    let listener: &js_sys::Function = listener.unchecked_ref();
    let _ = element.add_event_listener_with_callback_and_bool(name, listener, true);
}
