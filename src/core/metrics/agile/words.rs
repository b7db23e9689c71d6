//! What the agile numbers say in plain words. It knows no formula but their wording.

use crate::metrics::report::Unit;
use crate::metrics::words::{About, days, items, many, share, value};

/// Names the group of the tiles.
pub fn group() -> &'static str {
    "Sprints"
}

/// Tells about velocity.
pub fn velocity() -> About {
    About {
        key: "velocity",
        name: "Velocity",
        formula: "Velocity = Σ V ÷ n. V: the points of the items finished between the first and \
                  the last day of a sprint while they were in it (their number, where no item has \
                  an estimate). n: the sprints that have ended, the last six at most. A stage or \
                  a release serves as the sprint.",
        source: "Cohn, Agile Estimating and Planning (2005)",
    }
}

/// Tells about what is left of the sprint.
pub fn burn() -> About {
    About {
        key: "sprint-remaining",
        name: "Left in the sprint",
        formula: "Left = Σ points of the items in the running sprint that are not finished. The \
                  target is an even pace: S × (1 − d ÷ D). S: what is in the sprint now. d: days \
                  gone, today included. D: days of the sprint.",
        source: "Schwaber and Beedle, Agile Software Development with Scrum (2001), sprint \
                 burn-down; Cockburn, Crystal Clear (2004), burn-up",
    }
}

/// Tells about scope change.
pub fn scope() -> About {
    About {
        key: "scope-change",
        name: "Scope change",
        formula: "Scope change = (A − R) ÷ C. A: points that came into the sprint after its first \
                  day. R: points that went out after it. C: points in it at the end of its first \
                  day. What is moved on from the last day on counts as carried over, not as gone.",
        source: "Choetkiertikul et al., Predicting Delivery Capability in Iterative Software \
                 Development, IEEE TSE (2017)",
    }
}

/// Tells about carry-over.
pub fn carry() -> About {
    About {
        key: "carry-over",
        name: "Carry-over",
        formula: "Carry-over = O ÷ S. O: points in the sprint that are not finished at the end of \
                  its last day. S: all points in it then. The last sprint that has ended counts.",
        source: "Kniberg, Scrum and XP from the Trenches (2nd edition, 2015)",
    }
}

/// Tells about goals.
pub fn goal() -> About {
    About {
        key: "sprint-goals",
        name: "Goals met",
        formula: "Goals met = M ÷ N. N: ended stages whose gate was decided, or releases that \
                  came out. M: those whose gate was passed, also with conditions, or that came \
                  out on their planned day or before.",
        source: "Schwaber and Sutherland, The Scrum Guide (2020), sprint goal; Cooper, Winning at \
                 New Products (5th edition, 2017), gates",
    }
}

/// Says that no sprint has ended.
pub fn none_ended() -> String {
    "No sprint with a first and a last day, items and known finishes has ended yet.".to_owned()
}

/// Says that no sprint runs.
pub fn none_running() -> String {
    "No sprint with items runs today.".to_owned()
}

/// Says that nothing was committed to.
pub fn nothing_committed() -> String {
    "Nothing was in a sprint at the end of its first day, so its change has no measure.".to_owned()
}

/// Says that no gate was decided.
pub fn none_decided() -> String {
    "No ended stage has a decided gate, and no release has come out.".to_owned()
}

/// Says what sprints bring and how many more the open work takes.
pub fn velocity_says(mean: f64, unit: &Unit, n: usize, left: Option<u32>) -> String {
    let start = match n {
        1 => format!("The last sprint brought {}", value(mean, unit)),
        n => format!("The last {n} sprints brought {} at the mean", value(mean, unit)),
    };
    match left {
        Some(0) | None => format!("{start}."),
        Some(1) => format!("{start}; the open work is one more at that pace."),
        Some(left) => format!("{start}; the open work is {left} more at that pace."),
    }
}

/// Says what is left of a sprint.
pub fn burn_says(name: &str, left: f64, scope: f64, unit: &Unit, n_days: i64, even: f64) -> String {
    format!(
        "“{name}”: {} of {} are left with {} to go; an even pace would have left {}.",
        crate::metrics::words::number(left),
        value(scope, unit),
        days(n_days as f64),
        crate::metrics::words::number(even)
    )
}

/// Says how the scope of a sprint changed.
pub fn scope_says(name: &str, (committed, added, removed): (f64, f64, f64), unit: &Unit) -> String {
    format!(
        "“{name}” began with {}; {} came in and {} went out.",
        value(committed, unit),
        value(added, unit),
        value(removed, unit)
    )
}

/// Says how much a sprint left over.
pub fn carry_says(name: &str, carried: f64) -> String {
    format!("{name} left {} of its scope unfinished.", share(carried))
}

/// Says how many goals were met.
pub fn goal_says(n_met: usize, n: usize) -> String {
    format!("{n_met} of {} met their goal.", many(n as f64, "sprint", "sprints"))
}

/// Says how many items have no estimate.
pub fn unsized_items(n: usize) -> String {
    format!("{} without an estimate: not counted in points.", items(n))
}

/// Says how many done items do not say when.
pub fn vague(n: usize) -> String {
    format!("{} done without a known day of finishing: not counted.", items(n))
}

/// Says which sizes were used.
pub fn present_sizes() -> String {
    "Items count with their present estimate on all days.".to_owned()
}

/// Names a sprint on an axis.
pub fn sprint() -> String {
    "Sprint".to_owned()
}

/// Names what a sprint began with.
pub fn committed() -> String {
    "At the start".to_owned()
}

/// Names what came in.
pub fn added() -> String {
    "Added".to_owned()
}

/// Names what went out.
pub fn removed() -> String {
    "Removed".to_owned()
}

/// Names what is done.
pub fn done() -> String {
    "Done".to_owned()
}

/// Names what is left.
pub fn left() -> String {
    "Left".to_owned()
}

/// Names the even pace.
pub fn ideal() -> String {
    "Even pace".to_owned()
}

/// Names the line of all there is to do.
pub fn scope_line() -> String {
    "Scope".to_owned()
}

/// Gives the title of the velocity chart.
pub fn velocity_title() -> String {
    "What each sprint took on and brought".to_owned()
}

/// Gives the title of the control chart.
pub fn control_title() -> String {
    "Velocity: process-behavior chart".to_owned()
}

/// Gives the title of the burn-down.
pub fn down_title(name: &str) -> String {
    format!("Burn-down of {name}")
}

/// Gives the title of the burn-up.
pub fn up_title(name: &str) -> String {
    format!("Burn-up of {name}")
}

/// Gives the title of the scope chart.
pub fn scope_title(name: &str) -> String {
    format!("How the scope of {name} changed")
}

/// Gives the title of the carry-over chart.
pub fn carry_title() -> String {
    "Carry-over of each sprint".to_owned()
}

/// Gives the title of the goals chart.
pub fn goal_title() -> String {
    "Goals met by each sprint (1 is met)".to_owned()
}
