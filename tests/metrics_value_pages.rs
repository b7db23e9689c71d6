//! The pages of value, cost and promise: on the sample they are rich and true, on any workspace
//! they are free of NaN and of false zeros.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "the laws use the rest")]
mod generate;

use proptest::prelude::*;
use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::metrics::page::{Moment, detail, page};
use throughline_core::metrics::report::*;
use throughline_core::model::id::Ref;
use throughline_core::model::time::{DAY_MS, Date};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::sample;

use generate::World;

const LENSES: [Lens; 4] = [Lens::Portfolio, Lens::Product, Lens::Program, Lens::Project];

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn built(today: Date) -> Model {
    sample::workspace(&mut Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, 1))
}

fn moment(today: Date) -> Moment {
    Moment { now: today.start_utc().plus_ms(DAY_MS / 2), today }
}

fn question(lens: Lens, place: Option<Ref>, today: Date) -> Question {
    let period = Period { from: today.plus_days(-89), to: today };
    Question { lens, place, filter: String::new(), period, counting: Counting::Elapsed }
}

/// Asserts that every number of a page and of what stands behind it can be shown.
fn assert_shown(model: &Model, question: &Question, today: Date) {
    let page = page(model, question, &moment(today));
    let finite = |v: f64, what: &str| assert!(v.is_finite(), "{what} is {v}");
    let mut keys = std::collections::BTreeSet::new();
    for tile in &page.tiles {
        let name = format!("{:?} {}", question.lens, tile.key);
        assert!(keys.insert(tile.key.clone()), "{name} twice");
        assert!(!tile.name.is_empty() && !tile.group.is_empty(), "{name} has no name");
        assert!(!tile.sentence.is_empty(), "{name} says nothing");
        assert!(!tile.sentence.contains("NaN") && !tile.sentence.contains("inf "), "{name}");
        match &tile.value {
            Known::Value(value) => finite(*value, &name),
            Known::Unknown(why) => assert!(why.ends_with('.'), "{name}: {why}"),
        }
        tile.target.iter().for_each(|v| finite(*v, &name));
        tile.delta.iter().for_each(|d| finite(d.by, &name));
        tile.trend.iter().filter_map(|(_, v)| *v).for_each(|v| finite(v, &name));
        assert!(tile.trend.windows(2).all(|w| w[0].0 < w[1].0), "{name}: {:?}", tile.trend);
        let behind = detail(model, question, &tile.key, &moment(today)).expect(&name);
        assert_eq!(behind.tile.key, tile.key);
        assert!(!behind.formula.is_empty() && !behind.source.is_empty(), "{name} has no source");
        for point in behind.charts.iter().flat_map(|c| &c.series).flat_map(|s| &s.points) {
            finite(point.x, &name);
            point.y.iter().for_each(|y| finite(*y, &name));
        }
        assert!(behind.records.iter().all(|at| model.has(*at)), "{name}: a record is gone");
    }
}

#[test]
fn every_page_of_the_sample_can_be_shown_at_every_place() {
    let today = date("2026-05-04");
    let model = built(today);
    let mut places: Vec<Option<Ref>> = vec![None];
    places.extend(model.projects.iter().take(2).map(|p| Some(p.id.to_ref())));
    places.extend(model.programs.iter().map(|p| Some(p.id.to_ref())));
    places.extend(model.products.iter().map(|p| Some(p.id.to_ref())));
    for lens in LENSES {
        for place in &places {
            assert_shown(&model, &question(lens.clone(), *place, today), today);
        }
    }
}

#[test]
fn a_summary_can_be_read() {
    let today = date("2026-05-04");
    let model = built(today);
    let device = model.projects.iter().find(|p| p.key == "DEV").map(|p| p.id.to_ref());
    for lens in LENSES {
        let place = if lens == Lens::Project { device } else { None };
        let asked = question(lens.clone(), place, today);
        let page = page(&model, &asked, &moment(today));
        println!("\n== {} ==", lens.label());
        for tile in &page.tiles {
            let value = match &tile.value {
                Known::Value(v) => format!("{v:.3}"),
                Known::Unknown(_) => "?".to_owned(),
            };
            let delta = tile.delta.as_ref().map_or(String::new(), |d| format!("{:+.3}", d.by));
            println!(
                "[{}] {} = {value} {:?} {delta} {:?}\n      {} ({} points)",
                tile.group,
                tile.name,
                tile.unit,
                tile.standing,
                tile.sentence,
                tile.trend.len()
            );
            let behind = detail(&model, &asked, &tile.key, &moment(today)).unwrap();
            behind.notes.iter().for_each(|note| println!("      - {note}"));
        }
        page.signals.iter().for_each(|s| println!("  ! {}", s.sentence));
    }
}

/// Law M1: numbers do not depend on the order in which records came.
#[test]
fn law_m1_pages_do_not_depend_on_the_order_of_records() {
    let today = date("2026-05-04");
    let model = built(today);
    let mut turned = Model::default();
    for kind in Kind::ALL.iter().rev() {
        let records: Vec<_> = model.records(*kind).collect();
        for record in records.into_iter().rev() {
            turned.apply(&Change::Create(record)).unwrap();
        }
    }
    for lens in LENSES {
        let asked = question(lens, None, today);
        assert_eq!(page(&turned, &asked, &moment(today)), page(&model, &asked, &moment(today)));
    }
}

/// Finds a number of a page.
fn tile(model: &Model, asked: &Question, today: Date, key: &str) -> Tile {
    let page = page(model, asked, &moment(today));
    page.tiles.into_iter().find(|tile| tile.key == key).unwrap_or_else(|| panic!("no {key}"))
}

fn value(tile: &Tile) -> f64 {
    match &tile.value {
        Known::Value(value) => *value,
        Known::Unknown(why) => panic!("{} is unknown: {why}", tile.key),
    }
}

#[test]
fn the_costs_of_the_sample_are_known_and_agree_with_one_another() {
    for today in ["2024-02-29", "2026-05-04", "2027-01-03"].map(date) {
        let model = built(today);
        let device = model.projects.iter().find(|p| p.key == "DEV").unwrap();
        let asked = question(Lens::Project, Some(device.id.to_ref()), today);
        let get = |key: &str| value(&tile(&model, &asked, today, key));
        let (bac, pv, ev, ac) = (get("bac"), get("pv"), get("ev"), get("ac"));
        assert!(0.0 < ev && ev < bac && 0.0 < pv && pv < bac, "{today}: {ev} {pv} {bac}");
        assert!((get("cpi") - ev / ac).abs() < 1e-9 && (get("spi") - ev / pv).abs() < 1e-9);
        assert!((get("eac") - bac * ac / ev).abs() < 1e-3);
        assert!((get("vac") - (bac - get("eac"))).abs() < 1e-3);
        assert!((0.7..1.3).contains(&get("cpi")), "{today}: CPI {}", get("cpi"));
        assert!((0.5..1.3).contains(&get("spi-t")), "{today}: SPI(t) {}", get("spi-t"));
        // What was booked as a cost is part of the actual cost, to the cent.
        let booked: i64 = model
            .costs
            .iter()
            .filter(|c| c.kind == CostKind::Actual && c.place == Some(device.id.to_ref()))
            .map(|c| c.amount.0)
            .sum();
        assert!(ac > booked as f64 / 100.0);
    }
}

#[test]
fn what_nobody_knows_is_unknown_and_never_zero() {
    let today = date("2026-05-04");
    let empty = Model::empty("Empty");
    for lens in LENSES {
        let page = page(&empty, &question(lens, None, today), &moment(today));
        let groups = [
            "Health",
            "Investment mix",
            "Capacity",
            "Value and cost",
            "Predictability",
            "Dependencies",
            "Benefits",
            "Cost and schedule",
        ];
        for tile in page.tiles.iter().filter(|t| groups.contains(&t.group.as_str())) {
            assert!(matches!(tile.value, Known::Unknown(_)), "{}: {:?}", tile.key, tile.value);
            assert!(tile.delta.is_none(), "{}", tile.key);
        }
    }
}

#[test]
fn the_limits_of_amber_and_red_can_be_changed() {
    let today = date("2026-05-04");
    let mut model = built(today);
    let asked = question(Lens::Portfolio, None, today);
    let mut green = |rules: [(&'static str, f64); 4]| {
        for (field, after) in rules {
            let change = Change::Set {
                at: Workspace::ONLY.to_ref(),
                field: field.into(),
                before: serde_json::Value::Null,
                after: after.into(),
            };
            model.apply(&change).unwrap();
        }
        value(&tile(&model, &asked, today, "health"))
    };
    let days = [("amber_days", 900.0), ("red_days", 900.0)];
    let loose = green([("amber_index", 0.0), ("red_index", 0.0), days[0], days[1]]);
    let strict = green([("amber_index", 9.0), ("red_index", 8.0), days[0], days[1]]);
    assert!(loose > 0.0 && strict == 0.0, "{loose} {strict}");
}

#[test]
fn standard_numbers_appear_with_their_inputs() {
    let today = date("2026-05-04");
    let mut model = Model::empty("Test");
    let inputs = [
        ("starting-mrr", "EUR", 20_000.0),
        ("new-mrr", "EUR", 4_000.0),
        ("expansion-mrr", "EUR", 3_000.0),
        ("contraction-mrr", "EUR", 800.0),
        ("churned-mrr", "EUR", 1_200.0),
        ("nps_promoters", "answers", 50.0),
        ("nps_passives", "answers", 30.0),
        ("nps_detractors", "answers", 20.0),
        ("retention-1", "%", 60.0),
        ("retention-4", "%", 35.0),
    ];
    let mut ids = throughline_core::model::id::IdSource::new(3);
    for (key, unit, value) in inputs {
        let now = today.start_utc();
        let kpi = Kpi {
            id: ids.next(now),
            name: key.to_owned(),
            key: key.to_owned(),
            unit: unit.to_owned(),
            lens: Lens::Product,
            ..Kpi::default()
        };
        let reading = Reading {
            id: ids.next(now),
            kpi: kpi.id,
            date: today,
            value: number::Number::new(value).unwrap(),
            ..Reading::default()
        };
        model.apply(&Change::Create(Record::Kpi(kpi.into()))).unwrap();
        model.apply(&Change::Create(Record::Reading(reading.into()))).unwrap();
    }
    let asked = question(Lens::Product, None, today);
    let get = |key: &str| value(&tile(&model, &asked, today, key));
    // bigdelta.com/library/metrics/nrr-vs-grr: GRR 90 %, NRR 105 %.
    assert!((get("grr") - 0.9).abs() < 1e-9 && (get("nrr") - 1.05).abs() < 1e-9);
    assert!((get("net-new-mrr") - 5_000.0).abs() < 1e-9);
    assert!((get("quick-ratio") - 3.5).abs() < 1e-9);
    assert!((get("nps") - 30.0).abs() < 1e-9);
    assert!((get("retention-cohorts") - 0.35).abs() < 1e-9);
    let cohorts = detail(&model, &asked, "retention-cohorts", &moment(today)).unwrap();
    assert_eq!(cohorts.charts[0].kind, ChartKind::Heat);
    let page = page(&model, &asked, &moment(today));
    assert!(!page.tiles.iter().any(|tile| tile.key == "arr"), "ARR without MRR");
    assert_shown(&model, &asked, today);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_workspace_gives_a_number_that_cannot_be_shown(
        steps in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 0..60),
    ) {
        let mut world = World::new(true);
        for step in steps {
            let _ = world.step(step);
        }
        let today = world.env.today;
        for lens in LENSES {
            assert_shown(&world.model, &question(lens, None, today), today);
        }
    }
}
