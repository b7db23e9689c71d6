//! What the app itself says, in one place.

pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const NOTHING_TO_REDO: &str = "There is nothing to redo.";
pub const NOTHING_CHOSEN: &str = "Choose a card first: click it or walk there with the arrow keys.";
pub const NOT_IN_ORDER: &str = "Projects are moved between phases, not up and down.";
pub const TRY_AGAIN: &str = "Try once more.";
pub const PUT_BACK: &str = "Put back.";

pub const NO_ROOM: &str =
    "Not imported: it would fill more than 90 % of what the browser lets this site store.";
pub const MAKE_ROOM: &str = "Export a copy, delete what you no longer need and empty the trash under “Storage and safety”; or import a part of it.";

pub fn done(label: &str) -> String {
    format!("Done: {label}")
}

pub fn undid(label: &str) -> String {
    format!("Undid: {label}")
}

pub fn redid(label: &str) -> String {
    format!("Did again: {label}")
}

pub fn moved(title: &str, column: &str, at: usize, of: usize) -> String {
    format!("{title} moved to {column}, {at} of {of}")
}

pub fn moved_many(n: usize, column: &str) -> String {
    format!("{n} cards moved to {column}")
}

pub fn lifted(title: &str) -> String {
    format!("{title} lifted. Move the pointer to a place, or press Escape to put it back.")
}

pub fn selected(n: usize) -> String {
    match n {
        0 => "Nothing selected".to_owned(),
        1 => "1 card selected".to_owned(),
        n => format!("{n} cards selected"),
    }
}

pub const SAVE_LIST: &str = "Save the list";

/// Says that a file for another tool was saved, and how much of the work it could not carry.
pub fn handed_out(name: &str, n: usize) -> String {
    match n {
        0 => format!("Saved {name}"),
        1 => format!("Saved {name}; one thing has no place in it"),
        n => format!("Saved {name}; {n} things have no place in it"),
    }
}

pub fn exported(name: &str) -> String {
    format!("Saved a copy of the workspace as {name}")
}

/// What is said when a scenario is shown.
pub const SCENARIO_SHOWN: &str =
    "You are in a scenario. What moves here moves nothing of the plan.";
/// Why there is no leveling in a scenario.
pub const LEVEL_THE_PLAN: &str =
    "Leveling looks at the plan itself. Go back to it; what is found can be kept as a scenario.";

/// Names a new scenario.
pub fn scenario_name(leveled: bool, n: usize) -> String {
    if leveled { format!("Leveled {n}") } else { format!("Scenario {n}") }
}

/// Says that a cell is not edited.
pub fn fixed(label: &str) -> String {
    format!("{label} cannot be edited here.")
}

/// Says that cells were copied.
pub fn copied_cells(n: usize) -> String {
    if n == 1 { "1 cell copied.".to_owned() } else { format!("{n} cells copied.") }
}

pub const LOOK: &str = "Look";

/// Says that another tab's later edit stands, and of how many fields.
pub fn overwritten(field: &str, title: &str, n: usize) -> String {
    let more = match n {
        1 => String::new(),
        2 => " One other field as well.".to_owned(),
        n => format!(" {} other fields as well.", n - 1),
    };
    format!(
        "Two tabs changed {field} of “{title}”: the later value stands, the other is kept.{more}"
    )
}
pub const UPDATE: &str = "Update";
pub const NEW_VERSION: &str = "A new version of Throughline is here.";
pub const NEW_VERSION_HINT: &str = "Your work is saved; all tabs change to it together.";
pub const STILL_TYPING: &str =
    "Not updated yet: in one of the tabs something is typed that is not saved.";
pub const STILL_TYPING_HINT: &str = "Finish it or take it out there, then update.";
pub const BROKEN_VERSION: &str =
    "A new version is there, but did not arrive whole. This one goes on; nothing has changed.";
pub const NEWEST_VERSION: &str = "This is the newest version.";
pub const NO_ANSWER: &str = "Nobody answers where new versions come from. This version goes on.";
pub const INSTALLED: &str = "Throughline is installed: it opens from the system like other apps.";
pub const NOT_SHARED: &str = "The shared file did not arrive.";
pub const NOT_SHARED_HINT: &str = "Save it first, then drop it here or import it with I.";
pub const CLOSED: &str = "It does not open: the passphrase is another one, or the file is damaged.";
pub const CLOSED_HINT: &str =
    "Nothing was changed. Mind capitals and the keyboard’s language, or try another copy.";
pub const STRANGE: &str =
    "The passphrase is right, but what is in the file was not made by Throughline.";
pub const STRANGE_HINT: &str = "Nothing was changed. Try another copy.";
pub const ENCRYPT_ELSEWHERE: &str =
    "Nothing was changed. Another browser may do it; a plain export always works.";

pub fn not_encrypted(file: &str, why: &str) -> String {
    format!("The browser could not do what “{file}” needs: {why}.")
}
