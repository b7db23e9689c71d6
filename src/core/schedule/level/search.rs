//! Looks for better and better schedules of a net: a population of justified schedules, crossed
//! where resources are used best (Valls, Ballestín and Quintanilla 2008; Debels and Vanhoucke
//! 2007). It knows no time: it goes on for as long as it is told to.
#![allow(clippy::indexing_slicing, reason = "plans are as long as the net")]

use super::bound::lower_bound;
use super::decode::{Cost, Decoder, Plan};
use super::grid::Grid;
use super::net::Net;
use super::profile::{Profile, fits_grid};
use super::rule::{RULES, latest_finish};
use super::staircase::Staircase;
use crate::random::Random;

/// How long to go on.
pub(super) struct Budget<'k> {
    /// Schedules to make at most; at least one is made.
    pub n_schedules: u64,
    /// Is told of schedules made, the shortest makespan so far and the lower bound, and answers
    /// whether to go on.
    pub keep: &'k mut dyn FnMut(u64, u32, u32) -> bool,
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Found {
    pub plan: Plan,
    pub least: u32,
    pub is_optimal: bool,
    pub n_schedules: u64,
}

/// Finds a plan for a net, on the profile that suits it.
pub(super) fn search(net: &Net, random: &mut Random, budget: Budget<'_>) -> Found {
    if fits_grid(net, 1) {
        search_on(net, Grid::<1>::new(net), random, budget)
    } else if fits_grid(net, 2) {
        search_on(net, Grid::<2>::new(net), random, budget)
    } else if fits_grid(net, 4) {
        search_on(net, Grid::<4>::new(net), random, budget)
    } else {
        search_on(net, Staircase::new(net), random, budget)
    }
}

/// How many plans live at a time.
const PEOPLE: usize = 50;
/// After so many children that improve nobody, all begins anew around the best plan.
const PATIENCE: u32 = 1500;
/// How far the keys of a first plan stray, as a share of the longest path.
const STRAY: f64 = 0.2;
/// How many windows are looked at for the one that uses resources best.
const WINDOWS: usize = 4;
/// Keys of one part of a list differ by less than the keys of two parts do.
const PART: u32 = u32::MAX / 4;

/// Finds a plan for a net on a profile.
fn search_on<P: Profile>(net: &Net, profile: P, random: &mut Random, budget: Budget<'_>) -> Found {
    let least = least(net);
    let decoder = Decoder::new(net, profile);
    let (best, is_going) = (Plan::default(), true);
    let mut search =
        Search { decoder, least, random, budget, load: load(net), best, is_going, is_first: true };
    while search.is_going {
        let mut people = search.settle();
        search.evolve(&mut people);
    }
    let n_schedules = search.decoder.n_schedules;
    let is_optimal = search.best.cost <= least;
    Found { plan: search.best, least: least.makespan, is_optimal, n_schedules }
}

struct Search<'a, 's, 'k, P> {
    decoder: Decoder<'a, P>,
    least: Cost,
    random: &'s mut Random,
    budget: Budget<'k>,
    load: Vec<f64>,
    best: Plan,
    is_going: bool,
    is_first: bool,
}

impl<P: Profile> Search<'_, '_, '_, P> {
    /// Makes the first plans: one for each rule, then lists that stray from the best of the rules.
    fn settle(&mut self) -> Vec<Plan> {
        let net = self.decoder.net;
        let lists: Vec<Vec<u32>> =
            if self.is_first { RULES.iter().map(|rule| rule(net)).collect() } else { Vec::new() };
        let base = latest_finish(net);
        let span = f64::from(base.iter().copied().max().unwrap_or(0)) * STRAY;
        let mut people = Vec::with_capacity(PEOPLE);
        if !self.is_first {
            people.push(self.best.clone());
        }
        self.is_first = false;
        while people.len() < PEOPLE && self.is_going {
            let mut plan = Plan::default();
            if let Some(list) = lists.get(people.len()) {
                self.decoder.decode(list.iter().copied(), &mut plan);
            } else {
                let random = &mut *self.random;
                let stray = |key: &u32| ((f64::from(*key) + span * random.unit()) * 4.0) as u32;
                self.decoder.decode(base.iter().map(stray), &mut plan);
            }
            self.finish(&mut plan);
            people.push(plan);
        }
        people
    }

    /// Crosses plans until nothing comes of it any more; a child takes the place of the worst.
    fn evolve(&mut self, people: &mut [Plan]) {
        let mut keys = vec![0; self.decoder.net.n()];
        let mut child = Plan::default();
        let mut n_vain = 0;
        while self.is_going && n_vain < PATIENCE {
            let mother = self.select(people);
            let mut father = self.select(people);
            if father == mother {
                father = self.random.below(people.len());
            }
            self.cross(&people[mother], &people[father], &mut keys);
            let (one, other) = (self.random.below(keys.len()), self.random.below(keys.len()));
            if !keys.is_empty() {
                keys.swap(one, other);
            }
            self.decoder.decode(keys.iter().copied(), &mut child);
            self.finish(&mut child);
            n_vain += 1;
            let is_known =
                people.iter().any(|it| it.cost == child.cost && it.starts == child.starts);
            let worst = people.iter_mut().max_by_key(|it| it.cost);
            if let Some(worst) = worst.filter(|it| !is_known && child.cost <= it.cost) {
                if child.cost < worst.cost {
                    n_vain = 0;
                }
                std::mem::swap(worst, &mut child);
            }
        }
    }

    /// Justifies a plan, keeps it if it is the best, and asks whether to go on.
    fn finish(&mut self, plan: &mut Plan) {
        if self.best.starts.is_empty() {
            // Whoever stops at once still gets the plan of the first rule.
            self.note(plan);
        }
        if self.is_going {
            self.decoder.justify(plan);
            self.note(plan);
        }
    }

    fn note(&mut self, plan: &Plan) {
        if self.best.starts.is_empty() || plan.cost < self.best.cost {
            self.best.clone_from(plan);
        }
        let n = self.decoder.n_schedules;
        let is_done = self.best.cost <= self.least || n >= self.budget.n_schedules;
        let keep = &mut self.budget.keep;
        self.is_going = !is_done && keep(n, self.best.cost.makespan, self.least.makespan);
    }

    /// Picks the better one of two.
    fn select(&mut self, people: &[Plan]) -> usize {
        let (one, other) = (self.random.below(people.len()), self.random.below(people.len()));
        if people[one].cost <= people[other].cost { one } else { other }
    }

    /// Takes the father's order in the window in which he uses resources best, and the mother's
    /// order before and after it.
    fn cross(&mut self, mother: &Plan, father: &Plan, keys: &mut [u32]) {
        let span = father.cost.makespan;
        let mut best = (0, span, f64::MIN);
        for _ in 0..WINDOWS {
            let length = (f64::from(span) * (0.25 + 0.5 * self.random.unit())) as u32;
            let from = self.random.below((span - length + 1) as usize) as u32;
            let used = self.used(father, from, from + length);
            if used > best.2 {
                best = (from, from + length, used);
            }
        }
        let window = best.0..best.1;
        let each = keys.iter_mut().zip(&mother.starts).zip(&father.starts);
        each.for_each(|((key, &mothers), &fathers)| {
            *key = match mothers {
                _ if window.contains(&fathers) => PART + fathers,
                early if early < window.start => early,
                late => 2 * PART + late,
            };
        });
    }

    /// Gives the share of resources that a plan uses in a window.
    fn used(&self, plan: &Plan, from: u32, to: u32) -> f64 {
        let each = plan.starts.iter().zip(&self.decoder.net.duration).zip(&self.load);
        let work = each.map(|((&start, &duration), load)| {
            let shared = (start + duration).min(to).saturating_sub(start.max(from));
            load * f64::from(shared)
        });
        work.sum::<f64>() / f64::from((to - from).max(1))
    }
}

/// Gives for each activity which shares of all resources it uses while it runs, all together.
fn load(net: &Net) -> Vec<f64> {
    let most = |row: u32| net.free[row as usize].iter().map(|step| step.1).max().unwrap_or(0);
    let share = |&(row, units): &(u32, u32)| f64::from(units) / f64::from(most(row).max(1));
    net.demands.iter().map(|demands| demands.iter().map(share).sum()).collect()
}

/// Gives a cost that no plan undercuts.
fn least(net: &Net) -> Cost {
    let each = net.head.iter().zip(&net.duration).zip(&net.due);
    let late =
        each.map(|((head, duration), due)| u64::from((head + duration).saturating_sub(*due)));
    Cost { unplaced: 0, late: late.sum(), makespan: lower_bound(net) }
}
