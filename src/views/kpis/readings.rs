//! The readings of a KPI: a table in which each can be changed, and a line to add one.

use leptos::prelude::*;
use serde_json::{Number as JsonNumber, Value as Json};
use throughline_core::command::Command;
use throughline_core::metrics::say;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Kind, KpiSource, Reading};
use throughline_core::sort;

use super::text;
use crate::app::ui::Dialog;
use crate::app::watch::Watch;
use crate::app::{App, use_app};
use crate::shell::clock;
use crate::widgets::button::{Button, ButtonKind};
use crate::widgets::date_field::DateField;
use crate::widgets::floating::return_focus;
use crate::widgets::icon::Glyph;
use crate::widgets::icon_button::IconButton;
use crate::widgets::inline_edit::InlineEdit;
use crate::widgets::number_field::NumberField;

/// How many readings show before somebody asks for the others.
const FEW: usize = 12;

fn ids(app: App, kpi: Ref) -> Vec<Id<Reading>> {
    app.work.watch(Watch::Kind(Kind::Reading));
    app.work.with(|model| {
        let own = model.index().owned(kpi).iter().filter_map(|r| Id::<Reading>::from_ref(*r));
        let mut own: Vec<&Reading> = own.filter_map(|id| model.find(id)).collect();
        sort::by(&mut own, |a, b| (b.date, b.id).cmp(&(a.date, a.id)));
        own.into_iter().map(|reading| reading.id).collect()
    })
}

/// Writes a number as a field takes it.
pub fn json(value: f64) -> Json {
    JsonNumber::from_f64(value).map_or(Json::Null, Json::Number)
}

/// Draws the readings, if the KPI has any of its own.
#[component]
pub fn Readings(at: Ref) -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(false);
    let entered = Memo::new(move |_| {
        let kpi = Id::from_ref(at).and_then(|id| app.work.get::<throughline_core::model::Kpi>(id));
        kpi.is_some_and(|kpi| kpi.source == KpiSource::Readings)
    });
    let list = Memo::new(move |_| ids(app, at));
    let n = move || list.with(Vec::len);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FEW };
        list.with(|list| list.iter().take(most).copied().collect::<Vec<_>>())
    };
    view! {
        <Show when=move || entered.get()>
            <section class="section kpi-readings">
                <header class="section-head">
                    <h3>{text::READINGS}</h3>
                    <span class="section-count">{move || n().to_string()}</span>
                    <span class="spacer"></span>
                    <Button
                        label=text::PASTE
                        kind=ButtonKind::Quiet
                        small=true
                        glyph=Glyph::Import
                        on_press=move |_| app.ui.show(Dialog::PasteReadings(at))
                    />
                </header>
                <AddReading at />
                <p class="field-note" hidden=move || { n() > 0 }>{text::NO_READINGS}</p>
                <Show when=move || { n() > 0 }>
                    <table class="readings">
                        <thead>
                            <tr>
                                <th scope="col">{text::DATE}</th>
                                <th scope="col">{text::VALUE}</th>
                                <th scope="col">{text::NOTE}</th>
                                <th></th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=shown key=|id| *id let:id>
                                <Row id />
                            </For>
                        </tbody>
                    </table>
                </Show>
                <Show when=move || { !all.get() && n() > FEW }>
                    <Button label=text::SHOW_ALL kind=ButtonKind::Quiet small=true on_press=move |_| all.set(true) />
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn AddReading(at: Ref) -> impl IntoView {
    let app = use_app();
    let date = RwSignal::new(clock::today().to_string());
    let value = RwSignal::new(None::<f64>);
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(number) = value.get_untracked() else { return };
        let fields = vec![
            ("kpi".to_owned(), Json::String(at.id.to_string())),
            ("date".to_owned(), Json::String(date.get_untracked())),
            ("value".to_owned(), json(number)),
        ];
        if app.run_and_tell(&Command::CreateRecord { kind: Kind::Reading, fields }).is_some() {
            value.set(None);
        }
    };
    view! {
        <form class="form-row reading-add" on:submit=add>
            <DateField label=text::DATE value=date on_change=move |words| date.set(words) />
            <NumberField label=text::VALUE value=Signal::derive(move || value.get()) on_change=move |number| value.set(number) step=0.01 />
            <Button label=text::ADD_READING role_in_form="submit" glyph=Glyph::Plus />
        </form>
    }
}

#[component]
fn Row(id: Id<Reading>) -> impl IntoView {
    let app = use_app();
    let reading = Memo::new(move |_| app.work.get::<Reading>(id));
    let day = move || reading.with(|r| r.as_ref().map(|r| r.date)).unwrap_or_default();
    let date = Signal::derive(move || day().to_string());
    let value = Signal::derive(move || reading.with(|r| r.as_ref().map(|r| r.value.get())));
    let note = Signal::derive(move || {
        reading.with(|r| r.as_ref().map(|r| r.note.clone())).unwrap_or_default()
    });
    let set = move |field: &str, value: Json| {
        if !value.is_null() && value != Json::String(String::new()) || field == "note" {
            app.run(&Command::SetField { at: vec![id.to_ref()], field: field.to_owned(), value });
        }
    };
    let set_value = move |number: Option<f64>| set("value", number.map_or(Json::Null, json));
    let remove = move |_| {
        app.run_and_tell(&Command::DeleteRecords(vec![id.to_ref()]));
        return_focus(None);
    };
    let named =
        move |what: &'static str| Signal::derive(move || text::of_date(what, &say::date(day())));
    view! {
        <tr>
            <td>
                <DateField
                    label=named(text::DATE)
                    hide_label=true
                    bare=true
                    value=date
                    on_change=move |words| set("date", Json::String(words))
                />
            </td>
            <td>
                <NumberField
                    label=named(text::VALUE)
                    hide_label=true
                    bare=true
                    value
                    step=0.01
                    on_change=set_value
                />
            </td>
            <td>
                <InlineEdit label=named(text::NOTE) value=note on_commit=move |words| set("note", Json::String(words)) />
            </td>
            <td>
                <IconButton
                    label=Signal::derive(move || text::remove_reading(&say::date(day())))
                    glyph=Glyph::Trash
                    small=true
                    on_press=remove
                />
            </td>
        </tr>
    }
}
