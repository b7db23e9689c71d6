//! Restore points on the desk: packed, compared with now, brought back.

use super::ask::Answer;
use super::text_of;
use crate::change::ChangeSet;
use crate::env::Env;
use crate::model::workspace::Model;
use crate::past::{self, Choice, Restored};

type Reply = Result<(Answer, String), String>;

/// Packs the workspace as it was before a change set, if there is one.
pub fn seal(model: &Model, before: &str) -> Reply {
    let set =
        if before.is_empty() { None } else { Some(ChangeSet::decode(before).map_err(|e| e.0)?) };
    let (sealed, packed) = past::seal(model, set.as_ref())?;
    Ok((Answer::Sealed(sealed), packed))
}

/// Compares the workspace with a packed one.
pub fn differ(model: &Model, packed: &str) -> Reply {
    let then = past::open(packed)?;
    Ok((Answer::Differences(Box::new(past::differ(model, &then))), String::new()))
}

/// Plans how the workspace becomes again what a packed one holds.
pub fn restore(model: &Model, packed: &str, choice: &Choice, label: &str, env: &mut Env) -> Reply {
    let then = past::open(packed)?;
    let Restored { set, unplaced, extra } = past::restore(model, &then, choice, label, env);
    let extra = extra.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    Ok((Answer::Restored(unplaced, extra), text_of(&set)))
}
