//! Leveling by cases that can be worked out by hand, and tiny ones by trying everything.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/level.rs"]
mod level_check;
#[path = "common/psplib.rs"]
mod psplib;

use level_check::{Dice, check_feasible};
use throughline_core::schedule::level::{
    Activity, Demand, Effort, Late, Leveled, Link, Overload, Problem, Resource, Why, level,
};

const SOME: Effort = Effort { seed: 1, schedules: 500 };

fn plan(problem: &Problem) -> Leveled {
    let plan = level(problem, SOME, &mut |_| true).unwrap();
    check_feasible(problem, &plan);
    plan
}

/// An activity that one person, resource 0, does.
fn task(duration: u32) -> Activity {
    Activity { duration, demands: vec![Demand { resource: 0, units: 1 }], ..Activity::default() }
}

fn one_person(activities: Vec<Activity>) -> Problem {
    Problem { activities, resources: vec![Resource::constant(1)], ..Problem::default() }
}

#[test]
fn one_person_does_one_thing_after_the_other() {
    let plan = plan(&one_person(vec![task(3), task(2), task(4)]));
    assert_eq!(plan.makespan, 9);
    assert!(plan.is_optimal);
    assert_eq!(plan.moves.len(), 2);
    for moved in &plan.moves {
        let Why::Busy { resource: 0, at, holders } = &moved.why else { panic!("{moved:?}") };
        assert_eq!((*at, holders.len()), (moved.to - 1, 1));
    }
}

#[test]
fn an_empty_problem_is_planned_at_once() {
    let plan = plan(&Problem { start: 7, ..Problem::default() });
    assert_eq!((plan.finish, plan.makespan, plan.is_optimal), (7, 0, true));
}

#[test]
fn a_higher_priority_goes_first_whatever_that_costs() {
    let mut problem = one_person(vec![task(2), Activity { priority: 500, ..task(3) }, task(1)]);
    assert_eq!(plan(&problem).starts[1], 0);
    // What the important one waits for is as important.
    problem.links = vec![Link::after(2, 1)];
    let plan = plan(&problem);
    assert_eq!(plan.starts, [4, 1, 0]);
}

#[test]
fn a_higher_priority_is_not_kept_waiting_for_a_shorter_whole() {
    // Resource 0 has two units: the wide one could go last for a makespan of 4.
    let two = |units: u32| vec![Demand { resource: 0, units }];
    let wide = Activity { demands: two(2), duration: 2, priority: 1, ..Activity::default() };
    let problem = Problem {
        activities: vec![task(2), task(2), wide],
        resources: vec![Resource { capacity: 2, steps: vec![(2, 2), (4, 2)] }],
        ..Problem::default()
    };
    assert_eq!(plan(&problem).starts, [2, 2, 0]);
}

#[test]
fn what_is_pinned_stays_and_the_rest_goes_around_it() {
    let pinned = Activity { pinned: Some(2), ..task(2) };
    let plan = plan(&one_person(vec![task(3), pinned, task(2)]));
    assert_eq!(plan.starts, [4, 2, 0]);
    assert!(plan.over.is_empty());
}

#[test]
fn pinned_activities_that_overload_someone_alone_are_told() {
    let at = |time: i64| Activity { pinned: Some(time), priority: -3, ..task(4) };
    let plan = plan(&one_person(vec![at(0), at(2), task(1)]));
    assert_eq!(plan.starts, [0, 2, 6]);
    let over = Overload { resource: 0, from: 2, to: 4, asked: 2, capacity: 1, holders: vec![0, 1] };
    assert_eq!(plan.over, [over]);
}

#[test]
fn a_predecessor_of_a_pinned_activity_is_done_in_time_or_told() {
    let mut problem = one_person(vec![task(5), task(3), Activity { pinned: Some(3), ..task(1) }]);
    problem.links = vec![Link::after(1, 2)];
    let timely = plan(&problem);
    assert_eq!(timely.starts, [4, 0, 3]);
    assert!(timely.late.is_empty());
    problem.activities[1].duration = 4;
    let late = plan(&problem);
    assert_eq!(late.late, [Late { activity: 1, due: 3, finish: late.starts[1] + 4 }]);
}

#[test]
fn a_deadline_is_kept_before_the_makespan_is_shortened() {
    let mut problem = one_person(vec![task(4), task(4), Activity { deadline: Some(2), ..task(2) }]);
    let timely = plan(&problem);
    assert_eq!(timely.starts[2], 0);
    assert!(timely.late.is_empty() && timely.is_optimal);
    problem.activities[2].deadline = Some(1);
    let late = plan(&problem);
    assert_eq!(late.late, [Late { activity: 2, due: 1, finish: 2 }]);
    assert!(late.is_optimal);
}

#[test]
fn an_absence_is_worked_around() {
    let mut problem = one_person(vec![task(3), task(2)]);
    problem.resources[0].steps = vec![(2, 0), (5, 1)];
    let plan = plan(&problem);
    assert_eq!(plan.starts, [5, 0]);
    let Why::Busy { resource: 0, at: 4, holders } = &plan.moves[0].why else {
        panic!("{:?}", plan.moves)
    };
    assert!(holders.is_empty());
}

#[test]
fn what_never_fits_is_told_and_stops_nobody() {
    let crowd = vec![Demand { resource: 0, units: 9 }];
    let wide = Activity { demands: crowd, duration: 2, ..Activity::default() };
    let mut problem = one_person(vec![wide, task(3), task(1)]);
    problem.links = vec![Link::after(0, 2)];
    let plan = plan(&problem);
    assert_eq!(plan.unplaced, [0]);
    assert!(!plan.is_optimal);
    assert_eq!(plan.makespan, 4);
}

#[test]
fn minutes_over_years_are_planned_as_they_are() {
    let odd = |nth: u32| Activity {
        demands: vec![Demand { resource: nth as usize % 3, units: 1 }],
        duration: 60 * (nth % 40) + 7,
        ..Activity::default()
    };
    let problem = Problem {
        start: 29_000_000,
        activities: (0..300).map(odd).collect(),
        resources: vec![Resource::constant(1); 3],
        links: (20..300).map(|to| Link::after(to - 20, to)).collect(),
    };
    let plan = plan(&problem);
    assert!(plan.is_optimal || plan.makespan < plan.lower_bound * 11 / 10);
}

#[test]
fn tiny_problems_are_leveled_as_well_as_trying_everything_does() {
    let mut n_proved = 0;
    for nth in 0..300 {
        let mut dice = Dice(nth * 104_729 + 17);
        let (n, n_resources) = (dice.roll(1, 5) as usize, dice.roll(1, 2) as usize);
        let mut problem = dice.problem(n, n_resources, 1);
        problem.activities.iter_mut().for_each(|it| it.priority = 0);
        let found = plan(&problem);
        n_proved += usize::from(found.is_optimal);
        let mine =
            (found.unplaced.len(), late(&problem, &found.starts), finish(&problem, &found.starts));
        if found.unplaced.is_empty() {
            let best = best(&problem, &mut vec![None; n], (mine.1, mine.2));
            assert!((mine.1, mine.2) <= best, "problem {nth}: {mine:?}, but {best:?}\n{problem:?}");
        }
    }
    println!("{n_proved} of 300 were proved optimal");
    assert!(n_proved > 100);
}

/// By how much free activities miss what they owe, all together.
fn late(problem: &Problem, starts: &[i64]) -> i64 {
    let all = problem.activities.iter().zip(starts).enumerate();
    all.filter(|(_, (it, _))| it.pinned.is_none())
        .map(|(idx, (it, start))| {
            let pins = problem.links.iter().filter(|link| link.from == idx);
            let by = pins.filter_map(|link| {
                let (from, to) = (it.duration, problem.activities[link.to].duration);
                let pinned = problem.activities[link.to].pinned?;
                Some(pinned - distance(link, from, to) + i64::from(from))
            });
            let due = by.chain(it.deadline).min().unwrap_or(i64::from(u32::MAX));
            // The plan begins at 0, and so does what was due before.
            (start + i64::from(it.duration) - due.max(0)).max(0)
        })
        .sum()
}

fn finish(problem: &Problem, starts: &[i64]) -> i64 {
    let free = problem.activities.iter().zip(starts).filter(|(it, _)| it.pinned.is_none());
    free.map(|(it, start)| start + i64::from(it.duration)).max().unwrap_or(0)
}

fn distance(link: &Link, from: u32, to: u32) -> i64 {
    use throughline_core::schedule::level::LinkKind;
    let (from, to) = (i64::from(from), i64::from(to));
    match link.kind {
        LinkKind::FinishStart => link.lag + from,
        LinkKind::StartStart => link.lag,
        LinkKind::FinishFinish => link.lag + from - to,
        LinkKind::StartFinish => link.lag - to,
    }
}

/// Tries all starts of all activities, in the order of the list, that end by what is known.
fn best(problem: &Problem, starts: &mut Vec<Option<i64>>, bound: (i64, i64)) -> (i64, i64) {
    let Some(idx) = starts.iter().position(Option::is_none) else {
        let starts: Vec<i64> = starts.iter().flatten().copied().collect();
        return (late(problem, &starts), finish(problem, &starts)).min(bound);
    };
    let it = &problem.activities[idx];
    let mut bound = bound;
    if let Some(pinned) = it.pinned {
        starts[idx] = Some(pinned);
        bound = best(problem, starts, bound);
        starts[idx] = None;
        return bound;
    }
    let into = problem.links.iter().filter(|link| link.to == idx);
    let least = into.map(|link| {
        let from = problem.activities[link.from].duration;
        starts[link.from].unwrap_or(0) + distance(link, from, it.duration)
    });
    let least = least.chain([0]).chain(it.release).max().unwrap_or(0);
    let last = if bound.0 > 0 { 40 } else { bound.1 - i64::from(it.duration) };
    for start in least..=last {
        if fits(problem, starts, idx, start) {
            starts[idx] = Some(start);
            // What is not placed yet costs nothing at the beginning of time.
            let known: Vec<i64> = starts.iter().map(|start| start.unwrap_or(-1000)).collect();
            let is_hopeless = (late(problem, &known), finish(problem, &known)) >= bound;
            if !is_hopeless {
                bound = best(problem, starts, bound);
            }
            starts[idx] = None;
            if is_hopeless {
                break;
            }
        }
    }
    bound
}

/// Whether an activity fits beside those placed before it and all that is pinned.
fn fits(problem: &Problem, starts: &[Option<i64>], idx: usize, start: i64) -> bool {
    let it = &problem.activities[idx];
    (start..start + i64::from(it.duration)).all(|time| {
        problem.resources.iter().enumerate().all(|(resource, of)| {
            let units = |it: &Activity| -> u32 {
                it.demands.iter().filter(|d| d.resource == resource).map(|d| d.units).sum()
            };
            let others = problem.activities.iter().enumerate().filter(|(other, it)| {
                let start = it.pinned.or(starts[*other]);
                let runs = start.is_some_and(|at| at <= time && time < at + i64::from(it.duration));
                *other != idx && runs
            });
            let held: u32 = others.map(|(_, it)| units(it)).sum();
            let capacity =
                of.steps.iter().rfind(|step| step.0 <= time).map_or(of.capacity, |s| s.1);
            units(it) == 0 || held + units(it) <= capacity
        })
    })
}
