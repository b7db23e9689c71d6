//! Signals: what is unusual about the course of a number, as one sentence with its evidence.
//!
//! The process-behavior chart (XmR) and its three rules: Wheeler, Understanding Variation (1993)
//! and Making Sense of Data (2003). Nothing here knows what is counted.

use super::make::{Better, chart, day_x, days_axis, level, point, series};
use super::report::{Axis, Chart, ChartKind, Signal, Standing, Tile};
use super::stat::{self, Line};
use super::words;
use crate::model::time::Date;

/// How many values are needed before anything is called unusual.
pub const LEAST: usize = 8;

/// Half the width of an 80 % interval in standard errors.
const EIGHTY: f64 = 1.282;

/// Are the natural process limits of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean.
    pub center: f64,
    /// The mean less 2.66 mean moving ranges.
    pub low: f64,
    /// The mean plus 2.66 mean moving ranges.
    pub high: f64,
}

/// Is a rule that calls a value unusual, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unusual {
    /// It lies outside the natural process limits.
    Outside,
    /// It is the last of eight in a row on one side of the mean.
    Run,
    /// It is the last of three out of four on one side, nearer to the limit than to the mean.
    Near,
}

impl Unusual {
    /// Gives the rule's name.
    pub fn name(self) -> &'static str {
        match self {
            Unusual::Outside => words::rule_outside(),
            Unusual::Run => words::rule_run(),
            Unusual::Near => words::rule_near(),
        }
    }
}

/// Computes the limits; needs two values, of which [`LEAST`] make them worth a judgment.
pub fn limits(values: &[f64]) -> Option<Limits> {
    let center = stat::mean(values)?;
    let range = stat::mean(&stat::moving_ranges(values))?;
    let low = stat::finite(center - 2.66 * range)?;
    Some(Limits { center, low, high: stat::finite(center + 2.66 * range)? })
}

/// Tells for each value which rule it breaks together with those before it.
pub fn unusual(values: &[f64], limits: &Limits) -> Vec<Option<Unusual>> {
    let side = |v: &f64| v.total_cmp(&limits.center);
    let (upper, lower) = ((limits.center + limits.high) / 2.0, (limits.center + limits.low) / 2.0);
    let rule = |at: usize| {
        let so_far = values.get(..=at)?;
        let value = *so_far.last()?;
        if value > limits.high || value < limits.low {
            return Some(Unusual::Outside);
        }
        let last = |n: usize| so_far.len().checked_sub(n).and_then(|from| so_far.get(from..));
        let own = side(&value);
        if own.is_ne() && last(8).is_some_and(|l| l.iter().all(|v| side(v) == own)) {
            return Some(Unusual::Run);
        }
        let four = last(4)?;
        let far = |v: &&f64| if own.is_gt() { **v > upper } else { **v < lower };
        let is_near = far(&&value) && own.is_ne() && four.iter().filter(far).count() >= 3;
        is_near.then_some(Unusual::Near)
    };
    (0..values.len()).map(rule).collect()
}

/// Draws a series with its limits, the unusual values marked with their rule.
pub fn control(title: String, name: String, y: Axis, values: &[(Date, f64)]) -> Chart {
    let plain: Vec<f64> = values.iter().map(|v| v.1).collect();
    let found = limits(&plain).filter(|_| plain.len() >= LEAST);
    let marks = found.map(|limits| unusual(&plain, &limits)).unwrap_or_default();
    let points = values.iter().enumerate().map(|(at, (day, value))| {
        let mut point = point(day_x(*day), Some(*value));
        point.mark = marks.get(at).copied().flatten().map(|rule| rule.name().to_owned());
        point
    });
    let mut out = chart(ChartKind::Control, title, days_axis(), y, vec![series(name, points)]);
    if let Some(limits) = found {
        out.rules.push(level(words::upper_limit(), limits.high));
        out.rules.push(level(words::mean(), limits.center));
        // What cannot be below zero has no lower limit there.
        if limits.low >= 0.0 || plain.iter().any(|v| *v < 0.0) {
            out.rules.push(level(words::lower_limit(), limits.low));
        }
    }
    out
}

/// Says what is unusual about the end of a tile's weekly trend: its last value by the rules of the
/// process-behavior chart, else a steady rise or fall.
pub fn of_tile(tile: &Tile, better: Better) -> Vec<Signal> {
    let known: Vec<(Date, f64)> = {
        let tail = tile.trend.iter().rev().skip_while(|(_, v)| v.is_none());
        let mut tail: Vec<_> = tail.map_while(|(day, v)| v.map(|v| (*day, v))).collect();
        tail.reverse();
        tail
    };
    let values: Vec<f64> = known.iter().map(|v| v.1).collect();
    let (Some((day, value)), Some(limits)) = (known.last().copied(), limits(&values)) else {
        return Vec::new();
    };
    if values.len() < LEAST || limits.high <= limits.center {
        return Vec::new();
    }
    let standing = |rises: bool| match better {
        Better::Up if rises => Standing::Good,
        Better::Down if !rises => Standing::Good,
        Better::Neither => Standing::Neutral,
        _ => Standing::Watch,
    };
    let signal = |standing, sentence| {
        vec![Signal { key: tile.key.clone(), standing, sentence, records: Vec::new() }]
    };
    let text = |v: f64| words::value(v, &tile.unit);
    if let Some(rule) = unusual(&values, &limits).last().copied().flatten() {
        let low = if values.iter().all(|v| *v >= 0.0) { limits.low.max(0.0) } else { limits.low };
        let range = (&*text(low), &*text(limits.center), &*text(limits.high));
        let sentence = words::unusual(&tile.name, &text(value), day, rule.name(), range);
        return signal(standing(value > limits.center), sentence);
    }
    let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(n, v)| (n as f64, *v)).collect();
    let Some(line) = Line::fit(&points).filter(is_steady) else { return Vec::new() };
    let (first, last) = (line.at(0.0), line.at(points.len() as f64 - 1.0));
    let gap = known.first().map_or(7, |(from, _)| day.days_since(*from)) as f64
        / (points.len() as f64 - 1.0).max(1.0);
    let sentence = words::trend(
        &tile.name,
        &text(line.slope.abs()),
        line.slope > 0.0,
        (points.len(), gap),
        (&text(first), &text(last)),
    );
    signal(standing(line.slope > 0.0), sentence)
}

/// Tells whether a slope is more than chance: above three of its standard errors.
fn is_steady(line: &Line) -> bool {
    stat::ratio(line.spread, line.width.sqrt())
        .is_some_and(|error| line.slope != 0.0 && line.slope.abs() > 3.0 * error)
}

/// Says that a tile's target is about to be missed: when even the better end of the 80 %
/// prediction interval of the line through its trend does not reach it by a day.
pub fn target(tile: &Tile, better: Better, until: Date) -> Option<Signal> {
    let goal = tile.target?;
    let points: Vec<(f64, f64)> =
        tile.trend.iter().filter_map(|(day, v)| Some((day_x(*day), (*v)?))).collect();
    if points.len() < LEAST {
        return None;
    }
    let line = Line::fit(&points)?;
    let (at, error) = (line.at(day_x(until)), EIGHTY * line.error_at(day_x(until)));
    let (low, high) = (stat::finite(at - error)?, stat::finite(at + error)?);
    let misses = match better {
        Better::Up => high < goal,
        Better::Down => low > goal,
        Better::Neither => goal < low || goal > high,
    };
    let text = |v: f64| words::value(v, &tile.unit);
    misses.then(|| Signal {
        key: tile.key.clone(),
        standing: Standing::Watch,
        sentence: words::missing(&tile.name, &text(goal), until, &text(low), &text(high)),
        records: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_the_mean_and_two_point_sixty_six_mean_moving_ranges() {
        let l = limits(&[4.0, 6.0, 5.0, 5.0]).map(|l| (l.center, l.low, l.high));
        assert_eq!(l, Some((5.0, 5.0 - 2.66, 5.0 + 2.66)));
        assert_eq!(limits(&[1.0]), None);
    }

    #[test]
    fn each_rule_marks_the_value_that_completes_it() {
        let l = Limits { center: 10.0, low: 4.0, high: 16.0 };
        assert_eq!(unusual(&[10.0, 17.0, 3.9], &l)[1..], [Some(Unusual::Outside); 2]);
        let run = unusual(&[11.0; 9], &l);
        assert_eq!((run[6], run[7], run[8]), (None, Some(Unusual::Run), Some(Unusual::Run)));
        let near = unusual(&[14.0, 9.0, 14.0, 13.5], &l);
        assert_eq!(near, [None, None, None, Some(Unusual::Near)]);
        assert_eq!(unusual(&[10.0; 20], &l), [None; 20]);
    }
}
