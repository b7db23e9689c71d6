//! The part of the address behind the #.

/// Gives it, with the #.
pub fn get() -> String {
    web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Goes to an address as a step that Back returns from.
pub fn push(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Changes the address without a step of its own.
pub fn replace(hash: &str) {
    let history = web_sys::window().and_then(|w| w.history().ok());
    if let Some(history) = history {
        let null = wasm_bindgen::JsValue::NULL;
        let _ = history.replace_state_with_url(&null, "", Some(hash));
    }
}
