//! The KPIs of a workspace as tiles: those that are read, and those with a formula. It knows no
//! standard number.

use super::words;
use crate::metrics::draft::{Better, Draft, axis, chart, day, point, rule, trend_chart};
use crate::metrics::expression::{Book, Measure, Window};
use crate::metrics::page::is_reserved;
use crate::metrics::report::{ChartKind, Detail, Known, Series, Standing, Tile, Unit};
use crate::metrics::say;
use crate::metrics::scene::Scene;
use crate::model::id::Id;
use crate::model::{Direction, Kind, Kpi, KpiSource, Lens};
use crate::sort;

/// How far from its target a KPI may be to be worth a look only, as a share of the target.
const NEAR: f64 = 0.1;
/// The same for a share, as a part of what its target leaves up to 100 %: 95 % is far from 99 %.
const LEFT: f64 = 0.5;
/// From which share on its bar shows what is missing to 100 %.
const CLOSE: f64 = 0.9;
/// How much of that a KPI that is to be held may be off and still be on its target.
const HELD: f64 = 0.2;

/// Gives the KPIs of the lens in their order.
pub fn tiles(scene: &Scene<'_>, book: &Book<'_>) -> Vec<Tile> {
    own(scene).into_iter().map(|kpi| draft(scene, book, kpi).tile).collect()
}

/// Gives what stands behind a KPI.
pub fn detail(scene: &Scene<'_>, book: &Book<'_>, key: &str) -> Option<Detail> {
    let kpi = own(scene).into_iter().find(|kpi| tile_key(scene, kpi) == key)?;
    let mut out = draft(scene, book, kpi);
    let window = window(scene);
    let mut open = vec![kpi.id];
    let mut seen = Vec::new();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        out.records.push(id.to_ref());
        open.extend(book.inputs(id));
        let readings = book.readings(id).iter().filter(|(date, _, _)| *date <= window.to);
        out.records.extend(readings.rev().take(60).map(|(_, _, at)| *at));
    }
    let mut line = trend_chart(&out.tile);
    if kpi.source != KpiSource::Formula {
        let notes = scene.model.readings.iter().filter(|r| r.kpi == kpi.id && !r.note.is_empty());
        let notes = notes.filter(|r| r.date <= window.to);
        let mut notes: Vec<_> = notes.map(|r| (r.date, r.note.clone())).collect();
        sort::sort(&mut notes);
        out.notes.extend(notes.iter().map(|(date, note)| format!("{}: {note}", say::date(*date))));
        let points = book.readings(kpi.id).iter().filter(|(date, _, _)| *date <= window.to);
        let points = points.map(|(date, value, at)| {
            let mark = notes.iter().find(|(on, _)| on == date).map(|(_, note)| note.clone());
            crate::metrics::report::Point {
                record: Some(*at),
                mark,
                ..point(day(*date), Some(*value))
            }
        });
        line.series = vec![Series { name: kpi.name.clone(), points: points.collect() }];
    }
    out.charts.push(line);
    if let (Some(target), Known::Value(value)) = (out.tile.target, &out.tile.value) {
        // Close to all, what is missing says more: 99.5 % beside 99.9 % are two full bars.
        let close = out.tile.unit == Unit::Share && CLOSE <= value.min(target) && *value <= 1.0;
        let (value, target) = if close { (1.0 - value, 1.0 - target) } else { (*value, target) };
        let title = if close { words::MISSING } else { words::AGAINST };
        let series = crate::metrics::draft::series(&kpi.name, [(0.0, Some(value))]);
        let x = crate::metrics::draft::names("KPI", vec![kpi.name.clone()]);
        let y = axis(&kpi.name, out.tile.unit.clone());
        let mut bullet = chart(ChartKind::Bullet, title, x, y, vec![series]);
        bullet.rules.push(rule("Target", target, false));
        out.charts.push(bullet);
    }
    Some(out.detail())
}

/// Lists the KPIs of the lens and place by their order.
fn own<'a>(scene: &Scene<'a>) -> Vec<&'a Kpi> {
    let mut out: Vec<&Kpi> = scene.model.kpis.iter().filter(|kpi| is_here(scene, kpi)).collect();
    sort::by(&mut out, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    out
}

/// Tells whether a KPI belongs on the page. A program's KPIs stand with the program and its
/// projects, a product line's with its products.
pub fn is_here(scene: &Scene<'_>, kpi: &Kpi) -> bool {
    let lens = match &kpi.lens {
        Lens::Other(_) => Lens::Project,
        lens => lens.clone(),
    };
    if lens != scene.question.lens {
        return false;
    }
    scene.holds_place(kpi.place) || within_program(scene, kpi)
}

fn within_program(scene: &Scene<'_>, kpi: &Kpi) -> bool {
    let (Some(at), Some(of)) = (scene.question.place, kpi.place) else { return false };
    at.kind == Kind::Project
        && of.kind == Kind::Program
        && scene
            .model
            .find(Id::<crate::model::Project>::new(at.id))
            .is_some_and(|project| project.program.map(|p| p.to_ref()) == Some(of))
}

/// Gives the window of the page's period.
pub fn window(scene: &Scene<'_>) -> Window {
    let (now, _) = scene.periods();
    Window { from: now.from, to: now.to }
}

/// The key of a KPI's tile: its own, or its id where it has none or an older KPI has the same.
/// One that a computed number has already comes after `own:`, which no key holds.
fn tile_key(scene: &Scene<'_>, kpi: &Kpi) -> String {
    let mut others = scene.model.kpis.iter();
    let taken = kpi.key.is_empty() || others.any(|o| o.id < kpi.id && o.key == kpi.key);
    match taken {
        true => kpi.id.to_string(),
        false if is_reserved(&kpi.key) => format!("own:{}", kpi.key),
        false => kpi.key.clone(),
    }
}

fn draft(scene: &Scene<'_>, book: &Book<'_>, kpi: &Kpi) -> Draft {
    let Measure { scale, unit, .. } = book.measure(kpi);
    let now = window(scene);
    let value_at = |window: Window| match kpi.source {
        KpiSource::Computed => Err(words::COMPUTED.to_owned()),
        KpiSource::Formula => book.value(kpi, window),
        _ => {
            book.read(kpi.id, window.to).map(|(_, v, _)| v).ok_or_else(|| words::unread(window.to))
        }
    };
    let value = match value_at(now) {
        Ok(value) => Known::Value(value),
        Err(why) => Known::Unknown(why),
    };
    let days = match kpi.source {
        KpiSource::Formula => scene.trend_days(),
        _ => reading_days(scene, book, kpi),
    };
    let trend = days.into_iter().map(|date| (date, value_at(now.ending(date)).ok())).collect();
    let target = kpi.target.map(|target| target.get() * scale);
    let better = Better::of(&kpi.direction, target);
    let on = (kpi.source != KpiSource::Formula).then(|| book.read(kpi.id, now.to)).flatten();
    let is_share = unit == Unit::Share;
    let stands = |v: f64| standing(&kpi.direction, v, target, is_share);
    let (formula, source) = match kpi.source {
        KpiSource::Formula => (words::formula(&kpi.formula), words::READ_SOURCE.to_owned()),
        _ => (words::READ.to_owned(), words::READ_SOURCE.to_owned()),
    };
    let shown = unit.clone();
    let mut out = Draft::named(&tile_key(scene, kpi), &kpi.name, words::KPIS, unit, value)
        .target(target)
        .trend(trend)
        .before(value_at(now.ending(scene.before())).ok(), better)
        .stand(stands)
        .say(|v| {
            let good = (stands(v) == Standing::Good).then_some(&kpi.direction);
            words::kpi(&shown, v, on.map(|(d, _, _)| d), target, good)
        })
        .record(kpi.id.to_ref());
    (out.formula, out.source) = (formula, source);
    if !kpi.description.0.is_empty() {
        out.notes.push(kpi.description.0.clone());
    }
    out
}

/// Lists the days of the newest readings by the end of the period.
fn reading_days(scene: &Scene<'_>, book: &Book<'_>, kpi: &Kpi) -> Vec<crate::model::time::Date> {
    let end = scene.end();
    let read = book.readings(kpi.id).iter().map(|(date, _, _)| *date).filter(|date| *date <= end);
    let mut days: Vec<_> = read.collect();
    days.dedup();
    let skip = days.len().saturating_sub(26);
    days.split_off(skip)
}

/// Says how a value stands to its target. Near it is a tenth of it, and for a share at most half of
/// what it leaves up to 100 %.
pub fn standing(
    direction: &Direction,
    value: f64,
    target: Option<f64>,
    is_share: bool,
) -> Standing {
    let Some(target) = target else { return Standing::Neutral };
    let usual = target.abs() * NEAR;
    let left = (1.0 - target) * LEFT;
    let near = if is_share && left > 0.0 { usual.min(left) } else { usual };
    let reach = near.max(f64::MIN_POSITIVE);
    let off = match direction {
        Direction::Up => target - value,
        Direction::Down => value - target,
        Direction::Hold => (value - target).abs() - reach * HELD,
        Direction::Other(_) => return Standing::Neutral,
    };
    match off {
        off if off <= 0.0 => Standing::Good,
        off if off <= reach => Standing::Watch,
        _ => Standing::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_near_its_target_by_what_that_leaves_up_to_a_hundred() {
        for (direction, value, target, expected) in [
            (Direction::Up, 0.995, 0.996, Standing::Watch),
            (Direction::Up, 0.98, 0.996, Standing::Bad),
            (Direction::Up, 0.75, 0.8, Standing::Watch),
            (Direction::Hold, 0.955, 0.97, Standing::Watch),
            (Direction::Hold, 0.968, 0.97, Standing::Good),
            (Direction::Down, 0.04, 0.05, Standing::Good),
        ] {
            assert_eq!(standing(&direction, value, Some(target), true), expected, "{value}");
        }
        assert_eq!(standing(&Direction::Up, 95.5, Some(97.0), false), Standing::Watch);
        assert_eq!(standing(&Direction::Up, 1.0, None, true), Standing::Neutral);
    }
}
