//! Walking over the rows by key: from row to row, into and out of what is folded.

use leptos::prelude::*;
use throughline_core::lens::roadmap::{Mark, Row, grip};
use throughline_core::replan::Edge;
use wasm_bindgen::JsCast;

use super::Road;
use crate::app::text;
use crate::shell::frame;

/// For how many frames a row is waited for.
const TRIES: u32 = 4;

/// Walks to a row beside the one that the keyboard is at; at the first step to the first.
pub fn walk(road: Road, by: isize, extend: bool) {
    let here = road.row_here();
    let next = match &here {
        Some((idx, _)) => idx.checked_add_signed(by),
        None => Some(0),
    };
    let Some(name) = next.and_then(|idx| road.peek(|chart| chart.name(idx)).flatten()) else {
        return;
    };
    if extend {
        let ends = [here.and_then(|(_, row)| row.at), road.row(name).and_then(|(_, row)| row.at)];
        road.app.ui.selected.update(|set| set.extend(ends.into_iter().flatten()));
        say_selected(road);
    }
    go(road, name);
}

fn say_selected(road: Road) {
    road.app.say.say(text::selected(road.app.ui.selected.with_untracked(|set| set.len())));
}

/// Puts the keyboard at a row, scrolls to it and to its time, and gives it the focus.
pub fn go(road: Road, name: u64) {
    road.stand(Some(name));
    let Some((idx, row)) = road.row(name) else { return };
    road.list.reveal(idx);
    let scale = road.time.scale.get_untracked();
    let seen = scale.seen(road.time.width.get_untracked());
    // A bar that is seen at all stays where it is.
    if let Some(span) = grip::span(&row, true)
        && (span.1 <= seen.0 || span.0 >= seen.1)
    {
        road.time.show(span);
    }
    frame::next_frame(move || take_focus(row.key(), TRIES));
}

/// Gives the focus to the row that the keyboard is at.
pub fn focus(road: Road) {
    if let Some(name) = road.at.try_get_untracked().flatten() {
        go(road, name);
    }
}

/// Gives the focus to the row that the keyboard is at, without looking elsewhere in time.
pub fn focus_here(road: Road) {
    if let Some((_, row)) = road.row_here() {
        frame::next_frame(move || take_focus(row.key(), TRIES));
    }
}

fn take_focus(key: String, tries: u32) {
    let found = document().query_selector(&format!("[data-row=\"{key}\"]")).ok().flatten();
    let row = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(row) = &row {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = row.focus_with_options(&options);
        let element: &web_sys::Element = row;
        if document().active_element().as_ref() == Some(element) {
            return;
        }
    }
    if tries > 0 {
        frame::next_frame(move || take_focus(key, tries - 1));
    }
}

/// Folds the row that the keyboard is at, or goes to its parent.
pub fn fold(road: Road) {
    let Some((_, row)) = road.row_here() else { return };
    if row.is(Mark::Parent) && !row.is(Mark::Folded) {
        road.fold(&row);
    } else if let Some(parent) = row.parent
        && let Some(name) = road.peek(|chart| chart.name(parent as usize)).flatten()
    {
        go(road, name);
    }
}

/// Unfolds the row that the keyboard is at, or goes into it.
pub fn unfold(road: Road) {
    match road.row_here() {
        Some((_, row)) if row.is(Mark::Folded) => road.fold(&row),
        Some((_, row)) if row.is(Mark::Parent) => walk(road, 1, false),
        _ => {}
    }
}

/// Selects the row that the keyboard is at, or takes it out of the selection.
pub fn select(road: Road) {
    let Some(at) = road.row_here().and_then(|(_, row)| row.at) else {
        return road.app.say.say(text::NOTHING_CHOSEN);
    };
    road.app.ui.selected.update(|set| {
        if !set.remove(&at) {
            set.insert(at);
        }
    });
    say_selected(road);
}

/// Selects all rows.
pub fn select_all(road: Road) {
    let all =
        road.peek(|chart| chart.plan.rows.iter().filter_map(|row| row.at).collect::<Vec<_>>());
    road.app.ui.selected.update(|set| set.extend(all.into_iter().flatten()));
    say_selected(road);
}

/// Opens the row that the keyboard is at.
pub fn open(road: Road) {
    match road.row_here() {
        Some((_, row)) if row.at.is_none() => road.fold(&row),
        Some((_, Row { at: Some(at), .. })) => road.app.open(at),
        _ => {}
    }
}

/// Finds the bar under the pointer, and which half of it that is.
pub fn bar_under(event: &web_sys::PointerEvent) -> Option<(u64, Edge)> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let row = document().element_from_point(x, y)?.closest("[data-name]").ok().flatten()?;
    let name = row.get_attribute("data-name")?.parse().ok()?;
    let bar = row.query_selector("[data-bar]").ok().flatten()?.get_bounding_client_rect();
    let edge = if f64::from(x) > bar.left() + bar.width() / 2.0 && bar.width() > 24.0 {
        Edge::Finish
    } else {
        Edge::Start
    };
    Some((name, edge))
}
