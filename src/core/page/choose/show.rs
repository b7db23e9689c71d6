//! The projects as a funnel, as bubbles, as a list, and the capacity of the teams. It knows no
//! option.

use super::super::Facts;
use super::super::hold::units;
use super::super::report::{Act, Block, Cell, Column, Dot, Grid, Head, Row, Scatter, Shape, Spot};
use super::super::report::{Table, Tone};
use super::super::words::{count, number, whole};
use super::fact::{self, Case, Known, QUARTERS};
use super::review;
use crate::metrics::report::{Axis, Unit};
use crate::metrics::words::days;
use crate::model::time::Date;
use crate::model::{Decision, Health, Phase};

/// The phases in the order in which projects go through them.
const PHASES: [Phase; 5] =
    [Phase::Proposed, Phase::Approved, Phase::Active, Phase::Paused, Phase::Closed];
/// From which share of its cost on the expected loss of a project is high.
const HIGH: f64 = 0.1;

/// Shows how many projects are in which phase, with their money and their age there.
pub fn funnel(facts: &Facts<'_>, known: &Known<'_>) -> Block {
    let most = PHASES.iter().map(|p| of(known, p).count()).max().unwrap_or(0).max(1);
    let row = |phase: &Phase| {
        let n = of(known, phase).count();
        let budgets: Vec<f64> =
            of(known, phase).filter_map(|c| c.project.budget).map(units).collect();
        let to_go: Vec<f64> = of(known, phase).filter_map(Case::to_go).collect();
        let money = |list: &[f64]| match (n, list.len()) {
            (0, _) => Cell::text("–").tone(Tone::Quiet),
            (_, 0) => Cell::text("unknown").tone(Tone::Quiet),
            (n, known) if known < n => {
                let text = format!("{}, {} unknown", facts.money(list.iter().sum()), n - known);
                Cell::text(text)
            }
            _ => Cell::text(facts.money(list.iter().sum())),
        };
        let ages: Vec<(Option<Date>, &Case<'_>)> =
            of(known, phase).map(|case| (since(facts, case), case)).collect();
        let oldest = ages.iter().filter_map(|(age, case)| Some(((*age)?, *case)));
        let oldest = oldest.min_by_key(|(age, case)| (*age, case.project.id));
        let unknown = ages.iter().filter(|(age, _)| age.is_none()).count();
        let age = match (oldest, unknown) {
            (None, 0) => Cell::text("–").tone(Tone::Quiet),
            (None, _) => Cell::text("unknown").tone(Tone::Quiet),
            (Some((since, case)), unknown) => {
                let text = days(facts.today.days_since(since).max(0) as f64);
                let text = match unknown {
                    0 => text,
                    n => format!("{text}, {n} unknown"),
                };
                Cell::link(case.project.id.to_ref(), text).hint(case.project.name.clone())
            }
        };
        let names: Vec<&str> = of(known, phase).map(|c| c.project.name.as_str()).collect();
        let cells = vec![
            Cell::text(phase.label()),
            Cell::text(n.to_string()).part(n as f64 / most as f64),
            money(&budgets),
            money(&to_go),
            age,
            Cell::text(names.join(", ")).tone(Tone::Quiet),
        ];
        Row { cells, ..Row::default() }
    };
    let columns = vec![
        Column::text("Phase"),
        Column::text("Projects"),
        Column::number("Budget", ""),
        Column::number("From now on", "The forecast, else the budget, less what was spent"),
        Column { hint: "Of the one that is in it longest".to_owned(), ..Column::text("In it for") },
        Column::text("Which").extra(),
    ];
    let rows = PHASES.iter().map(row).collect();
    Block::new("funnel", "The funnel", Table { columns, rows }.into()).note(
        "A project is in its phase since it was last decided on here; else a proposal since it was \
         written down, and an active one since its start. Otherwise that is unknown.",
    )
}

fn of<'k, 'a>(known: &'k Known<'a>, phase: &'k Phase) -> impl Iterator<Item = &'k Case<'a>> {
    known.cases.iter().filter(move |case| case.project.phase == *phase)
}

/// Says since when a project is in its phase, as far as that is known.
fn since(facts: &Facts<'_>, case: &Case<'_>) -> Option<Date> {
    let mine = |d: &&Decision| review::project_of(d) == Some(case.project.id);
    let decided = facts.model.decisions.iter().filter(mine).filter_map(|d| d.decided).max();
    decided.or_else(|| match case.project.phase {
        Phase::Proposed => Some(case.project.id.raw().created().date_utc()),
        Phase::Active => case.project.start.filter(|start| *start <= facts.today),
        _ => None,
    })
}

/// Tells whether what a project's risks are expected to cost is high beside its cost.
fn is_risky(case: &Case<'_>) -> bool {
    case.cost.is_some_and(|cost| cost > 0.0 && case.risk.money > cost * HIGH)
}

/// Draws worth against cost.
pub fn bubbles(facts: &Facts<'_>, known: &Known<'_>) -> Block {
    let open = || known.cases.iter().filter(|case| case.project.phase != Phase::Closed);
    let most = open().map(|case| case.risk.money).fold(0.0, f64::max);
    let far = open().filter_map(|case| case.cost).fold(0.0, f64::max) / 1000.0;
    let dot = |case: &Case<'_>| {
        let (value, cost) = (case.value?, case.cost?);
        let risky = is_risky(case);
        let risk = match case.risks {
            0 => "no risk is open".to_owned(),
            _ => format!("{} to be expected of its risks", facts.money(case.risk.money)),
        };
        Some(Dot {
            name: case.project.name.clone(),
            x: cost / 1000.0,
            y: value,
            size: if most > 0.0 { (case.risk.money / most).clamp(0.08, 1.0).sqrt() } else { 0.3 },
            at: Some(case.project.id.to_ref()),
            edit: None,
            tone: if risky { Tone::Bad } else { Tone::Plain },
            hint: format!("Value {}, cost {}, {risk}", number(value, 1), facts.money(cost)),
            label: format!("{}{}", case.project.key, if risky { "\u{a0}!" } else { "" }),
        })
    };
    let dots: Vec<Dot> = open().filter_map(dot).collect();
    let lost: Vec<&str> = open()
        .filter(|case| case.value.is_none() || case.cost.is_none())
        .map(|case| case.project.name.as_str())
        .collect();
    let code = facts.model.info().map(|info| info.currency.trim().to_owned()).unwrap_or_default();
    let axis = |name: &str| Axis { name: name.to_owned(), unit: Unit::Number, names: Vec::new() };
    let scatter = Scatter {
        x: axis(format!("Cost, thousand {code}").trim()),
        y: axis("Value"),
        x_range: (0.0, round_up(far)),
        y_range: (0.0, 10.0),
        dots,
        quarters: ["Fill in", "Leave", "Quick wins", "Plan well"].map(str::to_owned).to_vec(),
        drag: (String::new(), String::new()),
    };
    let lost = match lost.as_slice() {
        [] => String::new(),
        names => format!(" Value or cost is unknown of: {}.", names.join(", ")),
    };
    Block::new("bubbles", "Value against cost", Shape::Scatter(Box::new(scatter)))
        .says(format!(
            "The larger a bubble, the more is to be expected of its risks; “!” says that it is more \
             than a tenth of the cost.{lost}"
        ))
        .or_empty("No project has both a value and a cost. Estimate the value of an item on the page “Priorities”, and set a budget.")
        .half()
}

/// Gives a round end of an axis that holds a value.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let ends = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0];
    ends.iter().map(|end| end * power).find(|end| *end >= value).unwrap_or(value)
}

/// Lists the projects with all that one chooses by.
pub fn list(facts: &Facts<'_>, known: &Known<'_>) -> Block {
    let unknown = || Cell::text("unknown").tone(Tone::Quiet);
    let row = |case: &Case<'_>| {
        let (project, at) = (case.project, case.project.id.to_ref());
        let points = |n: Option<f64>| n.map_or_else(unknown, |n| Cell::text(number(n, 1)));
        let cost = match (case.cost, project.budget.map(units)) {
            (None, _) => unknown(),
            (Some(cost), Some(budget)) if case.forecast && cost > budget => {
                let over = format!("{} over its budget", facts.money(cost - budget));
                Cell::text(facts.money(cost)).tone(Tone::Bad).hint(over)
            }
            (Some(cost), _) => Cell::text(facts.money(cost)).hint(if case.forecast {
                "Forecast"
            } else {
                "Budget; there is no forecast"
            }),
        };
        let risk = match case.risks {
            0 => Cell::text("none").tone(Tone::Quiet),
            n => Cell::text(facts.money(case.risk.money))
                .tone(if is_risky(case) { Tone::Bad } else { Tone::Plain })
                .hint(format!("{} open", count(n, "risk is", "risks are"))),
        };
        let names: Vec<String> =
            case.objectives.iter().map(|at| facts.model.title_of(*at)).collect();
        let serves = match names.len() {
            0 => Cell::text("none").tone(Tone::Warn),
            n => Cell::text(n.to_string()).hint(names.join("; ")),
        };
        let health = match project.health {
            Health::OnTrack => Tone::Good,
            Health::AtRisk => Tone::Warn,
            Health::OffTrack => Tone::Bad,
            _ => Tone::Quiet,
        };
        let asked = review::open(facts, at).is_some();
        let mut row = Row::of(
            at,
            vec![
                Cell::link(at, &project.name),
                Cell::edit(at, "phase", project.phase.label()),
                Cell::text(project.health.label()).tone(health),
                points(case.value),
                points(case.fit),
                serves,
                cost,
                case.to_go().map_or_else(unknown, |n| Cell::text(facts.money(n))),
                risk,
                case.days.map_or_else(unknown, |n| Cell::text(whole(n))),
            ],
        );
        if !asked && project.phase != Phase::Closed {
            row.acts.push(Act {
                key: format!("ask:{}", project.id.raw()),
                label: "Go on?".to_owned(),
                says: "Asks whether it goes on; the answer keeps its reason".to_owned(),
            });
        }
        row
    };
    let columns = vec![
        Column::text("Project"),
        Column::text("Phase"),
        Column::text("Health").extra(),
        Column::number("Value", "The mean of the values that were estimated, from 1 to 10"),
        Column::number("Fit", "How well it fits the strategy, estimated from 1 to 10"),
        Column::number("Objectives", "Those that belong to it or that its work leads to"),
        Column::number("Cost", "The estimate at completion, else the budget"),
        Column::number("From now on", "The cost less what was spent"),
        Column::number("Risk", "What is to be expected of its open risks").extra(),
        Column::number("Days left", "Person-days of the open work by the plan"),
    ];
    let rows = known.cases.iter().map(row).collect();
    Block::new("projects", "Projects", Table { columns, rows }.into())
        .or_empty("No project yet. A proposal is a project in the phase “Proposed”.")
        .note(
            "Value and fit are the means of the scores of the project’s items and of what those are \
             part of, as on the page “Priorities”. Cost is BAC ÷ CPI where anything is earned; risk \
             is probability × impact, as on the page “Risks”. “Ask” makes a decision, which waits \
             on the page “Decisions” until it is answered here or there.",
        )
}

/// Shows what each team is planned for, and what it has, by quarter.
pub fn capacity(facts: &Facts<'_>, known: &Known<'_>) -> Block {
    let mut worst: Option<(f64, String)> = None;
    let name = |team: &Option<crate::model::id::Id<crate::model::Team>>| {
        team.map_or("No team".to_owned(), |id| facts.model.title_of(id.to_ref()))
    };
    let mut rows: Vec<(String, Vec<Spot>, Option<crate::model::id::Ref>)> = Vec::new();
    for (team, row) in &known.room {
        let spots = row.iter().take(QUARTERS).enumerate().map(|(q, (asked, there))| {
            let over = asked - there;
            let part = if *there > 0.0 { asked / there } else { 0.0 };
            let (text, tone) = match () {
                () if *there <= 0.0 && *asked <= 0.0 => ("nobody".to_owned(), Tone::Quiet),
                () if over > 0.5 => (format!("{} days over", whole(over)), Tone::Bad),
                () if part > 0.9 => (format!("{:.0} % full", part * 100.0), Tone::Warn),
                () => (format!("{:.0} %", part * 100.0), Tone::Good),
            };
            if over > 0.5 && worst.as_ref().is_none_or(|(most, _)| over > *most) {
                let from = known.quarters.get(q).copied().unwrap_or(facts.today);
                let over = count(over.round() as usize, "person-day", "person-days");
                let says = format!("{} is {over} over in {}", name(team), fact::name(from));
                worst = Some((asked - there, says));
            }
            Spot {
                text,
                tone,
                depth: part.clamp(0.0, 1.0),
                hint: format!("{} of {} person-days", whole(*asked), whole(*there)),
                ..Spot::default()
            }
        });
        rows.push((name(team), spots.collect(), team.map(|id| id.to_ref())));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let says = match worst {
        Some((_, says)) => format!("{says}: more is planned than there are people for."),
        None => "No team is planned for more than it has.".to_owned(),
    };
    let grid = Grid {
        corner: "Team by quarter".to_owned(),
        columns: known
            .quarters
            .iter()
            .take(QUARTERS)
            .map(|from| Head { name: fact::name(*from), ..Head::default() })
            .collect(),
        rows: rows
            .iter()
            .map(|(name, _, at)| Head { name: name.clone(), at: *at, ..Head::default() })
            .collect(),
        cells: rows.into_iter().map(|(_, spots, _)| spots).collect(),
    };
    Block::new("capacity", "Capacity by team and quarter", Shape::Grid(grid))
        .says(says)
        .or_empty("Nobody is in this workspace yet.")
        .half()
        .note(
            "What there is: the calendars of people from today on, without absences, by their \
             capacity. What is planned: the work that is left of what is approved, active or has no \
             project, over the days of the plan, by who is assigned, else by its owner. Proposals \
             do not count until they are approved.",
        )
        .note(super::mix::unsized_items(known))
}
