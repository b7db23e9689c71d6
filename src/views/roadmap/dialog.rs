//! The dialogs of the roadmap: what a drag does, without dragging.

use leptos::prelude::*;

use super::{dates, links_dialog, new_baseline, scenarios};
use crate::app::roadmap::Road;
use crate::app::ui::Dialog;

/// Draws the one that is open.
#[component]
pub fn Dialogs(road: Road) -> impl IntoView {
    redrawn(move || {
        road.app.ui.dialog.get().map(|dialog| match dialog {
            Dialog::Dates(rows) => view! { <dates::DatesDialog road rows /> }.into_any(),
            Dialog::Links(at) => view! { <links_dialog::LinksDialog road at /> }.into_any(),
            Dialog::NewBaseline => view! { <new_baseline::NewBaselineDialog road /> }.into_any(),
            Dialog::Scenarios => view! { <scenarios::ScenariosDialog road /> }.into_any(),
            _ => ().into_any(),
        })
    })
}
