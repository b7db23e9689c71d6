//! What keys, menus and the palette do on the roadmap. All of it goes through the same changes of
//! the plan as the pointer.

use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::command::{Command, Spot};
use throughline_core::lens::roadmap::Mark;
use throughline_core::lens::roadmap::grip::{self, Grip};
use throughline_core::model::Item;
use throughline_core::model::id::{Id, Ref};

use super::drag::Dragger;
use super::{Road, walk};
use crate::app::action::Hands;
use crate::app::text;
use crate::app::ui::Dialog;

/// Gives what the roadmap does itself; anything else is done as everywhere.
pub fn hands(road: Road, dragger: Dragger) -> Hands {
    Rc::new(move |action| perform(road, dragger, action))
}

fn perform(road: Road, dragger: Dragger, action: Action) -> bool {
    match action {
        Action::Close => return dragger.cancel() || back(road),
        Action::Level if road.scenario().is_none() => road.level(),
        Action::Level => road.refuse(text::LEVEL_THE_PLAN),
        Action::Scenarios => road.app.ui.show(Dialog::Scenarios),
        Action::WalkUp => walk::walk(road, -1, false),
        Action::WalkDown => walk::walk(road, 1, false),
        Action::ExtendUp => walk::walk(road, -1, true),
        Action::ExtendDown => walk::walk(road, 1, true),
        Action::WalkLeft | Action::Fold => walk::fold(road),
        Action::WalkRight | Action::Unfold => walk::unfold(road),
        Action::Select => walk::select(road),
        Action::SelectAll => walk::select_all(road),
        Action::Open => walk::open(road),
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

/// Puts back what leveling would do; tells whether there was anything.
fn back(road: Road) -> bool {
    let was = road.drop_level();
    if was {
        road.app.say.say(text::PUT_BACK);
        walk::focus_here(road);
    }
    was
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
