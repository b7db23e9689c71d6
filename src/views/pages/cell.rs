//! A cell: what it says, or the editor that its field asks for.

use leptos::{html, prelude::*};
use serde_json::Value as Json;
use throughline_core::model::Kind;
use throughline_core::model::field::{FieldKind, FieldMeta};
use throughline_core::model::id::Ref;
use throughline_core::page::report::{Cell, Column};

use super::{mark, text, tone};
use crate::app::pages::{Pages, Typing, value_of};
use crate::views::panel::FieldCell;

/// Is what an editor edits: a field of a record, or of one that is made by editing it.
#[derive(Clone, Default, PartialEq)]
pub struct Place {
    /// The record and its field.
    pub edit: Option<(Ref, String)>,
    /// The kind of a record that is not there yet, and what it must have; its last entry is the
    /// field that is edited.
    pub fresh: Option<(Kind, Vec<(String, Json)>)>,
    /// The value as it is written.
    pub text: String,
    /// What the field is called here.
    pub label: String,
    /// A name of the cell that nothing else on the page has.
    pub at: String,
}

impl Place {
    fn meta(&self) -> Option<&'static FieldMeta> {
        let (kind, field) = match (&self.edit, &self.fresh) {
            (Some((at, field)), _) => (at.kind, field),
            (None, Some((kind, fields))) => (*kind, &fields.last()?.0),
            (None, None) => return None,
        };
        kind.fields().iter().find(|meta| meta.name == field)
    }
}

/// So many letters stand on one line.
const SHORT: usize = 12;

/// Draws a cell.
#[component]
pub fn CellView(
    pages: Pages,
    cell: Memo<Cell>,
    column: Memo<Column>,
    title: Memo<String>,
    first: bool,
    depth: Signal<u8>,
    label: Signal<String>,
    name: StoredValue<String>,
) -> impl IntoView {
    let app = pages.app;
    let edits = Memo::new(move |_| cell.with(|c| c.edit.is_some() || c.fresh.is_some()));
    let place = Signal::derive(move || {
        let Cell { text, edit, fresh, .. } = cell.get();
        let label = column.with(|c| text::of_row(&c.name, &title.get()));
        Place { edit, fresh, text, label, at: name.get_value() }
    });
    let words = move || {
        let Cell { text, at, part, tone, .. } = cell.get();
        // A second line says more, quietly.
        let (text, under) = match text.split_once('\n') {
            Some((text, under)) => (text.to_owned(), Some(under.to_owned())),
            None => (text, None),
        };
        let under = under.map(|under| view! { <span class="cell-under" dir="auto">{under}</span> });
        let text = match at {
            Some(at) => view! {
                <a class="cell-link" dir="auto" href=move || app.address.link(|route| route.open = Some(at.id))>{text}</a>
            }
            .into_any(),
            None => view! { <span class="cell-text" dir="auto">{text}</span> }.into_any(),
        };
        let bar = part.map(|part| {
            view! { <span class="cell-bar" aria-hidden="true"><span style=("--part", part.to_string())></span></span> }
        });
        view! { <>{mark(tone)}{text}{bar}{under}</> }.into_any()
    };
    let inside = redrawn(move || if edits.get() { editor(pages, place) } else { words() });
    let stands = move || cell.with(|c| tone(c.tone));
    let hint = move || cell.with(|c| (!c.hint.is_empty()).then(|| c.hint.clone()));
    let number = move || column.with(|c| c.number.then_some(""));
    let extra = move || column.with(|c| c.extra.then_some(""));
    let short = move || cell.with(|c| (c.text.chars().count() <= SHORT).then_some(""));
    if first {
        view! {
            <th scope="row" data-tone=stands title=hint style=("--depth", move || depth.get().to_string())>
                <span class="sheet-label" hidden=move || label.with(String::is_empty)>{move || label.get()}</span>
                {inside}</th>
        }
        .into_any()
    } else {
        view! { <td data-tone=stands title=hint data-number=number data-extra=extra data-short=short data-edits=move || edits.get().then_some("")>{inside}</td> }
            .into_any()
    }
}

/// Draws the editor that a field asks for. It stays the same element when its record comes to be.
pub fn editor(pages: Pages, place: Signal<Place>) -> AnyView {
    let Some(meta) = untrack(|| place.with(Place::meta)) else { return ().into_any() };
    let save = move |typed: String| {
        let Place { edit, fresh, text, .. } = place.get_untracked();
        if typed == text {
            return;
        }
        match (edit, fresh) {
            (Some((at, field)), _) => {
                pages.save(at, &field, &typed);
            }
            (None, Some((kind, mut fields))) => {
                if let Some((field, value)) = fields.last_mut() {
                    *value = value_of(kind, field, &typed);
                }
                pages.set_or_create(kind, fields);
            }
            (None, None) => {}
        }
    };
    let label = move || place.with(|p| p.label.clone());
    let at = move || place.with(|p| p.at.clone());
    let stored = move || place.with(|p| p.text.clone());
    let began = StoredValue::new(None::<Typing>);
    match meta.kind {
        FieldKind::Number
        | FieldKind::Whole
        | FieldKind::Percent
        | FieldKind::Money
        | FieldKind::Minutes => view! {
            <input
                class="input cell-input"
                data-bare=""
                type="number"
                inputmode="decimal"
                step="any"
                aria-label=label
                data-at=at
                placeholder=text::UNSET
                prop:value=stored
                on:input:target=move |event| {
                    // What is typed counts at once, but a number that is not whole yet does not.
                    let typed = event.target().value();
                    let edit = place.with_untracked(|p| p.edit.clone());
                    if let (Some((at, field)), false) = (edit, typed.is_empty()) {
                        began.set_value(Some(pages.type_in(at, &field, &typed, began.get_value())));
                    }
                }
                on:change:target=move |event| {
                    if event.target().check_validity() {
                        save(event.target().value());
                    }
                }
            />
        }
        .into_any(),
        FieldKind::Choice(choices) => {
            let options = move || {
                let now = stored();
                let one = |choice: &throughline_core::model::field::Choice| {
                    view! { <option value=choice.name prop:selected=choice.label == now>{choice.label}</option> }
                };
                // What is not there yet has no value: none is shown as chosen.
                let none = now.is_empty().then(|| {
                    view! { <option value="" prop:selected=true>{text::UNSET}</option> }
                });
                (none, choices.iter().map(one).collect_view())
            };
            // What the person chose stays in the browser's own state: it is set anew where the value
            // becomes another, as by undo.
            let node = NodeRef::<html::Select>::new();
            Effect::new(move |_| {
                let now = stored();
                let name = choices.iter().find(|c| c.label == now).map_or("", |c| c.name);
                if let Some(select) = node.get() {
                    select.set_value(name);
                }
            });
            view! {
                <select
                    node_ref=node
                    class="input cell-input"
                    data-bare=""
                    aria-label=label
                    data-at=at
                    on:change:target=move |event| save(event.target().value())
                >
                    {move || options()}
                </select>
            }
            .into_any()
        }
        FieldKind::Text => view! {
            <input
                class="input cell-input"
                data-bare=""
                type="text"
                autocomplete="off"
                aria-label=label
                data-at=at
                placeholder=text::UNSET
                prop:value=stored
                on:change:target=move |event| save(event.target().value())
            />
        }
        .into_any(),
        FieldKind::Date => view! {
            <input
                class="input cell-input"
                data-bare=""
                type="date"
                aria-label=label
                data-at=at
                prop:value=stored
                on:change:target=move |event| save(event.target().value())
            />
        }
        .into_any(),
        // Records and parts are chosen by the panel's own editors.
        _ => {
            let edit = Memo::new(move |_| place.with(|p| p.edit.clone()));
            redrawn(move || edit.get().map(|(at, field)| view! { <FieldCell at field /> }))
        }
    }
}
