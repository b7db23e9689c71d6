//! Local storage as a store of the core. `gloo-storage` panics where storage is denied, so it is
//! probed first.

use gloo_storage::{LocalStorage, Storage};
use throughline_core::store::{MemoryStore, Store, StoreError, StoreErrorKind};
use wasm_bindgen::JsCast;

/// Is the browser's local storage.
#[derive(Debug, Clone, Copy)]
pub struct BrowserStore(());

/// Opens local storage, or says why it cannot be used.
pub fn open() -> Result<BrowserStore, String> {
    let window = web_sys::window().ok_or("There is no window.")?;
    let storage = match window.local_storage() {
        Ok(Some(storage)) => storage,
        Ok(None) => return Err("The browser offers no local storage.".to_owned()),
        Err(e) => return Err(reason(&e)),
    };
    storage.length().map_err(|e| reason(&e))?;
    Ok(BrowserStore(()))
}

/// Makes a store that holds until the page is closed.
pub fn memory() -> MemoryStore {
    MemoryStore::new()
}

fn reason(e: &wasm_bindgen::JsValue) -> String {
    e.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| String::from(e.message()))
}

fn failed(e: &wasm_bindgen::JsValue, key: &str) -> StoreError {
    let name = e.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name);
    let kind = match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreErrorKind::Full,
        _ => StoreErrorKind::Denied,
    };
    StoreError::new(kind, key).with_detail(reason(e))
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        LocalStorage::raw().get_item(key).map_err(|e| failed(&e, key))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        LocalStorage::raw().set_item(key, value).map_err(|e| failed(&e, key))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        LocalStorage::raw().remove_item(key).map_err(|e| failed(&e, key))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = LocalStorage::raw();
        let n = storage.length().map_err(|e| failed(&e, ""))?;
        let keys = (0..n).filter_map(|idx| storage.key(idx).ok().flatten());
        Ok(keys.collect())
    }
}
