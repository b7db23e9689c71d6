//! Lines, areas, areas on top of one another, and clouds of points. A gap ends a line; it is never
//! bridged.

use super::path::Pen;
use super::stage::{Stage, look};

/// From so many points on each on its own line, they lie too close to be drawn as well.
const MANY: usize = 60;

/// Draws lines, with their bands and fills.
pub(super) fn lines(stage: &mut Stage<'_>) {
    let chart = stage.chart;
    let fills = chart.kind == crate::metrics::report::ChartKind::Area;
    for (idx, series) in chart.series.iter().enumerate() {
        let (mut band, mut fill, mut line, mut dots, mut flags) = pens();
        let place = |stage: &Stage<'_>, x: f64, y: f64| (stage.x.at(x), stage.y.at(y));
        let n_known = series.points.iter().filter(|point| point.y.is_some()).count();
        for run in series.points.split(|point| point.band.is_none()) {
            let ends = run.iter().filter_map(|p| Some((p.x, p.band?)));
            let (mut up, mut down) = (Vec::new(), Vec::new());
            for (x, (low, high)) in ends {
                up.push(place(stage, x, high));
                down.push(place(stage, x, low));
            }
            if up.len() > 1 {
                up.extend(down.into_iter().rev());
                band.through(&up).close();
            }
        }
        for run in series.points.split(|point| point.y.is_none()) {
            let points: Vec<(f64, f64)> =
                run.iter().filter_map(|p| Some(place(stage, p.x, p.y?))).collect();
            if let (Some(first), Some(last), true) = (points.first(), points.last(), fills) {
                let zero = stage.y.at(0.0);
                fill.through(&points).line(last.0, zero).line(first.0, zero).close();
            }
            line.through(&points);
            // A point between gaps has no line to be seen by.
            if n_known <= MANY || points.len() == 1 {
                points.iter().for_each(|(x, y)| {
                    dots.sign(idx % super::N_LOOKS, *x, *y, 2.6);
                });
            }
        }
        for (nth, point) in series.points.iter().enumerate() {
            let Some(value) = point.y else { continue };
            let (x, y) = place(stage, point.x, value);
            if point.mark.is_some() {
                flags.sign(2, x, y, 5.0);
            }
            stage.mark(idx, nth, x, y);
        }
        stage.draw("band", look(idx), &mut band);
        stage.draw("fill", look(idx), &mut fill);
        stage.draw("line", look(idx), &mut line);
        stage.draw("dot", look(idx), &mut dots);
        stage.draw("flag", None, &mut flags);
    }
}

/// Draws areas on top of one another.
pub(super) fn areas(stage: &mut Stage<'_>) {
    let chart = stage.chart;
    let ends = std::mem::take(&mut stage.ends);
    for (idx, (series, row)) in chart.series.iter().zip(&ends).enumerate() {
        let (_, mut fill, mut edge, _, mut flags) = pens();
        let pairs: Vec<_> = series.points.iter().zip(row).collect();
        for run in pairs.split(|(_, ends)| ends.is_none()) {
            let (mut up, mut down) = (Vec::new(), Vec::new());
            for (point, ends) in run {
                let Some((low, high)) = ends else { continue };
                let x = stage.x.at(point.x);
                up.push((x, stage.y.at(*high)));
                down.push((x, stage.y.at(*low)));
            }
            edge.through(&up);
            up.extend(down.into_iter().rev());
            fill.through(&up).close();
        }
        for (nth, (point, ends)) in pairs.iter().enumerate() {
            let Some((_, high)) = ends else { continue };
            let (x, y) = (stage.x.at(point.x), stage.y.at(*high));
            if point.mark.is_some() {
                flags.sign(2, x, y, 5.0);
            }
            stage.mark(idx, nth, x, y);
        }
        let area = fill.done();
        stage.draw("area", look(idx), Pen::default().take(&area));
        stage.draw("hatch", look(idx), Pen::default().take(&area));
        stage.draw("edge", look(idx), &mut edge);
        stage.draw("flag", None, &mut flags);
    }
    stage.ends = ends;
}

/// Draws a cloud of points, each series as one path.
pub(super) fn dots(stage: &mut Stage<'_>) {
    let chart = stage.chart;
    for (idx, series) in chart.series.iter().enumerate() {
        let (_, _, _, mut dots, mut flags) = pens();
        for (nth, point) in series.points.iter().enumerate() {
            let Some(value) = point.y else { continue };
            let (x, y) = (stage.x.at(point.x), stage.y.at(value));
            dots.sign(idx % super::N_LOOKS, x, y, 2.8);
            if point.mark.is_some() {
                flags.sign(2, x, y, 5.0);
            }
            stage.mark(idx, nth, x, y);
        }
        stage.draw("point", look(idx), &mut dots);
        stage.draw("flag", None, &mut flags);
    }
}

fn pens() -> (Pen, Pen, Pen, Pen, Pen) {
    Default::default()
}
