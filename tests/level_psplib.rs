//! Leveling against the published optima: never over-allocated, never below a known bound, and on
//! average close to the best known makespan. The number of schedules is fixed, so that the figures
//! depend on no machine; the bench `level` tells them by time.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/level.rs"]
mod level_check;
#[path = "common/psplib.rs"]
mod psplib;

use level_check::{check_feasible, problem};
use throughline_core::schedule::level::{Effort, level};

/// Levels every instance of a set, checks each plan and gives the average deviation from the best
/// known makespan, in percent.
fn deviation(set: &str, schedules: u64) -> f64 {
    let instances = psplib::instances(set);
    let (mut sum, mut n_best, mut n_proved, mut worst) = (0.0_f64, 0, 0, 0.0_f64);
    for instance in &instances {
        let problem = problem(instance);
        let found = level(&problem, Effort { seed: 1, schedules }, &mut |_| true).unwrap();
        check_feasible(&problem, &found);
        let makespan = u32::try_from(found.makespan).unwrap();
        let lower = u32::try_from(found.lower_bound).unwrap();
        assert!(makespan >= instance.best_lower, "{} is too good", instance.name);
        assert!(lower >= instance.critical_path && lower <= instance.best_upper);
        assert!(!found.is_optimal || makespan == instance.best_upper, "{}", instance.name);
        assert!(found.late.is_empty() && found.over.is_empty() && found.unplaced.is_empty());
        let off = 100.0 * (f64::from(makespan) / f64::from(instance.best_upper) - 1.0);
        sum += off;
        worst = worst.max(off);
        n_best += usize::from(makespan <= instance.best_upper);
        n_proved += usize::from(found.is_optimal);
    }
    let n = instances.len();
    let average = sum / n.max(1) as f64;
    println!(
        "{set}: {schedules} schedules each, {average:.3} % over the best known on average, \
         {worst:.1} % at most; {n_best} of {n} are as good, {n_proved} proved optimal"
    );
    average
}

#[test]
fn j30_is_leveled_within_a_tenth_of_a_percent_of_the_optimum() {
    assert!(deviation("j30", 20_000) <= 0.1);
}

#[test]
fn j60_is_leveled_within_a_percent_of_the_best_known() {
    assert!(deviation("j60", 20_000) <= 1.0);
}
