//! What is said about copies in files.

pub const ALLOW: &str = "Allow";
pub const THIS_VISIT: &str = "The browser does not remember what you chose: copies are made until this tab closes. Choose it again at the next visit.";
pub const CHANGED: &str = "The copy was not saved: something else has changed the file.";
pub const CHANGED_HINT: &str = "Nothing was written over. Look at it, then choose this file again to write over it, or another one.";
pub const FORBIDDEN: &str =
    "The copy was not saved: the browser does not let this page write there.";
pub const FORBIDDEN_HINT: &str = "Choose another folder under “Storage and safety”.";
pub const GONE: &str = "The copy was not saved: the folder or file is not there any more.";
pub const GONE_HINT: &str =
    "Connect the disk again, or choose another folder under “Storage and safety”.";
pub const FULL: &str = "The copy was not saved: the disk is full.";
pub const FULL_HINT: &str = "Make room on it. The copy before is whole.";
pub const TORN: &str = "The copy was not saved: what was read back is not what was written.";
pub const TORN_HINT: &str = "The disk may be failing: choose another folder under “Storage and safety”. No older copy was deleted.";
pub const OTHER_HINT: &str = "The copy before is whole, and the next change tries again.";
pub const DOWNLOAD: &str = "Download a copy";
pub const NO_COPY: &str = "None of this work is in a file yet.";
pub const NO_COPY_HINT: &str = "A copy in a file survives when site data is deleted.";

/// Says that a folder waits for permission.
pub fn waits(name: &str) -> String {
    format!("Copies to “{name}” wait for your permission.")
}

/// Says why a copy failed, in the browser's words.
pub fn other(why: &str) -> String {
    if why.is_empty() {
        "The copy was not saved, and the browser does not say why.".to_owned()
    } else {
        format!("The copy was not saved: {}.", why.trim_end_matches('.'))
    }
}

/// Says how old the last copy is.
pub fn old(ago: &str) -> String {
    format!("The last copy in a file was made {ago}.")
}
