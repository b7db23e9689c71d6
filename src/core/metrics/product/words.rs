//! What the numbers of products, KPIs and objectives are called and say.

use crate::metrics::draft::{Word, many, said, short};
use crate::metrics::report::Unit;
use crate::metrics::words::date;
use crate::model::Direction;
use crate::model::time::Date;

/// The heading of KPIs that a person defined.
pub const KPIS: &str = "KPIs";
/// The heading of the standard numbers.
pub const STANDARDS: &str = "Revenue and use";
/// The heading of objectives.
pub const OBJECTIVES: &str = "Objectives";

const OKR: &str = "Grove, High Output Management (1983); Doerr, Measure What Matters (2018)";

/// The table of numbers.
pub const WORDS: &[Word] = &[
    Word {
        key: "retention-cohorts",
        name: "Retention by cohort",
        formula: "Retention = users of a cohort who were active in the interval ÷ users of the cohort; read from the KPIs `retention-1`, `retention-2` and so on, whose readings carry the day on which their cohort began",
        source: "Croll and Yoskovitz, Lean Analytics (2013)",
    },
    Word {
        key: "objectives",
        name: "Objectives reached",
        formula: "Mean of the objectives' scores. Score of an objective = mean of its key results; of a key result = (value − from) ÷ (to − from), from 0 to 1",
        source: OKR,
    },
    Word {
        key: "objective",
        name: "Objective",
        formula: "Score = mean of the key results (value − from) ÷ (to − from), each from 0 to 1; where there are none, the mean of the objectives that are part of it",
        source: OKR,
    },
];

/// The title of a KPI's bar beside its target.
pub const AGAINST: &str = "Against the target";
/// The same for a share close to all.
pub const MISSING: &str = "What is missing to 100 %, against the target";
/// The formula of entered readings.
pub const READ: &str = "The newest reading by the last day of the period";
/// The source of entered readings.
pub const READ_SOURCE: &str = "Defined in this workspace";
/// A KPI that the app would compute.
pub const COMPUTED: &str =
    "It is computed from the work under its own name on this page; nothing is read for it here.";

/// Why a KPI has no number.
pub fn unread(by: Date) -> String {
    format!("Nobody has entered a reading by {}. Add one, or paste a column of them.", date(by))
}

/// Says what a formula is.
pub fn formula(text: &str) -> String {
    format!("{text}, over KPIs of this workspace")
}

/// Says where a KPI stands.
pub fn kpi(
    unit: &Unit,
    value: f64,
    on: Option<Date>,
    target: Option<f64>,
    good: Option<&Direction>,
) -> String {
    let now = said(unit, value);
    let on = on.map(|on| format!(" on {}", date(on))).unwrap_or_default();
    match target {
        Some(target) if good.is_some() => {
            let does = match good {
                Some(Direction::Hold) => "keeps to",
                _ => "reaches",
            };
            format!("{now}{on}, which {does} its target of {}.", said(unit, target))
        }
        Some(target) => {
            let gap = match unit {
                Unit::Share => {
                    let points = (target - value).abs() * 100.0;
                    format!("{} percentage {}", short(points), many(points, "point", "points"))
                }
                unit => said(unit, (target - value).abs()),
            };
            format!("{now}{on}, {gap} from its target of {}.", said(unit, target))
        }
        None => format!("{now}{on}; nobody has set a target."),
    }
}

/// Says what a standard number stands at.
pub fn standard(unit: &Unit, value: f64, on: Option<Date>, target: Option<f64>) -> String {
    let now = said(unit, value);
    let on = on.map(|on| format!(" as of {}", date(on))).unwrap_or_default();
    match target {
        Some(target) => format!("{now}{on}; {} is called good.", said(unit, target)),
        None => format!("{now}{on}."),
    }
}

/// Why a standard number cannot be computed.
pub const NO_BASE: &str = "Its divisor is zero, so that there is nothing to compare with.";
/// Why inputs cannot be put together.
pub const MIXED: &str = "Its inputs are in different currencies, which are never added.";

/// Why an objective has no score.
pub const NO_RESULT: &str =
    "It has no key result that can be scored: each needs a KPI with a reading, a start and an end.";
/// Why nothing is reached.
pub const NO_OBJECTIVE: &str = "No objective here has a key result that can be scored.";

/// Says how far an objective is.
pub fn objective(score: f64, planned: Option<f64>, results: &[(String, Option<f64>)]) -> String {
    let least = results.iter().filter_map(|(name, s)| Some((name, (*s)?)));
    let least = least.reduce(|a, b| if b.1 < a.1 { b } else { a });
    let mut out = format!("{} of 1 is reached", digits(score));
    if let Some(planned) = planned {
        out.push_str(&format!(", {} of its time has gone", said(&Unit::Share, planned)));
    }
    if let Some((name, score)) = least {
        out.push_str(&format!("; furthest back is {name} at {}", digits(score)));
    }
    out.push('.');
    out
}

/// Says how far all are.
pub fn objectives(score: f64, scored: usize, unscored: usize) -> String {
    let mut out = format!(
        "{scored} {} reached {} of 1 on average",
        many(scored as f64, "objective has", "objectives have"),
        digits(score)
    );
    if unscored > 0 {
        out.push_str(&format!("; {unscored} cannot be scored"));
    }
    out.push('.');
    out
}

fn digits(score: f64) -> String {
    short((score * 100.0).round() / 100.0)
}

/// Names a key result in a note.
pub fn result(name: &str, from: &str, to: &str, score: Option<f64>) -> String {
    match score {
        Some(score) => format!("{name}: from {from} to {to}, score {}.", digits(score)),
        None => format!("{name}: from {from} to {to}; it cannot be scored."),
    }
}

/// The title of the cohorts' chart.
pub const COHORTS: &str = "Retention by cohort and interval";
/// The title of the intervals' chart.
pub const BY_INTERVAL: &str = "Retention by interval";

/// Says what the newest cohort keeps.
pub fn cohort(unit: &Unit, value: f64, interval: u32, cohort: Option<Date>) -> String {
    let of = cohort.map(|on| format!(" of those who came on {}", date(on))).unwrap_or_default();
    format!("{}{of} were there in interval {interval}.", said(unit, value))
}
