//! Work in progress: how many items are started and not finished.

use super::words::{self, Title};
use super::{LENSES, Zone, daily};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail, Period};
use crate::metrics::{signal, stat};
use crate::model::time::Date;

/// Work in progress on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Gives the items in progress at the end of each day; a day of which not all is known is a gap.
fn course(ask: &Ask<'_>, period: Period) -> Vec<(Date, Option<f64>)> {
    let flow = ask.flow();
    let since = flow.whole_from();
    let day = |n: usize| period.from.plus_days(n as i64);
    let all = daily::zones(flow, period).into_iter().enumerate();
    let going = |zones: [u32; 6]| -> u32 {
        Zone::ALL.iter().zip(zones).filter(|(z, _)| z.is_going()).map(|(_, n)| n).sum()
    };
    all.map(|(n, z)| {
        (day(n), since.is_some_and(|since| since <= day(n)).then(|| f64::from(going(z))))
    })
    .collect()
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let flow = ask.flow();
    let from = ask.trend_weeks().first().map_or(ask.period.from, |w| w.from);
    let from = from.min(ask.before.to).min(ask.period.from);
    let all = course(ask, Period { from, ..ask.period });
    let at = |day: Date| all.iter().find(|(d, _)| *d == day).and_then(|(_, v)| *v);
    // What is in progress today is known of every item.
    let today = (ask.period.to == ask.moment.today)
        .then(|| flow.lines.iter().filter(|l| l.is_going()).count() as f64);
    let now = today.or_else(|| at(ask.period.to));
    let before = at(ask.before.to);
    let known_days: Vec<f64> =
        all.iter().filter(|(day, _)| ask.period.holds(*day)).filter_map(|(_, v)| *v).collect();
    let mean = stat::mean(&known_days).filter(|_| known_days.len() as i64 == ask.period.n_days());
    let unit = count("item", "items");
    let why = || words::not_whole(flow.whole_from());
    let weekly = ask.trend_weeks().into_iter().map(|w| (w.to, at(w.to)));
    let tile = tile(&words::wip(), words::group(), unit, known(now, why))
        .says(|| words::wip_says(now.unwrap_or_default(), mean))
        .against(before, Better::Down)
        .over(weekly);
    let signals = signal::of_tile(&tile, Better::Down);
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let flow = ask.flow();
    let about = words::wip();
    let mut detail = found.open(&about);
    let y = || axis(words::n_items(), count("item", "items"));
    let days = course(ask, ask.period);
    let lines = vec![over_days(about.name.to_owned(), &days)];
    let title = words::title(about.name, Title::Daily);
    let line = chart(ChartKind::Line, title, days_axis(), y(), lines);
    let zones = daily::zones(flow, ask.period);
    let known: Vec<bool> = days.iter().map(|(_, v)| v.is_some()).collect();
    let area = |(n, zone): (usize, &Zone)| {
        let points = zones.iter().zip(&known).enumerate().map(|(at, (zones, known))| {
            let count = zones.get(n).copied().filter(|_| *known).map(f64::from);
            point(day_x(ask.period.from.plus_days(at as i64)), count)
        });
        series(words::zone(*zone).to_owned(), points)
    };
    // From below: what is done, then back through the workflow; given-up work is not flow.
    let shown = Zone::ALL.iter().enumerate().rev().filter(|(_, z)| **z != Zone::Cancelled);
    let areas = shown.map(area).collect();
    let title = words::title(about.name, Title::Cumulative);
    detail.charts = vec![line, chart(ChartKind::Stacked, title, days_axis(), y(), areas)];
    if !flow.is_whole_in(ask.period) {
        detail.notes.push(words::not_whole(flow.whole_from()));
    }
    let going = flow.lines.iter().filter(|l| l.is_going());
    detail.records = going.map(|l| l.item.id.to_ref()).collect();
    detail
}
