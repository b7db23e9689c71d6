//! What the sample has to decide and what threatens it. It knows no item's dates.

use super::build::{Build, cell};
use super::item::markdown;
use super::people::ranked;
use super::script::rows;
use crate::model::id::Id;
use crate::model::number::{Money, Number, Percent};
use crate::model::*;

const TEXT: &str = include_str!("govern.txt");

/// Adds risks, decisions and positions.
pub(super) fn govern(build: &mut Build) {
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'X').collect()) {
        let risk = Risk {
            id: build.id(),
            class: RiskClass::from_name(cell(&row, 0)),
            title: cell(&row, 1).to_owned(),
            place: build.place(cell(&row, 2)),
            item: build.find(cell(&row, 3)),
            probability: cell(&row, 4).parse().ok().and_then(Percent::new),
            cost: cell(&row, 5).parse().ok().map(|thousands: i64| Money(thousands * 100_000)),
            days: cell(&row, 6).parse().ok().and_then(Number::new),
            response: RiskResponse::from_name(cell(&row, 7)),
            items: items(build, cell(&row, 8)),
            owner: build.find(cell(&row, 9)),
            review: day(build, cell(&row, 10)),
            closed: day(build, cell(&row, 11)),
            trigger: cell(&row, 12).to_owned(),
            description: markdown(cell(&row, 13)),
            rank,
            ..Risk::default()
        };
        build.put(risk);
    }
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'D').collect()) {
        let list = |at: usize| {
            let parts = cell(&row, at).split(';').filter(|text| !text.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let decision = Decision {
            id: build.named(cell(&row, 0)),
            title: cell(&row, 1).to_owned(),
            place: build.place(cell(&row, 2)),
            owner: build.find(cell(&row, 3)),
            due: day(build, cell(&row, 4)),
            decided: day(build, cell(&row, 5)),
            review: day(build, cell(&row, 6)),
            options: list(7),
            criteria: list(8),
            items: items(build, cell(&row, 9)),
            outcome: cell(&row, 10).to_owned(),
            description: markdown(cell(&row, 11)),
            reason: markdown(cell(&row, 12)),
            rank,
            ..Decision::default()
        };
        build.put(decision);
    }
    for row in rows(TEXT, 'Q') {
        positions(build, &row);
    }
}

/// Adds where one person stands to one option, by each criterion that is named.
fn positions(build: &mut Build, row: &[&str]) {
    let Some(decision) = build.find::<Decision>(cell(row, 0)) else { return };
    let Some(person) = build.find::<Person>(cell(row, 1)) else { return };
    let nth = build.number(cell(row, 2)) as usize;
    let options = build.tables.decisions.get(decision).map(|d| d.options.clone());
    let Some(option) = options.and_then(|list| list.get(nth).cloned()) else { return };
    for (at, text) in cell(row, 3).split(',').enumerate() {
        let Some((criterion, stand)) = text.split_once(':') else { continue };
        let position = Position {
            id: build.id(),
            decision,
            person,
            option: option.clone(),
            criterion: criterion.to_owned(),
            stand: match stand {
                "++" => Stand::StrongFor,
                "+" => Stand::For,
                "-" => Stand::Against,
                "--" => Stand::StrongAgainst,
                _ => Stand::Neutral,
            },
            note: if at == 0 { cell(row, 4).to_owned() } else { String::new() },
            ..Position::default()
        };
        build.put(position);
    }
}

fn day(build: &mut Build, text: &str) -> Option<time::Date> {
    if text.is_empty() { None } else { Some(build.day(text)) }
}

fn items(build: &mut Build, names: &str) -> Vec<Id<Item>> {
    names.split(',').filter_map(|name| build.find(name)).collect()
}
