//! Walking over the cells by key, and the range that is chosen between two of them.

use std::ops::RangeInclusive;

use leptos::prelude::*;
use throughline_core::lens::table::{Line, Source};
use wasm_bindgen::JsCast;

use super::{Grid, HEAD, Spot};
use crate::shell::frame;

/// For how many frames a cell is waited for.
const TRIES: u32 = 4;

/// Is a rectangle of cells: lines and columns by position.
pub type Range = (RangeInclusive<usize>, RangeInclusive<usize>);

/// Walks by lines and columns; with `extend` one end of the range stays.
pub fn walk(grid: Grid, right: isize, down: isize, extend: bool) {
    let Some((name, source)) = grid.at.get_untracked() else { return start(grid) };
    let column = column_of(grid, source).unwrap_or(0);
    let n_columns = grid.sources.with_untracked(Vec::len);
    let column = column.saturating_add_signed(right).min(n_columns.saturating_sub(1));
    let line = line_of(grid, name);
    let n_lines = grid.lines.with_untracked(|lines| lines.lines.len());
    // The head stands before the first line.
    let place = line.map_or(0, |line| line + 1);
    let least = usize::from(extend);
    let place = place.saturating_add_signed(down).clamp(least.min(n_lines), n_lines);
    to(grid, place, column, extend);
}

/// Goes to a place, from 0 at the head, and a column.
pub fn to(grid: Grid, place: usize, column: usize, extend: bool) {
    let name = match place.checked_sub(1) {
        None => Some(HEAD),
        Some(line) => grid.lines.with_untracked(|lines| lines.name(line)),
    };
    let source = grid.sources.with_untracked(|sources| sources.get(column).copied());
    if let (Some(name), Some(source)) = (name, source) {
        stand(grid, (name, source), extend);
        reveal(grid, (name, source));
    }
}

/// Goes to the first cell.
pub fn start(grid: Grid) {
    to(grid, 1, 0, false);
}

/// Puts the keyboard at a cell, for the actions on records as well.
pub fn stand(grid: Grid, spot: Spot, extend: bool) {
    let before = grid.at.get_untracked();
    let anchor = if extend { grid.anchor.get_untracked().or(before) } else { None };
    grid.anchor.set(anchor);
    grid.at.set(Some(spot));
    if let Some(at) = grid.record(spot.0) {
        grid.app.ui.at.set(Some(at));
    }
}

/// Scrolls a cell into view and gives it the focus.
pub fn reveal(grid: Grid, spot: Spot) {
    if let Some(line) = line_of(grid, spot.0) {
        grid.list.reveal(line);
    }
    if let (Some(scroller), Some(column)) = (grid.list.element(), column_of(grid, spot.1)) {
        let (now, seen) = (f64::from(scroller.scroll_left()), f64::from(scroller.client_width()));
        let left = grid.layout.with_untracked(|layout| layout.reveal(column, now, seen));
        scroller.set_scroll_left(left.round() as i32);
    }
    frame::next_frame(move || take_focus(grid, spot, TRIES));
}

/// Gives the focus to the cell that the keyboard is at.
pub fn focus(grid: Grid) {
    if let Some(spot) = grid.at.try_get_untracked().flatten() {
        frame::next_frame(move || take_focus(grid, spot, TRIES));
    }
}

fn take_focus(grid: Grid, (name, source): Spot, tries: u32) {
    let Some(kind) = grid.kind.try_get_untracked() else { return };
    let path = format!("[data-name=\"{name}\"] [data-field=\"{}\"]", source.name(kind));
    let group = format!("[data-name=\"{name}\"][data-group] [data-field]");
    let find = |path: &str| document().query_selector(path).ok().flatten();
    let cell = find(&path).or_else(|| find(&group));
    let cell = cell.and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok());
    match cell {
        Some(cell) => {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = cell.focus_with_options(&options);
        }
        None if tries > 0 => {
            frame::next_frame(move || take_focus(grid, (name, source), tries - 1));
        }
        None => {}
    }
}

/// Gives the position of a line; nothing for the head.
pub fn line_of(grid: Grid, name: u64) -> Option<usize> {
    grid.lines.with_untracked(|lines| lines.find(name).map(|(at, _)| at))
}

/// Gives the position of a column.
pub fn column_of(grid: Grid, source: Source) -> Option<usize> {
    grid.layout.with_untracked(|layout| layout.find(source))
}

/// Gives the range that is chosen: the cell that the keyboard is at, or all up to the anchor.
/// Tracks.
pub fn range(grid: Grid) -> Option<Range> {
    let (name, source) = grid.at.get()?;
    let (other, other_source) = grid.anchor.get().unwrap_or((name, source));
    let find = |name| grid.lines.with(|lines| lines.find(name).map(|(at, _)| at));
    let column = |source| grid.layout.with(|layout| layout.find(source));
    let (a, b) = (find(name)?, find(other)?);
    let (x, y) = (column(source)?, column(other_source)?);
    Some((a.min(b)..=a.max(b), x.min(y)..=x.max(y)))
}

/// Chooses every cell.
pub fn all(grid: Grid) {
    let lines = grid
        .lines
        .with_untracked(|lines| (lines.name(0), lines.name(lines.lines.len().saturating_sub(1))));
    let columns = grid.sources.with_untracked(|s| (s.first().copied(), s.last().copied()));
    if let ((Some(first), Some(last)), (Some(from), Some(to))) = (lines, columns) {
        grid.anchor.set(Some((last, to)));
        grid.at.set(Some((first, from)));
    }
}

/// Tells the heading that the keyboard is at.
pub fn heading(grid: Grid) -> Option<String> {
    let (name, _) = grid.at.get_untracked()?;
    grid.lines.with_untracked(|lines| match lines.find(name) {
        Some((_, Line::Group(group))) => Some(group.key.clone()),
        _ => None,
    })
}
