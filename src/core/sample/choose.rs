//! What the sample's portfolio has to choose from, and how its places were checked on: proposals,
//! options, target shares, agreements and check-ins. It comes last, so that what was told before
//! stays as it was.

use super::build::{Build, cell};
use super::item::markdown;
use super::people::ranked;
use super::script::rows;
use crate::model::id::{Id, Ref};
use crate::model::number::{Money, Number, Percent};
use crate::model::rank::Rank;
use crate::model::time::{Date, WorkMinutes};
use crate::model::*;

const TEXT: &str = include_str!("choose.txt");

/// Adds all of it.
pub(super) fn choose(build: &mut Build) {
    proposals(build);
    initiatives(build);
    estimates(build);
    reasons(build);
    decisions(build);
    options(build);
    targets(build);
    benefits(build);
    for row in rows(TEXT, 'G') {
        agreement(build, &row);
    }
    for row in rows(TEXT, 'C') {
        check_in(build, &row);
    }
}

fn proposals(build: &mut Build) {
    let mut last = build.tables.projects.iter().map(|p| p.rank.clone()).max();
    for row in rows(TEXT, 'J') {
        let rank = Rank::between(last.as_ref(), None);
        last = Some(rank.clone());
        let at = build.days.at(build.days.until(build.days.date(-40)), 600);
        let id = build.id_at(at);
        build.name(cell(&row, 0), id);
        let thousands = build.number(cell(&row, 7));
        let project = Project {
            id,
            name: cell(&row, 1).to_owned(),
            key: cell(&row, 0).to_owned(),
            description: markdown(cell(&row, 8)),
            product: build.find(cell(&row, 2)),
            phase: Phase::Proposed,
            owner: build.find(cell(&row, 3)),
            team: build.find(cell(&row, 4)),
            workflow: build.find("delivery"),
            start: Some(build.day(cell(&row, 5))),
            due: Some(build.day(cell(&row, 6))),
            budget: Some(Money(thousands * 100_000)),
            rank,
            ..Project::default()
        };
        build.put(project);
    }
}

/// Adds the one item of each proposal, with its estimate and who would do it.
fn initiatives(build: &mut Build) {
    let mut last = build.tables.items.iter().map(|item| item.rank.clone()).max();
    for row in rows(TEXT, 'I') {
        let rank = Rank::between(last.as_ref(), None);
        last = Some(rank.clone());
        let day = build.days.until(build.days.date(-38));
        let at = build.days.at(day, 660);
        let Some(status) = build.find("B") else { continue };
        let Some(project) = build.find::<Project>(cell(&row, 0)) else { continue };
        let place = build.tables.projects.get(project).cloned();
        let (start, days) = (build.day(cell(&row, 3)), build.number(cell(&row, 4)));
        let owner = build.find(cell(&row, 2));
        let item = Item {
            id: build.id_at(at),
            number: 1,
            kind: ItemKind::Initiative,
            title: cell(&row, 1).to_owned(),
            status,
            project: Some(project),
            product: place.as_ref().and_then(|p| p.product),
            team: place.as_ref().and_then(|p| p.team),
            owner,
            objectives: build.find(cell(&row, 7)).into_iter().collect(),
            start: Some(start),
            due: Some(build.days.shift(start, days - 1)),
            duration: Some(WorkMinutes(days * 480)),
            constraint: Constraint::StartNoEarlier,
            constraint_date: Some(start),
            created: Some(at),
            moves: vec![Move::new(at, None, status, owner)],
            rank,
            ..Item::default()
        };
        let id = item.id;
        build.put(item);
        let (value, fit) = (build.float(cell(&row, 5)), build.float(cell(&row, 6)));
        score(build, id, value, fit);
        for text in cell(&row, 8).split(',') {
            let Some((name, units)) = text.split_once(':') else { continue };
            let (Some(person), units) = (build.find(name), build.float(units)) else { continue };
            let assignment = Assignment {
                id: build.id(),
                item: id,
                person,
                units: Number::new(units),
                work: Some(WorkMinutes((days as f64 * 480.0 * units / 100.0) as i64)),
                ..Assignment::default()
            };
            build.put(assignment);
        }
    }
}

fn score(build: &mut Build, item: Id<Item>, value: f64, fit: f64) {
    let score = Score {
        id: build.id(),
        item,
        value: Number::new(value),
        fit: Number::new(fit),
        note: "Estimated for the portfolio".to_owned(),
        ..Score::default()
    };
    build.put(score);
}

/// Adds what work is worth that no feature says.
fn estimates(build: &mut Build) {
    for row in rows(TEXT, 'E') {
        let title = cell(&row, 0);
        let found = build.tables.items.iter().find(|item| item.title == title).map(|i| i.id);
        let Some(id) = found else {
            build.problems.push(format!("no item has the title `{title}`"));
            continue;
        };
        let (value, fit) = (build.float(cell(&row, 1)), build.float(cell(&row, 2)));
        score(build, id, value, fit);
    }
}

/// Ties work that names no reason to the objective of its project. Bugs stay without: whoever files
/// one does not ask what it serves.
fn reasons(build: &mut Build) {
    for row in rows(TEXT, 'L') {
        let Some(project) = build.find::<Project>(cell(&row, 0)) else { continue };
        let Some(objective) = build.find::<Objective>(cell(&row, 1)) else { continue };
        let bare = |item: &&Item| {
            let own = item.objectives.is_empty() && item.needs.is_empty();
            item.project == Some(project) && own && item.parent.is_none()
        };
        let list: Vec<Item> = build.tables.items.iter().filter(bare).cloned().collect();
        for item in list.into_iter().filter(|item| item.kind != ItemKind::Bug) {
            build.put(Item { objectives: vec![objective], ..item });
        }
    }
}

fn decisions(build: &mut Build) {
    let mut last = build.tables.decisions.iter().map(|d| d.rank.clone()).max();
    for row in rows(TEXT, 'Q') {
        let rank = Rank::between(last.as_ref(), None);
        last = Some(rank.clone());
        let decision = Decision {
            id: build.id(),
            title: cell(&row, 0).to_owned(),
            place: build.place(cell(&row, 1)),
            owner: build.find(cell(&row, 2)),
            due: Some(build.day(cell(&row, 3))),
            decided: Some(build.day(cell(&row, 4))),
            options: cell(&row, 5).split(';').map(str::to_owned).collect(),
            outcome: cell(&row, 6).to_owned(),
            reason: markdown(cell(&row, 7)),
            rank,
            ..Decision::default()
        };
        build.put(decision);
    }
}

fn options(build: &mut Build) {
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'O').collect()) {
        let list = |build: &mut Build, at: usize| -> Vec<Id<Project>> {
            cell(&row, at).split(',').filter_map(|key| build.find(key)).collect()
        };
        let must = list(build, 1);
        let mut projects = must.clone();
        projects.extend(list(build, 2));
        let (money, days) = (build.number(cell(&row, 3)), build.float(cell(&row, 4)));
        let option = Selection {
            id: build.id(),
            title: cell(&row, 0).to_owned(),
            projects,
            must,
            money: Some(Money(money * 100_000)),
            days: Number::new(days),
            reason: markdown(cell(&row, 5)),
            rank,
            ..Selection::default()
        };
        build.put(option);
    }
}

fn targets(build: &mut Build) {
    for row in rows(TEXT, 'T') {
        let about: Option<Ref> = match cell(&row, 0) {
            "objective" => build.find::<Objective>(cell(&row, 1)).map(Id::to_ref),
            _ => build.find::<Product>(cell(&row, 1)).map(Id::to_ref),
        };
        let share = build.float(cell(&row, 2));
        let target = MixTarget {
            id: build.id(),
            about,
            part: "share".to_owned(),
            share: Percent::new(share),
            ..MixTarget::default()
        };
        build.put(target);
    }
}

fn benefits(build: &mut Build) {
    for row in rows(TEXT, 'B') {
        let stage = build.tables.stages.iter().find(|stage| stage.name == cell(&row, 1));
        let stage = stage.map(|stage| stage.id.to_ref());
        let (from, to) = (build.float(cell(&row, 4)), build.float(cell(&row, 5)));
        let months = build.float(cell(&row, 6));
        let benefit = Benefit {
            id: build.id(),
            title: cell(&row, 0).to_owned(),
            place: stage.or_else(|| build.place(cell(&row, 1))),
            owner: build.find(cell(&row, 2)),
            kpi: build.find(cell(&row, 3)),
            baseline: Number::new(from),
            full: Number::new(to),
            months: Number::new(months),
            lag: cell(&row, 7).parse().ok(),
            ..Benefit::default()
        };
        build.put(benefit);
    }
}

fn agreement(build: &mut Build, row: &[&'static str]) {
    let place = build.place(cell(row, 0));
    let project = place.and_then(Id::<Project>::from_ref);
    let project = project.and_then(|id| build.tables.projects.get(id)).cloned();
    let budget = project.as_ref().and_then(|p| p.budget);
    let record = CheckIn {
        agreement: true,
        cadence: cell(row, 2).parse().ok(),
        due: Some(build.day(cell(row, 3))),
        cost: thousands(cell(row, 4)).or(budget),
        scope: items(build, place, cell(row, 5)),
        expected: markdown(cell(row, 7)),
        happened: markdown(cell(row, 8)),
        reason: "What was agreed".to_owned(),
        by: build.find(cell(row, 6)),
        ..begun(build, row, 1)
    };
    build.put(record);
}

fn check_in(build: &mut Build, row: &[&'static str]) {
    let list = |at: usize| {
        let lines = cell(row, at).split(';').filter(|text| !text.is_empty());
        markdown(&lines.map(|text| format!("- {text}\n")).collect::<String>())
    };
    let place = build.place(cell(row, 0));
    let record = CheckIn {
        health: Health::from_name(cell(row, 2)),
        reason: cell(row, 3).to_owned(),
        by: build.find(cell(row, 4)),
        due: Some(build.day(cell(row, 5))),
        cost: thousands(cell(row, 6)),
        scope: items(build, place, cell(row, 7)),
        expected: list(8),
        happened: list(9),
        next: list(10),
        needed: list(11),
        ..begun(build, row, 1)
    };
    build.put(record);
}

fn begun(build: &mut Build, row: &[&'static str], at: usize) -> CheckIn {
    let n = build.number(cell(row, at));
    let date: Date = build.days.date(n);
    let date = build.days.until(date);
    let made = build.days.at(date, 900);
    CheckIn { id: build.id_at(made), place: build.place(cell(row, 0)), date, ..CheckIn::default() }
}

/// Counts what a place held then: what it holds now, and so many more or fewer.
fn items(build: &mut Build, place: Option<Ref>, more: &str) -> Option<u32> {
    let more = build.number(more);
    let given_up = build.find::<Status>("X");
    let project = |id: Id<Project>| build.tables.projects.get(id);
    let here = |item: &&Item| match place.map(|at| (at.kind, at.id)) {
        Some((Kind::Project, id)) => item.project == Some(Id::new(id)),
        Some((Kind::Product, id)) => item.product == Some(Id::new(id)),
        Some((Kind::Program, id)) => {
            item.project.and_then(project).is_some_and(|p| p.program == Some(Id::new(id)))
        }
        _ => false,
    };
    let counts = |i: &&Item| i.is_live() && Some(i.status) != given_up && here(i);
    let n = build.tables.items.iter().filter(counts).count() as i64 + more;
    u32::try_from(n).ok()
}

fn thousands(text: &str) -> Option<Money> {
    text.parse().ok().map(|thousands: i64| Money(thousands * 100_000))
}
