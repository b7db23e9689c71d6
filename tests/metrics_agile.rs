//! The numbers of sprints against published ones and the sprints of two open-source projects.
#![cfg(not(target_arch = "wasm32"))]

mod metrics_support;

use std::collections::BTreeMap;
use std::sync::Arc;

use metrics_support::*;
use throughline_core::metrics::agile::sprints_left;
use throughline_core::metrics::ask::Ask;
use throughline_core::metrics::memo::Memo;
use throughline_core::metrics::report::*;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Edit, GateState, Item, Record, Stage};

fn stage(model: &mut Model, n: u64, from: Date, to: Date) -> Id<Stage> {
    let id = Id::new(RawId(1_000 + n));
    let stage = Stage {
        id,
        name: format!("Sprint {n}"),
        project: Id::new(RawId(91)),
        start: Some(from),
        due: Some(to),
        gate: if n.is_multiple_of(2) { GateState::Passed } else { GateState::Failed },
        ..Stage::default()
    };
    put(model, Record::Stage(Arc::new(stage)));
    id
}

/// An item of a size that was in a stage from before a sprint, or since and until a day.
fn sized(
    n: u64,
    points: f64,
    stage: Id<Stage>,
    came: Option<Date>,
    went: Option<Date>,
    moves: &[(Date, u64)],
) -> Item {
    let long_ago = day("2026-01-01");
    let mut steps = vec![(at(long_ago, 9), 1)];
    steps.extend(moves.iter().map(|(day, to)| (at(*day, 9), *to)));
    let mut item = item(n, &steps);
    item.estimate = number(points);
    let id = serde_json::Value::from(stage.raw().to_string());
    let none = serde_json::Value::Null;
    let edit = |day: Date, before: &serde_json::Value, after: &serde_json::Value| Edit {
        at: at(day, 8),
        field: "stage".into(),
        before: before.clone(),
        after: after.clone(),
        ..Edit::default()
    };
    item.edits.extend(came.map(|day| edit(day, &none, &id)));
    item.edits.extend(went.map(|day| edit(day, &id, &none)));
    item.stage = went.is_none().then_some(stage);
    item
}

#[test]
fn the_published_velocity_and_sprints_left_come_out() {
    // cases.json, velocity-pmse-22042: https://pm.stackexchange.com/questions/22042
    let velocity = [15.0, 5.0, 20.0, 15.0, 25.0, 10.0];
    let backlog = [3.0, 1.0, 3.0, 5.0, 8.0, 3.0, 1.0, 1.0, 5.0];
    let mut model = empty();
    let mut n = 0;
    for (sprint, points) in velocity.into_iter().enumerate() {
        let from = day("2026-02-02").plus_days(14 * sprint as i64);
        let stage = stage(&mut model, sprint as u64, from, from.plus_days(13));
        let done = [(from.plus_days(2), 2), (from.plus_days(9), 4)];
        add(&mut model, sized(n, points, stage, Some(from.plus_days(-1)), None, &done));
        n += 1;
    }
    for points in backlog {
        let mut open = item(n, &[(at(day("2026-01-01"), 9), 1)]);
        open.estimate = number(points);
        add(&mut model, open);
        n += 1;
    }
    let today = day("2026-05-01");
    let question = ask(day("2026-02-01"), today);
    let tile = tile(&model, &question, today, "velocity");
    assert_eq!(value(&tile), 15.0);
    assert_eq!(tile.trend.iter().filter_map(|t| t.1).collect::<Vec<_>>(), velocity);
    assert!(tile.sentence.contains("2 more at that pace"), "{}", tile.sentence);
    assert_eq!(sprints_left(&velocity, backlog.iter().sum()), Some(2));
    assert_eq!(sprints_left(&[0.0], 3.0), None);
    let goals = metrics_support::tile(&model, &question, today, "sprint-goals");
    assert_eq!(value(&goals), 0.5);
}

/// The part of a row of sprint data that is used.
struct Row {
    committed: f64,
    added: f64,
    removed: f64,
    todo: f64,
    doing: f64,
    done: f64,
    diff: f64,
    n_days: i64,
}

fn sprint_rows(text: &str) -> BTreeMap<(String, String), Row> {
    let header = text.lines().next().unwrap_or_default().trim_end();
    let names: Vec<&str> = header.split(',').collect();
    let row = |cells: Vec<String>| {
        let of = |name: &str| {
            let at = names.iter().position(|n| *n == name).expect(name);
            cells[at].parse::<f64>().unwrap_or_else(|_| panic!("{name}: {}", cells[at]))
        };
        let row = Row {
            committed: of("vel_starttime"),
            added: of("vel_added"),
            removed: of("vel_removed"),
            todo: of("vel_todo"),
            doing: of("vel_inprogress"),
            done: of("vel_done"),
            diff: of("vel_diff"),
            n_days: of("planday") as i64,
        };
        ((cells[0].clone(), cells[1].clone()), row)
    };
    rows(text).into_iter().filter(|cells| cells.len() == names.len()).map(row).collect()
}

#[test]
fn the_scope_of_real_sprints_is_what_was_there_and_came_less_what_went() {
    let mut n_checked = 0;
    for project in ["mongodb", "spring"] {
        let [Some(first), Some(last)] =
            [0, 80].map(|at| reference(&format!("flow/sprints/{project}_iteration_{at}.csv")))
        else {
            return;
        };
        let (first, last) = (sprint_rows(&first), sprint_rows(&last));
        for (key, row) in &last {
            let scope = row.todo + row.doing + row.done;
            // Rows that do not add up in the data themselves prove nothing, nor do negative sizes.
            let parts = [row.committed, row.added, row.removed, row.todo, row.doing, row.done];
            let is_negative = parts.iter().any(|size| *size < 0.0);
            if row.committed + row.added - row.removed != scope || scope == 0.0 || is_negative {
                continue;
            }
            check_sprint(row, &format!("{project} {key:?}"));
            n_checked += 1;
            // What was delivered in the end less what was in it: the same end from both days.
            if let Some(early) = first.get(key)
                && early.committed + early.added - early.removed
                    == early.todo + early.doing + early.done
            {
                let end = |r: &Row| r.diff + r.todo + r.doing + r.done;
                close(end(early), end(row), &format!("{project} {key:?}, delivered"));
            }
        }
    }
    println!("{n_checked} sprints");
    assert!(n_checked > 100, "{n_checked} sprints add up");
}

/// Builds a sprint with the sizes of a row and asks the core for them. Which of the items went is
/// not in the data: the first that came are taken.
fn check_sprint(row: &Row, what: &str) {
    let from = day("2026-03-02");
    let n_days = row.n_days.clamp(10, 41);
    let (today, to) = (from.plus_days(n_days * 8 / 10), from.plus_days(n_days));
    let mut model = empty();
    let stage = stage(&mut model, 1, from, to);
    let mut sources = [(None, row.committed), (Some(from.plus_days(2)), row.added)];
    let sinks = [
        (row.removed, true, vec![]),
        (row.todo, false, vec![]),
        (row.doing, false, vec![(from.plus_days(3), 2)]),
        (row.done, false, vec![(from.plus_days(3), 2), (from.plus_days(4), 4)]),
    ];
    let mut n = 0;
    for (mut size, goes, moves) in sinks {
        for (came, rest) in &mut sources {
            let points = size.min(*rest);
            if points > 0.0 {
                let came = came.or(Some(from.plus_days(-3)));
                let went = goes.then(|| from.plus_days(5));
                add(&mut model, sized(n, points, stage, came, went, &moves));
                n += 1;
            }
            (size, *rest) = (size - points, *rest - points);
        }
    }
    let question = ask(from, today);
    let memo = Memo::default();
    let asked = Ask::new(&model, &question, moment(today), &memo).expect("a question");
    let sprint = &asked.sprints().list[0];
    let now = today.day_number();
    close(sprint.committed(), row.committed, &format!("{what}, at the start"));
    close(sprint.added(now), row.added, &format!("{what}, added"));
    close(sprint.removed(now), row.removed, &format!("{what}, removed"));
    close(sprint.scope_on(now), row.todo + row.doing + row.done, &format!("{what}, scope"));
    close(sprint.done_on(now), row.done, &format!("{what}, done"));
    close(sprint.open_on(now), row.todo + row.doing, &format!("{what}, left"));
    let left = tile(&model, &question, today, "sprint-remaining");
    close(value(&left), row.todo + row.doing, what);
}

#[test]
fn what_is_moved_on_at_the_end_is_carried_over() {
    let (from, to) = (day("2026-03-02"), day("2026-03-13"));
    let mut model = empty();
    let sprint = stage(&mut model, 1, from, to);
    let done = [(from.plus_days(1), 2), (from.plus_days(3), 4)];
    let before = Some(from.plus_days(-2));
    add(&mut model, sized(0, 6.0, sprint, before, None, &done));
    add(&mut model, sized(1, 2.0, sprint, before, Some(to), &[]));
    add(&mut model, sized(2, 3.0, sprint, before, Some(from.plus_days(4)), &[]));
    // Finished after the end: it counts for no sprint that it was in.
    add(&mut model, sized(3, 4.0, sprint, before, Some(to.plus_days(3)), &[(to.plus_days(9), 4)]));
    let today = day("2026-04-01");
    let question = ask(from, today);
    assert_eq!(value(&tile(&model, &question, today, "velocity")), 6.0);
    assert_eq!(value(&tile(&model, &question, today, "carry-over")), 0.5);
    assert_eq!(value(&tile(&model, &question, today, "scope-change")), -3.0 / 15.0);
    let left = tile(&model, &question, today, "sprint-remaining");
    assert!(matches!(left.value, Known::Unknown(_)));
    let steps = opened(&model, &question, today, "scope-change");
    let bars = steps.charts[0].series[0].points.iter().filter_map(|p| p.y).collect::<Vec<_>>();
    assert_eq!(bars, [15.0, 0.0, -3.0, 12.0]);
}
