//! Flow efficiency: how much of the time that items take is work.

use super::words::{self, Title};
use super::{LENSES, Line, Zone, block};
use crate::metrics::ask::{Ask, Found, Source, by_week};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period, Unit};
use crate::metrics::{signal, stat};

/// Flow efficiency on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Gives the milliseconds of work and of waiting of a finished item, from its start to its finish.
fn split(ask: &Ask<'_>, line: &Line<'_>) -> Option<(i64, i64)> {
    line.started?;
    let end = line.finished_at?;
    let blocked = block::runs(line.item, ask.moment.now);
    let (mut work, mut wait) = (0, 0);
    for stay in ask.flow().stays_of(line).iter().filter(|s| s.zone.is_going()) {
        let (from, until) = (stay.from.ms(), stay.until.min(end).ms());
        let all = (until - from).max(0);
        if stay.zone == Zone::Waiting {
            wait += all;
            continue;
        }
        let cut = |run: &(_, _)| span(run, from, until);
        let stuck = blocked.iter().map(cut).sum::<i64>().min(all);
        work += all - stuck;
        wait += stuck;
    }
    Some((work, wait))
}

fn span(run: &(crate::model::time::Time, crate::model::time::Time), from: i64, until: i64) -> i64 {
    (run.1.ms().min(until) - run.0.ms().max(from)).max(0)
}

fn share(pairs: impl Iterator<Item = (i64, i64)>) -> Option<f64> {
    let (work, wait) = pairs.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    stat::ratio(work as f64, (work + wait) as f64)
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let flow = ask.flow();
    let of = |period: Period| flow.finished_in(period).filter_map(|l| split(ask, l));
    let n = of(ask.period).count();
    let (now, before) = (share(of(ask.period)), share(of(ask.before)));
    let weeks = ask.trend_weeks();
    let part = |pick: fn((i64, i64)) -> i64| {
        let each = |l: &Line<'_>| Some((l.finished?, pick(split(ask, l)?) as f64));
        let first = weeks.first().map_or(i64::MAX, |w| w.from.day_number());
        let lines = flow.lines.iter().filter(move |l| l.finished.is_some_and(|d| d >= first));
        by_week(&weeks, lines.filter_map(each))
    };
    let sums = part(|p| p.0).into_iter().zip(part(|p| p.0 + p.1));
    let trend = weeks
        .iter()
        .zip(sums)
        .map(|(week, (work, all))| (week.to, stat::ratio(work.iter().sum(), all.iter().sum())));
    let tile =
        tile(&words::efficiency(), words::group(), Unit::Share, known(now, words::none_finished))
            .says(|| words::efficiency_says(now.unwrap_or_default(), n))
            .against(before, Better::Up)
            .over(trend);
    let signals = signal::of_tile(&tile, Better::Up);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::efficiency();
    let trend = found.tile.trend.clone();
    let mut detail = found.open(&about);
    let y = axis(about.name.to_owned(), Unit::Share);
    let title = words::title(about.name, Title::PerWeek);
    let lines = vec![over_days(about.name.to_owned(), &trend)];
    detail.charts = vec![chart(ChartKind::Line, title, days_axis(), y, lines)];
    let all = ask.flow().finished_in(ask.period);
    let (known, unknown): (Vec<_>, Vec<_>) = all.partition(|l| l.started.is_some());
    if !unknown.is_empty() {
        detail.notes.push(words::unknown_start(unknown.len()));
    }
    super::throughput::notes(ask.flow(), ask.period, &mut detail);
    detail.records = known.iter().map(|l| l.item.id.to_ref()).collect();
    detail
}
