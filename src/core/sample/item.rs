//! The items of the sample and their dependencies. It knows no dates of its own.

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::build::{Build, cell};
use super::history;
use super::people::ranked;
use super::plan::{Dates, Plan, Stand};
use super::script::{ItemLine, Script};
use crate::model::field::Markdown;
use crate::model::id::Id;
use crate::model::number::{Number, Percent};
use crate::model::time::{DAY_MS, WorkMinutes};
use crate::model::*;
use crate::sort;

/// Wraps a text.
pub(super) fn markdown(text: &str) -> Markdown {
    Markdown(text.to_owned())
}

/// Adds the items.
pub(super) fn items(build: &mut Build, script: &Script, plan: &mut Plan) {
    let mut order: Vec<usize> = (0..plan.dates.len()).collect();
    sort::by_key(&mut order, |at| (plan.dates.get(*at).map(|dates| dates.created), *at));
    for at in order {
        let Some(dates) = plan.dates.get_mut(at) else { continue };
        dates.id = build.id_at(dates.created);
        let line = script.items.get(at);
        let name = line.and_then(|l| l.extras.iter().find_map(|extra| extra.strip_prefix('=')));
        if let Some(name) = name {
            build.name(name, dates.id);
        }
    }
    let mut made = Vec::new();
    for (at, (rank, line)) in ranked(script.items.iter().collect()).enumerate() {
        let Some(dates) = plan.dates.get(at).cloned() else { continue };
        let parent = plan.parents.get(at).copied().flatten();
        let parent = parent.and_then(|at| plan.dates.get(at)).map(|dates| dates.id);
        let mut item = Item { id: dates.id, rank, parent, ..Item::default() };
        words(build, script, line, &mut item);
        extras(build, line, &mut item);
        planned(build, line, &dates, &mut item);
        history::history(build, line, &dates, &mut item);
        made.push(item);
    }
    sort::by_key(&mut made, |item| item.id);
    let mut numbers: FxHashMap<index::Scope, u32> = FxHashMap::default();
    for mut item in made {
        let number = numbers.entry(index::Scope::of(&item)).or_insert(0);
        *number += 1;
        item.number = *number;
        build.put(item);
    }
}

/// Sets who, what and where.
fn words(build: &mut Build, script: &Script, line: &ItemLine, item: &mut Item) {
    item.title = line.title.to_owned();
    item.kind = match line.kind {
        'i' => ItemKind::Initiative,
        'f' => ItemKind::Feature,
        's' => ItemKind::Story,
        't' => ItemKind::Task,
        'b' => ItemKind::Bug,
        'd' => ItemKind::Deliverable,
        'm' => ItemKind::Milestone,
        other => {
            build.problems.push(format!("no kind is called `{other}`"));
            ItemKind::Task
        }
    };
    item.description = markdown(&line.body.text);
    if let Some(status) = build.find(&line.status.to_string()) {
        item.status = status;
    }
    item.owner = build.find(line.owner);
    let project = line.project.and_then(|at| script.projects.get(at));
    let place = |at: usize| project.map_or("", |p| cell(&p.cells, at));
    item.project = build.find(place(0));
    item.stage = line.stage.and_then(|at| build.find(&at.to_string()));
    let product = line.release.get(..1).unwrap_or(place(2));
    item.product = build.find(product);
    item.release = if line.release.len() > 1 { build.find(line.release) } else { None };
    let own = item.owner.and_then(|id| build.tables.people.get(id)).and_then(|p| p.team);
    item.team = own.or_else(|| build.find(place(4)));
    let people = build.tables.people.iter();
    let mates: Vec<_> = people
        .filter(|p| p.team == item.team && item.team.is_some() && Some(p.id) != item.owner)
        .map(|p| p.id)
        .collect();
    if line.kind != 'm' && build.random.chance(30) {
        item.contributors.extend(build.random.pick(&mates));
    }
    item.labels = line.labels.iter().filter_map(|name| build.find(name)).collect();
    item.estimate = line.estimate.and_then(Number::new);
    if !line.body.steps.is_empty() {
        let entries = line.body.steps.iter().map(|(done, text)| Entry {
            text: (*text).to_owned(),
            done: *done,
            due: None,
            owner: None,
            ..Default::default()
        });
        let name = if item.kind == ItemKind::Bug { "To find it" } else { "Done when" };
        item.checklists.push(Checklist {
            name: name.to_owned(),
            entries: entries.collect(),
            ..Default::default()
        });
    }
}

/// Sets what the script says by signs.
fn extras(build: &mut Build, line: &ItemLine, item: &mut Item) {
    for extra in &line.extras {
        if let Some(letter) = extra.strip_prefix('!') {
            item.priority = match letter {
                "u" => Priority::Urgent,
                "h" => Priority::High,
                _ => Priority::Low,
            };
        } else if let Some(name) = extra.strip_prefix("o:") {
            item.objectives.extend(build.find(name));
        } else if let Some(market) = extra.strip_prefix("m:") {
            custom(build, item, "market", market.into());
        } else if let Some(percent) = extra.strip_prefix("c:") {
            let percent = build.number(percent);
            custom(build, item, "confidence", percent.into());
        } else if let Some(day) = extra.strip_prefix("k:") {
            let day = build.day(day);
            item.deadline = Some(day);
            item.constraint = Constraint::FinishNoLater;
            item.constraint_date = Some(day);
        } else if !extra.starts_with(['=', '^', '<']) {
            build.problems.push(format!("`{extra}` has no meaning"));
        }
    }
    if item.priority == Priority::None && build.random.chance(55) {
        item.priority = if build.random.chance(30) { Priority::Low } else { Priority::Medium };
    }
}

fn custom(build: &mut Build, item: &mut Item, field: &str, value: Json) {
    if let Some(id) = build.find::<CustomField>(field) {
        item.custom.insert(id.to_string(), value);
    }
}

/// Sets the plan.
fn planned(build: &mut Build, line: &ItemLine, dates: &Dates, item: &mut Item) {
    let days = build.days;
    item.start = Some(dates.start);
    item.due = Some(dates.due);
    if line.kind == 'm' {
        item.duration = Some(WorkMinutes(0));
    } else if item.project.is_some() {
        let length = days.working(dates.start, dates.due).max(1);
        item.duration = Some(WorkMinutes(length * 480));
        item.work = Some(WorkMinutes(line.days.max(1) * 360));
    }
    let spent = days.working(dates.start, days.date(-1)) as f64;
    let share = spent / days.working(dates.start, dates.due).max(1) as f64;
    let progress = match (dates.stand, line.status) {
        (Stand::Done, _) => Some(100.0),
        (Stand::Going, 'V') => Some(90.0),
        (Stand::Going, _) => Some((share * 90.0).clamp(5.0, 80.0).round()),
        _ => None,
    };
    item.progress = progress.and_then(Percent::new);
    let urgent = item.priority == Priority::Urgent && dates.ended.is_none();
    if urgent && item.deadline.is_none() {
        item.deadline = Some(days.shift(dates.due, 5));
    }
    let alone = !line.extras.iter().any(|extra| extra.starts_with('<'));
    if dates.stand == Stand::Ahead && alone && item.constraint == Constraint::Asap {
        item.constraint = Constraint::StartNoEarlier;
        item.constraint_date = Some(dates.start);
    }
    item.blocked = line.body.blocked.map(|(day, why)| {
        let since = build.moment(days.until(days.date(day)));
        Blocked { since, reason: why.to_owned(), ..Default::default() }
    });
    if let (Some(ended), true) = (dates.ended, item.project.is_some()) {
        let old = if dates.stand == Stand::Done { -200 } else { -100 };
        let ended = days.offset(ended.start_utc());
        if ended < old {
            let away = days.until(days.date(ended + 30));
            item.archived = Some(build.moment(away));
        }
    }
}

/// Adds the dependencies.
pub(super) fn links(build: &mut Build, plan: &Plan) {
    for tie in &plan.ties {
        let ends = (plan.dates.get(tie.from), plan.dates.get(tie.to));
        let (Some(from), Some(to)) = ends else { continue };
        let project = |id: Id<Item>| build.tables.items.get(id).and_then(|item| item.project);
        let crosses = project(from.id) != project(to.id);
        let met = from.stand == Stand::Done;
        let state = match &tie.state {
            Some(state) => state.clone(),
            None if crosses && met => Handover::Met,
            None if crosses => Handover::Agreed,
            None => Handover::Open,
        };
        let note = match state {
            Handover::AtRisk => "The date of the predecessor is in doubt.",
            Handover::Open if crosses => "Both owners still have to agree on a day.",
            _ => "",
        };
        let later = from.created.max(to.created).plus_ms(DAY_MS);
        let dependency = Dependency {
            id: build.id_at(later.min(build.days.limit)),
            from: from.id,
            to: to.id,
            link: tie.link.clone(),
            lag: Number::new(tie.lag as f64 * 480.0).filter(|lag| lag.get() != 0.0),
            lag_unit: LagUnit::Working,
            state,
            note: note.to_owned(),
            ..Dependency::default()
        };
        build.put(dependency);
    }
}
