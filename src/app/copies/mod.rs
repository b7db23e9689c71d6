//! Copies of the workspace in files: when the last one was made, and whether the app makes them by
//! itself. It knows no view. What the first screen does not need is in the files below this one,
//! which come with a later part of the page.

pub mod autosave;
pub mod remind;
mod target;
mod text;

use leptos::prelude::*;
use throughline_core::model::time::Time;

use crate::shell::{clock, preference};

/// Says how the app's own copies stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Autosave {
    /// Nobody has looked yet.
    Unknown,
    /// The browser lets no page write to files.
    Absent,
    /// No folder and no file was chosen.
    Off,
    /// What was chosen waits for the person's permission.
    Waits(String),
    /// The person or the browser forbids it.
    Denied(String),
    /// Copies are made.
    On(String),
    /// The last copy failed: what was chosen, what happened and what to do.
    Failed(String, String),
}

/// Is what is known about copies in files.
#[derive(Clone, Copy)]
pub struct Copies {
    /// How the app's own copies stand.
    pub autosave: RwSignal<Autosave>,
    /// When the last copy was made, by the app or by an export.
    pub last: RwSignal<Option<Time>>,
}

/// Under which name the time of the last copy is remembered.
const COPIED: &str = "copied";
/// Under which name the number of changes since is remembered.
const CHANGES: &str = "changes";

impl Copies {
    /// Starts with what this device remembers.
    pub fn new() -> Self {
        let last = preference::get(COPIED).and_then(|ms| ms.parse().ok()).map(Time::from_ms);
        Copies { autosave: RwSignal::new(Autosave::Unknown), last: RwSignal::new(last) }
    }

    /// Notes that everything is in a file now.
    pub fn made(self) {
        let now = clock::now();
        preference::set(COPIED, &now.ms().to_string());
        preference::set(CHANGES, "0");
        self.last.set(Some(now));
    }
}
