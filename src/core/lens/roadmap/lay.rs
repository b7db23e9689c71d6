//! From drafts to rows: dates, floats, marks and links. It knows no lens.

use rustc_hash::{FxHashMap, FxHashSet};

use super::conflict::{Checks, is_doubted, slack};
use super::draft::{Draft, Sheet};
use super::look::{Look, Roll, both};
use super::report::Facts;
use super::row::{Mark, Marks, Row, Tie};
use crate::model::id::{Id, Ref};
use crate::model::{Dependency, Item, Kind, Project};
use crate::schedule::{LinkKind, Moment};

/// Is what a sheet became.
pub(super) struct Laid {
    pub(super) rows: Vec<Row>,
    pub(super) ties: Vec<Tie>,
    pub(super) facts: Vec<Facts>,
}

/// Lays a sheet out.
pub(super) fn lay(look: &Look<'_>, checks: &Checks<'_, '_>, sheet: &Sheet) -> Laid {
    let folded: FxHashSet<&str> = look.question.folded.iter().map(String::as_str).collect();
    let (shown, place) = sheet.shown(&folded);
    let sums = sums(look, sheet);
    let mut rows = Vec::with_capacity(shown.len());
    let mut facts = Vec::new();
    for idx in shown {
        let Some(draft) = sheet.drafts.get(idx) else { continue };
        let parent =
            draft.parent.and_then(|at| place.get(at)).and_then(|at| u32::try_from(*at).ok());
        let is_parent = sheet.is_parent(idx);
        let is_folded = is_parent && folded.contains(draft.key().as_str());
        let marks = Marks::default()
            .with(Mark::Parent, is_parent)
            .with(Mark::Folded, is_folded)
            .with(Mark::Context, draft.context);
        let mut row = Row {
            at: draft.at,
            depth: draft.depth,
            parent,
            marks,
            wbs: draft.wbs.clone(),
            confidence: draft.confidence,
            name: draft.name.clone(),
            group: draft.group.clone(),
            ..Row::default()
        };
        let item = draft.at.filter(|_| draft.group.is_empty()).and_then(Id::<Item>::from_ref);
        match item.and_then(|id| look.model.find(id)) {
            Some(item) => fill_item(look, checks, item, &mut row),
            None => {
                let sum = sums.get(idx).copied().unwrap_or_default();
                fill_place(look, checks, draft, &sum, &mut row);
                let at = draft.at.filter(|at| matches!(at.kind, Kind::Project | Kind::Program));
                facts.extend(at.map(|at| about(look, at, rows.len(), &sum)));
            }
        }
        rows.push(row);
    }
    let ties = ties(look, sheet, &place, &rows);
    count(look, checks, &rows, &mut facts);
    Laid { rows, ties, facts }
}

/// Counts what is wrong under each project and program, itself included.
fn count(look: &Look<'_>, checks: &Checks<'_, '_>, rows: &[Row], facts: &mut [Facts]) {
    if facts.is_empty() {
        return;
    }
    let mut bad: FxHashMap<Ref, u32> = FxHashMap::default();
    for item in look.model.items.iter().filter(|i| i.is_live() && checks.is_bad(i)) {
        let project = item.project.and_then(|id| look.model.find(id));
        let program = project.and_then(|p: &Project| p.program).map(Id::to_ref);
        for at in project.map(|p| p.id.to_ref()).into_iter().chain(program) {
            *bad.entry(at).or_default() += 1;
        }
    }
    for fact in facts {
        let Some(row) = rows.get(fact.row as usize) else { continue };
        let under = row.at.and_then(|at| bad.get(&at)).copied().unwrap_or(0);
        fact.n_conflicts = under + u32::from(!row.conflicts.is_empty());
    }
}

/// Sums up what lies under each draft that is no item: all items of a project or a program, and for
/// any other group what is drawn under it.
fn sums(look: &Look<'_>, sheet: &Sheet) -> Vec<Roll> {
    let mut sums = vec![Roll::default(); sheet.drafts.len()];
    for (idx, draft) in sheet.drafts.iter().enumerate().rev() {
        let Some(at) = draft.at.filter(|_| draft.group.is_empty()) else { continue };
        let own = match Id::<Item>::from_ref(at) {
            None => look.roll_of(at),
            Some(id) => {
                let item = look.model.find(id).zip(look.dates(id));
                item.map(|(item, dates)| look.one(item, &dates)).unwrap_or_default()
            }
        };
        if let Some(slot) = sums.get_mut(idx) {
            *slot = own;
        }
    }
    for (idx, draft) in sheet.drafts.iter().enumerate().rev() {
        let above = draft
            .parent
            .filter(|at| sheet.drafts.get(*at).is_some_and(|above| !above.group.is_empty()));
        let sum = sums.get(idx).copied().unwrap_or_default();
        if let Some(slot) = above.and_then(|at| sums.get_mut(at)) {
            slot.join(&sum);
        }
    }
    sums
}

fn fill_item(look: &Look<'_>, checks: &Checks<'_, '_>, item: &Item, row: &mut Row) {
    row.progress = item.progress.map_or(0.0, |p| p.get()).clamp(0.0, 100.0) as u8;
    row.deadline = item.deadline.map(Moment::end_of);
    row.base = look.base(item.id);
    row.marks.set(Mark::Manual, item.manual);
    row.marks.set(Mark::Blocked, item.blocked.is_some());
    let key = item.id.raw().0;
    let Some(dates) = look.dates(item.id) else {
        row.marks.set(Mark::Movable, true);
        return;
    };
    let going = look.plan().task(key).is_some_and(|task| task.is_going());
    let milestone = look.plan().task(key).is_some_and(|task| task.is_milestone());
    for (mark, holds) in [
        (Mark::Milestone, milestone && !dates.summary),
        (Mark::Summary, dates.summary),
        (Mark::Critical, dates.critical),
        (Mark::Near, dates.near_critical),
        (Mark::Done, dates.done),
        (Mark::Going, going && !dates.summary),
        (Mark::Movable, !dates.done),
    ] {
        row.marks.set(mark, holds);
    }
    (row.start, row.finish) = (Some(dates.start), Some(dates.finish));
    row.total = dates.total_float;
    row.free = dates.free_float;
    row.latest = Some(dates.late_finish).filter(|at| !dates.done && *at > dates.finish);
    row.split = dates.split;
    row.progress = if dates.done { 100 } else { row.progress.min(99) };
    row.conflicts = checks.item(item, &dates);
    if let Some(hours) = look.plan().calendar(key) {
        row.minutes =
            if dates.summary || !milestone { hours.between(dates.start, dates.finish) } else { 0 };
        if let Some((_, finish)) = row.base {
            row.slip = hours.between(finish, dates.finish);
        }
    }
    if dates.summary {
        row.progress = under(look, item).percent();
    }
}

/// Sums up all that is part of an item.
fn under(look: &Look<'_>, item: &Item) -> Roll {
    let mut sum = Roll::default();
    let mut open = vec![item.id];
    let mut seen: FxHashSet<Id<Item>> = FxHashSet::default();
    while let Some(id) = open.pop() {
        for (_, part) in look.model.index().children(id) {
            let found = look.model.find(*part).zip(look.dates(*part));
            if let Some((part, dates)) = found.filter(|_| seen.insert(*part)) {
                if dates.summary {
                    open.push(part.id);
                } else {
                    sum.join(&look.one(part, &dates));
                }
            }
        }
    }
    sum
}

fn fill_place(look: &Look<'_>, checks: &Checks<'_, '_>, draft: &Draft, sum: &Roll, row: &mut Row) {
    let done = sum.n_items > 0 && sum.n_done == sum.n_items;
    row.start = sum.span.map(|span| span.0);
    row.finish = sum.span.map(|span| span.1);
    row.base = sum.base;
    row.progress = sum.percent();
    row.total = sum.float.unwrap_or(0);
    let hours = look.follower.usual();
    if let Some((start, finish)) = sum.span {
        row.minutes = hours.between(start, finish);
        row.slip = sum.base.map_or(0, |(_, base)| hours.between(base, finish));
    }
    row.marks.set(Mark::Summary, sum.span.is_some());
    row.marks.set(Mark::Done, done);
    row.marks.set(Mark::Critical, sum.n_critical > 0 && !done);
    let project = draft.at.and_then(Id::<Project>::from_ref).and_then(|id| look.model.find(id));
    if let Some(project) = project.filter(|_| draft.group.is_empty()) {
        row.deadline = project.due.map(Moment::end_of);
        row.conflicts = checks.project(project, sum);
    }
}

fn about(look: &Look<'_>, at: Ref, row: usize, sum: &Roll) -> Facts {
    let project = Id::<Project>::from_ref(at).and_then(|id| look.model.find(id));
    let (spent, budget) = super::money::of(look, at);
    Facts {
        row: u32::try_from(row).unwrap_or(u32::MAX),
        spent,
        budget,
        due: project.and_then(|p| p.due),
        n_done: sum.n_done,
        n_items: sum.n_items,
        n_conflicts: 0,
        n_critical: sum.n_critical,
    }
}

/// Finds the links between rows. One end that is folded away is drawn at what holds it; two links
/// between the same rows of which one is such are drawn once, the tighter.
fn ties(look: &Look<'_>, sheet: &Sheet, place: &[usize], rows: &[Row]) -> Vec<Tie> {
    let homes: FxHashMap<Ref, usize> = if sheet.lifts {
        let drafts = sheet.drafts.iter().enumerate();
        drafts.filter_map(|(idx, draft)| Some((draft.at?, idx))).collect()
    } else {
        FxHashMap::default()
    };
    let draft_of = |item: &Item| {
        let home = || homes.get(&item.project?.to_ref()).map(|idx| (*idx, true));
        sheet.items.get(&item.id).map(|idx| (*idx, false)).or_else(home)
    };
    let mut out: Vec<Tie> = Vec::new();
    let mut lifted: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for dependency in look.model.dependencies.iter() {
        let ends = (look.model.find(dependency.from), look.model.find(dependency.to));
        let (Some(from), Some(to)) = ends else { continue };
        let Some(((a, up_a), (b, up_b))) = draft_of(from).zip(draft_of(to)) else { continue };
        let row = |idx: usize| place.get(idx).and_then(|at| u32::try_from(*at).ok());
        let (Some(x), Some(y)) = (row(a), row(b)) else { continue };
        if x == y {
            continue;
        }
        let is = |row: u32, item: &Item| {
            rows.get(row as usize).is_some_and(|row| row.at == Some(item.id.to_ref()))
        };
        let is_lifted = up_a || up_b || !is(x, from) || !is(y, to);
        if is_lifted && sheet.lifts && look.dates(to.id).is_none_or(|d| d.done) {
            continue;
        }
        let tie = tie(look, dependency, (x, y), from, to, is_lifted);
        match lifted.get(&(x, y)).filter(|_| is_lifted).and_then(|at| out.get_mut(*at)) {
            Some(other) if tie.slack < other.slack => *other = tie,
            Some(_) => {}
            None => {
                if is_lifted {
                    lifted.insert((x, y), out.len());
                }
                out.push(tie);
            }
        }
    }
    out
}

fn tie(
    look: &Look<'_>,
    dependency: &Dependency,
    (from_row, to_row): (u32, u32),
    from: &Item,
    to: &Item,
    lifted: bool,
) -> Tie {
    let room = slack(look, dependency);
    let critical = |item: &Item| look.dates(item.id).is_some_and(|dates| dates.critical);
    let tight = room.is_some_and(|room| room <= 0);
    let marks = Marks::default()
        .with(Mark::Critical, tight && critical(from) && critical(to))
        .with(Mark::Crossing, from.project != to.project)
        .with(Mark::Broken, room.is_some_and(|room| room < 0))
        .with(Mark::Doubted, is_doubted(look, dependency))
        .with(Mark::Lifted, lifted);
    let kind = LinkKind::of(&dependency.link);
    Tie { at: dependency.id, from: from_row, to: to_row, kind, marks, slack: room.unwrap_or(0) }
}

/// Gives what holds all rows, with what is drawn beside their bars.
pub(super) fn span(rows: &[Row]) -> Option<(Moment, Moment)> {
    let point = |at: Option<Moment>| at.map(|at| (at, at));
    let of = |row: &Row| {
        let all = [point(row.start), point(row.finish), row.base, point(row.deadline), row.band];
        all.into_iter().fold(None, both)
    };
    rows.iter().map(of).fold(None, both)
}
