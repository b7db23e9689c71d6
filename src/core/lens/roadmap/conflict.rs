//! What is wrong with dates: links that are not kept, deadlines missed, promises in doubt. It knows
//! no word.

use rustc_hash::FxHashMap;

use super::look::{Look, Roll};
use super::row::{Clash, Conflict};
use crate::model::id::{Id, Ref};
use crate::model::{Dependency, Handover, Item, Project};
use crate::schedule::reason::Bind;
use crate::schedule::{Moment, TaskDates};
use crate::sort;

/// Finds conflicts; links are looked up once for all items.
pub(super) struct Checks<'l, 'a> {
    look: &'l Look<'a>,
    /// The links that are broken or in doubt, by their successor.
    links: FxHashMap<Id<Item>, Vec<Conflict>>,
}

impl<'l, 'a> Checks<'l, 'a> {
    pub(super) fn new(look: &'l Look<'a>) -> Self {
        let mut links: FxHashMap<Id<Item>, Vec<Conflict>> = FxHashMap::default();
        for dependency in look.model.dependencies.iter() {
            let with = Some(dependency.from.to_ref());
            let mut add = |clash, by| {
                links.entry(dependency.to).or_default().push(Conflict { clash, with, by });
            };
            match slack(look, dependency) {
                Some(slack) if slack < 0 => add(Clash::Link, -slack),
                Some(_) if is_doubted(look, dependency) => add(Clash::Doubt, 0),
                _ => {}
            }
        }
        Checks { look, links }
    }

    /// Lists what is wrong with an item's dates, the worst first.
    pub(super) fn item(&self, item: &Item, dates: &TaskDates) -> Vec<Conflict> {
        let mut out = Vec::new();
        if dates.done {
            return out;
        }
        let (look, key) = (self.look, item.id.raw().0);
        let Some(hours) = look.plan().calendar(key) else { return out };
        let mut add = |clash, with, by| out.push(Conflict { clash, with, by });
        if let Some(next) = look.circles.get(&key) {
            let next: Id<Item> = crate::schedule::build::item_of(*next);
            add(Clash::Circle, Some(next.to_ref()), 0);
        }
        for conflict in self.links.get(&item.id).into_iter().flatten() {
            add(conflict.clash, conflict.with, conflict.by);
        }
        if let Some(deadline) = item.deadline.map(Moment::end_of)
            && dates.finish > deadline
        {
            add(Clash::Deadline, None, hours.between(deadline, dates.finish));
        }
        if dates.total_float < 0
            && item.constraint_date.is_some()
            && matches!(look.plan().bind(key), Some(Bind::Limit(task, _)) if task == key)
        {
            add(Clash::Constraint, None, -dates.total_float);
        }
        let today = Moment::start_of(look.today);
        if dates.finish <= today && !dates.summary {
            add(Clash::Overdue, None, hours.between(dates.finish, today));
        }
        if let Some(by) = stored(item, dates, hours) {
            add(Clash::Stored, None, by);
        }
        sort::by_key(&mut out, |conflict| conflict.clash);
        out
    }

    /// Tells whether something is wrong with an item that others should know of.
    pub(super) fn is_bad(&self, item: &Item) -> bool {
        let open = self.look.dates(item.id).filter(|dates| !dates.done);
        open.is_some_and(|d| {
            self.links.contains_key(&item.id)
                || d.total_float < 0
                || item.deadline.is_some_and(|at| d.finish > Moment::end_of(at))
        })
    }

    /// Tells what is wrong with a project's dates.
    pub(super) fn project(&self, project: &Project, roll: &Roll) -> Vec<Conflict> {
        let Some((due, (_, finish))) = project.due.map(Moment::end_of).zip(roll.span) else {
            return Vec::new();
        };
        if finish <= due || roll.n_done == roll.n_items {
            return Vec::new();
        }
        let by = self.look.follower.usual().between(due, finish);
        vec![Conflict { clash: Clash::Due, with: None, by }]
    }
}

/// Says by how much the plan is later than the dates on an item, where they differ at all.
fn stored(item: &Item, dates: &TaskDates, hours: &crate::schedule::WorkCalendar) -> Option<i64> {
    // Nobody types the dates of a summary, and nothing moves what was set by hand.
    if dates.summary || item.manual {
        return None;
    }
    let (start, finish) = (dates.start.date(), dates.finish.finish_date());
    match (item.start, item.due) {
        (_, Some(due)) if due != finish => Some(hours.between(Moment::end_of(due), dates.finish)),
        (Some(on), _) if on != start && start != finish => {
            Some(hours.between(Moment::start_of(on), dates.start))
        }
        _ => None,
    }
}

/// Gives how much room a link has, in working minutes; nothing where it holds nobody back.
pub(super) fn slack(look: &Look<'_>, dependency: &Dependency) -> Option<i64> {
    look.plan().room(dependency.id.raw().0)
}

/// Tells whether somebody doubts a hand-over that has not happened yet.
pub(super) fn is_doubted(look: &Look<'_>, dependency: &Dependency) -> bool {
    let doubted = matches!(dependency.state, Handover::AtRisk | Handover::Broken);
    doubted && look.dates(dependency.from).is_none_or(|dates| !dates.done)
}

/// Says who a conflict is about, for whoever wants to go there.
pub(super) fn about(item: Id<Item>, conflict: &Conflict) -> Vec<Ref> {
    std::iter::once(item.to_ref()).chain(conflict.with).collect()
}
