//! How much of the quota is used and by what; knows no store's real limit.

use super::engine::{BALLAST_UNITS, Engine};
use super::error::StoreError;
use super::key::Key;
use super::memory::Store;

/// The UTF-16 units that Chromium grants an origin, keys included (10 MiB at two bytes each).
pub const QUOTA_UNITS: usize = 5_242_880;

/// Says how urgent the use of the quota is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Less than 60 percent are used.
    Calm,
    /// At least 60 percent are used: worth a notice.
    Notice,
    /// At least 80 percent are used: worth a warning.
    Warning,
    /// At least 90 percent are used: imports are refused.
    Limit,
}

/// Counts UTF-16 units by what they hold, keys included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The two heads.
    pub heads: usize,
    /// The shards of the current snapshot.
    pub snapshot: usize,
    /// Other generations of shards.
    pub spare: usize,
    /// The journals of all tabs.
    pub journal: usize,
    /// Damaged values that are kept.
    pub quarantine: usize,
    /// The filler that is freed in need.
    pub ballast: usize,
    /// Keys that are not the store's own but share the quota.
    pub foreign: usize,
}

impl Usage {
    /// Returns the units that hold something; the ballast, being a reserve, does not count.
    pub fn filled(&self) -> usize {
        self.heads + self.snapshot + self.spare + self.journal + self.quarantine + self.foreign
    }

    /// Returns the filled part of the quota in percent.
    pub fn percent(&self) -> f64 {
        self.filled() as f64 * 100.0 / QUOTA_UNITS as f64
    }

    /// Returns the level of the filled part.
    pub fn level(&self) -> Level {
        match self.filled().saturating_mul(100) / QUOTA_UNITS {
            0..60 => Level::Calm,
            60..80 => Level::Notice,
            80..90 => Level::Warning,
            _ => Level::Limit,
        }
    }

    /// Returns whether that many more units stay below 90 percent.
    pub fn has_room_for(&self, more: usize) -> bool {
        self.filled().saturating_add(more).saturating_mul(100) < QUOTA_UNITS * 90
    }

    /// Returns whether the ballast fits besides what is filled.
    pub(super) fn has_room_for_ballast(&self) -> bool {
        self.has_room_for(BALLAST_UNITS)
    }
}

impl<S: Store> Engine<S> {
    /// Counts what is stored; reads every value, so it belongs in idle time.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut usage = Usage::default();
        for text in self.store.keys()? {
            let size = units(&text) + self.store.get(&text)?.map_or(0, |value| units(&value));
            let class = match Key::parse(&text) {
                Some(Key::Head | Key::Prev) => &mut usage.heads,
                Some(Key::Shard { name, generation })
                    if self
                        .base
                        .shards
                        .get(&name)
                        .is_some_and(|at| at.generation == generation) =>
                {
                    &mut usage.snapshot
                }
                Some(Key::Shard { .. }) => &mut usage.spare,
                Some(Key::Entry { .. }) => &mut usage.journal,
                Some(Key::Quarantine { .. }) => &mut usage.quarantine,
                Some(Key::Ballast) => &mut usage.ballast,
                Some(Key::Other(_)) | None => &mut usage.foreign,
            };
            *class += size;
        }
        Ok(usage)
    }
}

/// Counts the UTF-16 units of a text.
pub fn units(text: &str) -> usize {
    // Every scalar value has one byte that is no continuation; those of four bytes take two units.
    text.bytes().map(|b| usize::from(b & 0xC0 != 0x80) + usize::from(b >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::{Level, QUOTA_UNITS, Usage, units};

    #[test]
    fn units_are_those_of_utf_16() {
        for text in ["", "abc", "é", "\u{3400}\u{b3ff}", "🦀a", "e\u{301}"] {
            assert_eq!(units(text), text.encode_utf16().count(), "{text}");
        }
    }

    #[test]
    fn levels_change_at_their_thresholds() {
        let check = |percent_times_10: usize, expected: Level| {
            let journal = (QUOTA_UNITS * percent_times_10).div_ceil(1000);
            let usage = Usage { journal, ballast: QUOTA_UNITS, ..Usage::default() };
            assert_eq!(usage.level(), expected, "{percent_times_10}");
        };
        check(0, Level::Calm);
        check(599, Level::Calm);
        check(600, Level::Notice);
        check(800, Level::Warning);
        check(899, Level::Warning);
        check(900, Level::Limit);
    }
}
