//! What a launch waits for: each deliverable with when it comes by the plan and when it is needed,
//! function by function, and what threatens the day. It knows no act.

use rustc_hash::FxHashSet;

use super::super::Facts;
use super::super::quality::stand::{State, must, tried};
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::super::words::count;
use super::template::FUNCTIONS;
use crate::lens::chain::counts;
use crate::metrics::words::days;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Category, Item, ItemKind, Launch, Priority};
use crate::schedule::build::key_of;
use crate::sort;

/// How something stands that must be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Done,
    Going,
    Open,
    /// Given up or deleted: it counts nowhere.
    Dropped,
}

/// Is a deliverable of a launch.
pub(super) struct Part<'a> {
    pub(super) item: &'a Item,
    /// The position of its function.
    pub(super) function: usize,
    pub(super) stand: Stand,
    /// When it is finished by the plan, or was.
    pub(super) ends: Option<Date>,
    /// When it must be there: by its deadline, and not after the launch.
    pub(super) needed: Option<Date>,
    today: Date,
}

impl Part<'_> {
    /// Gives by how many days it comes too late; what is not done cannot come before today.
    pub(super) fn late(&self) -> i64 {
        if !self.is_open() {
            return 0;
        }
        let comes = self.ends.map_or(self.today, |ends| ends.max(self.today));
        self.needed.map_or(0, |needed| comes.days_since(needed).max(0))
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.stand, Stand::Going | Stand::Open)
    }

    /// Gives for how many days the plan has it finished while it is not.
    fn overdue(&self) -> i64 {
        let ends = self.ends.filter(|_| self.is_open());
        ends.map_or(0, |ends| self.today.days_since(ends).max(0))
    }

    fn counts(&self) -> bool {
        self.stand != Stand::Dropped
    }

    fn says(&self) -> Cell {
        match (self.stand, self.late()) {
            (Stand::Done, _) => Cell::text("done").tone(Tone::Good),
            (Stand::Dropped, _) => Cell::text("dropped").tone(Tone::Quiet),
            (_, late @ 1..) => Cell::text(format!("{} late", days(late as f64))).tone(Tone::Bad),
            (_, _) if self.overdue() > 0 => {
                let by = days(self.overdue() as f64);
                Cell::text(format!("{by} behind the plan")).tone(Tone::Warn)
            }
            (_, _) if self.item.blocked.is_some() => Cell::text("blocked").tone(Tone::Warn),
            (_, _) if self.ends.is_none() => Cell::text("not in the plan").tone(Tone::Warn),
            (Stand::Going, _) => Cell::text("in progress"),
            (_, _) => Cell::text("to come").tone(Tone::Quiet),
        }
    }
}

/// Lists the deliverables of a launch in the order of its functions.
pub(super) fn parts<'a>(facts: &Facts<'a>, launch: &Launch) -> Vec<Part<'a>> {
    let model = facts.model;
    let mut out = Vec::new();
    for (function, own) in FUNCTIONS.iter().enumerate() {
        for item in (own.get)(launch).iter().filter_map(|id| model.find(*id)) {
            let category = model.status_of(item).map(|status| &status.category);
            let done = category == Some(&Category::Done) || item.actual_finish.is_some();
            let stand = match category {
                _ if !counts(model, item) => Stand::Dropped,
                _ if done => Stand::Done,
                _ if item.archived.is_some() => Stand::Dropped,
                Some(category) if category.is_started() => Stand::Going,
                _ => Stand::Open,
            };
            let dates = facts.plan.plan().dates(key_of(item.id));
            let needed = item.deadline.into_iter().chain(launch.date).min();
            out.push(Part {
                item,
                function,
                stand,
                ends: dates.map(|dates| dates.finish.finish_date()),
                needed,
                today: facts.today,
            });
        }
    }
    out
}

/// What the deliverables of a launch come to, each counted once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sum {
    pub(super) all: usize,
    pub(super) done: usize,
    pub(super) late: usize,
    /// The latest, and by how many days.
    pub(super) worst: Option<(String, i64)>,
    /// When the last that is open ends by the plan.
    pub(super) ends: Option<Date>,
}

impl Sum {
    pub(super) fn of(parts: &[Part<'_>]) -> Self {
        let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
        let mut sum = Sum::default();
        for part in parts.iter().filter(|part| part.counts() && seen.insert(part.item.id)) {
            sum.all += 1;
            sum.done += usize::from(part.stand == Stand::Done);
            let late = part.late();
            sum.late += usize::from(late > 0);
            if late > sum.worst.as_ref().map_or(0, |(_, days)| *days) {
                sum.worst = Some((part.item.title.clone(), late));
            }
            if part.is_open() {
                sum.ends = sum.ends.max(part.ends);
            }
        }
        sum
    }

    /// Says it in a sentence without its end.
    pub(super) fn says(&self) -> String {
        let late = match (self.late, &self.worst) {
            (0, _) | (_, None) if self.done == self.all => String::new(),
            (0, _) | (_, None) => ", none comes too late by the plan".to_owned(),
            (1, Some((title, by))) => {
                format!(", 1 comes too late by the plan: {title} by {}", days(*by as f64))
            }
            (n, Some((title, by))) => {
                format!(", {n} come too late by the plan, {title} by {} at worst", days(*by as f64))
            }
        };
        let deliverables = count(self.all, "deliverable", "deliverables");
        let be = if self.done == 1 || self.all == 1 { "is" } else { "are" };
        format!("{} of {deliverables} {be} done{late}", self.done)
    }
}

/// Shows the readiness by function.
pub(super) fn functions(facts: &Facts<'_>, launch: &Launch, parts: &[Part<'_>]) -> Block {
    let row = |(at, function): (usize, &super::template::Function)| {
        let own = || parts.iter().filter(move |part| part.function == at && part.counts());
        let n = |stand: Stand| own().filter(|part| part.stand == stand).count();
        let (all, done) = (own().count(), n(Stand::Done));
        let late: Vec<i64> = own().map(Part::late).filter(|late| *late > 0).collect();
        let ends = own().filter(|part| part.is_open()).filter_map(|part| part.ends).max();
        let some = |n: usize| if n > 0 { n.to_string() } else { String::new() };
        let says = match (all, late.iter().max()) {
            (0, _) => Cell::text("nothing listed").tone(Tone::Quiet),
            (_, Some(by)) => Cell::text(format!("late by {}", days(*by as f64))).tone(Tone::Bad),
            (all, None) if done == all => Cell::text("ready").tone(Tone::Good),
            _ => Cell::text("in time by the plan").tone(Tone::Good),
        };
        let ready = match all {
            0 => Cell::text("–"),
            all => Cell::text(format!("{done} of {all}")).part(done as f64 / all as f64),
        };
        let cells = vec![
            Cell::link(launch.id.to_ref(), function.name).hint("Chosen in the panel of the launch"),
            ready,
            Cell::text(some(n(Stand::Going))),
            Cell::text(some(n(Stand::Open))),
            Cell::text(some(late.len())).tone(if late.is_empty() {
                Tone::Plain
            } else {
                Tone::Bad
            }),
            Cell::text(ends.map(|day| facts.day(day)).unwrap_or_default()),
            says,
        ];
        Row { cells, ..Row::default() }
    };
    let columns = vec![
        Column::text("Function"),
        Column::text("Done"),
        Column::number("In progress", "").extra(),
        Column::number("To come", "").extra(),
        Column::number("Late", "By the plan, after the day on which it is needed"),
        Column { hint: "When the last of it ends by the plan".to_owned(), ..Column::text("Ends") },
        Column::text("Stands"),
    ];
    let rows = FUNCTIONS.iter().enumerate().map(row).collect();
    Block::new("ready", "Readiness by function", Table { columns, rows }.into())
}

/// Lists the deliverables, function by function.
pub(super) fn list(facts: &Facts<'_>, parts: &[Part<'_>]) -> Block {
    let row = |(nth, part): (usize, &Part<'_>)| {
        let at = part.item.id.to_ref();
        let before = nth.checked_sub(1).and_then(|nth| parts.get(nth));
        let first = before.is_none_or(|before| before.function != part.function);
        let name = FUNCTIONS.get(part.function).map_or("", |function| function.name);
        let needed = part.item.deadline.map(|day| day.to_string()).unwrap_or_default();
        // What two functions have is listed twice and opens by its title; a row's name is its own.
        let own = parts.iter().position(|own| own.item.id == part.item.id) == Some(nth);
        Row {
            at: own.then_some(at),
            group: if first { name.to_owned() } else { String::new() },
            cells: vec![
                Cell::link(at, &part.item.title),
                Cell::edit(at, "owner", facts.person(part.item.owner)),
                Cell::edit(at, "deadline", needed),
                Cell::text(part.ends.map(|day| facts.day(day)).unwrap_or_default()),
                part.says(),
            ],
            ..Row::default()
        }
    };
    let columns = vec![
        Column::text("Deliverable"),
        Column::text("Owner").extra(),
        Column {
            hint: "Without a deadline it must be there on the day of the launch".to_owned(),
            ..Column::text("Needed by")
        },
        Column { hint: "When it is finished by the plan".to_owned(), ..Column::text("Comes") },
        Column::text("Stands"),
    ];
    let rows = parts.iter().enumerate().map(row).collect();
    Block::new("deliverables", "Deliverables", Table { columns, rows }.into()).or_empty(
        "Nothing is listed yet. Add the template, or choose items by function in the panel of the launch.",
    )
}

/// Lists what threatens the day, the gravest first.
pub(super) fn threats(facts: &Facts<'_>, launch: &Launch, parts: &[Part<'_>]) -> Block {
    let mut open: Vec<&Part<'_>> = parts.iter().filter(|part| part.is_open()).collect();
    sort::by_key(&mut open, |part| (std::cmp::Reverse(part.late()), part.item.id));
    open.dedup_by_key(|part| part.item.id);
    let mut rows = Vec::new();
    for part in open {
        let mut why = Vec::new();
        let tone = if part.late() > 0 { Tone::Bad } else { Tone::Warn };
        if part.late() > 0 {
            why.push(format!("comes {} late", days(part.late() as f64)));
        }
        if part.late() == 0 && part.overdue() > 0 {
            why.push(format!("is {} behind the plan", days(part.overdue() as f64)));
        }
        if let Some(blocked) = &part.item.blocked {
            why.push(match blocked.reason.trim() {
                "" => "is blocked".to_owned(),
                reason => format!("is blocked: {reason}"),
            });
        }
        if part.ends.is_none() {
            why.push("is not in the plan: it has no date and no length".to_owned());
        }
        if part.item.owner.is_none() {
            why.push("has no owner".to_owned());
        }
        if !why.is_empty() {
            let at = part.item.id.to_ref();
            let cells = vec![
                Cell::link(at, &part.item.title),
                Cell::text(why.join(", ")).tone(tone),
                Cell::text(facts.person(part.item.owner)),
            ];
            rows.push(Row { cells, ..Row::default() });
        }
    }
    rows.extend(tests(facts, launch));
    rows.extend(bugs(facts, launch));
    let columns = ["What", "Why", "Owner"].map(Column::text).into();
    Block::new("threats", "What threatens the day", Table { columns, rows }.into())
        .or_empty("Nothing that this workspace knows of.")
}

/// Says which must-have tests of the product do not pass.
fn tests(facts: &Facts<'_>, launch: &Launch) -> Option<Row> {
    let product = launch.product?;
    let of = |item: &Item| item.product == Some(product);
    let here = |test: &crate::model::TestCase| {
        test.place == Some(product.to_ref())
            || test.items.iter().filter_map(|id| facts.model.find(*id)).any(of)
    };
    let all = tried(facts.model);
    let tally = must(&all, here);
    let bad =
        all.iter().find(|one| one.is_must() && here(one.test) && one.state != State::Passed)?;
    let cells = vec![
        Cell::link(
            bad.test.id.to_ref(),
            format!("Must-have tests of {}", facts.model.title_of(product.to_ref())),
        ),
        Cell::text(tally.says()).tone(Tone::Bad),
        Cell::text(facts.person(bad.test.owner)),
    ];
    Some(Row { cells, ..Row::default() })
}

/// Says which urgent bugs of the product are open.
fn bugs(facts: &Facts<'_>, launch: &Launch) -> Vec<Row> {
    let Some(product) = launch.product else { return Vec::new() };
    let grave = |item: &&Item| {
        let urgent = item.kind == ItemKind::Bug && item.priority == Priority::Urgent;
        urgent && item.product == Some(product) && item.is_live() && facts.is_open(item)
    };
    let row = |item: &Item| {
        let cells = vec![
            Cell::link(item.id.to_ref(), &item.title),
            Cell::text("is an urgent bug that is open").tone(Tone::Bad),
            Cell::text(facts.person(item.owner)),
        ];
        Row { cells, ..Row::default() }
    };
    facts.model.items.iter().filter(grave).map(row).collect()
}
