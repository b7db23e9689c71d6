//! The clipboard, and what is marked for it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies the address as it stands; an error says in words why that is not possible.
pub fn copy_address() -> Result<(), String> {
    let window = web_sys::window().ok_or("There is no window.")?;
    let address = window.location().href().map_err(|_| "The address cannot be read.")?;
    call("writeText", &address.into()).map(|_| ())
}

/// Copies a text; an error says in words why that is not possible.
pub async fn copy_text(text: &str) -> Result<(), String> {
    wait(call("writeText", &text.into())?).await
}

/// Copies a picture; an error says in words why that is not possible.
pub async fn copy_picture(picture: &web_sys::Blob) -> Result<(), String> {
    let make: Function = Reflect::get(&js_sys::global(), &"ClipboardItem".into())
        .and_then(JsCast::dyn_into)
        .map_err(refused)?;
    let kinds = js_sys::Object::new();
    Reflect::set(&kinds, &picture.type_().into(), picture).map_err(refused)?;
    let item = Reflect::construct(&make, &js_sys::Array::of1(&kinds)).map_err(refused)?;
    wait(call("write", &js_sys::Array::of1(&item))?).await
}

fn refused(_: JsValue) -> String {
    "This page may not write to the clipboard.".to_owned()
}

/// Calls a method of the clipboard, which only a page has that came over a safe connection.
fn call(method: &str, what: &JsValue) -> Result<JsValue, String> {
    let navigator: JsValue = web_sys::window().ok_or("There is no window.")?.navigator().into();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).map_err(refused)?;
    let write = Reflect::get(&clipboard, &method.into()).map_err(refused)?;
    let write: Function = write.dyn_into().map_err(refused)?;
    write.call1(&clipboard, what).map_err(refused)
}

async fn wait(promise: JsValue) -> Result<(), String> {
    JsFuture::from(js_sys::Promise::from(promise)).await.map(|_| ()).map_err(refused)
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
