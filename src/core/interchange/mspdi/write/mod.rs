//! Writes a project, or the whole workspace, as a plan in Microsoft Project's XML. It knows no
//! view and no file.
//!
//! Elements stand in the order of Microsoft's schema, which Project insists on. Dates are those of
//! the computed schedule; what holds an item where it is put, without a link, becomes a "start no
//! earlier than", as Project itself makes of a start that a person types. A project is the plan; of
//! a whole workspace each project is a summary of its items. The number of a task is the number of
//! its item where those are all different, so that an import recognizes them.
//!
//! What the format has no field for is reported: the same table that `import` fills, read the
//! other way.

mod calendar;
mod cost;
mod custom;
mod people;
mod rest;
mod sheet;
mod task;

use rustc_hash::{FxHashMap, FxHashSet};

use self::calendar::Calendars;
use self::custom::Customs;
use self::people::Crew;
use self::sheet::Sheet;
use crate::interchange::{Outgoing, Unplaced};
use crate::lens::scope::Scope;
use crate::model::id::{Id, Ref};
use crate::model::rank::Rank;
use crate::model::time::{Date, Time};
use crate::model::workspace::Model;
use crate::model::{Baseline, Category, Item, Project};
use crate::schedule::build::key_of;
use crate::schedule::{Moment, Network, Plan, Rules};

/// One row of the plan.
struct Row<'a> {
    uid: i64,
    level: usize,
    /// Its place in the outline, such as `1.2.3`.
    outline: String,
    what: What<'a>,
    /// Whether other rows are part of it.
    summary: bool,
}

/// What a row is of.
enum What<'a> {
    Item(&'a Item),
    Project(&'a Project),
}

/// Holds what is needed to write.
struct Pen<'a> {
    model: &'a Model,
    plan: Plan,
    /// The plan's start.
    start: Moment,
    place: Option<&'a Project>,
    rows: Vec<Row<'a>>,
    uids: FxHashMap<Id<Item>, i64>,
    calendars: Calendars<'a>,
    crew: Crew<'a>,
    customs: Customs<'a>,
    /// Up to eleven baselines with their numbers.
    baselines: Vec<(usize, &'a Baseline)>,
    unplaced: Vec<Unplaced>,
}

impl Pen<'_> {
    fn unplaced(&mut self, at: &str, field: &str, value: &str, why: &str) {
        let (at, field) = (at.to_owned(), field.to_owned());
        let value = crate::interchange::build::shorten(value);
        self.unplaced.push(Unplaced { at, field, value, why: why.to_owned() });
    }
}

/// Is a plan that was written.
pub struct Written {
    /// The text, and what it could not carry.
    pub out: Outgoing,
    /// The number of the task of each item.
    pub uids: Vec<(Id<Item>, i64)>,
}

/// Writes a project, or what another place holds, or the whole workspace. `now` is the moment of
/// saving.
pub fn write(model: &Model, place: Option<Ref>, now: Time, today: Date) -> Written {
    let network = Network::of(model, today, Rules::default());
    let scope = Scope::of(model, place);
    let place = place.and_then(Id::<Project>::from_ref).and_then(|id| model.find(id));
    let plan = Plan::new(network);
    let (rows, uids) = rows(model, place, &scope);
    let starts = rows.iter().filter_map(|row| match row.what {
        What::Item(item) => {
            let task = plan.task(key_of(item.id))?;
            Some(task.actual_start.unwrap_or(plan.dates(key_of(item.id))?.start))
        }
        What::Project(project) => project.start.map(Moment::start_of),
    });
    let own = place.and_then(|p| p.start).map(Moment::start_of);
    let start = starts.chain(own).min().unwrap_or_else(|| Moment::start_of(today));
    let main = place.and_then(|p| p.calendar);
    let main = main.or_else(|| model.info().and_then(|info| info.calendar));
    let calendars = Calendars::new(model, main.and_then(|id| model.find(id)));
    let start = calendars.opening(start);
    let mut pen = Pen {
        model,
        plan,
        start,
        place,
        rows,
        uids,
        calendars,
        crew: Crew::default(),
        customs: Customs::new(model),
        baselines: Vec::new(),
        unplaced: Vec::new(),
    };
    pen.baselines = baselines(&mut pen);
    people::gather(&mut pen);
    task::calendars(&mut pen);
    rest::report(&mut pen);
    let mut sheet = Sheet::default();
    sheet.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    sheet.open("Project");
    sheet.out =
        sheet.out.replace("<Project>", "<Project xmlns=\"http://schemas.microsoft.com/project\">");
    let s = &mut sheet;
    head(&pen, s, now);
    pen.customs.define(s);
    pen.calendars.write(s);
    s.open("Tasks");
    task::zero(&pen, s);
    let rows = std::mem::take(&mut pen.rows);
    for (idx, row) in rows.iter().enumerate() {
        task::write(&mut pen, s, row, idx + 1);
    }
    pen.rows = rows;
    s.close();
    people::write(&pen, s);
    sheet.close();
    let mut uids: Vec<(Id<Item>, i64)> = pen.uids.into_iter().collect();
    crate::sort::sort(&mut uids);
    Written { out: Outgoing { text: sheet.out, unplaced: pen.unplaced }, uids }
}

/// Lists the rows in their order, and the number of each item's task.
fn rows<'a>(
    model: &'a Model,
    place: Option<&'a Project>,
    scope: &Scope,
) -> (Vec<Row<'a>>, FxHashMap<Id<Item>, i64>) {
    let inside = |item: &&Item| {
        let done = model.status_of(item).is_some_and(|s| s.category == Category::Done);
        let here = place.map_or_else(|| scope.holds(item), |p| item.project == Some(p.id));
        here && item.trashed.is_none() && (item.archived.is_none() || done)
    };
    let items: Vec<&Item> = model.items.iter().filter(inside).collect();
    let here: FxHashSet<Id<Item>> = items.iter().map(|i| i.id).collect();
    let mut below: FxHashMap<Option<Id<Item>>, Vec<&Item>> = FxHashMap::default();
    for item in items {
        below.entry(item.parent.filter(|p| here.contains(p))).or_default().push(item);
    }
    let order = |item: &&Item| (item.rank.clone(), item.id);
    below.values_mut().for_each(|list| crate::sort::by_cached_key(list, order));
    let top = below.get(&None).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    if place.is_some() {
        outline(&below, &top, "", &mut rows);
    } else {
        let mut projects: Vec<&Project> = model.projects.iter().collect();
        let order = |p: &&Project| -> (Rank, Id<Project>) { (p.rank.clone(), p.id) };
        crate::sort::by_cached_key(&mut projects, order);
        let mut n = 0;
        for project in projects {
            let own: Vec<&Item> =
                top.iter().copied().filter(|i| i.project == Some(project.id)).collect();
            if own.is_empty() {
                continue;
            }
            n += 1;
            let summary = true;
            let what = What::Project(project);
            rows.push(Row { uid: 0, level: 1, outline: n.to_string(), what, summary });
            outline(&below, &own, &n.to_string(), &mut rows);
        }
        let known = |item: &&Item| item.project.is_some_and(|p| model.find(p).is_some());
        let free: Vec<&Item> = top.iter().copied().filter(|i| !known(i)).collect();
        let from = rows.len();
        outline(&below, &free, "", &mut rows);
        // They stand beside the projects and go on with their numbers.
        for row in rows.iter_mut().skip(from) {
            let (first, rest) = row.outline.split_once('.').unwrap_or((&row.outline, ""));
            let first = first.parse::<usize>().unwrap_or(0) + n;
            let dot = if rest.is_empty() { "" } else { "." };
            row.outline = format!("{first}{dot}{rest}");
        }
    }
    let wishes = rows.iter().map(|row| match row.what {
        What::Item(item) if place.is_some() => Some(i64::from(item.number)),
        _ => None,
    });
    let fits = |n: &Option<i64>| n.is_some_and(|n| (1..1_000_000_000).contains(&n));
    let wishes: Vec<Option<i64>> = wishes.collect();
    let distinct: FxHashSet<i64> = wishes.iter().filter(|w| fits(w)).flatten().copied().collect();
    let by_number = distinct.len() == rows.len();
    let mut uids = FxHashMap::default();
    for ((n, row), wish) in (1..).zip(&mut rows).zip(wishes) {
        row.uid = wish.filter(|_| by_number).unwrap_or(n);
        if let What::Item(item) = row.what {
            uids.insert(item.id, row.uid);
        }
    }
    (rows, uids)
}

/// Adds items and what is part of them, each after what it is part of.
fn outline<'a>(
    below: &FxHashMap<Option<Id<Item>>, Vec<&'a Item>>,
    top: &[&'a Item],
    above: &str,
    rows: &mut Vec<Row<'a>>,
) {
    let place = |above: &str, n: usize| match above {
        "" => n.to_string(),
        above => format!("{above}.{n}"),
    };
    let level = |outline: &str| outline.matches('.').count() + 1;
    // Deep trees must not take the stack: what waits is kept in a list, the next at its end.
    let mut open: Vec<(&Item, String)> = Vec::new();
    open.extend((1..).zip(top).map(|(n, item)| (*item, place(above, n))));
    open.reverse();
    while let Some((item, outline)) = open.pop() {
        let parts = below.get(&Some(item.id)).map_or(&[][..], Vec::as_slice);
        let next: Vec<(&Item, String)> =
            (1..).zip(parts).map(|(n, part)| (*part, place(&outline, n))).collect();
        let summary = !next.is_empty();
        let level = level(&outline);
        rows.push(Row { uid: 0, level, outline, what: What::Item(item), summary });
        open.extend(next.into_iter().rev());
    }
}

/// Chooses the baselines that the format can carry, and their numbers from 0 to 10.
fn baselines<'a>(pen: &mut Pen<'a>) -> Vec<(usize, &'a Baseline)> {
    let place = pen.place.map(|p| p.id);
    let of_here = |b: &&Baseline| b.project.is_none() || place.is_none() || b.project == place;
    let mut all: Vec<&Baseline> = pen.model.baselines.iter().filter(of_here).collect();
    crate::sort::by_cached_key(&mut all, |b| (b.at, b.id));
    let mut out: Vec<(usize, &Baseline)> = Vec::new();
    for baseline in all {
        let own = match baseline.name.strip_prefix("Baseline") {
            Some("") => Some(0),
            Some(n) => n.trim().parse::<usize>().ok().filter(|n| (1..=10).contains(n)),
            None => None,
        };
        let free = |n: &usize| out.iter().all(|(taken, _)| taken != n);
        let at = format!("baseline “{}”", baseline.name);
        match own.filter(free).or_else(|| (0..=10).find(free)) {
            Some(n) => {
                if own != Some(n) {
                    let why = format!("baselines have numbers there; it is number {n}");
                    pen.unplaced(&at, "Name", &baseline.name, &why);
                }
                out.push((n, baseline));
            }
            None => pen.unplaced(&at, "Baseline", &baseline.name, "Project keeps eleven"),
        }
    }
    crate::sort::by_cached_key(&mut out, |(n, _)| *n);
    out
}

/// Writes what holds for the whole plan.
fn head(pen: &Pen<'_>, s: &mut Sheet, now: Time) {
    let ends = pen.rows.iter().filter_map(|row| match row.what {
        What::Item(item) => Some(pen.plan.dates(key_of(item.id))?.finish),
        What::Project(_) => None,
    });
    let info = pen.model.info();
    let title = match (pen.place, info) {
        (Some(project), _) => project.name.as_str(),
        (None, Some(info)) => info.name.as_str(),
        (None, None) => "",
    };
    s.leaf("SaveVersion", 14);
    let id = pen.place.map_or(1, |p| p.id.raw().0);
    s.text("Name", title);
    s.leaf("GUID", guid(id));
    s.text("Title", title);
    let owner = pen.place.and_then(|p| p.owner).and_then(|id| pen.model.find(id));
    s.text("Manager", owner.map_or("", |p| p.name.as_str()));
    // Project does not say when baselines were taken: the first one's time is that of the plan.
    let first = pen.baselines.iter().map(|(_, b)| b.at).min();
    s.time("CreationDate", first.unwrap_or(now));
    s.time("LastSaved", now);
    s.leaf("ScheduleFromStart", 1);
    s.moment("StartDate", pen.start);
    s.moment("FinishDate", ends.max().unwrap_or(pen.start).max(pen.start));
    s.leaf("FYStartDate", 1);
    s.leaf("CriticalSlackLimit", 0);
    s.leaf("CurrencyDigits", 2);
    let currency = info.map_or("", |info| info.currency.as_str());
    if currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()) {
        s.leaf("CurrencySymbol", currency);
        s.leaf("CurrencyCode", currency);
    }
    s.leaf("CalendarUID", 1);
    let (from, to) = pen.calendars.usual_day();
    s.leaf("DefaultStartTime", clock(from));
    s.leaf("DefaultFinishTime", clock(to));
    s.leaf("MinutesPerDay", 480);
    s.leaf("MinutesPerWeek", 2_400);
    s.leaf("DaysPerMonth", 20);
    s.leaf("DefaultTaskType", 0);
    s.leaf("DefaultFixedCostAccrual", 3);
    s.leaf("DurationFormat", 7);
    s.leaf("WorkFormat", 2);
    s.leaf("HonorConstraints", 1);
    s.leaf("NewTasksEffortDriven", 0);
    s.leaf("NewTasksEstimated", 0);
    s.leaf("WeekStartDay", 1);
    s.leaf("NewTasksAreManual", 0);
}

/// Writes an id in the form of Microsoft's.
fn guid(id: u64) -> String {
    let text = format!("{id:016X}");
    let (head, tail) = text.split_at_checked(4).unwrap_or((&text, ""));
    format!("00000000-0000-0000-{head}-{tail}")
}

/// Writes minutes after midnight as a time of day; the end of the day is its midnight.
fn clock(minute: u32) -> String {
    format!("{:02}:{:02}:00", minute / 60 % 24, minute % 60)
}
