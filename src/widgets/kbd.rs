//! Keys as people read them and as assistive technology wants them; binds none.

use leptos::prelude::*;

/// Returns whether the keyboard is one with a Command key.
pub fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|p| p.starts_with("Mac") || p.starts_with("iP"))
}

/// Returns the keys of a chord such as `Ctrl+Shift+Z` as they are printed on this keyboard.
pub fn key_caps(chord: &str) -> Vec<String> {
    let mac = is_mac();
    let cap = |key: &str| match (key, mac) {
        ("Ctrl" | "Mod", true) => "⌘".into(),
        ("Mod", false) => "Ctrl".into(),
        ("Alt", true) => "⌥".into(),
        ("Shift", true) => "⇧".into(),
        ("ArrowUp", _) => "↑".into(),
        ("ArrowDown", _) => "↓".into(),
        ("ArrowLeft", _) => "←".into(),
        ("ArrowRight", _) => "→".into(),
        ("Escape", _) => "Esc".into(),
        ("Delete", _) => "Del".into(),
        (other, _) => other.to_owned(),
    };
    chord.split('+').filter(|key| !key.is_empty()).map(cap).collect()
}

/// Returns a label with its keys in brackets, or the label alone where there are none.
pub fn with_keys(label: &str, chord: &str) -> String {
    if chord.is_empty() {
        return label.to_owned();
    }
    let glue = if is_mac() { "" } else { "+" };
    format!("{label} ({})", key_caps(chord).join(glue))
}

/// Returns a chord in the words of `aria-keyshortcuts`.
pub fn aria_keys(chord: &str) -> String {
    let control = if is_mac() { "Meta" } else { "Control" };
    let word = |key: &str| match key {
        "Ctrl" | "Mod" => control.to_owned(),
        other => other.to_owned(),
    };
    chord.split('+').map(word).collect::<Vec<_>>().join("+")
}

/// Draws a chord such as `Ctrl+K` as key caps.
#[component]
pub fn Keys(
    /// The chord, its keys joined by `+`.
    chord: &'static str,
) -> impl IntoView {
    let caps = key_caps(chord).into_iter().map(|cap| view! { <kbd>{cap}</kbd> });
    view! { <span class="keys">{caps.collect_view()}</span> }
}
