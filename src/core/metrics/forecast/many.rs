//! How many items are done by a day.

use super::trial::TRIALS;
use super::when::{many, past};
use super::words;
use super::{LENSES, SEED, due};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::flow::SHARES;
use crate::metrics::make::*;
use crate::metrics::report::{ChartKind, Detail};
use crate::metrics::stat::Sample;
use crate::model::time::Date;

/// The forecast of a number on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Gives the day until which is counted: when the place is due, the end of the period, or four
/// weeks on; whichever of these lies ahead, and at most a year away.
fn until(ask: &Ask<'_>) -> Date {
    let today = ask.moment.today;
    let ahead = |day: &Date| *day > today;
    let day = due(ask).filter(ahead).or(Some(ask.question.period.to).filter(ahead));
    day.unwrap_or(today.plus_days(27)).min(today.plus_days(365))
}

fn draw(ask: &Ask<'_>) -> Option<Sample> {
    let (history, today) = past(ask);
    let pace = history.pace(today)?;
    let n_days = u32::try_from(until(ask).days_since(ask.moment.today) + 1).ok()?;
    Some(Sample::new(many(ask, &pace, n_days, TRIALS, SEED).iter().copied()))
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let sample = draw(ask).unwrap_or_default();
    let at = |share: f64| sample.percentile(1.0 - share).map(f64::floor);
    let (half, most) = (at(0.5), at(0.85));
    let unit = count("item", "items");
    let tile = tile(&words::many(), words::group(), unit, known(most, words::too_little))
        .says(|| words::many_says(until(ask), half.unwrap_or_default(), most.unwrap_or_default()));
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let mut detail = found.open(&words::many());
    if let Some(sample) = draw(ask) {
        let n = axis(words::n_items(), count("item", "items"));
        let y = axis(words::trials(), count("trial", "trials"));
        let bars = vec![series(words::trials(), histogram(sample.values()))];
        let mut chart = chart(ChartKind::Histogram, words::many_title(until(ask)), n, y, bars);
        // What 85 % of the trials reach is their 15th percentile.
        let rule = |s: &f64| Some(upright(words::likely(*s), sample.percentile(1.0 - *s)?));
        chart.rules = SHARES.iter().filter_map(rule).collect();
        detail.charts.push(chart);
    }
    crate::metrics::flow::throughput::notes(ask.flow(), ask.period, &mut detail);
    let (history, today) = past(ask);
    if history.pace(today).is_some() {
        let finished = ask.flow().lines.iter().filter(|l| {
            l.finished.is_some_and(|day| today - 7 * super::history::WEEKS <= day && day < today)
        });
        detail.records = finished.map(|l| l.item.id.to_ref()).collect();
    }
    detail
}
