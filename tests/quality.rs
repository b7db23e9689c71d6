//! Tests: how one stands by its runs, what a failed one opens, what the gate and the graph of reasons
//! make of it, and what the page says.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "each test takes what it needs of it")]
mod common;
mod quality_support;

use common::generate;
use proptest::prelude::*;
use quality_support::*;
use throughline_core::env::Env;
use throughline_core::lens::chain;
use throughline_core::model::field::Markdown;
use throughline_core::model::id::Ref;
use throughline_core::model::time::DAY_MS;
use throughline_core::model::workspace::Model;
use throughline_core::model::*;
use throughline_core::page::loose::Loose;
use throughline_core::page::quality::stand::{State, tried};
use throughline_core::page::report::Shape;
use throughline_core::sample;

#[test]
fn a_test_stands_as_its_last_run_ended() {
    let check = |letters: &str, bug: Option<u64>, expected: State| {
        let mut model = workspace();
        put(&mut model, test(20, Moscow::Must));
        runs(&mut model, 20, letters);
        put(
            &mut model,
            Item { status: id(bug.unwrap_or(3)), kind: ItemKind::Bug, ..item(12, "Bug") },
        );
        if let Some(run) = model.test_runs.iter().last().cloned() {
            put(&mut model, TestRun { bug: bug.map(|_| id(12)), ..run });
        }
        assert_eq!(tried(&model)[0].state, expected, "{letters} {bug:?}");
    };
    for (letters, bug, expected) in [
        ("", None, State::Never),
        ("p", None, State::Passed),
        ("pf", None, State::Failed),
        ("fp", None, State::Passed),
        ("pb", None, State::Blocked),
        ("p?", None, State::Unknown),
        // The bug is open, then done, then dropped: only a repair asks for another run.
        ("f", Some(3), State::Failed),
        ("f", Some(5), State::Again),
        ("f", Some(6), State::Failed),
        ("p", Some(5), State::Passed),
    ] {
        check(letters, bug, expected);
    }
    let mut model = workspace();
    put(&mut model, test(20, Moscow::Wont));
    runs(&mut model, 20, "f");
    assert!(tried(&model).is_empty(), "what will not be run counts nowhere");
}

#[test]
fn results_alternate_where_they_change_three_times() {
    for (letters, expected) in [
        ("", None),
        ("pfp", None),
        ("ffffpppp", None),
        ("pfpf", Some((3, 4))),
        ("fpbfbp", Some((3, 4))),
        // Only the last eight are looked at.
        ("pfpfpppppppp", None),
        ("pppppfpfppfp", Some((6, 8))),
    ] {
        let mut model = workspace();
        put(&mut model, test(20, Moscow::Should));
        runs(&mut model, 20, letters);
        assert_eq!(tried(&model)[0].flaky(), expected, "{letters}");
    }
}

#[test]
fn the_page_counts_by_test_and_by_feature() {
    let mut model = workspace();
    assert_eq!(
        open(&model, &asked("quality", "")).says,
        "Nothing is tested here yet: 1 feature is without a test."
    );
    put(&mut model, Item { kind: ItemKind::Feature, ..item(13, "Keeps warm") });
    put(&mut model, Item { kind: ItemKind::Feature, status: id(6), ..item(14, "Plays music") });
    for (n, importance, letters) in [
        (20, Moscow::Must, "p"),
        (21, Moscow::Must, "pf"),
        (22, Moscow::Must, ""),
        (23, Moscow::Should, "b"),
        (24, Moscow::Wont, "f"),
    ] {
        put(&mut model, test(n, importance));
        runs(&mut model, n, letters);
    }
    let sheet = open(&model, &asked("quality", ""));
    assert_eq!(
        sheet.says,
        "Of the must-have tests 1 of 3 passed: 1 failed, 1 never run. 1 of 2 features have a test."
    );
    let figure = |label: &str| {
        let Shape::Facts(list) = &block(&sheet, "figures").shape else { panic!() };
        list.iter().find(|fact| fact.label == label).unwrap().value.clone()
    };
    assert_eq!(figure("Must-have tests"), "1 of 3 pass");
    assert_eq!(
        (figure("Failed"), figure("To be run again"), figure("Never run")),
        ("1".into(), "0".into(), "1".into())
    );
    assert_eq!(figure("Features with a test"), "1 of 2");
    // The tests are of a task, which is a part of the feature.
    let boils = row(&sheet, "coverage", "Boils in a minute");
    assert_eq!(boils[1..7], ["4", "1", "1", "", "1", "1"], "{boils:?}");
    assert_eq!(row(&sheet, "coverage", "Keeps warm")[1], "no test");
    assert_eq!(table(&sheet, "coverage").rows.len(), 2, "what was dropped does not count");
    assert_eq!(table(&sheet, "tests").rows.len(), 4);
    assert_eq!(table(&sheet, "aside").rows.len(), 1);
    let failed = open(&model, &asked("quality", "show:failed"));
    assert_eq!(table(&failed, "tests").rows.len(), 1);
}

#[test]
fn a_step_of_a_checklist_is_known_by_its_words() {
    let mut model = workspace();
    let entry = |text: &str| Entry { text: text.into(), ..Entry::default() };
    let entries = vec![entry("No  spark at 2 kW"), entry("Cord is long enough")];
    let list = Checklist { name: "Done when".into(), entries, ..Checklist::default() };
    put(
        &mut model,
        Item { checklists: vec![list], parent: Some(id(10)), ..item(11, "Wire the coil") },
    );
    put(&mut model, TestCase { criterion: "no spark at 2 kw".into(), ..test(20, Moscow::Must) });
    put(&mut model, TestCase { criterion: "Lid closes".into(), ..test(21, Moscow::Must) });
    let sheet = open(&model, &asked("quality", ""));
    assert_eq!(row(&sheet, "criteria", "No  spark at 2 kW")[2..], ["Test 20", "never run"]);
    assert_eq!(row(&sheet, "criteria", "Cord is long enough")[2..], ["no test", ""]);
    let says = &block(&sheet, "criteria").says;
    assert!(
        says.starts_with("1 of 2 steps on tested items have a test. 1 test is for a step"),
        "{says}"
    );
    assert!(says.contains("Test 21"), "{says}");
}

#[test]
fn a_failed_run_opens_a_bug_in_one_step() {
    let mut model = workspace();
    let steps = Markdown("1. Fill it".into());
    put(&mut model, TestCase { steps, ..test(20, Moscow::Must) });
    let page = asked("quality", "");
    let key = format!("bug:{}", id::<TestCase>(20).raw());
    let why = does(&mut model, &page, &key).unwrap_err();
    assert!(why.contains("did not fail"), "{why}");
    runs(&mut model, 20, "pf");
    assert_eq!(table(&open(&model, &page), "tests").rows[0].acts[0].key, key);
    does(&mut model, &page, &key).unwrap();
    let bug = model.items.iter().find(|item| item.kind == ItemKind::Bug).unwrap().clone();
    assert_eq!(bug.title, "Fails: Test 20");
    assert_eq!((bug.project, bug.product, bug.parent), (Some(id(8)), Some(id(1)), Some(id(10))));
    assert_eq!((bug.status, &bug.priority, bug.edits.len()), (id(3), &Priority::High, 0));
    assert!(
        bug.description.0.contains("failed on 2026-05-03")
            && bug.description.0.contains("1. Fill it")
    );
    assert_eq!(model.find(id::<TestRun>(2001)).unwrap().bug, Some(bug.id));
    assert!(table(&open(&model, &page), "tests").rows[0].acts.is_empty());
    assert!(does(&mut model, &page, &key).unwrap_err().contains("has a bug already"));
    put(&mut model, Item { status: id(5), ..bug });
    assert!(open(&model, &page).says.contains("1 to be run again"));
    let pass = format!("pass:{}", id::<TestCase>(20).raw());
    assert_eq!(does(&mut model, &page, &pass).unwrap(), "Test 20 passed.");
    assert_eq!(tried(&model)[0].state, State::Passed);
}

#[test]
fn a_gate_asks_that_the_must_have_tests_of_its_project_pass() {
    let mut model = workspace();
    put(&mut model, Stage { id: id(40), name: "Pilot".into(), project: id(8), ..Stage::default() });
    let key = format!("gate-{}", id::<Stage>(40).raw());
    let text = "All must-have tests pass";
    let sheet = open(&model, &asked("gates", ""));
    assert!(
        table(&sheet, &key).rows.iter().all(|row| row.cells[0].text != text),
        "none is written"
    );
    put(&mut model, test(20, Moscow::Must));
    put(
        &mut model,
        TestCase {
            items: vec![],
            place: Some(id::<Project>(8).to_ref()),
            ..test(21, Moscow::Must)
        },
    );
    put(
        &mut model,
        TestCase {
            items: vec![],
            place: Some(id::<Product>(1).to_ref()),
            ..test(22, Moscow::Must)
        },
    );
    put(&mut model, test(23, Moscow::Could));
    runs(&mut model, 20, "p");
    runs(&mut model, 21, "f");
    let now = |model: &Model| row(&open(model, &asked("gates", "")), &key, text)[1..].to_vec();
    assert_eq!(now(&model), ["does not hold", "1 of 2 passed: 1 failed"]);
    runs(&mut model, 21, "p");
    assert_eq!(now(&model), ["holds", "2 of 2 passed"]);
}

#[test]
fn a_test_leads_to_what_its_item_is_for_and_features_want_one() {
    let mut model = workspace();
    let feature = id::<Item>(10).to_ref();
    assert!(Loose::of(&model).untested.is_empty(), "nothing is tested yet: nothing is missing");
    put(&mut model, Objective { id: id(50), title: "Tea".into(), ..Objective::default() });
    let goal =
        Item { objectives: vec![id(50)], kind: ItemKind::Feature, ..item(10, "Boils in a minute") };
    put(&mut model, goal);
    put(&mut model, TestCase { items: vec![], ..test(21, Moscow::Must) });
    assert_eq!(Loose::of(&model).untested, [feature]);
    put(&mut model, test(20, Moscow::Wont));
    assert_eq!(Loose::of(&model).untested, [feature], "what will not be run tests nothing");
    put(&mut model, test(20, Moscow::Could));
    assert!(Loose::of(&model).untested.is_empty(), "a part of it is tested");
    let why: Vec<(Ref, &str)> =
        chain::why(&model, id::<TestCase>(20).to_ref()).iter().map(|w| (w.at, w.how)).collect();
    let task = id::<Item>(11).to_ref();
    assert_eq!(
        why,
        [(task, "tests"), (feature, "part of"), (id::<Objective>(50).to_ref(), "serves")]
    );
    assert_eq!(
        chain::down(&model, task),
        [chain::Link { at: id::<TestCase>(20).to_ref(), how: "tests" }]
    );
}

#[test]
fn the_sample_has_a_launch_ahead_one_behind_and_tests_in_every_state() {
    let mut env = Env::new(today().start_utc().plus_ms(DAY_MS / 2), today(), 1);
    let model = sample::workspace(&mut env);
    for state in State::ALL.into_iter().filter(|state| *state != State::Unknown) {
        assert!(tried(&model).iter().any(|one| one.state == state), "{state:?}");
    }
    assert_eq!(tried(&model).iter().filter(|one| one.flaky().is_some()).count(), 1);
    let sheet = open(&model, &asked("quality", ""));
    println!("{}\n{}", sheet.says, block(&sheet, "coverage").says);
    assert!(
        table(&sheet, "tests")
            .rows
            .iter()
            .any(|row| row.acts.iter().any(|a| a.label == "Open a bug"))
    );
    assert!(
        block(&sheet, "criteria").says.starts_with("2 of "),
        "{}",
        block(&sheet, "criteria").says
    );
    let ahead = open(&model, &asked("launch", ""));
    println!("{}", ahead.says);
    assert!(ahead.says.starts_with("Aria 1.0 goes out on"), "{}", ahead.says);
    let past = model.launches.iter().find(|own| own.gate == LaunchGate::Go).unwrap();
    let past = open(&model, &asked("launch", &format!("launch:{}", past.id)));
    println!("{}", past.says);
    assert!(past.says.contains("of 4 numbers are as expected or better"), "{}", past.says);
    assert!(past.says.starts_with("Northlight Home 2.9 went out on"), "{}", past.says);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn law_p1_whatever_the_pages_offer_leaves_any_workspace_sound(seed in any::<u64>()) {
        let model = generate::model(seed, 16);
        let mut keys: Vec<(&str, String)> = Vec::new();
        for test in model.test_cases.iter() {
            keys.extend(["bug", "pass"].map(|verb| ("quality", format!("{verb}:{}", test.id.raw()))));
        }
        for own in model.launches.iter() {
            let verbs = ["template", "move", "tie", "go", "nogo", "reopen"];
            keys.extend(verbs.map(|verb| ("launch", format!("{verb}:{}", own.id.raw()))));
        }
        for (page, key) in keys {
            let mut model = model.clone();
            // An error is a sentence; what is done is checked and taken back.
            if let Err(why) = does(&mut model, &asked(page, ""), &key) {
                prop_assert!(why.contains(". "), "{}", why);
            }
            open(&model, &asked(page, ""));
        }
    }
}
