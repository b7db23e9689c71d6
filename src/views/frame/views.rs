//! The views that have a screen, and the ways to them.

use leptos::prelude::*;
use throughline_core::route::{Route, View};

use super::text;
use crate::app::{App, use_app};
use crate::widgets::icon::{Glyph, Icon};

/// Is a view that has a screen.
#[derive(Clone, Copy, PartialEq)]
pub struct Shown(pub View);

impl Shown {
    /// Lists them.
    pub const ALL: [Shown; 5] = [
        Shown(View::Board),
        Shown(View::Roadmap),
        Shown(View::Kpis),
        Shown(View::Table),
        Shown(View::Pages),
    ];

    /// Gives its drawing.
    pub fn glyph(self) -> Glyph {
        match self.0 {
            View::Kpis => Glyph::Kpis,
            View::Roadmap => Glyph::Roadmap,
            View::Table => Glyph::Table,
            View::Pages => Glyph::Pages,
            View::Board => Glyph::Board,
        }
    }

    /// Tells whether it is what is shown.
    pub fn here(self, app: App) -> Memo<bool> {
        Memo::new(move |_| {
            let view = app.address.route.with(|route| route.view);
            Shown::ALL.iter().find(|shown| shown.0 == view).unwrap_or(&Shown(View::Board)) == &self
        })
    }

    /// Goes there.
    pub fn go(self, route: &mut Route) {
        route.view = self.0;
        route.kpi = String::new();
    }
}

/// Draws the way to a view.
#[component]
pub fn ViewLink(shown: Shown) -> impl IntoView {
    let app = use_app();
    let here = shown.here(app);
    view! {
        <a
            class="nav-item"
            href=move || app.address.link(|route| shown.go(route))
            aria-current=move || here.get().then_some("page")
            on:click=move |_| app.ui.drawer.set(false)
        >
            <Icon glyph=shown.glyph() />
            <span class="nav-label">{shown.0.label()}</span>
        </a>
    }
}

/// Draws the way to the work of all places.
#[component]
pub fn Everywhere() -> impl IntoView {
    let app = use_app();
    let here = Memo::new(move |_| app.address.route.with(|route| route.place.is_none()));
    view! {
        <a
            class="nav-item"
            href=move || app.address.link(|route| route.place = None)
            aria-current=move || here.get().then_some("page")
            on:click=move |_| app.ui.drawer.set(false)
        >
            <Icon glyph=Glyph::Layers small=true />
            <span class="nav-label">{text::EVERYTHING}</span>
        </a>
    }
}
