//! The sample workspace is sound, lively and the same for the same day and seed.

use std::collections::{BTreeMap, BTreeSet};

use throughline_core::env::Env;
use throughline_core::model::time::{DAY_MS, Date};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::sample;

const DATES: [&str; 10] = [
    "2024-02-29",
    "2024-12-31",
    "2025-01-01",
    "2025-12-28",
    "2026-03-01",
    "2026-05-04",
    "2026-08-08",
    "2027-01-03",
    "2028-02-29",
    "2031-10-17",
];

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Builds the sample in the middle of a day.
fn build(today: &str, seed: u64) -> Model {
    let today = date(today);
    sample::workspace(&mut Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, seed))
}

/// Runs a check on the sample of every date with two seeds.
fn everywhere(check: impl Fn(&Model, Date)) {
    for today in DATES {
        for seed in [1, 0xdead_beef_cafe] {
            check(&build(today, seed), date(today));
        }
    }
}

fn text(model: &Model) -> String {
    let records = Kind::ALL.iter().flat_map(|kind| model.records(*kind));
    records.map(|record| format!("{record:?}\n")).collect()
}

fn category(model: &Model, status: id::Id<Status>) -> Category {
    model.find(status).unwrap().category.clone()
}

fn is_open(model: &Model, item: &Item) -> bool {
    !category(model, item.status).is_closed()
}

#[test]
fn the_sample_breaks_no_invariant_on_any_day() {
    everywhere(|model, today| assert_eq!(model.check(), vec![], "{today}"));
}

#[test]
fn the_same_day_and_seed_give_the_same_bytes() {
    for today in DATES {
        assert!(text(&build(today, 7)) == text(&build(today, 7)), "{today}");
        assert!(text(&build(today, 7)) != text(&build(today, 8)), "{today}");
    }
}

#[test]
fn there_is_as_much_of_each_kind_as_the_story_needs() {
    everywhere(|model, today| {
        for (kind, low, high) in [
            (Kind::Workspace, 1, 1),
            (Kind::ProductLine, 1, 1),
            (Kind::Product, 2, 2),
            (Kind::Release, 4, 6),
            (Kind::Program, 1, 1),
            (Kind::Project, 9, 9),
            (Kind::Stage, 18, 24),
            (Kind::Workflow, 2, 2),
            (Kind::Status, 13, 13),
            (Kind::Label, 20, 24),
            (Kind::CustomField, 2, 2),
            (Kind::Calendar, 2, 2),
            (Kind::Person, 23, 27),
            (Kind::Team, 5, 5),
            (Kind::Absence, 12, 20),
            (Kind::Objective, 6, 8),
            (Kind::Kpi, 12, 30),
            (Kind::Reading, 400, 700),
            (Kind::Item, 240, 280),
            (Kind::Dependency, 110, 140),
            (Kind::Comment, 105, 140),
            (Kind::Assignment, 80, 200),
            (Kind::Role, 25, 50),
            (Kind::Baseline, 6, 6),
            (Kind::TimeEntry, 250, 700),
            (Kind::Cost, 50, 90),
            (Kind::SavedView, 4, 4),
            (Kind::Risk, 12, 18),
            (Kind::Decision, 6, 12),
            (Kind::Position, 60, 120),
            (Kind::TestCase, 24, 32),
            (Kind::TestRun, 45, 80),
            (Kind::Launch, 2, 2),
            (Kind::Expectation, 6, 12),
            (Kind::CheckIn, 30, 50),
            (Kind::Selection, 2, 2),
            (Kind::MixTarget, 5, 9),
        ] {
            let n = model.count(kind);
            assert!((low..=high).contains(&n), "{today}: {n} {}", kind.many());
        }
        let mut kinds: BTreeMap<ItemKind, usize> = BTreeMap::new();
        model.items.iter().for_each(|item| *kinds.entry(item.kind.clone()).or_default() += 1);
        assert_eq!(kinds.len(), 7, "{kinds:?}");
        assert!(kinds.values().all(|n| *n >= 3), "{kinds:?}");
        let with = |f: fn(&Item) -> bool| model.items.iter().filter(|item| f(item)).count();
        assert!(with(|i| !i.description.0.is_empty()) >= 60, "descriptions");
        assert!(with(|i| !i.checklists.is_empty()) >= 28, "checklists");
        assert!(with(|i| !i.custom.is_empty()) >= 30, "custom fields");
        assert!(with(|i| !i.edits.is_empty()) >= 40, "edits");
        assert!(with(|i| i.archived.is_some()) >= 8, "archived");
        assert!(with(|i| i.blocked.is_some()) >= 6, "blocked");
    });
}

#[test]
fn every_date_lies_around_today() {
    everywhere(|model, today| {
        for kind in Kind::ALL {
            for record in model.records(*kind) {
                for at in 0..kind.fields().len() {
                    let near = match record.value(at) {
                        field::Value::Date(date) => date.days_since(today).abs() <= 370,
                        field::Value::Time(time) => {
                            (-345..=0).contains(&time.date_utc().days_since(today))
                        }
                        _ => true,
                    };
                    assert!(near, "{today}: {} {}", record.title(), kind.fields()[at].name);
                }
            }
        }
    });
}

#[test]
fn history_rises_ends_where_the_item_is_and_never_lies_ahead() {
    everywhere(|model, today| {
        let (mut weekend, mut all) = (0, 0);
        for item in model.items.iter() {
            assert!(item.moves.windows(2).all(|w| w[0].at < w[1].at), "{}", item.title);
            assert!(item.moves.windows(2).all(|w| Some(w[0].to) == w[1].from), "{}", item.title);
            assert_eq!(item.moves.last().map(|m| m.to), Some(item.status), "{}", item.title);
            assert_eq!(item.moves.first().map(|m| m.at), item.created, "{}", item.title);
            assert!(item.moves.iter().all(|m| m.at <= today.start_utc()), "{}", item.title);
            assert!(item.edits.iter().all(|e| e.at <= today.start_utc()), "{}", item.title);
            assert!(item.start <= item.due, "{}", item.title);
            assert!(item.actual_start <= item.actual_finish.or(Some(today)), "{}", item.title);
            for m in &item.moves {
                all += 1;
                weekend += usize::from(m.at.date_utc().weekday().number_from_monday() > 5);
            }
        }
        assert!(weekend * 20 < all, "{today}: {weekend} of {all} moves on weekends");
        let said = model.comments.iter().all(|c| c.at <= today.start_utc());
        assert!(said, "{today}: a comment lies ahead");
    });
}

/// Counts what was finished in each of the past weeks, the latest first.
fn throughput(model: &Model, until: Date, weeks: usize) -> Vec<usize> {
    let mut counts = vec![0; weeks];
    for item in model.items.iter().filter(|i| category(model, i.status) == Category::Done) {
        let ago = until.days_since(item.moves.last().unwrap().at.date_utc()) - 1;
        if let Some(slot) = counts.get_mut(ago.div_euclid(7).max(0) as usize).filter(|_| ago >= 0) {
            *slot += 1;
        }
    }
    counts
}

#[test]
fn something_was_finished_in_each_of_the_past_26_weeks() {
    everywhere(|model, today| {
        let monday = today.plus_days(1 - i64::from(today.weekday().number_from_monday()));
        for until in [today, monday] {
            let counts = throughput(model, until, 26);
            assert!(counts.iter().all(|n| (1..=12).contains(n)), "{today}: {counts:?}");
        }
    });
}

#[test]
fn titles_are_unique_and_items_have_an_owner() {
    everywhere(|model, _| {
        let mut seen = BTreeSet::new();
        for item in model.items.iter() {
            assert!(seen.insert(item.title.as_str()), "{} twice", item.title);
            assert!(item.owner.is_some() && item.product.is_some(), "{}", item.title);
        }
    });
}

#[test]
fn some_work_is_late_and_the_launch_is_about_ten_weeks_ahead() {
    everywhere(|model, today| {
        let late = model.items.iter().filter(|i| is_open(model, i) && i.due < Some(today)).count();
        assert!((3..=25).contains(&late), "{today}: {late} late");
        let launch = model.items.iter().find(|i| i.title == "Aria on sale").unwrap();
        let days = launch.due.unwrap().days_since(today);
        assert!((63..=95).contains(&days), "{today}: launch in {days} days");
    });
}

#[test]
fn every_label_person_and_objective_is_used() {
    everywhere(|model, _| {
        for label in model.labels.iter() {
            assert!(model.items.iter().any(|i| i.labels.contains(&label.id)), "{}", label.name);
        }
        for person in model.people.iter() {
            let used = model.items.iter().any(|i| i.owner == Some(person.id));
            assert!(used || model.roles.iter().any(|r| r.person == person.id), "{}", person.name);
        }
        for team in model.teams.iter() {
            assert!(model.people.iter().any(|p| p.team == Some(team.id)), "{}", team.name);
        }
        for kpi in model.kpis.iter() {
            let n = model.readings.iter().filter(|r| r.kpi == kpi.id).count();
            assert!(n == 12 || n == 52, "{} has {n} readings", kpi.name);
        }
    });
}

#[test]
fn one_column_is_over_its_limit() {
    everywhere(|model, today| {
        let over: Vec<_> = model
            .statuses
            .iter()
            .filter(|status| {
                let n = model.items.iter().filter(|i| i.is_live() && i.status == status.id).count();
                status.limit.is_some_and(|limit| n > limit as usize)
            })
            .map(|status| status.name.as_str())
            .collect();
        assert_eq!(over, ["Review"], "{today}");
    });
}

#[test]
fn a_summary_can_be_read() {
    let model = build("2026-05-04", 1);
    let today = date("2026-05-04");
    for kind in Kind::ALL {
        println!("{:>5}  {}", model.count(*kind), kind.many());
    }
    for status in model.statuses.iter() {
        let n = model.items.iter().filter(|i| i.is_live() && i.status == status.id).count();
        println!("{n:>5}  {} {:?}", status.name, status.limit);
    }
    println!("throughput {:?}", throughput(&model, today, 44));
    for item in model.items.iter().filter(|i| is_open(&model, i) && i.due < Some(today)) {
        println!("late  {} {} {}", model.key_of(item), item.due.unwrap(), item.title);
    }
    let mut conflicts = 0;
    for link in model.dependencies.iter().filter(|d| d.link == Link::FinishStart) {
        let (from, to) = (model.find(link.from).unwrap(), model.find(link.to).unwrap());
        if is_open(&model, to) && from.due >= to.start && to.start < to.due {
            conflicts += 1;
            println!("conflict  {} ends {:?}", from.title, from.due.unwrap());
            println!("          {} starts {:?} {:?}", to.title, to.start.unwrap(), link.state);
        }
    }
    for item in model.items.iter().filter(|i| is_open(&model, i)) {
        println!(
            "{:<8} {} {} {:<12} {}",
            model.key_of(item),
            item.start.unwrap(),
            item.due.unwrap(),
            model.status_of(item).unwrap().name,
            item.title
        );
    }
    println!("{} bytes, {conflicts} conflicts", text(&model).len());
    assert!(conflicts >= 2);
}
