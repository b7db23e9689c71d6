//! The editor of a cell: the one that its field asks for.

use leptos::{html, prelude::*};
use serde_json::Value as Json;
use throughline_core::lens::table::{self, Source};
use throughline_core::model::field::{FieldKind, Value};
use throughline_core::model::id::Ref;

use super::ended;
use crate::app::table::{Grid, Spot, edit, walk};
use crate::app::watch::Watch;
use crate::views::panel::options;
use crate::widgets::combobox::{Choice, Combobox};

/// Draws the editor of a cell.
pub fn draw(grid: Grid, spot: Spot) -> AnyView {
    let kind = grid.kind.get_untracked();
    match spot.1.meta(kind).map(|meta| meta.kind) {
        Some(FieldKind::Choice(choices)) => {
            let all: Vec<Choice> = choices.iter().map(|c| Choice::new(c.name, c.label)).collect();
            chooser(grid, spot, Signal::derive(move || all.clone()), false, true)
        }
        Some(FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::AnyRef) => records(grid, spot),
        Some(FieldKind::Markdown) => view! { <Typed grid spot long=true date=false /> }.into_any(),
        Some(FieldKind::Date) => view! { <Typed grid spot long=false date=true /> }.into_any(),
        _ => view! { <Typed grid spot long=false date=false /> }.into_any(),
    }
}

/// Draws a field for what is typed. Enter and leaving it save, Tab goes on, Escape takes it back.
#[component]
fn Typed(grid: Grid, spot: Spot, long: bool, date: bool) -> impl IntoView {
    let kind = grid.kind.get_untracked();
    let at = grid.record(spot.0);
    let stored = grid.app.work.with(|model| {
        at.and_then(|at| model.get(at)).map(|r| table::say(model, &r, spot.1)).unwrap_or_default()
    });
    let error =
        Memo::new(move |_| grid.editing.with(|e| e.as_ref().and_then(|(_, why)| why.clone())));
    let label = spot.1.label(kind);
    let (line, area) = (NodeRef::<html::Input>::new(), NodeRef::<html::Textarea>::new());
    Effect::new(move |_| {
        if let Some(field) = line.get() {
            let _ = field.focus();
            field.select();
        }
        if let Some(field) = area.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent, typed: String| {
        event.stop_propagation();
        let modifier = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Escape" => {
                edit::cancel(grid);
            }
            "Enter" if !event.is_composing() && (!long || modifier) => {
                if edit::commit(grid, spot, &typed) {
                    walk::focus(grid);
                }
            }
            "Tab" => {
                ended(grid, spot, &typed, if event.shift_key() { -1 } else { 1 });
            }
            _ => return,
        }
        event.prevent_default();
    };
    let leave = move |typed: String| {
        let open = grid.editing.try_with_untracked(|e| e.as_ref().is_some_and(|(s, _)| *s == spot));
        if open == Some(true) && !edit::commit(grid, spot, &typed) {
            // What cannot be kept is not kept silently: it was told, and the cell shows what is there.
            grid.app.say.say(error.get_untracked().unwrap_or_default());
            grid.editing.set(None);
        }
    };
    let invalid = move || error.with(Option::is_some).then_some("true");
    let field = if long {
        view! {
            <textarea
                node_ref=area
                class="input grid-input"
                rows="6"
                aria-label=label
                prop:value=stored
                on:keydown:target=move |event| {
                    let typed = event.target().value();
                    on_key((*event).clone(), typed);
                }
                on:focusout:target=move |event| leave(event.target().value())
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                node_ref=line
                class="input grid-input"
                type=if date { "date" } else { "text" }
                inputmode=spot.1.is_number(kind).then_some("decimal")
                aria-label=label
                aria-invalid=invalid
                autocomplete="off"
                prop:value=stored
                on:keydown:target=move |event| {
                    let typed = event.target().value();
                    on_key((*event).clone(), typed);
                }
                on:focusout:target=move |event| leave(event.target().value())
            />
        }
        .into_any()
    };
    view! {
        {field}
        <Show when=move || error.with(Option::is_some)>
            <p class="grid-error" role="alert">{move || error.get()}</p>
        </Show>
    }
}

/// Draws a choice among records.
fn records(grid: Grid, (name, source): Spot) -> AnyView {
    let meta = source.meta(grid.kind.get_untracked()).map(|meta| (meta.kind, meta.access));
    let Some((field, access)) = meta else { return ().into_any() };
    let record = grid.record(name);
    let all = grid.app.work.with(|model| {
        let of = record.and_then(|at| model.get(at));
        let Some(of) = of else { return Vec::new() };
        match field {
            FieldKind::Ref(kind) | FieldKind::Refs(kind) => options::of_kind(model, &of, kind, &[]),
            _ => options::of_places(model),
        }
    });
    let many = matches!(field, FieldKind::Refs(_));
    let clearable = access != throughline_core::model::field::Access::Required;
    chooser(grid, (name, source), Signal::derive(move || all.clone()), many, !clearable)
}

/// Draws a list to choose from, which is open at once.
fn chooser(
    grid: Grid,
    spot: Spot,
    options: Signal<Vec<Choice>>,
    many: bool,
    needed: bool,
) -> AnyView {
    let kind = grid.kind.get_untracked();
    let open = RwSignal::new(true);
    let selected = Signal::derive(move || {
        let (at, Source::Field(idx)) = (grid.record(spot.0), spot.1) else { return Vec::new() };
        if let Some(at) = at {
            grid.app.work.watch(Watch::Record(at));
        }
        let value = grid.app.work.with(|m| m.get(at?).map(|record| record.value(idx)));
        ids(&value.unwrap_or(Value::Empty), kind, spot.1)
    });
    let save = move |ids: Vec<String>| {
        let value = if many {
            Json::from(ids)
        } else {
            ids.into_iter().next().map_or(Json::Null, Json::String)
        };
        let _ = edit::save(grid, spot, value);
    };
    Effect::new(move |_| {
        let now = grid.editing.with_untracked(|e| e.as_ref().is_some_and(|(s, _)| *s == spot));
        if !open.get() && now {
            grid.editing.set(None);
            walk::focus(grid);
        }
    });
    view! {
        <Combobox label=spot.1.label(kind) options selected on_change=save many clearable=!needed bare=true open />
    }
    .into_any()
}

/// Gives the ids of what a value points at, as its list names them.
fn ids(value: &Value, kind: throughline_core::model::Kind, source: Source) -> Vec<String> {
    let any = source.meta(kind).is_some_and(|meta| meta.kind == FieldKind::AnyRef);
    let id = |at: &Ref| if any { at.to_string() } else { at.id.to_string() };
    match value {
        Value::Choice(name, _) => vec![name.clone()],
        Value::Ref(at) => vec![id(at)],
        Value::Many(list) => list.iter().flat_map(|value| ids(value, kind, source)).collect(),
        _ => Vec::new(),
    }
}
