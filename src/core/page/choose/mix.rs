//! Where the work that is left goes, by objective, product, kind and time, against the shares that
//! were aimed at. It knows no project's worth.

use std::collections::BTreeMap;

use super::super::Facts;
use super::super::forecast::question;
use super::super::report::{Block, Cell, Choice, Column, Row, Table, Tone};
use super::super::words::{count, number, whole};
use super::fact::{self, Known, runs};
use crate::metrics::ask::{Ask, Moment};
use crate::metrics::memo::Memo;
use crate::metrics::portfolio::served;
use crate::metrics::scene::Scene;
use crate::model::id::{Id, Ref};
use crate::model::{Item, Kind, MixTarget, Workspace};
use crate::schedule::build::key_of;
use crate::sort;

/// By what the work is told apart: the value of the choice and its name.
const BY: [(&str, &str); 4] = [
    ("objective", "Objective"),
    ("product", "Product"),
    ("kind", "Kind of work"),
    ("horizon", "Time"),
];
/// From how many points off a share is worth a look, and from how many it is off.
const OFF: (f64, f64) = (5.0, 10.0);

/// Is a part of the work: what it is about, and its name among what is about the same.
type Part = (Ref, String);

/// Offers by what the work is told apart.
pub fn choice(facts: &Facts<'_>) -> Choice {
    Choice {
        key: "by".to_owned(),
        label: "Mix by".to_owned(),
        of: BY.map(|(key, name)| (key.to_owned(), name.to_owned())).to_vec(),
        value: by(facts).to_owned(),
    }
}

fn by(facts: &Facts<'_>) -> &'static str {
    let asked = facts.asked.option("by").unwrap_or_default();
    BY.iter().find(|(key, _)| *key == asked).map_or("objective", |(key, _)| key)
}

/// Shows the mix against its targets.
pub fn block(facts: &Facts<'_>, known: &Known<'_>) -> Block {
    let by = by(facts);
    let parts = parts(facts, known, by);
    let all: f64 = parts.values().map(|(_, days)| days).sum();
    let target = |(about, part): &Part| {
        let fits = |t: &&MixTarget| t.about == Some(*about) && t.part == *part;
        facts.model.mix_targets.iter().find(fits)
    };
    let mut rows: Vec<(f64, Row)> = Vec::new();
    let (mut off, mut aimed) = (Vec::new(), 0.0);
    for (part, (name, days)) in &parts {
        let share = if all > 0.0 { days / all * 100.0 } else { 0.0 };
        let target = target(part);
        let want = target.and_then(|t| t.share).map(|share| share.get());
        aimed += want.unwrap_or(0.0);
        let stored = want.map(|n| number(n, 1)).unwrap_or_default();
        let (about, key) = part;
        let edit = match target {
            Some(target) => Cell::edit(target.id.to_ref(), "share", stored),
            None => Cell {
                fresh: Some((
                    Kind::MixTarget,
                    vec![
                        ("about".to_owned(), about.to_string().into()),
                        ("part".to_owned(), key.clone().into()),
                        ("share".to_owned(), serde_json::Value::Null),
                    ],
                )),
                ..Cell::text(stored)
            },
        };
        let by = want.filter(|_| all > 0.0).map(|want| share - want);
        if let Some(by) = by.filter(|by| by.abs() >= OFF.0) {
            off.push((by, name.clone()));
        }
        let deviation = match by {
            None => Cell::text("–").tone(Tone::Quiet),
            Some(by) => {
                let tone = match by.abs() {
                    n if n >= OFF.1 => Tone::Bad,
                    n if n >= OFF.0 => Tone::Warn,
                    _ => Tone::Good,
                };
                Cell::text(points(by)).tone(tone)
            }
        };
        let name = match about.kind {
            Kind::Workspace => Cell::text(name),
            _ => Cell::link(*about, name),
        };
        let share = Cell::text(format!("{share:.0} %")).part(share / 100.0);
        let cells = vec![name, Cell::text(whole(*days)), share, edit, deviation];
        rows.push((*days, Row { cells, ..Row::default() }));
    }
    if by != "horizon" {
        sort::by(&mut rows, |a, b| b.0.total_cmp(&a.0));
    }
    off.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let says = match (off.first(), all > 0.0, aimed > 0.0) {
        (_, false, _) => "No open work of what runs is planned.".to_owned(),
        (_, _, false) => "No target share was set. Type them into the column.".to_owned(),
        (Some((by, name)), ..) => format!("Furthest off its target: {name}, {}.", points(*by)),
        (None, ..) => format!("Every share is within {} points of its target.", OFF.0),
    };
    let says = match aimed > 100.5 {
        true => format!("{says} The targets add up to {aimed:.0} %, more than there is."),
        false => says,
    };
    let columns = vec![
        Column::text(BY.iter().find(|(key, _)| *key == by).map_or("", |(_, name)| name)),
        Column::number("Person-days", "What is left of the work that runs"),
        Column::text("Share"),
        Column::number("Target %", "The share that it is to have"),
        Column::text("Off by"),
    ];
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Block::new("mix", "The mix", Table { columns, rows }.into())
        .says(says)
        .or_empty("No open work is planned.")
        .note(
            "Person-days that are left by the plan of what is approved and active, and of what has \
             no project. An item that serves several objectives counts in equal parts; one that \
             names none counts for those of its parent, else of its project.",
        )
        .note(unsized_items(known))
}

/// Says what could not be counted.
pub fn unsized_items(known: &Known<'_>) -> String {
    let n = known.unsized_items;
    let items = count(n, "open item has", "open items have");
    format!(
        "{items} neither work nor anybody assigned: how much they take is unknown, and left out."
    )
}

/// Writes a deviation in points with its sign.
fn points(by: f64) -> String {
    let by = by.round();
    let sign = match () {
        () if by > 0.0 => "+",
        () if by < 0.0 => "−",
        () => "",
    };
    format!("{sign}{:.0} points", by.abs())
}

/// Adds up person-days by part.
fn parts(facts: &Facts<'_>, known: &Known<'_>, by: &str) -> BTreeMap<Part, (String, f64)> {
    let model = facts.model;
    let whole = model.info().map(|info| Id::<Workspace>::to_ref(info.id));
    let Some(whole) = whole else { return BTreeMap::new() };
    let (asked, memo) = (question(None, facts.today), Memo::default());
    let moment = Moment { now: facts.today.start_utc(), today: facts.today };
    let ask = Ask::new(model, &asked, moment, &memo).ok();
    let scene = ask.as_ref().map(Scene::new);
    let mut out: BTreeMap<Part, (String, f64)> = BTreeMap::new();
    let record = |at: Ref| ((at, "share".to_owned()), model.title_of(at));
    let none = |key: &str, name: &str| ((whole, key.to_owned()), name.to_owned());
    let items = model.items.iter().filter(|item| facts.holds(item) && runs(facts, item));
    for item in items {
        let Some(days) = known.effort.get(&item.id).filter(|days| **days > 0.0) else { continue };
        let names: Vec<(Part, String)> = match by {
            "objective" => {
                let own = scene.as_ref().map(|s| served(s, item)).unwrap_or_default();
                match own.is_empty() {
                    true => vec![none("objective", "No objective")],
                    false => own.into_iter().map(|id| record(id.to_ref())).collect(),
                }
            }
            "product" => vec![match item.product.filter(|id| model.find(*id).is_some()) {
                Some(id) => record(id.to_ref()),
                None => none("product", "No product"),
            }],
            "kind" => vec![none(&format!("kind:{}", item.kind.name()), item.kind.label())],
            _ => vec![horizon(facts, known, item, whole)],
        };
        let share = days / names.len().max(1) as f64;
        for (part, name) in names {
            out.entry(part).or_insert((name, 0.0)).1 += share;
        }
    }
    // What has a target and no work is shown as well.
    for target in model.mix_targets.iter() {
        let Some(about) = target.about.filter(|at| model.has(*at)) else { continue };
        let name = match (by, about.kind) {
            ("objective", Kind::Objective) | ("product", Kind::Product) => model.title_of(about),
            _ => continue,
        };
        out.entry((about, target.part.clone())).or_insert((name, 0.0));
    }
    out
}

fn horizon(facts: &Facts<'_>, known: &Known<'_>, item: &Item, whole: Ref) -> (Part, String) {
    let ends = facts.plan.plan().dates(key_of(item.id)).map(|dates| dates.finish.finish_date());
    let at = ends.map(|day| known.quarter_of(day.max(facts.today)));
    let (key, name) = match at {
        Some(Some(q)) => {
            let from = known.quarters.get(q).copied().unwrap_or(facts.today);
            (format!("horizon:{q}"), format!("Due in {}", fact::name(from)))
        }
        Some(None) => (format!("horizon:{}", fact::QUARTERS), "Due later".to_owned()),
        None => ("horizon:none".to_owned(), "Not planned".to_owned()),
    };
    ((whole, key), name)
}
