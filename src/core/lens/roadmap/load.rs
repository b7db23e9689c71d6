//! Load against capacity, week by week: who is planned for how much, and how much there is. It
//! knows no roadmap row.

use rustc_hash::FxHashMap;

use super::look::Look;
use super::report::{Capacity, Strip};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Person, Team};
use crate::schedule::Moment;
use crate::schedule::load::Loads;
use crate::sort;

/// How many weeks are shown at most.
const MOST: i64 = 130;

/// Sums up the load of every team over a span, from the week of today or of its start on.
pub(super) fn capacity(look: &Look<'_>, span: Option<(Moment, Moment)>) -> Capacity {
    let (first, last) = span.map_or((look.today, look.today), |(a, b)| (a.date(), b.date()));
    let from = monday(first.max(look.today.plus_days(-7 * 26)));
    let weeks = (last.days_since(from).max(0) / 7 + 1).min(MOST);
    let loads = Loads::of(look.model, look.plan());
    let mut teams: FxHashMap<Option<Id<Team>>, Vec<(i64, i64)>> = FxHashMap::default();
    let mut all = vec![(0, 0); weeks as usize];
    let mut people: Vec<&Person> =
        look.model.people.iter().filter(|p| p.archived.is_none()).collect();
    sort::by_key(&mut people, |p| p.id);
    for person in people {
        let strip = teams.entry(person.team).or_insert_with(|| vec![(0, 0); weeks as usize]);
        for week in 0..weeks {
            let day = from.plus_days(7 * week);
            let (load, there) = loads.week(person.id, day);
            let slots = [strip.get_mut(week as usize), all.get_mut(week as usize)];
            for slot in slots.into_iter().flatten() {
                *slot = (slot.0 + load, slot.1 + there);
            }
        }
    }
    let mut strips: Vec<Strip> = teams
        .into_iter()
        .map(|(team, weeks)| {
            let team = team.filter(|id| look.model.find(*id).is_some());
            let name = if team.is_none() { "No team".to_owned() } else { String::new() };
            Strip { team, name, weeks }
        })
        .collect();
    sort::by_cached_key(&mut strips, |strip| {
        let name = strip.team.map(|id| look.model.title_of(id.to_ref()));
        (name.is_none(), name)
    });
    strips.insert(0, Strip { team: None, name: "Everybody".to_owned(), weeks: all });
    Capacity { from: Some(from), strips }
}

/// Gives the Monday of a day's week.
fn monday(day: Date) -> Date {
    day.plus_days(-i64::from(day.weekday().num_days_from_monday()))
}
