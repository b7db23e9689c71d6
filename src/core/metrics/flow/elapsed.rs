//! Cycle time and lead time: how long an item takes from its start, and from its creation.

use super::words::{self, Title};
use super::{LENSES, Line, SHARES, throughput};
use crate::metrics::ask::{Ask, Found, Source, by_week};
use crate::metrics::make::*;
use crate::metrics::report::*;
use crate::metrics::signal;
use crate::metrics::stat::Sample;
use crate::metrics::words::{About, percentile, went};
use crate::model::time::Date;

/// Cycle time on the page.
pub const CYCLE: Source =
    Source { lenses: LENSES, find: |ask| find(ask, CYCLES), open: |ask, f| open(ask, f, CYCLES) };
/// Lead time on the page.
pub const LEAD: Source =
    Source { lenses: LENSES, find: |ask| find(ask, LEADS), open: |ask, f| open(ask, f, LEADS) };

/// Is one of the two times.
#[derive(Clone, Copy)]
struct Measure {
    of: fn(&Line<'_>, Counting) -> Option<f64>,
    abouts: fn() -> [(About, f64); 2],
    none: fn() -> String,
    lacks: fn(usize) -> String,
}

const CYCLES: Measure = Measure {
    of: |line, counting| line.cycle(counting),
    abouts: || [(words::cycle_median(), 0.5), (words::cycle_high(), 0.85)],
    none: words::none_finished,
    lacks: words::unknown_start,
};
const LEADS: Measure = Measure {
    of: |line, counting| line.lead(counting),
    abouts: || [(words::lead_median(), 0.5), (words::lead_high(), 0.85)],
    none: words::none_made,
    lacks: words::unknown_made,
};

fn sample(ask: &Ask<'_>, measure: Measure, period: Period) -> Sample {
    let counting = ask.question.counting;
    Sample::new(ask.flow().finished_in(period).filter_map(|l| (measure.of)(l, counting)))
}

/// Gives a percentile for each week; a week in which nothing was finished is a gap.
fn weekly(weeks: &[Sample], ask: &Ask<'_>, share: f64) -> Vec<(Date, Option<f64>)> {
    let days = ask.trend_weeks();
    days.iter().zip(weeks).map(|(w, s)| (w.to, s.percentile(share))).collect()
}

fn by_weeks(ask: &Ask<'_>, measure: Measure) -> Vec<Sample> {
    let counting = ask.question.counting;
    let each = |l: &Line<'_>| Some((l.finished?, (measure.of)(l, counting)?));
    let values = ask.flow().lines.iter().filter_map(each);
    by_week(&ask.trend_weeks(), values).into_iter().map(Sample::new).collect()
}

fn find(ask: &Ask<'_>, measure: Measure) -> Vec<Found> {
    let (now, before) = (sample(ask, measure, ask.period), sample(ask, measure, ask.before));
    let weeks = by_weeks(ask, measure);
    let found = (measure.abouts)().into_iter().map(|(about, share)| {
        let (value, old) = (now.percentile(share), before.percentile(share));
        let says = || match (old, value) {
            (Some(old), Some(value)) if share == 0.5 => went(about.name, old, value, &Unit::Days),
            (_, Some(value)) => {
                words::elapsed_says(share, value, now.len(), about.key == words::lead_high().key)
            }
            _ => String::new(),
        };
        let tile = tile(&about, words::group(), Unit::Days, known(value, measure.none))
            .says(says)
            .against(old, Better::Down)
            .over(weekly(&weeks, ask, share));
        let signals = signal::of_tile(&tile, Better::Down);
        tile.with(signals)
    });
    found.collect()
}

fn open(ask: &Ask<'_>, found: Found, measure: Measure) -> Detail {
    let all = (measure.abouts)();
    let is_it = |(about, _): &&(About, f64)| about.key == found.tile.key;
    let about = all.iter().find(is_it).map_or_else(words::cycle_median, |(about, _)| *about);
    let mut detail = found.open(&about);
    let (flow, counting) = (ask.flow(), ask.question.counting);
    let mut each: Vec<(f64, f64, &Line<'_>)> = flow
        .finished_in(ask.period)
        .filter_map(|l| Some((l.finished? as f64, (measure.of)(l, counting)?, l)))
        .collect();
    crate::sort::by(&mut each, |a, b| {
        a.0.total_cmp(&b.0).then_with(|| a.2.finished_at.cmp(&b.2.finished_at))
    });
    let values = sample(ask, measure, ask.period);
    let rules = |rule: fn(String, f64) -> Rule| -> Vec<Rule> {
        let each = SHARES.iter().filter_map(|s| Some(rule(percentile(*s), values.percentile(*s)?)));
        each.collect()
    };
    let name = words::elapsed_name(measure.abouts);
    let y = || axis(name.to_owned(), Unit::Days);
    let points = each.iter().map(|(x, y, l)| record_point(*x, *y, l.item.id.to_ref()));
    let scatter = vec![series(name.to_owned(), points)];
    let title = words::title(name, Title::Each);
    let mut scatter = chart(ChartKind::Scatter, title, days_axis(), y(), scatter);
    scatter.rules = rules(level);
    let bars = vec![series(words::finished(), histogram(values.values()))];
    let n_items = axis(words::n_items(), count("item", "items"));
    let title = words::title(name, Title::Spread);
    let mut spread = chart(ChartKind::Histogram, title, y(), n_items, bars);
    spread.rules = rules(upright);
    let weeks = by_weeks(ask, measure);
    let finished: Vec<_> =
        flow.lines.iter().filter_map(|l| Some((l.finished?, l.item.id.to_ref()))).collect();
    let line = |s| of_weeks(over_days(percentile(s), &weekly(&weeks, ask, s)), &finished);
    let lines = [0.5, 0.85].map(line).to_vec();
    let title = words::title(name, Title::Percentiles);
    let course = chart(ChartKind::Line, title, days_axis(), y(), lines);
    let run: Vec<(Date, f64)> =
        each.iter().map(|(x, y, _)| (Date::from_day_number(*x as i64), *y)).collect();
    let control = signal::control(words::title(name, Title::Limits), name.to_owned(), y(), &run);
    detail.charts = vec![scatter, spread, course, control];
    detail.notes.push(words::counted(counting));
    let n_lacking = flow.finished_in(ask.period).count() - each.len();
    if n_lacking > 0 {
        detail.notes.push((measure.lacks)(n_lacking));
    }
    throughput::notes(flow, ask.period, &mut detail);
    detail.records = each.iter().map(|(_, _, l)| l.item.id.to_ref()).collect();
    detail
}
