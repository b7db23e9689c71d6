//! How fast the model is at one, ten and a hundred thousand items: `cargo bench -p throughline-core`.

use std::sync::Arc;

use divan::{Bencher, black_box};
use serde_json::json;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, NewItem, NewProject, Spot};
use throughline_core::env::Env;
use throughline_core::model::field::Markdown;
use throughline_core::model::id::Id;
use throughline_core::model::index::Index;
use throughline_core::model::rank::Rank;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Project, Record, Status};
use throughline_core::query;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// Makes a workspace of one project with a number of items, spread over its statuses.
fn workspace(n_items: usize) -> (Model, Env) {
    let mut env = Env::new(Time::from_ms(1_790_000_000_000), Date::from_day_number(20_717), 7);
    let mut model = Model::empty("Bench");
    let new = NewProject { name: "Apollo".to_owned(), ..NewProject::default() };
    let _ = model.run(&Command::CreateProject(new), &mut env);
    let project: Option<Id<Project>> = model.projects.iter().next().map(|p| p.id);
    let statuses: Vec<Id<Status>> = model.statuses.iter().map(|s| s.id).collect();
    let ranks = Rank::spread(None, None, n_items);
    let words = ["login", "page", "report", "import", "payment", "search", "export"];
    let item = |(idx, rank): (usize, Rank)| {
        let word = |n: usize| words.get((idx / n) % words.len()).copied().unwrap_or_default();
        Change::Create(Record::Item(Arc::new(Item {
            id: env.id(),
            number: idx as u32 + 1,
            title: format!("Fix the {} of the {} on small screens", word(1), word(7)),
            description: Markdown(format!(
                "When somebody opens the {} with an old {}, nothing is shown. It should say what \
                 happened, why, and what to do next, and offer the {} as another way.",
                word(3),
                word(2),
                word(5)
            )),
            status: statuses.get(idx % statuses.len().max(1)).copied().unwrap_or_default(),
            project,
            rank,
            ..Item::default()
        })))
    };
    let changes = ranks.into_iter().enumerate().map(item).collect();
    let _ = model.apply_all(&ChangeSet { changes, ..ChangeSet::default() });
    (model, env)
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn fill(bencher: Bencher<'_, '_>, n_items: usize) {
    bencher.bench_local(|| workspace(black_box(n_items)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn build_index(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, _) = workspace(n_items);
    bencher.bench_local(|| Index::build(black_box(model.tables())));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn check(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, _) = workspace(n_items);
    bencher.bench_local(|| black_box(&model).check());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn clone(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, _) = workspace(n_items);
    bencher.bench_local(|| black_box(&model).clone());
}

#[divan::bench(args = SIZES)]
fn create_item(bencher: Bencher<'_, '_>, n_items: usize) {
    let (mut model, mut env) = workspace(n_items);
    let project = model.projects.iter().next().map(|p| p.id);
    let new = NewItem { title: "One more".to_owned(), project, ..NewItem::default() };
    let command = Command::CreateItem(new);
    bencher.bench_local(|| model.run(black_box(&command), &mut env));
}

#[divan::bench(args = SIZES)]
fn move_item(bencher: Bencher<'_, '_>, n_items: usize) {
    let (mut model, mut env) = workspace(n_items);
    let statuses: Vec<Id<Status>> = model.statuses.iter().map(|s| s.id).collect();
    let ids: Vec<Id<Item>> = model.items.iter().map(|i| i.id).collect();
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let command = Command::MoveItems {
            items: ids.get(step * 7919 % ids.len()).copied().into_iter().collect(),
            status: statuses.get(step % statuses.len()).copied(),
            project: None,
            to: ids.get(step * 104_729 % ids.len()).map_or(Spot::Top, |id| Spot::Before(*id)),
        };
        model.run(black_box(&command), &mut env)
    });
}

#[divan::bench(args = SIZES)]
fn set_field(bencher: Bencher<'_, '_>, n_items: usize) {
    let (mut model, mut env) = workspace(n_items);
    let ids: Vec<Id<Item>> = model.items.iter().map(|i| i.id).collect();
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let command = Command::SetField {
            at: ids.get(step * 7919 % ids.len()).map(|id| id.to_ref()).into_iter().collect(),
            field: "estimate".to_owned(),
            value: json!(step % 13),
        };
        model.run(black_box(&command), &mut env)
    });
}

#[divan::bench(args = SIZES)]
fn filter_two_words(bencher: Bencher<'_, '_>, n_items: usize) {
    filter(bencher, n_items, "login payment");
}

#[divan::bench(args = SIZES)]
fn filter_fields(bencher: Bencher<'_, '_>, n_items: usize) {
    filter(bencher, n_items, "is:open owner:none -is:blocked due:none");
}

fn filter(bencher: Bencher<'_, '_>, n_items: usize, text: &str) {
    let (model, env) = workspace(n_items);
    let query = query::parse(text).unwrap_or_default();
    bencher.bench_local(|| {
        let matcher = query.compile(black_box(&model), env.today, None);
        model.items.iter().filter(|item| matcher.matches(&model, item)).count()
    });
}

#[divan::bench(args = SIZES)]
fn search(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, _) = workspace(n_items);
    bencher.bench_local(|| query::search(black_box(&model), "login paym", 20));
}
