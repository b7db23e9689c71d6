//! What the sample tests, and what it launches. It knows no item's dates.

use super::build::{Build, cell};
use super::item::markdown;
use super::people::ranked;
use super::script::rows;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::time::Date;
use crate::model::*;

const TEXT: &str = include_str!("quality.txt");

/// Adds tests with their runs, and launches with what was expected of them.
pub(super) fn quality(build: &mut Build) {
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'T').collect()) {
        let steps = cell(&row, 6).split(';').enumerate();
        let steps: Vec<String> = steps.map(|(n, step)| format!("{}. {step}", n + 1)).collect();
        let test = TestCase {
            id: build.id(),
            title: cell(&row, 0).to_owned(),
            place: build.place(cell(&row, 1)),
            items: items(build, cell(&row, 2)),
            criterion: cell(&row, 3).to_owned(),
            importance: Moscow::from_name(cell(&row, 4)),
            owner: build.find(cell(&row, 5)),
            steps: markdown(&steps.join("\n")),
            expected: markdown(cell(&row, 7)),
            rank,
            ..TestCase::default()
        };
        let (id, by) = (test.id, test.owner);
        build.put(test);
        for text in cell(&row, 8).split(';').filter(|text| !text.is_empty()) {
            run(build, id, by, cell(&row, 1), text);
        }
    }
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'L').collect()) {
        launch(build, rank, &row);
    }
    for row in rows(TEXT, 'W') {
        let Some(launch) = build.find(cell(&row, 0)) else { continue };
        let Some(kpi) = build.find(cell(&row, 1)) else { continue };
        let expectation = Expectation {
            id: build.id(),
            launch,
            kpi,
            expected: Number::new(build.float(cell(&row, 2))),
            date: Some(build.day(cell(&row, 3))),
            note: cell(&row, 4).to_owned(),
            ..Expectation::default()
        };
        build.put(expectation);
    }
}

/// Adds one run, as the script writes it: the day, how it ended, the bug, what was seen.
fn run(
    build: &mut Build,
    test: Id<TestCase>,
    by: Option<Id<Person>>,
    place: &str,
    text: &'static str,
) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let bug = words.iter().find_map(|word| word.strip_prefix('='));
    words.retain(|word| !word.starts_with('='));
    let n = build.number(cell(&words, 0));
    let date = past(build, n);
    let result = match cell(&words, 1) {
        "p" => TestResult::Pass,
        "f" => TestResult::Fail,
        "b" => TestResult::Blocked,
        other => {
            build.problems.push(format!("no run ends with `{other}`"));
            TestResult::Pass
        }
    };
    let at = build.moment(date);
    let run = TestRun {
        id: build.id_at(at),
        test,
        date,
        result,
        by,
        tested: tested(build, place, n).to_owned(),
        evidence: markdown(&words.get(2..).unwrap_or_default().join(" ")),
        bug: build.find(bug.unwrap_or_default()),
        ..TestRun::default()
    };
    build.put(run);
}

/// Gives the working day on a day of the past, or before it.
fn past(build: &Build, n: i64) -> Date {
    build.days.until(build.days.date(n))
}

/// Names the build of a place that was tested on a day.
fn tested(build: &mut Build, place: &str, day: i64) -> &'static str {
    let mut last = "";
    for row in rows(TEXT, 'B') {
        if cell(&row, 0) == place && build.number(cell(&row, 1)) <= day {
            last = cell(&row, 2);
        }
    }
    last
}

fn launch(build: &mut Build, rank: rank::Rank, row: &[&'static str]) {
    let key = cell(row, 0);
    let decided = match cell(row, 9) {
        "" => None,
        day => {
            let n = build.number(day);
            Some(past(build, n))
        }
    };
    let date = Some(build.day(cell(row, 6)));
    let mut launch = Launch {
        id: build.named(key),
        title: cell(row, 1).to_owned(),
        product: build.find(cell(row, 2)),
        release: build.find(cell(row, 3)),
        project: build.find(cell(row, 4)),
        tier: Tier::from_name(cell(row, 5)),
        date,
        planned: date,
        owner: build.find(cell(row, 7)),
        gate: LaunchGate::from_name(cell(row, 8)),
        decided,
        reason: cell(row, 10).to_owned(),
        description: markdown(cell(row, 11)),
        rank,
        ..Launch::default()
    };
    for part in rows(TEXT, 'F').filter(|part| cell(part, 0) == key) {
        let own = items(build, cell(&part, 2));
        match cell(&part, 1) {
            "marketing" => launch.marketing = own,
            "sales" => launch.sales = own,
            "support" => launch.support = own,
            "documentation" => launch.documentation = own,
            "legal" => launch.legal = own,
            "operations" => launch.operations = own,
            other => build.problems.push(format!("no function is called `{other}`")),
        }
    }
    build.put(launch);
}

fn items(build: &mut Build, names: &str) -> Vec<Id<Item>> {
    names.split(',').filter_map(|name| build.find(name)).collect()
}
