//! The money of the sample and the plans that were agreed: costs and baselines. It knows no
//! history.

use super::build::{Build, cell};
use super::plan::{Dates, Plan};
use super::script::Script;
use crate::model::id::Id;
use crate::model::number::Money;
use crate::model::time::Time;
use crate::model::*;

const TEXT: &str = include_str!("money.txt");

/// Reads the amounts: project, name, day, planned and spent in thousands.
fn amounts() -> impl Iterator<Item = Vec<&'static str>> {
    TEXT.lines().map(|line| line.split('|').collect())
}

/// Gives a project's budget in hundredths: its planned costs and 8% for what nobody planned, up
/// to the next thousand.
pub(super) fn budget(key: &str) -> Option<i64> {
    let planned: i64 = amounts()
        .filter(|row| cell(row, 0) == key)
        .filter_map(|row| cell(&row, 3).parse::<i64>().ok())
        .sum();
    (planned > 0).then(|| (planned * 108 + 99) / 100 * 100_000)
}

/// Adds costs and baselines.
pub(super) fn money(build: &mut Build, script: &Script, plan: &Plan) {
    costs(build);
    for line in &script.projects {
        let Some(project) = build.find::<Project>(cell(&line.cells, 0)) else { continue };
        let at = build.moment(build.days.until(build.days.date(-60)));
        let text = "The plan on which the launch date was announced.";
        baseline(build, plan, (project, "Agreed plan", text, at), |dates| {
            (dates.base_start, dates.base_due)
        });
    }
    if let Some(device) = build.find::<Project>("DEV") {
        let days = build.days;
        let at = build.moment(days.until(days.date(-45)));
        let text = "Taken after the review, with the light ring tool eight days later.";
        baseline(build, plan, (device, "After the second prototypes", text, at), |dates| {
            let slip = days.working(dates.base_due, dates.due) / 2;
            (dates.start.min(dates.due), days.shift(dates.base_due, slip).max(dates.start))
        });
    }
}

fn costs(build: &mut Build) {
    for row in amounts() {
        let Some(project) = build.find::<Project>(cell(&row, 0)) else { continue };
        let day = build.number(cell(&row, 2));
        let (planned, spent) = (build.number(cell(&row, 3)), build.number(cell(&row, 4)));
        let mut put = |kind: CostKind, day: i64, thousands: i64, cents: i64| {
            let date = build.days.from(build.days.date(day));
            let date = if day < 0 { build.days.until(build.days.date(day)) } else { date };
            let cost = Cost {
                id: build.id(),
                name: cell(&row, 1).to_owned(),
                place: Some(project.to_ref()),
                kind,
                date,
                amount: Money(thousands * 100_000 + cents),
                ..Cost::default()
            };
            build.put(cost);
        };
        if planned > 0 {
            put(CostKind::Planned, day, planned, 0);
        }
        if spent > 0 {
            // Invoices are never round and come a few days late.
            put(CostKind::Actual, (day + 4).min(-1), spent, day.rem_euclid(89) * 137);
        } else if (0..=14).contains(&day) {
            put(CostKind::Committed, -3, planned.max(1), 0);
        }
    }
}

type Agreed<'t> = (Id<Project>, &'t str, &'t str, Time);

fn baseline(
    build: &mut Build,
    plan: &Plan,
    (project, name, text, at): Agreed<'_>,
    agreed: impl Fn(&Dates) -> (time::Date, time::Date),
) {
    let mut items = Vec::new();
    for dates in &plan.dates {
        let Some(item) = build.tables.items.get(dates.id) else { continue };
        if item.project == Some(project) && item.created.is_some_and(|created| created < at) {
            let (start, due) = agreed(dates);
            let work = item.work;
            items.push(Planned {
                item: item.id,
                start: Some(start),
                due: Some(due),
                work,
                ..Default::default()
            });
        }
    }
    let baseline = Baseline {
        id: build.id_at(at),
        name: name.to_owned(),
        description: super::item::markdown(text),
        project: Some(project),
        at,
        items,
        ..Baseline::default()
    };
    build.put(baseline);
}
