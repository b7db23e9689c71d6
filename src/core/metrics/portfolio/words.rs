//! What the numbers of a portfolio are called and say.

use crate::metrics::draft::{Word, many, said, short};
use crate::metrics::period::say as span;
use crate::metrics::report::{Period, Unit};
use crate::model::time::Date;

/// The heading of where effort goes.
pub const MIX: &str = "Investment mix";
/// The heading of who has room.
pub const CAPACITY: &str = "Capacity";
/// The heading of what money brings.
pub const VALUE: &str = "Value and cost";
/// The heading of how projects do.
pub const HEALTH: &str = "Health";

const MARKHAM: &str = "PMI, The Standard for Portfolio Management, 4th edition (2017)";
const OURS: &str = "Throughline's own definition";

/// The table of numbers.
pub const WORDS: &[Word] = &[
    Word {
        key: "mix-objective",
        name: "Effort that serves an objective",
        formula: "Share = hours on items that serve an objective, of themselves or through what they are part of ÷ all hours; an item with several objectives counts for each in equal parts",
        source: MARKHAM,
    },
    Word {
        key: "mix-product",
        name: "Effort on the largest product",
        formula: "Share = hours on the product with the most hours ÷ all hours",
        source: MARKHAM,
    },
    Word {
        key: "mix-kind",
        name: "Effort on repair",
        formula: "Share = hours on bugs ÷ all hours",
        source: MARKHAM,
    },
    Word {
        key: "capacity",
        name: "Capacity used",
        formula: "Used ÷ capacity. Capacity = Σ working hours of each person's calendar, less absences, × the share of time for work. Used = hours spent, for days that have been; work left on assignments, even over the working days left, for days to come",
        source: "PMI, Practice Standard for Scheduling, 3rd edition (2019)",
    },
    Word {
        key: "spend",
        name: "Spent in the period",
        formula: "Spent = actual costs + hours spent × hourly rates, in the period",
        source: "PMI, The Standard for Earned Value Management (2019): actual cost",
    },
    Word {
        key: "value-for-money",
        name: "Money that reaches objectives",
        formula: "Σ cost of a project × score of the objectives that its work serves ÷ Σ cost of all projects",
        source: OURS,
    },
    Word {
        key: "health",
        name: "Projects on track",
        formula: "Share = projects whose worst check is green ÷ projects that are going and have a check. Checks: SPI(t), CPI, the slip of open milestones, late links to other projects, what the owner says",
        source: "OGC, Managing Successful Programmes (2011): health by its worst dimension; the limits are those of this workspace",
    },
    Word {
        key: "health-of",
        name: "Health",
        formula: "Number of checks that are not green: SPI(t), CPI, the slip of open milestones, late links to other projects, what the owner says. The worst one gives the color",
        source: "OGC, Managing Successful Programmes (2011): health by its worst dimension; the limits are those of this workspace",
    },
];

/// Why no effort is known.
pub const NO_EFFORT: &str =
    "No time was entered in this period, and no item planned for it says how much work it is.";
/// Says that effort is what was spent.
pub const BY_TIME: &str = "Effort is the time that people entered.";
/// Says that effort is what was planned.
pub const BY_PLAN: &str = "No time was entered in this period: effort is the planned work of its items, even over their days.";
/// What serves nothing.
pub const NO_OBJECTIVE: &str = "No objective";
/// What belongs to no product.
pub const NO_PRODUCT: &str = "No product";
/// What is in no team.
pub const NO_TEAM: &str = "No team";

/// Says where effort goes.
pub fn mix(value: f64, hours: f64, first: &str, share: f64) -> String {
    format!(
        "{} of {} h; most went to {first} ({}).",
        said(&Unit::Share, value),
        short(hours),
        said(&Unit::Share, share)
    )
}

/// Why no capacity is known.
pub const NO_CAPACITY: &str =
    "Nobody here has a calendar with working hours, so that capacity cannot be told.";

/// Says how much room there is.
pub fn capacity(used: f64, all: f64, from: Date, to: Date, busiest: Option<(&str, f64)>) -> String {
    let (used, all) = (short(used), said(&Unit::Hours, all));
    let mut out = format!("{used} of {all}, {}", span(Period { from, to }));
    if let Some((team, share)) = busiest {
        out.push_str(&format!("; most filled is {team} at {}", said(&Unit::Share, share)));
    }
    out.push('.');
    out
}

/// Says what one team has.
pub fn team(used: f64, all: f64, from: Date, to: Date) -> String {
    let gap = all - used;
    let way = if gap < 0.0 { "too much" } else { "free" };
    let (used, all) = (short(used), said(&Unit::Hours, all));
    let gap = said(&Unit::Hours, gap.abs());
    format!("{used} of {all}, {}: {gap} {way}.", span(Period { from, to }))
}

/// Says what has nobody.
pub fn unassigned(n: usize) -> String {
    let items = many(n as f64, "open item has", "open items have");
    format!("{n} {items} work and nobody assigned; that work is in no team's load.")
}

/// Why nothing was spent.
pub const NO_SPEND: &str = "No cost and no priced time is booked in this period.";

/// Says what was spent.
pub fn spend(value: f64, unit: &Unit, total: f64, budget: Option<f64>) -> String {
    let so_far = said(unit, total);
    let mut out = format!("{} in the period, {so_far} so far", said(unit, value));
    if let Some(budget) = budget {
        out.push_str(&format!(" of budgets of {}", said(unit, budget)));
    }
    out.push('.');
    out
}

/// Why value cannot be told.
pub const NO_VALUE: &str =
    "No project here has both costs and work that serves an objective that can be scored.";

/// Says what the money brings.
pub fn value(value: f64, low: Option<(&str, f64)>) -> String {
    let mut out =
        format!("{} of the money went into what is reached so far", said(&Unit::Share, value));
    if let Some((name, score)) = low {
        out.push_str(&format!("; least reached is {name} at {}", said(&Unit::Share, score)));
    }
    out.push('.');
    out
}

/// Says which projects have costs and no score.
pub fn unscored(names: &[String]) -> String {
    format!(
        "Left out, for their work serves no objective that can be scored: {}.",
        names.join(", ")
    )
}

/// Why health cannot be told.
pub const NO_HEALTH: &str =
    "No project that is going has a plan, a milestone or a word of its owner.";
/// Why one project's health cannot be told.
pub const NO_CHECK: &str =
    "It has no plan, no milestone, and its owner has not said how it is doing.";

/// Says how many projects do well.
pub fn health(green: usize, all: usize, worst: Option<(&str, &str)>) -> String {
    let mut out = {
        let (what, is) = (many(all as f64, "project", "projects"), many(green as f64, "is", "are"));
        format!("{green} of {all} {what} {is} on track")
    };
    if let Some((name, reason)) = worst {
        out.push_str(&format!("; {name} needs most attention: {reason}"));
    }
    out.push('.');
    out
}

/// Says how one project does.
pub fn health_of(reasons: &[String]) -> String {
    match reasons {
        [] => "Every check is green.".to_owned(),
        reasons => {
            let text = reasons.join("; ");
            let mut chars = text.chars();
            let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
            format!("{}{}.", first.unwrap_or_default(), chars.as_str())
        }
    }
}

/// The reasons of a check.
pub fn behind(index: f64) -> String {
    format!("SPI(t) is {index:.2}")
}
/// Costs too much.
pub fn dear(index: f64) -> String {
    format!("CPI is {index:.2}")
}
/// A milestone slips.
pub fn slips(name: &str, days: f64) -> String {
    format!("milestone “{name}” slips by {}", said(&Unit::Days, days))
}
/// Links are late.
pub fn late_links(n: usize) -> String {
    format!(
        "{n} {} late",
        many(n as f64, "link to another project is", "links to other projects are")
    )
}
/// What the owner says.
pub fn owner(label: &str) -> String {
    format!("the owner says “{label}”")
}

/// The rules in words.
pub fn rules(r: &super::Rules) -> String {
    format!(
        "Amber: an index below {}, or {} late; red: an index below {}, or {} late. Change them in the workspace's fields.",
        short(r.amber_index),
        said(&Unit::Days, r.amber_days),
        short(r.red_index),
        said(&Unit::Days, r.red_days)
    )
}

/// The names of the checks.
pub const CHECKS: [&str; 5] = ["SPI(t)", "CPI", "Milestones", "Links", "Owner"];
