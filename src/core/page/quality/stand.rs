//! How tests stand by their runs: the last result, whether it is to be run again, whether results
//! alternate. It knows no page and no lens.

use rustc_hash::FxHashMap;

use super::super::report::Tone;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Category, Item, Moscow, Project, TestCase, TestResult, TestRun};
use crate::sort;

/// How many of the last runs are looked at for results that alternate.
const LAST: usize = 8;
/// How often a result changes, at least, where results alternate: once is news, twice a repair.
const TURNS: usize = 3;

/// How a test stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The last run failed.
    Failed,
    /// The last run failed, and the bug of it is done since.
    Again,
    /// The last run could not be run.
    Blocked,
    /// Nobody has run it.
    Never,
    /// The last run ended in a way that this version cannot read.
    Unknown,
    /// The last run passed.
    Passed,
}

impl State {
    /// Lists them, the gravest first.
    pub const ALL: [State; 6] =
        [State::Failed, State::Again, State::Blocked, State::Never, State::Unknown, State::Passed];

    /// Gives its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            State::Failed => "failed",
            State::Again => "again",
            State::Blocked => "blocked",
            State::Never => "never",
            State::Unknown => "unknown",
            State::Passed => "passed",
        }
    }

    /// Says it in words.
    pub fn label(self) -> &'static str {
        match self {
            State::Failed => "failed",
            State::Again => "to be run again",
            State::Blocked => "blocked",
            State::Never => "never run",
            State::Unknown => "not known",
            State::Passed => "passed",
        }
    }

    /// Gives its tone.
    pub fn tone(self) -> Tone {
        match self {
            State::Failed => Tone::Bad,
            State::Again | State::Blocked => Tone::Warn,
            State::Never | State::Unknown => Tone::Quiet,
            State::Passed => Tone::Good,
        }
    }
}

/// Is a test with its runs.
#[derive(Debug, Clone)]
pub struct Tried<'a> {
    /// The test.
    pub test: &'a TestCase,
    /// Its runs, the oldest first.
    pub runs: Vec<&'a TestRun>,
    /// How it stands.
    pub state: State,
}

impl<'a> Tried<'a> {
    /// Gives the last run.
    pub fn last(&self) -> Option<&'a TestRun> {
        self.runs.last().copied()
    }

    /// Tells whether a release makes no sense without it.
    pub fn is_must(&self) -> bool {
        self.test.importance == Moscow::Must
    }

    /// Says how often results changed between pass and fail in the last runs, and in how many, where
    /// they alternate.
    pub fn flaky(&self) -> Option<(usize, usize)> {
        let told = self.runs.iter().rev().map(|run| &run.result);
        let told = told.filter(|result| matches!(result, TestResult::Pass | TestResult::Fail));
        let last: Vec<&TestResult> = told.take(LAST).collect();
        let turns = last.windows(2).filter(|pair| pair.first() != pair.last()).count();
        (turns >= TURNS).then_some((turns, last.len()))
    }
}

/// Gives all tests with their runs, in their order. Those that will not be run are left out.
pub fn tried<'a>(model: &'a Model) -> Vec<Tried<'a>> {
    let mut runs: FxHashMap<Id<TestCase>, Vec<&'a TestRun>> = FxHashMap::default();
    for run in model.test_runs.iter() {
        runs.entry(run.test).or_default().push(run);
    }
    let counted = model.test_cases.iter().filter(|test| test.importance != Moscow::Wont);
    let one = |test: &'a TestCase| {
        let mut runs = runs.remove(&test.id).unwrap_or_default();
        sort::by_key(&mut runs, |run| (run.date, run.id));
        Tried { test, state: state(model, runs.last().copied()), runs }
    };
    let mut all: Vec<Tried<'a>> = counted.map(one).collect();
    sort::by(&mut all, |a, b| (&a.test.rank, a.test.id).cmp(&(&b.test.rank, b.test.id)));
    all
}

/// Says how a test stands after its last run.
pub fn state(model: &Model, last: Option<&TestRun>) -> State {
    let Some(run) = last else { return State::Never };
    let mended = || {
        let bug = run.bug.and_then(|id| model.find(id)).filter(|bug| bug.trashed.is_none());
        let status = bug.and_then(|bug| model.status_of(bug));
        status.is_some_and(|status| status.category == Category::Done)
    };
    match run.result {
        TestResult::Pass => State::Passed,
        TestResult::Fail if mended() => State::Again,
        TestResult::Fail => State::Failed,
        TestResult::Blocked => State::Blocked,
        TestResult::Other(_) => State::Unknown,
    }
}

/// How many tests stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// By state, in the order of [`State::ALL`].
    by: [usize; 6],
}

impl Tally {
    /// Counts tests.
    pub fn of<'t>(tests: impl IntoIterator<Item = &'t Tried<'t>>) -> Self {
        let mut tally = Tally::default();
        for one in tests {
            tally.all += 1;
            let at = State::ALL.iter().position(|state| *state == one.state);
            if let Some(n) = at.and_then(|at| tally.by.get_mut(at)) {
                *n += 1;
            }
        }
        tally
    }

    /// Gives how many stand so.
    pub fn n(&self, state: State) -> usize {
        let at = State::ALL.iter().position(|own| *own == state);
        at.and_then(|at| self.by.get(at)).copied().unwrap_or(0)
    }

    /// Says how many passed, and how the others stand: `12 of 18 passed: 3 failed, 1 never run`.
    pub fn says(&self) -> String {
        let others = State::ALL.iter().filter(|state| **state != State::Passed);
        let others = others.map(|state| (self.n(*state), state.label())).filter(|(n, _)| *n > 0);
        let others: Vec<String> = others.map(|(n, label)| format!("{n} {label}")).collect();
        let passed = format!("{} of {} passed", self.n(State::Passed), self.all);
        if others.is_empty() { passed } else { format!("{passed}: {}", others.join(", ")) }
    }
}

/// Counts the tests without which a release makes no sense, of those that `here` lets through.
pub fn must<'a>(tests: &[Tried<'a>], here: impl Fn(&TestCase) -> bool) -> Tally {
    Tally::of(tests.iter().filter(|one| one.is_must() && here(one.test)))
}

/// Tells whether a test belongs to a project: by its place, or by an item that it tests.
pub fn is_of(model: &Model, test: &TestCase, project: Id<Project>) -> bool {
    let own = |item: &Item| item.project == Some(project) && item.trashed.is_none();
    test.place == Some(project.to_ref())
        || test.items.iter().filter_map(|id| model.find(*id)).any(own)
}
