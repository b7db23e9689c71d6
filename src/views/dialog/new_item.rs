//! Creates an item with what is known of it.

use leptos::prelude::*;
use throughline_core::command::{Command, NewItem};
use throughline_core::model::id::Id;
use throughline_core::model::{ItemKind, Kind, Lens, Person, Priority, Project, Status};

use super::{foot, text};
use crate::app::use_app;
use crate::widgets::combobox::{Choice, Combobox};
use crate::widgets::dialog::Dialog;
use crate::widgets::field::Field;
use crate::widgets::select::Select;
use crate::widgets::text_field::TextField;

/// Draws the dialog.
#[component]
pub fn NewItemDialog(status: Option<Id<Status>>) -> impl IntoView {
    let app = use_app();
    let place = app.address.place(&app.work);
    let here = place.filter(|p| p.kind == Kind::Project);
    let usual = here.or_else(|| {
        app.work.with(|model| {
            let mut live = model.projects.iter().filter(|p| p.archived.is_none());
            live.next().filter(|_| live.next().is_none()).map(|p| p.id.to_ref())
        })
    });
    let is_product = app.address.route.with_untracked(|route| route.lens == Lens::Product);
    let title = RwSignal::new(String::new());
    let kind = RwSignal::new(if is_product { "feature" } else { "task" }.to_owned());
    let priority = RwSignal::new("none".to_owned());
    let project = RwSignal::new(usual.map(|r| r.id.to_string()).into_iter().collect::<Vec<_>>());
    let owner = RwSignal::new(Vec::<String>::new());
    let projects = Signal::derive(move || {
        app.work.with(|model| {
            let live = model.projects.iter().filter(|p| p.archived.is_none());
            live.map(|p| choice(p.id.to_string(), &p.name, &p.key)).collect::<Vec<_>>()
        })
    });
    let people = Signal::derive(move || {
        app.work.with(|model| {
            let here = model.people.iter().filter(|p| p.archived.is_none());
            here.map(|p| choice(p.id.to_string(), &p.name, &p.job)).collect::<Vec<_>>()
        })
    });
    let kinds = Signal::derive(|| {
        let all = ItemKind::ALL.iter();
        all.map(|k| (k.name().to_owned(), k.label().to_owned())).collect::<Vec<_>>()
    });
    let priorities = Signal::derive(|| {
        let all = Priority::ALL.iter();
        all.map(|p| (p.name().to_owned(), p.label().to_owned())).collect::<Vec<_>>()
    });
    let ready = Signal::derive(move || title.with(|t| !t.trim().is_empty()));
    let act = move || {
        let new = NewItem {
            title: title.get_untracked(),
            kind: ItemKind::from_name(&kind.get_untracked()),
            priority: Priority::from_name(&priority.get_untracked()),
            project: first::<Project>(project),
            owner: first::<Person>(owner),
            product: place.filter(|p| p.kind == Kind::Product).and_then(Id::from_ref),
            status,
            ..NewItem::default()
        };
        if app.run_and_tell(&Command::CreateItem(new)).is_some() {
            app.ui.close();
            app.ui.first_run.set(false);
        }
    };
    let set_project = move |ids: Vec<String>| project.set(ids);
    let set_owner = move |ids: Vec<String>| owner.set(ids);
    let submit = move |()| {
        if ready.get_untracked() {
            act()
        }
    };
    view! {
        <Dialog
            open=true
            on_close=move |()| app.ui.close()
            title=text::NEW_ITEM
            keep=true
            footer=foot(text::CREATE_ITEM, ready, act)
        >
            <form class="form" on:submit=move |event| { event.prevent_default(); submit(()); }>
                <TextField
                    label=text::TITLE
                    value=title
                    placeholder=text::TITLE_HINT
                    autofocus=true
                    on_input=move |words: String| title.set(words)
                />
                <div class="form-row">
                    <Select label=text::KIND value=kind options=kinds on_change=move |k: String| kind.set(k) />
                    <Select label=text::PRIORITY value=priority options=priorities on_change=move |p: String| priority.set(p) />
                </div>
                <Field label=text::PROJECT id="new-item-project".to_owned()>
                    <Combobox label=text::PROJECT options=projects selected=project on_change=set_project />
                </Field>
                <Field label=text::OWNER id="new-item-owner".to_owned()>
                    <Combobox label=text::OWNER options=people selected=owner on_change=set_owner />
                </Field>
            </form>
        </Dialog>
    }
}

/// Gives the one record that a field has chosen.
fn first<R>(chosen: RwSignal<Vec<String>>) -> Option<Id<R>> {
    chosen.with_untracked(|ids| ids.first().and_then(|id| id.parse().ok()))
}

fn choice(id: String, label: &str, hint: &str) -> Choice {
    Choice { id, label: label.to_owned(), hint: hint.to_owned(), hue: String::new() }
}
