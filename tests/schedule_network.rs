//! Random networks: against a slow, obvious solver; incremental against from scratch (law I2);
//! and whatever the order of the input (law S1).
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use throughline_core::model::{Calendar, Exception, Shift, WeekDay};
use throughline_core::schedule::{
    Edit, Lag, Limit, Link, LinkKind, Moment, Network, Plan, Rules, Stretch, Task, TaskDates,
    WorkCalendar,
};

/// Monday, 4 May 2026.
fn monday() -> Moment {
    Moment::start_of("2026-05-04".parse().unwrap())
}

fn calendars() -> Vec<WorkCalendar> {
    let shift = |(from, to): (u32, u32)| Shift { from, to, ..Shift::default() };
    let week = |days: std::ops::RangeInclusive<u32>, shifts: &[(u32, u32)]| -> Vec<WeekDay> {
        let shifts: Vec<Shift> = shifts.iter().copied().map(shift).collect();
        days.map(|day| WeekDay { day, shifts: shifts.clone(), ..WeekDay::default() }).collect()
    };
    let holiday = Exception {
        from: "2026-05-07".parse().unwrap(),
        to: "2026-05-08".parse().unwrap(),
        ..Exception::default()
    };
    let office = Calendar { week: week(1..=5, &[(480, 720), (780, 1020)]), ..Calendar::default() };
    let closed = Calendar { exceptions: vec![holiday], ..office.clone() };
    let night = Calendar { week: week(2..=7, &[(0, 300), (1380, 1440)]), ..Calendar::default() };
    let always = WorkCalendar::always();
    vec![WorkCalendar::of(&office), WorkCalendar::of(&closed), always, WorkCalendar::of(&night)]
}

/// Is a generated task: calendar, minutes, parent, limit and its day, and how far it is.
type Seed = (u8, u16, u8, u8, u16, u8);
/// Is a generated link: from, to, kind, lag unit, lag.
type Tie = (u8, u8, u8, u8, i16);

fn task(idx: usize, seed: Seed, plain: bool) -> Task {
    let (calendar, minutes, parent, limit, day, far) = seed;
    let calendar = u32::from(calendar) % 4;
    let mut task = Task::new(idx as u64 + 1, calendar, i64::from(minutes) % 2_000);
    if minutes.is_multiple_of(7) {
        task.stretches.clear();
    }
    // Parents come later in the list, so that no circle of parts arises.
    task.parent = (parent > 150).then(|| idx as u64 + 2 + u64::from(parent) % 3);
    let at = monday().plus(i64::from(day) % 20_000);
    task.limit = match limit % 16 {
        1 => Limit::StartNoEarlier(at),
        2 => Limit::FinishNoEarlier(at),
        _ if plain => Limit::Asap,
        3 => Limit::StartNoLater(at),
        4 => Limit::FinishNoLater(at),
        5 => Limit::MustStart(at),
        6 => Limit::MustFinish(at),
        7 => Limit::Alap,
        _ => Limit::Asap,
    };
    if plain {
        return task;
    }
    match far % 12 {
        1 => task.deadline = Some(at),
        2 => task.planned = Some(at),
        3 => task.manual = Some((at, at.plus(600))),
        4 => (task.actual_start, task.done) = (Some(at), i64::from(day) % 10_000),
        5 => (task.actual_start, task.actual_finish) = (Some(at), Some(at.plus(900))),
        6 => task.done = i64::from(day) % 10_001,
        7 => task.stretches.push(Stretch { calendar: (calendar + 1) % 4, minutes: 700 }),
        _ => {}
    }
    task.project = u32::from(far) % 2;
    task
}

fn link(idx: usize, tie: Tie, n_tasks: usize, plain: bool) -> Link {
    let (a, b, kind, unit, lag) = tie;
    let (a, b) = (u64::from(a) % n_tasks as u64 + 1, u64::from(b) % n_tasks as u64 + 1);
    // Mostly forward, so that circles are there and are rare.
    let (from, to) = if a < b || (!plain && lag == 13) { (a, b) } else { (b, a) };
    let kind = match kind % 7 {
        0 => LinkKind::StartStart,
        1 => LinkKind::FinishFinish,
        2 => LinkKind::StartFinish,
        _ => LinkKind::FinishStart,
    };
    let lag = i64::from(lag) % 2_000;
    let lag = match unit % 8 {
        0 => Lag::Elapsed(lag),
        1 => Lag::Working(lag),
        2 => Lag::Percent(lag * 5),
        3 => Lag::ElapsedPercent(lag * 5),
        _ => Lag::Working(0),
    };
    Link { key: idx as u64 + 1, from, to, kind, lag }
}

fn network(seeds: &[Seed], ties: &[Tie], plain: bool, rules: Rules) -> Network {
    let tasks = seeds.iter().enumerate().map(|(idx, seed)| task(idx, *seed, plain)).collect();
    let links = ties.iter().enumerate().map(|(idx, tie)| link(idx, *tie, seeds.len(), plain));
    Network {
        calendars: calendars(),
        starts: vec![monday(), monday().plus(2_000)],
        tasks,
        links: links.collect(),
        rules,
    }
}

fn rules() -> impl Strategy<Value = Rules> {
    (any::<bool>(), any::<bool>(), proptest::option::of(0i64..9_000)).prop_map(
        |(honor_limits, retain_logic, status)| Rules {
            status: status.map(|n| monday().plus(n)),
            honor_limits,
            retain_logic,
            ..Rules::default()
        },
    )
}

fn everything(plan: &Plan) -> Vec<(u64, TaskDates)> {
    plan.all().collect()
}

/// Walks working time one minute at a time.
struct Slow<'a> {
    network: &'a Network,
}

impl Slow<'_> {
    fn works(&self, calendar: u32, at: Moment) -> bool {
        self.network.calendars[calendar as usize].is_working(at)
    }

    fn next(&self, calendar: u32, mut at: Moment) -> Moment {
        while !self.works(calendar, at) {
            at = at.plus(1);
        }
        at
    }

    fn previous(&self, calendar: u32, mut at: Moment) -> Moment {
        while !self.works(calendar, at.plus(-1)) {
            at = at.plus(-1);
        }
        at
    }

    fn count(&self, calendar: u32, mut from: Moment, to: Moment) -> i64 {
        let mut n = 0;
        while from < to {
            n += i64::from(self.works(calendar, from));
            from = from.plus(1);
        }
        n
    }

    fn walk(&self, calendar: u32, mut at: Moment, mut minutes: i64) -> Moment {
        while minutes > 0 {
            minutes -= i64::from(self.works(calendar, at));
            at = at.plus(1);
        }
        if minutes < 0 {
            while minutes < 0 {
                at = at.plus(-1);
                minutes += i64::from(self.works(calendar, at));
            }
            at = self.previous(calendar, at);
        }
        at
    }

    fn minutes(&self, task: &Task) -> i64 {
        task.stretches.first().map_or(0, |s| s.minutes)
    }

    /// Gives the moment that a link asks for.
    fn asked(&self, link: &Link, spans: &[(Moment, Moment)]) -> Moment {
        let (start, finish) = spans[link.from as usize - 1];
        let from = if link.kind.from_finish() { finish } else { start };
        let calendar = self.network.tasks[link.to as usize - 1].calendar;
        let before = &self.network.tasks[link.from as usize - 1];
        let lasts = if self.is_summary(link.from) {
            self.count(before.calendar, start, finish)
        } else {
            self.minutes(before)
        };
        match link.lag {
            Lag::Working(n) => self.walk(calendar, from, n),
            Lag::Elapsed(n) => from.plus(n),
            Lag::Percent(p) => self.walk(calendar, from, lasts * p / 10_000),
            Lag::ElapsedPercent(p) => from.plus(lasts * p / 10_000),
        }
    }

    fn is_summary(&self, key: u64) -> bool {
        self.network.tasks.iter().any(|t| t.parent == Some(key))
    }

    /// Computes the dates by trying later and later starts until everything fits, over and over
    /// until nothing moves. `forced` starts one task no earlier than a moment.
    fn solve(&self, forced: Option<(usize, Moment)>) -> Vec<(Moment, Moment)> {
        let tasks = &self.network.tasks;
        let mut spans: Vec<(Moment, Moment)> = vec![(monday(), monday()); tasks.len()];
        loop {
            let before = spans.clone();
            for (idx, task) in tasks.iter().enumerate() {
                let parts: Vec<_> = (0..tasks.len())
                    .filter(|c| tasks[*c].parent == Some(task.key))
                    .map(|c| spans[c])
                    .collect();
                if let (Some(start), Some(finish)) =
                    (parts.iter().map(|s| s.0).min(), parts.iter().map(|s| s.1).max())
                {
                    spans[idx] = (start, finish);
                    continue;
                }
                spans[idx] = self.place(idx, &spans, forced);
            }
            if spans == before {
                return spans;
            }
        }
    }

    fn place(
        &self,
        idx: usize,
        spans: &[(Moment, Moment)],
        forced: Option<(usize, Moment)>,
    ) -> (Moment, Moment) {
        let task = &self.network.tasks[idx];
        let mut no_earlier = monday();
        let mut no_finish_before = Moment::MIN;
        if let Some((_, at)) = forced.filter(|(which, _)| *which == idx) {
            no_earlier = no_earlier.max(at);
        }
        let mut holder = Some(task.key);
        while let Some(key) = holder {
            let own = &self.network.tasks[key as usize - 1];
            for link in self.network.links.iter().filter(|l| l.to == key) {
                let asked = self.asked(link, spans);
                if !link.kind.to_finish() {
                    no_earlier = no_earlier.max(asked);
                } else if key == task.key {
                    no_finish_before = no_finish_before.max(asked);
                }
            }
            match own.limit {
                Limit::StartNoEarlier(at) => no_earlier = no_earlier.max(at),
                Limit::FinishNoEarlier(at) if key == task.key => {
                    no_finish_before = no_finish_before.max(at);
                }
                _ => {}
            }
            holder = own.parent.filter(|p| *p as usize <= self.network.tasks.len());
        }
        let calendar = task.calendar;
        let minutes = self.minutes(task);
        if minutes == 0 {
            let at = no_earlier.max(no_finish_before);
            let stands = self.works(calendar, at) || self.works(calendar, at.plus(-1));
            let at = if stands { at } else { self.next(calendar, at) };
            return (at, at);
        }
        let mut start = self.next(calendar, no_earlier);
        loop {
            let finish = self.walk(calendar, start, minutes);
            // Late enough: no working time is left between the finish and what is asked.
            let short = self.count(calendar, finish, no_finish_before);
            if short == 0 {
                return (start, finish);
            }
            start = self.next(calendar, self.walk(calendar, start, short));
        }
    }
}

fn cases(n: u32) -> ProptestConfig {
    let usual = ProptestConfig::default().cases / 256;
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(n * usual.max(1)) }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn early_dates_equal_those_of_the_slow_solver(
        seeds in vec(any::<Seed>(), 1..7),
        ties in vec(any::<Tie>(), 0..9),
    ) {
        let network = network(&seeds, &ties, true, Rules::default());
        let plan = Plan::new(network.clone());
        prop_assume!(plan.problems().is_empty());
        let mut network = network;
        let known = network.tasks.len() as u64;
        network.tasks.iter_mut().for_each(|t| t.parent = t.parent.filter(|p| *p <= known));
        let slow = Slow { network: &network };
        let spans = slow.solve(None);
        for (task, span) in network.tasks.iter().zip(&spans) {
            let dates = plan.dates(task.key).unwrap();
            prop_assert_eq!((dates.early_start, dates.early_finish), *span, "task {}", task.key);
            prop_assert_eq!((dates.start, dates.finish), *span);
        }
    }
}

proptest! {
    #![proptest_config(cases(25))]

    /// The latest start is, by its definition, the last one that leaves the end where it is.
    #[test]
    fn late_starts_are_the_last_that_leave_the_end_where_it_is(
        seeds in vec(any::<Seed>(), 1..6),
        ties in vec(any::<Tie>(), 0..7),
    ) {
        let mut network = network(&seeds, &ties, true, Rules::default());
        let known = network.tasks.len() as u64;
        network.tasks.iter_mut().for_each(|t| t.parent = t.parent.filter(|p| *p <= known));
        // A summary starts with its first part, whichever that is by then: a link from its start
        // has no last start of one part alone. A percentage of a summary changes with its parts.
        let parents: Vec<u64> = network.tasks.iter().filter_map(|t| t.parent).collect();
        network.links.retain(|l| {
            let percent = matches!(l.lag, Lag::Percent(_) | Lag::ElapsedPercent(_));
            !parents.contains(&l.from) || (l.kind.from_finish() && !percent)
        });
        let plan = Plan::new(network.clone());
        prop_assume!(plan.problems().is_empty());
        let slow = Slow { network: &network };
        let end = slow.solve(None).iter().map(|s| s.1).max().unwrap();
        prop_assert_eq!(plan.end(0), Some(end));
        for (idx, task) in network.tasks.iter().enumerate() {
            if parents.contains(&task.key) {
                continue;
            }
            let dates = plan.dates(task.key).unwrap();
            let holds = |start: Moment| {
                slow.solve(Some((idx, start))).iter().all(|span| span.1 <= end)
            };
            prop_assert!(dates.late_start >= dates.early_start, "task {}", task.key);
            prop_assert!(holds(dates.late_start), "task {} fits at its latest", task.key);
            // The next moment at which the task could start, or the milestone stand.
            let later = dates.late_start.plus(1);
            let stands = slow.minutes(task) == 0 && slow.works(task.calendar, later.plus(-1));
            let later = if stands { later } else { slow.next(task.calendar, later) };
            prop_assert!(!holds(later), "task {} could be later than {}", task.key, dates.late_start);
        }
    }
}

/// Is a generated change: what, and with which task or link.
type Turn = (u8, Seed, Tie, u8);

fn edit(network: &Network, turn: Turn) -> Edit {
    let (what, seed, tie, which) = turn;
    let n_tasks = network.tasks.len().max(1);
    let old = network.tasks.get(usize::from(which) % n_tasks);
    let links = network.links.len().max(1);
    match what % 9 {
        0 => Edit::RemoveTask(old.map_or(77, |t| t.key)),
        1 => Edit::RemoveLink(network.links.get(usize::from(which) % links).map_or(9, |l| l.key)),
        2 | 3 => Edit::Link(link(usize::from(which) % 30, tie, n_tasks, false)),
        4 => Edit::Task(task(usize::from(which) % 20, seed, false)),
        _ => {
            // What a drag does: the same task with other fields.
            let mut new = task(0, seed, false);
            if let Some(old) = old {
                (new.key, new.parent, new.project) = (old.key, old.parent, old.project);
            }
            Edit::Task(new)
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn law_i2_a_changed_plan_equals_one_from_scratch(
        seeds in vec(any::<Seed>(), 1..12),
        ties in vec(any::<Tie>(), 0..16),
        rules in rules(),
        turns in vec(vec(any::<Turn>(), 1..4), 1..8),
    ) {
        let mut plan = Plan::new(network(&seeds, &ties, false, rules));
        let mut replaced = plan.clone();
        for turn in turns {
            let edits: Vec<Edit> = turn.into_iter().map(|t| edit(plan.network(), t)).collect();
            let before = everything(&plan);
            let moved = plan.apply(&edits);
            let fresh = Plan::new(plan.network().clone());
            prop_assert_eq!(everything(&plan), everything(&fresh), "after {:?}", edits);
            prop_assert_eq!(plan.problems(), fresh.problems());
            replaced.replace(plan.network().clone());
            prop_assert_eq!(everything(&replaced), everything(&fresh));
            for (key, now) in everything(&plan) {
                let was = before.iter().find(|(k, _)| *k == key).map(|(_, d)| (d.start, d.finish));
                if was.is_some_and(|was| was != (now.start, now.finish)) {
                    prop_assert!(moved.contains(&key), "{} moved and was not named", key);
                }
            }
        }
    }

    #[test]
    fn law_s1_the_order_of_the_input_means_nothing(
        seeds in vec(any::<Seed>(), 1..12),
        ties in vec(any::<Tie>(), 0..16),
        rules in rules(),
        turn in any::<usize>(),
    ) {
        let network = network(&seeds, &ties, false, rules);
        let mut other = network.clone();
        other.tasks.reverse();
        let (n_tasks, n_links) = (other.tasks.len(), other.links.len().max(1));
        other.tasks.rotate_left(turn % n_tasks);
        other.links.reverse();
        if !other.links.is_empty() {
            other.links.rotate_left(turn % n_links);
        }
        let (a, b) = (Plan::new(network), Plan::new(other));
        prop_assert_eq!(everything(&a), everything(&b));
        prop_assert_eq!(a.problems(), b.problems());
        for (key, _) in everything(&a) {
            prop_assert_eq!(a.reason(key), b.reason(key));
            prop_assert_eq!(a.float_paths(key, 5), b.float_paths(key, 5));
        }
    }

    /// Law P1 for plans: absurd numbers end in dates at the end of time, not in a panic or a loop.
    #[test]
    fn absurd_networks_are_scheduled_without_a_panic(
        numbers in vec(any::<i64>(), 24),
        ties in vec(any::<(Tie, i64)>(), 0..9),
        seeds in vec(any::<Seed>(), 1..8),
    ) {
        let mut network = network(&seeds, &[], false, Rules::default());
        network.calendars.truncate(3);
        network.calendars.push(WorkCalendar::of(&Calendar::default()));
        let number = |idx: usize| numbers[idx % numbers.len()];
        for (idx, task) in network.tasks.iter_mut().enumerate() {
            task.done = number(idx);
            task.project = number(idx + 1) as u32;
            task.parent = Some(number(idx) as u64 % 9);
            task.planned = Some(Moment::from_minutes(number(idx + 3)));
            task.deadline = Some(Moment::from_minutes(number(idx + 5)));
            for stretch in &mut task.stretches {
                stretch.minutes = number(idx + 7);
                stretch.calendar = number(idx + 2) as u32 % 6;
            }
        }
        let n_tasks = network.tasks.len();
        for (idx, (tie, lag)) in ties.into_iter().enumerate() {
            let mut made = link(idx, tie, n_tasks + 1, false);
            made.lag = match lag % 4 {
                0 => Lag::Percent(lag),
                1 => Lag::ElapsedPercent(lag),
                2 => Lag::Elapsed(lag),
                _ => Lag::Working(lag),
            };
            network.links.push(made);
        }
        let plan = Plan::new(network);
        for (key, _) in everything(&plan) {
            plan.reason(key);
            plan.float_paths(key, 3);
        }
        plan.problems();
    }
}
