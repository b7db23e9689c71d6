//! What the app writes of a check-in before a person does: the facts since the last one, by the
//! status report of the place; and the agreement that a place starts with. It knows no page.

use super::super::Facts;
use super::super::forecast::{Forecast, forecast, question};
use super::super::risk::score;
use super::due;
use crate::metrics::ask::{Ask, Moment};
use crate::metrics::memo::Memo;
use crate::metrics::report::{Period, Standing};
use crate::metrics::scene::Scene;
use crate::metrics::{program, words};
use crate::model::field::Markdown;
use crate::model::id::{Id, Ref};
use crate::model::number::Money;
use crate::model::time::Date;
use crate::model::{CheckIn, Decision, Health, Objective, Project, Risk};
use crate::sort;
use crate::status::{self, Line};

/// How many days a first check-in looks back.
const FIRST: i64 = 14;
/// How many lines of a sort are added to the report's.
const MOST: usize = 5;
/// After how many days a check-in is due, until somebody says otherwise.
pub const USUAL: u32 = 14;

/// Writes the check-in of a place from the facts since the last one. It takes over the health that
/// the place has: to judge is a person's.
pub fn check_in(facts: &Facts<'_>, place: Ref) -> CheckIn {
    let (model, today) = (facts.model, facts.today);
    let all = due::all(model, place);
    let last = all.last().copied();
    let from = last.map_or(today.plus_days(1 - FIRST), |c| c.date.plus_days(1)).min(today);
    let asked = status_question(place, from, today);
    let moment = Moment { now: today.start_utc(), today };
    let report = status::compose(model, &asked, &moment).ok();
    let section = |nth: usize| {
        let section = report.as_ref().and_then(|report| report.sections.get(nth));
        section.map(|section| section.lines.clone()).unwrap_or_default()
    };
    let now = forecast(model, facts.plan.plan(), today, place);
    let mut happened = section(1);
    happened.extend(moved(facts, place, last, &now));
    let figures = report.iter().flat_map(|r| &r.figures);
    let is_kpi = |name: &str| model.kpis.iter().any(|kpi| kpi.name == name);
    let changed =
        figures.filter(|f| is_kpi(&f.name) && !f.before.is_empty() && f.before != f.value);
    happened.extend(changed.take(MOST).map(|f| {
        let note = format!("{}, before {}", f.value, f.before);
        Line { text: f.name.clone(), note, standing: f.standing }
    }));
    let mut needed = section(3);
    needed.extend(waiting(facts, today.plus_days(FIRST)));
    needed.extend(threats(facts));
    CheckIn {
        expected: Markdown(status::list(&section(0))),
        happened: Markdown(status::list(&happened)),
        next: Markdown(status::list(&section(2))),
        needed: Markdown(status::list(&needed)),
        health: health(facts, place, last),
        ..start(facts, place, &now)
    }
}

/// Writes what a place starts with: its date, its budget, what it holds and its objectives.
pub fn agreement(facts: &Facts<'_>, place: Ref) -> CheckIn {
    let model = facts.model;
    let now = forecast(model, facts.plan.plan(), facts.today, place);
    let project = Id::<Project>::from_ref(place).and_then(|id| model.find(id));
    let objectives = objectives(facts, place).into_iter().map(|o| Line {
        text: o.title.clone(),
        note: o.due.map(|due| format!("by {}", facts.date(due))).unwrap_or_default(),
        standing: Standing::Neutral,
    });
    let start = start(facts, place, &now);
    CheckIn {
        agreement: true,
        cadence: Some(USUAL),
        due: project.and_then(|p| p.due).or(start.due),
        cost: project.and_then(|p| p.budget).or(start.cost),
        expected: Markdown(status::list(&objectives.collect::<Vec<_>>())),
        reason: "What is agreed".to_owned(),
        ..start
    }
}

fn start(facts: &Facts<'_>, place: Ref, now: &Forecast) -> CheckIn {
    CheckIn {
        place: Some(place),
        date: facts.today,
        due: now.end,
        cost: now.cost.map(|units| Money((units * 100.0).round() as i64)),
        scope: u32::try_from(now.items).ok(),
        by: facts.me(),
        ..CheckIn::default()
    }
}

/// Gives the health of a place: a project says its own, others by their last check-in.
fn health(facts: &Facts<'_>, place: Ref, last: Option<&CheckIn>) -> Health {
    let project = Id::<Project>::from_ref(place).and_then(|id| facts.model.find(id));
    match (project, last) {
        (Some(project), _) => project.health.clone(),
        (None, Some(last)) if !last.agreement => last.health.clone(),
        _ => Health::Unknown,
    }
}

fn status_question(place: Ref, from: Date, to: Date) -> crate::metrics::report::Question {
    crate::metrics::report::Question { period: Period { from, to }, ..question(Some(place), to) }
}

/// Lists the objectives that belong to a place.
pub fn objectives<'a>(facts: &Facts<'a>, place: Ref) -> Vec<&'a Objective> {
    let own = facts.model.objectives.iter().filter(|o| o.place == Some(place));
    let mut own: Vec<&Objective> = own.collect();
    sort::by(&mut own, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    own
}

/// Says how dates moved: against the last check-in, and against what was agreed.
fn moved(facts: &Facts<'_>, place: Ref, last: Option<&CheckIn>, now: &Forecast) -> Vec<Line> {
    let mut out = Vec::new();
    let said = last.filter(|c| !c.agreement).and_then(|c| c.due).zip(now.end);
    if let Some((was, is)) = said.filter(|(was, is)| was != is) {
        let late = is.days_since(was);
        let way = if late > 0 { "later" } else { "earlier" };
        out.push(Line {
            text: format!("By the plan it ends on {}", words::date(is)),
            note: format!("{} {way} than at the last check-in", words::days(late.abs() as f64)),
            standing: if late > 0 { Standing::Bad } else { Standing::Good },
        });
    }
    let (asked, memo) = (question(Some(place), facts.today), Memo::default());
    let moment = Moment { now: facts.today.start_utc(), today: facts.today };
    let Ok(ask) = Ask::new(facts.model, &asked, moment, &memo) else { return out };
    let slips = program::slips(&Scene::new(&ask));
    let mut slips: Vec<(f64, String)> = slips.into_values().filter(|(n, _)| *n >= 1.0).collect();
    sort::by(&mut slips, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    out.extend(slips.into_iter().take(MOST).map(|(days, name)| Line {
        text: name,
        note: format!("{} later than agreed", words::days(days)),
        standing: Standing::Watch,
    }));
    out
}

/// Lists the decisions that are waited for.
fn waiting(facts: &Facts<'_>, until: Date) -> Vec<Line> {
    let item = |d: &Decision| {
        d.items.iter().any(|id| facts.model.find(*id).is_some_and(|item| facts.holds(item)))
    };
    let open = facts.model.decisions.iter().filter(|d| {
        let soon = d.due.is_none_or(|due| due <= until);
        d.decided.is_none() && soon && (facts.holds_place(d.place) || item(d))
    });
    let mut open: Vec<&Decision> = open.collect();
    sort::by_key(&mut open, |d| (d.due.is_none(), d.due, d.id));
    let line = |d: &&Decision| Line {
        text: format!("Decision: {}", d.title),
        note: match d.due {
            Some(due) if due < facts.today => format!("was due on {}", words::date(due)),
            Some(due) => format!("due on {}", words::date(due)),
            None => "has no date".to_owned(),
        },
        standing: Standing::Watch,
    };
    open.iter().take(MOST).map(line).collect()
}

/// Lists the gravest open risks.
fn threats(facts: &Facts<'_>) -> Vec<Line> {
    let open = facts.model.risks.iter();
    let open = open.filter(|r| r.closed.is_none() && facts.within(r.place, r.item));
    let mut open: Vec<(f64, &Risk)> = open
        .map(|r| (score::exposure([r].into_iter()).money, r))
        .filter(|(n, _)| *n > 0.0)
        .collect();
    sort::by(&mut open, |a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    let line = |(worth, risk): &(f64, &Risk)| Line {
        text: format!("Risk: {}", risk.title),
        note: format!("{} to be expected of it", facts.money(*worth)),
        standing: Standing::Watch,
    };
    open.iter().take(3).map(line).collect()
}
