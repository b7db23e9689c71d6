//! The status report of a place: what was expected, what happened, what is next, what needs a
//! decision. It is composed of the numbers and of the dates of the work, as plain data that a page,
//! an HTML file and a Markdown file draw alike. It knows no view and computes no number of its own.

mod html;
mod lines;
mod markdown;
mod words;

use serde::{Deserialize, Serialize};

pub use html::html;
pub use markdown::{list, markdown};

use crate::metrics::ask::{Ask, Moment};
use crate::metrics::memo::Memo;
use crate::metrics::page;
use crate::metrics::period::say as span;
use crate::metrics::report::{Known, Page, Question, Standing, Tile};
use crate::metrics::say;
use crate::metrics::scene::Scene;
use crate::model::workspace::Model;
use crate::model::{Kind, Lens};

/// Is a whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What it is about: "Status of Aria launch".
    pub title: String,
    /// Its period, and the day as of which it is.
    pub period: String,
    /// How it stands.
    pub standing: Standing,
    /// That in a sentence or two.
    pub summary: Vec<String>,
    /// The numbers that matter most.
    pub figures: Vec<Figure>,
    /// What was expected, what happened, what is next, what needs a decision.
    pub sections: Vec<Section>,
}

/// Is a number in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its value with its unit.
    pub value: String,
    /// What it was in the period before; empty where that is not known.
    pub before: String,
    /// Where it should stand; empty where nobody said.
    pub target: String,
    /// How it stands.
    pub standing: Standing,
}

/// Is one part of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What there is to say, in order; one line says so where there is nothing.
    pub lines: Vec<Line>,
}

/// Is one line of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What more there is to it, such as a date or a reason; may be empty.
    pub note: String,
    /// How it stands.
    pub standing: Standing,
}

/// How many numbers a report has at most.
const FIGURES: usize = 12;

/// Composes the report of a question's place and period; the error is what is wrong with the
/// question, as a sentence. The lens is that of the place: what a program's report says does not
/// depend on where it was asked for.
pub fn compose(model: &Model, question: &Question, moment: &Moment) -> Result<Report, String> {
    compose_by(model, question, moment, &Memo::default())
}

/// Composes the report, with what was kept from the question before.
pub fn compose_by(
    model: &Model,
    question: &Question,
    moment: &Moment,
    memo: &Memo,
) -> Result<Report, String> {
    let question = Question { lens: lens(question), ..question.clone() };
    let ask = Ask::new(model, &question, *moment, memo)?;
    let scene = Scene::new(&ask);
    let page = page::page_by(model, &question, moment, memo);
    let standing = worst(&page);
    let lines = lines::Lines::new(&scene);
    let sections = vec![
        Section { heading: words::EXPECTED.to_owned(), lines: lines.expected() },
        Section { heading: words::HAPPENED.to_owned(), lines: lines.happened() },
        Section { heading: words::NEXT.to_owned(), lines: lines.next(&page) },
        Section { heading: words::DECIDE.to_owned(), lines: lines.decide(&page) },
    ];
    let what = match question.place {
        Some(place) => model.title_of(place),
        None => words::everything(&question.lens, model.info().map_or("", |info| &info.name)),
    };
    let summary = lines.summary(&page, standing);
    Ok(Report {
        title: words::title(&what),
        period: words::period(&span(ask.period), moment.today),
        standing,
        summary,
        figures: figures(&page),
        sections,
    })
}

/// Gives the lens whose numbers tell of a place.
fn lens(question: &Question) -> Lens {
    match question.place.map(|place| place.kind) {
        Some(Kind::Project | Kind::Stage) => Lens::Project,
        Some(Kind::Program) => Lens::Program,
        Some(Kind::Product | Kind::ProductLine | Kind::Release) => Lens::Product,
        _ => question.lens.clone(),
    }
}

/// Gives how all stands: by the roll-up of health where there is one, else by the worst of what is
/// worth a look.
fn worst(page: &Page) -> Standing {
    let health = page.tiles.iter().find(|tile| tile.key == "health");
    if let Some(health) = health.filter(|tile| tile.standing != Standing::Neutral) {
        return health.standing;
    }
    let judged = |standing| page.tiles.iter().filter(|t| t.standing == standing).count();
    let (bad, watch, good) =
        (judged(Standing::Bad), judged(Standing::Watch), judged(Standing::Good));
    match (bad, watch, good) {
        (0, 0, 0) => Standing::Neutral,
        (0, 0, _) => Standing::Good,
        (0, ..) => Standing::Watch,
        _ => Standing::Bad,
    }
}

/// Picks the numbers that matter: those with a judgment, then those that changed.
fn figures(page: &Page) -> Vec<Figure> {
    let rank = |tile: &Tile| match (tile.standing, &tile.delta) {
        (Standing::Bad, _) => 0,
        (Standing::Watch, _) => 1,
        (Standing::Good, _) => 2,
        (Standing::Neutral, Some(_)) => 3,
        (Standing::Neutral, None) => 4,
    };
    let mut known: Vec<&Tile> =
        page.tiles.iter().filter(|tile| matches!(tile.value, Known::Value(_))).collect();
    crate::sort::by_key(&mut known, |tile: &&Tile| rank(tile));
    known.truncate(FIGURES);
    let figure = |tile: &Tile| Figure {
        name: tile.name.clone(),
        value: say::known(&tile.value, &tile.unit),
        before: tile.delta.as_ref().map(|d| say::whole(d.before, &tile.unit)).unwrap_or_default(),
        target: tile.target.map(|t| say::whole(t, &tile.unit)).unwrap_or_default(),
        standing: tile.standing,
    };
    known.into_iter().map(figure).collect()
}
