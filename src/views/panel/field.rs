//! One field: its name, and the editor that its kind asks for. A value that could not be saved
//! stays in its editor, with the reason below.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::model::field::{Access, FieldKind, FieldMeta, Value};

use super::opened::Opened;
use super::ref_field::{RefField, RefLinks};
use super::text;
use super::words;
use crate::widgets::checkbox::Checkbox;
use crate::widgets::date_field::DateField;
use crate::widgets::inline_edit::InlineEdit;
use crate::widgets::number_field::NumberField;
use crate::widgets::select::Select;

/// Is what every editor of a field is given.
#[derive(Clone, Copy)]
pub struct Edited {
    /// The record.
    pub one: Opened,
    /// The field.
    pub meta: &'static FieldMeta,
    /// Its value as it is now.
    pub value: Memo<Value>,
    /// What could not be saved as text, and why.
    pub failed: RwSignal<Option<(String, String)>>,
}

impl Edited {
    /// Saves a value; `typed` is what to show again if that fails.
    pub fn save(&self, value: Json, typed: &str) {
        let failed = self.one.set(self.meta.name, value).err();
        self.failed.set(failed.map(|e| (typed.to_owned(), e.message)));
    }

    /// Tells whether the record can be without it.
    pub fn optional(&self) -> bool {
        self.meta.access != Access::Required
    }
}

/// Draws a field with its editor.
#[component]
pub fn FieldRow(one: Opened, idx: usize, meta: &'static FieldMeta) -> impl IntoView {
    view! {
        <div class="field-row" data-field=meta.name>
            <dt title=one.at.kind.help(idx)>{label_of(meta)}</dt>
            <dd>
                <FieldEditor one idx meta />
                <Show when=move || one.is_mixed(idx)><span class="muted">{text::VARIOUS}</span></Show>
            </dd>
        </div>
    }
}

/// Draws the editor of a field, and why a value could not be saved.
#[component]
pub fn FieldEditor(one: Opened, idx: usize, meta: &'static FieldMeta) -> impl IntoView {
    let value =
        Memo::new(move |_| one.record.with(|r| r.as_ref().map_or(Value::Empty, |r| r.value(idx))));
    let failed = RwSignal::new(None::<(String, String)>);
    let edited = Edited { one, meta, value, failed };
    view! {
        {editor(edited)}
        <Show when=move || failed.with(Option::is_some)>
            <p class="field-note">
                {move || failed.with(|f| f.as_ref().map(|f| text::not_saved(&f.1)))}
            </p>
        </Show>
    }
}

fn label_of(meta: &FieldMeta) -> String {
    match meta.kind {
        FieldKind::Minutes => text::in_hours(meta.label),
        FieldKind::Percent => text::in_percent(meta.label),
        _ => meta.label.to_owned(),
    }
}

fn editor(edited: Edited) -> AnyView {
    let meta = edited.meta;
    if meta.access == Access::Owner {
        return view! { <RefLinks edited /> }.into_any();
    }
    match meta.kind {
        FieldKind::Text => text_editor(edited, false),
        FieldKind::Texts => text_editor(edited, true),
        FieldKind::Number | FieldKind::Whole => number_editor(edited, 1.0, None),
        FieldKind::Percent => number_editor(edited, 1.0, Some(100.0)),
        FieldKind::Minutes => number_editor(edited, 60.0, None),
        FieldKind::Money => money_editor(edited),
        FieldKind::Bool => bool_editor(edited),
        FieldKind::Date => date_editor(edited),
        FieldKind::Choice(choices) => choice_editor(edited, choices),
        FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::AnyRef => {
            view! { <RefField edited /> }.into_any()
        }
        FieldKind::Markdown | FieldKind::Time | FieldKind::Rank | FieldKind::Parts => {
            let shown = move || match edited.value.get() {
                Value::Parts(n) if n > 0 && meta.name == "targets" => {
                    let one = edited.one;
                    one.record
                        .with(|r| one.app.work.with(|model| words::targets(model, r.as_ref())))
                }
                Value::Parts(n) => text::parts(n),
                Value::Time(at) => crate::shell::clock::say_time(at),
                Value::Text(words) => words,
                _ => String::new(),
            };
            view! { <span class="field-read">{move || shown()}</span> }.into_any()
        }
    }
}

fn text_editor(edited: Edited, many: bool) -> AnyView {
    let stored = move || match edited.value.get() {
        Value::Text(words) => words,
        Value::Many(list) => {
            let words = |value| if let Value::Text(words) = value { words } else { String::new() };
            list.into_iter().map(words).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    };
    let value = Signal::derive(move || {
        edited.failed.with(|f| f.as_ref().map(|f| f.0.clone())).unwrap_or_else(stored)
    });
    let save = move |typed: String| {
        let value = if many {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect::<Vec<_>>().into()
        } else {
            Json::String(typed.clone())
        };
        edited.save(value, &typed);
    };
    view! {
        <InlineEdit
            label=edited.meta.label
            value
            on_commit=save
            placeholder=text::EMPTY
            multiline=many
            required=!edited.optional()
        />
    }
    .into_any()
}

fn number_editor(edited: Edited, unit: f64, max: Option<f64>) -> AnyView {
    let value = Signal::derive(move || match edited.value.get() {
        Value::Number(n) => Some((n / unit * 100.0).round() / 100.0),
        _ => None,
    });
    let save = move |typed: Option<f64>| {
        let number = typed.map(|n| if unit == 1.0 { n } else { (n * unit).round() });
        let json = number.map_or(Json::Null, words::number);
        edited.save(json, &typed.map(words::short_number).unwrap_or_default());
    };
    let label = label_of(edited.meta);
    match (max, unit == 60.0) {
        (Some(max), _) => view! {
            <NumberField label value on_change=save min=0.0 max hide_label=true bare=true />
        }
        .into_any(),
        (None, true) => view! {
            <NumberField label value on_change=save step=0.25 hide_label=true bare=true />
        }
        .into_any(),
        (None, false) => view! {
            <NumberField label value on_change=save hide_label=true bare=true />
            {lag_unit(edited)}
        }
        .into_any(),
    }
}

/// Says what a lag is counted in, which another field of the dependency decides.
fn lag_unit(edited: Edited) -> Option<impl IntoView> {
    let unit = move || {
        let unit = edited.one.record.with(|r| r.as_ref().map(|r| r.json("lag_unit")));
        if unit == Some("percent".into()) { text::PERCENT } else { text::MINUTES }
    };
    (edited.meta.name == "lag").then(|| view! { <span class="muted">{move || unit()}</span> })
}

fn money_editor(edited: Edited) -> AnyView {
    let value = Signal::derive(move || match edited.value.get() {
        Value::Number(n) => Some(n),
        _ => None,
    });
    let save = move |typed: Option<f64>| {
        let json = typed.map_or(Json::Null, |n| words::number((n * 100.0).round()));
        edited.save(json, &typed.map(words::short_number).unwrap_or_default());
    };
    let currency = edited.one.around(|m| m.info().map(|i| i.currency.clone())).unwrap_or_default();
    view! {
        <NumberField label=edited.meta.label value on_change=save step=0.01 hide_label=true bare=true />
        <span class="muted">{currency}</span>
    }
    .into_any()
}

fn bool_editor(edited: Edited) -> AnyView {
    let checked = Signal::derive(move || edited.value.get() == Value::Bool(true));
    let save = move |on: bool| edited.save(Json::Bool(on), "");
    view! { <Checkbox label=edited.meta.label checked on_change=save hide_label=true /> }.into_any()
}

fn date_editor(edited: Edited) -> AnyView {
    let value = Signal::derive(move || match edited.value.get() {
        Value::Date(date) => date.to_string(),
        _ => String::new(),
    });
    let save = move |typed: String| {
        let json = if typed.is_empty() { Json::Null } else { Json::String(typed.clone()) };
        edited.save(json, &typed);
    };
    view! { <DateField label=edited.meta.label value on_change=save hide_label=true bare=true /> }
        .into_any()
}

fn choice_editor(
    edited: Edited,
    choices: &'static [throughline_core::model::field::Choice],
) -> AnyView {
    let value = Signal::derive(move || match edited.value.get() {
        Value::Choice(name, _) => name,
        _ => String::new(),
    });
    let options = Signal::derive(move || {
        let mut options: Vec<(String, String)> =
            choices.iter().map(|c| (c.name.to_owned(), c.label.to_owned())).collect();
        // A name from a newer version stays choosable.
        if let Value::Choice(name, label) = edited.value.get()
            && !choices.iter().any(|c| c.name == name)
        {
            options.push((name, label));
        }
        options
    });
    let save = move |name: String| edited.save(Json::String(name.clone()), &name);
    view! {
        <Select label=edited.meta.label value options on_change=save hide_label=true bare=true />
    }
    .into_any()
}
