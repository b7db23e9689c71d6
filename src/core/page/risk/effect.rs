//! What risks do to the end of the plan: the same trials with and without them. It knows no list.

use super::super::Facts;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use crate::metrics::forecast::risk;

/// Shows when the plan ends with its risks and without, and which of them moves the end most.
/// Nothing where no open risk threatens planned work.
pub(super) fn block(facts: &Facts<'_>) -> Option<Block> {
    let items: Vec<_> = facts.items().iter().map(|item| item.id).collect();
    let effect = risk::effect(facts.model, facts.today, &items)?;
    let rows = effect.each.iter().filter_map(|(id, n)| {
        let risk = facts.model.find(*id)?;
        let moved = match n {
            0 => Cell::text("not at all").tone(Tone::Quiet),
            n => Cell::text(crate::metrics::words::days(*n as f64)),
        };
        let most = effect.each.first().map_or(1, |(_, n)| (*n).max(1));
        let moved = moved.part(*n as f64 / most as f64);
        Some(Row::of(id.to_ref(), vec![Cell::link(id.to_ref(), &risk.title), moved]))
    });
    let rows: Vec<Row> = rows.collect();
    let columns = vec![Column::text("Risk"), Column::text("Moves the end by")];
    let days = effect.most.days_since(effect.bare);
    let says = match days {
        0 => format!(
            "With 85 % likelihood the plan ends by {}; its risks do not move that.",
            facts.date(effect.most)
        ),
        n => format!(
            "With 85 % likelihood the plan ends by {}; without its risks it would by {}, {} \
             earlier.",
            facts.date(effect.most),
            facts.date(effect.bare),
            crate::metrics::words::days(n as f64)
        ),
    };
    let block = Block::new("effect", "What risks do to the end", Table { columns, rows }.into());
    Some(block.says(says).note(format!(
        "{} trials of the plan from a fixed seed; in each a risk happens or not, and adds its days \
         to its item. A row says how much earlier the 85th percentile lies without that risk. A \
         risk without an item, or without days, has no place in the plan.",
        risk::TRIALS,
    )))
}
