//! The tiles of earned value. They know the facts and the words, and draw nothing.

use super::chart;
use super::facts::Facts;
use super::formula::{self, Basis};
use super::words::{self, GROUP, WORDS};
use crate::metrics::draft::{Better, Draft, day, known, said, word};
use crate::metrics::report::{Detail, Known, Standing, Tile, Unit};
use crate::metrics::scene::Scene;
use crate::model::Lens;
use crate::model::time::Date;

/// The numbers on the page of a project.
const PROJECT: [&str; 11] =
    ["spi-t", "cpi", "finish", "eac", "vac", "spi", "tcpi", "bac", "pv", "ev", "ac"];
/// The numbers on the page of a program or a portfolio.
const ABOVE: [&str; 4] = ["spi-t", "cpi", "eac", "vac"];

/// Gives the tiles of the lens; the product lens has none.
pub fn tiles(scene: &Scene<'_>) -> Vec<Tile> {
    let keys: &[&'static str] = match scene.question.lens {
        Lens::Product => return Vec::new(),
        Lens::Portfolio | Lens::Program => &ABOVE,
        Lens::Project | Lens::Other(_) => &PROJECT,
    };
    let facts = Facts::of_scene(scene);
    let Some(facts) = facts else {
        // One tile says what is missing; eleven would say the same.
        let why = Known::Unknown(words::NO_PLAN.to_owned());
        return vec![Draft::new(word(WORDS, "spi-t"), GROUP, Unit::Ratio, why).tile];
    };
    let course = Course::new(scene, &facts);
    keys.iter().filter_map(|key| Some(draft(scene, &facts, &course, key)?.tile)).collect()
}

/// Gives what stands behind a number.
pub fn detail(scene: &Scene<'_>, key: &str) -> Option<Detail> {
    let known = WORDS.iter().find(|word| word.key == key)?;
    let Some(facts) = Facts::of_scene(scene) else {
        let why = Known::Unknown(words::NO_PLAN.to_owned());
        return Some(Draft::new(*known, GROUP, Unit::Ratio, why).detail());
    };
    let course = Course::new(scene, &facts);
    let draft = draft(scene, &facts, &course, known.key)?;
    let mut out = draft.notes(others(scene, &facts, &course.now, known.key));
    out = out.notes(facts.account.notes.iter().cloned());
    out.charts = chart::charts(scene, &facts, known.key, &out.tile);
    let records = facts.account.lines.iter().map(|line| line.at);
    Some(out.records(records).detail())
}

/// Says what the same number is by its other formulas, so that they stand beside one another.
fn others(scene: &Scene<'_>, facts: &Facts, b: &Basis, key: &str) -> Vec<String> {
    let keys: &[&'static str] = match key {
        "eac" => &["eac-planned", "eac-both", "eac-estimate", "etc"],
        "spi" | "pv" => &["sv"],
        "cpi" | "ac" => &["cv"],
        "spi-t" | "finish" => &["sv-t"],
        "tcpi" => &["tcpi-eac"],
        _ => &[],
    };
    let text = |key: &&'static str| {
        let value = number(facts, key, scene.end(), b)?;
        let word = word(WORDS, key);
        Some(words::other(&word, &said(&unit_of(facts, key), value)))
    };
    keys.iter().filter_map(text).collect()
}

/// The basic numbers over the days of the trend.
struct Course {
    now: Basis,
    before: Basis,
    days: Vec<(Date, Basis)>,
}

impl Course {
    fn new(scene: &Scene<'_>, facts: &Facts) -> Self {
        let days = scene.trend_days().into_iter().map(|date| (date, facts.at(date))).collect();
        Course { now: facts.at(scene.end()), before: facts.at(scene.before()), days }
    }
}

/// One of the numbers at the end of a day, whatever stands in its way.
fn number(facts: &Facts, key: &str, by: Date, b: &Basis) -> Option<f64> {
    let costs = matches!(
        key,
        "cpi"
            | "ac"
            | "cv"
            | "eac"
            | "vac"
            | "etc"
            | "tcpi"
            | "tcpi-eac"
            | "eac-planned"
            | "eac-both"
            | "eac-estimate"
    );
    if costs && facts.blind.is_some() {
        return None;
    }
    let time = || facts.schedule(by, b.ev);
    match key {
        "spi" => b.spi(),
        "cpi" => b.cpi(),
        "bac" => Some(b.bac),
        "pv" => Some(b.pv),
        "ev" => Some(b.ev),
        "ac" => Some(b.ac),
        "sv" => Some(b.sv()),
        "cv" => Some(b.cv()),
        "eac" => b.eac(),
        "eac-planned" => b.eac_as_planned(),
        "eac-both" => b.eac_both(),
        "eac-estimate" => b.eac_estimated(facts.rest()),
        "vac" => b.vac(b.eac()?),
        "etc" => b.etc(b.eac()?),
        "tcpi" => b.tcpi(b.bac),
        "tcpi-eac" => b.tcpi(b.eac()?),
        "spi-t" => time().and_then(|(es, at)| formula::spi_time(es, at)),
        "sv-t" => time().and_then(|(es, at)| formula::sv_time(es, at)),
        "finish" => {
            let (es, at) = time()?;
            facts.finish(formula::spi_time(es, at)?).map(day)
        }
        _ => None,
    }
}

fn unit_of(facts: &Facts, key: &str) -> Unit {
    match key {
        "spi" | "cpi" | "spi-t" | "tcpi" | "tcpi-eac" => Unit::Ratio,
        "finish" => Unit::Day,
        "sv-t" => Unit::Count("week".to_owned(), "weeks".to_owned()),
        _ => facts.unit.clone(),
    }
}

/// Says why a number is not known.
fn why(facts: &Facts, key: &str, b: &Basis) -> String {
    match (key, &facts.blind) {
        ("spi", _) => words::NOT_BEGUN.to_owned(),
        ("spi-t" | "sv-t", _) => words::NOT_BEGUN.to_owned(),
        ("finish", _) => words::NO_PACE.to_owned(),
        (_, Some(blind)) => blind.clone(),
        ("cpi", _) => words::NO_COST.to_owned(),
        ("tcpi", _) if b.ac >= b.bac => words::NO_MONEY.to_owned(),
        _ => words::NO_PACE.to_owned(),
    }
}

/// Stands an index by the workspace's rules.
fn index(scene: &Scene<'_>, value: f64) -> Standing {
    crate::metrics::portfolio::rules(scene.model).ratio(value)
}

fn draft(scene: &Scene<'_>, facts: &Facts, course: &Course, key: &'static str) -> Option<Draft> {
    let (end, b) = (scene.end(), &course.now);
    let unit = unit_of(facts, key);
    let value = known(number(facts, key, end, b), &why(facts, key, b));
    let bac = facts.bac;
    let better = match key {
        "finish" | "eac" | "eac-planned" | "eac-both" | "eac-estimate" | "tcpi" => Better::Down,
        "bac" | "pv" | "ac" | "etc" => Better::Neither,
        _ => Better::Up,
    };
    let trend = course.days.iter().map(|(date, b)| (*date, number(facts, key, *date, b)));
    let out = Draft::new(word(WORDS, key), GROUP, unit.clone(), value)
        .trend(trend.collect())
        .before(number(facts, key, scene.before(), &course.before), better);
    let money = &facts.unit;
    let share = |v: f64| words::of_budget(&said(money, v), &said(money, bac));
    Some(match key {
        "spi" => {
            out.target(Some(1.0)).say(|v| words::spi(v, b.sv(), money)).stand(|v| index(scene, v))
        }
        "cpi" => {
            out.target(Some(1.0)).say(|v| words::cpi(v, b.cv(), money)).stand(|v| index(scene, v))
        }
        "spi-t" => {
            let time = facts.schedule(end, b.ev);
            let (es, at) = time.unwrap_or_default();
            out.target(Some(1.0)).say(|_| words::spi_time(es, at)).stand(|v| index(scene, v))
        }
        "eac" | "eac-planned" | "eac-both" | "eac-estimate" => {
            let rules = |v: f64| {
                crate::metrics::stat::ratio(bac, v).map_or(Standing::Neutral, |r| index(scene, r))
            };
            out.target(Some(bac)).say(|v| words::eac(v, bac, money)).stand(rules)
        }
        "vac" => {
            let rules = |v: f64| {
                crate::metrics::stat::ratio(bac, bac - v)
                    .map_or(Standing::Neutral, |r| index(scene, r))
            };
            out.target(Some(0.0)).say(|v| words::eac(bac - v, bac, money)).stand(rules)
        }
        "tcpi" => {
            let cpi = b.cpi();
            let hard = |v: f64| {
                if v <= 1.0 {
                    Standing::Good
                } else if v <= 1.1 {
                    Standing::Watch
                } else {
                    Standing::Bad
                }
            };
            out.say(|v| words::tcpi(v, cpi)).stand(hard)
        }
        "finish" => {
            let due = day(facts.due);
            let rules = crate::metrics::portfolio::rules(scene.model);
            out.target(Some(due)).say(|v| words::finish(v - due)).stand(|v| rules.slip(v - due))
        }
        _ => out.say(share),
    })
}
