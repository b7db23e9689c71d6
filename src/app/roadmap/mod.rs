//! The roadmap as its views share it: what the address asks, what came back from the background
//! thread, and where the keyboard is. It knows no date's reason and no pixel's place.

pub mod chart;
pub mod drag;
pub mod keys;
pub mod replan;
pub mod time;
pub mod walk;

use std::sync::Arc;

use leptos::prelude::*;
use throughline_core::desk::Ask;
use throughline_core::lens::roadmap::{Question, Roadmap, Row};
use throughline_core::model::Kind;
use throughline_core::model::id::Id;
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
    /// The row whose title is being written.
    pub writing: RwSignal<Option<u64>>,
    asked: StoredValue<u32>,
    waits: StoredValue<bool>,
    queue: StoredValue<Queue>,
}

impl Road {
    /// Asks what the address asks from now on, and again at the next frame after a change.
    pub fn open(app: App) -> Self {
        let question = Memo::new(move |_| {
            app.work.watch_kinds(&[Kind::Project, Kind::Product]);
            let place = app.address.place(&app.work);
            let folded = app.ui.folded.with(|set| {
                let own = set.iter().filter_map(|name| name.strip_prefix(FOLDED));
                let mut own: Vec<String> = own.map(str::to_owned).collect();
                throughline_core::sort::sort(&mut own);
                own
            });
            app.address.route.with(|route| Question {
                lens: route.lens.clone(),
                place,
                filter: route.filter.clone(),
                group: route.group.clone(),
                baseline: route.baseline.map(Id::new),
                folded,
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
            writing: RwSignal::new(None),
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

    fn take(self, chart: Chart) {
        // What a drag would do is what is there now.
        if self.held.with_untracked(Option::is_none) {
            self.ghosts.update(Ghosts::clear);
        }
        self.time.learn(chart.span());
        let same = |now: &Option<Result<Arc<Chart>, String>>| match now {
            Some(Ok(now)) => now.plan == chart.plan,
            _ => false,
        };
        if !self.chart.try_with_untracked(same).unwrap_or(true) {
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
