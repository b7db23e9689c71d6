//! Whose calendar and how long: the calendars of a model, and the stretches of an item's work.
//! This module knows no link and no date that is computed.
//!
//! The closest calendar holds: an item's own for all its work; else each person's for theirs
//! (their own, their team's, that of the item's place), without their absences. Who is assigned
//! does the work; where nobody is, the owner does.

use rustc_hash::FxHashMap;

use super::build::{UNSAID, day_end, day_start, stretch};
use super::calendar::WorkCalendar;
use super::effort::{self, Share};
use super::moment::Moment;
use super::network::Stretch;
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Absence, Assignment, Calendar, Item, Person};

/// Holds the calendars of a network while it is made.
#[derive(Debug, Clone)]
pub(super) struct Calendars {
    pub(super) all: Vec<WorkCalendar>,
    records: FxHashMap<Id<Calendar>, u32>,
    people: FxHashMap<(Id<Person>, u32), u32>,
    always: Option<u32>,
    usual: WorkCalendar,
}

impl Calendars {
    pub(super) fn new(model: &Model) -> Self {
        let mut calendars = Calendars {
            all: vec![WorkCalendar::standard()],
            records: FxHashMap::default(),
            people: FxHashMap::default(),
            always: None,
            usual: WorkCalendar::standard(),
        };
        let usual = model.info().and_then(|info| info.calendar);
        if let Some(record) = usual.and_then(|id| model.find(id)) {
            calendars.all = vec![WorkCalendar::of(record)];
            calendars.records.insert(record.id, 0);
        }
        calendars
    }

    fn add(&mut self, calendar: WorkCalendar) -> u32 {
        self.all.push(calendar);
        u32::try_from(self.all.len() - 1).unwrap_or(0)
    }

    fn record(&mut self, model: &Model, id: Option<Id<Calendar>>) -> Option<u32> {
        let record = model.find(id?)?;
        if let Some(known) = self.records.get(&record.id) {
            return Some(*known);
        }
        let idx = self.add(WorkCalendar::of(record));
        self.records.insert(record.id, idx);
        Some(idx)
    }

    fn always(&mut self) -> u32 {
        if let Some(idx) = self.always {
            return idx;
        }
        let idx = self.add(WorkCalendar::always());
        self.always = Some(idx);
        idx
    }

    /// Gives a calendar; one that is not there is the usual one.
    pub(super) fn get(&self, idx: u32) -> &WorkCalendar {
        self.all.get(idx as usize).unwrap_or(&self.usual)
    }

    /// Gives the calendar of an item, and whether it is its own.
    pub(super) fn of_item(&mut self, model: &Model, item: &Item) -> (u32, bool) {
        if let Some(own) = self.record(model, item.calendar) {
            return (own, true);
        }
        let project = item.project.and_then(|id| model.find(id));
        (self.record(model, project.and_then(|p| p.calendar)).unwrap_or(0), false)
    }

    fn of_person(&mut self, model: &Model, person: &Person, place: u32) -> u32 {
        if let Some(known) = self.people.get(&(person.id, place)) {
            return *known;
        }
        let team = person.team.and_then(|id| model.find(id)).and_then(|t| t.calendar);
        let own = self.record(model, person.calendar);
        let base = own.or_else(|| self.record(model, team)).unwrap_or(place);
        let ids = model.index().owned_of::<Absence>(person.id.to_ref());
        let away: Vec<&Absence> = ids.filter_map(|id| model.find(id)).collect();
        let idx = if away.is_empty() { base } else { self.add(self.get(base).without(away)) };
        self.people.insert((person.id, place), idx);
        idx
    }

    /// Lists who works on an item: the calendar of each and their share.
    fn shares(&mut self, model: &Model, item: &Item, main: u32) -> Vec<(u32, Share)> {
        let owner: Ref = item.id.to_ref();
        let ids: Vec<Id<Assignment>> = model.index().owned_of(owner).collect();
        let assigned: Vec<&Assignment> = ids.iter().filter_map(|id| model.find(*id)).collect();
        let mut shares = Vec::new();
        let whole = |person: &Person| person.capacity.map_or(100.0, |c| c.get());
        for assignment in assigned {
            let Some(person) = model.find(assignment.person) else { continue };
            let units = assignment.units.map_or(whole(person), |u| u.get());
            let work = assignment.work.map(|w| w.0);
            shares.push((self.of_person(model, person, main), Share { units, work }));
        }
        if let Some(person) = item.owner.and_then(|id| model.find(id)).filter(|_| ids.is_empty()) {
            let share = Share { units: whole(person), work: None };
            shares.push((self.of_person(model, person, main), share));
        }
        shares
    }

    /// Gives the stretches of an item's work. `own` says that `main` is the item's own calendar.
    ///
    /// Its duration counts, then its work by the units of who does it, then the working time from
    /// its start to its due date, then [`UNSAID`]. Dates on free days only are kept by the clock.
    pub(super) fn stretches(
        &mut self,
        model: &Model,
        item: &Item,
        main: u32,
        own: bool,
    ) -> Vec<Stretch> {
        let mut shares = self.shares(model, item, main);
        if own || shares.is_empty() {
            let units = shares.iter().map(|(_, s)| s.units).sum::<f64>();
            let units = if shares.is_empty() { 100.0 } else { units };
            shares = vec![(main, Share { units, work: None })];
        }
        let list: Vec<Share> = shares.iter().map(|(_, share)| *share).collect();
        let (duration, work) = (item.duration.map(|d| d.0), item.work.map(|w| w.0));
        let minutes = effort::minutes_of(duration, work, &list);
        if let Some(minutes) = minutes {
            return shares.iter().zip(minutes).map(|((at, _), n)| stretch(*at, n.max(0))).collect();
        }
        let (Some(start), Some(due)) = (item.start, item.due) else {
            return shares.iter().map(|(at, _)| stretch(*at, UNSAID)).collect();
        };
        let hours = self.get(main);
        let (from, to) = (day_start(hours, start), day_end(hours, due.max(start)));
        let spans: Vec<Stretch> = shares
            .iter()
            .map(|(at, _)| stretch(*at, self.get(*at).between(from, to)))
            .filter(|s| s.minutes > 0)
            .collect();
        if spans.is_empty() { vec![stretch(self.always(), to.since(from))] } else { spans }
    }

    /// Gives when stretches that start at a moment are finished.
    pub(super) fn finish(&self, stretches: &[Stretch], from: Moment) -> Moment {
        let ends = stretches.iter().filter(|s| s.minutes > 0).map(|s| {
            let hours = self.get(s.calendar);
            hours.finish_at(hours.worked(from).saturating_add(s.minutes))
        });
        ends.max().unwrap_or(from)
    }

    /// Gives when stretches start that are finished by a moment.
    pub(super) fn start(&self, stretches: &[Stretch], to: Moment) -> Moment {
        let starts = stretches.iter().filter(|s| s.minutes > 0).map(|s| {
            let hours = self.get(s.calendar);
            hours.start_at(hours.worked(to).saturating_sub(s.minutes))
        });
        starts.min().unwrap_or(to)
    }
}
