//! Counts the changes that are in no file, and reminds of a copy once a week at most.

use leptos::prelude::*;
use throughline_core::copies::{self, Standing};
use throughline_core::model::time::Time;

use super::{Autosave, CHANGES, text};
use crate::app::{App, action};
use crate::shell::{clock, preference};
use crate::widgets::toast::{Toast, Tone};

/// Under which name the time of the last reminder is remembered.
const TOLD: &str = "told";

fn remembered<T: std::str::FromStr>(name: &str) -> Option<T> {
    preference::get(name).and_then(|text| text.parse().ok())
}

/// Counts changes that this tab made.
pub fn count(n: u32) {
    let before: u32 = remembered(CHANGES).unwrap_or_default();
    preference::set(CHANGES, &before.saturating_add(n).to_string());
    if preference::get(TOLD).is_none() {
        // The first week begins.
        preference::set(TOLD, &clock::now().ms().to_string());
    }
}

/// Reminds of a copy if it is time, and not again for a week.
pub fn remind(app: App) {
    // Whose copies are made is told what fails as it fails.
    if matches!(app.copies.autosave.get_untracked(), Autosave::On(_) | Autosave::Unknown) {
        return;
    }
    let now = clock::now();
    let last = app.copies.last.get_untracked();
    let changes = remembered(CHANGES).unwrap_or_default();
    let told = remembered(TOLD).map(Time::from_ms);
    if !copies::is_reminder_due(&Standing { last, changes, told }, now) {
        return;
    }
    preference::set(TOLD, &now.ms().to_string());
    let words = last.map(|at| text::old(&copies::ago(at, now)));
    let toast = Toast::new(Tone::Info, words.unwrap_or_else(|| text::NO_COPY.to_owned()));
    let toast = toast.hint(text::NO_COPY_HINT);
    app.toasts.show(toast.action(text::DOWNLOAD, move || action::export(app)));
}
