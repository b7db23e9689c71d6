//! What comes in from files and goes out to them. This layer knows no storage and no view: a
//! reader turns text into records, and says of each value that it could not place, where and why.

pub mod base64;
pub mod build;
pub mod csv;
mod fit;
pub mod github;
mod hue;
pub mod ical;
pub mod json;
mod loose;
mod merge;
pub mod mspdi;
mod named;
mod number;
pub mod plan;
mod position;
pub(crate) mod repair;
pub mod report;
pub mod schema;
mod schema_part;
pub mod sealed;
pub mod sniff;
pub mod trello;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::model::Record;

pub use plan::{Mode, Plan, plan};
pub use report::report_csv;
pub use sniff::sniff;

/// Names a format that files come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The workspace's own JSON.
    Throughline,
    /// A board exported from Trello as JSON.
    Trello,
    /// Issues from GitHub's REST interface as JSON.
    GitHub,
    /// A table with a header row.
    Csv,
    /// A plan in Microsoft Project's XML.
    Mspdi,
    /// Throughline's own JSON, encrypted with a passphrase.
    Sealed,
}

/// Names a format of others that work is handed out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handout {
    /// A plan in Microsoft Project's XML.
    Mspdi,
    /// A calendar of items and releases.
    ICalendar,
    /// A table of items.
    Csv,
}

impl Handout {
    /// Gives what the names of such files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Handout::Mspdi => "xml",
            Handout::ICalendar => "ics",
            Handout::Csv => "csv",
        }
    }

    /// Gives the media type of such files.
    pub fn mime(self) -> &'static str {
        match self {
            Handout::Mspdi => "application/xml",
            Handout::ICalendar => "text/calendar",
            Handout::Csv => "text/csv",
        }
    }
}

/// Is what a file brings: records that point only at one another, and what found no place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incoming {
    /// What the file calls itself, such as the board's name.
    pub title: String,
    /// The records with fresh ids (or, from our own format, their own), in any order.
    pub records: Vec<Record>,
    /// The tables that this version does not know.
    pub extra: crate::model::record::Extra,
    /// What was not placed.
    pub unplaced: Vec<Unplaced>,
}

/// Is a file to hand out: its text, and what it could not carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// The text of the file.
    pub text: String,
    /// What the format has no place for.
    pub unplaced: Vec<Unplaced>,
}

/// Is one value of a file that found no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Where it stood, in the file's own terms: `row 12`, `card "Fix login"`.
    pub at: String,
    /// The field or column.
    pub field: String,
    /// The value, shortened if it is long.
    pub value: String,
    /// Why it was not placed, and what became of it.
    pub why: String,
}

/// Says why a file cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadError {
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The column, from 1; 0 where the line as a whole is meant.
    pub column: usize,
    /// What was found and what was expected.
    pub message: String,
    /// What to do next.
    pub hint: String,
}
