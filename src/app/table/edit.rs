//! Editing cells: one by its editor, many by paste. Every change is a command, and a paste is one
//! step of the history.

use leptos::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::lens::table::{self, Pasted, Source, tsv};
use throughline_core::model::Record;
use throughline_core::model::field::{FieldKind, Value};
use throughline_core::model::id::Ref;

use super::{Grid, HEAD, Spot, walk};
use crate::app::text;
use crate::shell::clock;

/// Starts to edit the cell that the keyboard is at: turns a checkmark, sorts at the head, folds a
/// heading, opens an editor anywhere else.
pub fn begin(grid: Grid) {
    let Some((name, source)) = grid.at.get_untracked() else { return walk::start(grid) };
    if name == HEAD {
        return grid.sort(source, false);
    }
    if let Some(key) = walk::heading(grid) {
        return grid.fold(&key);
    }
    let kind = grid.kind.get_untracked();
    if !source.is_editable(kind) {
        return grid.app.say.say(text::fixed(source.label(kind)));
    }
    if source.meta(kind).is_some_and(|meta| meta.kind == FieldKind::Bool) {
        return turn(grid, (name, source));
    }
    grid.anchor.set(None);
    grid.editing.set(Some(((name, source), None)));
}

fn turn(grid: Grid, (name, source): Spot) {
    let Some(at) = grid.record(name) else { return };
    let Source::Field(idx) = source else { return };
    let on = grid.app.work.with(|m| m.get(at).map(|r| r.value(idx))) == Some(Value::Bool(true));
    let _ = save(grid, (name, source), Json::Bool(!on));
}

/// Saves a value; a failure is told and handed back.
pub fn save(grid: Grid, (name, source): Spot, value: Json) -> Result<(), String> {
    let Some(at) = grid.record(name) else { return Ok(()) };
    let field = source.name(at.kind).to_owned();
    let done = grid.app.work.dispatch(&Command::SetField { at: vec![at], field, value });
    done.map(|_| ()).map_err(|e| {
        grid.app.fail(&e);
        e.message
    })
}

/// Saves what was typed into a cell and ends its editing; what does not fit stays, with the reason.
/// Tells whether it ended.
pub fn commit(grid: Grid, spot: Spot, typed: &str) -> bool {
    let Some(at) = grid.record(spot.0) else { return true };
    let read = grid.app.work.with(|model| {
        let record = model.get(at)?;
        // What was not touched is not written anew.
        let same = table::say(model, &record, spot.1) == typed;
        (!same).then(|| table::read(model, &record, spot.1, typed, clock::today()))
    });
    let done = match read {
        None => Ok(()),
        Some(read) => read.and_then(|value| save(grid, spot, value)),
    };
    match done {
        Ok(()) => {
            grid.editing.set(None);
            true
        }
        Err(why) => {
            grid.editing.set(Some((spot, Some(why))));
            false
        }
    }
}

/// Ends the editing without a change.
pub fn cancel(grid: Grid) -> bool {
    let was = grid.editing.with_untracked(Option::is_some);
    if was {
        grid.editing.set(None);
        walk::focus(grid);
    }
    was
}

/// Gives the records and the columns that are chosen.
fn chosen(grid: Grid) -> Option<(Vec<Ref>, Vec<Source>)> {
    let (lines, columns) = untrack(|| walk::range(grid))?;
    let records = grid.lines.with_untracked(|all| lines.filter_map(|at| all.record(at)).collect());
    let sources =
        grid.sources.with_untracked(|all| columns.filter_map(|at| all.get(at).copied()).collect());
    Some((records, sources))
}

/// Writes the chosen cells as a spreadsheet takes them.
pub fn copy(grid: Grid) -> Option<String> {
    let (records, sources) = chosen(grid)?;
    let rows = grid.app.work.with(|model| {
        let line =
            |record: Record| sources.iter().map(|s| table::say(model, &record, *s)).collect();
        records.iter().filter_map(|at| model.get(*at)).map(line).collect::<Vec<Vec<String>>>()
    });
    let n = rows.len() * sources.len();
    grid.app.say.say(text::copied_cells(n));
    (n > 0).then(|| tsv::write(&rows))
}

/// Puts cells of a spreadsheet over the table, from the first chosen cell on.
pub fn paste(grid: Grid, words: &str) {
    let Some((lines, columns)) = untrack(|| walk::range(grid)) else { return };
    let records = grid.lines.with_untracked(|all| {
        (*lines.start()..all.lines.len()).filter_map(|at| all.record(at)).collect::<Vec<_>>()
    });
    let sources = grid
        .sources
        .with_untracked(|all| all.iter().skip(*columns.start()).copied().collect::<Vec<_>>());
    let fill = chosen(grid).map_or((1, 1), |(records, sources)| (records.len(), sources.len()));
    let env = grid.app.work.world().env();
    let cells = tsv::read(words);
    let done = grid.app.work.with(|m| table::paste(m, &env, &records, &sources, &cells, fill));
    apply(grid, done);
}

/// Empties the chosen cells.
pub fn clear(grid: Grid) {
    let Some((records, sources)) = chosen(grid) else { return };
    let env = grid.app.work.world().env();
    let done = grid.app.work.with(|model| table::clear(model, &env, &records, &sources));
    apply(grid, done);
}

/// Applies what was planned as one step, and says what was refused.
fn apply(grid: Grid, done: Pasted) {
    let refused = !done.refused.is_empty() || done.outside > 0;
    let told =
        done.set.is_empty() || grid.app.run_and_tell(&Command::Apply(done.set.clone())).is_some();
    grid.report.set((refused && told).then_some(done));
    walk::focus(grid);
}
