//! The same numbers as a table: what a chart shows, for those who read it or take it along.

use super::mark::say_at;
use crate::metrics::report::{Axis, Chart, ChartKind, Unit};
use crate::metrics::say;

/// A chart as rows of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The heads of the columns; the first is that of x.
    pub heads: Vec<String>,
    /// The rows by rising x, the first cell being x.
    pub rows: Vec<Vec<String>>,
    /// How many rows there would be without a limit.
    pub n_rows: usize,
}

/// Makes a table of at most so many rows.
pub fn table(chart: &Chart, most: usize) -> Table {
    let unit = &chart.y.unit;
    let cells = Cells {
        at: |axis, x| say_at(axis, x),
        value: |unit, y| y.map_or_else(|| "–".to_owned(), |y| say::whole(y, unit)),
    };
    make(chart, most, &cells, unit)
}

/// Writes a chart as CSV, all of it and not rounded: dates as `YYYY-MM-DD`, gaps empty.
pub fn csv(chart: &Chart) -> String {
    let cells = Cells {
        at: |axis, x| match (axis.names.get(x.max(0.0) as usize), &axis.unit) {
            (Some(name), _) => name.clone(),
            (None, Unit::Day) => say::day_of(x).to_string(),
            (None, _) => x.to_string(),
        },
        value: |_, y| y.map(|y| y.to_string()).unwrap_or_default(),
    };
    let table = make(chart, usize::MAX, &cells, &chart.y.unit);
    let mut out = String::new();
    for row in std::iter::once(&table.heads).chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quote(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// How a cell is written.
struct Cells {
    at: fn(&Axis, f64) -> String,
    value: fn(&Unit, Option<f64>) -> String,
}

fn make(chart: &Chart, most: usize, cells: &Cells, unit: &Unit) -> Table {
    let named = |name: &str, other: &str| {
        if name.is_empty() { other.to_owned() } else { name.to_owned() }
    };
    let date = if chart.x.unit == Unit::Day { "Date" } else { "" };
    let mut heads = vec![named(&chart.x.name, named(date, "At").as_str())];
    let banded = |s: &crate::metrics::report::Series| s.points.iter().any(|p| p.band.is_some());
    let marked = chart.series.iter().any(|s| s.points.iter().any(|p| p.mark.is_some()));
    for series in &chart.series {
        let name = named(&series.name, &named(&chart.y.name, &chart.title));
        if banded(series) {
            heads.extend([format!("{name}, from"), format!("{name}, to")]);
        }
        heads.push(name);
    }
    if marked {
        heads.push("Note".to_owned());
    }
    // A cloud has many points at one x: each is a row of its own.
    let mut rows: Vec<(f64, usize)> = Vec::new();
    for series in &chart.series {
        let mut same = 0;
        let mut before = None;
        for point in &series.points {
            same = if before == Some(point.x) && chart.kind == ChartKind::Scatter {
                same + 1
            } else {
                0
            };
            before = Some(point.x);
            rows.push((point.x, same));
        }
    }
    crate::sort::by(&mut rows, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    rows.dedup();
    let n_rows = rows.len();
    let row = |(x, nth): (f64, usize)| {
        let mut out = vec![(cells.at)(&chart.x, x)];
        let mut notes = Vec::new();
        for series in &chart.series {
            let first = series.points.partition_point(|point| point.x < x);
            let point = series.points.get(first + nth).filter(|point| point.x == x);
            if banded(series) {
                let band = point.and_then(|point| point.band);
                out.push((cells.value)(unit, band.map(|band| band.0)));
                out.push((cells.value)(unit, band.map(|band| band.1)));
            }
            out.push((cells.value)(unit, point.and_then(|point| point.y)));
            notes.extend(point.and_then(|point| point.mark.clone()));
        }
        if marked {
            out.push(notes.join("; "));
        }
        out
    };
    let rows = rows.into_iter().take(most).map(row).collect();
    Table { heads, rows, n_rows }
}
