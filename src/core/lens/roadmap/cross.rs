//! The rows of the program lens: a row for each project, and under it only what hangs on another
//! project or has another project hanging on it, conflicts first. And those of the portfolio lens:
//! programs and their projects.

use rustc_hash::FxHashMap;

use super::conflict::Checks;
use super::draft::{Draft, Sheet};
use super::look::Look;
use crate::model::id::Id;
use crate::model::{Item, Program, Project};
use crate::sort;

/// Is an item at an end of a link, and whether it is in the place itself.
type End<'a> = (&'a Item, bool);

/// Makes the rows of the program lens.
pub(super) fn program(look: &Look<'_>, checks: &Checks<'_, '_>, sheet: &mut Sheet) {
    let own: Vec<&Project> = look.projects();
    let mut ends: FxHashMap<Id<Item>, bool> = FxHashMap::default();
    for dependency in look.model.dependencies.iter() {
        let find = |id| look.model.find::<Item>(id).filter(|item| item.is_live());
        let (Some(from), Some(to)) = (find(dependency.from), find(dependency.to)) else { continue };
        let crosses = from.project != to.project;
        let done = |item: &Item| look.dates(item.id).is_some_and(|d| d.done);
        // What was handed over and taken up is history.
        let open = !done(to) && look.follower.has(from.id) && look.follower.has(to.id);
        let (mine, other) = (look.holds(from), look.holds(to));
        if crosses && open && (mine || other) {
            *ends.entry(from.id).or_default() |= mine;
            *ends.entry(to.id).or_default() |= other;
        }
    }
    let mut of: FxHashMap<Id<Project>, Vec<End<'_>>> = FxHashMap::default();
    for (id, mine) in ends {
        let Some(item) = look.model.find(id) else { continue };
        if let Some(project) = item.project {
            of.entry(project).or_default().push((item, mine));
        }
    }
    let live = look.model.projects.iter().filter(|p| p.archived.is_none());
    let mut rows: Vec<(usize, bool, &Project, Vec<End<'_>>)> = Vec::new();
    for project in live {
        let items = of.remove(&project.id).unwrap_or_default();
        let mine = own.iter().any(|p| p.id == project.id);
        if !mine && items.is_empty() {
            continue;
        }
        let n = items.iter().filter(|(item, _)| checks.is_bad(item)).count();
        rows.push((n, mine, project, items));
    }
    sort::by(&mut rows, |a, b| (!a.1, b.0, &a.2.rank, a.2.id).cmp(&(!b.1, a.0, &b.2.rank, b.2.id)));
    for (_, mine, project, mut items) in rows {
        let at = Some(project.id.to_ref());
        let top = sheet.add(None, Draft { at, context: !mine, ..Draft::default() });
        sort::by_cached_key(&mut items, |(item, _)| {
            (!checks.is_bad(item), look.dates(item.id).map(|d| d.start), item.id)
        });
        for (item, mine) in items {
            let at = Some(item.id.to_ref());
            sheet.add(Some(top), Draft { at, context: !mine, ..Draft::default() });
        }
    }
}

/// Makes the rows of the portfolio lens.
pub(super) fn portfolio(look: &Look<'_>, sheet: &mut Sheet) {
    sheet.lifts = true;
    let projects = look.projects();
    let filtered = !look.question.filter.trim().is_empty();
    let asked = |project: &Project| {
        let mine = |item: &Item| item.project == Some(project.id) && look.fits(item);
        !filtered || look.model.items.iter().any(mine)
    };
    let projects: Vec<&Project> = projects.into_iter().filter(|p| asked(p)).collect();
    let mut programs: Vec<&Program> = look.model.programs.iter().collect();
    sort::by(&mut programs, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    for program in programs {
        let own = projects.iter().filter(|p| p.program == Some(program.id));
        let own: Vec<&&Project> = own.collect();
        if own.is_empty() {
            continue;
        }
        let top = sheet.record(None, program.id.to_ref());
        for project in own {
            sheet.record(Some(top), project.id.to_ref());
        }
    }
    let known = |p: &&&Project| p.program.is_none_or(|id| look.model.find(id).is_none());
    for project in projects.iter().filter(known) {
        sheet.record(None, project.id.to_ref());
    }
}
