//! The why map: from each KPI and objective down to the work, with counts, and from any record up
//! and down. It knows no other order than that of the tables.

use rustc_hash::FxHashSet;

use super::Facts;
use super::report::{Block, Choice, Fact, Shape, Sheet, Step, Tone};
use super::words::count;
use crate::lens::chain::{Graph, counts, evidence, why};
use crate::model::id::{Id, Ref};
use crate::model::{Item, Kind};
use crate::sort;

/// How many steps a map has at most.
const MOST: usize = 1500;
/// How many items a step lists at most.
const FEW: usize = 40;

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let graph = facts.graph();
    let at = facts.asked.option("at").and_then(|id| id.parse().ok());
    if let Some(at) = at.and_then(|id| model.locate(id)) {
        return around(facts, &graph, at, sheet);
    }
    let from = facts.asked.option("from").unwrap_or("kpi");
    sheet.choices.push(Choice {
        key: "from".to_owned(),
        label: "Begin with".to_owned(),
        of: [("kpi", "KPIs"), ("objective", "Objectives"), ("need", "Needs")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .to_vec(),
        value: from.to_owned(),
    });
    let roots: Vec<Ref> = match from {
        "objective" => {
            let top = model
                .objectives
                .iter()
                .filter(|o| o.parent.is_none_or(|parent| model.find(parent).is_none()));
            top.map(|o| o.id.to_ref()).collect()
        }
        "need" => model.needs.iter().map(|n| n.id.to_ref()).collect(),
        _ => model.kpis.iter().map(|k| k.id.to_ref()).collect(),
    };
    let roots = ranked(facts, roots);
    let worked = |at: &Ref| facts.count_items(&graph.reach([*at])).1 > 0;
    let (moved, idle): (Vec<Ref>, Vec<Ref>) = roots.iter().partition(|at| worked(at));
    let reached = graph.reach(moved.iter().copied());
    let (open, all) = facts.count_items(&reached);
    let (_, every) =
        facts.count_items(&model.items.iter().map(|i| i.id.to_ref()).collect::<Vec<_>>());
    let share = (all * 100).checked_div(every).unwrap_or(0);
    let (one, many) = match from {
        "objective" => ("objective", "objectives"),
        "need" => ("need", "needs"),
        _ => ("KPI", "KPIs"),
    };
    sheet.says = format!(
        "{} of {} {}; {} of all work leads there, {} still to do.",
        moved.len(),
        count(roots.len(), one, many),
        if moved.len() == 1 { "has work behind it" } else { "have work behind them" },
        format_args!("{share} %"),
        count(open, "item", "items"),
    );
    let n = |kind: Kind| model.records(kind).count().to_string();
    let lead = |label, value: String, page: &str| Fact {
        page: page.to_owned(),
        ..Fact::new(label, value)
    };
    let facts_of = vec![
        Fact::new("KPIs", n(Kind::Kpi)),
        Fact::new("Objectives", n(Kind::Objective)),
        lead("Needs", n(Kind::Need), "needs"),
        lead("Insights", n(Kind::Insight), "needs"),
        Fact::new("Items that lead there", all.to_string()),
        lead("Items that do not", (every - all).to_string(), "loose-ends"),
    ];
    sheet.blocks.push(Block::new("counts", "", Shape::Facts(facts_of)));
    let mut tree = Tree { facts, graph: &graph, steps: Vec::new(), path: FxHashSet::default() };
    moved.iter().for_each(|at| tree.add(*at, "", 0));
    let map = Block::new("map", "The map", Shape::Steps(tree.steps))
        .or_empty("No work leads to any of them yet. Say on an item which objective it serves, or which need it meets.");
    sheet.blocks.push(map);
    if !idle.is_empty() {
        let steps = idle.iter().map(|at| step(facts, &graph, *at, "", 0)).collect();
        let block = Block::new("idle", "Without work", Shape::Steps(steps));
        sheet.blocks.push(block.says("Nothing that is planned or done leads to these."));
    }
}

/// Puts records in the order that people gave them.
fn ranked(facts: &Facts<'_>, mut list: Vec<Ref>) -> Vec<Ref> {
    let rank = |at: &Ref| {
        let record = facts.model.get(*at);
        record.map(|r| r.json("rank").as_str().unwrap_or_default().to_owned())
    };
    sort::by_cached_key(&mut list, |at| (rank(at), *at));
    list
}

/// Shows one record between what it is for and what serves it.
fn around(facts: &Facts<'_>, graph: &Graph, at: Ref, sheet: &mut Sheet) {
    let model = facts.model;
    let name = model.title_of(at);
    sheet.choices.push(Choice {
        key: "at".to_owned(),
        label: "Show".to_owned(),
        of: vec![
            (String::new(), "The whole map".to_owned()),
            (at.id.to_string(), format!("Around “{name}”")),
        ],
        value: at.id.to_string(),
    });
    let above = why(model, at);
    let kpis = above.iter().filter(|step| step.at.kind == Kind::Kpi).count();
    let speaks = evidence(model, at);
    let mut reached = graph.reach([at]);
    reached.remove(&at);
    let (open, all) = facts.count_items(&reached);
    sheet.says = format!(
        "“{name}” leads to {}, {} it, {} of them open, and {} for it.",
        count(kpis, "KPI", "KPIs"),
        match all {
            1 => "1 item serves".to_owned(),
            n => format!("{} serve", count(n, "item", "items")),
        },
        open,
        match speaks.len() {
            1 => "1 insight speaks".to_owned(),
            n => format!("{} speak", count(n, "insight", "insights")),
        },
    );
    let up = above
        .iter()
        .map(|why| Step { depth: why.depth - 1, ..step(facts, graph, why.at, why.how, 0) });
    let up = Block::new("up", "Why are we doing this?", Shape::Steps(up.collect()));
    sheet.blocks.push(up.or_empty("It leads to nothing further."));
    let mut tree = Tree { facts, graph, steps: Vec::new(), path: FxHashSet::default() };
    tree.add(at, "", 0);
    if tree.steps.len() < 2 {
        tree.steps.clear();
    }
    let down = Block::new("down", "What serves this?", Shape::Steps(tree.steps));
    sheet.blocks.push(down.or_empty("Nothing serves it yet."));
    let speaks = speaks.into_iter().map(|at| step(facts, graph, at, "", 0)).collect();
    let speaks = Block::new("evidence", "What evidence is there?", Shape::Steps(speaks));
    sheet.blocks.push(speaks.or_empty("No insight speaks for it yet."));
}

struct Tree<'a> {
    facts: &'a Facts<'a>,
    graph: &'a Graph,
    steps: Vec<Step>,
    /// What is above the step, so that circles end.
    path: FxHashSet<Ref>,
}

impl Tree<'_> {
    fn add(&mut self, at: Ref, how: &str, depth: u8) {
        if self.steps.len() >= MOST || !self.path.insert(at) {
            return;
        }
        let mut own = step(self.facts, self.graph, at, how, depth);
        // Down to features all is open at first; their parts show when they are asked for.
        own.folded = at.kind == Kind::Item && depth > 0;
        self.steps.push(own);
        let mut below: Vec<_> = self.graph.below(at).to_vec();
        below.retain(|link| match Id::<Item>::from_ref(link.at) {
            Some(id) => self.facts.model.find(id).is_some_and(|i| counts(self.facts.model, i)),
            // What speaks for a need is counted, not listed.
            None => link.at.kind != Kind::Insight,
        });
        // An item that comes by a need comes there.
        let by_need: FxHashSet<Ref> = below
            .iter()
            .filter(|link| link.at.kind == Kind::Need)
            .flat_map(|link| self.graph.below(link.at).iter().map(|link| link.at))
            .collect();
        below.retain(|link| !by_need.contains(&link.at));
        let n = below.len();
        for link in below.into_iter().take(FEW) {
            self.add(link.at, link.how, depth.saturating_add(1));
        }
        if n > FEW {
            let name = format!("and {} more", n - FEW);
            let depth = depth.saturating_add(1);
            self.steps.push(Step { name, depth, tone: Tone::Quiet, ..Step::default() });
        }
        self.path.remove(&at);
    }
}

/// Makes the step of a record with what is counted below it.
fn step(facts: &Facts<'_>, graph: &Graph, at: Ref, how: &str, depth: u8) -> Step {
    let model = facts.model;
    let item = Id::<Item>::from_ref(at).and_then(|id| model.find(id));
    let mut reached = graph.reach([at]);
    reached.remove(&at);
    let insights = reached.iter().filter(|at| at.kind == Kind::Insight).count();
    let (open, all) = facts.count_items(&reached);
    let mut says = Vec::new();
    if let Some(item) = item {
        says.extend(model.status_of(item).map(|status| status.name.clone()));
    }
    if all > 0 {
        let done = all - open;
        says.push(format!("{done} of {} done", count(all, "item", "items")));
    }
    if insights > 0 {
        says.push(count(insights, "insight", "insights"));
    }
    let tests = reached.iter().filter(|at| at.kind == Kind::TestCase).count();
    if tests > 0 {
        says.push(count(tests, "test", "tests"));
    }
    if at.kind == Kind::Need && insights == 0 {
        says.push("no evidence".to_owned());
    }
    Step {
        at: Some(at),
        name: model.title_of(at),
        depth,
        how: how.to_owned(),
        facts: says.join(" · "),
        tone: if depth == 0 { Tone::Strong } else { Tone::Plain },
        kind: item.map(|item| item.kind.name().to_owned()).unwrap_or_default(),
        ..Step::default()
    }
}
