//! The fields that this workspace adds to items.

use leptos::prelude::*;
use serde_json::{Map, Value as Json};
use throughline_core::model::{CustomField, CustomType, Kind};
use throughline_core::sort;

use super::opened::Opened;
use super::{options, text, words};
use crate::widgets::checkbox::Checkbox;
use crate::widgets::date_field::DateField;
use crate::widgets::inline_edit::InlineEdit;
use crate::widgets::number_field::NumberField;
use crate::widgets::select::Select;

/// Draws a row for each custom field.
#[component]
pub fn CustomFields(one: Opened) -> impl IntoView {
    let fields = Memo::new(move |_| {
        one.app.work.watch_kinds(&[Kind::CustomField]);
        one.app.work.with(|model| {
            let mut all: Vec<_> = model.records(Kind::CustomField).collect();
            sort::by_key(&mut all, options::order);
            let ids = all.iter().map(|r| throughline_core::model::id::Id::new(r.raw_id()));
            ids.filter_map(|id| model.find::<CustomField>(id)).cloned().collect::<Vec<_>>()
        })
    });
    let row = move |field: CustomField| {
        view! {
            <div class="field-row">
                <dt>{field.name.clone()}</dt>
                <dd>{editor(one, field)}</dd>
            </div>
        }
    };
    view! { <dl class="fields">{move || fields.get().into_iter().map(row).collect_view()}</dl> }
}

fn editor(one: Opened, field: CustomField) -> AnyView {
    let id = StoredValue::new(field.id.to_string());
    let value = Memo::new(move |_| {
        one.item(|item| id.with_value(|id| item.custom.get(id).cloned()))
            .flatten()
            .unwrap_or(Json::Null)
    });
    let save = move |new: Json| {
        let old = untrack(|| one.item(|item| item.custom.clone())).unwrap_or_default();
        let mut map: Map<String, Json> = old.into_iter().collect();
        match new {
            Json::Null => map.remove(&id.get_value()),
            new => map.insert(id.get_value(), new),
        };
        let _ = one.set("custom", Json::Object(map));
    };
    let words = Signal::derive(move || match value.get() {
        Json::String(words) => words,
        Json::Null => String::new(),
        other => other.to_string(),
    });
    let save_words = move |typed: String| {
        save(if typed.is_empty() { Json::Null } else { Json::String(typed) });
    };
    let label = field.name.clone();
    match field.holds {
        CustomType::Number => {
            let value = Signal::derive(move || value.get().as_f64());
            let save = move |typed: Option<f64>| save(typed.map_or(Json::Null, words::number));
            view! { <NumberField label value on_change=save hide_label=true bare=true /> }
                .into_any()
        }
        CustomType::Date => {
            view! { <DateField label value=words on_change=save_words hide_label=true bare=true /> }
                .into_any()
        }
        CustomType::Bool => {
            let checked = Signal::derive(move || value.get() == Json::Bool(true));
            let save = move |on: bool| save(if on { Json::Bool(true) } else { Json::Null });
            view! { <Checkbox label checked on_change=save hide_label=true /> }.into_any()
        }
        CustomType::Select => {
            let options = Signal::derive(move || {
                let mut names = field.options.clone();
                let chosen = words.get();
                if !chosen.is_empty() && !names.contains(&chosen) {
                    names.push(chosen);
                }
                let none = (String::new(), text::EMPTY.to_owned());
                std::iter::once(none)
                    .chain(names.into_iter().map(|n| (n.clone(), n)))
                    .collect::<Vec<_>>()
            });
            view! {
                <Select label value=words options on_change=save_words hide_label=true bare=true />
            }
            .into_any()
        }
        CustomType::Text | CustomType::Other(_) => {
            view! { <InlineEdit label value=words on_commit=save_words placeholder=text::EMPTY /> }
                .into_any()
        }
    }
}
