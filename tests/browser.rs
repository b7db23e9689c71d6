//! The browser's own side of the page, tested where it runs: a headless Chromium.
//!
//! `cargo xtask test browser` runs every `#[wasm_bindgen_test]` of this package. The app is a program
//! and has no library, so the modules under test are named by their files.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use throughline_core::store::{Engine, Stamp, State, Store, StoreErrorKind, contract};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../src/shell/clock.rs"]
mod clock;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../src/shell/frame.rs"]
mod frame;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../src/shell/hash.rs"]
mod hash;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../src/shell/storage.rs"]
mod storage;

wasm_bindgen_test_configure!(run_in_browser);

/// Gives the browser's store, emptied.
fn empty_store() -> storage::BrowserStore {
    let store = storage::open().unwrap();
    for key in store.keys().unwrap() {
        store.remove(&key).unwrap();
    }
    store
}

#[wasm_bindgen_test]
fn local_storage_passes_the_contract_of_every_store() {
    let n_checks = contract(empty_store).unwrap();
    assert!(n_checks > 10, "{n_checks} checks");
    empty_store();
}

#[wasm_bindgen_test]
fn what_was_appended_is_there_for_the_next_start() {
    let (mut engine, opened) = Engine::open(empty_store(), 1, "first");
    assert_eq!(opened.state, State::Fresh);
    let text = "Übergabe · 引き継ぎ · 💾";
    engine.append(Stamp::default(), text).unwrap();
    let (_, opened) = Engine::open(storage::open().unwrap(), 1, "second");
    let found: Vec<&str> = opened.journal.iter().map(|entry| entry.json.as_str()).collect();
    assert_eq!(found, [text]);
    empty_store();
}

#[wasm_bindgen_test]
fn a_full_storage_refuses_aloud_and_keeps_what_it_has() {
    let store = empty_store();
    let million = "x".repeat(1 << 20);
    store.set("kept", "before").unwrap();
    let refused = (0..32).find_map(|n| store.set(&format!("fill/{n}"), &million).err());
    let refused = refused.expect("a browser gives some five million characters");
    assert_eq!(refused.kind, StoreErrorKind::Full);
    assert_eq!(store.get("kept").unwrap().as_deref(), Some("before"));
    let whole = store.get("fill/0").unwrap();
    assert_eq!(whole.map(|text| text.len()), Some(million.len()));
    empty_store();
}

#[wasm_bindgen_test]
fn half_a_character_that_another_script_stored_does_not_stop_us() {
    let store = empty_store();
    let half = js_sys::JsString::from_char_code(&[0xd83d]);
    let window = web_sys::window().unwrap();
    let raw = JsValue::from(window.local_storage().unwrap().unwrap());
    let set: js_sys::Function = js_sys::Reflect::get(&raw, &"setItem".into()).unwrap().into();
    set.call2(&raw, &"foreign".into(), &half).unwrap();
    assert_eq!(store.get("foreign").unwrap().as_deref(), Some("\u{fffd}"));
    let (_, opened) = Engine::open(storage::open().unwrap(), 1, "tab");
    assert_eq!(opened.state, State::Fresh, "the keys of others are not ours");
    empty_store();
}

#[wasm_bindgen_test]
async fn after_paint_comes_behind_the_frame() {
    let order = Rc::new(RefCell::new(Vec::new()));
    let (first, second) = (order.clone(), order.clone());
    let painted = js_sys::Promise::new(&mut |resolve, _| {
        let (first, second) = (first.clone(), second.clone());
        frame::after_paint(move || {
            second.borrow_mut().push("after the paint");
            let _ = resolve.call0(&JsValue::NULL);
        });
        frame::next_frame(move || first.borrow_mut().push("in the frame"));
    });
    wasm_bindgen_futures::JsFuture::from(painted).await.unwrap();
    assert_eq!(*order.borrow(), ["in the frame", "after the paint"]);
}

#[wasm_bindgen_test]
fn the_address_takes_what_a_filter_may_hold() {
    let before = hash::get();
    for address in ["#/project/board?q=owner%3Ame%20%26%20%C3%BC", "#/product/kpis"] {
        hash::replace(address);
        assert_eq!(hash::get(), address);
    }
    hash::replace(&before);
}

#[wasm_bindgen_test]
fn a_day_is_the_one_where_the_person_is() {
    let noon = js_sys::Date::new_with_year_month_day_hr(2026, 10, 23, 12);
    let at = throughline_core::model::time::Time::from_ms(noon.get_time() as i64);
    assert_eq!(clock::local_date(at).ymd(), (2026, 11, 23));
}
