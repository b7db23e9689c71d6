//! Who works on the sample's items: assignments, time spent and what people say. It knows no
//! money.

use rustc_hash::FxHashSet;

use super::build::Build;
use super::plan::{Plan, Stand};
use super::script::Script;
use crate::model::id::Id;
use crate::model::number::Number;
use crate::model::time::{Date, WorkMinutes};
use crate::model::*;
use crate::sort;

/// Adds assignments, time entries and comments.
pub(super) fn effort(build: &mut Build, script: &Script, plan: &Plan) {
    let items: Vec<Item> = build.tables.items.iter().cloned().collect();
    for item in &items {
        let stand = plan.dates.iter().find(|dates| dates.id == item.id).map(|dates| dates.stand);
        let Some(stand) = stand else { continue };
        let recent = item.actual_finish.is_none_or(|end| end > build.days.date(-70));
        if recent && stand != Stand::Dropped {
            assign(build, item);
        }
    }
    let mut entries = Vec::new();
    let parents: FxHashSet<Id<Item>> = items.iter().filter_map(|item| item.parent).collect();
    for item in items.iter().filter(|item| !parents.contains(&item.id)) {
        timesheet(build, item, &mut entries);
    }
    sort::by_key(&mut entries, |entry: &TimeEntry| (entry.date, entry.item));
    for mut entry in entries {
        entry.id = build.id();
        build.put(entry);
    }
    comments(build, script, plan);
}

fn assign(build: &mut Build, item: &Item) {
    let (Some(owner), Some(work)) = (item.owner, item.work) else { return };
    let mut share = |person: Id<Person>, units: f64, part: i64, role: &str| {
        let minutes = work.0 * part / 100 / 30 * 30;
        let assignment = Assignment {
            id: build.id(),
            item: item.id,
            person,
            units: Number::new(units),
            work: Some(WorkMinutes(minutes)),
            role: role.to_owned(),
            ..Assignment::default()
        };
        build.put(assignment);
    };
    match item.contributors.first() {
        Some(other) => {
            share(owner, 60.0, 70, "");
            share(*other, 30.0, 30, "Helps");
        }
        None => share(owner, if work.0 > 3000 { 75.0 } else { 50.0 }, 100, ""),
    }
}

/// What people write beside their hours.
const NOTES: [&str; 8] = ["", "", "", "", "with the team", "measurements", "rework", "review"];

fn timesheet(build: &mut Build, item: &Item, out: &mut Vec<TimeEntry>) {
    let days = build.days;
    let (Some(work), Some(from)) = (item.work, item.actual_start) else { return };
    let to = item.actual_finish.unwrap_or(days.date(-1));
    let share = item.progress.map_or(0.0, |p| p.get() / 100.0);
    let total = work.0 as f64 * share * (0.85 + 0.4 * build.random.unit());
    let span = to.days_since(from).max(0);
    let worked: Vec<Date> =
        (0..=span).map(|n| from.plus_days(n)).filter(|date| !days.is_free(*date)).collect();
    // People enter their hours once a week, on the last day that they worked on the item.
    let n = worked.len().div_ceil(5).min(8);
    if n == 0 {
        return;
    }
    let each = (total / n as f64 / 15.0).round().max(1.0) as i64 * 15;
    for nth in 0..n {
        let Some(date) = worked.get(((nth + 1) * worked.len() / n).saturating_sub(1)) else {
            continue;
        };
        let helper = item.contributors.first().copied().filter(|_| nth % 3 == 2);
        let note = build.random.pick(&NOTES).copied().unwrap_or_default();
        let minutes = (each + build.random.whole(-2, 2) * 15).max(15);
        out.push(TimeEntry {
            item: item.id,
            person: helper.or(item.owner),
            date: *date,
            minutes: WorkMinutes(minutes),
            note: note.to_owned(),
            ..TimeEntry::default()
        });
    }
}

fn comments(build: &mut Build, script: &Script, plan: &Plan) {
    let mut said: Vec<Comment> = Vec::new();
    for (line, dates) in script.items.iter().zip(&plan.dates) {
        let Some(item) = build.tables.items.get(dates.id) else { continue };
        let Some(created) = item.created else { continue };
        let begun = item.actual_start.map_or(created, |date| created.max(date.start_utc()));
        let limit = build.days.limit;
        let end = dates.ended.map_or(limit, |date| date.plus_days(2).start_utc()).min(limit);
        let span = (end.ms() - begun.ms()).max(0) as f64;
        let n = line.body.comments.len() as f64;
        let mut last = created;
        for (nth, (who, text)) in line.body.comments.iter().enumerate() {
            let share = (nth as f64 + 0.35 + 0.5 * build.random.unit()) / n;
            let date = build.days.until(begun.plus_ms((span * share) as i64).date_utc());
            let at = build.moment(date).max(last.plus_ms(17 * 60_000)).min(limit);
            last = at;
            said.push(Comment {
                about: Some(dates.id.to_ref()),
                author: build.find(who),
                at,
                body: super::item::markdown(text),
                ..Comment::default()
            });
        }
    }
    sort::by_key(&mut said, |comment| (comment.at, comment.about));
    for mut comment in said {
        comment.id = build.id_at(comment.at);
        build.put(comment);
    }
}
