//! Throughput: how many items are finished per week.

use super::words::{self, Title};
use super::{Flow, LENSES};
use crate::metrics::ask::{Ask, Found, Source, by_week};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period};
use crate::metrics::{signal, stat};
use crate::model::time::Date;

/// Throughput on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Counts the items finished in each of some weeks that follow one another; a week of which
/// history does not tell in full is unknown.
pub fn weekly(flow: &Flow<'_>, weeks: &[Period]) -> Vec<(Date, Option<f64>)> {
    let finished = flow.lines.iter().filter_map(|l| Some((l.finished?, 1.0)));
    let counts = by_week(weeks, finished);
    let pairs = weeks.iter().zip(counts);
    // None that is known is only a zero where none can be missing.
    let is_known = |w: Period, n: usize| match n {
        0 => flow.knows_finishes_in(w),
        _ => flow.tells_of(w),
    };
    pairs.map(|(w, c)| (w.to, is_known(*w, c.len()).then_some(c.len() as f64))).collect()
}

/// Gives the items finished per week in the part of a period of which history tells.
pub fn rate(flow: &Flow<'_>, period: Period) -> Option<f64> {
    let since = Date::from_day_number(flow.told_since?).max(period.from);
    let n_days = period.to.days_since(since) + 1;
    let n = flow.finished_in(period).count() as f64;
    let is_vague = n == 0.0 && flow.finishes_since > since.day_number();
    if n_days < 1 || is_vague { None } else { stat::ratio(n * 7.0, n_days as f64) }
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let flow = ask.flow();
    let (now, before) = (rate(flow, ask.period), rate(flow, ask.before));
    let n = flow.finished_in(ask.period).count();
    let unit = count("item a week", "items a week");
    let tile = tile(&words::throughput(), words::group(), unit, known(now, words::no_history))
        .says(|| words::throughput_says(n, now.unwrap_or_default(), before))
        .against(before, Better::Up)
        .over(weekly(flow, &ask.trend_weeks()));
    let signals = signal::of_tile(&tile, Better::Up);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let flow = ask.flow();
    let about = words::throughput();
    let trend = found.tile.trend.clone();
    let mut detail = found.open(&about);
    let y = || axis(words::n_items(), count("item", "items"));
    let each = |l: &super::Line<'_>| Some((l.finished?, l.item.id.to_ref()));
    let finished: Vec<_> = flow.lines.iter().filter_map(each).collect();
    let bars = vec![of_weeks(over_days(words::finished(), &trend), &finished)];
    let title = words::title(about.name, Title::PerWeek);
    let mut bars = chart(ChartKind::Bar, title, days_axis(), y(), bars);
    let values: Vec<(Date, f64)> = trend.iter().filter_map(|(d, v)| Some((*d, (*v)?))).collect();
    let plain: Vec<f64> = values.iter().map(|v| v.1).collect();
    bars.rules.extend(stat::mean(&plain).map(|m| level(crate::metrics::words::mean(), m)));
    detail.charts.push(bars);
    let title = words::title(about.name, Title::Limits);
    detail.charts.push(signal::control(title, about.name.to_owned(), y(), &values));
    let x = axis(words::per_week(), count("item", "items"));
    let title = words::title(about.name, Title::Spread);
    let weeks = axis(crate::metrics::words::weeks_axis(), count("week", "weeks"));
    let bars = vec![series(about.name.to_owned(), histogram(&plain))];
    detail.charts.push(chart(ChartKind::Histogram, title, x, weeks, bars));
    notes(flow, ask.period, &mut detail);
    detail.records = flow.finished_in(ask.period).map(|l| l.item.id.to_ref()).collect();
    detail
}

/// Says what is not known about the finished items of a period.
pub fn notes(flow: &Flow<'_>, period: Period, detail: &mut Detail) {
    if flow.n_unknown_finish > 0 {
        detail.notes.push(words::unknown_finish(flow.n_unknown_finish));
    }
    if let Some(since) = flow.told_since.filter(|day| *day > period.from.day_number()) {
        detail.notes.push(words::told_since(Date::from_day_number(since)));
    }
}
