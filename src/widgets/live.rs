//! The one polite live region: says to a screen reader what everybody else sees.

use leptos::prelude::*;

/// Says things; kept in a context and copied freely.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<(bool, String)>);

impl Default for Announcer {
    fn default() -> Self {
        Self(RwSignal::new((false, String::new())))
    }
}

impl Announcer {
    /// Says a sentence once, also when it is the same as the one before.
    pub fn say(self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        let _ = self.0.try_update(|(odd, text)| {
            *odd = !*odd;
            *text = sentence;
        });
    }
}

/// Draws the region, which nobody sees; stands once in the app and never leaves.
#[component]
pub fn LiveRegion(
    /// What speaks through it.
    announcer: Announcer,
) -> impl IntoView {
    let text = move || {
        announcer.0.with(|(odd, text)| if *odd { format!("{text}\u{a0}") } else { text.clone() })
    };
    view! { <div class="visually-hidden" role="status" aria-live="polite">{move || text()}</div> }
}
