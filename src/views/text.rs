//! What the screens outside any view say.

use throughline_core::model::Lens;

pub const DROP_HERE: &str = "Drop the file to import it";
pub const WELCOME: &str = "Plan the work once, look at it four ways";
pub const WELCOME_TEXT: &str = "Throughline keeps products, programs, projects and the portfolio in one workspace, in this browser. Choose how to begin.";
pub const ROLE: &str = "What do you look after?";
pub const OPEN_SAMPLE: &str = "Open the sample";
pub const OPEN_SAMPLE_TEXT: &str = "A company ten weeks before a launch: five projects, two products, a year of history. Thrown away in one step.";
pub const IMPORT: &str = "Import a file";
pub const IMPORT_TEXT: &str = "A Trello board, GitHub issues, a Microsoft Project plan (XML), a CSV table, or a workspace exported before. Dropping it here works too.";
pub const GO_BACK: &str = "Bring back earlier work";
pub const GO_BACK_TEXT: &str =
    "Restore points of a workspace that was here before are kept in this browser.";
pub const START_EMPTY: &str = "Start empty";
pub const START_EMPTY_TEXT: &str = "Name your first project and add items to its board.";
pub const WELCOME_NOTE: &str = "Your work never leaves this browser unless you export it. Once the page is open it needs no network.";
pub const PART_MISSING: &str = "This part of the app could not be loaded";
pub const PART_MISSING_WHY: &str = "It comes from where the page came from, which cannot be reached or has a newer version by now. Nothing is lost: try again, or reload the page when you are connected.";
pub const TRY_AGAIN: &str = "Try again";

/// Names what somebody looks after who mostly works with a lens.
pub fn role(lens: &Lens) -> &'static str {
    match lens {
        Lens::Portfolio => "The portfolio",
        Lens::Product => "A product",
        Lens::Program => "A program",
        Lens::Project | Lens::Other(_) => "A project",
    }
}

/// What a filter can go on with.
pub const OFFERS: &str = "Ways to go on with the filter";
