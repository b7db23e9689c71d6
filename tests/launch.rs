//! Launches: what is planned backward from the day and moves with it, what is late, how it is
//! decided, and what happened beside what was expected.
#![cfg(not(target_arch = "wasm32"))]

mod quality_support;

use proptest::prelude::*;
use quality_support::*;
use throughline_core::command::Command;
use throughline_core::model::id::Ref;
use throughline_core::model::number::Number;
use throughline_core::model::time::Date;
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::launch::template::{apart, backward, before};
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::{Follower, Rules, WorkCalendar};

/// A launch on Monday, 7 September 2026, eighteen weeks from today.
fn launch(tier: Tier) -> Launch {
    Launch {
        id: id(60),
        title: "Kettle 1".into(),
        product: Some(id(1)),
        project: Some(id(8)),
        date: Some(day("2026-09-07")),
        tier,
        ..Launch::default()
    }
}

fn key(verb: &str) -> String {
    format!("{verb}:{}", id::<Launch>(60).raw())
}

/// Gives the deliverables that the template made.
fn made(model: &Model) -> Vec<&Item> {
    model.items.iter().filter(|item| item.kind == ItemKind::Deliverable).collect()
}

#[test]
fn days_are_counted_back_in_the_calendar() {
    let week = WorkCalendar::standard();
    for (n, expected) in
        [(0, "2026-08-03"), (1, "2026-07-31"), (5, "2026-07-27"), (6, "2026-07-24")]
    {
        assert_eq!(before(&week, day("2026-08-03"), n), day(expected), "{n}");
    }
    assert_eq!(before(&week, day("2026-08-02"), 0), day("2026-07-31"), "a Sunday");
    let free = Absence { from: day("2026-07-30"), to: day("2026-07-31"), ..Absence::default() };
    let short = week.without([&free]);
    let days = backward(&short, day("2026-08-03"), 1, 3);
    assert_eq!(
        (days.start, days.finish, days.minutes),
        (day("2026-07-27"), day("2026-07-29"), 1440)
    );
    assert_eq!(apart(&short, day("2026-07-27"), day("2026-08-03")), Some(3));
    assert_eq!(apart(&week, day("2026-08-03"), day("2026-07-27")), None);
    let never = WorkCalendar::of(&Calendar::default());
    assert_eq!(
        before(&never, day("2026-08-03"), 4),
        day("2026-07-30"),
        "no working day: days count"
    );
}

#[test]
fn the_template_makes_what_the_tier_needs_before_the_day() {
    for (tier, n) in [(Tier::One, 24), (Tier::Two, 15), (Tier::Three, 4)] {
        let mut model = workspace();
        put(&mut model, launch(tier.clone()));
        let page = asked("launch", "");
        does(&mut model, &page, &key("template")).unwrap();
        assert_eq!(made(&model).len(), n, "{tier:?}");
        let plan = Follower::new(&model, today(), Rules::default());
        for item in made(&model) {
            let dates = plan.plan().dates(key_of(item.id)).unwrap();
            let finish = dates.finish.finish_date();
            assert_eq!(Some(finish), item.deadline, "{}", item.title);
            assert!(finish < day("2026-09-07"), "{}", item.title);
            assert_eq!(
                (Some(dates.start.date()), Some(finish)),
                (item.start, item.due),
                "{}",
                item.title
            );
            assert_eq!(
                (item.project, item.product, item.edits.len()),
                (Some(id(8)), Some(id(1)), 0)
            );
        }
        let own = model.find(id::<Launch>(60)).unwrap();
        assert_eq!(own.planned, own.date);
        assert_eq!(
            own.documentation.len(),
            if n == 24 {
                3
            } else if n == 15 {
                2
            } else {
                1
            }
        );
        does(&mut model, &page, &key("template")).unwrap();
        assert_eq!(made(&model).len(), n, "what is there is not made again");
        let sheet = open(&model, &page);
        assert!(
            sheet.says.contains(&format!("0 of {n} deliverables are done, none comes too late")),
            "{}",
            sheet.says
        );
        assert!(block(&sheet, "deliverables").acts.is_empty());
    }
}

#[test]
fn a_launch_without_a_date_or_a_project_says_what_is_missing() {
    let mut model = workspace();
    let page = asked("launch", "");
    put(&mut model, Launch { date: None, ..launch(Tier::One) });
    assert!(does(&mut model, &page, &key("template")).unwrap_err().contains("has no date"));
    assert!(open(&model, &page).says.contains("has no date yet"));
    put(&mut model, Launch { project: None, ..launch(Tier::One) });
    assert!(does(&mut model, &page, &key("template")).unwrap_err().contains("No project carries"));
    assert!(does(&mut model, &page, &key("move")).unwrap_err().contains("not known for which day"));
}

#[test]
fn what_is_late_by_the_plan_is_late_by_so_many_days() {
    let mut model = workspace();
    // Three weeks are too few for what takes twelve.
    put(&mut model, Launch { date: Some(day("2026-05-25")), ..launch(Tier::One) });
    does(&mut model, &asked("launch", ""), &key("template")).unwrap();
    let sheet = open(&model, &asked("launch", ""));
    let name = row(&sheet, "threats", "Name and trademark cleared");
    let own = made(&model).into_iter().find(|item| item.title == name[0]).unwrap();
    let plan = Follower::new(&model, today(), Rules::default());
    let comes = plan.plan().dates(key_of(own.id)).unwrap().finish.finish_date().max(today());
    let late = comes.days_since(own.deadline.unwrap());
    assert!(late > 40, "{late}");
    assert_eq!(name[1], format!("comes {late}\u{a0}days late, has no owner"));
    assert!(row(&sheet, "ready", "Legal")[6].starts_with("late by"));
    assert!(sheet.says.contains("Name and trademark cleared by"), "{}", sheet.says);
}

#[test]
fn deliverables_move_with_the_day_when_somebody_says_so() {
    let mut model = workspace();
    put(&mut model, launch(Tier::Two));
    let page = asked("launch", "");
    does(&mut model, &page, &key("template")).unwrap();
    let set = |model: &mut Model, at: Ref, field: &str, value: &str| {
        let command = Command::SetField { at: vec![at], field: field.into(), value: value.into() };
        model.run(&command, &mut env(9)).unwrap();
    };
    let find = |model: &Model, title: &str| {
        made(model).into_iter().find(|item| item.title == title).unwrap().clone()
    };
    let (done, begun) = (find(&model, "Release notes"), find(&model, "Claims reviewed"));
    set(&mut model, done.id.to_ref(), "status", &id::<Status>(5).raw().to_string());
    set(&mut model, begun.id.to_ref(), "status", &id::<Status>(4).raw().to_string());
    let was: Vec<Item> = made(&model).into_iter().cloned().collect();
    set(&mut model, id::<Launch>(60).to_ref(), "date", "2026-09-23");
    assert_eq!(made(&model).into_iter().cloned().collect::<Vec<_>>(), was, "a date moves nobody");
    let sheet = open(&model, &page);
    let own = block(&sheet, "deliverables");
    assert_eq!(
        own.says,
        "14 deliverables are still planned for 7 Sep; the launch is on 23 Sep now."
    );
    assert!(own.acts.iter().any(|act| act.key == key("move")));
    assert_eq!(
        does(&mut model, &page, &key("move")).unwrap(),
        "14 deliverables are moved with the launch."
    );
    let week = WorkCalendar::standard();
    for old in &was {
        let new = model.find(old.id).unwrap();
        if old.id == done.id {
            assert_eq!(new.deadline, old.deadline, "what is done stays");
            continue;
        }
        let lead = |date: Option<Date>, to: &str| apart(&week, date.unwrap(), day(to)).unwrap();
        assert_eq!(
            lead(new.deadline, "2026-09-23"),
            lead(old.deadline, "2026-09-07"),
            "{}",
            old.title
        );
        if old.id == begun.id {
            assert_eq!(new.start, old.start, "what has begun keeps its start");
        } else {
            assert_eq!(lead(new.start, "2026-09-23"), lead(old.start, "2026-09-07"));
            assert_eq!(new.constraint_date, new.start);
        }
    }
    assert!(block(&open(&model, &page), "deliverables").acts.is_empty());
}

#[test]
fn a_decision_keeps_its_reason_or_else_what_was_known() {
    let mut model = workspace();
    put(&mut model, Launch { marketing: vec![id(11)], ..launch(Tier::Two) });
    let page = asked("launch", "");
    does(&mut model, &page, &key("nogo")).unwrap();
    let own = model.find(id::<Launch>(60)).unwrap().clone();
    assert_eq!((&own.gate, own.decided), (&LaunchGate::NoGo, Some(today())));
    assert!(own.reason.starts_with("On 4 May: 0 of 1 deliverable is done"), "{}", own.reason);
    does(&mut model, &page, &key("reopen")).unwrap();
    let own = model.find(id::<Launch>(60)).unwrap().clone();
    assert_eq!((&own.gate, own.decided), (&LaunchGate::Open, None));
    put(&mut model, Launch { reason: "The lab signed.".into(), ..own });
    does(&mut model, &page, &key("go")).unwrap();
    assert_eq!(model.find(id::<Launch>(60)).unwrap().reason, "The lab signed.");
}

#[test]
fn what_happened_is_judged_by_which_way_is_better() {
    let mut model = workspace();
    put(&mut model, Launch { date: Some(day("2026-03-30")), ..launch(Tier::Three) });
    let cases = [
        ("Adoption", Direction::Up, 40.0, 41.0, "as expected or better"),
        ("Satisfaction", Direction::Up, 4.5, 4.25, "0.25 % below what was expected"),
        ("Tickets", Direction::Down, 30.0, 34.0, "4 % above what was expected"),
        ("Answer", Direction::Down, 30.0, 30.0, "as expected or better"),
        ("Load", Direction::Hold, 100.0, 104.0, "as expected or better"),
        ("Stock", Direction::Hold, 100.0, 94.0, "6 % below what was expected"),
    ];
    for (n, (name, direction, expected, value, _)) in (70..).zip(cases.clone()) {
        let kpi =
            Kpi { id: id(n), name: name.into(), unit: "%".into(), direction, ..Kpi::default() };
        put(&mut model, kpi);
        let readings = [("2026-03-29", 1.0), ("2026-04-20", value), ("2026-04-30", 99.0)];
        for (nth, (on, value)) in (0..).zip(readings) {
            let value = Number::new(value).unwrap();
            let reading = Reading {
                id: id(n * 100 + nth),
                kpi: id(n),
                date: day(on),
                value,
                ..Reading::default()
            };
            put(&mut model, reading);
        }
        let expectation = Expectation {
            id: id(n + 100),
            launch: id(60),
            kpi: id(n),
            expected: Number::new(expected),
            date: Some(day("2026-04-27")),
            ..Expectation::default()
        };
        put(&mut model, expectation);
    }
    let sheet = open(&model, &asked("launch", ""));
    for (name, _, _, value, words) in cases {
        let row = row(&sheet, "after", name);
        assert_eq!(row[1], "1 %", "before");
        assert_eq!((row[4].as_str(), row[5].as_str()), (&*format!("{value} %"), words), "{name}");
    }
    assert!(sheet.says.contains("3 of 6 numbers are as expected or better"), "{}", sheet.says);
    // Without a reading since the launch nothing is said.
    let late: Vec<Reading> =
        model.readings.iter().filter(|r| r.date > day("2026-04-01")).cloned().collect();
    let gone = late.iter().map(|r| r.id.to_ref()).collect();
    model.run(&Command::DeleteRecords(gone), &mut env(3)).unwrap();
    let row = row(&open(&model, &asked("launch", "")), "after", "Adoption");
    assert_eq!((row[4].as_str(), row[5].as_str()), ("–", "no reading since the launch"));
}

proptest! {
    #[test]
    fn a_day_counted_back_is_as_far_away_as_it_was_counted(n in 1i64..60, from in 0i64..900, free in 0i64..40) {
        let date = today().plus_days(from);
        let away = Absence { from: date.plus_days(-free), to: date.plus_days(-free / 2), ..Absence::default() };
        let hours = WorkCalendar::standard().without([&away]);
        let back = before(&hours, date, n);
        prop_assert_eq!(apart(&hours, back, date), Some(n));
    }
}
