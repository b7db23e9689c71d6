//! Trials of a plan: when it ends if tasks take more or less time than planned. Each trial draws a
//! duration for every task that has a spread and schedules what that can move, by the same rules,
//! links and calendars as the plan itself. This module knows no record of the model and no word.
//!
//! Monte Carlo for networks: Van Slyke, *Monte Carlo Methods and the PERT Problem* (1963). The
//! beta of three points: Malcolm, Roseboom, Clark and Fazar, *Application of a Technique for
//! Research and Development Program Evaluation* (1959), in Vose's form (*Risk Analysis*, 3rd
//! edition, 2008): on [a, b] with its mode at m, α = 1 + 4 (m − a) ÷ (b − a) and
//! β = 1 + 4 (b − m) ÷ (b − a), so that its mean is (a + 4 m + b) ÷ 6. The triangle is in Vose too.

use super::batch::{BATCH, Batch};
use super::graph::{Node, roll};
use super::moment::Moment;
use super::network::{Key, Network};
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

/// Is an event that makes a task longer if it happens: in each trial it does, or it does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shock {
    /// The task.
    pub task: Key,
    /// How likely it happens, from 0 to 1.
    pub chance: f64,
    /// How much longer the task then takes, as a multiple of the duration in the plan.
    pub more: f64,
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
    quantiles: Vec<f64>,
    random: Random,
    /// Events by chance and by how much they lengthen it, with a source of chance of their own.
    shocks: Vec<(f64, f64)>,
    events: Random,
}

impl Drawn {
    /// Draws a multiple of the planned duration.
    fn draw(&mut self) -> f64 {
        let place = self.random.unit() * STEPS as f64;
        let step = place as usize;
        let (a, b) = (self.quantiles.get(step), self.quantiles.get(step + 1));
        let (Some(a), Some(b)) = (a, b) else { return 1.0 };
        let mut by = a + (b - a) * (place - step as f64);
        for (chance, more) in &self.shocks {
            if self.events.unit() < *chance {
                by += more;
            }
        }
        by
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
        self.trials_with(ends, spreads, &[], shape, n_trials, seed)
    }

    /// Gives the trials with events that lengthen tasks, each drawn on its own.
    pub fn trials_with(
        &self,
        ends: &[Key],
        spreads: &[Spread],
        shocks: &[Shock],
        shape: Shape,
        n_trials: usize,
        seed: u64,
    ) -> Vec<Moment> {
        let mut drawn = self.drawn(spreads, shocks, shape, seed);
        let tasks: Vec<usize> = drawn.iter().map(|one| one.task).collect();
        let index = |key: &Key| self.graph.index.get(key).copied();
        let ends: Vec<usize> = ends.iter().filter_map(index).collect();
        let order = self.reach(&tasks, &ends);
        let network = self.near(&order);
        let work = Work { network: &network, graph: &self.graph, always: &self.always };
        let mut batch = Batch::new(work, &self.dates.early, &order, &tasks, &ends);
        let mut rows = vec![[1.0; BATCH]; drawn.len()];
        let mut out = Vec::with_capacity(n_trials + BATCH);
        while out.len() < n_trials {
            for (row, one) in rows.iter_mut().zip(&mut drawn) {
                row.iter_mut().for_each(|by| *by = one.draw());
            }
            out.extend(batch.run(&tasks, &rows));
        }
        out.truncate(n_trials);
        out
    }

    /// Lists the tasks whose durations are drawn, in their order, each with a source of its own.
    fn drawn(&self, spreads: &[Spread], shocks: &[Shock], shape: Shape, seed: u64) -> Vec<Drawn> {
        // A task that only events lengthen is drawn too: its own duration stays.
        let single = shocks.iter().map(|s| Spread { task: s.task, low: 1.0, high: 1.0 });
        let single = single.filter(|one| !spreads.iter().any(|own| own.task == one.task));
        let spreads: Vec<Spread> = spreads.iter().copied().chain(single).collect();
        let mut drawn: Vec<Drawn> = Vec::new();
        // Many tasks have the same three points, told as multiples.
        let mut known: Vec<((u64, u64), Vec<f64>)> = Vec::new();
        for spread in &spreads {
            let index = self.graph.index.get(&spread.task).copied();
            let Some(task) = index.filter(|task| self.graph.is_leaf(*task)) else { continue };
            let Some(own) = self.network.tasks.get(task) else { continue };
            if own.is_done() || own.is_milestone() || own.manual.is_some() {
                continue;
            }
            let both = (spread.low.to_bits(), spread.high.to_bits());
            let found = known.iter().find(|(own, _)| *own == both).map(|(_, list)| list.clone());
            let quantiles = found.unwrap_or_else(|| {
                let list = quantiles(shape, spread.low, spread.high);
                known.push((both, list.clone()));
                list
            });
            let mut mixed = Random::new(seed ^ spread.task);
            let random = Random::new(mixed.unit().to_bits());
            let events = Random::new(mixed.unit().to_bits());
            let own = shocks.iter().filter(|s| s.task == spread.task);
            // The order of the input means nothing (law S1).
            let mut shocks: Vec<(f64, f64)> = own
                .map(|s| (s.chance.clamp(0.0, 1.0), s.more.max(0.0)))
                .filter(|(chance, more)| *chance > 0.0 && more.is_finite())
                .collect();
            shocks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            drawn.push(Drawn { task, quantiles, random, shocks, events });
        }
        drawn.sort_by_key(|one| one.task);
        drawn.dedup_by_key(|one| one.task);
        drawn
    }

    /// Gives the network with tables for the calendars that some nodes work by.
    fn near(&self, order: &[Node]) -> Network {
        let from = order.iter().map(|node| at(&self.dates.early, *node).start).min();
        let from = from.unwrap_or(Moment::MIN).plus(-60 * 1_440);
        let mut network = self.network.clone();
        let mut used = vec![false; network.calendars.len()];
        for task in order.iter().filter_map(|node| self.network.tasks.get(node / 2)) {
            let stretches = task.stretches.iter().map(|stretch| stretch.calendar);
            stretches.chain([task.calendar]).for_each(|idx| put(&mut used, idx as usize, true));
        }
        for (calendar, _) in network.calendars.iter_mut().zip(used).filter(|(_, used)| *used) {
            *calendar = calendar.with_near(from, N_DAYS);
        }
        network
    }

    /// Lists, in order, the nodes that a drawn duration can move and that the ends wait for.
    fn reach(&self, drawn: &[usize], ends: &[usize]) -> Vec<Node> {
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
        let moved = spread(drawn.iter().map(|task| roll(*task)).collect(), &|node, open| {
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
    use super::super::batch::draw;
    use super::super::network::{Lag, Limit, Link, LinkKind, Stretch, Task};
    use super::*;
    use crate::schedule::WorkCalendar;

    /// Makes a project with all that a task can be: parts, people, progress, limits, every link.
    fn project(seed: u64) -> Network {
        let mut random = Random::new(seed);
        let monday = Moment::start_of("2026-05-04".parse().unwrap());
        let away = |from: &str, to: &str| crate::model::Absence {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            ..Default::default()
        };
        let standard = WorkCalendar::standard();
        let holiday = standard.without([&away("2026-05-11", "2026-05-22")]);
        let mut network = Network {
            calendars: vec![standard, holiday, WorkCalendar::always()],
            starts: vec![monday, monday.plus(3 * 1_440)],
            ..Network::default()
        };
        network.rules.honor_limits = random.chance(70);
        network.rules.retain_logic = random.chance(70);
        network.rules.status = random.chance(50).then(|| monday.plus(2_000));
        let n = random.whole(3, 25) as u64;
        for key in 1..=n {
            let mut task = Task::new(key, random.below(4) as u32, random.whole(-1, 9) * 300);
            task.project = random.below(3) as u32;
            if random.chance(25) {
                let minutes = random.whole(0, 2_000);
                task.stretches.push(Stretch { calendar: random.below(4) as u32, minutes });
            }
            let day = |random: &mut Random| monday.plus(random.whole(0, 40_000));
            let date = day(&mut random);
            task.parent = random.chance(20).then(|| random.whole(1, n as i64) as u64);
            task.planned = random.chance(20).then_some(date);
            task.limit = match random.below(24) {
                0 => Limit::Alap,
                1 | 2 => Limit::StartNoEarlier(date),
                3 => Limit::StartNoLater(date),
                4 => Limit::FinishNoEarlier(date),
                5 => Limit::FinishNoLater(date),
                6 => Limit::MustStart(date),
                7 => Limit::MustFinish(date),
                _ => Limit::Asap,
            };
            if random.chance(20) {
                task.done = random.whole(1, 10_000);
                task.actual_start = random.chance(70).then(|| day(&mut random));
            }
            if random.chance(4) {
                task.manual = Some((date, date.plus(900)));
            }
            network.tasks.push(task);
        }
        for key in 0..n * 2 {
            let kind = match random.below(10) {
                0 => LinkKind::FinishFinish,
                1 => LinkKind::StartFinish,
                2 | 3 => LinkKind::StartStart,
                _ => LinkKind::FinishStart,
            };
            let lag = match random.below(8) {
                0 => Lag::Working(random.whole(-500, 900)),
                1 => Lag::Elapsed(random.whole(-500, 3_000)),
                2 => Lag::Percent(random.whole(-3_000, 9_000)),
                3 => Lag::ElapsedPercent(5_000),
                _ => Lag::Working(0),
            };
            let from = random.whole(1, n as i64) as u64;
            let to = random.whole(1, n as i64) as u64;
            network.links.push(Link { kind, lag, ..Link::new(1_000 + key, from, to) });
        }
        network
    }

    #[test]
    fn many_trials_at_a_time_are_those_that_whole_plans_give() {
        let mut moving = 0;
        for seed in 0..400 {
            let plan = Plan::new(project(seed));
            let keys: Vec<Key> = plan.network.tasks.iter().map(|task| task.key).collect();
            let spreads = keys.iter().map(|task| Spread { task: *task, low: 0.3, high: 2.5 });
            let spreads: Vec<Spread> = spreads.collect();
            // Every third task meets an event in two of five trials.
            let shock = |task: &Key| Shock { task: *task, chance: 0.4, more: 1.5 };
            let shocks: Vec<Shock> = keys.iter().filter(|key| *key % 3 == 0).map(shock).collect();
            let all = plan.trials_with(&keys, &spreads, &shocks, Shape::Triangle, 9, seed);
            moving += usize::from(all.iter().any(|end| Some(end) != all.first()));
            let mut drawn = plan.drawn(&spreads, &shocks, Shape::Triangle, seed);
            let tasks: Vec<usize> = drawn.iter().map(|one| one.task).collect();
            for (nth, end) in all.into_iter().enumerate() {
                let rows: Vec<_> = drawn.iter_mut().map(|one| [one.draw(); BATCH]).collect();
                let mut network = plan.network.clone();
                draw(&mut network, &plan.network, &tasks, &rows, 0);
                let work = Work { network: &network, ..plan.work() };
                // What is as late as possible moves in the plan's second pass, which trials do
                // without: they ask for the earliest end.
                let mut spans = plan.dates.early.clone();
                for node in &plan.graph.order {
                    let span = work.forward(*node, &spans, None);
                    put(&mut spans, *node, span);
                }
                let ends = keys.iter().map(|key| roll(plan.graph.index[key]));
                let last = ends.map(|node| at(&spans, node).finish).max();
                assert_eq!(Some(end), last, "seed {seed}, trial {nth}");
            }
        }
        assert!(moving > 200, "{moving} of 400 move");
    }

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
