//! The menus of a column and of a row.

use leptos::prelude::*;
use throughline_core::action::Action;
use throughline_core::lens::table::{Roll, Source};
use wasm_bindgen::JsCast;

use super::bar::act;
use super::text;
use crate::app::table::{Grid, HEAD};
use crate::widgets::menu::{MenuEntry, MenuItem};
use crate::widgets::point_menu::PointMenu;

/// Opens the menu of what the keyboard is at, beside it.
pub fn open_here(grid: Grid, point: PointMenu) {
    let Some((name, source)) = grid.at.get_untracked() else { return };
    let here = document().active_element().and_then(|e| e.closest("[data-field]").ok().flatten());
    if let Some(cell) = here.and_then(|e| e.dyn_into::<web_sys::Element>().ok()) {
        point.open_below(
            &cell,
            source.label(grid.kind.get_untracked()),
            entries(grid, name, source),
        );
    }
}

/// Lists what can be done with a column, and at a row with its cell before that.
pub fn entries(grid: Grid, name: u64, source: Source) -> Vec<MenuEntry> {
    let mut out = Vec::new();
    if name != HEAD && grid.record(name).is_some() {
        out.extend([
            act(grid, text::OPEN, Action::OpenRow),
            act(grid, text::EDIT, Action::EditCell),
            act(grid, text::CLEAR, Action::ClearCells),
            act(grid, text::SELECT, Action::Select),
            MenuEntry::Separator,
        ]);
    }
    out.extend(column(grid, source));
    out
}

fn column(grid: Grid, source: Source) -> Vec<MenuEntry> {
    let kind = grid.kind.get_untracked();
    let sort = move |down: bool| {
        grid.sort_by(&throughline_core::lens::table::Sorting(vec![(source, down)]));
    };
    let place = grid.sorting.with_untracked(|sorting| sorting.place(source));
    let down = place.map(|(_, down)| down);
    let at = grid.layout.with_untracked(|layout| layout.find(source)).unwrap_or_default();
    let roll =
        grid.layout.with_untracked(|l| l.columns.get(at).map(|c| c.roll)).unwrap_or_default();
    let mut out: Vec<MenuEntry> = vec![
        MenuEntry::Heading(source.label(kind).to_owned()),
        MenuItem::new(text::SORT_UP, move || sort(false)).checked(down == Some(false)).into(),
        MenuItem::new(text::SORT_DOWN, move || sort(true)).checked(down == Some(true)).into(),
        act(grid, text::SORT_ALSO, Action::SortAlso),
    ];
    if Some(source) != Source::title(kind) {
        out.extend([
            act(grid, text::GROUP_BY, Action::GroupBy),
            act(grid, text::MOVE_LEFT, Action::ColumnLeft),
            act(grid, text::MOVE_RIGHT, Action::ColumnRight),
            act(grid, text::HIDE, Action::HideColumn),
        ]);
    }
    out.push(MenuEntry::Heading(text::ADD_UP.to_owned()));
    out.extend(Roll::of(kind, source).into_iter().map(|one| -> MenuEntry {
        MenuItem::new(one.label(), move || grid.arrange(|layout| layout.roll(at, one)))
            .checked(one == roll)
            .into()
    }));
    out
}
