//! Whether the browser keeps this site's storage when room gets scarce, and how full the disk is. It
//! knows not what is kept.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

/// Asks the browser to keep it; nothing where it cannot be asked.
pub async fn ask() -> Option<bool> {
    call("persist").await?.as_bool()
}

/// Tells how many bytes this site uses and may use at most.
pub async fn estimate() -> Option<(f64, f64)> {
    let found = call("estimate").await?;
    let number = |name: &str| js::get(&found, name)?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Browsers have it on pages of secure origins alone, so it is looked up by name.
async fn call(name: &str) -> Option<JsValue> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let manager = js::get(&navigator, "storage")?;
    let method: Function = js::get(&manager, name)?.dyn_into().ok()?;
    let promise: Promise = method.call0(&manager).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Tells whether the page, before this began, has seen that there is no database. It asks while the
/// application loads, so that a first visit does not wait.
pub fn has_no_database() -> bool {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    root.is_some_and(|root| root.get_attribute("data-copy").as_deref() == Some("none"))
}
