//! Strategy: where a product is to lead, and what is due in the stage of its life that it is in. It
//! knows no market: what it cannot see in the workspace, a person says.

mod stage;

use serde_json::json;

use super::report::{
    Act, Add, Asked, Block, Cell, Choice, Column, Row, Shape, Sheet, Step, Table, Tone,
};
use super::words::number;
use super::{Facts, Planned, plan};
use crate::command::CommandError;
use crate::env::Env;
use crate::model::id::Id;
use crate::model::workspace::Model;
use crate::model::{Kind, Product};
use crate::sort;
use stage::{Due, STAGES, open_features};

/// Fills the sheet.
pub(super) fn draw(facts: &Facts<'_>, sheet: &mut Sheet) {
    let model = facts.model;
    let mut products: Vec<&Product> =
        model.products.iter().filter(|p| facts.holds_product(Some(p.id))).collect();
    sort::by(&mut products, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let chosen = facts.asked.option("product").and_then(|id| id.parse().ok());
    let Some(product) =
        products.iter().find(|p| Some(p.id) == chosen).or_else(|| products.first()).copied()
    else {
        let block = Block::new("none", "Products", Shape::default());
        let add = Add::new("Add a product", Kind::Product, "name");
        sheet.blocks.push(block.adds(add).or_empty(
            "A product has a vision, a positioning and a stage of its life. Add the first.",
        ));
        "No product yet.".clone_into(&mut sheet.says);
        return;
    };
    if products.len() > 1 {
        sheet.choices.push(Choice {
            key: "product".to_owned(),
            label: "Product".to_owned(),
            of: products.iter().map(|p| (p.id.to_string(), p.name.clone())).collect(),
            value: product.id.to_string(),
        });
    }
    let (met, all) = now(facts, product);
    let stage = STAGES.iter().find(|(stage, ..)| *stage == product.lifecycle);
    let task = stage.map_or("", |(_, task, _)| task).to_lowercase();
    sheet.says = format!(
        "{} is in {}: {task}. {met} of {all} things that this stage asks for are there.",
        product.name,
        product.lifecycle.label().to_lowercase(),
    );
    let at = product.id.to_ref();
    let prose =
        |key: &str, field: &str| Block::new(key, "", Shape::Prose(at, field.to_owned())).half();
    sheet.blocks.push(prose("vision", "vision"));
    sheet.blocks.push(prose("positioning", "positioning"));
    sheet.blocks.push(Block::new("due", "What each stage asks for", due_table(facts, product).into())
        .note("After the stage-gate process (Robert Cooper, 1990) and lean product practice. What the app sees in the workspace it checks itself; what it cannot see is marked by hand."));
    sheet.blocks.push(goals(facts, product));
    sheet.blocks.push(line(facts, &products));
}

/// Counts what is met of what the product's stage asks for.
fn now(facts: &Facts<'_>, product: &Product) -> (usize, usize) {
    let stage = STAGES.iter().find(|(stage, ..)| *stage == product.lifecycle);
    let list = stage.map_or(&[] as &[Due], |(_, _, list)| list);
    let met = list.iter().filter(|due| stands(facts, product, due).0).count();
    (met, list.len())
}

/// Says whether something is met, and how one knows.
fn stands(facts: &Facts<'_>, product: &Product, due: &Due) -> (bool, String) {
    let by_hand = product.done.iter().any(|key| key == due.key);
    match due.look {
        Some(look) => {
            let (met, found) = look(facts, product);
            if by_hand && !met { (true, format!("{found}; marked by hand")) } else { (met, found) }
        }
        None if by_hand => (true, "marked by hand".to_owned()),
        None => (false, "a person says so".to_owned()),
    }
}

fn due_table(facts: &Facts<'_>, product: &Product) -> Table {
    let here = STAGES.iter().position(|(stage, ..)| *stage == product.lifecycle).unwrap_or(0);
    let mut rows = Vec::new();
    for (at, (stage, task, list)) in STAGES.iter().enumerate() {
        for (nth, due) in list.iter().enumerate() {
            let (met, found) = stands(facts, product, due);
            let tone = match (met, at.cmp(&here)) {
                (true, _) => Tone::Good,
                (false, std::cmp::Ordering::Greater) => Tone::Quiet,
                (false, std::cmp::Ordering::Equal) => Tone::Warn,
                (false, std::cmp::Ordering::Less) => Tone::Bad,
            };
            let word = match (met, at.cmp(&here)) {
                (true, _) => "Met",
                (false, std::cmp::Ordering::Greater) => "Later",
                (false, std::cmp::Ordering::Equal) => "Due now",
                (false, std::cmp::Ordering::Less) => "Left behind",
            };
            let marked = product.done.iter().any(|key| key == due.key);
            let act = match (marked, met) {
                (true, _) => Some(("undo", "Not done")),
                (false, false) => Some(("done", "Mark as done")),
                (false, true) => None,
            };
            let act = act.filter(|_| at <= here || marked).map(|(verb, label)| Act {
                key: format!("{verb}:{}:{}", product.id, due.key),
                label: label.to_owned(),
                says: due.what.to_owned(),
            });
            let group = match at.cmp(&here) {
                _ if nth > 0 => String::new(),
                std::cmp::Ordering::Equal => format!("{} · {task} · now", stage.label()),
                _ => format!("{} · {task}", stage.label()),
            };
            rows.push(Row {
                cells: vec![
                    Cell::text(due.what),
                    Cell::text(word).tone(tone),
                    Cell::text(found).tone(Tone::Quiet),
                ],
                group,
                tone: if at > here { Tone::Quiet } else { Tone::Plain },
                acts: act.into_iter().collect(),
                ..Row::default()
            });
        }
    }
    let columns =
        vec![Column::text("What is due"), Column::text("Stands"), Column::text("How one knows")];
    Table { columns, rows }
}

/// Shows the objectives of the product with what they aim at.
fn goals(facts: &Facts<'_>, product: &Product) -> Block {
    let model = facts.model;
    let at = product.id.to_ref();
    let mine = model.objectives.iter().filter(|o| o.place == Some(at));
    let mut steps = Vec::new();
    for objective in mine {
        steps.push(Step {
            at: Some(objective.id.to_ref()),
            name: objective.title.clone(),
            facts: objective.due.map_or_else(String::new, |due| format!("by {due}")),
            tone: Tone::Strong,
            ..Step::default()
        });
        for target in &objective.targets {
            let Some(kpi) = model.find(target.kpi) else { continue };
            let last = model.readings.iter().filter(|r| r.kpi == kpi.id).max_by_key(|r| r.date);
            let now = last.map_or_else(|| "no reading".to_owned(), |r| number(r.value.get(), 2));
            steps.push(Step {
                at: Some(kpi.id.to_ref()),
                name: kpi.name.clone(),
                depth: 1,
                how: "measured by".to_owned(),
                facts: format!("{now} of {} {}", number(target.to.get(), 2), kpi.unit),
                ..Step::default()
            });
        }
    }
    let add =
        Add::new("Add an objective", Kind::Objective, "title").with("place", json!(at.to_string()));
    Block::new("goals", "What it is to reach", Shape::Steps(steps))
        .adds(add)
        .or_empty("Say what the product is to reach, and which KPI shows it.")
}

/// Shows the products of the line beside one another.
fn line(facts: &Facts<'_>, products: &[&Product]) -> Block {
    let model = facts.model;
    let row = |product: &&Product| {
        let at = product.id.to_ref();
        let line = product.line.and_then(|id| model.find(id)).map(|l| l.name.clone());
        let (met, all) = now(facts, product);
        let open = open_features(facts, product).count();
        let next =
            model.releases.iter().filter(|r| r.product == product.id && r.released.is_none());
        let next = next.filter_map(|r| Some((r.date?, r))).min_by_key(|(date, _)| *date);
        let next = next.map_or_else(
            || Cell::text("none planned").tone(Tone::Quiet),
            |(date, release)| {
                Cell::link(release.id.to_ref(), format!("{} on {date}", release.name))
            },
        );
        let vision: String = product.vision.0.lines().next().unwrap_or_default().to_owned();
        Row::of(
            at,
            vec![
                Cell::link(at, &product.name).hint(vision),
                Cell::text(line.unwrap_or_default()).tone(Tone::Quiet),
                Cell::edit(at, "lifecycle", product.lifecycle.label()),
                Cell {
                    part: (all > 0).then(|| met as f64 / all as f64),
                    ..Cell::text(format!("{met} of {all}"))
                },
                Cell::text(open.to_string()),
                next,
            ],
        )
    };
    let columns = vec![
        Column::text("Product"),
        Column::text("Line").extra(),
        Column::text("Stage"),
        Column::text("Of this stage"),
        Column::number("Open features", ""),
        Column::text("Next release"),
    ];
    let table = Table { columns, rows: products.iter().map(row).collect() };
    Block::new("line", "The products", table.into()).adds(Add::new(
        "Add a product",
        Kind::Product,
        "name",
    ))
}

/// Plans what the page offers: to mark something as done, or not.
pub(super) fn act(
    model: &mut Model,
    asked: &Asked,
    act: &str,
    env: &mut Env,
) -> Result<Planned, CommandError> {
    let parts: Vec<&str> = act.split(':').collect();
    let [verb @ ("done" | "undo"), product, key] = parts.as_slice() else {
        return super::no_act(model, asked, act, env);
    };
    let Ok(product) = product.parse::<Id<Product>>() else {
        return super::no_act(model, asked, act, env);
    };
    let all = STAGES.iter().flat_map(|(_, _, list)| list.iter());
    let what = all.into_iter().find(|due| due.key == *key).map_or("", |due| due.what);
    let on = *verb == "done";
    let label = if on { "Mark as done" } else { "Mark as not done" };
    plan(model, env, format!("{label}: {what}"), |tx| {
        tx.update(product, |product| {
            product.done.retain(|done| done != key);
            if on {
                product.done.push((*key).to_owned());
            }
        })?;
        Ok(format!("{}: {what}.", if on { "Marked as done" } else { "Marked as not done" }))
    })
}
