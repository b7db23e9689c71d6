//! The editor of a field that points at records: a list to choose from, or a search over items.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::model::field::{FieldKind, Value};
use throughline_core::model::id::Ref;
use throughline_core::model::{Kind, Record};

use super::field::Edited;
use super::options;
use super::pick_item::PickItem;
use super::text;
use super::words;
use crate::widgets::combobox::Combobox;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;

/// Draws the editor that the field's kind asks for.
#[component]
pub fn RefField(edited: Edited) -> impl IntoView {
    match edited.meta.kind {
        FieldKind::Ref(Kind::Item) => view! { <ItemRef edited /> }.into_any(),
        FieldKind::Refs(kind) => view! { <Chooser edited kind=Some(kind) many=true /> }.into_any(),
        FieldKind::Ref(kind) => view! { <Chooser edited kind=Some(kind) many=false /> }.into_any(),
        _ => view! { <Chooser edited kind=None many=false /> }.into_any(),
    }
}

/// Gives the records that a value points at.
fn refs(value: &Value) -> Vec<Ref> {
    match value {
        Value::Ref(at) => vec![*at],
        Value::Many(list) => list.iter().flat_map(refs).collect(),
        _ => Vec::new(),
    }
}

/// Draws what a record belongs to, which nobody edits.
#[component]
pub fn RefLinks(edited: Edited) -> impl IntoView {
    let one = edited.one;
    let link = move |at: Ref| {
        let name = move || {
            one.app.work.watch(crate::app::watch::Watch::Record(at));
            one.app.work.with(|model| words::title(model, at))
        };
        view! { <a class="field-read" href=move || one.link(at)>{move || name()}</a> }
    };
    redrawn(move || edited.value.with(refs).into_iter().map(link).collect_view())
}

/// Draws a list of the records of a kind, or of places.
#[component]
fn Chooser(edited: Edited, kind: Option<Kind>, many: bool) -> impl IntoView {
    let one = edited.one;
    let selected = Signal::derive(move || {
        let id = |at: Ref| if kind.is_some() { at.id.to_string() } else { at.to_string() };
        edited.value.with(refs).into_iter().map(id).collect::<Vec<_>>()
    });
    let choices = Memo::new(move |_| {
        let app = one.app;
        match kind {
            Some(kind) => app.work.watch(crate::app::watch::Watch::Kind(kind)),
            None => {
                app.work.watch_kinds(&[Kind::Product, Kind::Program, Kind::Project, Kind::Release])
            }
        }
        let chosen = selected.get();
        let Some(record) = one.record.get() else { return Vec::new() };
        app.work.with(|model| match kind {
            Some(kind) => options::of_kind(model, &record, kind, &chosen),
            None => options::of_places(model),
        })
    });
    let save = move |ids: Vec<String>| {
        let json = if many {
            Json::from(ids)
        } else {
            ids.into_iter().next().map_or(Json::Null, Json::String)
        };
        edited.save(json, "");
    };
    let create = move |name: String| {
        let Some(kind) = kind else { return };
        let fields = vec![("name".to_owned(), Json::String(name))];
        let outcome = one.app.run(&Command::CreateRecord { kind, fields });
        let Some(made) = outcome.and_then(|outcome| outcome.created) else { return };
        let mut ids = if many { selected.get_untracked() } else { Vec::new() };
        ids.push(made.id.to_string());
        save(ids);
    };
    let label = edited.meta.label;
    let options = Signal::derive(move || choices.get());
    // A label or a person needs no more than a name.
    if matches!(kind, Some(Kind::Label | Kind::Person)) {
        view! {
            <Combobox label options selected on_change=save many clearable=edited.optional()
                placeholder=text::EMPTY on_create=create bare=true chips=many />
        }
        .into_any()
    } else {
        view! {
            <Combobox label options selected on_change=save many clearable=edited.optional()
                placeholder=text::EMPTY bare=true chips=many />
        }
        .into_any()
    }
}

/// Draws the item that a field points at, with a search for another.
#[component]
fn ItemRef(edited: Edited) -> impl IntoView {
    let one = edited.one;
    let target = Memo::new(move |_| {
        let at = edited.value.with(refs).first().copied()?;
        one.app.work.watch(crate::app::watch::Watch::Record(at));
        one.app.work.with(|model| match model.get(at)? {
            Record::Item(item) => Some((at, model.key_of(&item), item.title.clone())),
            _ => Some((at, String::new(), words::title(model, at))),
        })
    });
    let choose = move |at: Ref| edited.save(Json::String(at.id.to_string()), "");
    let link = move || {
        target.get().map(|(at, key, title)| {
            view! {
                <a class="record-name" href=move || one.link(at)>
                    <span class="record-fact">{key}</span>" "{title}
                </a>
                <IconButton
                    label=text::remove(edited.meta.label)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |_| edited.save(Json::Null, "")
                />
            }
        })
    };
    let verb = Signal::derive(move || {
        if target.with(Option::is_some) { text::CHANGE } else { text::CHOOSE }.to_owned()
    });
    view! {
        <div class="item-ref">
            {move || link()}
            <PickItem one label=edited.meta.label verb on_choose=choose />
        </div>
    }
}
