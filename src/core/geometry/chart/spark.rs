//! Sparklines: the course of a number in the height of a line, its last point marked.

use super::path::Pen;
use super::scale::{Scale, tame};
use super::ticks;

/// A sparkline that was laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spark {
    /// The line, with gaps where nobody knows.
    pub line: String,
    /// The last known point, as a line without length.
    pub last: String,
    /// Where the number should stand, across.
    pub target: String,
}

/// Lays a sparkline out from values by rising x; none is a gap.
pub fn spark(points: &[(f64, Option<f64>)], target: Option<f64>, width: f64, height: f64) -> Spark {
    let points: Vec<(f64, Option<f64>)> =
        points.iter().filter_map(|(x, y)| Some((tame(*x)?, y.and_then(tame)))).collect();
    let known = || points.iter().filter_map(|(x, y)| Some((*x, (*y)?)));
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Spark::default();
    };
    let Some((last_x, last_y)) = known().next_back() else { return Spark::default() };
    let target = target.and_then(tame);
    let (low, high) = known()
        .map(|(_, y)| y)
        .chain(target)
        .fold((last_y, last_y), |(low, high), y| (low.min(y), high.max(y)));
    let x = Scale::new((first.0, last.0), (4.0, width - 5.0));
    let levels = ticks::numbers(low, high, 3, false);
    let pad = if low == high {
        levels.get(1).zip(levels.first()).map_or(1.0, |(b, a)| b - a)
    } else {
        0.0
    };
    let y = Scale::new((low - pad, high + pad), (height - 4.0, 4.0));
    let (mut line, mut end, mut across) = <[Pen; 3]>::default().into();
    for run in points.split(|(_, y)| y.is_none()) {
        let run: Vec<(f64, f64)> =
            run.iter().filter_map(|(at, v)| Some((x.at(*at), y.at((*v)?)))).collect();
        match run.as_slice() {
            [(x, y)] => line.to(*x, *y).line(*x, *y),
            run => line.through(run),
        };
    }
    end.sign(0, x.at(last_x), y.at(last_y), 0.0);
    if let Some(target) = target {
        across.to(0.0, y.at(target)).line(width, y.at(target));
    }
    Spark { line: line.done(), last: end.done(), target: across.done() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_marks_its_last_known_point_and_keeps_its_gaps() {
        let points =
            [(0.0, Some(1.0)), (1.0, None), (2.0, Some(3.0)), (3.0, Some(2.0)), (4.0, None)];
        let spark = spark(&points, None, 109.0, 28.0);
        assert_eq!(spark.line.matches('M').count(), 2);
        assert_eq!(spark.last, "M79 14L79 14");
        assert_eq!(super::spark(&[], None, 100.0, 20.0), Spark::default());
        assert_eq!(super::spark(&[(1.0, None)], Some(2.0), 100.0, 20.0), Spark::default());
    }
}
