//! One task as an item, with its costs. This module knows no other task.

use super::super::Task;
use super::super::read::{duration, moment, number};
use super::super::xml::Element;
use super::{Plot, name_of, people, rest, time};
use crate::interchange::build::{Builder, markdown};
use crate::model::id::Ref;
use crate::model::number::{Money, Percent};
use crate::model::time::{Date, WorkMinutes};
use crate::model::{
    Constraint, Cost, CostKind, Item, ItemKind, Move, Priority, Sizing, Source, Status, WebLink,
};
use crate::schedule::network::ALL_DONE;
use crate::schedule::{Limit, Moment, WorkCalendar};

/// Fills an item from its task.
pub(super) fn fill(
    b: &mut Builder<'_>,
    plot: &Plot<'_>,
    element: &Element,
    task: &Task,
    mut item: Item,
) -> Item {
    let at = &name_of(element);
    let known = plot.plan.tasks.iter().find(|t| t.uid == task.uid).unwrap_or(task);
    item.title = b.title(&task.name, at);
    item.description = markdown(element.get("Notes").unwrap_or_default());
    item.parent = task.parent.and_then(|uid| plot.items.get(&uid)).copied();
    let id = task.uid.to_string();
    item.source = Some(Source { system: plot.system.clone(), id, ..Source::default() });
    item.priority = priority(b, element, at);
    item.sizing = match number(element, "Type") {
        Some(1) => Sizing::FixedDuration,
        Some(2) => Sizing::FixedWork,
        _ => Sizing::FixedUnits,
    };
    let own = task.calendar.filter(|uid| plot.calendars.contains_key(uid));
    item.calendar = match own.and_then(|uid| plot.calendars.get(&uid)).copied() {
        _ if task.elapsed => plot.clock,
        own => own,
    };
    let record = own.and_then(|own| plot.plan.calendars.iter().find(|(uid, _)| *uid == own));
    let hours = match record {
        _ if task.elapsed => WorkCalendar::always(),
        Some((_, record)) => WorkCalendar::of(record),
        None => plot.hours.clone(),
    };
    if task.summary {
        item.manual = false;
        if task.manual {
            let why = "a summary's dates come from its parts here";
            b.unplaced(at, "Manual", "1", why);
        }
    } else {
        let said = ["Start", "Finish", "Duration"].iter().any(|name| element.get(name).is_some());
        // A task by hand may say nothing of when and how long.
        item.manual = task.manual && said;
        if element.get("Duration").is_some() && !plot.plan.is_uneven(known) {
            item.duration = Some(WorkMinutes(task.minutes));
        }
        let work = element.get("Work").and_then(duration).filter(|n| *n > 0);
        item.work = work.map(WorkMinutes);
    }
    dates(b, &hours, task, &mut item, at);
    limits(b, &hours, element, task, &mut item, at);
    progress(b, plot, element, task, &mut item);
    links(element, &mut item);
    people::assign(b, plot, task.uid, &mut item, at);
    costs(b, plot, element, item.id.to_ref(), item.start.or(item.due));
    plot.custom.values(b, element, &mut item, at);
    rest::task(b, element, task, at);
    item
}

/// Sets the dates that Project computed, and the actual ones.
fn dates(b: &mut Builder<'_>, hours: &WorkCalendar, task: &Task, item: &mut Item, at: &str) {
    let (start, finish) = (task.computed.start, task.computed.finish);
    let is_point = task.minutes == 0 && !task.summary && item.duration.is_some();
    if is_point && task.milestone {
        item.kind = ItemKind::Milestone;
    }
    item.start = start.map(Moment::date);
    item.due = finish.map(Moment::finish_date);
    if is_point && let Some(point) = finish {
        if starts_day(hours, point) {
            (item.start, item.due) = (Some(point.date()), Some(point.date()));
        } else {
            item.start = None;
        }
    } else if item.due < item.start {
        item.due = item.start;
    }
    if let Some(begun) = task.actual_start {
        item.actual_start = Some(begun.date());
        if !starts_day(hours, begun) {
            b.unplaced(at, "ActualStart", &begun.to_string(), TIME_OF_DAY);
        }
    }
    if let Some(ended) = task.actual_finish {
        item.actual_finish = Some(ended.finish_date());
        if !ends_day(hours, ended) {
            b.unplaced(at, "ActualFinish", &ended.to_string(), TIME_OF_DAY);
        }
    }
}

const TIME_OF_DAY: &str = "the day is kept; its work starts and ends with the working day";

fn starts_day(hours: &WorkCalendar, at: Moment) -> bool {
    hours.between(Moment::start_of(at.date()), at) == 0
}

fn ends_day(hours: &WorkCalendar, at: Moment) -> bool {
    hours.between(at, Moment::end_of(at.finish_date())) == 0
}

/// Sets constraint and deadline.
fn limits(
    b: &mut Builder<'_>,
    hours: &WorkCalendar,
    element: &Element,
    task: &Task,
    item: &mut Item,
    at: &str,
) {
    let (constraint, starts) = match task.limit {
        Limit::Asap => (Constraint::Asap, true),
        Limit::Alap => (Constraint::Alap, true),
        Limit::StartNoEarlier(_) => (Constraint::StartNoEarlier, true),
        Limit::StartNoLater(_) => (Constraint::StartNoLater, true),
        Limit::MustStart(_) => (Constraint::MustStart, true),
        Limit::FinishNoEarlier(_) => (Constraint::FinishNoEarlier, false),
        Limit::FinishNoLater(_) => (Constraint::FinishNoLater, false),
        Limit::MustFinish(_) => (Constraint::MustFinish, false),
    };
    item.constraint = constraint;
    if let Some(date) = task.limit.date() {
        item.constraint_date = Some(if starts { date.date() } else { date.finish_date() });
        let fits = if starts { starts_day(hours, date) } else { ends_day(hours, date) };
        if !fits {
            b.unplaced(at, "ConstraintDate", &date.to_string(), TIME_OF_DAY);
        }
    } else if let Some(kind) = number(element, "ConstraintType").filter(|n| *n > 1) {
        let why = "a constraint of this kind needs a date, and the file has none";
        b.unplaced(at, "ConstraintType", &kind.to_string(), why);
    }
    if let Some(deadline) = task.deadline {
        item.deadline = Some(deadline.finish_date());
        if !ends_day(hours, deadline) {
            b.unplaced(at, "Deadline", &deadline.to_string(), TIME_OF_DAY);
        }
    }
}

/// Sets progress, status and what is known of its history.
fn progress(b: &mut Builder<'_>, plot: &Plot<'_>, element: &Element, task: &Task, item: &mut Item) {
    item.progress = Percent::new(task.done as f64 / 100.0).filter(|p| p.get() > 0.0);
    let status = |n: usize| plot.statuses.get(n).map(|s: &Status| s.id).unwrap_or_default();
    let step = if element.get("Active") == Some("0") {
        3
    } else if task.done >= ALL_DONE || task.actual_finish.is_some() {
        2
    } else if task.done > 0 || task.actual_start.is_some() {
        1
    } else {
        0
    };
    item.status = status(step);
    item.created = time(element, "CreateDate");
    match item.created {
        Some(at) if step == 0 => {
            item.moves.push(Move { at, to: status(0), ..Move::default() });
        }
        // When it came to where it stands is not in the file.
        _ => item.known_from = plot.saved.or(Some(b.env.now)),
    }
}

/// Reads a priority from 0 to 1000; 500 is what Project gives where nobody has said.
fn priority(b: &mut Builder<'_>, element: &Element, at: &str) -> Priority {
    let n = number(element, "Priority").unwrap_or(500);
    let (priority, exact) = match n {
        500 => (Priority::None, 500),
        ..500 => (Priority::Low, 300),
        501..=599 => (Priority::Medium, 550),
        600..=899 => (Priority::High, 700),
        900.. => (Priority::Urgent, 900),
    };
    if n != exact {
        let why = format!("priorities have five levels here; it is \"{}\"", priority.label());
        b.unplaced(at, "Priority", &n.to_string(), &why);
    }
    priority
}

fn links(element: &Element, item: &mut Item) {
    let part = |name| element.get(name).unwrap_or_default();
    let mut url = part("HyperlinkAddress").to_owned();
    if !part("HyperlinkSubAddress").is_empty() {
        url = format!("{url}#{}", part("HyperlinkSubAddress"));
    }
    if !url.is_empty() {
        let name = part("Hyperlink").to_owned();
        item.links.push(WebLink { url, name, ..WebLink::default() });
    }
}

/// Adds what a task or the project costs beside people's hours.
pub(super) fn costs(
    b: &mut Builder<'_>,
    plot: &Plot<'_>,
    element: &Element,
    place: Ref,
    date: Option<Date>,
) {
    let planned = number(element, "FixedCost").unwrap_or(0);
    let uid = number(element, "UID").unwrap_or(0);
    let mut all = vec![("Fixed cost".to_owned(), CostKind::Planned, planned)];
    // Of a summary the actual cost is the sum over its parts.
    if !super::read::is(element, "Summary") && uid != 0 {
        let (own, labor) = people::costs(plot, uid);
        all.extend(own);
        let actual = number(element, "ActualCost").unwrap_or(0).saturating_sub(labor);
        all.push(("Fixed cost".to_owned(), CostKind::Actual, actual));
    }
    for (name, kind, amount) in all {
        if amount == 0 {
            continue;
        }
        let id = b.env.id();
        let date = date.or(moment(plot.root, "StartDate").map(Moment::date));
        let date = date.unwrap_or(b.env.today);
        let amount = Money(amount);
        b.add(Cost { id, name, place: Some(place), kind, date, amount, ..Cost::default() });
    }
}
