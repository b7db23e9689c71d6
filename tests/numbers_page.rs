//! The page of numbers beyond its formulas: how it is arranged, how a formula is checked while it
//! is typed, what the status report says, which signals a KPI that is read gives.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::json;
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::metrics::arrange;
use throughline_core::metrics::expression::{Typed, Window, checked};
use throughline_core::metrics::page::{self, Moment};
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{ChartKind, Counting, Page, Question, Standing};
use throughline_core::model::id::Ref;
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Lens};
use throughline_core::{sample, status};

fn sampled() -> (Model, Moment, Env) {
    let now = "2026-05-20T09:00:00Z".parse().unwrap();
    let moment = Moment { now, today: now.date_utc() };
    let model = sample::workspace(&mut Env::new(now, moment.today, 7));
    (model, moment, Env::new(now, moment.today, 99))
}

fn question(lens: Lens, moment: &Moment) -> Question {
    Question {
        lens,
        place: None,
        filter: String::new(),
        period: Span::default().period(moment.today),
        counting: Counting::Elapsed,
    }
}

fn shown(page: &Page) -> Vec<(String, String)> {
    page.tiles.iter().map(|t| (t.key.clone(), t.group.clone())).collect()
}

fn keys(page: &Page, group: &str) -> Vec<String> {
    page.tiles.iter().filter(|t| t.group == group).map(|t| t.key.clone()).collect()
}

#[test]
fn numbers_are_moved_hidden_and_pinned_each_in_one_step() {
    let (mut model, moment, mut env) = sampled();
    let asked = question(Lens::Project, &moment);
    let start = page::page(&model, &asked, &moment);
    let flow = keys(&start, "Flow");
    let by = |model: &Model, lens: &Lens| arrange::of(model, lens);
    let mut steps = Vec::new();
    let mut run = |model: &mut Model, new| {
        let done = model.run(&Command::ArrangeNumbers(new), &mut env).unwrap();
        assert!(!done.changes.is_empty());
        steps.push(done.changes);
    };

    let moved = arrange::stepped(&by(&model, &Lens::Project), &shown(&start), &flow[2], -1);
    run(&mut model, moved.unwrap());
    let now = page::page(&model, &asked, &moment);
    assert_eq!(keys(&now, "Flow")[..3], [flow[0].clone(), flow[2].clone(), flow[1].clone()]);
    assert_eq!(now.tiles.len(), start.tiles.len());
    let first = arrange::stepped(&by(&model, &Lens::Project), &shown(&now), &flow[0], -1);
    assert_eq!(first, None, "the first goes no further");

    run(&mut model, arrange::hidden(&by(&model, &Lens::Project), &flow[0], true));
    let now = page::page(&model, &asked, &moment);
    assert!(!keys(&now, "Flow").contains(&flow[0]));
    assert_eq!(now.hidden.iter().map(|(key, _)| key).collect::<Vec<_>>(), [&flow[0]]);

    let name = arrange::name(&Lens::Portfolio, &Lens::Project, "throughput");
    run(&mut model, arrange::pinned(&by(&model, &Lens::Portfolio), &name, true));
    let asked_there = question(Lens::Portfolio, &moment);
    let there = page::page(&model, &asked_there, &moment);
    assert_eq!(there.tiles[0].key, "project:throughput");
    let own = page::detail(&model, &asked, "throughput", &moment).unwrap();
    let pinned = page::detail(&model, &asked_there, "project:throughput", &moment).unwrap();
    assert_eq!((own.tile.value, own.formula), (pinned.tile.value, pinned.formula));

    // Each was one step, and each is taken back whole.
    for step in steps.iter().rev() {
        model.run(&Command::Apply(step.inverse()), &mut env).unwrap();
    }
    let back = page::page(&model, &asked, &moment);
    assert_eq!(shown(&back), shown(&start));
    assert!(page::page(&model, &asked_there, &moment).pinned.is_empty());
}

#[test]
fn a_formula_is_checked_while_it_is_typed() {
    let (model, moment, _) = sampled();
    let window = Window { from: moment.today.plus_days(-83), to: moment.today };
    let check = |before: &str, text: &str| {
        let typed = Typed { before: before.to_owned(), kpi: None, unit: String::new() };
        checked(&model, text, &typed, window)
    };
    let wrong = check("", "new-mrr / custmers").wrong.unwrap();
    assert_eq!((&*wrong.before, &*wrong.word, &*wrong.after), ("new-mrr / ", "custmers", ""));
    assert!(wrong.why.contains("No KPI has the key"), "{}", wrong.why);
    let wrong = check("", "new-mrr + new-customers").wrong.unwrap();
    assert_eq!((&*wrong.word, wrong.why.contains("cannot be added")), ("new-customers", true));
    assert!(check("", "").wrong.is_none(), "nothing is wrong with what nobody began");

    let right = check("", "new-mrr / new-customers");
    assert_eq!((right.wrong, &*right.unit), (None, "EUR per home"));
    assert!(right.value.starts_with("11.9"), "{}", right.value);

    let offers = check("new-mrr / ", "new-mrr / new-c").offers;
    assert_eq!(offers[0].key, "new-customers");
    assert_eq!(offers[0].whole, "new-mrr / new-customers");
    // In the middle of a formula the word there is meant.
    let offers = check("sum() / accounts", "sum(exp) / accounts").offers;
    assert_eq!(offers[0].whole, "sum(expansion-mrr) / accounts");
    assert!(check("mrr", "mrr ").offers.is_empty(), "after a key comes a sign");
}

#[test]
fn a_report_says_what_was_expected_what_happened_what_is_next_and_what_to_decide() {
    let (mut model, moment, mut env) = sampled();
    let project = model.projects.iter().find(|p| p.key == "DEV").unwrap().id.to_ref();
    let program = model.programs.iter().next().unwrap().id.to_ref();
    let hostile = "<script>alert(1)</script> *bold* | [x](javascript:1)";
    let blocked = model
        .items
        .iter()
        .find(|i| i.project.map(|p| p.to_ref()) == Some(project) && i.blocked.is_some());
    let at: Ref = blocked.unwrap().id.to_ref();
    let set = Command::SetField { at: vec![at], field: "title".into(), value: json!(hostile) };
    model.run(&set, &mut env).unwrap();
    for (lens, place) in [
        (Lens::Project, Some(project)),
        (Lens::Portfolio, Some(program)),
        (Lens::Portfolio, None),
        (Lens::Product, None),
    ] {
        let asked = Question { place, ..question(lens, &moment) };
        let report = status::compose(&model, &asked, &moment).unwrap();
        let headings: Vec<&str> = report.sections.iter().map(|s| &*s.heading).collect();
        let four = ["What was expected", "What happened", "What is next", "What needs a decision"];
        assert_eq!(headings, four);
        assert!(report.sections.iter().all(|s| !s.lines.is_empty()), "{}", report.title);
        assert!(report.title.starts_with("Status of ") && !report.summary.is_empty());
        let (html, markdown) = (status::html(&report), status::markdown(&report));
        assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
        assert!(!html.contains("<script") && !html.contains("http") || html.contains("http-equiv"));
        assert!(markdown.starts_with("# Status of ") && !markdown.contains("<script"));
        assert!(!markdown.contains("[x](") && !markdown.contains("NaN"));
        for text in [&html, &markdown] {
            let shape: String =
                text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
            assert!(!shape.contains("9999-99-99"), "{}", report.title);
        }
        if place == Some(project) {
            let decide =
                report.sections[3].lines.iter().find(|l| l.text.contains("alert(1)")).unwrap();
            assert!(decide.note.starts_with("blocked for ") && decide.standing == Standing::Bad);
            assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        }
    }
    let wrong = Question { filter: "ownre:me".into(), ..question(Lens::Project, &moment) };
    assert!(status::compose(&model, &wrong, &moment).is_err());
}

/// Makes a KPI with a reading a week, the last one yesterday.
fn kpi(model: &mut Model, env: &mut Env, key: &str, target: f64, values: &[f64]) {
    let today = env.today;
    let fields = [
        ("name", json!(key)),
        ("key", json!(key)),
        ("target", json!(target)),
        ("lens", json!("project")),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let made = model.run(&Command::CreateRecord { kind: Kind::Kpi, fields }, env).unwrap();
    let id = made.created.unwrap().id.to_string();
    for (nth, value) in values.iter().rev().enumerate() {
        let date: Date = today.plus_days(-1 - 7 * nth as i64);
        let fields =
            [("kpi", json!(id)), ("date", json!(date.to_string())), ("value", json!(value))];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
        model.run(&Command::CreateRecord { kind: Kind::Reading, fields }, env).unwrap();
    }
}

#[test]
fn a_kpi_that_is_read_has_signals_and_a_target_about_to_be_missed_is_one() {
    let (_, moment, mut env) = sampled();
    let mut model = Model::empty("Test");
    let signals = |model: &Model, key: &str| -> Vec<(Standing, String)> {
        let page = page::page(model, &question(Lens::Project, &moment), &moment);
        let own = page.signals.into_iter().filter(|s| s.key == key);
        own.map(|s| (s.standing, s.sentence)).collect()
    };
    // It is on its target, but falls by one each week.
    let falling = [100.0, 99.2, 97.9, 97.1, 96.0, 94.8, 94.1, 93.0, 92.1, 91.0];
    kpi(&mut model, &mut env, "falls", 90.0, &falling);
    let told = signals(&model, "falls");
    assert!(
        told.iter()
            .any(|(how, s)| *how == Standing::Watch
                && s.contains("is likely to miss its target of 90")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(_, s)| s.contains("has been falling by about 1 a week over 10 weeks")),
        "{told:?}"
    );
    // Steady, and then one that stands out.
    let steady = [50.0, 51.0, 50.0, 49.0, 50.0, 51.0, 50.0, 49.0, 50.0, 70.0];
    kpi(&mut model, &mut env, "jumps", 40.0, &steady);
    let told = signals(&model, "jumps");
    assert!(told.iter().any(|(_, s)| s.contains("outside the natural process limits")), "{told:?}");
    kpi(
        &mut model,
        &mut env,
        "rests",
        40.0,
        &[50.0, 51.0, 50.0, 49.0, 50.0, 51.0, 50.0, 49.0, 50.0],
    );
    assert_eq!(signals(&model, "rests"), []);
}

#[test]
fn a_course_stands_beside_that_of_the_period_before() {
    let (model, moment, _) = sampled();
    let asked = question(Lens::Product, &moment);
    let plain = page::detail(&model, &asked, "activation", &moment).unwrap();
    let both = page::compared(&model, &asked, "activation", &moment).unwrap();
    assert_eq!(plain.tile, both.tile);
    let line = |d: &throughline_core::metrics::report::Detail| {
        d.charts.iter().find(|c| c.kind == ChartKind::Line).unwrap().clone()
    };
    let (plain, both) = (line(&plain), line(&both));
    assert_eq!((plain.series.len(), both.series.len()), (1, 2));
    assert_eq!(plain.series[0], both.series[0]);
    // Each of its points is one of the course, 84 days later.
    let own = |x: f64| plain.series[0].points.iter().find(|p| p.x == x).and_then(|p| p.y);
    let moved = both.series[1].points.iter().filter(|p| own(p.x - 84.0).is_some());
    assert!(moved.clone().count() > 5);
    assert!(moved.into_iter().all(|p| own(p.x - 84.0) == p.y));
}

#[test]
fn three_points_give_the_plan_a_range_beside_the_forecast_from_throughput() {
    let (model, moment, _) = sampled();
    let device = model.projects.iter().find(|p| p.key == "DEV").unwrap().id.to_ref();
    let asked = Question { place: Some(device), ..question(Lens::Project, &moment) };
    let detail = page::detail(&model, &asked, "forecast-plan", &moment).unwrap();
    let days: Vec<f64> = detail.charts[0].rules.iter().take(4).map(|r| r.at).collect();
    assert_eq!(days.len(), 4, "50, 70, 85 and 95 %");
    assert!(days.windows(2).all(|w| w[0] <= w[1]) && days[0] < days[3], "{days:?}");
    assert_eq!(detail.tile.value.number(), Some(days[2]), "the tile says the day of 85 %");
    assert!(detail.notes.iter().any(|n| n.starts_with("Back-test: of ")), "{:?}", detail.notes);
    let again = page::detail(&model, &asked, "forecast-plan", &moment).unwrap();
    assert_eq!(detail, again, "the same plan, the same trials");
    let empty = Model::empty("Test");
    let page = page::page(&empty, &question(Lens::Project, &moment), &moment);
    let tile = page.tiles.iter().find(|t| t.key == "forecast-plan").unwrap();
    assert!(tile.sentence.contains("duration at best and at worst"), "{}", tile.sentence);
}
