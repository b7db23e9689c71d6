//! What charts say.

pub const TABLE: &str = "Show as a table";
pub const COPY: &str = "Copy";
pub const COPY_PNG: &str = "Copy as PNG";
pub const COPY_SVG: &str = "Copy as SVG";
pub const COPY_CSV: &str = "Copy the numbers as CSV";
pub const CHART: &str = "chart";
pub const NOTHING: &str = "Nothing is known for this period.";
pub const NO_DRAWING: &str = "There is nothing to copy: no value is known.";
pub const TRY_CSV: &str = "Choose a longer period, or copy the numbers as CSV.";

pub fn label(title: &str) -> String {
    format!(
        "{title}. Walk the points with the arrow keys; the table after it has the same numbers."
    )
}

pub fn first_rows(shown: usize, all: usize) -> String {
    format!("The first {shown} of {all} rows. A copy as CSV has all of them.")
}

pub fn copied(kind: &str) -> String {
    format!("Copied as {kind}")
}

pub fn saved(kind: &str) -> String {
    format!("Saved as a {kind} file: this page may not write to the clipboard")
}

/// Makes a file's name from a title.
pub fn file(title: &str, extension: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = title.chars().map(plain).collect();
    let name: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    format!("{}.{extension}", name.join("-"))
}
