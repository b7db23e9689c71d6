//! Resources as people, and assignments as shares of items, time spent and costs. This module
//! knows no task but by its number.

use super::super::read::{duration, is, moment, number};
use super::super::xml::Element;
use super::{Plot, rest};
use crate::interchange::build::{Builder, one_line};
use crate::model::id::Id;
use crate::model::number::{Money, Number, Percent};
use crate::model::time::WorkMinutes;
use crate::model::{Assignment, CostKind, Item, Person, TimeEntry};
use crate::schedule::{Moment, WorkCalendar};

/// Finds or adds somebody by name.
pub(super) fn find(b: &mut Builder<'_>, name: &str, make: impl FnOnce() -> Person) -> Id<Person> {
    b.person(name, make)
}

/// Adds the people among the resources; materials and costs are reported.
pub(super) fn resources(b: &mut Builder<'_>, plot: &mut Plot<'_>) {
    for one in plot.root.list("Resources", "Resource") {
        // Number 0 stands for nobody.
        let Some(uid) = number(one, "UID").filter(|uid| *uid > 0) else { continue };
        if is(one, "IsNull") {
            continue;
        }
        let at = name_of(one);
        let what = match number(one, "Type") {
            _ if is(one, "IsCostResource") => "cost",
            Some(0) => "material",
            Some(2) => "cost",
            _ => "",
        };
        if !what.is_empty() {
            let why = "it is nobody who works; what it costs stands at the items that need it";
            b.unplaced(&at, "Type", what, why);
            continue;
        }
        let given = one_line(one.get("Name").unwrap_or_default());
        let name = if given.is_empty() { format!("Resource {uid}") } else { given };
        let taken = b.known_person(&name).is_some();
        let key = if taken { format!("{name}\u{1f}{uid}") } else { name.clone() };
        let units = units(one, "MaxUnits").map(|n| n * 100.0);
        let capacity = units.filter(|n| *n != 100.0).and_then(Percent::new);
        if capacity.is_none() && units.is_some_and(|n| n > 100.0) {
            let why = "one person has 100 % at most; a resource of several counts as one here";
            b.unplaced(&at, "MaxUnits", one.get("MaxUnits").unwrap_or_default(), why);
        }
        let calendar = number(one, "CalendarUID").and_then(|uid| plot.calendars.get(&uid)).copied();
        let usual = plot.calendars.get(&plot.plan.calendar).copied();
        let rate = rate(one);
        let id = find(b, &key, || Person {
            name,
            email: one.get("EmailAddress").unwrap_or_default().to_owned(),
            job: one_line(one.get("Group").unwrap_or_default()),
            calendar: calendar.filter(|_| calendar != usual),
            capacity,
            rate: (rate != 0.0).then(|| Money((rate * 100.0).round() as i64)),
            ..Person::default()
        });
        plot.people.insert(uid, id);
        rest::leftovers(b, one, rest::RESOURCE, &at);
    }
}

/// Adds the assignments of a task; the first one's person owns the item.
pub(super) fn assign(b: &mut Builder<'_>, plot: &Plot<'_>, uid: i64, item: &mut Item, at: &str) {
    for one in plot.assignments.get(&uid).into_iter().flatten() {
        let who = number(one, "ResourceUID").unwrap_or(-1);
        if is_split(one, &plot.hours) {
            let why = "work goes on without a break here: splits are not kept";
            b.unplaced(at, "Split", one.get("Start").unwrap_or_default(), why);
        }
        let Some(person) = plot.people.get(&who).copied() else {
            if who > 0 && resource(plot, who).is_none() {
                let why = "the resource is not in the file";
                b.unplaced(at, "Assignment", &who.to_string(), why);
            }
            continue;
        };
        let units = units(one, "Units").unwrap_or(1.0) * 100.0;
        let work = one.get("Work").and_then(duration);
        let id = b.env.id();
        b.add(Assignment {
            id,
            item: item.id,
            person,
            units: Number::new((units * 1e6).round() / 1e6),
            work: work.map(WorkMinutes),
            ..Assignment::default()
        });
        item.owner = item.owner.or(Some(person));
        let name = format!("{at}, {}", resource(plot, who).map(name_of).unwrap_or_default());
        spent(b, one, item, person);
        rest::leftovers(b, one, rest::ASSIGNMENT, &name);
    }
}

/// Adds the actual work of an assignment, day by day where the file says so.
fn spent(b: &mut Builder<'_>, one: &Element, item: &Item, person: Id<Person>) {
    let all = one.get("ActualWork").and_then(duration).unwrap_or(0);
    let mut days: Vec<(Moment, i64)> = Vec::new();
    for part in one.all("TimephasedData").filter(|p| number(p, "Type") == Some(2)) {
        let minutes = part.get("Value").and_then(duration).unwrap_or(0);
        if let Some(start) = moment(part, "Start").filter(|_| minutes > 0) {
            days.push((start, minutes));
        }
    }
    if days.iter().map(|(_, n)| n).sum::<i64>() != all {
        days.clear();
        let start = moment(one, "ActualStart").or_else(|| moment(one, "Start"));
        days.extend(start.filter(|_| all > 0).map(|start| (start, all)));
    }
    let mut sums: Vec<(crate::model::time::Date, i64)> = Vec::new();
    for (start, minutes) in days {
        match sums.last_mut() {
            Some((date, sum)) if *date == start.date() => *sum += minutes,
            _ => sums.push((start.date(), minutes)),
        }
    }
    for (date, minutes) in sums {
        let id = b.env.id();
        let (item, person, minutes) = (item.id, Some(person), WorkMinutes(minutes));
        b.add(TimeEntry { id, item, person, date, minutes, ..TimeEntry::default() });
    }
}

/// Tells whether planned work pauses for working time between two stretches of it.
fn is_split(one: &Element, hours: &WorkCalendar) -> bool {
    let parts = one.all("TimephasedData").filter(|p| number(p, "Type") == Some(1));
    let works = |p: &&Element| p.get("Value").and_then(duration).is_some_and(|n| n > 0);
    let parts: Vec<&Element> = parts.collect();
    let (first, last) = (parts.iter().position(works), parts.iter().rposition(works));
    let between = first.zip(last).and_then(|(first, last)| parts.get(first..last));
    between.unwrap_or_default().iter().filter(|p| !works(p)).any(|pause| {
        let span = moment(pause, "Start").zip(moment(pause, "Finish"));
        span.is_some_and(|(from, to)| hours.between(from, to) > 0)
    })
}

/// A cost beside people's hours: its name, what kind it is, and hundredths of the currency.
type Beside = (String, CostKind, i64);

/// Lists what the assignments of a task cost beside hours at an hourly rate, and adds up all that
/// they really cost.
pub(super) fn costs(plot: &Plot<'_>, uid: i64) -> (Vec<Beside>, i64) {
    let (mut out, mut sum) = (Vec::new(), 0i64);
    for one in plot.assignments.get(&uid).into_iter().flatten() {
        let who = number(one, "ResourceUID").unwrap_or(-1);
        let Some(from) = resource(plot, who) else { continue };
        let works = plot.people.contains_key(&who);
        let name = one_line(from.get("Name").unwrap_or("Resource"));
        let name = if works { format!("{name}, beyond the hourly rate") } else { name };
        let rate = if works { rate(from) } else { 0.0 };
        for (cost, work, kind) in
            [("Cost", "Work", CostKind::Planned), ("ActualCost", "ActualWork", CostKind::Actual)]
        {
            let cost = number(one, cost).unwrap_or(0);
            let minutes = one.get(work).and_then(duration).unwrap_or(0);
            let labor = (rate * 100.0 * minutes as f64 / 60.0).round() as i64;
            if kind == CostKind::Actual {
                sum = sum.saturating_add(cost);
            }
            // Project rounds each part of it to the hundredth.
            if cost != 0 && cost.saturating_sub(labor).abs() > 1 {
                out.push((name.clone(), kind, cost.saturating_sub(labor)));
            }
        }
    }
    (out, sum)
}

fn resource<'a>(plot: &Plot<'a>, uid: i64) -> Option<&'a Element> {
    let mut all = plot.root.list("Resources", "Resource");
    all.find(|r| number(r, "UID") == Some(uid))
}

fn name_of(resource: &Element) -> String {
    format!("resource \"{}\"", one_line(resource.get("Name").unwrap_or_default()))
}

/// Gives what an hour costs, in whole units of the currency.
fn rate(resource: &Element) -> f64 {
    units(resource, "StandardRate").unwrap_or(0.0)
}

fn units(element: &Element, name: &str) -> Option<f64> {
    element.get(name)?.parse().ok().filter(|n: &f64| n.is_finite())
}
