//! The list of the lens's pages: links beside the page, one select on a phone.

use leptos::prelude::*;
use throughline_core::page::list;

use super::text;
use crate::app::pages::Pages;
use crate::widgets::select::Select;

/// Draws the list.
#[component]
pub fn Nav(pages: Pages) -> impl IntoView {
    let app = pages.app;
    let lens = Memo::new(move |_| app.address.route.with(|route| route.lens.clone()));
    let here = Memo::new(move |_| {
        let asked = app.address.route.with(|route| route.page.clone());
        lens.with(|lens| list::find(lens, &asked).map(|page| page.key)).unwrap_or_default()
    });
    let all = move || lens.with(|lens| list::of(lens).collect::<Vec<_>>());
    let link = move |page: &'static list::Listed| {
        let current = move || (here.get() == page.key).then_some("page");
        let href = move || {
            app.address.link(|route| {
                page.key.clone_into(&mut route.page);
                route.with.clear();
            })
        };
        view! {
            <a class="nav-item" href=href title=page.question aria-current=current>
                <span class="nav-label">{page.name}</span>
            </a>
        }
    };
    let options = Signal::derive(move || {
        all().into_iter().map(|p| (p.key.to_owned(), p.name.to_owned())).collect::<Vec<_>>()
    });
    let go = move |key: String| {
        app.address.update(|route| {
            route.page = key;
            route.with.clear();
        });
    };
    let value = Signal::derive(move || here.get().to_owned());
    view! {
        <nav class="page-nav" aria-label=text::PAGES>
            <div class="page-links">
                {move || all().into_iter().map(link).collect_view()}
            </div>
            <div class="page-pick">
                <Select label=text::PAGE hide_label=true value options on_change=go />
            </div>
        </nav>
    }
}
