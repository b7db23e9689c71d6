//! Notes which keys of a store were written, so that a second copy can follow; knows no second copy.
//!
//! Only keys are noted; the values are read when a batch is taken. So a batch is what the store
//! holds at one moment, and a second copy that takes whole batches in their order always equals a
//! moment of the store, however many writes lie in between. What another tab wrote and has not mirrored
//! yet must not be missing under what this one mirrors: where a head is not the one of the last batch,
//! or something of another tab was taken in, a batch brings all that the copy lacks. Nothing is
//! removed before the head that makes it superfluous has gone.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::error::StoreError;
use super::key::{Key, PREFIX};
use super::memory::Store;
use super::reconcile::refresh;

/// Is a store that notes what is written through it.
#[derive(Debug)]
pub struct Recorder<S> {
    store: S,
    notes: Notes,
}

/// Holds what was noted since the last batch; clones are the same notes.
#[derive(Clone, Debug, Default)]
pub struct Notes(Rc<RefCell<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    keys: BTreeSet<String>,
    /// The head that went with the last batch of this tab.
    head: Option<String>,
    /// Whether this tab knows of values that others wrote.
    lacks: bool,
    /// Whether the second copy has to be made anew.
    is_whole: bool,
}

/// Is one step of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The key has this value.
    Put(String, String),
    /// The key is gone.
    Remove(String),
}

/// Says what the second copy needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// Nothing.
    Nothing,
    /// These steps, all or none.
    Steps(Vec<Step>),
    /// What these keys hold, and everything that the copy lacks: see [`refresh`]. Without keys,
    /// everything anew.
    Whole(Option<BTreeSet<String>>),
}

impl<S: Store> Recorder<S> {
    /// Wraps a store and gives the notes about it.
    pub fn new(store: S) -> (Self, Notes) {
        let notes = Notes::default();
        (Self { store, notes: notes.clone() }, notes)
    }
}

impl Notes {
    /// Takes what was noted. What is taken is forgotten: after a failure, [`Notes::ask_whole`].
    pub fn take<S: Store + ?Sized>(&self, store: &S) -> Result<Batch, StoreError> {
        let head = store.get(&Key::Head.text())?;
        let noted = {
            let mut noted = self.0.borrow_mut();
            let lacks = noted.lacks || noted.head != head;
            noted.head = head;
            noted.lacks = false;
            let is_whole = std::mem::take(&mut noted.is_whole);
            let keys = std::mem::take(&mut noted.keys);
            Noted { keys, head: None, lacks, is_whole }
        };
        let taken = batch(noted, store);
        if taken.is_err() {
            self.ask_whole();
        }
        taken
    }

    /// Makes the next batch hold everything that the copy lacks. For what other tabs wrote and this
    /// one goes on from: what it writes may speak of it.
    pub fn ask_missing(&self) {
        self.0.borrow_mut().lacks = true;
    }

    /// Makes the next batch a whole one.
    pub fn ask_whole(&self) {
        self.0.borrow_mut().is_whole = true;
    }

    /// Tells whether a batch waits.
    pub fn is_waiting(&self) -> bool {
        let noted = self.0.borrow();
        noted.is_whole || noted.lacks || !noted.keys.is_empty()
    }

    fn note(&self, key: &str) {
        // The ballast is only room.
        if !key.starts_with(PREFIX) || Key::parse(key) == Some(Key::Ballast) {
            return;
        }
        self.0.borrow_mut().keys.insert(key.to_owned());
    }
}

fn batch<S: Store + ?Sized>(noted: Noted, store: &S) -> Result<Batch, StoreError> {
    if noted.is_whole {
        return Ok(Batch::Whole(None));
    }
    if noted.lacks {
        return Ok(Batch::Whole(Some(noted.keys)));
    }
    if noted.keys.is_empty() {
        return Ok(Batch::Nothing);
    }
    let mut steps = Vec::new();
    for key in &noted.keys {
        match (Key::parse(key), store.get(key)?) {
            (Some(Key::Entry { .. } | Key::Quarantine { .. }), Some(value)) => {
                steps.push(Step::Put(key.clone(), value));
            }
            _ => return Ok(Batch::Whole(Some(noted.keys))),
        }
    }
    Ok(Batch::Steps(steps))
}

/// Applies a batch to a copy in memory, as the browser's database does it; for tests.
pub fn follow<S: Store + ?Sized>(
    batch: &Batch,
    store: &S,
    copy: &impl Store,
) -> Result<(), StoreError> {
    let steps = match batch {
        Batch::Nothing => return Ok(()),
        Batch::Steps(steps) => steps.clone(),
        Batch::Whole(noted) => refresh(store, &copy.keys()?, noted.as_ref())?,
    };
    for step in &steps {
        match step {
            Step::Put(key, value) => copy.set(key, value)?,
            Step::Remove(key) => copy.remove(key)?,
        }
    }
    Ok(())
}

impl<S: Store> Store for Recorder<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        // Noted even if it fails: it may have counted, and a batch reads what is really there.
        self.notes.note(key);
        self.store.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.notes.note(key);
        self.store.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.store.keys()
    }
}
