//! Points that can be reached: which is near, which comes next, and what each says.

use super::Plot;
use crate::metrics::report::{Axis, Chart, Unit};
use crate::metrics::say;

/// A point of a series in the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The position of the series.
    pub series: usize,
    /// The position of the point in it.
    pub point: usize,
    /// Where it is along.
    pub x: f64,
    /// Where it is down.
    pub y: f64,
}

/// What a point says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The series, where there are several.
    pub series: String,
    /// Where it is along: a date, a name, a number.
    pub at: String,
    /// Its value.
    pub value: String,
    /// Its band, and the rule that calls it unusual.
    pub notes: Vec<String>,
}

impl Said {
    /// Writes it as one sentence for a screen reader.
    pub fn sentence(&self) -> String {
        let head = [&self.series, &self.at].into_iter().filter(|part| !part.is_empty());
        let head: Vec<&str> = head.map(String::as_str).collect();
        let notes: String = self.notes.iter().map(|note| format!(", {note}")).collect();
        format!("{}: {}{notes}", head.join(", "), self.value)
    }
}

/// Says the value of an axis.
pub(super) fn say_at(axis: &Axis, value: f64) -> String {
    match axis.names.get(value.max(0.0) as usize) {
        Some(name) => name.clone(),
        None => say::whole(value, &axis.unit),
    }
}

/// Says a point.
pub fn said(chart: &Chart, mark: Mark) -> Said {
    let Some(series) = chart.series.get(mark.series) else { return Said::default() };
    let Some(point) = series.points.get(mark.point) else { return Said::default() };
    let is_many = chart.series.len() > 1;
    let unit = &chart.y.unit;
    let band = point
        .band
        .map(|(low, high)| format!("{} to {}", say::say(low, unit).figure, say::whole(high, unit)));
    let x = match chart.x.unit {
        Unit::Number if chart.x.names.is_empty() && !chart.x.name.is_empty() => {
            format!("{} {}", chart.x.name, say_at(&chart.x, point.x))
        }
        _ => say_at(&chart.x, point.x),
    };
    Said {
        series: if is_many { series.name.clone() } else { String::new() },
        at: x,
        value: point.y.map_or_else(|| "–".to_owned(), |y| say::whole(y, unit)),
        notes: band.into_iter().chain(point.mark.clone()).collect(),
    }
}

/// Finds the point nearest to a place, no farther than `reach`. How far along counts twice: who
/// points at a day means that day.
pub fn nearest(plot: &Plot, x: f64, y: f64, reach: f64) -> Option<usize> {
    let far = |mark: &Mark| {
        let (dx, dy) = (2.0 * (mark.x - x), mark.y - y);
        dx * dx + dy * dy
    };
    let all = plot.marks.iter().enumerate().map(|(idx, mark)| (idx, far(mark)));
    let best = all.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (best.1 <= 4.0 * reach * reach).then_some(best.0)
}

/// Gives the point that a key leads to: left and right along a series, up and down to the series
/// before and after, at the nearest x. None for any other key.
pub fn walk(plot: &Plot, at: Option<usize>, key: &str) -> Option<usize> {
    let last = plot.marks.len().checked_sub(1)?;
    let Some(now) = at.filter(|at| *at <= last) else {
        return matches!(
            key,
            "ArrowRight" | "ArrowDown" | "Home" | "ArrowLeft" | "ArrowUp" | "End"
        )
        .then_some(if matches!(key, "ArrowLeft" | "ArrowUp" | "End") { last } else { 0 });
    };
    let here = plot.marks.get(now)?;
    let same = |idx: &usize| plot.marks.get(*idx).is_some_and(|m| m.series == here.series);
    let first = plot.marks.iter().position(|mark| mark.series == here.series)?;
    let end = plot.marks.iter().rposition(|mark| mark.series == here.series)?;
    match key {
        "ArrowRight" => Some(Some(now + 1).filter(same).unwrap_or(now)),
        "ArrowLeft" => Some(now.checked_sub(1).filter(same).unwrap_or(now)),
        "Home" => Some(first),
        "End" => Some(end),
        "ArrowDown" => Some(beside(plot, *here, plot.marks.get(end + 1)).unwrap_or(now)),
        "ArrowUp" => {
            let before = first.checked_sub(1).and_then(|idx| plot.marks.get(idx));
            Some(beside(plot, *here, before).unwrap_or(now))
        }
        _ => None,
    }
}

/// Finds the point of another series that is nearest along.
fn beside(plot: &Plot, here: Mark, other: Option<&Mark>) -> Option<usize> {
    let series = other?.series;
    let all = plot.marks.iter().enumerate().filter(|(_, mark)| mark.series == series);
    let near = |mark: &Mark| (mark.x - here.x).abs();
    all.min_by(|a, b| near(a.1).total_cmp(&near(b.1))).map(|(idx, _)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let mark = |series, point, x, y| Mark { series, point, x, y };
        let marks = vec![
            mark(0, 0, 0.0, 10.0),
            mark(0, 1, 50.0, 20.0),
            mark(0, 2, 100.0, 30.0),
            mark(1, 0, 0.0, 60.0),
            mark(1, 1, 90.0, 70.0),
        ];
        Plot { marks, ..Plot::default() }
    }

    #[test]
    fn arrows_walk_along_a_series_and_to_the_next() {
        for (at, key, expected) in [
            (None, "ArrowRight", Some(0)),
            (None, "End", Some(4)),
            (Some(0), "ArrowRight", Some(1)),
            (Some(2), "ArrowRight", Some(2)),
            (Some(0), "ArrowLeft", Some(0)),
            (Some(2), "Home", Some(0)),
            (Some(2), "ArrowDown", Some(4)),
            (Some(3), "ArrowUp", Some(0)),
            (Some(0), "ArrowUp", Some(0)),
            (Some(4), "ArrowDown", Some(4)),
            (Some(9), "ArrowRight", Some(0)),
            (Some(0), "x", None),
        ] {
            assert_eq!(walk(&plot(), at, key), expected, "{at:?} {key}");
        }
        assert_eq!(walk(&Plot::default(), None, "Home"), None);
    }

    #[test]
    fn the_nearest_point_is_the_one_that_is_meant() {
        assert_eq!(nearest(&plot(), 48.0, 40.0, 40.0), Some(1));
        assert_eq!(nearest(&plot(), 2.0, 58.0, 40.0), Some(3));
        assert_eq!(nearest(&plot(), 300.0, 300.0, 40.0), None);
    }
}
