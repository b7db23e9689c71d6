//! The command that arranges the page of numbers of a lens.

use super::{CommandError, Tx};
use crate::model::id::Ref;
use crate::model::{Arrangement, Workspace};

/// How many keys a list of an arrangement keeps at most.
const MOST: usize = 1_000;

pub(super) fn arrange(
    tx: &mut Tx<'_>,
    new: &Arrangement,
) -> Result<(String, Option<Ref>), CommandError> {
    let mut all = tx.info().map(|info| info.numbers.clone()).unwrap_or_default();
    let found = all.iter().position(|own| own.lens == new.lens);
    let old = found.and_then(|at| all.get(at)).cloned().unwrap_or_default();
    // What a newer version wrote beside the lists stays.
    let new = Arrangement {
        lens: new.lens.clone(),
        order: tidy(&new.order),
        hidden: tidy(&new.hidden),
        pinned: tidy(&new.pinned),
        ..old.clone()
    };
    let label = label(&old, &new);
    match found.and_then(|at| all.get_mut(at)) {
        Some(slot) => *slot = new,
        None => all.push(new),
    }
    tx.update(Workspace::ONLY, |info| info.numbers = all)?;
    Ok((label.to_owned(), None))
}

/// Keeps each key once.
fn tidy(keys: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for key in keys.iter().filter(|key| !key.is_empty()).take(MOST) {
        if !out.contains(key) {
            out.push(key.clone());
        }
    }
    out
}

fn label(old: &Arrangement, new: &Arrangement) -> &'static str {
    let more = |a: &[String], b: &[String]| b.len() > a.len();
    if old.hidden != new.hidden {
        if more(&old.hidden, &new.hidden) { "Hide a number" } else { "Show a number" }
    } else if old.pinned != new.pinned {
        if more(&old.pinned, &new.pinned) { "Pin a number" } else { "Unpin a number" }
    } else {
        "Arrange the numbers"
    }
}
