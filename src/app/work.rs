//! The live workspace: plain data in a holder of its own, read through triggers and written
//! through commands. It knows no view.

use leptos::prelude::*;
use throughline_core::change::ChangeSet;
use throughline_core::command::{Command, Outcome};
use throughline_core::env::Env;
use throughline_core::keep::Keeper;
use throughline_core::model::id::Id;
use throughline_core::model::table::Tabled;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Status};
use throughline_core::store::{Notes, State, StoreErrorKind};

pub use super::live::{AnyStore, Failure};
use super::live::{CaughtUp, Live, Refused, gone, read};
pub use super::save::{Disk, SaveState};
use super::tidy::Room;
use super::watch::Watch;
use crate::shell::{clock, frame, marks};

/// Is the handle to the live workspace.
#[derive(Clone, Copy)]
pub struct Work {
    pub(super) live: StoredValue<Live, LocalStorage>,
    /// How safe the latest change is.
    pub save: RwSignal<SaveState>,
    /// How the second copy stands.
    pub disk: RwSignal<Disk>,
    /// How much of the browser's storage is used.
    pub room: RwSignal<Room>,
    /// The labels of the next undo and redo.
    pub steps: RwSignal<(Option<String>, Option<String>)>,
    /// How often the work has changed since the page was opened: by this tab, and at all.
    pub beat: RwSignal<(u32, u32)>,
}

impl Work {
    /// Holds a model and its keeper.
    pub fn new(model: Model, keeper: Keeper<AnyStore>, notes: Notes, save: SaveState) -> Self {
        let mut env = Env::new(clock::now(), clock::today(), clock::seed());
        env.by = model.info().and_then(|info| info.me);
        let live = Live::new(model, env, keeper, notes);
        Work {
            live: StoredValue::new_local(live),
            save: RwSignal::new(save),
            disk: RwSignal::new(Disk::Unknown),
            room: RwSignal::new(Room::default()),
            steps: RwSignal::new((None, None)),
            beat: RwSignal::new((0, 0)),
        }
    }

    /// Reads the model without watching it.
    pub fn with<T>(&self, f: impl FnOnce(&Model) -> T) -> T {
        once(f, |f| read(self.live, f))
    }

    /// Watches something: what reads it now runs again when it changes.
    pub fn watch(&self, watch: Watch) {
        let trigger = self.live.try_update_value(|live| live.watchers.trigger(watch));
        if let Some(trigger) = trigger {
            trigger.track();
        }
    }

    /// Watches the records of some kinds.
    pub fn watch_kinds(&self, kinds: &[Kind]) {
        kinds.iter().for_each(|kind| self.watch(Watch::Kind(*kind)));
    }

    /// Watches the items of some statuses.
    pub fn watch_statuses(&self, statuses: &[Id<Status>]) {
        statuses.iter().for_each(|id| self.watch(Watch::Status(*id)));
    }

    /// Gives a record of a known type, and watches it.
    pub fn get<R: Tabled + Send + Sync>(&self, id: Id<R>) -> Option<std::sync::Arc<R>> {
        self.watch(Watch::Record(id.to_ref()));
        self.with(|model| R::table(model.tables()).shared(id).cloned())
    }

    /// Runs a command and keeps what it did, or changes nothing.
    pub fn dispatch(&self, command: &Command) -> Result<Outcome, Failure> {
        let done = self.once_more_if_behind(|live| {
            live.tell_time();
            let Live { model, env, .. } = live;
            let outcome = model
                .run(command, env)
                .map_err(|e| Refused::Told(Failure { message: e.message, hint: e.hint }))?;
            live.keep(&outcome.changes)?;
            live.history.push(outcome.changes.clone());
            Ok(outcome)
        });
        let outcome = self.settle(done, |outcome| &outcome.changes)?;
        super::past::before(&outcome.changes);
        Ok(outcome)
    }

    /// Does something to the live workspace; where another tab has written what this one lacks,
    /// takes that in and does it on what is there then.
    fn once_more_if_behind<T>(
        &self,
        f: impl Fn(&mut Live) -> Result<T, Refused>,
    ) -> Result<T, Failure> {
        let run = || self.live.try_update_value(&f).unwrap_or_else(|| Err(Refused::Told(gone())));
        match run() {
            Err(Refused::Store(e)) if e.kind == StoreErrorKind::Behind => {
                self.catch_up();
                run()
            }
            done => done,
        }
        .map_err(Failure::from)
    }

    /// Runs several commands as one step of the history.
    pub fn dispatch_all(&self, commands: &[Command], label: &str) -> Result<(), Failure> {
        let mark = self.live.with_value(|live| live.history.mark());
        for command in commands {
            if let Err(e) = self.dispatch(command) {
                self.live.update_value(|live| live.history.squash_to(mark, label));
                if self.live.with_value(|live| live.history.mark()) != mark {
                    let _ = self.step(true);
                }
                return Err(e);
            }
        }
        self.live.update_value(|live| live.history.squash_to(mark, label));
        self.show_steps();
        // The steps may weigh only together.
        let whole = self.live.with_value(|live| live.history.next_undo().cloned());
        whole.iter().for_each(super::past::before);
        Ok(())
    }

    /// Takes the last step back, or does the last undone step again; gives what it was.
    pub fn step(&self, back: bool) -> Result<Option<String>, Failure> {
        let done = self.once_more_if_behind(|live| {
            let next =
                if back { live.history.next_undo() } else { live.history.next_redo() }.cloned();
            let Some(step) = next else { return Ok(ChangeSet::default()) };
            let set = live.model.step(&step, back, clock::now());
            live.model.apply_all(&set).map_err(|e| {
                let message = format!("This step can no longer be undone: {e}.");
                let hint = "Something else has changed since; nothing was touched.".to_owned();
                Refused::Told(Failure { message, hint })
            })?;
            live.keep(&set)?;
            if back {
                live.history.undid()
            } else {
                live.history.redid()
            }
            Ok(set)
        });
        let set = self.settle(done, |set| set)?;
        Ok((!set.is_empty()).then_some(set.label))
    }

    /// Applies what another tab did, without a step in this tab's history.
    pub fn take_in(&self, key: &str) {
        let touched = self.live.try_update_value(|live| {
            let entries = live.keeper.foreign(key).unwrap_or_default();
            live.take_in(entries)
        });
        touched.into_iter().flatten().for_each(|trigger| trigger.notify());
        self.count(false);
    }

    /// Counts a change, of this tab or of another.
    fn count(&self, own: bool) {
        self.beat.try_update(|(n_own, n_all)| {
            *n_own = n_own.wrapping_add(u32::from(own));
            *n_all = n_all.wrapping_add(1);
        });
    }

    /// Tells whether another tab wrote a snapshot.
    pub fn is_behind(&self) -> bool {
        self.live.with_value(|live| live.keeper.is_behind())
    }

    /// Looks for what other tabs wrote, and tells whether it had to read everything anew. What this
    /// tab can undo stays, unless the workspace is another one then.
    pub fn catch_up(&self) -> bool {
        // Where the store cannot be read now, the next change says so.
        let caught = self.live.try_update_value(|live| live.catch_up().unwrap_or_default());
        self.show_caught_up(caught.unwrap_or_default())
    }

    pub(super) fn show_caught_up(&self, caught: CaughtUp) -> bool {
        caught.triggers.iter().for_each(|trigger| trigger.notify());
        if !caught.triggers.is_empty() {
            self.count(false);
        }
        self.show_steps();
        caught.replaced
    }

    /// Shows the outcome: tells the views, the save state and the timing what happened.
    fn settle<T>(
        &self,
        done: Result<T, Failure>,
        set: impl for<'a> FnOnce(&'a T) -> &'a ChangeSet,
    ) -> Result<T, Failure> {
        let value = done.inspect_err(|e| {
            if self.live.with_value(|live| {
                matches!(live.keeper.engine().state(), State::Newer | State::Unreadable)
            }) {
                self.save.set(SaveState::Failed(e.message.clone()));
            }
        })?;
        let changes = set(&value);
        if !changes.is_empty() {
            let triggers = self.live.with_value(|live| live.watchers.touched(&live.model, changes));
            triggers.iter().for_each(|trigger| trigger.notify());
            marks::measure_to_paint("throughline:commit");
            if !matches!(self.save.get_untracked(), SaveState::Saved | SaveState::Memory(_)) {
                self.save.set(SaveState::Saved);
            }
            // What undo is called can wait: the change itself cannot.
            let work = *self;
            frame::after_paint(move || work.show_steps());
            self.count(true);
            self.written();
            self.compact_when_due();
            self.measure_when_due(changes.changes.len());
        }
        Ok(value)
    }

    fn show_steps(&self) {
        let steps = self.live.with_value(|live| {
            let undo = live.history.next_undo().map(|set| set.label.clone());
            (undo, live.history.next_redo().map(|set| set.label.clone()))
        });
        if self.steps.try_get_untracked().is_some_and(|shown| shown != steps) {
            self.steps.set(steps);
        }
    }
}
