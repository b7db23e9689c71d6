//! What belongs to the person: how the app looks and is driven on this device. It may be lost.

use leptos::prelude::*;

use super::text;
use crate::app::use_app;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::segmented::{Segment, Segmented};
use crate::widgets::select::Select;

/// Draws the section.
#[component]
pub fn DeviceSettings() -> impl IntoView {
    let ui = use_app().ui;
    let segments = |of: &[(&'static str, &'static str)]| -> Vec<Segment> {
        of.iter().map(|(id, name)| Segment::new(*id, *name)).collect()
    };
    let days = || text::FIRST_DAYS.map(|(id, name)| (id.to_owned(), name.to_owned())).to_vec();
    view! {
        <div class="settings-rows">
            <div class="settings-row">
                <span class="settings-label">{text::THEME}</span>
                <Segmented
                    label=text::THEME
                    segments=segments(&text::THEMES)
                    value=ui.theme
                    on_change=move |theme: String| ui.choose_theme(&theme)
                />
            </div>
            <div class="settings-row">
                <span class="settings-label">{text::DENSITY}</span>
                <Segmented
                    label=text::DENSITY
                    segments=segments(&text::DENSITIES)
                    value=ui.density
                    on_change=move |density: String| ui.choose_density(&density)
                />
            </div>
            <Select
                label=text::FIRST_DAY
                value=Signal::derive(move || ui.first_day.get().to_string())
                options=days()
                hint=text::FIRST_DAY_WHY
                on_change=move |day: String| ui.start_week(day.parse().unwrap_or_default())
            />
            <Checkbox
                label=text::SINGLE_KEYS
                switch=true
                checked=ui.single_keys
                on_change=move |on| ui.hear_single_keys(on)
            />
        </div>
    }
}
