//! The lists of the page of quality: all tests with their last result, those whose results
//! alternate, those put aside. It knows no figure.

use serde_json::{Value as Json, json};

use super::super::Facts;
use super::super::report::{Act, Add, Block, Cell, Column, Row, Table, Tone};
use super::super::words::count;
use super::stand::{State, Tried};
use crate::model::{Item, Kind, Moscow, TestCase, TestResult, TestRun};
use crate::sort;

/// How many tests a table shows at most.
const MOST: usize = 200;

/// Lists the tests, must-haves first; a run is entered in the row.
pub(super) fn block(facts: &Facts<'_>, tests: &[Tried<'_>]) -> Block {
    let show =
        facts.asked.option("show").filter(|show| tests.iter().any(|one| one.state.name() == *show));
    let mut shown: Vec<&Tried<'_>> =
        tests.iter().filter(|one| show.is_none_or(|show| one.state.name() == show)).collect();
    sort::by(&mut shown, |a, b| {
        let by = weight(&a.test.importance).cmp(&weight(&b.test.importance));
        by.then_with(|| (&a.test.rank, a.test.id).cmp(&(&b.test.rank, b.test.id)))
    });
    let build = build(tests);
    let mut group = "";
    let mut rows = Vec::new();
    for one in shown.iter().take(MOST) {
        let mut row = row(facts, one, &build);
        let own = one.test.importance.label();
        if own != group {
            (group, row.group) = (own, own.to_owned());
        }
        rows.push(row);
    }
    let columns = vec![
        Column::text("Test"),
        Column::text("What it tests").extra(),
        Column {
            hint: "How the last run ended, and when".to_owned(),
            ..Column::text("Last result")
        },
        Column {
            hint: "The release or build of the last run".to_owned(),
            ..Column::text("With").extra()
        },
        Column::text("Bug"),
        Column { hint: "Says how a run of today ended".to_owned(), ..Column::text("Run today") },
    ];
    let add = Add::new("Add a test", Kind::TestCase, "title");
    let add = match facts.asked.place.filter(|at| at.kind.is_place()) {
        Some(place) => add.with("place", place.to_string()),
        None => add,
    };
    let block = Block::new("tests", "Tests", Table { columns, rows }.into())
        .adds(add)
        .or_empty("Write down what must be tried before something goes out, and on which item. Each run then says whether it passed.");
    match shown.len() {
        0 => block,
        n if n > MOST => block.says(format!("The first {MOST} of {n}. Choose above what to see.")),
        _ => block.says("Choose in the last column how a run of today ended; what it showed, and with which build, stands in the run’s own panel."),
    }
}

fn weight(importance: &Moscow) -> u8 {
    match importance {
        Moscow::Must => 0,
        Moscow::Should => 1,
        Moscow::Could => 2,
        _ => 3,
    }
}

/// Finds what was tested last among tests of each place: the next run is most likely of that too.
fn build<'a>(tests: &'a [Tried<'a>]) -> impl Fn(&TestCase) -> &'a str {
    let mut runs: Vec<(&Tried<'_>, &TestRun)> =
        tests.iter().flat_map(|one| one.runs.iter().map(move |run| (one, *run))).collect();
    runs.retain(|(_, run)| !run.tested.is_empty());
    sort::by_key(&mut runs, |(_, run)| (run.date, run.id));
    move |test| {
        let own = runs.iter().rev().find(|(one, _)| one.test.place == test.place);
        own.map_or("", |(_, run)| run.tested.as_str())
    }
}

fn row<'a>(facts: &Facts<'_>, one: &Tried<'_>, build: &impl Fn(&TestCase) -> &'a str) -> Row {
    let model = facts.model;
    let at = one.test.id.to_ref();
    let items: Vec<&Item> = one.test.items.iter().filter_map(|id| model.find(*id)).collect();
    let items = match items.as_slice() {
        [] => Cell::text("no item").tone(Tone::Warn),
        [item] => Cell::link(item.id.to_ref(), &item.title),
        [item, more @ ..] => {
            Cell::link(item.id.to_ref(), format!("{} and {} more", item.title, more.len()))
        }
    };
    let last = one.last();
    let result = match last {
        None => Cell::text(one.state.label()),
        Some(run) => {
            Cell::link(run.id.to_ref(), format!("{} · {}", one.state.label(), facts.day(run.date)))
        }
    };
    let with = last.map(|run| run.tested.clone()).unwrap_or_default();
    let with = Cell::text(with).tone(Tone::Quiet);
    let bug = last.and_then(|run| run.bug).and_then(|id| model.find(id));
    let bug = bug.map_or_else(Cell::default, |bug| {
        let status = model.status_of(bug).map(|s| s.name.clone()).unwrap_or_default();
        Cell::link(bug.id.to_ref(), format!("{} · {status}", model.key_of(bug)))
    });
    let cells = vec![
        Cell::link(at, &one.test.title),
        items,
        result.tone(one.state.tone()),
        with,
        bug,
        today(facts, one, build(one.test)),
    ];
    let mut row = Row::of(at, cells);
    row.acts = acts(facts, one);
    row
}

/// Makes the cell in which a run of today is entered, or changed where there is one.
fn today(facts: &Facts<'_>, one: &Tried<'_>, build: &str) -> Cell {
    if let Some(run) = one.last().filter(|run| run.date == facts.today) {
        return Cell::edit(run.id.to_ref(), "result", run.result.label());
    }
    let mut fields: Vec<(String, Json)> = vec![
        ("test".to_owned(), json!(one.test.id.to_string())),
        ("date".to_owned(), json!(facts.today.to_string())),
    ];
    let mut set = |field: &str, text: String| {
        if !text.is_empty() {
            fields.push((field.to_owned(), json!(text)));
        }
    };
    set("by", facts.me().map(|me| me.to_string()).unwrap_or_default());
    set("tested", build.to_owned());
    fields.push(("result".to_owned(), Json::Null));
    Cell { fresh: Some((Kind::TestRun, fields)), ..Cell::default() }
}

fn acts(facts: &Facts<'_>, one: &Tried<'_>) -> Vec<Act> {
    let act = |verb: &str, label: &str, says: &str| Act {
        key: format!("{verb}:{}", one.test.id.raw()),
        label: label.to_owned(),
        says: says.to_owned(),
    };
    let mut acts = Vec::new();
    let Some(run) = one.last() else { return acts };
    let bare = run.bug.is_none_or(|bug| !facts.model.has(bug.to_ref()));
    if run.result == TestResult::Fail && bare {
        acts.push(act(
            "bug",
            "Open a bug",
            "Makes a bug of the last run, in the project of what is tested",
        ));
    }
    if run.date == facts.today && run.result != TestResult::Pass {
        acts.push(act("pass", "Passes now", "Adds a second run of today, which passed"));
    }
    acts
}

/// Lists the tests whose results alternate; none where none does.
pub(super) fn flaky(facts: &Facts<'_>, tests: &[Tried<'_>]) -> Option<Block> {
    let row = |one: &Tried<'_>| {
        let (turns, n) = one.flaky()?;
        let at = one.test.id.to_ref();
        let says = format!("changed between pass and fail {turns} times in its last {n} runs");
        let cells = vec![
            Cell::link(at, &one.test.title),
            Cell::text(says).tone(Tone::Warn),
            Cell::edit(at, "owner", facts.person(one.test.owner)),
        ];
        Some(Row::of(at, cells))
    };
    let rows: Vec<Row> = tests.iter().filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let says = format!(
        "{} one result today and another tomorrow: mend the test or what it tests before anybody believes it.",
        count(rows.len(), "test gives", "tests give")
    );
    let columns = ["Test", "How its results went", "Owner"].map(Column::text).into();
    Some(Block::new("flaky", "Results that alternate", Table { columns, rows }.into()).says(says).note(
        "Three changes or more between pass and fail in the last eight runs; blocked runs do not count.",
    ))
}

/// Lists the tests that will not be run, so that they are not lost; none where there are none.
pub(super) fn aside(facts: &Facts<'_>) -> Option<Block> {
    let put = |test: &&TestCase| test.importance == Moscow::Wont && super::is_here(facts, test);
    let row = |test: &TestCase| {
        let at = test.id.to_ref();
        let last = super::last(facts.model, test.id);
        let last = last.map_or_else(
            || State::Never.label().to_owned(),
            |run| format!("{} · {}", run.result.label(), facts.day(run.date)),
        );
        let cells = vec![
            Cell::link(at, &test.title),
            Cell::text(last).tone(Tone::Quiet),
            Cell::edit(at, "importance", test.importance.label()),
        ];
        Row::of(at, cells)
    };
    let rows: Vec<Row> = facts.model.test_cases.iter().filter(put).map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["Test", "Last result", "Importance"].map(Column::text).into();
    Some(
        Block::new("aside", "Not run any more", Table { columns, rows }.into())
            .says("They count nowhere. Give one another importance to run it again."),
    )
}
