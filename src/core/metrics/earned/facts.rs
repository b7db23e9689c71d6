//! The facts of earned value of a place: the formulas applied to an account, day by day. It knows
//! no tile.

use super::formula::{self, Basis};
use super::ledger::{Account, Ledger};
use super::words;
use crate::metrics::report::Unit;
use crate::metrics::scene::{Scene, grain, sum};
use crate::model::time::Date;
use crate::model::{Cost, Item, Kind, Project};

/// The share of the work done without time kept above which its cost is not known.
const BLIND: f64 = 0.1;
/// The longest plan that is looked at week by week.
const MAX_WEEKS: i64 = 1_500;

/// What is known of a place at its plan's scale.
pub struct Facts {
    /// What was planned and spent.
    pub account: Account,
    /// The first planned day.
    pub start: Date,
    /// The last planned day.
    pub due: Date,
    /// Budget at completion.
    pub bac: f64,
    /// What amounts are in.
    pub unit: Unit,
    /// Why the actual cost is not known, if it is not.
    pub blind: Option<String>,
    weeks: Vec<f64>,
}

impl Facts {
    /// Works out the facts of a whole scene.
    pub fn of_scene(scene: &Scene<'_>) -> Option<Facts> {
        let ledger = Ledger::new(scene, scene.today);
        let takes = |cost: &Cost| !scene.filtered && scene.holds_place(cost.place);
        Facts::new(scene, ledger.account(scene, &scene.items, takes))
    }

    /// Works out the facts of one project of a scene, of whose items these are.
    pub fn of_project(
        scene: &Scene<'_>,
        ledger: &Ledger<'_>,
        project: &Project,
        items: &[&Item],
    ) -> Option<Facts> {
        let model = scene.model;
        let takes = |cost: &Cost| {
            let Some(at) = cost.place.filter(|_| !scene.filtered) else { return false };
            let item = || model.find(crate::model::id::Id::<Item>::new(at.id));
            at == project.id.to_ref()
                || (at.kind == Kind::Item && item().is_some_and(|i| i.project == Some(project.id)))
        };
        Facts::new(scene, ledger.account(scene, items, takes))
    }

    fn new(scene: &Scene<'_>, account: Account) -> Option<Facts> {
        let start = account.lines.iter().map(|l| l.start).min()?;
        let due = account.lines.iter().map(|l| l.due).max()?;
        let bac = sum(account.lines.iter().map(|l| l.budget));
        if bac <= 0.0 {
            return None;
        }
        let unit = match scene.currency() {
            _ if !account.money => Unit::Hours,
            Some(code) => Unit::Money(code.to_owned()),
            None => Unit::Number,
        };
        let mut facts = Facts { account, start, due, bac, unit, blind: None, weeks: Vec::new() };
        facts.weeks = facts.planned_weeks();
        facts.blind = facts.blindness(scene.end());
        Some(facts)
    }

    /// Gives the four basic numbers at the end of a day.
    pub fn at(&self, by: Date) -> Basis {
        let lines = &self.account.lines;
        let spent = self.account.spent.partition_point(|(date, _)| *date <= by);
        Basis {
            bac: self.bac,
            pv: sum(lines.iter().map(|l| l.budget * l.planned(by))),
            ev: sum(lines.iter().map(|l| l.budget * l.done(by))),
            ac: sum(self.account.spent.iter().take(spent).map(|(_, amount)| *amount)),
        }
    }

    /// Gives what the rest is estimated to cost by today's plan.
    pub fn rest(&self) -> f64 {
        sum(self.account.lines.iter().map(|l| l.rest))
    }

    /// Gives the planned duration in weeks.
    pub fn planned_duration(&self) -> f64 {
        (self.due.days_since(self.start) + 1) as f64 / 7.0
    }

    /// Gives earned schedule and actual time in weeks; nothing before the plan begins.
    pub fn schedule(&self, by: Date, ev: f64) -> Option<(f64, f64)> {
        let es = formula::earned_schedule(&self.weeks, ev)?.min(self.planned_duration());
        let last = self.account.lines.iter().filter_map(|l| l.marks.last()).map(|(date, _)| *date);
        let ended = last.max().filter(|_| ev >= self.bac);
        let days = ended.unwrap_or(by).min(by).days_since(self.start) + 1;
        (days > 0).then_some((es, days as f64 / 7.0))
    }

    /// Gives the day on which the end is to be expected.
    pub fn finish(&self, spi_time: f64) -> Option<Date> {
        let weeks = formula::duration_to_expect(self.planned_duration(), spi_time)?;
        // A pace of next to nothing gives a day that nobody can use.
        (weeks < 2_600.0).then(|| self.start.plus_days((weeks * 7.0).ceil() as i64 - 1))
    }

    /// Gives the cumulative planned value at the end of each week of the plan.
    fn planned_weeks(&self) -> Vec<f64> {
        let n = (self.due.days_since(self.start) / 7 + 1).clamp(1, MAX_WEEKS);
        let mut steps = vec![0.0; n as usize];
        let end = |week: i64| self.start.plus_days(7 * week + 6);
        for line in &self.account.lines {
            let first = line.start.days_since(self.start).max(0) / 7;
            let last = (line.due.days_since(self.start).max(0) / 7).min(n - 1);
            let mut before = 0.0;
            for week in first..=last {
                let share = line.planned(end(week));
                if let Some(step) = steps.get_mut(week as usize) {
                    *step += grain(line.budget * (share - before));
                }
                before = share;
            }
        }
        let mut total = 0.0;
        for step in &mut steps {
            total += *step;
            *step = total;
        }
        steps
    }

    /// Tells why the actual cost is not known: much of the work done carries no time.
    fn blindness(&self, by: Date) -> Option<String> {
        let labor =
            self.account.lines.iter().filter_map(|l| Some((l.labor?, l.budget * l.done(by))));
        let done: Vec<(bool, f64)> = labor.filter(|(_, ev)| *ev > 0.0).collect();
        let all = sum(done.iter().map(|(_, ev)| *ev));
        let blind = sum(done.iter().filter(|(kept, _)| !kept).map(|(_, ev)| *ev));
        let n = done.iter().filter(|(kept, _)| !kept).count();
        let share = crate::metrics::stat::ratio(blind, all)?;
        (share > BLIND).then(|| words::no_time(n, share))
    }
}
