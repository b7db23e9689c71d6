//! The store's errors: a kind, what happened, and what to do; knows nothing of screens.

use std::fmt;

/// Says which sort of failure a [`StoreError`] is, so that callers can react to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The store has no room for the value.
    Full,
    /// The store may not be used at all.
    Denied,
    /// A value was written but was not found again unchanged.
    NotKept,
    /// The stored data belongs to a newer version of the app, which an older one must not change.
    Newer,
    /// Another tab saved something that this tab has not loaded.
    Behind,
    /// The saved workspace vanished or was damaged while the app was open.
    Gone,
    /// Nothing may be written because the stored data has not been loaded.
    NotLoaded,
    /// A value exists but fails its checksum.
    Damaged,
    /// Any other failure that the store reports.
    Other,
}

/// Describes a failed call: its kind, the key it concerned and the store's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// The sort of failure.
    pub kind: StoreErrorKind,
    /// The key that was read or written, empty when the failure concerns the whole store.
    pub key: String,
    /// The words of the store or the browser, possibly empty.
    pub detail: String,
}

impl StoreError {
    /// Builds an error of a kind for a key.
    pub fn new(kind: StoreErrorKind, key: &str) -> Self {
        Self { kind, key: key.to_owned(), detail: String::new() }
    }

    /// Adds the words of the store or the browser.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Says what happened and why, in one sentence.
    pub fn what(&self) -> &'static str {
        match self.kind {
            StoreErrorKind::Full => "Not saved: the browser's storage for this site is full.",
            StoreErrorKind::Denied => "Not saved: the browser does not let this site store data.",
            StoreErrorKind::NotKept => {
                "Not saved: the browser accepted the data but did not keep it."
            }
            StoreErrorKind::Newer => {
                "Not saved: the stored workspace belongs to a newer version of Throughline."
            }
            StoreErrorKind::Behind => {
                "Not saved yet: another tab saved newer work that this tab has not loaded."
            }
            StoreErrorKind::Gone => {
                "Not saved: the stored workspace was cleared or damaged while this tab was open."
            }
            StoreErrorKind::NotLoaded => {
                "Not saved: the stored workspace could not be read, so nothing is written over it."
            }
            StoreErrorKind::Damaged => "A stored value is damaged and was set aside.",
            StoreErrorKind::Other => "Not saved: the browser's storage reported an error.",
        }
    }

    /// Says what to do next, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self.kind {
            StoreErrorKind::Full => {
                "Export a copy, then archive or delete finished work and try again."
            }
            StoreErrorKind::Denied => {
                "Allow site data for this page in the browser's settings, or export before closing."
            }
            StoreErrorKind::NotKept | StoreErrorKind::Other => {
                "Try again; if it fails again, export a copy before closing this tab."
            }
            StoreErrorKind::Newer => "Reload the page to get the current version.",
            StoreErrorKind::Behind => "Load the other tab's work and save again.",
            StoreErrorKind::Gone => "Save the whole workspace again from this tab, or export it.",
            StoreErrorKind::NotLoaded => "Save the raw data to a file, then reload the page.",
            StoreErrorKind::Damaged => {
                "Save the raw data to a file to keep what can be read of it."
            }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what(), self.hint())?;
        if !self.key.is_empty() {
            write!(f, " [{}]", self.key)?;
        }
        if !self.detail.is_empty() {
            write!(f, " ({})", self.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for StoreError {}
