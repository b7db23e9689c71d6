//! What the roadmap says.

use throughline_core::metrics::report::Unit;
use throughline_core::metrics::say;

pub const PLAN: &str = "Plan";
pub const NAME: &str = "Name";
pub const TIME: &str = "Time";
pub const KEY: &str = "Key";
pub const START: &str = "Start";
pub const FINISH: &str = "Finish";
pub const LENGTH: &str = "Length";
pub const OWNER: &str = "Owner";
pub const SLIP: &str = "Slip";
pub const DONE: &str = "Done";
pub const FLOAT: &str = "Float";
pub const HEALTH: &str = "Health";
pub const SPENT: &str = "Spent";
pub const CONFLICTS: &str = "Conflicts";
pub const CONFIDENCE: &str = "Certainty";
pub const SPLIT: &str = "Width of the table";
pub const FOLD: &str = "Fold";
pub const UNFOLD: &str = "Unfold";
pub const DRAW: &str = "No dates yet: draw them here";
pub const CAPACITY: &str = "Load against capacity";

pub const EMPTY_TITLE: &str = "Nothing to plan here yet";
pub const EMPTY_TEXT: &str =
    "A roadmap shows work over time. Add an item, or import a plan from another tool.";
pub const NO_HITS: &str = "Nothing matches this filter.";
pub const NEW_ITEM: &str = "New item";
pub const CLEAR_FILTER: &str = "Clear the filter";
pub const READING: &str = "Reading the plan…";

pub const LINK_HINT: &str = "Let go over another bar to link to it.";
pub const DRAW_HINT: &str = "Let go to give it these dates.";
pub const NOTHING_ELSE: &str = "Nothing else moves.";
pub const ESCAPE: &str = "Esc puts it back";

pub const GROUP: &str = "Rows by";
pub const NO_GROUP: &str = "Plan order";
pub const BASELINE: &str = "Baseline";
pub const LATEST: &str = "Latest baseline";
pub const TAKE_BASELINE: &str = "Take a baseline…";
pub const ZOOM_IN: &str = "Zoom in";
pub const ZOOM_OUT: &str = "Zoom out";
pub const FIT: &str = "Show all of the plan";
pub const TODAY: &str = "Today";
pub const MORE: &str = "More";
pub const SETTLE: &str = "Write the plan's dates to the items";
pub const LEVEL: &str = "Leveling";
pub const LEVEL_MENU: &str = "Level the plan…";
pub const LEVEL_BEGINS: &str = "Looking for days on which everybody has time…";
pub const LEVEL_TIME: &str = "Time for searching";
pub const PUT_BACK: &str = "Put back";
pub const ENOUGH: &str = "That will do";
pub const APPLY: &str = "Apply";
pub const AS_SCENARIO: &str = "Keep as a scenario";
pub const SCENARIO: &str = "Scenario";
pub const SCENARIOS: &str = "Plan and scenarios";
pub const SCENARIOS_MENU: &str = "Scenarios…";
pub const NEW_SCENARIO: &str = "New scenario";
pub const SCENARIO_HINT: &str =
    "In a scenario bars move and the plan does not. The thin bars are the plan as it is now.";
pub const NO_SCENARIO: &str =
    "No scenario yet. Make one, pull at bars in it, and see beside the plan what would follow.";
pub const COMPARE: &str = "Compare";
pub const COMMIT: &str = "Make it the plan";
pub const BACK_TO_PLAN: &str = "Back to the plan";
pub const DROP: &str = "Throw away";
pub const SHOW: &str = "Show";
pub const FINISHES: &str = "Finishes";
pub const AGAINST: &str = "Against the plan";
pub const MOVED: &str = "Items moved";
pub const CRITICAL: &str = "Critical";
pub const OVER: &str = "Over capacity";
pub const MISSED: &str = "Deadlines missed";
pub const ACTIONS: &str = "Actions";
pub const PRINT: &str = "Print";

pub const OPEN: &str = "Open";
pub const DATES: &str = "Move…";
pub const LINKS: &str = "Link to…";
pub const INDENT: &str = "Make it part of the row above";
pub const OUTDENT: &str = "Take it out of its parent";
pub const RENAME: &str = "Rename";
pub const ROW_MENU: &str = "Row menu";
pub const TITLE: &str = "Title";
pub const DELETE: &str = "Delete";

pub fn tried(n: u64) -> String {
    match n {
        0 => String::new(),
        1 => "1 order of the work tried".to_owned(),
        n => format!("{} orders of the work tried", say::bare(n as f64, &Unit::Number)),
    }
}

pub fn over(people: u32, days: u32) -> String {
    let person = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    match days {
        0 => "Nobody".to_owned(),
        1 => format!("{person}, 1 day"),
        n => format!("{person}, {n} days"),
    }
}

pub fn against(days: i64) -> String {
    match days {
        0 => "Same day".to_owned(),
        1.. => format!("+{days} d"),
        ..0 => format!("−{} d", days.unsigned_abs()),
    }
}

pub fn of(some: u32, all: u32) -> String {
    format!("{some} of {all}")
}

pub fn verb_on(verb: &str, name: &str) -> String {
    format!("{verb}: {name}")
}

pub fn lagged(kind: &str, lag: &str) -> String {
    if lag.is_empty() { kind.to_owned() } else { format!("{kind} {lag}") }
}

pub fn percent(percent: u8) -> String {
    format!("{percent} % done")
}

pub fn span(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from} – {to}") }
}

pub fn share(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

pub fn by(field: &str) -> String {
    format!("By {}", field.to_lowercase())
}

pub fn strip(name: &str, n_weeks: usize, n_over: usize) -> String {
    match n_over {
        0 => format!("{name}: within capacity in all {n_weeks} weeks"),
        1 => format!("{name}: over capacity in 1 of {n_weeks} weeks"),
        n => format!("{name}: over capacity in {n} of {n_weeks} weeks"),
    }
}

pub const MOVE: &str = "Move";
pub const DAYS_LATER: &str = "Days later";
pub const DAYS_HINT: &str = "Negative is earlier. What waits for it moves along.";
pub const LINK: &str = "Link";
pub const LINKED: &str = "Links";
pub const WAITS_FOR: &str = "Waits for";
pub const GOES_BEFORE: &str = "Goes before";
pub const WAY: &str = "How";
pub const KIND: &str = "Type";
pub const LAG: &str = "Days between";
pub const OTHER: &str = "Row";
pub const CHOOSE: &str = "Choose a row";
pub const NEW_BASELINE: &str = "Take a baseline";
pub const TAKE: &str = "Take";
pub const BASELINE_HINT: &str = "The dates as they are now. Slip is counted from them.";

pub fn dates_title(title: &str) -> String {
    format!("Move “{title}”")
}

pub fn dates_of(n: usize) -> String {
    format!("Move {n} rows")
}

pub fn links_title(title: &str) -> String {
    format!("Links of “{title}”")
}

pub fn break_link(title: &str) -> String {
    format!("Break the link to {title}")
}

pub fn baseline_name(day: &str) -> String {
    format!("Agreed {day}")
}
