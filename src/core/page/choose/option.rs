//! Sets of projects to choose from: what each comes to, the best within its limits, two of them side
//! by side. It knows no pixel.

use std::collections::BTreeSet;

use super::super::Facts;
use super::super::hold::units;
use super::super::report::{Act, Add, Block, Cell, Column, Row, Shape, Table, Tone};
use super::super::words::{count, number, whole};
use super::fact::{self, Case, Known, QUARTERS};
use super::knapsack::{self, Best, Piece};
use crate::model::id::{Id, Ref};
use crate::model::{Kind, Phase, Project, Selection};
use crate::sort;

/// Is what a set comes to; what is not known of a project is counted apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sum {
    /// How many projects are in it.
    pub n: usize,
    /// What they are worth together.
    pub value: f64,
    /// How many have no estimate of value.
    pub unvalued: usize,
    /// What they cost from now on.
    pub money: f64,
    /// How many have no cost.
    pub uncosted: usize,
    /// Person-days from now on.
    pub days: f64,
    /// How many have no planned work.
    pub unplanned: usize,
    /// What is to be expected of their risks, in money.
    pub risk: f64,
    /// The objectives that they serve.
    pub objectives: BTreeSet<Ref>,
    /// Person-days by quarter.
    pub by_quarter: Vec<f64>,
}

/// Is the best set and the projects that are in it.
pub type Found = (Best, Vec<Id<Project>>);

/// Lists the options in their order.
pub fn all<'a>(facts: &Facts<'a>) -> Vec<&'a Selection> {
    let mut list: Vec<&Selection> = facts.model.selections.iter().collect();
    sort::by(&mut list, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    list
}

/// Tells whether a project is in an option.
pub fn holds(option: &Selection, id: Id<Project>) -> bool {
    option.projects.contains(&id) || option.must.contains(&id)
}

/// Adds up what a set comes to.
pub fn sum(known: &Known<'_>, option: &Selection) -> Sum {
    let mut out = Sum { by_quarter: vec![0.0; QUARTERS], ..Sum::default() };
    for case in known.cases.iter().filter(|case| holds(option, case.project.id)) {
        out.n += 1;
        out.value += case.value.unwrap_or(0.0);
        out.unvalued += usize::from(case.value.is_none());
        out.money += case.to_go().unwrap_or(0.0);
        out.uncosted += usize::from(case.to_go().is_none());
        out.days += case.days.unwrap_or(0.0);
        out.unplanned += usize::from(case.days.is_none());
        out.risk += case.risk.money;
        out.objectives.extend(case.objectives.iter().copied());
        for (sum, own) in out.by_quarter.iter_mut().zip(&case.by_quarter) {
            *sum += own;
        }
    }
    out
}

/// Finds the best set within an option's limits, and what had to be left out because too little is
/// known of it. Nothing where what must run is too much already.
pub fn best<'k, 'a>(
    known: &'k Known<'a>,
    option: &Selection,
) -> (Option<Found>, Vec<&'k Case<'a>>) {
    let can = |case: &&Case<'_>| {
        let priced = option.money.is_none() || case.to_go().is_some();
        let planned = option.days.is_none() || case.days.is_some();
        option.must.contains(&case.project.id) || (case.value.is_some() && priced && planned)
    };
    let ended = |case: &&Case<'_>| case.project.phase == Phase::Closed;
    let (able, left): (Vec<&Case<'_>>, Vec<&Case<'_>>) =
        known.cases.iter().filter(|case| !ended(case)).partition(can);
    let piece = |case: &&Case<'_>| Piece {
        value: case.value.unwrap_or(0.0),
        money: case.to_go().unwrap_or(0.0),
        days: case.days.unwrap_or(0.0),
        must: option.must.contains(&case.project.id),
    };
    let pieces: Vec<Piece> = able.iter().map(piece).collect();
    let found = knapsack::best(&pieces, option.money.map(units), option.days.map(|n| n.get()));
    let found = found.map(|best| {
        let ids = best.chosen.iter().filter_map(|n| able.get(*n)).map(|c| c.project.id).collect();
        (best, ids)
    });
    (found, left)
}

/// Lists the options with their limits and what can be done with them.
pub fn list(known: &Known<'_>, options: &[&Selection]) -> Block {
    let row = |option: &&Selection| {
        let at = option.id.to_ref();
        let sum = sum(known, option);
        let money = option.money.map(|m| number(units(m), 2)).unwrap_or_default();
        let days = option.days.map(|n| number(n.get(), 1)).unwrap_or_default();
        let (found, left) = best(known, option);
        let stands = match &found {
            None => Cell::text("what must run is over the limits").tone(Tone::Bad),
            Some((best, ids)) if ids.len() == sum.n && ids.iter().all(|id| holds(option, *id)) => {
                let proven = if best.proven { "is the best" } else { "is the best that was found" };
                Cell::text(proven).tone(Tone::Good)
            }
            Some((best, _)) => {
                let cell = Cell::text(format!("best is worth {}", number(best.value, 1)));
                cell.tone(Tone::Warn)
            }
        };
        let left: Vec<&str> = left.iter().map(|case| case.project.name.as_str()).collect();
        let stands = match left.is_empty() {
            true => stands,
            false => stands.hint(format!("Not known enough of to choose: {}", left.join(", "))),
        };
        let act = |verb: &str, label: &str, says: &str| Act {
            key: format!("{verb}:{}", option.id.raw()),
            label: label.to_owned(),
            says: says.to_owned(),
        };
        let mut row = Row::of(
            at,
            vec![
                Cell::link(at, &option.title),
                Cell::edit(at, "money", money),
                Cell::edit(at, "days", days),
                Cell::text(sum.n.to_string()),
                Cell::text(number(sum.value, 1)),
                stands,
            ],
        );
        row.acts = vec![
            act("best", "Take the best set", "The set worth the most within the limits"),
            act("real", "Make it real", "Sets the phases of all projects and keeps the reason"),
        ];
        row
    };
    let columns = vec![
        Column::text("Option"),
        Column::number("Limit of money", "What may be spent from now on"),
        Column::number("Limit of person-days", "What may be worked from now on"),
        Column::number("Projects", ""),
        Column::number("Value", "The sum of what its projects are worth, each from 1 to 10"),
        Column::text("Within its limits"),
    ];
    let rows = options.iter().map(row).collect();
    Block::new("options", "Options", Table { columns, rows }.into())
        .adds(Add::new("Add an option", Kind::Selection, "title"))
        .or_empty("No option yet. Add one, set its limits, and let the best set be found.")
        .note(
            "The best set is that of the 0/1 knapsack problem with two limits, found by branch and \
             bound (Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004): no other set within \
             the limits is worth more. What runs in any case is kept in. A project of whose value, \
             cost or work nothing is known cannot be chosen, and is named.",
        )
}

/// Shows which projects are in which of two options; what can be taken in and left out is of the
/// first.
pub fn sets(known: &Known<'_>, a: &Selection, b: Option<&Selection>) -> Block {
    let mark = |option: &Selection, id: Id<Project>| {
        if option.must.contains(&id) {
            Cell::text("in any case").tone(Tone::Strong)
        } else if option.projects.contains(&id) {
            Cell::text("in").tone(Tone::Good)
        } else {
            Cell::text("out").tone(Tone::Quiet)
        }
    };
    let row = |case: &Case<'_>| {
        let (id, at) = (case.project.id, case.project.id.to_ref());
        let mut cells = vec![
            Cell::link(at, &case.project.name),
            Cell::text(case.project.phase.label()),
            mark(a, id),
        ];
        cells.extend(b.map(|b| mark(b, id)));
        let act = |verb: &str, label: &str, says: &str| Act {
            key: format!("{verb}:{}~{}", a.id.raw(), id.raw()),
            label: label.to_owned(),
            says: says.to_owned(),
        };
        let acts = if a.must.contains(&id) {
            vec![act("free", "Not in any case", "It may be left out again")]
        } else if a.projects.contains(&id) {
            vec![
                act("out", "Leave out", "Takes it out of the first option"),
                act("must", "In any case", "The best set keeps it"),
            ]
        } else {
            vec![act("in", "Take in", "Puts it into the first option")]
        };
        Row { cells, acts, ..Row::default() }
    };
    let mut columns =
        vec![Column::text("Project"), Column::text("Phase").extra(), Column::text(&a.title)];
    columns.extend(b.map(|b| Column::text(&b.title)));
    let open = known.cases.iter().filter(|case| case.project.phase != Phase::Closed);
    let rows = open.map(row).collect();
    Block::new("sets", "What is in them", Table { columns, rows }.into())
}

/// Sets two options side by side.
pub fn compare(
    facts: &Facts<'_>,
    known: &Known<'_>,
    a: &Selection,
    b: Option<&Selection>,
) -> Block {
    let both: Vec<(&Selection, Sum)> =
        std::iter::once(a).chain(b).map(|option| (option, sum(known, option))).collect();
    let room =
        |q: usize| known.room.values().filter_map(|row| row.get(q)).map(|r| r.1).sum::<f64>();
    let mut rows: Vec<Row> = Vec::new();
    let mut row = |name: String, of: &dyn Fn(&Selection, &Sum) -> Cell| {
        let mut cells = vec![Cell::text(name)];
        cells.extend(both.iter().map(|(option, sum)| of(option, sum)));
        rows.push(Row { cells, ..Row::default() });
    };
    let lacks = |n: usize, what: &str| match n {
        0 => String::new(),
        n => format!(", {n} {what}"),
    };
    row("Projects".to_owned(), &|option, s| {
        Cell::link(option.id.to_ref(), count(s.n, "project", "projects"))
    });
    row("Value".to_owned(), &|_, s| {
        Cell::text(format!("{}{}", number(s.value, 1), lacks(s.unvalued, "unknown")))
    });
    row("Cost from now on".to_owned(), &|option, s| {
        let text = format!("{}{}", facts.money(s.money), lacks(s.uncosted, "unknown"));
        within(text, s.money, option.money.map(units), |n| facts.money(n))
    });
    row("Person-days".to_owned(), &|option, s| {
        let text = format!("{}{}", whole(s.days), lacks(s.unplanned, "unknown"));
        within(text, s.days, option.days.map(|n| n.get()), whole)
    });
    row("Expected loss by risks".to_owned(), &|_, s| Cell::text(facts.money(s.risk)));
    let all: Vec<Ref> = facts.model.objectives.iter().map(|o| o.id.to_ref()).collect();
    let names = |list: Vec<&Ref>| {
        let names: Vec<String> = list.into_iter().map(|at| facts.model.title_of(*at)).collect();
        if names.is_empty() { "none".to_owned() } else { names.join("; ") }
    };
    row("Objectives served".to_owned(), &|_, s| {
        Cell::text(format!("{} of {}", s.objectives.len(), all.len()))
    });
    row("Objectives not served".to_owned(), &|_, s| {
        let lost: Vec<&Ref> = all.iter().filter(|at| !s.objectives.contains(at)).collect();
        let tone = if lost.is_empty() { Tone::Good } else { Tone::Warn };
        Cell::text(names(lost)).tone(tone)
    });
    for (q, from) in known.quarters.iter().take(QUARTERS).enumerate() {
        let room = room(q);
        row(format!("Work in {}", fact::name(*from)), &|_, s| {
            let asked = s.by_quarter.get(q).copied().unwrap_or(0.0);
            within(format!("{} person-days", whole(asked)), asked, Some(room), whole)
        });
    }
    let mut columns = vec![Column::text("What it comes to"), Column::text(&a.title)];
    columns.extend(b.map(|b| Column::text(&b.title)));
    let says = match both.as_slice() {
        [(a, x), (b, y)] => says(facts, (a, x), (b, y)),
        _ => "Add a second option to set them side by side.".to_owned(),
    };
    Block::new("compare", "Side by side", Table { columns, rows }.into()).says(says)
}

fn says(facts: &Facts<'_>, (a, x): (&Selection, &Sum), (b, y): (&Selection, &Sum)) -> String {
    let more = |n: f64| if n >= 0.0 { "more" } else { "less" };
    let (value, money) = (x.value - y.value, x.money - y.money);
    let days = x.days - y.days;
    format!(
        "{} is worth {} {} than {}, costs {} {} and takes {} {}.",
        a.title,
        number(value.abs(), 1),
        more(value),
        b.title,
        facts.money(money.abs()),
        more(money),
        count(days.abs().round() as usize, "person-day", "person-days"),
        if days >= 0.0 { "more" } else { "fewer" },
    )
}

/// Says an amount and how it stands against a limit.
fn within(text: String, n: f64, limit: Option<f64>, words: impl Fn(f64) -> String) -> Cell {
    match limit {
        None => Cell::text(text),
        Some(limit) if n > limit + 0.5 => {
            Cell::text(format!("{text}: {} over {}", words(n - limit), words(limit)))
                .tone(Tone::Bad)
        }
        Some(limit) => Cell::text(format!("{text} of {}", words(limit))).tone(Tone::Good),
    }
}

/// Asks why an option is the one.
pub fn why(option: &Selection) -> Block {
    let shape = Shape::Prose(option.id.to_ref(), "reason".to_owned());
    Block::new("why", &format!("Why {}", option.title), shape)
        .says("Kept as a decision when the option is made real.")
}
