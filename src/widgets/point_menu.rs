//! A menu that opens at a point, such as where the pointer asked for it; knows no command.

use leptos::prelude::*;
use throughline_core::geometry::place::Rect;

use super::menu::MenuEntry;
use super::menu_popup::MenuPopup;

/// Holds what an opened menu shows and where.
#[derive(Clone)]
struct Opened {
    anchor: Rect,
    label: String,
    entries: Vec<MenuEntry>,
}

/// Opens and closes the one menu of a [`PointMenuHost`]; kept in a context and copied freely.
#[derive(Clone, Copy)]
pub struct PointMenu(RwSignal<Option<Opened>>);

impl Default for PointMenu {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl PointMenu {
    /// Opens a menu at a point of the viewport, in CSS pixels, in place of one that is open.
    pub fn open_at(self, x: f64, y: f64, label: impl Into<String>, entries: Vec<MenuEntry>) {
        self.open_by(Rect::point(x, y), label, entries);
    }

    /// Opens a menu below an element, for a key that asks for it.
    pub fn open_below(
        self,
        element: &web_sys::Element,
        label: impl Into<String>,
        entries: Vec<MenuEntry>,
    ) {
        self.open_by(super::floating::rect_of(element), label, entries);
    }

    /// Closes the menu if it is open.
    pub fn close(self) {
        let _ = self.0.try_set(None);
    }

    fn open_by(self, anchor: Rect, label: impl Into<String>, entries: Vec<MenuEntry>) {
        let _ = self.0.try_set(Some(Opened { anchor, label: label.into(), entries }));
    }
}

/// Draws the menu that a [`PointMenu`] opens; stands once at the end of the app.
#[component]
pub fn PointMenuHost(
    /// What opens it.
    menu: PointMenu,
) -> impl IntoView {
    let on_close = Callback::new(move |()| menu.close());
    redrawn(move || {
        menu.0.get().map(|Opened { anchor, label, entries }| {
            view! { <MenuPopup anchor label entries on_close /> }
        })
    })
}
