//! A few values with their names.

use leptos::prelude::*;
use throughline_core::page::report::{Fact, Shape};
use throughline_core::route::Route;

use super::{block_of, mark, tone};
use crate::app::pages::Pages;

/// Draws the values in a row.
#[component]
pub fn FactsView(pages: Pages, key: String) -> impl IntoView {
    let app = pages.app;
    let facts = Memo::new(move |_| {
        block_of(pages, &key, |block| match &block.shape {
            Shape::Facts(facts) => facts.clone(),
            _ => Vec::new(),
        })
        .unwrap_or_default()
    });
    let one = move |fact: Fact| {
        let Fact { label, value, tone: stands, at, says, page } = fact;
        let leads = at.is_some() || !page.is_empty();
        let href = move || {
            let link = app.address.link(|route| match at {
                Some(at) => route.open = Some(at.id),
                None if page.contains('/') => {
                    let place = route.place;
                    *route = Route { place, ..Route::parse(&format!("#/{page}")) };
                }
                None => {
                    route.page.clone_from(&page);
                    route.with.clear();
                }
            });
            leads.then_some(link)
        };
        let value = view! { <span class="figure-value">{mark(stands)}{value}</span> };
        let value = match leads {
            true => view! { <a class="figure-link" href=href>{value}</a> }.into_any(),
            false => value.into_any(),
        };
        view! {
            <div class="figure" data-tone=tone(stands)>
                <dt>{label}</dt>
                <dd>{value}</dd>
                {(!says.is_empty()).then(|| view! { <dd class="figure-says" dir="auto">{says}</dd> })}
            </div>
        }
    };
    view! { <dl class="figures">{move || facts.get().into_iter().map(one).collect_view()}</dl> }
}
