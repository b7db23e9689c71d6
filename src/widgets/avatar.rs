//! A person as initials on a hue that stays theirs; knows no person.

use leptos::prelude::*;

use super::chip::HUES;
use super::icon::{Glyph, Icon};

/// Returns up to two initials of a name, the first and the last word's.
pub fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).take(2).collect()
}

/// Returns one of the ten hues, always the same for the same seed.
pub fn hue_of(seed: &str) -> &'static str {
    let hash = seed
        .bytes()
        .fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
    let hues = &HUES[..HUES.len() - 1];
    hues.get(hash as usize % hues.len()).copied().unwrap_or("gray")
}

/// Draws a person's initials; an empty name draws an outline for nobody.
#[component]
pub fn Avatar(
    /// The person's name, spoken and shown as a tooltip.
    #[prop(into)]
    name: Signal<String>,
    /// Whether it is 28 pixels rather than 20.
    #[prop(optional)]
    large: bool,
    /// Whether the name stands beside it, so that it need not be spoken.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    let nobody = move || name.read().trim().is_empty();
    let spoken = move || if nobody() { "Nobody".to_owned() } else { name.get() };
    view! {
        <span
            class="avatar"
            role=(!decorative).then_some("img")
            aria-hidden=decorative.then_some("true")
            aria-label=move || (!decorative).then(spoken)
            title=spoken
            data-size=large.then_some("large")
            data-empty=move || nobody().then_some("")
            data-hue=move || (!nobody()).then(|| hue_of(&name.read()))
        >
            {move || nobody().then(|| view! { <Icon glyph=Glyph::Person /> })}
            {move || initials(&name.read())}
        </span>
    }
}

/// Draws the initials of a person whose name stands elsewhere, once and for all.
pub fn still_avatar(name: &str) -> impl IntoView + use<> {
    view! {
        <span class="avatar" aria-hidden="true" title=name.to_owned() data-hue=hue_of(name)>
            {initials(name)}
        </span>
    }
}
