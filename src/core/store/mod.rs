//! Keeps a workspace in a small synchronous key-value store; knows nothing of the model or the browser.
//!
//! Payloads are opaque: snapshots are named shards of text, journal entries are texts with a stamp.
//! The rules that the pieces keep together:
//!
//! 1. `tl1/head` is the only commit point. It names a generation, a length and a checksum for every
//!    shard and says which journal entries the shards already contain. `tl1/head.prev` is the last
//!    head before it that was known to be whole.
//! 2. Every value carries its schema, its lengths and a checksum that includes its own key, so a
//!    truncated, altered or swapped value is noticed.
//! 3. Every write is read back. A write that is not found again is an error, and nothing that the
//!    caller was told is saved depends on it.
//! 4. A journal entry is deleted only when both heads contain it, a generation only when neither
//!    head names it, a damaged value only when quarantine holds a copy. Falling back to the previous
//!    head therefore loses nothing.
//! 5. Opening only reads. Keys without the prefix `tl1/` are never touched.
//! 6. A second copy follows in batches, each of which is what the store holds at one moment
//!    (`recorder.rs`). Where the two differ, what to do is decided by a pure function over what both
//!    hold (`reconcile.rs`): nothing of either is written over unless the other contains it.
//! 7. A workspace is named by the tab that wrote its first snapshot (the head's `meta`), so that two
//!    workspaces are not taken for two times of one.

mod commit;
mod contract;
mod engine;
mod envelope;
mod error;
mod fault;
mod head;
mod journal;
mod key;
mod memory;
mod pack;
mod problem;
mod read;
mod reconcile;
mod recorder;
mod recover;
mod rescue;
mod sum;
mod sweep;
mod tabs;
mod usage;

pub use commit::{Committed, Snapshot};
pub use contract::contract;
pub use engine::{BALLAST_UNITS, Engine, Receipt};
pub use envelope::{Checked, Flaw, check, seal};
pub use error::{StoreError, StoreErrorKind};
pub use fault::{Fault, FaultMode, FaultStore};
pub use head::Covers;
pub use journal::{Entry, Stamp};
pub use key::{Key, PREFIX};
pub use memory::{MemoryStore, Store};
pub use pack::{inflate, pack, shrink, unpack};
pub use problem::{Problem, ProblemKind};
pub use read::{Opened, Shard, State};
pub use reconcile::{Finding, Plan, Texts, is_even, reconcile, refresh, texts_of};
pub use recorder::{Batch, Notes, Recorder, Step, follow};
pub use rescue::{RESCUE_FORMAT, store_from_rescue};
pub(crate) use sum::sum;
pub use sweep::Swept;
pub use tabs::Standing;
pub use usage::{Level, QUOTA_UNITS, Usage, units};
