//! The worker's side of the messages. It knows the browser's worker scope and the desk.

use js_sys::Array;
use throughline_core::desk::{Answer, Ask, Desk};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers messages from now on, and says that it is there by a message that is null.
pub fn listen() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let port = scope.clone();
    let mut desk = Desk::default();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Array::from(&event.data());
        let text = |at| message.get(at).as_string().unwrap_or_default();
        let (answer, body) = match respond(&mut desk, &text(1), &text(2)) {
            Ok((answer, body)) => (JsValue::from(answer), body),
            Err(why) => (JsValue::NULL, why),
        };
        let reply = Array::of3(&message.get(0), &answer, &JsValue::from(body));
        // The page may be gone.
        let _ = port.post_message(&reply);
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // The closure lives as long as the thread.
    heard.forget();
    let _ = scope.post_message(&JsValue::NULL);
}

fn respond(desk: &mut Desk, ask: &str, body: &str) -> Result<(String, String), String> {
    let ask: Ask = serde_json::from_str(ask).map_err(|e| e.to_string())?;
    let (answer, body): (Answer, String) = desk.answer(ask, body)?;
    let answer = serde_json::to_string(&answer).map_err(|e| e.to_string())?;
    Ok((answer, body))
}
