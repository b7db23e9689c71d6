//! Files that arrive: picked, dropped or pasted. Each is read and previewed; nothing changes until
//! the person says so.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::interchange::csv::{self, Mapping, Table};
use throughline_core::interchange::{
    Format, Incoming, Mode, Plan, ReadError, github, json, plan, sniff, trello,
};
use throughline_core::model::id::Ref;
use throughline_core::model::{Kind, Record};
use wasm_bindgen::JsCast;

use super::text::{MAKE_ROOM, NO_ROOM};
use super::ui::Dialog;
use super::work::Failure;
use super::{App, boot};
use crate::shell::{files, preference};

/// Is a file that arrived, and what was made of it.
#[derive(Clone)]
pub struct Arrival {
    /// The file's name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it is.
    pub format: Format,
    /// A table's rows and what its columns mean.
    pub table: Option<(std::sync::Arc<Table>, Mapping)>,
    /// Whether it replaces what is here.
    pub mode: Mode,
    /// What it would change, or why it cannot be read.
    pub plan: Result<std::sync::Arc<Plan>, ReadError>,
}

/// Listens for dropped and pasted files as long as the app lives.
pub fn listen(app: App) {
    let over = window_event_listener(leptos::ev::dragover, move |event| {
        if has_files(event.data_transfer()) {
            event.prevent_default();
            app.ui.file_over.set(true);
        }
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            app.ui.file_over.set(false);
        }
    });
    let drop = window_event_listener(leptos::ev::drop, move |event| {
        app.ui.file_over.set(false);
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|f| f.get(0));
        if let Some(file) = file {
            event.prevent_default();
            take(app, file);
        }
    });
    let paste = window_event_listener(leptos::ev::paste, move |event| {
        let typing = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let typing = typing.is_some_and(|t| matches!(t.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        let event: web_sys::ClipboardEvent = event.unchecked_into();
        let Some(data) = event.clipboard_data().filter(|_| !typing) else { return };
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            take(app, file);
        } else if let Ok(text) = data.get_data("text")
            && text.lines().count() > 1
        {
            arrive(app, "Pasted text".to_owned(), text);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
        paste.remove();
    });
}

fn has_files(data: Option<web_sys::DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Reads a file and opens the preview.
pub fn take(app: App, file: web_sys::File) {
    let name = file.name();
    leptos::task::spawn_local(async move {
        match files::read(file).await {
            Ok(text) => arrive(app, name, text),
            Err(message) => app.fail(&Failure { message, hint: String::new() }),
        }
    });
}

/// Opens the preview of a text.
pub fn arrive(app: App, name: String, text: String) {
    let Some(format) = sniff(&name, &text) else {
        return app.fail(&Failure {
            message: format!("“{name}” is in no format that Throughline knows."),
            hint: "It reads its own JSON, Trello boards, GitHub issues and CSV tables.".to_owned(),
        });
    };
    let whole = format == Format::Throughline && boot::is_bare(app);
    let mode = if whole { Mode::Replace } else { Mode::Merge };
    let table = (format == Format::Csv).then(|| csv::inspect(&text));
    let table = match table {
        Some(Err(e)) => {
            let plan = Err(e);
            app.ui.arrival.set(Some(Arrival { name, text, format, table: None, mode, plan }));
            return app.ui.show(Dialog::Import);
        }
        Some(Ok(table)) => {
            let remembered = preference::get("csv").and_then(|m| serde_json::from_str(&m).ok());
            let mapping = csv::guess(&table, remembered.as_ref());
            Some((std::sync::Arc::new(table), mapping))
        }
        None => None,
    };
    let unread = ReadError { line: 0, column: 0, message: String::new(), hint: String::new() };
    let mut arrival = Arrival { name, text, format, table, mode, plan: Err(unread) };
    arrival.look_again(app);
    app.ui.arrival.set(Some(arrival));
    app.ui.show(Dialog::Import);
}

impl Arrival {
    /// Reads and plans again, after the mode or the mapping changed.
    pub fn look_again(&mut self, app: App) {
        let planned = app.work.plan(|model, env| {
            let incoming: Incoming = match (self.format, &self.table) {
                (Format::Trello, _) => trello::read(&self.text, env)?,
                (Format::GitHub, _) => github::read(&self.text, env)?,
                (Format::Csv, Some((table, mapping))) => {
                    csv::read(table, mapping, &title_of(&self.name), env)?
                }
                _ => json::read(&self.text)?,
            };
            Ok(plan(model, incoming, self.mode, env))
        });
        if let Some(plan) = planned {
            self.plan = plan.map(std::sync::Arc::new);
        }
    }
}

/// Makes a project's name from a file's: `team-board_v2.csv` becomes `team board v2`.
fn title_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.replace(['-', '_'], " ").trim().to_owned()
}

/// Takes in what was previewed, as one step, and goes where it is.
pub fn confirm(app: App) {
    let Some(arrival) = app.ui.arrival.get_untracked() else { return };
    let Ok(plan) = &arrival.plan else { return };
    if !has_room(app, &arrival.text) {
        let (message, hint) = (NO_ROOM.to_owned(), MAKE_ROOM.to_owned());
        return app.fail(&Failure { message, hint });
    }
    app.work.adopt_extra(plan.extra.clone());
    let Some(outcome) = app.run_and_tell(&Command::Apply(plan.set.clone())) else { return };
    if let Some((_, mapping)) = &arrival.table
        && let Ok(text) = serde_json::to_string(mapping)
    {
        preference::set("csv", &text);
    }
    app.work.adopt_me();
    app.ui.close();
    app.ui.arrival.set(None);
    app.ui.first_run.set(false);
    if let Some(place) = new_place(&outcome.changes) {
        app.address.update(|route| {
            route.place = Some(place.id);
            route.open = None;
            route.filter = String::new();
        });
    }
}

/// Tells whether an import leaves the storage below its limit, by a rough guess: packed records take
/// a ninth of their text, as measured on our own format. What is really too much the store refuses.
fn has_room(app: App, text: &str) -> bool {
    let units = text.len() / 9;
    let usage = app.work.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
    let is_kept = !matches!(app.work.save.get_untracked(), super::work::SaveState::Memory(_));
    !is_kept || usage.is_none_or(|usage| usage.has_room_for(units))
}

/// Finds the project that an import made, if it made just one.
fn new_place(set: &throughline_core::change::ChangeSet) -> Option<Ref> {
    let mut made = set.changes.iter().filter_map(|change| match change {
        throughline_core::change::Change::Create(record @ Record::Project(_)) => {
            Some(record.to_ref())
        }
        _ => None,
    });
    made.next().filter(|r| made.next().is_none() && r.kind == Kind::Project)
}
