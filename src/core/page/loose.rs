//! Loose ends: lists that keep themselves, of what the chain of reasons does not reach. It knows no
//! judgment: what hangs in the air may do so for a good reason.

use rustc_hash::FxHashSet;

use super::Facts;
use super::report::{Block, Cell, Column, Row, Sheet, Table};
use super::words::count;
use crate::model::id::{Id, Ref};
use crate::model::{Item, Objective};

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let aimless: Vec<&Item> =
        facts.items().into_iter().filter(|i| i.objectives.is_empty()).collect();
    let served: FxHashSet<Id<Objective>> =
        model.items.iter().filter(|i| i.is_live()).flat_map(|i| i.objectives.clone()).collect();
    let idle = model.objectives.iter().filter(|o| !served.contains(&o.id));
    let idle: Vec<Ref> = idle.map(|o| o.id.to_ref()).collect();
    sheet.says = format!(
        "{} serve nothing, {} wait for work.",
        count(aimless.len(), "item", "items"),
        count(idle.len(), "objective", "objectives"),
    );
    let columns = vec![Column::text("Item")];
    let rows = aimless.iter().map(|i| Row::of(i.id.to_ref(), vec![Cell::text(&i.title)])).collect();
    sheet.blocks.push(Block::new(
        "aimless",
        "Work that serves nothing",
        Table { columns, rows }.into(),
    ));
    let rows = idle.iter().map(|at| Row::of(*at, vec![Cell::text(model.title_of(*at))])).collect();
    let columns = vec![Column::text("Objective")];
    sheet.blocks.push(Block::new(
        "idle",
        "Objectives that nothing serves",
        Table { columns, rows }.into(),
    ));
}
