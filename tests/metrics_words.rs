//! What the numbers say is said as people say it: on all pages of the sample, with all that is
//! behind them.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;

use throughline_core::env::Env;
use throughline_core::metrics::page::{self, Moment, is_reserved};
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Detail, Page, Question};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Kind, Lens};
use throughline_core::sample;

const NOW: &str = "2026-05-20T09:00:00Z";
const LENSES: [Lens; 4] = [Lens::Portfolio, Lens::Product, Lens::Program, Lens::Project];

fn sampled() -> (Model, Moment) {
    let now = NOW.parse().unwrap();
    let moment = Moment { now, today: now.date_utc() };
    (sample::workspace(&mut Env::new(now, moment.today, 7)), moment)
}

fn pages(model: &Model, moment: &Moment) -> Vec<Page> {
    let question = |lens| Question {
        lens,
        place: None,
        filter: String::new(),
        period: Span::default().period(moment.today),
        counting: Counting::Elapsed,
    };
    LENSES.into_iter().map(|lens| page::page(model, &question(lens), moment)).collect()
}

fn details(model: &Model, moment: &Moment, page: &Page) -> Vec<Detail> {
    let open = |key: &String| page::detail(model, &page.question, key, moment).unwrap();
    page.tiles.iter().map(|tile| open(&tile.key)).collect()
}

/// Finds a date that only a machine writes.
fn has_iso_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    shape.contains("9999-99-99")
}

/// Finds a duration of days that nobody says: with two digits after the point.
fn has_odd_days(text: &str) -> bool {
    let text = text.replace('\u{a0}', " ");
    text.split(" day").any(|before| {
        let word = before.rsplit(' ').next().unwrap_or_default();
        word.split_once('.').is_some_and(|(whole, rest)| {
            rest.len() > 1 && !whole.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
        })
    })
}

#[test]
fn sentences_have_dates_and_durations_as_people_say_them() {
    assert!(
        has_iso_date("by 2026-05-04.") && has_odd_days("4.17 days") && !has_odd_days("4.1 days")
    );
    let (model, moment) = sampled();
    for page in pages(&model, &moment) {
        let told = page.tiles.iter().map(|t| t.sentence.clone());
        let mut all: Vec<String> =
            told.chain(page.signals.into_iter().map(|s| s.sentence)).collect();
        let page = Page { signals: Vec::new(), ..page };
        for detail in details(&model, &moment, &page) {
            all.extend(detail.notes);
            all.extend(detail.charts.iter().map(|c| c.title.clone()));
        }
        assert!(all.len() > 20, "{:?} says something", page.question.lens);
        for text in all {
            assert!(!has_iso_date(&text), "{text}");
            assert!(!has_odd_days(&text), "{text}");
            assert!(!text.contains("NaN") && !text.contains("0.00"), "{text}");
        }
    }
}

#[test]
fn sentences_of_tiles_are_short_enough_for_a_tile() {
    let (model, moment) = sampled();
    for page in pages(&model, &moment) {
        for tile in page.tiles {
            let n = tile.sentence.chars().count();
            assert!(n <= 135, "{n} in {}: {}", tile.key, tile.sentence);
        }
    }
}

#[test]
fn a_kpi_never_takes_the_place_of_a_computed_number() {
    let (mut model, moment) = sampled();
    for page in pages(&model, &moment) {
        for tile in page.tiles.iter().filter(|t| t.record.is_none_or(|at| at.kind != Kind::Kpi)) {
            let standard = throughline_core::metrics::product::STANDARD;
            let is_known = is_reserved(&tile.key) || standard.iter().any(|s| s.key == tile.key);
            assert!(is_known, "{} is not among the reserved keys", tile.key);
        }
    }
    let mut env = Env::new(moment.now, moment.today, 99);
    let field = |name: &str, value: &str| (name.to_owned(), serde_json::json!(value));
    let make = throughline_core::command::Command::CreateRecord {
        kind: Kind::Kpi,
        fields: vec![field("name", "Mine"), field("key", "throughput"), field("lens", "project")],
    };
    model.run(&make, &mut env).unwrap();
    let page = pages(&model, &moment).pop().unwrap();
    let keys: Vec<&str> = page.tiles.iter().map(|t| t.key.as_str()).collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
    for (key, name) in [("own:throughput", "Mine"), ("throughput", "Throughput")] {
        let detail = page::detail(&model, &page.question, key, &moment).unwrap();
        assert_eq!((detail.tile.key.as_str(), detail.tile.name.as_str()), (key, name));
    }
}
