//! What a paste of cells does: planned on a copy, cell by cell, so that what does not fit is refused
//! with its reason and the rest is one step of the history. It knows no clipboard.

use serde_json::Value as Json;

use super::{Source, read};
use crate::change::ChangeSet;
use crate::command::Command;
use crate::env::Env;
use crate::model::id::Ref;
use crate::model::workspace::Model;

/// Is one cell that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the row.
    pub row: String,
    /// The name of the column.
    pub column: &'static str,
    /// Why, as a sentence.
    pub why: String,
}

/// Is what a paste would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pasted {
    /// The changes, to be applied as one step.
    pub set: ChangeSet,
    /// How many cells get another value.
    pub changed: usize,
    /// How many cells have that value already.
    pub same: usize,
    /// What was refused.
    pub refused: Vec<Refusal>,
    /// How many cells lie outside of the table.
    pub outside: usize,
}

/// Plans to put cells over a table: `rows` are the records from the first cell on downward, and
/// `columns` the columns from it on to the right. One cell fills all of `fill` rows and columns; more
/// cells are repeated where they fit into that a whole number of times.
pub fn paste(
    model: &Model,
    env: &Env,
    rows: &[Ref],
    columns: &[Source],
    cells: &[Vec<String>],
    fill: (usize, usize),
) -> Pasted {
    let mut trial = Trial::new(model, env);
    let high = cells.len();
    let wide = cells.iter().map(Vec::len).max().unwrap_or(0);
    if high == 0 || wide == 0 {
        return Pasted::default();
    }
    let repeat = |all: usize, own: usize| if all > own && all % own == 0 { all } else { own };
    for y in 0..repeat(fill.0, high) {
        for x in 0..repeat(fill.1, wide) {
            let Some(text) = cells.get(y % high).and_then(|row| row.get(x % wide)) else {
                continue;
            };
            match (rows.get(y), columns.get(x)) {
                (Some(at), Some(source)) => trial.put(*at, *source, text),
                _ => trial.out.outside += 1,
            }
        }
    }
    trial.finish("Paste")
}

/// Plans to empty cells.
pub fn clear(model: &Model, env: &Env, rows: &[Ref], columns: &[Source]) -> Pasted {
    let mut trial = Trial::new(model, env);
    for at in rows {
        for source in columns {
            trial.put(*at, *source, "");
        }
    }
    trial.finish("Clear")
}

/// Is a copy of the work on which changes are tried.
struct Trial {
    model: Model,
    env: Env,
    out: Pasted,
}

impl Trial {
    fn new(model: &Model, env: &Env) -> Trial {
        Trial { model: model.clone(), env: env.clone(), out: Pasted::default() }
    }

    fn put(&mut self, at: Ref, source: Source, text: &str) {
        let Some(record) = self.model.get(at) else { return };
        let read = read(&self.model, &record, source, text, self.env.today);
        let done = read.and_then(|value| self.set(at, source, value));
        match done {
            Ok(true) => self.out.changed += 1,
            Ok(false) => self.out.same += 1,
            Err(why) => self.out.refused.push(Refusal {
                row: super::say(&self.model, &record, Source::title(at.kind).unwrap_or(source)),
                column: source.label(at.kind),
                why,
            }),
        }
    }

    fn set(&mut self, at: Ref, source: Source, value: Json) -> Result<bool, String> {
        let field = source.name(at.kind).to_owned();
        let command = Command::SetField { at: vec![at], field, value };
        let done = self.model.run(&command, &mut self.env).map_err(|e| e.message)?;
        let changed = !done.changes.is_empty();
        self.out.set.changes.extend(done.changes.changes);
        Ok(changed)
    }

    fn finish(mut self, verb: &str) -> Pasted {
        let n = self.out.changed;
        let cells = if n == 1 { "cell" } else { "cells" };
        self.out.set.label = format!("{verb} {n} {cells}");
        self.out.set.at = self.env.now;
        self.out.set.by = self.env.by;
        self.out
    }
}
