//! The line between the table and time, which can be moved by pointer and key.

use leptos::prelude::*;

use super::columns::Columns;
use super::text;

/// How far a key moves it, in CSS pixels.
const STEP: f64 = 16.0;

/// Draws it.
#[component]
pub fn Splitter(columns: Columns) -> impl IntoView {
    let held = StoredValue::new(None::<(f64, f64)>);
    let on_down = move |event: web_sys::PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        let at = f64::from(event.client_x());
        held.set_value(Some((at, columns.width.get_untracked())));
        let target: web_sys::Element = event_target(&event);
        let _ = target.set_pointer_capture(event.pointer_id());
    };
    let on_move = move |event: web_sys::PointerEvent| {
        if let Some((from, width)) = held.get_value() {
            columns.resize(width + f64::from(event.client_x()) - from);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        columns.resize(columns.width.get_untracked() + by);
    };
    view! {
        <div
            class="road-split"
            role="separator"
            tabindex="0"
            aria-label=text::SPLIT
            aria-orientation="vertical"
            aria-valuemin="112"
            aria-valuemax="1200"
            aria-valuenow=move || columns.width.get().to_string()
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=move |_| held.set_value(None)
            on:pointercancel=move |_| held.set_value(None)
            on:keydown=on_key
        ></div>
    }
}
