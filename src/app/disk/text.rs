//! What is said about the second copy.

use throughline_core::store::Finding;

pub const CLEARED: &str =
    "The browser’s storage was cleared while Throughline was open. Everything is written again.";
pub const CLEARED_HINT: &str = "Nothing is lost. If you wanted it gone, use “Forget everything” on the page Storage and safety.";
pub const NEWER: &str = "A newer version of Throughline saved this workspace. Reload to get it; until then nothing is written.";
pub const NOT_TAKEN: &str = "The second copy holds work that could not be written to the browser’s storage. Free some room and reload; the copy stays as it is.";

/// Says what was found in the copy and taken over; nothing where nothing was.
pub fn found(finding: Finding, when: Option<&str>) -> Option<String> {
    let of = when.map(|when| format!(", last written {when}")).unwrap_or_default();
    Some(match finding {
        Finding::Even | Finding::Ahead | Finding::Newer => return None,
        Finding::Restored => format!(
            "The browser’s storage was empty. Your workspace was brought back from the second \
             copy{of}."
        ),
        Finding::Older => format!(
            "The browser’s storage was older than the second copy{of}. What it lacked was brought \
             back."
        ),
        Finding::Actions(1) => {
            "One change that the browser had not written to the disk was brought back from the \
             second copy."
                .to_owned()
        }
        Finding::Actions(n) => format!(
            "{n} changes that the browser had not written to the disk were brought back from the \
             second copy."
        ),
        Finding::Mended(n) => format!(
            "Damaged parts of the browser’s storage were mended from the second copy{of}: {n}."
        ),
        Finding::Apart => format!(
            "The second copy{of} holds another state of the work, which does not fit this one. It \
             was set aside, and nothing was written over it."
        ),
    })
}

/// Says what to do about it.
pub fn hint(finding: Finding) -> &'static str {
    match finding {
        Finding::Apart => "“Save the raw data” on the page Storage and safety saves both.",
        _ => "Nothing is missing. A look at your latest changes does no harm.",
    }
}

pub const SOUND: &str =
    "The open workspace is sound: every reference leads somewhere, nothing goes in a circle.";
pub const LOCAL_UNREADABLE: &str = "The browser’s storage cannot be read.";
pub const SAME: &str = "Both hold the same.";
pub const DIFFER: &str =
    "They differ. Repairing brings both to the same, and loses nothing of either.";

/// Says how many faults the open workspace has.
pub fn faults(n: usize, first: &str) -> String {
    format!(
        "{n} faults were found in the open workspace, the first: {first}. Export a copy and report it."
    )
}

/// Says how the browser's storage is.
pub fn local(n: usize, n_bad: usize) -> String {
    format!("Browser’s storage: {}", values(n, n_bad))
}

/// Says how the second copy is.
pub fn copy(n: usize, n_bad: usize) -> String {
    format!("Second copy: {}", values(n, n_bad))
}

fn values(n: usize, n_bad: usize) -> String {
    match n_bad {
        0 => format!("{n} values, all whole."),
        1 => format!("{n} values, one of them damaged."),
        n_bad => format!("{n} values, {n_bad} of them damaged."),
    }
}
