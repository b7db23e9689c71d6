//! Trials of a plan: when it ends if tasks take more or less time than planned. Each trial draws a
//! duration for every task that has a spread and schedules what that can move, by the same rules,
//! links and calendars as the plan itself. This module knows no record of the model and no word.
//!
//! Monte Carlo for networks: Van Slyke, *Monte Carlo Methods and the PERT Problem* (1963). The
//! beta of three points: Malcolm, Roseboom, Clark and Fazar, *Application of a Technique for
//! Research and Development Program Evaluation* (1959), in Vose's form (*Risk Analysis*, 3rd
//! edition, 2008): on [a, b] with its mode at m, α = 1 + 4 (m − a) ÷ (b − a) and
//! β = 1 + 4 (b − m) ÷ (b − a), so that its mean is (a + 4 m + b) ÷ 6. The triangle is in Vose too.

use super::graph::{Node, roll};
use super::moment::Moment;
use super::network::{Key, Network, Stretch};
use super::pass::{Work, at, put};
use super::plan::Plan;
use crate::random::Random;

/// Is how a duration spreads between its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The beta distribution of PERT.
    Pert,
    /// The triangle, which has heavier ends.
    Triangle,
}

/// Is the spread of a task's duration; the duration in the plan is the most likely one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The task.
    pub task: Key,
    /// What it takes at best, as a multiple of the duration in the plan; above 1 counts as 1.
    pub low: f64,
    /// What it takes at worst, as a multiple; below 1 counts as 1.
    pub high: f64,
}

/// How finely a distribution is kept: by so many quantiles and one.
const STEPS: usize = 128;
/// How many days of the calendars are kept as tables: those of eight years.
const N_DAYS: i64 = 8 * 366;
/// How finely it is summed up.
const GRID: usize = 512;

/// Gives multiples of the most likely duration by rising likelihood, in equal steps from 0 to 1.
pub fn quantiles(shape: Shape, low: f64, high: f64) -> Vec<f64> {
    let (low, high) = (low.clamp(0.0, 1.0), high.max(1.0));
    let width = high - low;
    if width.is_nan() || width <= 0.0 || !width.is_finite() {
        return vec![1.0; STEPS + 1];
    }
    let mode = (1.0 - low) / width;
    let share = |n: usize| n as f64 / STEPS as f64;
    let place = |x: f64| low + width * x;
    match shape {
        Shape::Triangle => {
            let at = |p: f64| {
                if p < mode { (p * mode).sqrt() } else { 1.0 - ((1.0 - p) * (1.0 - mode)).sqrt() }
            };
            (0..=STEPS).map(|n| place(at(share(n)))).collect()
        }
        Shape::Pert => {
            let (alpha, beta) = (4.0 * mode, 4.0 * (1.0 - mode));
            let density = |x: f64| x.powf(alpha) * (1.0 - x).powf(beta);
            let middle = |n: usize| (n as f64 + 0.5) / GRID as f64;
            let mut sums = vec![0.0];
            let mut sum = 0.0;
            for n in 0..GRID {
                sum += density(middle(n));
                sums.push(sum);
            }
            let at = |p: f64| {
                let wanted = p * sum;
                let next = sums.partition_point(|s| *s < wanted).clamp(1, GRID);
                let (a, b) = (sums.get(next - 1), sums.get(next));
                let (a, b) = (a.copied().unwrap_or(0.0), b.copied().unwrap_or(sum));
                let within = if b > a { ((wanted - a) / (b - a)).clamp(0.0, 1.0) } else { 0.0 };
                ((next - 1) as f64 + within) / GRID as f64
            };
            (0..=STEPS).map(|n| place(at(share(n)))).collect()
        }
    }
}

/// Is a task whose duration is drawn.
struct Drawn {
    task: usize,
    planned: Vec<Stretch>,
    quantiles: Vec<f64>,
    random: Random,
}

impl Drawn {
    /// Draws a multiple of the planned duration.
    fn draw(&mut self) -> f64 {
        let place = self.random.unit() * STEPS as f64;
        let step = place as usize;
        let (a, b) = (self.quantiles.get(step), self.quantiles.get(step + 1));
        let (Some(a), Some(b)) = (a, b) else { return 1.0 };
        a + (b - a) * place.fract()
    }
}

impl Plan {
    /// Gives when the last of some tasks is finished, trial by trial. Tasks without a spread, and
    /// those that are finished, take what the plan says. The same seed gives the same trials,
    /// whatever the order of the input (law S1).
    pub fn trials(
        &self,
        ends: &[Key],
        spreads: &[Spread],
        shape: Shape,
        n_trials: usize,
        seed: u64,
    ) -> Vec<Moment> {
        let index = |key: &Key| self.graph.index.get(key).copied();
        let ends: Vec<usize> = ends.iter().filter_map(index).collect();
        let mut drawn: Vec<Drawn> = Vec::new();
        for spread in spreads {
            let Some(task) = index(&spread.task).filter(|task| self.graph.is_leaf(*task)) else {
                continue;
            };
            let Some(own) = self.network.tasks.get(task) else { continue };
            if own.is_done() || own.is_milestone() || own.manual.is_some() {
                continue;
            }
            let mut mixed = Random::new(seed ^ spread.task);
            drawn.push(Drawn {
                task,
                planned: own.stretches.clone(),
                quantiles: quantiles(shape, spread.low, spread.high),
                random: Random::new(mixed.unit().to_bits()),
            });
        }
        drawn.sort_by_key(|one| one.task);
        drawn.dedup_by_key(|one| one.task);
        let order = self.reach(&drawn, &ends);
        let mut network: Network = self.network.clone();
        let from = order.iter().map(|node| at(&self.dates.early, *node).start).min();
        let from = from.unwrap_or(Moment::MIN).plus(-60 * 1_440);
        let fast = network.calendars.iter().map(|calendar| calendar.with_near(from, N_DAYS));
        network.calendars = fast.collect();
        let always = self.always.with_near(from, N_DAYS);
        let mut spans = self.dates.early.clone();
        let mut out = Vec::with_capacity(n_trials);
        for _ in 0..n_trials {
            for one in &mut drawn {
                let by = one.draw();
                let Some(task) = network.tasks.get_mut(one.task) else { continue };
                for (stretch, planned) in task.stretches.iter_mut().zip(&one.planned) {
                    stretch.minutes = ((planned.minutes as f64 * by).round() as i64).max(1);
                }
            }
            let work = Work { network: &network, graph: &self.graph, always: &always };
            for node in &order {
                let span = work.forward(*node, &spans, None);
                put(&mut spans, *node, span);
            }
            let last = ends.iter().map(|task| at(&spans, roll(*task)).finish).max();
            out.push(last.unwrap_or(Moment::MIN));
        }
        out
    }

    /// Lists, in order, the nodes that a drawn duration can move and that the ends wait for.
    fn reach(&self, drawn: &[Drawn], ends: &[usize]) -> Vec<Node> {
        let spread = |from: Vec<Node>, next: &dyn Fn(Node, &mut Vec<Node>)| {
            let mut seen = vec![false; self.graph.rank.len()];
            let mut open = from;
            while let Some(node) = open.pop() {
                if seen.get(node) == Some(&false) {
                    put(&mut seen, node, true);
                    next(node, &mut open);
                }
            }
            seen
        };
        let moved = spread(drawn.iter().map(|one| roll(one.task)).collect(), &|node, open| {
            self.graph.after(node, |next| open.push(next));
        });
        let awaited = spread(ends.iter().map(|task| roll(*task)).collect(), &|node, open| {
            self.graph.before(node, |next| open.push(next));
        });
        let both =
            |node: &&Node| moved.get(**node) == Some(&true) && awaited.get(**node) == Some(&true);
        self.graph.order.iter().filter(both).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(list: &[f64]) -> f64 {
        // The quantiles are in equal steps: their mean, the ends by half, is that of the whole.
        let inner: f64 = list.windows(2).map(|w| (w[0] + w[1]) / 2.0).sum();
        inner / (list.len() - 1) as f64
    }

    #[test]
    fn the_mean_of_a_pert_beta_and_of_a_triangle_is_that_of_the_books() {
        for (low, high) in [(0.5, 2.0), (0.9, 1.1), (1.0, 3.0), (0.2, 1.0)] {
            // A part in a thousand of the range, and a little for the steps at its ends.
            let near = 1.5e-3 * f64::max(high - low, 1.0);
            let pert = mean(&quantiles(Shape::Pert, low, high));
            assert!((pert - (low + 4.0 + high) / 6.0).abs() < near, "{low} {high}: {pert}");
            let triangle = mean(&quantiles(Shape::Triangle, low, high));
            assert!((triangle - (low + 1.0 + high) / 3.0).abs() < near, "{low} {high}: {triangle}");
        }
        assert_eq!(quantiles(Shape::Pert, 1.0, 1.0), vec![1.0; STEPS + 1]);
        assert_eq!(quantiles(Shape::Pert, f64::NAN, f64::INFINITY), vec![1.0; STEPS + 1]);
    }
}
