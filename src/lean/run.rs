//! Effects and listeners whose machinery is compiled once, not for each closure.

use ::leptos::ev::EventDescriptor;
use ::leptos::prelude::{WindowListenerHandle, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::Event;

/// Runs something after the page is drawn, and again when what it read has changed.
#[derive(Debug)]
pub struct Effect(());

impl Effect {
    /// Starts one; it ends with the view that started it.
    #[expect(
        clippy::new_ret_no_self,
        reason = "stands in for the effect of Leptos, which nobody keeps"
    )]
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

/// Hands a closure that returns something to a function that is compiled once for all closures.
/// The function must call it.
pub fn once<A, T>(f: impl FnOnce(&A) -> T, run: impl FnOnce(&mut dyn FnMut(&A))) -> T {
    let (mut f, mut given) = (Some(f), None);
    run(&mut |a| given = f.take().map(|f| f(a)));
    given.unwrap_or_else(|| unreachable!("the closure was not called"))
}
