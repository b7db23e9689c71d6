//! The tiles of a portfolio, in the order of the page.

use super::capacity::{Capacity, Row};
use super::health::{self, Checked, grade};
use super::mix::{By, Effort, Mix};
use super::rule::rules;
use super::value;
use super::words::{self, WORDS};
use crate::metrics::draft::*;
use crate::metrics::earned::Facts;
use crate::metrics::expression::Window;
use crate::metrics::report::*;
use crate::metrics::scene::{Scene, sum};
use crate::metrics::stat::ratio;
use crate::model::Lens;

const MIXES: [(&str, By); 3] =
    [("mix-objective", By::Objective), ("mix-product", By::Product), ("mix-kind", By::Kind)];

/// Gives the tiles of the lens: all for the portfolio, health and capacity for a program.
pub fn tiles(scene: &Scene<'_>) -> Vec<Tile> {
    drafts(scene, None).into_iter().map(|draft| draft.tile).collect()
}

/// Gives what stands behind a number.
pub fn detail(scene: &Scene<'_>, key: &str) -> Option<Detail> {
    let found = drafts(scene, Some(key)).into_iter().find(|draft| draft.tile.key == key)?;
    Some(found.detail())
}

/// Makes the numbers, with charts for the one that is opened.
fn drafts(scene: &Scene<'_>, open: Option<&str>) -> Vec<Draft> {
    let lens = &scene.question.lens;
    if !matches!(lens, Lens::Portfolio | Lens::Program) {
        return Vec::new();
    }
    let all = *lens == Lens::Portfolio;
    let checked = health::check(scene);
    let mut out = vec![health_all(scene, &checked, open == Some("health"))];
    out.extend(checked.iter().map(|one| health_of(scene, one)));
    if all {
        let effort = Effort::new(scene);
        let mixes = MIXES.iter().map(|(key, by)| mix(scene, &effort, key, *by, open == Some(*key)));
        out.extend(mixes);
    }
    let capacity = Capacity::new(scene);
    out.push(room(&capacity, None, open == Some("capacity")));
    if all {
        out.extend(capacity.rows.iter().map(|row| room(&capacity, Some(row), false)));
        out.push(spend(scene, open == Some("spend")));
        out.push(brings(scene, &checked));
    }
    out
}

fn health_all(scene: &Scene<'_>, checked: &[Checked<'_>], open: bool) -> Draft {
    let told: Vec<&Checked<'_>> =
        checked.iter().filter(|c| c.standing != Standing::Neutral).collect();
    let green = told.iter().filter(|c| c.standing == Standing::Good).count();
    let worst = told.iter().filter(|c| !c.reasons.is_empty());
    let worst = worst.reduce(|a, b| {
        let (x, y) = ((grade(a.standing), a.reasons.len()), (grade(b.standing), b.reasons.len()));
        if y > x { b } else { a }
    });
    let value = ratio(green as f64, told.len() as f64);
    let red = told.iter().any(|c| c.standing == Standing::Bad);
    let stand = |v: f64| match v {
        _ if red => Standing::Bad,
        v if v < 1.0 => Standing::Watch,
        _ => Standing::Good,
    };
    let named = worst.and_then(|c| Some((c.project.name.as_str(), c.reasons.first()?.as_str())));
    let base = word(WORDS, "health");
    let mut out = Draft::new(base, words::HEALTH, Unit::Share, known(value, words::NO_HEALTH))
        .target(Some(1.0))
        .stand(stand)
        .say(|_| words::health(green, told.len(), named))
        .notes([words::rules(&rules(scene.model))])
        .records(checked.iter().map(|c| c.project.id.to_ref()));
    if open {
        let labels = words::CHECKS.map(str::to_owned).to_vec();
        let depth = |s: Standing| f64::from(grade(s)) - 1.0;
        let rows = checked.iter().map(|c| {
            let cells = c.checks.iter().enumerate();
            series(&c.project.name, cells.map(|(at, s)| (at as f64, s.map(depth))))
        });
        let (x, y) = (names("Check", labels), axis("Green 0, amber 1, red 2", Unit::Number));
        let title = "Checks by project";
        out.charts.push(chart(ChartKind::Heat, title, x, y, rows.collect()));
    }
    out
}

fn health_of(scene: &Scene<'_>, one: &Checked<'_>) -> Draft {
    let known_checks = one.checks.iter().flatten().count();
    let value = (known_checks > 0).then_some(one.reasons.len() as f64);
    let unit = Unit::Count("check".to_owned(), "checks".to_owned());
    let base = word(WORDS, "health-of");
    let mut out = Draft::new(base, words::HEALTH, unit, known(value, words::NO_CHECK))
        .target(Some(0.0))
        .stand(|_| one.standing)
        .say(|_| words::health_of(&one.reasons))
        .notes([words::rules(&rules(scene.model))])
        .record(one.project.id.to_ref())
        .records([one.project.id.to_ref()]);
    out.tile.key = format!("health-{}", one.project.id);
    out.tile.name = one.project.name.clone();
    out
}

fn mix(scene: &Scene<'_>, effort: &Effort<'_>, key: &'static str, by: By, open: bool) -> Draft {
    let (period, before) = scene.periods();
    let now = effort.mix(scene, by, period);
    let share = |mix: &Mix| {
        let of = |name: &str| mix.parts.iter().find(|(n, _)| n == name).map_or(0.0, |p| p.1);
        let hours = match by {
            By::Objective => mix.all - of(words::NO_OBJECTIVE),
            By::Product => {
                let named = mix.parts.iter().filter(|(n, _)| n != words::NO_PRODUCT);
                named.map(|(_, hours)| *hours).fold(0.0, f64::max)
            }
            By::Kind => of(crate::model::ItemKind::Bug.label()),
        };
        ratio(hours, mix.all)
    };
    let better = match by {
        By::Objective => Better::Up,
        By::Product => Better::Neither,
        By::Kind => Better::Down,
    };
    let months: Vec<(Period, Mix)> =
        scene.months().into_iter().map(|month| (month, effort.mix(scene, by, month))).collect();
    let trend = months.iter().map(|(month, mix)| (month.to, share(mix))).collect();
    let first = now.parts.first().cloned().unwrap_or_default();
    let first_share = ratio(first.1, now.all).unwrap_or(0.0);
    let mut out =
        Draft::new(word(WORDS, key), words::MIX, Unit::Share, known(share(&now), words::NO_EFFORT))
            .trend(trend)
            .before(share(&effort.mix(scene, by, before)), better)
            .say(|v| words::mix(v, now.all, &first.0, first_share))
            .notes([if now.spent { words::BY_TIME } else { words::BY_PLAN }.to_owned()]);
    if open {
        out.charts.extend(mix_charts(&now, &months));
    }
    out
}

fn mix_charts(now: &Mix, months: &[(Period, Mix)]) -> Vec<Chart> {
    let labels: Vec<String> = now.parts.iter().map(|(name, _)| name.clone()).collect();
    let hours = now.parts.iter().enumerate().map(|(at, (_, h))| (at as f64, Some(*h)));
    let bars = series("Hours", hours);
    let now_chart = chart(
        ChartKind::Bar,
        "Effort in the period",
        names("For", labels.clone()),
        axis("Effort", Unit::Hours),
        vec![bars],
    );
    let mut all = labels;
    for (_, mix) in months {
        for (name, _) in &mix.parts {
            if !all.contains(name) {
                all.push(name.clone());
            }
        }
    }
    let lines = all.iter().map(|label| {
        let of = |mix: &Mix| {
            let hours = mix.parts.iter().find(|(name, _)| name == label).map_or(0.0, |p| p.1);
            ratio(hours, mix.all)
        };
        series(label, months.iter().map(|(month, mix)| (day(month.to), of(mix))))
    });
    let (x, y) = (axis("Month to", Unit::Day), axis("Share of effort", Unit::Share));
    let title = "Share of effort by month";
    vec![now_chart, chart(ChartKind::StackedBar, title, x, y, lines.collect())]
}

fn room(capacity: &Capacity, row: Option<&Row>, open: bool) -> Draft {
    let (used, there) = capacity.now(row);
    let (used_before, there_before) = capacity.before(row);
    let Period { from, to } = capacity.period();
    let each = capacity.rows.iter().filter_map(|r| {
        let (used, there) = capacity.now(Some(r));
        Some((r.name.as_str(), ratio(used, there)?))
    });
    let busiest = each.reduce(|a, b| if b.1 > a.1 { b } else { a });
    let full = |v: f64| match v {
        v if v > 1.1 => Standing::Bad,
        v if v > 1.0 => Standing::Watch,
        _ => Standing::Good,
    };
    let value = known(ratio(used, there), words::NO_CAPACITY);
    let mut out = Draft::new(word(WORDS, "capacity"), words::CAPACITY, Unit::Share, value)
        .target(Some(1.0))
        .trend(capacity.course(row))
        .before(ratio(used_before, there_before), Better::Neither)
        .stand(full)
        .say(|_| match row {
            Some(_) => words::team(used, there, from, to),
            None => words::capacity(used, there, from, to, busiest),
        });
    if capacity.unassigned > 0 {
        out.notes.push(words::unassigned(capacity.unassigned));
    }
    if let Some(row) = row {
        out.tile.key =
            format!("capacity-{}", row.team.map_or("none".to_owned(), |t| t.to_string()));
        out.tile.name = row.name.clone();
        out.tile.record = row.team.map(|team| team.to_ref());
    }
    if open {
        let rows = capacity.rows.iter().map(|row| {
            let course = capacity.course(Some(row)).into_iter();
            series(&row.name, course.map(|(date, share)| (day(date), share)))
        });
        let (x, y) = (axis("Week from", Unit::Day), axis("Capacity used", Unit::Share));
        let title = "Capacity used by team and week";
        out.charts.push(chart(ChartKind::Heat, title, x, y, rows.collect()));
        out.charts.push(trend_chart(&out.tile));
    }
    out
}

fn spend(scene: &Scene<'_>, open: bool) -> Draft {
    let facts = Facts::of_scene(scene).filter(|facts| facts.account.money);
    let (period, before) = scene.periods();
    let unit = facts.as_ref().map_or(Unit::Number, |facts| facts.unit.clone());
    let spent = |p: Period| {
        let of = facts.as_ref()?.account.spent.iter();
        let of = of.filter(|(date, _)| p.from <= *date && *date <= p.to).map(|(_, n)| *n);
        let amounts: Vec<f64> = of.collect();
        (!amounts.is_empty()).then(|| sum(amounts))
    };
    let total = facts.as_ref().map_or(0.0, |facts| facts.at(scene.end()).ac);
    let budgets = scene.projects().filter_map(|p| p.budget).map(|b| b.0 as f64 / 100.0);
    let budget = sum(budgets);
    let budget = (budget > 0.0).then_some(budget);
    let months: Vec<Period> = scene.months();
    let trend = months.iter().map(|month| (month.to, spent(*month))).collect();
    let shown = unit.clone();
    let mut out = Draft::new(
        word(WORDS, "spend"),
        words::VALUE,
        unit.clone(),
        known(spent(period), words::NO_SPEND),
    )
    .trend(trend)
    .before(spent(before), Better::Neither)
    .say(|v| words::spend(v, &shown, total, budget));
    if open {
        let points = out.tile.trend.iter().map(|(date, v)| (day(*date), *v));
        let bars = series("Spent", points);
        let (x, y) = (axis("Month to", Unit::Day), axis("Spent", unit));
        out.charts.push(chart(ChartKind::Bar, "Spent by month", x, y, vec![bars]));
    }
    if let Some(blind) = facts.as_ref().and_then(|facts| facts.blind.clone()) {
        out.notes.push(blind);
    }
    out
}

fn brings(scene: &Scene<'_>, checked: &[Checked<'_>]) -> Draft {
    let (period, _) = scene.periods();
    let window = Window { from: period.from, to: period.to };
    let bought = value::bought(scene, checked, window);
    let before = value::weighted(&value::bought(scene, checked, window.ending(scene.before())));
    let scored = bought.iter().filter_map(|one| Some((one.name.as_str(), one.score?)));
    let low = scored.reduce(|a, b| if b.1 < a.1 { b } else { a });
    let value = known(value::weighted(&bought), words::NO_VALUE);
    let mut out = Draft::new(word(WORDS, "value-for-money"), words::VALUE, Unit::Share, value)
        .before(before, Better::Up)
        .say(|v| words::value(v, low))
        .records(bought.iter().map(|one| one.at));
    let bare: Vec<String> =
        bought.iter().filter(|one| one.score.is_none()).map(|one| one.name.clone()).collect();
    if !bare.is_empty() {
        out.notes.push(words::unscored(&bare));
    }
    let mut points: Vec<(f64, Point, String)> = Vec::new();
    for one in &bought {
        let at = Point { record: Some(one.at), ..point(one.cost, one.score) };
        points.push((one.cost, at, one.name.clone()));
    }
    sort_points(&mut points);
    let lines = points.into_iter().map(|(_, at, name)| Series { name, points: vec![at] });
    let money = scene.currency().map_or(Unit::Number, |code| Unit::Money(code.to_owned()));
    let (x, y) = (axis("Cost so far", money), axis("Objectives reached", Unit::Share));
    let title = "Cost against what is reached";
    out.charts.push(chart(ChartKind::Scatter, title, x, y, lines.collect()));
    out
}

fn sort_points(points: &mut [(f64, Point, String)]) {
    crate::sort::by(points, |a, b| a.0.total_cmp(&b.0).then_with(|| a.2.cmp(&b.2)));
}
