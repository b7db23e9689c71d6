//! What commands call what they did: the words after "Undid:" and in announcements.

use crate::model::Item;
use crate::model::workspace::Model;

/// Names one item by its key, or several by their number.
pub fn items(model: &Model, items: &[&Item]) -> String {
    match items {
        [one] => model.key_of(one),
        many => format!("{} items", many.len()),
    }
}

/// What throwing the workspace away is called.
pub const THROWN_AWAY: &str = "Throw the workspace away";

pub fn created(what: &str, title: &str) -> String {
    format!("Create {} “{}”", what.to_lowercase(), short(title))
}

pub fn deleted(what: &str, title: &str) -> String {
    format!("Delete {} “{}”", what.to_lowercase(), short(title))
}

pub fn moved(items: &str, to: &str) -> String {
    format!("Move {items} to {to}")
}

pub fn reordered(items: &str) -> String {
    format!("Reorder {items}")
}

pub fn edited(field: &str, of: &str) -> String {
    format!("Change {} of {of}", field.to_lowercase())
}

/// Shortens a title for a label of one line.
pub fn short(title: &str) -> String {
    const MAX: usize = 48;
    if title.chars().count() <= MAX {
        return title.to_owned();
    }
    title.chars().take(MAX - 1).chain(['…']).collect()
}
