//! Charts: from data and a size to paths, texts and marks. It knows neither a browser nor a color:
//! each path says what it is and of which series, and a style sheet says the rest. Paths hold
//! absolute moves and lines alone; a dot is a line without length, for a round cap.

mod bar;
mod cell;
mod heap;
mod line;
mod mark;
mod path;
mod scale;
mod spark;
mod stage;
mod table;
mod ticks;
mod words;

use crate::metrics::report::{Chart, ChartKind};

pub use mark::{Mark, Said, nearest, said, walk};
pub use scale::{Band, Scale};
pub use spark::{Spark, spark};
pub use table::{Table, csv, table};
pub use ticks::{days, numbers};

/// How many series look different from one another.
pub const N_LOOKS: usize = 6;

/// Where a text holds on to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Anchor {
    /// Gives the name that SVG has for it.
    pub fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A path to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// What it is: `grid`, `axis`, `line`, `fill`, `bar`, `dot`, `rule` …
    pub role: &'static str,
    /// The look of its series, from 0 to [`N_LOOKS`] less one.
    pub look: Option<usize>,
    /// The data of the path, in CSS pixels.
    pub d: String,
}

/// A text to draw; its point is at the middle of its height.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What it is: `tick`, `name`, `rule-name`, `value` …
    pub role: &'static str,
    /// The point along.
    pub x: f64,
    /// The point down.
    pub y: f64,
    /// How it holds on to the point.
    pub anchor: Anchor,
    /// The words.
    pub words: String,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frame {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

/// A chart that was laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plot {
    /// How wide the whole is, in CSS pixels.
    pub width: f64,
    /// How high the whole is.
    pub height: f64,
    /// Where the values are.
    pub frame: Frame,
    /// The paths, in the order of painting.
    pub paths: Vec<Path>,
    /// The texts, painted over the paths.
    pub texts: Vec<Text>,
    /// The points that can be reached, by series and then along.
    pub marks: Vec<Mark>,
}

/// Lays a chart out in a size in CSS pixels. What is not known is left open; a chart without any
/// known value has no marks.
pub fn plot(chart: &Chart, width: f64, height: f64) -> Plot {
    let width = if width.is_finite() { width.clamp(120.0, 8000.0) } else { 640.0 };
    let height = if height.is_finite() { height.clamp(80.0, 8000.0) } else { 320.0 };
    let chart = &tame(chart);
    let any = chart.series.iter().any(|series| series.points.iter().any(|p| p.y.is_some()));
    if !any {
        return Plot { width, height, ..Plot::default() };
    }
    match chart.kind {
        ChartKind::Heat => cell::heat(chart, width, height),
        ChartKind::Bullet => cell::bullet(chart, width, height),
        kind => {
            let mut stage = stage::Stage::new(chart, width, height);
            match kind {
                ChartKind::Stacked => line::areas(&mut stage),
                ChartKind::Scatter => line::dots(&mut stage),
                ChartKind::Line | ChartKind::Area | ChartKind::Control => line::lines(&mut stage),
                _ => bar::bars(&mut stage),
            }
            stage.rules();
            stage.names();
            stage.plot
        }
    }
}

/// Takes out what cannot be drawn: values that are no numbers become gaps.
fn tame(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    for series in &mut chart.series {
        series.points.retain_mut(|point| {
            let Some(x) = scale::tame(point.x) else { return false };
            point.x = x;
            point.y = point.y.and_then(scale::tame);
            point.band = point.band.and_then(|(low, high)| {
                let (low, high) = (scale::tame(low)?, scale::tame(high)?);
                Some((low.min(high), low.max(high)))
            });
            true
        });
    }
    chart.rules.retain(|rule| scale::tame(rule.at).is_some());
    chart
}
