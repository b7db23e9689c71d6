//! What a place costs beside people's hours. This module writes nothing.

use super::Pen;
use crate::model::id::Ref;
use crate::model::{Cost, CostKind};

/// What a place costs beside people's hours, in hundredths.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) planned: i64,
    pub(super) actual: i64,
}

/// Adds up the costs of a place.
pub(super) fn costs(pen: &Pen<'_>, at: Ref) -> Sums {
    let mut sums = Sums::default();
    let all = pen.model.index().owned_of::<Cost>(at);
    for cost in all.filter_map(|id| pen.model.find(id)) {
        match cost.kind {
            CostKind::Planned => sums.planned = sums.planned.saturating_add(cost.amount.0),
            CostKind::Actual => sums.actual = sums.actual.saturating_add(cost.amount.0),
            CostKind::Committed | CostKind::Other(_) => {}
        }
    }
    sums
}
