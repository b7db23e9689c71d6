//! When the next check-in of a place is due: by the cadence that its agreement names, on a working
//! day of its calendar. It knows no page.

use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{CheckIn, Phase, Project};
use crate::schedule::{Moment, WorkCalendar};
use crate::sort;

/// How many days ahead or back are counted at most.
const MOST: i64 = 400;

/// Is a place that is checked on.
pub struct Watched<'a> {
    /// The place.
    pub place: Ref,
    /// What was agreed for it, the newest.
    pub agreement: &'a CheckIn,
    /// The check-ins since, oldest first.
    pub since: Vec<&'a CheckIn>,
    /// When the next is due; nothing where no cadence is kept.
    pub due: Option<Date>,
    /// By how many working days it is late.
    pub late: i64,
}

impl<'a> Watched<'a> {
    /// Gives the newest check-in, else the agreement.
    pub fn last(&self) -> &'a CheckIn {
        self.since.last().copied().unwrap_or(self.agreement)
    }
}

/// Lists the check-ins of a place, oldest first, agreements with them.
pub fn all(model: &Model, place: Ref) -> Vec<&CheckIn> {
    let mut list: Vec<&CheckIn> =
        model.check_ins.iter().filter(|c| c.place == Some(place)).collect();
    sort::by_key(&mut list, |c| (c.date, c.id));
    list
}

/// Says how a place is checked on; nothing where nothing was agreed.
pub fn watched(model: &Model, place: Ref, today: Date) -> Option<Watched<'_>> {
    let list = all(model, place);
    let at = list.iter().rposition(|c| c.agreement)?;
    let agreement = *list.get(at)?;
    let since: Vec<&CheckIn> = list.iter().filter(|c| !c.agreement).copied().collect();
    let last = list.last().map_or(agreement.date, |c| c.date);
    let calendar = calendar(model, place);
    let every = agreement.cadence.filter(|n| *n > 0 && is_going(model, place));
    let due = every.map(|n| on_or_after(&calendar, last.plus_days(i64::from(n))));
    let late = due.map_or(0, |due| working_days(&calendar, due, today));
    Some(Watched { place, agreement, since, due, late })
}

/// Tells whether a place is still worked for.
pub fn is_going(model: &Model, place: Ref) -> bool {
    let project = Id::<Project>::from_ref(place).and_then(|id| model.find(id));
    project.is_none_or(|p| {
        p.archived.is_none() && !matches!(p.phase, Phase::Closed | Phase::Paused | Phase::Proposed)
    })
}

/// Gives the calendar of a place: its own, else that of the workspace.
fn calendar(model: &Model, place: Ref) -> WorkCalendar {
    let project = Id::<Project>::from_ref(place).and_then(|id| model.find(id));
    let usual = model.info().and_then(|info| info.calendar);
    let record = project.and_then(|p| p.calendar).or(usual).and_then(|id| model.find(id));
    record.map_or_else(WorkCalendar::standard, WorkCalendar::of)
}

/// Gives the first working day on a day or after it.
fn on_or_after(calendar: &WorkCalendar, day: Date) -> Date {
    calendar.next(Moment::start_of(day)).map_or(day, |at| at.date())
}

/// Counts the working days after a day up to another; none where that comes first.
fn working_days(calendar: &WorkCalendar, from: Date, to: Date) -> i64 {
    let n = to.days_since(from).clamp(0, MOST);
    let works = |n: &i64| {
        let day = from.plus_days(*n);
        calendar.between(Moment::start_of(day), Moment::end_of(day)) > 0
    };
    (1..=n).filter(works).count() as i64
}
