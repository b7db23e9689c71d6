//! Makes copies by itself: a while after an edit, one tab at a time, and never in the way of one.

use std::cell::RefCell;

use leptos::prelude::*;
use throughline_core::copies::{self, Note};
use throughline_core::interchange::json;

use super::target::{Refused, Target};
use super::{Autosave, text};
use crate::app::work::Failure;
use crate::app::{App, boot};
use crate::shell::folder::{self, Fault, Handle, Permission};
use crate::shell::{clock, frame, lock};
use crate::widgets::toast::{Toast, Tone};

/// The lock under which one tab at a time writes.
const LOCK: &str = "throughline/copies";
/// How long after the last edit a copy is made, in milliseconds.
const QUIET: i32 = 2_000;
/// How long edits that do not end can put it off.
const LONGEST: i64 = 15_000;

#[derive(Default)]
struct Pace {
    target: Option<Target>,
    /// When the first and the last edit were made that no copy has.
    first: Option<i64>,
    last: i64,
    is_due: bool,
    is_writing: bool,
    /// Whether the browser remembers what was chosen.
    is_kept: bool,
}

thread_local! {
    static PACE: RefCell<Pace> = RefCell::new(Pace::default());
}

/// Goes on with what was chosen at an earlier visit.
pub fn start(app: App) {
    if !folder::is_offered() {
        return app.copies.autosave.set(Autosave::Absent);
    }
    leptos::task::spawn_local(async move {
        let Ok(Some(target)) = Target::remembered().await else {
            return app.copies.autosave.set(Autosave::Off);
        };
        PACE.with_borrow_mut(|pace| pace.is_kept = true);
        let permission = target.handle.permission(false).await;
        if permission == Permission::Ask {
            let words = text::waits(&target.handle.title());
            let toast = Toast::new(Tone::Info, words).action(text::ALLOW, move || allow(app));
            app.toasts.show(toast);
        }
        settle(app, target, permission);
    });
}

/// Lets the person choose a folder, or a file, and makes the first copy.
pub fn choose(app: App, is_folder: bool) {
    leptos::task::spawn_local(async move {
        let name = app.work.with(|model| model.info().map(|info| info.name.clone()));
        let name = name.unwrap_or_default();
        let chosen = if is_folder {
            folder::choose_folder().await
        } else {
            folder::choose_file(&copies::current(&copies::stem(&name, &[]))).await
        };
        let handle = match chosen {
            Ok(handle) => handle,
            Err(Fault::Dismissed) => return,
            Err(fault) => return app.fail(&failure(&Refused::Fault(fault))),
        };
        match begin(handle, &name).await {
            Ok(target) => {
                let permission = target.handle.permission(true).await;
                let is_kept = target.remember().await;
                PACE.with_borrow_mut(|pace| pace.is_kept = is_kept);
                if !is_kept {
                    app.toasts.show(Toast::new(Tone::Warning, text::THIS_VISIT));
                }
                settle(app, target, permission);
            }
            Err(fault) => app.fail(&failure(&Refused::Fault(fault))),
        }
    });
}

/// Makes a target of what was chosen; nothing that is there already counts as ours.
async fn begin(handle: Handle, workspace: &str) -> Result<Target, Fault> {
    let taken = if handle.is_folder() { handle.names().await? } else { Vec::new() };
    let note = Note { stem: copies::stem(workspace, &taken), ..Note::default() };
    Ok(Target { handle, note })
}

/// Asks for the permission again; to be called when a button was pressed.
pub fn allow(app: App) {
    let Some(target) = PACE.with_borrow(|pace| pace.target.clone()) else { return };
    leptos::task::spawn_local(async move {
        let permission = target.handle.permission(true).await;
        settle(app, target, permission);
    });
}

/// Makes no more copies; those that are there stay.
pub fn stop(app: App) {
    PACE.with_borrow_mut(|pace| pace.target = None);
    app.copies.autosave.set(Autosave::Off);
    leptos::task::spawn_local(Target::forget());
}

fn settle(app: App, target: Target, permission: Permission) {
    let name = target.handle.title();
    PACE.with_borrow_mut(|pace| pace.target = Some(target));
    app.copies.autosave.set(match permission {
        Permission::Granted => Autosave::On(name),
        Permission::Ask => Autosave::Waits(name),
        Permission::Denied => Autosave::Denied(name),
    });
    if permission == Permission::Granted {
        leptos::task::spawn_local(write(app));
    }
}

/// Notes that something changed; a copy follows when it is quiet.
pub fn edited(app: App) {
    let now = clock::now().ms();
    let starts = PACE.with_borrow_mut(|pace| {
        pace.last = now;
        pace.first.get_or_insert(now);
        !std::mem::replace(&mut pace.is_due, true)
    });
    if starts {
        frame::after_ms(QUIET, move || tick(app));
    }
}

fn tick(app: App) {
    let now = clock::now().ms();
    let is_quiet = PACE.with_borrow_mut(|pace| {
        let is_quiet = (now - pace.last).abs() >= i64::from(QUIET)
            || pace.first.is_some_and(|first| (now - first).abs() >= LONGEST);
        pace.is_due = !is_quiet;
        is_quiet
    });
    if is_quiet {
        // Not when the browser says that it is idle: that may never be.
        leptos::task::spawn_local(write(app));
    } else {
        frame::after_ms(QUIET, move || tick(app));
    }
}

/// Makes a copy of what is new before the page may be gone.
pub fn flush(app: App) {
    if PACE.with_borrow(|pace| pace.first.is_some()) {
        leptos::task::spawn_local(write(app));
    }
}

/// Makes a copy now, if copies are made and there is anything new.
async fn write(app: App) {
    let is_on =
        matches!(app.copies.autosave.get_untracked(), Autosave::On(_) | Autosave::Failed(..));
    // What cannot be read is shown as nothing: that is no copy of the work.
    if !is_on || boot::is_empty(app) {
        return;
    }
    let is_free = PACE.with_borrow_mut(|pace| !std::mem::replace(&mut pace.is_writing, true));
    if !is_free || !lock::turn(LOCK, copy(app)).await {
        // Somebody else is at it, and may not have what is new here.
        edited(app);
    }
    if is_free {
        PACE.with_borrow_mut(|pace| pace.is_writing = false);
    }
}

async fn copy(app: App) {
    // Another tab may have written since: its note says what is there.
    let (held, is_kept) = PACE.with_borrow_mut(|pace| {
        pace.first = None;
        (pace.target.clone(), pace.is_kept)
    });
    let Some(held) = held else { return };
    let mut target = match Target::remembered().await {
        Ok(Some(target)) => target,
        // Another tab has stopped it.
        Ok(None) if is_kept => {
            PACE.with_borrow_mut(|pace| pace.target = None);
            return app.copies.autosave.set(Autosave::Off);
        }
        _ => held,
    };
    let name = target.handle.title();
    let text = app.work.with(json::export);
    match target.write(&text, clock::now()).await {
        Ok(wrote) => {
            if wrote {
                let _ = target.remember().await;
                app.copies.made();
            }
            if PACE.with_borrow(|pace| pace.target.is_some()) {
                PACE.with_borrow_mut(|pace| pace.target = Some(target));
                app.copies.autosave.set(Autosave::On(name));
            }
        }
        Err(refused) => {
            if matches!(refused, Refused::Fault(Fault::Forbidden)) {
                let permission = target.handle.permission(false).await;
                if permission != Permission::Granted {
                    let waits = permission == Permission::Ask;
                    let state = if waits { Autosave::Waits } else { Autosave::Denied };
                    return app.copies.autosave.set(state(name));
                }
            }
            fail(app, name, &failure(&refused));
        }
    }
}

/// Says once that copies fail, until one succeeds.
fn fail(app: App, name: String, failure: &Failure) {
    let words = format!("{} {}", failure.message, failure.hint);
    let state = Autosave::Failed(name, words);
    if app.copies.autosave.get_untracked() == state {
        return;
    }
    app.copies.autosave.set(state);
    let toast = Toast::new(Tone::Warning, failure.message.clone()).hint(failure.hint.clone());
    app.toasts.show(toast);
}

fn failure(refused: &Refused) -> Failure {
    let (message, hint) = match refused {
        Refused::Changed => (text::CHANGED, text::CHANGED_HINT),
        Refused::Fault(Fault::Forbidden | Fault::Dismissed) => {
            (text::FORBIDDEN, text::FORBIDDEN_HINT)
        }
        Refused::Fault(Fault::Gone) => (text::GONE, text::GONE_HINT),
        Refused::Fault(Fault::Full) => (text::FULL, text::FULL_HINT),
        Refused::Fault(Fault::Torn) => (text::TORN, text::TORN_HINT),
        Refused::Fault(Fault::Other(why)) => {
            return Failure { message: text::other(why), hint: text::OTHER_HINT.to_owned() };
        }
    };
    Failure { message: message.to_owned(), hint: hint.to_owned() }
}
