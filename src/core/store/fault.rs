//! A store for tests whose calls fail, tear or get lost as planned; knows nothing of the values.

use std::cell::Cell;

use super::error::{StoreError, StoreErrorKind};
use super::memory::{MemoryStore, Store};

/// Says what goes wrong with a faulty call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultMode {
    /// The call fails as if the store were full; reads fail as denied.
    Full,
    /// The call fails and has no effect.
    Fail,
    /// The call takes effect and yet reports a failure.
    FailLate,
    /// A write leaves only a prefix and reports success.
    Tear,
    /// A write leaves only a prefix and reports a failure.
    TearFail,
    /// A write or a removal reports success and has no effect.
    Lose,
    /// The program dies before the call: it and all later calls have no effect.
    KillBefore,
    /// The program dies after the call: it takes effect, all later calls have none.
    KillAfter,
}

/// Plans one fault: which call, how, and whether all later calls suffer it too.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The call that goes wrong, counted from 0.
    pub at: usize,
    /// What goes wrong.
    pub mode: FaultMode,
    /// Whether every later call goes wrong too.
    pub lasting: bool,
}

/// Wraps a [`MemoryStore`], counts the calls and spoils the planned ones.
#[derive(Debug)]
pub struct FaultStore {
    inner: MemoryStore,
    fault: Option<Fault>,
    calls: Cell<usize>,
}

/// Says what a call does after its fault was looked up.
enum Verdict {
    Work,
    WorkThenFail,
    Fail(StoreErrorKind),
    Tear { report: bool },
    Lose,
}

impl FaultStore {
    /// Wraps a store; without a fault all calls work and are only counted.
    pub fn new(inner: MemoryStore, fault: Option<Fault>) -> Self {
        Self { inner, fault, calls: Cell::new(0) }
    }

    /// Returns how many calls were made.
    pub fn calls(&self) -> usize {
        self.calls.get()
    }

    /// Returns whether the planned kill has happened.
    pub fn is_dead(&self) -> bool {
        self.fault.is_some_and(|fault| {
            matches!(fault.mode, FaultMode::KillBefore | FaultMode::KillAfter)
                && self.calls.get() > fault.at
        })
    }

    fn next(&self, writes: bool) -> Verdict {
        let call = self.calls.get();
        self.calls.set(call + 1);
        let Some(fault) = self.fault else { return Verdict::Work };
        let is_kill = matches!(fault.mode, FaultMode::KillBefore | FaultMode::KillAfter);
        if call < fault.at || (call > fault.at && !fault.lasting && !is_kill) {
            return Verdict::Work;
        }
        match fault.mode {
            FaultMode::KillAfter if call == fault.at => Verdict::WorkThenFail,
            FaultMode::KillBefore | FaultMode::KillAfter => Verdict::Fail(StoreErrorKind::Denied),
            FaultMode::Full if writes => Verdict::Fail(StoreErrorKind::Full),
            FaultMode::Full | FaultMode::Fail => Verdict::Fail(StoreErrorKind::Denied),
            FaultMode::FailLate => Verdict::WorkThenFail,
            FaultMode::Tear if writes => Verdict::Tear { report: false },
            FaultMode::TearFail if writes => Verdict::Tear { report: true },
            FaultMode::Lose if writes => Verdict::Lose,
            FaultMode::Tear | FaultMode::TearFail | FaultMode::Lose => Verdict::Work,
        }
    }
}

fn failed(kind: StoreErrorKind, key: &str) -> StoreError {
    StoreError::new(kind, key).with_detail("planned fault")
}

impl Store for FaultStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self.next(false) {
            Verdict::Fail(kind) => Err(failed(kind, key)),
            Verdict::WorkThenFail => Err(failed(StoreErrorKind::Other, key)),
            _ => self.inner.get(key),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        match self.next(true) {
            Verdict::Work => self.inner.set(key, value),
            Verdict::Lose => Ok(()),
            Verdict::Fail(kind) => Err(failed(kind, key)),
            Verdict::WorkThenFail => {
                self.inner.set(key, value)?;
                Err(failed(StoreErrorKind::Other, key))
            }
            Verdict::Tear { report } => {
                let prefix: String = value.chars().take(value.chars().count() / 2).collect();
                self.inner.set(key, &prefix)?;
                if report { Err(failed(StoreErrorKind::Other, key)) } else { Ok(()) }
            }
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.next(true) {
            Verdict::Work | Verdict::Tear { report: false } => self.inner.remove(key),
            Verdict::Lose => Ok(()),
            Verdict::Fail(StoreErrorKind::Full) => self.inner.remove(key),
            Verdict::Fail(kind) => Err(failed(kind, key)),
            Verdict::WorkThenFail | Verdict::Tear { report: true } => {
                self.inner.remove(key)?;
                Err(failed(StoreErrorKind::Other, key))
            }
        }
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        match self.next(false) {
            Verdict::Fail(kind) => Err(failed(kind, "")),
            Verdict::WorkThenFail => Err(failed(StoreErrorKind::Other, "")),
            _ => self.inner.keys(),
        }
    }
}
