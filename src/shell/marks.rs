//! User Timing: marks and measures that tests and the benchmark read.

use super::frame;

fn performance() -> Option<web_sys::Performance> {
    web_sys::window().and_then(|w| w.performance())
}

/// Gives the time since the page started, in milliseconds.
pub fn now() -> f64 {
    performance().map_or(0.0, |p| p.now())
}

/// Marks this moment.
pub fn mark(name: &str) {
    if let Some(p) = performance() {
        let _ = p.mark(name);
    }
}

/// Measures from the input event that is being handled (or else from now) to the next paint.
pub fn measure_to_paint(name: &'static str) {
    measure_from(name, event_time().unwrap_or_else(now));
}

/// Measures from a moment to the next paint.
pub fn measure_from(name: &'static str, start: f64) {
    frame::after_paint(move || {
        let Some(p) = performance() else { return };
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"start".into(), &start.into());
        let function = js_sys::Reflect::get(&p, &"measure".into());
        if let Ok(function) = function.map(js_sys::Function::from) {
            let _ = function.call2(&p, &name.into(), &options);
        }
    });
}

/// Gives the time of the event that is being handled.
fn event_time() -> Option<f64> {
    let event = js_sys::Reflect::get(web_sys::window()?.as_ref(), &"event".into()).ok()?;
    js_sys::Reflect::get(&event, &"timeStamp".into()).ok()?.as_f64().filter(|t| *t > 0.0)
}
