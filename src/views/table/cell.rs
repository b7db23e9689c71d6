//! A cell: what the core says it shows, or its editor.

use leptos::prelude::*;
use throughline_core::lens::table::{self, Shown, Source};
use throughline_core::model::field::FieldKind;
use throughline_core::model::id::Ref;
use throughline_core::model::{Kind, Record};

use super::{editor, text};
use crate::app::table::{Grid, walk};
use crate::app::watch::Watch;
use crate::shell::clock;
use crate::views::board::drawing_of;
use crate::views::panel::options::hue_of;
use crate::widgets::avatar::still_avatar;
use crate::widgets::chip::still_chip;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::progress::still_progress;

/// Draws the cell of a column in the row that a slot shows now.
#[component]
pub fn Cell(
    grid: Grid,
    name: Signal<Option<u64>>,
    at: Memo<Option<Ref>>,
    idx: usize,
    source: Source,
    place: Memo<Option<usize>>,
) -> impl IntoView {
    let kind = grid.kind.get_untracked();
    let first = idx == 0;
    let shown = Memo::new(move |_| {
        let Some(at) = at.get() else { return (Shown::Empty, "") };
        // The lines may stay as they are while a cell changes.
        grid.app.work.watch(Watch::Record(at));
        match source.meta(kind).map(|meta| meta.kind) {
            Some(FieldKind::Ref(to) | FieldKind::Refs(to)) => grid.app.work.watch(Watch::Kind(to)),
            None | Some(FieldKind::AnyRef) => {
                grid.app.work.watch_kinds(&[Kind::Project, Kind::Product, Kind::Program]);
            }
            _ => {}
        }
        grid.app.work.with(|model| {
            let Some(record) = model.get(at) else { return (Shown::Empty, "") };
            let drawing = match &record {
                Record::Item(item) if first => drawing_of(item.kind.name()),
                _ => "",
            };
            (table::shown(model, &record, source, clock::today()), drawing)
        })
    });
    let here = Memo::new(move |_| {
        let Some(name) = name.get() else { return false };
        match grid.at.get() {
            Some(spot) => spot == (name, source),
            // Somebody must be reachable by Tab.
            None => first && place.get() == Some(0),
        }
    });
    let chosen = Memo::new(move |_| {
        let (Some(place), true) = (place.get(), grid.anchor.with(Option::is_some)) else {
            return false;
        };
        walk::range(grid)
            .is_some_and(|(lines, columns)| lines.contains(&place) && columns.contains(&idx))
    });
    let editing = Memo::new(move |_| {
        let Some(name) = name.get() else { return false };
        grid.editing.with(|now| now.as_ref().is_some_and(|(spot, _)| *spot == (name, source)))
    });
    let inside = move || {
        if editing.get() {
            return name.get_untracked().map(|name| editor::draw(grid, (name, source))).into_any();
        }
        let (shown, drawing) = shown.get();
        let open = first.then(|| opener(grid, at, &shown));
        let drawing =
            (!drawing.is_empty()).then(|| view! { <span class="fact" data-glyph=drawing></span> });
        view! { {drawing}{face(&shown)}{open} }.into_any()
    };
    view! {
        <div
            class="grid-cell"
            role=if first { "rowheader" } else { "gridcell" }
            tabindex=move || if here.get() { "0" } else { "-1" }
            data-field=source.name(kind)
            data-first=first.then_some("")
            data-align=source.is_number(kind).then_some("end")
            data-here=move || here.get().then_some("")
            data-chosen=move || chosen.get().then_some("")
            data-editing=move || editing.get().then_some("")
            data-fixed=(!source.is_editable(kind)).then_some("")
            aria-colindex=(idx + 1).to_string()
            aria-readonly=(!source.is_editable(kind)).then_some("true")
            aria-selected=move || chosen.get().then_some("true")
        >
            {redrawn(inside)}
        </div>
    }
}

/// Draws what opens the record beside the table.
fn opener(grid: Grid, at: Memo<Option<Ref>>, shown: &Shown) -> impl IntoView + use<> {
    let name = if let Shown::Text(name) = shown { name.as_str() } else { "" };
    view! {
        <button
            type="button"
            class="grid-open"
            tabindex="-1"
            aria-label=text::open(name)
            title=text::OPEN
            on:click=move |_| {
                if let Some(at) = at.get_untracked() {
                    grid.app.open(at);
                }
            }
        >
            <Icon glyph=Glyph::ArrowRight small=true />
        </button>
    }
}

/// Draws what a cell shows.
fn face(shown: &Shown) -> AnyView {
    match shown.clone() {
        Shown::Empty => ().into_any(),
        Shown::Text(words) => {
            view! { <span class="grid-label" dir="auto" title=words.clone()>{words.clone()}</span> }.into_any()
        }
        Shown::Number(words) => view! { <span class="grid-label">{words}</span> }.into_any(),
        Shown::Day(words, late) => {
            view! { <span class="grid-label" data-tone=late.then_some("danger")>{words}</span> }.into_any()
        }
        Shown::Check(on) => {
            let mark = on.then(|| view! { <Icon glyph=Glyph::Check small=true /> });
            let words = if on { text::YES } else { text::NO };
            view! { <span class="grid-check" data-on=on.then_some("")>{mark}<span class="visually-hidden">{words}</span></span> }
                .into_any()
        }
        Shown::Share(n) => {
            let words = format!("{} %", n.round());
            view! { {still_progress(n / 100.0, words.clone())}<span class="grid-label">{words}</span> }.into_any()
        }
        Shown::Choice(field, name, label) => choice(field, &name, label),
        Shown::Status(category, label) => {
            view! { <span class="grid-status" data-category=category></span><span class="grid-label" dir="auto">{label}</span> }
                .into_any()
        }
        Shown::People(names) => {
            let one = names.len() == 1;
            let faces = names.iter().map(|name| still_avatar(name)).collect_view();
            let words = names.join(", ");
            view! { <span class="grid-faces">{faces}</span><span class=if one { "grid-label" } else { "visually-hidden" } dir="auto">{words}</span> }
                .into_any()
        }
        Shown::Chips(list) => {
            let chip = |(name, hue): (String, String)| still_chip(name, hue_of(&hue).to_owned());
            view! { <span class="grid-chips">{list.into_iter().map(chip).collect_view()}</span> }.into_any()
        }
    }
}

fn choice(field: &str, name: &str, label: String) -> AnyView {
    let glyph = match (field, name) {
        ("priority", "urgent" | "high") => Some(name.to_owned()),
        ("kind", kind) => Some(drawing_of(kind).to_owned()),
        _ => None,
    };
    let tone = match name {
        "urgent" | "off_track" => Some("danger"),
        "at_risk" => Some("warning"),
        "on_track" => Some("success"),
        _ => None,
    };
    let glyph =
        glyph.map(|glyph| view! { <span class="fact" data-glyph=glyph data-tone=tone></span> });
    view! { {glyph}<span class="grid-label" data-tone=tone>{label}</span> }.into_any()
}
