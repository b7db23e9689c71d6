//! Loose ends: lists that keep themselves, of what the chain of reasons does not reach. It knows no
//! judgment: what hangs in the air may do so for a good reason.

use rustc_hash::FxHashSet;

use super::Facts;
use super::report::{Block, Cell, Column, Fact, Row, Shape, Sheet, Table, Tone};
use super::words::count;
use crate::lens::chain::{Graph, counts, up};
use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Item, ItemKind, Kind};

/// How many rows of a list show at most; its heading counts all.
const MOST: usize = 30;

/// Is what hangs in the air, list by list, each in the order of its table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loose {
    /// Items that count and lead to no objective.
    pub aimless: Vec<Ref>,
    /// Objectives that no item which counts leads to.
    pub unserved: Vec<Ref>,
    /// Features that no insight speaks for.
    pub unproven: Vec<Ref>,
    /// Needs that no item meets.
    pub unmet: Vec<Ref>,
    /// KPIs that no objective with work aims at.
    pub unmoved: Vec<Ref>,
    /// Features that no test tests, themselves or by a part; none where nothing is tested yet.
    pub untested: Vec<Ref>,
    /// Insights that speak for no need and were not put aside.
    pub unsorted: Vec<Ref>,
}

impl Loose {
    /// Finds what hangs in the air.
    pub fn of(model: &Model) -> Self {
        let graph = Graph::of(model);
        let items = || model.items.iter().filter(|item| counts(model, item));
        let worked: Vec<Ref> = items().map(|item| item.id.to_ref()).collect();
        let is_worked = |reached: &FxHashSet<Ref>| worked.iter().any(|at| reached.contains(at));
        let objectives = model.objectives.iter().map(|o| o.id.to_ref());
        let served = graph.reach(objectives);
        let evident = |item: &Item| {
            let needs = needs_above(model, item.id.to_ref());
            needs.iter().any(|need| graph.below(*need).iter().any(|l| l.at.kind == Kind::Insight))
        };
        Loose {
            aimless: worked.iter().filter(|at| !served.contains(at)).copied().collect(),
            unserved: of_kind(model, Kind::Objective, |at| !is_worked(&graph.reach([at]))),
            unproven: items()
                .filter(|item| item.kind == ItemKind::Feature && !evident(item))
                .map(|item| item.id.to_ref())
                .collect(),
            unmet: of_kind(model, Kind::Need, |at| {
                graph.below(at).iter().all(|link| link.at.kind != Kind::Item)
            }),
            unmoved: of_kind(model, Kind::Kpi, |at| !is_worked(&graph.reach([at]))),
            untested: items()
                .filter(|item| item.kind == ItemKind::Feature && model.count(Kind::TestCase) > 0)
                .map(|item| item.id.to_ref())
                .filter(|at| graph.reach([*at]).iter().all(|at| at.kind != Kind::TestCase))
                .collect(),
            unsorted: model
                .insights
                .iter()
                .filter(|insight| !insight.aside && up(model, insight.id.to_ref()).is_empty())
                .map(|insight| insight.id.to_ref())
                .collect(),
        }
    }
}

fn of_kind(model: &Model, kind: Kind, loose: impl Fn(Ref) -> bool) -> Vec<Ref> {
    let all = model.records(kind).map(|record| record.to_ref());
    all.filter(|at| loose(*at)).collect()
}

/// Lists the needs that an item meets, itself or by what it is part of.
fn needs_above(model: &Model, at: Ref) -> FxHashSet<Ref> {
    let (mut seen, mut needs) = (FxHashSet::default(), FxHashSet::default());
    let mut open = vec![at];
    while let Some(at) = open.pop() {
        for link in up(model, at) {
            match link.at.kind {
                Kind::Need => drop(needs.insert(link.at)),
                Kind::Item if seen.insert(link.at) => open.push(link.at),
                _ => {}
            }
        }
    }
    needs
}

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let loose = Loose::of(model);
    let open = |at: &&Ref| {
        let item = Id::<Item>::from_ref(**at).and_then(|id| model.find(id));
        item.is_none_or(|item| facts.holds(item) && facts.is_open(item))
    };
    let held = |list: &[Ref]| list.iter().filter(open).copied().collect::<Vec<_>>();
    let all: FxHashSet<Ref> = held(&loose.aimless).into_iter().collect();
    // Of a family without a reason, the eldest says it for all.
    let eldest = |at: &Ref| {
        let item = Id::<Item>::from_ref(*at).and_then(|id| model.find(id));
        item.and_then(|i| i.parent).is_none_or(|parent| !all.contains(&parent.to_ref()))
    };
    let aimless: Vec<Ref> = held(&loose.aimless).into_iter().filter(eldest).collect();
    let lists = [
        (
            "aimless",
            "Work that serves nothing",
            aimless,
            "Every item leads to an objective.",
            "Open items that lead to no objective, themselves or by what they are part of or meet.",
        ),
        (
            "unserved",
            "Objectives that nothing serves",
            loose.unserved,
            "Every objective has work.",
            "No item leads to them, not even by a need or an objective that is part of them.",
        ),
        (
            "unproven",
            "Features without evidence",
            held(&loose.unproven),
            "Every open feature rests on an insight.",
            "Open features whose needs no insight speaks for.",
        ),
        (
            "unmet",
            "Needs without a feature",
            loose.unmet,
            "Every need is met by some work.",
            "No item says that it meets them.",
        ),
        (
            "unmoved",
            "KPIs that nothing moves",
            loose.unmoved,
            "Every KPI is the aim of work.",
            "No objective aims at them, or none that has work.",
        ),
        (
            "untested",
            "Features without a test",
            held(&loose.untested),
            "Every open feature has a test, or none is written yet.",
            "No test names them or a part of them; “Quality” lists what is covered.",
        ),
        (
            "unsorted",
            "Insights without a need",
            loose.unsorted,
            "Every insight is sorted.",
            "They wait in the inbox of “Needs and research”.",
        ),
    ];
    let total: usize = lists.iter().map(|(_, _, list, ..)| list.len()).sum();
    let worst = lists.iter().max_by_key(|(_, _, list, ..)| list.len());
    sheet.says = match worst.filter(|_| total > 0) {
        Some((_, title, list, ..)) => format!(
            "{} in all. The longest list: {} ({}).",
            count(total, "loose end", "loose ends"),
            title.to_lowercase(),
            list.len()
        ),
        None => "Nothing hangs in the air: all work has a reason, and all goals have work.".into(),
    };
    let fact = |(key, title, list, ..): &(&str, &str, Vec<Ref>, &str, &str)| {
        let _ = key;
        let tone = if list.is_empty() { Tone::Good } else { Tone::Warn };
        Fact::new(title, list.len().to_string()).tone(tone)
    };
    let counted = Shape::Facts(lists.iter().map(fact).collect());
    sheet.blocks.push(Block::new("counts", "", counted));
    for (key, title, list, none, says) in lists {
        let mut block = Block::new(key, title, table(facts, &list).into()).or_empty(none).half();
        if !list.is_empty() {
            block = block.says(says);
        }
        sheet.blocks.push(block);
    }
}

fn table(facts: &Facts<'_>, list: &[Ref]) -> Table {
    let model = facts.model;
    let row = |at: &Ref| {
        let item = Id::<Item>::from_ref(*at).and_then(|id| model.find(id));
        let about = match item {
            Some(item) => {
                let status = model.status_of(item).map(|s| s.name.clone()).unwrap_or_default();
                format!("{} · {status}", model.key_of(item))
            }
            None => owner(model, *at),
        };
        Row::of(*at, vec![Cell::text(model.title_of(*at)), Cell::text(about).tone(Tone::Quiet)])
    };
    let mut rows: Vec<Row> = list.iter().take(MOST).map(row).collect();
    if list.len() > MOST {
        let more = format!("and {} more", list.len() - MOST);
        let cells = vec![Cell::text(more).tone(Tone::Quiet), Cell::default()];
        rows.push(Row { cells, ..Row::default() });
    }
    Table { columns: vec![Column::text("What"), Column::text("About it")], rows }
}

/// Says who answers for a record, or where it comes from.
fn owner(model: &Model, at: Ref) -> String {
    let Some(record) = model.get(at) else { return String::new() };
    let refs = record.refs();
    let owner = refs.iter().find(|(_, to)| to.kind == Kind::Person).map(|(_, to)| *to);
    match (at.kind, owner) {
        (_, Some(owner)) => model.title_of(owner),
        (Kind::Need, None) => record.json("persona").as_str().unwrap_or_default().to_owned(),
        (Kind::Insight, None) => record.json("source").as_str().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
