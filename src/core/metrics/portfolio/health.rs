//! How the projects are doing, each by its worst check, with the reasons. It knows no tile.

use rustc_hash::FxHashMap;

use super::rule::{Rules, rules};
use super::words;
use crate::metrics::earned::{Facts, Ledger, formula};
use crate::metrics::program;
use crate::metrics::report::Standing;
use crate::metrics::scene::Scene;
use crate::model::id::Id;
use crate::model::{Item, Phase, Project};
use crate::sort;

/// Is what the checks say of one project.
pub struct Checked<'a> {
    /// The project.
    pub project: &'a Project,
    /// How it stands: the worst check; neutral where none could be made.
    pub standing: Standing,
    /// Each check: nothing where it cannot be made.
    pub checks: [Option<Standing>; 5],
    /// Why it is not green, the worst first.
    pub reasons: Vec<String>,
    /// What it cost so far, where that is known.
    pub cost: Option<f64>,
    /// What its items are, for other numbers.
    pub items: Vec<&'a Item>,
}

/// Checks every project of a scene that is going.
pub fn check<'a>(scene: &Scene<'a>) -> Vec<Checked<'a>> {
    let ledger = Ledger::new(scene, scene.today);
    let mut of: FxHashMap<Id<Project>, Vec<&Item>> = FxHashMap::default();
    for item in &scene.items {
        if let Some(project) = item.project {
            of.entry(project).or_default().push(item);
        }
    }
    let late = program::late_links(scene);
    let slips = program::slips(scene);
    let going = |p: &&Project| {
        p.archived.is_none() && matches!(p.phase, Phase::Active | Phase::Approved | Phase::Paused)
    };
    let mut projects: Vec<&Project> = scene.projects().filter(going).collect();
    sort::by(&mut projects, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let rules = rules(scene.model);
    projects
        .into_iter()
        .map(|project| {
            let items = of.remove(&project.id).unwrap_or_default();
            let facts = Facts::of_project(scene, &ledger, project, &items);
            let links = late.get(&project.id).copied();
            let slip = slips.get(&project.id).cloned();
            one(scene, &rules, project, items, facts, links, slip)
        })
        .collect()
}

fn one<'a>(
    scene: &Scene<'a>,
    rules: &Rules,
    project: &'a Project,
    items: Vec<&'a Item>,
    facts: Option<Facts>,
    links: Option<usize>,
    slip: Option<(f64, String)>,
) -> Checked<'a> {
    let end = scene.end();
    let basis = facts.as_ref().map(|facts| facts.at(end));
    let open = facts.as_ref().filter(|facts| facts.blind.is_none());
    let spi = facts.as_ref().zip(basis).and_then(|(facts, b)| {
        let (es, at) = facts.schedule(end, b.ev)?;
        formula::spi_time(es, at)
    });
    let cpi = open.zip(basis).and_then(|(_, b)| b.cpi());
    let checks = [
        spi.map(|i| rules.ratio(i)),
        cpi.map(|i| rules.ratio(i)),
        slip.as_ref().map(|(days, _)| rules.slip(*days)),
        links.map(|n| if n == 0 { Standing::Good } else { Standing::Watch }),
        rules.said(&project.health),
    ];
    let texts = [
        spi.map(words::behind),
        cpi.map(words::dear),
        slip.map(|(days, name)| words::slips(&name, days)),
        links.map(words::late_links),
        Some(words::owner(project.health.label())),
    ];
    let mut reasons: Vec<(u8, String)> = Vec::new();
    for (check, text) in checks.iter().zip(texts) {
        if let (Some(standing @ (Standing::Watch | Standing::Bad)), Some(text)) = (check, text) {
            reasons.push((3 - grade(*standing), text));
        }
    }
    sort::by_key(&mut reasons, |(grade, _)| *grade);
    let worst =
        checks.iter().flatten().copied().reduce(|a, b| if grade(b) > grade(a) { b } else { a });
    Checked {
        project,
        standing: worst.unwrap_or(Standing::Neutral),
        checks,
        reasons: reasons.into_iter().map(|(_, text)| text).collect(),
        cost: open.zip(basis).map(|(_, b)| b.ac).filter(|ac| *ac > 0.0),
        items,
    }
}

/// Orders standings: the worse, the higher.
pub fn grade(standing: Standing) -> u8 {
    match standing {
        Standing::Neutral => 0,
        Standing::Good => 1,
        Standing::Watch => 2,
        Standing::Bad => 3,
    }
}
