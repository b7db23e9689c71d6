//! The standard numbers as tiles, made from the KPIs of the workspace. It knows their table, and
//! no formula.

use super::kpi::window;
use super::standard::{In, STANDARD, Standard};
use super::words;
use crate::metrics::draft::{Draft, axis, chart, names, series};
use crate::metrics::expression::{Book, Window};
use crate::metrics::report::{ChartKind, Detail, Known, Tile, Unit};
use crate::metrics::scene::{Scene, sum};
use crate::model::Kpi;
use crate::model::time::Date;

/// Gives the standard numbers whose inputs the workspace has.
pub fn tiles<'a>(scene: &Scene<'a>, book: &Book<'a>) -> Vec<Tile> {
    here(scene, book).map(|(row, inputs)| draft(scene, book, row, &inputs).tile).collect()
}

/// Gives what stands behind a standard number.
pub fn detail<'a>(scene: &Scene<'a>, book: &Book<'a>, key: &str) -> Option<Detail> {
    let (row, inputs) = here(scene, book).find(|(row, _)| row.key == key)?;
    let mut out = draft(scene, book, row, &inputs);
    for kpi in inputs.iter().flatten() {
        out.records.push(kpi.id.to_ref());
        out.records.extend(book.read(kpi.id, scene.end()).map(|(_, _, at)| at));
    }
    if key == "net-new-mrr" {
        out.charts.extend(waterfall(scene, book, row, &inputs));
    }
    if !out.tile.trend.is_empty() {
        out.charts.push(crate::metrics::draft::trend_chart(&out.tile));
    }
    Some(out.detail())
}

type Inputs<'a> = Vec<Option<&'a Kpi>>;

/// Lists the numbers of which every input that is needed is there.
fn here<'b, 'a: 'b>(
    scene: &'b Scene<'a>,
    book: &'b Book<'a>,
) -> impl Iterator<Item = (&'static Standard, Inputs<'a>)> + 'b {
    STANDARD.iter().filter(|row| book.named(row.key).is_empty()).filter_map(move |row| {
        let find = |key: &&'static str| {
            let may = key.strip_prefix('?');
            let all = book.named(may.unwrap_or(key));
            let kpi = all
                .iter()
                .copied()
                .find(|kpi| scene.holds_place(kpi.place) || scene.question.place.is_none());
            (kpi.is_some() || may.is_some()).then_some(kpi)
        };
        Some((row, row.inputs.iter().map(find).collect::<Option<Inputs<'a>>>()?))
    })
}

/// Works a number out at the end of a window, or says why that cannot be.
fn compute(
    book: &Book<'_>,
    row: &Standard,
    inputs: &[Option<&Kpi>],
    window: Window,
) -> Result<f64, String> {
    let mut values = Vec::new();
    for kpi in inputs {
        values.push(match kpi {
            Some(kpi) => book.value(kpi, window)?,
            None => 0.0,
        });
    }
    (row.compute)(&values).ok_or_else(|| words::NO_BASE.to_owned())
}

/// Gives the money of the inputs; nothing where they are in different ones.
fn money(book: &Book<'_>, inputs: &[Option<&Kpi>]) -> Option<Unit> {
    let units = inputs.iter().flatten().map(|kpi| book.measure(kpi).unit);
    let mut all: Vec<Unit> = units.filter(|unit| matches!(unit, Unit::Money(_))).collect();
    let first = all.pop().unwrap_or(Unit::Number);
    all.iter().all(|unit| *unit == first).then_some(first)
}

fn draft(scene: &Scene<'_>, book: &Book<'_>, row: &Standard, inputs: &[Option<&Kpi>]) -> Draft {
    let money = money(book, inputs);
    let unit = row.unit(money.as_ref().unwrap_or(&Unit::Number));
    let now = window(scene);
    let value_at = |window: Window| match money {
        None => Err(words::MIXED.to_owned()),
        Some(_) => compute(book, row, inputs, window),
    };
    let value = match value_at(now) {
        Ok(value) => Known::Value(value),
        Err(why) => Known::Unknown(why),
    };
    let days = days(scene, book, inputs);
    let trend = days.iter().map(|date| (*date, value_at(now.ending(*date)).ok())).collect();
    let shown = unit.clone();
    let is_share = unit == Unit::Share;
    let way = match row.better {
        crate::metrics::draft::Better::Down => crate::model::Direction::Down,
        _ => crate::model::Direction::Up,
    };
    let mut out = Draft::named(row.key, row.name, words::STANDARDS, unit, value)
        .target(row.target)
        .trend(trend)
        .before(value_at(now.ending(scene.before())).ok(), row.better)
        .stand(|v| super::kpi::standing(&way, v, row.target, is_share))
        .say(|v| words::standard(&shown, v, days.last().copied(), row.target));
    (out.formula, out.source) = (row.formula.to_owned(), row.source.to_owned());
    out
}

/// Lists the days on which any input was read, by the end of the period.
fn days(scene: &Scene<'_>, book: &Book<'_>, inputs: &[Option<&Kpi>]) -> Vec<Date> {
    let end = scene.end();
    let read = inputs.iter().flatten().flat_map(|kpi| book.readings(kpi.id));
    let mut days: Vec<Date> = read.map(|(date, _, _)| *date).filter(|d| *d <= end).collect();
    crate::sort::sort(&mut days);
    days.dedup();
    let skip = days.len().saturating_sub(26);
    days.split_off(skip)
}

/// Draws the movements of recurring revenue, the last bar their sum.
fn waterfall(
    scene: &Scene<'_>,
    book: &Book<'_>,
    row: &Standard,
    inputs: &[Option<&Kpi>],
) -> Option<crate::metrics::report::Chart> {
    if row.unit != In::Money {
        return None;
    }
    let window = window(scene);
    let mut bars: Vec<(String, f64)> = Vec::new();
    for (key, kpi) in row.inputs.iter().zip(inputs) {
        let Some(kpi) = kpi else { continue };
        let value = book.value(kpi, window).ok()?;
        let lost = ["contraction", "churned"].iter().any(|word| key.starts_with(word));
        bars.push((kpi.name.clone(), if lost { -value } else { value }));
    }
    bars.push((row.name.to_owned(), sum(bars.iter().map(|(_, value)| *value))));
    let labels = bars.iter().map(|(name, _)| name.clone()).collect();
    let line = series(row.name, bars.iter().enumerate().map(|(at, (_, v))| (at as f64, Some(*v))));
    let y = axis("Change", money(book, inputs)?);
    Some(chart(
        ChartKind::Waterfall,
        "Movements of recurring revenue",
        names("Movement", labels),
        y,
        vec![line],
    ))
}
