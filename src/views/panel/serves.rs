//! What hangs on the open record: what serves it, and what evidence there is.

use leptos::prelude::*;
use throughline_core::lens::chain::{KINDS, down, evidence};
use throughline_core::model::Kind;
use throughline_core::model::id::Ref;
use throughline_core::route::View;

use super::head::glyph_of_record;
use super::opened::Opened;
use super::text;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};

/// How many records of a list show before somebody asks for the others.
const FEW: usize = 6;

/// Is a line of a list.
#[derive(Clone, PartialEq)]
struct Line {
    at: Ref,
    how: &'static str,
    name: String,
    glyph: Glyph,
}

/// Draws the two lists, each where it has anything.
#[component]
pub fn Serves(one: Opened) -> impl IntoView {
    let lines = move |found: Vec<(Ref, &'static str)>| {
        one.app.work.with(|model| {
            let line = |(at, how): (Ref, &'static str)| {
                let glyph = model.get(at).map_or(Glyph::Task, |record| glyph_of_record(&record));
                Line { at, how, name: model.title_of(at), glyph }
            };
            found.into_iter().map(line).collect::<Vec<_>>()
        })
    };
    let below = Memo::new(move |_| {
        one.app.work.watch_kinds(&KINDS);
        let links = one.around(|model| down(model, one.at));
        // What speaks for a need stands in its own list.
        let links = links.into_iter().filter(|link| link.at.kind != Kind::Insight);
        lines(links.map(|link| (link.at, link.how)).collect())
    });
    let speaks = Memo::new(move |_| {
        one.app.work.watch_kinds(&KINDS);
        let found = one.around(|model| evidence(model, one.at));
        lines(found.into_iter().map(|at| (at, "")).collect())
    });
    view! {
        <List one title=text::SERVES lines=below map=true />
        <List one title=text::EVIDENCE lines=speaks map=false />
    }
}

#[component]
fn List(one: Opened, title: &'static str, lines: Memo<Vec<Line>>, map: bool) -> impl IntoView {
    let all = RwSignal::new(false);
    let n = move || lines.with(Vec::len);
    let some = Memo::new(move |_| n() > 0);
    let row = move |line: Line| {
        let Line { at, how, name, glyph } = line;
        view! {
            <li>
                <Icon glyph small=true />
                <a class="record-name" dir="auto" href=move || one.link(at)>{name}</a>
                <span class="record-fact">{how}</span>
            </li>
        }
    };
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FEW };
        lines.get().into_iter().take(most).map(row).collect_view()
    };
    let href = move || {
        one.app.address.link(|route| {
            route.view = View::Pages;
            route.page = "why-map".to_owned();
            route.with = format!("at:{}", one.at.id);
        })
    };
    view! {
        <Show when=move || some.get()>
            <section class="section">
                <header class="section-head">
                    <h3>{title}</h3>
                    <span class="section-count">{move || n().to_string()}</span>
                    <span class="spacer"></span>
                    {map.then(|| view! { <a class="button" data-kind="quiet" data-size="small" href=href>{text::WHY_MAP}</a> })}
                </header>
                <ul class="record-list">{move || shown()}</ul>
                <Show when=move || { !all.get() && n() > FEW }>
                    <Button label=Signal::derive(move || text::show_all_of(n())) kind=ButtonKind::Quiet small=true on_press=move |_| all.set(true) />
                </Show>
            </section>
        </Show>
    }
}
