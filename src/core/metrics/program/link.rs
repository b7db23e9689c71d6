//! Links between items: met, late, at risk. It knows no tile.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::metrics::report::Period;
use crate::metrics::scene::Scene;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::{Dependency, Handover, Item, LagUnit, Link, Project};
use crate::sort;

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Met by the day it was needed.
    Met,
    /// Met after that day.
    MetLate,
    /// Not met, and that day has passed.
    Late,
    /// Not met, and something speaks against that day.
    AtRisk,
    /// Not met, and nothing speaks against that day.
    Open,
}

/// Is one link with how it stands.
#[derive(Debug, Clone)]
pub struct Linked<'a> {
    /// The link.
    pub at: Ref,
    /// What hands over.
    pub from: &'a Item,
    /// What waits.
    pub to: &'a Item,
    /// Whether it links two projects.
    pub crosses: bool,
    /// The day by which it is needed.
    pub need: Date,
    /// How it stands.
    pub state: State,
}

/// Lists the links that have an end in the scene, the first needed first. Links to what was given
/// up, and those without dates, are left out.
pub fn links<'a>(scene: &Scene<'a>, by: Date) -> Vec<Linked<'a>> {
    let inside: FxHashSet<Id<Item>> = scene.items.iter().map(|item| item.id).collect();
    let agreed = scene.agreed(by);
    let mut out = Vec::new();
    for link in scene.model.dependencies.iter() {
        if !inside.contains(&link.from) && !inside.contains(&link.to) {
            continue;
        }
        let ends = (scene.model.find(link.from), scene.model.find(link.to));
        let (Some(from), Some(to)) = ends else { continue };
        let gone = |item: &Item| item.trashed.is_some() || scene.is_dropped(item);
        if gone(from) || gone(to) {
            continue;
        }
        let base = agreed.get(&to.id);
        let start = base.and_then(|p| p.start).or(to.start);
        let due = base.and_then(|p| p.due).or(to.due);
        let need = match link.link {
            Link::FinishFinish | Link::StartFinish => due.or(start),
            _ => start.or(due),
        };
        let Some(need) = need.map(|date| date.plus_days(-lag_days(link))) else { continue };
        let state = state(scene, link, from, need, by);
        let crosses = from.project != to.project;
        out.push(Linked { at: link.id.to_ref(), from, to, crosses, need, state });
    }
    sort::by_key(&mut out, |linked| (linked.need, linked.at));
    out
}

fn state(scene: &Scene<'_>, link: &Dependency, from: &Item, need: Date, by: Date) -> State {
    let starts = matches!(link.link, Link::StartStart | Link::StartFinish);
    let happened = if starts { scene.started(from) } else { scene.finished(from) };
    if let Some(on) = happened.filter(|date| *date <= by) {
        return if on <= need { State::Met } else { State::MetLate };
    }
    // Finished on a day that nobody knows: it is met, and nobody knows whether in time.
    let done = scene.category(from).is_some_and(|c| *c == crate::model::Category::Done);
    if done && happened.is_none() {
        return State::Met;
    }
    if need < by {
        return State::Late;
    }
    let planned = if starts { from.start.or(from.due) } else { from.due.or(from.start) };
    let doubted = matches!(link.state, Handover::AtRisk | Handover::Broken);
    let risk = doubted || from.blocked.is_some() || planned.is_some_and(|date| date > need);
    if risk { State::AtRisk } else { State::Open }
}

/// Gives the lag in days of the calendar; five working days are a week.
fn lag_days(link: &Dependency) -> i64 {
    let lag = link.lag.map_or(0.0, |lag| lag.get());
    let days = match link.lag_unit {
        LagUnit::Working => lag / 480.0 * 7.0 / 5.0,
        LagUnit::Elapsed => lag / 1440.0,
        LagUnit::Percent | LagUnit::ElapsedPercent | LagUnit::Other(_) => 0.0,
    };
    days.clamp(-3_660.0, 3_660.0).round() as i64
}

/// Counts the links between projects needed in a period, and those met in time.
pub fn met(links: &[Linked<'_>], period: Period) -> (usize, usize) {
    let due = links.iter().filter(|l| l.crosses && period.from <= l.need && l.need <= period.to);
    let (mut met, mut all) = (0, 0);
    for link in due {
        // What is needed later today may still come.
        if matches!(link.state, State::Open | State::AtRisk) {
            continue;
        }
        all += 1;
        met += usize::from(link.state == State::Met);
    }
    (met, all)
}

/// Counts, for each project with links to others, those that it is to meet and that are late.
pub fn late_links(scene: &Scene<'_>) -> FxHashMap<Id<Project>, usize> {
    let mut out: FxHashMap<Id<Project>, usize> = FxHashMap::default();
    for link in links(scene, scene.end()).iter().filter(|l| l.crosses) {
        if let Some(project) = link.from.project {
            *out.entry(project).or_default() += usize::from(link.state == State::Late);
        }
    }
    out
}
