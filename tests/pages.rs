//! Pages: each formula gives what is printed elsewhere, each list keeps itself, each page opens on
//! any workspace, and what a page does is one step of the history.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/generate.rs"]
mod generate;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value as Json;
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::lens::chain::{Graph, counts, down, up};
use throughline_core::model::id::Ref;
use throughline_core::model::time::{DAY_MS, Date};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Feeling, ItemKind, Kind, Lens, SurveyKind};
use throughline_core::page::list::LIST;
use throughline_core::page::loose::Loose;
use throughline_core::page::priority::kano::{Quality, Tally, quality};
use throughline_core::page::priority::score::{self, Inputs};
use throughline_core::page::report::{Asked, Shape, Sheet, options_of, options_text};
use throughline_core::page::{act, sheet, survey};
use throughline_core::sample;
use throughline_core::schedule::{Follower, Rules};

fn today() -> Date {
    "2026-05-04".parse().unwrap()
}

fn story() -> Model {
    sample::workspace(&mut Env::new(today().start_utc().plus_ms(DAY_MS / 2), today(), 1))
}

fn open(model: &Model, asked: &Asked) -> Sheet {
    let plan = Follower::new(model, today(), Rules::default());
    sheet(model, &plan, asked, today())
}

fn asked(page: &str, with: &str) -> Asked {
    let lens = Lens::Product;
    Asked { page: page.to_owned(), lens, options: options_of(with), ..Asked::default() }
}

/// The published examples; nothing where they are absent.
fn examples() -> Option<Vec<Json>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/refs/textbook/prioritization.json");
    match std::fs::read_to_string(path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(_) => {
            println!("skipped: the published examples are not here");
            None
        }
    }
}

fn near(a: f64, b: f64, by: f64) {
    assert!((a - b).abs() <= by, "{a} is not {b}");
}

#[test]
fn rice_gives_the_published_scores() {
    let Some(examples) = examples() else { return };
    let cases = examples[0]["cases"].as_array().unwrap();
    let scored: Vec<&Json> = cases.iter().filter(|case| case["score"].is_number()).collect();
    assert_eq!(scored.len(), 3);
    for case in scored {
        let n = |name: &str| case[name].as_f64();
        let inputs = Inputs {
            reach: n("reach"),
            impact: n("impact"),
            confidence: n("confidence"),
            effort: n("effort"),
            ..Inputs::default()
        };
        near(score::rice(&inputs).unwrap(), n("score").unwrap(), 1e-9);
    }
}

#[test]
fn cost_of_delay_divided_by_duration_gives_the_published_scores_and_gains() {
    let Some(examples) = examples() else { return };
    let cases = examples[1]["cases"].as_array().unwrap();
    let (swan, focused) = (&cases[0], &cases[1]);
    let mut work = Vec::new();
    for name in ["A", "B"] {
        let n = |field: &str| swan[name][field].as_f64();
        let inputs = Inputs { delay: n("gain_per_week"), weeks: n("weeks"), ..Inputs::default() };
        near(score::cd3(&inputs).unwrap(), n("cd3").unwrap(), 1e-9);
        work.push((inputs.delay.unwrap(), inputs.weeks.unwrap()));
    }
    let horizon = swan["horizon_weeks"].as_f64().unwrap();
    let base = swan["base"].as_f64().unwrap() * horizon;
    near(base + score::earned(&work, horizon), swan["total_A_then_B"].as_f64().unwrap(), 1e-9);
    work.reverse();
    near(base + score::earned(&work, horizon), swan["total_B_then_A"].as_f64().unwrap(), 1e-9);
    let feature = |name: &str| {
        let of = |field: &str| focused["features"][name][field].as_f64().unwrap();
        (of("revenue"), of("duration"))
    };
    let horizon = focused["horizon_months"].as_f64().unwrap();
    for (order, total) in focused["cumulative_revenue"].as_object().unwrap() {
        let names = order.split_once('(').unwrap().1.trim_end_matches(')');
        let work: Vec<(f64, f64)> = names.split(',').map(feature).collect();
        near(score::earned(&work, horizon), total.as_f64().unwrap(), 1e-9);
    }
    for item in cases[2]["items"].as_array().unwrap() {
        let Some(weight) = item["weight"].as_f64() else { continue };
        let inputs = Inputs {
            delay: item["value"].as_f64().map(|value| value / 30.0),
            weeks: item["size"].as_f64(),
            ..Inputs::default()
        };
        near(score::cd3(&inputs).unwrap(), weight, 5e-5);
    }
}

#[test]
fn pairs_of_answers_are_read_by_the_published_table() {
    let Some(examples) = examples() else { return };
    let feelings =
        [Feeling::Like, Feeling::Expect, Feeling::Neutral, Feeling::Accept, Feeling::Dislike];
    let table = examples[2]["table"].as_array().unwrap();
    for (row, with) in table.iter().zip(&feelings) {
        for (letter, without) in row.as_array().unwrap().iter().zip(&feelings) {
            let found = quality(with, without).unwrap().letter().to_string();
            assert_eq!(found, letter.as_str().unwrap(), "{with:?} {without:?}");
        }
    }
    assert_eq!(quality(&Feeling::Unset, &Feeling::Like), None);
}

#[test]
fn of_answers_that_are_even_the_more_pressing_decides() {
    let mut tally = Tally::default();
    [Quality::Attractive, Quality::Must, Quality::Performance, Quality::Indifferent]
        .into_iter()
        .for_each(|quality| tally.add(quality));
    assert_eq!(tally.verdict(), Some(Quality::Must));
    assert_eq!((tally.better(), tally.worse()), (Some(0.5), Some(-0.5)));
    assert_eq!(Tally::default().verdict(), None);
}

#[test]
fn the_other_methods_are_their_formulas() {
    let inputs = Inputs {
        confidence: Some(0.8),
        effort: Some(4.0),
        value: Some(8.0),
        urgency: Some(5.0),
        enables: Some(3.0),
        fit: Some(9.0),
        ease: Some(6.0),
        importance: Some(9.0),
        satisfaction: Some(4.0),
        ..Inputs::default()
    };
    near(score::ice(&inputs).unwrap(), 384.0, 1e-9);
    near(score::wsjf(&inputs).unwrap(), 4.0, 1e-9);
    near(score::opportunity(&inputs).unwrap(), 14.0, 1e-9);
    let over = Inputs { satisfaction: Some(10.0), ..inputs };
    near(score::opportunity(&over).unwrap(), 9.0, 1e-9);
    near(score::weighted(&inputs, &[3.0, 2.0, 1.0, 2.0, 2.0]).unwrap(), 6.7, 1e-9);
    near(score::weighted(&inputs, &[1.0, 0.0, 0.0, 0.0, 0.0]).unwrap(), 8.0, 1e-9);
    assert_eq!(score::weighted(&inputs, &[0.0; 5]), None);
    assert_eq!(score::rice(&inputs), None, "nobody said how many it reaches");
}

#[test]
fn surveys_count_by_their_scales() {
    let near_to = |kind, answers: &[f64], expected: f64| {
        near(survey::result(&kind, answers).unwrap(), expected, 1e-9);
    };
    near_to(SurveyKind::Nps, &[10.0, 9.0, 8.0, 6.0, 0.0], 0.0);
    near_to(SurveyKind::Nps, &[10.0, 9.0, 9.0, 6.0], 0.5);
    near_to(SurveyKind::Csat, &[5.0, 4.0, 3.0, 1.0], 0.5);
    near_to(SurveyKind::Ces, &[7.0, 4.0], 5.5);
    near_to(SurveyKind::Fit, &[3.0, 3.0, 2.0, 1.0, 1.0], 0.4);
    assert_eq!(survey::result(&SurveyKind::Nps, &[]), None);
}

#[test]
fn every_page_opens_on_the_sample_and_says_something() {
    let model = story();
    for page in LIST {
        for lens in page.lenses {
            let asked = Asked { lens: lens.clone(), ..asked(page.key, "") };
            let sheet = open(&model, &asked);
            assert_eq!(sheet.key, page.key);
            assert!(!sheet.says.is_empty() && !sheet.blocks.is_empty(), "{}", page.key);
            let keys: BTreeSet<&str> = sheet.blocks.iter().map(|b| b.key.as_str()).collect();
            assert_eq!(keys.len(), sheet.blocks.len(), "{}: blocks have names", page.key);
            for block in &sheet.blocks {
                if let Shape::Table(table) = &block.shape {
                    let fits = |row: &throughline_core::page::report::Row| {
                        row.cells.len() == table.columns.len()
                    };
                    assert!(table.rows.iter().all(fits), "{} {}", page.key, block.key);
                }
            }
            let text = serde_json::to_string(&sheet).unwrap();
            assert_eq!(serde_json::from_str::<Sheet>(&text).unwrap(), sheet, "{}", page.key);
        }
    }
}

#[test]
fn the_order_of_every_method_is_written_to_the_backlog_in_one_step() {
    let methods = ["rice", "ice", "wsjf", "weighted", "moscow", "kano", "opportunity", "cd3"];
    for method in methods {
        let mut model = story();
        let before = model.clone();
        let asked = asked("priorities", &format!("method:{method}"));
        let mut env = Env::new(today().start_utc(), today(), 5);
        let (says, set) = act(&mut model, &asked, "write-order", &mut env).unwrap();
        assert_eq!(model.all_records(), before.all_records(), "planning changes nothing");
        assert!(!set.is_empty(), "{method}: {says}");
        let done = model.run(&Command::Apply(set), &mut env).unwrap();
        let (again, none) = act(&mut model, &asked, "write-order", &mut env).unwrap();
        assert!(none.is_empty(), "{method}: {again}");
        model.apply_all(&model.step(&done.changes, true, env.now)).unwrap();
        assert_eq!(model.items.iter().collect::<Vec<_>>(), before.items.iter().collect::<Vec<_>>());
    }
}

#[test]
fn the_way_to_rank_is_tried_in_the_address_and_kept_in_the_workspace() {
    let mut model = story();
    let before = model.clone();
    let mut env = Env::new(today().start_utc(), today(), 5);
    let first = |model: &Model, text: &str| {
        let sheet = open(model, &asked("priorities", text));
        let block = sheet.blocks.iter().find(|block| block.key == "ranking").unwrap().clone();
        let choices: Vec<String> = sheet.choices.iter().map(|c| c.value.clone()).collect();
        (block.acts.iter().any(|act| act.key == "keep-way"), choices)
    };
    assert!(!first(&model, "").0, "the usual way is kept already");
    assert!(!first(&model, "method:rice").0);
    let (is_offered, tried) = first(&model, "method:weighted,wv:5,we:0");
    assert!(is_offered && tried.contains(&"weighted".to_owned()), "{tried:?}");

    let way = asked("priorities", "method:weighted,wv:5,we:0");
    let (says, set) = act(&mut model, &way, "keep-way", &mut env).unwrap();
    assert_eq!(says, "Features are ranked by Weighted scorecard from now on.");
    let done = model.run(&Command::Apply(set), &mut env).unwrap();
    let kept = first(&model, "");
    assert_eq!(kept, (false, tried), "what was tried is what opens");
    assert!(first(&model, "method:rice").0, "and the way before can be had again");
    model.apply_all(&model.step(&done.changes, true, env.now)).unwrap();
    assert_eq!(model.info(), before.info());
}

#[test]
fn the_page_ranks_the_sample_as_its_formula_says() {
    let sheet = open(&story(), &asked("priorities", "method:rice"));
    let block = sheet.blocks.iter().find(|block| block.key == "ranking").unwrap();
    let Shape::Table(table) = &block.shape else { panic!() };
    // 9000 × 3 × 0.9 ÷ 5, 9000 × 3 × 0.8 ÷ 4.
    let first: Vec<&str> =
        table.rows.iter().take(2).map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(first, ["Set up in under ten minutes", "Live air quality at a glance"]);
    let points = |at: usize| table.rows[at].cells[5].text.as_str();
    assert_eq!((points(0), points(1)), ("5,400", "4,860"));
    assert_eq!(table.rows.iter().filter(|row| !row.line.is_empty()).count(), 1, "one line");
    assert_eq!(sheet, open(&story(), &asked("priorities", "method:rice")), "equal seeds");
}

/// Finds by a slow and obvious way what the lists should hold.
fn slowly(model: &Model) -> Loose {
    fn above(model: &Model, at: Ref, seen: &mut BTreeSet<Ref>) {
        for link in up(model, at) {
            if seen.insert(link.at) {
                above(model, link.at, seen);
            }
        }
    }
    let above = |at: Ref| {
        let mut seen = BTreeSet::new();
        above(model, at, &mut seen);
        seen
    };
    let items: Vec<_> = model.items.iter().filter(|item| counts(model, item)).collect();
    let refs: Vec<Ref> = items.iter().map(|item| item.id.to_ref()).collect();
    let reached = |at: Ref| refs.iter().any(|item| above(*item).contains(&at));
    let of = |kind: Kind| model.records(kind).map(|r| r.to_ref()).collect::<Vec<_>>();
    let mut proven = BTreeSet::new();
    for insight in model.insights.iter() {
        proven.extend(insight.needs.iter().map(|need| need.to_ref()));
    }
    let no_goal = |at: &Ref| above(*at).iter().all(|up| up.kind != Kind::Objective);
    // A feature rests on the needs that it reaches by items alone.
    let evident = |at: Ref| {
        let mut family = vec![at];
        family.extend(above(at).into_iter().filter(|up| up.kind == Kind::Item));
        family.iter().flat_map(|at| up(model, *at)).any(|link| proven.contains(&link.at))
    };
    Loose {
        aimless: refs.iter().copied().filter(no_goal).collect(),
        unserved: of(Kind::Objective).into_iter().filter(|at| !reached(*at)).collect(),
        unproven: items
            .iter()
            .filter(|item| item.kind == ItemKind::Feature && !evident(item.id.to_ref()))
            .map(|item| item.id.to_ref())
            .collect(),
        unmet: of(Kind::Need)
            .into_iter()
            .filter(|at| refs.iter().all(|i| up(model, *i).iter().all(|l| l.at != *at)))
            .collect(),
        unmoved: of(Kind::Kpi).into_iter().filter(|at| !reached(*at)).collect(),
        untested: items
            .iter()
            .filter(|item| {
                item.kind == ItemKind::Feature && model.test_cases.iter().next().is_some()
            })
            .map(|item| item.id.to_ref())
            .filter(|at| model.test_cases.iter().all(|test| !above(test.id.to_ref()).contains(at)))
            .collect(),
        unsorted: model
            .insights
            .iter()
            .filter(|insight| {
                !insight.aside && insight.needs.iter().all(|id| model.find(*id).is_none())
            })
            .map(|insight| insight.id.to_ref())
            .collect(),
    }
}

fn links(model: &Model, graph: &Graph, at: Ref) -> [BTreeSet<Ref>; 2] {
    let own = graph.below(at).iter().map(|link| link.at).collect();
    [own, down(model, at).into_iter().map(|link| link.at).collect()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn law_i2_the_lists_that_keep_themselves_are_right_after_any_changes(
        seed in any::<u64>(),
        picks in proptest::collection::vec(any::<u32>(), 0..12),
    ) {
        let mut model = generate::model(seed, 24);
        let mut env = Env::new(today().start_utc(), today(), 9);
        for pick in picks {
            let kinds = [Kind::Item, Kind::Need, Kind::Insight, Kind::Objective, Kind::TestCase];
            let kind = kinds[pick as usize % 5];
            let all: Vec<Ref> = model.records(kind).map(|r| r.to_ref()).collect();
            let Some(at) = all.get(pick as usize / 5 % all.len().max(1)) else { continue };
            let field = match kind {
                Kind::Item if pick % 3 == 0 => "needs",
                Kind::Insight => "needs",
                Kind::TestCase => "items",
                Kind::Objective => "parent",
                _ => "objectives",
            };
            let to = match field {
                "needs" => Kind::Need,
                "items" => Kind::Item,
                _ => Kind::Objective,
            };
            let targets: Vec<Ref> = model.records(to).map(|r| r.to_ref()).collect();
            let target = targets.get(pick as usize / 64 % targets.len().max(1));
            let id = target.map(|at| Json::from(at.id.to_string()));
            let value = match (field, pick % 5) {
                ("parent", 0) | (_, 4) => Json::Null,
                ("parent", _) => id.unwrap_or(Json::Null),
                _ => Json::Array(id.into_iter().collect()),
            };
            let command = if pick % 7 == 0 {
                Command::DeleteRecords(vec![*at])
            } else {
                Command::SetField { at: vec![*at], field: field.to_owned(), value }
            };
            let _ = model.run(&command, &mut env);
        }
        prop_assert_eq!(Loose::of(&model), slowly(&model));
        let graph = Graph::of(&model);
        for kind in [Kind::Item, Kind::Need, Kind::Objective, Kind::Kpi] {
            for record in model.records(kind) {
                let [turned, walked] = links(&model, &graph, record.to_ref());
                prop_assert_eq!(turned, walked);
            }
        }
    }

    #[test]
    fn law_p1_every_page_opens_on_any_workspace(seed in any::<u64>()) {
        let model = generate::model(seed, 20);
        for page in LIST {
            for lens in page.lenses {
                open(&model, &Asked { lens: lens.clone(), ..asked(page.key, "") });
            }
        }
        for method in ["ice", "wsjf", "weighted", "moscow", "kano", "opportunity", "cd3"] {
            open(&model, &asked("priorities", &format!("method:{method},what:all")));
        }
    }

    #[test]
    fn law_r1_choices_read_back_from_an_address(
        pairs in proptest::collection::btree_map("[a-z]{1,4}", "[a-z0-9 :-]{1,6}", 0..5),
    ) {
        prop_assert_eq!(options_of(&options_text(&pairs)), pairs);
    }
}
