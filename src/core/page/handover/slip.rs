//! How the milestones that other projects wait for slipped: what each baseline said, and what the
//! plan says now. It knows no link.

use super::super::Facts;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::Given;
use crate::metrics::words::days;
use crate::model::id::Id;
use crate::model::time::{Date, Time};
use crate::model::{Item, ItemKind};
use crate::schedule::build::key_of;
use crate::sort;

/// How many agreements of a milestone are told, the newest.
const MOST: usize = 3;

/// Shows the milestones and deliverables of either side that are not finished.
pub(super) fn block(facts: &Facts<'_>, all: &[Given<'_>]) -> Block {
    let mut shared: Vec<&Item> = Vec::new();
    for item in all.iter().flat_map(|one| [one.from.0, one.to.0]) {
        let counts = matches!(item.kind, ItemKind::Milestone | ItemKind::Deliverable);
        if counts && !shared.iter().any(|own| own.id == item.id) {
            shared.push(item);
        }
    }
    let rows = shared.into_iter().filter_map(|item| row(facts, item));
    let mut rows: Vec<(i64, Row)> = rows.collect();
    sort::by_key(&mut rows, |(slip, _)| -slip);
    let worst = rows.first().filter(|(slip, _)| *slip > 0);
    let says = worst.and_then(|(slip, row)| {
        let name = row.cells.first().map(|cell| cell.text.clone())?;
        Some(format!("{name} slipped most: {} since it was first agreed.", days(*slip as f64)))
    });
    let columns = vec![
        Column::text("Milestone"),
        Column::text("Owner").extra(),
        Column {
            hint: "The end by each baseline, oldest first".to_owned(),
            ..Column::text("Was agreed for")
        },
        Column::text("Now"),
        Column::text("Slip"),
    ];
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Block::new("slip", "Shared milestones", Table { columns, rows }.into())
        .says(says.unwrap_or_default())
        .or_empty("No milestone is shared, or no baseline was taken of one.")
}

fn row(facts: &Facts<'_>, item: &Item) -> Option<(i64, Row)> {
    let dates = facts.plan.plan().dates(key_of(item.id)).filter(|dates| !dates.done)?;
    let now = dates.finish.finish_date();
    let mut agreed = agreed(facts, item.id);
    let first = agreed.first().map(|(_, day)| *day)?;
    agreed.dedup_by_key(|(_, day)| *day);
    let skip = agreed.len().saturating_sub(MOST);
    let told: Vec<String> = agreed.iter().skip(skip).map(|(_, day)| facts.day(*day)).collect();
    let slip = now.days_since(first);
    let says = match slip {
        0 => Cell::text("none").tone(Tone::Good),
        n @ 1.. => Cell::text(days(n as f64)).tone(if n > 5 { Tone::Bad } else { Tone::Warn }),
        n => Cell::text(format!("{} early", days(-n as f64))).tone(Tone::Good),
    };
    let at = item.id.to_ref();
    let cells = vec![
        Cell::link(at, &item.title),
        Cell::text(facts.person(item.owner)),
        Cell::text(told.join(" → ")),
        Cell::text(facts.day(now)),
        says,
    ];
    Some((slip, Row::of(at, cells)))
}

/// Gives what each baseline said, oldest first.
fn agreed(facts: &Facts<'_>, item: Id<Item>) -> Vec<(Time, Date)> {
    let said = facts.model.baselines.iter().filter_map(|baseline| {
        let own = baseline.items.iter().find(|planned| planned.item == item)?;
        Some((baseline.at, own.due?))
    });
    let mut said: Vec<(Time, Date)> = said.collect();
    sort::by_key(&mut said, |one| *one);
    said
}
