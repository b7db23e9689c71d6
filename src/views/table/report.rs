//! What came of a paste where something was refused: what, and why.

use leptos::prelude::*;

use super::text;
use crate::app::table::Grid;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;

/// How many refusals are listed at most.
const MOST: usize = 50;

/// Draws the report while there is one.
#[component]
pub fn Report(grid: Grid) -> impl IntoView {
    let words = move || {
        grid.report.with(|report| {
            report.as_ref().map(|r| text::pasted(r.changed, r.refused.len(), r.outside))
        })
    };
    let lines = move || {
        let refused = grid.report.with(|report| {
            let all = report.iter().flat_map(|report| &report.refused);
            all.take(MOST).map(text::refused).collect::<Vec<_>>()
        });
        refused.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <Show when=move || grid.report.with(Option::is_some)>
            <div class="grid-report" role="alert">
                <Icon glyph=Glyph::Warning />
                <div>
                    <p>{words}</p>
                    <ul tabindex="0" aria-label=text::REFUSED>{lines}</ul>
                </div>
                <IconButton label=text::DISMISS glyph=Glyph::Close small=true on_press=move |_| grid.report.set(None) />
            </div>
        </Show>
    }
}
