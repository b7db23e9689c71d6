//! The bar at the foot of a phone.

use leptos::prelude::*;
use throughline_core::action::Action;

use super::text;
use super::views::Shown;
use crate::app::{action, use_app};
use crate::widgets::icon::{Glyph, Icon};

/// Draws the bar.
#[component]
pub fn Bottombar() -> impl IntoView {
    let app = use_app();
    let act = move |what: Action| move |_| action::perform(app, what);
    view! {
        <nav class="bottombar" aria-label=text::VIEWS>
            {Shown::ALL.map(|shown| view! { <Switch shown /> }).into_iter().collect_view()}
            <button type="button" class="bottom-item" on:click=act(Action::Search)>
                <Icon glyph=Glyph::Search />
                {text::SEARCH}
            </button>
            <button type="button" class="bottom-item" aria-label=text::NEW_ITEM on:click=act(Action::NewItem)>
                <Icon glyph=Glyph::Plus />
                {text::NEW}
            </button>
            <button type="button" class="bottom-item" on:click=move |_| app.ui.drawer.set(true)>
                <Icon glyph=Glyph::Menu />
                {text::MORE}
            </button>
        </nav>
    }
}

#[component]
fn Switch(shown: Shown) -> impl IntoView {
    let app = use_app();
    let here = shown.here(app);
    view! {
        <a
            class="bottom-item"
            href=move || app.address.link(|route| {
                shown.go(route);
                route.open = None;
            })
            aria-current=move || here.get().then_some("page")
        >
            <Icon glyph=shown.glyph() />
            {shown.0.label()}
        </a>
    }
}
