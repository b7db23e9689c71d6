//! What was planned for a period, and what came of it. It knows no tile.

use crate::metrics::report::Period;
use crate::metrics::scene::Scene;
use crate::model::Item;
use crate::model::id::Ref;
use crate::model::time::Date;

/// Is what was promised for a period.
#[derive(Debug, Clone, Default)]
pub struct Promise {
    /// Items due in it by the plan at its start.
    pub planned: usize,
    /// Those of them that were done by its end.
    pub done: usize,
    /// Items finished in it that had an agreed day.
    pub finished: usize,
    /// Those of them that were finished by that day.
    pub met: usize,
    /// How many days late the others were, together.
    pub late: i64,
    /// How many of the days are from no baseline.
    pub unagreed: usize,
    /// Items planned for it.
    pub records: Vec<Ref>,
}

impl Promise {
    /// Works out what was promised for a period, of what [`dated`] found.
    pub fn new(scene: &Scene<'_>, dated: &[Dated<'_>], period: Period) -> Promise {
        let start = period.from.plus_days(-1);
        let agreed = scene.agreed(start);
        let mut out = Promise::default();
        for Dated { item, finished } in dated {
            let base = agreed.get(&item.id).and_then(|planned| planned.due);
            let Some(day) = base.or_else(|| due_at(item, start)) else { continue };
            let finished = finished.filter(|date| *date <= period.to);
            let inside = |date: Date| period.from <= date && date <= period.to;
            // What was done before the period began is no promise for it.
            let before = finished.is_some_and(|date| date < period.from);
            if inside(day) && !before {
                out.planned += 1;
                out.done += usize::from(finished.is_some());
                out.unagreed += usize::from(base.is_none());
                out.records.push(item.id.to_ref());
            }
            if let Some(on) = finished.filter(|date| inside(*date)) {
                out.finished += 1;
                let late = on.days_since(day);
                out.met += usize::from(late <= 0);
                out.late += late.max(0);
            }
        }
        out
    }
}

/// Is an item that was ever to be done by some day, and when it was finished.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    item: &'a Item,
    finished: Option<Date>,
}

/// Lists the items that were ever to be done by some day: a year of periods asks about them, and
/// most work has no date.
pub fn dated<'a>(scene: &Scene<'a>) -> Vec<Dated<'a>> {
    // What was agreed earlier was agreed by now.
    let agreed = scene.agreed(scene.end());
    let ever = |item: &&Item| {
        let was = || item.edits.iter().any(|edit| edit.field == "due");
        item.due.is_some() || was() || agreed.contains_key(&item.id)
    };
    let ever = scene.items.iter().copied().filter(ever).filter(|item| !scene.is_dropped(item));
    ever.map(|item| Dated { item, finished: scene.finished(item) }).collect()
}

/// Gives the due date that an item had at the end of a day; nothing where it was not written down
/// yet. Changes that are not in its history are unknown, and the date is taken as unchanged.
pub fn due_at(item: &Item, by: Date) -> Option<Date> {
    if item.created.is_some_and(|created| created.date_utc() > by) {
        return None;
    }
    let later = item.edits.iter().find(|e| e.field == "due" && e.at.date_utc() > by);
    match later {
        Some(edit) => edit.before.as_str().and_then(|text| text.parse().ok()),
        None => item.due,
    }
}
