//! What the tests of quality and of launches share: a small workspace, and how its pages are opened,
//! read and used.
#![allow(dead_code, reason = "each test file uses a part of it")]

use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::record::RecordType;
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::report::{Asked, Block, Shape, Sheet, Table, options_of};
use throughline_core::page::{act, sheet};
use throughline_core::schedule::{Follower, Rules};

pub fn id<R>(n: u64) -> Id<R> {
    Id::new(RawId(n))
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A Monday.
pub fn today() -> Date {
    day("2026-05-04")
}

pub fn env(seed: u64) -> Env {
    Env::new(today().start_utc(), today(), seed)
}

pub fn put<R: RecordType>(model: &mut Model, record: R) {
    let record = R::wrap(std::sync::Arc::new(record));
    let changes = match model.get(record.to_ref()) {
        Some(old) => vec![Change::Delete(old), Change::Create(record)],
        None => vec![Change::Create(record)],
    };
    model.apply_all(&ChangeSet { changes, ..ChangeSet::default() }).unwrap();
}

/// Makes a project of a product with a feature, a task of it, and statuses for each state.
pub fn workspace() -> Model {
    let mut model = Model::empty("Test");
    let mut workspace = model.info().unwrap().clone();
    workspace.currency = "EUR".into();
    put(&mut model, workspace);
    put(
        &mut model,
        Product { id: id(1), name: "Kettle".into(), key: "K".into(), ..Product::default() },
    );
    put(&mut model, Workflow { id: id(2), name: "Flow".into(), ..Workflow::default() });
    let states = [Category::Ready, Category::Active, Category::Done, Category::Cancelled];
    for (n, category) in (3..).zip(states) {
        let status = Status {
            id: id(n),
            name: format!("S{n}"),
            workflow: id(2),
            category,
            ..Status::default()
        };
        put(&mut model, Status { rank: ranks(n), ..status });
    }
    let project = Project {
        id: id(8),
        name: "Build".into(),
        key: "P".into(),
        workflow: Some(id(2)),
        product: Some(id(1)),
        start: Some(today()),
        ..Project::default()
    };
    put(&mut model, project);
    let feature = Item { kind: ItemKind::Feature, project: None, ..item(10, "Boils in a minute") };
    put(&mut model, feature);
    put(&mut model, Item { parent: Some(id(10)), ..item(11, "Wire the coil") });
    model
}

pub fn ranks(n: u64) -> rank::Rank {
    rank::Rank::spread(None, None, 200)[n as usize].clone()
}

pub fn item(n: u64, title: &str) -> Item {
    Item {
        id: id(n),
        number: n as u32,
        title: title.into(),
        project: Some(id(8)),
        product: Some(id(1)),
        status: id(3),
        rank: ranks(n),
        ..Item::default()
    }
}

pub fn test(n: u64, importance: Moscow) -> TestCase {
    let items = vec![id(11)];
    TestCase {
        id: id(n),
        title: format!("Test {n}"),
        items,
        importance,
        rank: ranks(n),
        ..TestCase::default()
    }
}

/// Enters runs, a day each, as letters: p, f, b; the last of them yesterday.
pub fn runs(model: &mut Model, test: u64, letters: &str) {
    for (n, letter) in letters.chars().enumerate() {
        let date = today().plus_days(n as i64 - letters.len() as i64);
        let run =
            TestRun { id: id(test * 100 + n as u64), test: id(test), date, ..TestRun::default() };
        put(model, TestRun { result: result(letter), ..run });
    }
}

pub fn result(letter: char) -> TestResult {
    match letter {
        'p' => TestResult::Pass,
        'f' => TestResult::Fail,
        'b' => TestResult::Blocked,
        other => TestResult::Other(other.to_string().into()),
    }
}

pub fn asked(page: &str, with: &str) -> Asked {
    let lens = if page == "gates" { Lens::Project } else { Lens::Product };
    Asked { page: page.into(), lens, options: options_of(with), ..Asked::default() }
}

pub fn open(model: &Model, asked: &Asked) -> Sheet {
    let plan = Follower::new(model, today(), Rules::default());
    sheet(model, &plan, asked, today())
}

pub fn block<'a>(sheet: &'a Sheet, key: &str) -> &'a Block {
    let keys: Vec<&str> = sheet.blocks.iter().map(|block| block.key.as_str()).collect();
    sheet.blocks.iter().find(|block| block.key == key).unwrap_or_else(|| panic!("{key}: {keys:?}"))
}

pub fn table<'a>(sheet: &'a Sheet, key: &str) -> &'a Table {
    match &block(sheet, key).shape {
        Shape::Table(table) => table,
        other => panic!("{key} is no table: {other:?}"),
    }
}

/// Gives the texts of a row that begins with a word.
pub fn row(sheet: &Sheet, key: &str, first: &str) -> Vec<String> {
    let rows = &table(sheet, key).rows;
    let found = rows.iter().find(|row| row.cells[0].text == first);
    let found = found.unwrap_or_else(|| panic!("no {first} in {key}"));
    found.cells.iter().map(|cell| cell.text.clone()).collect()
}

/// Does what a page offers as one step, and checks that the step can be taken back.
pub fn does(model: &mut Model, asked: &Asked, key: &str) -> Result<String, String> {
    let before = model.clone();
    let (says, set) = act(model, asked, key, &mut env(7))?;
    assert_eq!(model.all_records(), before.all_records(), "planning changes nothing");
    let done = model.run(&Command::Apply(set), &mut env(8)).unwrap();
    assert_eq!(model.check(), vec![]);
    let mut undone = model.clone();
    undone.apply_all(&undone.step(&done.changes, true, today().start_utc())).unwrap();
    assert_eq!(undone.all_records(), before.all_records(), "one step takes it back");
    Ok(says)
}
