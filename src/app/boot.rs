//! Opening the workspace: nothing is written before a load has succeeded, denied storage starts in
//! memory and says so, and what other tabs write is taken in.

use leptos::prelude::*;
use throughline_core::command::Command;
use throughline_core::keep::Keeper;
use throughline_core::model::Kind;
use throughline_core::model::workspace::Model;
use throughline_core::past::Reason;
use throughline_core::store::{MemoryStore, Notes, Recorder, State, texts_of};

use super::copies::Copies;
use super::route::Address;
use super::ui::Ui;
use super::work::{AnyStore, Disk, Failure, SaveState, Work};
use super::{App, past};
use crate::shell::{clock, frame, hash, storage};
use crate::widgets::live::Announcer;
use crate::widgets::toast::{Toast, Toasts, Tone};

pub const NEW_NAME: &str = "My workspace";

/// Opens the workspace of this browser.
pub fn open() -> App {
    let (store, notes, denied): (AnyStore, Notes, Option<String>) = match storage::open() {
        // A copy in memory can be looked at and tried on, and nothing of it is kept.
        Ok(store) if hash::is_read_only() => {
            let pairs = texts_of(&store).unwrap_or_default();
            let copy = Box::new(MemoryStore::from_pairs(pairs));
            (copy, Notes::default(), Some(READ_ONLY.to_owned()))
        }
        Ok(store) => {
            let (store, notes) = Recorder::new(store);
            (Box::new(store), notes, None)
        }
        Err(why) => (Box::new(storage::memory()), Notes::default(), Some(why)),
    };
    let tab = format!("{:x}", clock::seed());
    let (mut keeper, opened) = Keeper::open(store, &tab);
    let state = opened.state;
    let fresh = state == State::Fresh;
    let loaded = keeper.load(&opened);
    let empty = loaded.model.info().is_none();
    let model = if empty { Model::empty(NEW_NAME) } else { loaded.model };
    // Where something is wrong, nothing is offered that would look like a new beginning.
    let sound = fresh || (state == State::Loaded && loaded.problems.is_empty());
    let first_run = sound && has_no_work(&model);
    let save = match (&denied, state) {
        (Some(why), _) => SaveState::Memory(why.clone()),
        (None, State::Newer) => SaveState::Failed(NEWER.to_owned()),
        (None, State::Unreadable) => SaveState::Failed(UNREADABLE.to_owned()),
        _ => SaveState::Saved,
    };
    let work = Work::new(model, keeper, notes, save);
    look_for_copy(work, fresh && denied.is_none());
    let say = Announcer::default();
    let app = App {
        work,
        address: Address::follow(),
        ui: Ui::new(first_run),
        say,
        toasts: Toasts::new(say),
        copies: Copies::new(),
    };
    for settled in loaded.mended.into_iter().take(MOST_PROBLEMS) {
        app.toasts.show(Toast::new(Tone::Info, settled));
    }
    for problem in loaded.problems.iter().take(MOST_PROBLEMS) {
        app.toasts.show(Toast::new(Tone::Warning, problem.clone()).hint(NOTHING_DELETED));
    }
    app
}

/// Where nothing is stored, the second copy is waited for before the first run is offered: but not
/// long, and not where the page already knows that there is no database.
fn look_for_copy(work: Work, waits: bool) {
    if waits && !crate::shell::persist::has_no_database() {
        return frame::after_ms(LONGEST_LOOK_MS, move || give_up(work));
    }
    work.disk.set(Disk::Behind);
}

/// Shows what there is, although the second copy has not answered.
fn give_up(work: Work) {
    if work.disk.try_get_untracked() == Some(Disk::Unknown) {
        work.disk.set(Disk::Behind);
    }
}

const LONGEST_LOOK_MS: i32 = 2_000;

/// How many problems are told one by one; the storage page lists all.
const MOST_PROBLEMS: usize = 3;
const NOTHING_DELETED: &str = "Nothing was deleted: the raw data is still in this browser’s storage and can be exported from the storage page.";
/// Why nothing is kept in a visit that was opened so.
pub const READ_ONLY: &str =
    "This visit is read-only: what you change is not kept. “Storage and safety” leads back.";
const NEWER: &str = "A newer version of Throughline saved this workspace. Reload to get it; until then nothing is written.";
const OTHER_TAB: &str = "Another tab changed the whole workspace; this one shows it now.";
const UNREADABLE: &str =
    "The browser’s storage cannot be read. Reload the page; until then nothing is written.";

/// Takes in what other tabs do, and looks again when this one wakes.
pub fn listen(app: App) {
    frame::when_idle(move || app.work.measure());
    let storage = window_event_listener(leptos::ev::storage, move |event| {
        // Without a key, everything was cleared.
        app.work.written();
        if let Some(key) = event.key() {
            app.work.take_in(&key);
            past::overwritten(app);
            if app.work.is_behind() {
                catch_up(app);
            }
        }
    });
    let shown = window_event_listener(leptos::ev::focus, move |_| catch_up(app));
    on_cleanup(move || {
        storage.remove();
        shown.remove();
    });
}

/// Takes in what other tabs wrote. A change too large for a journal is no list of changes: then the
/// workspace is read anew, as at the start, and the person is told.
fn catch_up(app: App) {
    let replaced = app.work.catch_up();
    past::overwritten(app);
    if replaced {
        app.toasts.show(Toast::new(Tone::Info, OTHER_TAB));
    }
}

/// Puts the sample workspace where there is nothing, and asks before it replaces anything.
pub fn open_sample(app: App) {
    if !is_bare(app) {
        return app.fail(&Failure {
            message: "The sample does not replace work that is here.".to_owned(),
            hint: "Export this workspace and throw it away first, then open the sample.".to_owned(),
        });
    }
    app.work.ask_sample(app, SAMPLE_SEED, move |set| {
        if app.run_and_tell(&Command::Apply(set)).is_some() {
            app.work.adopt_me();
            app.ui.first_run.set(false);
        }
    });
}

/// The sample is always the same on the same day.
const SAMPLE_SEED: u64 = 2026;

/// Starts with an empty workspace: a first project is asked for.
pub fn start_empty(app: App) {
    app.ui.first_run.set(false);
    app.ui.show(super::ui::Dialog::NewProject);
}

const BEFORE_START_OVER: &str = "Throw this workspace away";

/// The kinds of record that are somebody's work.
pub const OWN: [Kind; 6] =
    [Kind::Item, Kind::Project, Kind::Product, Kind::Program, Kind::Kpi, Kind::Objective];

/// Tells whether there is no work at all.
pub fn is_empty(app: App) -> bool {
    app.work.with(has_no_work)
}

fn has_no_work(model: &Model) -> bool {
    OWN.iter().all(|kind| model.count(*kind) == 0)
}

/// Tells whether there is nothing of a person's own: no work, or the sample as it came.
pub fn is_bare(app: App) -> bool {
    is_empty(app) || app.work.with(|model| model.info().is_some_and(|info| info.sample))
}

/// Replaces everything by an empty workspace, after a restore point, as one step.
pub fn start_over(app: App) {
    past::first(app, Reason::StartOver, BEFORE_START_OVER, move || throw_away(app));
}

fn throw_away(app: App) {
    if app.run_and_tell(&Command::StartOver(NEW_NAME.to_owned())).is_some() {
        app.ui.selected.update(|s| s.clear());
        app.ui.at.set(None);
        app.address.update(|route| *route = throughline_core::route::Route::default());
        app.ui.first_run.set(true);
    }
}
