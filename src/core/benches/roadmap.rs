//! How fast a roadmap, a preview and a replan are over ten thousand items with twenty thousand
//! links: `cargo bench -p throughline-core --bench roadmap`.

use std::sync::Arc;

use divan::{Bencher, black_box};
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, NewProject};
use throughline_core::desk::World;
use throughline_core::lens::roadmap::{Question, Roadmap, roadmap};
use throughline_core::model::id::Id;
use throughline_core::model::rank::Rank;
use throughline_core::model::time::{Time, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Dependency, Item, Project, Record, Status};
use throughline_core::replan::{Before, PlanChange, preview, replan};
use throughline_core::schedule::{Follower, LinkKind, Rules};

const N_ITEMS: usize = 10_000;
const N_LINKS: usize = 20_000;
const N_PROJECTS: usize = 20;

fn main() {
    divan::main();
}

fn world() -> World {
    let now = Time::from_ms(1_790_000_000_000);
    World { now, today: now.date_utc(), by: None, seed: 7 }
}

/// Makes twenty projects of five hundred items, a tenth of them summaries; each item waits for two
/// of the forty before it, and one link in ten comes from another project.
fn workspace() -> (Model, Vec<Id<Item>>) {
    let mut env = world().env();
    let mut model = Model::empty("Bench");
    for n in 0..N_PROJECTS {
        let name = format!("Project {n}");
        let _ = model
            .run(&Command::CreateProject(NewProject { name, ..NewProject::default() }), &mut env);
    }
    let projects: Vec<Id<Project>> = model.projects.iter().map(|p| p.id).collect();
    let status: Id<Status> = model.statuses.iter().next().map(|s| s.id).unwrap_or_default();
    let mut state = 7u64;
    let mut random = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let each = N_ITEMS / N_PROJECTS;
    let ids: Vec<Id<Item>> = (0..N_ITEMS).map(|_| env.id()).collect();
    let ranks = Rank::spread(None, None, N_ITEMS);
    let mut changes = Vec::new();
    for (idx, rank) in ranks.into_iter().enumerate() {
        let within = idx % each;
        // Every tenth item is a summary of the nine after it.
        let parent = (!within.is_multiple_of(10)).then(|| ids[idx - within % 10]);
        let item = Item {
            id: ids[idx],
            number: within as u32 + 1,
            title: format!("Task {idx}"),
            status,
            project: projects.get(idx / each).copied(),
            parent,
            duration: Some(WorkMinutes((random(10) as i64 + 1) * 240)),
            start: (within == 1).then(|| world().today),
            rank,
            ..Item::default()
        };
        changes.push(Change::Create(Record::Item(Arc::new(item))));
    }
    let mut n_links = 0;
    while n_links < N_LINKS {
        let to = random(N_ITEMS);
        let within = to % each;
        if within.is_multiple_of(10) || within < 2 {
            continue;
        }
        let mut from = to - 1 - random((within - 1).min(40));
        if random(10) == 0 && to >= each {
            from = to - each - random(within.min(40));
        }
        if from % 10 == 0 || from == to {
            continue;
        }
        let dependency =
            Dependency { id: env.id(), from: ids[from], to: ids[to], ..Dependency::default() };
        changes.push(Change::Create(Record::Dependency(Arc::new(dependency))));
        n_links += 1;
    }
    let set = ChangeSet { changes, ..ChangeSet::default() };
    assert!(model.apply_all(&set).is_ok());
    (model, ids)
}

fn follower(model: &Model) -> Follower {
    Follower::new(model, world().today, Rules::default())
}

/// What a frame of a drag costs: a bar is shown a day farther each time. The first bar of a project
/// moves nearly all that comes after it, in its own project and in those that follow.
#[divan::bench(args = [1, 4_321, 9_878])]
fn preview_a_drag(bencher: Bencher<'_, '_>, at: usize) {
    let (mut model, ids) = workspace();
    let mut follower = follower(&model);
    let before = Before::of(&model, &follower);
    let mut env = world().env();
    let mut days = 0;
    bencher.bench_local(|| {
        days = days % 20 + 1;
        let changes = [PlanChange::Shift { items: vec![ids[at]], days }];
        black_box(preview(&mut model, &mut follower, &before, &changes, &mut env))
    });
}

/// What the first frame of a drag costs on top: how the plan stands is read once.
#[divan::bench]
fn begin_a_drag(bencher: Bencher<'_, '_>) {
    let (model, _) = workspace();
    let follower = follower(&model);
    bencher.bench_local(|| black_box(Before::of(&model, &follower)));
}

#[divan::bench]
fn preview_a_link(bencher: Bencher<'_, '_>) {
    let (mut model, ids) = workspace();
    let mut follower = follower(&model);
    let before = Before::of(&model, &follower);
    let mut env = world().env();
    let (from, to, kind) = (ids[4_321], ids[4_388], LinkKind::FinishStart);
    let changes = [PlanChange::Link { from, to, kind, lag: WorkMinutes(0) }];
    bencher
        .bench_local(|| black_box(preview(&mut model, &mut follower, &before, &changes, &mut env)));
}

/// What letting go costs, the change set with all that moves included.
#[divan::bench(args = [1, 4_321])]
fn drop_a_bar(bencher: Bencher<'_, '_>, at: usize) {
    let (mut model, ids) = workspace();
    let mut follower = follower(&model);
    let before = Before::of(&model, &follower);
    let mut env = world().env();
    let changes = [PlanChange::Shift { items: vec![ids[at]], days: 7 }];
    bencher
        .bench_local(|| black_box(replan(&mut model, &mut follower, &before, &changes, &mut env)));
}

#[divan::bench]
fn all_rows(bencher: Bencher<'_, '_>) {
    let (model, _) = workspace();
    let follower = follower(&model);
    let question = Question::default();
    bencher.bench_local(|| black_box(roadmap(&model, &follower, &question, world().today)));
}

#[divan::bench]
fn encode_all_rows(bencher: Bencher<'_, '_>) {
    let (model, _) = workspace();
    let all = roadmap(&model, &follower(&model), &Question::default(), world().today);
    println!("{} bytes", serde_json::to_string(&all).map_or(0, |text| text.len()));
    bencher.bench_local(|| black_box(serde_json::to_string(&all)));
}

#[divan::bench]
fn decode_all_rows(bencher: Bencher<'_, '_>) {
    let (model, _) = workspace();
    let all = roadmap(&model, &follower(&model), &Question::default(), world().today);
    let text = serde_json::to_string(&all).unwrap_or_default();
    bencher.bench_local(|| black_box(serde_json::from_str::<Roadmap>(&text)));
}
