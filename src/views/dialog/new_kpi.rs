//! Defines a KPI.

use leptos::prelude::*;
use serde_json::{Number, Value};
use throughline_core::command::Command;
use throughline_core::lens::kpi::key_for;
use throughline_core::model::{Direction, Kind, KpiSource, Lens};
use throughline_core::route::View;

use super::formula::{Draft, FormulaField};
use super::{foot, text};
use crate::app::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::number_field::NumberField;
use crate::widgets::select::Select;
use crate::widgets::text_field::TextField;

fn ways() -> Vec<(String, String)> {
    Direction::ALL.iter().map(|way| (way.name().to_owned(), way.label().to_owned())).collect()
}

fn sources() -> Vec<(String, String)> {
    let own = [KpiSource::Readings, KpiSource::Formula];
    own.iter().map(|source| (source.name().to_owned(), source.label().to_owned())).collect()
}

fn lenses() -> Vec<(String, String)> {
    Lens::ALL.iter().map(|lens| (lens.name().to_owned(), lens.label().to_owned())).collect()
}

/// Draws the dialog that defines a KPI; what it is about is the place that is shown.
#[component]
pub fn NewKpiDialog() -> impl IntoView {
    let app = use_app();
    let place = app.address.place(&app.work);
    let (name, unit) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let direction = RwSignal::new(Direction::default().name().to_owned());
    let lens =
        RwSignal::new(app.address.route.with_untracked(|route| route.lens.name().to_owned()));
    let target = RwSignal::new(None::<f64>);
    let source = RwSignal::new(KpiSource::Readings.name().to_owned());
    let computed = Memo::new(move |_| source.with(|id| *id == KpiSource::Formula.name()));
    let draft = Draft::new(None, String::new(), unit);
    let ready = Signal::derive(move || {
        name.with(|n| !n.trim().is_empty()) && (!computed.get() || draft.is_right())
    });
    let act = move || {
        let words = |text: String| Value::String(text);
        let called = name.get_untracked();
        let key = app.work.with(|model| key_for(model, &called));
        let number = target.get_untracked().and_then(Number::from_f64);
        let fields = [
            ("name", words(called)),
            ("key", words(key.clone())),
            ("unit", words(unit.get_untracked())),
            ("direction", words(direction.get_untracked())),
            ("lens", words(lens.get_untracked())),
            ("target", number.map_or(Value::Null, Value::Number)),
            ("source", words(source.get_untracked())),
            ("formula", words(if computed.get_untracked() { draft.text() } else { String::new() })),
            ("place", place.map_or(Value::Null, |at| words(at.to_string()))),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if app.run_and_tell(&Command::CreateRecord { kind: Kind::Kpi, fields }).is_some() {
            app.ui.close();
            app.address.update(|route| {
                route.view = View::Kpis;
                route.lens = Lens::from_name(&lens.get_untracked());
                route.kpi = key;
            });
        }
    };
    let submit = move || {
        if ready.get_untracked() {
            act()
        }
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::NEW_KPI
            keep=true
            footer=foot(text::CREATE_KPI, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <TextField label=text::NAME value=name placeholder=text::KPI_HINT autofocus=true on_input=move |w: String| name.set(w) />
                <div class="form-row">
                    <TextField label=text::UNIT value=unit placeholder=text::UNIT_HINT on_input=move |w: String| unit.set(w) />
                    <NumberField label=text::TARGET value=Signal::derive(move || target.get()) step=0.01 on_change=move |n| target.set(n) />
                </div>
                <div class="form-row">
                    <Select label=text::DIRECTION value=Signal::derive(move || direction.get()) options=Signal::derive(ways) on_change=move |id| direction.set(id) />
                    <Select label=text::LENS value=Signal::derive(move || lens.get()) options=Signal::derive(lenses) on_change=move |id| lens.set(id) />
                </div>
                <Select label=text::SOURCE value=Signal::derive(move || source.get()) options=Signal::derive(sources) on_change=move |id| source.set(id) />
                <Show when=move || computed.get()>
                    <FormulaField draft autofocus=false />
                </Show>
                <button type="submit" class="visually-hidden" tabindex="-1">{text::CREATE_KPI}</button>
            </form>
        </Dialog>
    }
}
