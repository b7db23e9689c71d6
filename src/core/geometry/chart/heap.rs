//! Where each value starts and ends: on its own, from zero, or on top of what lies below it.

use crate::metrics::report::{Chart, ChartKind};

/// The lower and the upper end of each point of each series; none for a gap.
pub(super) type Ends = Vec<Vec<Option<(f64, f64)>>>;

/// Gives the ends of every point of a chart.
pub(super) fn ends(chart: &Chart) -> Ends {
    match chart.kind {
        ChartKind::Stacked => stacked(chart, false),
        ChartKind::StackedBar => stacked(chart, true),
        ChartKind::Waterfall => steps(chart),
        ChartKind::Bar | ChartKind::Histogram | ChartKind::Area => single(chart, |y| (0.0, y)),
        _ => single(chart, |y| (y, y)),
    }
}

fn single(chart: &Chart, end: fn(f64) -> (f64, f64)) -> Ends {
    let points = chart.series.iter().map(|series| series.points.iter());
    points.map(|points| points.map(|point| point.y.map(end)).collect()).collect()
}

/// Puts values at the same x on top of one another. Where one of an area is not known, neither is
/// what lies above it; bars have no such order, and those below zero hang down from it.
fn stacked(chart: &Chart, bars: bool) -> Ends {
    let mut heaps: Vec<(f64, Option<f64>, f64)> = Vec::new();
    let mut out = Vec::new();
    for series in &chart.series {
        let mut row = Vec::new();
        for point in &series.points {
            let found = heaps.binary_search_by(|heap| heap.0.total_cmp(&point.x));
            let idx = found.unwrap_or_else(|idx| {
                heaps.insert(idx, (point.x, Some(0.0), 0.0));
                idx
            });
            let Some((_, up, down)) = heaps.get_mut(idx) else { continue };
            row.push(match (point.y, *up) {
                (Some(y), _) if bars && y < 0.0 => {
                    *down += y;
                    Some((*down - y, *down))
                }
                (Some(y), Some(base)) => {
                    *up = Some(base + y);
                    Some((base, base + y))
                }
                _ => {
                    *up = up.filter(|_| bars);
                    None
                }
            });
        }
        out.push(row);
    }
    out
}

/// Lets each value start where the one before it ended; the last one is the total.
fn steps(chart: &Chart) -> Ends {
    let points = chart.series.iter().map(|series| &series.points);
    let row = |points: &Vec<crate::metrics::report::Point>| {
        let mut at = 0.0;
        let last = points.len().saturating_sub(1);
        let step = |(idx, point): (usize, &crate::metrics::report::Point)| {
            let y = point.y?;
            let from = if idx == last { 0.0 } else { at };
            at = from + y;
            Some((from, at))
        };
        points.iter().enumerate().map(step).collect()
    };
    points.map(row).collect()
}

/// Gives the lowest and the highest of all that is drawn along y.
pub(super) fn spread(chart: &Chart, ends: &Ends) -> (f64, f64) {
    let values = ends.iter().flatten().flatten().flat_map(|(low, high)| [*low, *high]);
    let points = chart.series.iter().flat_map(|series| &series.points);
    let bands = points.filter_map(|point| point.band).flat_map(|(low, high)| [low, high]);
    let rules = chart.rules.iter().filter(|rule| !rule.upright).map(|rule| rule.at);
    let all = values.chain(bands).chain(rules);
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return (0.0, 1.0);
    }
    // A line starts at zero, unless all of it lies far above: there its course would be lost.
    let free = matches!(chart.kind, ChartKind::Line | ChartKind::Control);
    let near = low >= 0.0 && low <= high * 0.6;
    let zero = !free || near;
    (if zero { low.min(0.0) } else { low }, if zero { high.max(0.0) } else { high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::report::{Axis, Point, Series, Unit};

    fn chart(kind: ChartKind, rows: &[&[Option<f64>]]) -> Chart {
        let axis = Axis { name: String::new(), unit: Unit::Number, names: Vec::new() };
        let point = |(x, y): (usize, &Option<f64>)| Point {
            records: Vec::new(),
            x: x as f64,
            y: *y,
            band: None,
            record: None,
            mark: None,
        };
        let series = rows.iter().map(|row| Series {
            name: String::new(),
            points: row.iter().enumerate().map(point).collect(),
        });
        let series = series.collect();
        Chart { kind, title: String::new(), x: axis.clone(), y: axis, series, rules: Vec::new() }
    }

    #[test]
    fn what_lies_above_a_gap_is_a_gap() {
        let ends = ends(&chart(ChartKind::Stacked, &[&[Some(1.0), None], &[Some(2.0), Some(2.0)]]));
        assert_eq!(ends, [vec![Some((0.0, 1.0)), None], vec![Some((1.0, 3.0)), None]]);
    }

    #[test]
    fn bars_below_zero_hang_from_it() {
        let ends =
            ends(&chart(ChartKind::StackedBar, &[&[Some(3.0)], &[Some(-2.0)], &[Some(1.0)]]));
        assert_eq!(ends, [[Some((0.0, 3.0))], [Some((0.0, -2.0))], [Some((3.0, 4.0))]]);
    }

    #[test]
    fn a_waterfall_ends_with_the_total() {
        let ends = ends(&chart(ChartKind::Waterfall, &[&[Some(5.0), Some(-2.0), Some(3.0)]]));
        assert_eq!(ends, [[Some((0.0, 5.0)), Some((5.0, 3.0)), Some((0.0, 3.0))]]);
    }

    #[test]
    fn a_line_far_above_zero_does_not_start_there() {
        let far = chart(ChartKind::Line, &[&[Some(95.0), Some(99.0)]]);
        assert_eq!(spread(&far, &ends(&far)), (95.0, 99.0));
        let near = chart(ChartKind::Line, &[&[Some(5.0), Some(99.0)]]);
        assert_eq!(spread(&near, &ends(&near)), (0.0, 99.0));
    }
}
