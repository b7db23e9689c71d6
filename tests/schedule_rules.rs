//! The rules of the schedule, one sentence each, on plans small enough to check by hand.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::model::{Calendar, Shift, WeekDay};
use throughline_core::schedule::network::ALL_DONE;
use throughline_core::schedule::reason::{Bind, Cause};
use throughline_core::schedule::words::{Voice, sentence};
use throughline_core::schedule::{
    Edit, Lag, Limit, Link, LinkKind, Moment, Network, Plan, Problem, Rules, Task, WorkCalendar,
};

const DAY: i64 = 480;

/// A day of May 2026 at an hour; 4 May is a Monday.
fn may(day: i64, hour: i64) -> Moment {
    Moment::start_of("2026-05-01".parse().unwrap()).plus(((day - 1) * 24 + hour) * 60)
}

fn office() -> WorkCalendar {
    let shifts = [(480, 720), (780, 1020)];
    let shifts = shifts.map(|(from, to)| Shift { from, to, ..Shift::default() });
    let week = |day| WeekDay { day, shifts: shifts.to_vec(), ..WeekDay::default() };
    WorkCalendar::of(&Calendar { week: (1..=5).map(week).collect(), ..Calendar::default() })
}

/// Tasks 1, 2, … of so many days.
fn network(days: &[i64]) -> Network {
    let tasks = days.iter().zip(1..).map(|(n, key)| Task::new(key, 0, n * DAY)).collect();
    Network { calendars: vec![office()], starts: vec![may(4, 0)], tasks, ..Network::default() }
}

fn link(from: u64, to: u64, kind: LinkKind, lag: Lag) -> Link {
    Link { kind, lag, ..Link::new(from * 100 + to, from, to) }
}

/// Tasks in a row, finish to start.
fn chain(days: &[i64]) -> Network {
    let mut network = network(days);
    network.links = (1..days.len() as u64).map(|key| Link::new(key, key, key + 1)).collect();
    network
}

fn dates(plan: &Plan, key: u64) -> (Moment, Moment) {
    let dates = plan.dates(key).unwrap();
    (dates.start, dates.finish)
}

fn float(plan: &Plan, key: u64) -> i64 {
    plan.dates(key).unwrap().total_float
}

#[track_caller]
fn check_link(kind: LinkKind, lag: Lag, wanted: (Moment, Moment)) {
    // The predecessor runs from Tuesday to Thursday, the successor takes two days.
    let mut network = network(&[3, 2]);
    network.tasks[0].limit = Limit::StartNoEarlier(may(5, 8));
    network.links = vec![link(1, 2, kind, lag)];
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 1), (may(5, 8), may(7, 17)));
    assert_eq!(dates(&plan, 2), wanted, "{kind:?} {lag:?}");
}

#[test]
fn the_four_links_move_the_end_that_they_name() {
    use LinkKind::{FinishFinish, FinishStart, StartFinish, StartStart};
    let none = Lag::default();
    check_link(FinishStart, none, (may(8, 8), may(11, 17)));
    check_link(StartStart, none, (may(5, 8), may(6, 17)));
    check_link(FinishFinish, none, (may(6, 8), may(7, 17)));
    check_link(StartFinish, none, (may(4, 8), may(5, 17)));
}

#[test]
fn lags_count_in_working_time_in_elapsed_time_and_in_percent() {
    use LinkKind::{FinishStart, StartStart};
    check_link(FinishStart, Lag::Working(2 * DAY), (may(12, 8), may(13, 17)));
    check_link(FinishStart, Lag::Working(-DAY), (may(7, 8), may(8, 17)));
    // Two days on the clock from Thursday evening end on Saturday.
    check_link(FinishStart, Lag::Elapsed(2 * 1_440), (may(11, 8), may(12, 17)));
    check_link(StartStart, Lag::Percent(5_000), (may(6, 13), may(8, 12)));
    check_link(FinishStart, Lag::Percent(-10_000), (may(5, 8), may(6, 17)));
    check_link(StartStart, Lag::ElapsedPercent(10_000), (may(6, 8), may(7, 17)));
}

#[track_caller]
fn check_limit(limit: Limit, wanted: (Moment, Moment), wanted_float: i64) {
    // One day, then the task of two days, beside a task of ten: it could be on 5 and 6 May, and
    // seven days later.
    let mut network = chain(&[1, 2]);
    network.tasks.push(Task::new(3, 0, 10 * DAY));
    network.tasks[1].limit = limit;
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 2), wanted, "{limit:?}");
    assert_eq!(float(&plan, 2), wanted_float, "{limit:?}");
}

#[test]
fn the_eight_constraints() {
    let soon = (may(5, 8), may(6, 17));
    check_limit(Limit::Asap, soon, 7 * DAY);
    check_limit(Limit::Alap, (may(14, 8), may(15, 17)), 0);
    check_limit(Limit::StartNoEarlier(may(7, 0)), (may(7, 8), may(8, 17)), 5 * DAY);
    check_limit(Limit::FinishNoEarlier(may(8, 24)), (may(7, 8), may(8, 17)), 5 * DAY);
    check_limit(Limit::StartNoLater(may(6, 8)), soon, DAY);
    check_limit(Limit::FinishNoLater(may(7, 24)), soon, DAY);
    check_limit(Limit::MustStart(may(7, 0)), (may(7, 8), may(8, 17)), 0);
    check_limit(Limit::MustFinish(may(12, 24)), (may(11, 8), may(12, 17)), 0);
    // A date that the predecessor does not leave time for holds, and the float says by how much.
    check_limit(Limit::MustStart(may(4, 8)), (may(4, 8), may(5, 17)), -DAY);
    check_limit(Limit::FinishNoLater(may(5, 24)), (may(4, 8), may(5, 17)), -DAY);
}

#[test]
fn links_win_over_constraints_when_the_rule_says_so() {
    let mut network = chain(&[1, 2]);
    network.tasks[1].limit = Limit::MustStart(may(4, 8));
    network.rules.honor_limits = false;
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 2), (may(5, 8), may(6, 17)));
    assert_eq!((float(&plan, 1), float(&plan, 2)), (-DAY, -DAY));
}

#[test]
fn as_late_as_possible_takes_the_float_of_what_follows() {
    let mut network = chain(&[1, 1]);
    network.tasks[0].limit = Limit::Alap;
    network.tasks.push(Task::new(3, 0, 5 * DAY));
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 1), (may(7, 8), may(7, 17)));
    assert_eq!(dates(&plan, 2), (may(8, 8), may(8, 17)));
    assert_eq!(plan.dates(1).unwrap().early_start, may(4, 8));
}

#[test]
fn a_milestone_stands_where_its_predecessor_finishes() {
    let mut network = chain(&[5, 0, 1]);
    network.links.push(link(1, 3, LinkKind::FinishStart, Lag::default()));
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 2), (may(8, 17), may(8, 17)));
    assert_eq!(dates(&plan, 3), (may(11, 8), may(11, 17)));
}

#[test]
fn a_deadline_moves_no_date_and_makes_float_negative_up_the_chain() {
    let mut network = chain(&[2, 2, 2]);
    network.tasks[2].deadline = Some(may(7, 24));
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 3), (may(8, 8), may(11, 17)));
    for key in 1..=3 {
        assert_eq!(float(&plan, key), -2 * DAY);
        assert_eq!(plan.bind(key), Some(Bind::Deadline(3, may(7, 24))), "task {key}");
        assert!(plan.dates(key).unwrap().critical);
    }
}

#[test]
fn negative_float_names_the_constraint_that_causes_it() {
    let mut network = chain(&[2, 2, 2]);
    network.tasks[1].limit = Limit::FinishNoLater(may(6, 24));
    let plan = Plan::new(network);
    let limit = Limit::FinishNoLater(may(6, 24));
    assert_eq!((float(&plan, 1), plan.bind(1)), (-DAY, Some(Bind::Limit(2, limit))));
    assert_eq!((float(&plan, 3), plan.bind(3)), (0, Some(Bind::ProjectEnd(Some(3)))));
}

#[test]
fn total_and_free_float_and_near_critical_tasks() {
    // 1 → 2 → 4 beside 1 → 3 → 4: task 3 is three days shorter than task 2.
    let mut network = network(&[1, 4, 1, 1, 3]);
    network.links = [(1, 2), (1, 3), (2, 4), (3, 4), (1, 5)]
        .map(|(a, b)| link(a, b, LinkKind::FinishStart, Lag::default()))
        .to_vec();
    network.rules.near_critical = 2 * DAY;
    let plan = Plan::new(network);
    let floats = |key| {
        let d = plan.dates(key).unwrap();
        (d.total_float, d.free_float, d.critical, d.near_critical)
    };
    assert_eq!(floats(1), (0, 0, true, false));
    assert_eq!(floats(2), (0, 0, true, false));
    assert_eq!(floats(3), (3 * DAY, 3 * DAY, false, false));
    assert_eq!(floats(4), (0, 0, true, false));
    assert_eq!(floats(5), (2 * DAY, 2 * DAY, false, true));
    let paths = plan.float_paths(4, 9);
    let paths: Vec<_> = paths.iter().map(|p| (p.float, p.tasks.clone(), p.joins)).collect();
    assert_eq!(paths, [(0, vec![1, 2, 4], None), (3 * DAY, vec![3], Some(4))]);
}

#[test]
fn each_project_has_its_own_end() {
    let mut network = network(&[1, 5]);
    network.starts.push(may(4, 0));
    network.tasks[1].project = 1;
    let plan = Plan::new(network);
    assert_eq!((float(&plan, 1), float(&plan, 2)), (0, 0));
    assert_eq!((plan.end(0), plan.end(1)), (Some(may(4, 17)), Some(may(8, 17))));
}

#[test]
fn a_summary_takes_its_parts_and_hands_on_its_links() {
    // 1 before the summary 2 of 3 and 4 (a day and three), before 5.
    let mut network = network(&[1, 9, 1, 3, 1]);
    network.tasks[2].parent = Some(2);
    network.tasks[3].parent = Some(2);
    network.links = vec![Link::new(1, 1, 2), Link::new(2, 2, 5)];
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 2), (may(5, 8), may(7, 17)));
    assert_eq!(dates(&plan, 3), (may(5, 8), may(5, 17)));
    assert_eq!(dates(&plan, 5), (may(8, 8), may(8, 17)));
    assert_eq!((float(&plan, 2), float(&plan, 3), float(&plan, 4)), (0, 2 * DAY, 0));
    assert_eq!(plan.dates(3).unwrap().free_float, 2 * DAY);
    let reason = plan.reason(3).unwrap();
    assert!(
        matches!(reason.cause, Cause::Within(2, ref c) if matches!(**c, Cause::Link { from: 1, .. }))
    );
    assert_eq!(plan.reason(2).unwrap().cause, Cause::Parts(3, 4));
}

#[test]
fn what_is_scheduled_by_hand_stays_and_its_successors_follow_it() {
    let mut network = chain(&[5, 1, 1]);
    network.tasks[1].manual = Some((may(5, 8), may(5, 17)));
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 2), (may(5, 8), may(5, 17)));
    assert_eq!(dates(&plan, 3), (may(6, 8), may(6, 17)));
    assert_eq!(plan.reason(2).unwrap().cause, Cause::Manual);
}

#[test]
fn where_a_person_put_a_task_holds_until_a_link_leads_to_it() {
    let mut network = network(&[1, 1]);
    network.tasks[1].planned = Some(may(12, 8));
    let mut plan = Plan::new(network);
    assert_eq!(dates(&plan, 2).0, may(12, 8));
    assert_eq!(plan.reason(2).unwrap().cause, Cause::Put);
    let moved = plan.apply(&[Edit::Link(Link::new(1, 1, 2))]);
    assert_eq!((moved, dates(&plan, 2).0), (vec![2], may(5, 8)));
}

#[test]
fn the_rest_of_a_started_task_goes_on_after_the_status_date_as_a_split() {
    let mut network = chain(&[4, 1, 1]);
    network.tasks[0].actual_start = Some(may(4, 8));
    network.tasks[0].done = ALL_DONE / 4;
    network.tasks[2].planned = None;
    network.rules.status = Some(may(7, 8));
    let plan = Plan::new(network);
    let first = plan.dates(1).unwrap();
    assert_eq!((first.start, first.finish), (may(4, 8), may(11, 17)));
    assert_eq!(first.split, Some((may(4, 17), may(7, 8))));
    assert_eq!(dates(&plan, 2).0, may(12, 8));
    assert_eq!(plan.reason(1).unwrap().cause, Cause::Actual);
}

#[test]
fn work_that_has_not_started_is_planned_after_the_status_date() {
    let mut network = network(&[1]);
    network.rules.status = Some(may(7, 0));
    let plan = Plan::new(network);
    assert_eq!(dates(&plan, 1).0, may(7, 8));
    assert_eq!(plan.reason(1).unwrap().cause, Cause::Status(may(7, 0)));
}

#[test]
fn started_out_of_sequence_the_rest_waits_for_the_predecessor_or_goes_on() {
    let mut network = chain(&[5, 2]);
    network.tasks[1].actual_start = Some(may(4, 8));
    network.tasks[1].done = ALL_DONE / 2;
    let retained = Plan::new(network.clone());
    assert_eq!(retained.dates(2).unwrap().split, Some((may(4, 17), may(11, 8))));
    assert_eq!(dates(&retained, 2).1, may(11, 17));
    network.rules = Rules { retain_logic: false, ..Rules::default() };
    assert_eq!(dates(&Plan::new(network), 2).1, may(5, 17));
}

#[test]
fn finished_work_keeps_its_dates_has_no_float_and_is_not_critical() {
    let mut network = chain(&[2, 1]);
    network.tasks[0].actual_start = Some(may(4, 8));
    network.tasks[0].actual_finish = Some(may(7, 12));
    let plan = Plan::new(network);
    let first = plan.dates(1).unwrap();
    assert_eq!((first.start, first.finish), (may(4, 8), may(7, 12)));
    assert_eq!((first.total_float, first.critical, first.done), (0, false, true));
    assert_eq!(dates(&plan, 2), (may(7, 13), may(8, 12)));
}

#[test]
fn circles_are_named_and_the_rest_of_the_plan_stands() {
    let mut network = chain(&[1, 1, 1, 1]);
    network.links.push(Link::new(9, 3, 2));
    let plan = Plan::new(network);
    assert_eq!(plan.problems(), [Problem::Circle(vec![2, 3])]);
    assert_eq!(dates(&plan, 2).0, may(5, 8));
    assert_eq!(dates(&plan, 4).0, may(5, 8), "3 no longer waits for 2");
    // A summary and its own part wait for each other.
    let mut network = self::network(&[1, 1]);
    network.tasks[0].parent = Some(2);
    network.links = vec![Link::new(1, 2, 1)];
    assert_eq!(Plan::new(network).problems(), [Problem::Circle(vec![1, 2])]);
}

#[test]
fn a_calendar_without_working_time_ends_in_a_problem() {
    let mut network = chain(&[1, 1]);
    network.calendars = vec![WorkCalendar::of(&Calendar::default())];
    assert_eq!(Plan::new(network).problems(), [Problem::NoTime(1), Problem::NoTime(2)]);
}

#[track_caller]
fn check_sentence(plan: &Plan, key: u64, wanted: &str) {
    let titles = ["Enclosure tooling", "Trial run", "Launch", "Guide"];
    let title = |key: u64| titles[key as usize - 1].to_owned();
    let voice = Voice { title: &title, today: "2026-05-01".parse().unwrap(), per_day: DAY };
    assert_eq!(sentence(&plan.reason(key).unwrap(), &voice), wanted);
}

#[test]
fn every_date_has_its_reason_in_words() {
    let mut network = chain(&[3, 2, 0]);
    network.tasks.push(Task::new(4, 0, DAY));
    network.links.push(Link::new(8, 1, 4));
    network.links.push(Link::new(9, 4, 3));
    let mut plan = Plan::new(network);
    check_sentence(
        &plan,
        1,
        "starts on 4 May because its project starts then; any delay moves *Launch*",
    );
    check_sentence(
        &plan,
        4,
        "starts on 7 May because *Enclosure tooling* finishes on 6 May, finish-to-start; it could \
         start 1 working day later without moving *Launch*",
    );
    let lag = Link { lag: Lag::Working(DAY / 2), ..Link::new(8, 1, 4) };
    plan.apply(&[Edit::Link(lag)]);
    check_sentence(
        &plan,
        4,
        "starts on 7 May because *Enclosure tooling* finishes on 6 May, finish-to-start with a lag \
         of 4 working hours; it could start 4 working hours later without moving *Launch*",
    );
    let mut late = plan.task(3).unwrap().clone();
    late.deadline = Some(may(7, 24));
    plan.apply(&[Edit::Task(late)]);
    check_sentence(
        &plan,
        2,
        "starts on 7 May because *Enclosure tooling* finishes on 6 May, finish-to-start; it would \
         have to start 1 working day earlier to keep the deadline of *Launch* on 7 May",
    );
    let mut put = plan.task(1).unwrap().clone();
    put.limit = Limit::StartNoEarlier(may(9, 0));
    plan.apply(&[Edit::Task(put)]);
    check_sentence(
        &plan,
        1,
        "starts on 11 May because it is to start no earlier than 9 May, and its calendar has no \
         working time between 9 May, 00:00, and then; it would have to start 6 working days \
         earlier to keep the deadline of *Launch* on 7 May",
    );
}
