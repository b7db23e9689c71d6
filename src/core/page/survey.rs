//! Surveys: what many answered to the same question, in numbers and in their words. It knows the
//! usual scales: 0 to 10, 1 to 5, 1 to 7, 1 to 3.

use rustc_hash::FxHashMap;

use super::Facts;
use super::priority::kano::{Quality, Tally, quality};
use super::report::{Add, Block, Cell, Choice, Column, Fact, Row, Shape, Sheet, Table, Tone};
use super::words::{count, number};
use crate::metrics::product::formula;
use crate::metrics::report::{Axis, Chart, ChartKind, Point, Series, Unit};
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Product, Response, Survey, SurveyKind};
use crate::sort;

/// How many answers are shown in their words at most.
const MOST: usize = 40;

/// Is what a kind of survey counts by.
struct Scale {
    short: &'static str,
    from: i64,
    to: i64,
    formula: &'static str,
    source: &'static str,
}

fn scale(kind: &SurveyKind) -> Option<Scale> {
    let of = |short, from, to, formula, source| Some(Scale { short, from, to, formula, source });
    match kind {
        SurveyKind::Nps => of(
            "NPS",
            0,
            10,
            "Share of 9 and 10 minus share of 0 to 6",
            "Frederick Reichheld, “The One Number You Need to Grow”, Harvard Business Review, 2003",
        ),
        SurveyKind::Csat => of(
            "CSAT",
            1,
            5,
            "Share of 4 and 5",
            "American Customer Satisfaction Index practice; top two of five",
        ),
        SurveyKind::Ces => of(
            "CES",
            1,
            7,
            "Mean of the answers",
            "Matthew Dixon and others, “Stop Trying to Delight Your Customers”, Harvard Business Review, 2010; scale of CES 2.0",
        ),
        SurveyKind::Fit => of(
            "Product-market fit",
            1,
            3,
            "Share of 3, very disappointed; 40 % or more is fit",
            "Sean Ellis, “The Startup Pyramid”, 2009",
        ),
        SurveyKind::Kano | SurveyKind::Other(_) => None,
    }
}

/// Computes a survey's number from the answers: NPS from -1 to 1, CSAT and product-market fit as
/// shares, CES as a mean. Nothing where nobody answered, or where the survey has no number.
pub fn result(kind: &SurveyKind, answers: &[f64]) -> Option<f64> {
    let n = answers.len() as f64;
    let share =
        |from: f64, to: f64| answers.iter().filter(|a| **a >= from && **a <= to).count() as f64;
    match kind {
        SurveyKind::Nps => {
            formula::nps(share(9.0, 10.0), share(7.0, 8.0), share(0.0, 6.0)).map(|nps| nps / 100.0)
        }
        SurveyKind::Csat => formula::part(share(4.0, 5.0), n),
        SurveyKind::Ces => formula::mean_answer(answers.iter().sum(), n),
        SurveyKind::Fit => formula::part(share(3.0, 3.0), n),
        SurveyKind::Kano | SurveyKind::Other(_) => None,
    }
}

/// Gives the number of the latest survey of a kind about a product.
pub fn latest(model: &Model, product: Id<Product>, kind: &SurveyKind) -> Option<f64> {
    let mine = model.surveys.iter().filter(|s| s.product == Some(product) && s.kind == *kind);
    let survey = mine.max_by_key(|survey| survey.date)?;
    result(kind, &scores(&answers(model, survey.id)))
}

fn answers(model: &Model, survey: Id<Survey>) -> Vec<&Response> {
    let mut list: Vec<&Response> =
        model.responses.iter().filter(|response| response.survey == survey).collect();
    sort::by(&mut list, |a, b| (b.date, b.id).cmp(&(a.date, a.id)));
    list
}

fn scores(answers: &[&Response]) -> Vec<f64> {
    answers.iter().filter_map(|answer| answer.score.map(|score| score.get())).collect()
}

/// Writes a survey's number.
fn say(kind: &SurveyKind, result: Option<f64>) -> String {
    match (kind, result) {
        (_, None) => "–".to_owned(),
        (SurveyKind::Nps, Some(nps)) => {
            format!("{}{}", if nps > 0.0 { "+" } else { "" }, number(nps * 100.0, 0))
        }
        (SurveyKind::Ces, Some(ces)) => format!("{} of 7", number(ces, 1)),
        (_, Some(share)) => format!("{} %", number(share * 100.0, 0)),
    }
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let mut surveys: Vec<&Survey> =
        model.surveys.iter().filter(|survey| facts.holds_product(survey.product)).collect();
    sort::by(&mut surveys, |a, b| (b.date, b.id).cmp(&(a.date, a.id)));
    let chosen = facts.asked.option("survey").and_then(|id| id.parse().ok());
    let open = surveys.iter().find(|s| Some(s.id) == chosen).or_else(|| surveys.first()).copied();
    if let Some(open) = open {
        sheet.choices.push(Choice {
            key: "survey".to_owned(),
            label: "Survey".to_owned(),
            of: surveys.iter().map(|s| (s.id.to_string(), s.name.clone())).collect(),
            value: open.id.to_string(),
        });
        sheet.says = answer(facts, open);
        one(facts, open, sheet);
    } else {
        "Nobody was asked yet.".clone_into(&mut sheet.says);
    }
    sheet.blocks.push(all(facts, &surveys));
}

/// Says what a survey came to.
fn answer(facts: &Facts<'_>, survey: &Survey) -> String {
    let answers = answers(facts.model, survey.id);
    let n = count(answers.len(), "answer", "answers");
    let result = result(&survey.kind, &scores(&answers));
    match (&survey.kind, result) {
        (SurveyKind::Kano, _) => {
            format!("“{}” has {n}; “Priorities” ranks features by them.", survey.name)
        }
        (_, None) => format!("“{}” has no answer with a number yet.", survey.name),
        (SurveyKind::Fit, Some(share)) => {
            let stands = if share >= 0.4 { "that is fit" } else { "below the 40 % that mean fit" };
            format!(
                "“{}”: {} would be very disappointed without it, {stands}, from {n}.",
                survey.name,
                say(&survey.kind, result)
            )
        }
        (kind, _) => format!("“{}”: {}, from {n}.", survey.name, say(kind, result)),
    }
}

fn one(facts: &Facts<'_>, survey: &Survey, sheet: &mut Sheet) {
    let answers = answers(facts.model, survey.id);
    let add = Add::new("Add an answer", Kind::Response, "")
        .with("survey", survey.id.to_string())
        .with("date", facts.today.to_string());
    let Some(scale) = scale(&survey.kind) else {
        let table = features(facts, &answers);
        let block = Block::new("answers", "How people feel with and without", table.into());
        sheet.blocks.push(block.adds(add).or_empty("Add what people answered."));
        return;
    };
    let all = scores(&answers);
    let number_of = say(&survey.kind, result(&survey.kind, &all));
    let mut segments: FxHashMap<&str, Vec<f64>> = FxHashMap::default();
    for answer in &answers {
        if let Some(score) = answer.score {
            segments.entry(answer.segment.as_str()).or_default().push(score.get());
        }
    }
    let mut segments: Vec<(&str, Vec<f64>)> = segments.into_iter().collect();
    sort::by(&mut segments, |a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let mut list = vec![
        Fact::new(scale.short, number_of).tone(Tone::Strong).says(survey.question.clone()),
        Fact::new("Answers", all.len().to_string()),
    ];
    list.extend(segments.iter().filter(|(name, _)| !name.is_empty()).take(4).map(
        |(name, scores)| {
            let value = say(&survey.kind, result(&survey.kind, scores));
            Fact::new(name, value).says(count(scores.len(), "answer", "answers"))
        },
    ));
    sheet.blocks.push(
        Block::new("facts", "", Shape::Facts(list))
            .note(format!("{} = {}", scale.short, scale.formula))
            .note(format!("Source: {}", scale.source)),
    );
    let chart =
        Block::new("spread", "How the answers lie", Shape::Chart(Box::new(spread(&scale, &all))));
    sheet.blocks.push(chart.or_empty("No answer yet."));
    let block = Block::new("answers", "In their words", words(facts, survey, &answers).into());
    sheet.blocks.push(block.adds(add).or_empty("Add what people answered."));
}

fn spread(scale: &Scale, all: &[f64]) -> Chart {
    let axis = |name: &str, unit| Axis { name: name.to_owned(), unit, names: Vec::new() };
    let names: Vec<String> = (scale.from..=scale.to).map(|n| n.to_string()).collect();
    let bars = (scale.from..=scale.to).enumerate().map(|(at, n)| Point {
        x: at as f64,
        y: Some(all.iter().filter(|a| a.round() as i64 == n).count() as f64),
        band: None,
        record: None,
        records: Vec::new(),
        mark: None,
    });
    let points = if all.is_empty() { Vec::new() } else { bars.collect() };
    Chart {
        kind: ChartKind::Bar,
        title: "Answers by number".to_owned(),
        x: Axis { names, ..axis("Answer", Unit::Number) },
        y: axis("Answers", Unit::Count("answer".to_owned(), "answers".to_owned())),
        series: vec![Series { name: "Answers".to_owned(), points }],
        rules: Vec::new(),
    }
}

fn words(facts: &Facts<'_>, survey: &Survey, answers: &[&Response]) -> Table {
    let (low, high) = match survey.kind {
        SurveyKind::Nps => (6.0, 9.0),
        SurveyKind::Csat => (2.0, 4.0),
        SurveyKind::Ces => (3.0, 6.0),
        _ => (1.0, 3.0),
    };
    let row = |answer: &&Response| {
        let at = answer.id.to_ref();
        let score = answer.score.map(|score| score.get());
        let tone = match score {
            Some(score) if score >= high => Tone::Good,
            Some(score) if score <= low => Tone::Bad,
            _ => Tone::Plain,
        };
        let said = if answer.words.is_empty() { "no words" } else { &answer.words };
        let text = score.map_or_else(String::new, |score| number(score, 1));
        Row::of(
            at,
            vec![
                Cell::link(at, said).tone(if answer.words.is_empty() { Tone::Quiet } else { tone }),
                Cell::edit(at, "score", text),
                Cell::text(&answer.segment).tone(Tone::Quiet),
                Cell::text(answer.date.map_or_else(String::new, |d| facts.day(d)))
                    .tone(Tone::Quiet),
            ],
        )
    };
    let columns = vec![
        Column::text("In their words"),
        Column::number("Score", ""),
        Column::text("Segment"),
        Column::text("Date"),
    ];
    // Those who said something come first.
    let (said, silent): (Vec<&Response>, Vec<&Response>) =
        answers.iter().partition(|answer| !answer.words.is_empty());
    Table { columns, rows: said.iter().chain(&silent).take(MOST).map(row).collect() }
}

/// Lists the features of a survey with and without, with what most say.
fn features(facts: &Facts<'_>, answers: &[&Response]) -> Table {
    let mut tallies: Vec<(Id<Item>, Tally)> = Vec::new();
    for answer in answers {
        let Some((item, quality)) = answer.item.zip(quality(&answer.with, &answer.without)) else {
            continue;
        };
        match tallies.iter_mut().find(|(id, _)| *id == item) {
            Some((_, tally)) => tally.add(quality),
            None => {
                let mut tally = Tally::default();
                tally.add(quality);
                tallies.push((item, tally));
            }
        }
    }
    let mut columns = vec![Column::text("Feature"), Column::text("Quality")];
    columns.extend(Quality::ALL.map(|q| Column::number(&q.letter().to_string(), q.label())));
    let row = |(item, tally): &(Id<Item>, Tally)| {
        let at = item.to_ref();
        let verdict = tally.verdict().map_or("", |quality| quality.label());
        let mut cells = vec![Cell::link(at, facts.model.title_of(at)), Cell::text(verdict)];
        cells.extend(Quality::ALL.map(|quality| match tally.n(quality) {
            0 => Cell::default(),
            n => Cell::text(n.to_string()),
        }));
        Row::of(at, cells)
    };
    Table { columns, rows: tallies.iter().map(row).collect() }
}

fn all(facts: &Facts<'_>, surveys: &[&Survey]) -> Block {
    let model = facts.model;
    let row = |survey: &&Survey| {
        let at = survey.id.to_ref();
        let answers = answers(model, survey.id);
        let result = result(&survey.kind, &scores(&answers));
        let product = survey.product.map(|id| model.title_of(id.to_ref())).unwrap_or_default();
        Row::of(
            at,
            vec![
                Cell::link(at, &survey.name),
                Cell::text(survey.kind.label()).tone(Tone::Quiet),
                Cell::text(product).tone(Tone::Quiet),
                Cell::text(survey.date.map_or_else(String::new, |d| facts.day(d)))
                    .tone(Tone::Quiet),
                Cell::text(answers.len().to_string()),
                Cell::text(say(&survey.kind, result)).tone(Tone::Strong),
            ],
        )
    };
    let columns = vec![
        Column::text("Survey"),
        Column::text("Asks"),
        Column::text("Product").extra(),
        Column::text("Date"),
        Column::number("Answers", ""),
        Column::number("Result", ""),
    ];
    let mut add =
        Add::new("Add a survey", Kind::Survey, "name").with("date", facts.today.to_string());
    if let Some(product) = facts.asked.place.filter(|place| place.kind == Kind::Product) {
        add = add.with("product", product.id.to_string());
    }
    let table = Table { columns, rows: surveys.iter().map(row).collect() };
    Block::new("surveys", "All surveys", table.into())
        .adds(add)
        .or_empty("Ask how likely people are to recommend a product, how satisfied they are, how easy it was, or how they would feel without it.")
}
