//! Needs and research: what people need, how well it is met, and what speaks for it; an inbox of
//! insights that speak for nothing yet. It knows no feature beyond that it meets a need.

use rustc_hash::FxHashSet;
use serde_json::json;

use super::Facts;
use super::priority::score::{Inputs, opportunity};
use super::report::{
    Add, Block, Cell, Choice, Column, Dot, Entry, Fact, Queue, Row, Scatter, Shape, Sheet, Table,
    Tone,
};
use super::words::{count, number, words_of};
use crate::lens::chain::{Graph, counts};
use crate::metrics::report::{Axis, Unit};
use crate::model::id::Id;
use crate::model::{Evidence, Insight, Kind, Need};
use crate::sort;

/// From which score on a need is an opportunity (Ulwick: above 10 is worth a look, above 12 high).
const WORTH: f64 = 10.0;
/// How many insights a table shows at most.
const MOST: usize = 60;
/// How many answers an entry of the inbox offers by number.
const BEST: usize = 4;

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let graph = facts.graph();
    let mut needs: Vec<&Need> =
        model.needs.iter().filter(|need| facts.holds_product(need.product)).collect();
    sort::by(&mut needs, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let mut personas: Vec<&str> = Vec::new();
    for need in &needs {
        if !personas.contains(&need.persona.as_str()) {
            personas.push(&need.persona);
        }
    }
    choices(facts, &personas, sheet);
    if let Some(persona) = facts.asked.option("persona") {
        needs.retain(|need| need.persona == persona);
    }
    let inbox: Vec<&Insight> = inbox(facts);
    says(facts, &graph, &needs, &inbox, sheet);
    if !inbox.is_empty() {
        let block = Block::new("inbox", "Inbox", Shape::Queue(queue(facts, &needs, &inbox)));
        sheet.blocks.push(block.says(format!(
            "{} for no need yet. Say for which, or put it aside.",
            match inbox.len() {
                1 => "1 insight speaks".to_owned(),
                n => format!("{n} insights speak"),
            }
        )));
    }
    let product = facts.asked.place.filter(|place| place.kind == Kind::Product);
    let mut add = Add::new("Add a need", Kind::Need, "title");
    if let Some(product) = product {
        add = add.with("product", product.id.to_string());
    }
    let table = Block::new("needs", "Needs", table(facts, &graph, &needs).into())
        .or_empty("What people want to get done stands here, whatever is built for it. Add the first, in their words.")
        .adds(add)
        .note("Opportunity = importance + max(importance − satisfaction, 0), both from 1 to 10; above 10 is worth a look. Source: Anthony Ulwick, “What Customers Want”, 2005");
    sheet.blocks.push(table);
    let chart = Block::new("gap", "Important and badly met", Shape::Scatter(Box::new(scatter(&needs))))
        .says("Upper left lies what matters and is badly met. Drag a bubble, or press Alt with an arrow key, to change its numbers.")
        .or_empty("Say how important a need is and how well it is met, and it shows here.");
    sheet.blocks.push(chart);
    let research = research(facts);
    let block = Block::new("research", "Research", research.into())
        .or_empty("What was learned from interviews, surveys, support and usage stands here.")
        .adds(
            Add::new("Add an insight", Kind::Insight, "title")
                .with("date", facts.today.to_string()),
        );
    sheet.blocks.push(block);
}

fn choices(facts: &Facts<'_>, personas: &[&str], sheet: &mut Sheet) {
    let asked = facts.asked;
    let first = |name: &str| vec![(String::new(), name.to_owned())];
    let mut of = first("Everybody");
    of.extend(
        personas.iter().filter(|p| !p.is_empty()).map(|p| ((*p).to_owned(), (*p).to_owned())),
    );
    let mut add = |key: &str, label: &str, of: Vec<(String, String)>| {
        let value = asked.option(key).unwrap_or_default().to_owned();
        sheet.choices.push(Choice { key: key.to_owned(), label: label.to_owned(), of, value });
    };
    add("persona", "Persona", of);
    let mut kinds = first("All sources");
    let named = Evidence::ALL.iter().map(|k| (k.name().to_owned(), k.label().to_owned()));
    kinds.extend(named);
    add("kind", "Research", kinds);
}

fn says(facts: &Facts<'_>, graph: &Graph, needs: &[&Need], inbox: &[&Insight], sheet: &mut Sheet) {
    let scored = needs.iter().filter_map(|need| Some((worth(need)?, *need)));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let proven = needs.iter().filter(|need| evidence(facts, graph, need).0 > 0).count();
    let met = needs.iter().filter(|need| features(facts, graph, need).1 > 0).count();
    sheet.says = match best {
        Some((points, need)) => format!(
            "The largest opportunity: “{}” ({}). {} of {} rest on evidence, and work meets {} of them.",
            need.title,
            number(points, 1),
            proven,
            count(needs.len(), "need", "needs"),
            met
        ),
        None if needs.is_empty() => "No need is written down yet.".to_owned(),
        None => "Say how important each need is and how well it is met.".to_owned(),
    };
    let tone = |good: bool| if good { Tone::Good } else { Tone::Warn };
    let here = facts.model.insights.iter().filter(|insight| !insight.aside).count();
    let large = needs.iter().filter(|need| worth(need).is_some_and(|p| p > WORTH)).count();
    let list = vec![
        Fact::new("Needs", needs.len().to_string()),
        Fact::new("Opportunities above 10", large.to_string()).tone(Tone::Strong),
        Fact::new("With evidence", format!("{proven} of {}", needs.len()))
            .tone(tone(proven == needs.len())),
        Fact::new("Met by work", format!("{met} of {}", needs.len()))
            .tone(tone(met == needs.len())),
        Fact::new("Insights", here.to_string()),
        Fact::new("In the inbox", inbox.len().to_string()).tone(tone(inbox.is_empty())),
    ];
    sheet.blocks.push(Block::new("facts", "", Shape::Facts(list)));
}

/// Gives the opportunity of a need.
fn worth(need: &Need) -> Option<f64> {
    opportunity(&Inputs {
        importance: need.importance.map(|n| n.get()),
        satisfaction: need.satisfaction.map(|n| n.get()),
        ..Inputs::default()
    })
}

/// Counts what speaks for a need, and the sources that it comes from.
fn evidence(facts: &Facts<'_>, graph: &Graph, need: &Need) -> (usize, usize) {
    let below = graph.below(need.id.to_ref()).iter();
    let ids = below.filter_map(|link| Id::<Insight>::from_ref(link.at));
    let found: Vec<&Insight> = ids.filter_map(|id| facts.model.find(id)).collect();
    let kinds: FxHashSet<&str> = found.iter().map(|insight| insight.kind.name()).collect();
    (found.len(), kinds.len())
}

/// Counts the items that meet a need: those still to be done, and all.
fn features(facts: &Facts<'_>, graph: &Graph, need: &Need) -> (usize, usize) {
    let below: Vec<_> = graph.below(need.id.to_ref()).iter().map(|link| link.at).collect();
    facts.count_items(&below)
}

fn table(facts: &Facts<'_>, graph: &Graph, needs: &[&Need]) -> Table {
    let columns = vec![
        Column::text("Need"),
        Column::number("Importance", "How much it matters to them, 1 to 10"),
        Column::number("Satisfaction", "How well it is met today, 1 to 10"),
        Column::number("Opportunity", "Importance + what of it is not satisfied"),
        Column::text("Evidence"),
        Column::text("Met by"),
        Column::text("Serves").extra(),
    ];
    let mut order: Vec<&Need> = needs.to_vec();
    let first = |need: &Need| needs.iter().position(|n| n.persona == need.persona);
    sort::by(&mut order, |a, b| {
        let by_worth = || worth(b).unwrap_or(0.0).total_cmp(&worth(a).unwrap_or(0.0));
        first(a).cmp(&first(b)).then_with(by_worth)
    });
    let mut rows: Vec<Row> = Vec::new();
    let mut persona = None;
    for need in order {
        let mut row = row(facts, graph, need);
        if persona != Some(&need.persona) {
            persona = Some(&need.persona);
            row.group = if need.persona.is_empty() {
                "Nobody in particular".to_owned()
            } else {
                need.persona.clone()
            };
        }
        rows.push(row);
    }
    Table { columns, rows }
}

fn row(facts: &Facts<'_>, graph: &Graph, need: &Need) -> Row {
    let at = need.id.to_ref();
    let typed = |n: Option<crate::model::number::Number>| {
        n.map_or_else(String::new, |n| number(n.get(), 1))
    };
    let points = worth(need);
    let opportunity = points.map_or_else(|| "–".to_owned(), |p| number(p, 1));
    let strong = points.is_some_and(|p| p > WORTH);
    let (said, kinds) = evidence(facts, graph, need);
    let proof = match said {
        0 => Cell::text("none yet").tone(Tone::Warn),
        n if kinds > 1 => Cell::text(format!("{n} from {kinds} kinds of source")),
        n => Cell::text(count(n, "insight", "insights")),
    };
    let first = graph.below(at).iter().find(|link| {
        let item = Id::from_ref(link.at).and_then(|id| facts.model.find(id));
        item.is_some_and(|item| counts(facts.model, item))
    });
    let (open, all) = features(facts, graph, need);
    let met = match (first, all) {
        (None, _) | (_, 0) => Cell::text("nothing").tone(Tone::Warn),
        (Some(link), 1) => Cell::link(link.at, facts.model.title_of(link.at)),
        (Some(link), n) => Cell::link(link.at, format!("{n} items, {open} open")),
    };
    let serves = need.objectives.first().map(|id| id.to_ref());
    let serves = serves.filter(|at| facts.model.has(*at)).map_or_else(
        || Cell::text("no objective").tone(Tone::Quiet),
        |at| Cell::link(at, facts.model.title_of(at)),
    );
    Row::of(
        at,
        vec![
            Cell::link(at, &need.title),
            Cell::edit(at, "importance", typed(need.importance)),
            Cell::edit(at, "satisfaction", typed(need.satisfaction)),
            Cell {
                part: points.map(|p| (p / 20.0).clamp(0.0, 1.0)),
                tone: if strong { Tone::Strong } else { Tone::Plain },
                ..Cell::text(opportunity)
            },
            proof,
            met,
            serves,
        ],
    )
}

fn scatter(needs: &[&Need]) -> Scatter {
    let axis = |name: &str| Axis { name: name.to_owned(), unit: Unit::Number, names: Vec::new() };
    let dots = needs.iter().filter_map(|need| {
        let (y, x) = (need.importance?.get(), need.satisfaction?.get());
        let points = worth(need)?;
        Some(Dot {
            name: need.title.clone(),
            x,
            y,
            size: (points / 20.0).clamp(0.0, 1.0),
            at: Some(need.id.to_ref()),
            edit: Some(need.id.to_ref()),
            tone: if points > WORTH { Tone::Warn } else { Tone::Plain },
            hint: format!("importance {}, satisfaction {}", number(y, 1), number(x, 1)),
            label: number(points, 0),
        })
    });
    Scatter {
        x: axis("Satisfaction"),
        y: axis("Importance"),
        x_range: (0.0, 10.0),
        y_range: (0.0, 10.0),
        dots: dots.collect(),
        quarters: ["Leave", "Overserved", "Opportunity", "Keep"].map(str::to_owned).to_vec(),
        drag: ("satisfaction".to_owned(), "importance".to_owned()),
    }
}

/// Lists the insights that speak for no need that is there, the newest first.
fn inbox<'a>(facts: &Facts<'a>) -> Vec<&'a Insight> {
    let model = facts.model;
    let speaks = |insight: &Insight| insight.needs.iter().any(|id| model.find(*id).is_some());
    let mut list: Vec<&Insight> =
        model.insights.iter().filter(|insight| !insight.aside && !speaks(insight)).collect();
    sort::by(&mut list, |a, b| (b.date, b.id).cmp(&(a.date, a.id)));
    list
}

fn queue(facts: &Facts<'_>, needs: &[&Need], inbox: &[&Insight]) -> Queue {
    let known: Vec<FxHashSet<String>> = needs
        .iter()
        .map(|need| words_of(&format!("{} {} {}", need.title, need.persona, need.description.0)))
        .collect();
    let entry = |insight: &&Insight| {
        let own = words_of(&format!("{} {}", insight.title, insight.quote.0));
        let mut best: Vec<(usize, u32)> = (0u32..)
            .zip(&known)
            .map(|(at, words)| (words.intersection(&own).count(), at))
            .collect();
        sort::by(&mut best, |a, b| b.0.cmp(&a.0));
        let mut about = vec![insight.kind.label().to_owned()];
        about.extend((!insight.source.is_empty()).then(|| insight.source.clone()));
        about.extend(insight.date.map(|date| facts.day(date)));
        Entry {
            at: Some(insight.id.to_ref()),
            name: insight.title.clone(),
            text: insight.quote.0.clone(),
            facts: about,
            best: best.into_iter().take(BEST).map(|(_, at)| at).collect(),
        }
    };
    Queue {
        ask: "For which need does it speak?".to_owned(),
        field: "needs".to_owned(),
        many: true,
        answers: needs.iter().map(|need| (need.id.to_string(), need.title.clone())).collect(),
        aside: Some(("aside".to_owned(), json!(true), "Put aside".to_owned())),
        entries: inbox.iter().map(entry).collect(),
    }
}

fn research(facts: &Facts<'_>) -> Table {
    let model = facts.model;
    let kind = facts.asked.option("kind");
    let mut list: Vec<&Insight> = model
        .insights
        .iter()
        .filter(|insight| !insight.aside && kind.is_none_or(|kind| insight.kind.name() == kind))
        .collect();
    sort::by(&mut list, |a, b| (b.date, b.id).cmp(&(a.date, a.id)));
    let row = |insight: &&Insight| {
        let at = insight.id.to_ref();
        let needs = insight.needs.iter().filter_map(|id| model.find(*id)).collect::<Vec<_>>();
        let speaks = match needs.as_slice() {
            [] => Cell::text("no need yet").tone(Tone::Warn),
            [need] => Cell::link(need.id.to_ref(), &need.title),
            [need, rest @ ..] => {
                Cell::link(need.id.to_ref(), format!("{} and {} more", need.title, rest.len()))
            }
        };
        let sure = insight.confidence.map_or_else(String::new, |p| number(p.get(), 0));
        let tags: Vec<String> =
            insight.labels.iter().filter_map(|id| Some(model.find(*id)?.name.clone())).collect();
        Row::of(
            at,
            vec![
                Cell::link(at, &insight.title).hint(insight.quote.0.clone()),
                Cell::text(insight.kind.label()).tone(Tone::Quiet),
                Cell::text(&insight.source).tone(Tone::Quiet),
                Cell::text(insight.date.map_or_else(String::new, |date| facts.day(date)))
                    .tone(Tone::Quiet),
                Cell::edit(at, "confidence", sure),
                speaks,
                Cell::text(tags.join(", ")).tone(Tone::Quiet),
            ],
        )
    };
    let columns = vec![
        Column::text("Insight"),
        Column::text("Kind"),
        Column::text("Source").extra(),
        Column::text("Date"),
        Column::number("Confidence %", "How sure we are that it holds beyond this source"),
        Column::text("Speaks for"),
        Column::text("Labels").extra(),
    ];
    Table { columns, rows: list.iter().take(MOST).map(row).collect() }
}
