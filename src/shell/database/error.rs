//! Why the database did not do what was asked, in words; knows nothing of what it was asked for.

use wasm_bindgen::{JsCast, JsValue};

/// Says which sort of failure a [`DatabaseError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseErrorKind {
    /// The browser has no IndexedDB for this page.
    Absent,
    /// The browser has one and does not let this page use it.
    Denied,
    /// Another page holds the database in another version.
    Blocked,
    /// The browser did not answer.
    Silent,
    /// There is no room.
    Full,
    /// The connection was closed meanwhile: opening anew may help.
    Closed,
    /// Anything else.
    Failed,
}

/// Describes a failure: its kind and the browser's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseError {
    /// The sort of failure.
    pub kind: DatabaseErrorKind,
    /// The browser's words, possibly empty.
    pub detail: String,
}

impl DatabaseError {
    /// Makes one without the browser's words.
    pub fn new(kind: DatabaseErrorKind) -> Self {
        Self { kind, detail: String::new() }
    }

    pub(super) fn absent() -> Self {
        Self::new(DatabaseErrorKind::Absent)
    }

    pub(super) fn denied(e: &JsValue) -> Self {
        Self { kind: DatabaseErrorKind::Denied, ..Self::failed(e) }
    }

    /// Tells whether a connection that could not begin was closed.
    pub(super) fn closed(e: &JsValue) -> Self {
        super::close();
        Self { kind: DatabaseErrorKind::Closed, ..Self::failed(e) }
    }

    /// Reads what the browser threw or noted.
    pub(super) fn failed(e: &JsValue) -> Self {
        let Some(e) = e.dyn_ref::<web_sys::DomException>() else {
            let detail = e.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
            return Self { kind: DatabaseErrorKind::Failed, detail: detail.unwrap_or_default() };
        };
        let kind = match e.name().as_str() {
            "QuotaExceededError" => DatabaseErrorKind::Full,
            "SecurityError" | "NotAllowedError" => DatabaseErrorKind::Denied,
            "InvalidStateError" | "AbortError" => DatabaseErrorKind::Closed,
            _ => DatabaseErrorKind::Failed,
        };
        Self { kind, detail: e.message() }
    }

    /// Says what happened, in one sentence.
    pub fn what(&self) -> &'static str {
        match self.kind {
            DatabaseErrorKind::Absent => "This browser offers no database (IndexedDB) here.",
            DatabaseErrorKind::Denied => "The browser does not let this site use its database.",
            DatabaseErrorKind::Blocked => "Another tab holds the database in another version.",
            DatabaseErrorKind::Silent => "The browser’s database does not answer.",
            DatabaseErrorKind::Full => "There is no room left on the disk for the database.",
            DatabaseErrorKind::Closed => "The browser closed the database.",
            DatabaseErrorKind::Failed => "The browser’s database reported an error.",
        }
    }

    /// Says what to do next, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self.kind {
            DatabaseErrorKind::Absent => {
                "Private windows often have none; export a copy before you close the browser."
            }
            DatabaseErrorKind::Denied => "Allow site data for this page in the browser’s settings.",
            DatabaseErrorKind::Blocked => "Close the other tabs of Throughline.",
            DatabaseErrorKind::Full => "Free some space on the disk.",
            DatabaseErrorKind::Silent | DatabaseErrorKind::Closed | DatabaseErrorKind::Failed => {
                "It is tried again with the next change; if it stays, restart the browser."
            }
        }
    }
}
