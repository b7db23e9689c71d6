//! Velocity: how much a sprint brings.

use super::words;
use super::{LENSES, Sprint, sprints_left, unit};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail};
use crate::metrics::signal;
use crate::metrics::stat;
use crate::metrics::words::mean;
use crate::model::time::Date;

/// Velocity on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// How many of the last sprints the mean is of.
const LAST: usize = 6;

/// Lists what each ended sprint brought, oldest first.
fn course(ask: &Ask<'_>) -> Vec<(Date, Option<f64>)> {
    let ended = ask.sprints().ended(ask.moment.today).filter(|s| s.to <= ask.period.to);
    ended.map(|s| (s.to, s.velocity())).collect()
}

fn last(values: &[f64], skip: usize) -> &[f64] {
    let end = values.len().saturating_sub(skip);
    values.get(end.saturating_sub(LAST)..end).unwrap_or_default()
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let sprints = ask.sprints();
    if sprints.list.is_empty() {
        return Vec::new();
    }
    let trend = course(ask);
    let values: Vec<f64> = trend.iter().filter_map(|v| v.1).collect();
    let (now, before) = (stat::mean(last(&values, 0)), stat::mean(last(&values, LAST)));
    let open: f64 = open_size(ask);
    let left = sprints_left(last(&values, 0), open);
    let unit = unit(sprints);
    let says = {
        let unit = unit.clone();
        move || words::velocity_says(now.unwrap_or_default(), &unit, LAST.min(values.len()), left)
    };
    let tile = tile(&words::velocity(), words::group(), unit, known(now, words::none_ended))
        .says(says)
        .against(before, Better::Up)
        .over(trend);
    let signals = signal::of_tile(&tile, Better::Neither);
    vec![tile.with(signals)]
}

/// Gives the size of all open items of the place.
fn open_size(ask: &Ask<'_>) -> f64 {
    let open = crate::metrics::forecast::when::open_items(ask);
    let in_points = ask.sprints().in_points;
    let size = |item: &crate::model::Item| match in_points {
        true => item.estimate.map_or(0.0, |n| n.get().max(0.0)),
        false => 1.0,
    };
    open.map(|l| size(l.item)).sum()
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::velocity();
    let mut detail = found.open(&about);
    let sprints = ask.sprints();
    let ended: Vec<&Sprint<'_>> = sprints.ended(ask.moment.today).collect();
    let x = names_axis(words::sprint(), ended.iter().map(|s| s.name.clone()).collect());
    let each = |value: fn(&Sprint<'_>) -> Option<f64>| {
        let points = ended.iter().enumerate();
        points.map(|(n, s)| point(n as f64, value(s))).collect::<Vec<_>>()
    };
    let bars = vec![
        series(words::committed(), each(|s| Some(s.committed()))),
        series(words::done(), each(|s| s.velocity())),
    ];
    let y = axis(about.name.to_owned(), unit(sprints));
    let mut bars = chart(ChartKind::Bar, words::velocity_title(), x, y, bars);
    bars.rules.extend(detail.tile.number().map(|at| level(mean(), at)));
    detail.charts.push(bars);
    let values: Vec<(Date, f64)> =
        ended.iter().filter_map(|s| Some((s.to, s.velocity()?))).collect();
    let y = axis(about.name.to_owned(), unit(sprints));
    detail.charts.push(signal::control(words::control_title(), about.name.to_owned(), y, &values));
    notes(ask, &mut detail);
    detail.records = ended.iter().map(|s| s.at).collect();
    detail
}

/// Says what could not be counted.
pub fn notes(ask: &Ask<'_>, detail: &mut Detail) {
    let sprints = ask.sprints();
    if sprints.n_unsized > 0 {
        detail.notes.push(words::unsized_items(sprints.n_unsized));
    }
    let members = sprints.list.iter().flat_map(|s| &s.members);
    let n_vague = members.filter(|m| m.vague).count();
    if n_vague > 0 {
        detail.notes.push(words::vague(n_vague));
    }
    if sprints.in_points {
        detail.notes.push(words::present_sizes());
    }
}
