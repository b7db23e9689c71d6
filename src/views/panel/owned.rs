//! What belongs to the open record and what points at it: a project's stages, a workflow's
//! statuses, a program's projects. Which kinds there are comes from the tables of fields.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::model::field::{Access, FieldKind, FieldMeta, Value};
use throughline_core::model::id::Ref;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Record};
use throughline_core::route::View;
use throughline_core::sort;

use super::add::{AddLine, rescue_focus};
use super::head::glyph_of_record;
use super::opened::Opened;
use super::title::title_field;
use super::{options, text, words};
use crate::app::watch::Watch;
use crate::widgets::icon::{Glyph, Icon};
use crate::widgets::icon_button::IconButton;

/// How many records of a kind show at most.
const MOST: usize = 50;

/// Is one record that belongs to the open one.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    at: Ref,
    name: String,
    glyph: Glyph,
    category: Option<String>,
    facts: Vec<String>,
    n_items: Option<usize>,
}

/// Finds the field by which records of a kind belong to, or else point at, a record of another.
fn field_to(kind: Kind, to: Kind) -> Option<&'static FieldMeta> {
    let points = |f: &&FieldMeta| match f.kind {
        FieldKind::Ref(k) => k == to,
        FieldKind::AnyRef => f.access == Access::Owner || to.is_place(),
        _ => false,
    };
    kind.fields().iter().find(points)
}

/// Lists the kinds that have a section of their own, in the order of the kinds.
fn kinds(of: Kind) -> Vec<(Kind, &'static FieldMeta)> {
    // These have sections of their own, or would repeat a whole view.
    let own = [Kind::Item, Kind::Comment, Kind::Dependency, Kind::Workspace, Kind::SavedView];
    let fits = |kind: &&Kind| {
        let owned = field_to(**kind, of).is_some_and(|f| f.access == Access::Owner);
        !own.contains(kind)
            && (owned
                || matches!(kind, Kind::Project | Kind::Product | Kind::Objective | Kind::Person))
    };
    // A person owns much; only what is the person's own is listed.
    let strict = |f: &FieldMeta| f.access == Access::Owner || of != Kind::Person;
    let kinds = Kind::ALL.iter().filter(fits);
    kinds.filter_map(|kind| Some((*kind, field_to(*kind, of).filter(|f| strict(f))?))).collect()
}

/// Tells whether a record of a kind can be made from a name alone.
fn needs_name_only(kind: Kind, owner: &FieldMeta) -> bool {
    let required = kind.fields().iter().filter(|f| f.access == Access::Required);
    owner.access == Access::Owner
        && owner.kind != FieldKind::AnyRef
        && title_field(kind)
            .is_some_and(|(_, title)| required.clone().all(|f| f.name == title.name))
        && required.clone().count() == 1
}

fn parts(model: &Model, at: Ref, kind: Kind, by: &FieldMeta) -> Vec<Part> {
    let mut records: Vec<Record> = if by.access == Access::Owner {
        let owned = model.index().owned(at).iter().filter(|r| r.kind == kind);
        owned.filter_map(|r| model.get(*r)).collect()
    } else {
        let points = |r: &Record| r.refs().iter().any(|(_, to)| *to == at);
        model.records(kind).filter(points).filter(|r| r.json("archived").is_null()).collect()
    };
    sort::by_key(&mut records, options::order);
    records.iter().map(|record| part(model, at, record)).collect()
}

fn part(model: &Model, of: Ref, record: &Record) -> Part {
    let at = record.to_ref();
    let others = || record.refs().into_iter().map(|(_, r)| r).filter(|r| *r != of);
    let name = Some(record.title().to_owned()).filter(|t| !t.is_empty());
    let name = name.or_else(|| others().next().map(|r| words::title(model, r)));
    let n_items = match at.kind {
        Kind::Stage => Some(
            model
                .items
                .iter()
                .filter(|i| i.is_live() && i.stage.is_some_and(|s| s.to_ref() == at))
                .count(),
        ),
        Kind::Release => Some(
            model
                .items
                .iter()
                .filter(|i| i.is_live() && i.release.is_some_and(|r| r.to_ref() == at))
                .count(),
        ),
        _ => None,
    };
    let category = match record {
        Record::Status(status) => Some(status.category.name().to_owned()),
        _ => None,
    };
    Part {
        at,
        name: name.unwrap_or_else(|| at.kind.one().to_owned()),
        glyph: glyph_of_record(record),
        category,
        facts: facts(model, record),
        n_items,
    }
}

/// Picks what tells a record from its peers: its choice, its number and its last date.
fn facts(model: &Model, record: &Record) -> Vec<String> {
    let fields = record.kind().fields().iter().enumerate();
    let mut choice = None;
    let mut date = None;
    let mut number = None;
    for (idx, meta) in fields {
        let json = record.json(meta.name);
        match record.value(idx) {
            Value::Choice(_, label) => choice = choice.or(Some(label)),
            Value::Date(day) => date = Some(words::date(day)),
            Value::Number(_) if !json.is_null() => {
                number =
                    number.or(Some(text::fact(meta.label, &words::of_json(model, meta, &json))));
            }
            _ => {}
        }
    }
    choice.into_iter().chain(number).chain(date).collect()
}

/// Draws a section for each kind of which there is any, or can be.
#[component]
pub fn Owned(one: Opened) -> impl IntoView {
    let section = move |(kind, by)| view! { <Section one kind by /> };
    kinds(one.at.kind).into_iter().map(section).collect_view()
}

#[component]
fn Section(one: Opened, kind: Kind, by: &'static FieldMeta) -> impl IntoView {
    let app = one.app;
    let can_add = needs_name_only(kind, by);
    let list = Memo::new(move |_| {
        app.work.watch(Watch::Kind(kind));
        one.around(|model| parts(model, one.at, kind, by))
    });
    let add = move |name: String| {
        let owner = (by.name.to_owned(), Json::String(one.at.id.to_string()));
        let name =
            (title_field(kind).map_or("name", |(_, f)| f.name).to_owned(), Json::String(name));
        app.run(&Command::CreateRecord { kind, fields: vec![owner, name] }).is_some()
    };
    let owned = by.access == Access::Owner;
    let row = move |part: Part| {
        let at = part.at;
        let remove = move |_| {
            app.run_and_tell(&Command::DeleteRecords(vec![at]));
            rescue_focus();
        };
        let mark = match part.category {
            Some(category) => {
                view! { <span class="status-mark" data-category=category></span> }.into_any()
            }
            None => view! { <Icon glyph=part.glyph small=true /> }.into_any(),
        };
        let n_items = part.n_items.map(|n| {
            let board = move || {
                app.address.link(|route| {
                    route.place = Some(at.id);
                    route.view = View::Board;
                })
            };
            view! { <a class="record-fact" href=board>{text::n_items(n)}</a> }
        });
        let label = text::remove(&part.name);
        let remove = owned.then(|| {
            view! { <IconButton label glyph=Glyph::Trash small=true on_press=remove /> }
        });
        view! {
            <li>
                {mark}
                <a class="record-name" dir="auto" href=move || one.link(at)>{part.name}</a>
                <span class="record-fact">{part.facts.join(" · ")}</span>
                {n_items}
                {remove}
            </li>
        }
    };
    let n = move || list.with(Vec::len);
    view! {
        <Show when=move || { can_add || n() > 0 }>
            <section class="section" data-section=kind.name()>
                <header class="section-head">
                    <h3>{kind.many()}</h3>
                    <span class="section-count">{move || Some(n()).filter(|n| *n > 0).map(|n| n.to_string())}</span>
                </header>
                <ul class="record-list">
                    <For
                        each=move || list.with(|l| l.iter().take(MOST).cloned().collect::<Vec<_>>())
                        key=|part| format!("{part:?}")
                        children=row
                    />
                </ul>
                <Show when=move || { n() > MOST }>
                    <p class="field-note">{move || text::and_more(n() - MOST)}</p>
                </Show>
                <Show when=move || can_add>
                    <AddLine label=text::add(kind.one()) on_add=add />
                </Show>
            </section>
        </Show>
    }
}
