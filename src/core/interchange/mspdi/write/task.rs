//! One row of the plan: an item or a project as a task. This module knows no resource but through
//! the shares of an item.

use super::cost::{Sums, costs};
use super::people::{self, Share};
use super::sheet::Sheet;
use super::{Pen, Row, What, guid};
use crate::interchange::build::one_line;
use crate::model::time::Date;
use crate::model::{Category, Dependency, Item, ItemKind, LagUnit, Link, Priority, Sizing};
use crate::schedule::build::key_of;
use crate::schedule::network::ALL_DONE;
use crate::schedule::{Limit, Moment, Task, TaskDates, WorkCalendar};

/// Makes the calendars of all rows known before they are written.
pub(super) fn calendars(pen: &mut Pen<'_>) {
    for row in std::mem::take(&mut pen.rows) {
        if let What::Item(item) = row.what {
            own_calendar(pen, item);
        }
        pen.rows.push(row);
    }
}

/// Gives the number of the calendar that a task has for itself.
fn own_calendar(pen: &mut Pen<'_>, item: &Item) -> Option<i64> {
    if is_elapsed(pen, item) {
        return None;
    }
    if let Some(uid) = item.calendar.and_then(|id| pen.calendars.uid(id)) {
        return Some(uid);
    }
    let project = item.project.and_then(|id| pen.model.find(id));
    let uid = project.and_then(|p| p.calendar).and_then(|id| pen.calendars.uid(id));
    uid.filter(|uid| *uid != 1 && people::shares(pen, item).is_empty())
}

/// Tells whether the minutes of an item are minutes on the clock.
pub(super) fn is_elapsed(pen: &Pen<'_>, item: &Item) -> bool {
    let task = pen.plan.task(key_of(item.id));
    let Some([only]) = task.map(|task| task.stretches.as_slice()) else { return false };
    let all = &pen.plan.network().calendars;
    let calendar = all.get(only.calendar as usize);
    only.minutes > 0 && calendar.is_none_or(|c| *c == WorkCalendar::always())
}

/// Gives how long an item takes.
fn minutes(pen: &Pen<'_>, item: &Item, task: &Task, dates: &TaskDates) -> i64 {
    if task.is_milestone() {
        return 0;
    }
    if let Some(duration) = item.duration {
        return duration.0.max(0);
    }
    let first = task.stretches.first().map_or(0, |s| s.minutes);
    if task.stretches.iter().all(|s| s.minutes == first) {
        return first;
    }
    let hours = pen.plan.calendar(task.key);
    hours.map_or(first, |hours| hours.between(dates.start, dates.finish))
}

/// Writes the row of the plan itself.
pub(super) fn zero(pen: &Pen<'_>, s: &mut Sheet) {
    let text = pen.place.map(|p| (p.name.as_str(), p.description.0.as_str()));
    let info = pen.model.info().map(|i| (i.name.as_str(), i.description.0.as_str()));
    let (name, notes) = text.or(info).unwrap_or_default();
    let at = pen.place.map(|p| p.id.to_ref());
    let costs = at.map(|at| costs(pen, at)).unwrap_or_default();
    s.open("Task");
    s.leaf("UID", 0);
    s.leaf("ID", 0);
    s.text("Name", &one_line(name));
    s.leaf("Type", 1);
    s.flag("IsNull", false);
    s.leaf("WBS", 0);
    s.leaf("OutlineNumber", 0);
    s.leaf("OutlineLevel", 0);
    s.moment("Start", pen.start);
    s.flag("Summary", true);
    if costs.planned != 0 {
        s.leaf("FixedCost", costs.planned);
    }
    s.text("Notes", notes);
    s.close();
}

/// Writes one row.
pub(super) fn write(pen: &mut Pen<'_>, s: &mut Sheet, row: &Row<'_>, id: usize) {
    match row.what {
        What::Project(project) => {
            s.open("Task");
            s.leaf("UID", row.uid);
            s.leaf("GUID", guid(project.id.raw().0));
            s.leaf("ID", id);
            s.leaf("Name", one_line(&project.name));
            s.leaf("Type", 1);
            s.flag("IsNull", false);
            s.leaf("WBS", &row.outline);
            s.leaf("OutlineNumber", &row.outline);
            s.leaf("OutlineLevel", row.level);
            s.flag("Summary", true);
            s.text("Notes", &project.description.0);
            s.close();
        }
        What::Item(item) => one(pen, s, row, item, id),
    }
}

fn one(pen: &mut Pen<'_>, s: &mut Sheet, row: &Row<'_>, item: &Item, id: usize) {
    let key = key_of(item.id);
    let calendar = own_calendar(pen, item);
    let (task, dates) = (pen.plan.task(key).cloned(), pen.plan.dates(key));
    let planned = task.as_ref().zip(dates.as_ref());
    let cancelled = pen.model.status_of(item).is_some_and(|s| s.category == Category::Cancelled);
    let elapsed = is_elapsed(pen, item);
    let shares = people::shares(pen, item);
    let length = planned.map(|(task, dates)| minutes(pen, item, task, dates));
    s.open("Task");
    s.leaf("UID", row.uid);
    s.leaf("GUID", guid(item.id.raw().0));
    s.leaf("ID", id);
    s.leaf("Name", one_line(&item.title));
    s.flag("Active", !cancelled);
    let manual = planned.is_some_and(|(task, _)| task.manual.is_some()) && !row.summary;
    // A manual task may have no dates; any other has.
    s.flag("Manual", manual || (planned.is_none() && !cancelled));
    let kind = match item.sizing {
        Sizing::FixedDuration => 1,
        Sizing::FixedWork => 2,
        Sizing::FixedUnits | Sizing::Other(_) => 0,
    };
    s.leaf("Type", kind);
    s.flag("IsNull", false);
    if let Some(created) = item.created {
        s.time("CreateDate", created);
    }
    s.text("Contact", &pen.customs.contact(item));
    let wbs = pen.customs.wbs(item);
    s.leaf("WBS", if wbs.is_empty() { &row.outline } else { &wbs });
    s.leaf("OutlineNumber", &row.outline);
    s.leaf("OutlineLevel", row.level);
    s.leaf("Priority", priority(&item.priority));
    let span = match (&dates, item.start, item.due) {
        (Some(dates), ..) => Some((dates.start, dates.finish)),
        (None, Some(start), due) => Some((first(pen, start), last(pen, due.unwrap_or(start)))),
        (None, None, Some(due)) => Some((first(pen, due), last(pen, due))),
        (None, None, None) => None,
    };
    if let Some((start, finish)) = span {
        s.moment("Start", start);
        s.moment("Finish", finish);
    }
    let format = if elapsed { 8 } else { 7 };
    let length = length.or(item.duration.map(|d| d.0));
    if let Some(length) = length {
        s.minutes("Duration", length);
        if let (true, Some((start, finish))) = (manual, span) {
            s.moment("ManualStart", start);
            s.moment("ManualFinish", finish);
            s.minutes("ManualDuration", length);
        }
        s.leaf("DurationFormat", format);
    }
    let work = item
        .work
        .map_or_else(|| shares.iter().map(|x| x.work).fold(0, i64::saturating_add), |w| w.0);
    if work > 0 && !row.summary {
        s.minutes("Work", work);
    }
    s.flag("EffortDriven", item.sizing == Sizing::FixedWork);
    s.flag("Estimated", false);
    s.flag("Milestone", item.kind == ItemKind::Milestone);
    s.flag("Summary", row.summary);
    computed(s, dates.as_ref());
    let costs = costs(pen, item.id.to_ref());
    if costs.planned != 0 {
        s.leaf("FixedCost", costs.planned);
    }
    let labor: i64 = shares.iter().map(|x| x.cost).fold(0, i64::saturating_add);
    progress(s, planned, length.unwrap_or(0), &costs, labor, &shares);
    limits(pen, s, row, item, planned, calendar);
    if let Some(link) = item.links.first() {
        s.text("Hyperlink", &one_line(&link.name));
        s.text("HyperlinkAddress", &one_line(&link.url));
    }
    s.flag("IgnoreResourceCalendar", calendar.is_some());
    s.text("Notes", &item.description.0);
    links(pen, s, item);
    pen.customs.values(item, s);
    baselines(pen, s, item);
    s.close();
}

fn computed(s: &mut Sheet, dates: Option<&TaskDates>) {
    if let Some(dates) = dates {
        s.flag("Critical", dates.critical);
        s.moment("EarlyStart", dates.early_start);
        s.moment("EarlyFinish", dates.early_finish);
        s.moment("LateStart", dates.late_start);
        s.moment("LateFinish", dates.late_finish);
        s.leaf("FreeSlack", tenths(dates.free_float));
        s.leaf("TotalSlack", tenths(dates.total_float));
    }
}

/// Project counts slack and lag in tenths of a minute, in 32 bits.
fn tenths(minutes: i64) -> i64 {
    minutes.clamp(-200_000_000, 200_000_000) * 10
}

fn progress(
    s: &mut Sheet,
    planned: Option<(&Task, &TaskDates)>,
    length: i64,
    costs: &Sums,
    labor: i64,
    shares: &[Share<'_>],
) {
    let done = planned.map_or(0, |(task, _)| if task.is_done() { ALL_DONE } else { task.done });
    s.leaf("PercentComplete", (done + 50) / 100);
    let cost = costs.planned.saturating_add(labor);
    if cost != 0 {
        s.leaf("Cost", cost);
    }
    if let Some((task, dates)) = planned {
        let begun = task.actual_start.or((done > 0).then_some(dates.start));
        if let Some(begun) = begun {
            s.moment("ActualStart", begun);
        }
        if done == ALL_DONE {
            s.moment("ActualFinish", task.actual_finish.unwrap_or(dates.finish));
        }
        let spent = length.saturating_mul(done).saturating_add(ALL_DONE / 2) / ALL_DONE;
        s.minutes("ActualDuration", spent);
        let actual = shares.iter().map(|x| x.actual_cost).fold(costs.actual, i64::saturating_add);
        if actual != 0 {
            s.leaf("ActualCost", actual);
        }
        let worked = shares.iter().map(Share::spent).fold(0, i64::saturating_add);
        if worked != 0 {
            s.minutes("ActualWork", worked);
        }
        s.minutes("RemainingDuration", length - spent);
    }
}

/// Writes constraint, calendar and deadline.
fn limits(
    pen: &Pen<'_>,
    s: &mut Sheet,
    row: &Row<'_>,
    item: &Item,
    planned: Option<(&Task, &TaskDates)>,
    calendar: Option<i64>,
) {
    let limit = planned.map_or(Limit::Asap, |(task, _)| task.limit);
    let (kind, at) = match limit {
        Limit::Asap | Limit::StartNoEarlier(_) if outside(pen, item) => {
            let held = planned.and_then(|(task, dates)| held(pen, row, item, task, dates));
            let at = held.or(limit.date().map(|at| first(pen, at.date())));
            (if at.is_some() { 4 } else { 0 }, at)
        }
        Limit::Asap => match planned.and_then(|(task, dates)| held(pen, row, item, task, dates)) {
            Some(at) => (4, Some(at)),
            None => (0, None),
        },
        Limit::Alap => (1, None),
        Limit::MustStart(at) => (2, Some(first(pen, at.date()))),
        Limit::MustFinish(at) => (3, Some(last(pen, at.finish_date()))),
        Limit::StartNoEarlier(at) => (4, Some(first(pen, at.date()))),
        Limit::StartNoLater(at) => (5, Some(first(pen, at.date()))),
        Limit::FinishNoEarlier(at) => (6, Some(last(pen, at.finish_date()))),
        Limit::FinishNoLater(at) => (7, Some(last(pen, at.finish_date()))),
    };
    s.leaf("ConstraintType", kind);
    s.leaf("CalendarUID", calendar.unwrap_or(-1));
    if let Some(at) = at {
        s.moment("ConstraintDate", at);
    }
    if let Some(deadline) = item.deadline {
        s.moment("Deadline", last(pen, deadline));
    }
}

/// Tells whether an item waits for one that is not in the plan.
fn outside(pen: &Pen<'_>, item: &Item) -> bool {
    pen.model.dependencies.iter().any(|d| d.to == item.id && !pen.uids.contains_key(&d.from))
}

/// Gives where an item is held although no link and no constraint holds it there.
fn held(
    pen: &Pen<'_>,
    row: &Row<'_>,
    item: &Item,
    task: &Task,
    dates: &TaskDates,
) -> Option<Moment> {
    let free = !row.summary && task.manual.is_none() && !task.is_done() && !task.is_going();
    let later = pen.calendars.hours.between(pen.start, dates.start) > 0;
    if !free || !later {
        return None;
    }
    let mut into = pen.model.dependencies.iter().filter(|d| d.to == item.id);
    // What waits for another plan is held where that plan puts it.
    if outside(pen, item) {
        return Some(dates.start);
    }
    let starts = &pen.plan.network().starts;
    let opening = starts.get(task.project as usize).copied().unwrap_or(pen.start);
    let opens = pen.plan.calendar(task.key).is_some_and(|h| h.between(opening, dates.start) == 0);
    let linked = into.any(|d| pen.uids.contains_key(&d.from));
    (!linked || (opens && opening > pen.start)).then_some(dates.start)
}

/// Gives the first working minute of a day; its midnight where it has none.
fn first(pen: &Pen<'_>, day: Date) -> Moment {
    pen.calendars.opening(Moment::start_of(day))
}

/// Gives the end of the last working minute of a day; its last midnight where it has none.
fn last(pen: &Pen<'_>, day: Date) -> Moment {
    let end = Moment::end_of(day);
    let found = pen.calendars.hours.previous(end).filter(|at| at.finish_date() == day);
    found.unwrap_or(end)
}

fn links(pen: &mut Pen<'_>, s: &mut Sheet, item: &Item) {
    let model = pen.model;
    for link in model.dependencies.iter().filter(|d| d.to == item.id) {
        let Dependency { from, lag, lag_unit, .. } = link;
        let Some(uid) = pen.uids.get(from).copied() else {
            let title = model.title_of(from.to_ref());
            let why = "the predecessor is in another plan; the start is held where it puts it";
            pen.unplaced(&super::rest::name_of(pen.model, item), "Predecessor", &title, why);
            continue;
        };
        let kind = match link.link {
            Link::FinishFinish => 0,
            Link::FinishStart | Link::Other(_) => 1,
            Link::StartFinish => 2,
            Link::StartStart => 3,
        };
        let lag = lag.map_or(0.0, |n| n.get()).clamp(-1e8, 1e8);
        let (lag, format) = match lag_unit {
            LagUnit::Working | LagUnit::Other(_) => (tenths(lag.round() as i64), 7),
            LagUnit::Elapsed => (tenths(lag.round() as i64), 8),
            LagUnit::Percent => (lag.round() as i64, 19),
            LagUnit::ElapsedPercent => (lag.round() as i64, 20),
        };
        s.open("PredecessorLink");
        s.leaf("PredecessorUID", uid);
        s.leaf("Type", kind);
        s.flag("CrossProject", false);
        s.leaf("LinkLag", lag);
        s.leaf("LagFormat", format);
        s.close();
    }
}

fn baselines(pen: &Pen<'_>, s: &mut Sheet, item: &Item) {
    for (number, baseline) in &pen.baselines {
        let Some(agreed) = baseline.items.iter().find(|p| p.item == item.id) else { continue };
        s.open("Baseline");
        s.leaf("Number", number);
        if let Some(start) = agreed.start {
            s.moment("Start", first(pen, start));
        }
        if let Some(due) = agreed.due {
            s.moment("Finish", last(pen, due));
        }
        if let Some(duration) = agreed.duration {
            s.minutes("Duration", duration.0);
            s.leaf("DurationFormat", 7);
        }
        if let Some(work) = agreed.work {
            s.minutes("Work", work.0);
        }
        if let Some(cost) = agreed.cost {
            s.leaf("Cost", cost.0);
        }
        s.close();
    }
}

fn priority(priority: &Priority) -> u32 {
    match priority {
        Priority::None | Priority::Other(_) => 500,
        Priority::Low => 300,
        Priority::Medium => 550,
        Priority::High => 700,
        Priority::Urgent => 900,
    }
}
