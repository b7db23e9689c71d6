//! The items that the open item is made of, and a line to add one.

use leptos::prelude::*;
use throughline_core::command::{Command, NewItem};
use throughline_core::lens::card::parts;
use throughline_core::model::id::Ref;
use throughline_core::model::{Item, Kind};

use super::add::AddLine;
use super::opened::Opened;
use super::text;
use crate::widgets::avatar::Avatar;
use crate::widgets::progress::Progress;

/// Is one item in a list of items.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where it is.
    pub at: Ref,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its status by category and name.
    pub status: (String, String),
    /// Its owner's name; empty for nobody.
    pub owner: String,
    /// Whether it was put away.
    pub archived: bool,
}

/// Reads an item for a list.
pub fn line(model: &throughline_core::model::workspace::Model, item: &Item) -> Line {
    let status = model.status_of(item);
    Line {
        at: item.id.to_ref(),
        key: model.key_of(item),
        title: item.title.clone(),
        status: status.map(|s| (s.category.name().to_owned(), s.name.clone())).unwrap_or_default(),
        owner: item.owner.map(|id| model.title_of(id.to_ref())).unwrap_or_default(),
        archived: item.archived.is_some(),
    }
}

/// Draws an item of a list: its status, its name as a link, its key.
pub fn face(one: Opened, line: &Line) -> impl IntoView + use<> {
    let at = line.at;
    let Line { key, title, status: (category, status), archived, .. } = line.clone();
    let archived = archived.then(|| view! { <span class="badge">{text::ARCHIVED}</span> });
    view! {
        <span class="status-mark" data-category=category title=status.clone()></span>
        <span class="visually-hidden">{status}": "</span>
        <a class="record-name" dir="auto" href=move || one.link(at)>{title}</a>
        {archived}
        <span class="record-fact">{key}</span>
    }
}

/// Draws the parts.
#[component]
pub fn Parts(one: Opened) -> impl IntoView {
    let app = one.app;
    let list = Memo::new(move |_| {
        app.work.watch_kinds(&[Kind::Status, Kind::Person]);
        one.around(|model| {
            let Some(id) = one.item_id() else { return Vec::new() };
            let children = model.index().children(id).iter().filter_map(|(_, id)| model.find(*id));
            children.map(|item| line(model, item)).collect::<Vec<_>>()
        })
    });
    let done = Memo::new(move |_| {
        list.track();
        one.around(|model| one.item_id().and_then(|id| parts(model, id)))
    });
    let add = move |title: String| {
        let Some(id) = one.item_id() else { return false };
        let home = untrack(|| one.item(|item| (item.project, item.product)));
        let (project, product) = home.unwrap_or_default();
        let new = NewItem { title, project, product, parent: Some(id), ..NewItem::default() };
        app.run(&Command::CreateItem(new)).is_some()
    };
    let part = Signal::derive(move || {
        done.get().map_or(0.0, |(done, all)| done as f64 / all.max(1) as f64)
    });
    let row = move |line: Line| {
        let owner = line.owner.clone();
        let owner = (!owner.is_empty()).then(|| view! { <Avatar name=owner /> });
        view! { <li>{face(one, &line)}{owner}</li> }
    };
    view! {
        <section class="section" data-section="parts">
            <header class="section-head">
                <h3>{text::PARTS}</h3>
                <Show when=move || done.get().is_some()>
                    <span class="section-count">
                        {move || done.get().map(|(done, all)| text::of(done, all))}
                    </span>
                    <Progress part label=text::PARTS />
                </Show>
            </header>
            <ul class="record-list">
                <For each=move || list.get() key=|line| format!("{line:?}") children=row />
            </ul>
            <AddLine label=text::ADD_PART on_add=add />
        </section>
    }
}
