//! Restore points: the workspace as it was at some moment, what differs from it now, and the change
//! set that brings all or some of it back. It knows no storage, no file and no view.
//!
//! A point holds the workspace in its own JSON, deflated and packed ([`seal`]). What a restore does
//! is planned like an import that replaces everything ([`crate::interchange::plan()`]): references
//! that would lead nowhere are mended and listed, and the whole is one step that can be undone.

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
use crate::model::{Item, Record};
use crate::store;

pub use choice::Choice;
pub use differ::{Difference, Differences, FieldChange, Group, What, differ};
pub use point::{MANY, Point, Reason, is_many};
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
    Ok((Sealed { items, records }, store::shrink(&json::export(model))))
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
    let (records, extra): (Vec<Record>, Extra) = match choice {
        Choice::All => (then.all_records(), then.extra.clone()),
        Choice::Some { .. } => {
            let chosen = choice.with_belongings(now, then);
            let kept = now.all_records().into_iter().filter(|r| !chosen.contains(&r.to_ref()));
            let back = then.all_records().into_iter().filter(|r| chosen.contains(&r.to_ref()));
            (kept.chain(back).collect(), now.extra.clone())
        }
    };
    let incoming = Incoming { records, extra, ..Incoming::default() };
    let Plan { mut set, unplaced, extra, .. } = plan(now, incoming, Mode::Replace, env);
    label.clone_into(&mut set.label);
    Restored { set, unplaced, extra }
}
