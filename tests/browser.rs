//! The browser's own side of the page, tested where it runs: a headless Chromium.
//!
//! `cargo xtask test browser` runs every `#[wasm_bindgen_test]` of this package.
#![cfg(target_arch = "wasm32")]

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn local_storage_keeps_text_that_is_not_latin() {
    let text = "Übergabe · 引き継ぎ · 💾".to_owned();
    LocalStorage::set("browser-test", &text).unwrap();
    assert_eq!(LocalStorage::get::<String>("browser-test").unwrap(), text);
    LocalStorage::delete("browser-test");
    assert!(LocalStorage::get::<String>("browser-test").is_err());
}
