//! What lives behind the handle to the workspace: plain data, never a signal.

use leptos::prelude::*;
use throughline_core::change::{ChangeSet, History};
use throughline_core::env::Env;
use throughline_core::keep::{Keeper, Kept, Lost};
use throughline_core::model::workspace::Model;
use throughline_core::store::{Entry, Notes, Store, StoreError, StoreErrorKind};

use super::watch::Watchers;
use crate::shell::clock;

/// Is a store of any kind.
pub type AnyStore = Box<dyn Store>;

/// Says why something did not happen: what, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened and why.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

/// Is all that lives: the model, its history, its keeper, and who watches.
pub struct Live {
    /// The model.
    pub model: Model,
    /// What can be undone and redone.
    pub history: History,
    /// What the core is told about the world.
    pub env: Env,
    /// What keeps the model in a store.
    pub keeper: Keeper<AnyStore>,
    /// Who watches what.
    pub watchers: Watchers,
    /// Whether a snapshot waits for idle time.
    pub compacting: bool,
    /// How many changes were made since the storage was measured.
    pub unmeasured: usize,
    /// The values that edits of other tabs replaced unseen, and that nobody was told yet.
    pub lost: Vec<Lost>,
    /// What the background thread does not know yet of what changed; nothing while it does not
    /// follow at all.
    pub untold: Option<Vec<ChangeSet>>,
    /// What the second copy does not hold yet.
    pub notes: Notes,
    /// Who wants to know that something was written.
    pub on_write: Option<std::rc::Rc<dyn Fn()>>,
}

/// How many changes are noted for the background thread.
const MOST_UNTOLD: usize = 500;

/// Says what came from other tabs.
#[derive(Default)]
pub struct CaughtUp {
    /// Whom to tell.
    pub triggers: Vec<ArcTrigger>,
    /// Whether the whole model was exchanged.
    pub replaced: bool,
}

impl Live {
    /// Begins without a history.
    pub fn new(model: Model, env: Env, keeper: Keeper<AnyStore>, notes: Notes) -> Self {
        Live {
            model,
            history: History::default(),
            env,
            keeper,
            watchers: Watchers::default(),
            compacting: false,
            unmeasured: 0,
            lost: Vec::new(),
            untold: None,
            notes,
            on_write: None,
        }
    }

    /// Tells the core the time and the day.
    pub fn tell_time(&mut self) {
        self.env.now = clock::now();
        self.env.today = clock::today();
    }

    /// Takes in what other tabs wrote and goes on from their latest snapshot.
    pub fn catch_up(&mut self) -> Result<CaughtUp, StoreError> {
        match self.keeper.catch_up() {
            Ok(entries) => Ok(CaughtUp { triggers: self.take_in(entries), replaced: false }),
            Err(e) if e.kind == StoreErrorKind::Behind => Ok(self.reread()),
            Err(e) => Err(e),
        }
    }

    /// Reads everything anew, where the journals do not lead to what another tab wrote.
    pub fn reread(&mut self) -> CaughtUp {
        self.notes.ask_missing();
        let opened = self.keeper.reread();
        let loaded = self.keeper.load(&opened);
        // What is here already stays with its history.
        if loaded.model.info().is_none() || loaded.model == self.model {
            return CaughtUp::default();
        }
        self.model = loaded.model;
        self.untold = None;
        // Steps of before may not fit what is here now.
        self.history = History::default();
        CaughtUp { triggers: self.watchers.all(), replaced: true }
    }

    /// Writes a snapshot if one is due, and deletes what it made superfluous.
    pub fn compact(&mut self) -> Result<CaughtUp, StoreError> {
        self.compacting = false;
        let caught = self.catch_up()?;
        // Another tab may have done it in the meantime.
        if self.keeper.is_due() {
            match self.keeper.commit(&self.model) {
                // Another tab was faster: the journal holds everything until the next time.
                Err(e) if e.kind == StoreErrorKind::Behind => return Ok(caught),
                done => done?,
            }
        }
        self.keeper.sweep().map(|()| caught)
    }

    /// Writes everything again, where somebody cleared the store.
    pub fn rewrite(&mut self) -> Result<(), StoreError> {
        self.keeper.mark_whole();
        self.keeper.commit(&self.model)?;
        self.notes.ask_whole();
        Ok(())
    }

    /// Applies what other tabs wrote; gives the triggers of what it touched.
    pub fn take_in(&mut self, entries: Vec<Entry>) -> Vec<ArcTrigger> {
        let mut triggers = Vec::new();
        if !entries.is_empty() {
            self.notes.ask_missing();
        }
        for entry in entries {
            let Ok(merged) = self.keeper.merge(&mut self.model, &entry) else { continue };
            for set in merged.sets {
                triggers.extend(self.watchers.touched(&self.model, &set));
                self.note(set);
            }
            self.lost.extend(merged.lost);
        }
        triggers
    }

    /// Notes a change for the background thread. Past so many it is told the whole, when it is asked.
    fn note(&mut self, set: ChangeSet) {
        let Some(untold) = &mut self.untold else { return };
        if untold.len() < MOST_UNTOLD && set.changes.len() < MOST_UNTOLD {
            untold.push(set);
        } else {
            self.untold = None;
        }
    }

    /// Keeps what the model has already taken, or takes it back.
    pub fn keep(&mut self, set: &ChangeSet) -> Result<(), StoreError> {
        if set.is_empty() {
            return Ok(());
        }
        let now_ms = self.env.now.ms();
        match self.keeper.keep(&self.model, set, now_ms) {
            Ok(Kept::Journal(_) | Kept::Snapshot) => {
                self.note(set.clone());
                Ok(())
            }
            Err(e) => {
                self.model.roll_back(set);
                Err(e)
            }
        }
    }
}

/// Reads the model; apart from the handle, so that it is compiled once for all who read.
pub fn read(live: StoredValue<Live, LocalStorage>, f: &mut dyn FnMut(&Model)) {
    live.with_value(|live| f(&live.model));
}

/// Is what keeps a change from being made.
pub enum Refused {
    /// The store does not keep it.
    Store(StoreError),
    /// Something else, said already.
    Told(Failure),
}

impl From<StoreError> for Refused {
    fn from(e: StoreError) -> Self {
        Refused::Store(e)
    }
}

impl From<StoreError> for Failure {
    fn from(e: StoreError) -> Self {
        Failure { message: e.what().to_owned(), hint: e.hint().to_owned() }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Store(e) => Failure::from(e),
            Refused::Told(failure) => failure,
        }
    }
}

/// Says that the page is being closed.
pub fn gone() -> Failure {
    Failure {
        message: "The workspace is closed.".to_owned(),
        hint: "Reload the page; everything saved is still there.".to_owned(),
    }
}
