//! What the open item waits for, and what waits for it.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Dependency, Item, Kind, LagUnit};

use super::add::rescue_focus;
use super::opened::Opened;
use super::parts::{Line, face, line};
use super::pick_item::PickItem;
use super::text;
use super::words;
use crate::app::watch::Watch;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;

/// Is one link of the open item: the dependency, its type in words, and the item at its other end.
#[derive(Debug, Clone, PartialEq)]
struct End {
    at: Ref,
    how: String,
    item: Line,
}

/// Draws both lists.
#[component]
pub fn Depends(one: Opened) -> impl IntoView {
    view! {
        <Ends one before=true />
        <Ends one before=false />
    }
}

/// Lists the links of which the open item is the successor, or the predecessor.
fn ends(one: Opened, before: bool) -> Vec<End> {
    let Some(id) = one.item_id() else { return Vec::new() };
    let list: Vec<End> = one.around(|model| {
        let links = model.index().owned_of::<Dependency>(one.at).filter_map(|id| model.find(id));
        let other = |d: &Dependency| match before {
            true => (d.to == id).then_some(d.from),
            false => (d.from == id).then_some(d.to),
        };
        let end = |d: &Dependency| {
            let item = model.find(other(d)?)?;
            Some(End { at: d.id.to_ref(), how: say(d), item: line(model, item) })
        };
        links.filter_map(end).collect()
    });
    one.app.work.watch(Watch::Kind(Kind::Status));
    list.iter().for_each(|end| one.app.work.watch(Watch::Record(end.item.at)));
    list
}

/// Says the type and the lag of a link; the usual one needs no words.
fn say(d: &Dependency) -> String {
    let lag = d.lag.map(|n| n.get()).filter(|n| *n != 0.0).map(|n| match d.lag_unit {
        LagUnit::Percent | LagUnit::ElapsedPercent => format!("{} %", words::short_number(n)),
        _ => text::hours(&words::short_number(n / 60.0)),
    });
    match lag {
        Some(lag) if lag.starts_with('-') => format!("{}, {lag}", d.link.label()),
        Some(lag) => format!("{}, +{lag}", d.link.label()),
        None => d.link.label().to_owned(),
    }
}

#[component]
fn Ends(one: Opened, before: bool) -> impl IntoView {
    let app = one.app;
    let list = Memo::new(move |_| ends(one, before));
    let name = if before { text::WAITS_FOR } else { text::BLOCKS };
    let add = move |other: Ref| {
        let (Some(own), Some(other)) = (one.item_id(), Id::<Item>::from_ref(other)) else { return };
        let (from, to) = if before { (other, own) } else { (own, other) };
        app.run(&Command::Link(Dependency { from, to, ..Dependency::default() }));
    };
    let row = move |end: End| {
        let at = end.at;
        let remove = move |_| {
            app.run_and_tell(&Command::DeleteRecords(vec![at]));
            rescue_focus();
        };
        view! {
            <li>
                {face(one, &end.item)}
                <a class="record-fact" href=move || one.link(at) title=text::EDIT_LINK>{end.how}</a>
                <IconButton label=text::remove(&end.item.title) glyph=Glyph::Close small=true on_press=remove />
            </li>
        }
    };
    view! {
        <section class="section" data-section=if before { "waits-for" } else { "blocks" }>
            <header class="section-head">
                <h3>{name}</h3>
                <span class="section-count">
                    {move || Some(list.with(Vec::len)).filter(|n| *n > 0).map(|n| n.to_string())}
                </span>
                <PickItem one label=name verb=text::ADD on_choose=add />
            </header>
            <ul class="record-list">
                <For each=move || list.get() key=|end| format!("{end:?}") children=row />
            </ul>
        </section>
    }
}
