//! Launches: what must be ready by the day and whether it is, function by function; whether to go;
//! and what happened beside what was expected. The deliverables are planned backward from the day,
//! and move with it when somebody says so: a date that is tried out moves nobody's work. It knows
//! no pixel.

mod act;
mod after;
mod ready;
pub mod template;

pub(super) use act::act;

use super::Facts;
use super::report::{Act, Add, Block, Cell, Choice, Column, Fact, Row, Shape, Sheet, Table, Tone};
use super::words::count;
use crate::metrics::words::days;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Launch, LaunchGate};
use crate::sort;
use ready::{Part, Sum, parts};
use template::{FUNCTIONS, tier};

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let list = launches(facts);
    let chosen = facts.asked.option("launch").and_then(|id| id.parse().ok());
    let found = list.iter().find(|own| Some(own.id) == chosen).or_else(|| list.first()).copied();
    if let Some(launch) = found {
        if list.len() > 1 {
            sheet.choices.push(Choice {
                key: "launch".to_owned(),
                label: "Launch".to_owned(),
                of: list.iter().map(|own| (own.id.to_string(), own.title.clone())).collect(),
                value: launch.id.to_string(),
            });
        }
        one(facts, launch, sheet);
    } else {
        "No launch is planned here yet.".clone_into(&mut sheet.says);
    }
    sheet.blocks.push(all(facts, &list));
}

/// Lists the launches of the place: the next first, then those without a date, then the past ones.
fn launches<'a>(facts: &Facts<'a>) -> Vec<&'a Launch> {
    let here = |launch: &&Launch| {
        let product = launch.product.map(Id::to_ref);
        let project = launch.project.map(Id::to_ref);
        (product.is_none() && project.is_none() && facts.within(None, None))
            || product.is_some_and(|at| facts.holds_place(Some(at)))
            || project.is_some_and(|at| facts.holds_place(Some(at)))
    };
    let mut list: Vec<&Launch> = facts.model.launches.iter().filter(here).collect();
    let when = |launch: &Launch| match launch.date {
        Some(date) if date >= facts.today => (0, date.day_number()),
        None => (1, 0),
        Some(date) => (2, -date.day_number()),
    };
    sort::by(&mut list, |a, b| (when(a), &a.rank, a.id).cmp(&(when(b), &b.rank, b.id)));
    list
}

fn one(facts: &Facts<'_>, launch: &Launch, sheet: &mut Sheet) {
    let parts = parts(facts, launch);
    let sum = Sum::of(&parts);
    let past = launch.date.is_some_and(|date| date < facts.today);
    sheet.says = says(facts, launch, &sum);
    sheet.blocks.push(figures(facts, launch, &sum));
    if past {
        sheet.blocks.push(after::block(facts, launch));
    }
    sheet.blocks.push(gate(facts, launch));
    sheet.blocks.push(ready::functions(facts, launch, &parts));
    if !past {
        sheet.blocks.push(ready::threats(facts, launch, &parts));
    }
    sheet.blocks.push(deliverables(facts, launch, &parts));
    if !past {
        sheet.blocks.push(after::block(facts, launch));
    }
}

fn says(facts: &Facts<'_>, launch: &Launch, sum: &Sum) -> String {
    let title = &launch.title;
    let Some(date) = launch.date else {
        return format!("{title} has no date yet: {}.", sum.says());
    };
    let ahead = date.days_since(facts.today);
    if ahead < 0 {
        let ago = days(-ahead as f64);
        let first = format!("{title} went out on {}, {ago} ago", facts.date(date));
        return match after::tally(facts, launch) {
            (0, 0, 0) => format!("{first}; nobody said what was expected of it."),
            (met, missed, early) => format!(
                "{first}: {met} of {} as expected or better{}.",
                count(met + missed + early, "number is", "numbers are"),
                if early > 0 { format!(", {early} too early to say") } else { String::new() },
            ),
        };
    }
    let when = if ahead == 0 { "today".to_owned() } else { format!("in {}", days(ahead as f64)) };
    let decided = match launch.gate {
        LaunchGate::Go => "It was decided to go.",
        LaunchGate::NoGo => "It was decided not to go.",
        _ => "Nothing is decided yet.",
    };
    let stands = match sum.all {
        0 => "nothing is listed that must be ready".to_owned(),
        _ => sum.says(),
    };
    format!("{title} goes out on {}, {when}: {stands}. {decided}", facts.date(date))
}

fn figures(facts: &Facts<'_>, launch: &Launch, sum: &Sum) -> Block {
    let ahead = launch.date.map(|date| date.days_since(facts.today));
    let when = match ahead {
        None => Fact::new("Date", "not said").tone(Tone::Warn),
        Some(n @ 0..) => Fact::new("To go", days(n as f64)),
        Some(n) => Fact::new("Went out", format!("{} ago", days(-n as f64))),
    };
    let tier = format!("tier {}", launch.tier.label());
    let when = when.says(match launch.date {
        Some(date) => format!("{} · {tier}", facts.date(date)),
        None => tier,
    });
    let done = match sum.all {
        0 => Fact::new("Deliverables", "none").tone(Tone::Warn),
        all => Fact::new("Deliverables done", format!("{} of {all}", sum.done)),
    };
    let late = Fact::new("Late by the plan", sum.late.to_string()).tone(if sum.late > 0 {
        Tone::Bad
    } else {
        Tone::Good
    });
    let late = match &sum.worst {
        Some((title, by)) => late.says(format!("{title}, by {}", days(*by as f64))),
        None => late,
    };
    let ends = sum.ends.zip(launch.date).map(|(ends, date)| ends > date);
    let last = sum.ends.map(|day| {
        Fact::new("All is there", facts.day(day))
            .tone(if ends == Some(true) { Tone::Bad } else { Tone::Plain })
            .says("When the last of what is open ends by the plan")
    });
    let decided = Fact::new("Decision", launch.gate.label()).tone(gate_tone(&launch.gate));
    let mut list = vec![when, done, late];
    list.extend(last);
    list.push(decided);
    Block::new("figures", "", Shape::Facts(list))
}

fn gate_tone(gate: &LaunchGate) -> Tone {
    match gate {
        LaunchGate::Go => Tone::Good,
        LaunchGate::NoGo => Tone::Bad,
        _ => Tone::Quiet,
    }
}

fn offer(launch: &Launch, verb: &str, label: impl Into<String>, says: &str) -> Act {
    Act { key: format!("{verb}:{}", launch.id.raw()), label: label.into(), says: says.to_owned() }
}

fn gate(facts: &Facts<'_>, launch: &Launch) -> Block {
    let at = launch.id.to_ref();
    let cells = vec![
        Cell::text(launch.gate.label()).tone(gate_tone(&launch.gate)),
        Cell::edit(at, "reason", launch.reason.clone()),
        Cell::text(launch.decided.map(|day| facts.day(day)).unwrap_or_default()),
        Cell::text(facts.person(launch.owner)).tone(Tone::Quiet),
    ];
    let columns = ["Decision", "Reason", "Decided", "Answers for it"].map(Column::text).into();
    let rows = vec![Row { cells, ..Row::default() }];
    let mut block = Block::new("gate", "Go or no go", Table { columns, rows }.into());
    if launch.gate == LaunchGate::Open {
        block.says = "Say why, or what is known today is kept as the reason.".to_owned();
    }
    block.acts = match launch.gate {
        LaunchGate::Open | LaunchGate::Other(_) => vec![
            offer(launch, "go", "Go", "It goes out on its day; the reason is kept"),
            offer(launch, "nogo", "No go", "It does not go out on that day; the reason is kept"),
        ],
        _ => vec![offer(
            launch,
            "reopen",
            "Decide again",
            "Takes the decision back; the reason stays",
        )],
    };
    block
}

fn deliverables(facts: &Facts<'_>, launch: &Launch, parts: &[Part<'_>]) -> Block {
    let mut block = ready::list(facts, parts);
    let missing = missing(facts.model, launch);
    if missing > 0 && launch.date.is_none_or(|date| date >= facts.today) {
        block.acts.push(offer(
            launch,
            "template",
            "Add deliverables from the template",
            &format!("Makes {missing} items, each planned so that it ends before the launch"),
        ));
    }
    let held = parts.iter().filter(|part| part.is_open() && is_held(part.item)).count();
    match (launch.planned, launch.date) {
        (Some(planned), Some(date)) if planned != date && held > 0 => {
            let says = format!(
                "{} still planned for {}; the launch is on {} now.",
                count(held, "deliverable is", "deliverables are"),
                facts.date(planned),
                facts.date(date)
            );
            block = block.says(says);
            let label = "Move the deliverables with it";
            block.acts.push(offer(
                launch,
                "move",
                label,
                "Keeps their working days before the launch",
            ));
        }
        (None, Some(_)) if held > 0 => {
            let label = "Tie their dates to the launch";
            block.acts.push(offer(
                launch,
                "tie",
                label,
                "A later change of the date then offers to move them along",
            ));
        }
        _ => {}
    }
    block.note(
        "The template puts each deliverable so many working days before the launch, in the calendar of the project. \
         A new date moves nothing by itself: the page then offers to move what is open and has a deadline or a date \
         that holds it; the rest follows its links.",
    )
}

/// Counts what the template has for the tier and the launch has not.
fn missing(model: &Model, launch: &Launch) -> usize {
    let least = tier(&launch.tier);
    let lacks = |due: &&template::Due| due.tier >= least && !has(model, launch, due.title);
    FUNCTIONS.iter().flat_map(|function| function.due).filter(lacks).count()
}

fn has(model: &Model, launch: &Launch, title: &str) -> bool {
    let all = FUNCTIONS.iter().flat_map(|function| (function.get)(launch));
    all.filter_map(|id| model.find(*id)).any(|item| item.title == title)
}

/// Tells whether a date of its own holds an item: only such an item moves with the launch.
fn is_held(item: &Item) -> bool {
    item.deadline.is_some() || item.constraint_date.is_some()
}

fn all(facts: &Facts<'_>, list: &[&Launch]) -> Block {
    let row = |launch: &&Launch| {
        let at = launch.id.to_ref();
        let sum = Sum::of(&parts(facts, launch));
        let project = launch.project.map(|id| facts.model.title_of(id.to_ref()));
        let project = project.unwrap_or_default();
        let ready = match sum.all {
            0 => Cell::text("–"),
            all => Cell::text(format!("{} of {all}", sum.done)).part(sum.done as f64 / all as f64),
        };
        Row::of(
            at,
            vec![
                Cell::link(at, &launch.title),
                Cell::edit(at, "date", launch.date.map(|day| day.to_string()).unwrap_or_default()),
                Cell::edit(at, "tier", launch.tier.label()),
                Cell::edit(at, "project", project),
                Cell::edit(at, "owner", facts.person(launch.owner)),
                ready,
                Cell::text(launch.gate.label()).tone(gate_tone(&launch.gate)),
            ],
        )
    };
    let columns = vec![
        Column::text("Launch"),
        Column::text("Date"),
        Column::text("Tier").extra(),
        Column { hint: "Its deliverables are made there".to_owned(), ..Column::text("Project") },
        Column::text("Owner").extra(),
        Column::text("Ready"),
        Column::text("Decision"),
    ];
    let add = Add::new("Add a launch", Kind::Launch, "title");
    let add = match facts.asked.place {
        Some(at) if at.kind == Kind::Product => add.with("product", at.id.to_string()),
        Some(at) if at.kind == Kind::Project => add.with("project", at.id.to_string()),
        _ => add,
    };
    let rows = list.iter().map(row).collect();
    Block::new("launches", "All launches", Table { columns, rows }.into()).adds(add).or_empty(
        "A launch has a day, a tier and what each function must have ready by then. Add the first.",
    )
}
