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

/// Sets the theme of the page: `light`, `dark`, or what the system says.
pub fn apply_theme(theme: &str) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    let Some(root) = root else { return };
    let _ = match theme {
        "light" | "dark" => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}

/// Tells whether the page is dark now.
pub fn is_dark(theme: &str) -> bool {
    match theme {
        "dark" => true,
        "light" => false,
        _ => web_sys::window()
            .and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten())
            .is_some_and(|m| m.matches()),
    }
}
