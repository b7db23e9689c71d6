//! The words: what product, project, program and portfolio management each ask, where this
//! workspace answers, and what the words mean that the app uses. It knows no pixel.

use super::Facts;
use super::list;
use super::report::{Block, Cell, Column, Fact, Row, Shape, Sheet, Table};
use super::words::count;
use crate::model::{Kind, Lens};
use crate::route::View;

/// Says in plain sentences what one kind of management asks.
struct Asks {
    lens: Lens,
    title: &'static str,
    says: &'static str,
    /// What each view shows in its lens.
    views: [(View, &'static str); 3],
}

const ASKS: &[Asks] = &[
    Asks {
        lens: Lens::Product,
        title: "Product management: why, and what?",
        says: "It decides what is worth building and for whom, and finds out whether it helped. It is done when every feature answers a need that somebody has, and moves a number that somebody watches.",
        views: [
            (View::Board, "Which idea is how far, from discovery to measuring?"),
            (View::Roadmap, "What comes now, next and later, and in which release?"),
            (View::Kpis, "Does it fit, sell, stay and satisfy?"),
        ],
    },
    Asks {
        lens: Lens::Project,
        title: "Project management: how, when, and who?",
        says: "It gets a known thing done by people who have other things to do as well: the work, its order, its cost and its risks. It is done when the date is honest, and everybody knows today what threatens it.",
        views: [
            (View::Board, "What is next, who has it, what is stuck?"),
            (View::Roadmap, "What follows what, and which work carries the date?"),
            (View::Kpis, "Are time, cost, scope and flow as agreed?"),
        ],
    },
    Asks {
        lens: Lens::Program,
        title: "Program management: what hangs on what?",
        says: "It keeps several projects from tripping over one another, so that together they bring what none of them brings alone. It is done when no hand-over surprises, and the benefits arrive.",
        views: [
            (View::Board, "Which milestone and hand-over is in which state?"),
            (View::Roadmap, "Which links cross projects, and which of them conflict?"),
            (View::Kpis, "Can we rely on dates, and do benefits come?"),
        ],
    },
    Asks {
        lens: Lens::Portfolio,
        title: "Portfolio management: which?",
        says: "It chooses what to fund, what to pause and what to stop, within what there is of people and money. It is done when the mix of bets matches the strategy and the capacity.",
        views: [
            (View::Board, "Which initiative and project is in which phase?"),
            (View::Roadmap, "When does each run, and have we the people?"),
            (View::Kpis, "Where does the money go, and what does it bring?"),
        ],
    },
];

/// The words of the app, by what they are for. Those that name a kind of record say how many there
/// are.
const WORDS: &[(&str, Option<Kind>, &str)] = &[
    (
        "Product line, product, release",
        Some(Kind::Product),
        "What is offered to people, and the versions in which they get it.",
    ),
    (
        "Program, project, stage, gate",
        Some(Kind::Project),
        "Work with a beginning and an end. A program holds projects that belong together; a stage ends in a gate, whose criteria say whether it is over.",
    ),
    (
        "Item",
        Some(Kind::Item),
        "One unit of work: an initiative, a feature, a story, a task, a bug, a deliverable or a milestone. It may be part of a project (how) and serve a product (why) at once.",
    ),
    (
        "Workflow, status",
        Some(Kind::Status),
        "The steps that work goes through, each in a category from backlog to done. A limit says how much may be in a step.",
    ),
    (
        "Dependency",
        Some(Kind::Dependency),
        "One item waits for another to start or finish, with a lag.",
    ),
    ("Objective", Some(Kind::Objective), "What is to be reached, measured by targets of KPIs."),
    (
        "KPI, reading",
        Some(Kind::Kpi),
        "A number that matters, its target, and its values over time: typed in, or computed from the work.",
    ),
    (
        "Test, run",
        Some(Kind::TestCase),
        "What is tried before something goes out, on which item, and how each try ended. A failed run opens a bug.",
    ),
    (
        "Launch, tier, deliverable",
        Some(Kind::Launch),
        "The day on which something goes out, how much is made of it, and what each function must have ready by then.",
    ),
    ("Person, team, role", Some(Kind::Person), "Who does, answers for, is asked or is told."),
    (
        "Benefit",
        Some(Kind::Benefit),
        "What is better when the work is done, as a KPI shows it. It starts when what brings it ends, so that a slip moves it.",
    ),
    (
        "Check-in",
        Some(Kind::CheckIn),
        "What was expected, what happened, what is next and what is needed, held against what was agreed at the start.",
    ),
    (
        "Portfolio option",
        Some(Kind::Selection),
        "A set of projects that one could run within limits of money and people. The page “Choose” sets two side by side.",
    ),
    ("Baseline", Some(Kind::Baseline), "The dates as they were agreed, to compare with."),
    (
        "Scenario",
        Some(Kind::Scenario),
        "The plan as it might be; nothing is moved until it is made the plan.",
    ),
];

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    sheet.says = "Four kinds of management look at the same work and ask different things. \
                  Changing the lens changes what is asked, never what is true."
        .to_owned();
    for asks in ASKS {
        sheet.blocks.push(lens(asks));
    }
    let row = |(word, kind, meaning): &(&str, Option<Kind>, &str)| {
        let here = kind.map(|kind| {
            let n = facts.model.count(kind);
            count(n, &kind.one().to_lowercase(), &kind.many().to_lowercase())
        });
        let cells =
            vec![Cell::text(*word), Cell::text(*meaning), Cell::text(here.unwrap_or_default())];
        Row { cells, ..Row::default() }
    };
    let columns =
        vec![Column::text("Word"), Column::text("What it is"), Column::text("Here").extra()];
    let rows = WORDS.iter().map(row).collect();
    sheet.blocks.push(Block::new("words", "The words", Table { columns, rows }.into()));
}

/// Says what a lens asks, and links to where it is answered.
fn lens(asks: &Asks) -> Block {
    let name = asks.lens.name();
    let view = |(view, question): &(View, &str)| Fact {
        label: (*question).to_owned(),
        value: view.label().to_owned(),
        page: format!("{name}/{}", view.name()),
        ..Fact::default()
    };
    let page = |page: &list::Listed| Fact {
        label: page.question.to_owned(),
        value: page.name.to_owned(),
        page: format!("{name}/{}?page={}", View::Pages.name(), page.key),
        ..Fact::default()
    };
    let pages = list::of(&asks.lens).filter(|page| page.key != KEY).map(page);
    let all = asks.views.iter().map(view).chain(pages).collect();
    Block::new(name, asks.title, Shape::Facts(all)).says(asks.says)
}

/// The key of this page.
pub(super) const KEY: &str = "guide";
