//! What lies behind the rows: free time, the borders of the head, dates of releases and gates, and
//! today.

use leptos::prelude::*;
use throughline_core::geometry::timeline::{Scale, header, shades};
use throughline_core::model::Kind;

use crate::app::roadmap::{Chart, Road};

/// How wide a letter of a name is at most, in pixels.
const LETTER: f64 = 6.5;

/// Draws it.
#[component]
pub fn Ground(road: Road) -> impl IntoView {
    let time = road.time;
    // What is free is found again only when it comes into view: between the shades of before and
    // now lies nothing but the zoom, which the style sheet does.
    let free = Memo::new(move |_| {
        let (scale, width) = (time.scale.get(), time.width.get());
        road.read(|chart| free(chart, &scale, width)).unwrap_or_default()
    });
    let lines = Memo::new(move |_| {
        let (scale, width) = (time.scale.get(), time.width.get());
        let bands = header(&scale, width, road.app.ui.week_start()).bottom;
        bands.iter().map(|band| band.minute).collect::<Vec<_>>()
    });
    let marks = Memo::new(move |_| {
        road.app.work.watch_kinds(&[Kind::Release, Kind::Stage]);
        let mark = |marker: &throughline_core::lens::roadmap::Marker| {
            let name = road.app.work.with(|model| model.title_of(marker.at));
            (marker.when.minutes(), name)
        };
        road.read(|chart| chart.plan.markers.iter().map(mark).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    // Names that would cover each other are left out.
    let named = Memo::new(move |_| {
        let scale = time.scale.get();
        let mut free = f64::NEG_INFINITY;
        let fits = |(at, name): (i64, String)| {
            let x = scale.x(at);
            let fits = x >= free;
            if fits {
                free = x + LETTER * name.chars().count() as f64 + LETTER * 3.0;
            }
            (at, if fits { name } else { String::new() })
        };
        marks.get().into_iter().map(fits).collect::<Vec<_>>()
    });
    let today = Memo::new(move |_| {
        let today = road.read(|chart| chart.plan.today).flatten()?;
        Some(throughline_core::schedule::Moment::start_of(today).minutes())
    });
    let off = move |(from, to): (i64, i64)| {
        view! {
            <div class="ground-off" style=("--s", time.place(from)) style=("--e", time.place(to))></div>
        }
    };
    let line = move |at: i64, class: &'static str| {
        view! { <div class=class style=("--s", time.place(at))></div> }
    };
    let mark = move |(at, name): (i64, String)| {
        let hidden = name.is_empty();
        view! { <div class="ground-mark" style=("--s", time.place(at))><span hidden=hidden>{name}</span></div> }
    };
    view! {
        <div class="road-ground" aria-hidden="true">
            {move || free.get().into_iter().map(off).collect::<Vec<_>>()}
            {move || lines.get().into_iter().map(|at| line(at, "ground-line")).collect::<Vec<_>>()}
            {move || named.get().into_iter().map(mark).collect::<Vec<_>>()}
            {move || today.get().map(|at| line(at, "ground-today"))}
        </div>
    }
}

/// Lists the stretches of free time that are seen, in minutes.
fn free(chart: &Chart, scale: &Scale, width: f64) -> Vec<(i64, i64)> {
    let hours = &chart.plan.hours;
    let found = shades(scale, width, |day| hours.on(day));
    // There and back a minute may get lost: nobody starts work within a quarter of an hour of it.
    let minute = |x: f64| (scale.minute(x) + 7) / 15 * 15;
    found.iter().map(|shade| (minute(shade.x), minute(shade.x + shade.width))).collect()
}
