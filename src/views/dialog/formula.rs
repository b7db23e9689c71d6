//! A formula over KPIs: a field that says at every letter what is wrong and where, what the result
//! is today, and which keys could stand there.

use leptos::prelude::*;
use serde_json::Value;
use throughline_core::command::Command;
use throughline_core::metrics::expression::{Checked, Typed, Wrong};
use throughline_core::model::Kpi;
use throughline_core::model::id::{Id, Ref};

use super::{foot, text};
use crate::app::kpis::ask_formula;
use crate::app::{App, use_app};
use crate::shell::frame;
use crate::widgets::dialog::Dialog;
use crate::widgets::text_area::TextArea;

/// Is a formula that somebody writes, with what there is to say about it.
#[derive(Clone, Copy)]
pub struct Draft {
    app: App,
    kpi: Option<Id<Kpi>>,
    unit: RwSignal<String>,
    words: RwSignal<String>,
    checked: RwSignal<Option<Checked>>,
}

impl Draft {
    /// Starts with a formula; its unit may be changed beside it.
    pub fn new(kpi: Option<Id<Kpi>>, formula: String, unit: RwSignal<String>) -> Self {
        let (words, checked) = (RwSignal::new(formula), RwSignal::new(None));
        let draft = Draft { app: use_app(), kpi, unit, words, checked };
        Effect::new(move |_| {
            unit.track();
            draft.ask(draft.text());
        });
        draft
    }

    /// Gives the formula as it stands.
    pub fn text(self) -> String {
        self.words.get_untracked()
    }

    /// Tells whether it is written and nothing is wrong with it.
    pub fn is_right(self) -> bool {
        let is_known = |checked: &Option<Checked>| {
            checked.as_ref().is_some_and(|checked| checked.wrong.is_none())
        };
        self.checked.with(is_known) && self.words.with(|words| !words.trim().is_empty())
    }

    fn type_in(self, words: String) {
        let before = self.text();
        self.words.set(words);
        self.ask(before);
    }

    fn ask(self, before: String) {
        let now = self.text();
        let typed = Typed { before, kpi: self.kpi, unit: self.unit.get_untracked() };
        let asked = now.clone();
        ask_formula(self.app, &now, typed, move |found| {
            // An answer to what was written before says nothing.
            if self.words.try_get_untracked().as_ref() == Some(&asked) {
                let _ = self.checked.try_set(Some(found));
            }
        });
    }
}

/// Draws the field with what there is to say below it.
#[component]
pub fn FormulaField(draft: Draft, autofocus: bool) -> impl IntoView {
    let value = Signal::derive(move || draft.words.get());
    let wrong = move || draft.checked.with(|checked| checked.as_ref()?.wrong.clone());
    let error = Signal::derive(move || wrong().map(|wrong| wrong.why).unwrap_or_default());
    let gives = move || {
        draft.checked.with(|checked| {
            let found = checked.as_ref().filter(|found| !found.value.is_empty())?;
            Some(text::gives(&found.value, &found.unit))
        })
    };
    let offers =
        move || draft.checked.with(|c| c.as_ref().map(|c| c.offers.clone()).unwrap_or_default());
    let none = move || offers().is_empty();
    let row = move |offer: throughline_core::metrics::expression::Offer| {
        let whole = offer.whole.clone();
        let take = move |_| {
            draft.type_in(whole.clone());
            frame::next_frame(focus_field);
        };
        view! {
            <button type="button" class="formula-offer" data-action="insert-key" title=offer.name.clone() on:click=take>
                {offer.key.clone()}
            </button>
        }
    };
    view! {
        <div class="formula">
            <TextArea
                label=text::FORMULA
                value
                hint=text::FORMULA_HELP.to_owned()
                placeholder=text::FORMULA_HINT
                error
                autofocus
                on_input=move |words| draft.type_in(words)
            />
            {move || wrong().map(|wrong| marked(&wrong))}
            <p class="formula-gives" role="status">{gives}</p>
            <div class="formula-offers" role="group" aria-label=text::INSERT hidden=none>
                <For each=offers key=|offer| offer.whole.clone() children=row />
            </div>
        </div>
    }
}

/// Draws the formula with the word that is meant marked.
fn marked(wrong: &Wrong) -> impl IntoView + use<> {
    let Wrong { before, word, after, .. } = wrong.clone();
    let word = if word.is_empty() { "…".to_owned() } else { word };
    view! {
        <p class="formula-marked" aria-hidden="true">
            <span>{before}</span>
            <mark>{word}</mark>
            <span>{after}</span>
        </p>
    }
}

fn focus_field() {
    use wasm_bindgen::JsCast;
    let found = document().query_selector(".formula textarea").ok().flatten();
    if let Some(field) = found.and_then(|f| f.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// Draws the dialog that changes the formula of a KPI.
#[component]
pub fn FormulaDialog(kpi: Ref) -> impl IntoView {
    let app = use_app();
    let id = Id::<Kpi>::from_ref(kpi);
    let known =
        id.and_then(|id| app.work.with(|model| model.find(id).cloned())).unwrap_or_default();
    let draft = Draft::new(id, known.formula.clone(), RwSignal::new(known.unit.clone()));
    let ready = Signal::derive(move || draft.is_right());
    let act = move || {
        let value = Value::String(draft.text());
        let set = Command::SetField { at: vec![kpi], field: "formula".to_owned(), value };
        if app.run_and_tell(&set).is_some() {
            app.ui.close();
        }
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::EDIT_FORMULA
            keep=true
            footer=foot(text::SAVE_FORMULA, ready, act)
        >
            <FormulaField draft autofocus=true />
        </Dialog>
    }
}
