//! What a roadmap is made from: the model, its plan and the question, read once. It knows no row.

use rustc_hash::{FxHashMap, FxHashSet};

use super::report::Question;
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Baseline, Item, Kind, Lens, Planned, Project};
use crate::query::{self, Matcher};
use crate::schedule::build::item_of;
use crate::schedule::{Follower, Moment, Plan, Problem, TaskDates};
use crate::sort;

/// Holds what a roadmap is made from.
pub(super) struct Look<'a> {
    pub(super) model: &'a Model,
    pub(super) follower: &'a Follower,
    pub(super) question: &'a Question,
    pub(super) scope: Scope,
    pub(super) today: Date,
    matcher: Matcher,
    /// The dates of all that is planned: reading them off the plan is not free.
    dates: FxHashMap<Id<Item>, TaskDates>,
    /// What was agreed, by item.
    pub(super) agreed: FxHashMap<Id<Item>, &'a Planned>,
    pub(super) baseline: Option<Id<Baseline>>,
    /// Where items are by the plan, if a scenario is looked at.
    pub(super) plan_spans: Option<&'a FxHashMap<Id<Item>, (Moment, Moment)>>,
    /// The next task of a circle, for every task in one.
    pub(super) circles: FxHashMap<u64, u64>,
    /// The sums of every project with planned items.
    pub(super) rolls: FxHashMap<Option<Id<Project>>, Roll>,
}

/// Is the sum of many items.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Roll {
    pub(super) span: Option<(Moment, Moment)>,
    pub(super) base: Option<(Moment, Moment)>,
    /// Minutes of work that were done, and all of them.
    pub(super) minutes: (i64, i64),
    pub(super) n_done: u32,
    pub(super) n_items: u32,
    pub(super) n_critical: u32,
    /// The least float of what is open.
    pub(super) float: Option<i64>,
}

impl Roll {
    /// Takes another sum in.
    pub(super) fn join(&mut self, other: &Roll) {
        self.span = both(self.span, other.span);
        self.base = both(self.base, other.base);
        self.minutes.0 += other.minutes.0;
        self.minutes.1 += other.minutes.1;
        self.n_done += other.n_done;
        self.n_items += other.n_items;
        self.n_critical += other.n_critical;
        self.float = match (self.float, other.float) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    /// Gives how much is done, in percent.
    pub(super) fn percent(&self) -> u8 {
        let (done, all) = self.minutes;
        let share = match all {
            0 if self.n_items == 0 => 0.0,
            0 => f64::from(self.n_done) / f64::from(self.n_items),
            _ => done as f64 / all as f64,
        };
        (share * 100.0).clamp(0.0, 100.0).floor() as u8
    }
}

/// Gives what holds two spans.
pub(super) fn both(
    a: Option<(Moment, Moment)>,
    b: Option<(Moment, Moment)>,
) -> Option<(Moment, Moment)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

impl<'a> Look<'a> {
    /// Reads a question; the error is what is wrong with it, as a sentence.
    pub(super) fn new(
        model: &'a Model,
        follower: &'a Follower,
        question: &'a Question,
        today: Date,
    ) -> Result<Self, String> {
        let query = query::parse_for(&question.filter, model).map_err(|e| e.to_string())?;
        let mut look = Look {
            model,
            follower,
            question,
            scope: Scope::of(model, question.place),
            today,
            matcher: query.compile(model, today, None),
            dates: follower.plan().all().map(|(key, dates)| (item_of(key), dates)).collect(),
            agreed: FxHashMap::default(),
            baseline: None,
            plan_spans: None,
            circles: FxHashMap::default(),
            rolls: FxHashMap::default(),
        };
        look.agree();
        for problem in follower.plan().problems() {
            let (Problem::Circle(keys) | Problem::PartOfItself(keys)) = problem else { continue };
            let next = keys.iter().cycle().skip(1);
            look.circles.extend(keys.iter().copied().zip(next.copied()));
        }
        look.roll();
        Ok(look)
    }

    /// Reads a question about a scenario: what was agreed is where items are by the plan.
    pub(super) fn beside(
        model: &'a Model,
        follower: &'a Follower,
        question: &'a Question,
        today: Date,
        plan: &'a FxHashMap<Id<Item>, (Moment, Moment)>,
    ) -> Result<Self, String> {
        let mut look = Look::new(model, follower, question, today)?;
        look.plan_spans = Some(plan);
        look.baseline = None;
        look.roll();
        Ok(look)
    }

    pub(super) fn plan(&self) -> &'a Plan {
        self.follower.plan()
    }

    /// Gives the dates of an item by the plan.
    pub(super) fn dates(&self, item: Id<Item>) -> Option<TaskDates> {
        self.dates.get(&item).copied()
    }

    /// Tells whether an item is shown where the filter lets it: neither deleted nor put away.
    pub(super) fn fits(&self, item: &Item) -> bool {
        item.is_live() && (self.matcher.is_empty() || self.matcher.matches(self.model, item))
    }

    /// Tells whether an item is in the place and passes the filter.
    pub(super) fn holds(&self, item: &Item) -> bool {
        self.scope.holds(item) && self.fits(item)
    }

    /// Lists the projects of the place in their order, without what was put away.
    pub(super) fn projects(&self) -> Vec<&'a Project> {
        let single = match self.question.place {
            Some(place) if place.kind == Kind::Stage => {
                self.model.find(Id::new(place.id)).map(|s: &crate::model::Stage| s.project)
            }
            _ => None,
        };
        let live = self.model.projects.iter().filter(|p| p.archived.is_none());
        let mut list: Vec<&Project> =
            live.filter(|p| self.scope.holds_project(p) || Some(p.id) == single).collect();
        sort::by(&mut list, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        list
    }

    /// Tells whether the rows are of one project, which then needs no row of its own.
    pub(super) fn is_single(&self) -> bool {
        let kind = self.question.place.filter(|p| self.model.has(*p)).map(|p| p.kind);
        matches!(kind, Some(Kind::Project | Kind::Stage | Kind::Item | Kind::Release))
    }

    /// Finds what was agreed: by the baseline that is asked for, or by the latest of each item.
    fn agree(&mut self) {
        let projects: FxHashSet<Id<Project>> = self.projects().iter().map(|p| p.id).collect();
        let applies = |b: &&Baseline| match self.question.baseline {
            Some(id) => b.id == id,
            None => b.project.is_none_or(|p| projects.contains(&p) || self.scope == Scope::All),
        };
        let mut list: Vec<&Baseline> = self.model.baselines.iter().filter(applies).collect();
        sort::by_key(&mut list, |b| (b.at, b.id));
        for baseline in list {
            self.agreed.extend(baseline.items.iter().map(|planned| (planned.item, planned)));
            self.baseline = Some(baseline.id);
        }
    }

    /// Gives the agreed span of an item, in its working time.
    pub(super) fn base(&self, item: Id<Item>) -> Option<(Moment, Moment)> {
        if let Some(plan) = self.plan_spans {
            return plan.get(&item).copied();
        }
        let planned = self.agreed.get(&item)?;
        let hours = self.plan().calendar(item.raw().0)?;
        let (start, due) = (planned.start.or(planned.due)?, planned.due.or(planned.start)?);
        let finish = Moment::end_of(due.max(start));
        let finish = hours.previous(finish).filter(|at| at.date() == due).unwrap_or(finish);
        let begin = Moment::start_of(start);
        let begin = hours.next(begin).filter(|at| at.date() == start).unwrap_or(begin);
        let milestone = self.plan().task(item.raw().0).is_some_and(|t| t.is_milestone());
        Some((if milestone { finish } else { begin.min(finish) }, finish))
    }

    /// Sums up every project.
    fn roll(&mut self) {
        let mut rolls: FxHashMap<Option<Id<Project>>, Roll> = FxHashMap::default();
        for item in self.model.items.iter().filter(|i| i.trashed.is_none()) {
            let Some(dates) = self.dates(item.id) else { continue };
            let roll = rolls.entry(item.project).or_default();
            roll.join(&self.one(item, &dates));
        }
        self.rolls = rolls;
    }

    /// Makes the sum of one item. What is summed up elsewhere has no minutes of its own.
    pub(super) fn one(&self, item: &Item, dates: &TaskDates) -> Roll {
        let hours = self.plan().calendar(item.raw_id());
        let minutes = hours.map_or(0, |hours| hours.between(dates.start, dates.finish)).max(0);
        let minutes = if dates.summary { 0 } else { minutes };
        let share = if dates.done { 100.0 } else { item.progress.map_or(0.0, |p| p.get()) };
        Roll {
            span: Some((dates.start, dates.finish)),
            base: self.base(item.id),
            minutes: ((minutes as f64 * share / 100.0) as i64, minutes),
            n_done: u32::from(dates.done),
            n_items: 1,
            n_critical: u32::from(dates.critical && !dates.summary),
            float: (!dates.done).then_some(dates.total_float),
        }
    }

    /// Gives the lens.
    pub(super) fn lens(&self) -> &'a Lens {
        &self.question.lens
    }

    /// Gives the sum of a project, or of all projects of a program.
    pub(super) fn roll_of(&self, place: Ref) -> Roll {
        if place.kind == Kind::Project {
            return self.rolls.get(&Some(Id::new(place.id))).copied().unwrap_or_default();
        }
        let mut sum = Roll::default();
        for project in self.model.projects.iter() {
            if project.program.map(Id::to_ref) == Some(place)
                && let Some(roll) = self.rolls.get(&Some(project.id))
            {
                sum.join(roll);
            }
        }
        sum
    }
}

impl Item {
    fn raw_id(&self) -> u64 {
        self.id.raw().0
    }
}
