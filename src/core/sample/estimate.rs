//! Three points for what is still to be done, and labor in the budgets of the sample. It knows no
//! story.

use super::build::Build;
use crate::model::number::Money;
use crate::model::time::WorkMinutes;
use crate::model::*;

/// Gives open items a duration at best and at worst: the less sure the longer they are, and never
/// quite alike. What is finished has them where it is recent, so that they can be looked back on.
pub(super) fn points(build: &mut Build) {
    let items: Vec<Item> = build
        .tables
        .items
        .iter()
        .filter(|item| item.archived.is_none() && item.kind != ItemKind::Milestone)
        .filter(|item| item.duration.is_some_and(|d| d.0 >= 960))
        .cloned()
        .collect();
    for item in items {
        let Some(likely) = item.duration.map(|d| d.0) else { continue };
        // Told by its own number: variation that is drawn would change the rest of the story.
        let own = i64::from(item.number);
        let low = likely * (70 + own * 7 % 18) / 100;
        let high = likely * (135 + own * 13 % 75) / 100;
        // In half days, as people estimate.
        let half = |minutes: i64| WorkMinutes((minutes + 120) / 240 * 240);
        let (low, high) = (half(low).min(WorkMinutes(likely)), half(high).max(WorkMinutes(likely)));
        build.put(Item { duration_low: Some(low), duration_high: Some(high), ..item });
    }
}

/// Adds the labor that was planned to the budgets, at the mean rate of all people.
pub(super) fn labor(build: &mut Build) {
    let rates: Vec<i64> = build.tables.people.iter().filter_map(|p| Some(p.rate?.0)).collect();
    let n_rates = i64::try_from(rates.len()).unwrap_or(1).max(1);
    let rate = rates.iter().sum::<i64>() / n_rates;
    let projects: Vec<Project> = build.tables.projects.iter().cloned().collect();
    for project in projects {
        let Some(budget) = project.budget else { continue };
        let own = build.tables.items.iter().filter(|item| item.project == Some(project.id));
        let minutes: i64 = own.filter_map(|item| Some(item.work?.0)).sum();
        let labor = minutes / 60 * rate;
        // Up to the next thousand.
        let labor = (labor + 99_999) / 100_000 * 100_000;
        build.put(Project { budget: Some(Money(budget.0 + labor)), ..project });
    }
}
