//! Drafts: how a number becomes a tile and a detail, and how its charts are put together. It
//! knows no formula.

use super::report::*;
use super::say;
use super::stat;
use crate::model::Direction;
use crate::model::id::Ref;
use crate::model::time::Date;

/// Names a number and says where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its stable key.
    pub key: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The formula with every term named.
    pub formula: &'static str,
    /// The book or standard, with its year.
    pub source: &'static str,
}

/// Finds the word of a key. A key that is not in the table is named by itself.
pub fn word(table: &'static [Word], key: &'static str) -> Word {
    let found = table.iter().find(|word| word.key == key).copied();
    found.unwrap_or(Word { key, name: key, formula: "", source: "" })
}

/// A number on its way to a tile and a detail.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The tile so far.
    pub tile: Tile,
    /// The formula with every term named.
    pub formula: String,
    /// Where it comes from.
    pub source: String,
    /// What was left out, and why.
    pub notes: Vec<String>,
    /// The charts; drawn only for a detail.
    pub charts: Vec<Chart>,
    /// The records behind it.
    pub records: Vec<Ref>,
}

impl Draft {
    /// Starts a number.
    pub fn new(word: Word, group: &str, unit: Unit, value: Known) -> Self {
        let mut draft = Draft::named(word.key, word.name, group, unit, value);
        (draft.formula, draft.source) = (word.formula.to_owned(), word.source.to_owned());
        draft
    }

    /// Starts a number whose name a person chose.
    pub fn named(key: &str, name: &str, group: &str, unit: Unit, value: Known) -> Self {
        let sentence = if let Known::Unknown(why) = &value { why.clone() } else { String::new() };
        let tile = Tile {
            key: key.to_owned(),
            name: name.to_owned(),
            group: group.to_owned(),
            unit,
            value,
            target: None,
            standing: Standing::Neutral,
            delta: None,
            trend: Vec::new(),
            sentence,
            record: None,
        };
        let (formula, source) = (String::new(), String::new());
        Draft { tile, formula, source, notes: Vec::new(), charts: Vec::new(), records: Vec::new() }
    }

    /// Starts with a tile of which nothing more is known.
    pub fn of(tile: Tile) -> Self {
        let mut draft = Draft::named("", "", "", Unit::Number, Known::Value(0.0));
        draft.tile = tile;
        draft
    }

    /// Says what the number says; an unknown one says why it is unknown.
    pub fn say(mut self, sentence: impl FnOnce(f64) -> String) -> Self {
        if let Known::Value(value) = self.tile.value {
            self.tile.sentence = sentence(value);
        }
        self
    }

    /// Says how a known number stands.
    pub fn stand(mut self, standing: impl FnOnce(f64) -> Standing) -> Self {
        if let Known::Value(value) = self.tile.value {
            self.tile.standing = standing(value);
        }
        self
    }

    /// Sets where it should stand.
    pub fn target(mut self, target: Option<f64>) -> Self {
        self.tile.target = target.and_then(stat::finite);
        self
    }

    /// Compares with the period before.
    pub fn before(mut self, before: Option<f64>, better: Better) -> Self {
        if let (Known::Value(now), Some(before)) = (&self.tile.value, before.and_then(stat::finite))
        {
            let by = now - before;
            let near = |v: f64, to: f64| (v - to).abs();
            let standing = match better {
                _ if say::is_nothing(by, &self.tile.unit) => Standing::Neutral,
                Better::Up => {
                    if by > 0.0 {
                        Standing::Good
                    } else {
                        Standing::Watch
                    }
                }
                Better::Down => {
                    if by < 0.0 {
                        Standing::Good
                    } else {
                        Standing::Watch
                    }
                }
                Better::Near(to) if near(*now, to) <= near(before, to) => Standing::Good,
                Better::Near(_) => Standing::Watch,
                Better::Neither => Standing::Neutral,
            };
            self.tile.delta = by.is_finite().then_some(Delta { before, by, standing });
        }
        self
    }

    /// Sets the course of the number.
    pub fn trend(mut self, trend: Vec<(Date, Option<f64>)>) -> Self {
        self.tile.trend =
            trend.into_iter().map(|(date, v)| (date, v.and_then(stat::finite))).collect();
        self
    }

    /// Names the record that defines it.
    pub fn record(mut self, at: Ref) -> Self {
        self.tile.record = Some(at);
        self
    }

    /// Adds notes.
    pub fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// Adds a chart.
    pub fn chart(mut self, chart: Chart) -> Self {
        self.charts.push(chart);
        self
    }

    /// Adds records.
    pub fn records(mut self, records: impl IntoIterator<Item = Ref>) -> Self {
        self.records.extend(records);
        self
    }

    /// Ends with the detail. Its trend is a chart where nothing else was drawn.
    pub fn detail(mut self) -> Detail {
        if self.charts.is_empty() && self.tile.trend.iter().any(|(_, v)| v.is_some()) {
            self.charts.push(trend_chart(&self.tile));
        }
        Detail {
            tile: self.tile,
            charts: self.charts,
            formula: self.formula,
            source: self.source,
            notes: self.notes,
            signals: Vec::new(),
            records: self.records,
        }
    }
}

/// Which way a number should go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Near this is better.
    Near(f64),
    /// Neither.
    Neither,
}

impl Better {
    /// Gives the way of a KPI.
    pub fn of(direction: &Direction, target: Option<f64>) -> Self {
        match (direction, target) {
            (Direction::Up, _) => Better::Up,
            (Direction::Down, _) => Better::Down,
            (Direction::Hold, Some(target)) => Better::Near(target),
            _ => Better::Neither,
        }
    }
}

/// Gives a number, or why there is none.
pub fn known(value: Option<f64>, why: &str) -> Known {
    value.and_then(stat::finite).map_or_else(|| Known::Unknown(why.to_owned()), Known::Value)
}

impl Known {
    /// Gives the number, if there is one.
    pub fn number(&self) -> Option<f64> {
        if let Known::Value(value) = self { Some(*value) } else { None }
    }
}

/// Gives a day as a place on an axis.
pub fn day(date: Date) -> f64 {
    date.day_number() as f64
}

/// Names an axis.
pub fn axis(name: &str, unit: Unit) -> Axis {
    Axis { name: name.to_owned(), unit, names: Vec::new() }
}

/// Names an axis of names.
pub fn names(name: &str, names: Vec<String>) -> Axis {
    Axis { name: name.to_owned(), unit: Unit::Number, names }
}

/// Makes a point.
pub fn point(x: f64, y: Option<f64>) -> Point {
    Point {
        x,
        y: y.and_then(stat::finite),
        band: None,
        record: None,
        records: Vec::new(),
        mark: None,
    }
}

/// Makes a series of points by rising x.
pub fn series(name: &str, points: impl IntoIterator<Item = (f64, Option<f64>)>) -> Series {
    let points = points.into_iter().map(|(x, y)| point(x, y)).collect();
    Series { name: name.to_owned(), points }
}

/// Makes a chart without lines across it.
pub fn chart(kind: ChartKind, title: &str, x: Axis, y: Axis, series: Vec<Series>) -> Chart {
    Chart { kind, title: title.to_owned(), x, y, series, rules: Vec::new() }
}

/// Draws a line across a chart.
pub fn rule(name: &str, at: f64, upright: bool) -> Rule {
    Rule { name: name.to_owned(), at, upright }
}

/// Draws the course of a tile.
pub fn trend_chart(tile: &Tile) -> Chart {
    let points = tile.trend.iter().map(|(date, value)| (day(*date), *value));
    let line = series(&tile.name, points);
    let (x, y) = (axis("Date", Unit::Day), axis(&tile.name, tile.unit.clone()));
    let mut out = chart(ChartKind::Line, &tile.name, x, y, vec![line]);
    out.rules.extend(tile.target.map(|target| rule("Target", target, false)));
    out
}

/// Writes a number with its unit for a sentence.
pub fn said(unit: &Unit, value: f64) -> String {
    say::told(value, unit)
}

/// Chooses the word for one or for many.
pub fn many<'t>(n: f64, one: &'t str, more: &'t str) -> &'t str {
    if (n.abs() - 1.0).abs() < 1e-9 { one } else { more }
}

/// Writes a number with as many digits as a sentence bears, thousands apart.
pub fn short(value: f64) -> String {
    say::whole(value, &Unit::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_short_as_a_sentence_bears() {
        let cases = [(0.0, "0"), (-0.001, "0"), (1234567.0, "1,234,567"), (-44.25, "−44.2")];
        for (value, text) in cases.into_iter().chain([(0.5, "0.5"), (99.96, "100"), (7.0, "7")]) {
            assert_eq!(short(value), text);
        }
        assert_eq!(said(&Unit::Share, 0.715), "72\u{a0}%");
        assert_eq!(said(&Unit::Days, 1.0), "1\u{a0}day");
        assert_eq!(said(&Unit::Days, 4.17), "4\u{a0}days");
    }
}
