//! Memos, effects and listeners whose machinery is compiled once for each value, not for each closure.

use ::leptos::ev::EventDescriptor;
use ::leptos::prelude::{Memo, WindowListenerHandle, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::Event;

type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// Computes a value when it is first read, and again when what it read has changed.
pub fn memo<T>(f: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed(Box::new(f))
}

#[inline(never)]
fn boxed<T: PartialEq + Send + Sync + 'static>(f: Compute<T>) -> Memo<T> {
    Memo::new(f)
}

/// Runs something after the page is drawn, and again when what it read has changed.
#[derive(Debug)]
pub struct Effect(());

impl Effect {
    /// Starts one; it ends with the view that started it.
    #[expect(clippy::new_ret_no_self, reason = "stands in for the effect of Leptos, which nobody keeps")]
    pub fn new<T: 'static>(f: impl FnMut(Option<T>) -> T + 'static) {
        start(Box::new(f));
    }
}

#[inline(never)]
fn start<T: 'static>(f: Box<dyn FnMut(Option<T>) -> T>) {
    ::leptos::prelude::Effect::new(f);
}

/// Hears an event anywhere in the window until the handle removes it.
pub fn window_event_listener<E>(
    event: E,
    f: impl Fn(E::EventType) + 'static,
) -> WindowListenerHandle
where
    E: EventDescriptor,
    E::EventType: JsCast,
{
    hear(&event.name(), Box::new(move |event| f(event.unchecked_into())))
}

#[inline(never)]
fn hear(name: &str, f: Box<dyn Fn(Event)>) -> WindowListenerHandle {
    window_event_listener_untyped(name, f)
}
