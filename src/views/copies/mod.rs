//! Copies in files: what keeps them going, and the section that says how they stand. It knows no
//! file.

pub mod section;
mod text;

use leptos::prelude::*;

use crate::app::copies::{Autosave, autosave, remind};
use crate::app::use_app;

/// Draws nothing, and makes copies as long as the page lives.
#[component]
pub fn CopiesKeeper() -> impl IntoView {
    let app = use_app();
    autosave::start(app);
    Effect::new(move |before: Option<(u32, u32)>| {
        let (own, all) = app.work.beat.get();
        if let Some((own_before, all_before)) = before {
            if own != own_before {
                remind::count(own.wrapping_sub(own_before));
            }
            if all != all_before {
                autosave::edited(app);
            }
        }
        (own, all)
    });
    // Once it is known whether copies are made, and again while the work goes on.
    Effect::new(move |_| {
        app.work.beat.track();
        if app.copies.autosave.with(|state| *state != Autosave::Unknown) {
            remind::remind(app);
        }
    });
    let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if document().hidden() {
            autosave::flush(app);
        }
    });
    on_cleanup(move || hidden.remove());
}
