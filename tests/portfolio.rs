//! Check-ins and choosing: when one is due, what it is held against, what the app writes; which set
//! of projects is the best within limits, and what keeps its reason.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::Command;
use throughline_core::env::Env;
use throughline_core::model::field::Markdown;
use throughline_core::model::id::{Id, RawId};
use throughline_core::model::number::{Money, Number, Percent};
use throughline_core::model::record::RecordType;
use throughline_core::model::time::{DAY_MS, Date, WorkMinutes};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::choose::knapsack::{Piece, best};
use throughline_core::page::report::{Asked, Block, Shape, Sheet, Table};
use throughline_core::page::{act, sheet};
use throughline_core::sample;
use throughline_core::schedule::{Follower, Rules};

fn id<R>(n: u64) -> Id<R> {
    Id::new(RawId(n))
}

fn may(day: u32) -> Date {
    Date::new(2026, 5, day).unwrap()
}

fn env(today: Date) -> Env {
    Env::new(today.start_utc().plus_ms(DAY_MS / 2), today, 9)
}

fn put<R: RecordType>(model: &mut Model, record: R) {
    let record = R::wrap(std::sync::Arc::new(record));
    let changes = match model.get(record.to_ref()) {
        Some(old) => vec![Change::Delete(old), Change::Create(record)],
        None => vec![Change::Create(record)],
    };
    model.apply_all(&ChangeSet { changes, ..ChangeSet::default() }).unwrap();
}

fn asked(page: &str) -> Asked {
    Asked { page: page.to_owned(), lens: Lens::Portfolio, ..Asked::default() }
}

fn open(model: &Model, page: &str, today: Date) -> Sheet {
    let plan = Follower::new(model, today, Rules::default());
    sheet(model, &plan, &asked(page), today)
}

fn block<'s>(sheet: &'s Sheet, key: &str) -> &'s Block {
    let keys: Vec<&str> = sheet.blocks.iter().map(|b| b.key.as_str()).collect();
    sheet.blocks.iter().find(|b| b.key == key).unwrap_or_else(|| panic!("no {key} in {keys:?}"))
}

fn table(block: &Block) -> &Table {
    let Shape::Table(table) = &block.shape else { panic!("{} is no table", block.key) };
    table
}

/// Gives the texts of the rows of a table.
fn texts(block: &Block) -> Vec<Vec<String>> {
    let row =
        |r: &throughline_core::page::report::Row| r.cells.iter().map(|c| c.text.clone()).collect();
    table(block).rows.iter().map(row).collect()
}

/// Does what a page offers, as one step, and gives what it says.
fn run(model: &mut Model, page: &str, key: &str, today: Date) -> Result<String, String> {
    let mut env = env(today);
    let before = model.all_records();
    let (says, set) = act(model, &asked(page), key, &mut env)?;
    assert_eq!(model.all_records(), before, "planning changes nothing");
    model.run(&Command::Apply(set), &mut env).unwrap();
    Ok(says)
}

/// Makes a project that starts on Monday, 4 May 2026, with items of some working days each, all of
/// one person.
fn workspace(lengths: &[i64]) -> Model {
    let mut model = Model::empty("Test");
    let start = Some(may(4));
    let (name, phase) = ("Harbor".into(), Phase::Active);
    put(&mut model, Project { id: id(1), name, phase, start, ..Project::default() });
    put(&mut model, Workflow { id: id(2), ..Workflow::default() });
    let category =
        |id, category| Status { id, workflow: Id::new(RawId(2)), category, ..Status::default() };
    put(&mut model, category(id(3), Category::Ready));
    put(&mut model, category(id(4), Category::Done));
    put(&mut model, Team { id: id(5), name: "Crew".into(), ..Team::default() });
    put(
        &mut model,
        Person { id: id(6), name: "Ada".into(), team: Some(id(5)), ..Person::default() },
    );
    for (n, days) in (0..).zip(lengths) {
        put(&mut model, item(n, *days));
    }
    model
}

fn item(n: u64, days: i64) -> Item {
    Item {
        id: id(10 + n),
        number: n as u32 + 1,
        title: format!("Item {n}"),
        project: Some(id(1)),
        status: id(3),
        owner: Some(id(6)),
        duration: Some(WorkMinutes(480 * days)),
        work: Some(WorkMinutes(480 * days)),
        ..Item::default()
    }
}

fn check_in(n: u64, date: Date, agreement: bool) -> CheckIn {
    let place = Some(Id::<Project>::new(RawId(1)).to_ref());
    CheckIn { id: id(n), place, date, agreement, ..CheckIn::default() }
}

fn undo(model: &mut Model, set: &ChangeSet, today: Date) {
    let back = model.step(set, true, env(today).now);
    model.apply_all(&back).unwrap();
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn the_next_check_in_is_due_on_a_working_day_and_lateness_counts_working_days() {
    let mut model = workspace(&[2]);
    let agreed = CheckIn { cadence: Some(15), ..check_in(50, may(4), true) };
    put(&mut model, agreed.clone());
    put(&mut model, check_in(51, may(8), false));
    // 15 days after Friday, 8 May, is a Saturday: Monday, 25 May.
    let row =
        |model: &Model, today| texts(block(&open(model, "checkins", today), "due"))[0].clone();
    assert_eq!(plain(&row(&model, may(20))[5]), "in 5 days");
    assert_eq!(row(&model, may(25))[5], "due today");
    assert_eq!(row(&model, may(27))[5], "2 working days overdue");
    // The weekend after does not count.
    assert_eq!(row(&model, may(31))[5], "4 working days overdue");
    put(&mut model, CheckIn { cadence: None, ..agreed });
    assert_eq!(row(&model, may(27))[5], "no cadence");
    let project = model.projects.iter().next().unwrap().clone();
    put(&mut model, Project { phase: Phase::Paused, ..project });
    assert_eq!(row(&model, may(27))[5], "not running");
}

#[test]
fn a_place_without_an_agreement_is_listed_and_gets_one_from_the_facts() {
    let mut model = workspace(&[2, 3]);
    let project = model.projects.iter().next().unwrap().clone();
    let (due, budget) = (Some(may(29)), Some(Money(500_000)));
    put(&mut model, Project { phase: Phase::Active, due, budget, ..project });
    assert_eq!(texts(block(&open(&model, "checkins", may(4)), "bare"))[0][0], "Harbor");
    let at = Id::<Project>::new(RawId(1)).to_ref();
    run(&mut model, "checkins", &format!("agree:{at}"), may(4)).unwrap();
    let made = model.check_ins.iter().next().unwrap();
    assert!(made.agreement && made.cadence == Some(14));
    assert_eq!((made.due, made.cost, made.scope), (due, budget, Some(2)));
    let sheet = open(&model, "checkins", may(4));
    assert!(sheet.blocks.iter().all(|b| b.key != "bare"));
}

#[test]
fn health_in_the_newest_check_in_is_that_of_the_project_in_one_step() {
    let mut model = workspace(&[2]);
    put(&mut model, check_in(50, may(4), true));
    put(&mut model, check_in(51, may(8), false));
    put(&mut model, check_in(52, may(15), false));
    let health = |model: &Model| model.projects.iter().next().unwrap().health.clone();
    let set = |model: &mut Model, n: u64, value: &str| {
        let at = vec![Id::<CheckIn>::new(RawId(n)).to_ref()];
        let command = Command::SetField { at, field: "health".into(), value: value.into() };
        model.run(&command, &mut env(may(15))).unwrap().changes
    };
    let before = model.all_records();
    let step = set(&mut model, 52, "off_track");
    assert_eq!(health(&model), Health::OffTrack);
    undo(&mut model, &step, may(15));
    assert_eq!(model.all_records(), before, "one step takes both back");
    // An older one, and an agreement, say nothing of today.
    set(&mut model, 51, "at_risk");
    set(&mut model, 50, "at_risk");
    assert_eq!(health(&model), Health::Unknown);
}

#[test]
fn a_draft_says_what_was_expected_and_what_became_of_it() {
    let mut model = workspace(&[2, 3]);
    let project = model.projects.iter().next().unwrap().clone();
    put(&mut model, Project { phase: Phase::Active, health: Health::AtRisk, ..project });
    put(&mut model, CheckIn { cadence: Some(7), ..check_in(50, may(4), true) });
    let done = Some(may(7));
    let first = Item { due: Some(may(6)), status: id(4), actual_finish: done, ..item(0, 2) };
    put(&mut model, first);
    put(&mut model, Item { due: Some(may(8)), ..item(1, 3) });
    let decision = Decision {
        id: id(60),
        title: "Which color?".into(),
        place: Some(Id::<Project>::new(RawId(1)).to_ref()),
        due: Some(may(9)),
        ..Decision::default()
    };
    put(&mut model, decision);
    let risk = Risk {
        id: id(61),
        title: "Storm".into(),
        place: Some(Id::<Project>::new(RawId(1)).to_ref()),
        probability: Percent::new(50.0),
        cost: Some(Money(200_000)),
        ..Risk::default()
    };
    put(&mut model, risk);
    let at = Id::<Project>::new(RawId(1)).to_ref();
    run(&mut model, "checkins", &format!("draft:{at}"), may(11)).unwrap();
    let made = model.check_ins.iter().max_by_key(|c| c.date).unwrap();
    let has = |text: &Markdown, part: &str| assert!(text.0.contains(part), "{part} in {}", text.0);
    assert_eq!((made.date, made.scope, made.cost), (may(11), Some(2), None));
    assert_eq!(made.health, Health::AtRisk, "to judge is a person's");
    has(&made.expected, "Item 0 – agreed for 6 May 2026");
    has(&made.expected, "Item 1 – agreed for 8 May 2026");
    has(&made.happened, "Item 0 – finished on 7 May 2026, 1\u{a0}day late");
    has(&made.happened, "Item 1 – not finished; agreed for 8 May 2026");
    has(&made.needed, "Decision: Which color? – was due on 9 May 2026");
    has(&made.needed, "Risk: Storm – 1,000 to be expected of it");
    assert_eq!(
        block(&open(&model, "checkins", may(11)), "newest").title,
        "Harbor: check-in of 11 May"
    );
}

#[test]
fn what_is_stands_beside_what_was_agreed_and_missing_data_is_unknown() {
    let mut model = workspace(&[2, 3]);
    let agreed = CheckIn { due: Some(may(4)), scope: Some(1), ..check_in(50, may(4), true) };
    put(&mut model, agreed.clone());
    let rows = texts(block(&open(&model, "checkins", may(4)), "agreed"));
    // Three working days from Monday end on Wednesday: two days after the fourth.
    assert_eq!(plain(&rows[0][4]), "2 days later");
    assert_eq!((rows[1][1].as_str(), rows[1][4].as_str()), ("unknown", "unknown"));
    assert_eq!(rows[2][3], "2 (0 done)");
    assert_eq!(plain(&rows[2][4]), "1 item more (100 %)");
    put(&mut model, CheckIn { due: None, scope: None, ..agreed });
    let rows = texts(block(&open(&model, "checkins", may(4)), "agreed"));
    assert!(rows.iter().all(|row| row[4] == "unknown"), "{rows:?}");
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = (0u32..12, 0u32..20, 0u32..20, 0u32..8).prop_map(|(value, money, days, must)| {
        let of = |n: u32| f64::from(n);
        Piece { value: of(value), money: of(money), days: of(days), must: must == 0 }
    });
    prop::collection::vec(piece, 0..11)
}

proptest! {
    #[test]
    fn no_set_within_the_limits_is_worth_more_than_the_best(
        pieces in pieces(),
        money in prop::option::of(0u32..80),
        days in prop::option::of(0u32..80),
    ) {
        let limit = |n: Option<u32>| n.map(f64::from);
        let (money, days) = (limit(money), limit(days));
        let fits = |set: &[&Piece]| {
            let sum = |f: fn(&Piece) -> f64| set.iter().map(|p| f(p)).sum::<f64>();
            money.is_none_or(|m| sum(|p| p.money) <= m) && days.is_none_or(|d| sum(|p| p.days) <= d)
        };
        let mut most: Option<f64> = None;
        for mask in 0..1u32 << pieces.len() {
            let inside = |n: usize| mask >> n & 1 == 1;
            let set: Vec<&Piece> =
                pieces.iter().enumerate().filter(|(n, _)| inside(*n)).map(|(_, p)| p).collect();
            let whole = pieces.iter().enumerate().all(|(n, p)| !p.must || inside(n));
            if whole && fits(&set) {
                let value = set.iter().map(|p| p.value).sum::<f64>();
                most = Some(most.map_or(value, |most| most.max(value)));
            }
        }
        let found = best(&pieces, money, days);
        prop_assert_eq!(found.as_ref().map(|b| b.value), most);
        if let Some(found) = found {
            let set: Vec<&Piece> = found.chosen.iter().map(|n| &pieces[*n]).collect();
            prop_assert!(found.proven && fits(&set));
            prop_assert!(pieces.iter().enumerate().all(|(n, p)| !p.must || found.chosen.contains(&n)));
        }
    }
}

#[test]
fn forty_projects_are_chosen_from_exactly() {
    let piece = |n: u64| {
        let of = |by: u64, from: u64, most: u64| (from + n * by % most) as f64;
        Piece { value: of(37, 1, 10), money: of(53, 20, 400), days: of(71, 10, 200), must: n == 7 }
    };
    let pieces: Vec<Piece> = (0..40).map(piece).collect();
    let found = best(&pieces, Some(2_500.0), Some(1_200.0)).unwrap();
    assert!(found.proven && found.chosen.contains(&7));
    let sum = |f: fn(&Piece) -> f64| found.chosen.iter().map(|n| f(&pieces[*n])).sum::<f64>();
    assert!(sum(|p| p.money) <= 2_500.0 && sum(|p| p.days) <= 1_200.0);
    // Of sets that are worth the same, the cheaper one.
    let alike = [
        Piece { value: 3.0, money: 9.0, ..piece(0) },
        Piece { value: 3.0, money: 4.0, ..piece(0) },
    ];
    assert_eq!(best(&alike, Some(12.0), None).unwrap().chosen, [1]);
}

/// Adds three projects to choose from: worth 8 for 300, worth 6 for 200, and one of which nothing
/// is known; and an option with 250 to spend.
fn choice() -> Model {
    let mut model = workspace(&[]);
    let add = |model: &mut Model, n: u64, name: &str, value: Option<f64>, budget: Option<i64>| {
        let budget = budget.map(|units| Money(units * 100));
        let project = Project {
            id: id(n),
            name: name.into(),
            key: name.to_uppercase(),
            budget,
            ..Project::default()
        };
        put(model, project);
        let item = Item { id: id(n + 100), project: Some(id(n)), ..item(n, 2) };
        put(model, item);
        if let Some(value) = value.and_then(Number::new) {
            let score = Score {
                id: id(n + 200),
                item: id(n + 100),
                value: Some(value),
                ..Score::default()
            };
            put(model, score);
        }
    };
    let harbor = model.projects.iter().next().unwrap().clone();
    put(&mut model, Project { phase: Phase::Closed, ..harbor });
    add(&mut model, 21, "Pier", Some(8.0), Some(300));
    add(&mut model, 22, "Quay", Some(6.0), Some(200));
    add(&mut model, 23, "Buoy", None, None);
    let money = Some(Money(25_000));
    put(&mut model, Selection { id: id(70), title: "Small".into(), money, ..Selection::default() });
    model
}

#[test]
fn the_best_set_is_taken_and_made_real_with_its_reason_kept() {
    let mut model = choice();
    let rows = texts(block(&open(&model, "choose", may(4)), "options"));
    assert_eq!(rows[0][5], "best is worth 6");
    let sheet = open(&model, "choose", may(4));
    let stands = &table(block(&sheet, "options")).rows[0].cells[5];
    assert_eq!(stands.hint, "Not known enough of to choose: Buoy");
    let option = Id::<Selection>::new(RawId(70)).raw();
    run(&mut model, "choose", &format!("best:{option}"), may(4)).unwrap();
    assert_eq!(model.selections.iter().next().unwrap().projects, [id(22)]);
    let rows = texts(block(&open(&model, "choose", may(4)), "compare"));
    assert_eq!((rows[1][1].as_str(), rows[2][1].as_str()), ("6", "200 of 250"));
    let failed = run(&mut model, "choose", &format!("real:{option}"), may(4)).unwrap_err();
    assert!(failed.contains("Nobody has written why"), "{failed}");
    // What must run is taken in, even where it is worth less; where it is too much, nothing is.
    run(&mut model, "choose", &format!("must:{option}~{}", RawId(21)), may(4)).unwrap();
    let failed = run(&mut model, "choose", &format!("best:{option}"), may(4)).unwrap_err();
    assert!(failed.contains("more than the limits allow"), "{failed}");
    run(&mut model, "choose", &format!("out:{option}~{}", RawId(21)), may(4)).unwrap();
    let chosen = model.selections.iter().next().unwrap().clone();
    put(&mut model, Selection { reason: Markdown("It pays first.".into()), ..chosen });
    let quay = model.find(Id::<Project>::new(RawId(22))).unwrap().clone();
    put(&mut model, Project { phase: Phase::Paused, ..quay });
    let pier = model.find(Id::<Project>::new(RawId(21))).unwrap().clone();
    put(&mut model, Project { phase: Phase::Active, ..pier });
    let before = model.all_records();
    let mut env = env(may(4));
    let (_, set) = act(&mut model, &asked("choose"), &format!("real:{option}"), &mut env).unwrap();
    let step = model.run(&Command::Apply(set), &mut env).unwrap().changes;
    let phase =
        |model: &Model, n: u64| model.find(Id::<Project>::new(RawId(n))).unwrap().phase.clone();
    assert_eq!((phase(&model, 22), phase(&model, 21)), (Phase::Active, Phase::Paused));
    assert_eq!(phase(&model, 23), Phase::Proposed, "a proposal that is left out stays one");
    let kept = model.decisions.iter().next().unwrap();
    assert_eq!((kept.outcome.as_str(), kept.reason.0.as_str()), ("Small", "It pays first."));
    undo(&mut model, &step, may(4));
    assert_eq!(model.all_records(), before);
}

#[test]
fn a_project_is_stopped_with_a_reason_and_not_without() {
    let mut model = choice();
    let pier = model.find(Id::<Project>::new(RawId(21))).unwrap().clone();
    put(&mut model, Project { phase: Phase::Active, ..pier });
    run(&mut model, "choose", &format!("ask:{}", RawId(21)), may(4)).unwrap();
    let asked = model.decisions.iter().next().unwrap().clone();
    assert_eq!((asked.title.as_str(), asked.decided), ("Does Pier go on?", None));
    let stop = format!("stop:{}", asked.id.raw());
    let failed = run(&mut model, "choose", &stop, may(5)).unwrap_err();
    assert!(failed.contains("To stop needs a reason"), "{failed}");
    let key = format!("review-{}", asked.id.raw());
    assert_eq!(block(&open(&model, "choose", may(5)), &key).acts.len(), 3);
    put(&mut model, Decision { reason: Markdown("Nobody buys it.".into()), ..asked });
    run(&mut model, "choose", &stop, may(5)).unwrap();
    assert_eq!(model.find(Id::<Project>::new(RawId(21))).unwrap().phase, Phase::Closed);
    let kept = texts(block(&open(&model, "choose", may(5)), "kept"));
    assert_eq!((kept[0][1].as_str(), kept[0][4].as_str()), ("Stop", "Nobody buys it."));
    // A proposal is approved or declined.
    run(&mut model, "choose", &format!("ask:{}", RawId(22)), may(5)).unwrap();
    let asked = model.decisions.iter().find(|d| d.decided.is_none()).unwrap();
    assert_eq!(asked.options, ["Approve", "Decline"]);
}

#[test]
fn the_mix_is_held_against_its_targets_in_points() {
    let mut model = workspace(&[]);
    let harbor = model.projects.iter().next().unwrap().clone();
    put(&mut model, Project { phase: Phase::Active, ..harbor });
    for (n, days) in [(31, 1), (32, 3)] {
        put(&mut model, Product { id: id(n), name: format!("Product {n}"), ..Product::default() });
        put(&mut model, Item { product: Some(id(n)), ..item(n, days) });
    }
    // Nobody knows how much this one takes.
    put(&mut model, Item { product: Some(id(31)), work: None, ..item(33, 9) });
    let about = Some(Id::<Product>::new(RawId(31)).to_ref());
    let share = Percent::new(50.0);
    put(
        &mut model,
        MixTarget { id: id(80), about, part: "share".into(), share, ..MixTarget::default() },
    );
    let plan = Follower::new(&model, may(4), Rules::default());
    let by = [("by".to_owned(), "product".to_owned())].into_iter().collect();
    let sheet = sheet(&model, &plan, &Asked { options: by, ..asked("choose") }, may(4));
    let mix = block(&sheet, "mix");
    let rows = texts(mix);
    assert_eq!(rows[0][..3], ["Product 32", "3", "75 %"]);
    assert_eq!(rows[1], ["Product 31", "1", "25 %", "50", "−25 points"]);
    assert!(
        mix.notes.iter().any(|n| n.starts_with("1 open item has neither work")),
        "{:?}",
        mix.notes
    );
}

#[test]
fn a_team_that_is_planned_for_more_than_it_has_is_said_to_be_over() {
    let spot = |lengths: &[i64]| {
        let mut model = workspace(lengths);
        let harbor = model.projects.iter().next().unwrap().clone();
        put(&mut model, Project { phase: Phase::Active, ..harbor });
        let sheet = open(&model, "choose", may(4));
        let Shape::Grid(grid) = &block(&sheet, "capacity").shape else { panic!() };
        (
            grid.cells[0][0].text.clone(),
            grid.cells[0][0].hint.clone(),
            block(&sheet, "capacity").says.clone(),
        )
    };
    // From Monday, 4 May, to the end of June there are 20 + 22 working days.
    let (text, hint, says) = spot(&[4]);
    assert_eq!((text.as_str(), hint.as_str()), ("10 %", "4 of 42 person-days"));
    assert_eq!(says, "No team is planned for more than it has.");
    // Two items of 42 days each are planned side by side for the same person.
    let (text, hint, says) = spot(&[42, 42]);
    assert_eq!((text.as_str(), hint.as_str()), ("42 days over", "84 of 42 person-days"));
    assert!(says.starts_with("Crew is 42 person-days over in Q2 2026"), "{says}");
}

#[test]
fn a_benefit_starts_when_what_brings_it_ends_and_a_slip_costs_its_full_difference() {
    let mut model = workspace(&[14]);
    model.info().cloned().into_iter().for_each(|info| {
        put(&mut model, Workspace { currency: "EUR".into(), ..info });
    });
    let harbor = model.projects.iter().next().unwrap().clone();
    put(&mut model, Project { phase: Phase::Active, due: Some(may(8)), ..harbor });
    put(&mut model, Kpi { id: id(40), name: "Fees".into(), unit: "k€".into(), ..Kpi::default() });
    let benefit = Benefit {
        id: id(41),
        title: "Moorings pay".into(),
        place: Some(Id::<Project>::new(RawId(1)).to_ref()),
        kpi: Some(id(40)),
        baseline: Number::new(100.0),
        full: Number::new(130.0),
        months: Number::new(6.0),
        ..Benefit::default()
    };
    put(&mut model, benefit.clone());
    // Fourteen working days from 4 May end on 21 May, 13 days after the eighth:
    // 30,000 a month × 13 ÷ 30.4375 = 12,813.
    let rows = texts(block(&open(&model, "benefits", may(4)), "benefits"));
    assert_eq!(plain(&rows[0][4]), "13 days later");
    assert_eq!(rows[0][5], "€12,813");
    assert_eq!(rows[0][6], "no reading");
    let bare = Benefit { place: None, kpi: None, ..benefit };
    put(&mut model, bare);
    let sheet = open(&model, "benefits", may(4));
    let rows = texts(block(&sheet, "benefits"));
    assert_eq!(rows[0][3..6], ["unknown", "unknown", "unknown"]);
    assert_eq!(texts(block(&sheet, "bare"))[0][0], "Harbor");
    assert!(open(&workspace(&[1]), "benefits", may(4)).blocks.iter().all(|b| b.key != "bare"));
}

#[test]
fn the_sample_has_two_check_ins_overdue_on_any_day_and_reasons_for_most_of_its_work() {
    for today in ["2024-12-31", "2026-03-01", "2026-05-04", "2026-08-08", "2028-02-29"] {
        let today: Date = today.parse().unwrap();
        let now = today.start_utc().plus_ms(DAY_MS / 2);
        let model = sample::workspace(&mut Env::new(now, today, 1));
        let due = texts(block(&open(&model, "checkins", today), "due"));
        let late = due.iter().filter(|row| row[5].contains("overdue")).count();
        assert_eq!(late, 2, "{today}: {due:?}");
        let sheet = open(&model, "choose", today);
        assert!(sheet.says.starts_with("4 projects are proposed and 5 run"), "{}", sheet.says);
        let aimless = throughline_core::page::loose::Loose::of(&model).aimless.len();
        assert!(aimless * 5 <= model.items.len(), "{aimless} of {}", model.items.len());
        let said = |p: &Project| {
            let own = model.check_ins.iter().filter(|c| c.place == Some(p.id.to_ref()));
            own.max_by_key(|c| (c.date, c.id)).map(|c| c.health.clone())
        };
        let agree = |p: &Project| said(p).is_none_or(|health| health == p.health);
        assert!(model.projects.iter().all(agree), "health is that of the newest check-in");
    }
}
