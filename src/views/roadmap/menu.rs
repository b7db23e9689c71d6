//! What can be done with a row, as a menu.

use leptos::prelude::*;
use throughline_core::action::{Action, say_key};
use throughline_core::lens::roadmap::Row;
use throughline_core::model::Item;
use throughline_core::model::id::Id;

use super::{rename, text};
use crate::app::action;
use crate::app::roadmap::Road;
use crate::widgets::icon::Glyph;
use crate::widgets::kbd::is_mac;
use crate::widgets::menu::{MenuEntry, MenuItem};

/// Lists what can be done with a row.
pub fn entries(road: Road, row: &Row) -> Vec<MenuEntry> {
    let act = move |label: &'static str, glyph: Glyph, what: Action| -> MenuEntry {
        let keys = what.row().and_then(|row| row.keys.first()).copied().unwrap_or_default();
        MenuItem::new(label, move || action::perform(road.app, what))
            .glyph(glyph)
            .shortcut(say_key(keys, is_mac()))
            .into()
    };
    let mut entries = vec![act(text::OPEN, Glyph::ArrowRight, Action::Open)];
    if row.at.and_then(Id::<Item>::from_ref).is_none() {
        return entries;
    }
    let name = road.at.get_untracked();
    entries.extend([
        MenuItem::new(text::RENAME, move || rename::begin(road, name)).glyph(Glyph::Label).into(),
        act(text::DATES, Glyph::Calendar, Action::MoveTo),
        act(text::LINKS, Glyph::Link, Action::LinkTo),
        MenuEntry::Separator,
        act(text::INDENT, Glyph::ChevronRight, Action::Indent),
        act(text::OUTDENT, Glyph::ChevronLeft, Action::Outdent),
        MenuEntry::Separator,
        act(text::DELETE, Glyph::Trash, Action::Delete),
    ]);
    entries
}
