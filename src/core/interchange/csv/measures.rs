//! A table of readings: which KPI, when, how much. It is told by its headers, and its rows go to the
//! KPIs that the workspace has; what names none of them is not placed. It makes no KPI.

use super::cells::number;
use super::dates::{DateOrder, parse, proof};
use super::{Row, Table, note};
use crate::env::Env;
use crate::interchange::words::fold;
use crate::interchange::{Incoming, Unplaced};
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::workspace::Model;
use crate::model::{Kpi, Reading, Record};

/// Says in which column what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    kpi: usize,
    date: usize,
    value: usize,
    note: Option<usize>,
}

const KPI: [&str; 6] = ["kpi", "metric", "measure", "indicator", "kennzahl", "indicateur"];
const DATE: [&str; 6] = ["date", "day", "month", "week", "datum", "fecha"];
const VALUE: [&str; 6] = ["value", "reading", "number", "wert", "valeur", "valor"];
const NOTE: [&str; 4] = ["note", "comment", "remark", "notiz"];

/// Tells whether a table holds readings: it says which KPI, on which date and which value.
pub fn measures(table: &Table) -> Option<Columns> {
    let find = |words: &[&str]| table.columns.iter().position(|c| words.contains(&&*c.key));
    let (kpi, date, value) = (find(&KPI)?, find(&DATE)?, find(&VALUE)?);
    Some(Columns { kpi, date, value, note: find(&NOTE) })
}

/// Reads the readings of a table for the KPIs of a workspace, by key or by name. Where a date comes
/// twice for a KPI, the later row counts.
pub fn read_measures(
    table: &Table,
    at: Columns,
    model: &Model,
    title: &str,
    env: &mut Env,
) -> Incoming {
    let mut out =
        Incoming { title: title.to_owned(), unplaced: table.odd.clone(), ..Incoming::default() };
    let order = table.values(at.date).find_map(proof).unwrap_or(DateOrder::DayFirst);
    // The KPIs that are meant, with the ids that they have in the file.
    let mut kpis: Vec<(Id<Kpi>, Id<Kpi>)> = Vec::new();
    let mut taken: Vec<Reading> = Vec::new();
    for row in &table.rows {
        let Some(kpi) = called(model, row.cell(at.kpi)) else {
            let why = "no KPI here has this key or name; add it first";
            left(&mut out.unplaced, row, table, at.kpi, why);
            continue;
        };
        let Some(moment) = parse(row.cell(at.date), order) else {
            left(&mut out.unplaced, row, table, at.date, "this is no date");
            continue;
        };
        let Some(value) = number(row.cell(at.value)).and_then(Number::new) else {
            left(&mut out.unplaced, row, table, at.value, "this is no number");
            continue;
        };
        let own = match kpis.iter().find(|(known, _)| *known == kpi.id) {
            Some((_, own)) => *own,
            None => {
                let own = env.id();
                // What it points at is not in the file; what is unset stays as it is here.
                let same = Kpi { id: own, place: None, owner: None, ..kpi.clone() };
                out.records.push(Record::Kpi(same.into()));
                kpis.push((kpi.id, own));
                own
            }
        };
        let words = at.note.map_or("", |note| row.cell(note)).to_owned();
        match taken.iter_mut().find(|r| r.kpi == own && r.date == moment.date) {
            Some(slot) => {
                left(
                    &mut out.unplaced,
                    row,
                    table,
                    at.date,
                    "an earlier row has the same date; this one counts",
                );
                (slot.value, slot.note) = (value, words);
            }
            None => taken.push(Reading {
                id: env.id(),
                kpi: own,
                date: moment.date,
                value,
                note: words,
                ..Reading::default()
            }),
        }
    }
    out.records.extend(taken.into_iter().map(|reading| Record::Reading(reading.into())));
    out
}

/// Finds a KPI by its key or its name; none where two have the name.
fn called<'m>(model: &'m Model, words: &str) -> Option<&'m Kpi> {
    let wanted = fold(words);
    if wanted.is_empty() {
        return None;
    }
    let by_key = model.kpis.iter().find(|kpi| fold(&kpi.key) == wanted);
    by_key.or_else(|| {
        let mut named = model.kpis.iter().filter(|kpi| fold(&kpi.name) == wanted);
        named.next().filter(|_| named.next().is_none())
    })
}

fn left(to: &mut Vec<Unplaced>, row: &Row, table: &Table, column: usize, why: &str) {
    let header = table.columns.get(column).map_or("", |c| c.header.as_str());
    note(to, row.line, header, row.cell(column), why);
}
