//! The storage engine: opens a store, appends to the journal; knows nothing of what it stores.

use super::error::{StoreError, StoreErrorKind};
use super::head::{Covers, Head};
use super::journal::{Entry, Live, Stamp};
use super::key::Key;
use super::memory::Store;
use super::read::{Opened, Reading, State, read};
use super::usage::units;

/// The UTF-16 units of filler that are freed to make room for a last save.
pub const BALLAST_UNITS: usize = 96 * 1024;

/// A journal of more entries than this is due for a snapshot.
const MANY_ENTRIES: usize = 200;

/// A journal of more UTF-16 units than this is due for a snapshot.
const MANY_UNITS: usize = 256 * 1024;

/// Keeps one workspace in a store, on behalf of one tab.
#[derive(Debug)]
pub struct Engine<S> {
    pub(super) store: S,
    pub(super) schema: u32,
    pub(super) state: State,
    pub(super) tab: String,
    pub(super) seq: u64,
    /// Whether a failed append may have left something under the next number.
    is_littered: bool,
    /// The snapshot that this tab has loaded or written.
    pub(super) base: Head,
    /// The head as this tab last saw it.
    pub(super) head_raw: Option<String>,
    pub(super) seen: Covers,
    /// The units of each entry that the snapshot does not contain.
    pub(super) live: Vec<Live>,
    /// Damaged values that quarantine does not hold yet.
    pub(super) damaged: Vec<(String, String)>,
    /// The generation that is being written.
    pub(super) pending: Option<u64>,
}

/// Says under which name and number an action was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The key of the journal entry, for the mirror and for other tabs.
    pub key: String,
    /// The value as stored, for the mirror.
    pub value: String,
    /// The tab's name; it changes when another tab turns out to write under the same one.
    pub tab: String,
    /// The entry's number within the tab.
    pub seq: u64,
}

impl<S: Store> Engine<S> {
    /// Opens a store by reading alone.
    ///
    /// `schema` is the newest schema number that the caller understands. `tab` should be a random
    /// name made anew for each page load; characters other than letters, digits, `-` and `_` become
    /// `-`. Whatever the store holds, this neither fails nor writes: see [`Opened::state`].
    pub fn open(store: S, schema: u32, tab: &str) -> (Self, Opened) {
        let mut tab: String = tab
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
            .take(64)
            .collect();
        if tab.is_empty() {
            tab.push('-');
        }
        let mut engine = Self {
            store,
            schema,
            state: State::Unreadable,
            tab,
            seq: 0,
            is_littered: false,
            base: Head::default(),
            head_raw: None,
            seen: Covers::new(),
            live: Vec::new(),
            damaged: Vec::new(),
            pending: None,
        };
        let opened = engine.reload();
        (engine, opened)
    }

    /// Reads everything again, for example after [`StoreErrorKind::Behind`]; writes nothing.
    ///
    /// The caller replaces its workspace by what is returned: all acknowledged actions are in it.
    pub fn reload(&mut self) -> Opened {
        let Reading { opened, base, head_raw, damaged, live, seen } =
            read(&self.store, self.schema);
        self.state = opened.state;
        // Numbers never go back, so that no head can take a new entry for an old one.
        self.seq = self.seq.max(seen.get(&self.tab).copied().unwrap_or(0));
        (self.base, self.head_raw, self.damaged, self.live, self.seen) =
            (base, head_raw, damaged, live, seen);
        opened
    }

    /// Returns the store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Returns how opening went; [`State::Newer`] and [`State::Unreadable`] refuse all writing.
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns the name under which this tab writes its journal.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// Returns the number of the commit that this tab has loaded or written, 0 before the first.
    pub fn generation(&self) -> u64 {
        self.base.generation
    }

    /// Returns up to which number each tab's entries were handed out to this tab or written by it.
    pub fn seen(&self) -> &Covers {
        &self.seen
    }

    /// Saves one action; when this returns a receipt, the action survives a crash of the tab.
    ///
    /// On failure nothing of it stays stored, and the caller does not apply the action.
    pub fn append(&mut self, stamp: Stamp, json: &str) -> Result<Receipt, StoreError> {
        self.check_writable()?;
        let mut key = Key::entry(&self.tab, self.seq.saturating_add(1));
        if !self.is_littered && self.store.get(&key)?.is_some() {
            self.rename()?;
            key = Key::entry(&self.tab, self.seq.saturating_add(1));
        }
        let value = Entry::seal(&key, self.schema, self.base.generation, stamp, json);
        self.is_littered = true;
        if let Err(error) = self.put(&key, &value) {
            // What cannot be removed now is overwritten by the next append.
            let _ = self.store.remove(&key);
            return Err(error);
        }
        self.is_littered = false;
        self.seq = self.seq.saturating_add(1);
        self.seen.insert(self.tab.clone(), self.seq);
        self.live.push(Live::new(&self.tab, self.seq, units(&key) + units(&value)));
        Ok(Receipt { key, value, tab: self.tab.clone(), seq: self.seq })
    }

    /// Returns whether the journals of all tabs have grown enough for a snapshot.
    pub fn is_compaction_due(&self) -> bool {
        self.live.len() > MANY_ENTRIES
            || self.live.iter().map(|one| one.units).sum::<usize>() > MANY_UNITS
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match self.state {
            State::Newer => Err(StoreError::new(StoreErrorKind::Newer, "")),
            State::Unreadable => Err(StoreError::new(StoreErrorKind::NotLoaded, "")),
            State::Fresh | State::Loaded | State::Recovered | State::Damaged => Ok(()),
        }
    }

    /// Takes a new name, because another tab writes under this one (a duplicated tab does).
    fn rename(&mut self) -> Result<(), StoreError> {
        let mut taken: Vec<String> = Vec::new();
        for text in self.store.keys()? {
            if let Some(Key::Entry { tab, .. }) = Key::parse(&text) {
                taken.push(tab);
            }
        }
        let free = (2_u64..)
            .map(|n| format!("{}-{n}", self.tab))
            .find(|name| !taken.contains(name) && !self.seen.contains_key(name));
        if let Some(name) = free {
            self.tab = name;
            self.seq = 0;
        }
        Ok(())
    }

    /// Writes a value and reads it back, making room when the store is full.
    pub(super) fn put(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut rooms = [Room::Ballast, Room::Superseded].into_iter();
        let mut has_retried = false;
        loop {
            match self.put_once(key, value) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind == StoreErrorKind::Full => match rooms.next() {
                    Some(room) => self.make(room),
                    None => return Err(error),
                },
                Err(error) if error.kind == StoreErrorKind::NotKept && !has_retried => {
                    has_retried = true;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Writes a value and reads it back.
    pub(super) fn put_once(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.store.set(key, value)?;
        match self.store.get(key)? {
            Some(kept) if kept == value => Ok(()),
            _ => Err(StoreError::new(StoreErrorKind::NotKept, key)),
        }
    }

    /// Frees what may be freed without asking; what fails stays.
    fn make(&mut self, room: Room) {
        match room {
            Room::Ballast => {
                let _ = self.store.remove(&Key::Ballast.text());
            }
            Room::Superseded => {
                let _ = self.drop_superseded();
            }
        }
    }
}

/// Says what is freed when the store is full.
enum Room {
    Ballast,
    Superseded,
}
