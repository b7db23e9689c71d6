//! Restore points: the workspace as it was at some moment, what differs from it now, and the change
//! set that brings all or some of it back. It knows no storage, no file and no view.
//!
//! A point holds the workspace in its own JSON, deflated and packed ([`seal`]). Restoring everything
//! gives the same bytes again. Restoring a part is planned like an import that replaces everything
//! ([`crate::interchange::plan()`]): references that would lead nowhere are mended and listed. Either
//! is one step that can be undone.

mod choice;
mod differ;
mod point;
mod thin;

use serde::{Deserialize, Serialize};

use crate::change::ChangeSet;
use crate::env::Env;
use crate::interchange::{Incoming, Mode, Plan, Unplaced, json, plan};
use crate::model::record::Extra;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Record};
use crate::{sort, store};

pub use choice::Choice;
pub use differ::{Difference, Differences, FieldChange, Group, What, differ};
pub use point::{MANY, Point, Reason, is_weighty};
pub use thin::thin;

/// How large a workspace may be to be opened again, in bytes of JSON.
const MOST_BYTES: usize = 1 << 30;

/// Is the workspace at a moment, ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The items in it that are not in the trash.
    pub items: usize,
    /// The records of all kinds.
    pub records: usize,
    /// Whether there is no work in it at all, so that nobody misses it.
    pub empty: bool,
    /// The checksum of its JSON: equal workspaces have equal ones.
    pub sum: String,
}

/// Packs the workspace, as it was before some changes if there are any. The error is a sentence.
pub fn seal(model: &Model, before: Option<&ChangeSet>) -> Result<(Sealed, String), String> {
    let old;
    let model = match before {
        None => model,
        Some(set) => {
            let mut copy = model.clone();
            copy.apply_all(&set.inverse()).map_err(|e| {
                format!("Something else has changed since: {e}. No restore point was made.")
            })?;
            old = copy;
            &old
        }
    };
    let items = model.items.iter().filter(|item: &&Item| item.trashed.is_none()).count();
    let records = model.all_records().len();
    let is_work = |kind: &&Kind| kind.is_place() || matches!(kind, Kind::Item | Kind::Objective);
    let empty = !Kind::ALL.iter().filter(is_work).any(|kind| model.count(*kind) > 0);
    let text = json::export(model);
    let sum = format!("{:016x}", store::sum(text.as_bytes(), 0));
    Ok((Sealed { items, records, empty, sum }, store::shrink(&text)))
}

/// Gives the JSON that a point holds. The error is a sentence.
pub fn unseal(packed: &str) -> Result<String, String> {
    store::inflate(packed, MOST_BYTES)
        .ok_or_else(|| "The restore point is damaged: it cannot be unpacked.".to_owned())
}

/// Opens a point as a workspace. The error is a sentence.
pub fn open(packed: &str) -> Result<Model, String> {
    let text = unseal(packed)?;
    let incoming = json::read(&text)
        .map_err(|e| format!("The restore point cannot be read: {}.", e.message))?;
    Ok(json::model(incoming))
}

/// Is what a restore does.
#[derive(Debug, Clone)]
pub struct Restored {
    /// The changes, as one step of the history; empty where nothing differs.
    pub set: ChangeSet,
    /// What finds no place, because it would lead nowhere.
    pub unplaced: Vec<Unplaced>,
    /// The tables of a newer version as they are after the restore; no change carries them.
    pub extra: Extra,
}

/// Plans how all or some of a workspace becomes again what it was.
pub fn restore(now: &Model, then: &Model, choice: &Choice, label: &str, env: &mut Env) -> Restored {
    let mut back = match choice {
        Choice::All => whole(now, then, env),
        Choice::Some { .. } => part(now, then, choice, env),
    };
    label.clone_into(&mut back.set.label);
    back
}

/// Everything becomes what it was, to the byte: what was sound then needs no mending.
fn whole(now: &Model, then: &Model, env: &Env) -> Restored {
    let mut targets = then.all_records();
    sort::by_key(&mut targets, Record::to_ref);
    let (changes, _) = plan::changes(now, &targets, Mode::Replace);
    let set = ChangeSet { label: String::new(), at: env.now, by: env.by, changes };
    Restored { set, unplaced: Vec::new(), extra: then.extra.clone() }
}

/// What is chosen becomes what it was, beside what is here now.
fn part(now: &Model, then: &Model, choice: &Choice, env: &mut Env) -> Restored {
    let chosen = choice.with_belongings(now, then);
    if chosen.is_empty() {
        let extra = now.extra.clone();
        return Restored { set: ChangeSet::default(), unplaced: Vec::new(), extra };
    }
    let kept = now.all_records().into_iter().filter(|r| !chosen.contains(&r.to_ref()));
    let back = then.all_records().into_iter().filter(|r| chosen.contains(&r.to_ref()));
    let records = kept.chain(back).collect();
    let incoming = Incoming { records, extra: now.extra.clone(), ..Incoming::default() };
    let Plan { set, unplaced, extra, .. } = plan(now, incoming, Mode::Replace, env);
    Restored { set, unplaced, extra }
}
