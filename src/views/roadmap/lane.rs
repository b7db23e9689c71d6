//! What stands in a row's time: its bar, bracket or diamond, and what was agreed, expected and
//! free around it. Each says its minutes; where that is on the screen the style sheet knows.

use leptos::prelude::*;
use throughline_core::geometry::timeline::Grain;
use throughline_core::lens::roadmap::{Clash, Mark, Row, cell, grip};
use throughline_core::model::Item;
use throughline_core::model::id::Id;
use throughline_core::schedule::Moment;

use super::cells::{self, Named};
use super::text;
use crate::app::roadmap::{Road, moments};
use crate::shell::clock;

/// Draws it; `ghost` is where the bar would be, `percent` what would be done of it.
pub fn draw(
    road: Road,
    row: &Row,
    named: &Named,
    ghost: Option<(i64, i64)>,
    percent: Option<u8>,
) -> AnyView {
    let whole = road.time.grain.get() == Grain::Day;
    let per_day = road.peek(|chart| chart.plan.hours.per_day).unwrap_or_default();
    let is_item = row.at.and_then(Id::<Item>::from_ref).is_some();
    let ghost = ghost.map(|span| ghost_bar(road, row, span));
    let Some(span) = grip::span(row, whole) else {
        let hint =
            is_item.then(|| view! { <span class="lane-draw" data-draw="">{text::DRAW}</span> });
        return view! { {hint}{ghost} }.into_any();
    };
    let stretch = |class: &'static str, (from, to): (i64, i64), shape: Option<&'static str>| {
        view! {
            <div
                class=class
                data-shape=shape
                style=("--s", road.time.place(from))
                style=("--e", road.time.place(to))
            ></div>
        }
    };
    let shape = shape(row);
    let day = |(from, to): (Moment, Moment)| {
        if whole { grip::days((from, to)) } else { (from.minutes(), to.minutes()) }
    };
    let band = row.band.map(|(from, to)| stretch("bar-band", day((from, to)), None));
    let base = row.base.map(|(from, to)| {
        let diamond = shape == Some("diamond");
        let span = if diamond { (to.minutes(), to.minutes()) } else { day((from, to)) };
        stretch("bar-base", span, shape.filter(|_| diamond))
    });
    let float = row.latest.filter(|_| row.total > 0 && !row.is(Mark::Done) && is_item);
    let float = float.map(|at| {
        let end = if whole { Moment::end_of(at.finish_date()) } else { at };
        stretch("bar-float", (span.1, end.minutes().max(span.1)), None)
    });
    let missed = row.conflicts.iter().any(|conflict| conflict.clash == Clash::Deadline);
    let deadline = row.deadline.map(|at| {
        view! {
            <div
                class="bar-deadline"
                data-missed=missed.then_some("")
                style=("--s", road.time.place(at.minutes()))
            ></div>
        }
    });
    let split =
        row.split.map(|(from, to)| stretch("bar-split", (from.minutes(), to.minutes()), None));
    let clash = cells::clashes(road, row, per_day).into_iter().next();
    let clash = clash.map(|words| view! { <span data-tone="danger">{words}</span> });
    let label = percent.map_or_else(|| named.title.clone(), text::percent);
    view! {
        {band}
        {base}
        {float}
        {bar(road, row, span, shape, percent)}
        {split}
        {deadline}
        <span class="bar-label" style=("--e", road.time.place(span.1))>
            <span dir="auto">{label}</span>
            {clash}
        </span>
        {ghost}
    }
    .into_any()
}

fn shape(row: &Row) -> Option<&'static str> {
    if row.is(Mark::Milestone) {
        Some("diamond")
    } else {
        row.is(Mark::Summary).then_some("bracket")
    }
}

fn bar(
    road: Road,
    row: &Row,
    (from, to): (i64, i64),
    shape: Option<&'static str>,
    percent: Option<u8>,
) -> impl IntoView + use<> {
    let done = percent.unwrap_or(row.progress);
    let movable = row.is(Mark::Movable);
    let sized = movable && shape.is_none();
    let handles = sized.then(|| {
        let start = (!row.is(Mark::Going))
            .then(|| view! { <span class="bar-end" data-pull="start" data-edge="start"></span> });
        view! {
            {start}
            <span class="bar-end" data-pull="finish" data-edge="finish"></span>
            <span class="bar-grip" data-pull="progress"></span>
        }
    });
    let knobs = movable.then(|| {
        view! {
            <span class="bar-knob" data-pull="link-start" data-edge="start"></span>
            <span class="bar-knob" data-pull="link-finish" data-edge="finish"></span>
        }
    });
    let filled =
        (done > 0 && shape != Some("diamond")).then(|| view! { <span class="bar-done"></span> });
    view! {
        <div
            class="bar"
            data-bar=row.key()
            data-shape=shape
            style=("--s", road.time.place(from))
            style=("--e", road.time.place(to))
            style=("--done", done.to_string())
        >
            {filled}
            {handles}
            {knobs}
        </div>
    }
}

fn ghost_bar(road: Road, row: &Row, (from, to): (i64, i64)) -> impl IntoView + use<> {
    let today = clock::today();
    let shape = shape(row);
    let whole = road.time.grain.get() == Grain::Day;
    let (start, finish) = moments((from, to));
    let words = if shape == Some("diamond") {
        cell::brief(finish.finish_date(), today)
    } else {
        text::span(&cell::brief(start.date(), today), &cell::brief(finish.finish_date(), today))
    };
    let (from, to) = match shape {
        Some("diamond") => (to, to),
        _ if whole => grip::days((start, finish)),
        _ => (from, to),
    };
    view! {
        <div
            class="bar-ghost"
            data-ghost=""
            data-shape=shape
            style=("--s", road.time.place(from))
            style=("--e", road.time.place(to))
        >
            {(shape != Some("diamond")).then(|| view! { <span>{words}</span> })}
        </div>
    }
}
