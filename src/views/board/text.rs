//! What the board says.

use throughline_core::model::time::Date;

use crate::shell::clock;

pub const EMPTY_TITLE: &str = "No project here yet";
pub const EMPTY_TEXT: &str =
    "A board shows the items of projects by their status. Create a project, or import a board.";
pub const NEW_PROJECT: &str = "New project";
pub const ADD: &str = "Add item";
pub const ADD_HINT: &str = "Enter adds, Escape closes";
pub const ADD_LABEL: &str = "Title of the new item";
pub const COLUMN_MENU: &str = "Column menu";
pub const NO_LANES: &str = "No lanes";
pub const LANES: &str = "Lanes";
pub const SHOW_ARCHIVED: &str = "Show archived";
pub const MOVE_TO: &str = "Move to…";
pub const EDIT_MANY: &str = "Edit…";
pub const OPEN: &str = "Open";
pub const ARCHIVE: &str = "Archive";
pub const DELETE: &str = "Delete";
pub const BLOCK: &str = "Block…";
pub const UNBLOCK: &str = "Unblock";
pub const CLEAR: &str = "Clear";
pub const FOLD: &str = "Fold this column";
pub const UNFOLD: &str = "Unfold this column";
pub const FOLD_MANY: &str = "Archive all done items here";
pub const BLOCKED: &str = "Blocked";
pub const CARD_MENU: &str = "Card menu";
pub const BRING_BACK: &str = "Bring back";

pub fn count(n: usize, limit: Option<u32>) -> String {
    limit.map_or_else(|| n.to_string(), |limit| format!("{n}/{limit}"))
}

pub fn count_spoken(n: usize, limit: Option<u32>) -> String {
    match limit {
        Some(limit) if n > limit as usize => format!("{n} cards, over the limit of {limit}"),
        Some(limit) => format!("{n} cards of at most {limit}"),
        None => format!("{n} cards"),
    }
}

pub fn points(sum: f64) -> String {
    format!("{} pt", (sum * 10.0).round() / 10.0)
}

pub fn column_list(name: &str) -> String {
    format!("Cards in {name}")
}

pub fn selected(n: usize) -> String {
    if n == 1 { "1 selected".to_owned() } else { format!("{n} selected") }
}

pub fn due(date: Date) -> String {
    clock::say_date(date, clock::today())
}
