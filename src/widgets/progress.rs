//! How far something is, as a small bar; knows not what.

use leptos::prelude::*;

/// Draws a bar filled to a part of one.
#[component]
pub fn Progress(
    /// The part that is done, from 0 to 1.
    #[prop(into)]
    part: Signal<f64>,
    /// What it measures, spoken with the value.
    #[prop(into)]
    label: Signal<String>,
    /// `success`, `warning`, `danger`, or empty for the accent.
    #[prop(optional, into)]
    tone: Signal<String>,
    /// Whether the part is not known and only that it goes on.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let part = move || part.get().clamp(0.0, 1.0);
    view! {
        <span
            class="progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || (!busy.get()).then(|| format!("{:.0}", part() * 100.0))
            data-tone=move || Some(tone.get()).filter(|tone| !tone.is_empty())
            data-busy=move || busy.get().then_some("")
            style=("--part", move || format!("{:.3}", part()))
        >
            <span class="progress-fill"></span>
        </span>
    }
}

/// Draws a bar that stays as it is.
pub fn still_progress(part: f64, label: String) -> impl IntoView {
    let part = part.clamp(0.0, 1.0);
    view! {
        <span
            class="progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=format!("{:.0}", part * 100.0)
            style=("--part", format!("{part:.3}"))
        >
            <span class="progress-fill"></span>
        </span>
    }
}
