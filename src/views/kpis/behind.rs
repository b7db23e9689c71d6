//! Where a number comes from: its formula, its source, how it was counted, and the records.

use leptos::prelude::*;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind, Lens};
use throughline_core::route::View;

use super::detail::behind;
use super::text;
use crate::app::kpis::Kpis;
use crate::app::use_app;
use crate::views::board::glyph_of;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::{Glyph, Icon};

/// How many records show before somebody asks for the others.
const FEW: usize = 12;

/// How many items fit into a filter, and a filter into an address.
const MOST: usize = 80;

/// Draws the formula and all that is to be said about it.
#[component]
pub fn Formula(kpis: Kpis) -> impl IntoView {
    let words = move || {
        let term = |name: &'static str, words: String| {
            (!words.is_empty())
                .then(|| view! { <div><dt>{name}</dt><dd dir="auto">{words}</dd></div> })
        };
        behind(kpis, |detail| {
            let notes =
                detail.notes.iter().map(|note| view! { <dd dir="auto">{note.clone()}</dd> });
            let notes = notes.collect_view();
            view! {
                <dl class="kpi-terms">
                    {term(text::FORMULA, detail.formula.clone())}
                    {term(text::SOURCE, detail.source.clone())}
                    <div hidden=detail.notes.is_empty()><dt>{text::NOTES}</dt>{notes}</div>
                </dl>
            }
        })
    };
    redrawn(words)
}

/// Is a record in the list.
#[derive(Clone, PartialEq, Hash)]
struct Line {
    at: Ref,
    title: String,
    key: String,
    kind: String,
}

fn line(model: &Model, at: Ref) -> Line {
    let item = Id::<Item>::from_ref(at).and_then(|id| model.find(id));
    let key = item.map(|item| model.key_of(item)).unwrap_or_default();
    let kind =
        item.map(|item| item.kind.name().to_owned()).unwrap_or_else(|| at.kind.name().to_owned());
    Line { at, title: model.title_of(at), key, kind }
}

/// Draws the records as links, and the way to the board.
#[component]
pub fn Records(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(false);
    let list = Memo::new(move |_| match kpis.picked.get() {
        Some(picked) => picked,
        None => behind(kpis, |detail| detail.records.clone()).unwrap_or_default(),
    });
    let is_picked = move || kpis.picked.with(Option::is_some);
    let title = move || if is_picked() { text::OF_POINT } else { text::RECORDS };
    let lines = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FEW };
        list.with(|list| {
            app.work
                .with(|model| list.iter().take(most).map(|at| line(model, *at)).collect::<Vec<_>>())
        })
    });
    let has_items = move || list.with(|list| list.iter().any(|at| at.kind == Kind::Item));
    let to_board = move |_| {
        let keys = app.work.with(|model| {
            let items = list.get_untracked().into_iter().filter_map(Id::<Item>::from_ref);
            let items = items.filter_map(|id| model.find(id)).take(MOST);
            items.map(|item| model.key_of(item)).collect::<Vec<_>>().join(",")
        });
        app.address.update(|route| {
            route.view = View::Board;
            route.kpi = String::new();
            route.filter = format!("key:{keys}");
            // The portfolio's board has projects on it, not items.
            if route.lens == Lens::Portfolio {
                route.lens = Lens::Project;
            }
        });
    };
    let row = move |line: Line| {
        let at = line.at;
        view! {
            <li>
                <span class="kind-mark" data-kind=line.kind.clone()>
                    <Icon glyph=if at.kind == Kind::Item || at.kind == Kind::Project { glyph_of(&line.kind) } else { Glyph::Folder } small=true />
                </span>
                <a class="record-name" dir="auto" href=move || app.address.link(|route| route.open = Some(at.id))>
                    {line.title}
                </a>
                <span class="record-fact">{line.key}</span>
            </li>
        }
    };
    let n = move || list.with(Vec::len);
    view! {
        <Show when=move || { n() > 0 }>
            <section class="section kpi-records">
                <header class="section-head">
                    <h3>{title}</h3>
                    <span class="section-count">{move || n().to_string()}</span>
                    <span class="spacer"></span>
                    <Show when=is_picked>
                        <Button label=text::ALL_RECORDS kind=ButtonKind::Quiet small=true on_press=move |_| kpis.picked.set(None) />
                    </Show>
                    <Show when=has_items>
                        <Button label=Signal::derive(move || text::on_board(n(), MOST)) kind=ButtonKind::Quiet small=true glyph=Glyph::Board on_press=to_board />
                    </Show>
                </header>
                <ul class="record-list">
                    <For each=move || lines.get() key=Clone::clone children=row />
                </ul>
                <Show when=move || { !all.get() && n() > FEW }>
                    <Button label=text::SHOW_ALL kind=ButtonKind::Quiet small=true on_press=move |_| all.set(true) />
                </Show>
            </section>
        </Show>
    }
}
