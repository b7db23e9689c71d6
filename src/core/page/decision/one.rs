//! One decision on one sheet: what one must know, what each option stands for, where each person
//! stands and where they disagree, what waits, and what was decided. It knows no other decision.

use super::super::Facts;
use super::super::report::{
    Act, Block, Cell, Choice, Column, Fact, Grid, Head, Row, Shape, Sheet, Spot, Tone,
};
use super::super::words::count;
use super::score::{self, Dispute};
use super::{dissent_cell, fact, held, late_cell, positions, table};
use crate::metrics::words::number;
use crate::model::id::Id;
use crate::model::{Decision, Kind, Person, Position, Stand};

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, decision: &Decision, sheet: &mut Sheet) {
    let positions = positions(facts, decision);
    let scored = score::scored(decision, &positions);
    sheet.says = says(facts, decision, &scored);
    let names: Vec<&str> = decision.criteria.iter().map(|c| score::criterion(c).0).collect();
    let nth = facts.asked.option("by").and_then(|n| n.parse::<usize>().ok());
    let about = nth.and_then(|n| names.get(n)).copied().unwrap_or_default();
    if !names.is_empty() {
        let mut of = vec![(String::new(), "On the whole".to_owned())];
        of.extend(names.iter().enumerate().map(|(n, name)| (n.to_string(), (*name).to_owned())));
        let value = nth.filter(|n| *n < names.len()).map(|n| n.to_string());
        sheet.choices.push(Choice {
            key: "by".to_owned(),
            label: "Positions by".to_owned(),
            of,
            value: value.unwrap_or_default(),
        });
    }
    let at = decision.id.to_ref();
    sheet.blocks.push(head(facts, decision));
    sheet.blocks.push(Block::new(
        "context",
        "What one must know",
        Shape::Prose(at, "description".to_owned()),
    ));
    sheet.blocks.push(options(decision, &scored));
    sheet.blocks.push(people(facts, decision, &positions, about));
    sheet.blocks.push(disputes(facts, decision, &positions));
    sheet.blocks.push(waiting(facts, decision));
    sheet.blocks.push(
        Block::new("reason", "Why it was decided so", Shape::Prose(at, "reason".to_owned())).half(),
    );
}

fn says(facts: &Facts<'_>, decision: &Decision, scored: &[score::Scored]) -> String {
    if let Some(day) = decision.decided {
        return format!("{} Decided on {}: {}.", decision.title, facts.date(day), decision.outcome);
    }
    let leads = score::leading(scored);
    let leads = match leads {
        Some(best) => {
            format!(" {} leads with {} of 2.", best.option, signed(best.total.unwrap_or_default()))
        }
        None => " No option leads.".to_owned(),
    };
    let held = held(facts, decision).len();
    let held = match held {
        0 => String::new(),
        n => format!(" {} up.", count(n, "item is held", "items are held")),
    };
    format!("{}{leads}{held}", decision.title)
}

fn signed(value: f64) -> String {
    let text = number(value);
    if value > 0.0 { format!("+{text}") } else { text.replace('-', "−") }
}

fn head(facts: &Facts<'_>, decision: &Decision) -> Block {
    let due = decision.due.map(|day| facts.day(day)).unwrap_or_default();
    let late = late_cell(facts, decision);
    let place = decision.place.filter(|at| facts.model.has(*at));
    let mut list = vec![
        fact("Decides", facts.person(decision.owner)),
        fact("Due", due),
        Fact {
            at: place,
            ..fact("Place", place.map(|at| facts.model.title_of(at)).unwrap_or_default())
        },
    ];
    if let Some(day) = decision.decided {
        list.push(fact("Outcome", decision.outcome.clone()).tone(Tone::Strong));
        list.push(fact("Decided", facts.day(day)));
        list.push(fact("Look again", decision.review.map(|d| facts.day(d)).unwrap_or_default()));
    } else {
        list.push(fact("Open", late.text).tone(late.tone));
    }
    let mut block = Block::new("head", "The question", Shape::Facts(list));
    if decision.decided.is_none() {
        let choose = |(n, option): (usize, &String)| Act {
            key: format!("choose:{n}"),
            label: format!("Decide: {option}"),
            says: "Sets the outcome and today as the day; what waited may start".to_owned(),
        };
        block.acts = decision.options.iter().enumerate().map(choose).collect();
    }
    block
}

/// Shows the options by the weighted criteria.
fn options(decision: &Decision, scored: &[score::Scored]) -> Block {
    let leads = score::leading(scored).map(|best| best.option.clone());
    let head = |text: &String| {
        let (name, weight) = score::criterion(text);
        Head {
            name: name.to_owned(),
            hint: format!("Weight {}", number(weight)),
            ..Head::default()
        }
    };
    let mut columns: Vec<Head> = decision.criteria.iter().map(head).collect();
    columns.push(Head {
        name: "All".to_owned(),
        hint: "The mean by the weights of the criteria".to_owned(),
        ..Head::default()
    });
    let spot = |value: &Option<f64>, strong: bool| match value {
        None => Spot { text: "–".to_owned(), tone: Tone::Quiet, ..Spot::default() },
        Some(value) => Spot {
            text: signed(*value),
            tone: match *value {
                _ if strong => Tone::Strong,
                v if v >= 0.5 => Tone::Good,
                v if v <= -0.5 => Tone::Bad,
                _ => Tone::Plain,
            },
            depth: (value.abs() / 2.0).min(1.0),
            ..Spot::default()
        },
    };
    let row = |s: &score::Scored| {
        let best = leads.as_ref() == Some(&s.option);
        let cells = s.by.iter().map(|value| spot(value, false));
        cells.chain([spot(&s.total, best)]).collect()
    };
    let grid = Grid {
        corner: "Option by criterion".to_owned(),
        columns,
        rows: decision.options.iter().map(|name| named(name)).collect(),
        cells: scored.iter().map(row).collect(),
    };
    Block::new("options", "What each option stands for", Shape::Grid(grid))
        .or_empty("Name two options or more in the panel of the decision, one on a line.")
        .note(
            "Each cell is the mean of the positions by that criterion, from −2 (strongly against) \
             to +2 (strongly for); the last column weighs them (Keeney and Raiffa, 1976).",
        )
}

fn named(name: &str) -> Head {
    Head { name: name.to_owned(), ..Head::default() }
}

/// Shows where each person stands to each option, edited in place.
fn people(facts: &Facts<'_>, decision: &Decision, all: &[&Position], about: &str) -> Block {
    let mut who: Vec<Id<Person>> = Vec::new();
    for person in all.iter().map(|p| p.person).chain(decision.owner).chain(facts.me()) {
        if !who.contains(&person) && facts.model.find(person).is_some() {
            who.push(person);
        }
    }
    let spot = |person: &Id<Person>, option: &String| {
        let own = all.iter().find(|p| {
            p.person == *person
                && score::same(&p.option, option)
                && score::same(&p.criterion, about)
        });
        let Some(own) = own else {
            let must = [
                ("decision", decision.id.raw().to_string()),
                ("person", person.raw().to_string()),
                ("option", option.clone()),
                ("criterion", about.to_owned()),
                // What is chosen in the cell.
                ("stand", String::new()),
            ];
            let must = must.map(|(field, value)| (field.to_owned(), value.into())).to_vec();
            return Spot { edit: None, fresh: Some((Kind::Position, must)), ..Spot::default() };
        };
        let stand = score::number_of(&own.stand);
        Spot {
            text: own.stand.label().to_owned(),
            tone: match own.stand {
                Stand::StrongFor | Stand::For => Tone::Good,
                Stand::StrongAgainst | Stand::Against => Tone::Bad,
                _ => Tone::Plain,
            },
            depth: stand.abs() / 2.0,
            records: vec![own.id.to_ref()],
            hint: own.note.clone(),
            edit: Some((own.id.to_ref(), "stand".to_owned())),
            ..Spot::default()
        }
    };
    let person = |id: &Id<Person>| Head {
        name: facts.person(Some(*id)),
        at: Some(id.to_ref()),
        ..Head::default()
    };
    let cells = |id: &Id<Person>| decision.options.iter().map(|o| spot(id, o)).collect();
    let grid = Grid {
        corner: "Person by option".to_owned(),
        columns: decision.options.iter().map(|name| named(name)).collect(),
        rows: who.iter().map(person).collect(),
        cells: who.iter().map(cells).collect(),
    };
    let title = match about {
        "" => "Where people stand on the whole".to_owned(),
        about => format!("Where people stand: {about}"),
    };
    Block::new("people", &title, Shape::Grid(grid)).or_empty("Nobody has said where they stand.")
}

/// Says who stands where in a dispute, as a part of a sentence.
pub(super) fn apart(facts: &Facts<'_>, decision: &Decision, dispute: &Dispute) -> String {
    let all = positions(facts, decision);
    let about = |p: &&&Position| {
        score::same(&p.option, &dispute.option) && score::same(&p.criterion, &dispute.criterion)
    };
    let names = |side: fn(f64) -> bool| {
        let list = all.iter().filter(about).filter(|p| side(score::number_of(&p.stand)));
        let list: Vec<String> = list.map(|p| facts.person(Some(p.person))).collect();
        if list.is_empty() { "nobody".to_owned() } else { list.join(" and ") }
    };
    let by = match dispute.criterion.is_empty() {
        true => String::new(),
        false => format!(" by {}", dispute.criterion.to_lowercase()),
    };
    format!("{}{by}, {} for it, {} against", dispute.option, names(|n| n > 0.0), names(|n| n < 0.0))
}

fn disputes(facts: &Facts<'_>, decision: &Decision, all: &[&Position]) -> Block {
    let list = score::disputes(decision, all);
    let row = |dispute: &Dispute| {
        let about = match dispute.criterion.is_empty() {
            true => "On the whole",
            false => dispute.criterion.as_str(),
        };
        Row {
            cells: vec![
                Cell::text(about),
                Cell::text(&dispute.option),
                dissent_cell(dispute.dissent),
            ],
            ..Row::default()
        }
    };
    let says = match list.first() {
        Some(first) => format!("Furthest apart: {}.", apart(facts, decision, first)),
        None => String::new(),
    };
    let columns = ["Criterion", "Option", "Dissent"].map(Column::text).into();
    Block::new(
        "disputes",
        "Where they disagree",
        table(columns, list.iter().take(6).map(row).collect()),
    )
    .says(says)
    .or_empty("Nobody disagrees, or fewer than two have said where they stand.")
    .half()
}

fn waiting(facts: &Facts<'_>, decision: &Decision) -> Block {
    let held = held(facts, decision);
    let plan = facts.plan.plan();
    let items = decision.items.iter().filter_map(|id| facts.model.find(*id));
    let row = |item: &crate::model::Item| {
        let at = item.id.to_ref();
        let start = plan.dates(item.id.raw().0).map(|dates| facts.day(dates.start.date()));
        let is_held = held.iter().any(|h| h.id == item.id);
        let why = match (is_held, plan.dates(item.id.raw().0)) {
            (true, _) => Cell::text("by this decision").tone(Tone::Bad),
            (false, None) => Cell::text("not planned").tone(Tone::Quiet),
            (false, Some(dates)) if dates.done => Cell::text("done").tone(Tone::Good),
            (false, Some(_)) => Cell::text("by something else").tone(Tone::Quiet),
        };
        Row::of(at, vec![Cell::link(at, &item.title), Cell::text(start.unwrap_or_default()), why])
    };
    let columns = ["Item", "Starts", "Held"].map(Column::text).into();
    Block::new("waiting", "What waits for it", table(columns, items.map(row).collect()))
        .or_empty("No item waits for it. Name them in the panel of the decision.")
        .half()
}
