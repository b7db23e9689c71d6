//! The numbers of flow against published sheets, a real board and generated workspaces.
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[allow(dead_code, reason = "what only other tests need")]
mod generate;
mod metrics_support;

use std::collections::BTreeMap;

use metrics_support::*;
use proptest::prelude::*;
use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::interchange::trello;
use throughline_core::metrics::ask::Ask;
use throughline_core::metrics::flow::daily;
use throughline_core::metrics::memo::Memo;
use throughline_core::metrics::page::{Moment, page};
use throughline_core::metrics::report::*;
use throughline_core::metrics::stat::{Sample, moving_means};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Blocked, Edit, Kind, Lens};
use throughline_core::sample;

fn cell(row: &[String], n: usize) -> f64 {
    row[n].parse().unwrap_or_else(|_| panic!("{} is a number", row[n]))
}

/// The items of the cycle-time sheet: start and end.
fn cycle_items(text: &str) -> Vec<(Date, Option<Date>)> {
    let span = |row: &Vec<String>| (day(&row[1]), row[0].parse().ok());
    rows(text).iter().filter(|row| !row[1].is_empty()).map(span).collect()
}

#[test]
fn weekly_cycle_times_are_those_of_the_focused_objective_sheet() {
    let (Some(items), Some(expected)) = (
        reference("flow/focusedobjective-cycletime-items.csv"),
        reference("flow/focusedobjective-cycletime-weekly-expected.csv"),
    ) else {
        return;
    };
    let model = spans(cycle_items(&items));
    let expected = rows(&expected);
    let question = ask(day(&expected[0][0]), day(&expected[expected.len() - 1][1]));
    let today = question.period.to;
    let trend = tile(&model, &question, today, "cycle-time-p50").trend;
    let high = tile(&model, &question, today, "cycle-time-p85").trend;
    assert_eq!(trend.len(), expected.len());
    let detail = opened(&model, &question, today, "cycle-time-p50");
    let points = &detail.charts[0].series[0].points;
    for (at, row) in expected.iter().enumerate() {
        let (from, to) = (day(&row[0]), day(&row[1]));
        let is_in = |p: &&Point| (from.day_number() as f64..=to.day_number() as f64).contains(&p.x);
        let week = Sample::new(points.iter().filter(is_in).filter_map(|p| p.y));
        let got = [
            week.min(),
            week.mean(),
            week.max(),
            week.percentile(0.25),
            week.percentile(0.3),
            trend[at].1,
            week.percentile(0.7),
            week.percentile(0.75),
            high[at].1,
        ];
        assert_eq!(trend[at].0, to);
        for (n, got) in got.into_iter().enumerate() {
            close(got.unwrap_or(-1.0), cell(row, n + 3), &format!("{from}, column {}", n + 3));
        }
    }
}

#[test]
fn cycle_time_percentiles_and_weekly_throughput_are_those_that_cases_json_publishes() {
    let (Some(items), Some(expected)) = (
        reference("flow/focusedobjective-cycletime-items.csv"),
        reference("flow/focusedobjective-throughput-weekly-expected.csv"),
    ) else {
        return;
    };
    let model = spans(cycle_items(&items));
    let expected = rows(&expected);
    let question = ask(day(&expected[0][0]), day(&expected[expected.len() - 1][1]));
    let detail = opened(&model, &question, question.period.to, "cycle-time-p85");
    let all = Sample::new(detail.charts[0].series[0].points.iter().filter_map(|p| p.y));
    let got = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0].map(|p| all.percentile(p));
    assert_eq!(got, [2.0, 4.0, 7.0, 8.0, 12.0, 15.0, 21.0].map(Some), "cases.json, cycle time");
    let rules: Vec<f64> = detail.charts[0].rules.iter().map(|r| r.at).collect();
    assert_eq!(rules[..2], [8.0, all.percentile(0.7).unwrap_or_default()]);

    let throughput = tile(&model, &question, question.period.to, "throughput");
    let weeks: Vec<f64> = throughput.trend.iter().filter_map(|t| t.1).collect();
    let want: Vec<f64> = expected.iter().map(|row| cell(row, 3)).collect();
    assert_eq!(weeks, want, "focusedobjective-throughput-weekly-expected.csv");
    let weeks = Sample::new(weeks);
    for (share, want) in
        [(0.0, 1.0), (0.05, 4.2), (0.25, 7.0), (0.5, 8.0), (0.75, 10.0), (0.95, 12.8), (1.0, 16.0)]
    {
        close(weeks.percentile(share).unwrap_or(-1.0), want, "cases.json, weekly throughput");
    }
}

#[test]
fn ages_are_those_of_the_focused_objective_sheet() {
    let Some(items) = reference("flow/focusedobjective-cycletime-items.csv") else { return };
    let model = spans(cycle_items(&items));
    // The sheet was last computed on this day.
    let today = day("2017-07-17");
    let detail = opened(&model, &ask(day("2015-01-18"), today), today, "work-item-age");
    let mut got: Vec<f64> = detail.charts[0].series[0].points.iter().filter_map(|p| p.y).collect();
    let ages = rows(&items).into_iter().filter(|row| !row[6].is_empty());
    let mut want: Vec<f64> = ages.map(|row| cell(&row, 6)).collect();
    got.sort_by(f64::total_cmp);
    want.sort_by(f64::total_cmp);
    assert!(!want.is_empty());
    assert_eq!(got, want);
}

#[test]
fn each_day_of_flow_is_that_of_the_focused_objective_sheet() {
    let (Some(items), Some(expected)) = (
        reference("flow/focusedobjective-flow-items.csv"),
        reference("flow/focusedobjective-flow-daily-expected.csv"),
    ) else {
        return;
    };
    let spans_of = |row: &Vec<String>| (day(&row[2]), row[3].parse().ok());
    let model = spans(rows(&items).iter().map(spans_of));
    let expected = rows(&expected);
    let question = ask(day(&expected[0][0]), day(&expected[expected.len() - 1][0]));
    let memo = Memo::default();
    let asked = Ask::new(&model, &question, moment(question.period.to), &memo).expect("a question");
    let days = daily::days(asked.flow(), question.period);
    assert_eq!(days.len(), expected.len());
    let means: Vec<f64> = days.iter().map(|d| d.wip_mean).collect();
    let week_of_wip = moving_means(&means, 7);
    let (mut came, mut went, mut delivered) = (0, 0, 0);
    for (at, (got, row)) in days.iter().zip(&expected).enumerate() {
        came += got.arrived;
        went += got.departed;
        delivered += got.delivered;
        let last = |value: fn(&daily::Day) -> u32| -> f64 {
            days[(at + 1).saturating_sub(7)..=at].iter().map(|d| f64::from(value(d))).sum()
        };
        let checks = [
            (1, f64::from(got.arrived)),
            (2, f64::from(got.departed)),
            (3, f64::from(got.delivered)),
            (4, f64::from(got.same_day)),
            (5, f64::from(came)),
            (6, f64::from(went)),
            (7, f64::from(delivered)),
            (8, f64::from(got.wip)),
            (9, got.wip_mean),
            (11, got.time / 7.0),
            (13, last(|d| d.departed)),
            (14, last(|d| d.delivered)),
            (15, last(|d| d.departed) - last(|d| d.arrived)),
            (21, got.age / 7.0),
            (22, got.oldest / 7.0),
        ];
        for (column, got) in checks {
            // The sheet has no age where nothing is in progress.
            if row[column].parse::<f64>().is_err() {
                assert!(column > 20 && got == 0.0, "{}, column {column}", row[0]);
                continue;
            }
            close(got, cell(row, column), &format!("{}, column {column}", row[0]));
        }
        if let (Ok(want), Some(got)) = (row[10].parse::<f64>(), week_of_wip[at]) {
            close(got, want, &format!("{}, WIP of seven days", row[0]));
        }
    }
    // Nothing is told of the day before the first item.
    let mut question = question;
    question.period.from = question.period.from.plus_days(1);
    assert_eq!(value(&tile(&model, &question, question.period.to, "net-flow")), 0.0);
    let wip = opened(&model, &question, question.period.to, "wip");
    let line = wip.charts[0].series[0].points.iter().map(|p| p.y.unwrap_or(-1.0));
    assert!(line.eq(days.iter().skip(1).map(|d| f64::from(d.wip))), "the page draws the same WIP");
}

#[test]
fn both_counting_rules_are_offered_and_named() {
    let d = day("2026-05-04");
    let model = spans([(d, Some(d)), (d, Some(d.plus_days(2)))]);
    let today = day("2026-05-10");
    let mut question = ask(d, today);
    assert_eq!(value(&tile(&model, &question, today, "cycle-time-p50")), 1.25);
    assert!(
        opened(&model, &question, today, "cycle-time-p50").notes[0].contains("minus the start")
    );
    question.counting = Counting::Inclusive;
    assert_eq!(value(&tile(&model, &question, today, "cycle-time-p50")), 2.0);
    assert!(opened(&model, &question, today, "cycle-time-p50").notes[0].contains("plus one"));
}

#[test]
fn history_that_is_missing_is_unknown_and_told() {
    let d = day("2026-05-04");
    let today = day("2026-05-31");
    let mut model = empty();
    for n in 0..3 {
        let mut done = item(n, &[]);
        (done.status, done.created) = (status(4), Some(at(d, 9)));
        add(&mut model, done);
    }
    let question = ask(d, today);
    for key in ["throughput", "cycle-time-p85", "lead-time-p50", "flow-efficiency", "net-flow"] {
        let tile = tile(&model, &question, today, key);
        assert!(matches!(tile.value, Known::Unknown(_)), "{key}: {}", tile.sentence);
        assert!(tile.trend.iter().all(|t| t.1.is_none()), "{key}");
    }
    let detail = opened(&model, &question, today, "throughput");
    assert!(
        detail.notes.iter().any(|n| n.starts_with("3\u{a0}items are done without")),
        "{:?}",
        detail.notes
    );
    // One that came from another tool in the middle of its work.
    let mut model = empty();
    let mut late = item(9, &[(at(d.plus_days(20), 12), 4)]);
    late.created = None;
    late.known_from = Some(at(d.plus_days(10), 12));
    late.moves[0].from = Some(status(2));
    add(&mut model, late);
    let cycle = tile(&model, &question, today, "cycle-time-p50");
    assert!(matches!(cycle.value, Known::Unknown(_)), "its start was not seen");
    let detail = opened(&model, &question, today, "cycle-time-p50");
    assert!(
        detail.notes.iter().any(|n| n.contains("item was finished without")),
        "{:?}",
        detail.notes
    );
    let wip = opened(&model, &question, today, "wip");
    let line = &wip.charts[0].series[0].points;
    assert_eq!((line[9].y, line[10].y, line[20].y), (None, Some(1.0), Some(0.0)));
}

#[test]
fn flow_efficiency_and_blocked_time_take_the_marks_of_history() {
    let d = day("2026-05-04");
    let today = day("2026-05-31");
    let mut model = empty();
    // Four days of work, of which one blocked, and four of waiting.
    let mut one = item(0, &[(at(d, 0), 2), (at(d.plus_days(4), 0), 3), (at(d.plus_days(8), 0), 4)]);
    let since = at(d.plus_days(1), 0);
    let mark = serde_json::json!({ "since": since.to_string(), "reason": "a key" });
    let edit = |at: Time, before: &serde_json::Value, after: &serde_json::Value| Edit {
        at,
        field: "blocked".into(),
        before: before.clone(),
        after: after.clone(),
        ..Edit::default()
    };
    let none = serde_json::Value::Null;
    one.edits = vec![edit(since, &none, &mark), edit(at(d.plus_days(2), 0), &mark, &none)];
    add(&mut model, one);
    let mut stuck = item(1, &[(at(d, 0), 2)]);
    stuck.blocked = Some(Blocked { since: at(day("2026-05-29"), 20), ..Blocked::default() });
    add(&mut model, stuck);
    let question = ask(d, today);
    assert_eq!(value(&tile(&model, &question, today, "flow-efficiency")), 3.0 / 8.0);
    assert_eq!(value(&tile(&model, &question, today, "blocked-time")), 1.0 + 2.0);
    let step = tile(&model, &question, today, "time-in-status");
    assert_eq!(value(&step), 4.0);
}

#[test]
fn limits_and_ageing_are_seen_day_by_day() {
    let d = day("2026-05-04");
    let today = day("2026-05-31");
    let mut model = empty();
    let limit = |before: serde_json::Value, after: serde_json::Value| Change::Set {
        at: status(2).to_ref(),
        field: "limit".into(),
        before,
        after,
    };
    model.apply(&limit(serde_json::Value::Null, 2.into())).expect("a limit");
    for n in 0..12u64 {
        let start = d.plus_days(n as i64);
        add(&mut model, item(n, &[(at(start, 9), 2), (at(start.plus_days(2), 9), 4)]));
    }
    add(&mut model, item(90, &[(at(day("2026-05-06"), 9), 2)]));
    let question = ask(d, today);
    // From the third day on there are two others in progress, up to the last but one's end.
    assert_eq!(value(&tile(&model, &question, today, "wip-limit-breaches")), 10.0);
    let page = page(&model, &question, &moment(today));
    let ageing = page.tiles.iter().find(|t| t.key == "ageing-wip").expect("ageing work");
    assert_eq!((value(ageing), ageing.standing), (1.0, Standing::Watch));
    let signal = page.signals.iter().find(|s| s.key == "ageing-wip").expect("a signal");
    assert!(signal.sentence.contains("AP-91") && signal.standing == Standing::Bad);
    assert_eq!(signal.records.len(), 1);
}

#[test]
fn a_bad_filter_is_told_on_the_page() {
    let d = day("2026-05-04");
    let mut question = ask(d, d);
    question.filter = "is:purple".into();
    let page = page(&empty(), &question, &moment(d));
    assert!(page.problem.is_some() && page.tiles.is_empty());
    question.filter = String::new();
    question.period = Period { from: d, to: d.plus_days(-1) };
    let page = throughline_core::metrics::page::page(&empty(), &question, &moment(d));
    assert!(page.problem.is_some());
}

#[test]
fn an_imported_board_shows_true_flow_on_the_first_day() {
    let Some(text) = reference("trello/delivery-board-anonymised.json") else { return };
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let last = json["dateLastActivity"].as_str().and_then(|s| s.parse::<Time>().ok());
    let now = last.expect("the board's last activity");
    let mut env = Env::new(now, now.date_utc(), 7);
    let incoming = trello::read(&text, &mut env).expect("a board");
    let mut model = Model::empty("Test");
    for record in &incoming.records {
        model.apply(&Change::Create(record.clone())).expect("records that are new");
    }
    let today = now.date_utc();
    let moment = Moment { now, today };
    // What the export itself says, without the core: moves into the lists that are done.
    let done: Vec<String> = {
        let is_done = |s: &&throughline_core::model::Status| s.category.name() == "done";
        model.statuses.iter().filter(is_done).map(|s| s.name.clone()).collect()
    };
    assert!(!done.is_empty(), "the import finds the lists of what is done");
    let lists: BTreeMap<&str, &str> = json["lists"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|l| Some((l["id"].as_str()?, l["name"].as_str()?)))
        .collect();
    let mut finished: BTreeMap<&str, Option<Date>> = BTreeMap::new();
    let cards = json["cards"].as_array().expect("cards");
    let actions = json["actions"].as_array().expect("actions");
    for card in cards {
        let (Some(id), Some(list)) = (card["id"].as_str(), card["idList"].as_str()) else {
            continue;
        };
        let is_done = |list: &str| done.iter().any(|d| lists.get(list) == Some(&d.as_str()));
        if !is_done(list) {
            continue;
        }
        // Actions stand newest first: the oldest of the unbroken run of done lists counts.
        let mut day = None;
        for action in actions.iter().filter(|a| a["data"]["card"]["id"] == *id) {
            let to = match action["type"].as_str() {
                Some("createCard" | "copyCard" | "convertToCardFromCheckItem") => {
                    action["data"]["list"]["id"].as_str()
                }
                _ => action["data"]["listAfter"]["id"].as_str(),
            };
            let Some(to) = to else { continue };
            if !is_done(to) {
                break;
            }
            day = action["date"].as_str().and_then(|s| s.parse::<Time>().ok()).map(Time::date_utc);
        }
        finished.insert(id, day);
    }
    let known: Vec<Date> = finished.values().filter_map(|d| *d).collect();
    assert!(known.len() > 10, "{} finishes are in the export", known.len());
    let first = known.iter().min().copied().unwrap_or(today);
    let mut question = ask(first.plus_days(-1_500), today);
    let detail = opened_at(&model, &question, &moment, "throughput");
    assert_eq!(detail.records.len(), known.len(), "every known finish counts, and no other");
    let n_unknown = finished.values().filter(|d| d.is_none()).count();
    assert_eq!(
        detail.notes.iter().any(|n| n.contains("without a known day of finishing")),
        n_unknown > 0
    );
    assert_eq!(detail.tile.trend.first().and_then(|t| t.1), None, "before the history: a gap");
    question.period.from = first;
    let page = page(&model, &question, &moment);
    for key in ["throughput", "cycle-time-p50", "cycle-time-p85", "lead-time-p50", "wip"] {
        let tile = page.tiles.iter().find(|t| t.key == key).expect(key);
        println!("{key}: {:?} {}", tile.value, tile.sentence);
        assert!(value(tile) > 0.0, "{key}");
    }
    for (what, number) in all_numbers(&model, &question, &moment) {
        assert!(number.is_finite(), "{what}: {number}");
    }
}

fn opened_at(model: &Model, question: &Question, moment: &Moment, key: &str) -> Detail {
    throughline_core::metrics::page::detail(model, question, key, moment).expect(key)
}

#[test]
fn the_sample_workspace_has_numbers_in_every_group() {
    let now = "2026-06-01T12:00:00Z".parse::<Time>().expect("a time");
    let mut env = Env::new(now, now.date_utc(), 7);
    let model = sample::workspace(&mut env);
    let moment = Moment { now, today: now.date_utc() };
    for project in [None, model.projects.iter().next().map(|p| p.id.to_ref())] {
        let mut question = ask(now.date_utc().plus_days(-89), now.date_utc());
        question.place = project;
        let page = page(&model, &question, &moment);
        for tile in &page.tiles {
            println!("{:22} {:?} | {}", tile.key, tile.number(), tile.sentence);
        }
        page.signals.iter().for_each(|s| println!("! {}", s.sentence));
        let n_known = page.tiles.iter().filter(|t| t.number().is_some()).count();
        assert!(project.is_some() || n_known * 10 >= page.tiles.len() * 8, "{n_known} are known");
    }
}

/// The question of a lens over the whole workspace, and the same over a place.
fn questions(model: &Model, today: Date, days: i64) -> Vec<Question> {
    let places = [Kind::Project, Kind::Stage, Kind::Product, Kind::Release, Kind::Program];
    let places = places.iter().filter_map(|k| model.records(*k).next().map(|r| r.to_ref()));
    let places: Vec<_> = std::iter::once(None).chain(places.map(Some)).collect();
    let mut out = Vec::new();
    for lens in Lens::ALL {
        for (n, place) in places.iter().enumerate() {
            let mut question = ask(today.plus_days(-days), today);
            question.lens = lens.clone();
            question.place = *place;
            question.counting =
                if n.is_multiple_of(2) { Counting::Elapsed } else { Counting::Inclusive };
            out.push(question);
        }
    }
    out
}

fn check_numbers(model: &Model, moment: Moment, days: i64) -> Result<(), TestCaseError> {
    for question in questions(model, moment.today, days) {
        for (what, number) in all_numbers(model, &question, &moment) {
            prop_assert!(number.is_finite(), "{what}: {number}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn generated_workspaces_give_no_number_that_is_none(
        model in common::generate::models(25), days in 0i64..400, at in 0i64..40_000,
    ) {
        let today = Date::from_day_number(at);
        check_numbers(&model, Moment { now: today.start_utc(), today }, days)?;
    }

    #[test]
    fn worked_workspaces_give_no_number_that_is_none(
        steps in prop::collection::vec(any::<generate::Step>(), 0..60), days in 0i64..200,
    ) {
        let mut world = generate::World::new(true);
        for step in steps {
            let _ = world.step(step);
        }
        let moment = Moment { now: world.env.now, today: world.env.today };
        check_numbers(&world.model, moment, days)?;
    }

    /// Law M1: the order in which items, moves and ids come does not matter.
    #[test]
    fn metrics_do_not_depend_on_the_order_of_their_input(seed in any::<u64>(), n in 1usize..60) {
        let today = day("2026-05-31");
        let mut rng = common::generate::rng(seed);
        let drawn: Vec<(i64, i64, i64)> = (0..n)
            .map(|_| (rng.below(100) as i64, rng.below(20) as i64, rng.below(9) as i64))
            .collect();
        let build = |ids: &dyn Fn(usize) -> u64, turned: bool| {
            let mut model = empty();
            for (n, (start, work, wait)) in drawn.iter().enumerate() {
                let start = today.plus_days(-start);
                let end = start.plus_days(work + wait);
                let mut moves = vec![(at(start, 8), 1), (at(start, 9), 2)];
                if start.plus_days(*work) <= today {
                    moves.push((at(start.plus_days(*work), 10), 3));
                }
                if end <= today {
                    moves.push((at(end, 11), 4));
                }
                let mut item = item(ids(n), &moves);
                if turned {
                    item.moves.reverse();
                }
                add(&mut model, item);
            }
            model
        };
        let (a, b) = (build(&|n| n as u64, false), build(&|n| 5_000 - n as u64, true));
        let question = ask(today.plus_days(-60), today);
        let strip = |model: &Model| {
            let mut page = page(model, &question, &moment(today));
            // Titles and keys differ, and so do the records that are pointed at.
            page.signals.retain(|s| s.records.is_empty());
            (page.tiles, page.signals)
        };
        prop_assert_eq!(strip(&a), strip(&b));
    }
}

#[test]
fn an_edit_and_its_undoing_leave_the_numbers_as_they_were() {
    // Law I2: nothing is kept between questions, so the page after edits equals the page of a
    // model made afresh with the same records.
    let mut world = generate::World::new(true);
    for n in 0..40u8 {
        let _ = world.step((n.wrapping_mul(7), n, n.wrapping_mul(13), n));
    }
    let fresh = {
        let mut model = Model::empty("Test");
        for kind in Kind::ALL.iter().filter(|k| **k != Kind::Workspace) {
            for record in world.model.records(*kind) {
                let _ = model.apply(&Change::Create(record));
            }
        }
        model
    };
    let question = ask(world.env.today.plus_days(-30), world.env.today);
    let moment = Moment { now: world.env.now, today: world.env.today };
    assert_eq!(page(&world.model, &question, &moment), page(&fresh, &question, &moment));
}
