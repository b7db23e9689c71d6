//! Carry-over: what a sprint leaves to the next.

use super::words;
use super::{LENSES, Sprint};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Unit};
use crate::metrics::{signal, stat};

/// Carry-over on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

fn share(sprint: &Sprint<'_>) -> Option<f64> {
    sprint.velocity()?;
    let to = sprint.to.day_number();
    stat::ratio(sprint.open_on(to), sprint.scope_on(to))
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    if ask.sprints().list.is_empty() {
        return Vec::new();
    }
    let trend: Vec<_> = ask.sprints().ended(ask.moment.today).map(|s| (s.to, share(s))).collect();
    let known_ones: Vec<f64> = trend.iter().filter_map(|v| v.1).collect();
    let now = known_ones.last().copied();
    let before = known_ones.len().checked_sub(2).and_then(|at| known_ones.get(at)).copied();
    let last = ask.sprints().ended(ask.moment.today).rfind(|s| share(s).is_some());
    let name = last.map(|s| s.name.as_str()).unwrap_or_default();
    let tile = tile(&words::carry(), words::group(), Unit::Share, known(now, words::none_ended))
        .says(|| words::carry_says(name, now.unwrap_or_default()))
        .against(before, Better::Down)
        .over(trend);
    let signals = signal::of_tile(&tile, Better::Down);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::carry();
    let mut detail = found.open(&about);
    let ended: Vec<_> = ask.sprints().ended(ask.moment.today).collect();
    let points = ended.iter().enumerate().map(|(n, s)| point(n as f64, share(s)));
    let bars = vec![series(about.name.to_owned(), points)];
    let x = names_axis(words::sprint(), ended.iter().map(|s| s.name.clone()).collect());
    let y = axis(about.name.to_owned(), Unit::Share);
    detail.charts = vec![chart(ChartKind::Bar, words::carry_title(), x, y, bars)];
    super::velocity::notes(ask, &mut detail);
    if let Some(last) = ended.last() {
        let to = last.to.day_number();
        let open = last
            .members
            .iter()
            .filter(|m| m.left.is_none() && !m.vague && m.finished.is_none_or(|day| to < day));
        detail.records = open.map(|m| m.item.id.to_ref()).collect();
    }
    detail
}
