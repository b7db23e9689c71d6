//! Keys: each finds its action in the table. While somebody types or a dialog is open, only those
//! with Ctrl or Cmd are heard.

use leptos::prelude::*;
use throughline_core::action::{Action, action_for};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{App, action};

/// Listens for keys as long as the app lives.
pub fn listen(app: App) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| on_key(app, &event));
    on_cleanup(move || listener.remove());
}

fn on_key(app: App, event: &KeyboardEvent) {
    if event.default_prevented() || event.is_composing() {
        return;
    }
    let modifier = event.ctrl_key() || event.meta_key();
    let (alt, shift) = (event.alt_key(), event.shift_key());
    let Some(found) = action_for(&event.key(), modifier, alt, shift, action::own_group(app)) else {
        return;
    };
    let letter = event.key().chars().count() == 1 && event.key() != " ";
    if letter && !modifier && !alt && !app.ui.single_keys.get_untracked() {
        return;
    }
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let typing = target.as_ref().is_some_and(is_typing);
    let in_dialog = app.ui.dialog.with_untracked(Option::is_some);
    let on_board = target
        .as_ref()
        .is_none_or(|t| t.tag_name() == "BODY" || t.closest("main").ok().flatten().is_some());
    // In a field the browser's own undo and selection are meant.
    let own = matches!(found, Action::Undo | Action::Redo | Action::SelectAll);
    if (typing && (!modifier || own)) || (in_dialog && found != Action::Close) {
        return;
    }
    // On a button or link, Enter and Space press it, and arrows belong to menus.
    let presses = matches!(found, Action::Open | Action::Select) || found.walks();
    let is_card = target.as_ref().is_some_and(|t| {
        ["data-card", "data-row", "data-field"].iter().any(|n| t.has_attribute(n))
    });
    let is_bare = target.as_ref().is_none_or(|t| matches!(t.tag_name().as_str(), "BODY" | "MAIN"));
    let is_for_board = is_card || is_bare || (letter && on_board);
    if presses && !is_for_board {
        return;
    }
    if found == Action::Delete && !on_board {
        return;
    }
    event.prevent_default();
    action::perform(app, found);
}

fn is_typing(target: &Element) -> bool {
    let editable = target.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    let field = match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            target.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "submit")
        ),
        _ => false,
    };
    editable || field
}
