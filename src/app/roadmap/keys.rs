//! What keys, menus and the palette do on the roadmap. All of it goes through the same changes of
//! the plan as the pointer.

use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::command::{Command, Spot};
use throughline_core::lens::roadmap::grip::{self, Grip};
use throughline_core::lens::roadmap::{Mark, Row};
use throughline_core::model::Item;
use throughline_core::model::id::{Id, Ref};
use throughline_core::replan::Edge;
use wasm_bindgen::JsCast;

use super::Road;
use super::drag::Dragger;
use crate::app::action::Hands;
use crate::app::text;
use crate::app::ui::Dialog;
use crate::shell::frame;

/// For how many frames a row is waited for.
const TRIES: u32 = 4;

/// Gives what the roadmap does itself; anything else is done as everywhere.
pub fn hands(road: Road, dragger: Dragger) -> Hands {
    Rc::new(move |action| perform(road, dragger, action))
}

fn perform(road: Road, dragger: Dragger, action: Action) -> bool {
    match action {
        Action::Close => return dragger.cancel(),
        Action::WalkUp => walk(road, -1, false),
        Action::WalkDown => walk(road, 1, false),
        Action::ExtendUp => walk(road, -1, true),
        Action::ExtendDown => walk(road, 1, true),
        Action::WalkLeft | Action::Fold => fold(road),
        Action::WalkRight | Action::Unfold => unfold(road),
        Action::Select => select(road),
        Action::SelectAll => select_all(road),
        Action::Open => open(road),
        Action::MoveTo => with_items(road, |road, at| road.app.ui.show(Dialog::Dates(at))),
        Action::Earlier => pull(road, Grip::Whole, -1),
        Action::Later => pull(road, Grip::Whole, 1),
        Action::Shorter => pull(road, Grip::Finish, -1),
        Action::Longer => pull(road, Grip::Finish, 1),
        Action::MoreDone => done(road, 10),
        Action::LessDone => done(road, -10),
        Action::MoveUp => reorder(road, true),
        Action::MoveDown => reorder(road, false),
        Action::MoveLeft | Action::MoveRight => {}
        Action::LinkTo => with_items(road, |road, at| {
            if let Some(at) = road.app.ui.at.get_untracked().or(at.first().copied()) {
                road.app.ui.show(Dialog::Links(at));
            }
        }),
        Action::Indent => indent(road),
        Action::Outdent => outdent(road),
        Action::ZoomIn => road.time.step(true),
        Action::ZoomOut => road.time.step(false),
        Action::ZoomFit => road.time.fit(),
        Action::ZoomChosen => fit_chosen(road),
        Action::Today => road.time.today(),
        _ => return false,
    }
    true
}

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

fn fold(road: Road) {
    let Some((_, row)) = road.row_here() else { return };
    if row.is(Mark::Parent) && !row.is(Mark::Folded) {
        road.fold(&row);
    } else if let Some(parent) = row.parent
        && let Some(name) = road.peek(|chart| chart.name(parent as usize)).flatten()
    {
        go(road, name);
    }
}

fn unfold(road: Road) {
    match road.row_here() {
        Some((_, row)) if row.is(Mark::Folded) => road.fold(&row),
        Some((_, row)) if row.is(Mark::Parent) => walk(road, 1, false),
        _ => {}
    }
}

fn select(road: Road) {
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

fn select_all(road: Road) {
    let all =
        road.peek(|chart| chart.plan.rows.iter().filter_map(|row| row.at).collect::<Vec<_>>());
    road.app.ui.selected.update(|set| set.extend(all.into_iter().flatten()));
    say_selected(road);
}

fn open(road: Road) {
    match road.row_here() {
        Some((_, row)) if row.at.is_none() => road.fold(&row),
        Some((_, Row { at: Some(at), .. })) => road.app.open(at),
        _ => {}
    }
}

/// Does something with the items that are chosen, or says that there are none.
fn with_items(road: Road, f: impl FnOnce(Road, Vec<Ref>)) {
    let chosen = road.app.ui.chosen();
    let items: Vec<Ref> =
        chosen.into_iter().filter(|at| Id::<Item>::from_ref(*at).is_some()).collect();
    if items.is_empty() { road.app.say.say(text::NOTHING_CHOSEN) } else { f(road, items) }
}

fn pull(road: Road, grip: Grip, by: i64) {
    with_items(road, |road, items| {
        let here = road.row_here().filter(|(_, row)| row.at.is_some_and(|at| items.contains(&at)));
        let row = here.map(|(_, row)| row).or_else(|| {
            let first = items.first().copied()?;
            road.peek(|chart| chart.find_record(first).map(|(_, row)| row.clone())).flatten()
        });
        if let Some(change) = row.and_then(|row| grip::pull(&row, &items, grip, by)) {
            road.replan(vec![change]);
        }
    });
}

fn done(road: Road, by: i16) {
    with_items(road, |road, items| {
        let row = road.row_here().map(|(_, row)| row).filter(|row| !row.is(Mark::Summary));
        if let Some(row) = row {
            let percent = (i16::from(row.progress) + by).clamp(0, 100);
            road.replan(vec![grip::progress(&items, percent as u8)]);
        }
    });
}

/// Moves the row that the keyboard is at among its siblings.
fn reorder(road: Road, up: bool) {
    let Some((idx, row)) = road.row_here() else { return };
    let Some(item) = row.at.and_then(Id::<Item>::from_ref) else { return };
    let other = road.peek(|chart| {
        let rows = &chart.plan.rows;
        let next = if up {
            grip::above(rows, idx)
        } else {
            let after = rows.iter().skip(idx + 1).take_while(|other| other.depth >= row.depth);
            after.into_iter().find(|other| other.depth == row.depth)
        };
        next.and_then(|row| Id::<Item>::from_ref(row.at?))
    });
    if let Some(other) = other.flatten() {
        let to = if up { Spot::Before(other) } else { Spot::After(other) };
        road.app.run(&Command::MoveItems { items: vec![item], status: None, project: None, to });
    }
}

fn indent(road: Road) {
    let Some((idx, row)) = road.row_here() else { return };
    let above = road.peek(|chart| grip::above(&chart.plan.rows, idx).and_then(|row| row.at));
    let (Some(at), Some(Some(parent))) = (row.at, above) else { return };
    if Id::<Item>::from_ref(at).is_some() && Id::<Item>::from_ref(parent).is_some() {
        road.replan(vec![grip::under(at, Some(parent))]);
    }
}

fn outdent(road: Road) {
    let Some((_, row)) = road.row_here() else { return };
    let Some(at) = row.at else { return };
    let parents = road.app.work.with(|model| {
        let own = model.find(Id::<Item>::from_ref(at)?)?.parent?;
        Some(model.find(own).and_then(|parent| parent.parent))
    });
    if let Some(above) = parents {
        road.replan(vec![grip::under(at, above.map(Id::to_ref))]);
    }
}

/// Shows the time of what is chosen.
fn fit_chosen(road: Road) {
    let chosen = road.app.ui.chosen();
    let spans = road.peek(|chart| {
        let rows = chosen.iter().filter_map(|at| chart.find_record(*at));
        rows.filter_map(|(_, row)| grip::span(row, true)).collect::<Vec<_>>()
    });
    let spans = spans.unwrap_or_default();
    let (from, to) = (spans.iter().map(|s| s.0).min(), spans.iter().map(|s| s.1).max());
    if let (Some(from), Some(to)) = (from, to) {
        road.time.fit_span((from, to));
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
