//! What this device remembers about the person's taste: the theme, what is folded, mappings. It is
//! kept apart from the work and may be lost without harm.

use gloo_storage::{LocalStorage, Storage};

const PREFIX: &str = "tl-ui/";

/// Gives a remembered text.
pub fn get(name: &str) -> Option<String> {
    super::storage::open().ok()?;
    LocalStorage::raw().get_item(&format!("{PREFIX}{name}")).ok().flatten()
}

/// Remembers a text; where that fails, nothing is lost but the memory of it.
pub fn set(name: &str, value: &str) {
    if super::storage::open().is_ok() {
        let _ = LocalStorage::raw().set_item(&format!("{PREFIX}{name}"), value);
    }
}

/// Marks the page with a choice of looks, `theme` or `density`; `usual` takes the mark off.
pub fn apply(name: &str, choice: &str, usual: &str) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    let Some(root) = root else { return };
    let name = format!("data-{name}");
    let _ = match choice == usual {
        false => root.set_attribute(&name, choice),
        true => root.remove_attribute(&name),
    };
}

/// Tells whether the page is mainly touched, where nothing may be small.
pub fn is_touched() -> bool {
    matches("(pointer: coarse)")
}

fn matches(query: &str) -> bool {
    let media = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    media.is_some_and(|media| media.matches())
}

/// Tells whether the page is dark now.
pub fn is_dark(theme: &str) -> bool {
    match theme {
        "dark" => true,
        "light" => false,
        _ => matches("(prefers-color-scheme: dark)"),
    }
}
