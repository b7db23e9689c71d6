//! Choosing cards: by click, and what can be done with what is chosen.

use leptos::prelude::*;
use throughline_core::action::{Action, say_key};
use throughline_core::command::Command;
use throughline_core::lens::board::Column;
use throughline_core::model::Item;
use throughline_core::model::id::{Id, Ref};

use super::text;
use crate::app::action;
use crate::app::board::Board;
use crate::app::{App, use_app};
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::icon::Glyph;
use crate::widgets::kbd::is_mac;
use crate::widgets::menu::{MenuEntry, MenuItem};

/// Handles a click on a card: with Ctrl or Cmd it is added to the selection, with Shift the
/// selection reaches to it, and else it opens.
pub fn click(app: App, board: Board, at: Ref, event: &web_sys::MouseEvent) {
    if event.ctrl_key() || event.meta_key() {
        app.ui.selected.update(|set| {
            if !set.remove(&at) {
                set.insert(at);
            }
        });
    } else if event.shift_key() {
        extend_to(app, board, at);
    } else {
        app.ui.selected.update(|set| set.clear());
        app.open(at);
    }
    app.ui.at.set(Some(at));
}

/// Selects all cards of a cell from the one that the keyboard is at to another.
pub fn extend_to(app: App, board: Board, to: Ref) {
    let from = app.ui.at.get_untracked().unwrap_or(to);
    let Some((column, lane, end)) = board.find(to) else { return };
    let columns = board.columns.get_untracked();
    let Some(column) = columns.get(column) else { return };
    let cell = board.cell(column, lane.as_deref());
    let start = cell.iter().position(|r| *r == from).unwrap_or(end);
    let range = start.min(end)..=start.max(end);
    app.ui.selected.update(|set| set.extend(cell[range].iter().copied()));
}

/// Archives all items of a column.
pub fn archive_all(app: App, board: Board, column: &Column) {
    let items: Vec<_> = board.cell(column, None).iter().filter_map(|r| Id::from_ref(*r)).collect();
    if !items.is_empty() {
        app.run_and_tell(&Command::Archive { items, on: true });
    }
}

/// Lists what can be done with a card; what is selected with it is meant too.
pub fn card_menu(app: App, at: Ref) -> Vec<MenuEntry> {
    if !app.ui.selected.with_untracked(|set| set.contains(&at)) {
        app.ui.selected.update(|set| set.clear());
    }
    let act = move |label: &'static str, glyph: Glyph, what: Action| -> MenuItem {
        let keys = what.row().and_then(|row| row.keys.first()).copied().unwrap_or_default();
        MenuItem::new(label, move || action::perform(app, what))
            .glyph(glyph)
            .shortcut(say_key(keys, is_mac()))
    };
    let open = act(text::OPEN, Glyph::ArrowRight, Action::Open);
    let Some(item) = Id::<Item>::from_ref(at).and_then(|id| {
        app.work.with(|model| model.find(id).map(|i| (i.blocked.is_some(), i.archived.is_some())))
    }) else {
        return vec![open.into(), act(text::MOVE_TO, Glyph::ArrowRight, Action::MoveTo).into()];
    };
    let block = if item.0 { text::UNBLOCK } else { text::BLOCK };
    let archive = if item.1 { text::BRING_BACK } else { text::ARCHIVE };
    vec![
        open.into(),
        act(text::MOVE_TO, Glyph::ArrowRight, Action::MoveTo).into(),
        act(block, Glyph::Block, Action::Block).into(),
        MenuEntry::Separator,
        act(archive, Glyph::Archive, Action::Archive).into(),
        act(text::DELETE, Glyph::Trash, Action::Delete).danger().into(),
    ]
}

/// Draws what can be done with several cards at once.
#[component]
pub fn SelectionBar() -> impl IntoView {
    let app = use_app();
    let n = move || app.ui.selected.with(|set| set.len());
    let button = move |label: &'static str, glyph: Glyph, what: Action| {
        view! {
            <Button
                label
                glyph
                kind=ButtonKind::Quiet
                small=true
                on_press=move |_| action::perform(app, what)
            />
        }
    };
    view! {
        <Show when=move || { n() > 0 }>
            <div class="selection-bar" role="toolbar" aria-label="Selection">
                <span class="tabular">{move || text::selected(n())}</span>
                {button(text::MOVE_TO, Glyph::ArrowRight, Action::MoveTo)}
                {button(text::EDIT_MANY, Glyph::Table, Action::EditMany)}
                {button(text::BLOCK, Glyph::Block, Action::Block)}
                {button(text::ARCHIVE, Glyph::Archive, Action::Archive)}
                {button(text::DELETE, Glyph::Trash, Action::Delete)}
                <Button
                    label=text::CLEAR
                    kind=ButtonKind::Quiet
                    small=true
                    on_press=move |_| app.ui.selected.update(|set| set.clear())
                />
            </div>
        </Show>
    }
}
