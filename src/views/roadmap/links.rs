//! The links between rows, as a few paths for all that are in view: what is ordinary, critical,
//! broken, and what belongs to the row that the pointer or the keyboard is at.

use leptos::prelude::*;
use throughline_core::geometry::timeline::{Ends, Grain, Scale, window, wire};
use throughline_core::lens::roadmap::{Mark, Tie, grip};
use throughline_core::schedule::LinkKind;

use super::ROW;
use crate::app::roadmap::drag::Task;
use crate::app::roadmap::{Chart, Road};

/// The most links that are drawn at once: more is a gray blur.
const MOST: usize = 600;
/// How far beyond the window a link is drawn, in pixels.
const FAR: f64 = 4_000.0;

/// Names how a link is drawn; the later are drawn over the earlier.
const KINDS: [&str; 4] = ["usual", "critical", "broken", "near"];

/// Draws them.
#[component]
pub fn Links(road: Road) -> impl IntoView {
    let hover = RwSignal::new(None::<u64>);
    let listener = window_event_listener(leptos::ev::pointerover, move |event| {
        let name = super::hands::name_at(&event);
        if hover.try_get_untracked() != Some(name) {
            let _ = hover.try_set(name);
        }
    });
    on_cleanup(move || listener.remove());
    let paths = Memo::new(move |_| {
        let time = road.time;
        let (scale, width, grain) = (time.scale.get(), time.width.get(), time.grain.get());
        let near = [hover.get(), road.at.get()];
        let top = road.list.scroll_top();
        let height = road.list.height();
        let row = road.app.ui.size(ROW);
        road.read(|chart| {
            paths(chart, &scale, (width, top, height), row, grain == Grain::Day, near)
        })
        .unwrap_or_default()
    });
    let path = move |kind: usize| {
        let of = move |head: bool| {
            paths.with(|paths| {
                paths.get(kind).map(|(line, heads)| if head { heads.clone() } else { line.clone() })
            })
        };
        view! {
            <path class="tie" data-kind=KINDS[kind] d=move || of(false)></path>
            <path class="tie-heads" data-kind=KINDS[kind] d=move || of(true)></path>
        }
    };
    let drawn = Memo::new(move |_| drawn(road));
    view! {
        <div class="road-links" aria-hidden="true">
            <svg data-links="">
                {path(0)}
                {path(1)}
                {path(2)}
                {path(3)}
                <path class="tie" data-kind="new" d=move || drawn.get()></path>
            </svg>
        </div>
    }
}

/// Gives the line from the bar that a link is drawn from to the pointer.
fn drawn(road: Road) -> Option<String> {
    let held = road.held.get().filter(|held| matches!(held.task, Task::Link(_)) && held.lifted)?;
    let svg = document().query_selector("[data-links]").ok().flatten()?.get_bounding_client_rect();
    let place = |(x, y): (f64, f64)| (x - svg.left(), y - svg.top());
    let ((x0, y0), (x1, y1)) = (place(held.from), place(held.now));
    Some(format!("M{x0:.1} {y0:.1}L{x1:.1} {y1:.1}"))
}

/// Makes the lines and the heads of each kind.
fn paths(
    chart: &Chart,
    scale: &Scale,
    (width, top, height): (f64, f64, f64),
    row: f64,
    whole: bool,
    near: [Option<u64>; 2],
) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), String::new()); KINDS.len()];
    let seen = window(chart.plan.rows.len(), row, top, height, 2).rows;
    let near = near.map(|name| name.and_then(|name| chart.find(name)).map(|(idx, _)| idx as u32));
    for tie in chart.ties_near(&seen).take(MOST) {
        let Some(ends) = ends(chart, scale, tie, (row, whole)) else { continue };
        let (left, right) = (ends.from.0.min(ends.to.0), ends.from.1.max(ends.to.1));
        if right < -FAR / 100.0 || left > width + FAR / 100.0 {
            continue;
        }
        let wire = wire(&ends);
        let is_near = near.contains(&Some(tie.from)) || near.contains(&Some(tie.to));
        let kind = match tie {
            _ if is_near => 3,
            tie if tie.is(Mark::Broken) || tie.is(Mark::Doubted) => 2,
            tie if tie.is(Mark::Critical) => 1,
            _ => 0,
        };
        if let Some((line, heads)) = out.get_mut(kind) {
            line.push_str(&wire.line);
            heads.push_str(&wire.head);
        }
    }
    out
}

/// Gives where a link begins and ends: at the middle of the bars.
fn ends(chart: &Chart, scale: &Scale, tie: &Tie, (height, whole): (f64, bool)) -> Option<Ends> {
    let place = |idx: u32| {
        let row = chart.plan.rows.get(idx as usize)?;
        let (from, to) = grip::span(row, whole)?;
        // A diamond reaches to both sides of its moment.
        let wide = if row.is(Mark::Milestone) { 8.0 } else { 0.0 };
        let x = |minute: i64, by: f64| (scale.x(minute) + by).clamp(-FAR, FAR * 2.0);
        Some(((x(from, -wide), x(to, wide)), (f64::from(idx) + 0.5) * height))
    };
    let (from, from_y) = place(tie.from)?;
    let (to, to_y) = place(tie.to)?;
    let from_finish = matches!(tie.kind, LinkKind::FinishStart | LinkKind::FinishFinish);
    let to_finish = matches!(tie.kind, LinkKind::FinishFinish | LinkKind::StartFinish);
    Some(Ends { from, from_y, from_finish, to, to_y, to_finish, row: height })
}
