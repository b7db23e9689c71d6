//! What was in each sprint, day by day. It knows no words.

use rustc_hash::FxHashMap;

use crate::lens::scope::Scope;
use crate::metrics::ask::Ask;
use crate::metrics::flow::{Flow, Zone};
use crate::model::id::{RawId, Ref};
use crate::model::time::{DAY_MS, Date};
use crate::model::{Item, ItemKind, Kind, Lens};
use crate::sort;

/// How many days a sprint has at most: six weeks, for those who count in cycles.
const LONGEST: i64 = 42;

/// Is the time of an item in a sprint. Days are numbers since 1970-01-01.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its size: points, or 1 where items are counted.
    pub size: f64,
    /// The day on which it came in; the least number where that was before all history.
    pub joined: i64,
    /// The day on which it went out, before the sprint's last day.
    pub left: Option<i64>,
    /// The day on which it was finished.
    pub finished: Option<i64>,
    /// Whether it is done and nobody knows since when.
    pub vague: bool,
}

/// Is one sprint.
#[derive(Debug, Clone)]
pub struct Sprint<'a> {
    /// The stage or release.
    pub at: Ref,
    /// What it is called.
    pub name: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What was ever in it, in the order of ids.
    pub members: Vec<Member<'a>>,
}

/// Are the sprints of a place by their last day.
#[derive(Debug, Clone, Default)]
pub struct Sprints<'a> {
    /// The sprints whose first and last day are known.
    pub list: Vec<Sprint<'a>>,
    /// Whether sizes are points: where any item has an estimate.
    pub in_points: bool,
    /// How many of their items have no estimate, where sizes are points.
    pub n_unsized: usize,
}

impl Member<'_> {
    /// Tells whether it is in the sprint at the end of a day.
    fn is_in(&self, day: i64) -> bool {
        self.joined <= day && self.left.is_none_or(|left| day < left)
    }
}

impl Sprint<'_> {
    fn sum(&self, keep: impl Fn(&Member<'_>) -> bool) -> f64 {
        self.members.iter().filter(|m| keep(m)).map(|m| m.size).sum()
    }

    /// Gives the size of what is in it at the end of a day.
    pub fn scope_on(&self, day: i64) -> f64 {
        self.sum(|m| m.is_in(day))
    }

    /// Gives the size of what is in it and finished at the end of a day.
    pub fn done_on(&self, day: i64) -> f64 {
        let from = self.from.day_number();
        self.sum(|m| m.is_in(day) && m.finished.is_some_and(|f| from <= f && f <= day))
    }

    /// Gives the size of what is in it and not finished at the end of a day.
    pub fn open_on(&self, day: i64) -> f64 {
        self.sum(|m| m.is_in(day) && !m.vague && m.finished.is_none_or(|f| day < f))
    }

    /// Gives the size of what it began with: what was in it at the end of its first day.
    pub fn committed(&self) -> f64 {
        self.scope_on(self.from.day_number())
    }

    /// Gives the size of what came in after its first day, up to a day.
    pub fn added(&self, until: i64) -> f64 {
        let from = self.from.day_number();
        self.sum(|m| from < m.joined && m.joined <= until)
    }

    /// Gives the size of what went out after its first day, up to a day.
    pub fn removed(&self, until: i64) -> f64 {
        let from = self.from.day_number();
        self.sum(|m| m.left.is_some_and(|left| from < left && left <= until && m.joined < left))
    }

    /// Gives the size of what it brought; nothing where no finish in it is known though items are
    /// done.
    pub fn velocity(&self) -> Option<f64> {
        let to = self.to.day_number();
        let is_known = self.members.iter().any(|m| m.finished.is_some());
        let is_vague = self.members.iter().any(|m| m.vague);
        (is_known || !is_vague).then(|| self.done_on(to))
    }
}

impl<'a> Sprints<'a> {
    /// Reads the sprints of a question.
    pub fn read(ask: &Ask<'a>) -> Sprints<'a> {
        let (field, mut list) = match ask.question.lens {
            Lens::Product => ("release", releases(ask)),
            _ => ("stage", stages(ask)),
        };
        // What lasts longer is a phase: a sprint takes a month or less (Scrum Guide, 2020), a cycle six weeks
        // (Singer, Shape Up, 2019).
        list.retain(|sprint| sprint.to.days_since(sprint.from) < LONGEST);
        sort::by(&mut list, |a, b| (a.to, a.from, a.at).cmp(&(b.to, b.from, b.at)));
        let places: FxHashMap<RawId, usize> =
            list.iter().enumerate().map(|(n, s)| (s.at.id, n)).collect();
        if places.is_empty() {
            return Sprints::default();
        }
        let here = |item: &Item| match field {
            "release" => item.release.map(|id| id.raw()),
            _ => item.stage.map(|id| id.raw()),
        };
        let ever =
            |item: &&'a Item| here(item).is_some() || item.edits.iter().any(|e| e.field == field);
        let items: Vec<&'a Item> =
            ask.model.items.iter().filter(ever).filter(|i| ask.fits(i)).collect();
        let flow = Flow::of(ask, items.iter().copied());
        let in_points = items.iter().any(|i| i.estimate.is_some_and(|n| n.get() > 0.0));
        let mut out = Sprints { list, in_points, n_unsized: 0 };
        for line in &flow.lines {
            let item = line.item;
            if item.kind == ItemKind::Milestone || line.zone == Zone::Cancelled {
                continue;
            }
            let points = item.estimate.map(|n| n.get().max(0.0));
            let size = if in_points { points.unwrap_or(0.0) } else { 1.0 };
            let mut counted = false;
            for (place, joined, left) in runs(item, field, here(item)) {
                let Some(sprint) = places.get(&place).and_then(|at| out.list.get_mut(*at)) else {
                    continue;
                };
                let last = sprint.to.day_number();
                // What is moved on when a sprint is closed was in it to its end.
                let left = left.filter(|day| *day < last);
                if joined > last || left.is_some_and(|day| day <= sprint.from.day_number()) {
                    continue;
                }
                counted = true;
                sprint.members.push(Member {
                    item,
                    size,
                    joined,
                    left,
                    finished: line.finished,
                    vague: line.zone == Zone::Done && line.finished.is_none(),
                });
            }
            out.n_unsized += usize::from(counted && in_points && points.is_none());
        }
        out
    }

    /// Walks those that have ended before a day.
    pub fn ended(&self, day: Date) -> impl DoubleEndedIterator<Item = &Sprint<'a>> {
        self.list.iter().filter(move |s| s.to < day && !s.members.is_empty())
    }

    /// Gives the one that runs on a day; of several, the one that ends first.
    pub fn running(&self, day: Date) -> Option<&Sprint<'a>> {
        self.list.iter().find(|s| s.from <= day && day <= s.to && !s.members.is_empty())
    }
}

/// Lists where an item has been: the place, the day it came and the day it left.
fn runs(item: &Item, field: &str, here: Option<RawId>) -> Vec<(RawId, i64, Option<i64>)> {
    let day = |ms: i64| ms.div_euclid(DAY_MS);
    let id = |json: &serde_json::Value| json.as_str().and_then(|s| s.parse::<RawId>().ok());
    let mut out = Vec::new();
    let mut since = item.created.map_or(i64::MIN, |at| day(at.ms()));
    for edit in item.edits.iter().filter(|e| e.field == field) {
        let at = day(edit.at.ms());
        if let Some(place) = id(&edit.before) {
            out.push((place, since, Some(at)));
        }
        since = at;
    }
    out.extend(here.map(|place| (place, since, None)));
    out
}

fn stages<'a>(ask: &Ask<'a>) -> Vec<Sprint<'a>> {
    let is_here = |s: &&crate::model::Stage| match &ask.scope {
        Scope::Stage(id) => *id == s.id,
        scope => ask.model.find(s.project).is_some_and(|p| scope.holds_project(p)),
    };
    let sprint = |s: &crate::model::Stage| sprint(s.id.to_ref(), &s.name, s.start?, s.due?);
    ask.model.stages.iter().filter(is_here).filter_map(sprint).collect()
}

/// A release begins on the day after the one before it.
fn releases<'a>(ask: &Ask<'a>) -> Vec<Sprint<'a>> {
    let is_here = |r: &&crate::model::Release| match &ask.scope {
        Scope::All => true,
        Scope::Release(id) => *id == r.id,
        Scope::Products(ids) => ids.contains(&r.product),
        _ => false,
    };
    let end = |r: &crate::model::Release| r.released.or(r.date);
    let sprint = |r: &crate::model::Release| {
        let to = end(r)?;
        let others = ask.model.releases.iter().filter(|o| o.product == r.product && o.id != r.id);
        let last = others.filter_map(end).filter(|day| *day < to).max()?;
        sprint(r.id.to_ref(), &r.name, last.plus_days(1), to)
    };
    ask.model.releases.iter().filter(is_here).filter_map(sprint).collect()
}

fn sprint<'a>(at: Ref, name: &str, from: Date, to: Date) -> Option<Sprint<'a>> {
    debug_assert!(matches!(at.kind, Kind::Stage | Kind::Release));
    let name = name.to_owned();
    (from <= to).then_some(Sprint { at, name, from, to, members: Vec::new() })
}
