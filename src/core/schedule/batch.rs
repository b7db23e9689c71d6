//! Many trials of a network at a time. Each node becomes one step that is made for a whole batch
//! of trials before the next: what it waits for, in which calendars it works and what of it never
//! changes is found out once. This module draws nothing; it gives what [`Work::forward`] gives.

use super::bar::Span;
use super::calendar::WorkCalendar;
use super::graph::{Edge, Node, gate, roll};
use super::moment::Moment;
use super::network::{ALL_DONE, Lag, Limit, Network, Stretch, Task};
use super::pass::{Work, at, put};

/// How many trials are made at a time: the dates of a plan of hundreds stay in near memory.
pub(super) const BATCH: usize = 64;

/// Holds one number for each trial of a batch.
pub(super) type Row = [f64; BATCH];

/// Holds the dates of a node in each trial of a batch.
#[derive(Clone)]
struct Dates {
    start: [Moment; BATCH],
    finish: [Moment; BATCH],
}

const NEVER: Dates = Dates { start: [Moment::MIN; BATCH], finish: [Moment::MIN; BATCH] };

/// Is what a node waits for: another that moves too.
struct Wait<'a> {
    slot: usize,
    from_finish: bool,
    lag: Later<'a>,
}

/// Is how long after it.
enum Later<'a> {
    Clock(i64),
    Working(i64, &'a WorkCalendar),
}

/// Is a share of a task's work: how much of it is done and how long all of it takes, in a trial if
/// the task is drawn.
struct Share<'a> {
    calendar: &'a WorkCalendar,
    minutes: i64,
    drawn: Option<usize>,
}

impl Share<'_> {
    /// Gives the minutes of a trial.
    fn minutes(&self, rows: &[Row], trial: usize) -> i64 {
        let by = self.drawn.and_then(|drawn| rows.get(drawn)?.get(trial));
        by.map_or(self.minutes, |by| scaled(self.minutes, *by))
    }
}

/// Gives a planned duration times what was drawn.
pub(super) fn scaled(minutes: i64, by: f64) -> i64 {
    if minutes > 0 { ((minutes as f64 * by + 0.5) as i64).max(1) } else { minutes }
}

/// Is how a node's dates come from those before it.
enum Rule<'a> {
    /// It never moves.
    Fixed(Span),
    /// A gate: the latest of what it waits for.
    Point,
    /// A summary: from the first start to the last finish of its parts, those that never move
    /// taken together.
    Roll(Vec<usize>, Span),
    /// A milestone, which moves on to working time.
    Milestone(&'a WorkCalendar),
    /// A task that has not started.
    Task(Vec<Share<'a>>),
    /// A task that has started then and is done by so much.
    Going(Moment, i64, Vec<Share<'a>>),
    /// Anything else, with the nodes before it: computed trial by trial.
    Other(Vec<(Node, usize)>),
}

/// Is a node in the order of computing.
struct Step<'a> {
    node: Node,
    rule: Rule<'a>,
    /// What it does not come before in any trial.
    floor: Moment,
    waits: Vec<Wait<'a>>,
}

/// Is a network made ready for trials.
pub(super) struct Batch<'a> {
    work: Work<'a>,
    steps: Vec<Step<'a>>,
    ends: Vec<usize>,
    /// When the last of those ends is finished that never move.
    fixed_end: Moment,
    /// Whether anything waits for a start.
    starts: bool,
    dates: Vec<Dates>,
    /// The network and the dates of one trial, where some node needs them.
    one: Option<(Network, Vec<Span>)>,
}

impl<'a> Batch<'a> {
    /// Makes a network ready. `order` are the nodes that move, `early` the dates of all others,
    /// `drawn` the tasks whose durations are drawn.
    pub(super) fn new(
        work: Work<'a>,
        early: &[Span],
        order: &[Node],
        drawn: &[usize],
        ends: &[usize],
    ) -> Self {
        let mut slots = vec![usize::MAX; early.len()];
        for (slot, node) in order.iter().enumerate() {
            put(&mut slots, *node, slot);
        }
        let maker = Maker { work, early, slots, drawn };
        let steps: Vec<Step<'a>> = order.iter().map(|node| maker.step(*node)).collect();
        let is_other = |step: &Step<'_>| matches!(step.rule, Rule::Other(_));
        let others = steps.iter().any(is_other);
        let starts = others || steps.iter().any(|s| s.waits.iter().any(|w| !w.from_finish));
        let fixed = ends.iter().filter(|task| maker.slot(roll(**task)).is_none());
        let fixed_end = fixed.map(|task| at(early, roll(*task)).finish).max();
        Batch {
            ends: ends.iter().filter_map(|task| maker.slot(roll(*task))).collect(),
            fixed_end: fixed_end.unwrap_or(Moment::MIN),
            starts,
            dates: vec![NEVER; steps.len()],
            steps,
            one: others.then(|| (work.network.clone(), early.to_vec())),
            work,
        }
    }

    /// Makes a batch of trials: `rows` holds for each drawn task by how much its duration is
    /// multiplied. Gives when the last of the ends is finished in each.
    pub(super) fn run(&mut self, drawn: &[usize], rows: &[Row]) -> [Moment; BATCH] {
        let Batch { work, steps, dates, one, starts, .. } = self;
        for (slot, step) in steps.iter().enumerate() {
            let (before, rest) = dates.split_at_mut(slot);
            let Some(out) = rest.first_mut() else { break };
            if let (Rule::Other(nodes), Some((network, spans))) = (&step.rule, one.as_mut()) {
                for trial in 0..BATCH {
                    draw(network, work.network, drawn, rows, trial);
                    for (node, slot) in nodes {
                        put(spans, *node, span_of(before, *slot, trial));
                    }
                    let span = Work { network, ..*work }.forward(step.node, spans, None);
                    put(&mut out.start, trial, span.start);
                    put(&mut out.finish, trial, span.finish);
                }
                continue;
            }
            step.run(before, rows, *starts, out);
        }
        let mut last = [self.fixed_end; BATCH];
        for end in self.ends.iter().filter_map(|slot| self.dates.get(*slot)) {
            last.iter_mut().zip(&end.finish).for_each(|(last, end)| *last = (*last).max(*end));
        }
        last
    }
}

fn span_of(dates: &[Dates], slot: usize, trial: usize) -> Span {
    let found = dates.get(slot).and_then(|d| Some((*d.start.get(trial)?, *d.finish.get(trial)?)));
    let (start, finish) = found.unwrap_or_default();
    Span { start, resume: start, finish }
}

/// Puts what was drawn for a trial into a network.
pub(super) fn draw(
    to: &mut Network,
    planned: &Network,
    drawn: &[usize],
    rows: &[Row],
    trial: usize,
) {
    for (task, row) in drawn.iter().zip(rows) {
        let (Some(own), Some(plan)) = (to.tasks.get_mut(*task), planned.tasks.get(*task)) else {
            continue;
        };
        let by = row.get(trial).copied().unwrap_or(1.0);
        for (stretch, planned) in own.stretches.iter_mut().zip(&plan.stretches) {
            stretch.minutes = scaled(planned.minutes, by);
        }
    }
}

impl Step<'_> {
    fn run(&self, before: &[Dates], rows: &[Row], starts: bool, out: &mut Dates) {
        let mut from = [self.floor; BATCH];
        for wait in &self.waits {
            let Some(dates) = before.get(wait.slot) else { continue };
            let ends = if wait.from_finish { &dates.finish } else { &dates.start };
            let pairs = from.iter_mut().zip(ends);
            match wait.lag {
                Later::Clock(0) => pairs.for_each(|(at, end)| *at = (*at).max(*end)),
                Later::Clock(n) => pairs.for_each(|(at, end)| *at = (*at).max(end.plus(n))),
                Later::Working(n, calendar) => pairs.for_each(|(at, end)| {
                    let position = calendar.worked(*end).saturating_add(n);
                    *at = (*at).max(calendar.finish_at(position));
                }),
            }
        }
        match &self.rule {
            Rule::Fixed(span) => {
                (out.start, out.finish) = ([span.start; BATCH], [span.finish; BATCH]);
            }
            Rule::Point => (out.start, out.finish) = (from, from),
            Rule::Roll(parts, fixed) => {
                (out.start, out.finish) = ([fixed.start; BATCH], [fixed.finish; BATCH]);
                for part in parts.iter().filter_map(|slot| before.get(*slot)) {
                    let starts = out.start.iter_mut().zip(&part.start);
                    starts.for_each(|(all, one)| *all = (*all).min(*one));
                    let ends = out.finish.iter_mut().zip(&part.finish);
                    ends.for_each(|(all, one)| *all = (*all).max(*one));
                }
            }
            Rule::Milestone(calendar) => {
                for at in &mut from {
                    if calendar.at_or_before(*at) != *at {
                        *at = calendar.at_or_after(*at);
                    }
                }
                (out.start, out.finish) = (from, from);
            }
            Rule::Task(shares) => {
                if starts {
                    for (start, at) in out.start.iter_mut().zip(&from) {
                        let all = shares.iter().map(|share| share.calendar.at_or_after(*at));
                        *start = all.min().unwrap_or(*at);
                    }
                }
                out.finish = [Moment::MIN; BATCH];
                for share in shares {
                    let calendar = share.calendar;
                    for (trial, (end, at)) in out.finish.iter_mut().zip(&from).enumerate() {
                        let minutes = share.minutes(rows, trial);
                        *end = (*end).max(calendar.finish_at(calendar.worked(*at) + minutes));
                    }
                }
            }
            Rule::Going(start, done, shares) => {
                out.start = [*start; BATCH];
                for (trial, (end, at)) in out.finish.iter_mut().zip(&from).enumerate() {
                    let parts = || {
                        shares.iter().map(|share| {
                            let all = share.minutes(rows, trial);
                            let so_far = all * done / ALL_DONE;
                            (share.calendar, so_far, all - so_far)
                        })
                    };
                    let stops = parts().filter(|(_, so_far, _)| *so_far > 0);
                    let stop = stops.map(|(c, n, _)| c.finish_at(c.worked(*start) + n)).max();
                    let on = stop.unwrap_or(*start).max(*at);
                    let ends = parts().filter(|(.., left)| *left > 0);
                    let ends = ends.map(|(c, _, left)| c.finish_at(c.worked(on) + left));
                    *end = ends.max().unwrap_or(on);
                }
            }
            Rule::Other(_) => {}
        }
    }
}

/// Finds out the rule of each node.
struct Maker<'a, 'b> {
    work: Work<'a>,
    early: &'b [Span],
    slots: Vec<usize>,
    drawn: &'b [usize],
}

impl<'a> Maker<'a, '_> {
    /// Gives the place of a node that moves.
    fn slot(&self, node: Node) -> Option<usize> {
        self.slots.get(node).copied().filter(|slot| *slot != usize::MAX)
    }

    fn step(&self, node: Node) -> Step<'a> {
        let (work, task) = (self.work, node / 2);
        let mut step = Step { node, rule: Rule::Point, floor: Moment::MIN, waits: Vec::new() };
        let Some(own) = work.network.tasks.get(task) else {
            step.rule = Rule::Fixed(at(self.early, node));
            return step;
        };
        let children = work.graph.children_of(task);
        if node == roll(task) && !children.is_empty() {
            let mut fixed = Span { start: Moment::MAX, resume: Moment::MAX, finish: Moment::MIN };
            let mut parts = Vec::new();
            for part in children.iter().map(|child| roll(*child)) {
                let known = at(self.early, part);
                match self.slot(part) {
                    Some(slot) => parts.push(slot),
                    None => {
                        fixed.start = fixed.start.min(known.start);
                        fixed.finish = fixed.finish.max(known.finish);
                    }
                }
            }
            step.rule = Rule::Roll(parts, fixed);
            return step;
        }
        let plain = self.floor(task, &mut step);
        step.rule = match (node == gate(task), own.limit) {
            _ if !plain => self.other(node),
            (true, Limit::StartNoEarlier(date) | Limit::MustStart(date)) => {
                step.floor = step.floor.max(date);
                Rule::Point
            }
            (true, _) => Rule::Point,
            (false, _) => self.leaf(node, own, &mut step),
        };
        step
    }

    /// Gives the rule of a task without parts.
    fn leaf(&self, node: Node, own: &'a Task, step: &mut Step<'a>) -> Rule<'a> {
        let (work, task) = (self.work, node / 2);
        let started = own.actual_start.filter(|_| own.actual_finish.is_none());
        let status = work.network.rules.status.unwrap_or(Moment::MIN);
        if own.actual_finish.is_some() || own.manual.is_some() {
            return Rule::Fixed(at(self.early, node));
        }
        let shares = self.shares(task, &own.stretches);
        if let Some(start) = started {
            if own.done >= ALL_DONE || shares.is_empty() {
                return self.other(node);
            }
            if !work.network.rules.retain_logic {
                (step.floor, step.waits) = (Moment::MIN, Vec::new());
            }
            step.floor = step.floor.max(status);
            return Rule::Going(start, own.done.clamp(0, ALL_DONE), shares);
        }
        if own.done > 0 {
            return self.other(node);
        }
        step.floor = step.floor.max(work.base(task)).max(status);
        match own.limit {
            Limit::Asap | Limit::Alap => {}
            Limit::StartNoEarlier(date) => step.floor = step.floor.max(date),
            _ => return self.other(node),
        }
        match shares.is_empty() {
            true => Rule::Milestone(work.calendar(task)),
            false => Rule::Task(shares),
        }
    }

    fn shares(&self, task: usize, stretches: &[Stretch]) -> Vec<Share<'a>> {
        let drawn = self.drawn.iter().position(|drawn| *drawn == task);
        let Work { network, always, .. } = self.work;
        let share = |stretch: &Stretch| Share {
            calendar: network.calendars.get(stretch.calendar as usize).unwrap_or(always),
            minutes: stretch.minutes.min(Moment::MAX.minutes()),
            drawn,
        };
        stretches.iter().filter(|s| s.minutes > 0).map(share).collect()
    }

    /// Collects what a node waits for; `false` where a link moves a finish or has a lag that
    /// depends on a duration.
    fn floor(&self, task: usize, step: &mut Step<'a>) -> bool {
        let work = self.work;
        step.floor = work.awaits(task);
        if let Some(above) = work.graph.parent_of(task).map(gate) {
            match self.slot(above) {
                // A gate is a point: its finish is its start.
                Some(slot) => {
                    step.waits.push(Wait { slot, from_finish: true, lag: Later::Clock(0) });
                }
                None => step.floor = step.floor.max(at(self.early, above).start),
            }
        }
        for edge @ Edge { link, from, to } in work.graph.edges_in(task) {
            if link.kind.to_finish() {
                return false;
            }
            let Some(slot) = self.slot(roll(*from)) else {
                step.floor = step.floor.max(work.push(edge, self.early));
                continue;
            };
            let lag = match link.lag {
                Lag::Working(0) => Later::Clock(0),
                Lag::Working(n) => Later::Working(n, work.calendar(*to)),
                Lag::Elapsed(n) => Later::Clock(n),
                Lag::Percent(_) | Lag::ElapsedPercent(_) => return false,
            };
            step.waits.push(Wait { slot, from_finish: link.kind.from_finish(), lag });
        }
        true
    }

    fn other(&self, node: Node) -> Rule<'a> {
        let mut nodes = Vec::new();
        self.work.graph.before(node, |n| nodes.extend(self.slot(n).map(|slot| (n, slot))));
        Rule::Other(nodes)
    }
}
