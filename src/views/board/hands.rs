//! What pointers do to cards, heard once for the whole board: a card has no listener of its own.

use leptos::prelude::*;
use throughline_core::model::id::Ref;
use wasm_bindgen::JsCast;

use super::{selection, text};
use crate::app::board::Board;
use crate::app::drag::Dragger;
use crate::app::{App, use_app};
use crate::widgets::point_menu::PointMenu;

/// Is the hands of a board.
#[derive(Clone, Copy)]
pub struct Hands {
    app: App,
    board: Board,
    dragger: Dragger,
    menu: PointMenu,
}

impl Hands {
    /// Takes what the hands need from the context; to be called in a component's body.
    pub fn new() -> Self {
        Hands {
            app: use_app(),
            board: expect_context::<Board>(),
            dragger: expect_context::<Dragger>(),
            menu: expect_context::<PointMenu>(),
        }
    }

    /// A pointer went down.
    pub fn press(self, event: &web_sys::PointerEvent) {
        if let Some(at) = self.card(event) {
            self.dragger.press(at, event);
        }
    }

    /// Something was clicked.
    pub fn click(self, event: &web_sys::MouseEvent) {
        let Some(at) = self.card(event) else { return };
        if !self.dragger.swallows_click() {
            selection::click(self.app, self.board, at, event);
        }
    }

    /// A menu was asked for.
    pub fn menu(self, event: &web_sys::MouseEvent) {
        let Some(at) = self.card(event) else { return };
        event.prevent_default();
        self.app.ui.at.set(Some(at));
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.menu.open_at(x, y, text::CARD_MENU, selection::card_menu(self.app, at));
    }

    /// Something got the focus.
    pub fn focus(self, event: &web_sys::FocusEvent) {
        if let Some(at) = self.card(event) {
            self.app.ui.at.set(Some(at));
        }
    }

    fn card(self, event: &web_sys::Event) -> Option<Ref> {
        let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
        let card = target.closest("[data-card]").ok().flatten()?;
        let id = card.get_attribute("data-card")?.parse().ok()?;
        Some(Ref { kind: self.board.kind(), id })
    }
}
