//! What other tabs wrote: their journal entries and heads; knows nothing of how tabs are told.

use std::collections::BTreeMap;

use super::engine::Engine;
use super::envelope::check;
use super::error::{StoreError, StoreErrorKind};
use super::head::{Found, Head};
use super::journal::{Entry, Live, sort};
use super::key::Key;
use super::memory::Store;
use super::read::State;
use super::usage::units;

/// Says how the head in the store relates to the one that this tab knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The head is the one this tab knows.
    Same,
    /// Another tab has committed.
    Changed,
    /// The head is missing or damaged: storage was cleared or replaced.
    Gone,
}

impl<S: Store> Engine<S> {
    /// Compares the head in the store with the one that this tab knows; reads one small value.
    pub fn standing(&self) -> Result<Standing, StoreError> {
        let key = Key::Head.text();
        let raw = self.store.get(&key)?;
        if raw == self.head_raw {
            return Ok(Standing::Same);
        }
        Ok(match Head::read(&key, raw.as_deref(), self.schema) {
            Found::Good { .. } => Standing::Changed,
            Found::Missing | Found::Bad { .. } => Standing::Gone,
        })
    }

    /// Lists the names of the current snapshot's shards.
    pub fn shard_names(&self) -> impl Iterator<Item = &str> {
        self.base.shards.keys().map(String::as_str)
    }

    /// Reads the entries of another tab up to the one under a key, in order and each only once.
    ///
    /// For the storage event. Keys that are no other tab's journal give nothing. The error is
    /// [`StoreErrorKind::Behind`] when entries in between are gone because another tab has already
    /// put them into a snapshot: then [`Engine::reload`].
    pub fn read_foreign(&mut self, key: &str) -> Result<Vec<Entry>, StoreError> {
        match Key::parse(key) {
            Some(Key::Entry { tab, seq }) if tab != self.tab && self.store.get(key)?.is_some() => {
                self.take(&tab, seq)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Reads all entries of other tabs that this tab has not seen yet, in order.
    ///
    /// For waking up and before a commit, since events may have been missed. Takes another tab's
    /// newer head as the base, or fails with [`StoreErrorKind::Behind`] when this tab lacks its
    /// content: then [`Engine::reload`].
    pub fn catch_up(&mut self) -> Result<Vec<Entry>, StoreError> {
        let mut newest: BTreeMap<String, u64> = BTreeMap::new();
        for text in self.store.keys()? {
            if let Some(Key::Entry { tab, seq }) = Key::parse(&text)
                && tab != self.tab
            {
                let last = newest.entry(tab).or_default();
                *last = seq.max(*last);
            }
        }
        // Entries that were handed out count as seen, so nothing may be handed out in part.
        let before = (self.seen.clone(), self.live.clone());
        let mut found = Vec::new();
        let read_all = || {
            for (tab, last) in newest {
                match self.take(&tab, last) {
                    Ok(entries) => found.extend(entries),
                    // It stays unseen, so no commit of this tab can count it as contained.
                    Err(error) if error.kind == StoreErrorKind::Damaged => {}
                    Err(error) => return Err(error),
                }
            }
            match self.standing()? {
                Standing::Changed => self.meet_head(false),
                Standing::Same | Standing::Gone => Ok(()),
            }
        };
        if let Err(error) = read_all() {
            (self.seen, self.live) = before;
            return Err(error);
        }
        sort(&mut found);
        Ok(found)
    }

    /// Reads a tab's entries after the last seen one up to a number or a damaged one.
    fn take(&mut self, tab: &str, last: u64) -> Result<Vec<Entry>, StoreError> {
        if self.seen.get(tab).is_some_and(|seen| last <= *seen) {
            return Ok(Vec::new());
        }
        let first = self.seen.get(tab).copied().unwrap_or(0).saturating_add(1);
        let mut entries = Vec::new();
        let mut sizes = Vec::new();
        for seq in first..=last {
            let key = Key::entry(tab, seq);
            let Some(raw) = self.store.get(&key)? else {
                return Err(StoreError::new(StoreErrorKind::Behind, &key));
            };
            sizes.push(Live::new(tab, seq, units(&key) + units(&raw)));
            match check(&key, &raw).and_then(|checked| Entry::read(tab, seq, &checked)) {
                Ok(entry) if entry.schema > self.schema => {
                    self.state = State::Newer;
                    return Err(StoreError::new(StoreErrorKind::Newer, &key));
                }
                Ok(entry) => entries.push(entry),
                Err(_) if !entries.is_empty() => {
                    sizes.pop();
                    break;
                }
                Err(flaw) => {
                    let error = StoreError::new(StoreErrorKind::Damaged, &key);
                    return Err(error.with_detail(flaw.what()));
                }
            }
        }
        if let Some(last) = sizes.last() {
            self.seen.insert(tab.to_owned(), last.seq);
        }
        self.live.extend(sizes);
        Ok(entries)
    }
}
