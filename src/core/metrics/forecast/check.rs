//! How well the forecasts of the last quarter would have done: each week of it, what was then
//! known says what would be finished in the two weeks that followed (a walk-forward back-test).

use super::history::{History, WEEKS};
use super::trial;
use super::words;
use super::{LENSES, SEED};
use crate::metrics::ask::{Ask, Found, Source};
use crate::metrics::flow::SHARES;
use crate::metrics::make::*;
use crate::metrics::report::*;
use crate::metrics::stat::{Sample, ratio};
use crate::metrics::words::share;
use crate::model::time::Date;

/// The back-test on the page.
pub const SOURCE: Source = Source { lenses: LENSES, find, open };

/// Weeks that are looked back: a quarter.
pub const QUARTER: i64 = 13;
/// Days that each forecast looks ahead.
pub const AHEAD: i64 = 14;
/// Forecasts that are needed to judge them.
const LEAST: usize = 4;
const TRIALS: usize = 1_000;

/// Is one forecast of the past and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The first day that was forecast, since 1970-01-01.
    pub from: i64,
    /// What was said to be reached with each of the shares in [`SHARES`].
    pub said: [f64; 4],
    /// What was reached.
    pub actual: u32,
}

/// Makes the forecasts of the quarter before a day, oldest first; those for which too little was
/// known are left out.
pub fn walk(history: &History, today: i64) -> Vec<Tried> {
    let origins = (0..QUARTER).rev().map(|n| today - AHEAD - 7 * n);
    let tried = origins.filter_map(|from| {
        let pace = history.pace(from)?;
        let drawn = trial::how_many(&pace, AHEAD as u32, (1.0, 1.0), TRIALS, SEED ^ from as u64);
        let sample = Sample::new(drawn);
        let said = SHARES.map(|s| sample.percentile(1.0 - s).unwrap_or_default().floor());
        Some(Tried { from, said, actual: history.done_in(from, from + AHEAD) })
    });
    tried.collect()
}

/// Gives how often what was said with each of the shares in [`SHARES`] came true.
pub fn hits(tried: &[Tried]) -> Option<[usize; 4]> {
    let mut out = [0; 4];
    for one in tried {
        for (hit, said) in out.iter_mut().zip(one.said) {
            *hit += usize::from(f64::from(one.actual) >= said);
        }
    }
    (tried.len() >= LEAST).then_some(out)
}

fn tried(ask: &Ask<'_>) -> Vec<Tried> {
    let today = ask.moment.today.day_number();
    let start = today - AHEAD - 7 * (QUARTER + WEEKS);
    walk(&History::read(ask.flow(), start, today), today)
}

fn find(ask: &Ask<'_>) -> Vec<Found> {
    let tried = tried(ask);
    let hit = hits(&tried).map(|[_, _, hit, _]| hit);
    let value = hit.and_then(|hit| ratio(hit as f64, tried.len() as f64));
    let mut tile =
        tile(&words::check(), words::group(), Unit::Share, known(value, words::too_little_back))
            .says(|| words::check_says(hit.unwrap_or_default(), tried.len()));
    if let Some(value) = value {
        tile.target = Some(0.85);
        tile.standing = if value >= 0.7 { Standing::Good } else { Standing::Watch };
    }
    vec![tile.with(Vec::new())]
}

fn open(ask: &Ask<'_>, found: Found) -> Detail {
    let mut detail = found.open(&words::check());
    let tried = tried(ask);
    let Some(hits) = hits(&tried) else { return detail };
    let names = SHARES.iter().map(|s| share(*s)).collect();
    let at = |(n, y): (usize, f64)| point(n as f64, Some(y));
    let stated = SHARES.into_iter().enumerate().map(at);
    let came = hits.map(|n| n as f64 / tried.len() as f64).into_iter().enumerate().map(at);
    let bars = vec![series(words::stated(), stated), series(words::came_true(), came)];
    let x = names_axis(words::stated(), names);
    let y = axis(words::came_true(), Unit::Share);
    detail.charts.push(chart(ChartKind::Bar, words::check_title(), x, y, bars));
    let x = |t: &Tried| day_x(Date::from_day_number(t.from + AHEAD - 1));
    let line = |n: usize, name: String| {
        let value = |t: &Tried| point(x(t), t.said.get(n).copied());
        series(name, tried.iter().map(value))
    };
    let actual = tried.iter().map(|t| point(x(t), Some(f64::from(t.actual))));
    let lines = vec![
        series(words::actual(), actual),
        line(0, words::likely(0.5)),
        line(2, words::likely(0.85)),
    ];
    let y = axis(words::n_items(), count("item", "items"));
    detail.charts.push(chart(ChartKind::Line, words::walk_title(), days_axis(), y, lines));
    detail.notes.push(words::overlaps(AHEAD));
    detail
}
