//! What is done with the storage in idle time: snapshots, and looking how full it is. It knows no
//! view.

use leptos::prelude::*;
use throughline_core::store::Level;

use super::live::{Failure, Live};
use super::save::SaveState;
use super::work::Work;
use crate::shell::{frame, lock};

/// The lock under which one tab at a time writes a snapshot.
const SNAPSHOT: &str = "throughline/snapshot";

/// After how many changed fields the storage is looked at again.
const MANY: usize = 40;

/// Is how much of the browser's storage is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// How urgent that is.
    pub level: Level,
    /// The used part in percent.
    pub percent: u32,
}

impl Default for Room {
    fn default() -> Self {
        Room { level: Level::Calm, percent: 0 }
    }
}

impl Work {
    /// Writes a snapshot in idle time once the journal is long; one tab at a time.
    pub(super) fn compact_when_due(&self) {
        let due = self.live.try_update_value(|live| {
            let due = live.keeper.wants_tidying() && !live.compacting;
            live.compacting |= due;
            due
        });
        if due != Some(true) {
            return;
        }
        let work = *self;
        frame::when_idle(move || lock::alone(SNAPSHOT, move || work.compact()));
    }

    fn compact(&self) {
        match self.live.try_update_value(Live::compact) {
            Some(Ok(caught)) => drop(self.show_caught_up(caught)),
            // The journal still holds everything: only the tidying up has to wait.
            Some(Err(e)) => self.save.set(SaveState::Failed(Failure::from(e).message)),
            None => {}
        }
        self.written();
        self.measure();
    }

    /// Looks in idle time how full the storage is, after so many changes.
    pub(super) fn measure_when_due(&self, n_changes: usize) {
        let due = self.live.try_update_value(|live| {
            live.unmeasured += n_changes;
            let due = live.unmeasured >= MANY;
            if due {
                live.unmeasured = 0;
            }
            due
        });
        if due == Some(true) {
            let work = *self;
            frame::when_idle(move || work.measure());
        }
    }

    /// Looks how full the storage is.
    pub fn measure(&self) {
        if matches!(self.save.try_get_untracked(), None | Some(SaveState::Memory(_))) {
            return;
        }
        let usage = self.keeper(|keeper, _| keeper.engine().usage().ok()).flatten();
        let Some(usage) = usage else { return };
        let room = Room { level: usage.level(), percent: usage.percent() as u32 };
        if self.room.try_get_untracked() != Some(room) {
            let _ = self.room.try_set(room);
        }
    }
}
