//! Decisions: what is open, what is late and holds work up, what is to be looked at again, and one
//! decision on a sheet for the meeting. It knows no pixel.

mod one;
mod score;

use super::hold::id_of;
use super::report::Tone;
use super::report::{Act, Add, Asked, Block, Cell, Choice, Column, Fact, Row, Shape, Sheet, Table};
use super::words::count;
use super::{Facts, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::id::{Id, RawId};
use crate::model::workspace::Model;
use crate::model::{Decision, Item, Kind, Position};
use crate::schedule::reason::Cause;
use crate::sort;

/// Fills the sheet: all decisions, or the one that is chosen.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let mut all: Vec<&Decision> = facts
        .model
        .decisions
        .iter()
        .filter(|d| facts.within(d.place, None) || waits(facts, d))
        .collect();
    sort::by_key(&mut all, |d| (d.decided.is_some(), d.due.is_none(), d.due, d.id));
    let chosen = facts.asked.option("decision").and_then(|id| id.parse::<RawId>().ok());
    let chosen = chosen.and_then(|id| all.iter().find(|d| d.id.raw() == id));
    let mut of = vec![(String::new(), "All of them".to_owned())];
    of.extend(all.iter().map(|d| (d.id.raw().to_string(), d.title.clone())));
    sheet.choices.push(Choice {
        key: "decision".to_owned(),
        label: "Decision".to_owned(),
        of,
        value: chosen.map(|d| d.id.raw().to_string()).unwrap_or_default(),
    });
    if let Some(decision) = chosen {
        one::draw(facts, decision, sheet);
        return;
    }
    let open: Vec<&Decision> = all.iter().filter(|d| d.decided.is_none()).copied().collect();
    let late = open.iter().filter(|d| is_late(facts, d)).count();
    let held: usize = open.iter().map(|d| held(facts, d).len()).sum();
    let again = all.iter().filter(|d| is_again(facts, d)).count();
    sheet.says = format!(
        "{} open, {late} of them late; {} up because of them. {} to be looked at again.",
        count(open.len(), "decision is", "decisions are"),
        count(held, "item is held", "items are held"),
        count(again, "decision is", "decisions are"),
    );
    sheet.blocks.push(open_block(facts, &open));
    sheet.blocks.push(disputed(facts, &open));
    sheet.blocks.push(decided(facts, &all));
}

/// Tells whether work of the place waits for a decision.
fn waits(facts: &Facts<'_>, decision: &Decision) -> bool {
    let item = |id: &Id<Item>| facts.model.find(*id).is_some_and(|item| facts.holds(item));
    decision.items.iter().any(item)
}

fn is_late(facts: &Facts<'_>, decision: &Decision) -> bool {
    decision.decided.is_none() && decision.due.is_some_and(|due| due < facts.today)
}

fn is_again(facts: &Facts<'_>, decision: &Decision) -> bool {
    decision.decided.is_some() && decision.review.is_some_and(|day| day <= facts.today)
}

/// Lists the items that a decision holds up: by the plan they would start earlier without it.
fn held<'a>(facts: &Facts<'a>, decision: &Decision) -> Vec<&'a Item> {
    let key = decision.id.raw().0;
    let sets = |cause: &Cause| {
        let mut cause = cause;
        while let Cause::Within(_, inner) = cause {
            cause = inner;
        }
        matches!(cause, Cause::Decision(by) if by.decision == key)
    };
    let plan = facts.plan.plan();
    let is_held = |item: &&Item| plan.reason(item.id.raw().0).is_some_and(|r| sets(&r.cause));
    decision.items.iter().filter_map(|id| facts.model.find(*id)).filter(is_held).collect()
}

/// Gives the positions on a decision, by person and age.
fn positions<'a>(facts: &Facts<'a>, decision: &Decision) -> Vec<&'a Position> {
    let ids = facts.model.index().owned_of::<Position>(decision.id.to_ref());
    let mut list: Vec<&Position> = ids.filter_map(|id| facts.model.find(id)).collect();
    sort::by_key(&mut list, |p| p.id);
    list
}

/// Says how late a decision is, or how near.
fn late_cell(facts: &Facts<'_>, decision: &Decision) -> Cell {
    match decision.due.map(|due| facts.today.days_since(due)) {
        None => Cell::text("no date").tone(Tone::Warn),
        Some(late @ 1..) => {
            Cell::text(count(late as usize, "day late", "days late")).tone(Tone::Bad)
        }
        Some(0) => Cell::text("today").tone(Tone::Warn),
        Some(late @ -7..) => {
            Cell::text(format!("in {}", count(-late as usize, "day", "days"))).tone(Tone::Warn)
        }
        Some(late) => Cell::text(format!("in {}", count(-late as usize, "day", "days"))),
    }
}

fn open_block(facts: &Facts<'_>, open: &[&Decision]) -> Block {
    let row = |decision: &&Decision| {
        let at = decision.id.to_ref();
        let positions = positions(facts, decision);
        let scored = score::scored(decision, &positions);
        let leads = score::leading(&scored);
        let leads = match (leads, decision.options.len()) {
            (Some(best), _) => Cell::text(&best.option),
            (None, 0) => Cell::text("no options yet").tone(Tone::Warn),
            (None, _) if positions.is_empty() => Cell::text("no positions yet").tone(Tone::Quiet),
            (None, _) => Cell::text("none leads").tone(Tone::Quiet),
        };
        let held = held(facts, decision);
        let waiting = match (held.len(), decision.items.len()) {
            (_, 0) => Cell::text("–"),
            (0, n) => Cell::text(count(n, "item waits", "items wait")),
            (n, _) => Cell::text(format!("holds {}", count(n, "item", "items"))).tone(Tone::Bad),
        };
        Row::of(
            at,
            vec![
                Cell::link(at, &decision.title),
                Cell::edit(at, "due", decision.due.map(|d| d.to_string()).unwrap_or_default()),
                late_cell(facts, decision),
                Cell::edit(at, "owner", facts.person(decision.owner)),
                leads,
                waiting,
            ],
        )
    };
    let columns = vec![
        Column::text("Question"),
        Column::text("Due").extra(),
        Column::text("When"),
        Column::text("Decides"),
        Column {
            hint: "The best weighted mean of what people said".to_owned(),
            ..Column::text("Leads")
        },
        Column {
            hint: "The items that the plan starts no earlier because of it".to_owned(),
            ..Column::text("Waiting")
        },
    ];
    let rows = open.iter().map(row).collect();
    let add = Add::new("Add a decision", Kind::Decision, "title");
    let add = match facts.asked.place.filter(|at| at.kind.is_place()) {
        Some(place) => add.with("place", place.to_string()),
        None => add,
    };
    Block::new("open", "To be decided", Table { columns, rows }.into())
        .or_empty("Nothing is open. Write down the next question that work will wait for.")
        .adds(add)
        .note(
            "An open decision is a predecessor of the items that wait for it: they start after the \
             day by which it is to be made, and after today once that has passed.",
        )
}

/// Lists where people disagree over all open decisions, the widest first.
fn disputed(facts: &Facts<'_>, open: &[&Decision]) -> Block {
    let mut all: Vec<(&Decision, score::Dispute)> = Vec::new();
    for decision in open {
        let list = score::disputes(decision, &positions(facts, decision));
        all.extend(list.into_iter().take(3).map(|dispute| (*decision, dispute)));
    }
    all.sort_by(|a, b| b.1.dissent.total_cmp(&a.1.dissent));
    let row = |(decision, dispute): &(&Decision, score::Dispute)| {
        let at = decision.id.to_ref();
        let about = match dispute.criterion.is_empty() {
            true => "On the whole",
            false => dispute.criterion.as_str(),
        };
        // Several rows are about one decision: none of them is that record's row.
        let cells = vec![
            Cell::link(at, &decision.title),
            Cell::text(about),
            Cell::text(&dispute.option),
            dissent_cell(dispute.dissent),
        ];
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().take(8).map(row).collect();
    let says = match all.first() {
        None => String::new(),
        Some((decision, dispute)) => {
            format!("Furthest apart: {}.", one::apart(facts, decision, dispute))
        }
    };
    let columns = ["Decision", "Criterion", "Option", "Dissent"].map(Column::text).into();
    Block::new("disputed", "Where people disagree", Table { columns, rows }.into())
        .says(says)
        .or_empty("Nobody disagrees, or fewer than two have said where they stand.")
        .note(
            "Dissent is 0 % where all stand alike and 100 % where half stand at either end (Tastle \
             and Wierman, 2007).",
        )
}

fn dissent_cell(dissent: f64) -> Cell {
    let tone = match dissent {
        d if d >= 0.6 => Tone::Bad,
        d if d >= 0.3 => Tone::Warn,
        _ => Tone::Plain,
    };
    Cell::text(format!("{:.0} %", dissent * 100.0)).part(dissent).tone(tone)
}

fn decided(facts: &Facts<'_>, all: &[&Decision]) -> Block {
    let mut made: Vec<&Decision> = all.iter().filter(|d| d.decided.is_some()).copied().collect();
    sort::by_key(&mut made, |d| (!is_again(facts, d), std::cmp::Reverse(d.decided), d.id));
    let row = |decision: &&Decision| {
        let at = decision.id.to_ref();
        let again = is_again(facts, decision);
        let review = decision.review.map(|day| day.to_string()).unwrap_or_default();
        let review = Cell::edit(at, "review", review);
        let mut row = Row::of(
            at,
            vec![
                Cell::link(at, &decision.title),
                Cell::text(&decision.outcome).tone(Tone::Strong),
                Cell::text(decision.decided.map(|day| facts.day(day)).unwrap_or_default()),
                Cell::text(facts.person(decision.owner)),
                if again { review.tone(Tone::Warn) } else { review },
            ],
        );
        if again {
            row.acts.push(Act {
                key: format!("stands:{}", decision.id.raw()),
                label: "It stands".to_owned(),
                says: "Keeps it and does not look again".to_owned(),
            });
        }
        row.acts.push(Act {
            key: format!("reopen:{}", decision.id.raw()),
            label: "Reopen".to_owned(),
            says: "Takes the outcome back; items wait for it again".to_owned(),
        });
        row
    };
    let rows = made.iter().map(row).collect();
    let columns = ["Question", "Outcome", "Decided", "By", "Look again"].map(Column::text).into();
    Block::new("decided", "Decided", Table { columns, rows }.into())
        .or_empty("Nothing is decided yet.")
}

/// Plans what the page offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let today = env.today;
    if let Some(id) = id_of::<Decision>(act, "stands") {
        let title = model.title_of(id.to_ref());
        return plan(model, env, format!("Keep {title}"), |tx| {
            tx.update(id, |decision| decision.review = None)?;
            Ok(format!("{title} stands."))
        });
    }
    if let Some(id) = id_of::<Decision>(act, "reopen") {
        let title = model.title_of(id.to_ref());
        return plan(model, env, format!("Reopen {title}"), |tx| {
            tx.update(id, |decision| {
                decision.decided = None;
                decision.review = None;
            })?;
            Ok(format!("{title} is open again; what was said stays."))
        });
    }
    let Some(chosen) = act.strip_prefix("choose:").and_then(|n| n.parse::<usize>().ok()) else {
        return super::no_act(model, asked, act, env);
    };
    let id = asked.option("decision").and_then(|id| id.parse().ok()).map(Id::<Decision>::new);
    let decision = id.and_then(|id| model.find(id));
    let option =
        decision.and_then(|d| Some((d.id, d.title.clone(), d.options.get(chosen)?.clone())));
    let Some((id, title, option)) = option else { return super::no_act(model, asked, act, env) };
    plan(model, env, format!("Decide {title}"), |tx| {
        tx.update(id, |decision| {
            decision.outcome.clone_from(&option);
            decision.decided = Some(today);
        })?;
        Ok(format!("Decided: {option}. Say why, and when to look again."))
    })
}

/// Makes a fact of a name and a value.
fn fact(label: &str, value: String) -> Fact {
    Fact::new(label, if value.is_empty() { "–".to_owned() } else { value })
}

/// Makes a table.
fn table(columns: Vec<Column>, rows: Vec<Row>) -> Shape {
    Table { columns, rows }.into()
}
