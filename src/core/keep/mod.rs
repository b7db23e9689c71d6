//! Keeping the model in a store: which record lies in which shard, what has to be written again,
//! and how a stored workspace becomes a model. It knows the model and the store, but no browser.

mod load;
mod order;
mod shard;

use rustc_hash::FxHashSet;

use crate::change::{BadEntry, Change, ChangeSet};
use crate::model::time::Time;
use crate::model::workspace::Model;
use crate::store::{
    Covers, Engine, Entry, Opened, Receipt, Snapshot, Stamp, Standing, State, Store, StoreError,
    StoreErrorKind,
};

pub use load::Loaded;
pub use order::{Lost, Merged};
pub use shard::{Shards, shard_of};

/// The schema of stored values. A newer one opens read-only.
pub const SCHEMA: u32 = 1;

/// What the mending of contradictions is called in the journal.
const MENDED: &str = "Mend what two tabs contradicted";

/// A change set of more changes than this is committed as a snapshot, not as a journal entry.
const BULK: usize = 400;

/// Keeps one workspace in a store on behalf of one tab.
#[derive(Debug)]
pub struct Keeper<S> {
    engine: Engine<S>,
    shards: Shards,
    dirty: FxHashSet<String>,
    whole: bool,
    untidy: bool,
    clock: Stamp,
    recent: order::Recent,
    /// A mending that the journal does not hold yet.
    unwritten: Option<ChangeSet>,
    /// The workspace's name: that of the tab which wrote its first snapshot.
    lineage: String,
}

/// Says how a change set was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In the journal.
    Journal(Receipt),
    /// In a snapshot, because it was large.
    Snapshot,
}

impl<S: Store> Keeper<S> {
    /// Opens a store by reading alone: gives the keeper and what was found.
    pub fn open(store: S, tab: &str) -> (Self, Opened) {
        let (engine, opened) = Engine::open(store, SCHEMA, tab);
        let shards = Shards::from_names(opened.shards.iter().map(|s| s.name.as_str()));
        // Until the first commit everything is new; after a repair everything is written again.
        let whole = engine.state() != State::Loaded;
        let keeper = Keeper {
            engine,
            shards,
            dirty: FxHashSet::default(),
            whole,
            untidy: false,
            clock: Stamp::default(),
            recent: order::Recent::default(),
            unwritten: None,
            lineage: opened.meta.clone(),
        };
        (keeper, opened)
    }

    /// Builds the model from what was found. What the journal changed is not in the snapshot yet: it
    /// is marked, so that the next one holds it.
    pub fn load(&mut self, opened: &Opened) -> Loaded {
        self.recent.clear();
        self.unwritten = None;
        let (mut loaded, is_doubtful) = load::load(opened, |model, entry, set| {
            self.witness(entry.stamp);
            self.recent.follow(model, entry, set.clone());
            self.touch(model, &set);
        });
        // Tabs that contradicted each other may all have gone before one could mend it; and one may
        // have written the snapshot, the other the journal. That is no damage, but it is told.
        let one = opened.journal.first().map(|entry| entry.tab.as_str());
        let is_shared = opened.journal.iter().any(|entry| Some(entry.tab.as_str()) != one);
        if (is_shared || is_doubtful)
            && let Some((changes, words)) = load::mend(&loaded.model)
        {
            loaded.mended = words;
            let set = self.mending(changes);
            if loaded.model.apply_all(&set).is_ok() {
                self.touch(&loaded.model, &set);
                self.unwritten = Some(set);
            }
        }
        loaded
    }

    /// Gives the engine, for reading its state and usage.
    pub fn engine(&self) -> &Engine<S> {
        &self.engine
    }

    /// Gives the engine to repair or forget.
    pub fn engine_mut(&mut self) -> &mut Engine<S> {
        &mut self.engine
    }

    /// Notes what a change set touched, so that the next snapshot writes it. The model is the one
    /// after the changes.
    pub fn touch(&mut self, model: &Model, set: &ChangeSet) {
        for change in &set.changes {
            self.shards.dirty(model, change, &mut self.dirty);
        }
    }

    /// Keeps a change set that the model has already taken: in the journal, or, if it is large or
    /// nothing was ever saved, in a snapshot. On an error nothing is kept, and the caller takes the
    /// changes back.
    pub fn keep(
        &mut self,
        model: &Model,
        set: &ChangeSet,
        now_ms: i64,
    ) -> Result<Kept, StoreError> {
        self.write_mending();
        let before = (self.dirty.clone(), self.whole);
        self.touch(model, set);
        let kept = if set.changes.len() > BULK || self.engine.generation() == 0 {
            self.write(model, true).map(|()| {
                self.recent.clear();
                Kept::Snapshot
            })
        } else {
            let stamp = self.stamp(now_ms);
            self.engine.append(stamp, &set.encode()).map(|receipt| {
                self.recent.note(stamp, &receipt.tab, receipt.seq, set);
                Kept::Journal(receipt)
            })
        };
        if kept.is_err() {
            (self.dirty, self.whole) = before;
        }
        kept
    }

    /// Writes the whole model again at the next snapshot: after an import that replaced it, a
    /// restore, or a repair.
    pub fn mark_whole(&mut self) {
        self.whole = true;
    }

    /// Tells whether the journal is long enough for a snapshot.
    pub fn is_due(&self) -> bool {
        self.engine.is_compaction_due()
    }

    /// Tells whether idle time should be used: for a snapshot, or to lay the ballast after the
    /// first one.
    pub fn wants_tidying(&self) -> bool {
        self.is_due() || (self.untidy && self.engine.generation() > 0)
    }

    /// Tells whether another tab wrote a snapshot of its own: then [`Keeper::catch_up`].
    pub fn is_behind(&self) -> bool {
        matches!(self.engine.standing(), Ok(Standing::Changed))
    }

    /// Gives what other tabs wrote since, and goes on from their latest snapshot. The error is
    /// [`StoreErrorKind::Behind`] where that holds more than their journals say: then
    /// [`Keeper::reread`].
    pub fn catch_up(&mut self) -> Result<Vec<Entry>, StoreError> {
        self.write_mending();
        let before = self.engine.generation();
        let entries = self.engine.catch_up()?;
        if self.engine.generation() != before {
            // The other tab may have split a place: what was to be written is its parts now.
            let next = Shards::from_names(self.engine.shard_names());
            let dirty = std::mem::take(&mut self.dirty);
            let names = dirty.iter().flat_map(|name| {
                next.names_for(name, !next.is_split_like(&self.shards, shard::place_of(name)))
            });
            self.dirty = names.collect();
            self.shards = next;
        }
        Ok(entries)
    }

    /// Reads the store anew, after another tab wrote a snapshot that its journal does not lead to.
    /// This tab's own changes are in the journal, so nothing is lost.
    pub fn reread(&mut self) -> Opened {
        let opened = self.engine.reload();
        self.shards = Shards::from_names(opened.shards.iter().map(|s| s.name.as_str()));
        self.lineage.clone_from(&opened.meta);
        self.dirty.clear();
        self.whole = self.engine.state() != State::Loaded;
        opened
    }

    /// Writes what changed since the last snapshot, and makes it current. Callers catch up before;
    /// the error is [`StoreErrorKind::Behind`] where another tab wrote a snapshot since.
    pub fn commit(&mut self, model: &Model) -> Result<(), StoreError> {
        self.write(model, false)
    }

    /// Writes a snapshot; `beyond` says that no journal leads to it.
    fn write(&mut self, model: &Model, beyond: bool) -> Result<(), StoreError> {
        if self.is_behind() {
            return Err(StoreError::new(StoreErrorKind::Behind, ""));
        }
        let whole = self.whole || self.engine.generation() == 0;
        let (mut shards, resized) = self.shards.resized(model);
        let mut wanted: FxHashSet<String> = FxHashSet::default();
        if !whole {
            for name in &self.dirty {
                wanted.extend(shards.names_for(name, resized.contains(shard::place_of(name))));
            }
        }
        let mut texts = shards.texts(model, (!whole).then_some(&wanted));
        if !whole {
            // Shards that are dirty and hold nothing any more, or were split, go.
            for gone in self.shards.superseded(&shards, &wanted, &texts) {
                texts.push((gone, None));
            }
        }
        if self.lineage.is_empty() {
            self.lineage = self.engine.tab().to_owned();
        }
        let snapshot = Snapshot {
            shards: texts,
            whole,
            beyond,
            meta: self.lineage.clone(),
            seen: self.engine.seen().clone(),
        };
        self.engine.commit(&snapshot)?;
        self.untidy = true;
        std::mem::swap(&mut self.shards, &mut shards);
        self.dirty.clear();
        self.whole = false;
        Ok(())
    }

    /// Deletes what a snapshot made superfluous.
    pub fn sweep(&mut self) -> Result<(), StoreError> {
        self.untidy = false;
        self.engine.sweep().map(|_| ())
    }

    /// Reads what another tab wrote under a key.
    pub fn foreign(&mut self, key: &str) -> Result<Vec<Entry>, StoreError> {
        self.engine.read_foreign(key)
    }

    /// Lets what another tab wrote happen in its place among what is here, and notes what it
    /// touched. Where the two contradict each other (one deletes what the other links to) the model
    /// is mended, and the mending is written like any change, so that all tabs and the next start
    /// have the same.
    pub fn merge(&mut self, model: &mut Model, entry: &Entry) -> Result<Merged, BadEntry> {
        let set = ChangeSet::decode(&entry.json)?;
        self.witness(entry.stamp);
        let mut merged = self.recent.merge(model, entry, set);
        for set in &merged.sets {
            self.touch(model, set);
        }
        if merged.torn
            && let Some((changes, words)) = load::mend(model)
        {
            let set = self.mending(changes);
            if model.apply_all(&set).is_ok() {
                self.touch(model, &set);
                self.unwritten = Some(set.clone());
                self.write_mending();
                merged.sets.push(set);
                merged.mended = words;
            }
        }
        Ok(merged)
    }

    fn mending(&self, changes: Vec<Change>) -> ChangeSet {
        let at = Time::from_ms(self.clock.wall_ms);
        ChangeSet { label: MENDED.to_owned(), at, by: None, changes }
    }

    /// Writes a mending into the journal, for the other tabs and the next start. What finds no room
    /// waits for the next write.
    fn write_mending(&mut self) {
        let Some(set) = self.unwritten.take() else { return };
        let stamp = self.stamp(self.clock.wall_ms);
        match self.engine.append(stamp, &set.encode()) {
            Ok(receipt) => self.recent.note(stamp, &receipt.tab, receipt.seq, &set),
            Err(_) => self.unwritten = Some(set),
        }
    }

    /// Gives up to which number each tab's entries are contained.
    pub fn seen(&self) -> &Covers {
        self.engine.seen()
    }

    /// Makes the next stamp of a hybrid logical clock: it never goes back, whatever the wall does.
    fn stamp(&mut self, now_ms: i64) -> Stamp {
        self.clock = if now_ms > self.clock.wall_ms {
            Stamp { wall_ms: now_ms, counter: 0 }
        } else {
            Stamp { wall_ms: self.clock.wall_ms, counter: self.clock.counter.saturating_add(1) }
        };
        self.clock
    }

    /// Moves the clock past a stamp that was seen, so that later actions come after it.
    pub fn witness(&mut self, seen: Stamp) {
        self.clock = self.clock.max(seen);
    }
}
