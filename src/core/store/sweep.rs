//! Tidies up: superseded values, quarantine, ballast; deletes nothing that could still be needed.

use super::engine::{BALLAST_UNITS, Engine};
use super::envelope::{check, hex};
use super::error::StoreError;
use super::head::{Covers, Found, Head};
use super::key::Key;
use super::memory::Store;
use super::problem::Problem;
use super::read::State;
use super::sum::sum;
use crate::sort;

/// Says what tidying did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many superseded shards were deleted.
    pub n_shards: usize,
    /// How many journal entries were deleted that both heads contain.
    pub n_entries: usize,
    /// Whether the ballast is in place.
    pub has_ballast: bool,
}

impl<S: Store> Engine<S> {
    /// Deletes what both heads have superseded and lays the ballast when there is room.
    ///
    /// Callers hold the compaction lock and call this in idle time, some time after a commit.
    /// Nothing is deleted unless both heads can be read.
    pub fn sweep(&mut self) -> Result<Swept, StoreError> {
        self.check_writable()?;
        self.quarantine_damaged()?;
        let mut swept = self.drop_superseded()?;
        swept.has_ballast = self.lay_ballast()?;
        Ok(swept)
    }

    /// Deletes everything of this workspace, quarantine included; only on a person's express wish.
    ///
    /// A failure leaves the rest in place: the caller calls again.
    pub fn forget_everything(&mut self) -> Result<(), StoreError> {
        if self.state == State::Newer {
            self.check_writable()?;
        }
        let mut keys: Vec<Key> =
            self.store.keys()?.iter().filter_map(|text| Key::parse(text)).collect();
        // Heads sort first, so an interrupted run cannot leave a head that promises deleted shards.
        sort::sort(&mut keys);
        for key in keys {
            self.store.remove(&key.text())?;
        }
        self.reload();
        Ok(())
    }

    /// Verifies every own value, also those that opening does not need; changes nothing.
    pub fn audit(&self) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for text in self.store.keys()? {
            let Some(Key::Head | Key::Prev | Key::Shard { .. } | Key::Entry { .. }) =
                Key::parse(&text)
            else {
                continue;
            };
            let Some(raw) = self.store.get(&text)? else { continue };
            if let Err(flaw) = check(&text, &raw) {
                problems.push(Problem::spare(&text, flaw, raw));
            }
        }
        Ok(problems)
    }

    /// Deletes shards that neither head names and entries that both heads contain.
    pub(super) fn drop_superseded(&mut self) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        let mut heads = Vec::new();
        for key in [Key::Head.text(), Key::Prev.text()] {
            let raw = self.store.get(&key)?;
            match Head::read(&key, raw.as_deref(), self.schema) {
                Found::Good { head, schema } if schema <= self.schema => heads.push(head),
                _ => return Ok(swept),
            }
        }
        let newest = heads.iter().map(|head| head.generation).max().unwrap_or(0);
        let mut kept: Vec<(&str, u64)> = Vec::new();
        for head in heads.iter().chain([&self.base]) {
            kept.extend(head.shards.iter().map(|(name, at)| (name.as_str(), at.generation)));
        }
        let covered = contained(&heads);
        let mut doomed = Vec::new();
        for text in self.store.keys()? {
            match Key::parse(&text) {
                Some(Key::Shard { name, generation })
                    if !kept.contains(&(name.as_str(), generation))
                        && self.pending != Some(generation)
                        && (generation <= newest || self.pending.is_none()) =>
                {
                    doomed.push((text, true));
                }
                Some(Key::Entry { tab, seq }) if covered.get(&tab).is_some_and(|c| seq <= *c) => {
                    doomed.push((text, false));
                }
                _ => {}
            }
        }
        for (key, is_shard) in doomed {
            if self.remove_safely(&key)? {
                swept.n_shards += usize::from(is_shard);
                swept.n_entries += usize::from(!is_shard);
            }
        }
        Ok(swept)
    }

    /// Removes a value that is whole, or damaged and copied to quarantine; leaves it otherwise.
    fn remove_safely(&self, key: &str) -> Result<bool, StoreError> {
        if let Some(raw) = self.store.get(key)?
            && check(key, &raw).is_err()
            && self.quarantine(key, &raw).is_err()
        {
            return Ok(false);
        }
        self.store.remove(key)?;
        Ok(true)
    }

    /// Copies damaged values to quarantine; those for which there is no room stay where they are.
    pub(super) fn quarantine_damaged(&mut self) -> Result<(), StoreError> {
        for (key, raw) in std::mem::take(&mut self.damaged) {
            let is_head = matches!(Key::parse(&key), Some(Key::Head | Key::Prev));
            if let Err(error) = self.quarantine(&key, &raw) {
                self.damaged.push((key, raw));
                // A head is about to be overwritten: its raw text must be safe before.
                if is_head {
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Copies a raw value to quarantine under a name made of its content, so the same one only once.
    pub(super) fn quarantine(&self, key: &str, raw: &str) -> Result<(), StoreError> {
        let sum = hex(sum(raw.as_bytes(), sum(key.as_bytes(), 0)));
        let copy = Key::Quarantine { sum, of: key.to_owned() }.text();
        match self.store.get(&copy)? {
            Some(kept) if kept == raw => Ok(()),
            _ => self.put_once(&copy, raw).inspect_err(|_| {
                let _ = self.store.remove(&copy);
            }),
        }
    }

    /// Writes the ballast when it is missing and fits below the limit; returns whether it is there.
    fn lay_ballast(&self) -> Result<bool, StoreError> {
        let key = Key::Ballast.text();
        if self.store.keys()?.contains(&key) {
            return Ok(true);
        }
        if !self.usage()?.has_room_for_ballast() {
            return Ok(false);
        }
        // A letter beyond Latin-1 takes two bytes per unit in every browser.
        let filler = "\u{3400}".repeat(BALLAST_UNITS - key.len());
        if self.put_once(&key, &filler).is_ok() {
            return Ok(true);
        }
        let _ = self.store.remove(&key);
        Ok(false)
    }
}

/// Says up to which number all of the heads contain each tab's entries.
fn contained(heads: &[Head]) -> Covers {
    let mut covers = heads.first().map(|head| head.covers.clone()).unwrap_or_default();
    for head in heads {
        for (tab, seq) in &mut covers {
            *seq = (*seq).min(head.covered(tab));
        }
    }
    covers
}
