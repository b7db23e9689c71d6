//! The scene: what a question is about, cut out of the model once for every number of a page. It
//! knows no formula and no words.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::ask::{Ask, Found};
use super::draft::Draft;
use super::make::Better;
use super::report::{Detail, Period, Question, Signal, Standing, Tile};
use super::signal;
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Category, Direction, Item, Kind, Kpi, Lens, Planned, Product, Project, Status};

/// How many points a trend has at most.
const N_TREND: i64 = 26;
/// How many days ahead a target is looked at that no objective dates.
const SOON: i64 = 56;
/// A period of more days than this is told by months.
const LONG: i64 = 400;

/// Holds the part of the model that a question is about.
pub struct Scene<'a> {
    /// The whole model.
    pub model: &'a Model,
    /// What is asked.
    pub question: &'a Question,
    /// Today where the person is.
    pub today: Date,
    period: Period,
    past: Period,
    /// The place that is looked at.
    pub scope: Scope,
    /// The items of the place that pass the filter, the archived ones with them, the deleted not.
    pub items: Vec<&'a Item>,
    /// Whether a filter holds some items back.
    pub filtered: bool,
    categories: FxHashMap<Id<Status>, &'a Category>,
    agreed: RefCell<FxHashMap<usize, Agreed<'a>>>,
}

/// What was agreed for each item.
pub type Agreed<'a> = Rc<FxHashMap<Id<Item>, &'a Planned>>;

impl<'a> Scene<'a> {
    /// Cuts out what a question is about.
    pub fn new(ask: &Ask<'a>) -> Self {
        let model = ask.model;
        Scene {
            model,
            question: ask.question,
            today: ask.moment.today,
            period: ask.period,
            past: ask.before,
            scope: ask.scope.clone(),
            items: ask.items().collect(),
            filtered: !ask.question.filter.trim().is_empty(),
            categories: model.statuses.iter().map(|s| (s.id, &s.category)).collect(),
            agreed: RefCell::default(),
        }
    }

    /// Gives the day as of which the numbers are: the end of the period, at the latest today.
    pub fn end(&self) -> Date {
        self.period.to
    }

    /// Gives the day as of which the numbers of the period before are.
    pub fn before(&self) -> Date {
        self.past.to
    }

    /// Gives the period up to its last day that has been, and the one before of equal length.
    pub fn periods(&self) -> (Period, Period) {
        (self.period, self.past)
    }

    /// Gives the days of a trend, oldest first: ends of weeks, or of months for a long period, up
    /// to the day of the numbers.
    pub fn trend_days(&self) -> Vec<Date> {
        let Period { from, to: end } = self.period;
        let long = end.days_since(from) > LONG;
        let step = if long { 30 } else { 7 };
        let n = (end.days_since(from) / step).clamp(12, N_TREND);
        (0..n).rev().map(|nth| end.plus_days(-step * nth)).collect()
    }

    /// Cuts a year up to the end of the period into months of the calendar, oldest first; the last
    /// one ends with the period.
    pub fn months(&self) -> Vec<Period> {
        let mut out = Vec::new();
        let mut to = self.end();
        for _ in 0..12 {
            let (_, _, day) = to.ymd();
            let from = to.plus_days(1 - i64::from(day));
            out.push(Period { from, to });
            to = from.plus_days(-1);
        }
        out.reverse();
        out
    }

    /// Gives what the status of an item means.
    pub fn category(&self, item: &Item) -> Option<&'a Category> {
        self.categories.get(&item.status).copied()
    }

    /// Tells whether work on an item was given up.
    pub fn is_dropped(&self, item: &Item) -> bool {
        self.category(item) == Some(&Category::Cancelled)
    }

    /// Tells when a finished item was finished, where that is known.
    pub fn finished(&self, item: &Item) -> Option<Date> {
        if self.category(item) != Some(&Category::Done) {
            return None;
        }
        let entered = || {
            let open = |m: &&crate::model::Move| {
                self.categories.get(&m.to).is_none_or(|c| **c != Category::Done)
            };
            let since = item.moves.iter().rev().take_while(|m| !open(m)).last()?;
            Some(since.at.date_utc())
        };
        item.actual_finish.or_else(entered)
    }

    /// Tells when work on an item started, where that is known.
    pub fn started(&self, item: &Item) -> Option<Date> {
        let began = |m: &&crate::model::Move| {
            let to = self.categories.get(&m.to);
            to.is_some_and(|c| c.is_started() || **c == Category::Done)
        };
        item.actual_start.or_else(|| Some(item.moves.iter().find(began)?.at.date_utc()))
    }

    /// Finds what was agreed for each item of the scene: the newest baseline of its project, or of
    /// the whole workspace, that was taken by a day.
    pub fn agreed(&self, by: Date) -> Agreed<'a> {
        let taken = self.model.baselines.iter().filter(|b| b.at.date_utc() <= by);
        // The baselines taken by a day are told by their number.
        let n = taken.clone().count();
        if let Some(found) = self.agreed.borrow().get(&n) {
            return found.clone();
        }
        let mut found: FxHashMap<Id<Item>, (_, &'a Planned)> = FxHashMap::default();
        for baseline in taken {
            for planned in &baseline.items {
                let rank = (baseline.at, baseline.id);
                let slot = found.entry(planned.item).or_insert((rank, planned));
                if rank > slot.0 {
                    *slot = (rank, planned);
                }
            }
        }
        let found = found.into_iter().map(|(item, (_, planned))| (item, planned));
        let found: Agreed<'a> = Rc::new(found.collect());
        self.agreed.borrow_mut().insert(n, found.clone());
        found
    }

    /// Lists the projects of the scene by id, archived ones too.
    pub fn projects(&self) -> impl Iterator<Item = &'a Project> + '_ {
        self.model.projects.iter().filter(|p| self.scope.holds_project(p))
    }

    /// Tells whether something that belongs to a place is in the scene; what belongs to none is in
    /// the scene of the whole workspace only.
    pub fn holds_place(&self, place: Option<Ref>) -> bool {
        if self.scope == Scope::All {
            return true;
        }
        let Some(at) = place else { return false };
        if self.question.place == Some(at) {
            return true;
        }
        let model = self.model;
        match at.kind {
            Kind::Item => model.find(Id::<Item>::new(at.id)).is_some_and(|i| self.scope.holds(i)),
            Kind::Project => {
                let project = model.find(Id::<Project>::new(at.id));
                project.is_some_and(|p| self.scope.holds_project(p))
            }
            Kind::Product => match &self.scope {
                Scope::Products(ids) => ids.contains(&Id::<Product>::new(at.id)),
                _ => false,
            },
            _ => false,
        }
    }

    /// Tells whether a place is one that a lens looks at of itself.
    pub fn is_of_lens(&self, place: Option<Ref>) -> bool {
        let kind = place.map(|at| at.kind);
        match self.question.lens {
            Lens::Portfolio => matches!(kind, None | Some(Kind::Workspace)),
            Lens::Product => matches!(kind, Some(Kind::Product | Kind::ProductLine)),
            Lens::Program => kind == Some(Kind::Program),
            Lens::Project | Lens::Other(_) => matches!(kind, Some(Kind::Project | Kind::Stage)),
        }
    }

    /// Gives the day by which a KPI is to reach its target: the end of the first objective that
    /// counts on it, else eight weeks from now.
    fn until(&self, kpi: &Kpi) -> Date {
        let counts =
            self.model.objectives.iter().filter(|o| o.targets.iter().any(|t| t.kpi == kpi.id));
        let ends = counts.filter_map(|o| o.due).filter(|due| *due > self.today);
        ends.min().unwrap_or(self.today.plus_days(SOON))
    }

    /// Gives the currency of every amount, where the workspace names one.
    pub fn currency(&self) -> Option<&'a str> {
        self.model.info().map(|info| info.currency.trim()).filter(|code| !code.is_empty())
    }
}

/// Rounds to 1/1024, so that the sum of many amounts does not depend on their order (law M1).
pub fn grain(value: f64) -> f64 {
    if value.abs() < 8e12 { (value * 1024.0).round() / 1024.0 } else { value.round() }
}

/// Adds amounts so that the sum does not depend on their order.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().filter(|v| v.is_finite()).map(grain).sum()
}

/// Finds the numbers of a group.
pub(super) fn find(ask: &Ask<'_>, tiles: impl Fn(&Scene<'_>) -> Vec<Tile>) -> Vec<Found> {
    let scene = Scene::new(ask);
    let signaled = |tile: Tile| {
        let signals = signals(&scene, &tile);
        tile.with(signals)
    };
    tiles(&scene).into_iter().map(signaled).collect()
}

/// Says what is not as it should be, and what is unusual about a KPI that is read.
fn signals(scene: &Scene<'_>, tile: &Tile) -> Vec<Signal> {
    let mut out = off(tile);
    let kpi = tile.record.and_then(Id::<Kpi>::from_ref).and_then(|id| scene.model.find(id));
    if let Some(kpi) = kpi {
        let better = match kpi.direction {
            Direction::Up => Better::Up,
            Direction::Down => Better::Down,
            _ => Better::Neither,
        };
        if out.is_empty() {
            out.extend(signal::target(tile, better, scene.until(kpi)));
        }
        out.extend(signal::of_tile(tile, better));
    }
    out
}

/// Says what is not as it should be, in the number's own sentence.
fn off(tile: &Tile) -> Vec<Signal> {
    // A roll-up says again what its parts say.
    if tile.standing != Standing::Bad || matches!(tile.key.as_str(), "health" | "objectives") {
        return Vec::new();
    }
    vec![Signal {
        key: tile.key.clone(),
        standing: Standing::Bad,
        sentence: format!("{}: {}", tile.name, tile.sentence),
        records: tile.record.into_iter().collect(),
    }]
}

/// Opens a number of a group.
pub(super) fn open(
    ask: &Ask<'_>,
    found: Found,
    detail: impl Fn(&Scene<'_>, &str) -> Option<Detail>,
) -> Detail {
    let scene = Scene::new(ask);
    let Found { tile, signals } = found;
    let detail = detail(&scene, &tile.key);
    let mut detail = detail.unwrap_or_else(|| Draft::of(tile).detail());
    detail.signals = signals;
    detail
}
