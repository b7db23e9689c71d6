//! What pointers do to the roadmap, heard once for all of it: rows have no listener of their own.

use leptos::prelude::*;
use throughline_core::lens::roadmap::grip::Grip;
use throughline_core::model::id::Ref;
use throughline_core::replan::Edge;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::touch::Fingers;
use super::{menu, rename, text};
use crate::app::roadmap::drag::{Dragger, Task};
use crate::app::roadmap::{Road, walk};
use crate::widgets::point_menu::PointMenu;

/// By how much a notch of the wheel zooms, per pixel that it says.
const WHEEL: f64 = 0.0022;
/// How many pixels a line of a wheel is that counts in lines.
const LINE: f64 = 24.0;

/// Is the hands of a roadmap.
#[derive(Clone, Copy)]
pub struct Hands {
    road: Road,
    dragger: Dragger,
    fingers: Fingers,
    menu: PointMenu,
}

impl Hands {
    /// Takes what the hands need from the context; to be called in a component's body.
    pub fn new(road: Road, dragger: Dragger) -> Self {
        let fingers = Fingers::new(road);
        Hands { road, dragger, fingers, menu: expect_context::<PointMenu>() }
    }

    /// A pointer went down.
    pub fn press(self, event: &web_sys::PointerEvent) {
        if event.button() != 0 || event.shift_key() {
            return;
        }
        let Some(target) = target(event) else { return };
        let in_time = near(&target, ".lane, [data-axis]").is_some();
        if event.pointer_type() == "touch" {
            if in_time {
                self.fingers.press(event);
            }
            return;
        }
        let name = name_at(event);
        let movable = near(&target, "[data-movable]").is_some();
        let pulled = near(&target, "[data-pull]").and_then(|part| part.get_attribute("data-pull"));
        let task = match pulled.as_deref() {
            Some("start") => Task::Pull(Grip::Start),
            Some("finish") => Task::Pull(Grip::Finish),
            Some("progress") => Task::Progress,
            Some("link-start") => Task::Link(Edge::Start),
            Some("link-finish") => Task::Link(Edge::Finish),
            _ if near(&target, "[data-bar]").is_some() && movable => Task::Pull(Grip::Whole),
            _ if near(&target, "[data-draw]").is_some() => Task::Draw(self.minute(event)),
            _ if in_time => Task::Pan,
            _ => return,
        };
        if task != Task::Pan {
            // The focus stays where the keyboard is; text is not selected on the way.
            event.prevent_default();
        }
        self.dragger.press(task, name, event);
    }

    /// Gives the minute under the pointer.
    fn minute(self, event: &web_sys::PointerEvent) -> i64 {
        let axis = document().query_selector("[data-axis]").ok().flatten();
        let left = axis.map_or(0.0, |axis| axis.get_bounding_client_rect().left());
        let x = f64::from(event.client_x()) - left;
        self.road.time.scale.with_untracked(|scale| scale.minute(x))
    }

    /// The wheel was turned: with Ctrl or Cmd it zooms, sideways (or with Shift) it moves time.
    pub fn wheel(self, event: &web_sys::WheelEvent) {
        let unit = if event.delta_mode() == 1 { LINE } else { 1.0 };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let axis = document().query_selector("[data-axis]").ok().flatten();
        let left = axis.map_or(0.0, |axis| axis.get_bounding_client_rect().left());
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let x = (f64::from(event.client_x()) - left).max(0.0);
            self.road.time.zoom((-dy * WHEEL).clamp(-0.7, 0.7).exp(), x);
        } else if event.shift_key() && dx == 0.0 {
            event.prevent_default();
            self.road.time.pan(dy);
        } else if dx.abs() > dy.abs() {
            event.prevent_default();
            self.road.time.pan(dx);
        }
    }

    /// Something was clicked.
    pub fn click(self, event: &web_sys::MouseEvent) {
        if self.dragger.swallows_click() || self.fingers.swallows_click() {
            return;
        }
        let Some(target) = target(event) else { return };
        let Some((idx, row)) = name_at(event).and_then(|name| self.road.row(name)) else { return };
        if near(&target, "[data-fold]").is_some() || row.at.is_none() {
            return self.road.fold(&row);
        }
        // The second click of two is for writing the title.
        if near(&target, "input").is_some() || event.detail() > 1 {
            return;
        }
        let Some(at) = row.at else { return };
        let ui = self.road.app.ui;
        if event.ctrl_key() || event.meta_key() {
            ui.selected.update(|set| {
                if !set.remove(&at) {
                    set.insert(at);
                }
            });
        } else if event.shift_key() {
            self.extend_to(idx);
        } else {
            ui.selected.update(|set| set.clear());
            // Empty time is for looking; a name or a bar is for opening.
            if near(&target, ".road-name, [data-bar]").is_some() {
                self.road.app.open(at);
            }
        }
        self.road.stand(name_at(event));
        walk::focus_here(self.road);
    }

    fn extend_to(self, to: usize) {
        let from = self.road.row_here().map_or(to, |(idx, _)| idx);
        let range = self.road.peek(|chart| {
            let rows = chart.plan.rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
            rows.iter().filter_map(|row| row.at).collect::<Vec<Ref>>()
        });
        self.road.app.ui.selected.update(|set| set.extend(range.into_iter().flatten()));
    }

    /// Something was clicked twice: a title can be written then.
    pub fn twice(self, event: &web_sys::MouseEvent) {
        let title = target(event).and_then(|target| near(&target, ".road-name"));
        if title.is_some() {
            rename::begin(self.road, name_at(event));
        }
    }

    /// A menu was asked for.
    pub fn menu(self, event: &web_sys::MouseEvent) {
        let Some((_, row)) = name_at(event).and_then(|name| self.road.row(name)) else { return };
        event.prevent_default();
        self.road.stand(name_at(event));
        let at = row.at;
        let ui = self.road.app.ui;
        if at.is_some_and(|at| !ui.selected.with_untracked(|set| set.contains(&at))) {
            ui.selected.update(|set| set.clear());
        }
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.menu.open_at(x, y, text::ROW_MENU, menu::entries(self.road, &row));
    }

    /// Something got the focus.
    pub fn focus(self, event: &web_sys::FocusEvent) {
        if let Some(name) = name_at(event) {
            self.road.stand(Some(name));
        }
    }
}

/// Gives the element that an event happened on.
fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

fn near(target: &Element, selector: &str) -> Option<Element> {
    target.closest(selector).ok().flatten()
}

/// Gives the name of the row that an event happened on.
pub fn name_at(event: &web_sys::Event) -> Option<u64> {
    near(&target(event)?, "[data-name]")?.get_attribute("data-name")?.parse().ok()
}
