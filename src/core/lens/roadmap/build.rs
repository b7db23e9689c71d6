//! Makes a roadmap from a model, its plan and a question.

use rustc_hash::FxHashMap;

use super::conflict::{Checks, about};
use super::draft::Sheet;
use super::look::Look;
use super::report::{Marker, Question, Roadmap, Trouble};
use super::row::{Mark, Row};
use super::{cross, horizon, hours, lay, load, wbs, words};
use crate::model::id::{Id, Ref};
use crate::model::time::Date;
use crate::model::workspace::Model;
use crate::model::{Item, Kind, Lens, Release, Stage};
use crate::schedule::build::item_of;
use crate::schedule::{Follower, Moment, Problem};
use crate::sort;

/// Makes a roadmap. `follower` is the plan of the model.
pub fn roadmap(model: &Model, follower: &Follower, question: &Question, today: Date) -> Roadmap {
    laid(Look::new(model, follower, question, today), today)
}

/// Makes the roadmap of a scenario: `follower` is its plan, and `plan` where items are without it,
/// which stands in the place of what was agreed.
pub fn roadmap_beside(
    model: &Model,
    follower: &Follower,
    question: &Question,
    today: Date,
    plan: &FxHashMap<Id<Item>, (Moment, Moment)>,
) -> Roadmap {
    laid(Look::beside(model, follower, question, today, plan), today)
}

fn laid(look: Result<Look<'_>, String>, today: Date) -> Roadmap {
    let look = match look {
        Ok(look) => look,
        Err(problem) => {
            let today = Some(today);
            return Roadmap { problem: Some(problem), today, ..Roadmap::default() };
        }
    };
    let checks = Checks::new(&look);
    let mut sheet = Sheet::default();
    match look.lens() {
        Lens::Portfolio => cross::portfolio(&look, &mut sheet),
        Lens::Program => cross::program(&look, &checks, &mut sheet),
        Lens::Product => horizon::rows(&look, &mut sheet),
        Lens::Project | Lens::Other(_) => wbs::rows(&look, &mut sheet),
    }
    let laid = lay::lay(&look, &checks, &sheet);
    let markers = markers(&look);
    let when = |m: &Marker| Some((m.when, m.when));
    let span = super::look::both(
        lay::span(&laid.rows),
        markers.iter().map(when).fold(None, super::look::both),
    );
    let hours = hours::hours(&look, span);
    let finish = laid.rows.iter().filter_map(|row| row.finish).max();
    let line = line(&look, &laid.rows, finish, hours.per_day);
    let portfolio = *look.lens() == Lens::Portfolio;
    Roadmap {
        problem: None,
        span,
        finish,
        line,
        today: Some(today),
        hours,
        markers,
        baseline: look.baseline,
        troubles: troubles(&look),
        capacity: portfolio.then(|| load::capacity(&look, span)),
        rows: laid.rows,
        ties: laid.ties,
        facts: laid.facts,
    }
}

/// Says how the plan stands.
fn line(look: &Look<'_>, rows: &[Row], finish: Option<Moment>, per_day: i64) -> String {
    let Some(finish) = finish else { return String::new() };
    let mut text = format!("Finishes on {}", words::day(finish, look.today));
    let agreed = rows.iter().filter_map(|row| row.base).map(|base| base.1).max();
    let baseline = look.baseline.and_then(|id| look.model.find(id));
    let name = baseline.map(|baseline| format!("*{}*", baseline.name));
    let name = if look.plan_spans.is_some() { Some("the plan".to_owned()) } else { name };
    if let Some((agreed, name)) = agreed.zip(name) {
        let slip = look.follower.usual().between(agreed, finish);
        text.push_str(&match slip {
            0 => format!(", as in {name}"),
            1.. => format!(", {} after {name}", words::time(slip, per_day)),
            _ => format!(", {} before {name}", words::time(slip, per_day)),
        });
    }
    let item =
        |row: &&Row| row.at.is_some_and(|at| at.kind == Kind::Item) && !row.is(Mark::Summary);
    let items = || rows.iter().filter(item);
    let critical = items().filter(|row| row.is(Mark::Critical)).count();
    let bad = rows.iter().filter(|row| !row.conflicts.is_empty()).count();
    let n = items().count();
    if n > 0 {
        let word = if critical == 1 { "is" } else { "are" };
        text.push_str(&format!(
            "; {critical} of {} {word} critical",
            words::count(n, "item", "items")
        ));
    }
    if bad > 0 {
        text.push_str(&format!(", {}", words::count(bad, "conflict", "conflicts")));
    }
    text.push('.');
    text
}

/// Lists releases of what the place serves, and the gates of a single project.
fn markers(look: &Look<'_>) -> Vec<Marker> {
    let mut out = Vec::new();
    let projects = look.projects();
    let place = look.question.place;
    let serves = |release: &&Release| match place.map(|p| p.kind) {
        None => true,
        Some(Kind::Release) => place == Some(release.id.to_ref()),
        Some(Kind::Product) => place == Some(release.product.to_ref()),
        Some(Kind::ProductLine) => {
            let line = look.model.find(release.product).and_then(|p| p.line);
            line.map(Id::to_ref) == place
        }
        _ => projects.iter().any(|p| p.product == Some(release.product)),
    };
    for release in look.model.releases.iter().filter(serves) {
        if let Some(date) = release.released.or(release.date) {
            out.push(Marker { at: release.id.to_ref(), when: Moment::end_of(date) });
        }
    }
    if look.is_single() {
        let mine = |s: &&Stage| projects.iter().any(|p| p.id == s.project);
        for stage in look.model.stages.iter().filter(mine) {
            let when = stage.due.map(Moment::end_of);
            out.extend(when.map(|when| Marker { at: stage.id.to_ref(), when }));
        }
    }
    sort::by_key(&mut out, |marker: &Marker| (marker.when, marker.at));
    out
}

/// Names what the plan cannot do as asked.
fn troubles(look: &Look<'_>) -> Vec<Trouble> {
    let name = |id: Id<Item>| format!("*{}*", look.model.title_of(id.to_ref()));
    let trouble = |problem: Problem| {
        let (text, keys) = match problem {
            Problem::Circle(keys) => {
                let names: Vec<String> = keys.iter().map(|key| name(item_of(*key))).collect();
                let text = format!(
                    "{} wait for one another in a circle; these links are left out of the plan. \
                     Break one of them.",
                    names.join(", ")
                );
                (text, keys)
            }
            Problem::PartOfItself(keys) => {
                let text = "Items are part of one another in a circle; each is planned alone. \
                            Take one of them out.";
                (text.to_owned(), keys)
            }
            Problem::ToSummaryFinish(link) => {
                let link = look.model.find(Id::new(crate::model::id::RawId(link)))?;
                let link: &crate::model::Dependency = link;
                let text = format!(
                    "{} would move the finish of {}, which its parts decide; the link is left out \
                     of the plan. Lead it to one of the parts.",
                    name(link.from),
                    name(link.to)
                );
                (text, vec![link.from.raw().0, link.to.raw().0])
            }
            Problem::NoTime(key) => {
                let text = format!(
                    "{} finds no working time. Look at its calendar, or at that of who works on it.",
                    name(item_of(key))
                );
                (text, vec![key])
            }
            Problem::SameKey(_) | Problem::NoTask(_) => return None,
        };
        let about: Vec<Ref> = keys.into_iter().map(|key| item_of(key).to_ref()).collect();
        Some(Trouble { text, about })
    };
    look.plan().problems().into_iter().filter_map(trouble).collect()
}

/// Lists what is wrong with an item's dates, each with the records that it is about.
pub fn conflicts_of(
    model: &Model,
    follower: &Follower,
    item: Id<Item>,
    today: Date,
) -> Vec<(super::Conflict, Vec<Ref>)> {
    let question = Question::default();
    let Ok(look) = Look::new(model, follower, &question, today) else { return Vec::new() };
    let found = model.find(item).zip(look.dates(item));
    let Some((record, dates)) = found else { return Vec::new() };
    let conflicts = Checks::new(&look).item(record, &dates);
    conflicts.into_iter().map(|conflict| (conflict, about(item, &conflict))).collect()
}
