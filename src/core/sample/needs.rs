//! What the sample's people need, and how the team knows: needs, insights, estimates and surveys. It
//! comes last, so that what was told before stays as it was.

use super::build::{Build, cell};
use super::item::markdown;
use super::people::ranked;
use super::script::rows;
use crate::model::id::Id;
use crate::model::number::{Money, Number, Percent};
use crate::model::*;

const TEXT: &str = include_str!("needs.txt");

/// Adds all of it.
pub(super) fn needs(build: &mut Build) {
    strategy(build);
    for (rank, row) in ranked::<Vec<&str>>(rows(TEXT, 'N').collect()) {
        let need = Need {
            id: build.named(cell(&row, 0)),
            title: cell(&row, 1).to_owned(),
            persona: cell(&row, 2).to_owned(),
            importance: number(build, cell(&row, 3)),
            satisfaction: number(build, cell(&row, 4)),
            product: build.find(cell(&row, 5)),
            objectives: build.find(cell(&row, 6)).into_iter().collect(),
            description: markdown(cell(&row, 7)),
            rank,
            ..Need::default()
        };
        build.put(need);
    }
    for row in rows(TEXT, 'M') {
        let Some(id) = item(build, cell(&row, 0)) else { continue };
        let needs: Vec<Id<Need>> =
            cell(&row, 1).split(',').filter_map(|name| build.find(name)).collect();
        if let Some(item) = build.tables.items.get(id) {
            let item = Item { needs, ..item.clone() };
            build.put(item);
        }
    }
    insights(build);
    scores(build);
    surveys(build);
}

/// Writes where the products are to lead.
fn strategy(build: &mut Build) {
    for row in rows(TEXT, 'V') {
        let Some(id) = build.find::<Product>(cell(&row, 0)) else { continue };
        let Some(product) = build.tables.products.get(id).cloned() else { continue };
        build.put(Product {
            vision: markdown(cell(&row, 1)),
            positioning: markdown(cell(&row, 2)),
            done: cell(&row, 3).split(',').map(str::to_owned).collect(),
            ..product
        });
    }
}

fn insights(build: &mut Build) {
    for row in rows(TEXT, 'I') {
        let split = |at: usize| cell(&row, at).split(',').filter(|name| !name.is_empty());
        let needs: Vec<Id<Need>> = split(5).filter_map(|name| build.find(name)).collect();
        let labels: Vec<Id<Label>> = split(6).filter_map(|name| build.find(name)).collect();
        let confidence = build.float(cell(&row, 4));
        let insight = Insight {
            id: build.id(),
            title: cell(&row, 0).to_owned(),
            kind: Evidence::from_name(cell(&row, 1)),
            source: cell(&row, 2).to_owned(),
            date: Some(day(build, cell(&row, 3))),
            confidence: Percent::new(confidence),
            needs,
            labels,
            quote: markdown(cell(&row, 7)),
            ..Insight::default()
        };
        build.put(insight);
    }
}

fn scores(build: &mut Build) {
    for row in rows(TEXT, 'S') {
        let Some(item) = item(build, cell(&row, 0)) else { continue };
        let delay = build.number(cell(&row, 10)) * 100;
        let confidence = build.float(cell(&row, 3));
        let score = Score {
            id: build.id(),
            item,
            reach: number(build, cell(&row, 1)),
            impact: number(build, cell(&row, 2)),
            confidence: Percent::new(confidence),
            effort: number(build, cell(&row, 4)),
            value: number(build, cell(&row, 5)),
            urgency: number(build, cell(&row, 6)),
            enables: number(build, cell(&row, 7)),
            fit: number(build, cell(&row, 8)),
            ease: number(build, cell(&row, 9)),
            delay: Some(Money(delay)),
            weeks: number(build, cell(&row, 11)),
            moscow: Moscow::from_name(cell(&row, 12)),
            ..Score::default()
        };
        build.put(score);
    }
}

fn surveys(build: &mut Build) {
    for row in rows(TEXT, 'Y') {
        let survey = Survey {
            id: build.named(cell(&row, 0)),
            name: cell(&row, 1).to_owned(),
            kind: SurveyKind::from_name(cell(&row, 2)),
            product: build.find(cell(&row, 3)),
            date: Some(day(build, cell(&row, 4))),
            question: cell(&row, 5).to_owned(),
            ..Survey::default()
        };
        build.put(survey);
    }
    for row in rows(TEXT, 'D') {
        for (score, n) in counted(build, cell(&row, 3)) {
            let score = number(build, score);
            for _ in 0..n {
                respond(build, &row, |r| Response { score, ..r });
            }
        }
    }
    for row in rows(TEXT, 'Q') {
        let score = number(build, cell(&row, 3));
        let words = cell(&row, 4).to_owned();
        respond(build, &row, |r| Response { score, words, ..r });
    }
    for row in rows(TEXT, 'F') {
        let Some(item) = item(build, cell(&row, 1)) else { continue };
        for (pair, n) in counted(build, cell(&row, 2)) {
            let mut letters = pair.chars().map(feeling);
            let (with, without) = (letters.next(), letters.next());
            let (with, without) = (with.unwrap_or_default(), without.unwrap_or_default());
            for _ in 0..n {
                let of = [cell(&row, 0), "", "-34"];
                let answer = (with.clone(), without.clone());
                respond(build, &of, |r| Response {
                    item: Some(item),
                    with: answer.0,
                    without: answer.1,
                    ..r
                });
            }
        }
    }
}

/// Adds an answer: the row begins with the survey, the segment and the day.
fn respond(build: &mut Build, row: &[&str], f: impl FnOnce(Response) -> Response) {
    let Some(survey) = build.find(cell(row, 0)) else { return };
    let response = Response {
        id: build.id(),
        survey,
        segment: cell(row, 1).to_owned(),
        date: Some(day(build, cell(row, 2))),
        ..Response::default()
    };
    build.put(f(response));
}

fn feeling(letter: char) -> Feeling {
    match letter {
        'L' => Feeling::Like,
        'E' => Feeling::Expect,
        'N' => Feeling::Neutral,
        'A' => Feeling::Accept,
        'D' => Feeling::Dislike,
        _ => Feeling::Unset,
    }
}

/// Reads pairs such as `10:9,9:8`.
fn counted<'t>(build: &mut Build, text: &'t str) -> Vec<(&'t str, i64)> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
    pairs.map(|(what, n)| (what, build.number(n))).collect()
}

fn number(build: &mut Build, text: &str) -> Option<Number> {
    Number::new(build.float(text))
}

/// Gives a day of the script, whether people work on it or not.
fn day(build: &mut Build, text: &str) -> time::Date {
    let n = build.number(text);
    build.days.date(n)
}

/// Finds an item by its title.
fn item(build: &mut Build, title: &str) -> Option<Id<Item>> {
    let found = build.tables.items.iter().find(|item| item.title == title).map(|item| item.id);
    if found.is_none() {
        build.problems.push(format!("no item is called `{title}`"));
    }
    found
}
