//! What the panel says, in one place.

pub const ADD: &str = "Add";
pub const ADDRESS_HINT: &str = "Give one that begins with https://, http:// or mailto:.";
pub const ADD_CHECKLIST: &str = "Add checklist";
pub const ADD_CRITERION: &str = "Add a criterion";
pub const ADD_LINK: &str = "Add a web address, and a name after it";
pub const ADD_PART: &str = "Add a sub-item";
pub const ADD_STEP: &str = "Add a step";
pub const ARCHIVE: &str = "Archive";
pub const ARCHIVED: &str = "Archived";
pub const BLOCK: &str = "Block…";
pub const BLOCKS: &str = "Blocks";
pub const BRING_BACK: &str = "Bring back";
pub const CHANGE: &str = "Change";
pub const CHECKLIST: &str = "Checklist";
pub const CHECKLIST_NAME: &str = "Name of the checklist";
pub const CHOOSE: &str = "Choose…";
pub const CLOSE: &str = "Close";
pub const COMMENTS: &str = "Comments";
pub const COMMENT_ADDED: &str = "Comment added";
pub const COPIED: &str = "Link copied";
pub const COPY_BY_HAND: &str = "Copy it from the browser's address bar.";
pub const COPY_LINK: &str = "Copy link";
pub const CRITERIA: &str = "Gate criteria";
pub const CRITERION: &str = "Criterion";
pub const DELETE: &str = "Delete";
pub const DELETE_COMMENT: &str = "Delete comment";
pub const DISCARD: &str = "Discard";
pub const DRAFT: &str = "Draft, not saved yet";
pub const EDIT: &str = "Edit";
pub const EDITED: &str = "edited";
pub const EDIT_LINK: &str = "Change the type or the lag";
pub const EMPTY: &str = "None";
pub const FEWER_FIELDS: &str = "Fewer fields";
pub const HISTORY: &str = "History";
pub const LINKS: &str = "Links";
pub const MARKDOWN_HINT: &str = "Markdown. Ctrl+Enter saves.";
pub const MINUTES: &str = "minutes";
pub const MORE: &str = "More actions";
pub const MORE_FIELDS: &str = "More fields";
pub const MOVE_TO: &str = "Move to…";
pub const NEW_COMMENT: &str = "Write a comment";
pub const NO: &str = "No";
pub const NOTHING_FOUND: &str = "Nothing found";
pub const NOT_AN_ADDRESS: &str = "This is not a web or mail address.";
pub const NOT_SAVED: &str = "Not saved. What you typed is still here.";
pub const NO_OBJECTIVE: &str = "Serves no objective yet";
pub const PARTS: &str = "Sub-items";
pub const PERCENT: &str = "percent";
pub const REMOVE_CHECKLIST: &str = "Remove checklist";
pub const REMOVE_CRITERION: &str = "Remove criterion";
pub const REMOVE_STEP: &str = "Remove step";
pub const RESTORE: &str = "Restore";
pub const SAVE: &str = "Save";
pub const SEARCH_ITEMS: &str = "Key or title";
pub const SEND: &str = "Comment";
pub const SHOW_PLACE: &str = "Show its work";
pub const SOMEBODY: &str = "Somebody";
pub const STEP: &str = "Step";
pub const UNBLOCK: &str = "Unblock";
pub const VARIOUS: &str = "Various";
pub const EDIT_MANY: &str = "What is set here is set in all of them, as one step. In a list, what you add is added to each and what you take out goes from each; the rest stays.";
pub const WHY_DATES: &str = "Why these dates";
pub const WAITS_FOR: &str = "Waits for";
pub const WHY: &str = "Why are we doing this?";
pub const SERVES: &str = "What serves this?";
pub const EVIDENCE: &str = "What evidence is there?";
pub const WHY_MAP: &str = "Show on the why map";
pub const YES: &str = "Yes";

pub fn panel(kind: &str, title: &str) -> String {
    format!("{kind}: {title}")
}

pub fn add(kind: &str) -> String {
    format!("Add a {}", kind.to_lowercase())
}

pub fn and_more(n: usize) -> String {
    format!("and {n} more")
}

pub fn archived(at: &str) -> String {
    format!("Archived {at}")
}

pub fn blocked(reason: &str, since: &str) -> String {
    if reason.is_empty() {
        return format!("Blocked since {since}");
    }
    format!("Blocked since {since}: {reason}")
}

pub fn changed(who: &str, field: &str) -> String {
    format!("{who} changed {field}")
}

pub fn cleared(who: &str, field: &str, before: &str) -> String {
    format!("{who} cleared {field}, which was {before}")
}

pub fn created(at: &str, by: Option<&str>) -> String {
    by.map_or_else(|| format!("Created {at}"), |by| format!("Created {at} by {by}"))
}

pub fn created_in(who: &str, status: &str) -> String {
    format!("{who} created it in {status}")
}

pub fn edit(field: &str) -> String {
    format!("{EDIT} {}", field.to_lowercase())
}

pub fn fact(label: &str, value: &str) -> String {
    format!("{label} {value}")
}

pub fn former(keys: &str) -> String {
    format!("Formerly {keys}")
}

pub fn from_to(who: &str, field: &str, before: &str, after: &str) -> String {
    format!("{who} changed {field} from {before} to {after}")
}

pub fn gone(kind: &str) -> String {
    format!("{} that is gone", kind.to_lowercase())
}

pub fn hours(n: &str) -> String {
    format!("{n} h")
}

pub fn imported(system: &str) -> String {
    format!("Imported from {system}")
}

pub fn in_hours(label: &str) -> String {
    format!("{label} (hours)")
}

pub fn in_percent(label: &str) -> String {
    format!("{label} (%)")
}

pub fn last_change(at: &str) -> String {
    format!("Last change {at}")
}

pub fn moved(who: &str, from: &str, to: &str) -> String {
    format!("{who} moved it from {from} to {to}")
}

pub fn moved_to(who: &str, to: &str) -> String {
    format!("{who} moved it to {to}")
}

pub fn n_items(n: usize) -> String {
    if n == 1 { "1 item".to_owned() } else { format!("{n} items") }
}

pub fn new_checklist(n: usize) -> String {
    if n == 0 { CHECKLIST.to_owned() } else { format!("{CHECKLIST} {}", n + 1) }
}

pub fn not_saved(why: &str) -> String {
    format!("Not saved. {why}")
}

pub fn of(done: usize, all: usize) -> String {
    format!("{done}/{all}")
}

pub fn parts(n: usize) -> String {
    match n {
        0 => "None".to_owned(),
        1 => "1 entry".to_owned(),
        n => format!("{n} entries"),
    }
}

pub fn quoted(words: &str) -> String {
    format!("“{words}”")
}

pub fn remove(what: &str) -> String {
    format!("Remove {what}")
}

pub fn set(who: &str, field: &str, after: &str) -> String {
    format!("{who} set {field} to {after}")
}

pub fn show_all(n: usize) -> String {
    format!("Show all {n}")
}

pub fn target(kpi: &str, from: Option<&str>, to: &str) -> String {
    from.map_or_else(|| format!("{kpi}: {to}"), |from| format!("{kpi}: {from} → {to}"))
}

pub fn trashed(at: &str) -> String {
    format!("In the trash since {at}")
}

pub fn unknown_before(at: &str) -> String {
    format!("What happened before {at} is not known.")
}

pub fn was_blocked(who: &str, reason: &str) -> String {
    if reason.is_empty() {
        return format!("{who} blocked it");
    }
    format!("{who} blocked it: {reason}")
}

pub fn was_freed(who: &str) -> String {
    format!("{who} unblocked it")
}

pub fn write(field: &str) -> String {
    format!("Add {}", field.to_lowercase())
}

pub fn show_all_of(n: usize) -> String {
    format!("Show all {n}")
}

/// Names the step that sets a field of several records.
pub fn set_in(label: &str, n: usize) -> String {
    format!("Set {} of {n}", label.to_lowercase())
}

/// Names the dialog in which several records are edited.
pub fn edit_many(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("Edit {}", one.to_lowercase()),
        n => format!("Edit {n} {}", many.to_lowercase()),
    }
}
