//! The tiles of a program, in the order of the page.

use super::link::{self, Linked, State};
use super::milestone;
use super::promise::{self, Promise};
use super::words::{self, WORDS};
use crate::metrics::draft::*;
use crate::metrics::expression::{Book, Window};
use crate::metrics::product;
use crate::metrics::report::*;
use crate::metrics::scene::Scene;
use crate::metrics::stat::ratio;
use crate::model::time::Date;
use crate::model::{Kind, Lens, Objective};

/// Gives the tiles of the lens: all for a program, predictability for portfolio and project.
pub fn tiles(scene: &Scene<'_>) -> Vec<Tile> {
    drafts(scene, None).into_iter().map(|draft| draft.tile).collect()
}

/// Gives what stands behind a number.
pub fn detail(scene: &Scene<'_>, key: &str) -> Option<Detail> {
    let found = drafts(scene, Some(key)).into_iter().find(|draft| draft.tile.key == key)?;
    Some(found.detail())
}

fn drafts(scene: &Scene<'_>, open: Option<&str>) -> Vec<Draft> {
    if scene.question.lens == Lens::Product {
        return Vec::new();
    }
    let mut out = promises(scene, open);
    if scene.question.lens == Lens::Program || scene.question.lens == Lens::Project {
        out.extend(milestones(scene, open));
    }
    if scene.question.lens == Lens::Program {
        out.extend(links(scene, open));
        out.push(benefits(scene, open == Some("benefits")));
    }
    out
}

/// Draws two counts of a month beside one another.
fn pairs(months: &[(Period, [usize; 2])], labels: [&str; 2], title: &str) -> Chart {
    let bars = labels.iter().enumerate().map(|(nth, name)| {
        let at = |(month, n): &(Period, [usize; 2])| (day(month.to), n.get(nth).map(|n| *n as f64));
        series(name, months.iter().map(at))
    });
    let unit = Unit::Count("item".to_owned(), "items".to_owned());
    let bars = bars.collect();
    chart(ChartKind::Bar, title, axis("Month to", Unit::Day), axis("Items", unit), bars)
}

fn promises(scene: &Scene<'_>, open: Option<&str>) -> Vec<Draft> {
    let (period, before) = scene.periods();
    let dated = promise::dated(scene);
    let of = |period: Period| Promise::new(scene, &dated, period);
    let (now, last) = (of(period), of(before));
    let months: Vec<(Period, Promise)> =
        scene.months().into_iter().map(|month| (month, of(month))).collect();
    let kept = |p: &Promise| ratio(p.done as f64, p.planned as f64);
    let met = |p: &Promise| ratio(p.met as f64, p.finished as f64);
    // The Scaled Agile Framework calls 80 to 100 % predictable.
    let stand = |v: f64| match v {
        v if v >= 0.8 => Standing::Good,
        v if v >= 0.6 => Standing::Watch,
        _ => Standing::Bad,
    };
    let late = ratio(now.late as f64, (now.finished - now.met) as f64).unwrap_or(0.0);
    let note = (now.unagreed > 0).then(|| words::unagreed(now.unagreed));
    let course = |f: &dyn Fn(&Promise) -> Option<f64>| {
        months.iter().map(|(month, p)| (month.to, f(p))).collect::<Vec<_>>()
    };
    let mut first = Draft::new(
        word(WORDS, "predictability"),
        words::PROMISE,
        Unit::Share,
        known(kept(&now), words::NO_PROMISE),
    )
    .target(Some(0.8))
    .trend(course(&kept))
    .before(kept(&last), Better::Up)
    .stand(stand)
    .say(|_| words::promise(now.done, now.planned))
    .notes(note.clone())
    .records(now.records.iter().copied());
    let mut second = Draft::new(
        word(WORDS, "schedule-reliability"),
        words::PROMISE,
        Unit::Share,
        known(met(&now), words::NO_FINISH),
    )
    .target(Some(0.8))
    .trend(course(&met))
    .before(met(&last), Better::Up)
    .stand(stand)
    .say(|_| words::reliability(now.met, now.finished, late))
    .notes(note);
    if open == Some("predictability") {
        let n: Vec<_> = months.iter().map(|(m, p)| (*m, [p.planned, p.done])).collect();
        first.charts.push(pairs(&n, ["Planned", "Done"], "Planned against done by month"));
        first.charts.push(trend_chart(&first.tile));
    }
    if open == Some("schedule-reliability") {
        let n: Vec<_> = months.iter().map(|(m, p)| (*m, [p.finished, p.met])).collect();
        second.charts.push(pairs(&n, ["Finished", "By the agreed day"], "Finished by month"));
        second.charts.push(trend_chart(&second.tile));
    }
    vec![first, second]
}

fn milestones(scene: &Scene<'_>, open: Option<&str>) -> Vec<Draft> {
    let (period, before) = scene.periods();
    let share = |p: Period| {
        let (met, all) = milestone::met(scene, p);
        ratio(met as f64, all as f64)
    };
    let (met, all) = milestone::met(scene, period);
    let months = scene.months().into_iter().map(|month| (month.to, share(month)));
    let reached = Draft::new(
        word(WORDS, "milestones-met"),
        words::PROMISE,
        Unit::Share,
        known(share(period), words::NO_MILESTONE),
    )
    .target(Some(1.0))
    .trend(months.collect())
    .before(share(before), Better::Up)
    .stand(|v| {
        if v >= 1.0 {
            Standing::Good
        } else if v >= 0.7 {
            Standing::Watch
        } else {
            Standing::Bad
        }
    })
    .say(|_| words::milestones(met, all));

    let ahead = milestone::open(scene, scene.end());
    let mean = |day: Date| {
        let open = milestone::open(scene, day);
        let all = crate::metrics::scene::sum(open.iter().map(|m| m.slip()));
        ratio(all, open.len() as f64)
    };
    let worst = ahead.iter().reduce(|a, b| if b.slip() > a.slip() { b } else { a });
    let (name, days) = worst.map_or(("", 0.0), |w| (w.item.title.as_str(), w.slip()));
    let rules = crate::metrics::portfolio::rules(scene.model);
    let mut slip = Draft::new(
        word(WORDS, "milestone-slip"),
        words::PROMISE,
        Unit::Days,
        known(mean(scene.end()), words::NO_OPEN),
    )
    .target(Some(0.0))
    .trend(scene.trend_days().into_iter().map(|day| (day, mean(day))).collect())
    .before(mean(scene.before()), Better::Down)
    .stand(|_| rules.slip(days))
    .say(|_| words::slip(ahead.len(), name, days))
    .records(ahead.iter().map(|m| m.item.id.to_ref()));
    if open == Some("milestone-slip") {
        slip.charts.push(milestone::slip_chart(scene));
        slip.charts.push(trend_chart(&slip.tile));
    }
    vec![reached, slip]
}

fn links(scene: &Scene<'_>, open: Option<&str>) -> Vec<Draft> {
    let all = link::links(scene, scene.end());
    let last = link::links(scene, scene.before());
    let (period, before) = scene.periods();
    let share = |links: &[Linked<'_>], p: Period| {
        let (met, all) = link::met(links, p);
        ratio(met as f64, all as f64)
    };
    let (met, due) = link::met(&all, period);
    let months = scene.months().into_iter().map(|month| (month.to, share(&all, month)));
    let crossing = |links: &[Linked<'_>], state: State| {
        links.iter().filter(|l| l.crosses && l.state == state).count()
    };
    let inner = |state: State| all.iter().filter(|l| !l.crosses && l.state == state).count();
    let note = words::inner(
        inner(State::Late),
        inner(State::AtRisk),
        all.iter().filter(|l| !l.crosses).count(),
    );
    let records =
        |state: State| all.iter().filter(move |l| l.crosses && l.state == state).map(|l| l.at);
    let mut out = vec![
        Draft::new(
            word(WORDS, "links-met"),
            words::LINKS,
            Unit::Share,
            known(share(&all, period), words::NO_LINK),
        )
        .target(Some(1.0))
        .trend(months.collect())
        .before(share(&last, before), Better::Up)
        .stand(|v| {
            if v >= 0.9 {
                Standing::Good
            } else if v >= 0.75 {
                Standing::Watch
            } else {
                Standing::Bad
            }
        })
        .say(|_| words::met(met, due))
        .notes([note.clone()])
        .records(all.iter().filter(|l| l.crosses).map(|l| l.at)),
    ];
    let any = all.iter().any(|l| l.crosses);
    let days = scene.trend_days();
    let course: Vec<(Date, Vec<Linked<'_>>)> =
        days.into_iter().map(|day| (day, link::links(scene, day))).collect();
    for (key, state, what, bad) in [
        ("links-late", State::Late, "late", Standing::Bad),
        ("links-at-risk", State::AtRisk, "at risk", Standing::Watch),
    ] {
        let n = crossing(&all, state);
        let first = all.iter().find(|l| l.crosses && l.state == state);
        let unit = Unit::Count("link".to_owned(), "links".to_owned());
        let value = known(any.then_some(n as f64), words::NO_LINKS);
        // Whether a link was in doubt on a past day is not kept: only what is late has a past.
        let kept = state == State::Late && any;
        let trend =
            course.iter().map(|(day, links)| (*day, kept.then(|| crossing(links, state) as f64)));
        out.push(
            Draft::new(word(WORDS, key), words::LINKS, unit, value)
                .target(Some(0.0))
                .trend(if kept { trend.collect() } else { Vec::new() })
                .before(kept.then(|| crossing(&last, state) as f64), Better::Down)
                .stand(|v| if v > 0.0 { bad } else { Standing::Good })
                .say(|_| words::links(n, what, first.map(|l| (l.from.title.as_str(), l.need))))
                .notes([note.clone()])
                .records(records(state)),
        );
    }
    if let Some(draft) = out.iter_mut().find(|d| Some(d.tile.key.as_str()) == open) {
        draft.charts.push(states(&all));
        draft.charts.push(by_projects(scene, &all));
        if !draft.tile.trend.is_empty() {
            draft.charts.push(trend_chart(&draft.tile));
        }
    }
    out
}

const STATES: [(&str, State); 5] = [
    ("Met in time", State::Met),
    ("Met late", State::MetLate),
    ("Open", State::Open),
    ("At risk", State::AtRisk),
    ("Late", State::Late),
];

fn states(links: &[Linked<'_>]) -> Chart {
    let labels = STATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let bars = [("Between projects", true), ("Within projects", false)].map(|(name, crosses)| {
        let n = |state: State| {
            links.iter().filter(|l| l.crosses == crosses && l.state == state).count() as f64
        };
        series(name, STATES.iter().enumerate().map(|(at, (_, s))| (at as f64, Some(n(*s)))))
    });
    let unit = Unit::Count("link".to_owned(), "links".to_owned());
    let (x, y) = (names("State", labels), axis("Links", unit));
    chart(ChartKind::StackedBar, "Links by state", x, y, bars.to_vec())
}

/// Draws how many links between each two projects are not well.
fn by_projects(scene: &Scene<'_>, links: &[Linked<'_>]) -> Chart {
    let mut projects: Vec<_> =
        scene.model.projects.iter().filter(|p| p.archived.is_none()).collect();
    crate::sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let has =
        |id, l: &&Linked<'_>| l.crosses && (l.from.project == Some(id) || l.to.project == Some(id));
    projects.retain(|p| links.iter().any(|l| has(p.id, &l)));
    let labels = projects.iter().map(|p| p.name.clone()).collect();
    let rows = projects.iter().map(|from| {
        let cell = |(at, to): (usize, &&crate::model::Project)| {
            let of = links.iter().filter(|l| {
                l.crosses && l.from.project == Some(from.id) && l.to.project == Some(to.id)
            });
            let of: Vec<_> = of.collect();
            let bad = of.iter().filter(|l| matches!(l.state, State::Late | State::AtRisk)).count();
            (at as f64, (!of.is_empty()).then_some(bad as f64))
        };
        series(&from.name, projects.iter().enumerate().map(cell))
    });
    let unit = Unit::Count("link".to_owned(), "links".to_owned());
    let (x, y) = (names("Waits", labels), axis("Late or at risk", unit));
    chart(ChartKind::Heat, "Late or at risk, from whom to whom", x, y, rows.collect())
}

/// The objectives of the programs in the scene and of those that are part of them.
fn objectives<'a>(scene: &Scene<'a>) -> Vec<&'a Objective> {
    let mut out: Vec<&Objective> = Vec::new();
    let of = |o: &Objective| o.place.is_some_and(|at| at.kind == Kind::Program);
    for objective in scene.model.objectives.iter() {
        let parent = objective.parent.and_then(|id| scene.model.find(id));
        let own = of(objective) && scene.holds_place(objective.place);
        let below = parent.is_some_and(|p| of(p) && scene.holds_place(p.place));
        if own || below {
            out.push(objective);
        }
    }
    crate::sort::by(&mut out, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    out
}

fn benefits(scene: &Scene<'_>, open: bool) -> Draft {
    let book = Book::new(scene.model);
    let scores = product::Scores::new(scene.model, &book);
    let own = objectives(scene);
    let (period, _) = scene.periods();
    let window = Window { from: period.from, to: period.to };
    let at = |by: Date| {
        let each: Vec<(f64, f64)> = own
            .iter()
            .filter_map(|o| {
                Some((scores.score(o, window.ending(by)).reached?, product::elapsed(o, by)?))
            })
            .collect();
        let reached = product::mean(each.iter().map(|(score, _)| *score))?;
        let gone = product::mean(each.iter().map(|(_, gone)| *gone))?;
        Some((reached, gone, each.len()))
    };
    let share = |by: Date| at(by).and_then(|(reached, gone, _)| ratio(reached, gone));
    let (reached, gone, n) = at(scene.end()).unwrap_or_default();
    let rules = crate::metrics::portfolio::rules(scene.model);
    let mut out = Draft::new(
        word(WORDS, "benefits"),
        words::BENEFITS,
        Unit::Share,
        known(share(scene.end()), words::NO_BENEFIT),
    )
    .target(Some(1.0))
    .trend(scene.trend_days().into_iter().map(|day| (day, share(day))).collect())
    .before(share(scene.before()), Better::Up)
    .stand(|v| rules.ratio(v))
    .say(|_| words::benefits(reached, gone, n))
    .records(own.iter().map(|o| o.id.to_ref()));
    if open {
        out.charts.push(product::against_time(scene, &scores, &own));
        out.charts.push(trend_chart(&out.tile));
    }
    out
}
