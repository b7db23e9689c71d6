//! The charter of a project: what it is for and what it is not, how far it is, what it may cost and
//! what it will, its stages. It knows no pixel.

use super::hold::units;
use super::report::{Block, Cell, Choice, Column, Fact, Row, Shape, Sheet, Table, Tone};
use super::words::count;
use super::{Facts, forecast};
use crate::lens::scope::Scope;
use crate::metrics::words::days;
use crate::model::id::{Id, RawId};
use crate::model::time::Date;
use crate::model::{Category, GateState, Health, Item, Kind, Project, Stage};
use crate::sort;

/// Fills the sheet of the project that is looked at, or else chosen.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let mut all: Vec<&Project> = facts.projects().collect();
    sort::by(&mut all, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let here = facts.asked.place.filter(|at| at.kind == Kind::Project).map(|at| at.id);
    let chosen = facts.asked.option("project").and_then(|id| id.parse::<RawId>().ok());
    let chosen = here.or(chosen).and_then(|id| all.iter().find(|p| p.id.raw() == id));
    let Some(project) = chosen.or(all.first()) else {
        sheet.says = "There is no project yet.".to_owned();
        let empty = Block::new("none", "Charter", Shape::default());
        sheet.blocks.push(empty.or_empty("Make a project, and its charter stands here."));
        return;
    };
    if here.is_none() {
        sheet.choices.push(Choice {
            key: "project".to_owned(),
            label: "Project".to_owned(),
            of: all.iter().map(|p| (p.id.raw().to_string(), p.name.clone())).collect(),
            value: project.id.raw().to_string(),
        });
    }
    let scope = Scope::of(facts.model, Some(project.id.to_ref()));
    let end = forecast::end(facts.model, facts.plan.plan(), &scope);
    sheet.says = says(facts, project, end);
    sheet.blocks.push(head(facts, project, end));
    sheet.blocks.push(
        Block::new(
            "scope",
            "What it is for, and what it is not",
            Shape::Prose(project.id.to_ref(), "description".to_owned()),
        )
        .half(),
    );
    sheet.blocks.push(money(facts, project));
    sheet.blocks.push(stages(facts, project));
}

fn says(facts: &Facts<'_>, project: &Project, end: Option<Date>) -> String {
    match (end, project.due) {
        (Some(end), Some(due)) if end > due => format!(
            "{} is to end on {}; by the plan it ends on {}, {} later.",
            project.name,
            facts.date(due),
            facts.date(end),
            days(end.days_since(due) as f64)
        ),
        (Some(end), Some(due)) => format!(
            "{} is to end on {}; by the plan its work ends on {}.",
            project.name,
            facts.date(due),
            facts.date(end)
        ),
        (Some(end), None) => {
            format!("By the plan the work of {} ends on {}.", project.name, facts.date(end))
        }
        (None, _) => format!("No work of {} is planned.", project.name),
    }
}

fn head(facts: &Facts<'_>, project: &Project, end: Option<Date>) -> Block {
    let day = |day: Option<Date>| day.map_or("–".to_owned(), |d| facts.day(d));
    let late = end.zip(project.due).is_some_and(|(end, due)| end > due);
    let open = facts
        .model
        .risks
        .iter()
        .filter(|r| r.closed.is_none() && r.place == Some(project.id.to_ref()));
    let owner = Fact {
        at: project.owner.map(Id::to_ref).filter(|at| facts.model.has(*at)),
        ..Fact::new("Owner", facts.person(project.owner))
    };
    let health = match project.health {
        Health::OnTrack => Tone::Good,
        Health::AtRisk => Tone::Warn,
        Health::OffTrack => Tone::Bad,
        _ => Tone::Quiet,
    };
    let risks =
        Fact { page: "risks".to_owned(), ..Fact::new("Open risks", open.count().to_string()) };
    let list = vec![
        owner,
        Fact::new("Phase", project.phase.label()),
        Fact::new("Health", project.health.label()).tone(health),
        Fact::new("Starts", day(project.start)),
        Fact::new("To end", day(project.due)),
        Fact::new("Ends by the plan", day(end)).tone(if late { Tone::Bad } else { Tone::Good }),
        risks,
    ];
    Block::new("head", "At a glance", Shape::Facts(list)).half()
}

/// Shows what it may cost, what it cost and what it will, by earned value.
fn money(facts: &Facts<'_>, project: &Project) -> Block {
    let today = facts.today;
    let earned = forecast::earned(facts.model, today, Some(project.id.to_ref()));
    let mut list = Vec::new();
    if let Some(budget) = project.budget {
        list.push(Fact::new("Budget", facts.money(units(budget))));
    }
    let earned = earned.filter(|own| own.account.money);
    if let Some(own) = &earned {
        let basis = own.at(today);
        let eac = basis.eac().filter(|_| own.blind.is_none());
        let over = |eac: f64| {
            let limit = project.budget.map_or(own.bac, units);
            if eac > limit { Tone::Bad } else { Tone::Good }
        };
        list.push(Fact::new("Planned in all", facts.money(own.bac)).says("Budget at completion"));
        list.push(
            Fact::new("Earned", facts.money(basis.ev))
                .says(format!("{:.0} % of the plan is done", basis.ev / own.bac * 100.0)),
        );
        list.push(Fact::new("Spent", facts.money(basis.ac)).says("Time kept and costs, to date"));
        match eac {
            Some(eac) => list.push(
                Fact::new("Forecast", facts.money(eac))
                    .tone(over(eac))
                    .says("If costs go on as they went"),
            ),
            None => list.push(
                Fact::new("Forecast", "–")
                    .tone(Tone::Quiet)
                    .says(own.blind.clone().unwrap_or_else(|| "Nothing is earned yet".to_owned())),
            ),
        }
    }
    Block::new("money", "Money", Shape::Facts(list))
        .or_empty("No budget is set and nothing planned has a cost.")
        .note(
            "Earned value by the baseline (PMI, The Standard for Earned Value Management, 2019); \
             the forecast is BAC ÷ CPI.",
        )
}

fn stages(facts: &Facts<'_>, project: &Project) -> Block {
    let model = facts.model;
    let mut list: Vec<&Stage> = model.stages.iter().filter(|s| s.project == project.id).collect();
    sort::by(&mut list, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let row = |stage: &&Stage| {
        let at = stage.id.to_ref();
        let of = |item: &&Item| {
            let dropped = model.status_of(item).is_some_and(|s| s.category == Category::Cancelled);
            item.is_live() && item.stage == Some(stage.id) && !dropped
        };
        let done =
            |item: &&Item| model.status_of(item).is_some_and(|s| s.category == Category::Done);
        let n = model.items.iter().filter(of).count();
        let ready = model.items.iter().filter(of).filter(done).count();
        let met = stage.criteria.iter().filter(|criterion| criterion.met).count();
        let late = stage.gate == GateState::Open && stage.due.is_some_and(|d| d < facts.today);
        let gate = match stage.gate {
            GateState::Passed => Tone::Good,
            GateState::Conditional => Tone::Warn,
            GateState::Failed => Tone::Bad,
            _ if late => Tone::Warn,
            _ => Tone::Plain,
        };
        let part = if n > 0 { ready as f64 / n as f64 } else { 0.0 };
        Row::of(
            at,
            vec![
                Cell::link(at, &stage.name),
                Cell::text(stage.start.map(|d| facts.day(d)).unwrap_or_default()),
                Cell::edit(at, "due", stage.due.map(|d| d.to_string()).unwrap_or_default()),
                Cell::text(format!("{ready} of {n}")).part(part),
                Cell::text(match stage.criteria.len() {
                    0 => "–".to_owned(),
                    n => format!("{met} of {n}"),
                }),
                Cell::edit(at, "gate", stage.gate.label()).tone(gate),
            ],
        )
    };
    let columns = ["Stage", "Starts", "Gate", "Work done", "Criteria", "Outcome"];
    let rows: Vec<Row> = list.iter().map(row).collect();
    let says = match rows.len() {
        0 => String::new(),
        n => format!(
            "{}; what must hold at each gate is on the page Gates.",
            count(n, "stage", "stages")
        ),
    };
    Block::new("stages", "Stages", Table { columns: columns.map(Column::text).into(), rows }.into())
        .says(says)
        .or_empty("No stages yet. Add them in the panel of the project.")
}
