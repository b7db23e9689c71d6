//! What happened to the sample's items: changes of status and of other fields. It knows only the
//! dates of one item at a time.

use serde_json::Value as Json;

use super::build::Build;
use super::plan::{Dates, Stand};
use super::script::ItemLine;
use crate::model::codec::field_to_json;
use crate::model::time::{Date, Time};
use crate::model::*;
use crate::sort;

/// Gives an item its history and what follows from it.
pub(super) fn history(build: &mut Build, line: &ItemLine, dates: &Dates, item: &mut Item) {
    let path = path(build, line, dates, item);
    item.moves = moves(build, dates, item, &path);
    item.created = item.moves.first().map(|m| m.at);
    item.author = item.moves.first().and_then(|m| m.by);
    if dates.stand == Stand::Done || dates.stand == Stand::Going {
        let began = path.iter().position(|(letter, _)| matches!(letter, 'P' | 'G' | 'C' | 'D'));
        let began = began.and_then(|at| item.moves.get(at));
        item.actual_start = began.map(|m| m.at.date_utc());
    }
    if dates.stand == Stand::Done {
        item.actual_finish = item.moves.last().map(|m| m.at.date_utc());
    }
    if let (Some(blocked), Some(last)) = (&mut item.blocked, item.moves.last()) {
        blocked.since = blocked.since.max(last.at);
    }
    edits(build, dates, item);
}

/// Lists the statuses that an item went through, each with its day.
fn path(build: &mut Build, line: &ItemLine, dates: &Dates, item: &Item) -> Vec<(char, Date)> {
    let created = dates.created.date_utc();
    let last = build.days.date(-1);
    let began = dates.began.unwrap_or(last).max(created);
    let ended = dates.ended.unwrap_or(last).max(began);
    let span = ended.days_since(began);
    let part = |share: f64| began.plus_days((span as f64 * share) as i64);
    let wait = began.days_since(created);
    let ready = created.plus_days((wait as f64 * (0.3 + 0.5 * build.random.unit())) as i64);
    let mut path = Vec::new();
    match line.status {
        'I' => path.push(('I', created)),
        'C' | 'Z' => path.extend([('I', created), ('C', began)]),
        'F' => path.extend([('I', created), ('C', ready), ('F', part(0.5).min(last))]),
        'G' => path.extend([('I', created), ('C', ready), ('F', part(0.02)), ('G', part(0.1))]),
        'L' => path.extend([('I', created), ('C', ready), ('F', began), ('G', part(0.2))]),
        _ => path.push(('B', created)),
    }
    match line.status {
        'Z' | 'L' => path.push((line.status, ended)),
        'R' => path.push(('R', created.plus_days(last.days_since(created).max(0) * 2 / 3))),
        'D' if line.kind == 'm' => path.extend([('R', ready), ('D', ended)]),
        'X' => path.extend([('R', ready), ('X', ended)]),
        'P' | 'V' | 'W' | 'D' => path.extend([('R', ready), ('P', began)]),
        _ => {}
    }
    match line.status {
        'D' if line.kind != 'm' => {
            if span > 4 && build.random.chance(28) {
                path.extend([('W', part(0.3)), ('P', part(0.5))]);
            }
            path.push(('V', part(0.75)));
            if build.random.chance(16) {
                path.extend([('P', part(0.82)), ('V', part(0.94))]);
            }
            path.push(('D', ended));
        }
        'V' => {
            if build.random.chance(30) {
                path.extend([('V', part(0.5)), ('P', part(0.65))]);
            }
            path.push(('V', part(0.8)));
        }
        'W' => {
            let since = item.blocked.as_ref().map_or(part(0.6), |b| b.since.date_utc());
            path.push(('W', since.max(began)));
        }
        _ => {}
    }
    path
}

/// Puts a path into working hours, strictly rising and never in the future.
fn moves(build: &mut Build, dates: &Dates, item: &Item, path: &[(char, Date)]) -> Vec<Move> {
    let mut times: Vec<Time> = Vec::new();
    for (at, (_, date)) in path.iter().enumerate() {
        // Hardly anybody works on a Saturday.
        let off = build.days.is_free(*date) && !build.random.chance(4);
        let date = if off { build.days.until(*date) } else { *date };
        let time = if at == 0 { dates.created } else { build.moment(date) };
        times.push(time);
    }
    let mut next = build.days.limit;
    for time in times.iter_mut().rev() {
        *time = (*time).min(next);
        next = time.plus_ms(-build.random.whole(9, 55) * 60_000);
    }
    let team: Vec<_> = build.tables.people.iter().filter(|p| p.team == item.team).collect();
    let team: Vec<_> = team.iter().map(|p| p.id).collect();
    let mut from = None;
    let mut out = Vec::new();
    for ((letter, _), at) in path.iter().zip(times) {
        let Some(to) = build.find::<Status>(&letter.to_string()) else { continue };
        let other = build.random.chance(22);
        let mate = if other { build.random.pick(&team).copied() } else { None };
        out.push(Move { at, from, to, by: mate.or(item.owner), ..Default::default() });
        from = Some(to);
    }
    out
}

/// Remembers how the plan of an item changed.
fn edits(build: &mut Build, dates: &Dates, item: &mut Item) {
    let (Some(created), limit) = (item.created, build.days.limit) else { return };
    let until = dates.ended.map_or(limit, |date| date.start_utc()).min(limit);
    let span = (until.ms() - created.ms()).max(0) as f64;
    let mut add = |build: &mut Build, share: f64, field: &str, before: Json, after: Json| {
        let date = build.days.until(created.plus_ms((span * share) as i64).date_utc());
        let at = build.moment(date).max(created);
        let by = item.owner;
        item.edits.push(Edit {
            at,
            by,
            field: field.to_owned(),
            before,
            after,
            ..Default::default()
        });
    };
    if dates.base_due != dates.due && build.random.chance(80) {
        let (before, after) = (dates.base_due.to_string(), dates.due.to_string());
        add(build, 0.6, "due", before.into(), after.into());
    }
    if let Some(estimate) = item.estimate.filter(|_| build.random.chance(20)) {
        let before = if estimate.get() > 3.0 { 3 } else { 5 };
        let after = field_to_json(&estimate);
        add(build, 0.3, "estimate", before.into(), after);
    }
    if item.priority == Priority::Urgent {
        add(build, 0.8, "priority", "high".into(), "urgent".into());
    }
    sort::by_key(&mut item.edits, |edit| edit.at);
}
