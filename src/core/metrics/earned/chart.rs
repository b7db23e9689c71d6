//! The charts of earned value: the S-curves, the forecasts of the total, the trend. They compute
//! nothing that a tile does not.

use super::facts::Facts;
use crate::metrics::draft::{axis, chart, day, names, rule, series, trend_chart};
use crate::metrics::report::{Chart, ChartKind, Tile, Unit};
use crate::metrics::scene::Scene;
use crate::model::time::Date;

/// How many points an S-curve has at most.
const N_POINTS: i64 = 60;

/// Draws the charts of a number, the most telling first.
pub fn charts(scene: &Scene<'_>, facts: &Facts, key: &str, tile: &Tile) -> Vec<Chart> {
    let trend = trend_chart(tile);
    let curve = s_curve(scene, facts);
    match key {
        "eac" | "vac" | "etc" | "eac-planned" | "eac-both" | "eac-estimate" => {
            let mut out: Vec<Chart> = totals(scene, facts).into_iter().collect();
            out.extend([trend, curve]);
            out
        }
        "pv" | "ev" | "ac" | "sv" | "cv" | "bac" => vec![curve, trend],
        _ => vec![trend, curve],
    }
}

/// Draws planned value over the whole plan, earned value and actual cost up to today.
fn s_curve(scene: &Scene<'_>, facts: &Facts) -> Chart {
    let end = scene.end();
    let last = facts.due.max(end);
    let span = last.days_since(facts.start).max(1);
    let step = (span + N_POINTS - 1) / N_POINTS;
    let mut days: Vec<Date> =
        (0..=span / step).map(|nth| facts.start.plus_days(nth * step)).collect();
    days.push(last);
    if !days.contains(&end) && end > facts.start {
        days.push(end);
    }
    crate::sort::sort(&mut days);
    days.dedup();
    let points: Vec<_> = days.iter().map(|date| (*date, facts.at(*date))).collect();
    let past = |v: f64, date: Date| (date <= end).then_some(v);
    let mut lines = vec![
        series("Planned value", points.iter().map(|(d, b)| (day(*d), Some(b.pv)))),
        series("Earned value", points.iter().map(|(d, b)| (day(*d), past(b.ev, *d)))),
    ];
    if facts.blind.is_none() {
        let spent = points.iter().map(|(d, b)| (day(*d), past(b.ac, *d)));
        lines.push(series("Actual cost", spent));
    }
    let (x, y) = (axis("Date", Unit::Day), axis("Value", facts.unit.clone()));
    let mut out =
        chart(ChartKind::Line, "Planned value, earned value and actual cost", x, y, lines);
    out.rules.push(rule("As of", day(end), true));
    out.rules.push(rule("Budget at completion", facts.bac, false));
    out
}

/// Draws the forecasts of the total beside one another.
fn totals(scene: &Scene<'_>, facts: &Facts) -> Option<Chart> {
    if facts.blind.is_some() {
        return None;
    }
    let b = facts.at(scene.end());
    let bars = [
        ("Rest as planned", b.eac_as_planned()),
        ("As so far", b.eac()),
        ("Cost and pace as so far", b.eac_both()),
        ("Rest estimated anew", b.eac_estimated(facts.rest())),
    ];
    let labels = bars.iter().map(|(name, _)| (*name).to_owned()).collect();
    let points = bars.iter().enumerate().map(|(at, (_, value))| (at as f64, *value));
    let line = series("Estimate at completion", points);
    let (x, y) = (names("Assumption", labels), axis("Total", facts.unit.clone()));
    let mut out = chart(ChartKind::Bar, "What it may cost in the end", x, y, vec![line]);
    out.rules.push(rule("Budget at completion", facts.bac, false));
    Some(out)
}
