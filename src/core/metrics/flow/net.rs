//! Net flow: what leaves work against what comes into it.

use super::words::{self, Title};
use super::{LENSES, daily};
use crate::metrics::ask::{Ask, Found, Source, by_week};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period};
use crate::metrics::signal;
use crate::model::time::Date;

/// Net flow on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Counts arrivals and departures in a period; nothing where not all of them are known.
fn both(ask: &Ask<'_>, visits: &[daily::Visit], period: Period) -> Option<(u32, u32)> {
    let (from, to) = (period.from.day_number(), period.to.day_number());
    let holds = |day: i64| from <= day && day <= to;
    ask.flow().is_whole_in(period).then(|| {
        let arrived = visits.iter().filter(|v| v.seen && holds(v.first)).count();
        let departed = visits.iter().filter(|v| v.left.is_some_and(holds)).count();
        (arrived as u32, departed as u32)
    })
}

/// Counts arrivals and departures of each week of the trend.
fn weekly(ask: &Ask<'_>, visits: &[daily::Visit]) -> Vec<(Date, Option<(f64, f64)>)> {
    let weeks = ask.trend_weeks();
    let came = by_week(&weeks, visits.iter().filter(|v| v.seen).map(|v| (v.first, 1.0)));
    let went = by_week(&weeks, visits.iter().filter_map(|v| Some((v.left?, 1.0))));
    let pair = |((week, came), went): ((&Period, Vec<f64>), Vec<f64>)| {
        let whole = ask.flow().is_whole_in(*week);
        (week.to, whole.then_some((came.len() as f64, went.len() as f64)))
    };
    weeks.iter().zip(came).zip(went).map(pair).collect()
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let visits = daily::visits(ask.flow());
    let (now, before) = (both(ask, &visits, ask.period), both(ask, &visits, ask.before));
    let net = |pair: Option<(u32, u32)>| pair.map(|(came, went)| f64::from(went) - f64::from(came));
    let unit = count("item", "items");
    let why = || words::not_whole(ask.flow().whole_from());
    let (came, went) = now.unwrap_or_default();
    let trend = weekly(ask, &visits).into_iter().map(|(day, v)| (day, v.map(|(a, d)| d - a)));
    let tile = tile(&words::net(), words::group(), unit, known(net(now), why))
        .says(|| words::net_says(came, went))
        .against(net(before), Better::Neither)
        .over(trend);
    let signals = signal::of_tile(&tile, Better::Neither);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::net();
    let mut detail = found.open(&about);
    let visits = daily::visits(ask.flow());
    let weeks = weekly(ask, &visits);
    let came: Vec<_> = weeks.iter().map(|(day, v)| (*day, v.map(|v| v.0))).collect();
    let went: Vec<_> = weeks.iter().map(|(day, v)| (*day, v.map(|v| v.1))).collect();
    let stays = ask.flow().lines.iter().flat_map(|l| {
        let going = ask.flow().stays_of(l).iter().filter(|s| s.zone.is_going());
        going.map(|s| (s.first, s.left, l.item.id.to_ref())).collect::<Vec<_>>()
    });
    let stays: Vec<_> = stays.collect();
    let came_in: Vec<_> = stays.iter().map(|(first, _, at)| (*first, *at)).collect();
    let went_out: Vec<_> = stays.iter().filter_map(|(_, left, at)| Some(((*left)?, *at))).collect();
    let bars = vec![
        of_weeks(over_days(words::arrived(), &came), &came_in),
        of_weeks(over_days(words::departed(), &went), &went_out),
    ];
    let y = axis(words::n_items(), count("item", "items"));
    let title = words::title(about.name, Title::PerWeek);
    detail.charts = vec![chart(ChartKind::Bar, title, days_axis(), y, bars)];
    if !ask.flow().is_whole_in(ask.period) {
        detail.notes.push(words::not_whole(ask.flow().whole_from()));
    }
    let (from, to) = (ask.period.from.day_number(), ask.period.to.day_number());
    let touched = ask.flow().lines.iter().filter(|l| {
        ask.flow().stays_of(l).iter().any(|s| {
            let came = from <= s.first && s.first <= to;
            s.zone.is_going() && (came || s.left.is_some_and(|day| from <= day && day <= to))
        })
    });
    detail.records = touched.map(|l| l.item.id.to_ref()).collect();
    detail
}
