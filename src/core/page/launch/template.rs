//! What a launch needs from each function, how long before the day it must be there and how long it
//! takes, and the days that follow from that in a calendar. It knows no page.
//!
//! The functions and tiers are those that launch plans commonly have. The days are a rule of thumb
//! to start from, no norm: each company changes them on the items that come of it.

use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Launch, Project, Tier};
use crate::schedule::build::{day_end, day_start};
use crate::schedule::{Moment, WorkCalendar};

/// How many days are looked through for a working day at most: a year and a half.
const FAR: i64 = 550;

/// Is a part of the company that has something to bring.
pub(super) struct Function {
    /// The field of a launch that lists it.
    pub(super) name: &'static str,
    /// Gives its deliverables.
    pub(super) get: fn(&Launch) -> &Vec<Id<Item>>,
    /// Gives its deliverables to change them.
    pub(super) get_mut: fn(&mut Launch) -> &mut Vec<Id<Item>>,
    /// What it has to bring.
    pub(super) due: &'static [Due],
}

/// Is something that a launch needs.
pub(super) struct Due {
    /// What it is.
    pub(super) title: &'static str,
    /// How many working days before the launch it is finished: 1 is on the eve.
    pub(super) lead: i64,
    /// How many working days it takes.
    pub(super) days: i64,
    /// The least tier that needs it: 3 is needed by all.
    pub(super) tier: u8,
}

const fn due(title: &'static str, lead: i64, days: i64, tier: u8) -> Due {
    Due { title, lead, days, tier }
}

/// The functions in the order of the launch's fields, each with what it has to bring.
pub(super) const FUNCTIONS: [Function; 6] = [
    Function {
        name: "Marketing collateral",
        get: |launch| &launch.marketing,
        get_mut: |launch| &mut launch.marketing,
        due: &[
            due("Positioning and key messages", 45, 5, 2),
            due("Campaign plan and media booked", 25, 8, 1),
            due("Launch film and screenshots", 18, 12, 1),
            due("Press release and press kit", 12, 5, 1),
            due("Product and pricing pages", 6, 10, 2),
            due("Announcement by mail and in the product", 2, 4, 3),
        ],
    },
    Function {
        name: "Sales enablement",
        get: |launch| &launch.sales,
        get_mut: |launch| &mut launch.sales,
        due: &[
            due("Price list and offer", 30, 5, 2),
            due("Sales deck and one-page sheet", 15, 6, 2),
            due("Answers to objections and competitors", 12, 4, 1),
            due("Sales and partner training held", 5, 3, 1),
        ],
    },
    Function {
        name: "Support readiness and training",
        get: |launch| &launch.support,
        get_mut: |launch| &mut launch.support,
        due: &[
            due("Support plan: forecast, hours, escalation", 30, 5, 1),
            due("Support training held", 5, 4, 2),
            due("Known issues with ready answers", 3, 3, 3),
        ],
    },
    Function {
        name: "Documentation",
        get: |launch| &launch.documentation,
        get_mut: |launch| &mut launch.documentation,
        due: &[
            due("User guide and help articles", 10, 10, 2),
            due("Translations", 4, 6, 1),
            due("Release notes", 2, 2, 3),
        ],
    },
    Function {
        name: "Legal",
        get: |launch| &launch.legal,
        get_mut: |launch| &mut launch.legal,
        due: &[
            due("Name and trademark cleared", 60, 10, 1),
            due("Claims reviewed", 15, 4, 2),
            due("Terms and privacy notice updated", 12, 6, 2),
            due("Licenses of third-party parts listed", 8, 2, 3),
        ],
    },
    Function {
        name: "Operations",
        get: |launch| &launch.operations,
        get_mut: |launch| &mut launch.operations,
        due: &[
            due("Order, delivery and billing tested", 7, 5, 1),
            due("Rollout and rollback rehearsed", 5, 3, 2),
            due("Dashboards and alerts for launch week", 4, 4, 2),
            due("Launch-day runbook", 2, 2, 2),
        ],
    },
];

/// Gives the number of a tier; one from a newer version counts as the usual one.
pub(super) fn tier(tier: &Tier) -> u8 {
    match tier {
        Tier::One => 1,
        Tier::Three => 3,
        Tier::Two | Tier::Other(_) => 2,
    }
}

/// Gives the calendar in force for work of a project: its own, the workspace's, or the usual one.
pub(super) fn hours(model: &Model, project: Option<Id<Project>>) -> WorkCalendar {
    let own = project.and_then(|id| model.find(id)).and_then(|project| project.calendar);
    let usual = || model.info().and_then(|info| info.calendar);
    let record = own.and_then(|id| model.find(id)).or_else(|| model.find(usual()?));
    record.map_or_else(WorkCalendar::standard, WorkCalendar::of)
}

fn works(hours: &WorkCalendar, day: Date) -> bool {
    hours.between(Moment::start_of(day), Moment::end_of(day)) > 0
}

/// Gives the `n`-th working day before a day; 0 is the day itself, or the last working day before
/// it. Where a calendar has no such day, days are counted as they come.
pub fn before(hours: &WorkCalendar, day: Date, n: i64) -> Date {
    let mut left = n.max(0);
    for back in 0..FAR {
        let at = day.plus_days(-back);
        if works(hours, at) && (back > 0 || n == 0) {
            left -= i64::from(n > 0);
            if left <= 0 {
                return at;
            }
        }
    }
    day.plus_days(-n)
}

/// Counts the working days from one day to a later one, the first counted and the last left out;
/// nothing where they are too far apart or turned round.
pub fn apart(hours: &WorkCalendar, from: Date, to: Date) -> Option<i64> {
    let span = to.days_since(from);
    let days = (0..=FAR).contains(&span).then_some(1..=span)?;
    Some(days.filter(|n| works(hours, from.plus_days(n - 1))).count() as i64)
}

/// Is when something is done, in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day of work.
    pub start: Date,
    /// The last.
    pub finish: Date,
    /// The working minutes of all of them.
    pub minutes: i64,
}

/// Puts work before a day: its last day is the `lead`-th working day before, and it takes `days`.
pub fn backward(hours: &WorkCalendar, day: Date, lead: i64, days: i64) -> Days {
    let finish = before(hours, day, lead.max(1));
    let start = before(hours, finish, (days - 1).max(0));
    let minutes = hours.between(day_start(hours, start), day_end(hours, finish));
    Days { start, finish, minutes: minutes.max(0) }
}
