//! What the numbers of a program are called and say.

use crate::metrics::draft::{Word, many, said, short};
use crate::metrics::report::Unit;
use crate::metrics::words::date;
use crate::model::time::Date;

/// The heading of promises.
pub const PROMISE: &str = "Predictability";
/// The heading of links.
pub const LINKS: &str = "Dependencies";
/// The heading of benefits.
pub const BENEFITS: &str = "Benefits";

const SAFE: &str = "Scaled Agile Framework 6.0, program predictability measure (2023), by items in place of business value";
const PMBOK: &str = "PMI, The Standard for Program Management, 5th edition (2024)";

/// The table of numbers.
pub const WORDS: &[Word] = &[
    Word {
        key: "predictability",
        name: "Done of what was planned",
        formula: "Items due in the period by the plan at its start that were done by its end ÷ items due in the period by that plan",
        source: SAFE,
    },
    Word {
        key: "schedule-reliability",
        name: "Finished by the agreed day",
        formula: "Items finished in the period by their agreed day ÷ items finished in the period that had one. Agreed is the baseline in force at the period's start, else the date that the item had then",
        source: "Lean delivery reliability (on-time delivery): Anderson, Kanban (2010), due-date performance",
    },
    Word {
        key: "milestones-met",
        name: "Milestones met",
        formula: "Milestones agreed for the period that were reached by their agreed day ÷ milestones agreed for the period",
        source: PMBOK,
    },
    Word {
        key: "milestone-slip",
        name: "Slip of open milestones",
        formula: "Mean of today's date − agreed date over open milestones, in days; the date of an overdue one is the day of the numbers",
        source: "Milestone trend analysis: Lock, Project Management (2013)",
    },
    Word {
        key: "links-met",
        name: "Hand-overs met in time",
        formula: "Links between projects whose need day lies in the period that were met by it ÷ links whose need day lies in the period. The need day is when the successor was agreed to start, or to finish for links to its finish",
        source: PMBOK,
    },
    Word {
        key: "links-late",
        name: "Hand-overs late",
        formula: "Number of links between projects whose need day has passed and that are not met",
        source: PMBOK,
    },
    Word {
        key: "links-at-risk",
        name: "Hand-overs at risk",
        formula: "Number of links between projects, not met, whose need day is still to come, where the predecessor is planned after it, is blocked, or somebody doubts it",
        source: PMBOK,
    },
    Word {
        key: "benefits",
        name: "Benefits against plan",
        formula: "Mean score of the program's objectives ÷ mean share of their time that has gone; 1 where as much is reached as time has gone",
        source: "PMI, Benefits Realization Management: A Practice Guide (2019), with an even plan",
    },
];

/// Why no promise can be checked.
pub const NO_PROMISE: &str = "Nothing was planned to be done in this period when it began.";
/// Why no reliability can be told.
pub const NO_FINISH: &str = "No item that had an agreed day was finished in this period.";
/// Why no milestone can be checked.
pub const NO_MILESTONE: &str = "No milestone was agreed for this period.";
/// Why no slip can be told.
pub const NO_OPEN: &str = "No open milestone has a date.";
/// Why no link can be checked.
pub const NO_LINK: &str = "No link between two projects was needed in this period.";
/// Why there are no links.
pub const NO_LINKS: &str = "No dependency here links two projects.";
/// Why no benefit can be told.
pub const NO_BENEFIT: &str =
    "No objective of the program has dates and a key result that can be scored.";

/// Says how much was done.
pub fn promise(done: usize, planned: usize) -> String {
    format!(
        "{done} of {planned} {} planned for the period were done.",
        many(planned as f64, "item", "items")
    )
}

/// Says how reliable dates are.
pub fn reliability(met: usize, all: usize, late: f64) -> String {
    let mut out = format!(
        "{met} of {all} {} finished by the agreed day",
        many(all as f64, "item was", "items were")
    );
    if late > 0.0 {
        out.push_str(&format!("; the others were {} late on average", said(&Unit::Days, late)));
    }
    out.push('.');
    out
}

/// Says how many milestones were met.
pub fn milestones(met: usize, all: usize) -> String {
    format!(
        "{met} of {all} {} agreed for the period {} reached in time.",
        many(all as f64, "milestone", "milestones"),
        many(met as f64, "was", "were")
    )
}

/// Says how far milestones slip.
pub fn slip(n: usize, worst: &str, days: f64) -> String {
    let all = format!("{n} {} open", many(n as f64, "milestone is", "milestones are"));
    if days <= 0.0 {
        return format!("{all}; none is planned later than agreed.");
    }
    format!("{all}; “{worst}” is furthest off, by {}.", said(&Unit::Days, days))
}

/// Says how many links were met.
pub fn met(met: usize, all: usize) -> String {
    format!(
        "{met} of {all} {} that were needed in the period were met in time.",
        many(all as f64, "hand-over", "hand-overs")
    )
}

/// Says which links are late or in danger.
pub fn links(n: usize, what: &str, first: Option<(&str, Date)>) -> String {
    match first {
        Some((name, need)) => format!(
            "{n} {} {what}; first needed is “{name}” on {}.",
            many(n as f64, "hand-over is", "hand-overs are"),
            date(need)
        ),
        None => format!("No hand-over is {what}."),
    }
}

/// Says how links within projects stand.
pub fn inner(late: usize, risk: usize, all: usize) -> String {
    format!(
        "Within projects {late} of {all} links are late and {risk} at risk; they are not counted here."
    )
}

/// Says what is reached.
pub fn benefits(reached: f64, gone: f64, n: usize) -> String {
    format!(
        "{} of what {n} {} to bring is reached, when {} of the time has gone.",
        said(&Unit::Share, reached),
        many(n as f64, "objective is", "objectives are"),
        said(&Unit::Share, gone)
    )
}

/// Says that some agreed days are not from a baseline.
pub fn unagreed(n: usize) -> String {
    format!(
        "{} {} in no baseline: the date that they had at the period's start counts as agreed.",
        short(n as f64),
        many(n as f64, "item is", "items are")
    )
}
