//! How fast a plan of ten thousand tasks and twenty thousand links is made and made again.

use divan::{Bencher, black_box};
use throughline_core::model::{Calendar, Exception, Shift, WeekDay};
use throughline_core::schedule::{
    Edit, Limit, Link, Moment, Network, Plan, Stretch, Task, WorkCalendar,
};

const N_TASKS: u64 = 10_000;
const N_LINKS: u64 = 20_000;

fn main() {
    divan::main();
}

fn monday() -> Moment {
    Moment::from_minutes(739_739 * 1_440)
}

fn office() -> Calendar {
    let shifts = [(480, 720), (780, 1_020)];
    let shifts = shifts.map(|(from, to)| Shift { from, to, ..Shift::default() });
    let week = |day| WeekDay { day, shifts: shifts.to_vec(), ..WeekDay::default() };
    let day = monday().plus(20 * 1_440).date();
    let once = (0..20).map(|n| Exception {
        from: day.plus_days(n * 45),
        to: day.plus_days(n * 45 + 2),
        yearly: n % 4 == 0,
        ..Exception::default()
    });
    Calendar {
        week: (1..=5).map(week).collect(),
        exceptions: once.collect(),
        ..Calendar::default()
    }
}

/// Makes a program of a hundred projects: each task follows two of the forty before it, half of a
/// project's tasks are part of one of its ten summaries, and a tenth of the links cross projects.
fn network() -> Network {
    let mut state = 7u64;
    let mut random = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut tasks = Vec::new();
    let mut links = Vec::new();
    for key in 0..N_TASKS {
        let (project, within) = (key / 100, key % 100);
        let mut task = Task::new(key, 0, (random(10) as i64 + 1) * 240);
        task.project = project as u32;
        if within < 90 && within % 2 == 0 {
            task.parent = Some(project * 100 + 90 + within / 9);
        }
        if key % 50 == 3 {
            task.stretches.push(Stretch { calendar: 1, minutes: 960 });
        }
        tasks.push(task);
    }
    while (links.len() as u64) < N_LINKS {
        let to = random(N_TASKS);
        let (project, within) = (to / 100, to % 100);
        if !(1..90).contains(&within) {
            continue;
        }
        let mut from = project * 100 + within - 1 - random(within.min(40));
        if random(10) == 0 && project > 0 {
            from = (project - 1) * 100 + within / 2;
        }
        links.push(Link::new(links.len() as u64, from, to));
    }
    let away = Calendar { week: office().week.into_iter().take(4).collect(), ..office() };
    Network {
        calendars: vec![WorkCalendar::of(&office()), WorkCalendar::of(&away)],
        starts: vec![monday(); 100],
        tasks,
        links,
        ..Network::default()
    }
}

#[divan::bench]
fn from_scratch(bencher: Bencher<'_, '_>) {
    let network = network();
    bencher.with_inputs(|| network.clone()).bench_values(|network| Plan::new(black_box(network)));
}

/// Moves one bar a day at a time, there and back, and reads nothing.
fn drag(bencher: Bencher<'_, '_>, pick: impl Fn(u64) -> u64) {
    let mut plan = Plan::new(network());
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let Some(mut task) = plan.task(pick(step / 2)).cloned() else { return Vec::new() };
        let at = plan.dates(task.key).map_or(monday(), |dates| dates.early_start);
        let to = Limit::StartNoEarlier(at.plus(1_440));
        task.limit = if step % 2 == 0 { Limit::Asap } else { to };
        plan.apply(black_box(&[Edit::Task(task)]))
    });
}

#[divan::bench]
fn drag_any_bar(bencher: Bencher<'_, '_>) {
    drag(bencher, |step| step * 7_919 % N_TASKS);
}

/// The bar that most others follow: every later project moves with it.
#[divan::bench]
fn drag_the_first_bar(bencher: Bencher<'_, '_>) {
    drag(bencher, |_| 0);
}

#[divan::bench]
fn draw_and_break_a_link(bencher: Bencher<'_, '_>) {
    let mut plan = Plan::new(network());
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let edit = match step % 2 {
            0 => Edit::RemoveLink(99_999),
            _ => Edit::Link(Link::new(99_999, 4_010, 4_080)),
        };
        plan.apply(black_box(&[edit]))
    });
}

/// Every date, float and flag of every task: what a view reads after opening.
#[divan::bench]
fn read_all_dates(bencher: Bencher<'_, '_>) {
    let plan = Plan::new(network());
    bencher.bench_local(|| black_box(&plan).all().map(|(_, dates)| dates.total_float).sum::<i64>());
}
