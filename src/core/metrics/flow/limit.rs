//! WIP-limit breaches: days on which a status held more than it should.

use super::LENSES;
use super::words::{self, Title};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::*;
use crate::model::Status;
use crate::sort;

/// WIP-limit breaches on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Is how full a status with a limit was at the end of each day.
struct Full<'a> {
    status: &'a Status,
    limit: u32,
    held: Vec<u32>,
}

impl Full<'_> {
    fn n_over(&self) -> usize {
        self.held.iter().filter(|n| **n > self.limit).count()
    }
}

/// Counts the items in each status with a limit at the end of each day of a period.
fn full<'a>(ask: &Ask<'a>, period: Period) -> Vec<Full<'a>> {
    let start = period.from.day_number();
    let n_days = usize::try_from(period.n_days()).unwrap_or(0);
    let with_limit = ask.model.statuses.iter().filter(|s| s.archived.is_none());
    let with_limit = with_limit.filter_map(|s| Some((s, s.limit?)));
    let mut all: Vec<(Full<'a>, Vec<i64>)> = with_limit
        .map(|(status, limit)| (Full { status, limit, held: Vec::new() }, vec![0; n_days]))
        .collect();
    let is_used = |f: &Full<'_>| {
        let line = |l: &super::Line<'_>| l.item.status == f.status.id;
        let stay = |s: &super::Stay| s.status == f.status.id;
        ask.flow().lines.iter().any(line) || ask.flow().stays.iter().any(stay)
    };
    all.retain(|(f, _)| is_used(f));
    if all.is_empty() {
        return Vec::new();
    }
    for stay in &ask.flow().stays {
        let end = stay.left.unwrap_or(i64::MAX);
        let Some((_, change)) = all.iter_mut().find(|(f, _)| f.status.id == stay.status) else {
            continue;
        };
        if end <= start || end <= stay.first {
            continue;
        }
        for (day, by) in [(stay.first.max(start), 1), (end, -1)] {
            if let Some(n) = usize::try_from(day - start).ok().and_then(|at| change.get_mut(at)) {
                *n += by;
            }
        }
    }
    let sum = |(mut full, change): (Full<'a>, Vec<i64>)| {
        let mut now = 0;
        full.held = change
            .into_iter()
            .map(|by| {
                now += by;
                u32::try_from(now).unwrap_or(0)
            })
            .collect();
        full
    };
    let mut out: Vec<Full<'a>> = all.into_iter().map(sum).collect();
    sort::by(&mut out, |a, b| (&a.status.rank, a.status.id).cmp(&(&b.status.rank, b.status.id)));
    out
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let all = full(ask, ask.period);
    let days = |all: &[Full<'_>]| all.iter().map(Full::n_over).sum::<usize>() as f64;
    let whole = |period| ask.flow().is_whole_in(period);
    let now = (!all.is_empty() && whole(ask.period)).then(|| days(&all));
    let before = (now.is_some() && whole(ask.before)).then(|| days(&full(ask, ask.before)));
    let why = || match all.is_empty() {
        true => words::no_limit(),
        false => words::not_whole(ask.flow().whole_from()),
    };
    let worst = all.iter().filter(|f| f.n_over() > 0);
    let worst = worst.reduce(|a, b| if b.n_over() > a.n_over() { b } else { a });
    let mut tile = tile(&words::limit(), words::group(), Unit::Days, known(now, why))
        .says(|| words::limit_says(now.unwrap_or_default(), worst.map(|w| w.status.name.as_str())))
        .against(before, Better::Down);
    if let Some(n) = now {
        tile.standing = if n == 0.0 { Standing::Good } else { Standing::Watch };
    }
    let is_now = ask.period.to == ask.moment.today;
    let over = all.iter().filter_map(|f| Some((f, *f.held.last()?)));
    let over = over.filter(|(f, held)| is_now && *held > f.limit);
    let signal = |(f, held): (&Full<'_>, u32)| Signal {
        key: words::limit().key.to_owned(),
        standing: Standing::Watch,
        sentence: words::limit_signal(&f.status.name, held, f.limit),
        records: vec![f.status.id.to_ref()],
    };
    let signals = over.map(signal).collect();
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::limit();
    let mut detail = found.open(&about);
    let all = full(ask, ask.period);
    let x = names_axis(words::status(), all.iter().map(|f| f.status.name.clone()).collect());
    let points = all.iter().enumerate().map(|(n, f)| point(n as f64, Some(f.n_over() as f64)));
    let bars = vec![series(words::over_limit(), points)];
    let y = axis(words::over_limit(), Unit::Days);
    let title = words::title(about.name, Title::ByStatus);
    detail.charts = vec![chart(ChartKind::Bar, title, x, y, bars)];
    for full in &all {
        let held = full.held.iter().enumerate();
        let day = |n: usize| ask.period.from.plus_days(n as i64);
        let line: Vec<_> = held.map(|(n, c)| (day(n), Some(f64::from(*c)))).collect();
        let title = words::title(&full.status.name, Title::Daily);
        let y = axis(words::n_items(), count("item", "items"));
        let lines = vec![over_days(full.status.name.clone(), &line)];
        let mut chart = chart(ChartKind::Line, title, days_axis(), y, lines);
        chart.rules.push(level(words::limit_rule(), f64::from(full.limit)));
        detail.charts.push(chart);
    }
    if !ask.flow().is_whole_in(ask.period) {
        detail.notes.push(words::not_whole(ask.flow().whole_from()));
        detail.charts.clear();
    }
    detail.records = all.iter().map(|f| f.status.id.to_ref()).collect();
    detail
}
