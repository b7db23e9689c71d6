//! People as resources and their shares of items as assignments. This module knows no constraint.

use rustc_hash::FxHashMap;

use super::sheet::{Sheet, duration};
use super::{Pen, What, guid, task};
use crate::interchange::build::one_line;
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Absence, Assignment, Item, Person, TimeEntry};
use crate::schedule::build::key_of;
use crate::schedule::{Moment, effort};

/// The people of a plan.
#[derive(Default)]
pub(super) struct Crew<'a> {
    all: Vec<Member<'a>>,
    uids: FxHashMap<Id<Person>, i64>,
}

struct Member<'a> {
    person: &'a Person,
    name: String,
    calendar: i64,
}

/// What one person has of an item.
pub(super) struct Share<'a> {
    pub(super) person: &'a Person,
    /// Percent of the person's time.
    units: f64,
    /// How much work it is, in minutes.
    pub(super) work: i64,
    /// What that work costs by the person's rate, in hundredths.
    pub(super) cost: i64,
    /// What the time spent costs by the person's rate, in hundredths.
    pub(super) actual_cost: i64,
    /// The time spent, by day.
    days: Vec<(Date, i64)>,
}

impl Share<'_> {
    /// Adds up the time spent.
    pub(super) fn spent(&self) -> i64 {
        self.days.iter().map(|(_, minutes)| minutes).fold(0, |sum, n| sum.saturating_add(*n))
    }
}

/// Lists who works on an item: who is assigned, or else the owner.
pub(super) fn shares<'a>(pen: &Pen<'a>, item: &Item) -> Vec<Share<'a>> {
    let model = pen.model;
    let owned = model.index().owned_of::<Assignment>(item.id.to_ref());
    let assigned: Vec<&Assignment> = owned.filter_map(|id| model.find(id)).collect();
    let mut out: Vec<(&Person, Option<&Assignment>)> = Vec::new();
    for one in &assigned {
        out.extend(model.find(one.person).map(|person| (person, Some(*one))));
    }
    if assigned.is_empty() {
        let owner = item.owner.and_then(|id| model.find(id));
        out.extend(owner.map(|person| (person, None)));
    }
    let stretches =
        pen.plan.task(key_of(item.id)).map_or(&[][..], |task| task.stretches.as_slice());
    let uneven = stretches.windows(2).any(|w| matches!(w, [a, b] if a.calendar != b.calendar));
    let each = |(n, (person, one)): (usize, (&'a Person, Option<&Assignment>))| {
        let whole = person.capacity.map_or(100.0, |c| c.get());
        let units = one.and_then(|one| one.units).map_or(whole, |u| u.get());
        let units = if (0.0..=60_000.0).contains(&units) { units } else { 100.0 };
        let stretch = stretches.get(n).or(stretches.first()).map_or(0, |s| s.minutes);
        let computed = effort::work_of(stretch, units);
        let given = one.and_then(|one| one.work).map(|w| w.0).filter(|n| *n >= 0);
        let work = given.filter(|_| !uneven).unwrap_or(computed);
        let rate = person.rate.map_or(0, |r| r.0);
        let price = |minutes: i64| (rate as f64 * minutes as f64 / 60.0).round() as i64;
        let mut days: Vec<(Date, i64)> = Vec::new();
        // Time of somebody who is assigned twice stands at the first of the two.
        let again = out.iter().take(n).any(|(other, _)| other.id == person.id);
        let entries = model.index().owned_of::<TimeEntry>(item.id.to_ref());
        let entries = entries.filter_map(|id| model.find(id)).filter(|_| !again);
        for entry in entries.filter(|e| e.person == Some(person.id) && e.minutes.0 > 0) {
            days.push((entry.date, entry.minutes.0.min(1_000_000)));
        }
        crate::sort::sort(&mut days);
        let mut share = Share { person, units, work, cost: price(work), actual_cost: 0, days };
        share.actual_cost = price(share.spent());
        share
    };
    out.iter().copied().enumerate().map(each).collect()
}

/// Collects the people of all rows and gives them calendars.
pub(super) fn gather(pen: &mut Pen<'_>) {
    let mut seen: Vec<&Person> = Vec::new();
    for row in &pen.rows {
        if let What::Item(item) = row.what {
            for share in shares(pen, item) {
                if !seen.iter().any(|p| p.id == share.person.id) {
                    seen.push(share.person);
                }
            }
        }
    }
    for (uid, person) in (1..).zip(seen) {
        let plain = one_line(&person.name);
        let name = plain.replace([',', '[', ']'], " ");
        if name != plain {
            let why = "names have no commas and brackets there";
            pen.unplaced(&format!("person “{plain}”"), "Name", &plain, why);
        }
        let name = if name.trim().is_empty() { format!("Person {uid}") } else { one_line(&name) };
        let team = person.team.and_then(|id| pen.model.find(id)).and_then(|t| t.calendar);
        let base = [person.calendar, team].into_iter().flatten();
        let base = base.filter_map(|id| pen.calendars.uid(id)).next().unwrap_or(1);
        let ids = pen.model.index().owned_of::<Absence>(person.id.to_ref());
        let away: Vec<&Absence> = ids.filter_map(|id| pen.model.find(id)).collect();
        let calendar = pen.calendars.person(&name, base, away);
        pen.crew.uids.insert(person.id, uid);
        pen.crew.all.push(Member { person, name, calendar });
    }
}

/// Writes resources and assignments.
pub(super) fn write(pen: &Pen<'_>, s: &mut Sheet) {
    s.open("Resources");
    for (uid, member) in (1..).zip(&pen.crew.all) {
        resource(s, uid, member);
    }
    s.close();
    s.open("Assignments");
    let mut uid = 0;
    for row in &pen.rows {
        let What::Item(item) = row.what else { continue };
        for share in shares(pen, item) {
            uid += 1;
            assignment(pen, s, uid, row.uid, item, &share);
        }
    }
    s.close();
}

fn resource(s: &mut Sheet, uid: i64, member: &Member<'_>) {
    let person = member.person;
    s.open("Resource");
    s.leaf("UID", uid);
    s.leaf("GUID", guid(person.id.raw().0));
    s.leaf("ID", uid);
    s.leaf("Name", &member.name);
    s.leaf("Type", 1);
    s.flag("IsNull", false);
    s.text("Group", &one_line(&person.job));
    s.text("EmailAddress", &one_line(&person.email));
    s.leaf("MaxUnits", person.capacity.map_or(1.0, |c| c.get() / 100.0));
    if let Some(rate) = person.rate {
        s.leaf("StandardRate", rate.0 as f64 / 100.0);
        s.leaf("StandardRateFormat", 2);
    }
    s.leaf("CalendarUID", member.calendar);
    s.close();
}

fn assignment(
    pen: &Pen<'_>,
    s: &mut Sheet,
    uid: i64,
    task_uid: i64,
    item: &Item,
    share: &Share<'_>,
) {
    let Some(who) = pen.crew.uids.get(&share.person.id) else { return };
    let dates = pen.plan.dates(key_of(item.id));
    s.open("Assignment");
    s.leaf("UID", uid);
    s.leaf("TaskUID", task_uid);
    s.leaf("ResourceUID", who);
    if share.actual_cost != 0 {
        s.leaf("ActualCost", share.actual_cost);
    }
    if let Some((first, _)) = share.days.first() {
        s.moment("ActualStart", pen.calendars.opening(Moment::start_of(*first)));
        s.minutes("ActualWork", share.spent());
    }
    if share.cost != 0 {
        s.leaf("Cost", share.cost);
    }
    if let Some(dates) = &dates {
        s.moment("Finish", dates.finish);
        s.moment("Start", dates.start);
    }
    s.leaf("Units", share.units / 100.0);
    s.minutes("Work", if task::is_elapsed(pen, item) { share.work.max(0) } else { share.work });
    for (day, minutes) in &share.days {
        s.open("TimephasedData");
        s.leaf("Type", 2);
        s.leaf("UID", uid);
        s.moment("Start", Moment::start_of(*day));
        s.moment("Finish", Moment::end_of(*day));
        s.leaf("Unit", 2);
        s.leaf("Value", duration(*minutes));
        s.close();
    }
    s.close();
}
