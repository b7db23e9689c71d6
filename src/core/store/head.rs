//! The head: which generation of each shard is current and what it contains; knows no shard's text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::envelope::{Flaw, check, hex, seal};

/// Says for each tab up to which number its journal entries are contained.
pub type Covers = BTreeMap<String, u64>;

/// A head that covers more tabs than this forgets those whose entries are all gone.
const MANY_TABS: usize = 200;

/// Describes a snapshot: where its shards are and what they contain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The commit's number, from 1; 0 when nothing was committed.
    pub generation: u64,
    /// The last commit whose content did not come from the journal, such as an import.
    pub epoch: u64,
    /// The shards by name.
    pub shards: BTreeMap<String, ShardRef>,
    /// The journal entries that the shards contain.
    pub covers: Covers,
    /// Whether tabs without entries were dropped from `covers`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pruned: bool,
    /// The caller's own text.
    #[serde(default)]
    pub meta: String,
}

/// Points at one generation of a shard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ShardRef {
    /// The commit that wrote the shard.
    pub generation: u64,
    /// The length of the stored body in bytes.
    pub len: usize,
    /// The checksum of the stored value.
    pub sum: String,
}

/// Says what stands under a head's key.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Missing,
    Good { head: Head, schema: u32 },
    Bad { raw: String, flaw: Flaw },
}

impl Found {
    /// Returns the head when it is good.
    pub fn good(&self) -> Option<&Head> {
        match self {
            Self::Good { head, .. } => Some(head),
            Self::Missing | Self::Bad { .. } => None,
        }
    }

    /// Returns whether the head was written under a newer schema.
    pub fn is_newer(&self, schema: u32) -> bool {
        matches!(self, Self::Good { schema: found, .. } if *found > schema)
    }
}

impl Head {
    /// Reads what stands under a head's key.
    pub fn read(key: &str, raw: Option<&str>, newest: u32) -> Found {
        let Some(raw) = raw else { return Found::Missing };
        let flawed = |flaw| Found::Bad { raw: raw.to_owned(), flaw };
        let checked = match check(key, raw) {
            Ok(checked) => checked,
            Err(flaw) => return flawed(flaw),
        };
        let schema = checked.schema;
        match checked.text().map(|text| serde_json::from_str(&text)) {
            Ok(Ok(head)) => Found::Good { head, schema },
            // A newer version may describe its head otherwise; that it is newer is known all the same.
            Ok(Err(_)) if schema > newest => Found::Good { head: Self::default(), schema },
            _ => flawed(Flaw::Unpack),
        }
    }

    /// Returns the value to store under a head's key.
    pub fn seal(&self, key: &str, schema: u32) -> String {
        // A head is plain numbers and texts, which always have a JSON form.
        seal(key, schema, &serde_json::to_string(self).unwrap_or_default())
    }

    /// Returns up to which number a tab's entries are contained.
    pub fn covered(&self, tab: &str) -> u64 {
        self.covers.get(tab).copied().unwrap_or(0)
    }

    /// Drops tabs that have no entries left once there are very many.
    pub fn prune(&mut self, has_entries: impl Fn(&str) -> bool) {
        if self.covers.len() > MANY_TABS {
            self.covers.retain(|tab, _| has_entries(tab));
            self.pruned = true;
        }
    }
}

impl ShardRef {
    /// Points at a stored value of a generation.
    pub fn new(generation: u64, len: usize, sum: u64) -> Self {
        Self { generation, len, sum: hex(sum) }
    }
}
