//! The live workspace: plain data in a holder of its own, read through triggers and written
//! through commands. It knows no view.

use leptos::prelude::*;
use throughline_core::change::{ChangeSet, History};
use throughline_core::command::{Command, Outcome};
use throughline_core::env::Env;
use throughline_core::keep::Keeper;
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::table::Tabled;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Status};
use throughline_core::store::State;

pub use super::live::{AnyStore, Failure, SaveState};
use super::live::{Live, failure, gone, read};
use super::watch::{Watch, Watchers};
use crate::shell::{clock, frame, marks};

/// Is the handle to the live workspace.
#[derive(Clone, Copy)]
pub struct Work {
    live: StoredValue<Live, LocalStorage>,
    /// How safe the latest change is.
    pub save: RwSignal<SaveState>,
    /// The labels of the next undo and redo.
    pub steps: RwSignal<(Option<String>, Option<String>)>,
}

impl Work {
    /// Holds a model and its keeper.
    pub fn new(model: Model, keeper: Keeper<AnyStore>, save: SaveState) -> Self {
        let mut env = Env::new(clock::now(), clock::today(), clock::seed());
        env.by = model.info().and_then(|info| info.me);
        let history = History::default();
        let watchers = Watchers::default();
        let live = Live { model, history, env, keeper, watchers, compacting: false };
        Work {
            live: StoredValue::new_local(live),
            save: RwSignal::new(save),
            steps: RwSignal::new((None, None)),
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
        let done = self.live.try_update_value(|live| {
            live.tell_time();
            let Live { model, env, .. } = live;
            let outcome = model
                .run(command, env)
                .map_err(|e| Failure { message: e.message, hint: e.hint })?;
            live.keep(&outcome.changes)?;
            live.history.push(outcome.changes.clone());
            Ok(outcome)
        });
        self.settle(done.unwrap_or_else(gone), |outcome| &outcome.changes)
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
        Ok(())
    }

    /// Takes the last step back, or does the last undone step again; gives what it was.
    pub fn step(&self, back: bool) -> Result<Option<String>, Failure> {
        let done = self.live.try_update_value(|live| {
            let next =
                if back { live.history.next_undo() } else { live.history.next_redo() }.cloned();
            let Some(step) = next else { return Ok(ChangeSet::default()) };
            let set = live.model.step(&step, back, clock::now());
            live.model.apply_all(&set).map_err(|e| Failure {
                message: format!("This step can no longer be undone: {e}."),
                hint: "Something else has changed since; nothing was touched.".to_owned(),
            })?;
            live.keep(&set)?;
            if back {
                live.history.undid()
            } else {
                live.history.redid()
            }
            Ok(set)
        });
        let set = self.settle(done.unwrap_or_else(gone), |set| set)?;
        Ok((!set.is_empty()).then_some(set.label))
    }

    /// Applies what another tab did, without a step in this tab's history.
    pub fn take_in(&self, key: &str) {
        let touched = self.live.try_update_value(|live| {
            let entries = live.keeper.foreign(key).unwrap_or_default();
            live.take_in(entries)
        });
        touched.into_iter().flatten().for_each(|trigger| trigger.notify());
    }

    /// Keeps the tables of a newer version that an import brought.
    pub fn adopt_extra(&self, extra: throughline_core::model::record::Extra) {
        self.live.update_value(|live| {
            if live.model.extra != extra {
                live.model.extra = extra;
                live.keeper.mark_whole();
            }
        });
    }

    /// Reads the workspace anew if another tab wrote a snapshot of its own: tells whether it did.
    pub fn reread_if_behind(&self) -> bool {
        let triggers = self.live.try_update_value(|live| live.reread_if_behind()).flatten();
        let was_behind = triggers.is_some();
        triggers.into_iter().flatten().for_each(|trigger| trigger.notify());
        self.show_steps();
        was_behind
    }

    /// Looks for what other tabs wrote while this one slept.
    pub fn catch_up(&self) {
        let touched = self.live.try_update_value(|live| {
            let entries = live.keeper.engine_mut().catch_up().unwrap_or_default();
            live.take_in(entries)
        });
        touched.into_iter().flatten().for_each(|trigger| trigger.notify());
    }

    /// Learns who works on this device, after a workspace came in.
    pub fn adopt_me(&self) {
        self.live.update_value(|live| live.env.by = live.model.info().and_then(|info| info.me));
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
            self.show_steps();
            self.compact_when_due();
        }
        Ok(value)
    }

    fn show_steps(&self) {
        let steps = self.live.with_value(|live| {
            let undo = live.history.next_undo().map(|set| set.label.clone());
            (undo, live.history.next_redo().map(|set| set.label.clone()))
        });
        if self.steps.get_untracked() != steps {
            self.steps.set(steps);
        }
    }

    /// Writes a snapshot in idle time once the journal is long.
    fn compact_when_due(&self) {
        let due = self.live.try_update_value(|live| {
            let due = live.keeper.wants_tidying() && !live.compacting;
            live.compacting |= due;
            due
        });
        if due != Some(true) {
            return;
        }
        let (live, save) = (self.live, self.save);
        frame::when_idle(move || {
            let done = live.try_update_value(|live| {
                live.compacting = false;
                let snapshot = live.keeper.is_due().then(|| live.keeper.commit(&live.model));
                snapshot.unwrap_or(Ok(())).and_then(|()| live.keeper.sweep())
            });
            if let Some(Err(e)) = done {
                // The journal still holds everything: only the tidying up has to wait.
                save.set(SaveState::Failed(failure(&e).message));
            }
        });
    }

    /// Reads or repairs the keeper itself.
    pub fn keeper<T>(&self, f: impl FnOnce(&mut Keeper<AnyStore>, &Model) -> T) -> Option<T> {
        self.live.try_update_value(|live| f(&mut live.keeper, &live.model))
    }

    /// Plans something that needs ids and the date, such as an import, without changing anything.
    pub fn plan<T>(&self, f: impl FnOnce(&Model, &mut Env) -> T) -> Option<T> {
        self.live.try_update_value(|live| {
            live.tell_time();
            f(&live.model, &mut live.env)
        })
    }

    /// Gives the person who works on this device.
    pub fn me(&self) -> Option<Ref> {
        self.live.with_value(|live| live.env.by.map(Id::to_ref))
    }
}
