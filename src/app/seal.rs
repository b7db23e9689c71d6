//! Files that a passphrase seals: the workspace handed out as one, and one that arrived opened. It
//! knows no cipher and no envelope.

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::interchange::{json, sealed};

use super::export::file_name;
use super::work::Failure;
use super::{App, import, text};
use crate::shell::seal::{self, Fault};
use crate::shell::{files, frame};

/// Hands out the whole workspace as a file that only the passphrase opens. `busy` holds meanwhile.
pub fn export_sealed(app: App, passphrase: String, busy: RwSignal<bool>) {
    busy.set(true);
    app.ui.problem.set(None);
    // The page says what it does before it is busy with it.
    frame::after_paint(move || {
        leptos::task::spawn_local(async move {
            let (name, json) = app.work.with(|model| {
                let name = model.info().map(|info| info.name.clone()).unwrap_or_default();
                (name, json::export(model))
            });
            let file = file_name(&name, "throughline");
            let done = seal::seal(&json, &passphrase).await;
            let done = done.map_err(|fault| failure(&fault, &file)).and_then(|sealed| {
                files::download(&file, "application/json", &sealed).map_err(|message| {
                    let hint = text::TRY_AGAIN.to_owned();
                    Failure { message, hint }
                })
            });
            busy.try_set(false);
            match done {
                Ok(()) => {
                    app.copies.made();
                    app.ui.close();
                    app.say.say(text::exported(&file));
                }
                Err(failure) => app.fail(&failure),
            }
        });
    });
}

/// Opens the sealed file that arrived and looks at what is in it. Where the passphrase does not
/// open it, the file stays as it came, and `problem` says so.
pub fn unlock(app: App, passphrase: String, busy: RwSignal<bool>, problem: RwSignal<String>) {
    let Some(arrival) = app.ui.arrival.get_untracked() else { return };
    busy.set(true);
    problem.set(String::new());
    frame::after_paint(move || {
        leptos::task::spawn_local(async move {
            let opened = match sealed::parse(arrival.text()) {
                Ok(file) => seal::open(&file, &passphrase).await,
                Err(_) => Err(Fault::Closed),
            };
            busy.try_set(false);
            // Another file may have come, or the dialog may be closed.
            if !import::is_here(app, &arrival) {
                return;
            }
            match opened {
                Ok(text) => import::unsealed(app, Arc::from(text)),
                Err(fault) => {
                    let Failure { message, hint } = failure(&fault, &arrival.name);
                    problem.try_set(format!("{message} {hint}"));
                }
            }
        });
    });
}

fn failure(fault: &Fault, file: &str) -> Failure {
    let (message, hint) = match fault {
        Fault::Browser(why) => (text::not_encrypted(file, why), text::ENCRYPT_ELSEWHERE),
        Fault::Closed => (text::CLOSED.to_owned(), text::CLOSED_HINT),
        Fault::Strange => (text::STRANGE.to_owned(), text::STRANGE_HINT),
    };
    Failure { message, hint: hint.to_owned() }
}
