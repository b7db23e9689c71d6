//! The part of the address behind the #, and the word before it for a visit that writes nothing.

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

/// The word in the address with which a visit writes nothing.
const READ_ONLY: &str = "?read-only";

/// Tells whether this visit is to write nothing.
pub fn is_read_only() -> bool {
    let search = web_sys::window().and_then(|w| w.location().search().ok());
    search.as_deref() == Some(READ_ONLY)
}

/// Begins a visit that writes nothing, or one that does again, at the same place.
pub fn reopen(read_only: bool) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_search(if read_only { READ_ONLY } else { "" });
    }
}
