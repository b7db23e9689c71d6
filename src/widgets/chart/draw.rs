//! The drawing itself: paths and texts as the core laid them out, with classes for the style sheet.

use leptos::prelude::*;
use throughline_core::geometry::chart::{Mark, N_LOOKS, Path, Plot, Said, Text};

/// The patterns that tell fills apart without color; the first look is plain.
const PATTERNS: [&str; N_LOOKS - 1] = [
    "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
    "M3 3L3 3",
    "M-1 -1L7 7M5 -1L7 1M-1 5L1 7",
    "M0 3L6 3",
    "M-1 7L7 -1M-1 -1L7 7",
];

/// Draws a chart; the patterns get ids that start with a name that nothing else has.
pub fn drawing(plan: &Plot, name: &str) -> AnyView {
    if plan.marks.is_empty() {
        return ().into_any();
    }
    let patterns = PATTERNS.iter().enumerate().map(|(idx, d)| {
        view! {
            <pattern id=format!("{name}-{}", idx + 1) patternUnits="userSpaceOnUse" width="6" height="6">
                <path class="chart-pattern" d=*d></path>
            </pattern>
        }
    });
    let patterns = patterns.collect_view();
    let paths = plan.paths.iter().map(|path| shape(path, name)).collect_view();
    let texts = plan.texts.iter().map(words).collect_view();
    view! {
        <svg
            class="chart-drawing"
            viewBox=format!("0 0 {} {}", plan.width, plan.height)
            width=plan.width
            height=plan.height
            aria-hidden="true"
        >
            <defs>{patterns}</defs>
            {paths}
            {texts}
        </svg>
    }
    .into_any()
}

fn shape(path: &Path, name: &str) -> impl IntoView + use<> {
    let hatch = path.look.filter(|look| path.role == "hatch" && *look > 0);
    let fill = hatch.map(|look| format!("url(#{name}-{look})"));
    view! {
        <path
            class=format!("chart-{}", path.role)
            data-look=path.look.map(|look| look.to_string())
            fill=fill
            d=path.d.clone()
        ></path>
    }
}

fn words(text: &Text) -> impl IntoView + use<> {
    view! {
        <text
            class=format!("chart-{}", text.role)
            x=text.x.round()
            y=text.y.round()
            dy="0.34em"
            text-anchor=text.anchor.name()
        >
            {text.words.clone()}
        </text>
    }
}

/// Draws what shows which point is meant.
pub fn cursor(mark: Mark, plan: &Plot) -> impl IntoView + use<> {
    let Plot { frame, width, height, .. } = plan;
    let (x, y) = (mark.x.round(), mark.y.round());
    view! {
        <svg
            class="chart-cursor"
            viewBox=format!("0 0 {width} {height}")
            width=*width
            height=*height
            aria-hidden="true"
        >
            <path class="chart-guide" d=format!("M{x} {}L{x} {}", frame.top, frame.bottom)></path>
            <path class="chart-halo" d=format!("M{x} {y}L{x} {y}")></path>
            <path class="chart-here" d=format!("M{x} {y}L{x} {y}")></path>
        </svg>
    }
}

/// Draws what a point says, beside it.
pub fn tip(said: &Said, mark: Mark, plan: &Plot) -> impl IntoView + use<> {
    let side = if mark.x > plan.width / 2.0 { "before" } else { "after" };
    let notes =
        said.notes.iter().map(|note| view! { <span class="chart-tip-note">{note.clone()}</span> });
    let notes = notes.collect_view();
    let series = (!said.series.is_empty()).then(|| {
        view! { <span class="chart-tip-name">{said.series.clone()}</span> }
    });
    view! {
        <div
            class="chart-tip"
            data-side=side
            aria-hidden="true"
            style=("--x", format!("{}px", mark.x.round()))
            style=("--y", format!("{}px", mark.y.round()))
        >
            <strong class="chart-tip-value">{said.value.clone()}</strong>
            {series}
            <span class="chart-tip-at">{said.at.clone()}</span>
            {notes}
        </div>
    }
}
