//! Why a command did nothing: what happened, why, and what to do next.

use std::fmt;

use crate::change::ApplyError;

/// Names the kind of an error, for those who act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// What the command is about is not there (any more).
    NotFound,
    /// A value does not fit.
    Invalid,
    /// The command would break what must hold.
    Conflict,
}

/// Says why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// The kind.
    pub kind: ErrorKind,
    /// What happened and why.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl CommandError {
    pub(crate) fn missing(what: &str) -> Self {
        CommandError {
            kind: ErrorKind::NotFound,
            message: format!("{what} is no longer there."),
            hint: "It may have been deleted; undo brings it back.".to_owned(),
        }
    }

    pub(crate) fn invalid(message: impl Into<String>, hint: impl Into<String>) -> Self {
        CommandError { kind: ErrorKind::Invalid, message: message.into(), hint: hint.into() }
    }

    pub(crate) fn conflict(message: impl Into<String>, hint: impl Into<String>) -> Self {
        CommandError { kind: ErrorKind::Conflict, message: message.into(), hint: hint.into() }
    }
}

impl From<ApplyError> for CommandError {
    fn from(e: ApplyError) -> Self {
        match &e {
            ApplyError::Missing(at) => CommandError::missing(at.kind.one()),
            ApplyError::Exists(_) => {
                CommandError::conflict(format!("{e}."), "Nothing was changed; try once more.")
            }
            ApplyError::Field(..) => {
                CommandError::invalid(format!("{e}."), "Nothing was changed; give another value.")
            }
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}
