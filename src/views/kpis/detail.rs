//! What is behind a number: its charts, its readings, its formula, the records.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::metrics::arrange;
use throughline_core::metrics::report::{Chart, Detail, Page, Tile as Number};
use throughline_core::model::id::Id;
use throughline_core::model::{Kpi, KpiSource, Workspace};

use super::behind::{Formula, Records};
use super::page::{Signals, read};
use super::readings::Readings;
use super::tile::{figure, said_by, standing};
use super::{focus_later, text};
use crate::app::kpis::Kpis;
use crate::app::ui::Dialog;
use crate::app::use_app;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::chart::ChartFigure;
use crate::widgets::empty_state::EmptyState;
use crate::widgets::icon::{Glyph, Icon};

/// Reads what is behind the number that is open, as soon as it is there.
pub fn behind<T>(kpis: Kpis, f: impl FnOnce(&Detail) -> T) -> Option<T> {
    let key = kpis.key.get();
    kpis.detail.with(|answer| match answer {
        Some(Ok(detail)) if detail.tile.key == key => Some(f(detail)),
        _ => None,
    })
}

/// Draws the page of a number.
#[component]
pub fn Behind(kpis: Kpis) -> impl IntoView {
    let app = use_app();
    // The number itself shows at once; the rest follows when it is computed.
    let tile = Memo::new(move |_| {
        let key = kpis.key.get();
        let known = || {
            let question = kpis.question.get();
            let of = |page: &Page| {
                let is_same =
                    page.question.lens == question.lens && page.question.place == question.place;
                page.tiles.iter().find(|t| is_same && t.key == key).cloned()
            };
            read(kpis, of).flatten()
        };
        behind(kpis, |detail| detail.tile.clone()).or_else(known).map(Arc::new)
    });
    let n_charts = Memo::new(move |_| behind(kpis, |detail| detail.charts.len()).unwrap_or(0));
    let record = Memo::new(move |_| tile.with(|tile| tile.as_ref().and_then(|tile| tile.record)));
    let failed = move || {
        kpis.detail.with(|answer| match answer {
            Some(Err(why)) => Some(why.clone()),
            _ => None,
        })
    };
    kpis.picked.set(None);
    focus_later(".kpi-title".to_owned());
    on_cleanup(move || {
        if let Some(key) = kpis.last.try_get_value() {
            focus_later(format!("[data-kpi='{}'] a", key.replace(['\'', '\\'], "")));
        }
    });
    let formula = Memo::new(move |_| {
        let kpi = record.get().and_then(Id::<Kpi>::from_ref);
        kpi.and_then(|id| app.work.get::<Kpi>(id)).is_some_and(|k| k.source == KpiSource::Formula)
    });
    // The colors of health follow rules that are the workspace's own.
    let has_rules = Memo::new(move |_| kpis.key.with(|key| arrange::split(key).1 == "health"));
    let rules = move || app.open(Workspace::ONLY.to_ref());
    let edit = move || {
        record.get().map(|at| {
            view! {
                <Show when=move || formula.get()>
                    <Button
                        label=text::EDIT_FORMULA
                        kind=ButtonKind::Quiet
                        small=true
                        on_press=move |_| app.ui.show(Dialog::Formula(at))
                    />
                </Show>
                <Button
                    label=text::EDIT_KPI
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |_| app.open(at)
                />
            }
        })
    };
    view! {
        <article class="kpi-page">
            <nav class="kpi-back">
                <a href=move || app.address.link(|route| route.kpi = String::new())>
                    <Icon glyph=Glyph::ChevronLeft small=true />
                    {text::ALL}
                </a>
            </nav>
            {move || tile.get().map(|tile| head(kpis, &tile))}
            <div class="kpi-edit">
                {edit}
                <Show when=move || has_rules.get()>
                    <Button label=text::EDIT_RULES kind=ButtonKind::Quiet small=true on_press=move |_| rules() />
                </Show>
            </div>
            <Show when=move || failed().is_some()>
                <EmptyState title=text::GONE_TITLE text=Signal::derive(move || failed().unwrap_or_default()) glyph=Glyph::Kpis />
            </Show>
            <Signals list=Signal::derive(move || behind(kpis, |detail| detail.signals.clone()).unwrap_or_default()) />
            <div class="charts">
                <For each=move || 0..n_charts.get() key=|idx| *idx let:idx>
                    <OneChart kpis idx />
                </For>
            </div>
            {move || record.get().map(|at| view! { <Readings at /> })}
            <div class="kpi-foot">
                <Formula kpis />
                <Records kpis />
            </div>
        </article>
    }
}

fn head(kpis: Kpis, tile: &Number) -> impl IntoView + use<> {
    let (name, sentence) = (tile.name.clone(), said_by(tile));
    let is_mute = sentence.is_empty();
    view! {
        <header class="kpi-head" data-kpi-open=tile.key.clone()>
            <h2 class="kpi-title" tabindex="-1" dir="auto">{name} {standing(tile.standing)}</h2>
            <div class="kpi-now">{figure(kpis, tile)}</div>
            <p class="kpi-sentence" dir="auto" hidden=is_mute>{sentence}</p>
        </header>
    }
}

#[component]
fn OneChart(kpis: Kpis, idx: usize) -> impl IntoView {
    let app = use_app();
    let chart = Memo::new(move |before: Option<&Option<Arc<Chart>>>| {
        let now = behind(kpis, |detail| detail.charts.get(idx).cloned()).flatten().map(Arc::new);
        now.or_else(|| before.cloned().flatten())
    });
    let pick = move |(series, point): (usize, usize)| {
        let of = |chart: &Option<Arc<Chart>>| {
            let point = chart.as_ref()?.series.get(series)?.points.get(point)?;
            Some((point.record, point.records.clone()))
        };
        match chart.with_untracked(of) {
            Some((Some(at), _)) => app.open(at),
            Some((None, all)) if !all.is_empty() => {
                app.say.say(text::picked(all.len()));
                kpis.picked.set(Some(all));
            }
            _ => {}
        }
    };
    let first = chart.get_untracked()?;
    let shown = Signal::derive(move || chart.get().unwrap_or_else(|| first.clone()));
    Some(view! { <ChartFigure chart=shown say=app.say toasts=app.toasts on_pick=pick /> })
}
