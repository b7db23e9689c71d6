//! The dates of the sample's items: what was agreed, what is planned now, and what happened. It
//! knows no record.

use rustc_hash::FxHashMap;

use super::build::Build;
use super::script::{ItemLine, Script};
use crate::model::id::Id;
use crate::model::time::{Date, Time};
use crate::model::{Handover, Item, Link};
use crate::sort;

/// Where an item stands in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Not started.
    Ahead,
    /// Started.
    Going,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

/// One item's dates.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    /// Its id, known once all creation times are.
    pub(super) id: Id<Item>,
    /// Where it stands.
    pub(super) stand: Stand,
    /// When it was created.
    pub(super) created: Time,
    /// When it is planned to start.
    pub(super) start: Date,
    /// When it is planned to be finished.
    pub(super) due: Date,
    /// When it was to start by the agreed plan.
    pub(super) base_start: Date,
    /// When it was to be finished by the agreed plan.
    pub(super) base_due: Date,
    /// When work on it started.
    pub(super) began: Option<Date>,
    /// When it was finished or given up.
    pub(super) ended: Option<Date>,
}

/// One dependency, by the positions of items.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    /// The predecessor.
    pub(super) from: usize,
    /// The successor.
    pub(super) to: usize,
    /// Which end moves which.
    pub(super) link: Link,
    /// The lag in working days.
    pub(super) lag: i64,
    /// How it stands, where the script says so.
    pub(super) state: Option<Handover>,
}

/// The dates and dependencies of all items.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The dates of each item.
    pub(super) dates: Vec<Dates>,
    /// The dependencies.
    pub(super) ties: Vec<Tie>,
    /// The part of which each item is one.
    pub(super) parents: Vec<Option<usize>>,
}

/// How many items were finished in each of the past weeks, the latest first, in proportion.
const WEEKS: [f64; 26] = [
    5.0, 6.0, 4.5, 7.0, 5.0, 4.0, 6.0, 8.0, 5.0, 4.5, 7.0, 6.0, 9.0, 5.0, 4.5, 6.0, 4.0, 5.0, 7.0,
    6.0, 4.5, 5.0, 8.0, 6.0, 5.0, 4.5,
];
/// How many weeks before those have a quarter as much.
const EARLY_WEEKS: usize = 15;

/// Works out all dates.
pub(super) fn plan(build: &mut Build, script: &Script) -> Plan {
    let names = names(script);
    let mut plan = Plan {
        ties: ties(build, script, &names),
        parents: parents(build, script, &names),
        dates: script.items.iter().map(|line| first(build, line)).collect(),
    };
    finish_done(build, script, &mut plan);
    for _ in 0..12 {
        push(build, &mut plan);
        roll_up(script, &mut plan);
    }
    for (line, dates) in script.items.iter().zip(&mut plan.dates) {
        agree(build, script, line, dates);
    }
    plan
}

fn names(script: &Script) -> FxHashMap<&'static str, usize> {
    let named = script.items.iter().enumerate();
    named
        .filter_map(|(at, line)| {
            Some((line.extras.iter().find_map(|extra| extra.strip_prefix('='))?, at))
        })
        .collect()
}

fn parents(
    build: &mut Build,
    script: &Script,
    names: &FxHashMap<&str, usize>,
) -> Vec<Option<usize>> {
    let mut parent = |line: &ItemLine| {
        let name = line.extras.iter().find_map(|extra| extra.strip_prefix('^'))?;
        let at = names.get(name).copied();
        if at.is_none() {
            build.problems.push(format!("no item is called `{name}`"));
        }
        at
    };
    script.items.iter().map(&mut parent).collect()
}

fn ties(build: &mut Build, script: &Script, names: &FxHashMap<&str, usize>) -> Vec<Tie> {
    let mut out = Vec::new();
    for (to, line) in script.items.iter().enumerate() {
        for text in line.extras.iter().filter_map(|extra| extra.strip_prefix('<')) {
            match tie(text, to, names) {
                Some(tie) => out.push(tie),
                None => build.problems.push(format!("cannot read the dependency `{text}`")),
            }
        }
    }
    out
}

fn tie(text: &str, to: usize, names: &FxHashMap<&str, usize>) -> Option<Tie> {
    let (text, state) = match text.split_once('~') {
        Some((text, "risk")) => (text, Some(Handover::AtRisk)),
        Some((text, state)) => (text, Some(Handover::from_name(state))),
        None => (text, None),
    };
    let (text, lag) = match text.split_once('+') {
        Some((text, lag)) => (text, lag.parse().ok()?),
        None => (text, 0),
    };
    let (link, name) = match text.split_once('.') {
        Some((link, name)) => (Link::from_name(link), name),
        None => (Link::FinishStart, text),
    };
    let from = if name.is_empty() { to.checked_sub(1)? } else { *names.get(name)? };
    Some(Tie { from, to, link, lag, state })
}

fn first(build: &mut Build, line: &ItemLine) -> Dates {
    let days = build.days;
    let stand = match line.status {
        'D' | 'L' => Stand::Done,
        'X' | 'Z' => Stand::Dropped,
        'B' | 'R' | 'I' | 'F' => Stand::Ahead,
        _ => Stand::Going,
    };
    let mut start = days.from(days.date(line.start));
    if stand != Stand::Ahead {
        start = start.min(days.until(days.date(-1)));
    }
    let due = days.shift(start, (line.days - 1).max(0));
    let went = matches!(stand, Stand::Going | Stand::Dropped);
    let ended = (stand == Stand::Dropped).then(|| due.min(days.until(days.date(-2))));
    Dates {
        id: Id::default(),
        stand,
        created: days.limit,
        start,
        due,
        base_start: start,
        base_due: due,
        began: went.then_some(start),
        ended,
    }
}

/// Spreads the finished items over the past weeks in their order, and dates their work back.
fn finish_done(build: &mut Build, script: &Script, plan: &mut Plan) {
    let days = build.days;
    let mut done: Vec<(i64, usize)> = Vec::new();
    for (at, line) in script.items.iter().enumerate() {
        if matches!(line.status, 'D' | 'L') {
            done.push((line.start + line.days * 7 / 5 + build.random.whole(-3, 3), at));
        }
    }
    sort::by(&mut done, |a, b| b.cmp(a));
    let weights: Vec<f64> = WEEKS
        .iter()
        .map(|n| n + build.random.whole(-1, 1) as f64 * 0.5)
        .chain(std::iter::repeat_n(1.3, EARLY_WEEKS))
        .collect();
    let scale = weights.iter().sum::<f64>() / done.len().max(1) as f64;
    let mut ends = Vec::new();
    for (nth, (_, at)) in done.iter().enumerate() {
        let mut left = (nth as f64 + 0.5) * scale;
        let mut ago = 1.0;
        for weight in &weights {
            if left < *weight {
                ago += 7.0 * left / weight;
                break;
            }
            left -= weight;
            ago += 7.0;
        }
        ends.push((*at, days.until(days.date(-(ago as i64)))));
    }
    for (at, end) in ends.into_iter().rev() {
        let before = plan.ties.iter().filter(|tie| tie.to == at && tie.link == Link::FinishStart);
        let free = before.filter_map(|tie| plan.dates.get(tie.from)?.ended).max();
        let (Some(line), Some(dates)) = (script.items.get(at), plan.dates.get_mut(at)) else {
            continue;
        };
        let pace = 0.7 + build.random.unit() * 0.6;
        let worked = ((line.days as f64 * pace).round() as i64 - 1).max(0);
        let mut began = days.shift(end, -worked);
        if let Some(free) = free {
            began = began.max(free).min(end);
        }
        // Most work is finished on the day it was planned for, some late, little early.
        let late = match build.random.whole(1, 10) {
            1..=5 => 0,
            6 => -1,
            7 | 8 => build.random.whole(1, 2),
            _ => build.random.whole(2, 5),
        };
        dates.began = Some(began);
        dates.ended = Some(end);
        dates.due = if line.days == 0 { end } else { days.shift(end, -late).max(began) };
        dates.start = if line.days == 0 { dates.due } else { began };
    }
}

/// Moves what has not started behind what it waits for, unless that is in doubt.
fn push(build: &mut Build, plan: &mut Plan) {
    let days = build.days;
    for tie in &plan.ties {
        let doubted =
            matches!(tie.state, Some(Handover::AtRisk | Handover::Broken | Handover::Open));
        let (Some(from), Some(to)) = (plan.dates.get(tie.from), plan.dates.get(tie.to)) else {
            continue;
        };
        if to.stand != Stand::Ahead || doubted {
            continue;
        }
        let length = days.working(to.start, to.due) - 1;
        let milestone = i64::from(to.start != to.due || length > 0);
        let start = match tie.link {
            Link::StartStart => days.shift(from.start, tie.lag),
            Link::FinishFinish => days.shift(from.due, tie.lag - length),
            _ => days.shift(from.due, tie.lag + milestone),
        };
        if start > to.start {
            let due = days.shift(start, length);
            if let Some(to) = plan.dates.get_mut(tie.to) {
                (to.start, to.due) = (start, due);
            }
        }
    }
}

/// Stretches deliverables that have parts over their parts.
fn roll_up(script: &Script, plan: &mut Plan) {
    for (at, line) in script.items.iter().enumerate().filter(|(_, line)| line.kind == 'd') {
        let parts = plan.parents.iter().zip(&plan.dates).filter(|(parent, _)| **parent == Some(at));
        let parts: Vec<_> = parts.map(|(_, dates)| (dates.start, dates.due)).collect();
        let start = parts.iter().map(|part| part.0).min();
        let due = parts.iter().map(|part| part.1).max();
        if let (Some(start), Some(due), Some(dates)) = (start, due, plan.dates.get_mut(at)) {
            (dates.start, dates.due) = (start, due);
            if line.status == 'P' {
                dates.began = dates.began.map(|began| began.min(start));
            }
        }
    }
}

/// Works out what had been agreed, and when the item was written down.
fn agree(build: &mut Build, script: &Script, line: &ItemLine, dates: &mut Dates) {
    let days = build.days;
    let project = line.project.and_then(|at| script.projects.get(at));
    let key = project.and_then(|p| p.cells.first()).copied().unwrap_or_default();
    // The device and its certificates have slipped most.
    let most = match key {
        "DEV" => 9,
        "CMP" => 8,
        "SUP" => 5,
        "APP" => 3,
        _ => 4,
    };
    let open = dates.ended.is_none();
    let slip = if build.random.chance(if open { 60 } else { 35 }) {
        build.random.whole(1, most)
    } else {
        0
    };
    dates.base_due = days.shift(dates.due, -slip);
    let earlier = build.random.whole(0, slip);
    dates.base_start = days.shift(dates.start, -earlier).min(dates.base_due);
    let lead = match dates.stand {
        Stand::Done => build.random.whole(6, 38),
        Stand::Going | Stand::Dropped => build.random.whole(20, 75),
        Stand::Ahead => 0,
    };
    let began = dates.began.unwrap_or(days.today);
    let written = match dates.stand {
        Stand::Ahead => days.date(-build.random.whole(18, 165)),
        _ => began.plus_days(-lead),
    };
    let written = if line.kind == 'm' { written.plus_days(-60) } else { written };
    let first = days.date(super::build::SET_UP + 8);
    dates.created = build.moment(days.until(written.max(first)).max(days.from(first)));
}
