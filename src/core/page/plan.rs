//! Planning what an act does: commands on a copy that is taken back, and the change set that they
//! came to. It knows no page.

use crate::change::{Change, ChangeSet};
use crate::command::{Command, CommandError, NewItem, Tx};
use crate::env::Env;
use crate::model::Item;
use crate::model::id::Id;
use crate::model::record::RecordType;
use crate::model::workspace::Model;

/// Is what an act comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// What it did, in a sentence.
    pub says: String,
    /// The changes; none where everything is so already.
    pub set: ChangeSet,
}

/// Makes changes in a transaction, takes them back, and gives what they were. `label` is their name
/// in the history; `f` gives the sentence that says what was done.
pub fn plan(
    model: &mut Model,
    env: &mut Env,
    label: impl Into<String>,
    f: impl FnOnce(&mut Tx<'_>) -> Result<String, CommandError>,
) -> Result<Planned, CommandError> {
    let mut tx = Tx::begin(model, env);
    let says = f(&mut tx)?;
    let set = tx.commit(label.into());
    model.roll_back(&set);
    Ok(Planned { says, set })
}

/// Makes an item and gives it its first values, which are no changes in its history.
pub(super) fn make(
    tx: &mut Tx<'_>,
    new: NewItem,
    f: impl FnOnce(&mut Item),
) -> Result<Id<Item>, CommandError> {
    let (_, made) = Command::CreateItem(new).run(tx)?;
    let id = made.and_then(Id::from_ref).ok_or_else(|| CommandError::missing("Item"))?;
    let old = tx.need(id)?;
    let mut item = Item::clone(&old);
    f(&mut item);
    let (old, new) = (Item::wrap(old), Item::wrap(item.into()));
    for (field, difference) in old.diff(&new) {
        tx.apply(Change::of(id.to_ref(), field, difference))?;
    }
    Ok(id)
}
