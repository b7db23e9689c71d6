//! What places spent, for their rows. It knows no formula but a sum.

use super::look::Look;
use crate::model::id::{Id, Ref};
use crate::model::number::Money;
use crate::model::{CostKind, Item, Kind, Project, Stage};

/// Gives what a project or a program spent up to today, and what it may cost: actual costs, and
/// the time of people with a rate.
pub(super) fn of(look: &Look<'_>, at: Ref) -> (Money, Option<Money>) {
    let model = look.model;
    let mine = |project: Option<Id<Project>>| {
        let project = project.and_then(|id| model.find(id));
        project
            .is_some_and(|p: &Project| p.id.to_ref() == at || p.program.map(Id::to_ref) == Some(at))
    };
    let project_of = |place: Ref| match place.kind {
        Kind::Project => Some(Id::new(place.id)),
        Kind::Stage => model.find(Id::<Stage>::new(place.id)).map(|stage| stage.project),
        Kind::Item => model.find(Id::<Item>::new(place.id)).and_then(|item| item.project),
        _ => None,
    };
    let costs = model.costs.iter().filter(|cost| cost.kind == CostKind::Actual);
    let costs = costs.filter(|cost| cost.date <= look.today);
    let costs =
        costs.filter(|c| c.place.is_some_and(|place| place == at || mine(project_of(place))));
    let bought = costs.fold(0, |sum: i64, cost| sum.saturating_add(cost.amount.0));
    let entries = model.time_entries.iter().filter(|entry| entry.date <= look.today);
    let worked = entries.filter_map(|entry| {
        let rate = entry.person.and_then(|id| model.find(id)).and_then(|p| p.rate)?;
        let item = model.find(entry.item).filter(|item| mine(item.project))?;
        let whole = item.trashed.is_none();
        whole.then(|| entry.minutes.0.max(0).saturating_mul(rate.0) / 60)
    });
    let worked = worked.fold(0, |sum: i64, cost| sum.saturating_add(cost));
    let budgets = model.projects.iter().filter(|p| mine(Some(p.id))).filter_map(|p| p.budget);
    let budget = budgets
        .fold(None, |sum: Option<i64>, budget| Some(sum.unwrap_or(0).saturating_add(budget.0)));
    (Money(bought.saturating_add(worked)), budget.map(Money))
}
