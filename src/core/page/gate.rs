//! Gates: what must hold before a stage of a project ends. What the app can check it checks from
//! the facts; what it cannot, a person says. It knows no pixel.

use super::hold::{id_of, units};
use super::quality::stand::{State, is_of, must, tried};
use super::report::{Act, Asked, Block, Cell, Column, Row, Sheet, Table, Tone};
use super::words::count;
use super::{Facts, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::metrics::forecast::risk::chance;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Category, CostKind, GateState, Item, ItemKind, Priority, Project, Stage};
use crate::schedule::build::key_of;
use crate::sort;

/// By how much costs may be over what was planned by today: a tenth.
const OVER: f64 = 0.1;

/// Is one thing that must hold.
struct Check {
    text: String,
    holds: bool,
    /// What the facts say, or who says it.
    says: String,
    /// The position among the stage's criteria, for what a person says.
    own: Option<usize>,
}

/// Fills the sheet: the next gate of each project, then what was decided.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let mut next: Vec<(&Project, &Stage)> = Vec::new();
    let mut past: Vec<(&Project, &Stage)> = Vec::new();
    for project in facts.projects() {
        let mut stages: Vec<&Stage> =
            facts.model.stages.iter().filter(|s| s.project == project.id).collect();
        sort::by(&mut stages, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        let open = |s: &&&Stage| matches!(s.gate, GateState::Open | GateState::Failed);
        next.extend(stages.iter().find(open).map(|stage| (project, *stage)));
        past.extend(stages.iter().filter(|s| !open(s)).map(|stage| (project, *stage)));
    }
    sort::by_key(&mut next, |(_, stage)| (stage.due.is_none(), stage.due, stage.id));
    let all: Vec<Vec<Check>> = next.iter().map(|(p, s)| checks(facts, p, s)).collect();
    let ready = all.iter().filter(|list| list.iter().all(|check| check.holds)).count();
    let late = next.iter().filter(|(_, s)| s.due.is_some_and(|due| due < facts.today)).count();
    let some = |n: usize| if n == 0 { "none".to_owned() } else { n.to_string() };
    sheet.says = match next.len() {
        0 => "No gate is ahead.".to_owned(),
        n => format!(
            "{} ahead: {} ready to pass, {} past the day.",
            count(n, "gate is", "gates are"),
            some(ready),
            some(late)
        ),
    };
    for ((project, stage), list) in next.iter().zip(&all) {
        sheet.blocks.push(gate(facts, project, stage, list));
    }
    if next.is_empty() {
        let none = Block::new("none", "Gates ahead", Table::default().into());
        sheet.blocks.push(none.or_empty(
            "No stage of a project is open. Add stages in the panel of the project, each with what \
             must hold at its gate.",
        ));
    }
    sheet.blocks.push(decided(facts, &mut past));
}

/// Checks what must hold: what a person says first, then what the facts say.
fn checks(facts: &Facts<'_>, project: &Project, stage: &Stage) -> Vec<Check> {
    let model = facts.model;
    let own = stage.criteria.iter().enumerate().map(|(n, criterion)| Check {
        text: criterion.text.clone(),
        holds: criterion.met,
        says: format!("{} says so", facts.person(project.owner)),
        own: Some(n),
    });
    let mut list: Vec<Check> = own.collect();
    let category = |item: &Item| model.status_of(item).map(|status| &status.category);
    let done = |item: &Item| category(item) == Some(&Category::Done);
    let counts = |item: &&Item| item.is_live() && category(item) != Some(&Category::Cancelled);
    let of_project = || model.items.iter().filter(counts).filter(|i| i.project == Some(project.id));
    let of_stage = || of_project().filter(|item| item.stage == Some(stage.id));
    let fact = |text: &str, holds: bool, says: String| Check {
        text: text.to_owned(),
        holds,
        says,
        own: None,
    };
    let (n, ready) = (of_stage().count(), of_stage().filter(|item| done(item)).count());
    if n > 0 {
        list.push(fact(
            "All work of the stage is done",
            ready == n,
            format!("{ready} of {n} done"),
        ));
    }
    let given =
        || of_stage().filter(|i| matches!(i.kind, ItemKind::Deliverable | ItemKind::Milestone));
    let (n, ready) = (given().count(), given().filter(|item| done(item)).count());
    if n > 0 {
        list.push(fact(
            "Deliverables and milestones are accepted",
            ready == n,
            format!("{ready} of {n} accepted"),
        ));
    }
    let grave = |i: &&Item| i.kind == ItemKind::Bug && i.priority == Priority::Urgent && !done(i);
    let bugs: Vec<&Item> = of_project().filter(grave).collect();
    let first = bugs.first().map(|bug| format!(": {}", bug.title)).unwrap_or_default();
    list.push(fact(
        "No urgent bug is open",
        bugs.is_empty(),
        match bugs.len() {
            0 => "none is".to_owned(),
            n => format!("{n} open{first}"),
        },
    ));
    let tests = must(&tried(model), |test| is_of(model, test, project.id));
    if tests.all > 0 {
        let passed = tests.n(State::Passed) == tests.all;
        list.push(fact("All must-have tests pass", passed, tests.says()));
    }
    let cost = |kind: CostKind| {
        let at = Some(project.id.to_ref());
        let by = |c: &&crate::model::Cost| c.place == at && c.date <= facts.today && c.kind == kind;
        model.costs.iter().filter(by).map(|c| units(c.amount)).sum::<f64>()
    };
    let (planned, spent) = (cost(CostKind::Planned), cost(CostKind::Actual));
    if planned > 0.0 {
        list.push(fact(
            "Costs are within 10 % of what was planned by today",
            spent <= planned * (1.0 + OVER),
            format!("{} of {} spent", facts.money(spent), facts.money(planned)),
        ));
    }
    let about = |id: Option<Id<Item>>| {
        id.and_then(|id| model.find(id)).is_some_and(|item| item.stage == Some(stage.id))
    };
    let place = [Some(project.id.to_ref()), Some(stage.id.to_ref())];
    let late = model.decisions.iter().filter(|d| {
        let here = place.contains(&d.place) || d.items.iter().any(|id| about(Some(*id)));
        here && d.decided.is_none() && d.due.is_some_and(|due| due < facts.today)
    });
    let late: Vec<&str> = late.map(|d| d.title.as_str()).collect();
    list.push(fact(
        "No decision is late",
        late.is_empty(),
        late.first().map_or("none is".to_owned(), |title| (*title).to_owned()),
    ));
    let likely = model.risks.iter().filter(|risk| {
        risk.closed.is_none() && about(risk.item) && chance(risk).is_some_and(|p| p >= 0.3)
    });
    let bare: Vec<&str> =
        likely.filter(|risk| risk.items.is_empty()).map(|risk| risk.title.as_str()).collect();
    list.push(fact(
        "Every likely risk of the stage has an answer",
        bare.is_empty(),
        bare.first().map_or("each has".to_owned(), |title| format!("{title} has none")),
    ));
    list
}

fn gate(facts: &Facts<'_>, project: &Project, stage: &Stage, list: &[Check]) -> Block {
    let row = |check: &Check| {
        let mark = match (check.holds, check.own) {
            (true, _) => Cell::text("holds").tone(Tone::Good),
            (false, Some(_)) => Cell::text("open").tone(Tone::Warn),
            (false, None) => Cell::text("does not hold").tone(Tone::Bad),
        };
        let by = match check.own {
            Some(_) if !check.holds => format!("{} has to say so", facts.person(project.owner)),
            _ => check.says.clone(),
        };
        let mut row = Row {
            cells: vec![Cell::text(&check.text), mark, Cell::text(by).tone(Tone::Quiet)],
            ..Row::default()
        };
        if let Some(n) = check.own {
            let (label, says) = match check.holds {
                true => ("Take back", "Says that it does not hold"),
                false => ("It holds", "Says that it holds"),
            };
            row.acts.push(Act {
                key: format!("turn{n}:{}", stage.id.raw()),
                label: label.to_owned(),
                says: says.to_owned(),
            });
        }
        row
    };
    let open = list.iter().filter(|check| !check.holds).count();
    let when = stage.due.map(|due| {
        let late = facts.today.days_since(due);
        match late {
            1.. => format!(
                "was due on {}, {} ago",
                facts.date(due),
                count(late as usize, "day", "days")
            ),
            _ => format!("is due on {}", facts.date(due)),
        }
    });
    let ends = facts.model.items.iter().filter(|i| i.is_live() && i.stage == Some(stage.id));
    let plan = facts.plan.plan();
    let ends = ends.filter_map(|i| plan.dates(key_of(i.id))).map(|d| d.finish.finish_date()).max();
    let ends = match (ends, stage.due) {
        (Some(end), Some(due)) if end > due => {
            format!(" By the plan its work ends on {}.", facts.date(end))
        }
        _ => String::new(),
    };
    let says = match open {
        0 => format!("Everything holds; it {}.", when.unwrap_or_else(|| "has no date".to_owned())),
        n => format!(
            "{} of {} do not hold; it {}.{ends}",
            n,
            list.len(),
            when.unwrap_or_else(|| "has no date".to_owned())
        ),
    };
    let columns = ["What must hold", "Now", "By the facts or by"].map(Column::text).into();
    let key = format!("gate-{}", stage.id.raw());
    let title = format!("{}: {}", project.name, stage.name);
    let rows = list.iter().map(row).collect();
    let mut block = Block::new(&key, &title, Table { columns, rows }.into()).says(says);
    let act = |verb: &str, label: &str, says: &str| Act {
        key: format!("{verb}:{}", stage.id.raw()),
        label: label.to_owned(),
        says: says.to_owned(),
    };
    block.acts = match open {
        0 => vec![act("pass", "Pass", "The stage ends here")],
        _ => vec![
            act("conditional", "Pass with conditions", "The stage ends; what is open stays listed"),
            act("fail", "Do not pass", "The gate is held again"),
        ],
    };
    block
}

/// Lists the gates that were decided, the newest first.
fn decided(facts: &Facts<'_>, past: &mut [(&Project, &Stage)]) -> Block {
    past.sort_by_key(|(_, stage)| (std::cmp::Reverse(stage.decided), stage.id));
    let row = |(project, stage): &(&Project, &Stage)| {
        let at = stage.id.to_ref();
        let open = stage.criteria.iter().filter(|c| !c.met).count();
        let left = match open {
            0 => Cell::text("–"),
            n => Cell::text(count(n, "condition open", "conditions open")).tone(Tone::Warn),
        };
        let tone = if stage.gate == GateState::Passed { Tone::Good } else { Tone::Warn };
        Row::of(
            at,
            vec![
                Cell::link(at, format!("{}: {}", project.name, stage.name)),
                Cell::text(stage.gate.label()).tone(tone),
                Cell::text(stage.decided.map(|t| facts.day(t.date_utc())).unwrap_or_default()),
                left,
            ],
        )
    };
    let rows = past.iter().map(row).collect();
    let columns = ["Stage", "Outcome", "Decided", "Left"].map(Column::text).into();
    Block::new("decided", "Gates that were decided", Table { columns, rows }.into())
        .or_empty("None yet.")
}

/// Plans what the page offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let now = env.now;
    if let Some((n, id)) = act.strip_prefix("turn").and_then(|rest| {
        let (n, _) = rest.split_once(':')?;
        Some((n.parse::<usize>().ok()?, id_of::<Stage>(rest, n)?))
    }) {
        return plan(model, env, "Gate criterion", |tx| {
            let mut text = String::new();
            tx.update(id, |stage| {
                if let Some(criterion) = stage.criteria.get_mut(n) {
                    criterion.met = !criterion.met;
                    text = match criterion.met {
                        true => format!("{}: it holds.", criterion.text),
                        false => format!("{}: open again.", criterion.text),
                    };
                }
            })?;
            Ok(text)
        });
    }
    let states = [
        ("pass", GateState::Passed, "is passed"),
        ("conditional", GateState::Conditional, "is passed with conditions"),
        ("fail", GateState::Failed, "is not passed"),
    ];
    let found = states
        .into_iter()
        .find_map(|(verb, state, says)| Some((id_of::<Stage>(act, verb)?, state, says)));
    let Some((id, state, says)) = found else { return super::no_act(model, asked, act, env) };
    let title = model.title_of(id.to_ref());
    plan(model, env, format!("Gate of {title}"), |tx| {
        tx.update(id, |stage| {
            stage.gate = state;
            stage.decided = Some(now);
        })?;
        Ok(format!("The gate of {title} {says}."))
    })
}
