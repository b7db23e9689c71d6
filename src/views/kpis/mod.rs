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

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::kpis::{Kpis, REPORT};
use crate::app::use_app;
use crate::shell::frame;
use crate::widgets::floating::focused;

/// Draws the page of the address.
#[component]
pub fn KpisView() -> impl IntoView {
    let kpis = Kpis::open(use_app());
    provide_context(kpis);
    provide_context(arrange::Lifted(RwSignal::new(None)));
    arrange::refocus(kpis);
    let open = Memo::new(move |_| kpis.key.with(|key| !key.is_empty()));
    let report = Memo::new(move |_| kpis.key.with(|key| key == REPORT));
    view! {
        <bar::Bar kpis />
        <div class="view-body kpis">
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
