//! Bars: beside one another, on top of one another, of a distribution, and from one total to the
//! next.

use super::Anchor;
use super::path::Pen;
use super::scale::Scale;
use super::stage::{Stage, look};
use super::words::width;
use crate::metrics::report::ChartKind;
use crate::metrics::say;

/// No bar is wider than this.
const WIDEST: f64 = 64.0;

/// Draws all kinds of bars.
pub(super) fn bars(stage: &mut Stage<'_>) {
    let chart = stage.chart;
    let kind = chart.kind;
    let ends = std::mem::take(&mut stage.ends);
    let n_beside = if kind == ChartKind::Bar { chart.series.len().max(1) } else { 1 };
    let room = match kind {
        ChartKind::Histogram => (stage.slot - 1.0).max(0.5),
        _ => (stage.slot * 0.72).min(WIDEST * n_beside as f64).max(1.0),
    };
    let wide = room / n_beside as f64;
    let n_bars = ends.iter().flatten().flatten().count();
    for (idx, (series, row)) in chart.series.iter().zip(&ends).enumerate() {
        let (mut plain, mut up, mut down, mut total, mut link, mut flags) =
            <[Pen; 6]>::default().into();
        let last = series.points.len().saturating_sub(1);
        for (nth, (point, ends)) in series.points.iter().zip(row).enumerate() {
            let Some((from, to)) = *ends else { continue };
            let middle = match kind {
                ChartKind::Histogram => stage.x.at(point.x) + stage.slot / 2.0,
                ChartKind::Bar => {
                    stage.x.at(point.x) + wide * (idx as f64 - (n_beside as f64 - 1.0) / 2.0)
                }
                _ => stage.x.at(point.x),
            };
            let half = if n_beside > 1 { (wide / 2.0 - 0.5).max(0.5) } else { wide / 2.0 };
            let (left, right) = within(stage, middle - half, middle + half);
            let (y0, y1) = (stage.y.at(from), stage.y.at(to));
            let is_total = nth == last || (nth == 0 && from == 0.0);
            let pen = match kind {
                ChartKind::Waterfall if is_total => &mut total,
                ChartKind::Waterfall if to < from => &mut down,
                ChartKind::Waterfall => &mut up,
                _ => &mut plain,
            };
            pen.rect((left, y0), (right, y1));
            if kind == ChartKind::Waterfall && nth < last {
                let next = within(stage, middle + stage.slot - half, middle + stage.slot).0;
                link.to(right, y1).line(next, y1);
            }
            if point.mark.is_some() {
                let above = (y0.min(y1) - 9.0).max(6.0);
                flags.sign(2, middle, above, 4.0);
            }
            let words = say::bare(point.y.unwrap_or(0.0), &chart.y.unit);
            let is_none = kind == ChartKind::Histogram && point.y == Some(0.0);
            let has_room = !is_none && n_bars <= 40 && width(&words) <= right - left + 8.0;
            if has_room && kind != ChartKind::StackedBar && point.mark.is_none() {
                let y = if to < from { y0.max(y1) + 9.0 } else { y0.min(y1) - 8.0 };
                let y = y.clamp(20.0, stage.plot.frame.bottom - 4.0);
                stage.write("value", (middle, y), Anchor::Middle, words);
            }
            stage.mark(idx, nth, middle, y1);
        }
        let area = plain.done();
        stage.draw("bar", look(idx), Pen::default().take(&area));
        stage.draw("hatch", look(idx), Pen::default().take(&area));
        stage.draw("up", None, &mut up);
        stage.draw("down", None, &mut down);
        stage.draw("total", None, &mut total);
        stage.draw("link", None, &mut link);
        stage.draw("flag", None, &mut flags);
    }
    stage.ends = ends;
}

/// Keeps both edges of a bar in the frame.
fn within(stage: &Stage<'_>, left: f64, right: f64) -> (f64, f64) {
    let frame = stage.plot.frame;
    let edge = Scale::new((frame.left, frame.right), (frame.left, frame.right));
    (edge.at(left), edge.at(right))
}
