//! Web addresses that belong to the open item.

use leptos::prelude::*;
use throughline_core::model::WebLink;

use super::add::{AddLine, rescue_focus};
use super::opened::Opened;
use super::text;
use crate::app::work::Failure;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;
use throughline_core::prose::safe_address;

fn change(one: Opened, f: impl FnOnce(&mut Vec<WebLink>)) -> bool {
    let mut links = untrack(|| one.item(|item| item.links.clone())).unwrap_or_default();
    f(&mut links);
    one.set_parts("links", &links)
}

/// Draws the links and a line to add one.
#[component]
pub fn Links(one: Opened) -> impl IntoView {
    let list = Memo::new(move |_| one.item(|item| item.links.clone()).unwrap_or_default());
    let add = move |typed: String| {
        // A name may follow the address.
        let (address, name) = typed.split_once(char::is_whitespace).unwrap_or((&typed, ""));
        let address =
            if address.contains(':') { address.to_owned() } else { format!("https://{address}") };
        let Some(url) = safe_address(&address) else {
            let message = text::NOT_AN_ADDRESS.to_owned();
            one.app.fail(&Failure { message, hint: text::ADDRESS_HINT.to_owned() });
            return false;
        };
        let name = name.trim().to_owned();
        change(one, |links| links.push(WebLink { url, name, ..Default::default() }))
    };
    let row = move |(idx, link): (usize, WebLink)| {
        let name = if link.name.is_empty() { link.url.clone() } else { link.name.clone() };
        let label = text::remove(&name);
        let remove = move |_| {
            change(one, |links| {
                if idx < links.len() {
                    links.remove(idx);
                }
            });
            rescue_focus();
        };
        // An address that may not be followed is shown as it is.
        let face = match safe_address(&link.url) {
            Some(url) => view! {
                <a class="record-name" href=url target="_blank" rel="noopener noreferrer" title=link.url>
                    {name}
                </a>
            }
            .into_any(),
            None => view! { <span class="record-name">{name}" "{link.url}</span> }.into_any(),
        };
        view! {
            <li>
                <Icon glyph=Glyph::Link small=true />
                {face}
                <IconButton label glyph=Glyph::Close small=true on_press=remove />
            </li>
        }
    };
    view! {
        <section class="section" data-section="links">
            <header class="section-head"><h3>{text::LINKS}</h3></header>
            <ul class="record-list">
                {move || list.get().into_iter().enumerate().map(row).collect_view()}
            </ul>
            <AddLine label=text::ADD_LINK on_add=add />
        </section>
    }
}
