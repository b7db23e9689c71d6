//! Short ways to write tiles and charts. It knows no formula.

use super::ask::Found;
use super::report::*;
use super::say;
use super::words::{self, About};
use crate::model::id::Ref;
use crate::model::time::Date;

/// Says which way a number is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither is.
    Neither,
}

/// Says what a number that is not there lacks, or gives it.
pub fn known(value: Option<f64>, why_not: impl FnOnce() -> String) -> Known {
    match value.filter(|v| v.is_finite()) {
        Some(value) => Known::Value(value),
        None => Known::Unknown(why_not()),
    }
}

/// Compares with the period before; nothing where either is unknown.
pub fn delta(now: Option<f64>, before: Option<f64>, better: Better) -> Option<Delta> {
    let (now, before) = (now?, before?);
    let by = now - before;
    let standing = match (better, by.total_cmp(&0.0)) {
        (Better::Up, std::cmp::Ordering::Greater) => Standing::Good,
        (Better::Down, std::cmp::Ordering::Less) => Standing::Good,
        (Better::Neither, _) | (_, std::cmp::Ordering::Equal) => Standing::Neutral,
        _ if by == 0.0 => Standing::Neutral,
        _ => Standing::Watch,
    };
    by.is_finite().then_some(Delta { before, by, standing })
}

/// Makes a tile without target, trend or delta.
pub fn tile(about: &About, group: &str, unit: Unit, value: Known) -> Tile {
    let sentence = match &value {
        Known::Unknown(why) => why.clone(),
        Known::Value(_) => String::new(),
    };
    Tile {
        key: about.key.to_owned(),
        name: about.name.to_owned(),
        group: group.to_owned(),
        unit,
        value,
        target: None,
        standing: Standing::Neutral,
        delta: None,
        trend: Vec::new(),
        sentence,
        record: None,
    }
}

impl Tile {
    /// Sets the sentence of a number that is known; an unknown one keeps its reason.
    pub fn says(mut self, sentence: impl FnOnce() -> String) -> Self {
        if matches!(self.value, Known::Value(_)) {
            self.sentence = sentence();
        }
        self
    }

    /// Sets the change against the period before.
    pub fn against(mut self, before: Option<f64>, better: Better) -> Self {
        let now = self.number();
        self.delta = delta(now, before, better);
        if let Some(delta) = &mut self.delta
            && say::is_nothing(delta.by, &self.unit)
        {
            delta.standing = Standing::Neutral;
        }
        self
    }

    /// Sets the course of the number, and drops what is not finite.
    pub fn over(mut self, trend: impl IntoIterator<Item = (Date, Option<f64>)>) -> Self {
        let finite = |v: Option<f64>| v.filter(|v| v.is_finite());
        self.trend = trend.into_iter().map(|(day, v)| (day, finite(v))).collect();
        self
    }

    /// Gives the number if it is known.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Known::Value(value) => Some(value),
            Known::Unknown(_) => None,
        }
    }

    /// Pairs the tile with what is unusual about it.
    pub fn with(self, signals: Vec<Signal>) -> Found {
        Found { tile: self, signals }
    }
}

impl Found {
    /// Opens a number; charts, notes and records are added to it.
    pub fn open(self, about: &About) -> Detail {
        let Found { tile, signals } = self;
        Detail {
            tile,
            charts: Vec::new(),
            formula: about.formula.to_owned(),
            source: about.source.to_owned(),
            notes: Vec::new(),
            signals,
            records: Vec::new(),
        }
    }
}

/// Counts things by a name for one and one for many.
pub fn count(one: &str, many: &str) -> Unit {
    Unit::Count(one.to_owned(), many.to_owned())
}

/// Makes an axis of numbers.
pub fn axis(name: String, unit: Unit) -> Axis {
    Axis { name, unit, names: Vec::new() }
}

/// Makes the axis of time.
pub fn days_axis() -> Axis {
    axis(words::day(), Unit::Day)
}

/// Makes an axis of names.
pub fn names_axis(name: String, names: Vec<String>) -> Axis {
    Axis { name, unit: Unit::Number, names }
}

/// Gives a day as a number on an axis of time.
pub fn day_x(day: Date) -> f64 {
    day.day_number() as f64
}

/// Makes a plain point; a value that is not finite is a gap.
pub fn point(x: f64, y: Option<f64>) -> Point {
    let y = y.filter(|y| y.is_finite());
    Point { x, y, band: None, record: None, records: Vec::new(), mark: None }
}

/// Makes the point of a record.
pub fn record_point(x: f64, y: f64, record: Ref) -> Point {
    Point { record: Some(record), ..point(x, Some(y)) }
}

/// How many records a point names at most.
const MOST_RECORDS: usize = 500;

/// Names the records behind each point of a series over weeks: those of the seven days up to it.
pub fn of_weeks(mut series: Series, records: &[(i64, Ref)]) -> Series {
    for point in &mut series.points {
        let to = point.x as i64;
        let own = records.iter().filter(|(day, _)| to - 7 < *day && *day <= to);
        point.records = own.map(|(_, record)| *record).take(MOST_RECORDS).collect();
    }
    series
}

/// Makes a series of points by rising x.
pub fn series(name: String, points: impl IntoIterator<Item = Point>) -> Series {
    Series { name, points: points.into_iter().collect() }
}

/// Makes a series over days.
pub fn over_days(name: String, trend: &[(Date, Option<f64>)]) -> Series {
    series(name, trend.iter().map(|(day, y)| point(day_x(*day), *y)))
}

/// Makes a chart without rules.
pub fn chart(kind: ChartKind, title: String, x: Axis, y: Axis, series: Vec<Series>) -> Chart {
    Chart { kind, title, x, y, series, rules: Vec::new() }
}

/// Makes a line across a chart at a height.
pub fn level(name: String, at: f64) -> Rule {
    Rule { name, at, upright: false }
}

/// Makes a line across a chart at a place along it.
pub fn upright(name: String, at: f64) -> Rule {
    Rule { name, at, upright: true }
}

/// Counts numbers into bars of equal width, the first at zero or below; at most 40 bars.
pub fn histogram(values: &[f64]) -> Vec<Point> {
    let Some(max) = values.iter().copied().filter(|v| v.is_finite()).reduce(f64::max) else {
        return Vec::new();
    };
    let min = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::min);
    let mut width = 1.0;
    for step in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
        if (max - min) / width < 40.0 {
            break;
        }
        width *= step;
    }
    let low = (min / width).floor();
    let bar = |v: f64| ((v / width).floor() - low).max(0.0) as usize;
    let mut bars = vec![0u32; bar(max).min(60) + 1];
    for slot in values.iter().filter(|v| v.is_finite()).map(|v| bar(*v)) {
        if let Some(n) = bars.get_mut(slot) {
            *n += 1;
        }
    }
    let place = |n: usize| (low + n as f64) * width;
    bars.iter().enumerate().map(|(n, c)| point(place(n), Some(f64::from(*c)))).collect()
}
