//! What a restore point is called and why it was made. It knows nothing of what is in it.

use serde::{Deserialize, Serialize};

use crate::change::{Change, ChangeSet};
use crate::model::Kind;
use crate::model::time::Time;

/// Says why a restore point was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person asked for it and gave it a name.
    Named,
    /// It is the first of a day on which somebody worked.
    Daily,
    /// A file was taken in afterwards.
    Import,
    /// Many records changed at once afterwards.
    Bulk,
    /// An earlier state was brought back afterwards.
    Restore,
    /// Everything was thrown away afterwards.
    StartOver,
    /// Another version of the app took over afterwards.
    Update,
    /// A reason that a newer version knows.
    #[serde(other)]
    Other,
}

/// Describes one restore point, without what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its id: unique on this device, and sorted by when it was made.
    pub id: String,
    /// Its name: what a person called it, or what was done afterwards. It may be empty.
    #[serde(default)]
    pub name: String,
    /// Why it was made.
    pub reason: Reason,
    /// When.
    pub at: Time,
    /// The items in it that are not in the trash.
    #[serde(default)]
    pub items: usize,
    /// The records of all kinds in it.
    #[serde(default)]
    pub records: usize,
    /// How many bytes it takes.
    #[serde(default)]
    pub size: usize,
    /// The checksum of what it holds.
    #[serde(default)]
    pub sum: String,
}

impl Point {
    /// Names a point made at a time; `seed` tells apart those of the same millisecond.
    pub fn id_at(at: Time, seed: u64) -> String {
        format!("{:013}-{:08x}", at.ms().max(0), seed & 0xffff_ffff)
    }

    /// Tells whether a person asked for it: it is then kept until a person deletes it.
    pub fn is_named(&self) -> bool {
        self.reason == Reason::Named
    }
}

/// A change of this many records at once is preceded by a restore point.
pub const MANY: usize = 25;

/// Tells whether a change is preceded by a restore point: it touches many records, or it deletes an
/// item or a place for good.
pub fn is_weighty(set: &ChangeSet) -> bool {
    let for_good = |change: &Change| match change {
        Change::Delete(record) => record.kind().is_place() || record.kind() == Kind::Item,
        _ => false,
    };
    (set.changes.len() >= MANY && set.touched().len() >= MANY) || set.changes.iter().any(for_good)
}
