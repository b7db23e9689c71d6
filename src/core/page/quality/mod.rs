//! Quality: what is tested and how it ended, what fails, what nobody has tried, feature by feature.
//! A failed run opens a bug. It knows no pixel.

mod cover;
mod list;
pub mod stand;

use super::hold::id_of;
use super::report::{Asked, Block, Choice, Fact, Shape, Sheet, Tone};
use super::words::count;
use super::{Facts, Planned, plan};
use crate::command::{CommandError, NewItem};
use crate::env::Env;
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Item, ItemKind, Moscow, Priority, Project, TestCase, TestResult, TestRun};
use stand::{State, Tally, Tried, must, tried};

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let all = tried(facts.model);
    let tests: Vec<Tried<'_>> = all.into_iter().filter(|one| is_here(facts, one.test)).collect();
    choices(facts, &tests, sheet);
    let mut covered = cover::covered(facts, &tests);
    let share = cover::share(&covered);
    sheet.says = says(&tests, share);
    if !tests.is_empty() {
        sheet.blocks.push(figures(&tests, share));
    }
    sheet.blocks.push(list::block(facts, &tests));
    sheet.blocks.extend(list::flaky(facts, &tests));
    sheet.blocks.push(cover::block(facts, &mut covered));
    sheet.blocks.extend(cover::criteria(facts, &tests));
    sheet.blocks.extend(list::aside(facts));
}

/// Tells whether a test is looked at: by its place, or by an item that it tests.
fn is_here(facts: &Facts<'_>, test: &TestCase) -> bool {
    let items = || test.items.iter().filter(|id| facts.model.has(id.to_ref()));
    match items().next() {
        None => facts.asked.filter.trim().is_empty() && facts.within(test.place, None),
        Some(_) => items().any(|id| facts.within(test.place, Some(*id))),
    }
}

fn choices(facts: &Facts<'_>, tests: &[Tried<'_>], sheet: &mut Sheet) {
    let tally = Tally::of(tests);
    let mut of = vec![(String::new(), format!("All {}", tests.len()))];
    let there = State::ALL.iter().filter(|state| tally.n(**state) > 0);
    of.extend(there.map(|s| (s.name().to_owned(), format!("{}: {}", s.label(), tally.n(*s)))));
    let value = facts.asked.option("show").unwrap_or_default().to_owned();
    let value = if of.iter().any(|(key, _)| *key == value) { value } else { String::new() };
    sheet.choices.push(Choice { key: "show".to_owned(), label: "Tests".to_owned(), of, value });
}

fn says(tests: &[Tried<'_>], (tested, features): (usize, usize)) -> String {
    if tests.is_empty() {
        return match features {
            0 => "Nothing is tested here yet.".to_owned(),
            n => format!(
                "Nothing is tested here yet: {} without a test.",
                count(n, "feature is", "features are")
            ),
        };
    }
    let musts = must(tests, |_| true);
    let first = match musts.all {
        0 => format!("Of all tests {}; none is a must-have.", Tally::of(tests).says()),
        _ => format!("Of the must-have tests {}.", musts.says()),
    };
    match features {
        0 => first,
        n => format!("{first} {tested} of {} have a test.", count(n, "feature", "features")),
    }
}

fn figures(tests: &[Tried<'_>], (tested, features): (usize, usize)) -> Block {
    let (musts, all) = (must(tests, |_| true), Tally::of(tests));
    let passed = musts.n(State::Passed);
    let of = |state: State, tone: Tone, more: Option<String>| {
        let n = all.n(state);
        let own = match musts.n(state) {
            0 => None,
            own => Some(format!("{own} of them must-have")),
        };
        let tone = if n > 0 || more.is_some() { tone } else { Tone::Good };
        let says: Vec<String> = own.into_iter().chain(more).collect();
        Fact::new(&capital(state.label()), n.to_string()).tone(tone).says(capital(&says.join("; ")))
    };
    let mended = (all.n(State::Again) > 0).then(|| "their bugs are done".to_owned());
    let blocked = match all.n(State::Blocked) {
        0 => None,
        n => Some(format!("{} blocked", count(n, "more is", "more are"))),
    };
    let mut list = vec![
        match musts.all {
            0 => Fact::new("Must-have tests", "none").tone(Tone::Quiet),
            n => Fact::new("Must-have tests", format!("{passed} of {n} pass"))
                .tone(if passed == n { Tone::Good } else { Tone::Bad }),
        },
        of(State::Failed, Tone::Bad, None),
        of(State::Again, Tone::Warn, mended),
        of(State::Never, Tone::Warn, blocked),
    ];
    if features > 0 {
        let share = tested as f64 / features as f64 * 100.0;
        let tone = if tested == features { Tone::Good } else { Tone::Warn };
        list.push(
            Fact::new("Features with a test", format!("{tested} of {features}"))
                .tone(tone)
                .says(format!("{share:.0} % of them")),
        );
    }
    Block::new("figures", "", Shape::Facts(list))
        .note("Each test stands as its last run ended. The gate of a project asks that its must-have tests pass.")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Plans what a row offers.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    if let Some(id) = id_of::<TestCase>(act, "bug") {
        return open_bug(model, id, env);
    }
    let Some(id) = id_of::<TestCase>(act, "pass") else {
        return super::no_act(model, asked, act, env);
    };
    let test = model.find(id).ok_or_else(|| CommandError::missing("Test case"))?;
    let title = test.title.clone();
    let tested = last(model, id).map(|run| run.tested.clone()).unwrap_or_default();
    plan(model, env, format!("Run {title}"), |tx| {
        let run = TestRun {
            id: tx.env.id(),
            test: id,
            date: tx.env.today,
            result: TestResult::Pass,
            by: tx.env.by,
            tested,
            ..TestRun::default()
        };
        tx.create(run)?;
        Ok(format!("{title} passed."))
    })
}

/// Gives the last run of a test.
fn last(model: &Model, id: Id<TestCase>) -> Option<&TestRun> {
    let runs = model.test_runs.iter().filter(|run| run.test == id);
    runs.max_by_key(|run| (run.date, run.id))
}

/// Opens a bug for the last run of a test: in the project of what is tested, with how it is found
/// again.
fn open_bug(model: &mut Model, id: Id<TestCase>, env: &mut Env) -> Result<Planned, CommandError> {
    let test = model.find(id).ok_or_else(|| CommandError::missing("Test case"))?.clone();
    let run = last(model, id).filter(|run| run.result == TestResult::Fail).cloned();
    let Some(run) = run else {
        return Err(CommandError::conflict(
            format!("The last run of “{}” did not fail.", test.title),
            "Say first that it failed today.",
        ));
    };
    if let Some(bug) = run.bug.and_then(|bug| model.find(bug)) {
        return Err(CommandError::conflict(
            format!("The run has a bug already: {}.", model.key_of(bug)),
            "Open it from the row.",
        ));
    }
    let items: Vec<&Item> = test.items.iter().filter_map(|id| model.find(*id)).collect();
    let item = items.iter().find(|item| item.project.is_some()).or(items.first()).copied();
    let place = test.place.and_then(Id::<Project>::from_ref).filter(|id| model.projects.has(*id));
    let feature = |item: &&&Item| item.kind == ItemKind::Feature;
    let above = item.and_then(|item| item.parent).and_then(|id| model.find(id));
    let parent = items.iter().find(feature).copied().or(above.filter(|item| feature(&item)));
    let product = test.place.and_then(Id::from_ref).filter(|id| model.products.has(*id));
    let new = NewItem {
        title: format!("Fails: {}", test.title),
        kind: ItemKind::Bug,
        project: item.and_then(|item| item.project).or(place),
        product: item.and_then(|item| item.product).or(product),
        parent: parent.map(|item| item.id),
        owner: item.and_then(|item| item.owner),
        priority: match test.importance {
            Moscow::Must => Priority::High,
            Moscow::Could => Priority::Low,
            _ => Priority::Medium,
        },
        ..NewItem::default()
    };
    let words = found(&test, &run);
    plan(model, env, format!("Open a bug for {}", test.title), |tx| {
        let bug = super::plan::make(tx, new, |item| item.description = Markdown(words))?;
        tx.update(run.id, |run| run.bug = Some(bug))?;
        let key = tx.find(bug).map(|bug| tx.key_of(bug)).unwrap_or_default();
        Ok(format!("{key} is open for “{}”.", test.title))
    })
}

/// Says how a bug was found, for whoever mends it.
fn found(test: &TestCase, run: &TestRun) -> String {
    let with = match run.tested.as_str() {
        "" => String::new(),
        tested => format!(" with {tested}"),
    };
    let mut parts = vec![format!("The test “{}” failed on {}{with}.", test.title, run.date)];
    let mut add = |name: &str, text: &Markdown| {
        if !text.0.trim().is_empty() {
            parts.push(format!("**{name}**\n\n{}", text.0.trim()));
        }
    };
    add("Steps", &test.steps);
    add("Expected", &test.expected);
    add("Seen", &run.evidence);
    parts.join("\n\n")
}
