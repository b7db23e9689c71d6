//! The head of the table and its foot: the names of the columns, and what they come to.

use leptos::prelude::*;
use throughline_core::lens::table::{Rolled, Source};

use super::text;
use crate::app::table::{Grid, HEAD};
use crate::widgets::icon::{Glyph, Icon};

/// Draws the head.
#[component]
pub fn Head(grid: Grid) -> impl IntoView {
    let names = move || {
        let name = |(at, source)| view! { <Name grid at source /> };
        grid.sources.get().into_iter().enumerate().map(name).collect_view()
    };
    view! {
        <div class="grid-head grid-line" role="row" aria-rowindex="1" data-name=HEAD.to_string()>
            {redrawn(move || names().into_any())}
        </div>
    }
}

/// Draws the name of a column, with its place in the order and the grip of its width.
#[component]
fn Name(grid: Grid, at: usize, source: Source) -> impl IntoView {
    let kind = grid.kind.get_untracked();
    let place = Memo::new(move |_| grid.sorting.with(|sorting| sorting.place(source)));
    let many = Memo::new(move |_| grid.sorting.with(|sorting| sorting.0.len() > 1));
    let sorted = move || place.get().map(|(_, down)| if down { "descending" } else { "ascending" });
    let here = Memo::new(move |_| grid.at.get() == Some((HEAD, source)));
    let mark = move || {
        place.get().map(|(nth, down)| {
            let glyph = if down { Glyph::ArrowDown } else { Glyph::ArrowUp };
            let nth = many.get().then(|| view! { <span class="grid-nth">{nth + 1}</span> });
            view! { <span class="grid-sort" aria-hidden="true"><Icon glyph small=true />{nth}</span> }
        })
    };
    view! {
        <div
            class="grid-cell grid-name"
            role="columnheader"
            tabindex=move || if here.get() { "0" } else { "-1" }
            data-field=source.name(kind)
            data-first=(at == 0).then_some("")
            data-align=source.is_number(kind).then_some("end")
            aria-colindex=(at + 1).to_string()
            aria-sort=sorted
            title=source.help(kind)
        >
            <span class="grid-label">{source.label(kind)}</span>
            {mark}
            <span class="grid-grip" data-grip="" aria-hidden="true" title=text::RESIZE></span>
        </div>
    }
}

/// Draws the foot.
#[component]
pub fn Foot(grid: Grid) -> impl IntoView {
    let kind = grid.kind;
    let cells = move || {
        let lines = grid.lines.get();
        let sources = grid.sources.get();
        let words = text::count(lines.count, kind.get());
        let cell = |(at, source): (usize, Source)| {
            let rolled = lines.total.get(at).cloned().unwrap_or_default();
            let name = (at == 0).then(|| view! { <span class="grid-label">{words.clone()}</span> });
            view! {
                <div
                    class="grid-cell"
                    role="gridcell"
                    data-first=(at == 0).then_some("")
                    data-align=source.is_number(kind.get()).then_some("end")
                    aria-colindex=(at + 1).to_string()
                >
                    {name}
                    {sum(&rolled)}
                </div>
            }
        };
        sources.into_iter().enumerate().map(cell).collect_view()
    };
    let last = move || (grid.lines.with(|lines| lines.lines.len()) + 2).to_string();
    view! {
        <div class="grid-foot grid-line" role="row" aria-rowindex=last>
            {redrawn(move || cells().into_any())}
        </div>
    }
}

/// Draws what a column comes to.
pub fn sum(rolled: &Rolled) -> Option<impl IntoView + use<>> {
    let Rolled { label, text } = rolled.clone();
    (!text.is_empty()).then(|| {
        view! { <span class="grid-sum"><span class="muted">{label}" "</span>{text}</span> }
    })
}
