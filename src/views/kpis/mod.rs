//! The page of numbers: tiles with what they say, and behind each its charts, its formula and the
//! records. It composes; numbers come from the core, shapes from the chart kit.

mod arrange;
mod bar;
mod behind;
mod detail;
mod page;
mod readings;
mod report;
mod text;
mod tile;

use leptos::html;
use leptos::prelude::*;
use throughline_core::route::Route;
use wasm_bindgen::JsCast;

use crate::app::kpis::{Kpis, REPORT};
use crate::app::use_app;
use crate::shell::frame;
use crate::widgets::floating::focused;

/// Draws the page of the address.
#[component]
pub fn KpisView() -> impl IntoView {
    let app = use_app();
    let kpis = Kpis::open(app);
    provide_context(kpis);
    provide_context(arrange::Lifted(RwSignal::new(None)));
    arrange::refocus(kpis);
    let open = Memo::new(move |_| kpis.key.with(|key| !key.is_empty()));
    let report = Memo::new(move |_| kpis.key.with(|key| key == REPORT));
    let body = NodeRef::<html::Div>::new();
    let where_to = Memo::new(move |_| {
        let of = |route: &Route| (route.lens.clone(), route.place, route.kpi.clone());
        app.address.route.with(of)
    });
    // What another lens, place or number shows is read from its start.
    Effect::new(move |_| {
        where_to.track();
        if let Some(body) = body.get() {
            body.set_scroll_top(0);
        }
    });
    view! {
        <bar::Bar kpis />
        <div class="view-body kpis" node_ref=body>
            <Show when=move || open.get() fallback=move || view! { <page::Tiles kpis /> }>
                <Show when=move || report.get() fallback=move || view! { <detail::Behind kpis /> }>
                    <report::StatusReport kpis />
                </Show>
            </Show>
        </div>
    }
}

/// Gives the focus to an element once it is there, unless it went elsewhere on purpose.
fn focus_later(selector: String) {
    frame::next_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let (None, Some(element)) = (focused(), found) {
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}
