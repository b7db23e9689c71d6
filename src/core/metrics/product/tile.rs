//! The tiles of KPIs, standard numbers and objectives, in the order of the page.

use super::objective::{Scores, elapsed, mean};
use super::words::{self, WORDS};
use super::{cohort, input, kpi};
use crate::metrics::draft::{Better, Draft, axis, chart, known, names, series, word};
use crate::metrics::expression::Book;
use crate::metrics::report::{ChartKind, Detail, Standing, Tile, Unit};
use crate::metrics::scene::Scene;
use crate::model::{Lens, Objective};
use crate::sort;

/// Gives the tiles of the lens.
pub fn tiles(scene: &Scene<'_>) -> Vec<Tile> {
    let book = Book::new(scene.model);
    let mut out = kpi::tiles(scene, &book);
    if scene.question.lens == Lens::Product {
        out.extend(input::tiles(scene, &book));
        out.extend(cohort::tile(scene, &book));
    }
    let scores = Scores::new(scene.model, &book);
    let own = own(scene);
    if !own.is_empty() {
        out.push(all(scene, &scores, &own).tile);
        out.extend(own.iter().map(|objective| one(scene, &scores, objective).tile));
    }
    out
}

/// Gives what stands behind a number.
pub fn detail(scene: &Scene<'_>, key: &str) -> Option<Detail> {
    let book = Book::new(scene.model);
    if let Some(found) = kpi::detail(scene, &book, key) {
        return Some(found);
    }
    if scene.question.lens == Lens::Product
        && let Some(found) = input::detail(scene, &book, key)
    {
        return Some(found);
    }
    if scene.question.lens == Lens::Product
        && let Some(found) = cohort::detail(scene, &book, key)
    {
        return Some(found);
    }
    let scores = Scores::new(scene.model, &book);
    let own = own(scene);
    if key == "objectives" && !own.is_empty() {
        let chart = against_time(scene, &scores, &own);
        let records = own.iter().map(|o| o.id.to_ref());
        return Some(all(scene, &scores, &own).chart(chart).records(records).detail());
    }
    let objective = own.into_iter().find(|o| objective_key(o) == key)?;
    let mut out = one(scene, &scores, objective);
    out.records.push(objective.id.to_ref());
    out.records.extend(objective.targets.iter().map(|target| target.kpi.to_ref()));
    let score = scores.score(objective, kpi::window(scene));
    for (target, (name, score)) in objective.targets.iter().zip(&score.results) {
        let unit = scene.model.find(target.kpi).map(|k| k.unit.as_str()).unwrap_or_default();
        let text = |n: f64| format!("{n} {unit}").trim().to_owned();
        let from = target.from.map_or("nowhere".to_owned(), |n| text(n.get()));
        out.notes.push(words::result(name, &from, &text(target.to.get()), *score));
    }
    let labels = score.results.iter().map(|(name, _)| name.clone()).collect();
    let bars = score.results.iter().enumerate().map(|(at, (_, s))| (at as f64, *s));
    let bars = series("Score", bars);
    let (x, y) = (names("Key result", labels), axis("Score", Unit::Ratio));
    let bars = chart(ChartKind::Bar, "Key results", x, y, vec![bars]);
    let trend = crate::metrics::draft::trend_chart(&out.tile);
    Some(out.chart(bars).chart(trend).detail())
}

/// Lists the objectives of the lens and place in their order. The whole workspace's stand with
/// the portfolio, and each other with the lens of its place.
pub fn own<'a>(scene: &Scene<'a>) -> Vec<&'a Objective> {
    let all = scene.model.objectives.iter();
    let mut out: Vec<&Objective> =
        all.filter(|o| scene.is_of_lens(o.place) && scene.holds_place(o.place)).collect();
    sort::by(&mut out, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    out
}

fn objective_key(objective: &Objective) -> String {
    format!("objective-{}", objective.id)
}

/// Stands a score by the usual marks: 0.7 is reached, below 0.4 is missed (Doerr 2018); before
/// its time is over it is measured against the time that has gone.
fn standing(score: f64, gone: Option<f64>) -> Standing {
    let measure = gone
        .map_or(score, |gone| if gone <= 0.0 { 1.0 } else { (score / gone).min(1.0).max(score) });
    match measure {
        m if m >= 0.7 => Standing::Good,
        m if m >= 0.4 => Standing::Watch,
        _ => Standing::Bad,
    }
}

fn one(scene: &Scene<'_>, scores: &Scores<'_>, objective: &Objective) -> Draft {
    let window = kpi::window(scene);
    let score = scores.score(objective, window);
    let gone = elapsed(objective, window.to);
    let at = |day| scores.score(objective, window.ending(day)).reached;
    let trend = scene.trend_days().into_iter().map(|day| (day, at(day))).collect();
    let base = word(WORDS, "objective");
    let mut out =
        Draft::new(base, words::OBJECTIVES, Unit::Ratio, known(score.reached, words::NO_RESULT))
            .target(Some(1.0))
            .trend(trend)
            .before(at(scene.before()), Better::Up)
            .stand(|v| standing(v, gone))
            .say(|v| words::objective(v, gone, &score.results))
            .record(objective.id.to_ref());
    out.tile.key = objective_key(objective);
    out.tile.name = objective.title.clone();
    out
}

fn all(scene: &Scene<'_>, scores: &Scores<'_>, own: &[&Objective]) -> Draft {
    let window = kpi::window(scene);
    let at = |day| mean(own.iter().filter_map(|o| scores.score(o, window.ending(day)).reached));
    let trend = scene.trend_days().into_iter().map(|day| (day, at(day))).collect();
    let scored = own.iter().filter(|o| scores.score(o, window).reached.is_some()).count();
    let gone = mean(own.iter().filter_map(|o| elapsed(o, window.to)));
    Draft::new(
        word(WORDS, "objectives"),
        words::OBJECTIVES,
        Unit::Ratio,
        known(at(window.to), words::NO_OBJECTIVE),
    )
    .target(Some(1.0))
    .trend(trend)
    .before(at(scene.before()), Better::Up)
    .stand(|v| standing(v, gone))
    .say(|v| words::objectives(v, scored, own.len() - scored))
}

/// Draws what is reached beside the time that has gone, objective by objective.
pub fn against_time(
    scene: &Scene<'_>,
    scores: &Scores<'_>,
    own: &[&Objective],
) -> crate::metrics::report::Chart {
    let window = kpi::window(scene);
    let labels = own.iter().map(|o| o.title.clone()).collect();
    let place = |at: usize| at as f64;
    let reached = own.iter().enumerate();
    let reached = reached.map(|(at, o)| (place(at), scores.score(o, window).reached));
    let gone = own.iter().enumerate().map(|(at, o)| (place(at), elapsed(o, window.to)));
    let bars = vec![series("Reached", reached), series("Time gone", gone)];
    let (x, y) = (names("Objective", labels), axis("Share", Unit::Share));
    chart(ChartKind::Bar, "Reached against time gone", x, y, bars)
}
