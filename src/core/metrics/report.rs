//! Reports: what a page of numbers asks, and what it gets. Plain data, the same on both sides of
//! the background thread; it knows no formula and no pixel.

use serde::{Deserialize, Serialize};

use crate::model::Lens;
use crate::model::id::Ref;
use crate::model::time::Date;

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// How days are counted between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// The end minus the start; half a day where both are the same (Focused Objective's rule).
    #[default]
    Elapsed,
    /// The end minus the start plus one: each calendar day touched (Kanban Guide's and
    /// ActionableAgile's rule).
    Inclusive,
}

/// What a page of numbers is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The lens, which says which numbers are on the page.
    pub lens: Lens,
    /// The place that is looked at with all that is in it; nothing means the whole workspace.
    pub place: Option<Ref>,
    /// The filter of the common query language, empty for everything.
    pub filter: String,
    /// The period that is looked at. The one before it, of equal length, is compared with.
    pub period: Period,
    /// How days are counted.
    pub counting: Counting,
}

/// A number, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// A finite number in the unit that goes with it, not rounded.
    Value(f64),
    /// Why nobody can know, as a sentence: "No item was finished in this period."
    Unknown(String),
}

/// What a number counts, for its writing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A plain number.
    Number,
    /// A count of things: one and many, as in "item" and "items".
    Count(String, String),
    /// A share, where 1.0 is 100 %.
    Share,
    /// An index around 1, such as SPI.
    Ratio,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Money of a currency (ISO 4217), in whole units of it.
    Money(String),
    /// A day, as days since 1970-01-01.
    Day,
    /// Whatever a person named.
    Other(String),
}

/// How a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody said what is good.
    #[default]
    Neutral,
    /// As it should be.
    Good,
    /// Worth a look.
    Watch,
    /// Not as it should be.
    Bad,
}

/// The change against the period before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    /// The value of the period before.
    pub before: f64,
    /// Now minus before, in the tile's unit.
    pub by: f64,
    /// Whether it went the right way; neutral where neither is better.
    pub standing: Standing,
}

/// One number on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// Its stable name, such as `cycle-time-p85` or a KPI's key.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The heading that it stands under, such as "Flow" or "Cost".
    pub group: String,
    /// What it counts.
    pub unit: Unit,
    /// The number.
    pub value: Known,
    /// Where it should stand.
    pub target: Option<f64>,
    /// How it stands against its target or its rule.
    pub standing: Standing,
    /// The change against the period before, where both are known.
    pub delta: Option<Delta>,
    /// The course of the number, oldest first; a point without a number is a gap, not a zero.
    pub trend: Vec<(Date, Option<f64>)>,
    /// What the number says, in one plain sentence.
    pub sentence: String,
    /// The record of a KPI that a person defined.
    pub record: Option<Ref>,
}

/// All numbers of a lens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// What was asked.
    pub question: Question,
    /// The numbers, in the order of the page; tiles of a group stand together.
    pub tiles: Vec<Tile>,
    /// The numbers that the workspace hides, by key and name.
    pub hidden: Vec<(String, String)>,
    /// The keys of the numbers that are pinned above the others.
    pub pinned: Vec<String>,
    /// What is worth a person's attention, the most pressing first.
    pub signals: Vec<Signal>,
    /// What is wrong with the question, such as an error in the filter.
    pub problem: Option<String>,
}

/// Something worth a look, as one sentence with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// The key of the number that it is about.
    pub key: String,
    /// How pressing it is.
    pub standing: Standing,
    /// What is unusual and how one knows, with the rule's name.
    pub sentence: String,
    /// The records that show it.
    pub records: Vec<Ref>,
}

/// What stands behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The number itself.
    pub tile: Tile,
    /// Its charts, the most telling first.
    pub charts: Vec<Chart>,
    /// The formula in words and signs, with every term named.
    pub formula: String,
    /// Where the formula comes from.
    pub source: String,
    /// What was left out and why, and which counting rule was used; empty where nothing is to say.
    pub notes: Vec<String>,
    /// What is unusual about it.
    pub signals: Vec<Signal>,
    /// The records that it was computed from.
    pub records: Vec<Ref>,
}

/// The kind of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Lines over x. An S-curve and a burn-up are lines too.
    Line,
    /// Lines with the area below them filled.
    Area,
    /// Areas on top of one another, as in a cumulative flow diagram.
    Stacked,
    /// Bars beside one another.
    Bar,
    /// Bars on top of one another.
    StackedBar,
    /// Points, as in a cycle-time scatter plot.
    Scatter,
    /// Bars of a distribution; x is the lower edge of each.
    Histogram,
    /// Steps from one total to the next; y is the change, the last bar the total.
    Waterfall,
    /// Cells by x and series, the value as depth.
    Heat,
    /// A line with its limits, the points outside marked.
    Control,
    /// One bar against a target and its ranges.
    Bullet,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// What it shows.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// Names in place of numbers: x is then the index of a name.
    pub names: Vec<String>,
}

/// One point of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Where on the axis of x: a number, a day (see [`Unit::Day`]) or the index of a name.
    pub x: f64,
    /// The value; none is a gap.
    pub y: Option<f64>,
    /// The lower and upper end of a band around it, as in a forecast.
    pub band: Option<(f64, f64)>,
    /// The record that it shows.
    pub record: Option<Ref>,
    /// The records that it counts, where it is made of several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Ref>,
    /// A point that a rule calls unusual, with the rule's name.
    pub mark: Option<String>,
}

/// Points that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its points, by rising x.
    pub points: Vec<Point>,
}

/// A line across a chart, such as a percentile, a target or today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// What it marks: "85th percentile".
    pub name: String,
    /// Where it lies on y, or on x where `upright` is set.
    pub at: f64,
    /// Whether it stands at a point of x.
    pub upright: bool,
}

/// A chart as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Its kind.
    pub kind: ChartKind,
    /// What it shows, which is also what a screen reader says first.
    pub title: String,
    /// The axis along.
    pub x: Axis,
    /// The axis up.
    pub y: Axis,
    /// Its series, in drawing and legend order.
    pub series: Vec<Series>,
    /// Lines across it.
    pub rules: Vec<Rule>,
}
