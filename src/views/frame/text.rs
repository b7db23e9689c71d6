//! What the frame says.

use throughline_core::store::Level;

pub const SKIP: &str = "Skip to the work";
pub const SIDEBAR: &str = "Show or hide the sidebar";
pub const LENS: &str = "Lens";
pub const VIEWS: &str = "Views";
pub const PRODUCTS: &str = "Products";
pub const PROJECTS: &str = "Programs and projects";
pub const SAVED_VIEWS: &str = "Saved views";
pub const SAVE_VIEW: &str = "Save this view";
pub const RENAME_VIEW: &str = "Rename…";
pub const UPDATE_VIEW: &str = "Update to what is shown";
pub const DELETE_VIEW: &str = "Delete";
pub const EVERYTHING: &str = "Everything";
pub const NEW_PROJECT: &str = "New project";
pub const NEW_PRODUCT: &str = "New product";
pub const NEW_ITEM: &str = "New item";
pub const NEW: &str = "New";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const SEARCH: &str = "Search";
pub const MORE: &str = "More";
pub const FILTER: &str = "Filter";
pub const DONE: &str = "Done";
pub const FILTER_HINT: &str = "Filter: words, owner:me, label:…, is:blocked";
pub const IMPORT: &str = "Import a file…";
pub const EXPORT: &str = "Export as JSON";
pub const EXPORT_SEALED: &str = "Export with a passphrase…";
pub const EXPORT_PLAN: &str = "Export as Microsoft Project XML";
pub const EXPORT_CALENDAR: &str = "Export as iCalendar";
pub const EXPORT_TABLE: &str = "Export as CSV";
pub const SAMPLE: &str = "Open the sample workspace";
pub const START_OVER: &str = "Throw this workspace away…";
pub const INSTALL: &str = "Install Throughline…";
pub const UPDATE: &str = "Update to the new version";
pub const CHECK_UPDATES: &str = "Check for updates";
pub const PAST: &str = "Time machine";
pub const STORAGE: &str = "Storage and safety";
pub const SETTINGS: &str = "Settings";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const THEME: &str = "Light or dark";
pub const SIDEBAR_LABEL: &str = "Places";
pub const WHERE: &str = "Where you are";
pub const SAVED: &str = "Saved";
pub const NOT_SAVED: &str = "Not saved";
pub const IN_MEMORY: &str = "In memory only";
pub const ON_DISK: &str = "Saved to disk";
pub const SAVED_HELP: &str = "Everything is written to this browser’s storage and survives a crash of the tab. The second copy follows.";
pub const ON_DISK_HELP: &str = "Everything is in this browser’s storage and, as a second copy, on the disk: it survives a crash of the browser or a power cut.";
pub const NO_COPY: &str = "Everything is written to this browser’s storage, but there is no second copy, so a crash of the whole browser may take the last seconds.";
pub const SAVE_FAILED: &str = "Saving failed.";
pub const SAVE_WORKS: &str = "Saving works again.";
pub const LOOKING: &str = "Looking for your work…";
pub const MEMORY_BANNER: &str = "This browser does not let Throughline keep anything: your work is gone when this tab closes. Export it before you leave.";
pub const IMPORT_FILE: &str = "File to import";
pub const EXPORT_NOW: &str = "Export now";

pub const PUT_AWAY: &str = "Put this note away";

/// Says how full the storage is, and what to do about it.
pub fn room(level: Level, percent: u32) -> String {
    let full = format!("The browser’s storage for this site is {percent} % full.");
    match level {
        Level::Calm | Level::Notice => {
            format!("{full} Nothing has to be done yet; keep a copy in a file.")
        }
        Level::Warning => format!(
            "{full} Export a copy; then delete what you no longer need and empty the trash."
        ),
        Level::Limit => format!(
            "{full} Imports are refused, and soon nothing more can be saved. Export a copy now; \
             then delete what you no longer need and empty the trash."
        ),
    }
}

pub fn filter_button(words: &str) -> String {
    if words.is_empty() { FILTER.to_owned() } else { format!("{FILTER}: {words}") }
}

pub fn undo(label: Option<&str>) -> String {
    label.map_or_else(|| UNDO.to_owned(), |label| format!("{UNDO}: {label}"))
}

pub fn redo(label: Option<&str>) -> String {
    label.map_or_else(|| REDO.to_owned(), |label| format!("{REDO}: {label}"))
}

/// Names the menu of a saved view.
pub fn view_menu(name: &str) -> String {
    format!("Menu of the view {name}")
}
