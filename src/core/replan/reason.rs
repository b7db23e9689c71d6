//! Why an item's dates are what they are, in words whose records can be followed.

use super::ask::{Reasoned, Word};
use crate::lens::roadmap;
use crate::model::id::{Id, RawId, Ref};
use crate::model::workspace::Model;
use crate::model::{Decision, Item};
use crate::schedule::Follower;
use crate::schedule::build::item_of;
use crate::schedule::reason::Cause;
use crate::schedule::words::{Voice, sentence};

/// Stands in a sentence around what names a record; nobody types it.
const MARK: char = '\u{1}';

/// Gives the reason of an item's dates, and what is wrong with them. Nothing where the item is not
/// there; no words where it is not planned.
pub fn reason(model: &Model, follower: &Follower, item: Id<Item>) -> Option<Reasoned> {
    model.find(item)?;
    let per_day = per_day(follower);
    let mut out = Reasoned::default();
    if let Some(reason) = follower.plan().reason(item.raw().0) {
        let title = |key: u64| format!("{MARK}{}{MARK}", record_of(model, key));
        let voice = Voice { title: &title, today: follower.today(), per_day };
        out.words = split(model, &sentence(&reason, &voice));
        let mut cause = &reason.cause;
        while let Cause::Within(_, inner) = cause {
            cause = inner;
        }
        if let Cause::Link { link, .. } = cause {
            out.link = Some(Id::new(RawId(*link)));
        }
    }
    for (conflict, _) in roadmap::conflicts_of(model, follower, item, follower.today()) {
        let title = |at: Ref| format!("{MARK}{at}{MARK}");
        let text = roadmap::words::conflict(&conflict, &title, per_day);
        out.conflicts.push(split(model, &text));
    }
    Some(out)
}

/// Gives the record of a key: an item, or a decision that one waits for.
pub(super) fn record_of(model: &Model, key: u64) -> Ref {
    let decision: Id<Decision> = Id::new(RawId(key));
    let found = model.find(decision).map(|decision| decision.id.to_ref());
    found.unwrap_or_else(|| item_of(key).to_ref())
}

/// Gives the working minutes of a usual day.
fn per_day(follower: &Follower) -> i64 {
    let monday = crate::schedule::Moment::start_of(follower.today());
    let week = follower.usual().between(monday, monday.plus(7 * 1_440));
    // Five days are a working week where nobody says otherwise; a free week says nothing.
    if week > 0 { (week / 5).max(60) } else { 480 }
}

/// Takes a sentence apart at the records that it names.
fn split(model: &Model, text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let marked = format!("*{MARK}");
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&marked) {
        let Some((name, tail)) = after.split_once(&format!("{MARK}*")) else { break };
        if !before.is_empty() {
            out.push(Word::Text(before.to_owned()));
        }
        match name.parse::<Ref>() {
            Ok(at) => out.push(Word::Record(at, model.title_of(at))),
            Err(_) => out.push(Word::Text(name.to_owned())),
        }
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Word::Text(rest.to_owned()));
    }
    out
}
