//! Walking over the board by key: from card to card, and with the cards.

use leptos::prelude::*;
use throughline_core::lens::board::Holds;
use throughline_core::model::id::Ref;
use throughline_core::sort;
use wasm_bindgen::JsCast;

use super::action::board;
use super::board::Board;
use super::{App, text};
use crate::shell::frame;

/// Walks from the card that the keyboard is at; at the first step to the first card.
pub fn walk(app: App, across: isize, down: isize, extend: bool) {
    let Some(board) = board() else { return };
    let columns = board.columns.get_untracked();
    let at = app.ui.at.get_untracked().and_then(|at| Some((at, board.find(at)?)));
    let next = match at.clone() {
        None => columns.iter().find_map(|c| board.cell(c, None).first().copied()),
        Some((_, (column, lane, row))) if across == 0 => {
            let cell = columns.get(column).map(|c| board.cell(c, lane.as_deref()));
            cell.and_then(|cell| cell.get(row.checked_add_signed(down)?).copied())
        }
        Some((_, (column, lane, row))) => {
            let mut idx = column;
            loop {
                let Some(next) = idx.checked_add_signed(across) else { break None };
                let Some(column) = columns.get(next) else { break None };
                let cell = board.cell(column, lane.as_deref());
                if let Some(last) = cell.len().checked_sub(1) {
                    break cell.get(row.min(last)).copied();
                }
                idx = next;
            }
        }
    };
    let Some(next) = next else { return };
    if extend {
        app.ui.selected.update(|set| {
            set.extend(at.map(|(at, _)| at));
            set.insert(next);
        });
        app.say.say(text::selected(app.ui.selected.with_untracked(|set| set.len())));
    }
    app.ui.at.set(Some(next));
    show(app, board, next);
}

/// Scrolls to a card and gives it the focus.
fn show(app: App, board: Board, at: Ref) {
    if let Some((column, lane, row)) = board.find(at) {
        let key = board.columns.with_untracked(|c| c.get(column).map(|c| c.key.clone()));
        board.reveal(&key.unwrap_or_default(), lane.as_deref(), row);
    }
    frame::next_frame(move || take_focus(app, TRIES));
}

/// Scrolls to the card that the keyboard is at and gives it the focus.
pub fn focus_card(app: App) {
    let Some(at) = app.ui.at.try_get_untracked().flatten() else { return };
    match board() {
        Some(board) => show(app, board, at),
        None => frame::next_frame(move || take_focus(app, TRIES)),
    }
}

/// For how many frames a card is waited for that comes into another column.
const TRIES: u32 = 4;

/// Gives the focus to the card that the keyboard is at, as soon as it is there to take it.
fn take_focus(app: App, tries: u32) {
    let Some(at) = app.ui.at.try_get_untracked().flatten() else { return };
    let wanted = format!("[data-card=\"{}\"], [data-row=\"{at}\"]", at.id);
    let found = document().query_selector(&wanted).ok().flatten();
    let card = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(card) = &card {
        // The list has scrolled already; what the browser would do is to put it in the middle.
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = card.focus_with_options(&options);
        let element: &web_sys::Element = card;
        if document().active_element().as_ref() == Some(element) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            return card.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }
    if tries > 0 {
        frame::next_frame(move || take_focus(app, tries - 1));
    }
}

/// Moves the chosen cards by a column or a row.
pub fn shift(app: App, across: isize, down: isize) {
    let Some(board) = board() else { return };
    let mut cards = app.ui.chosen();
    let Some(at) = app.ui.at.get_untracked().or(cards.first().copied()) else {
        return app.say.say(text::NOTHING_CHOSEN);
    };
    let Some((column, lane, row)) = board.find(at) else { return };
    sort::by_key(&mut cards, |card| board.find(*card).map(|(c, _, r)| (c, r)));
    let columns = board.columns.get_untracked();
    let target = column.checked_add_signed(across).and_then(|idx| columns.get(idx));
    let Some(target) = target else { return };
    if across == 0 && matches!(target.holds, Holds::Phase(_)) {
        return app.say.say(text::NOT_IN_ORDER);
    }
    let cell = board.cell(target, lane.as_deref());
    let index = if across == 0 {
        // Past the neighbor that stays: rows that move along do not count.
        let staying =
            |cards: &[Ref], n: usize| cell.iter().take(n).filter(|r| !cards.contains(r)).count();
        let here = staying(&cards, row);
        match here.checked_add_signed(down) {
            Some(index) if index + cards.len() <= cell.len() => index,
            _ => return,
        }
    } else {
        row.min(cell.len())
    };
    board.put(&cards, target, lane.as_deref(), index);
    app.ui.at.set(Some(at));
    show(app, board, at);
}

/// Selects the card that the keyboard is at, or takes it out of the selection.
pub fn select(app: App) {
    let Some(at) = app.ui.at.get_untracked() else { return app.say.say(text::NOTHING_CHOSEN) };
    app.ui.selected.update(|set| {
        if !set.remove(&at) {
            set.insert(at);
        }
    });
    app.say.say(text::selected(app.ui.selected.with_untracked(|set| set.len())));
}

/// Selects the whole cell that the keyboard is in.
pub fn select_all(app: App) {
    let Some(board) = board() else { return };
    let columns = board.columns.get_untracked();
    let at = app.ui.at.get_untracked().and_then(|at| board.find(at));
    let Some((column, lane, _)) = at else { return app.say.say(text::NOTHING_CHOSEN) };
    if let Some(column) = columns.get(column) {
        let cell = board.cell(column, lane.as_deref());
        app.ui.selected.update(|set| set.extend(cell.iter().copied()));
        app.say.say(text::selected(app.ui.selected.with_untracked(|set| set.len())));
    }
}
