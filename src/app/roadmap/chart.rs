//! A plan as it came, with the ways to find a row in it. It knows no screen.

use std::collections::HashMap;
use std::ops::Range;

use throughline_core::lens::roadmap::{Facts, Roadmap, Row, Tie};
use throughline_core::model::id::Ref;
use throughline_core::schedule::Moment;

/// Is a plan and its indexes.
#[derive(Debug)]
pub struct Chart {
    /// What came.
    pub plan: Roadmap,
    /// The names of the rows in their order.
    names: Vec<u64>,
    by_name: HashMap<u64, usize>,
    by_record: HashMap<Ref, usize>,
}

/// Gives the name of a row in the list: its record's, or one made from its group's.
fn name_of(row: &Row) -> u64 {
    match row.at {
        Some(at) if row.group.is_empty() => at.id.0,
        _ => row.group.bytes().fold(14_695_981_039_346_656_037, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211)
        }),
    }
}

impl Chart {
    /// Indexes a plan.
    pub fn new(plan: Roadmap) -> Self {
        let names: Vec<u64> = plan.rows.iter().map(name_of).collect();
        let by_name = names.iter().enumerate().map(|(idx, name)| (*name, idx)).collect();
        let records = plan.rows.iter().enumerate().filter_map(|(idx, row)| Some((row.at?, idx)));
        Chart { by_record: records.collect(), by_name, names, plan }
    }

    /// Notes when rows are expected to be finished.
    pub fn expect(&mut self, bands: &HashMap<Ref, (Moment, Moment)>) {
        for row in &mut self.plan.rows {
            row.band =
                row.at.filter(|_| row.group.is_empty()).and_then(|at| bands.get(&at).copied());
        }
    }

    /// Gives the first and the last minute of the plan, today included.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.plan.span.map(|(from, to)| (from.minutes(), to.minutes()))
    }

    /// Gives the name of the row at a position.
    pub fn name(&self, idx: usize) -> Option<u64> {
        self.names.get(idx).copied()
    }

    /// Finds a row by its name.
    pub fn find(&self, name: u64) -> Option<(usize, &Row)> {
        let idx = *self.by_name.get(&name)?;
        Some((idx, self.plan.rows.get(idx)?))
    }

    /// Finds the row of a record.
    pub fn find_record(&self, at: Ref) -> Option<(usize, &Row)> {
        let idx = *self.by_record.get(&at)?;
        Some((idx, self.plan.rows.get(idx)?))
    }

    /// Gives what else is known of a row that is a place.
    pub fn facts(&self, idx: usize) -> Option<&Facts> {
        self.plan.facts.iter().find(|facts| facts.row as usize == idx)
    }

    /// Lists the links that touch some rows, or run past them.
    pub fn ties_near(&self, rows: &Range<usize>) -> impl Iterator<Item = &Tie> {
        let (first, end) = (rows.start as u32, rows.end as u32);
        self.plan
            .ties
            .iter()
            .filter(move |tie| tie.from.min(tie.to) < end && tie.from.max(tie.to) >= first)
    }
}
