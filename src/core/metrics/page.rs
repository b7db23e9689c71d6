//! A page of numbers and what stands behind one of them. It knows no formula: each source does.

use super::ask::{Ask, Found, Source};
use super::memo::Memo;
use super::report::{Chart, ChartKind, Detail, Page, Question, Signal, Standing, Tile, Unit};
use super::{agile, arrange};
use super::{earned, flow, forecast, make, portfolio, product, program, words};
use crate::model::Lens;
use crate::model::workspace::Model;
use crate::sort;

pub use super::ask::Moment;

/// The sources in the order of the page. A KPI is added by one file and one row.
const SOURCES: &[Source] = &[
    portfolio::SOURCE,
    product::SOURCE,
    earned::SOURCE,
    program::SOURCE,
    flow::throughput::SOURCE,
    flow::elapsed::CYCLE,
    flow::elapsed::LEAD,
    flow::wip::SOURCE,
    flow::age::SOURCE,
    flow::net::SOURCE,
    flow::efficiency::SOURCE,
    flow::step::SOURCE,
    flow::block::SOURCE,
    flow::limit::SOURCE,
    agile::velocity::SOURCE,
    agile::burn::SOURCE,
    agile::scope::SOURCE,
    agile::carry::SOURCE,
    agile::goal::SOURCE,
    forecast::when::SOURCE,
    forecast::plan::SOURCE,
    forecast::many::SOURCE,
    forecast::check::SOURCE,
];

/// The keys of the numbers that are computed; a KPI of one of these keys is told apart.
pub const RESERVED: &[&str] = &[
    "ac",
    "ageing-wip",
    "bac",
    "benefits",
    "blocked-time",
    "capacity",
    "carry-over",
    "cpi",
    "cv",
    "cycle-time",
    "cycle-time-p50",
    "cycle-time-p85",
    "eac",
    "eac-both",
    "eac-estimate",
    "eac-planned",
    "etc",
    "ev",
    "finish",
    "flow-efficiency",
    "forecast-check",
    "forecast-many",
    "forecast-plan",
    "forecast-when",
    "health",
    "lead-time",
    "lead-time-p50",
    "lead-time-p85",
    "links-at-risk",
    "links-late",
    "links-met",
    "milestone-slip",
    "milestones-met",
    "mix-kind",
    "mix-objective",
    "mix-product",
    "net-flow",
    "objectives",
    "predictability",
    "pv",
    "retention-cohorts",
    "schedule-reliability",
    "scope-change",
    "spend",
    "spi",
    "spi-t",
    "sprint-goals",
    "sprint-remaining",
    "sv",
    "sv-t",
    "tcpi",
    "tcpi-eac",
    "throughput",
    "time-in-status",
    "vac",
    "value-for-money",
    "velocity",
    "wip",
    "wip-limit-breaches",
    "status-report",
    "work-item-age",
];

/// Tells whether a computed number has a key, or may have it.
pub fn is_reserved(key: &str) -> bool {
    let starts = ["objective-", "capacity-", "health-"];
    RESERVED.contains(&key) || starts.iter().any(|start| key.starts_with(start))
}

fn asked<'s>(lens: &'s Lens) -> impl Iterator<Item = &'static Source> + 's {
    SOURCES.iter().filter(move |source| source.lenses.contains(lens))
}

/// Gives all numbers of a lens; what is wrong with the question is said on the page.
pub fn page(model: &Model, question: &Question, moment: &Moment) -> Page {
    page_by(model, question, moment, &Memo::default())
}

/// Gives all numbers of a lens, with what was kept from the question before.
pub fn page_by(model: &Model, question: &Question, moment: &Moment, memo: &Memo) -> Page {
    let empty = |problem| Page {
        question: question.clone(),
        tiles: Vec::new(),
        hidden: Vec::new(),
        pinned: Vec::new(),
        signals: Vec::new(),
        problem,
    };
    let ask = match Ask::new(model, question, *moment, memo) {
        Ok(ask) => ask,
        Err(problem) => return empty(Some(problem)),
    };
    let mut page = empty(None);
    for Found { tile, signals } in asked(&question.lens).flat_map(|source| (source.find)(&ask)) {
        page.tiles.push(named(tile));
        page.signals.extend(signals);
    }
    sort::by_key(&mut page.signals, |signal: &Signal| match signal.standing {
        Standing::Bad => 0,
        Standing::Watch => 1,
        Standing::Neutral => 2,
        Standing::Good => 3,
    });
    arrange::arrange(&mut page, &arrange::of(model, &question.lens), |lens, key| {
        let of = Question { lens: lens.clone(), ..question.clone() };
        let ask = Ask::new(model, &of, *moment, memo).ok()?;
        Some(named(found(&ask, key)?.1.tile))
    });
    page
}

/// Finds a number by its key, and its source.
fn found(ask: &Ask<'_>, key: &str) -> Option<(&'static Source, Found)> {
    asked(&ask.question.lens).find_map(|source| {
        let mut all = (source.find)(ask).into_iter();
        Some((source, all.find(|found| found.tile.key == key)?))
    })
}

/// Gives what stands behind one number; nothing where the page does not have it.
pub fn detail(model: &Model, question: &Question, key: &str, moment: &Moment) -> Option<Detail> {
    detail_by(model, question, key, moment, &Memo::default())
}

/// Gives what stands behind one number, with what was kept from the question before.
pub fn detail_by(
    model: &Model,
    question: &Question,
    key: &str,
    moment: &Moment,
    memo: &Memo,
) -> Option<Detail> {
    let (lens, own) = arrange::split(key);
    let lens = lens.unwrap_or_else(|| question.lens.clone());
    let question = Question { lens, ..question.clone() };
    let ask = Ask::new(model, &question, *moment, memo).ok()?;
    let (source, found) = found(&ask, own)?;
    let mut detail = (source.open)(&ask, found);
    // Pinned on another lens's page it keeps the name that it has there.
    detail.tile = named(Tile { key: key.to_owned(), ..detail.tile });
    Some(detail)
}

/// Gives what stands behind one number, its courses beside those of the period before, which are
/// moved by as many days as the period has.
pub fn compared(model: &Model, question: &Question, key: &str, moment: &Moment) -> Option<Detail> {
    compared_by(model, question, key, moment, &Memo::default())
}

/// Gives the same, with what was kept from the question before.
pub fn compared_by(
    model: &Model,
    question: &Question,
    key: &str,
    moment: &Moment,
    memo: &Memo,
) -> Option<Detail> {
    let mut now = detail_by(model, question, key, moment, memo)?;
    let ask = Ask::new(model, question, *moment, memo).ok()?;
    let earlier = Question { period: ask.before, ..question.clone() };
    let Some(before) = detail_by(model, &earlier, key, moment, memo) else { return Some(now) };
    let shift = ask.period.n_days() as f64;
    for chart in &mut now.charts {
        let is_same = |old: &&Chart| old.title == chart.title && old.kind == chart.kind;
        let Some(old) = before.charts.iter().find(is_same) else { continue };
        let is_course = chart.kind == ChartKind::Line && chart.x.unit == Unit::Day;
        let ([own], Some(other)) = (chart.series.as_slice(), old.series.first()) else { continue };
        let (Some(first), Some(last)) = (own.points.first(), own.points.last()) else { continue };
        let (first, last) = (first.x, last.x);
        let moved = other.points.iter().map(|point| make::point(point.x + shift, point.y));
        let within: Vec<_> = moved.filter(|p| first <= p.x && p.x <= last).collect();
        if is_course && within.iter().any(|point| point.y.is_some()) {
            chart.series.push(make::series(words::BEFORE.to_owned(), within));
        }
    }
    Some(now)
}

/// Gives a number a name where the record that names it has none.
fn named(mut tile: Tile) -> Tile {
    if tile.name.trim().is_empty() {
        tile.name = words::UNNAMED.to_owned();
    }
    tile
}
