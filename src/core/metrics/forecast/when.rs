//! When everything that is open is done.

use std::rc::Rc;

use super::history::{History, WEEKS};
use super::trial::{self, Pace, TRIALS, Trials, Work};
use super::words;
use super::{LENSES, SEED, due};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::flow::{Line, SHARES};
use crate::metrics::make::*;
use crate::metrics::report::*;
use crate::metrics::stat::Sample;
use crate::metrics::words::percentile;
use crate::model::time::Date;

/// The forecast of a day on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// How many trials a band of the burn-up makes for each week.
const BAND_TRIALS: usize = 2_000;
/// Items as they are.
const WHOLE: (f64, f64) = (1.0, 1.0);
/// Into how many each may be split on the way: [`words::split`] says the same.
const SPLIT: (f64, f64) = (1.0, 2.0);
/// Weeks that the burn-up looks ahead, at most.
const AHEAD: u32 = 26;

/// Walks the items that are still to be done.
pub fn open_items<'f, 'a>(ask: &'f Ask<'a>) -> impl Iterator<Item = &'f Line<'a>> {
    ask.flow().lines.iter().filter(|l| !l.zone.is_closed() && l.item.archived.is_none())
}

/// Reads the past up to yesterday: the first day that is forecast is today.
pub fn past(ask: &Ask<'_>) -> (History, i64) {
    let today = ask.moment.today.day_number();
    (History::read(ask.flow(), today - 7 * WEEKS, today), today)
}

fn trials(ask: &Ask<'_>, grows: bool, split: (f64, f64)) -> Option<(Rc<Trials>, Pace)> {
    let (history, today) = past(ask);
    let pace = history.pace(today)?;
    let work = Work { grows, split, ..Work::of(open_items(ask).count() as u32) };
    let trials = ask.memo.when(work, &pace, || trial::when(&work, &pace, TRIALS, SEED));
    Some((trials, pace))
}

/// Gives the items that each of so many trials got done in a number of days.
pub fn many(ask: &Ask<'_>, pace: &Pace, n_days: u32, n_trials: usize, seed: u64) -> Rc<Vec<f64>> {
    let draw = || trial::how_many(pace, n_days, (1.0, 1.0), n_trials, seed);
    ask.memo.many(pace, (n_days, n_trials, seed), draw)
}

/// Gives the day that a number of days from now ends; the first of them is today.
pub fn day(ask: &Ask<'_>, n_days: u32) -> Date {
    ask.moment.today.plus_days(i64::from(n_days) - 1)
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let n_open = open_items(ask).count();
    let drawn = if n_open == 0 { None } else { trials(ask, false, WHOLE) };
    let at = |share| drawn.as_ref().and_then(|(t, _)| t.at_most(share)).map(|n| day(ask, n));
    let (half, most) = (at(0.5), at(0.85));
    let why = || match (n_open, &drawn) {
        (0, _) => words::nothing_open(),
        (_, None) => words::too_little(),
        _ => words::never(),
    };
    let value = known(most.map(day_x), why);
    let mut tile = tile(&words::when(), words::group(), Unit::Day, value)
        .says(|| words::when_says(n_open, half.unwrap_or_default(), most.unwrap_or_default()));
    let mut signals = Vec::new();
    if let (Some(due), Some((trials, _))) = (due(ask), &drawn) {
        tile.target = Some(day_x(due));
        let n_days = u32::try_from(due.days_since(ask.moment.today) + 1).unwrap_or(0);
        let share = trials.share_at_most(n_days).unwrap_or_default();
        tile.standing = match share {
            s if s >= 0.85 => Standing::Good,
            s if s >= 0.5 => Standing::Watch,
            _ => Standing::Bad,
        };
        if share < 0.85 {
            signals.push(Signal {
                key: tile.key.clone(),
                standing: tile.standing,
                sentence: words::due_signal(n_open, due, share),
                records: ask.question.place.into_iter().collect(),
            });
        }
    }
    vec![tile.with(signals)]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let about = words::when();
    let target = found.tile.target;
    let mut detail = found.open(&about);
    if let Some((trials, pace)) = trials(ask, false, WHOLE) {
        detail.charts = vec![burn_up(ask, &trials, &pace, target), spread(ask, &trials, target)];
        let (_, today) = past(ask);
        let n_weeks = if let Pace::Weeks(weeks) = &pace { weeks.len() } else { 0 };
        detail.notes.push(words::drawn_from(n_weeks, Date::from_day_number(today - 1), TRIALS));
    }
    if let Some((growing, _)) = trials(ask, true, WHOLE) {
        let at = |share| growing.at_most(share).map(|n| day(ask, n));
        detail.notes.push(words::growing(at(0.5), at(0.85)));
    }
    if let Some((split, _)) = trials(ask, false, SPLIT) {
        let at = |share| split.at_most(share).map(|n| day(ask, n));
        detail.notes.extend(words::split(at(0.5), at(0.85)));
    }
    crate::metrics::flow::throughput::notes(ask.flow(), ask.period, &mut detail);
    detail.records = open_items(ask).map(|l| l.item.id.to_ref()).collect();
    detail
}

/// Draws how many trials end in each week.
pub fn spread(ask: &Ask<'_>, trials: &Trials, target: Option<f64>) -> Chart {
    let all = trials.counts();
    let total = f64::from(all.iter().map(|c| c.1).sum::<u32>());
    let mut weeks: Vec<(u32, u32)> = Vec::new();
    for (n_days, count) in all {
        let week = n_days.saturating_sub(1) / 7;
        match weeks.last_mut() {
            Some((last, n)) if *last == week => *n += count,
            _ => weeks.push((week, count)),
        }
    }
    let bar = |(week, n): &(u32, u32)| {
        point(day_x(day(ask, week * 7 + 1)), crate::metrics::stat::ratio(f64::from(*n), total))
    };
    let bars = vec![series(words::trials(), weeks.iter().map(bar))];
    let y = axis(words::trials(), Unit::Share);
    let mut chart = chart(ChartKind::Histogram, words::spread_title(), days_axis(), y, bars);
    let rule = |s: &f64| Some(upright(percentile(*s), day_x(day(ask, trials.at_most(*s)?))));
    chart.rules = SHARES.iter().filter_map(rule).collect();
    chart.rules.extend(target.map(|at| upright(words::due(), at)));
    chart
}

/// Draws what is done, all there is to do, and the bands of what may come.
fn burn_up(ask: &Ask<'_>, trials: &Trials, pace: &Pace, target: Option<f64>) -> Chart {
    let flow = ask.flow();
    let today = ask.moment.today;
    let from = ask.period.from.min(today.plus_days(-7 * WEEKS));
    let n_open = open_items(ask).count() as f64;
    let mut finished: Vec<i64> = flow.lines.iter().filter_map(|l| l.finished).collect();
    crate::sort::sort(&mut finished);
    let done_by = |date: Date| finished.partition_point(|d| *d <= date.day_number()) as f64;
    let now = done_by(today);
    let n_weeks = today.days_since(from) / 7;
    let past = (0..=n_weeks).rev().map(|n| today.plus_days(-7 * n));
    let told = |date: Date| flow.told_since.is_some_and(|since| since <= date.day_number());
    let done = past.map(|d| point(day_x(d), told(d).then(|| done_by(d))));
    let end = trials.at_most(0.95).unwrap_or(AHEAD * 7).div_ceil(7).clamp(1, AHEAD);
    let ahead = |week: u32| {
        let n = many(ask, pace, week * 7, BAND_TRIALS, SEED);
        let sample = Sample::new(n.iter().copied());
        let at = |share| sample.percentile(share).map(|n| (now + n).min(now + n_open));
        let mut point = point(day_x(today.plus_days(i64::from(week) * 7 - 1)), at(0.5));
        point.band = at(0.15).zip(at(0.85));
        point
    };
    let start = point(day_x(today), Some(now));
    let forecast = std::iter::once(start).chain((1..=end).map(ahead));
    let last = today.plus_days(i64::from(end) * 7 - 1);
    let scope = [from, last].map(|d| point(day_x(d), Some(now + n_open)));
    let lines = vec![
        series(words::done(), done),
        series(words::scope(), scope),
        series(words::forecast_band(), forecast),
    ];
    let y = axis(words::n_items(), count("item", "items"));
    let mut chart = chart(ChartKind::Line, words::burn_title(), days_axis(), y, lines);
    chart.rules.push(upright(crate::metrics::words::today(), day_x(today)));
    chart.rules.extend(target.map(|at| upright(words::due(), at)));
    chart
}
