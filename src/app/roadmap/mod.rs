//! The roadmap as its views share it: what the address asks, what came back from the background
//! thread, and where the keyboard is. It knows no date's reason and no pixel's place.

pub mod chart;
pub mod drag;
pub mod keys;
pub mod leveling;
pub mod replan;
pub mod scenario;
pub mod time;
pub mod walk;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::lens::roadmap::{self, Question, Roadmap, Row};
use throughline_core::model::id::{Id, Ref};
use throughline_core::model::{Kind, Scenario};
use throughline_core::schedule::Moment;

use super::App;
use super::desk::Reply;
use crate::shell::frame;
use crate::widgets::virtual_list::VirtualHandle;
pub use chart::Chart;
use drag::Held;
use replan::{Ghosts, Queue};
use time::Time;

/// What the names of folded rows begin with, among the other things that are folded.
const FOLDED: &str = "row/";

/// How long the plan rests before it is asked when rows are expected to be finished.
const EXPECT_MS: i32 = 900;

/// Is the roadmap that is shown.
#[derive(Clone, Copy)]
pub struct Road {
    /// The app.
    pub app: App,
    /// What the address asks.
    pub question: Memo<Question>,
    /// What came back: nothing yet, the plan, or why not.
    pub chart: RwSignal<Option<Result<Arc<Chart>, String>>>,
    /// What part of time is seen.
    pub time: Time,
    /// How the rows scroll.
    pub list: VirtualHandle,
    /// The row that the keyboard is at, by its name in the list.
    pub at: RwSignal<Option<u64>>,
    /// What is being dragged.
    pub held: RwSignal<Option<Held>>,
    /// What a drag would move.
    pub ghosts: RwSignal<Ghosts>,
    /// What leveling would do, while that is looked at.
    pub leveling: RwSignal<Option<leveling::Search>>,
    /// The row whose title is being written.
    pub writing: RwSignal<Option<u64>>,
    /// When rows are expected to be finished, as far as that is known.
    bands: StoredValue<HashMap<Ref, (Moment, Moment)>>,
    asked: StoredValue<u32>,
    waits: StoredValue<bool>,
    queue: StoredValue<Queue>,
}

impl Road {
    /// Asks what the address asks from now on, and again at the next frame after a change.
    pub fn open(app: App) -> Self {
        let question = Memo::new(move |_| {
            app.work.watch_kinds(&[Kind::Project, Kind::Product, Kind::Scenario]);
            let place = app.address.place(&app.work);
            let folded = app.ui.folded.with(|set| {
                let own = set.iter().filter_map(|name| name.strip_prefix(FOLDED));
                let mut own: Vec<String> = own.map(str::to_owned).collect();
                throughline_core::sort::sort(&mut own);
                own
            });
            let scenario = app.address.route.with(|route| route.scenario.map(Id::new));
            // One that was thrown away leads back to the plan.
            let is_there = |id: &Id<Scenario>| app.work.with(|model| model.find(*id).is_some());
            let scenario = scenario.filter(is_there);
            app.address.route.with(|route| Question {
                lens: route.lens.clone(),
                place,
                filter: route.filter.clone(),
                group: route.group.clone(),
                baseline: route.baseline.map(Id::new),
                folded,
                scenario,
            })
        });
        let road = Road {
            app,
            question,
            chart: RwSignal::new(None),
            time: Time::new(app),
            list: VirtualHandle::default(),
            at: RwSignal::new(None),
            held: RwSignal::new(None),
            ghosts: RwSignal::new(Ghosts::default()),
            leveling: RwSignal::new(None),
            writing: RwSignal::new(None),
            bands: StoredValue::new(HashMap::new()),
            asked: StoredValue::new(0),
            waits: StoredValue::new(false),
            queue: StoredValue::new(Queue::default()),
        };
        Effect::new(move |_| {
            app.work.watch_kinds(Kind::ALL);
            question.track();
            let nth = road.asked.with_value(|nth| nth.wrapping_add(1));
            road.asked.set_value(nth);
            // Several changes of one frame are one question.
            frame::next_frame(move || road.ask(nth));
        });
        road
    }

    fn ask(self, nth: u32) {
        // Who waits for an answer asks again when it comes, so that questions do not queue up.
        if self.asked.try_get_value() != Some(nth) || self.waits.try_get_value() != Some(false) {
            return;
        }
        self.waits.set_value(true);
        let question = self.question.get_untracked();
        let ask = Ask::Roadmap { question, world: self.app.work.world() };
        let take = move |answer: Reply<Box<Roadmap>>| {
            self.waits.try_update_value(|waits| *waits = false);
            let now = self.asked.try_get_value();
            if now != Some(nth) {
                return now.into_iter().for_each(|now| self.ask(now));
            }
            match answer {
                Ok((Some(plan), _)) => self.take(Chart::new(*plan)),
                Ok(_) => {}
                Err(e) => {
                    let _ = self.chart.try_set(Some(Err(format!("{} {}", e.message, e.hint))));
                }
            }
        };
        self.app.work.ask(&ask, "", take);
    }

    fn take(self, mut chart: Chart) {
        self.bands.with_value(|bands| chart.expect(bands));
        self.ask_expected(self.asked.get_value());
        // What a drag would do is what is there now.
        let levels = self.leveling.with_untracked(Option::is_some);
        if self.held.with_untracked(Option::is_none) && !levels {
            self.ghosts.update(Ghosts::clear);
        }
        self.time.learn(chart.span());
        let same = |now: &Option<Result<Arc<Chart>, String>>| match now {
            Some(Ok(now)) => now.plan == chart.plan,
            _ => false,
        };
        if !self.chart.try_with_untracked(same).unwrap_or(true) {
            let _ = self.chart.try_set(Some(Ok(Arc::new(chart))));
            // The plan is another: what was found for the one before holds no longer.
            if levels {
                self.level();
            }
        }
    }

    /// Asks when rows are expected to be finished, once the plan rests: trials take their time.
    fn ask_expected(self, nth: u32) {
        let ask = move || {
            let rests = self.asked.try_get_value() == Some(nth)
                && self.held.try_with_untracked(Option::is_none) == Some(true)
                && self.leveling.try_with_untracked(Option::is_none) == Some(true);
            let about = self.peek(|chart| roadmap::awaited(&chart.plan.rows)).unwrap_or_default();
            if !rests || about.is_empty() || self.scenario().is_some() {
                return;
            }
            let take = move |answer: Reply<Vec<(Ref, Moment, Moment)>>| {
                if let (Ok((Some(found), _)), Some(true)) =
                    (answer, self.asked.try_with_value(|now| *now == nth))
                {
                    self.take_expected(found);
                }
            };
            self.app.work.ask(&Ask::Expected { about, world: self.app.work.world() }, "", take);
        };
        frame::after_ms(EXPECT_MS, ask);
    }

    fn take_expected(self, found: Vec<(Ref, Moment, Moment)>) {
        let bands: HashMap<Ref, (Moment, Moment)> =
            found.into_iter().map(|(at, from, to)| (at, (from, to))).collect();
        if self.bands.try_with_value(|now| *now == bands) != Some(false) {
            return;
        }
        let plan = self.peek(|chart| chart.plan.clone());
        self.bands.set_value(bands);
        if let Some(mut chart) = plan.map(Chart::new) {
            self.bands.with_value(|bands| chart.expect(bands));
            let _ = self.chart.try_set(Some(Ok(Arc::new(chart))));
        }
    }

    /// Reads the plan that is there; tracks.
    pub fn read<T>(self, f: impl FnOnce(&Chart) -> T) -> Option<T> {
        self.chart.with(|chart| match chart {
            Some(Ok(chart)) => Some(f(chart)),
            _ => None,
        })
    }

    /// Reads the plan that is there.
    pub fn peek<T>(self, f: impl FnOnce(&Chart) -> T) -> Option<T> {
        self.chart
            .try_with_untracked(|chart| match chart {
                Some(Ok(chart)) => Some(f(chart)),
                _ => None,
            })
            .flatten()
    }

    /// Finds a row by its name in the list.
    pub fn row(self, name: u64) -> Option<(usize, Row)> {
        self.peek(|chart| chart.find(name).map(|(idx, row)| (idx, row.clone()))).flatten()
    }

    /// Gives the row that the keyboard is at.
    pub fn row_here(self) -> Option<(usize, Row)> {
        self.row(self.at.get_untracked()?)
    }

    /// Folds or unfolds a row.
    pub fn fold(self, row: &Row) {
        self.app.ui.fold(&format!("{FOLDED}{}", row.key()));
    }

    /// Puts the keyboard at a row, for the board as well.
    pub fn stand(self, name: Option<u64>) {
        self.at.set(name);
        let at = name.and_then(|name| self.row(name)).and_then(|(_, row)| row.at);
        if at.is_some() {
            self.app.ui.at.set(at);
        }
    }
}

/// Makes two minutes moments of the schedule.
pub fn moments((from, to): (i64, i64)) -> (Moment, Moment) {
    (Moment::from_minutes(from), Moment::from_minutes(to))
}
