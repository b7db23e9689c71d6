//! Commits a snapshot: dirty shards, then the previous head, then the head; knows no shard's meaning.

use super::engine::Engine;
use super::envelope::{check, seal};
use super::error::{StoreError, StoreErrorKind};
use super::head::{Covers, Found, Head, ShardRef};
use super::key::Key;
use super::memory::Store;
use super::read::State;

/// Says what to commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The shards that changed, by name; `None` removes a shard.
    pub shards: Vec<(String, Option<String>)>,
    /// Whether `shards` is the whole workspace and the journal does not lead to it: an import, a
    /// migration, a restored copy, or everything again after the store was cleared. All other
    /// shards are dropped.
    pub whole: bool,
    /// Whether the shards hold changes that no journal leads to, such as one too large for it. Tabs
    /// that did not make them load again, and no earlier snapshot stands in for this one.
    pub beyond: bool,
    /// The caller's own text, returned by the next opening.
    pub meta: String,
    /// Up to which number each tab's entries are contained, as [`Engine::seen`] gives it.
    pub seen: Covers,
}

/// Says what a commit wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The commit's number.
    pub generation: u64,
    /// The keys of the shards that were written, for the mirror.
    pub keys: Vec<String>,
}

/// Says why the head could not be replaced.
enum HeadError {
    /// The old head still stands.
    Kept(StoreError),
    /// It is not known which head stands.
    Unsure(StoreError),
}

impl<S: Store> Engine<S> {
    /// Makes a snapshot the current state; the head is written last and decides.
    ///
    /// Callers hold the compaction lock. Journal entries and old generations stay until
    /// [`Engine::sweep`]. On failure the state before is still the current one, and the caller
    /// keeps its shards marked as dirty. Old and new generations stand side by side until both
    /// heads have moved on, so a workspace that fills more than half of the store is migrated one
    /// shard and one sweep at a time.
    pub fn commit(&mut self, snapshot: &Snapshot) -> Result<Committed, StoreError> {
        self.check_writable()?;
        self.meet_head(snapshot.whole)?;
        self.quarantine_damaged()?;
        let mut generation = self.base.generation;
        let mut tabs = Vec::new();
        for text in self.store.keys()? {
            match Key::parse(&text) {
                // An absurd number can only be a forgery and must not use up the numbers.
                Some(Key::Shard { generation: found, .. }) if found < 1 << 53 => {
                    generation = generation.max(found);
                }
                Some(Key::Entry { tab, .. }) => tabs.push(tab),
                _ => {}
            }
        }
        let generation = generation.saturating_add(1);
        self.pending = Some(generation);
        let mut keys = Vec::new();
        let done = self.write(snapshot, generation, &tabs, &mut keys);
        self.pending = None;
        match done {
            Ok(()) => {
                self.state = State::Loaded;
                Ok(Committed { generation, keys })
            }
            Err(HeadError::Kept(error)) => {
                for key in keys {
                    let _ = self.store.remove(&key);
                }
                Err(error)
            }
            Err(HeadError::Unsure(error)) => Err(error),
        }
    }

    fn write(
        &mut self,
        snapshot: &Snapshot,
        generation: u64,
        tabs: &[String],
        keys: &mut Vec<String>,
    ) -> Result<(), HeadError> {
        let mut next = if snapshot.whole { Head::default() } else { self.base.clone() };
        for (name, text) in &snapshot.shards {
            let Some(text) = text else {
                next.shards.remove(name);
                continue;
            };
            let key = Key::shard(name, generation);
            if self.store.get(&key).map_err(HeadError::Kept)?.is_some() {
                // Another tab writes the same generation at this moment: what is there is its own.
                return Err(HeadError::Kept(StoreError::new(StoreErrorKind::Behind, &key)));
            }
            keys.push(key.clone());
            let at = self.write_shard(&key, generation, text).map_err(HeadError::Kept)?;
            next.shards.insert(name.clone(), at);
        }
        let is_first = self.base.generation == 0;
        next.generation = generation;
        let is_beyond = snapshot.whole || snapshot.beyond;
        next.epoch = if is_beyond { generation } else { self.base.epoch };
        next.meta.clone_from(&snapshot.meta);
        next.covers = self.base.covers.clone();
        next.pruned = self.base.pruned;
        for (tab, seq) in &snapshot.seen {
            // No more than this tab has really handed out or written can be contained.
            let known = self.seen.get(tab).copied().unwrap_or(0);
            let covered = next.covered(tab).max(*seq.min(&known));
            if covered > 0 {
                next.covers.insert(tab.clone(), covered);
            }
        }
        next.prune(|tab| tab == self.tab || tabs.iter().any(|found| found == tab));

        if self.store.get(&Key::Head.text()).map_err(HeadError::Kept)? != self.head_raw {
            // Another tab has committed since this one looked.
            return Err(HeadError::Kept(StoreError::new(StoreErrorKind::Behind, "")));
        }
        let prev = Key::Prev.text();
        if !is_first && self.head_raw.is_some() {
            let value = self.base.seal(&prev, self.schema);
            self.put(&prev, &value).map_err(HeadError::Kept)?;
        }
        self.write_head(&next)?;
        if is_beyond || is_first || self.head_raw.is_none() {
            // The journal does not lead here from the head before, so the spare head is the same.
            let _ = self.put(&prev, &next.seal(&prev, self.schema));
        }
        self.live.retain(|one| one.seq > next.covered(&one.tab));
        self.head_raw = Some(next.seal(&Key::Head.text(), self.schema));
        self.base = next;
        Ok(())
    }

    fn write_shard(
        &mut self,
        key: &str,
        generation: u64,
        text: &str,
    ) -> Result<ShardRef, StoreError> {
        let value = seal(key, self.schema, text);
        self.put(key, &value)?;
        // What was kept is what was sealed; that it opens again to the same text is proved here.
        match check(key, &value) {
            Ok(checked) if checked.text().as_deref() == Ok(text) => {
                Ok(ShardRef::new(generation, checked.len, checked.sum))
            }
            _ => Err(StoreError::new(StoreErrorKind::NotKept, key)),
        }
    }

    fn write_head(&mut self, next: &Head) -> Result<(), HeadError> {
        let key = Key::Head.text();
        let value = next.seal(&key, self.schema);
        let Err(error) = self.put(&key, &value) else { return Ok(()) };
        match self.store.get(&key) {
            // The write counted although it was reported as failed.
            Ok(Some(found)) if found == value => Ok(()),
            Ok(found) if found == self.head_raw => Err(HeadError::Kept(error)),
            _ => {
                let is_back = match self.head_raw.clone() {
                    Some(old) => self.put(&key, &old).is_ok(),
                    None => {
                        let _ = self.store.remove(&key);
                        matches!(self.store.get(&key), Ok(None))
                    }
                };
                Err(if is_back { HeadError::Kept(error) } else { HeadError::Unsure(error) })
            }
        }
    }

    /// Takes another tab's newer head as the base, or refuses when this tab lacks its content.
    pub(super) fn meet_head(&mut self, may_be_gone: bool) -> Result<(), StoreError> {
        let key = Key::Head.text();
        let raw = self.store.get(&key)?;
        if raw == self.head_raw {
            return Ok(());
        }
        match Head::read(&key, raw.as_deref(), self.schema) {
            Found::Good { schema, .. } if schema > self.schema => {
                self.state = State::Newer;
                Err(StoreError::new(StoreErrorKind::Newer, &key))
            }
            Found::Good { head, .. } => {
                let lacks = |(tab, seq): (&String, &u64)| self.seen.get(tab).unwrap_or(&0) < seq;
                if head.covers.iter().any(lacks) || head.epoch != self.base.epoch {
                    return Err(StoreError::new(StoreErrorKind::Behind, &key));
                }
                self.live.retain(|one| one.seq > head.covered(&one.tab));
                self.base = head;
                self.head_raw = raw;
                Ok(())
            }
            Found::Missing | Found::Bad { .. } if !may_be_gone => {
                Err(StoreError::new(StoreErrorKind::Gone, &key))
            }
            Found::Missing => {
                self.head_raw = None;
                Ok(())
            }
            Found::Bad { raw, .. } => {
                self.damaged.push((key, raw.clone()));
                self.head_raw = Some(raw);
                Ok(())
            }
        }
    }
}
