//! Risks and decisions: what they do to the plan and its forecast, and what their pages say.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "each test takes what it needs of it")]
mod common;

use std::collections::BTreeMap;

use common::generate;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::env::Env;
use throughline_core::metrics::forecast::risk::{self, effect};
use throughline_core::model::id::{Id, RawId, Ref};
use throughline_core::model::number::{Number, Percent};
use throughline_core::model::record::RecordType;
use throughline_core::model::time::{DAY_MS, Date, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::report::{Asked, Block, Shape, Sheet, Table};
use throughline_core::page::{self, list};
use throughline_core::replan;
use throughline_core::sample;
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::trial::Shape as Spread;
use throughline_core::schedule::{Follower, Moment, Network, Plan, Rules};

fn id<R>(n: u64) -> Id<R> {
    Id::new(RawId(n))
}

fn may(day: u32) -> Date {
    Date::new(2026, 5, day).unwrap()
}

fn change(model: &mut Model, changes: Vec<Change>) -> ChangeSet {
    let set = ChangeSet { changes, ..ChangeSet::default() };
    model.apply_all(&set).unwrap();
    set
}

fn put<R: RecordType>(model: &mut Model, record: R) -> ChangeSet {
    let record = R::wrap(std::sync::Arc::new(record));
    let changes = match model.get(record.to_ref()) {
        Some(old) => vec![Change::Delete(old), Change::Create(record)],
        None => vec![Change::Create(record)],
    };
    change(model, changes)
}

/// Makes a project that starts on Monday, 4 May 2026, with items of two days each.
fn workspace(items: u64) -> Model {
    let mut model = Model::empty("Test");
    put(
        &mut model,
        Project { id: id(1), key: "P".into(), start: Some(may(4)), ..Project::default() },
    );
    put(&mut model, Workflow { id: id(2), ..Workflow::default() });
    put(
        &mut model,
        Status { id: id(3), workflow: id(2), category: Category::Ready, ..Status::default() },
    );
    for n in 0..items {
        put(&mut model, item(n));
    }
    model
}

fn item(n: u64) -> Item {
    Item {
        id: id(10 + n),
        number: n as u32 + 1,
        title: format!("Item {n}"),
        project: Some(id(1)),
        status: id(3),
        duration: Some(WorkMinutes(960)),
        ..Item::default()
    }
}

fn start(model: &Model, today: Date, n: u64) -> Date {
    let follower = Follower::new(model, today, Rules::default());
    follower.plan().dates(key_of(id(10 + n))).unwrap().start.date()
}

fn why(model: &Model, today: Date, n: u64) -> String {
    let follower = Follower::new(model, today, Rules::default());
    let reason = replan::reason(model, &follower, id(10 + n)).unwrap();
    let text = |word: &replan::Word| match word {
        replan::Word::Text(text) => text.clone(),
        replan::Word::Record(at, title) => format!("<{} {title}>", at.kind.name()),
    };
    reason.words.iter().map(text).collect()
}

fn decision(due: Option<Date>, decided: Option<Date>) -> Decision {
    let items = vec![id(10)];
    Decision {
        id: id(90),
        title: "Which color?".into(),
        due,
        decided,
        items,
        ..Decision::default()
    }
}

#[test]
fn work_waits_for_the_day_by_which_a_decision_is_to_be_made() {
    let mut model = workspace(2);
    assert_eq!(start(&model, may(4), 0), may(4));
    put(&mut model, decision(Some(may(7)), None));
    // Thursday is the day of the decision: work starts on Friday. The other item is free.
    assert_eq!(start(&model, may(4), 0), may(8));
    assert_eq!(start(&model, may(4), 1), may(4));
    let why = why(&model, may(4), 0);
    assert!(
        why.starts_with(
            "starts on 8 May because the decision <decision Which color?> is to be made by 7 May"
        ),
        "{why}"
    );
}

#[test]
fn a_late_decision_moves_what_waits_for_it_day_by_day_until_it_is_made() {
    let mut model = workspace(1);
    put(&mut model, decision(Some(may(5)), None));
    assert_eq!(start(&model, may(4), 0), may(6));
    // It was due on Tuesday. On Wednesday work can start on Thursday, on Friday on Monday.
    assert_eq!(start(&model, may(6), 0), may(7));
    assert_eq!(start(&model, may(8), 0), may(11));
    let late = why(&model, may(8), 0);
    assert!(
        late.starts_with(
            "starts on 11 May because the decision <decision Which color?> was due on 5 May and is \
             not made yet"
        ),
        "{late}"
    );
    // One without a day is as late as one can be.
    put(&mut model, decision(None, None));
    assert_eq!(start(&model, may(6), 0), may(7));
    assert!(why(&model, may(6), 0).contains("is not made yet"));
    // Made on Friday, it frees the work on that day.
    put(&mut model, decision(Some(may(5)), Some(may(8))));
    assert_eq!(start(&model, may(8), 0), may(8));
    assert!(why(&model, may(8), 0).contains("was made on 8 May"));
}

#[test]
fn the_parts_of_what_waits_wait_too_and_what_has_started_goes_on() {
    let mut model = workspace(3);
    put(&mut model, Item { parent: Some(id(10)), ..item(1) });
    let active =
        Status { id: id(4), workflow: id(2), category: Category::Active, ..Status::default() };
    put(&mut model, active);
    put(&mut model, Item { actual_start: Some(may(4)), status: id(4), ..item(2) });
    let both = vec![id(10), id(12)];
    put(&mut model, Decision { items: both, ..decision(Some(may(7)), None) });
    assert_eq!(start(&model, may(4), 1), may(8));
    assert!(why(&model, may(4), 1).contains("it is part of <item Item 0>, and the decision"));
    assert_eq!(start(&model, may(4), 2), may(4));
}

#[test]
fn of_several_decisions_the_last_one_counts() {
    let mut model = workspace(1);
    put(&mut model, decision(Some(may(7)), None));
    put(&mut model, Decision { id: id(91), ..decision(Some(may(13)), None) });
    put(&mut model, Decision { id: id(92), ..decision(Some(may(6)), None) });
    assert_eq!(start(&model, may(4), 0), may(14));
}

/// Law I2: a plan that follows decisions change by change is the plan made from scratch.
#[test]
fn a_plan_that_follows_decisions_is_the_plan_from_scratch() {
    let mut rng = generate::rng(7);
    let mut model = workspace(6);
    let mut kept = Follower::new(&model, may(6), Rules::default());
    let mut moving = 0;
    for round in 0..300_u64 {
        let at = id(90 + rng.below(4) as u64);
        let day = |rng: &mut generate::Rng| rng.chance(2).then(|| may(1 + rng.below(28) as u32));
        let set = match (rng.below(4), model.find::<Decision>(at).is_some()) {
            (0, true) => {
                let old = model.get(at.to_ref()).unwrap();
                change(&mut model, vec![Change::Delete(old)])
            }
            (1, _) => {
                let n = rng.below(6) as u64;
                let due = day(&mut rng);
                put(&mut model, Item { due, title: format!("Round {round}"), ..item(n) })
            }
            _ => {
                let items = (0..6).filter(|_| rng.chance(2)).map(|n| id(10 + n)).collect();
                let (due, decided) = (day(&mut rng), day(&mut rng));
                put(&mut model, Decision { id: at, items, ..decision(due, decided) })
            }
        };
        moving += usize::from(!kept.follow(&model, &set).is_empty());
        let fresh = Follower::new(&model, may(6), Rules::default());
        let (kept, fresh): (Vec<_>, Vec<_>) =
            (kept.plan().all().collect(), fresh.plan().all().collect());
        assert_eq!(kept, fresh, "round {round}");
    }
    assert!(moving > 50, "{moving} of 300 move something");
}

fn threat(p: f64, days: f64) -> Risk {
    Risk {
        id: id(80),
        title: "Rain".into(),
        item: Some(id(10)),
        probability: Percent::new(p),
        days: Number::new(days),
        ..Risk::default()
    }
}

/// Draws the end of the first item with the model's risks.
fn ends(model: &Model, n: usize) -> Vec<Date> {
    let plan = Plan::new(Network::of(model, may(4), Rules::default()));
    let shocks = risk::shocks(model, |key| plan.task(key));
    let all = plan.trials_with(&[key_of(id(10))], &[], &shocks, Spread::Pert, n, 5);
    all.into_iter().map(Moment::finish_date).collect()
}

#[test]
fn a_risk_happens_in_as_many_trials_as_its_probability_says() {
    let mut model = workspace(1);
    assert_eq!(ends(&model, 3), [may(5); 3]);
    put(&mut model, threat(100.0, 3.0));
    // Two days and three more: Monday to Friday.
    assert_eq!(ends(&model, 3), [may(8); 3]);
    put(&mut model, threat(30.0, 3.0));
    let all = ends(&model, 10_000);
    let hit = all.iter().filter(|end| **end == may(8)).count();
    assert!(all.iter().all(|end| *end == may(8) || *end == may(5)));
    // A binomial of 10,000 at 0.3 has a standard deviation of 46.
    assert!((2_800..3_200).contains(&hit), "{hit}");
}

#[test]
fn what_is_closed_or_has_happened_or_is_not_assessed_draws_nothing() {
    let mut model = workspace(1);
    for (why, risk) in [
        ("closed", Risk { closed: Some(may(3)), ..threat(100.0, 3.0) }),
        ("an issue", Risk { class: RiskClass::Issue, ..threat(100.0, 3.0) }),
        ("no probability", Risk { probability: None, ..threat(1.0, 3.0) }),
        ("no days", Risk { days: None, ..threat(100.0, 1.0) }),
        ("no item", Risk { item: None, ..threat(100.0, 3.0) }),
    ] {
        put(&mut model, risk);
        assert_eq!(ends(&model, 2), [may(5); 2], "{why}");
        assert_eq!(effect(&model, may(4), &[id(10)]), None, "{why}");
    }
    // An assumption that may not hold is drawn like a risk.
    put(&mut model, Risk { class: RiskClass::Assumption, ..threat(100.0, 3.0) });
    assert_eq!(ends(&model, 2), [may(8); 2]);
}

#[test]
fn what_each_risk_does_to_the_end_is_told_by_leaving_it_out() {
    let mut model = workspace(2);
    put(&mut model, threat(100.0, 3.0));
    put(&mut model, Risk { id: id(81), item: Some(id(11)), ..threat(100.0, 1.0) });
    let found = effect(&model, may(4), &[id(10), id(11)]).unwrap();
    // Both are certain: with them the end is Friday, without the first it is Wednesday.
    assert_eq!((found.most, found.bare), (may(8), may(5)));
    assert_eq!(found.each, [(id(80), 2)]);
}

// ---- the pages

fn asked(page: &str, lens: Lens, place: Option<Ref>, options: &[(&str, &str)]) -> Asked {
    let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    let options: BTreeMap<_, _> = options.iter().map(own).collect();
    Asked { page: page.to_owned(), lens, place, options, ..Asked::default() }
}

fn sheet(model: &Model, today: Date, asked: &Asked) -> Sheet {
    page::sheet(model, &Follower::new(model, today, Rules::default()), asked, today)
}

fn northlight() -> (Model, Date) {
    let today = may(4);
    let mut env = Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, 1);
    (sample::workspace(&mut env), today)
}

fn block<'a>(sheet: &'a Sheet, key: &str) -> &'a Block {
    sheet.blocks.iter().find(|block| block.key == key).unwrap_or_else(|| panic!("no block {key}"))
}

fn rows(sheet: &Sheet, key: &str) -> Vec<Vec<String>> {
    let Shape::Table(Table { rows, .. }) = &block(sheet, key).shape else { panic!("no table") };
    rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
}

#[test]
fn the_register_of_the_sample_adds_up() {
    let (model, today) = northlight();
    let sheet = sheet(&model, today, &asked("risks", Lens::Program, None, &[]));
    let open: Vec<&Risk> = model.risks.iter().filter(|r| r.closed.is_none()).collect();
    let register = rows(&sheet, "register");
    assert_eq!(register.len(), open.len());
    let money: f64 = open
        .iter()
        .map(|r| {
            let p = if r.class == RiskClass::Issue {
                1.0
            } else {
                r.probability.unwrap().get() / 100.0
            };
            p * r.cost.map_or(0.0, |c| c.0 as f64 / 100.0)
        })
        .sum();
    assert!(sheet.says.contains(&format!("{}", (money / 1000.0) as i64)), "{} {money}", sheet.says);
    // The matrix holds every entry that is assessed, each once.
    let Shape::Grid(grid) = &block(&sheet, "matrix").shape else { panic!("no matrix") };
    let mut inside: Vec<Ref> =
        grid.cells.iter().flatten().flat_map(|spot| spot.records.clone()).collect();
    inside.sort();
    let n = inside.len();
    inside.dedup();
    assert_eq!((n, grid.cells.len(), grid.rows.len()), (inside.len(), 5, 5));
    assert_eq!(n, register.iter().filter(|row| row[7] != "Not assessed").count());
    assert!(n >= 10, "{n}");
    assert!(rows(&sheet, "effect").len() >= 2);
    assert!(rows(&sheet, "due").len() >= 3);
}

#[test]
fn a_place_has_its_own_register() {
    let (model, today) = northlight();
    let all = sheet(&model, today, &asked("risks", Lens::Project, None, &[]));
    let mut n = 0;
    for project in model.projects.iter() {
        let own =
            sheet(&model, today, &asked("risks", Lens::Project, Some(project.id.to_ref()), &[]));
        n += rows(&own, "register").len();
        let add = block(&own, "register").add.clone().unwrap();
        assert!(add.preset.contains(&("place".to_owned(), project.id.to_ref().to_string().into())));
    }
    // The one of the program belongs to no project.
    assert_eq!(n + 1, rows(&all, "register").len());
}

#[test]
fn an_act_is_planned_and_changes_nothing_by_itself() {
    let (mut model, today) = northlight();
    let mut env = Env::new(today.start_utc(), today, 9);
    let before = model.clone();
    let risk =
        model.risks.iter().find(|r| r.class == RiskClass::Risk && r.closed.is_none()).unwrap().id;
    let risks = asked("risks", Lens::Program, None, &[]);
    let act = |model: &mut Model, env: &mut Env, asked: &Asked, key: &str| {
        page::act(model, asked, key, env)
    };
    let (says, set) =
        act(&mut model, &mut env, &risks, &format!("happened:{}", risk.raw())).unwrap();
    assert_eq!(model, before);
    assert!(says.contains("is an issue now"), "{says}");
    model.apply_all(&set).unwrap();
    let now = model.find(risk).unwrap();
    assert_eq!((&now.class, now.review), (&RiskClass::Issue, Some(today)));
    let (_, set) = act(&mut model, &mut env, &risks, &format!("reviewed:{}", risk.raw())).unwrap();
    model.apply_all(&set).unwrap();
    assert_eq!(model.find(risk).unwrap().review, Some(today.plus_days(14)));
    for wrong in ["", "reviewed", "reviewed:", "reviewed:0123456789abc", "choose:0", "x:y"] {
        assert!(act(&mut model, &mut env, &risks, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_decision_is_made_on_its_sheet_and_reopened() {
    let (mut model, today) = northlight();
    let mut env = Env::new(today.start_utc(), today, 9);
    let find = |model: &Model| {
        model.decisions.iter().find(|d| d.title.contains("launch date")).cloned().unwrap()
    };
    let decision = find(&model);
    let chosen = decision.id.raw().to_string();
    let asked = asked("decisions", Lens::Program, None, &[("decision", &chosen)]);
    let sheet = sheet(&model, today, &asked);
    assert!(
        sheet.says.starts_with("Which launch date do we announce? Two weeks later leads"),
        "{}",
        sheet.says
    );
    assert_eq!(block(&sheet, "head").acts.len(), 3);
    let first = rows(&sheet, "disputes")[0].clone();
    assert_eq!(first[..2], ["On the whole", "Keep the date"], "{first:?}");
    let (says, set) = page::act(&mut model, &asked, "choose:1", &mut env).unwrap();
    assert!(says.starts_with("Decided: Two weeks later."), "{says}");
    model.apply_all(&set).unwrap();
    assert_eq!(
        (find(&model).outcome.as_str(), find(&model).decided),
        ("Two weeks later", Some(today))
    );
    let (_, set) = page::act(&mut model, &asked, &format!("reopen:{chosen}"), &mut env).unwrap();
    model.apply_all(&set).unwrap();
    assert_eq!(find(&model).decided, None);
    assert!(page::act(&mut model, &asked, "choose:9", &mut env).is_err());
}

#[test]
fn the_list_of_decisions_says_what_is_late_and_what_is_held() {
    let (mut model, today) = northlight();
    let asked = asked("decisions", Lens::Portfolio, None, &[]);
    let says = sheet(&model, today, &asked).says;
    assert!(says.starts_with("4 decisions are open, 1 of them late"), "{says}");
    assert!(says.ends_with("1 decision is to be looked at again."), "{says}");
    // What waits for a decision is held once everything else would let it start.
    let free =
        model.items.iter().find(|i| i.title == "Volume order for the launch stock").unwrap().id;
    let late = Decision {
        id: id(7),
        items: vec![free],
        due: Some(today.plus_days(90)),
        ..Decision::default()
    };
    put(&mut model, late);
    let sheet = sheet(&model, today, &asked);
    let row =
        rows(&sheet, "open").into_iter().find(|row| row[0].is_empty() || row[0] == "Untitled");
    assert!(row.unwrap().last().unwrap().starts_with("holds 1 item"));
}

/// Law P1: no page fails on any workspace, and each says something about the sample.
#[test]
fn every_page_is_made_of_every_workspace() {
    let lenses = [Lens::Portfolio, Lens::Product, Lens::Program, Lens::Project];
    for seed in 0..12 {
        let model = generate::model(seed, 6);
        for lens in &lenses {
            let places = model.projects.iter().map(|p| Some(p.id.to_ref())).take(2);
            for place in places.chain([None]) {
                for listed in list::of(lens) {
                    let decision = model.decisions.iter().next();
                    let chosen = decision.map(|d| d.id.raw().to_string()).unwrap_or_default();
                    for options in [vec![], vec![("decision", chosen.as_str()), ("by", "1")]] {
                        let asked = asked(listed.key, lens.clone(), place, &options);
                        let sheet = sheet(&model, may(4), &asked);
                        assert_eq!(sheet.key, listed.key);
                    }
                }
            }
        }
    }
    let (model, today) = northlight();
    for lens in &lenses {
        for listed in list::of(lens) {
            let sheet = sheet(&model, today, &asked(listed.key, lens.clone(), None, &[]));
            assert!(!sheet.says.is_empty() && !sheet.blocks.is_empty(), "{} {lens:?}", listed.key);
        }
    }
}
