//! The graph of reasons: insight → need → objective → KPI, item → need and objective, test → item. It
//! is walked upward ("Why are we doing this?") and downward ("What serves this?") from any record. It
//! knows no view; what was deleted, put away or dropped gives no reason and serves nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::id::{Id, Ref};
use crate::model::workspace::Model;
use crate::model::{Category, Insight, Item, Kind, Kpi, Moscow, Need, Objective, TestCase};

/// The kinds that the graph is made of, from the bottom to the top; products stand beside it.
pub const KINDS: [Kind; 7] = [
    Kind::TestCase,
    Kind::Insight,
    Kind::Item,
    Kind::Need,
    Kind::Objective,
    Kind::Kpi,
    Kind::Product,
];

/// How deep a walk goes at most; what is deeper is a circle in all but name.
const DEEP: u8 = 24;

/// Is one link: what stands at its other end, and how the lower hangs on the upper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// The record at the other end.
    pub at: Ref,
    /// How the lower one hangs on the upper one: "part of", "meets", "serves", "measured by".
    pub how: &'static str,
}

/// Is one step of a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The record.
    pub at: Ref,
    /// How it and the one before it hang together.
    pub how: &'static str,
    /// Its name.
    pub name: String,
    /// How many steps away it is, from 1.
    pub depth: u8,
}

/// Tells whether an item is work that counts: neither put away, deleted nor dropped.
pub fn counts(model: &Model, item: &Item) -> bool {
    item.trashed.is_none()
        && model.status_of(item).is_none_or(|status| status.category != Category::Cancelled)
}

/// Gives what a record is for, one step up, in the order in which it is told.
pub fn up(model: &Model, at: Ref) -> Vec<Link> {
    let mut out = Vec::new();
    let mut add = |at: Ref, how| {
        if model.has(at) && !out.contains(&Link { at, how }) {
            out.push(Link { at, how });
        }
    };
    match at.kind {
        Kind::Item => {
            let item = model.find(Id::<Item>::new(at.id)).filter(|item| counts(model, item));
            let Some(item) = item else { return out };
            let parent = item.parent.and_then(|id| model.find(id));
            if let Some(parent) = parent.filter(|parent| counts(model, parent)) {
                add(parent.id.to_ref(), "part of");
            }
            item.needs.iter().for_each(|id| add(id.to_ref(), "meets"));
            item.objectives.iter().for_each(|id| add(id.to_ref(), "serves"));
        }
        Kind::TestCase => {
            let test = model.find(Id::<TestCase>::new(at.id));
            let test = test.filter(|test| test.importance != Moscow::Wont);
            let items = test.into_iter().flat_map(|test| &test.items);
            let items = items.filter_map(|id| model.find(*id)).filter(|item| counts(model, item));
            items.for_each(|item| add(item.id.to_ref(), "tests"));
        }
        Kind::Insight => {
            let needs = model.find(Id::<Insight>::new(at.id)).map(|insight| &insight.needs);
            needs.into_iter().flatten().for_each(|id| add(id.to_ref(), "evidence for"));
        }
        Kind::Need => {
            let objectives = model.find(Id::<Need>::new(at.id)).map(|need| &need.objectives);
            objectives.into_iter().flatten().for_each(|id| add(id.to_ref(), "serves"));
        }
        Kind::Objective => {
            let Some(objective) = model.find(Id::<Objective>::new(at.id)) else { return out };
            objective.targets.iter().for_each(|t| add(t.kpi.to_ref(), "measured by"));
            objective.parent.iter().for_each(|id| add(id.to_ref(), "part of"));
        }
        _ => {}
    }
    out
}

/// Gives what hangs on a record, one step down: objectives first, then items, needs, insights and
/// tests, each in the order of their table.
pub fn down(model: &Model, at: Ref) -> Vec<Link> {
    let mut below: Vec<Ref> = Vec::new();
    match at.kind {
        Kind::Item => {
            let id = Id::<Item>::new(at.id);
            let parts = model.items.iter().filter(|item| item.parent == Some(id));
            below.extend(parts.map(|item| item.id.to_ref()));
            let tests = model.test_cases.iter().filter(|test| test.items.contains(&id));
            below.extend(tests.map(|test| test.id.to_ref()));
        }
        Kind::Need => {
            let id = Id::<Need>::new(at.id);
            let items = model.items.iter().filter(|item| item.needs.contains(&id));
            below.extend(items.map(|item| item.id.to_ref()));
            let insights = model.insights.iter().filter(|insight| insight.needs.contains(&id));
            below.extend(insights.map(|insight| insight.id.to_ref()));
        }
        Kind::Objective => {
            let id = Id::<Objective>::new(at.id);
            let parts = model.objectives.iter().filter(|part| part.parent == Some(id));
            below.extend(parts.map(|part| part.id.to_ref()));
            let items = model.items.iter().filter(|item| item.objectives.contains(&id));
            below.extend(items.map(|item| item.id.to_ref()));
            let needs = model.needs.iter().filter(|need| need.objectives.contains(&id));
            below.extend(needs.map(|need| need.id.to_ref()));
        }
        Kind::Kpi => {
            let id = Id::<Kpi>::new(at.id);
            let by = model.objectives.iter().filter(|o| o.targets.iter().any(|t| t.kpi == id));
            below.extend(by.map(|objective| objective.id.to_ref()));
        }
        _ => {}
    }
    let how = |lower: Ref| up(model, lower).into_iter().find(|link| link.at == at);
    below.into_iter().filter_map(|at| how(at).map(|link| Link { at, how: link.how })).collect()
}

/// Gives everything that a record is for, nearest first: what each step up leads to, and the
/// product that an item is for. Each record comes once.
pub fn why(model: &Model, at: Ref) -> Vec<Why> {
    let mut out = walk(model, at, up);
    let product = Id::<Item>::from_ref(at).and_then(|id| model.find(id)).and_then(|i| i.product);
    if let Some(product) = product.map(Id::to_ref).filter(|product| model.has(*product)) {
        let step = Why { at: product, how: "for", name: model.title_of(product), depth: 1 };
        let parents = out.iter().take_while(|step| step.how == "part of").count();
        out.insert(parents, step);
    }
    out
}

/// Gives the insights that speak for a record: those of the needs that it meets or that serve it.
pub fn evidence(model: &Model, at: Ref) -> Vec<Ref> {
    let mut needs: Vec<Ref> = match at.kind {
        Kind::Insight => return Vec::new(),
        Kind::Item | Kind::TestCase => {
            let up = walk(model, at, up).into_iter().map(|step| step.at);
            up.filter(|at| at.kind == Kind::Need).collect()
        }
        _ => {
            let below = walk(model, at, |model, at| match at.kind {
                Kind::Item | Kind::Need => Vec::new(),
                _ => down(model, at),
            });
            let below = below.into_iter().map(|step| step.at);
            below.filter(|at| at.kind == Kind::Need).collect()
        }
    };
    if at.kind == Kind::Need {
        needs.push(at);
    }
    let speaks =
        |insight: &&Insight| insight.needs.iter().any(|need| needs.contains(&need.to_ref()));
    model.insights.iter().filter(speaks).map(|insight| insight.id.to_ref()).collect()
}

/// Walks from a record, depth first where the way is single and else breadth first: parents before
/// what they lead to. Each record comes once, and circles end.
fn walk(model: &Model, from: Ref, next: impl Fn(&Model, Ref) -> Vec<Link>) -> Vec<Why> {
    let mut seen: FxHashSet<Ref> = FxHashSet::default();
    seen.insert(from);
    let mut out: Vec<Why> = Vec::new();
    let mut edge = vec![(from, 0u8)];
    while !edge.is_empty() {
        let mut further = Vec::new();
        for (at, depth) in edge.into_iter().filter(|(_, depth)| *depth < DEEP) {
            for link in next(model, at).into_iter().filter(|link| seen.insert(link.at)) {
                let (how, name, depth) = (link.how, model.title_of(link.at), depth + 1);
                out.push(Why { at: link.at, how, name, depth });
                further.push((link.at, depth));
            }
        }
        edge = further;
    }
    out
}

/// Is the whole graph turned round, for questions about all of it at once.
#[derive(Debug, Default)]
pub struct Graph {
    below: FxHashMap<Ref, Vec<Link>>,
}

impl Graph {
    /// Turns the links of all records round.
    pub fn of(model: &Model) -> Self {
        let mut graph = Graph::default();
        let needs = model.needs.iter().map(|r| r.id.to_ref());
        let objectives = model.objectives.iter().map(|r| r.id.to_ref());
        let items = model.items.iter().map(|r| r.id.to_ref());
        let insights = model.insights.iter().map(|r| r.id.to_ref());
        let tests = model.test_cases.iter().map(|r| r.id.to_ref());
        for lower in needs.chain(objectives).chain(items).chain(insights).chain(tests) {
            for link in up(model, lower) {
                let list = graph.below.entry(link.at).or_default();
                if list.iter().all(|known| known.at != lower) {
                    list.push(Link { at: lower, how: link.how });
                }
            }
        }
        graph
    }

    /// Gives what hangs on a record, one step down.
    pub fn below(&self, at: Ref) -> &[Link] {
        self.below.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Gives all that hangs on some records, near and far, themselves included.
    pub fn reach(&self, from: impl IntoIterator<Item = Ref>) -> FxHashSet<Ref> {
        let mut seen: FxHashSet<Ref> = FxHashSet::default();
        let mut open: Vec<Ref> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(self.below(at).iter().map(|link| link.at));
            }
        }
        seen
    }
}
