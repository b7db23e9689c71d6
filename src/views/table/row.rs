//! A line in its slot: a record's cells, or a heading with what its rows come to. The slot stays,
//! what it shows changes, and cells change one by one.

use leptos::prelude::*;
use throughline_core::lens::table::{Group, Line, Source};
use throughline_core::model::id::Ref;

use super::cell::Cell;
use super::head::sum;
use super::text;
use crate::app::table::Grid;
use crate::widgets::icon::{Glyph, Icon};

/// Draws the line that a slot shows now.
#[component]
pub fn RowSlot(
    /// The name of the line.
    name: Signal<Option<u64>>,
) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let line = Memo::new(move |_| {
        let name = name.get()?;
        grid.lines.with(|lines| lines.find(name).map(|(idx, line)| (idx, line.clone())))
    });
    let at = Memo::new(move |_| {
        line.with(|line| if let Some((_, Line::Row(at))) = line { Some(*at) } else { None })
    });
    let group = Memo::new(move |_| {
        line.with(|l| if let Some((_, Line::Group(g))) = l { Some(g.clone()) } else { None })
    });
    let is_group = Memo::new(move |_| group.with(Option::is_some));
    let place = Memo::new(move |_| line.with(|line| line.as_ref().map(|(idx, _)| *idx)));
    let chosen = Memo::new(move |_| {
        at.get().is_some_and(|at: Ref| grid.app.ui.selected.with(|set| set.contains(&at)))
    });
    let open = Memo::new(move |_| {
        let open = grid.app.address.route.with(|route| route.open);
        open.is_some() && at.get().map(|at| at.id) == open
    });
    let inside = move || {
        if is_group.get() {
            return redrawn(move || group.get().map(|g| heading(grid, name, &g)).into_any())
                .into_any();
        }
        let cell = |(idx, source)| view! { <Cell grid name at idx source place /> };
        grid.sources.get().into_iter().enumerate().map(cell).collect_view().into_any()
    };
    view! {
        <div
            class="grid-row grid-line"
            role="row"
            data-name=move || name.get().map(|name| name.to_string())
            data-group=move || is_group.get().then_some("")
            data-selected=move || chosen.get().then_some("")
            data-open=move || open.get().then_some("")
            aria-selected=move || (!is_group.get()).then(|| chosen.get().to_string())
            aria-rowindex=move || place.get().map(|idx| (idx + 2).to_string())
        >
            {redrawn(inside)}
        </div>
    }
}

fn heading(grid: Grid, name: Signal<Option<u64>>, group: &Group) -> impl IntoView + use<> {
    let kind = grid.kind.get();
    let sources: Vec<Source> = grid.sources.get();
    let here = Memo::new(move |_| {
        let name = name.get();
        name.is_some() && grid.at.get().map(|(at, _)| at) == name
    });
    let (open, key) = (!group.folded, group.key.clone());
    let cell = |(idx, source): (usize, Source)| {
        let rolled = group.rolled.get(idx).cloned().unwrap_or_default();
        if idx > 0 {
            return view! {
                <div
                    class="grid-cell"
                    role="gridcell"
                    data-align=source.is_number(kind).then_some("end")
                    aria-colindex=(idx + 1).to_string()
                >
                    {sum(&rolled)}
                </div>
            }
            .into_any();
        }
        let key = key.clone();
        view! {
            <div
                class="grid-cell"
                role="rowheader"
                data-field=source.name(kind)
                data-first=""
                aria-colindex="1"
                aria-expanded=open.to_string()
                tabindex=move || if here.get() { "0" } else { "-1" }
            >
                <button
                    type="button"
                    class="grid-fold"
                    tabindex="-1"
                    data-open=open.then_some("")
                    aria-label=if open { text::FOLD } else { text::UNFOLD }
                    on:click=move |_| grid.fold(&key)
                >
                    <Icon glyph=Glyph::ChevronRight small=true />
                </button>
                <span class="grid-label" dir="auto">{group.name.clone()}</span>
                <span class="grid-count">{group.count}</span>
            </div>
        }
        .into_any()
    };
    sources.into_iter().enumerate().map(cell).collect_view()
}
