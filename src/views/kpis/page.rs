//! All numbers of a lens: what is worth a look, and the tiles by group.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::metrics::report::{Page, Question, Signal as Sign};

use super::text;
use super::tile::{Tile, glyph_of, tone};
use crate::app::kpis::Kpis;
use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::{Glyph, Icon};

/// How many signals show before somebody asks for the others.
const FEW: usize = 3;

/// Reads the page that is there. While the numbers of another lens or place are on their way those
/// of the last one are not shown: they would be taken for them.
pub fn read<T>(kpis: Kpis, f: impl FnOnce(&Page) -> T) -> Option<T> {
    kpis.page.with(|answer| match answer {
        Some(Ok(page)) => {
            let own = |q: &Question| q.lens == page.question.lens && q.place == page.question.place;
            kpis.question.with(own).then(|| f(page))
        }
        _ => None,
    })
}

/// Draws the page.
#[component]
pub fn Tiles(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    let groups = Memo::new(move |_| {
        let mut groups: Vec<String> = Vec::new();
        read(kpis, |page| {
            for tile in &page.tiles {
                if groups.last() != Some(&tile.group) {
                    groups.push(tile.group.clone());
                }
            }
        });
        groups
    });
    let problem = Memo::new(move |_| {
        kpis.page.with(|answer| match answer {
            Some(Ok(page)) => page.problem.clone(),
            Some(Err(why)) => Some(format!("{}: {why}", text::FAILED)),
            None => None,
        })
    });
    let empty =
        move || read(kpis, |page| page.tiles.is_empty() && page.problem.is_none()) == Some(true);
    view! {
        <Show when=move || problem.get().is_some()>
            <p class="kpi-problem" role="alert">
                <Icon glyph=Glyph::Warning />
                {move || problem.get()}
            </p>
        </Show>
        <Signals list=Signal::derive(move || read(kpis, |page| page.signals.clone()).unwrap_or_default()) />
        <For each=move || groups.get() key=Clone::clone let:group>
            <Group kpis group />
        </For>
        <Show when=empty>
            <EmptyState title=text::EMPTY_TITLE text=text::EMPTY_TEXT glyph=Glyph::Kpis>
                <Button
                    label=text::ADD_KPI
                    kind=ButtonKind::Primary
                    on_press=move |_| app.ui.show(Dialog::NewKpi)
                />
            </EmptyState>
        </Show>
    }
}

/// Draws the tiles of one heading. A tile stays the same element as long as its key does.
#[component]
fn Group(kpis: Kpis, group: String) -> impl IntoView {
    let (name, label, is_bare) = (group.clone(), group.clone(), group.is_empty());
    let keys = Memo::new(move |_| {
        let of = |page: &Page| {
            let own = page.tiles.iter().filter(|tile| tile.group == group);
            own.map(|tile| tile.key.clone()).collect::<Vec<_>>()
        };
        read(kpis, of).unwrap_or_default()
    });
    view! {
        <section class="kpi-group" aria-label=label>
            <h2 class="kpi-heading" hidden=is_bare>{name}</h2>
            <div class="tiles">
                <For each=move || keys.get() key=Clone::clone let:key>
                    {
                        let own = key.clone();
                        let tile = Memo::new(move |_| {
                            read(kpis, |page| page.tiles.iter().find(|t| t.key == own).cloned())
                                .flatten()
                                .map(Arc::new)
                        });
                        view! { <Tile kpis name=key tile /> }
                    }
                </For>
            </div>
        </section>
    }
}

/// Draws what is unusual, one sentence each.
#[component]
pub fn Signals(list: Signal<Vec<Sign>>) -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(false);
    let n_left = move || if all.get() { 0 } else { list.with(Vec::len).saturating_sub(FEW) };
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FEW };
        list.with(|list| list.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let row = move |sign: Sign| {
        let key = sign.key.clone();
        let here = app.address.route.with_untracked(|route| route.kpi == key);
        let words = match here {
            true => view! { <span>{sign.sentence}</span> }.into_any(),
            false => {
                let link = move || app.address.link(|route| route.kpi.clone_from(&key));
                view! { <a class="signal-link" href=link>{sign.sentence}</a> }.into_any()
            }
        };
        view! {
            <li class="signal" data-tone=tone(sign.standing)>
                <Icon glyph=glyph_of(sign.standing) />
                <span class="visually-hidden">{text::standing(sign.standing)}</span>
                {words}
            </li>
        }
    };
    view! {
        <Show when=move || list.with(|list| !list.is_empty())>
            <ul class="signals" aria-label=text::SIGNALS>
                <For each=shown key=|sign| format!("{sign:?}") children=row />
                <Show when=move || { n_left() > 0 }>
                    <li>
                        <button type="button" class="signal-more" on:click=move |_| all.set(true)>
                            {move || text::more_signals(n_left())}
                        </button>
                    </li>
                </Show>
            </ul>
        </Show>
    }
}
