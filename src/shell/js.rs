//! Values and functions handed to the browser. Each is made in a function of its own that is never
//! inlined: the tool that cuts the page into parts keeps whatever makes such a value in the first
//! part, with all that it calls.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Makes a text.
#[inline(never)]
pub fn text(words: &str) -> JsValue {
    JsValue::from_str(words)
}

/// Makes a number.
#[inline(never)]
pub fn number(n: f64) -> JsValue {
    JsValue::from_f64(n)
}

/// Makes a list of bytes.
#[inline(never)]
pub fn bytes(from: &[u8]) -> JsValue {
    js_sys::Uint8Array::from(from).into()
}

/// Makes a function that is called once.
#[inline(never)]
pub fn once(f: Box<dyn FnOnce()>) -> js_sys::Function {
    Closure::once_into_js(f).unchecked_into()
}

/// Makes a function that is called again and again, as long as the page lives.
#[inline(never)]
pub fn always(f: Box<dyn FnMut()>) -> js_sys::Function {
    Closure::wrap(f).into_js_value().unchecked_into()
}

/// Reads a property; nothing where there is none.
#[inline(never)]
pub fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined())
}

/// Sets a property of a plain object, which does not fail.
#[inline(never)]
pub fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(of, &JsValue::from_str(name), value);
}
