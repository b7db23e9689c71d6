//! Creates projects and products.

use leptos::prelude::*;
use serde_json::Value;
use throughline_core::command::{Command, NewProject};
use throughline_core::model::Kind;
use throughline_core::model::id::{Id, Ref};

use super::{foot, text};
use crate::app::{App, use_app};
use crate::widgets::dialog::Dialog;
use crate::widgets::text_field::TextField;

/// Draws the dialog that creates a project.
#[component]
pub fn NewProjectDialog() -> impl IntoView {
    let app = use_app();
    let place = app.address.place(&app.work);
    let (name, key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let ready = Signal::derive(move || name.with(|n| !n.trim().is_empty()));
    let act = move || {
        let new = NewProject {
            name: name.get_untracked(),
            key: key.get_untracked().to_uppercase(),
            program: place.filter(|p| p.kind == Kind::Program).and_then(Id::from_ref),
            product: place.filter(|p| p.kind == Kind::Product).and_then(Id::from_ref),
            workflow: None,
        };
        go_to(app, app.run_and_tell(&Command::CreateProject(new)).and_then(|o| o.created));
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
            title=text::NEW_PROJECT
            keep=true
            footer=foot(text::CREATE_PROJECT, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <TextField label=text::NAME value=name placeholder=text::NAME_HINT autofocus=true on_input=move |w: String| name.set(w) />
                <TextField label=text::KEY value=key hint=text::KEY_HINT on_input=move |w: String| key.set(w) />
                <button type="submit" class="visually-hidden" tabindex="-1">{text::CREATE_PROJECT}</button>
            </form>
        </Dialog>
    }
}

/// Draws the dialog that creates a product.
#[component]
pub fn NewProductDialog() -> impl IntoView {
    let app = use_app();
    let place = app.address.place(&app.work);
    let name = RwSignal::new(String::new());
    let ready = Signal::derive(move || name.with(|n| !n.trim().is_empty()));
    let act = move || {
        let mut fields = vec![("name".to_owned(), Value::String(name.get_untracked()))];
        if let Some(line) = place.filter(|p| p.kind == Kind::ProductLine) {
            fields.push(("line".to_owned(), Value::String(line.id.to_string())));
        }
        let command = Command::CreateRecord { kind: Kind::Product, fields };
        go_to(app, app.run_and_tell(&command).and_then(|o| o.created));
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
            title=text::NEW_PRODUCT
            keep=true
            footer=foot(text::CREATE_PRODUCT, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(); }>
                <TextField label=text::NAME value=name placeholder=text::NAME_HINT autofocus=true on_input=move |w: String| name.set(w) />
                <button type="submit" class="visually-hidden" tabindex="-1">{text::CREATE_PRODUCT}</button>
            </form>
        </Dialog>
    }
}

/// Shows the place that was made.
fn go_to(app: App, made: Option<Ref>) {
    let Some(made) = made else { return };
    app.ui.close();
    app.ui.first_run.set(false);
    app.address.update(|route| route.place = Some(made.id));
}
