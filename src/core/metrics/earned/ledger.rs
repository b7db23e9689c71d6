//! The ledger: what work was to cost and did cost, read from the model once for a page. It knows
//! no formula.

use rustc_hash::{FxHashMap, FxHashSet};

use super::words;
use crate::metrics::scene::{Agreed, Scene};
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::{Cost, CostKind, Item, Person};
use crate::sort;

/// Holds what is read once for every place of a page.
pub struct Ledger<'a> {
    agreed: Agreed<'a>,
    rates: FxHashMap<Id<Item>, (f64, f64)>,
    spent: FxHashMap<Id<Item>, Vec<Spent>>,
    parents: FxHashSet<Id<Item>>,
}

/// Time that was spent: the day, hours, and what they cost, where the person has a rate.
#[derive(Debug, Clone, Copy)]
struct Spent {
    date: Date,
    hours: f64,
    person: Option<Id<Person>>,
}

/// One thing that was planned, with its budget.
#[derive(Debug, Clone)]
pub struct Line {
    /// The item or the planned cost.
    pub at: Ref,
    /// What it was to cost, or its hours.
    pub budget: f64,
    /// The first day of the plan.
    pub start: Date,
    /// The last day of the plan.
    pub due: Date,
    /// Days on which the share that was done is known, by rising day.
    pub marks: Vec<(Date, f64)>,
    /// What the rest is estimated to cost now.
    pub rest: f64,
    /// Whether it is labor, and whether time was kept on it.
    pub labor: Option<bool>,
}

impl Line {
    /// Gives the share that was to be done by the end of a day: even over the days of the plan.
    pub fn planned(&self, by: Date) -> f64 {
        let whole = self.due.days_since(self.start).max(0) + 1;
        let part = by.days_since(self.start) + 1;
        (part as f64 / whole as f64).clamp(0.0, 1.0)
    }

    /// Gives the share that was done by the end of a day, straight between known days.
    pub fn done(&self, by: Date) -> f64 {
        let mut low: Option<(Date, f64)> = None;
        for (date, share) in &self.marks {
            if *date <= by {
                low = Some((*date, *share));
                continue;
            }
            let Some((from, before)) = low else { return 0.0 };
            let whole = date.days_since(from).max(1) as f64;
            return before + (share - before) * (by.days_since(from) as f64 / whole);
        }
        low.map_or(0.0, |(_, share)| share)
    }
}

/// What a place planned and spent.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// What was planned.
    pub lines: Vec<Line>,
    /// What was spent, by rising day.
    pub spent: Vec<(Date, f64)>,
    /// Whether amounts are money; hours otherwise.
    pub money: bool,
    /// What was left out.
    pub notes: Vec<String>,
}

impl<'a> Ledger<'a> {
    /// Reads the ledger of a scene, with what was agreed by a day.
    pub fn new(scene: &Scene<'a>, by: Date) -> Self {
        let model = scene.model;
        let mut rates: FxHashMap<Id<Item>, (f64, f64)> = FxHashMap::default();
        for share in model.assignments.iter() {
            let Some(rate) = rate_of(scene, Some(share.person)) else { continue };
            let units = share.units.map_or(100.0, |u| u.get());
            let weight = share.work.map_or(units, |w| w.0 as f64).max(0.0);
            let slot = rates.entry(share.item).or_default();
            (slot.0, slot.1) = (slot.0 + weight, slot.1 + weight * rate);
        }
        let mut spent: FxHashMap<Id<Item>, Vec<Spent>> = FxHashMap::default();
        for entry in model.time_entries.iter() {
            let hours = entry.minutes.0.max(0) as f64 / 60.0;
            let one = Spent { date: entry.date, hours, person: entry.person };
            spent.entry(entry.item).or_default().push(one);
        }
        let parts = model.items.iter().filter(|i| i.trashed.is_none() && i.work.is_some());
        let parents = parts.filter_map(|i| i.parent).collect();
        Ledger { agreed: scene.agreed(by), rates, spent, parents }
    }

    /// Gives what an hour of an item costs: by those who are assigned, else by its owner.
    fn rate(&self, scene: &Scene<'_>, item: &Item) -> Option<f64> {
        let shared = self.rates.get(&item.id).filter(|(weight, _)| *weight > 0.0);
        shared.map(|(weight, cost)| cost / weight).or_else(|| rate_of(scene, item.owner))
    }

    /// Makes the account of some items and of the costs that a test lets in.
    pub fn account(
        &self,
        scene: &Scene<'_>,
        items: &[&Item],
        takes: impl Fn(&Cost) -> bool,
    ) -> Account {
        let costs: Vec<&Cost> = scene.model.costs.iter().filter(|cost| takes(cost)).collect();
        let rated = items.iter().any(|item| self.rate(scene, item).is_some());
        let mut out = Account { money: rated || !costs.is_empty(), ..Account::default() };
        let mut left = words::Left::default();
        for item in items {
            self.item(scene, item, &mut out, &mut left);
        }
        self.costs(scene, &costs, &mut out, &mut left);
        sort::by_key(&mut out.spent, |(date, _)| *date);
        out.notes = left.notes();
        out
    }

    fn item(&self, scene: &Scene<'_>, item: &Item, out: &mut Account, left: &mut words::Left) {
        let rate = if out.money { self.rate(scene, item) } else { Some(1.0) };
        let entries = self.spent.get(&item.id).map_or(&[][..], Vec::as_slice);
        for entry in entries {
            let own = if out.money { rate_of(scene, entry.person).or(rate) } else { Some(1.0) };
            match own {
                Some(rate) => out.spent.push((entry.date, entry.hours * rate)),
                None => left.unpriced += 1,
            }
        }
        if scene.is_dropped(item) {
            left.dropped += 1;
            return;
        }
        if self.parents.contains(&item.id) || item.kind == crate::model::ItemKind::Milestone {
            return;
        }
        let agreed = self.agreed.get(&item.id);
        let work = agreed.and_then(|p| p.work).or(item.work).filter(|work| work.0 > 0);
        let start = agreed.and_then(|p| p.start).or(item.start);
        let due = agreed.and_then(|p| p.due).or(item.due).or(start);
        let (Some(work), Some(due)) = (work, due) else {
            left.unplanned += 1;
            return;
        };
        let Some(rate) = rate else {
            left.unrated += 1;
            return;
        };
        left.unagreed += usize::from(agreed.is_none());
        let start = start.unwrap_or(due).min(due);
        let marks = marks(scene, item, start, left);
        let share = marks.last().map_or(0.0, |(_, share)| *share);
        let now = item.work.unwrap_or(work).0.max(0) as f64 / 60.0 * rate;
        out.lines.push(Line {
            at: item.id.to_ref(),
            budget: work.0 as f64 / 60.0 * rate,
            start,
            due,
            marks,
            rest: now * (1.0 - share),
            labor: Some(!entries.is_empty()),
        });
    }

    /// A planned cost is earned when an actual one of the same name and place is booked; the first
    /// planned one by the first actual one, and so on.
    fn costs(&self, scene: &Scene<'_>, costs: &[&Cost], out: &mut Account, left: &mut words::Left) {
        let mut booked: FxHashMap<(Option<Ref>, &str), Vec<Date>> = FxHashMap::default();
        for cost in costs.iter().filter(|c| c.kind == CostKind::Actual) {
            booked.entry((cost.place, cost.name.trim())).or_default().push(cost.date);
            out.spent.push((cost.date, cost.amount.0 as f64 / 100.0));
        }
        booked.values_mut().for_each(|dates| sort::sort(dates));
        let mut planned: Vec<&&Cost> =
            costs.iter().filter(|c| c.kind == CostKind::Planned && c.amount.0 > 0).collect();
        sort::by(&mut planned, |a, b| {
            (&a.name, a.date, a.amount, a.id).cmp(&(&b.name, b.date, b.amount, b.id))
        });
        let mut used: FxHashMap<(Option<Ref>, &str), usize> = FxHashMap::default();
        for cost in planned {
            let key = (cost.place, cost.name.trim());
            let nth = used.entry(key).or_default();
            let on = booked.get(&key).and_then(|dates| dates.get(*nth)).copied();
            *nth += 1;
            let on = on.filter(|date| *date <= scene.today);
            let amount = cost.amount.0 as f64 / 100.0;
            left.purchases += 1;
            out.lines.push(Line {
                at: cost.id.to_ref(),
                budget: amount,
                start: cost.date,
                due: cost.date,
                marks: on.map(|date| (date, 1.0)).into_iter().collect(),
                rest: if on.is_some() { 0.0 } else { amount },
                labor: None,
            });
        }
    }
}

fn rate_of(scene: &Scene<'_>, person: Option<Id<Person>>) -> Option<f64> {
    let rate = scene.model.find(person?)?.rate?;
    (rate.0 > 0).then_some(rate.0 as f64 / 100.0)
}

/// Lists the days on which the share of an item that was done is known.
fn marks(
    scene: &Scene<'_>,
    item: &Item,
    planned: Date,
    left: &mut words::Left,
) -> Vec<(Date, f64)> {
    let started = scene.started(item);
    let mut marks: Vec<(Date, f64)> = Vec::new();
    for edit in item.edits.iter().filter(|edit| edit.field == "progress") {
        let share = edit.after.as_f64().unwrap_or(0.0) / 100.0;
        marks.push((edit.at.date_utc(), share.clamp(0.0, 1.0)));
    }
    if scene.category(item).is_some_and(|c| *c == crate::model::Category::Done) {
        let finished = scene.finished(item);
        left.undated += usize::from(finished.is_none());
        let on = finished.unwrap_or(scene.today);
        marks.retain(|(date, _)| *date < on);
        marks.push((on, 1.0));
    } else if let Some(progress) = item.progress {
        if progress.get() > 0.0 {
            marks.retain(|(date, _)| *date < scene.today);
            marks.push((scene.today, progress.get() / 100.0));
        }
    } else if let (true, Some(on)) = (marks.is_empty(), started) {
        // PMI's fixed formula 50/50, where nobody says how far it is.
        left.halved += 1;
        return vec![(on, 0.5)];
    }
    let Some(first) = marks.first().map(|(date, _)| *date) else { return marks };
    let from = started.unwrap_or(planned).min(first.plus_days(-1));
    marks.insert(0, (from, 0.0));
    marks
}
