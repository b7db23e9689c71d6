//! Blocked time: how long items could not go on, from the marks in their history.

use serde_json::Value as Json;

use super::words::{self, Title};
use super::{LENSES, Line};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period, Unit};
use crate::metrics::signal;
use crate::model::Item;
use crate::model::time::{DAY_MS, Date, Time};
use crate::sort;

/// Blocked time on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Lists the runs of time during which an item was marked as blocked, up to now. They do not
/// overlap.
pub fn runs(item: &Item, now: Time) -> Vec<(Time, Time)> {
    let since = |json: &Json| json.get("since")?.as_str()?.parse::<Time>().ok();
    let mut out: Vec<(Time, Time)> = Vec::new();
    let mut open: Option<Time> = None;
    for edit in item.edits.iter().filter(|e| e.field == "blocked") {
        // A mark whose setting was not seen tells when it began.
        let from = open.take().or_else(|| since(&edit.before));
        out.extend(from.filter(|from| from < &edit.at).map(|from| (from, edit.at)));
        if !edit.after.is_null() {
            open = Some(since(&edit.after).map_or(edit.at, |at| at.min(edit.at)));
        }
    }
    if let Some(mark) = &item.blocked {
        let from = open.map_or(mark.since, |at| at.min(mark.since));
        out.extend((from < now).then_some((from, now)));
    }
    if out.len() > 1 {
        sort::by_key(&mut out, |run| run.0);
        let mut end = Time::from_ms(i64::MIN);
        for run in &mut out {
            run.0 = run.0.max(end).min(run.1);
            end = end.max(run.1);
        }
        out.retain(|run| run.0 < run.1);
    }
    out
}

/// Gives the days that runs of time have in common with a period.
fn days_in(runs: &[(Time, Time)], period: Period) -> f64 {
    let (from, to) = (period.from.start_utc(), period.to.plus_days(1).start_utc());
    let cut = |(a, b): &(Time, Time)| (b.ms().min(to.ms()) - a.ms().max(from.ms())).max(0);
    runs.iter().map(cut).sum::<i64>() as f64 / DAY_MS as f64
}

/// Lists the items with their runs, up to their finish.
fn all<'f, 'a>(ask: &'f Ask<'a>) -> Vec<(&'f Line<'a>, Vec<(Time, Time)>)> {
    let each = |line: &'f Line<'a>| {
        let mut runs = runs(line.item, ask.moment.now);
        if line.zone.is_closed() {
            let end = ask.flow().stays_of(line).last().map(|s| s.from);
            let end = line.finished_at.or(end).unwrap_or(ask.moment.now);
            runs.iter_mut().for_each(|run| run.1 = run.1.min(end));
            runs.retain(|run| run.0 < run.1);
        }
        (line, runs)
    };
    ask.flow().lines.iter().map(each).filter(|(_, runs)| !runs.is_empty()).collect()
}

/// Tells whether anybody ever marked an item as blocked: without a mark in the whole workspace
/// nobody knows what was.
fn is_marked(ask: &Ask<'_>) -> bool {
    let ever = |item: &Item| {
        item.blocked.is_some() || item.edits.iter().any(|edit| edit.field == "blocked")
    };
    ask.model.items.iter().any(ever)
}

fn total(all: &[(&Line<'_>, Vec<(Time, Time)>)], period: Period) -> (f64, usize) {
    let days: Vec<f64> = all.iter().map(|(_, runs)| days_in(runs, period)).collect();
    (days.iter().sum(), days.iter().filter(|d| **d > 0.0).count())
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let all = all(ask);
    let marked = !all.is_empty() || is_marked(ask);
    let told =
        |period: Period| marked && (ask.flow().tells_of(period) || total(&all, period).1 > 0);
    let why = || if marked { words::no_history() } else { words::never_marked() };
    let ((now, n), (before, _)) = (total(&all, ask.period), total(&all, ask.before));
    let now = told(ask.period).then_some(now);
    let before = told(ask.before).then_some(before);
    let is_stuck = |l: &&Line<'_>| l.item.blocked.is_some() && !l.zone.is_closed();
    let stuck = ask.flow().lines.iter().filter(is_stuck).filter(|l| l.item.is_live()).count();
    let trend = ask.trend_weeks().into_iter().map(|week| {
        let known = told(week).then(|| total(&all, week).0);
        (week.to, known)
    });
    let tile = tile(&words::block(), words::group(), Unit::Days, known(now, why))
        .says(|| words::block_says(now.unwrap_or_default(), n, stuck))
        .against(before, Better::Down)
        .over(trend);
    let signals = signal::of_tile(&tile, Better::Down);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::block();
    let trend: Vec<(Date, Option<f64>)> = found.tile.trend.clone();
    let mut detail = found.open(&about);
    let y = axis(words::blocked(), Unit::Days);
    let title = words::title(about.name, Title::PerWeek);
    let bars = vec![over_days(words::blocked(), &trend)];
    detail.charts = vec![chart(ChartKind::Bar, title, days_axis(), y, bars)];
    let all = all(ask);
    let mut most: Vec<_> = all.iter().map(|(l, runs)| (days_in(runs, ask.period), l)).collect();
    most.retain(|(days, _)| *days > 0.0);
    sort::by(&mut most, |a, b| b.0.total_cmp(&a.0));
    detail.records = most.iter().map(|(_, l)| l.item.id.to_ref()).collect();
    detail
}
