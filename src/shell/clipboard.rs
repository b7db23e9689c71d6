//! The clipboard, and what is marked for it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Copies the address as it stands; an error says in words why that is not possible.
pub fn copy_address() -> Result<(), String> {
    let window = web_sys::window().ok_or("There is no window.")?;
    let address = window.location().href().map_err(|_| "The address cannot be read.")?;
    let refused = |_: JsValue| "This page may not write to the clipboard.".to_owned();
    // Only a page that came over a safe connection has a clipboard.
    let navigator: JsValue = window.navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).map_err(refused)?;
    let write = Reflect::get(&clipboard, &"writeText".into()).map_err(refused)?;
    let write: Function = write.dyn_into().map_err(refused)?;
    write.call1(&clipboard, &address.into()).map_err(refused)?;
    Ok(())
}

/// Tells whether words on the page are marked.
pub fn has_selection() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let get = Reflect::get(&window, &"getSelection".into()).ok();
    let get = get.and_then(|get| get.dyn_into::<Function>().ok());
    let selection = get.and_then(|get| get.call0(&window).ok());
    let kind = selection.and_then(|s| Reflect::get(&s, &"type".into()).ok());
    kind.and_then(|kind| kind.as_string()).as_deref() == Some("Range")
}
