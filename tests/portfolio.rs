//! Check-ins and choosing: when one is due, what it is held against, what the app writes; which set
//! of projects is the best within limits, and what keeps its reason.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::model::field::Markdown;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::number::{Money, Number, Percent};
use throughline_core::model::record::RecordType;
use throughline_core::model::time::{DAY_MS, Date, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::choose::knapsack::{Piece, best};
use throughline_core::page::report::{Asked, Block, Shape, Sheet, Table};
use throughline_core::page::{act, sheet};
use throughline_core::sample;
use throughline_core::schedule::{Follower, Rules};

fn id<R>(n: u64) -> Id<R> {
    Id::new(RawId(n))
}

fn may(day: u32) -> Date {
    Date::new(2026, 5, day).unwrap()
}

fn env(today: Date) -> Env {
    Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, 9)
}

fn put<R: RecordType>(model: &mut Model, record: R) {
    let record = R::wrap(std::sync::Arc::new(record));
    let changes = match model.get(record.to_ref()) {
        Some(old) => vec![Change::Delete(old), Change::Create(record)],
        None => vec![Change::Create(record)],
    };
    model.apply_all(&ChangeSet { changes, ..ChangeSet::default() }).unwrap();
}

fn asked(page: &str) -> Asked {
    Asked { page: page.to_owned(), lens: Lens::Portfolio, ..Asked::default() }
}

fn open(model: &Model, page: &str, today: Date) -> Sheet {
    let plan = Follower::new(model, today, Rules::default());
    sheet(model, &plan, &asked(page), today)
}

fn block<'s>(sheet: &'s Sheet, key: &str) -> &'s Block {
    let keys: Vec<&str> = sheet.blocks.iter().map(|b| b.key.as_str()).collect();
    sheet.blocks.iter().find(|b| b.key == key).unwrap_or_else(|| panic!("no {key} in {keys:?}"))
}

fn table(block: &Block) -> &Table {
    let Shape::Table(table) = &block.shape else { panic!("{} is no table", block.key) };
    table
}

/// Gives the texts of the rows of a table.
fn texts(block: &Block) -> Vec<Vec<String>> {
    let row =
        |r: &throughline_core::page::report::Row| r.cells.iter().map(|c| c.text.clone()).collect();
    table(block).rows.iter().map(row).collect()
}

/// Does what a page offers, as one step, and gives what it says.
fn run(model: &mut Model, page: &str, key: &str, today: Date) -> Result<String, String> {
    let mut env = env(today);
    let before = model.all_records();
    let (says, set) = act(model, &asked(page), key, &mut env)?;
    assert_eq!(model.all_records(), before, "planning changes nothing");
    model.run(&Command::Apply(set), &mut env).unwrap();
    Ok(says)
}

#[test]
fn print() {
    let today: Date = "2026-05-04".parse().unwrap();
    let model = sample::workspace(&mut Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, 1));
    for page in ["checkins", "choose", "benefits"] {
        let sheet = open(&model, page, today);
        println!("# {} — {}", sheet.name, sheet.says);
        for b in &sheet.blocks {
            println!("\n## [{}] {} — {}", b.key, b.title, b.says);
            match &b.shape {
                Shape::Table(_) => texts(b).iter().for_each(|r| println!("{}", r.join(" | "))),
                Shape::Grid(g) => g.rows.iter().zip(&g.cells).for_each(|(h, r)| {
                    let cells: Vec<String> =
                        r.iter().map(|s| format!("{} ({})", s.text, s.hint)).collect();
                    println!("{}: {}", h.name, cells.join(" | "));
                }),
                Shape::Scatter(s) => s.dots.iter().for_each(|d| println!("{} {}", d.name, d.hint)),
                Shape::Prose(at, field) => println!("{}", model.get(*at).unwrap().json(field)),
                _ => {}
            }
        }
    }
    let plan = Follower::new(&model, today, Rules::default());
    for p in model.projects.iter() {
        let own = model.items.iter().filter(|i| i.is_live() && i.project == Some(p.id));
        let end = own
            .filter_map(|i| plan.plan().dates(i.id.raw().0))
            .map(|d| d.finish.finish_date())
            .max();
        println!("ends {} {:?}", p.key, end.map(|e| e.days_since(today)));
    }
    drop(plan);
    let mut model = model;
    let at = model.projects.iter().find(|p| p.key == "SUP").unwrap().id.to_ref();
    println!("{:?}", run(&mut model, "checkins", &format!("draft:{at}"), today));
    let made = model.check_ins.iter().max_by_key(|c| (c.date, c.id)).unwrap();
    println!(
        "{}\n---\n{}\n---\n{}\n---\n{}",
        made.expected.0, made.happened.0, made.next.0, made.needed.0
    );
    let loose = throughline_core::page::loose::Loose::of(&model);
    println!("aimless {} of {}", loose.aimless.len(), model.items.len());
}
