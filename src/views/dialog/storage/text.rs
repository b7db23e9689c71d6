//! What the storage page says.

use throughline_core::store::Level;

pub use crate::views::dialog::text::{
    EMPTY_TRASH, EXPORT, EXPORT_INSTEAD, JOURNAL, NOT_READ, OTHERS, QUARANTINE, RAW, RECORDS,
    SNAPSHOT, STORAGE, in_trash, units,
};

pub const PROMISE: &str = "Saved survives a crash of the tab. Saved to disk survives a crash of the browser or a power cut. Nothing is sent anywhere. Nobody can stop you from deleting site data, so keep a copy in a file.";
pub const KEPT: &str = "What is kept where";
pub const LOCAL: &str = "Browser’s storage";
pub const LOCAL_SAVED: &str = "Every change is here before the word Saved shows.";
pub const COPY: &str = "Second copy, on the disk";
pub const COPY_EVEN: &str = "It holds everything.";
pub const COPY_BEHIND: &str = "The latest changes are on their way.";
pub const PERSIST: &str = "When room gets scarce";
pub const ROOM: &str = "What takes room";
pub const CHECK_TITLE: &str = "Check and repair";
pub const CHECK_HELP: &str = "Reads every stored value and the second copy, and compares their checksums. Damaged values are mended from the second copy or from the open workspace, and kept aside as they were. Read-only, nothing is written, whatever you try.";
pub const CHECK: &str = "Check what is stored";
pub const REPAIR: &str = "Repair";
pub const READ_ONLY: &str = "Open read-only";
pub const LEAVE_READ_ONLY: &str = "Leave read-only";
pub const FORGET_TITLE: &str = "Forget everything";
pub const FORGET_HELP: &str = "Deletes the workspace, its second copy, the restore points and the list of files in this browser. Files that you saved stay. It cannot be undone.";
pub const FORGET_ASK: &str = "Forget everything…";
pub const FORGET_WORDS: &str = "forget everything";
pub const FORGET_LABEL: &str = "Type “forget everything” to confirm";
pub const FORGET: &str = "Forget everything for good";

pub fn written(at: &str) -> String {
    format!("Last written {at}.")
}

pub fn of_quota(percent: f64) -> String {
    format!("{percent:.1} % of what the browser gives")
}

pub fn space(used: f64, all: f64) -> String {
    format!("All data of this site takes {}; the browser gives up to {}.", bytes(used), bytes(all))
}

fn bytes(n: f64) -> String {
    let mb = n / (1024.0 * 1024.0);
    if mb < 1000.0 { format!("{mb:.1} MB") } else { format!("{:.1} GB", mb / 1024.0) }
}

/// Names the color of a level.
pub fn tone(level: Level) -> &'static str {
    match level {
        Level::Calm => "",
        Level::Notice | Level::Warning => "warning",
        Level::Limit => "danger",
    }
}

/// Says what the browser answered when it was asked to keep the data.
pub fn persisted(answer: Option<&str>) -> &'static str {
    match answer {
        Some("yes") => "The browser has agreed to keep this site’s data until you delete it.",
        Some("no") => {
            "The browser may delete this site’s data when the disk is full. Install the app or set a bookmark: then it usually agrees to keep it. Safari deletes the data of sites that were not visited for seven days, unless they are installed."
        }
        Some(_) => {
            "This browser cannot be asked to keep the data. Safari deletes the data of sites that were not visited for seven days, unless they are installed."
        }
        None => "The browser is asked to keep the data as soon as there is work of your own.",
    }
}

pub const PAST: &str = "Restore points";
pub const OPEN_PAST: &str = "Open the Time machine";

/// Says how many restore points there are, how old the newest is, and what they take.
pub fn points(n: usize, newest: Option<&str>, bytes: usize) -> String {
    let Some(newest) = newest else {
        return "None yet: the first is made before the next import or large change.".to_owned();
    };
    let count = if n == 1 { "One".to_owned() } else { n.to_string() };
    format!("{count}; the newest is of {newest}. Together they take {} KB.", bytes.div_ceil(1000))
}
