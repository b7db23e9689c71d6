//! What follows from changes: ends that move, what becomes critical, who has too much to do, what
//! is not kept. It changes nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ask::{Ended, Over, Preview, Shifted, Summary};
use super::before;
use super::trial::Trial;
use super::words::count;
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::{Item, Objective, Person, Program, Project};
use crate::schedule::Moment;
use crate::sort;

/// How many weeks of people with too much to do are told.
const MOST_OVER: usize = 40;
/// How far up objectives are looked for.
const MOST_UP: usize = 64;

/// Reads what a trial does.
pub(super) fn preview(trial: &Trial<'_>) -> Preview {
    let moved = trial.moved();
    let plan = trial.follower.plan();
    let mut bars: Vec<Shifted> = Vec::with_capacity(moved.len());
    for id in &moved {
        if let Some((start, finish)) = plan.bar(id.raw().0) {
            bars.push(Shifted { at: Some(id.to_ref()), start, finish });
        }
    }
    let places = places(trial, &moved);
    bars.extend(places.iter().map(|place| Shifted {
        at: Some(place.at),
        start: place.now.0,
        finish: place.now.1,
    }));
    let mut summary = Summary { ends: ends(&places), ..Summary::default() };
    tightness(trial, &mut summary);
    summary.over = over(trial, &moved);
    dates(trial, &moved, &mut summary);
    summary.objectives = objectives(trial, &moved);
    summary.warns = summary.ends.iter().any(|end| end.days > 0)
        || !summary.over.is_empty()
        || !summary.missed.is_empty()
        || !summary.broken.is_empty()
        || trial.refused.iter().any(|refusal| !refusal.circle.is_empty());
    summary.line = line(trial, moved.len(), &summary);
    Preview { moved: bars, summary, refused: trial.refused.clone() }
}

/// Is a project or a program with its bar before and now.
struct Place {
    at: Ref,
    before: Moment,
    now: (Moment, Moment),
}

/// Finds the bars of the projects and programs of what moved.
fn places(trial: &Trial<'_>, moved: &[Id<Item>]) -> Vec<Place> {
    let model = &*trial.model;
    let touched: FxHashSet<Id<Project>> =
        moved.iter().filter_map(|id| model.find(*id)?.project).collect();
    if touched.is_empty() {
        return Vec::new();
    }
    let programs: FxHashSet<Id<Program>> =
        touched.iter().filter_map(|id| model.find(*id)?.program).collect();
    let mut starts: FxHashMap<Id<Project>, Moment> = FxHashMap::default();
    let wanted = |project: &Id<Project>| {
        let program = model.find(*project).and_then(|p| p.program);
        touched.contains(project) || program.is_some_and(|id| programs.contains(&id))
    };
    for item in model.items.iter() {
        if let Some(project) = item.project.filter(wanted)
            && let Some((start, _)) = trial.follower.plan().bar(item.id.raw().0)
        {
            starts.entry(project).and_modify(|at| *at = start.min(*at)).or_insert(start);
        }
    }
    let mut out: Vec<Place> = Vec::new();
    let mut sums: FxHashMap<Id<Program>, Place> = FxHashMap::default();
    for (project, start) in &starts {
        let idx = trial.follower.index_of(*project);
        let before = trial.before.ends.get(idx as usize).copied().unwrap_or(Moment::MIN);
        let finish = trial.follower.plan().end(idx).unwrap_or(*start);
        let now = (*start, finish);
        if let Some(program) = model.find(*project).and_then(|p| p.program) {
            let sum = sums.entry(program).or_insert(Place { at: program.to_ref(), before, now });
            sum.before = sum.before.max(before);
            sum.now = (sum.now.0.min(now.0), sum.now.1.max(now.1));
        }
        if touched.contains(project) {
            out.push(Place { at: project.to_ref(), before, now });
        }
    }
    out.extend(sums.into_values());
    sort::by_key(&mut out, |place| place.at);
    out
}

fn ends(places: &[Place]) -> Vec<Ended> {
    let mut ends: Vec<Ended> = places
        .iter()
        .filter(|place| place.before != place.now.1 && place.before > Moment::MIN)
        .map(|place| {
            let (before, after) = (place.before, place.now.1);
            let days = after.finish_date().days_since(before.finish_date());
            Ended { at: place.at, before, after, days }
        })
        .collect();
    // The farthest first; of a program and its project that move alike the program.
    sort::by_key(&mut ends, |end| {
        (-end.days.abs(), end.at.kind != crate::model::Kind::Program, end.at)
    });
    ends
}

fn tightness(trial: &Trial<'_>, summary: &mut Summary) {
    let now = before::critical(trial.follower);
    let list = |a: &FxHashSet<Id<Item>>, b: &FxHashSet<Id<Item>>| {
        let mut out: Vec<Id<Item>> = a.difference(b).copied().collect();
        sort::sort(&mut out);
        out
    };
    summary.critical = list(&now, &trial.before.critical);
    summary.relaxed = list(&trial.before.critical, &now);
    let planned = |id: &Id<Item>| trial.follower.has(*id);
    summary.relaxed.retain(planned);
}

/// Finds who gets more to do than there is time for.
fn over(trial: &Trial<'_>, moved: &[Id<Item>]) -> Vec<Over> {
    let loads = &trial.before.loads;
    let mut change: FxHashMap<(Id<Person>, i64), i64> = FxHashMap::default();
    for id in moved {
        for (person, week, minutes) in trial.before.load.get(id).into_iter().flatten() {
            *change.entry((*person, *week)).or_default() -= minutes;
        }
        let Some(item) = trial.model.find(*id) else { continue };
        for (person, week, minutes) in loads.load(trial.model, trial.follower.plan(), item) {
            *change.entry((person, week)).or_default() += minutes;
        }
    }
    let mut out: Vec<Over> = Vec::new();
    for ((person, week), more) in change.into_iter().filter(|(_, more)| *more > 0) {
        let monday = Date::from_day_number(week);
        let (before, there) = loads.week(person, monday);
        // A quarter of an hour more is nobody's trouble.
        if before + more > there + 15 && before <= there + 15 {
            out.push(Over { person, week: monday, load: before + more, there });
        }
    }
    sort::by_key(&mut out, |over| (over.week, over.person));
    out.truncate(MOST_OVER);
    out
}

/// Finds deadlines and promised dates that are kept no longer, or again.
fn dates(trial: &Trial<'_>, moved: &[Id<Item>], summary: &mut Summary) {
    let model = &*trial.model;
    let mut broken: FxHashSet<Ref> = FxHashSet::default();
    for id in moved {
        let Some(item) = model.find(*id) else { continue };
        let now = trial.follower.plan().bar(id.raw().0).map(|span| span.1);
        let before = trial.before.spans.get(id).map(|span| span.1);
        let Some(now) = now else { continue };
        let turns = |by: Moment| {
            let kept = before.is_none_or(|before| before <= by);
            (kept && now > by, !kept && now <= by)
        };
        if let Some((missed, kept)) = item.deadline.map(Moment::end_of).map(turns) {
            summary.missed.extend(missed.then_some(*id));
            summary.kept.extend(kept.then_some(*id));
        }
        let release = item.release.and_then(|id| model.find(id));
        let stage = item.stage.and_then(|id| model.find(id));
        let promised = [
            release.and_then(|r| Some((r.id.to_ref(), r.date.filter(|_| r.released.is_none())?))),
            stage.and_then(|s| Some((s.id.to_ref(), s.due?))),
            item.project.and_then(|id| model.find(id)).and_then(|p| Some((p.id.to_ref(), p.due?))),
        ];
        for (at, date) in promised.into_iter().flatten() {
            if turns(Moment::end_of(date)).0 {
                broken.insert(at);
            }
        }
    }
    // A project was late already if its end was.
    let was_late = |at: &Ref| {
        let project = Id::<Project>::from_ref(*at).and_then(|id| model.find(id));
        project.and_then(|p| Some((p.due?, trial.follower.index_of(p.id)))).is_some_and(
            |(due, idx)| {
                let end = trial.before.ends.get(idx as usize);
                end.is_some_and(|end| *end > Moment::end_of(due))
            },
        )
    };
    summary.broken = broken.into_iter().filter(|at| !was_late(at)).collect();
    sort::sort(&mut summary.broken);
}

/// Finds the objectives that items serve: their own, or those of the nearest item above them.
fn objectives(trial: &Trial<'_>, moved: &[Id<Item>]) -> Vec<Ref> {
    let mut found: FxHashSet<Id<Objective>> = FxHashSet::default();
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    for id in moved {
        let mut at = trial.model.find(*id);
        for _ in 0..MOST_UP {
            let Some(item) = at.filter(|item| seen.insert(item.id)) else { break };
            found.extend(item.objectives.iter().copied());
            if !item.objectives.is_empty() {
                break;
            }
            at = item.parent.and_then(|id| trial.model.find(id));
        }
    }
    let known = found.into_iter().filter(|id| trial.model.find(*id).is_some());
    let mut out: Vec<Ref> = known.map(Id::to_ref).collect();
    sort::sort(&mut out);
    out
}

/// Says all of it in one line.
fn line(trial: &Trial<'_>, n_moved: usize, summary: &Summary) -> String {
    if let Some(circle) = trial.refused.iter().find(|refusal| !refusal.circle.is_empty()) {
        return circle.text.clone();
    }
    if n_moved == 0 {
        let why = trial.refused.first().map(|refusal| refusal.text.clone());
        return why.unwrap_or_else(|| "No date moves".to_owned());
    }
    let mut parts: Vec<String> = Vec::new();
    match summary.ends.iter().find(|end| end.days != 0) {
        Some(end) => {
            let sign = if end.days > 0 { "+" } else { "−" };
            let n = end.days.unsigned_abs() as usize;
            let name = trial.model.title_of(end.at);
            parts.push(format!("{sign}{} on {name}", count(n, "day", "days")));
        }
        None => {
            let moves = if n_moved == 1 { "moves" } else { "move" };
            parts.push(format!("{} {moves}, no end does", count(n_moved, "bar", "bars")));
        }
    }
    let mut say = |n: usize, one: &str, many: &str, rest: &str| {
        if n > 0 {
            parts.push(format!("{} {rest}", count(n, one, many)));
        }
    };
    say(summary.critical.len(), "item", "items", "now critical");
    say(summary.relaxed.len(), "item", "items", "critical no longer");
    say(summary.missed.len(), "deadline", "deadlines", "missed");
    say(summary.kept.len(), "deadline", "deadlines", "kept again");
    let people: FxHashSet<Id<Person>> = summary.over.iter().map(|over| over.person).collect();
    say(people.len(), "person", "people", "over capacity");
    let promised: Vec<&Ref> = summary.broken.iter().collect();
    if let [one] = promised.as_slice() {
        parts.push(format!("{} not kept", trial.model.title_of(**one)));
    } else if !promised.is_empty() {
        parts.push(format!("{} dates of places not kept", promised.len()));
    }
    parts.join(", ")
}
