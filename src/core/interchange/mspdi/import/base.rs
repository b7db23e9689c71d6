//! Baselines 0 to 10 as records. This module knows no schedule.

use std::collections::BTreeMap;

use super::super::read::{self, duration, moment, number};
use super::{Plot, time};
use crate::interchange::build::{Builder, markdown};
use crate::model::number::Money;
use crate::model::time::WorkMinutes;
use crate::model::{Baseline, Planned};
use crate::schedule::Moment;

/// Adds the baselines that say anything. When they were taken is not in the file: they get the
/// time of the plan's creation, which stays the same when the file is saved again.
pub(super) fn baselines(b: &mut Builder<'_>, plot: &Plot<'_>) {
    let mut all: BTreeMap<i64, Vec<Planned>> = BTreeMap::new();
    for (element, task) in read::tasks(plot.root, true) {
        let Some(item) = plot.items.get(&task.uid).copied() else { continue };
        for one in element.all("Baseline") {
            let minutes = |name| one.get(name).and_then(duration).map(WorkMinutes);
            let planned = Planned {
                item,
                start: moment(one, "Start").map(Moment::date),
                due: moment(one, "Finish").map(Moment::finish_date),
                work: minutes("Work"),
                duration: minutes("Duration"),
                cost: number(one, "Cost").filter(|n| *n != 0).map(Money),
                ..Planned::default()
            };
            if planned != (Planned { item, ..Planned::default() }) {
                all.entry(number(one, "Number").unwrap_or(0)).or_default().push(planned);
            }
        }
    }
    let at = time(plot.root, "CreationDate").or_else(|| time(plot.root, "StartDate"));
    for (number, items) in all {
        let id = b.env.id();
        b.add(Baseline {
            id,
            name: if number == 0 { "Baseline".to_owned() } else { format!("Baseline {number}") },
            description: markdown("From Microsoft Project, which does not say when it was taken."),
            project: Some(plot.project),
            at: at.unwrap_or_default(),
            items,
            ..Baseline::default()
        });
    }
}
