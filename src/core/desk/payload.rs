//! What an answer holds, read as the one type that its question has. Who asks needs only the code
//! that reads this type, and each part of the page asks for few: reading any [`Answer`] would bring
//! the readers of all to the part that everybody waits for. It knows no question.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::ask::{Answer, Proposal};
use crate::interchange::Unplaced;
use crate::interchange::csv::{Left, Read};
use crate::lens::roadmap::Roadmap;
use crate::metrics::expression::Checked;
use crate::metrics::report::{Detail, Page};
use crate::model::id::Ref;
use crate::page::report::Sheet;
use crate::past::{Differences, Sealed};
use crate::prose::Node;
use crate::replan::{Leveled, Preview, Reasoned, Standing};
use crate::schedule::Moment;
use crate::status::Report;

/// Is what one answer holds.
pub trait Payload: DeserializeOwned {
    /// The name of the [`Answer`].
    const NAME: &'static str;
}

/// Names the answer that holds each type; that it does is checked by making one.
macro_rules! payloads {
    ($($name:ident: $type:ty = $make:expr;)*) => {
        $(impl Payload for $type {
            const NAME: &'static str = stringify!($name);
        })*
        $(const _: fn($type) -> Answer = $make;)*
    };
}

payloads! {
    Proposal: Box<Proposal> = Answer::Proposal;
    Prose: Vec<Node> = Answer::Prose;
    Page: Box<Page> = Answer::Page;
    Detail: Option<Box<Detail>> = Answer::Detail;
    Status: Box<Result<Report, String>> = Answer::Status;
    Formula: Checked = Answer::Formula;
    Handed: Vec<Unplaced> = Answer::Handed;
    Readings: (Vec<Read>, Vec<Left>) = |(read, left)| Answer::Readings(read, left);
    Roadmap: Box<Roadmap> = Answer::Roadmap;
    Preview: Box<Preview> = Answer::Preview;
    Expected: Vec<(Ref, Moment, Moment)> = Answer::Expected;
    Compared: Vec<Standing> = Answer::Compared;
    Leveled: Box<Leveled> = Answer::Leveled;
    Reason: Option<Box<Reasoned>> = Answer::Reason;
    Sheet: Box<Sheet> = Answer::Sheet;
    Acted: Result<String, String> = Answer::Acted;
    Sealed: Sealed = Answer::Sealed;
    Differences: Box<Differences> = Answer::Differences;
    Restored: (Vec<Unplaced>, Vec<(String, Json)>) = |(left, extra)| Answer::Restored(left, extra);
}

/// Reads an answer as JSON, as the background thread sends it; nothing if it is another answer.
/// The error says where it cannot be read.
pub fn read<T: Payload>(answer: &str) -> Result<Option<T>, String> {
    let held = answer.strip_prefix("{\"").and_then(|rest| rest.strip_prefix(T::NAME));
    let held = held.and_then(|rest| rest.strip_prefix("\":")).and_then(|r| r.strip_suffix('}'));
    held.map(|held| serde_json::from_str(held).map_err(|e| e.to_string())).transpose()
}
