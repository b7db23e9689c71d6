//! Reads a plan in Microsoft Project's XML into records. It knows no model to merge into and
//! computes no date.
//!
//! | Project | here |
//! |---|---|
//! | project | project with its dates, notes and manager, and the statuses To do, In progress, Done, Cancelled |
//! | task | item at its place in the outline: number (its UID), text, dates, duration, work, type, constraint, deadline, priority, progress, actual dates, hyperlinks; without duration a milestone |
//! | inactive task | item with the status Cancelled |
//! | elapsed duration | an item whose own calendar works around the clock |
//! | link | dependency with type and lag |
//! | calendar | calendar with all that it takes from its base; named after the plan, as every plan has a "Standard" of its own |
//! | resource that works | person with calendar, capacity, rate; one that brings material or cost is reported, and what it costs is a planned cost of the item |
//! | assignment | assignment; the first one's person owns the item; actual work is time spent |
//! | fixed cost, cost beyond the hourly rate | planned and actual costs of the item |
//! | baseline 0 to 10 | baseline with dates, work, duration and cost |
//! | custom field, outline code, own WBS code, contact | custom field, if a task uses it |
//!
//! Days are kept, not times of day: a start is the first working minute of its day and a finish
//! the last, and what was set to another time is reported. The hours of people without a duration
//! of their own come from work and units, as Project computes them.
//!
//! Noise that is not reported: whatever Project computes again (early, late and slack dates,
//! variances, earned value, remaining and overtime sums of zero), ids, how the file shows things
//! (views, tables, filters, formats, bars), empty rows, whether a duration is estimated, how
//! costs accrue, initials, and defaults for new tasks.

mod base;
mod custom;
mod people;
mod rest;
mod task;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::build::{Builder, Step, markdown, number, one_line, project_key};
use super::super::{Incoming, ReadError};
use super::Project as Plan;
use super::read::{self, moment};
use super::xml::Element;
use crate::env::Env;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::rank::Rank;
use crate::model::time::Time;
use crate::model::{
    Calendar, Category, Dependency, Item, LagUnit, Link, Person, Phase, Project, Shift, Status,
    WeekDay,
};
use crate::schedule::network::{Lag, LinkKind};
use crate::schedule::{Moment, WorkCalendar};

/// The name of the calendar of elapsed durations.
const CLOCK: &str = "Around the clock";

/// What records of one plan refer to while they are made.
struct Plot<'a> {
    root: &'a Element,
    plan: &'a Plan,
    /// The name of the plan.
    title: String,
    /// Where it comes from, as items remember it.
    system: String,
    /// When the file was saved.
    saved: Option<Time>,
    statuses: Vec<Status>,
    project: Id<Project>,
    /// The hours of the plan's own calendar.
    hours: WorkCalendar,
    calendars: FxHashMap<i64, Id<Calendar>>,
    /// The calendar that works around the clock.
    clock: Option<Id<Calendar>>,
    people: FxHashMap<i64, Id<Person>>,
    items: FxHashMap<i64, Id<Item>>,
    /// The assignments by their task.
    assignments: FxHashMap<i64, Vec<&'a Element>>,
    custom: custom::Fields,
}

/// Reads a plan; `file` names it where it has no title. Fails on what is not such a plan.
pub fn read(text: &str, file: &str, env: &mut Env) -> Result<Incoming, ReadError> {
    let root = read::open(text)?;
    let plan = Plan::of(&root);
    let zero = root.list("Tasks", "Task").find(|t| t.get("UID") == Some("0"));
    let title = [root.get("Title"), zero.and_then(|t| t.get("Name")), Some(file)]
        .into_iter()
        .flatten()
        .map(one_line)
        .find(|t| !t.is_empty())
        .unwrap_or_else(|| "Imported plan".to_owned());
    let mut builder = Builder::new(&title, env);
    let b = &mut builder;
    let steps = [
        ("To do", Category::Ready),
        ("In progress", Category::Active),
        ("Done", Category::Done),
        ("Cancelled", Category::Cancelled),
    ];
    let step = |(name, category)| Step { category: Some(category), ..Step::named(name) };
    let (workflow, statuses) = b.workflow(&title, &steps.map(step));
    let mut project = b.project(&title, project_key(&title), workflow);
    let main = plan.calendars.iter().find(|(uid, _)| *uid == plan.calendar);
    let id = root.get("GUID").filter(|g| g.contains(|c: char| c != '0' && c != '-'));
    let mut plot = Plot {
        root: &root,
        plan: &plan,
        system: format!("mspdi:{}", id.unwrap_or(&title)),
        title,
        saved: time(&root, "LastSaved").or_else(|| time(&root, "CreationDate")),
        statuses,
        project: project.id,
        hours: main.map_or_else(WorkCalendar::standard, |(_, record)| WorkCalendar::of(record)),
        calendars: FxHashMap::default(),
        clock: None,
        people: FxHashMap::default(),
        items: FxHashMap::default(),
        assignments: FxHashMap::default(),
        custom: custom::Fields::default(),
    };
    for one in root.list("Assignments", "Assignment") {
        if let Some(uid) = read::number(one, "TaskUID") {
            plot.assignments.entry(uid).or_default().push(one);
        }
    }
    rest::project(b, &plot);
    calendars(b, &mut plot);
    people::resources(b, &mut plot);
    plot.custom = custom::fields(b, &plot);
    project.phase = Phase::Active;
    project.start = moment(&root, "StartDate").map(Moment::date);
    project.due = moment(&root, "FinishDate").map(Moment::finish_date);
    project.calendar = plot.calendars.get(&plan.calendar).copied();
    project.description = markdown(zero.and_then(|t| t.get("Notes")).unwrap_or_default());
    if let Some(name) = root.get("Manager").map(one_line).filter(|n| !n.is_empty()) {
        let make = || Person { name: name.clone(), ..Person::default() };
        project.owner = Some(people::find(b, &name, make));
    }
    if let Some(zero) = zero {
        task::costs(b, &plot, zero, project.id.to_ref(), project.start);
    }
    b.add(project);
    items(b, &mut plot);
    links(b, &plot);
    base::baselines(b, &plot);
    Ok(builder.out)
}

/// Adds the calendars: those that others rest on, and of resources those with hours of their own.
fn calendars(b: &mut Builder<'_>, plot: &mut Plot<'_>) {
    let elements: Vec<&Element> = plot.root.list("Calendars", "Calendar").collect();
    let of = |uid: i64| elements.iter().find(|e| read::number(e, "UID") == Some(uid));
    let used: FxHashSet<i64> = plot.plan.tasks.iter().filter_map(|t| t.calendar).collect();
    for (uid, record) in &plot.plan.calendars {
        let Some(element) = of(*uid) else { continue };
        let base = read::number(element, "BaseCalendarUID").filter(|uid| of(*uid).is_some());
        let own = ["WeekDays", "Exceptions", "WorkWeeks"];
        let own = own.iter().any(|n| element.child(n).is_some_and(|l| !l.children.is_empty()));
        if !read::is(element, "IsBaseCalendar") && !own && !used.contains(uid) {
            // It is its base by another name.
            if let Some(id) = base.and_then(|uid| plot.calendars.get(&uid)).copied() {
                plot.calendars.insert(*uid, id);
                continue;
            }
        }
        let name = one_line(&record.name);
        let name = if name.is_empty() { format!("Calendar {uid}") } else { name };
        let end = format!(" · {}", plot.title);
        let name = if name.ends_with(&end) { name } else { name + &end };
        let id = b.env.id();
        b.add(Calendar { id, name, ..record.clone() });
        plot.calendars.insert(*uid, id);
    }
    if read::tasks(plot.root, true).iter().any(|(_, task)| task.elapsed) {
        let id = b.env.id();
        let around = vec![Shift { from: 0, to: 1_440, ..Shift::default() }];
        let day = |day| WeekDay { day, shifts: around.clone(), ..WeekDay::default() };
        let week = (1..=7).map(day).collect();
        b.add(Calendar { id, name: CLOCK.to_owned(), week, ..Calendar::default() });
        plot.clock = Some(id);
    }
}

/// Adds the tasks in their order and place.
fn items(b: &mut Builder<'_>, plot: &mut Plot<'_>) {
    let rows = read::tasks(plot.root, true);
    let wishes: Vec<Option<u32>> =
        rows.iter().map(|(_, task)| u32::try_from(task.uid).ok()).collect();
    let numbers = number(&wishes);
    let ranks = Rank::spread(None, None, rows.len());
    for (_, task) in &rows {
        let id = b.env.id();
        plot.items.entry(task.uid).or_insert(id);
    }
    let mut seen = FxHashSet::default();
    for (((element, task), (number, _)), rank) in rows.iter().zip(numbers).zip(ranks) {
        if !seen.insert(task.uid) {
            let why = "another task before it has this number; that one counts";
            b.unplaced(&name_of(element), "UID", &task.uid.to_string(), why);
            continue;
        }
        let id = plot.items.get(&task.uid).copied().unwrap_or_default();
        let item = Item { id, number, rank, project: Some(plot.project), ..Item::default() };
        let item = task::fill(b, plot, element, task, item);
        b.add(item);
    }
}

/// Adds the links; what leads nowhere is reported.
fn links(b: &mut Builder<'_>, plot: &Plot<'_>) {
    let mut seen = FxHashSet::default();
    for (element, task) in read::tasks(plot.root, true) {
        let at = name_of(element);
        for tie in element.all("PredecessorLink") {
            let uid = tie.get("PredecessorUID").unwrap_or_default();
            rest::leftovers(b, tie, rest::LINK, &at);
            let Some(link) = read::link(tie, 0, task.uid) else {
                b.unplaced(&at, "PredecessorLink", uid, "the link does not name a task");
                continue;
            };
            let ends = (plot.items.get(&(link.from as i64)), plot.items.get(&task.uid));
            let (Some(from), Some(to)) = ends else {
                b.unplaced(&at, "PredecessorLink", uid, "the predecessor is not in the file");
                continue;
            };
            if from == to || !seen.insert((*from, *to, link.kind as u8)) {
                let why = "the same link comes before, or it leads to the task itself";
                b.unplaced(&at, "PredecessorLink", uid, why);
                continue;
            }
            let (lag, lag_unit) = match link.lag {
                Lag::Working(n) => (n as f64, LagUnit::Working),
                Lag::Elapsed(n) => (n as f64, LagUnit::Elapsed),
                Lag::Percent(n) => (n as f64 / 100.0, LagUnit::Percent),
                Lag::ElapsedPercent(n) => (n as f64 / 100.0, LagUnit::ElapsedPercent),
            };
            let kind = match link.kind {
                LinkKind::FinishStart => Link::FinishStart,
                LinkKind::StartStart => Link::StartStart,
                LinkKind::FinishFinish => Link::FinishFinish,
                LinkKind::StartFinish => Link::StartFinish,
            };
            let id = b.env.id();
            b.add(Dependency {
                id,
                from: *from,
                to: *to,
                link: kind,
                lag: Number::new(lag).filter(|n| n.get() != 0.0),
                lag_unit: if lag == 0.0 { LagUnit::Working } else { lag_unit },
                ..Dependency::default()
            });
        }
    }
}

/// Names a task in the report.
fn name_of(task: &Element) -> String {
    let id = task.get("ID").or_else(|| task.get("UID")).unwrap_or("?");
    format!("task {id} \"{}\"", one_line(task.get("Name").unwrap_or_default()))
}

/// Reads a time; the file does not say its zone, so it is taken as UTC.
fn time(element: &Element, name: &str) -> Option<Time> {
    element.get(name)?.parse().ok()
}
