//! The lists of the page of risks: the register, what is due for review, and the triggers. It knows
//! no formula.

use super::super::report::{Act, Add, Block, Cell, Column, Row, Tone};
use super::super::words::{count, number};
use super::super::{Facts, hold};
use super::{Entry, columns, score, table, threatened};
use crate::model::field::Value;
use crate::model::id::{Id, Ref};
use crate::model::record::RecordType;
use crate::model::{Item, Kind, Risk, RiskClass};

/// Gives what a choice is called.
fn label(risk: &Risk, field: &str) -> String {
    let at = Kind::Risk.fields().iter().position(|meta| meta.name == field);
    match at.map(|at| risk.value(at)) {
        Some(Value::Choice(_, label)) => label,
        _ => String::new(),
    }
}

fn at(entry: &Entry<'_>) -> Ref {
    entry.risk.id.to_ref()
}

fn act(key: &str, entry: &Entry<'_>, label: &str, says: &str) -> Act {
    Act {
        key: format!("{key}:{}", entry.risk.id.raw()),
        label: label.to_owned(),
        says: says.to_owned(),
    }
}

/// Lists all entries, the gravest first.
pub(super) fn register(facts: &Facts<'_>, entries: &[Entry<'_>], open: bool) -> Block {
    let columns = vec![
        Column::text("Risk"),
        Column::text("Class").extra(),
        Column::number("Probability", "How likely it is, in percent"),
        Column::number("Money", "What it would cost").extra(),
        Column::number("Days", "By how many working days it would delay").extra(),
        Column::number("Exposure", "Probability × impact"),
        Column::text("Grade"),
        Column::text("Response").extra(),
        Column::text("Owner"),
    ];
    let row = |entry: &Entry<'_>| {
        let (risk, at) = (entry.risk, at(entry));
        let own = score::exposure([risk].into_iter());
        let happened = risk.class == RiskClass::Issue;
        let percent = risk.probability.map(|p| number(p.get(), 0)).unwrap_or_default();
        let probability = match happened {
            true => Cell::text("100").tone(Tone::Quiet).hint("It has happened"),
            false => Cell::edit(at, "probability", percent),
        };
        let cost = risk.cost.map(|_| number(score::money_of(risk), 2)).unwrap_or_default();
        let days = risk.days.map(|n| number(n.get(), 1)).unwrap_or_default();
        let grade = match entry.spot.map(|_| score::tone(entry.weight())) {
            Some(Tone::Bad) => Cell::text("High").tone(Tone::Bad),
            Some(Tone::Warn) => Cell::text("Moderate").tone(Tone::Warn),
            Some(_) => Cell::text("Low").tone(Tone::Good),
            None => Cell::text("Not assessed").tone(Tone::Quiet),
        };
        let exposed = match (own.money > 0.0, own.days > 0.0) {
            (true, true) => Cell::text(facts.money(own.money)).under(&hold::days(own.days)),
            (true, false) => Cell::text(facts.money(own.money)),
            (false, true) => Cell::text(hold::days(own.days)),
            (false, false) => Cell::default(),
        };
        let cells = vec![
            Cell::link(at, &risk.title).under(&threatened(facts, risk)),
            Cell::edit(at, "class", label(risk, "class")),
            probability,
            Cell::edit(at, "cost", cost),
            Cell::edit(at, "days", days),
            exposed,
            grade,
            Cell::edit(at, "response", label(risk, "response")),
            Cell::edit(at, "owner", facts.person(risk.owner)),
        ];
        Row::of(at, cells)
    };
    let rows = entries.iter().map(row).collect();
    let block = Block::new("register", "The register", table(columns, rows))
        .or_empty("Nothing yet. Write down what may go wrong, and how you would see it coming.");
    if !open {
        return block;
    }
    let add = Add::new("Add a risk", Kind::Risk, "title");
    block.adds(match facts.asked.place.filter(|at| at.kind.is_place()) {
        Some(place) => add.with("place", place.to_string()),
        None => add,
    })
}

/// Lists what is to be looked at by now.
pub(super) fn due(facts: &Facts<'_>, entries: &[Entry<'_>]) -> Block {
    let mut due: Vec<&Entry<'_>> = entries.iter().filter(|e| e.is_due(facts.today)).collect();
    crate::sort::by_key(&mut due, |e| (e.risk.review.is_none(), e.risk.review));
    let row = |entry: &&Entry<'_>| {
        let (risk, at) = (entry.risk, at(entry));
        let late = risk.review.map(|day| facts.today.days_since(day));
        let said = match late {
            None => "never reviewed".to_owned(),
            Some(0) => "today".to_owned(),
            Some(1) => "since yesterday".to_owned(),
            Some(n) => format!("for {n} days"),
        };
        let tone = if late.is_some_and(|n| n > 7) { Tone::Bad } else { Tone::Warn };
        let mut row = Row::of(
            at,
            vec![
                Cell::link(at, &risk.title),
                Cell::text(said).tone(tone),
                Cell::edit(at, "review", risk.review.map(|d| d.to_string()).unwrap_or_default()),
                Cell::edit(at, "owner", facts.person(risk.owner)),
            ],
        );
        row.acts.push(act("reviewed", entry, "Reviewed", "Looks at it again in two weeks"));
        row
    };
    let rows: Vec<Row> = due.iter().map(row).collect();
    let says = match rows.len() {
        0 => String::new(),
        n => format!("{} waiting for somebody to look.", count(n, "entry is", "entries are")),
    };
    Block::new(
        "due",
        "Due for review",
        table(columns(&["Risk", "Due", "Next review", "Owner"]), rows),
    )
    .says(says)
    .or_empty("Nothing: every entry has a day to come.")
}

/// Lists by what each risk is seen coming.
pub(super) fn triggers(facts: &Facts<'_>, entries: &[Entry<'_>]) -> Block {
    let open = entries.iter().filter(|e| e.risk.class != RiskClass::Issue);
    let row = |entry: &Entry<'_>| {
        let (risk, at) = (entry.risk, at(entry));
        let trigger = Cell::edit(at, "trigger", risk.trigger.trim());
        let trigger = match risk.trigger.trim().is_empty() {
            true => trigger.hint("Nobody would see it coming"),
            false => trigger,
        };
        let answers = match risk.items.len() {
            0 => Cell::text("no item").tone(Tone::Warn),
            _ => {
                let open = |id: &&Id<Item>| {
                    facts.model.find(**id).is_some_and(|item| item.actual_finish.is_none())
                };
                let n = risk.items.iter().filter(open).count();
                let first = risk.items.first().map(|id| id.to_ref());
                Cell { at: first, ..Cell::text(count(n, "item", "items")) }
            }
        };
        let mut row = Row::of(at, vec![Cell::link(at, &risk.title), trigger, answers]);
        row.acts.push(act("happened", entry, "It happened", "Makes an issue of it, due today"));
        row
    };
    let rows: Vec<Row> = open.map(row).collect();
    let blind = entries
        .iter()
        .filter(|e| e.risk.class != RiskClass::Issue && e.risk.trigger.trim().is_empty())
        .count();
    let says = match (rows.len(), blind) {
        (0, _) => String::new(),
        (_, 0) => "Each has something by which one sees it coming.".to_owned(),
        (_, n) => format!("{} without anything by which one would see it coming.", n),
    };
    Block::new(
        "triggers",
        "What we watch for",
        table(columns(&["Risk", "Trigger", "Answered by"]), rows),
    )
    .says(says)
    .or_empty("Nothing to watch for.")
}
