//! Files: reading what a person picks, drops or pastes, and handing out downloads.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const MB: f64 = 1024.0 * 1024.0;
/// The largest file of others that is read, in bytes.
pub const MAX_BYTES: f64 = 25.0 * MB;
/// The largest file of our own: what was handed out comes back.
const MAX_OWN: f64 = 128.0 * MB;
/// How ours begin, encrypted or not.
const OWN: &str = "{\"format\":\"throughline";

/// Reads a file as text, or says why not.
pub async fn read(file: web_sys::File) -> Result<String, String> {
    if file.size() > MAX_BYTES && !(file.size() <= MAX_OWN && is_own(&file).await) {
        return Err(format!(
            "“{}” is {:.0} MB large. Files of up to 25 MB can be imported, Throughline’s own of up \
             to 128 MB; split it first.",
            file.name(),
            file.size() / MB
        ));
    }
    let text = JsFuture::from(file.text()).await.map_err(|e| {
        format!("“{}” could not be read: {}. Pick it once more.", file.name(), message(&e))
    })?;
    text.as_string().ok_or_else(|| format!("“{}” holds no text.", file.name()))
}

/// Tells by its first letters whether a file is one of ours.
async fn is_own(file: &web_sys::File) -> bool {
    let Ok(head) = file.slice_with_i32_and_i32(0, OWN.len() as i32) else { return false };
    let head = JsFuture::from(head.text()).await.ok().and_then(|text| text.as_string());
    head.as_deref() == Some(OWN)
}

/// Hands a text to the person as a file.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob =
        web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).map_err(failed)?;
    download_blob(name, &blob)
}

/// Hands bytes to the person as a file.
pub fn download_blob(name: &str, blob: &web_sys::Blob) -> Result<(), String> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("There is no page.")?;
    let url = web_sys::Url::create_object_url_with_blob(blob).map_err(failed)?;
    let link: web_sys::HtmlAnchorElement =
        document.create_element("a").map_err(failed)?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data by then.
    super::frame::after_ms(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Asks the browser to print the page.
pub fn print() -> Result<(), String> {
    let window = web_sys::window().ok_or("There is no page.")?;
    window.print().map_err(|e| format!("The page could not be printed: {}", message(&e)))
}

fn failed(e: JsValue) -> String {
    format!("The file could not be made: {}", message(&e))
}

fn message(e: &JsValue) -> String {
    let text = e.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    text.unwrap_or_else(|| "the browser did not say why".to_owned())
}
