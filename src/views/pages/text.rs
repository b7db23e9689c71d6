//! What the pages say around what the core says.

pub const PAGES: &str = "Pages of this lens";
pub const PAGE: &str = "Page";
pub const FAILED: &str = "This page could not be computed";
pub const ACTIONS: &str = "What can be done";
pub const OTHER: &str = "Something else…";
pub const HOW: &str = "How this is computed";
pub const UNSET: &str = "–";
pub const PRINT: &str = "Print";
pub const QUEUE_KEYS: &str = "Arrow keys walk, number keys answer, Enter opens.";
pub const PUT_ASIDE_KEY: &str = "E";

pub fn of_row(what: &str, row: &str) -> String {
    format!("{what}, {row}")
}

pub fn add_hint(label: &str) -> String {
    format!("{label}: type a line, Enter adds it")
}

pub fn moved(name: &str, x: &str, y: &str) -> String {
    format!("{name}: {x}, {y}")
}

pub fn fold(name: &str) -> String {
    format!("Show or hide what is below {name}")
}
