//! What is true of all the work: its name, its currency, and who works on it here.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::model::{Kind, Workspace};

use super::text;
use crate::app::watch::Watch;
use crate::app::{App, use_app};
use crate::widgets::select::Select;
use crate::widgets::text_field::TextField;

/// Draws the section.
#[component]
pub fn WorkSettings() -> impl IntoView {
    let app = use_app();
    let name = Memo::new(move |_| info(app, |info| info.name.clone()));
    let currency = Memo::new(move |_| info(app, |info| info.currency.clone()));
    let me = Memo::new(move |_| {
        info(app, |info| info.me.map(|me| me.raw().to_string()).unwrap_or_default())
    });
    let people = Memo::new(move |_| {
        app.work.watch(Watch::Kind(Kind::Person));
        let nobody = (String::new(), text::NOBODY.to_owned());
        let people = app.work.with(|model| {
            let one = |person: &throughline_core::model::Person| {
                (person.id.raw().to_string(), person.name.clone())
            };
            model.people.iter().map(one).collect::<Vec<_>>()
        });
        std::iter::once(nobody).chain(people).collect::<Vec<_>>()
    });
    let currencies = Memo::new(move |_| {
        let now = currency.get();
        let known = text::CURRENCIES.iter().map(|(code, name)| (*code, format!("{code} · {name}")));
        let mut all: Vec<(String, String)> =
            known.map(|(code, name)| (code.to_owned(), name)).collect();
        if !all.iter().any(|(code, _)| *code == now) {
            let name = if now.is_empty() { text::NO_CURRENCY.to_owned() } else { now.clone() };
            all.insert(0, (now, name));
        }
        all
    });
    view! {
        <div class="settings-rows">
            <TextField
                label=text::NAME
                value=name
                on_change=move |typed: String| set(app, "name", Json::String(typed))
            />
            <Select
                label=text::CURRENCY
                value=currency
                options=currencies
                hint=text::CURRENCY_WHY
                on_change=move |code: String| set(app, "currency", Json::String(code))
            />
            <Select
                label=text::ME
                value=me
                options=people
                hint=text::ME_WHY
                on_change=move |id: String| {
                    let id = if id.is_empty() { Json::Null } else { Json::String(id) };
                    set(app, "me", id);
                    app.work.adopt_me();
                }
            />
        </div>
    }
}

/// Reads something of the workspace's own record, and again when it changes.
pub fn info<T: Default>(app: App, read: impl FnOnce(&Workspace) -> T) -> T {
    app.work.watch(Watch::Kind(Kind::Workspace));
    app.work.with(|model| model.info().map(read)).unwrap_or_default()
}

/// Sets a field of the workspace's own record.
pub fn set(app: App, field: &str, value: Json) {
    app.ui.problem.set(None);
    let at = vec![Workspace::ONLY.to_ref()];
    app.run(&Command::SetField { at, field: field.to_owned(), value });
}
