//! How good leveling is by time: `cargo bench -p throughline-core --bench level`.
//!
//! Each published instance gets 200 ms of one core. The table tells how far the makespan is from
//! the best known one after 10, 50 and 200 ms, and how it is spread.

#[path = "../../../tests/common/level.rs"]
mod level_check;
#[path = "../../../tests/common/psplib.rs"]
mod psplib;

use std::time::Instant;

use throughline_core::schedule::level::{Effort, level};

const MARKS: [u128; 3] = [10, 50, 200];

fn main() {
    for set in ["j30", "j60"] {
        let instances = psplib::instances(set);
        let mut deviations = MARKS.map(|_| Vec::new());
        let (mut n_proved, mut n_schedules) = (0, 0);
        let begin = Instant::now();
        for instance in &instances {
            let problem = level_check::problem(instance);
            let mut reached: [Option<i64>; 3] = [None; 3];
            let start = Instant::now();
            let effort = Effort { seed: 1, schedules: u64::MAX };
            let found = level(&problem, effort, &mut |progress| {
                let passed = start.elapsed().as_millis();
                for (mark, reached) in MARKS.iter().zip(&mut reached) {
                    if passed < *mark {
                        *reached = Some(progress.makespan);
                    }
                }
                passed < MARKS[2]
            });
            let Ok(found) = found else { continue };
            level_check::check_feasible(&problem, &found);
            let is_early = |mark: &u128| start.elapsed().as_millis() < *mark;
            for ((mark, reached), all) in MARKS.iter().zip(reached).zip(&mut deviations) {
                let makespan = reached.filter(|_| !is_early(mark)).unwrap_or(found.makespan);
                all.push(100.0 * (makespan as f64 / f64::from(instance.best_upper) - 1.0));
            }
            n_proved += usize::from(found.is_optimal);
            n_schedules += found.n_schedules;
        }
        let micros = begin.elapsed().as_secs_f64() * 1e6 / n_schedules as f64;
        println!(
            "{set}: {} instances, {n_proved} proved optimal, {micros:.2} µs a schedule",
            instances.len()
        );
        for (mark, all) in MARKS.iter().zip(&mut deviations) {
            all.sort_unstable_by(f64::total_cmp);
            let n = all.len().max(1);
            let share = |percent: usize| all.get(n * percent / 100).copied().unwrap_or_default();
            println!(
                "  {mark:>3} ms: {:.3} % on average; {} of {n} as good as the best known; \
                 90 % within {:.2} %, 99 % within {:.2} %, the worst {:.2} %",
                all.iter().sum::<f64>() / n as f64,
                all.iter().filter(|it| **it <= 0.0).count(),
                share(90),
                share(99),
                all.last().copied().unwrap_or_default(),
            );
        }
    }
}
