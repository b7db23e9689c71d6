//! What the section about copies in files says.

pub const COPIES: &str = "Copies in files";
pub const NEVER: &str = "None of this work is in a file yet.";
pub const ABSENT: &str = "This browser lets no page write to files by itself. Download a copy now and then; the app reminds you once a week if there is work that is in no file.";
pub const OFF: &str = "Choose a folder, and every change is also saved there: the newest state, one version an hour for a day, one a day for two weeks, one a month for a year. Or choose one file.";
pub const FOLDER: &str = "Choose a folder…";
pub const OTHER_FOLDER: &str = "Choose another folder…";
pub const FILE: &str = "Choose a file…";
pub const STOP: &str = "Stop";
pub const ALLOW: &str = "Allow";
pub const DOWNLOAD: &str = "Download a copy";

/// Says when the last copy was made.
pub fn last(ago: &str, time: &str) -> String {
    format!("Last copy in a file: {ago} ({time}).")
}

/// Says that copies are made.
pub fn on(name: &str) -> String {
    format!("Every change is saved to “{name}”, unencrypted.")
}

/// Says that copies wait for permission.
pub fn waits(name: &str) -> String {
    format!(
        "Copies to “{name}” wait: the browser asks for your permission at every visit, unless you let it remember."
    )
}

/// Says that copies are forbidden.
pub fn denied(name: &str) -> String {
    format!(
        "The browser does not let this page write to “{name}”. It can be allowed in the settings of this site."
    )
}

/// Says where copies fail.
pub fn failed(name: &str) -> String {
    format!("Copies to “{name}” fail.")
}
