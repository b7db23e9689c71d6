//! What was agreed for a place beside what is: dates, money, items and objectives, in figures from
//! the plan of today. It knows no act.

use super::super::Facts;
use super::super::forecast::Forecast;
use super::super::hold::units;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::super::words::{count, whole};
use super::draft;
use super::due::Watched;
use crate::metrics::expression::{Book, Window};
use crate::metrics::product::Scores;
use crate::metrics::words::{days, share};
use crate::model::time::Date;

/// From which share over what was agreed on an amount is red.
const FAR: f64 = 0.1;

/// Sets what was agreed, what the last check-in said, and what is now side by side.
pub fn block(facts: &Facts<'_>, watched: &Watched<'_>, now: &Forecast) -> Block {
    let (agreed, last) = (watched.agreement, watched.last());
    let at = agreed.id.to_ref();
    let unknown = || Cell::text("unknown").tone(Tone::Quiet);
    let day = |date: Option<Date>| date.map_or_else(unknown, |d| Cell::text(facts.day(d)));
    let money = |n: Option<f64>| n.map_or_else(unknown, |n| Cell::text(facts.money(n)));
    let n = |n: Option<u32>| n.map_or_else(unknown, |n| Cell::text(whole(f64::from(n))));
    let said = |cell: Cell| if last.agreement { Cell::text("–").tone(Tone::Quiet) } else { cell };
    let row = |cells: Vec<Cell>| Row { cells, ..Row::default() };
    let stored = agreed.due.map(|d| d.to_string()).unwrap_or_default();
    let mut rows = vec![row(vec![
        Cell::text("End"),
        Cell::edit(at, "due", stored),
        said(day(last.due)),
        day(now.end),
        match agreed.due.zip(now.end).map(|(agreed, now)| now.days_since(agreed)) {
            None => unknown(),
            Some(0) => Cell::text("as agreed").tone(Tone::Good),
            Some(late @ 1..) => Cell::text(format!("{} later", days(late as f64)))
                .tone(if late > 14 { Tone::Bad } else { Tone::Warn }),
            Some(early) => Cell::text(format!("{} earlier", days(-early as f64))).tone(Tone::Good),
        },
    ])];
    let cost = agreed.cost.map(units);
    rows.push(row(vec![
        Cell::text("Cost"),
        money(cost),
        said(money(last.cost.map(units))),
        money(now.cost).hint(now.why.clone()),
        match cost.filter(|n| *n > 0.0).zip(now.cost) {
            None => unknown().hint(now.why.clone()),
            Some((agreed, now)) => over(now - agreed, agreed, |n| facts.money(n)),
        },
    ]));
    let items = now.items as f64;
    rows.push(row(vec![
        Cell::text("Items"),
        n(agreed.scope),
        said(n(last.scope)),
        Cell::text(format!("{} ({} done)", whole(items), whole(now.done as f64))),
        match agreed.scope.filter(|n| *n > 0).map(f64::from) {
            None => unknown(),
            Some(agreed) => over(items - agreed, agreed, |n| count(n as usize, "item", "items")),
        },
    ]));
    let book = Book::new(facts.model);
    let scores = Scores::new(facts.model, &book);
    let score = |objective, on: Date| {
        let window = Window { from: on, to: on };
        scores.score(objective, window).reached
    };
    for objective in draft::objectives(facts, watched.place) {
        let (then, is) = (score(objective, agreed.date), score(objective, facts.today));
        let part = |n: Option<f64>| n.map_or_else(unknown, |n| Cell::text(share(n)).part(n));
        let at = objective.id.to_ref();
        rows.push(row(vec![
            Cell::link(at, format!("Objective: {}", objective.title)),
            part(then),
            said(part(score(objective, last.date))),
            part(is),
            match then.zip(is).map(|(then, is)| ((is - then) * 100.0).round()) {
                None => unknown(),
                Some(n) if n > 0.0 => Cell::text(format!("{n:.0} points nearer")).tone(Tone::Good),
                Some(n) if n < 0.0 => {
                    Cell::text(format!("{:.0} points further away", -n)).tone(Tone::Bad)
                }
                Some(_) => Cell::text("no nearer").tone(Tone::Warn),
            },
        ]));
    }
    let columns = vec![
        Column::text("What"),
        Column::text(&format!("Agreed on {}", facts.day(agreed.date))),
        Column::text("At the last check-in").extra(),
        Column::text("Now"),
        Column::text("Against what was agreed"),
    ];
    let reason = match agreed.expected.0.trim() {
        "" => String::new(),
        words => format!("Expected then: {}", plain(words)),
    };
    Block::new("agreed", "What was agreed, and what is", Table { columns, rows }.into())
        .says(reason)
        .note(
            "The end is that of the work by today’s plan; the cost is the estimate at completion \
             (BAC ÷ CPI), as on the charter; items are those that were not given up; an objective is \
             the mean of how far its key results are from where they began to their targets.",
        )
}

/// Says by how much something is over what was agreed, or under.
fn over(by: f64, agreed: f64, words: impl Fn(f64) -> String) -> Cell {
    if by.abs() < 0.5 {
        return Cell::text("as agreed").tone(Tone::Good);
    }
    let part = share(by.abs() / agreed);
    match by > 0.0 {
        true => Cell::text(format!("{} more ({part})", words(by))).tone(if by > agreed * FAR {
            Tone::Bad
        } else {
            Tone::Warn
        }),
        false => Cell::text(format!("{} less ({part})", words(-by))).tone(Tone::Good),
    }
}

/// Gives the lines of a Markdown list as one sentence.
fn plain(words: &str) -> String {
    let lines = words.lines().map(|line| line.trim_start_matches(['-', ' ']).replace('\\', ""));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
