//! What pointers and the clipboard do: one listener for each, whatever the cell. It knows no field.

use leptos::prelude::*;
use throughline_core::lens::table::Source;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::menu;
use crate::app::table::{Grid, HEAD, Spot, edit, walk};
use crate::shell::frame;
use crate::widgets::point_menu::PointMenu;

/// How far a pointer goes before it drags, in CSS pixels.
const SLOP: f64 = 4.0;

/// Is what a pointer holds.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    /// The edge of a column, from where and from which width.
    Edge(usize, f64, f64),
    /// The name of a column, from where, and whether it has moved.
    Name(Source, f64, bool),
    /// Cells, by the first of them.
    Cells,
}

/// Hears what happens on the table.
#[derive(Clone, Copy)]
pub struct Hands {
    grid: Grid,
    point: PointMenu,
    held: StoredValue<Option<Held>>,
}

impl Hands {
    /// Makes the hands of a table.
    pub fn new(grid: Grid, point: PointMenu) -> Self {
        Hands { grid, point, held: StoredValue::new(None) }
    }

    /// A pointer came down.
    pub fn press(self, event: &PointerEvent) {
        let Some((target, cell, spot)) = self.under(event) else { return };
        if event.button() != 0
            || target.closest("button, input, textarea, .floating").ok().flatten().is_some()
        {
            return;
        }
        let x = f64::from(event.client_x());
        let mouse = event.pointer_type() == "mouse";
        if spot.0 == HEAD {
            let column = walk::column_of(self.grid, spot.1).unwrap_or_default();
            let width = cell.get_bounding_client_rect().width();
            let edge = target.has_attribute("data-grip");
            let held =
                if edge { Held::Edge(column, x, width) } else { Held::Name(spot.1, x, false) };
            self.held.set_value(Some(held));
            if edge || mouse {
                event.prevent_default();
                let _ = cell.set_pointer_capture(event.pointer_id());
            }
            return;
        }
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            self.choose(spot.0);
            return;
        }
        let again = self.grid.at.get_untracked() == Some(spot);
        walk::stand(self.grid, spot, event.shift_key());
        if mouse {
            self.held.set_value(Some(Held::Cells));
        } else if again {
            // A second touch of a cell edits it: later, as what opens now would see this touch as one
            // beside it.
            event.prevent_default();
            let grid = self.grid;
            frame::next_frame(move || edit::begin(grid));
        }
    }

    fn choose(self, name: u64) {
        if let Some(at) = self.grid.record(name) {
            self.grid.app.ui.selected.update(|set| {
                if !set.remove(&at) {
                    set.insert(at);
                }
            });
        }
    }

    /// A pointer moved.
    pub fn drag(self, event: &PointerEvent) {
        let x = f64::from(event.client_x());
        match self.held.get_value() {
            Some(Held::Edge(column, from, width)) => {
                self.grid.arrange(|layout| layout.resize(column, width + x - from));
            }
            Some(Held::Name(source, from, moved)) if moved || (x - from).abs() > SLOP => {
                self.held.set_value(Some(Held::Name(source, from, true)));
                let over = document().element_from_point(x as f32, event.client_y() as f32);
                let over = over.and_then(|e| self.spot_of(&e)).map(|(_, spot)| spot.1);
                let to = over.and_then(|over| walk::column_of(self.grid, over));
                let now = walk::column_of(self.grid, source);
                if let (Some(now), Some(to)) = (now, to)
                    && now != to
                {
                    self.grid.arrange(|layout| {
                        layout.shift(now, to);
                    });
                }
            }
            Some(Held::Cells) if event.buttons() & 1 == 1 => {
                if let Some((_, _, spot)) = self.under(event)
                    && spot.0 != HEAD
                    && self.grid.at.get_untracked() != Some(spot)
                    && self.grid.editing.with_untracked(Option::is_none)
                {
                    event.prevent_default();
                    walk::stand(self.grid, spot, true);
                }
            }
            _ => {}
        }
    }

    /// A pointer was let go: a name that did not move sorts.
    pub fn release(self, event: &PointerEvent) {
        let held = self.held.get_value();
        self.give_up();
        if let Some(Held::Name(source, _, false)) = held {
            walk::stand(self.grid, (HEAD, source), false);
            self.grid.sort(source, event.shift_key());
            walk::focus(self.grid);
        }
    }

    /// The pointer is gone.
    pub fn give_up(self) {
        self.held.set_value(None);
    }

    /// A cell was pressed twice.
    pub fn twice(self, event: &web_sys::MouseEvent) {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let spot = target.as_ref().and_then(|target| self.spot_of(target));
        let inside = |t: &Element| t.closest("button, input, textarea").ok().flatten().is_some();
        if let Some((_, spot)) = spot
            && spot.0 != HEAD
            && !target.as_ref().is_some_and(inside)
        {
            walk::stand(self.grid, spot, false);
            edit::begin(self.grid);
        }
    }

    /// A menu is asked for.
    pub fn menu(self, event: &web_sys::MouseEvent) {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let Some((_, spot)) = target.and_then(|target| self.spot_of(&target)) else { return };
        event.prevent_default();
        walk::stand(self.grid, spot, false);
        let label = spot.1.label(self.grid.kind.get_untracked());
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.point.open_at(x, y, label, menu::entries(self.grid, spot.0, spot.1));
    }

    /// A cell got the focus, by Tab or from assistive technology.
    pub fn focus(self, event: &web_sys::FocusEvent) {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let own = target.filter(|target| target.has_attribute("data-field"));
        if let Some((_, spot)) = own.and_then(|target| self.spot_of(&target))
            && self.grid.at.get_untracked() != Some(spot)
            && self.held.get_value().is_none()
        {
            walk::stand(self.grid, spot, false);
        }
    }

    /// The chosen cells are copied.
    pub fn copy(self, event: wasm_bindgen::JsValue) {
        let event: web_sys::ClipboardEvent = event.unchecked_into();
        if self.grid.editing.with_untracked(Option::is_some) {
            return;
        }
        if let (Some(data), Some(words)) = (event.clipboard_data(), edit::copy(self.grid)) {
            event.prevent_default();
            let _ = data.set_data("text/plain", &words);
        }
    }

    /// Cells are pasted.
    pub fn paste(self, event: wasm_bindgen::JsValue) {
        let event: web_sys::ClipboardEvent = event.unchecked_into();
        if self.grid.editing.with_untracked(Option::is_some) {
            return;
        }
        let words = event.clipboard_data().and_then(|data| data.get_data("text").ok());
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            // Elsewhere in the app, pasted lines are a file to import.
            event.prevent_default();
            event.stop_propagation();
            edit::paste(self.grid, &words);
        }
    }

    fn under(self, event: &PointerEvent) -> Option<(Element, Element, Spot)> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let (cell, spot) = self.spot_of(&target)?;
        Some((target, cell, spot))
    }

    /// Finds the cell that an element is in.
    fn spot_of(self, target: &Element) -> Option<(Element, Spot)> {
        let cell = target.closest("[data-field]").ok().flatten()?;
        let row = cell.closest("[data-name]").ok().flatten()?;
        let name = row.get_attribute("data-name")?.parse().ok()?;
        let kind = self.grid.kind.get_untracked();
        let source = Source::named(kind, &cell.get_attribute("data-field")?)?;
        Some((cell, (name, source)))
    }
}
