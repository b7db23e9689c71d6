//! What the elements of the file mean. This module knows no schedule.

use super::super::ReadError;
use super::super::build::{admit, whole};
use super::calendar;
use super::xml::Element;
use super::{Computed, Project, Task};
use crate::model::time::Date;
use crate::schedule::effort;
use crate::schedule::network::{ALL_DONE, Lag, Link, LinkKind};
use crate::schedule::{Limit, Moment};

impl Project {
    /// Reads a file. The error says where it is broken and what was expected.
    pub fn read(text: &str) -> Result<Project, ReadError> {
        Ok(Project::of(&open(text)?))
    }

    /// Takes from the elements of a file what its schedule rests on.
    pub(super) fn of(root: &Element) -> Project {
        let per_day = number(root, "MinutesPerDay").filter(|n| *n > 0).unwrap_or(480);
        let slack = number(root, "CriticalSlackLimit").unwrap_or(0);
        let mut project = Project {
            title: root.get("Title").or_else(|| root.get("Name")).unwrap_or_default().to_owned(),
            start: moment(root, "StartDate").unwrap_or_default(),
            calendars: calendar::read(root),
            calendar: number(root, "CalendarUID").unwrap_or(1),
            honor: is(root, "HonorConstraints"),
            critical: slack.saturating_mul(per_day),
            ..Project::default()
        };
        for (element, task) in tasks(root, false) {
            for tie in element.all("PredecessorLink") {
                let key = project.links.len() as u64;
                project.links.extend(link(tie, key, task.uid));
            }
            project.tasks.push(task);
        }
        people(root, &mut project);
        project
    }
}

/// Opens a file: its outermost element, which must be a project.
pub(super) fn open(text: &str) -> Result<Element, ReadError> {
    let text = admit(text)?;
    let root = Element::parse(&text)?;
    if root.name != "Project" {
        let why = format!("found `<{}>` at the top: `<Project>` was expected", root.name);
        return Err(whole(why, "Choose a plan that was saved as XML by Microsoft Project."));
    }
    Ok(root)
}

/// Lists the tasks that are no empty rows, without the row of the project itself. A task is part of
/// the nearest one before it whose level is lower.
pub(super) fn tasks(root: &Element, inactive: bool) -> Vec<(&Element, Task)> {
    let mut above: Vec<(i64, i64)> = Vec::new();
    let mut out = Vec::new();
    for element in root.list("Tasks", "Task") {
        let Some(uid) = number(element, "UID").filter(|uid| *uid != 0) else { continue };
        if is(element, "IsNull") || (!inactive && element.get("Active") == Some("0")) {
            continue;
        }
        let level = number(element, "OutlineLevel").unwrap_or(1);
        while above.last().is_some_and(|(other, _)| *other >= level) {
            above.pop();
        }
        let parent = above.last().map(|(_, uid)| *uid);
        above.push((level, uid));
        out.push((element, task(element, uid, parent)));
    }
    out
}

fn task(element: &Element, uid: i64, parent: Option<i64>) -> Task {
    let minutes = element.get("Duration").and_then(duration).unwrap_or(0);
    // Elapsed formats, sure or estimated: minutes, hours, days, weeks, months, percent.
    const ELAPSED: [i64; 12] = [4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52];
    let elapsed = number(element, "DurationFormat").is_some_and(|f| ELAPSED.contains(&f));
    let spent = element.get("ActualDuration").and_then(duration).filter(|_| minutes > 0);
    let percent = number(element, "PercentComplete").unwrap_or(0).clamp(0, 100);
    let share = |spent: i64| spent.saturating_mul(ALL_DONE) / minutes.max(1);
    let pair = |a, b| Some((moment(element, a)?, moment(element, b)?));
    let tenths = |name| number(element, name).map(|n| n / 10);
    Task {
        uid,
        name: element.get("Name").unwrap_or_default().to_owned(),
        parent,
        summary: is(element, "Summary"),
        milestone: is(element, "Milestone"),
        manual: is(element, "Manual"),
        minutes,
        elapsed,
        calendar: number(element, "CalendarUID").filter(|uid| *uid > 0),
        people: Vec::new(),
        limit: limit(element),
        deadline: moment(element, "Deadline"),
        done: if percent == 100 { ALL_DONE } else { spent.map_or(percent * 100, share) },
        actual_start: moment(element, "ActualStart"),
        actual_finish: moment(element, "ActualFinish"),
        computed: Computed {
            start: moment(element, "Start"),
            finish: moment(element, "Finish"),
            early: pair("EarlyStart", "EarlyFinish"),
            late: pair("LateStart", "LateFinish"),
            total_slack: tenths("TotalSlack"),
            free_slack: tenths("FreeSlack"),
            critical: element.get("Critical").map(|text| text == "1" || text == "true"),
        },
    }
}

fn limit(element: &Element) -> Limit {
    let Some(at) = moment(element, "ConstraintDate") else {
        return if number(element, "ConstraintType") == Some(1) {
            Limit::Alap
        } else {
            Limit::Asap
        };
    };
    match number(element, "ConstraintType") {
        Some(1) => Limit::Alap,
        Some(2) => Limit::MustStart(at),
        Some(3) => Limit::MustFinish(at),
        Some(4) => Limit::StartNoEarlier(at),
        Some(5) => Limit::StartNoLater(at),
        Some(6) => Limit::FinishNoEarlier(at),
        Some(7) => Limit::FinishNoLater(at),
        _ => Limit::Asap,
    }
}

pub(super) fn link(tie: &Element, key: u64, to: i64) -> Option<Link> {
    let from = number(tie, "PredecessorUID")?;
    let kind = match number(tie, "Type") {
        Some(0) => LinkKind::FinishFinish,
        Some(2) => LinkKind::StartFinish,
        Some(3) => LinkKind::StartStart,
        _ => LinkKind::FinishStart,
    };
    let lag = number(tie, "LinkLag").unwrap_or(0);
    let lag = match number(tie, "LagFormat") {
        // A lag in percent is a whole number of them.
        Some(19 | 51) => Lag::Percent(lag.saturating_mul(100)),
        Some(20 | 52) => Lag::ElapsedPercent(lag.saturating_mul(100)),
        Some(4 | 6 | 8 | 10 | 12 | 36 | 38 | 40 | 42 | 44) => Lag::Elapsed(lag / 10),
        _ => Lag::Working(lag / 10),
    };
    Some(Link { key, from: from as u64, to: to as u64, kind, lag })
}

/// Adds to each task the calendars of the people who work on it.
fn people(root: &Element, project: &mut Project) {
    let resources: Vec<(i64, i64)> = root
        .list("Resources", "Resource")
        // Type 1 is a person or a machine; materials and costs take no time.
        .filter(|r| number(r, "Type").unwrap_or(1) == 1)
        .filter_map(|r| Some((number(r, "UID")?, number(r, "CalendarUID")?)))
        .collect();
    let uids: rustc_hash::FxHashMap<i64, usize> =
        project.tasks.iter().enumerate().map(|(idx, task)| (task.uid, idx)).collect();
    for assignment in root.list("Assignments", "Assignment") {
        let who = number(assignment, "ResourceUID");
        let calendar = resources.iter().find(|(uid, _)| Some(*uid) == who).map(|(_, c)| *c);
        let task = number(assignment, "TaskUID").and_then(|uid| uids.get(&uid));
        if let (Some(calendar), Some(task)) =
            (calendar.filter(|c| *c > 0), task.and_then(|idx| project.tasks.get_mut(*idx)))
        {
            let units = assignment.get("Units").and_then(|u| u.parse::<f64>().ok()).unwrap_or(1.0);
            let work = assignment.get("Work").and_then(duration).unwrap_or(0);
            let minutes = effort::duration_of(work, units * 100.0).filter(|n| *n > 0);
            task.people.push((calendar, minutes.unwrap_or(task.minutes)));
        }
    }
}

/// Reads a whole number.
pub(super) fn number(element: &Element, name: &str) -> Option<i64> {
    let text = element.get(name)?;
    text.parse().ok().or_else(|| text.parse::<f64>().ok().map(|n| n as i64))
}

pub(super) fn is(element: &Element, name: &str) -> bool {
    matches!(element.get(name), Some("1" | "true"))
}

/// Reads a moment of civil time such as `2006-04-17T08:00:00`; seconds are left out.
pub(super) fn moment(element: &Element, name: &str) -> Option<Moment> {
    let text = element.get(name)?;
    let date: Date = text.get(..10)?.parse().ok()?;
    Some(Moment::at(date, text.get(11..).and_then(minute).unwrap_or(0)))
}

/// Reads the minutes of a time of day such as `17:00:00`.
pub(super) fn minute(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// Reads the minutes of a duration such as `PT8H30M0S`.
pub(super) fn duration(text: &str) -> Option<i64> {
    let mut minutes = 0f64;
    let mut digits = String::new();
    for c in text.strip_prefix("PT")?.chars() {
        let unit = match c {
            'H' => 60.0,
            'M' => 1.0,
            'S' => 1.0 / 60.0,
            _ => {
                digits.push(c);
                continue;
            }
        };
        minutes += digits.parse::<f64>().ok()? * unit;
        digits.clear();
    }
    // Twenty thousand years are the most: sums of such stay numbers.
    minutes.is_finite().then_some(minutes.round().clamp(-1e10, 1e10) as i64)
}
