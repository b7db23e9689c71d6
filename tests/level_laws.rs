//! The laws of leveling on problems that nobody thought of, one test per law.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/level.rs"]
mod level_check;
#[path = "common/psplib.rs"]
mod psplib;

use level_check::{Dice, check_feasible};
use throughline_core::schedule::level::{Activity, Effort, Fault, LinkKind, Problem, Why, level};

const FEW: Effort = Effort { seed: 3, schedules: 300 };

/// Many problems of all sizes, on grids and on staircases.
fn problems() -> impl Iterator<Item = (usize, Problem)> {
    (0..400).map(|nth: usize| {
        let mut dice = Dice(nth as u64 * 7919 + 11);
        let n = dice.roll(0, 30) as usize;
        let n_resources = dice.roll(0, 20) as usize;
        let unit = if nth.is_multiple_of(3) { 480 } else { 1 };
        let mut problem = dice.problem(n, n_resources, unit);
        if nth.is_multiple_of(4) && unit == 480 {
            // No common unit and a far horizon: too long for a grid.
            problem.activities.push(Activity { duration: 10_007, ..Activity::default() });
        }
        (nth, problem)
    })
}

#[test]
fn no_plan_breaks_a_link_or_asks_for_more_than_there_is() {
    for (nth, problem) in problems() {
        println!("problem {nth}");
        check_feasible(&problem, &level(&problem, FEW, &mut |_| true).unwrap());
    }
}

#[test]
fn s1_equal_input_gives_an_equal_plan() {
    for (nth, problem) in problems() {
        let once = level(&problem, FEW, &mut |_| true).unwrap();
        let again = level(&problem, FEW, &mut |_| true).unwrap();
        assert_eq!(once, again, "problem {nth}");
    }
}

#[test]
fn a_plan_depends_on_no_unit_of_time() {
    for (nth, problem) in problems() {
        let mut longer = problem.clone();
        let by = 60;
        longer.activities.iter_mut().for_each(|it| {
            it.duration *= by as u32;
            [&mut it.release, &mut it.deadline, &mut it.pinned]
                .into_iter()
                .for_each(|time| *time = time.map(|time| time * by));
        });
        longer.links.iter_mut().for_each(|link| link.lag *= by);
        let steps = longer.resources.iter_mut().flat_map(|it| &mut it.steps);
        steps.for_each(|step| step.0 *= by);
        let one = level(&problem, FEW, &mut |_| true).unwrap();
        let other = level(&longer, FEW, &mut |_| true).unwrap();
        let scaled: Vec<i64> = one.starts.iter().map(|start| start * by).collect();
        assert_eq!(scaled, other.starts, "problem {nth}");
    }
}

#[test]
fn an_activity_that_moved_could_not_start_one_unit_sooner_for_the_reason_told() {
    for (nth, problem) in problems() {
        let plan = level(&problem, FEW, &mut |_| true).unwrap();
        for moved in &plan.moves {
            assert!(moved.to > moved.from && moved.to == plan.starts[moved.activity]);
            match &moved.why {
                Why::Link { predecessor } => {
                    let all = &problem.activities;
                    let [from, to] = [*predecessor, moved.activity];
                    let is_tight = |idx: &throughline_core::schedule::level::Link| {
                        let [one, other] = [from, to].map(|idx| i64::from(all[idx].duration));
                        let lag = idx.lag
                            + match idx.kind {
                                LinkKind::FinishStart => one,
                                LinkKind::StartStart => 0,
                                LinkKind::FinishFinish => one - other,
                                LinkKind::StartFinish => -other,
                            };
                        idx.from == from && idx.to == to && plan.starts[from] + lag == moved.to
                    };
                    assert!(problem.links.iter().any(is_tight), "problem {nth}: {moved:?}");
                }
                Why::Busy { resource, at, holders } => {
                    let units = |idx: usize| -> u64 {
                        let of = problem.activities[idx].demands.iter();
                        of.filter(|it| it.resource == *resource).map(|it| u64::from(it.units)).sum()
                    };
                    let held: u64 = holders.iter().map(|&idx| units(idx)).sum();
                    let it = &problem.resources[*resource];
                    let step = it.steps.iter().rfind(|step| step.0 <= *at);
                    let capacity = u64::from(step.map_or(it.capacity, |step| step.1));
                    assert!(held + units(moved.activity) > capacity, "problem {nth}: {moved:?}");
                    assert!(*at < moved.to);
                }
            }
        }
    }
}

#[test]
fn taking_lower_ranks_away_lets_nothing_start_sooner() {
    for (nth, problem) in problems() {
        let plan = level(&problem, FEW, &mut |_| true).unwrap();
        let n = problem.activities.len();
        let mut ranks: Vec<i32> = problem.activities.iter().map(|it| it.priority).collect();
        // A rank is handed to predecessors; n rounds are enough for any path.
        for _ in 0..n {
            for link in &problem.links {
                if problem.activities[link.to].pinned.is_none() {
                    ranks[link.from] = ranks[link.from].max(ranks[link.to]);
                }
            }
        }
        for idx in 0..n {
            if problem.activities[idx].pinned.is_some() || plan.unplaced.contains(&idx) {
                continue;
            }
            // One unit sooner, without anything of a lower rank.
            let unit = 1;
            let mut without = problem.clone();
            for (other, it) in without.activities.iter_mut().enumerate() {
                let stays =
                    ranks[other] >= ranks[idx] || problem.activities[other].pinned.is_some();
                if !stays || plan.unplaced.contains(&other) {
                    it.demands.clear();
                }
                it.pinned = it.pinned.or(Some(plan.starts[other]));
            }
            without.activities[idx].pinned = Some(plan.starts[idx] - unit);
            let is_early = plan.starts[idx] - unit < problem.start
                || problem.activities[idx].release.is_some_and(|at| plan.starts[idx] - unit < at);
            let before = level(&without, FEW, &mut |_| true).unwrap();
            let mine = |it: &throughline_core::schedule::level::Overload| it.holders.contains(&idx);
            let is_linked = problem.links.iter().filter(|link| link.to == idx).any(|link| {
                let all = &problem.activities;
                let [one, other] = [link.from, idx].map(|idx| i64::from(all[idx].duration));
                let start = plan.starts[link.from];
                let sooner = plan.starts[idx] - unit;
                match link.kind {
                    LinkKind::FinishStart => sooner < start + one + link.lag,
                    LinkKind::StartStart => sooner < start + link.lag,
                    LinkKind::FinishFinish => sooner + other < start + one + link.lag,
                    LinkKind::StartFinish => sooner + other < start + link.lag,
                }
            });
            assert!(
                is_early || is_linked || before.over.iter().any(mine),
                "problem {nth}: {idx} could start sooner"
            );
        }
    }
}

#[test]
fn whoever_says_stop_gets_the_best_plan_so_far() {
    for (nth, problem) in problems().take(60) {
        let mut n_asked = 0;
        let stopped = level(&problem, FEW, &mut |progress| {
            n_asked += 1;
            assert!(progress.makespan >= progress.lower_bound);
            false
        });
        let stopped = stopped.unwrap();
        check_feasible(&problem, &stopped);
        assert!(n_asked <= 1, "problem {nth} asked {n_asked} times");
    }
}

#[test]
fn p1_nothing_panics_on_problems_that_make_no_sense() {
    for nth in 0..2000_u64 {
        let mut dice = Dice(nth * 31 + 5);
        let (n, n_resources) = (dice.roll(0, 8) as usize, dice.roll(0, 3) as usize);
        let mut problem = dice.problem(n, n_resources, 1);
        let wild = |dice: &mut Dice| match dice.roll(0, 5) {
            0 => i64::MIN,
            1 => i64::MAX,
            2 => 1 << 40,
            3 => -(1 << 40),
            _ => dice.roll(-50, 50),
        };
        for it in &mut problem.activities {
            match dice.roll(0, 9) {
                0 => it.duration = u32::MAX,
                1 => it.release = Some(wild(&mut dice)),
                2 => it.deadline = Some(wild(&mut dice)),
                3 => it.pinned = Some(wild(&mut dice)),
                4 => it.demands.iter_mut().for_each(|demand| demand.units = u32::MAX),
                5 => it.demands.iter_mut().for_each(|demand| demand.resource += 1),
                _ => {}
            }
        }
        for link in &mut problem.links {
            match dice.roll(0, 9) {
                0 => link.lag = wild(&mut dice),
                1 => std::mem::swap(&mut link.from, &mut link.to),
                2 => link.to += dice.roll(0, 2) as usize,
                _ => {}
            }
        }
        if dice.chance(10) {
            problem.start = wild(&mut dice);
        }
        if dice.chance(10) && n_resources > 0 {
            problem.resources[0].steps.push((wild(&mut dice), u32::MAX));
        }
        if let Ok(plan) = level(&problem, FEW, &mut |_| true) {
            check_feasible(&problem, &plan);
        }
    }
}

#[test]
fn a_circle_is_named() {
    let mut problem = Dice(1).problem(6, 1, 1);
    problem.links = [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)]
        .map(|(from, to)| throughline_core::schedule::level::Link::after(from, to))
        .to_vec();
    let Err(Fault::Cycle(circle)) = level(&problem, FEW, &mut |_| true) else {
        panic!("no circle was found");
    };
    let mut sorted = circle.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [1, 2, 3]);
}
