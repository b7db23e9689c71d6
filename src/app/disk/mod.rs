//! The second copy in the browser's database: what local storage holds follows there with strict
//! durability, one transaction at a time, so that *Saved to disk* means it. A part of the page that
//! loads after the first paint; what is written before that waits in the notes.

mod checkup;
mod compare;
mod forget;
mod text;

use std::cell::Cell;
use std::collections::BTreeSet;

use leptos::prelude::*;
use throughline_core::store::{Batch, Standing, Step, refresh};

use super::App;
use super::live::Live;
use super::save::{Disk, SaveState};
use crate::shell::database::error::DatabaseErrorKind;
use crate::shell::database::{self, Area, DatabaseError, Edit};
use crate::shell::{clock, frame, js, persist, preference};
use crate::widgets::toast::{Toast, Tone};

pub use checkup::{Checkup, check, raw, repair, written};
pub use forget::forget;

/// Under this key the copy says when it was last written; it is none of the store's own.
pub const AT: &str = "at";

/// How often a copy that failed is tried again, and a storage that was cleared is noticed.
const LOOK_MS: i32 = 5_000;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// Compares what the two hold, and follows from then on.
pub fn start(app: App) {
    if matches!(app.work.save.get_untracked(), SaveState::Memory(_)) {
        return;
    }
    BUSY.set(true);
    forget::remember();
    leptos::task::spawn_local(async move {
        let compared = compare::compare(app).await.map_err(|e| again_whole(app, e));
        let follows = !matches!(compared, Ok(Disk::Off(_)));
        let _ = app.work.disk.try_set(compared.unwrap_or_else(|e| off(&e)));
        if !follows {
            // What the copy holds could not be taken over, or is a newer version's: it stays.
            return;
        }
        BUSY.set(false);
        app.work.on_write(move || flush(app));
        flush(app);
        look_again(app);
    });
}

/// Says why there is no second copy.
fn off(e: &DatabaseError) -> Disk {
    Disk::Off(format!("{} {}", e.what(), e.hint()))
}

fn look_again(app: App) {
    frame::after_ms(LOOK_MS, move || {
        flush(app);
        look_again(app);
    });
}

/// Writes what was noted; once more afterwards if more was noted meanwhile.
fn flush(app: App) {
    if forget::is_forgetting() {
        return;
    }
    if BUSY.replace(true) {
        return AGAIN.set(true);
    }
    leptos::task::spawn_local(async move {
        // The change is painted first.
        frame::turn().await;
        loop {
            AGAIN.set(false);
            let done = write(app).await;
            let disk = match done {
                Ok(()) if AGAIN.get() => continue,
                Ok(()) => Disk::Even,
                Err(e) => off(&e),
            };
            let is_even = disk == Disk::Even;
            if app.work.disk.try_get_untracked().is_some_and(|shown| shown != disk) {
                app.work.disk.set(disk);
            }
            if is_even {
                ask_to_persist(app);
            }
            break;
        }
        BUSY.set(false);
    });
}

/// Writes what waits, now.
async fn write_now(app: App) {
    if BUSY.replace(true) {
        return AGAIN.set(true);
    }
    let disk = write(app).await.map_or_else(|e| off(&e), |()| Disk::Even);
    let _ = app.work.disk.try_set(disk);
    BUSY.set(false);
}

/// Writes one batch, which is what local storage holds at one moment.
async fn write(app: App) -> Result<(), DatabaseError> {
    if forget::was_forgotten() {
        // The person wanted everything gone: nothing is written any more.
        forget::reload();
        return Ok(());
    }
    notice_cleared(app);
    let taken = app.work.live.try_update_value(|live| {
        let store = live.keeper.engine().store();
        live.notes.take(store)
    });
    let batch = match taken {
        Some(Ok(batch)) => batch,
        // Local storage cannot be read now: the copy waits, and does not say that it is even.
        Some(Err(_)) => return Err(DatabaseError::new(DatabaseErrorKind::Failed)),
        None => return Ok(()),
    };
    let steps = match batch {
        Batch::Nothing => return Ok(()),
        Batch::Steps(steps) => steps,
        Batch::Whole(noted) => match whole(app, noted).await {
            Ok(steps) => steps,
            Err(e) => return Err(again_whole(app, e)),
        },
    };
    let mut edits: Vec<Edit> = steps.into_iter().map(edit).collect();
    edits.push(Edit::Put(AT.to_owned(), js::number(clock::now().ms() as f64)));
    let done = match database::open().await {
        Ok(db) => db.write(Area::Mirror, &edits).await,
        Err(e) => Err(e),
    };
    done.map_err(|e| again_whole(app, e))
}

/// What was taken and not written is not noted any more: the next batch is a whole one.
fn again_whole(app: App, e: DatabaseError) -> DatabaseError {
    app.work.live.with_value(|live| live.notes.ask_whole());
    e
}

/// Gives what was noted and all that the copy lacks of local storage.
async fn whole(app: App, noted: Option<BTreeSet<String>>) -> Result<Vec<Step>, DatabaseError> {
    let keys = database::open().await?.keys(Area::Mirror).await?;
    let steps =
        app.work.keeper(|keeper, _| refresh(keeper.engine().store(), &keys, noted.as_ref()).ok());
    steps.flatten().ok_or(DatabaseError::new(DatabaseErrorKind::Failed))
}

fn edit(step: Step) -> Edit {
    match step {
        Step::Put(key, value) => Edit::Put(key, js::text(value.as_ref())),
        Step::Remove(key) => Edit::Delete(key),
    }
}

/// Writes everything again where somebody cleared the storage under this tab, and says so.
fn notice_cleared(app: App) {
    let is_gone = |live: &Live| {
        live.keeper.engine().generation() > 0
            && matches!(live.keeper.engine().standing(), Ok(Standing::Gone))
    };
    if app.work.live.try_with_value(is_gone) != Some(true) {
        return;
    }
    match app.work.live.try_update_value(Live::rewrite) {
        Some(Ok(())) => {
            app.toasts.show(Toast::new(Tone::Warning, text::CLEARED).hint(text::CLEARED_HINT));
        }
        Some(Err(e)) => {
            app.work.save.set(SaveState::Failed(format!("{} {}", e.what(), e.hint())));
        }
        None => {}
    }
}

/// Asks the browser once to keep what is here when room gets scarce: when there is something of the
/// person's own to keep.
fn ask_to_persist(app: App) {
    if super::boot::is_bare(app) || preference::get(PERSIST).is_some() {
        return;
    }
    preference::set(PERSIST, "asked");
    leptos::task::spawn_local(async move {
        let answer = match persist::ask().await {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        };
        preference::set(PERSIST, answer);
    });
}

/// What the browser answered: `yes`, `no`, `unknown`; nothing where it was not asked.
pub const PERSIST: &str = "persist";
