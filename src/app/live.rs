//! What lives behind the handle to the workspace: plain data, never a signal.

use leptos::prelude::*;
use throughline_core::change::{ChangeSet, History};
use throughline_core::env::Env;
use throughline_core::keep::{Keeper, Kept, load};
use throughline_core::model::workspace::Model;
use throughline_core::store::{Entry, Store, StoreError};

use super::watch::Watchers;
use crate::shell::clock;

/// Is a store of any kind.
pub type AnyStore = Box<dyn Store>;

/// Says how safe the latest change is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Written to local storage.
    Saved,
    /// Not written: why, and what to do.
    Failed(String),
    /// Kept in memory alone, because there is no storage.
    Memory(String),
}

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
}

impl Live {
    /// Tells the core the time and the day.
    pub fn tell_time(&mut self) {
        self.env.now = clock::now();
        self.env.today = clock::today();
    }

    /// Reads everything anew if another tab replaced it; gives whom to tell.
    pub fn reread_if_behind(&mut self) -> Option<Vec<ArcTrigger>> {
        if !self.keeper.is_behind() {
            return None;
        }
        let opened = self.keeper.reread();
        let loaded = load(&opened);
        if loaded.model.info().is_some() {
            self.model = loaded.model;
            // Steps of before may not fit what is here now.
            self.history = History::default();
        }
        Some(self.watchers.all())
    }

    /// Applies what other tabs wrote; gives the triggers of what it touched.
    pub fn take_in(&mut self, entries: Vec<Entry>) -> Vec<ArcTrigger> {
        let mut triggers = Vec::new();
        for entry in entries {
            self.keeper.witness(entry.stamp);
            if let Ok(set) = ChangeSet::decode(&entry.json) {
                self.model.replay(&set);
                self.keeper.touch(&self.model, &set);
                triggers.extend(self.watchers.touched(&self.model, &set));
            }
        }
        triggers
    }

    /// Keeps what the model has already taken, or takes it back.
    pub fn keep(&mut self, set: &ChangeSet) -> Result<(), Failure> {
        if set.is_empty() {
            return Ok(());
        }
        let now_ms = self.env.now.ms();
        match self.keeper.keep(&self.model, set, now_ms) {
            Ok(Kept::Journal(_) | Kept::Snapshot) => Ok(()),
            Err(e) => {
                self.model.roll_back(set);
                Err(failure(&e))
            }
        }
    }
}

/// Reads the model; apart from the handle, so that it is compiled once for all who read.
pub fn read(live: StoredValue<Live, LocalStorage>, f: &mut dyn FnMut(&Model)) {
    live.with_value(|live| f(&live.model));
}

/// Says a storage error to a person.
pub fn failure(e: &StoreError) -> Failure {
    Failure { message: e.what().to_owned(), hint: e.hint().to_owned() }
}

/// Says that the page is being closed.
pub fn gone<T>() -> Result<T, Failure> {
    Err(Failure {
        message: "The workspace is closed.".to_owned(),
        hint: "Reload the page; everything saved is still there.".to_owned(),
    })
}
