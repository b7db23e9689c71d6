//! What charts with two axes share: the frame, the axes, the lines across, the names of the series.

use super::heap::{Ends, ends, spread};
use super::path::Pen;
use super::scale::{Band, Scale};
use super::words::{LINE, apart, fit, width};
use super::{Anchor, Frame, Mark, N_LOOKS, Path, Plot, Text, ticks};
use crate::metrics::report::{Chart, ChartKind, Rule, Unit};
use crate::metrics::say;

/// Below this width names of series stand above the plot rather than beside it.
const NARROW: f64 = 480.0;

/// How much room the sign before a name takes.
const SIGN: f64 = 12.0;

/// Finds the place of a value along x.
#[derive(Debug, Clone, Copy)]
pub(super) enum Along {
    /// Numbers and days.
    Line(Scale),
    /// Names.
    Names(Band),
}

impl Along {
    /// Gives the place of a value.
    pub(super) fn at(&self, x: f64) -> f64 {
        match self {
            Along::Line(scale) => scale.at(x),
            Along::Names(band) => band.at(x),
        }
    }
}

/// A chart on its way to the plot.
pub(super) struct Stage<'a> {
    pub(super) chart: &'a Chart,
    pub(super) plot: Plot,
    pub(super) ends: Ends,
    pub(super) x: Along,
    pub(super) y: Scale,
    /// How wide a bar may be, its gaps included.
    pub(super) slot: f64,
    narrow: bool,
    /// Where the names of the series stand above the plot, if they do.
    keys: Vec<(f64, f64)>,
    /// The names of the lines that stand upright.
    flags: Vec<Flag>,
    /// What stands beside the plot: where it belongs, its words, and its series if it has one.
    beside: Vec<(f64, String, Option<usize>)>,
}

/// Gives the look of a series.
pub(super) fn look(series: usize) -> Option<usize> {
    Some(series % N_LOOKS)
}

impl<'a> Stage<'a> {
    /// Measures a chart, and draws its axes.
    pub(super) fn new(chart: &'a Chart, width_all: f64, height: f64) -> Self {
        let ends = ends(chart);
        let (low, high) = spread(chart, &ends);
        let is_whole = matches!(chart.y.unit, Unit::Count(..));
        let n_ticks = ((height - 60.0) / 44.0).clamp(2.0, 8.0) as usize;
        let levels = ticks::numbers(low, high, n_ticks, is_whole);
        let step = levels.get(1).zip(levels.first()).map_or(1.0, |(b, a)| b - a);
        let names: Vec<String> =
            levels.iter().map(|v| say::short(*v, &chart.y.unit, step)).collect();
        let widest = names.iter().map(|name| width(name)).fold(0.0, f64::max);
        let narrow = width_all < NARROW;
        let has_names = chart.series.len() > 1;
        let names_of = chart.series.iter().filter(|_| has_names).map(|s| width(&s.name) + 12.0);
        let rules = chart.rules.iter().filter(|rule| !rule.upright);
        let rules = rules.map(|rule| width(&rule_words(rule, &chart.y.unit)));
        let longest = names_of.chain(rules).fold(0.0, f64::max).min(width_all * 0.24);
        let beside = if longest > 0.0 && !narrow { longest + 14.0 } else { 14.0 };
        let keys = if narrow && has_names { keys(chart, width_all) } else { Vec::new() };
        let above = keys.last().map_or(0.0, |(_, y)| y + LINE);
        // They take no room from the plot: the whole becomes higher.
        let height = height + above;
        let below = if names_x(chart) || chart.x.name.is_empty() { 24.0 } else { 40.0 };
        let frame = Frame {
            left: (widest + 12.0).min(width_all * 0.3),
            top: 28.0 + above,
            right: width_all - beside,
            bottom: height - below,
        };
        let (x, slot) = along(chart, frame);
        let flags = flags(chart, &x, frame);
        let deep = flags.iter().map(|flag| flag.row).max().unwrap_or(0) as f64 * LINE;
        let height = height + deep;
        let frame = Frame { top: frame.top + deep, bottom: frame.bottom + deep, ..frame };
        let ends_y = levels.first().zip(levels.last()).map_or((0.0, 1.0), |(a, b)| (*a, *b));
        let y = Scale::new(ends_y, (frame.bottom, frame.top));
        let plot = Plot { width: width_all, height, frame, ..Plot::default() };
        let mut stage =
            Stage { chart, plot, ends, x, y, slot, narrow, keys, flags, beside: Vec::new() };
        stage.levels(&levels, &names);
        stage.steps();
        stage
    }

    /// Adds a path, unless it is empty.
    pub(super) fn draw(&mut self, role: &'static str, look: Option<usize>, pen: &mut Pen) {
        if !pen.is_empty() {
            self.plot.paths.push(Path { role, look, d: pen.done() });
        }
    }

    /// Adds a text that stays within the width of the chart.
    pub(super) fn write(
        &mut self,
        role: &'static str,
        (x, y): (f64, f64),
        anchor: Anchor,
        words: String,
    ) {
        let room = width(&words);
        let (left, right) = match anchor {
            Anchor::Start => (x, x + room),
            Anchor::Middle => (x - room / 2.0, x + room / 2.0),
            Anchor::End => (x - room, x),
        };
        let (x, anchor) = match (left < 0.0, right > self.plot.width) {
            (true, _) => (0.0, Anchor::Start),
            (false, true) => (self.plot.width, Anchor::End),
            _ => (x, anchor),
        };
        let words = if room > self.plot.width { fit(&words, self.plot.width) } else { words };
        self.plot.texts.push(Text { role, x, y, anchor, words });
    }

    /// Adds a point that can be reached.
    pub(super) fn mark(&mut self, series: usize, point: usize, x: f64, y: f64) {
        self.plot.marks.push(Mark { series, point, x, y });
    }

    fn levels(&mut self, levels: &[f64], names: &[String]) {
        let Frame { left, right, .. } = self.plot.frame;
        let (mut grid, mut axis) = (Pen::default(), Pen::default());
        let bottom = levels.first().copied().unwrap_or(0.0);
        let zero = if levels.contains(&0.0) { 0.0 } else { bottom };
        for (level, name) in levels.iter().zip(names) {
            let y = self.y.at(*level);
            let pen = if *level == zero { &mut axis } else { &mut grid };
            pen.to(left, y).line(right, y);
            self.write("tick", (left - 8.0, y), Anchor::End, name.clone());
        }
        self.draw("grid", None, &mut grid);
        self.draw("axis", None, &mut axis);
        let unit = say::unit_name(&self.chart.y.unit);
        let name = &self.chart.y.name;
        let says_unit = unit.is_empty() || name.to_lowercase().contains(&unit.to_lowercase());
        let name = match (name.is_empty(), says_unit) {
            (true, _) => unit.to_owned(),
            (false, true) => name.clone(),
            (false, false) => format!("{name}, {unit}"),
        };
        self.write("axis-name", (0.0, 8.0), Anchor::Start, name);
    }

    /// Draws the steps along x, as many names as do not touch.
    fn steps(&mut self) {
        let Frame { left, right, bottom, .. } = self.plot.frame;
        let wide = right - left;
        let ticks: Vec<(f64, String)> = match (&self.x, &self.chart.x.unit) {
            (Along::Names(_), _) => {
                let room = self.slot - 6.0;
                let names = self.chart.x.names.iter().enumerate();
                let least = if room < 40.0 { 70.0 } else { room };
                names.map(|(idx, name)| (idx as f64, fit(name, least))).collect()
            }
            (Along::Line(scale), Unit::Day) => {
                let (from, to) = scale.domain();
                let list =
                    ticks::days(say::day_of(from.ceil()), say::day_of(to), (wide / 76.0) as usize);
                list.into_iter().map(|(day, name)| (day.day_number() as f64, name)).collect()
            }
            (Along::Line(scale), unit) => {
                let (from, to) = scale.domain();
                let is_whole = matches!(unit, Unit::Count(..));
                let list = ticks::numbers(from, to, (wide / 70.0).max(2.0) as usize, is_whole);
                let step = list.get(1).zip(list.first()).map_or(1.0, |(b, a)| b - a);
                let list = list.into_iter().filter(|v| *v >= from && *v <= to);
                list.map(|v| (v, say::short(v, unit, step))).collect()
            }
        };
        let mut pen = Pen::default();
        let mut free = f64::NEG_INFINITY;
        let is_line = matches!(self.x, Along::Line(_));
        for (at, name) in ticks {
            let x = self.x.at(at);
            let half = width(&name) / 2.0;
            let from = (x - half).min(self.plot.width - 2.0 * half).max(0.0);
            if is_line {
                pen.to(x, bottom).line(x, bottom + 4.0);
            }
            if from > free {
                free = from + 2.0 * half + 8.0;
                self.write("tick", (x, bottom + 14.0), Anchor::Middle, name);
            }
        }
        self.draw("axis", None, &mut pen);
        if !names_x(self.chart) && !self.chart.x.name.is_empty() {
            let y = self.plot.height - 8.0;
            self.write("axis-name", (right, y), Anchor::End, self.chart.x.name.clone());
        }
    }

    /// Draws the lines across with their names.
    pub(super) fn rules(&mut self) {
        let Frame { left, top, right, bottom } = self.plot.frame;
        let rules = &self.chart.rules;
        let (mut pen, mut flat) = (Pen::default(), Vec::new());
        for rule in rules.iter().filter(|rule| !rule.upright) {
            let y = self.y.at(rule.at);
            pen.to(left, y).line(right, y);
            flat.push((rule, y));
        }
        for Flag { x, row, words, end } in std::mem::take(&mut self.flags) {
            let y = top - 2.0 - row as f64 * LINE;
            pen.to(x, y - 6.0).line(x, bottom);
            let (at, anchor) = if end { (x - 4.0, Anchor::End) } else { (x + 4.0, Anchor::Start) };
            self.write("rule-name", (at, y), anchor, words);
        }
        self.draw("rule", None, &mut pen);
        let unit = &self.chart.y.unit;
        if !self.narrow {
            self.beside = flat.iter().map(|(rule, y)| (*y, rule_words(rule, unit), None)).collect();
            return;
        }
        let wished: Vec<f64> = flat.iter().map(|(_, y)| y - 8.0).collect();
        let placed = apart(&wished, LINE, (top - 8.0, bottom - 8.0));
        for ((rule, _), y) in flat.iter().zip(placed) {
            let words = rule_words(rule, unit);
            self.write("rule-name", (left + 6.0, y), Anchor::Start, words);
        }
    }

    /// Writes the names of the series where they end, each with its sign, and those of the lines
    /// across, so that none covers another. Where there is no room beside the plot, the names of the
    /// series stand above it.
    pub(super) fn names(&mut self) {
        let Frame { top, right, bottom, .. } = self.plot.frame;
        let stacks = matches!(self.chart.kind, ChartKind::Stacked | ChartKind::StackedBar);
        for (idx, (x, y)) in std::mem::take(&mut self.keys).into_iter().enumerate() {
            let name = self.chart.series.get(idx).map(|series| series.name.as_str());
            self.name(idx, (x, y + 24.0), name.unwrap_or_default());
        }
        let mut list = std::mem::take(&mut self.beside);
        let rows = self.chart.series.iter().zip(&self.ends).enumerate();
        for (idx, (series, row)) in rows.filter(|_| !self.narrow && self.chart.series.len() > 1) {
            if let Some((low, high)) = row.iter().rev().flatten().next() {
                let at = if stacks { (low + high) / 2.0 } else { *high };
                list.push((self.y.at(at), series.name.clone(), Some(idx)));
            }
        }
        let middles: Vec<f64> = list.iter().map(|(y, ..)| *y).collect();
        let placed = apart(&middles, LINE, (top, bottom - 4.0));
        for ((_, name, series), y) in list.into_iter().zip(placed) {
            match series {
                Some(idx) => self.name(idx, (right + 8.0, y), &name),
                None => {
                    let words = fit(&name, self.plot.width - right - 8.0);
                    self.write("rule-name", (right + 8.0, y), Anchor::Start, words);
                }
            }
        }
    }

    /// Writes the name of a series behind its sign.
    fn name(&mut self, idx: usize, (x, y): (f64, f64), name: &str) {
        let mut pen = Pen::default();
        pen.sign(idx % N_LOOKS, x + 4.0, y, 3.0);
        self.draw("key", look(idx), &mut pen);
        let words = fit(name, self.plot.width - x - SIGN);
        self.write("name", (x + SIGN, y), Anchor::Start, words);
    }
}

/// The name of a line that stands upright.
struct Flag {
    x: f64,
    /// In which row above the plot it stands, from the lowest.
    row: usize,
    words: String,
    /// Whether it ends at its line.
    end: bool,
}

/// Puts the names of upright lines into as many rows as they need to keep apart.
fn flags(chart: &Chart, x: &Along, frame: Frame) -> Vec<Flag> {
    let is_day = chart.x.unit == Unit::Day || !chart.x.names.is_empty();
    let mut rules: Vec<&Rule> = chart.rules.iter().filter(|rule| rule.upright).collect();
    crate::sort::by(&mut rules, |a, b| b.at.total_cmp(&a.at));
    // Where each row begins that is taken already, from the right.
    let mut taken: Vec<f64> = Vec::new();
    let place = |rule: &Rule| {
        let at = x.at(rule.at);
        let words = if is_day { rule.name.clone() } else { rule_words(rule, &chart.x.unit) };
        let room = width(&words) + 8.0;
        let end = at + room > frame.right && at - room > 0.0;
        let (from, to) = if end { (at - room, at) } else { (at, at + room) };
        let row = taken.iter().position(|begin| to < *begin).unwrap_or(taken.len());
        match taken.get_mut(row) {
            Some(begin) => *begin = from,
            None => taken.push(from),
        }
        Flag { x: at, row, words, end }
    };
    rules.into_iter().map(place).collect()
}

/// Finds the places of the names of series in rows, as many in a row as it has room for.
fn keys(chart: &Chart, room: f64) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut out = Vec::new();
    for series in &chart.series {
        let wide = width(&series.name) + SIGN;
        if x > 0.0 && x + wide > room {
            (x, y) = (0.0, y + LINE);
        }
        out.push((x, y));
        x += wide + 12.0;
    }
    out
}

/// Names a line across with its value, unless its name has that already.
fn rule_words(rule: &Rule, unit: &Unit) -> String {
    let has_figure = rule.name.contains(':') && rule.name.chars().any(|c| c.is_ascii_digit());
    if has_figure {
        rule.name.clone()
    } else {
        format!("{}: {}", rule.name, say::whole(rule.at, unit))
    }
}

/// Tells whether x has names in place of numbers, or days, which say themselves what they are.
fn names_x(chart: &Chart) -> bool {
    !chart.x.names.is_empty() || chart.x.unit == Unit::Day
}

/// Finds the scale along, and how wide a bar may be.
fn along(chart: &Chart, frame: Frame) -> (Along, f64) {
    let line = (frame.left, frame.right);
    let has_bars = matches!(
        chart.kind,
        ChartKind::Bar | ChartKind::StackedBar | ChartKind::Histogram | ChartKind::Waterfall
    );
    if !chart.x.names.is_empty() {
        let band = Band::new(chart.x.names.len(), line);
        return (Along::Names(band), band.step());
    }
    let points = chart.series.iter().flat_map(|series| &series.points).map(|point| point.x);
    let mut values: Vec<f64> = points.collect();
    crate::sort::by(&mut values, |a, b| a.total_cmp(b));
    values.dedup();
    let least =
        values.windows(2).map(|two| two.last().zip(two.first()).map_or(1.0, |(b, a)| b - a));
    let gap = least.fold(f64::INFINITY, f64::min);
    let gap = if gap.is_finite() { gap } else { 1.0 };
    let (from, to) = values.first().zip(values.last()).map_or((0.0, 1.0), |(a, b)| (*a, *b));
    let upright = || chart.rules.iter().filter(|rule| rule.upright).map(|rule| rule.at);
    let (from, to) = (upright().fold(from, f64::min), upright().fold(to, f64::max));
    let is_histogram = chart.kind == ChartKind::Histogram;
    let pad = if has_bars && !is_histogram { gap / 2.0 } else { 0.0 };
    let end = if is_histogram { to + gap } else { to + pad };
    // Points of a cloud do not lie on the frame.
    let air = if chart.kind == ChartKind::Scatter { (end - from) * 0.015 } else { 0.0 };
    let scale = Scale::new((from - pad - air, end + air), line);
    (Along::Line(scale), scale.length(gap).clamp(1.0, frame.right - frame.left))
}
