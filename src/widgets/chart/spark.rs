//! The course of a number in the height of a line.

use leptos::prelude::*;
use throughline_core::geometry::chart::spark;

/// How wide the drawing is before it is stretched, in CSS pixels.
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 36.0;

/// Draws a sparkline, its last known point marked. Assistive technology hears the sentence beside
/// it and reads the table behind it.
#[component]
pub fn Sparkline(
    /// The points by rising x; none is a gap.
    points: Vec<(f64, Option<f64>)>,
    /// Where the number should stand.
    #[prop(optional_no_strip)]
    target: Option<f64>,
) -> impl IntoView {
    let drawn = spark(&points, target, WIDTH, HEIGHT);
    view! {
        <svg
            class="spark"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path class="spark-target" d=drawn.target></path>
            <path class="spark-line" d=drawn.line></path>
            <path class="spark-last" d=drawn.last></path>
        </svg>
    }
}
