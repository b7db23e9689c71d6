//! The plan of a workspace: which items are in it, by whose calendar, and against its baselines.
#![cfg(not(target_arch = "wasm32"))]

use throughline_core::change::{Change, ChangeSet};
use throughline_core::model::field::Markdown;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::number::{Number, Percent};
use throughline_core::model::record::RecordType;
use throughline_core::model::time::{Date, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::{
    Absence, Assignment, Baseline, Calendar, Constraint, Dependency, Item, ItemKind, LagUnit,
    Person, Planned, Project, Shift, WeekDay,
};
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::{Moment, Network, Plan, Rules};

fn id<R>(n: u64) -> Id<R> {
    Id::new(RawId(n))
}

fn may(day: u32) -> Date {
    Date::new(2026, 5, day).unwrap()
}

/// A moment of May 2026; 4 May is a Monday.
fn at(day: u32, hour: i64) -> Moment {
    Moment::at(may(day), hour * 60)
}

fn put<R: RecordType>(model: &mut Model, record: R) {
    let change = Change::Create(R::wrap(std::sync::Arc::new(record)));
    model.apply_all(&ChangeSet { changes: vec![change], ..ChangeSet::default() }).unwrap();
}

/// Makes a workspace with a project whose week runs from Monday to Friday, 8 to 12 and 13 to 17.
fn workspace() -> Model {
    let mut model = Model::empty("Test");
    let shift = |from, to| Shift { from, to, ..Shift::default() };
    let day = |day| WeekDay {
        day,
        shifts: vec![shift(480, 720), shift(780, 1020)],
        ..WeekDay::default()
    };
    let week = (1..=5).map(day).collect();
    put(
        &mut model,
        Calendar { id: id(10), name: "Office".to_owned(), week, ..Calendar::default() },
    );
    let project = Project {
        id: id(20),
        name: "Apollo".to_owned(),
        start: Some(may(4)),
        calendar: Some(id(10)),
        ..Project::default()
    };
    put(&mut model, project);
    model
}

fn item(n: u64) -> Item {
    Item {
        id: id(n),
        number: n as u32,
        title: format!("Item {n}"),
        project: Some(id(20)),
        ..Item::default()
    }
}

fn plan(model: &Model) -> Plan {
    Plan::new(Network::of(model, may(4), Rules::default()))
}

#[track_caller]
fn check(plan: &Plan, n: u64, wanted: (Moment, Moment)) {
    let dates = plan.dates(n).unwrap();
    assert_eq!((dates.start, dates.finish), wanted, "item {n}");
}

#[test]
fn an_item_is_planned_when_something_says_when_or_how_long() {
    let mut model = workspace();
    put(&mut model, item(100));
    put(&mut model, Item { due: Some(may(8)), ..item(101) });
    put(&mut model, Item { start: Some(may(6)), due: Some(may(7)), ..item(102) });
    put(&mut model, Item { work: Some(WorkMinutes(960)), ..item(103) });
    put(&mut model, Item { kind: ItemKind::Milestone, due: Some(may(8)), ..item(104) });
    put(&mut model, Item { start: Some(may(9)), due: Some(may(10)), ..item(105) });
    let plan = plan(&model);
    assert_eq!(plan.dates(100), None);
    check(&plan, 101, (at(8, 8), at(8, 17)));
    check(&plan, 102, (at(6, 8), at(7, 17)));
    check(&plan, 103, (at(4, 8), at(5, 17)));
    check(&plan, 104, (at(8, 17), at(8, 17)));
    check(&plan, 105, (at(9, 0), at(11, 0)));
    assert_eq!(key_of(id(101)), 101);
}

#[test]
fn people_work_by_their_own_calendar_without_their_absences() {
    let mut model = workspace();
    put(&mut model, Person { id: id(30), name: "Ann".to_owned(), ..Person::default() });
    let half = Percent::new(50.0);
    put(
        &mut model,
        Person { id: id(31), name: "Ben".to_owned(), capacity: half, ..Person::default() },
    );
    let away =
        Absence { id: id(40), person: id(30), from: may(5), to: may(6), ..Absence::default() };
    put(&mut model, away);
    let work = Some(WorkMinutes(960));
    put(&mut model, Item { work, owner: Some(id(30)), ..item(100) });
    put(&mut model, Item { work, owner: Some(id(31)), ..item(101) });
    put(&mut model, Item { work, owner: Some(id(30)), calendar: Some(id(10)), ..item(102) });
    put(&mut model, Item { work, ..item(103) });
    let assign = |n, item, person, units| Assignment {
        id: id(n),
        item: id(item),
        person: id(person),
        units: Number::new(units),
        ..Assignment::default()
    };
    put(&mut model, assign(50, 103, 30, 100.0));
    put(&mut model, assign(51, 103, 31, 100.0));
    let plan = plan(&model);
    check(&plan, 100, (at(4, 8), at(7, 17)));
    check(&plan, 101, (at(4, 8), at(7, 17)));
    check(&plan, 102, (at(4, 8), at(5, 17)));
    check(&plan, 103, (at(4, 8), at(4, 17)));
}

#[test]
fn dependencies_and_constraints_come_over() {
    let mut model = workspace();
    let day = Some(WorkMinutes(480));
    put(&mut model, Item { duration: day, ..item(100) });
    put(&mut model, Item { duration: day, start: Some(may(20)), ..item(101) });
    let constraint = Constraint::StartNoEarlier;
    put(&mut model, Item { duration: day, constraint, constraint_date: Some(may(9)), ..item(102) });
    put(&mut model, Item { duration: day, manual: true, start: Some(may(5)), ..item(103) });
    let depend = |n, from, to, lag, lag_unit| Dependency {
        id: id(n),
        from: id(from),
        to: id(to),
        lag: Number::new(lag),
        lag_unit,
        ..Dependency::default()
    };
    put(&mut model, depend(60, 100, 101, 480.0, LagUnit::Working));
    put(&mut model, depend(61, 102, 103, 0.0, LagUnit::Working));
    let plan = plan(&model);
    check(&plan, 101, (at(6, 8), at(6, 17)));
    check(&plan, 102, (at(11, 8), at(11, 17)));
    check(&plan, 103, (at(5, 8), at(5, 17)));
}

#[test]
fn slips_are_counted_in_working_time_against_any_baseline() {
    let mut model = workspace();
    put(&mut model, Item { start: Some(may(8)), due: Some(may(12)), ..item(100) });
    put(&mut model, Item { start: Some(may(4)), due: Some(may(4)), ..item(101) });
    let planned = |n, start, due| Planned {
        item: id(n),
        start: Some(may(start)),
        due: Some(may(due)),
        ..Planned::default()
    };
    let baseline = Baseline {
        id: id(70),
        name: "Agreed".to_owned(),
        description: Markdown::default(),
        items: vec![planned(100, 6, 13), planned(999, 4, 4)],
        ..Baseline::default()
    };
    let slips = plan(&model).slips(&baseline);
    assert_eq!((slips.items[0].start, slips.items[0].finish), (Some(2 * 480), Some(-480)));
    assert_eq!((slips.gone, slips.added), (vec![999], vec![101]));
}
