//! What is covered: the tests of each feature, and of each step that an item asks for. It knows no
//! act.

use rustc_hash::FxHashSet;

use super::super::Facts;
use super::super::report::{Block, Cell, Column, Row, Table, Tone};
use super::super::words::count;
use super::stand::{State, Tally, Tried};
use crate::lens::chain::counts;
use crate::model::id::Id;
use crate::model::{Category, Item, ItemKind, TestCase};
use crate::sort;

/// How many rows a table shows at most; its sentence counts all.
const MOST: usize = 60;
/// How deep parts are looked through at most; what is deeper goes in a circle.
const DEEP: usize = 24;

/// Is a feature, or other work that is tested, with its tests.
pub(super) struct Covered<'a> {
    pub(super) item: &'a Item,
    tests: Vec<&'a Tried<'a>>,
}

/// Lists an item and what it is part of, nearest first.
fn family<'a>(facts: &Facts<'a>, item: &'a Item) -> Vec<&'a Item> {
    let next = |item: &&'a Item| item.parent.and_then(|id| facts.model.find(id));
    std::iter::successors(Some(item), next).take(DEEP).collect()
}

/// Finds what a test of an item speaks for: the features that it is part of, or else itself.
fn features<'a>(facts: &Facts<'a>, item: &'a Item) -> Vec<&'a Item> {
    let family = family(facts, item);
    let feature = |item: &&&Item| item.kind == ItemKind::Feature && item.trashed.is_none();
    let found: Vec<&Item> = family.iter().filter(feature).copied().collect();
    if found.is_empty() { vec![item] } else { found }
}

/// Lists the features of the place, and what is tested besides, each with its tests.
pub(super) fn covered<'a>(facts: &Facts<'a>, tests: &'a [Tried<'a>]) -> Vec<Covered<'a>> {
    let model = facts.model;
    let mut out: Vec<Covered<'a>> = Vec::new();
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    let mut add = |item: &'a Item| {
        if seen.insert(item.id) {
            out.push(Covered { item, tests: Vec::new() });
        }
    };
    for item in facts.items().into_iter().filter(|item| counts(model, item)) {
        let feature = |item: &&Item| item.kind == ItemKind::Feature && counts(model, item);
        features(facts, item).into_iter().filter(feature).for_each(&mut add);
    }
    for one in tests {
        let items = one.test.items.iter().filter_map(|id| model.find(*id));
        let items = items.filter(|item| counts(model, item));
        let mut spoken: FxHashSet<Id<Item>> = FxHashSet::default();
        for item in items.flat_map(|item| features(facts, item)) {
            if !spoken.insert(item.id) {
                continue;
            }
            match out.iter_mut().find(|own| own.item.id == item.id) {
                Some(own) => own.tests.push(one),
                None => out.push(Covered { item, tests: vec![one] }),
            }
        }
    }
    out
}

/// Counts the features with a test, and all.
pub(super) fn share(covered: &[Covered<'_>]) -> (usize, usize) {
    let features = || covered.iter().filter(|own| own.item.kind == ItemKind::Feature);
    (features().filter(|own| !own.tests.is_empty()).count(), features().count())
}

/// Tells whether work on an item has begun, or is done.
fn is_begun(facts: &Facts<'_>, item: &Item) -> bool {
    let status = facts.model.status_of(item);
    status.is_some_and(|s| s.category.is_started() || s.category == Category::Done)
}

/// Shows the coverage by feature: what fails first, then what is begun without a test.
pub(super) fn block(facts: &Facts<'_>, covered: &mut [Covered<'_>]) -> Block {
    let grave = |own: &Covered<'_>| match Tally::of(own.tests.iter().copied()) {
        tally if tally.n(State::Failed) > 0 => 0,
        tally if tally.n(State::Again) + tally.n(State::Blocked) > 0 => 1,
        tally if tally.all == 0 && is_begun(facts, own.item) => 2,
        tally if tally.all == 0 => 5,
        tally if tally.n(State::Passed) < tally.all => 3,
        _ => 4,
    };
    sort::by(covered, |a, b| {
        let by = grave(a).cmp(&grave(b));
        by.then_with(|| (&a.item.rank, a.item.id).cmp(&(&b.item.rank, b.item.id)))
    });
    let row = |own: &Covered<'_>| {
        let tally = Tally::of(own.tests.iter().copied());
        let n = |state: State| {
            let n = tally.n(state);
            let text = if n > 0 { n.to_string() } else { String::new() };
            Cell::text(text).tone(if n > 0 { state.tone() } else { Tone::Plain })
        };
        let last = own.tests.iter().filter_map(|one| one.last()).map(|run| run.date).max();
        let at = own.item.id.to_ref();
        let tests = match tally.all {
            0 if is_begun(facts, own.item) => Cell::text("no test").tone(Tone::Warn),
            0 => Cell::text("no test").tone(Tone::Quiet).hint("Work on it has not begun"),
            all => Cell::text(all.to_string()).part(tally.n(State::Passed) as f64 / all as f64),
        };
        let cells = vec![
            Cell::link(at, &own.item.title),
            tests,
            n(State::Passed),
            n(State::Failed),
            n(State::Again),
            n(State::Blocked),
            n(State::Never),
            Cell::text(last.map(|day| facts.day(day)).unwrap_or_default()),
        ];
        Row::of(at, cells)
    };
    let columns = vec![
        Column::text("Feature"),
        Column { hint: "The bar is the share that passed".to_owned(), ..Column::text("Tests") },
        Column::number("Passed", "By the last run of each"),
        Column::number("Failed", "By the last run of each"),
        Column::number("Again", "The bug of the last run is done, and nobody ran it since").extra(),
        Column::number("Blocked", "By the last run of each").extra(),
        Column::number("Never run", ""),
        Column::text("Last run").extra(),
    ];
    let (tested, all) = share(covered);
    let bare =
        covered.iter().filter(|own| own.tests.is_empty() && is_begun(facts, own.item)).count();
    let rows: Vec<Row> = covered.iter().take(MOST).map(row).collect();
    let more = match covered.len().saturating_sub(rows.len()) {
        0 => String::new(),
        n => format!(" The table shows the first {MOST}; {n} more follow."),
    };
    let says = match all {
        0 => String::new(),
        _ => format!(
            "{tested} of {} {} a test; {} without any {} begun or done.{more}",
            count(all, "feature", "features"),
            if tested == 1 { "has" } else { "have" },
            bare,
            if bare == 1 { "is" } else { "are" },
        ),
    };
    Block::new("coverage", "Coverage by feature", Table { columns, rows }.into())
        .says(says)
        .or_empty("No feature is here, and nothing is tested.")
        .note("A test of a part counts for the feature that it is part of. What was dropped does not count.")
}

/// Shows what tested items ask for in their checklists, step by step, with the test of each.
pub(super) fn criteria(facts: &Facts<'_>, tests: &[Tried<'_>]) -> Option<Block> {
    let model = facts.model;
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    let items = tests.iter().flat_map(|one| &one.test.items).filter(|id| seen.insert(**id));
    let items: Vec<&Item> = items.filter_map(|id| model.find(*id)).collect();
    let mut rows: Vec<Row> = Vec::new();
    let (mut all, mut tested) = (0, 0);
    for item in items.into_iter().filter(|item| counts(model, item)) {
        let entries = item.checklists.iter().flat_map(|list| &list.entries);
        for (nth, entry) in entries.enumerate() {
            let checks = |one: &&Tried<'_>| is_on(one.test, item, &entry.text);
            let own: Vec<&Tried<'_>> = tests.iter().filter(checks).collect();
            all += 1;
            tested += usize::from(!own.is_empty());
            let test = match own.as_slice() {
                [] => Cell::text("no test").tone(Tone::Quiet),
                [one] => Cell::link(one.test.id.to_ref(), &one.test.title),
                [one, more @ ..] => Cell::link(
                    one.test.id.to_ref(),
                    format!("{} and {} more", one.test.title, more.len()),
                ),
            };
            let worst = State::ALL.iter().find(|state| own.iter().any(|one| one.state == **state));
            let stands = worst
                .map_or_else(Cell::default, |state| Cell::text(state.label()).tone(state.tone()));
            let ticked = if entry.done { "ticked" } else { "open" };
            rows.push(Row {
                group: if nth == 0 { item.title.clone() } else { String::new() },
                cells: vec![
                    Cell::link(item.id.to_ref(), &entry.text),
                    Cell::text(ticked).tone(Tone::Quiet),
                    test,
                    stands,
                ],
                ..Row::default()
            });
        }
    }
    let lost: Vec<&str> = tests
        .iter()
        .map(|one| one.test)
        .filter(|t| is_lost(facts, t))
        .map(|t| t.title.as_str())
        .collect();
    if rows.is_empty() && lost.is_empty() {
        return None;
    }
    let columns = ["What is asked for", "On the item", "Test", "Last result"].map(Column::text);
    rows.truncate(MOST);
    let mut says =
        format!("{tested} of {} on tested items have a test.", count(all, "step", "steps"));
    if let Some(first) = lost.first() {
        says.push_str(&format!(
            " {} for a step that no checklist of its items has any more, such as “{first}”.",
            count(lost.len(), "test is", "tests are")
        ));
    }
    let table = Table { columns: columns.into(), rows };
    Some(Block::new("criteria", "Acceptance criteria", table.into()).says(says).note(
        "A test names the step that it checks in the words of the checklist, whatever their case.",
    ))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_on(test: &TestCase, item: &Item, text: &str) -> bool {
    test.items.contains(&item.id)
        && !test.criterion.trim().is_empty()
        && plain(&test.criterion) == plain(text)
}

/// Tells whether a test checks a step that its items do not have.
pub(super) fn is_lost(facts: &Facts<'_>, test: &TestCase) -> bool {
    let items = test.items.iter().filter_map(|id| facts.model.find(*id));
    let mut entries = items.flat_map(|item| {
        item.checklists.iter().flat_map(|list| &list.entries).map(move |entry| (item, entry))
    });
    !test.criterion.trim().is_empty()
        && !entries.any(|(item, entry)| is_on(test, item, &entry.text))
}
