//! Retention by cohort, from KPIs whose key is `retention-` and the number of the interval, such
//! as `retention-4` for the fourth week. A reading's date is the day on which its cohort began.

use super::kpi::window;
use super::words::{self, WORDS};
use crate::metrics::draft::{Better, Draft, axis, chart, day, known, names, series, word};
use crate::metrics::expression::Book;
use crate::metrics::report::{ChartKind, Detail, Tile};
use crate::metrics::scene::Scene;
use crate::model::Kpi;
use crate::model::time::Date;

/// How many cohorts a chart shows.
const SHOWN: usize = 24;

/// Gives the retention of the newest cohort whose last interval is known.
pub fn tile(scene: &Scene<'_>, book: &Book<'_>) -> Option<Tile> {
    Some(draft(scene, book, &intervals(scene, book))?.tile)
}

/// Gives what stands behind it: every cohort by interval.
pub fn detail(scene: &Scene<'_>, book: &Book<'_>, key: &str) -> Option<Detail> {
    let intervals = intervals(scene, book);
    let mut out = draft(scene, book, &intervals).filter(|draft| draft.tile.key == key)?;
    let unit = out.tile.unit.clone();
    let end = window(scene).to;
    let all = intervals.iter().flat_map(|(_, kpi)| book.readings(kpi.id));
    let mut cohorts: Vec<Date> = all.map(|(date, _, _)| *date).filter(|d| *d <= end).collect();
    crate::sort::sort(&mut cohorts);
    cohorts.dedup();
    let skip = cohorts.len().saturating_sub(SHOWN);
    let rows = cohorts.iter().skip(skip).map(|cohort| {
        let cell = |(at, (_, kpi)): (usize, &(u32, &Kpi))| {
            let read = book.readings(kpi.id).iter().rfind(|(date, _, _)| date == cohort);
            (at as f64, read.map(|(_, value, _)| *value))
        };
        series(&crate::metrics::say::date(*cohort), intervals.iter().enumerate().map(cell))
    });
    let labels = intervals.iter().map(|(n, _)| n.to_string()).collect();
    let x = names("Interval", labels);
    let heat =
        chart(ChartKind::Heat, words::COHORTS, x, axis("Retained", unit.clone()), rows.collect());
    let lines = intervals.iter().map(|(_, kpi)| {
        let readings = book.readings(kpi.id).iter().filter(|(date, _, _)| *date <= end);
        series(&kpi.name, readings.map(|(date, value, _)| (day(*date), Some(*value))))
    });
    let x = axis("Cohort of", crate::metrics::report::Unit::Day);
    let line =
        chart(ChartKind::Line, words::BY_INTERVAL, x, axis("Retained", unit), lines.collect());
    out.records.extend(intervals.iter().map(|(_, kpi)| kpi.id.to_ref()));
    Some(out.chart(heat).chart(line).detail())
}

fn intervals<'a>(scene: &Scene<'_>, book: &Book<'a>) -> Vec<(u32, &'a Kpi)> {
    let all = book.numbered("retention").into_iter();
    all.filter(|(_, kpi)| scene.holds_place(kpi.place)).collect()
}

fn draft(scene: &Scene<'_>, book: &Book<'_>, intervals: &[(u32, &Kpi)]) -> Option<Draft> {
    let (n, kpi) = intervals.last()?;
    let end = window(scene).to;
    let read = book.read(kpi.id, end);
    let before = book.read(kpi.id, scene.before());
    let value = known(read.map(|(_, value, _)| value), &words::unread(end));
    let unit = book.measure(kpi).unit;
    let trend = book.readings(kpi.id).iter().filter(|(date, _, _)| *date <= end);
    let mut trend: Vec<_> = trend.map(|(date, value, _)| (*date, Some(*value))).collect();
    trend.dedup_by_key(|(date, _)| *date);
    let skip = trend.len().saturating_sub(26);
    let cohort = read.map(|(date, _, _)| date);
    let shown = unit.clone();
    let out = Draft::new(word(WORDS, "retention-cohorts"), words::STANDARDS, unit, value)
        .trend(trend.split_off(skip))
        .before(before.map(|(_, value, _)| value), Better::Up)
        .say(|v| words::cohort(&shown, v, *n, cohort));
    Some(out)
}
