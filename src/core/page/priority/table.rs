//! The ranking as a table whose inputs are typed where they stand.

use serde_json::{Value as Json, json};

use super::kano::Quality;
use super::method::Input;
use super::rank::Ranked;
use super::{Shown, kano_survey};
use crate::model::id::Ref;
use crate::model::workspace::Model;
use crate::model::{Kind, Moscow};
use crate::page::report::{Add, Cell, Column, Row, Table, Tone};
use crate::page::words::number;

/// Makes the table.
pub(super) fn table(shown: &Shown<'_>) -> Table {
    let method = shown.method;
    let mut columns = vec![Column::text("Item")];
    let is_kano = method.key == "kano";
    if method.key == "moscow" {
        columns.push(Column {
            hint: "What becomes of the plan without it".to_owned(),
            ..Column::text("MoSCoW")
        });
    }
    if method.key == "opportunity" {
        columns.push(Column::text("Need"));
    }
    if is_kano {
        columns.push(Column::text("Quality"));
        columns.extend(Quality::ALL.map(|q| Column::number(&q.letter().to_string(), q.label())));
        columns.push(Column::number("Better", "How much it raises satisfaction"));
        columns.push(Column::number("Worse", "How much its lack lowers it"));
    }
    columns.extend(method.inputs.iter().map(|input| Column::number(input.name, input.hint)));
    if method.score.is_some() {
        columns.push(Column::number("Score", method.formula));
        columns.push(
            Column::number("Holds", "In how many trials it stays on its side of the line").extra(),
        );
    }
    if !method.inputs.iter().any(|input| input.field == "effort") {
        columns.push(Column::number("Effort", "Person-months").extra());
    }
    columns.push(Column::number("Backlog", "Its place in the backlog now").extra());
    let most = shown.list.iter().filter_map(|r| r.points).fold(0.0, f64::max);
    let rows = shown.list.iter().enumerate();
    Table { columns, rows: rows.map(|(at, ranked)| row(shown, at, ranked, most)).collect() }
}

fn row(shown: &Shown<'_>, at: usize, ranked: &Ranked<'_>, most: f64) -> Row {
    let method = shown.method;
    let item = ranked.item;
    let mut cells = vec![Cell::link(item.id.to_ref(), &item.title)];
    if method.key == "moscow" {
        let now = ranked.score.map_or(Moscow::Unset, |score| score.moscow.clone());
        cells.push(score_cell(ranked, "moscow", now.label().to_owned()));
    }
    if method.key == "opportunity" {
        cells.push(match ranked.need {
            Some(need) => Cell::link(need.id.to_ref(), &need.title),
            None => Cell::text("meets no need").tone(Tone::Quiet),
        });
    }
    if method.key == "kano" {
        cells.extend(kano(ranked));
    }
    cells.extend(method.inputs.iter().map(|input| input_cell(ranked, input)));
    if method.score.is_some() {
        let points = ranked.points;
        let part = points.filter(|_| most > 0.0).map(|p| (p / most).clamp(0.0, 1.0));
        let text = points.map_or_else(|| "–".to_owned(), say);
        cells.push(Cell { part, ..Cell::text(text).tone(Tone::Strong) });
        let firm = shown.firm.get(at).filter(|_| points.is_some());
        cells.push(firm.map_or_else(Cell::default, |firm| {
            let (best, worst) = firm.range;
            let range = if best == worst {
                format!("rank {best}")
            } else {
                format!("rank {best} to {worst}")
            };
            let tone = if firm.holds >= 0.9 { Tone::Plain } else { Tone::Warn };
            let hint = format!("{range} in nine of ten trials");
            Cell::text(format!("{} %", number(firm.holds * 100.0, 0))).tone(tone).hint(hint)
        }));
    }
    if !method.inputs.iter().any(|input| input.field == "effort") {
        let effort = ranked.inputs.effort.map_or_else(String::new, |n| number(n, 2));
        cells.push(score_cell(ranked, "effort", effort));
    }
    let moved = ranked.place as i64 - at as i64 - 1;
    let from = match moved {
        0 => ranked.place.to_string(),
        n if n > 0 => format!("{} ↑{n}", ranked.place),
        n => format!("{} ↓{}", ranked.place, -n),
    };
    cells.push(Cell::text(from).tone(Tone::Quiet));
    let scored = ranked.points.is_some();
    let ends = at == shown.line && at > 0 && scored;
    let line =
        format!("Capacity ends here: {} person-months are used up", number(shown.capacity, 1));
    Row {
        line: if ends { line } else { String::new() },
        tone: if scored && at < shown.line { Tone::Plain } else { Tone::Quiet },
        label: if scored { (at + 1).to_string() } else { String::new() },
        ..Row::of(item.id.to_ref(), cells)
    }
}

/// Writes a score: whole from a hundred on, with two digits below ten.
fn say(points: f64) -> String {
    let digits = if points.abs() >= 100.0 {
        0
    } else if points.abs() >= 10.0 {
        1
    } else {
        2
    };
    if digits == 0 { crate::page::words::whole(points) } else { number(points, digits) }
}

fn input_cell(ranked: &Ranked<'_>, input: &Input) -> Cell {
    let value = (input.get)(&ranked.inputs);
    let scaled = value.map(|v| if input.field == "confidence" { v * 100.0 } else { v });
    let text = scaled.map_or_else(String::new, |v| number(v, 2));
    if matches!(input.field, "importance" | "satisfaction") {
        return match ranked.need {
            Some(need) => Cell::edit(need.id.to_ref(), input.field, text),
            None => Cell::default(),
        };
    }
    score_cell(ranked, input.field, text)
}

/// Makes a cell of a field of the score, which comes to be when the first number is typed.
fn score_cell(ranked: &Ranked<'_>, field: &str, text: String) -> Cell {
    match ranked.score {
        Some(score) => Cell::edit(score.id.to_ref(), field, text),
        None => {
            let item = json!(ranked.item.id.to_string());
            let fields = vec![("item".to_owned(), item), (field.to_owned(), Json::Null)];
            Cell { fresh: Some((Kind::Score, fields)), ..Cell::text(text) }
        }
    }
}

fn kano(ranked: &Ranked<'_>) -> Vec<Cell> {
    let tally = &ranked.tally;
    let verdict = tally.verdict();
    let mut cells = vec![match verdict {
        Some(quality) => Cell::text(quality.label()).tone(Tone::Strong),
        None => Cell::text("nobody asked").tone(Tone::Quiet),
    }];
    cells.extend(Quality::ALL.map(|quality| {
        let n = tally.n(quality);
        let tone = if Some(quality) == verdict { Tone::Strong } else { Tone::Quiet };
        Cell::text(if n == 0 { String::new() } else { n.to_string() }).tone(tone)
    }));
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| number(share, 2));
    cells.push(Cell { part: tally.better(), ..Cell::text(share(tally.better())) });
    cells.push(Cell { part: tally.worse().map(|w| -w), ..Cell::text(share(tally.worse())) });
    cells
}

/// Lets an answer be added to the survey of features, or such a survey.
pub(super) fn add_answer(model: &Model) -> Option<Add> {
    let survey = kano_survey(model);
    Some(match survey {
        Some(Ref { id, .. }) => {
            Add::new("Add an answer", Kind::Response, "").with("survey", id.to_string())
        }
        None => Add::new("Add a survey of features", Kind::Survey, "name").with("kind", "kano"),
    })
}
