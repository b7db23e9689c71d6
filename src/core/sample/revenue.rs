//! What the sample's product earns and what its households say of it, month by month. It knows no
//! number that is made from these: they are what the standard numbers of a product take in.

use super::build::{Build, cell};
use super::measure::dates;
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::*;

/// Key, name, unit, direction and a year of readings.
const TEXT: &str = include_str!("revenue.txt");

/// Adds the inputs of the standard numbers. They do not show on the page for themselves: what is
/// made from them says more.
pub(super) fn revenue(build: &mut Build) {
    let place = build.place("H");
    let owner = build.find("grace");
    let mut rank = build.tables.kpis.iter().map(|kpi| kpi.rank.clone()).max();
    let mut hidden = Vec::new();
    let dates = dates(build, true);
    for line in TEXT.lines() {
        let row: Vec<&str> = line.split('|').collect();
        let next = Rank::between(rank.as_ref(), None);
        rank = Some(next.clone());
        let kpi = Kpi {
            id: build.named(cell(&row, 0)),
            name: cell(&row, 1).to_owned(),
            key: cell(&row, 0).to_owned(),
            unit: cell(&row, 2).to_owned(),
            direction: Direction::from_name(cell(&row, 3)),
            lens: Lens::Product,
            place,
            source: KpiSource::Readings,
            owner,
            rank: next,
            ..Kpi::default()
        };
        let id = kpi.id;
        hidden.push(kpi.key.clone());
        build.put(kpi);
        for (date, value) in dates.iter().zip(cell(&row, 4).split(',')) {
            let value = build.float(value);
            let value = Number::new(value).unwrap_or_default();
            let reading =
                Reading { id: build.id(), kpi: id, date: *date, value, ..Reading::default() };
            build.put(reading);
        }
    }
    let found = build.tables.workspaces.get(Workspace::ONLY).cloned();
    if let Some(info) = found {
        let product = Arrangement { lens: Lens::Product, hidden, ..Arrangement::default() };
        build.put(Workspace { numbers: vec![product], ..Workspace::clone(&info) });
    }
}
