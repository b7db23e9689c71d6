//! What the dialogs say.

use throughline_core::interchange::Format;
use throughline_core::interchange::sealed::{FEWEST, Length};

pub const CANCEL: &str = "Cancel";
pub const NEW_ITEM: &str = "New item";
pub const NEW_PROJECT: &str = "New project";
pub const CREATE_ITEM: &str = "Create item";
pub const CREATE_PROJECT: &str = "Create project";
pub const NEW_PRODUCT: &str = "New product";
pub const CREATE_PRODUCT: &str = "Create product";
pub const TITLE: &str = "Title";
pub const TITLE_HINT: &str = "What is to be done?";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "What is it called?";
pub const KEY: &str = "Key";
pub const KEY_HINT: &str =
    "The letters that its items’ keys start with; made from the name if empty";
pub const PROJECT: &str = "Project";
pub const KIND: &str = "Kind";
pub const OWNER: &str = "Owner";
pub const PRIORITY: &str = "Priority";
pub const COLUMN: &str = "Column";
pub const PLACE: &str = "Place";
pub const TOP: &str = "At the top";
pub const BOTTOM: &str = "At the bottom";
pub const MOVE: &str = "Move";
pub const BLOCK: &str = "Block";
pub const BLOCK_TITLE: &str = "Why can it not go on?";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "What does it wait for?";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const PALETTE: &str = "Search and run anything";
pub const PALETTE_HINT: &str = "Type a key, a title or what you want to do";
pub const NO_HITS: &str = "Nothing found. Try fewer words.";
pub const IMPORT: &str = "Import";
pub const IMPORT_TITLE: &str = "Import a file";
pub const NO_PLACE: &str = "What found no place";
pub const NO_PLACE_NONE: &str = "Everything in the file finds its place.";
pub const DOWNLOAD_REPORT: &str = "Download the whole list";
pub const MODE: &str = "What becomes of the work that is here?";
pub const MERGE: &str = "Add to it";
pub const REPLACE: &str = "Replace it";
pub const MAPPING: &str = "What the columns mean";
pub const COLUMN_HEAD: &str = "Column";
pub const SAMPLE_HEAD: &str = "For example";
pub const MEANS_HEAD: &str = "Becomes";
pub const NEW: &str = "new";
pub const CHANGED: &str = "changed";
pub const UNCHANGED: &str = "as they are";
pub const REMOVED: &str = "removed";
pub const NOTHING_NEW: &str = "This file brings nothing that is not here already.";
pub const STORAGE: &str = "Storage and safety";
pub const START_OVER: &str = "Throw this workspace away";
pub const START_OVER_TEXT: &str = "Everything in this workspace is removed. A restore point is made first: the Time machine in the workspace’s menu brings it back, in this browser. Save a copy as well if you may want it elsewhere.";
pub const SAVE_COPY: &str = "Save a copy";
pub const THROW_AWAY: &str = "Throw it away";
pub const SNAPSHOT: &str = "Workspace";
pub const JOURNAL: &str = "Changes since the last tidying";
pub const QUARANTINE: &str = "Damaged parts kept aside";
pub const OTHERS: &str = "Other data of this site";
pub const RECORDS: &str = "Records";
pub const RAW: &str = "Save the raw data";
pub const NOT_READ: &str = "The storage could not be read.";
pub const EXPORT_INSTEAD: &str = "Export the workspace as JSON instead.";
pub const EXPORT: &str = "Export as JSON";
pub const EMPTY_TRASH: &str = "Empty the trash";

pub fn in_trash(n: usize) -> String {
    if n == 1 {
        "One deleted item still takes room.".to_owned()
    } else {
        format!("{n} deleted items still take room.")
    }
}

/// Says that a file is being read.
pub fn reading(name: &str) -> String {
    format!("Reading “{name}”…")
}

pub fn source(format: Format, name: &str, title: &str) -> String {
    let what = match format {
        Format::Throughline => "Throughline workspace",
        Format::Trello => "Trello board",
        Format::GitHub => "GitHub issues",
        Format::Csv => "Table",
        Format::Mspdi => "Microsoft Project plan",
        Format::Sealed => "Encrypted workspace",
    };
    if title.is_empty() {
        format!("{what}: {name}")
    } else {
        format!("{what} “{title}”: {name}")
    }
}

pub fn broken(line: usize, column: usize, message: &str) -> String {
    match (line, column) {
        (0, _) => format!("This file cannot be read: {message}."),
        (line, 0) => format!("This file cannot be read. Line {line}: {message}."),
        (line, column) => {
            format!("This file cannot be read. Line {line}, column {column}: {message}.")
        }
    }
}

pub fn more(n: usize) -> String {
    format!("and {n} more")
}

pub fn units(n: usize) -> String {
    let kb = n as f64 * 2.0 / 1024.0;
    if kb < 1024.0 { format!("{kb:.0} KB") } else { format!("{:.1} MB", kb / 1024.0) }
}

pub fn move_title(n: usize, title: &str) -> String {
    if n == 1 { format!("Move “{title}”") } else { format!("Move {n} cards") }
}

pub const NEW_KPI: &str = "New KPI";
pub const CREATE_KPI: &str = "Create KPI";
pub const KPI_HINT: &str = "What is measured, such as Crash-free sessions";
pub const SOURCE: &str = "Its numbers are";
pub const FORMULA: &str = "Formula";
pub const FORMULA_HINT: &str = "KPIs by their keys, such as new-mrr / customers";
pub const FORMULA_HELP: &str =
    "+ − × ÷, parentheses, and sum, avg, min, max, change and previous over the period";
pub const EDIT_FORMULA: &str = "Formula of the KPI";
pub const SAVE_FORMULA: &str = "Save formula";
pub const INSERT: &str = "Insert";
pub const UNIT: &str = "Unit";
pub fn gives(value: &str, unit: &str) -> String {
    match unit {
        "" => format!("Gives {value}"),
        unit => format!("Gives {value}, in {unit}"),
    }
}

pub const UNIT_HINT: &str = "%, users, min …";
pub const TARGET: &str = "Target";
pub const DIRECTION: &str = "What is better";
pub const LENS: &str = "Lens";
pub const PASTE_TITLE: &str = "Paste readings";
pub const PASTE_LABEL: &str = "Rows of a date and a value";
pub const PASTE_EXAMPLE: &str = "2026-01-31, 41.5\n2026-02-28, 43";
pub const PASTE_HINT: &str = "From a spreadsheet or a CSV file; a third column is the note. A date that has a reading gets the new value.";
pub const TAKE_READINGS: &str = "Take in readings";

pub fn found_readings(n: usize) -> String {
    match n {
        0 => "No reading found yet.".to_owned(),
        1 => "1 reading found.".to_owned(),
        n => format!("{n} readings found."),
    }
}

pub fn left_rows(n: usize) -> String {
    if n == 1 { "1 row stays behind".to_owned() } else { format!("{n} rows stay behind") }
}

pub fn left_row(line: usize, words: &str, why: &str) -> String {
    format!("Line {line}, “{words}”: {why}.")
}

pub fn more_rows(n: usize) -> String {
    format!("And {n} more.")
}

pub const SAVE_VIEW: &str = "Save this view";
pub const SAVE_VIEW_HINT: &str =
    "Its lens, place, filter, groups, order and columns; it stands in the sidebar and the palette.";
pub const RENAME_VIEW: &str = "Rename the view";
pub const RENAME: &str = "Rename";
pub const SAVE: &str = "Save";
pub const SAVED_VIEW: &str = "Saved view";

pub const SEAL: &str = "Export with a passphrase";
pub const SEAL_VERB: &str = "Export";
pub const SEAL_TEXT: &str = "The whole workspace in one file that only the passphrase opens, by import, in any browser. What is in this browser stays as it is, unencrypted.";
pub const PASSPHRASE: &str = "Passphrase";
pub const PASSPHRASE_AGAIN: &str = "The same once more";
pub const SHOW_PASSPHRASE: &str = "Show what I type";
pub const DIFFER: &str = "The two are not the same.";
pub const LOST: &str = "A lost passphrase is a lost file: nobody can open it then, and nobody can reset it. Keep the passphrase where you will find it in years.";
pub const SEALING: &str = "Encrypting…";
pub const UNLOCK: &str = "Open";
pub const UNLOCKING: &str = "Opening…";
pub const UNLOCK_HINT: &str =
    "This file is encrypted. What it would bring shows once it is open; nothing changes before.";

/// Says what a passphrase is worth by its length, which is all that can be seen from here.
pub fn length(length: Length, n: usize) -> String {
    match length {
        Length::None => "Four or five words that have nothing to do with each other are easy to \
                         keep and hard to guess."
            .to_owned(),
        Length::Refused => format!("{n} of at least {FEWEST} characters."),
        Length::Short => {
            format!("{n} characters: short. Words and names of this length are found by trying.")
        }
        Length::Fair => {
            format!(
                "{n} characters: long enough, unless it is a known saying or a name and a date."
            )
        }
        Length::Long => format!("{n} characters: long."),
    }
}

pub fn open_page(name: &str) -> String {
    format!("Open page: {name}")
}
