//! Small workspaces whose history is given by days, and the reference data, for the tests of
//! metrics.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::PathBuf;
use std::sync::Arc;

use throughline_core::change::Change;
use throughline_core::metrics::page::{Moment, detail, page};
use throughline_core::metrics::report::*;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::number::Number;
use throughline_core::model::rank::Rank;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;

/// The statuses of a small workspace, by the order of their ids.
pub const STATUSES: [(&str, Category); 6] = [
    ("Ideas", Category::Backlog),
    ("Next", Category::Ready),
    ("Doing", Category::Active),
    ("Review", Category::Waiting),
    ("Done", Category::Done),
    ("Dropped", Category::Cancelled),
];

pub fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is a date"))
}

pub fn at(date: Date, hour: i64) -> Time {
    date.start_utc().plus_ms(hour * 3_600_000)
}

pub fn status(n: u64) -> Id<Status> {
    Id::new(RawId(100 + n))
}

/// A workspace with one project and one workflow.
pub fn empty() -> Model {
    let mut model = Model::empty("Test");
    let workflow = Workflow { id: Id::new(RawId(90)), name: "Flow".into(), ..Workflow::default() };
    put(&mut model, Record::Workflow(Arc::new(workflow)));
    let ranks = Rank::spread(None, None, STATUSES.len());
    for (n, ((name, category), rank)) in STATUSES.into_iter().zip(ranks).enumerate() {
        let status = Status {
            id: status(n as u64),
            name: name.into(),
            workflow: Id::new(RawId(90)),
            category,
            rank,
            ..Status::default()
        };
        put(&mut model, Record::Status(Arc::new(status)));
    }
    let project = Project {
        id: Id::new(RawId(91)),
        name: "Apollo".into(),
        key: "AP".into(),
        workflow: Some(Id::new(RawId(90))),
        ..Project::default()
    };
    put(&mut model, Record::Project(Arc::new(project)));
    model
}

pub fn put(model: &mut Model, record: Record) {
    model.apply(&Change::Create(record)).unwrap_or_else(|e| panic!("{e:?}"));
}

/// An item that came into statuses (by their place in [`STATUSES`]) at given moments.
pub fn item(n: u64, moves: &[(Time, u64)]) -> Item {
    let mut from = None;
    let steps = moves.iter().map(|(at, to)| {
        let step = Move::new(*at, from, status(*to), None);
        from = Some(status(*to));
        step
    });
    Item {
        id: Id::new(RawId(10_000 + n)),
        number: n as u32 + 1,
        title: format!("Item {n}"),
        moves: steps.collect(),
        status: moves.last().map_or(status(0), |(_, to)| status(*to)),
        created: moves.first().map(|(at, _)| *at),
        project: Some(Id::new(RawId(91))),
        ..Item::default()
    }
}

pub fn add(model: &mut Model, item: Item) {
    put(model, Record::Item(Arc::new(item)));
}

/// Items from CSV rows of start and end, both dates and the end perhaps empty: created on the day
/// of their start.
pub fn spans(rows: impl IntoIterator<Item = (Date, Option<Date>)>) -> Model {
    let mut model = empty();
    for (n, (start, end)) in rows.into_iter().enumerate() {
        let mut moves = vec![(at(start, 8), 1), (at(start, 9), 2)];
        moves.extend(end.map(|end| (at(end, 17), 4)));
        add(&mut model, item(n as u64, &moves));
    }
    model
}

pub fn ask(from: Date, to: Date) -> Question {
    Question {
        lens: Lens::Project,
        place: None,
        filter: String::new(),
        period: Period { from, to },
        counting: Counting::Elapsed,
    }
}

pub fn moment(today: Date) -> Moment {
    Moment { now: at(today, 20), today }
}

pub fn tile(model: &Model, question: &Question, today: Date, key: &str) -> Tile {
    let page = page(model, question, &moment(today));
    assert_eq!(page.problem, None);
    let found = page.tiles.into_iter().find(|t| t.key == key);
    found.unwrap_or_else(|| panic!("there is no tile {key}"))
}

pub fn value(tile: &Tile) -> f64 {
    match &tile.value {
        Known::Value(v) => *v,
        Known::Unknown(why) => panic!("{} is unknown: {why}", tile.key),
    }
}

pub fn opened(model: &Model, question: &Question, today: Date, key: &str) -> Detail {
    let found = detail(model, question, key, &moment(today));
    found.unwrap_or_else(|| panic!("there is no detail of {key}"))
}

pub fn close(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() < 1e-9, "{what}: {a} is not {b}");
}

pub fn number(n: f64) -> Option<Number> {
    Number::new(n)
}

/// A reference file; `None`, said plainly, where the reference data are not there.
pub fn reference(path: &str) -> Option<String> {
    let root = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let found = std::fs::read_to_string(root.join(path)).ok();
    if found.is_none() {
        println!("skipped: ../shared/refs is absent ({path})");
    }
    found
}

/// The rows of a CSV file without its first: cells may be quoted, over more than one line.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' => {}
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.into_iter().skip(1).collect()
}

/// Every number of a page and of all details behind it.
pub fn all_numbers(model: &Model, question: &Question, moment: &Moment) -> Vec<(String, f64)> {
    let page = page(model, question, moment);
    let mut out = Vec::new();
    for tile in &page.tiles {
        let key = &tile.key;
        if let Known::Value(v) = tile.value {
            out.push((key.clone(), v));
        }
        out.extend(tile.target.map(|v| (format!("{key} target"), v)));
        out.extend(tile.delta.iter().flat_map(|d| [d.before, d.by]).map(|v| (key.clone(), v)));
        out.extend(tile.trend.iter().filter_map(|t| t.1).map(|v| (key.clone(), v)));
        assert!(!tile.sentence.is_empty(), "{key} says nothing");
        for word in ["NaN", "inf"] {
            assert!(!tile.sentence.contains(word), "{key} says: {}", tile.sentence);
        }
        let Some(detail) = detail(model, question, key, moment) else {
            panic!("{key} cannot be opened");
        };
        // A pinned number stands in another group than at home.
        let shown = Tile { group: tile.group.clone(), ..detail.tile.clone() };
        assert_eq!(&shown, tile, "{key}");
        assert!(!detail.formula.is_empty() && !detail.source.is_empty(), "{key}");
        for chart in &detail.charts {
            out.extend(chart.rules.iter().map(|r| (chart.title.clone(), r.at)));
            for series in &chart.series {
                let xs: Vec<f64> = series.points.iter().map(|p| p.x).collect();
                assert!(xs.is_sorted(), "{key}: x falls in {}: {}", chart.title, series.name);
                for point in &series.points {
                    let numbers = [Some(point.x), point.y];
                    let band = point.band.map(|(a, b)| [a, b]);
                    let all = numbers.into_iter().flatten().chain(band.into_iter().flatten());
                    out.extend(all.map(|v| (chart.title.clone(), v)));
                }
            }
        }
    }
    out
}
