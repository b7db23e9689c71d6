//! The head of the roadmap: the names of columns, and two rows of time.

use leptos::{html, prelude::*};
use throughline_core::geometry::timeline::{Band, header};

use super::columns::Columns;
use super::text;
use crate::app::roadmap::Road;

/// Is one stretch of the head as it is drawn: where it starts and ends, its name, and whether now
/// is in it. What the zoom does to it is the style sheet's.
#[derive(Debug, Clone, PartialEq)]
struct Tick {
    from: i64,
    to: i64,
    name: String,
}

/// Draws the head; `axis` is the part that stands over time.
#[component]
pub fn Head(road: Road, columns: Columns, axis: NodeRef<html::Div>) -> impl IntoView {
    let time = road.time;
    let rows = Memo::new(move |_| {
        let (scale, width) = (time.scale.get(), time.width.get());
        let head = header(&scale, width, road.app.ui.week_start());
        let ticks = |bands: Vec<Band>| {
            let ends = bands.iter().skip(1).map(|band| band.minute);
            let ends = ends.chain(bands.last().map(|band| scale.minute(band.x + band.width)));
            let tick =
                |(band, to): (&Band, i64)| Tick { from: band.minute, to, name: band.name.clone() };
            bands.iter().zip(ends).map(tick).collect::<Vec<_>>()
        };
        (ticks(head.top), ticks(head.bottom))
    });
    let draw = move |upper: bool| {
        let now = road.read(|chart| chart.plan.today).flatten();
        let now = now.map(|day| throughline_core::schedule::Moment::start_of(day).minutes());
        rows.with(|(top, bottom)| {
            let ticks = if upper { top } else { bottom };
            ticks.iter().map(|tick| stretch(road, tick, upper, now)).collect::<Vec<_>>()
        })
    };
    let heads = move || {
        let head = |(name, end): (&'static str, bool)| {
            view! { <span role="columnheader" data-align=end.then_some("end")>{name}</span> }
        };
        columns.shown.get().into_iter().map(|col| head(col.head())).collect::<Vec<_>>()
    };
    view! {
        <div class="road-head" role="row" aria-rowindex="1">
            <div class="road-heads">
                <span role="columnheader">{text::NAME}</span>
                {move || heads()}
            </div>
            <div class="road-axis" node_ref=axis data-axis="" role="columnheader">
                <span class="visually-hidden">{text::TIME}</span>
                {move || draw(true)}
                {move || draw(false)}
            </div>
        </div>
    }
}

fn stretch(road: Road, tick: &Tick, upper: bool, now: Option<i64>) -> impl IntoView + use<> {
    let is_now = !upper && now.is_some_and(|now| tick.from <= now && now < tick.to);
    view! {
        <div
            class="tick"
            aria-hidden="true"
            data-upper=upper.then_some("")
            data-now=is_now.then_some("")
            style=("--s", road.time.place(tick.from))
            style=("--e", road.time.place(tick.to))
        >
            <span>{tick.name.clone()}</span>
        </div>
    }
}
