//! One block of a page: its heading, what it says, what it shows, what can be added and done, and
//! how it was computed.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::metrics::report::Chart;
use throughline_core::page::report::{Block, Shape};

use super::{add, block_of, facts, grid, queue, scatter, steps, table, text};
use crate::app::pages::Pages;
use crate::views::panel::Prose;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::chart::ChartFigure;

/// Draws a block.
#[component]
pub fn BlockView(pages: Pages, key: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let of = move |f: fn(&Block) -> String| {
        Memo::new(move |_| key.with_value(|key| block_of(pages, key, f)).unwrap_or_default())
    };
    let (title, says, empty) =
        (of(|b| b.title.clone()), of(|b| b.says.clone()), of(|b| b.empty.clone()));
    let half = Memo::new(move |_| {
        key.with_value(|key| block_of(pages, key, |b| b.half)).unwrap_or_default()
    });
    let notes = Memo::new(move |_| {
        key.with_value(|key| block_of(pages, key, |b| b.notes.clone())).unwrap_or_default()
    });
    let acts = Memo::new(move |_| {
        key.with_value(|key| block_of(pages, key, |b| b.acts.clone())).unwrap_or_default()
    });
    let bare = Memo::new(move |_| {
        key.with_value(|key| block_of(pages, key, |b| is_empty(&b.shape))).unwrap_or(true)
    });
    // The drawing is made anew only where it becomes another one.
    let kind = Memo::new(move |_| {
        key.with_value(|key| block_of(pages, key, |b| kind_of(&b.shape))).unwrap_or_default()
    });
    let shape = move || {
        let key = key.get_value();
        match kind.get() {
            "table" => view! { <table::TableView pages key /> }.into_any(),
            "grid" => view! { <grid::GridView pages key /> }.into_any(),
            "scatter" => view! { <scatter::ScatterView pages key /> }.into_any(),
            "steps" => view! { <steps::StepsView pages key /> }.into_any(),
            "queue" => view! { <queue::QueueView pages key /> }.into_any(),
            "chart" => view! { <ChartView pages key /> }.into_any(),
            "prose" => view! { <ProseView pages key /> }.into_any(),
            _ => view! { <facts::FactsView pages key /> }.into_any(),
        }
    };
    let buttons = move || {
        let button = |act: throughline_core::page::report::Act| {
            let key = act.key.clone();
            view! {
                <Button
                    label=act.label
                    attr:title=act.says
                    attr:data-act=act.key
                    on_press=move |_| pages.act(key.clone())
                />
            }
        };
        acts.get().into_iter().map(button).collect_view()
    };
    let lines = move || {
        notes.get().into_iter().map(|note| view! { <p dir="auto">{note}</p> }).collect_view()
    };
    view! {
        <section class="page-block" data-block=key.get_value() data-half=move || half.get().then_some("")>
            <header class="page-block-head" hidden=move || title.with(String::is_empty) && acts.with(Vec::is_empty)>
                <h3>{move || title.get()}</h3>
                <span class="spacer"></span>
                {buttons}
            </header>
            <p class="page-block-says" dir="auto" hidden=move || says.with(String::is_empty)>{move || says.get()}</p>
            <Show when=move || !bare.get() fallback=move || view! { <p class="page-empty">{move || empty.get()}</p> }>
                {redrawn(shape)}
            </Show>
            <add::AddLine pages key=key.get_value() />
            <Show when=move || notes.with(|notes| !notes.is_empty())>
                <details class="page-notes">
                    <summary>{text::HOW}</summary>
                    {lines}
                </details>
            </Show>
        </section>
    }
}

fn kind_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Table(_) => "table",
        Shape::Grid(_) => "grid",
        Shape::Chart(_) => "chart",
        Shape::Scatter(_) => "scatter",
        Shape::Facts(_) => "facts",
        Shape::Steps(_) => "steps",
        Shape::Prose(..) => "prose",
        Shape::Queue(_) => "queue",
    }
}

fn is_empty(shape: &Shape) -> bool {
    match shape {
        Shape::Table(table) => table.rows.is_empty(),
        Shape::Grid(grid) => grid.rows.is_empty() || grid.columns.is_empty(),
        Shape::Chart(chart) => chart.series.iter().all(|series| series.points.is_empty()),
        Shape::Scatter(scatter) => scatter.dots.is_empty(),
        Shape::Facts(facts) => facts.is_empty(),
        Shape::Steps(steps) => steps.is_empty(),
        Shape::Queue(queue) => queue.entries.is_empty(),
        Shape::Prose(..) => false,
    }
}

/// Draws a chart of the chart kit; a point that is picked opens its record.
#[component]
fn ChartView(pages: Pages, key: String) -> impl IntoView {
    let chart = Memo::new(move |before: Option<&Option<Arc<Chart>>>| {
        let now = block_of(pages, &key, |block| match &block.shape {
            Shape::Chart(chart) => Some(Arc::new(Chart::clone(chart))),
            _ => None,
        });
        now.flatten().or_else(|| before.cloned().flatten())
    });
    let app = pages.app;
    let pick = move |(series, point): (usize, usize)| {
        let at = chart
            .with_untracked(|chart| chart.as_ref()?.series.get(series)?.points.get(point)?.record);
        at.into_iter().for_each(|at| app.open(at));
    };
    let first = chart.get_untracked()?;
    let shown = Signal::derive(move || chart.get().unwrap_or_else(|| first.clone()));
    Some(
        view! { <ChartFigure chart=shown say=app.say toasts=app.toasts on_pick=pick height=280.0 /> },
    )
}

/// Draws a text that is edited in place, as the panel does.
#[component]
fn ProseView(pages: Pages, key: String) -> impl IntoView {
    let at = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Prose(at, field) => Some((*at, field.clone())),
            _ => None,
        })
        .flatten()
    });
    redrawn(move || at.get().map(|(at, field)| view! { <Prose at field /> }))
}

/// Draws a button that does what a row offers.
pub fn row_act(pages: Pages, act: throughline_core::page::report::Act) -> AnyView {
    let key = act.key.clone();
    view! {
        <Button
            label=act.label
            kind=ButtonKind::Quiet
            small=true
            attr:title=act.says
            attr:data-act=act.key
            on_press=move |_| pages.act(key.clone())
        />
    }
    .into_any()
}
