//! Check-ins: where one is due or overdue, what was agreed at the start beside what is, the newest
//! one to be written, and those before. It knows no pixel.

mod draft;
mod due;
mod held;

use super::forecast::forecast;
use super::hold::units;
use super::report::{Act, Asked, Block, Cell, Choice, Column, Grid, Head, Row, Shape, Sheet, Spot};
use super::report::{Table, Tone};
use super::words::count;
use super::{Facts, Look, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{CheckIn, Health, Kind, Product, Program, Project};
use crate::schedule::{Follower, Rules};
use crate::sort;
use due::Watched;

/// How many weeks back the row of marks goes.
const WEEKS: i64 = 8;

/// Fills the sheet: all that is due, then one place.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let places = places(facts);
    let mut list: Vec<Watched<'_>> =
        places.iter().filter_map(|at| due::watched(facts.model, *at, facts.today)).collect();
    sort::by_key(&mut list, |w| (w.due.is_none(), w.due, w.place));
    let bare: Vec<Ref> = places
        .iter()
        .filter(|at| due::is_going(facts.model, **at))
        .filter(|at| list.iter().all(|w| w.place != **at))
        .copied()
        .collect();
    let late = list.iter().filter(|w| w.late > 0).count();
    let soon = facts.today.plus_days(7);
    let near = list.iter().filter(|w| w.late == 0 && w.due.is_some_and(|due| due <= soon)).count();
    sheet.says = match (list.len(), bare.len()) {
        (0, 0) => "There is nothing to check on yet: no project, program or product.".to_owned(),
        (0, n) => format!("Nothing is agreed yet for {}.", count(n, "place", "places")),
        _ => format!(
            "{} overdue, {} due in the next seven days.",
            count(late, "check-in is", "check-ins are"),
            count(near, "one is", "are"),
        )
        .replace("no are due", "none is due"),
    };
    let chosen = chosen(facts, &list);
    if list.len() > 1 {
        let of = list.iter().map(|w| (w.place.to_string(), facts.model.title_of(w.place)));
        sheet.choices.push(Choice {
            key: "place".to_owned(),
            label: "Look at".to_owned(),
            of: of.collect(),
            value: chosen.map(|w| w.place.to_string()).unwrap_or_default(),
        });
    }
    sheet.blocks.push(due_block(facts, &list));
    sheet.blocks.push(marks(facts, &list));
    if let Some(watched) = chosen {
        place(facts, watched, sheet);
    }
    if !bare.is_empty() {
        sheet.blocks.push(bare_block(facts, &bare));
    }
}

/// Lists the places that can be checked on, as far as the page looks at them.
fn places(facts: &Facts<'_>) -> Vec<Ref> {
    let model = facts.model;
    let mut programs: Vec<&Program> = model.programs.iter().collect();
    sort::by(&mut programs, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let mut projects: Vec<&Project> = facts.projects().collect();
    sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let mut products: Vec<&Product> = model.products.iter().collect();
    sort::by(&mut products, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let here = |at: &Ref| facts.holds_place(Some(*at));
    let programs = programs.iter().map(|p| p.id.to_ref()).filter(here);
    let products = products.iter().map(|p| p.id.to_ref()).filter(here);
    programs.chain(projects.iter().map(|p| p.id.to_ref())).chain(products).collect()
}

/// Gives the place that is shown: the chosen one, else what was written on today last, else what is
/// due first.
fn chosen<'w, 'a>(facts: &Facts<'_>, list: &'w [Watched<'a>]) -> Option<&'w Watched<'a>> {
    let asked = facts.asked.option("place").and_then(|at| at.parse::<Ref>().ok());
    let asked = asked.or(facts.asked.place);
    let of = |at: Ref| list.iter().find(|w| w.place == at);
    let written = || {
        let today = list.iter().filter(|w| w.last().date == facts.today);
        today.max_by_key(|w| w.last().id)
    };
    asked.and_then(of).or_else(written).or(list.first())
}

/// Says how a health stands.
fn tone(health: &Health) -> Tone {
    match health {
        Health::OnTrack => Tone::Good,
        Health::AtRisk => Tone::Warn,
        Health::OffTrack => Tone::Bad,
        _ => Tone::Quiet,
    }
}

fn due_block(facts: &Facts<'_>, list: &[Watched<'_>]) -> Block {
    let row = |w: &Watched<'_>| {
        let (last, at) = (w.last(), w.agreement.id.to_ref());
        let every = w.agreement.cadence.map(|n| n.to_string()).unwrap_or_default();
        let when = match w.due.map(|due| due.days_since(facts.today)) {
            None if !due::is_going(facts.model, w.place) => {
                Cell::text("not running").tone(Tone::Quiet)
            }
            None => Cell::text("no cadence").tone(Tone::Warn),
            Some(_) if w.late > 0 => {
                let days = count(w.late as usize, "working day", "working days");
                Cell::text(format!("{days} overdue")).tone(Tone::Bad)
            }
            Some(0 | i64::MIN..0) => Cell::text("due today").tone(Tone::Warn),
            Some(n) => Cell::text(format!("in {}", count(n as usize, "day", "days"))),
        };
        let health = match w.since.last() {
            Some(c) => Cell::text(c.health.label()).tone(tone(&c.health)).hint(c.reason.clone()),
            None => Cell::text("none yet").tone(Tone::Quiet),
        };
        let mut row = Row {
            cells: vec![
                Cell::link(w.place, facts.model.title_of(w.place)),
                Cell::text(w.place.kind.one()).tone(Tone::Quiet),
                Cell::edit(at, "cadence", every),
                Cell::text(facts.day(last.date)),
                Cell::text(w.due.map_or_else(|| "–".to_owned(), |due| facts.day(due))),
                when,
                health,
            ],
            ..Row::default()
        };
        if due::is_going(facts.model, w.place) {
            row.acts.push(Act {
                key: format!("draft:{}", w.place),
                label: "Draft".to_owned(),
                says: "Writes a check-in from the facts since the last one".to_owned(),
            });
        }
        row
    };
    let columns = vec![
        Column::text("Place"),
        Column::text("Kind").extra(),
        Column::number("Every … days", "Kept in the agreement of the place").extra(),
        Column::text("Last").extra(),
        Column::text("Next").extra(),
        Column::text("When"),
        Column::text("Health"),
    ];
    let rows = list.iter().map(row).collect();
    Block::new("due", "Due and overdue", Table { columns, rows }.into())
        .or_empty("Nothing was agreed for any place yet.")
        .note(
            "The next check-in is due so many days after the last one, on the first working day \
             from then on by the calendar of the project, else of the workspace. How many is kept \
             in the agreement: it is part of what was agreed at the start.",
        )
}

/// Lists what runs without an agreement.
fn bare_block(facts: &Facts<'_>, bare: &[Ref]) -> Block {
    let row = |at: &Ref| Row {
        cells: vec![
            Cell::link(*at, facts.model.title_of(*at)),
            Cell::text(at.kind.one()).tone(Tone::Quiet),
        ],
        acts: vec![Act {
            key: format!("agree:{at}"),
            label: "Write the agreement".to_owned(),
            says: "Keeps what is expected now: the date, the budget, the items, the objectives"
                .to_owned(),
        }],
        ..Row::default()
    };
    let columns = vec![Column::text("Place"), Column::text("Kind").extra()];
    let rows = bare.iter().map(row).collect();
    Block::new("bare", "Nothing agreed yet", Table { columns, rows }.into())
        .says("What is agreed at the start is what later check-ins are held against.")
}

/// Shows the health of each place week by week.
fn marks(facts: &Facts<'_>, list: &[Watched<'_>]) -> Block {
    let today = facts.today;
    let monday = today.plus_days(-i64::from(today.weekday().num_days_from_monday()));
    let weeks: Vec<_> = (0..WEEKS).rev().map(|n| monday.plus_days(-7 * n)).collect();
    let spot = |w: &Watched<'_>, from: crate::model::time::Date| {
        let to = from.plus_days(6);
        let said = w.since.iter().rev().find(|c| from <= c.date && c.date <= to);
        said.map_or_else(Spot::default, |c| Spot {
            text: c.health.label().to_owned(),
            tone: tone(&c.health),
            depth: 0.6,
            records: vec![c.id.to_ref()],
            hint: format!("{}: {}", facts.date(c.date), c.reason),
            ..Spot::default()
        })
    };
    let grid = Grid {
        corner: "Week from".to_owned(),
        columns: weeks
            .iter()
            .map(|day| Head { name: facts.day(*day), ..Head::default() })
            .collect(),
        rows: list
            .iter()
            .map(|w| Head {
                name: facts.model.title_of(w.place),
                at: Some(w.place),
                ..Head::default()
            })
            .collect(),
        cells: list.iter().map(|w| weeks.iter().map(|day| spot(w, *day)).collect()).collect(),
    };
    Block::new("marks", "How it went", Shape::Grid(grid))
        .or_empty("The health of each check-in stands here, week by week.")
}

/// Shows one place: what was agreed, the newest check-in, those before.
fn place(facts: &Facts<'_>, watched: &Watched<'_>, sheet: &mut Sheet) {
    let now = forecast(facts.model, facts.plan.plan(), facts.today, watched.place);
    let name = facts.model.title_of(watched.place);
    sheet.blocks.push(held::block(facts, watched, &now));
    if let Some(last) = watched.since.last() {
        sheet.blocks.extend(newest(facts, &name, last));
    }
    sheet.blocks.push(history(facts, watched));
}

/// Shows the newest check-in, to be edited in place.
fn newest(facts: &Facts<'_>, name: &str, last: &CheckIn) -> Vec<Block> {
    let at = last.id.to_ref();
    let cells = vec![
        Cell::edit(at, "date", last.date.to_string()),
        Cell::edit(at, "health", last.health.label()).tone(tone(&last.health)),
        Cell::edit(at, "reason", &last.reason),
        Cell::edit(at, "by", facts.person(last.by)),
    ];
    let columns = ["Date", "Health", "Because", "By"].map(Column::text).into();
    let rows = vec![Row { at: Some(at), cells, ..Row::default() }];
    let title = format!("{name}: check-in of {}", facts.date(last.date));
    let says = match (last.reason.trim(), &last.health) {
        ("", _) => {
            "Nobody has said why it stands so. Say it in a line: it is what others read first."
        }
        (_, Health::Unknown) => "Nobody has said how it stands.",
        _ => "",
    };
    let head = Block::new("newest", &title, Table { columns, rows }.into()).says(says);
    let note = "A project takes its health from its newest check-in, in the same step.";
    let mut out = vec![head.note(note)];
    let fields = ["expected", "happened", "next", "needed"];
    // Each field says its own name.
    for field in fields {
        out.push(Block::new(field, "", Shape::Prose(at, field.to_owned())).half());
    }
    out
}

fn history(facts: &Facts<'_>, watched: &Watched<'_>) -> Block {
    let row = |c: &&CheckIn| {
        let at = c.id.to_ref();
        let reason = if c.reason.trim().is_empty() { "no reason given" } else { &c.reason };
        let day = c.due.map_or_else(|| "unknown".to_owned(), |d| facts.day(d));
        let cost = c.cost.map_or_else(|| "unknown".to_owned(), |n| facts.money(units(n)));
        Row::of(
            at,
            vec![
                Cell::link(at, facts.day(c.date)),
                Cell::text(c.health.label()).tone(tone(&c.health)),
                Cell::text(reason),
                Cell::text(day),
                Cell::text(cost),
                Cell::text(c.scope.map_or_else(|| "unknown".to_owned(), |n| n.to_string())),
                Cell::text(facts.person(c.by)),
            ],
        )
    };
    let columns = vec![
        Column::text("Date"),
        Column::text("Health"),
        Column::text("Because"),
        Column { hint: "The end by the plan of that day".to_owned(), ..Column::text("End") },
        Column::number("Cost", "The estimate at completion of that day").extra(),
        Column::number("Items", "").extra(),
        Column::text("By").extra(),
    ];
    let rows: Vec<Row> = watched.since.iter().rev().map(row).collect();
    Block::new("history", "Check-ins so far", Table { columns, rows }.into())
        .or_empty("None yet. “Draft” above writes the first one from the facts.")
}

/// Plans what the page offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let found = act.split_once(':').and_then(|(verb, at)| Some((verb, at.parse::<Ref>().ok()?)));
    let fits = |at: &Ref| matches!(at.kind, Kind::Project | Kind::Program | Kind::Product);
    let found = found.filter(|(verb, at)| matches!(*verb, "draft" | "agree") && fits(at));
    let Some((verb, place)) = found else { return super::no_act(model, asked, act, env) };
    if !model.has(place) {
        return Err(CommandError::missing(place.kind.one()));
    }
    let today = env.today;
    let about = Asked { place: Some(place), ..Asked::default() };
    let made = {
        let follower = Follower::new(model, today, Rules::default());
        let facts = Facts { look: Look::of(model, &about, today), plan: &follower };
        match verb {
            "draft" => draft::check_in(&facts, place),
            _ => draft::agreement(&facts, place),
        }
    };
    let title = model.title_of(place);
    let label = if verb == "draft" { "Check-in of" } else { "Agreement of" };
    let id: Id<CheckIn> = env.id();
    plan(model, env, format!("{label} {title}"), |tx| {
        tx.create(CheckIn { id, ..made })?;
        Ok(match verb {
            "draft" => {
                format!("The check-in of {title} is drafted. Read it, and say how it stands.")
            }
            _ => format!("What is agreed for {title} is kept."),
        })
    })
}
