//! Milestones: whether they are where they were agreed to be. It knows no tile.

use rustc_hash::FxHashMap;

use super::promise::due_at;
use crate::metrics::draft::{axis, chart, day, rule, series};
use crate::metrics::report::{Chart, ChartKind, Period, Unit};
use crate::metrics::scene::{Agreed, Scene};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Item, ItemKind, Project};
use crate::sort;

/// How many milestones a slip chart shows.
const SHOWN: usize = 8;

/// Is one milestone that is still to be reached.
#[derive(Debug, Clone)]
pub struct Open<'a> {
    /// The item.
    pub item: &'a Item,
    /// The day that was agreed.
    pub agreed: Date,
    /// The day that is planned, at the earliest that of the numbers.
    pub planned: Date,
}

impl Open<'_> {
    /// Gives the days that it is planned later than agreed; negative is earlier.
    pub fn slip(&self) -> f64 {
        self.planned.days_since(self.agreed) as f64
    }
}

/// Lists the milestones that were open at the end of a day, the next first.
pub fn open<'a>(scene: &Scene<'a>, by: Date) -> Vec<Open<'a>> {
    let agreed = scene.agreed(by);
    let mut out: Vec<Open<'a>> = Vec::new();
    for item in milestones(scene) {
        if scene.finished(item).is_some_and(|date| date <= by) || undated_done(scene, item) {
            continue;
        }
        let Some(due) = due_at(item, by) else { continue };
        let base = agreed.get(&item.id).and_then(|planned| planned.due);
        out.push(Open { item, agreed: base.unwrap_or(due), planned: due.max(by) });
    }
    sort::by_key(&mut out, |open| (open.planned, open.item.id));
    out
}

/// Counts the milestones agreed for a period, and those reached by their day.
pub fn met(scene: &Scene<'_>, period: Period) -> (usize, usize) {
    let agreed = scene.agreed(period.from.plus_days(-1));
    let (mut met, mut all) = (0, 0);
    for item in milestones(scene) {
        let base = agreed.get(&item.id).and_then(|planned| planned.due);
        let Some(day) = base.or_else(|| due_at(item, period.from.plus_days(-1))) else { continue };
        if day < period.from || day > period.to || undated_done(scene, item) {
            continue;
        }
        all += 1;
        met += usize::from(scene.finished(item).is_some_and(|date| date <= day));
    }
    (met, all)
}

/// Gives the largest slip of each project's open milestones: the days and the milestone's name.
pub fn slips(scene: &Scene<'_>) -> FxHashMap<Id<Project>, (f64, String)> {
    let mut out: FxHashMap<Id<Project>, (f64, String)> = FxHashMap::default();
    for open in open(scene, scene.end()) {
        let Some(project) = open.item.project else { continue };
        let slot = out.entry(project).or_insert((f64::NEG_INFINITY, String::new()));
        if open.slip() > slot.0 {
            *slot = (open.slip(), open.item.title.clone());
        }
    }
    out
}

/// Draws the planned date of the next milestones as it was told over time: a line that rises
/// slips, one that is level holds.
pub fn slip_chart(scene: &Scene<'_>) -> Chart {
    let mut days = scene.trend_days();
    let firsts = scene.model.baselines.iter().map(|b| b.at.date_utc());
    days.extend(firsts.filter(|date| *date <= scene.end()));
    sort::sort(&mut days);
    days.dedup();
    let agreed: Vec<_> = days.iter().map(|date| scene.agreed(*date)).collect();
    let shown = open(scene, scene.end());
    let lines = shown.iter().take(SHOWN).map(|open| {
        let at = |(date, agreed): (&Date, &Agreed<'_>)| {
            // What nobody had changed by then stood as agreed.
            let changed = open.item.edits.iter().any(|e| e.field == "due");
            let base = agreed.get(&open.item.id).and_then(|p| p.due).filter(|_| !changed);
            let told = if *date == scene.end() { None } else { base };
            (day(*date), told.or_else(|| due_at(open.item, *date)).map(day))
        };
        series(&open.item.title, days.iter().zip(&agreed).map(at))
    });
    let (x, y) = (axis("Told on", Unit::Day), axis("Planned for", Unit::Day));
    let lines = lines.collect();
    let title = "Slip of the next milestones";
    let mut out = chart(ChartKind::Line, title, x, y, lines);
    out.rules.push(rule("As of", day(scene.end()), true));
    out
}

fn milestones<'a, 's>(scene: &'s Scene<'a>) -> impl Iterator<Item = &'a Item> + use<'a, 's> {
    let all = scene.items.iter().copied();
    all.filter(|item| item.kind == ItemKind::Milestone && !scene.is_dropped(item))
}

/// Tells whether a milestone was reached on a day that nobody knows.
fn undated_done(scene: &Scene<'_>, item: &Item) -> bool {
    scene.finished(item).is_none()
        && scene.category(item).is_some_and(|c| *c == crate::model::Category::Done)
}
