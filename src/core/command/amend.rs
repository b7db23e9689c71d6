//! Turns records that were worked out elsewhere into a change set, with the history that a person's
//! own edits would have left.

use super::{CommandError, Tx};
use crate::change::ChangeSet;
use crate::env::Env;
use crate::model::Record;
use crate::model::workspace::Model;

/// Writes records over those with their ids; gives what that changes. One that is not there is an
/// error, and then nothing is changed.
pub fn amend(
    model: &mut Model,
    records: &[Record],
    label: &str,
    env: &mut Env,
) -> Result<ChangeSet, CommandError> {
    let mut tx = Tx::begin(model, env);
    for new in records {
        let at = new.to_ref();
        let old = tx.get(at).ok_or_else(|| CommandError::missing(at.kind.one()))?;
        tx.replace(&old, new)?;
    }
    Ok(tx.commit(label.to_owned()))
}
