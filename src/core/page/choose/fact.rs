//! What there is to know of each project before one chooses: worth, cost, risk, fit, work left and
//! when. It knows no option and no pixel.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::Facts;
use super::super::forecast::question;
use super::super::hold::units;
use super::super::risk::score::{Exposure, exposure};
use crate::lens::chain::up;
use crate::metrics::ask::{Ask, Moment};
use crate::metrics::earned;
use crate::metrics::memo::Memo;
use crate::metrics::scene::Scene;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::{Assignment, Item, ItemKind, Kind, Objective, Phase, Project, Score, Team};
use crate::schedule::load::Loads;
use crate::sort;

/// How many quarters are looked at, with the one that goes on.
pub const QUARTERS: usize = 4;
/// Minutes of a person-day.
pub const DAY: f64 = 480.0;

/// Is a project with what is known of it.
pub struct Case<'a> {
    /// The project.
    pub project: &'a Project,
    /// What it is worth, from 1 to 10: the mean of the estimates of what it serves.
    pub value: Option<f64>,
    /// How well it fits the strategy, from 1 to 10, by the same estimates.
    pub fit: Option<f64>,
    /// What it cost so far.
    pub spent: f64,
    /// What it will have cost: the forecast, else the budget.
    pub cost: Option<f64>,
    /// Whether the cost is a forecast.
    pub forecast: bool,
    /// What is to be expected of its risks.
    pub risk: Exposure,
    /// How many risks are open.
    pub risks: usize,
    /// The objectives that its work leads to.
    pub objectives: BTreeSet<Ref>,
    /// Person-days that are left, where any work is planned.
    pub days: Option<f64>,
    /// Person-days by quarter.
    pub by_quarter: Vec<f64>,
}

impl Case<'_> {
    /// Gives what it costs from now on.
    pub fn to_go(&self) -> Option<f64> {
        self.cost.map(|cost| (cost - self.spent).max(0.0))
    }
}

/// Is all that a choice is made from.
pub struct Known<'a> {
    /// The projects that are not put away, in their order.
    pub cases: Vec<Case<'a>>,
    /// The first days of the quarters, and the day after the last.
    pub quarters: Vec<Date>,
    /// Planned person-days and those there are, by team and quarter.
    pub room: BTreeMap<Option<Id<Team>>, Vec<(f64, f64)>>,
    /// How many open items have neither work nor anybody assigned; they count for nothing.
    pub unsized_items: usize,
    /// Planned person-days of each item that is open.
    pub effort: FxHashMap<Id<Item>, f64>,
}

/// Gives the first day of the quarter of a day.
pub fn quarter(day: Date) -> Date {
    let (year, month, _) = day.ymd();
    Date::new(year, (month - 1) / 3 * 3 + 1, 1).unwrap_or(day)
}

/// Gives the first day of the next quarter.
pub fn next_quarter(from: Date) -> Date {
    quarter(quarter(from).plus_days(100))
}

/// Names a quarter.
pub fn name(from: Date) -> String {
    let (year, month, _) = from.ymd();
    format!("Q{} {year}", (month - 1) / 3 + 1)
}

impl<'a> Known<'a> {
    /// Works out what is known.
    pub fn of(facts: &Facts<'a>) -> Self {
        let model = facts.model;
        let mut quarters = vec![quarter(facts.today)];
        while quarters.len() <= QUARTERS {
            let last = quarters.last().copied().unwrap_or(facts.today);
            quarters.push(next_quarter(last));
        }
        let mut known = Known {
            cases: Vec::new(),
            quarters,
            room: BTreeMap::new(),
            effort: FxHashMap::default(),
            unsized_items: 0,
        };
        let mut by_project: FxHashMap<Id<Project>, Vec<f64>> = FxHashMap::default();
        let loads = Loads::people(model);
        known.supply(facts, &loads);
        let counted = |item: &&Item| item.is_live() && facts.is_open(item) && runs(facts, item);
        for item in model.items.iter().filter(|i| i.is_live() && facts.is_open(i)) {
            let shared = model.index().owned_of::<Assignment>(item.id.to_ref()).next().is_some();
            // Who owns an item that nobody estimated is not busy with it all day.
            if item.work.is_none() && !shared {
                known.unsized_items += usize::from(item.kind != ItemKind::Milestone);
                continue;
            }
            let load = loads.load(model, facts.plan.plan(), item);
            let own = by_project.entry(item.project.unwrap_or_default()).or_default();
            own.resize(QUARTERS, 0.0);
            for (person, week, minutes) in load {
                let days = minutes as f64 / DAY;
                *known.effort.entry(item.id).or_default() += days;
                let at = known.quarter_of(Date::from_day_number(week).max(facts.today));
                if let Some(slot) = at.and_then(|at| own.get_mut(at)) {
                    *slot += days;
                }
                let team = model.find(person).and_then(|p| p.team);
                let row = known.room.entry(team).or_insert_with(|| vec![(0.0, 0.0); QUARTERS]);
                if let Some((asked, _)) =
                    at.and_then(|at| row.get_mut(at)).filter(|_| counted(&item))
                {
                    *asked += days;
                }
            }
        }
        known.cases = cases(facts, &known.effort, &mut by_project);
        known
    }

    /// Gives the quarter that a day is in.
    pub fn quarter_of(&self, day: Date) -> Option<usize> {
        let after = self.quarters.iter().filter(|from| **from <= day).count();
        after.checked_sub(1).filter(|at| *at < QUARTERS)
    }

    /// Adds up the person-days that there are from today on.
    fn supply(&mut self, facts: &Facts<'_>, loads: &Loads) {
        for person in facts.model.people.iter().filter(|p| p.archived.is_none()) {
            let row = self.room.entry(person.team).or_insert_with(|| vec![(0.0, 0.0); QUARTERS]);
            let pairs = self.quarters.iter().zip(self.quarters.iter().skip(1));
            for ((from, to), (_, there)) in pairs.zip(row.iter_mut()) {
                let from = (*from).max(facts.today);
                let n = to.days_since(from).max(0);
                let minutes: i64 = (0..n).map(|n| loads.on(person.id, from.plus_days(n))).sum();
                *there += minutes as f64 / DAY;
            }
        }
    }

    /// Finds a case.
    pub fn case(&self, id: Id<Project>) -> Option<&Case<'a>> {
        self.cases.iter().find(|case| case.project.id == id)
    }
}

/// Tells whether an item's project is decided on, or it has none.
pub fn runs(facts: &Facts<'_>, item: &Item) -> bool {
    let project = item.project.and_then(|id| facts.model.find(id));
    project.is_none_or(|p| matches!(p.phase, Phase::Approved | Phase::Active))
}

fn cases<'a>(
    facts: &Facts<'a>,
    effort: &FxHashMap<Id<Item>, f64>,
    by_project: &mut FxHashMap<Id<Project>, Vec<f64>>,
) -> Vec<Case<'a>> {
    let (model, today) = (facts.model, facts.today);
    let mut of: FxHashMap<Id<Project>, Vec<&Item>> = FxHashMap::default();
    for item in model.items.iter().filter(|i| i.trashed.is_none()) {
        if let Some(project) = item.project {
            of.entry(project).or_default().push(item);
        }
    }
    let scores: FxHashMap<Id<Item>, &Score> = model.scores.iter().map(|s| (s.item, s)).collect();
    let (asked, memo) = (question(None, today), Memo::default());
    let moment = Moment { now: today.start_utc(), today };
    let ask = Ask::new(model, &asked, moment, &memo).ok();
    let scene = ask.as_ref().map(Scene::new);
    let ledger = scene.as_ref().map(|scene| earned::Ledger::new(scene, today));
    let live = |p: &&Project| p.archived.is_none() && facts.scope.holds_project(p);
    let mut projects: Vec<&Project> = model.projects.iter().filter(live).collect();
    sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let case = |project: &'a Project| {
        let items = of.remove(&project.id).unwrap_or_default();
        let own = scene.as_ref().zip(ledger.as_ref());
        let own = own.and_then(|(scene, l)| earned::Facts::of_project(scene, l, project, &items));
        let own = own.filter(|own| own.account.money);
        let basis = own.as_ref().map(|own| own.at(today));
        let blind = own.as_ref().is_some_and(|own| own.blind.is_some());
        let eac = basis.as_ref().and_then(|b| b.eac()).filter(|_| !blind);
        let above = above(facts, &items);
        let scored: Vec<&Score> = above.iter().filter_map(|id| scores.get(id).copied()).collect();
        let mean = |f: fn(&Score) -> Option<f64>| {
            let all: Vec<f64> = scored.iter().filter_map(|s| f(s)).collect();
            (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
        };
        let at = project.id.to_ref();
        let risks = || {
            let item = |r: &crate::model::Risk| r.item.and_then(|id| model.find(id));
            model.risks.iter().filter(move |r| {
                let here = r.place == Some(at);
                let here = here || item(r).is_some_and(|i| i.project == Some(project.id));
                r.closed.is_none() && here
            })
        };
        let left = items.iter().filter_map(|i| effort.get(&i.id));
        let days = left.fold(None, |sum: Option<f64>, n| Some(sum.unwrap_or(0.0) + n));
        Case {
            project,
            value: mean(|s| s.value.map(|v| v.get())),
            fit: mean(|s| s.fit.map(|v| v.get())),
            spent: basis.as_ref().map_or(0.0, |b| b.ac),
            cost: eac.or(project.budget.map(units)),
            forecast: eac.is_some(),
            risk: exposure(risks()),
            risks: risks().count(),
            objectives: objectives(facts, project, &items),
            days,
            by_quarter: by_project.remove(&project.id).unwrap_or_else(|| vec![0.0; QUARTERS]),
        }
    };
    projects.into_iter().map(case).collect()
}

/// Gives the items of a project and what they are part of.
fn above(facts: &Facts<'_>, items: &[&Item]) -> BTreeSet<Id<Item>> {
    let mut out: BTreeSet<Id<Item>> = BTreeSet::new();
    for item in items.iter().filter(|i| crate::lens::chain::counts(facts.model, i)) {
        let mut at = Some(item.id);
        while let Some(id) = at.filter(|id| out.insert(*id)) {
            at = facts.model.find(id).and_then(|i| i.parent);
        }
    }
    out
}

/// Gives the objectives that belong to a project, and those that its work leads to.
fn objectives(facts: &Facts<'_>, project: &Project, items: &[&Item]) -> BTreeSet<Ref> {
    let own = |o: &&Objective| o.place == Some(project.id.to_ref());
    let mut out: BTreeSet<Ref> =
        facts.model.objectives.iter().filter(own).map(|o| o.id.to_ref()).collect();
    let mut seen: BTreeSet<Ref> = BTreeSet::new();
    let mut open: Vec<Ref> = items.iter().map(|item| item.id.to_ref()).collect();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match at.kind {
            // What an objective is part of is served as well, but not chosen for.
            Kind::Objective => drop(out.insert(at)),
            Kind::Item | Kind::Need => open.extend(up(facts.model, at).iter().map(|l| l.at)),
            _ => {}
        }
    }
    out
}
