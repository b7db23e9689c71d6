//! What the table says.

use throughline_core::lens::table::Refusal;
use throughline_core::model::Kind;

pub const KIND: &str = "Kind of record";
pub const GROUP: &str = "Group by";
pub const NO_GROUP: &str = "No groups";
pub const COLUMNS: &str = "Columns";
pub const USUAL_COLUMNS: &str = "As at first";
pub const NO_HITS: &str = "Nothing matches the filter.";
pub const EMPTY_TEXT: &str = "What is made anywhere in the app shows here, too.";
pub const CLEAR_FILTER: &str = "Clear the filter";
pub const OPEN: &str = "Open";
pub const REFUSED: &str = "What was refused";
pub const DISMISS: &str = "Dismiss";
pub const SORT_UP: &str = "Sort upward";
pub const SORT_DOWN: &str = "Sort downward";
pub const SORT_ALSO: &str = "Sort by it as well";
pub const GROUP_BY: &str = "Group by it";
pub const MOVE_LEFT: &str = "Move to the left";
pub const MOVE_RIGHT: &str = "Move to the right";
pub const HIDE: &str = "Hide";
pub const ADD_UP: &str = "Add up";
pub const EDIT: &str = "Edit";
pub const CLEAR: &str = "Empty";
pub const SELECT: &str = "Select the row";
pub const YES: &str = "Yes";
pub const NO: &str = "No";
pub const FOLD: &str = "Fold the group";
pub const UNFOLD: &str = "Unfold the group";
pub const RESIZE: &str = "Width";

pub fn by(label: &str) -> String {
    format!("By {}", label.to_lowercase())
}

pub fn none_of(kind: Kind) -> String {
    format!("No {} here", kind.many().to_lowercase())
}

pub fn count(n: usize, kind: Kind) -> String {
    let name = if n == 1 { kind.one() } else { kind.many() };
    let upper = name.chars().take(2).all(char::is_uppercase);
    format!("{n} {}", if upper { name.to_owned() } else { name.to_lowercase() })
}

pub fn columns_shown(shown: usize, all: usize) -> String {
    format!("{COLUMNS} {shown}/{all}")
}

pub fn open(name: &str) -> String {
    format!("Open {name}")
}

pub fn pasted(changed: usize, refused: usize, outside: usize) -> String {
    let cells = |n: usize| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
    let mut out = format!("{} changed", cells(changed));
    if refused > 0 {
        out.push_str(&format!(", {} refused", cells(refused)));
    }
    if outside > 0 {
        out.push_str(&format!(", {} outside of the table", cells(outside)));
    }
    out + "."
}

pub fn refused(one: &Refusal) -> String {
    format!("{}, {}: {}", one.row, one.column, one.why)
}
