//! What keys, menus and the palette do in the table.

use std::rc::Rc;

use leptos::prelude::*;
use throughline_core::action::Action;

use super::{Grid, edit, walk};
use crate::app::action::Hands;

/// How many rows a page is.
const PAGE: isize = 15;
/// How much wider a key makes a column, in CSS pixels.
const STEP: f64 = 16.0;
/// More rows or columns than any table has.
const FAR: isize = 1 << 30;

/// Gives what the table does itself; anything else is done as everywhere.
pub fn hands(grid: Grid, menu: Rc<dyn Fn()>) -> Hands {
    Rc::new(move |action| perform(grid, action, &*menu))
}

fn perform(grid: Grid, action: Action, menu: &dyn Fn()) -> bool {
    match action {
        Action::Close => return close(grid),
        Action::WalkUp => walk::walk(grid, 0, -1, false),
        Action::WalkDown => walk::walk(grid, 0, 1, false),
        Action::WalkLeft => walk::walk(grid, -1, 0, false),
        Action::WalkRight => walk::walk(grid, 1, 0, false),
        Action::ExtendUp => walk::walk(grid, 0, -1, true),
        Action::ExtendDown => walk::walk(grid, 0, 1, true),
        Action::ExtendLeft => walk::walk(grid, -1, 0, true),
        Action::ExtendRight => walk::walk(grid, 1, 0, true),
        Action::FirstColumn => walk::walk(grid, -FAR, 0, false),
        Action::LastColumn => walk::walk(grid, FAR, 0, false),
        Action::FirstRow => walk::start(grid),
        Action::LastRow => walk::walk(grid, FAR, FAR, false),
        Action::PageUp => walk::walk(grid, 0, -PAGE, false),
        Action::PageDown => walk::walk(grid, 0, PAGE, false),
        Action::Select => select(grid),
        Action::SelectAll => walk::all(grid),
        Action::EditCell => edit::begin(grid),
        Action::OpenRow => open(grid),
        Action::ClearCells => edit::clear(grid),
        Action::SortBy => with_column(grid, |_, source| grid.sort(source, false)),
        Action::SortAlso => with_column(grid, |_, source| grid.sort(source, true)),
        Action::GroupBy => {
            with_column(grid, |_, source| grid.group(source.name(grid.kind.get_untracked())));
        }
        Action::ColumnLeft => shift(grid, -1),
        Action::ColumnRight => shift(grid, 1),
        Action::Narrower => resize(grid, -STEP),
        Action::Wider => resize(grid, STEP),
        Action::HideColumn => hide(grid),
        Action::ColumnMenu => menu(),
        Action::MoveUp | Action::MoveDown | Action::MoveLeft | Action::MoveRight => {}
        _ => return false,
    }
    true
}

type Place = (usize, throughline_core::lens::table::Source);

fn with_column(grid: Grid, f: impl FnOnce(usize, throughline_core::lens::table::Source)) {
    let here = grid.at.get_untracked().map(|(_, source)| source);
    let here = here.and_then(|source| Some((walk::column_of(grid, source)?, source)));
    if let Some((at, source)) = here as Option<Place> {
        f(at, source);
    }
}

fn close(grid: Grid) -> bool {
    if edit::cancel(grid) {
        return true;
    }
    let ranged = grid.anchor.with_untracked(Option::is_some);
    grid.anchor.set(None);
    ranged
}

fn select(grid: Grid) {
    let at = grid.at.get_untracked().and_then(|(name, _)| grid.record(name));
    let Some(at) = at else { return };
    grid.app.ui.selected.update(|set| {
        if !set.remove(&at) {
            set.insert(at);
        }
    });
    let n = grid.app.ui.selected.with_untracked(|set| set.len());
    grid.app.say.say(crate::app::text::selected(n));
}

fn open(grid: Grid) {
    if let Some(at) = grid.at.get_untracked().and_then(|(name, _)| grid.record(name)) {
        grid.app.open(at);
    }
}

fn shift(grid: Grid, by: isize) {
    with_column(grid, |at, _| {
        if let Some(to) = at.checked_add_signed(by) {
            grid.arrange(|layout| {
                layout.shift(at, to);
            });
            walk::focus(grid);
        }
    });
}

fn resize(grid: Grid, by: f64) {
    with_column(grid, |at, _| {
        let width = grid.layout.with_untracked(|l| l.columns.get(at).map(|c| f64::from(c.width)));
        if let Some(width) = width {
            grid.arrange(|layout| layout.resize(at, width + by));
        }
    });
}

/// Hides the column and goes to the one before it.
fn hide(grid: Grid) {
    with_column(grid, |at, source| {
        walk::walk(grid, -1, 0, false);
        if at > 0 {
            grid.arrange(|layout| layout.toggle(source));
        }
    });
}
