//! Heat maps and bullets: charts whose rows have names.

use super::path::Pen;
use super::scale::{Band, Scale};
use super::stage::look;
use super::words::{fit, width};
use super::{Anchor, Frame, Mark, Path, Plot, Text, ticks};
use crate::metrics::report::{Chart, Unit};
use crate::metrics::say;

/// The depths of a heat map, from the lightest.
const DEPTHS: [&str; 5] = ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];

fn text(role: &'static str, x: f64, y: f64, anchor: Anchor, words: String) -> Text {
    Text { role, x, y, anchor, words }
}

/// Draws a cell for each x of each series, the deeper the higher its value.
pub(super) fn heat(chart: &Chart, wide: f64, height: f64) -> Plot {
    let mut columns: Vec<f64> =
        chart.series.iter().flat_map(|s| &s.points).map(|point| point.x).collect();
    crate::sort::by(&mut columns, |a, b| a.total_cmp(b));
    columns.dedup();
    let longest = chart.series.iter().map(|s| width(&s.name)).fold(0.0, f64::max);
    let left = (longest + 12.0).min(wide * 0.34);
    let rows = chart.series.len().max(1) as f64;
    let high = ((height - 44.0) / rows).clamp(4.0, 40.0);
    // The name of the columns stands above their own names.
    let top = if chart.x.name.is_empty() { 24.0 } else { 40.0 };
    let frame = Frame { left, top, right: wide - 4.0, bottom: top + high * rows };
    let mut plot =
        Plot { width: wide, height: (frame.bottom + 4.0).max(40.0), frame, ..Plot::default() };
    let x = Band::new(columns.len(), (frame.left, frame.right));
    let y = Band::new(chart.series.len(), (frame.top, frame.bottom));
    let known = chart.series.iter().flat_map(|s| &s.points).filter_map(|p| p.y);
    let (low, most) = known.fold((0.0f64, 0.0f64), |(low, most), v| (low.min(v), most.max(v)));
    let depth = Scale::new((low, most), (0.0, 4.0));
    let mut pens: [Pen; 5] = Default::default();
    let mut open = Pen::default();
    for (row, series) in chart.series.iter().enumerate() {
        let middle = y.at(row as f64);
        let words = fit(&series.name, left - 8.0);
        plot.texts.push(text("tick", left - 8.0, middle, Anchor::End, words));
        for (nth, point) in series.points.iter().enumerate() {
            let at = columns.binary_search_by(|x| x.total_cmp(&point.x)).unwrap_or(0);
            let center = x.at(at as f64);
            let (dx, dy) = ((x.step() / 2.0 - 1.0).max(0.5), (high / 2.0 - 1.0).max(0.5));
            let corners = ((center - dx, middle - dy), (center + dx, middle + dy));
            let Some(value) = point.y else {
                open.rect(corners.0, corners.1);
                continue;
            };
            let level = if most == low { 0 } else { depth.at(value).round() as usize };
            if let Some(pen) = pens.get_mut(level) {
                pen.rect(corners.0, corners.1);
            }
            let words = say::bare(value, &chart.y.unit);
            if width(&words) < x.step() - 4.0 && high >= 16.0 {
                let role = if level >= 3 { "cell-deep" } else { "cell" };
                plot.texts.push(text(role, center, middle, Anchor::Middle, words));
            }
            plot.marks.push(Mark { series: row, point: nth, x: center, y: middle });
        }
    }
    for (pen, role) in pens.iter_mut().zip(DEPTHS).filter(|(pen, _)| !pen.is_empty()) {
        plot.paths.push(Path { role, look: None, d: pen.done() });
    }
    if !open.is_empty() {
        plot.paths.push(Path { role: "open", look: None, d: open.done() });
    }
    if !chart.x.name.is_empty() {
        let words = fit(&chart.x.name, wide - left);
        plot.texts.push(text("axis-name", left, 10.0, Anchor::Start, words));
    }
    let mut free = f64::NEG_INFINITY;
    for (idx, value) in columns.iter().enumerate() {
        let name = match (&chart.x.unit, chart.x.names.get(*value as usize)) {
            (_, Some(name)) => fit(name, x.step().max(60.0)),
            (Unit::Day, None) => say::date_in_year(say::day_of(*value)),
            (unit, None) => say::short(*value, unit, 0.0),
        };
        let half = width(&name) / 2.0;
        let middle = x.at(idx as f64).clamp(half, (wide - half).max(half));
        if middle - half > free {
            free = middle + half + 8.0;
            plot.texts.push(text("tick", middle, top - 12.0, Anchor::Middle, name));
        }
    }
    plot
}

/// Draws each point as a bar along, with the lines across as targets and its band as a range
/// (Stephen Few, "Bullet Graph Design Specification", 2013).
pub(super) fn bullet(chart: &Chart, wide: f64, height: f64) -> Plot {
    let rows: Vec<(usize, usize)> = chart
        .series
        .iter()
        .enumerate()
        .flat_map(|(s, series)| (0..series.points.len()).map(move |p| (s, p)))
        .collect();
    let name = |series: usize, point: usize| -> Option<String> {
        let series = chart.series.get(series)?;
        let point = series.points.get(point)?;
        Some(chart.x.names.get(point.x as usize).unwrap_or(&series.name).clone())
    };
    let longest =
        rows.iter().filter_map(|(s, p)| name(*s, *p)).map(|n| width(&n)).fold(0.0, f64::max);
    let left = (longest + 12.0).min(wide * 0.34);
    let n_rows = rows.len().max(1) as f64;
    let high = ((height - 56.0) / n_rows).clamp(8.0, 48.0);
    let frame = Frame { left, top: 26.0, right: wide - 16.0, bottom: 26.0 + high * n_rows };
    let mut plot =
        Plot { width: wide, height: (frame.bottom + 30.0).max(60.0), frame, ..Plot::default() };
    let points = || chart.series.iter().flat_map(|s| &s.points);
    let bands = points().filter_map(|p| p.band).flat_map(|(low, high)| [low, high]);
    let all = points().filter_map(|p| p.y).chain(bands).chain(chart.rules.iter().map(|r| r.at));
    let (low, most) = all.fold((0.0f64, 0.0f64), |(low, most), v| (low.min(v), most.max(v)));
    let levels = ticks::numbers(low, most, ((frame.right - left) / 80.0).max(2.0) as usize, false);
    let ends = levels.first().zip(levels.last()).map_or((0.0, 1.0), |(a, b)| (*a, *b));
    let step = levels.get(1).zip(levels.first()).map_or(1.0, |(b, a)| b - a);
    let along = Scale::new(ends, (left, frame.right));
    let (mut grid, mut range, mut target) = <[Pen; 3]>::default().into();
    for level in levels {
        let x = along.at(level);
        grid.to(x, frame.top).line(x, frame.bottom + 4.0);
        let words = say::short(level, &chart.y.unit, step);
        plot.texts.push(text("tick", x, frame.bottom + 14.0, Anchor::Middle, words));
    }
    let down = Band::new(rows.len(), (frame.top, frame.bottom));
    let mut bars = Pen::default();
    for (row, (series, nth)) in rows.iter().enumerate() {
        let point = chart.series.get(*series).and_then(|s| s.points.get(*nth));
        let Some(point) = point else { continue };
        let y = down.at(row as f64);
        let words = name(*series, *nth).map(|n| fit(&n, left - 8.0)).unwrap_or_default();
        plot.texts.push(text("tick", left - 8.0, y, Anchor::End, words));
        if let Some((low, most)) = point.band {
            range.rect((along.at(low), y - high * 0.36), (along.at(most), y + high * 0.36));
        }
        let Some(value) = point.y else { continue };
        bars.rect((along.at(0.0), y - high * 0.16), (along.at(value), y + high * 0.16));
        plot.marks.push(Mark { series: *series, point: *nth, x: along.at(value), y });
    }
    let mut free = f64::NEG_INFINITY;
    for rule in &chart.rules {
        let x = along.at(rule.at);
        target.to(x, frame.top + high * 0.06).line(x, frame.bottom - high * 0.06);
        let words = format!("{}: {}", rule.name, say::whole(rule.at, &chart.y.unit));
        let half = (width(&words) / 2.0).min(wide / 2.0);
        let middle = x.clamp(half, wide - half);
        if middle - half > free {
            free = middle + half + 8.0;
            plot.texts.push(text("rule-name", middle, 12.0, Anchor::Middle, fit(&words, wide)));
        }
    }
    let paths = [
        ("grid", None, &mut grid),
        ("range", None, &mut range),
        ("bar", look(0), &mut bars),
        ("target", None, &mut target),
    ];
    for (role, look, pen) in paths {
        if !pen.is_empty() {
            plot.paths.push(Path { role, look, d: pen.done() });
        }
    }
    plot
}
