//! The filter of a page of numbers: they are those of the workspace without the items that it
//! leaves out.
#![cfg(not(target_arch = "wasm32"))]

mod metrics_support;

use serde_json::json;
use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::metrics::page::{Moment, page};
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Page, Question, Tile};
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::model::{Lens, Record};
use throughline_core::query;
use throughline_core::sample;

fn sampled() -> (Model, Moment) {
    let now: Time = "2026-05-20T09:00:00Z".parse().unwrap();
    let moment = Moment { now, today: now.date_utc() };
    (sample::workspace(&mut Env::new(now, moment.today, 7)), moment)
}

fn question(lens: &Lens, filter: &str, moment: &Moment) -> Question {
    Question {
        lens: lens.clone(),
        place: None,
        filter: filter.to_owned(),
        period: Span::default().period(moment.today),
        counting: Counting::Elapsed,
    }
}

/// Puts what a filter leaves out into the trash; gives how much stays.
fn cut(model: &Model, filter: &str, moment: &Moment) -> (Model, usize) {
    let query = query::parse_for(filter, model).unwrap();
    let matcher = query.compile(model, moment.today, None);
    let (mut out, mut n) = (model.clone(), 0);
    for item in model.items.iter().filter(|item| item.trashed.is_none()) {
        if matcher.matches(model, item) {
            n += 1;
            continue;
        }
        let (at, field) = (item.id.to_ref(), "trashed".into());
        let set = Change::Set { at, field, before: json!(null), after: json!(moment.now) };
        out.apply(&set).unwrap();
    }
    // A cost of a place belongs to no item, so that none of it is left under a filter of items.
    for cost in model.costs.iter() {
        out.apply(&Change::Delete(Record::Cost(cost.clone().into()))).unwrap();
    }
    (out, n)
}

/// Says of a number all that the page shows, its records in words included.
fn said(tile: &Tile) -> String {
    format!("{:?} {:?} {:?} {}", tile.value, tile.delta, tile.trend, tile.sentence)
}

fn differing<'a>(a: &'a Page, b: &'a Page) -> Vec<&'a str> {
    let other = |tile: &Tile| b.tiles.iter().find(|own| own.key == tile.key).map(said);
    let differs = |tile: &&Tile| other(tile) != Some(said(tile));
    a.tiles.iter().filter(differs).map(|tile| tile.key.as_str()).collect()
}

/// What a filter of items does not cut like the trash, by how its key begins, and why.
const WHOLE: [(&str, &str); 4] = [
    ("capacity", "the people of the items that fit, not everybody"),
    ("health", "a link to what does not fit still holds, so a project is as late as it was"),
    ("links", "a link from or to what does not fit is a link of what fits"),
    ("forecast-plan", "what an item waits for moves it, whether it fits or not"),
];

#[test]
fn the_numbers_of_a_filter_are_those_of_the_work_that_fits_it() {
    let (model, moment) = sampled();
    let mut wrong: Vec<String> = Vec::new();
    for filter in ["kind:task", "kind:story", "-label:security", "priority:high"] {
        let (less, n) = cut(&model, filter, &moment);
        assert!(n > 0 && n < model.items.len(), "{filter} keeps {n}");
        for lens in Lens::ALL {
            let filtered = page(&model, &question(lens, filter, &moment), &moment);
            assert_eq!(filtered.problem, None, "{filter}");
            let less = page(&less, &question(lens, "", &moment), &moment);
            let differing = differing(&filtered, &less);
            let whole = |key: &&&str| WHOLE.iter().any(|(own, _)| key.starts_with(own));
            let odd: Vec<_> = differing.iter().filter(|key| !whole(key)).collect();
            for key in &odd {
                let of = |page: &Page| page.tiles.iter().find(|t| t.key == ***key).map(said);
                println!("{filter} {lens:?} {key}\n  {:?}\n  {:?}", of(&filtered), of(&less));
            }
            wrong.extend(odd.iter().map(|key| format!("{filter}, {lens:?}: {key}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_filter_changes_the_numbers_of_every_lens() {
    let (model, moment) = sampled();
    for lens in Lens::ALL {
        let all = page(&model, &question(lens, "", &moment), &moment);
        let some = page(&model, &question(lens, "kind:task", &moment), &moment);
        assert!(!differing(&some, &all).is_empty(), "{lens:?} shows the same numbers");
    }
}
