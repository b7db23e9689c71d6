//! What the sample measures: objectives, KPIs and a year of readings. It knows no item.

use super::build::{Build, cell};
use super::people::ranked;
use super::script::rows;
use crate::model::number::Number;
use crate::model::time::Date;
use crate::model::*;

/// The script of measures and saved views.
pub(super) const TEXT: &str = include_str!("measures.txt");

/// Adds KPIs with their readings, and objectives.
pub(super) fn measures(build: &mut Build) {
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'K').collect()) {
        let key = cell(&row, 0);
        let target = build.float(cell(&row, 10));
        let kpi = Kpi {
            id: build.named(key),
            name: cell(&row, 1).to_owned(),
            key: key.to_owned(),
            description: super::item::markdown(cell(&row, 13)),
            unit: cell(&row, 5).to_owned(),
            direction: Direction::from_name(cell(&row, 6)),
            target: Number::new(target),
            lens: Lens::from_name(cell(&row, 2)),
            place: build.place(cell(&row, 3)),
            source: KpiSource::Readings,
            owner: build.find(cell(&row, 4)),
            rank,
            ..Kpi::default()
        };
        let id = kpi.id;
        build.put(kpi);
        readings(build, id, &row);
    }
    objectives(build);
}

fn objectives(build: &mut Build) {
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'O').collect()) {
        let mut targets = Vec::new();
        for text in cell(&row, 7).split(',') {
            let parts: Vec<_> = text.split(':').collect();
            let Some(kpi) = build.find(cell(&parts, 0)) else { continue };
            let from = Number::new(build.float(cell(&parts, 1)));
            let Some(to) = Number::new(build.float(cell(&parts, 2))) else { continue };
            targets.push(Target { kpi, from, to, ..Default::default() });
        }
        let objective = Objective {
            id: build.named(cell(&row, 0)),
            title: cell(&row, 2).to_owned(),
            description: super::item::markdown(cell(&row, 8)),
            parent: build.find(cell(&row, 1)),
            place: build.place(cell(&row, 4)),
            owner: build.find(cell(&row, 3)),
            start: Some(build.day(cell(&row, 5))),
            due: Some(build.day(cell(&row, 6))),
            targets,
            rank,
            ..Objective::default()
        };
        build.put(objective);
    }
}

/// Lists the dates of a year of readings, oldest first: each Sunday, or the end of each month.
pub(super) fn dates(build: &Build, monthly: bool) -> Vec<Date> {
    let today = build.days.today;
    if !monthly {
        let sunday = today.plus_days(-i64::from(today.weekday().number_from_monday()));
        return (0..52).rev().map(|week| sunday.plus_days(-7 * week)).collect();
    }
    let mut out = Vec::new();
    let mut at = today;
    for _ in 0..12 {
        let (_, _, day) = at.ymd();
        at = at.plus_days(-i64::from(day));
        out.push(at);
    }
    out.reverse();
    out
}

/// Something that bent a curve: the day, by how much, and what it was.
fn event(build: &mut Build, shape: &'static str) -> Option<(i64, f64, &'static str)> {
    let mut parts = shape.strip_prefix("event")?.splitn(3, ':');
    let (day, size, note) = (parts.next()?, parts.next()?, parts.next()?);
    Some((build.number(day), build.float(size), note))
}

fn readings(build: &mut Build, kpi: id::Id<Kpi>, row: &[&'static str]) {
    let monthly = cell(row, 7) == "m";
    let (first, last) = (build.float(cell(row, 8)), build.float(cell(row, 9)));
    let (noise, shape) = (build.float(cell(row, 11)), cell(row, 12));
    let event = event(build, shape);
    let scale = [(200.0, 1.0), (10.0, 10.0), (0.0, 100.0)];
    let scale = scale.iter().find(|(from, _)| last.abs() >= *from).map_or(1.0, |(_, s)| *s);
    let dates = dates(build, monthly);
    let steps = dates.len().saturating_sub(1).max(1) as f64;
    let mut noted = false;
    for (nth, date) in dates.into_iter().enumerate() {
        let share = nth as f64 / steps;
        let bent = if shape == "growth" { share.powf(1.5) } else { share };
        let mut value = first + (last - first) * bent;
        if shape == "season" {
            let (_, month, _) = date.ymd();
            let angle = std::f64::consts::TAU * f64::from(month) / 12.0;
            value += noise * 1.2 * angle.cos();
        }
        let mut note = "";
        if let Some((day, size, what)) = event {
            let since = (build.days.offset(date.start_utc()) - day) as f64;
            if since >= 0.0 {
                value += size * (-since / 30.0).exp();
                if !noted {
                    (note, noted) = (what, true);
                }
            }
        }
        value += noise * build.random.bell();
        if cell(row, 5) == "%" {
            value = value.min(100.0);
        }
        let value = (value.max(0.0) * scale).round() / scale;
        let reading = Reading {
            id: build.id(),
            kpi,
            date,
            value: Number::new(value).unwrap_or_default(),
            note: note.to_owned(),
            ..Reading::default()
        };
        build.put(reading);
    }
}
