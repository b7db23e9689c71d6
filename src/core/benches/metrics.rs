//! How fast a page of numbers and a forecast are: `cargo bench -p throughline-core --bench metrics`.

use std::sync::Arc;

use divan::{Bencher, black_box};
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::{Command, NewProject};
use throughline_core::env::Env;
use throughline_core::metrics::forecast::trial::{Pace, TRIALS, Week, Work, when};
use throughline_core::metrics::memo::Memo;
use throughline_core::metrics::page::{Moment, detail, page, page_by};
use throughline_core::metrics::report::{Counting, Period, Question};
use throughline_core::model::id::Id;
use throughline_core::model::rank::Rank;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Lens, Move, Record, Status};
use throughline_core::schedule::trial::{Shape, Spread};
use throughline_core::schedule::{
    Link, Moment as ScheduleMoment, Network, Plan, Task, WorkCalendar,
};

fn main() {
    divan::main();
}

/// Makes a workspace of items that went through all statuses of a workflow in the last year.
fn workspace(n_items: usize) -> (Model, Question, Moment) {
    let now = Time::from_ms(1_790_000_000_000);
    let today = now.date_utc();
    let mut env = Env::new(now, today, 7);
    let mut model = Model::empty("Bench");
    let new = NewProject { name: "Apollo".to_owned(), ..NewProject::default() };
    let _ = model.run(&Command::CreateProject(new), &mut env);
    let project = model.projects.iter().next().map(|p| p.id);
    let mut statuses: Vec<&Status> = model.statuses.iter().collect();
    statuses.sort_by(|a, b| a.rank.cmp(&b.rank));
    let statuses: Vec<Id<Status>> = statuses.iter().map(|s| s.id).collect();
    let ranks = Rank::spread(None, None, n_items);
    let item = |(idx, rank): (usize, Rank)| {
        let created = now.plus_ms(-((idx * 7919 % 365) as i64) * 86_400_000);
        let mut item =
            Item { id: env.id(), number: idx as u32 + 1, project, rank, ..Item::default() };
        let mut from = None;
        for (step, status) in statuses.iter().enumerate() {
            let at = created.plus_ms(step as i64 * (1 + (idx % 5) as i64) * 50_000_000);
            if at > now {
                break;
            }
            item.moves.push(Move::new(at, from, *status, None));
            from = Some(*status);
        }
        item.status = from.unwrap_or_default();
        item.created = Some(created);
        Change::Create(Record::Item(Arc::new(item)))
    };
    let changes = ranks.into_iter().enumerate().map(item).collect();
    let _ = model.apply_all(&ChangeSet { changes, ..ChangeSet::default() });
    let question = Question {
        lens: Lens::Project,
        place: None,
        filter: String::new(),
        period: Period { from: today.plus_days(-89), to: today },
        counting: Counting::Elapsed,
    };
    (model, question, Moment { now, today })
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 20)]
fn whole_page(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, question, moment) = workspace(n_items);
    bencher.bench_local(|| page(black_box(&model), &question, &moment));
}

/// The page after an edit on which no forecast hangs: what is drawn is kept.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 20)]
fn page_after_an_edit(bencher: Bencher<'_, '_>, n_items: usize) {
    let (model, question, moment) = workspace(n_items);
    let memo = Memo::default();
    page_by(&model, &question, &moment, &memo);
    bencher.bench_local(|| page_by(black_box(&model), &question, &moment, &memo));
}

#[divan::bench(args = ["cycle-time-p85", "wip", "forecast-when"], sample_count = 20)]
fn detail_of_10_000(bencher: Bencher<'_, '_>, key: &str) {
    let (model, question, moment) = workspace(10_000);
    bencher.bench_local(|| detail(black_box(&model), &question, key, &moment));
}

/// Ten thousand trials of the sheet of Focused Objective, and of weeks that were.
#[divan::bench(args = [50, 500, 2_000], sample_count = 20)]
fn monte_carlo_10_000_trials(bencher: Bencher<'_, '_>, n_open: u32) {
    let week = |n: u32| Week { done: [1, 2, 3, 4, 5, 5, 5].map(|d| d * n / 4), added: 1 };
    let pace = Pace::Weeks((1..=12).map(week).collect());
    bencher.bench_local(|| when(&Work::of(black_box(n_open)), &pace, TRIALS, 1));
}

#[divan::bench(sample_count = 20)]
fn monte_carlo_10_000_trials_between(bencher: Bencher<'_, '_>) {
    let work = Work { items: (50, 58), split: (1.0, 2.0), grows: false };
    bencher.bench_local(|| when(black_box(&work), &Pace::Between(3, 6), TRIALS, 1));
}

/// A day on which nothing is known, for the shape of an empty page.
#[divan::bench(sample_count = 20)]
fn empty_page(bencher: Bencher<'_, '_>) {
    let (_, question, moment) = workspace(0);
    let moment = Moment { today: Date::from_day_number(20_000), ..moment };
    bencher.bench_local(|| page(black_box(&Model::empty("Empty")), &question, &moment));
}

/// Ten thousand trials through a network of so many tasks, each with a spread and a link or two.
#[divan::bench(args = [20, 50, 100, 200], sample_count = 20)]
fn plan_10_000_trials(bencher: Bencher<'_, '_>, n_tasks: u64) {
    let mut network = Network { calendars: vec![WorkCalendar::standard()], ..Network::default() };
    network.starts.push(ScheduleMoment::start_of(Date::from_day_number(20_000)));
    for key in 1..=n_tasks {
        network.tasks.push(Task::new(key, 0, 480 + 240 * (key as i64 * 7 % 11)));
        for (nth, back) in [4, 5].into_iter().enumerate() {
            if key > back && (nth == 0 || key % 3 == 0) {
                network.links.push(Link::new(key * 2 + nth as u64 + 10_000, key - back, key));
            }
        }
    }
    let plan = Plan::new(network);
    let ends: Vec<u64> = (1..=n_tasks).collect();
    let spreads: Vec<Spread> =
        ends.iter().map(|task| Spread { task: *task, low: 0.6, high: 2.0 }).collect();
    bencher.bench(|| plan.trials(&ends, black_box(&spreads), Shape::Pert, TRIALS, 1).len());
}
