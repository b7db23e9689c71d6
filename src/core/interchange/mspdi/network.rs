//! The file as a network to schedule, by Project's own rules. This module knows no model.

use super::{Project, Task};
use crate::schedule::network::{self, Network, Rules, Stretch};
use crate::schedule::{Limit, WorkCalendar};

impl Project {
    /// Makes the network: a task works by its own calendar, else by those of its people, else by
    /// the project's; elapsed durations run by the clock.
    pub fn network(&self) -> Network {
        let mut calendars: Vec<WorkCalendar> =
            self.calendars.iter().map(|(_, record)| WorkCalendar::of(record)).collect();
        calendars.push(WorkCalendar::always());
        let clock = u32::try_from(calendars.len() - 1).unwrap_or(0);
        let index = |uid: i64| {
            let at = self.calendars.iter().position(|(own, _)| *own == uid);
            at.and_then(|at| u32::try_from(at).ok())
        };
        let main = index(self.calendar).unwrap_or(clock);
        let tasks = self.tasks.iter().map(|task| {
            let own = task.calendar.and_then(index);
            let known = task.people.iter().filter_map(|(uid, n)| Some((index(*uid)?, *n)));
            let mut people: Vec<(u32, i64)> = known.collect();
            let alike = |other: &u32| {
                people
                    .iter()
                    .all(|(at, _)| calendars.get(*at as usize) == calendars.get(*other as usize))
            };
            if task.elapsed {
                people = vec![(clock, task.minutes)];
            } else if own.is_some() || people.is_empty() {
                people = vec![(own.unwrap_or(main), task.minutes)];
            } else if let Some(first) = people.first().map(|(at, _)| *at).filter(alike) {
                // Where all work by the same hours, the duration says more than each one's share.
                people = vec![(first, task.minutes)];
            }
            let stretch = |(calendar, minutes)| Stretch { calendar, minutes };
            let by = if task.elapsed { clock } else { own.unwrap_or(main) };
            self.task(task, by, people.into_iter().map(stretch).collect())
        });
        let rules = Rules { honor_limits: self.honor, critical: self.critical, ..Rules::default() };
        let tasks = tasks.collect();
        Network { tasks, starts: vec![self.start], links: self.links.clone(), rules, calendars }
    }

    /// Tells whether the people on a task work by different hours, so that each one's work and units
    /// say how long they take rather than one duration.
    pub(super) fn is_uneven(&self, task: &Task) -> bool {
        let hours = |uid: i64| {
            let found = self.calendars.iter().find(|(own, _)| *own == uid);
            found.map(|(_, record)| WorkCalendar::of(record))
        };
        if task.elapsed || task.people.len() < 2 || task.calendar.and_then(hours).is_some() {
            return false;
        }
        let mut all = task.people.iter().filter_map(|(uid, _)| hours(*uid));
        let first = all.next();
        all.any(|other| Some(other) != first)
    }

    fn task(&self, task: &Task, calendar: u32, stretches: Vec<Stretch>) -> network::Task {
        let dates = task.computed.start.zip(task.computed.finish);
        network::Task {
            parent: task.parent.map(|uid| uid as u64),
            stretches,
            limit: if task.manual { Limit::Asap } else { task.limit },
            deadline: task.deadline,
            manual: dates.filter(|_| task.manual && !task.summary),
            actual_start: task.actual_start,
            actual_finish: task.actual_finish,
            done: task.done,
            ..network::Task::new(task.uid as u64, calendar, 0)
        }
    }
}
