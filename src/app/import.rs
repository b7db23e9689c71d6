//! Files that arrive: picked, dropped or pasted. Each is read and previewed; nothing changes until
//! the person says so.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::{Ask, Proposal};
use throughline_core::interchange::csv::Mapping;
use throughline_core::interchange::{Format, Mode};
use wasm_bindgen::JsCast;

use super::desk::Reply;
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
    pub(super) text: Arc<str>,
    /// Whether it has been read, or is being read.
    looked: bool,
    /// Whether it may replace what is here without a question, because that is nothing.
    whole: bool,
    /// What it would bring; nothing while it is being read.
    pub proposal: Option<Arc<Proposal>>,
    /// The changes that bring it, as the journal writes them.
    pub(super) changes: Arc<str>,
}

impl Arrival {
    /// Tells whether it can be taken in.
    pub fn is_ready(&self) -> bool {
        self.proposal.as_ref().is_some_and(|p| p.broken.is_none() && p.format != Format::Sealed)
    }

    /// Tells whether it is encrypted and waits for its passphrase.
    pub fn is_sealed(&self) -> bool {
        self.proposal.as_ref().is_some_and(|p| p.broken.is_none() && p.format == Format::Sealed)
    }

    /// Gives its text.
    pub fn text(&self) -> &str {
        &self.text
    }
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

/// Opens the preview of a text, which is then read in the background.
pub fn arrive(app: App, name: String, text: String) {
    let (text, changes) = (Arc::from(text), Arc::from(""));
    let whole = boot::is_bare(app);
    let arrival = Arrival { name, text, looked: false, whole, proposal: None, changes };
    app.ui.arrival.set(Some(arrival));
    app.ui.show(Dialog::Import);
}

/// Reads and plans what has arrived since. The dialog does this, so that the code that reads the
/// answer comes with the dialog.
pub fn look_at_new(app: App) {
    if app.ui.arrival.with(|a| a.as_ref().is_some_and(|a| !a.looked)) {
        look(app, None);
    }
}

/// Reads and plans, and again after the person chose another mode or mapping.
pub fn look(app: App, chosen: Option<(Mode, Option<Mapping>)>) {
    let arrival = app.ui.arrival.try_update_untracked(|arrival| {
        arrival.as_mut().map(|arrival| {
            arrival.looked = true;
            arrival.clone()
        })
    });
    let Some(Some(arrival)) = arrival else { return };
    let ask = Ask::File {
        name: arrival.name.clone(),
        whole: arrival.whole,
        remembered: preference::get("csv").and_then(|m| serde_json::from_str(&m).ok()),
        chosen,
        world: app.work.world(),
    };
    let (name, text) = (arrival.name, Arc::clone(&arrival.text));
    let take = move |answer: Reply<Box<Proposal>>| {
        // Another file may have come, or the dialog may be closed.
        if !holds(app, &text) {
            return;
        }
        match answer {
            Ok((Some(proposal), changes)) => app.ui.arrival.update(|arrival| {
                if let Some(arrival) = arrival {
                    arrival.proposal = Some(Arc::from(proposal));
                    arrival.changes = Arc::from(changes);
                }
            }),
            Ok(_) => give_up(
                app,
                &Failure {
                    message: format!("“{name}” is in no format that Throughline knows."),
                    hint: "It reads its own JSON, Trello boards, GitHub issues, Microsoft Project \
                           plans saved as XML, and CSV tables."
                        .to_owned(),
                },
            ),
            Err(failure) => give_up(app, &failure),
        }
    };
    app.work.ask(&ask, &arrival.text, take);
}

/// Tells whether a file is still the one that is looked at.
pub fn is_here(app: App, arrival: &Arrival) -> bool {
    holds(app, &arrival.text)
}

fn holds(app: App, text: &Arc<str>) -> bool {
    app.ui.arrival.with_untracked(|a| a.as_ref().is_some_and(|a| Arc::ptr_eq(&a.text, text)))
}

/// Looks at what an encrypted file holds, now that it is open.
pub fn unsealed(app: App, text: Arc<str>) {
    app.ui.arrival.update(|arrival| {
        if let Some(arrival) = arrival {
            (arrival.text, arrival.looked, arrival.proposal) = (text, false, None);
        }
    });
}

fn give_up(app: App, failure: &Failure) {
    app.ui.close();
    app.ui.arrival.set(None);
    app.fail(failure);
}
