//! The desk answers as the page itself would: its copy follows, and what it plans is what planning
//! in place gives.
#![cfg(not(target_arch = "wasm32"))]

mod generate;

use generate::{Step, World, assert_same};
use proptest::collection::vec;
use proptest::prelude::*;
use throughline_core::change::{Change, ChangeSet};
use throughline_core::command::Command;
use throughline_core::desk::{self, Answer, Ask, Desk, Payload, Proposal};
use throughline_core::interchange::csv::Target;
use throughline_core::interchange::{Format, Handout, Mode, json};
use throughline_core::metrics::page;
use throughline_core::metrics::period::Span;
use throughline_core::metrics::report::{Counting, Question};
use throughline_core::model::field::{FieldKind, Value};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Category, Item, Kind, Lens, Record, Status};
use throughline_core::prose::{self, Block, Node};
use throughline_core::sample;

fn world() -> desk::World {
    let now = throughline_core::model::time::Time::from_ms(1_790_000_000_000);
    desk::World { now, today: now.date_utc(), by: None, seed: 11 }
}

/// Passes a question through JSON, as the threads do.
fn ask(desk: &mut Desk, ask: &Ask, body: &str) -> (Answer, String) {
    let sent: Ask = serde_json::from_str(&serde_json::to_string(ask).unwrap()).unwrap();
    assert_eq!(sent, *ask);
    let (answer, text) = desk.answer(sent, body).expect("an answer");
    let came: Answer = serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap();
    assert_eq!(came, answer);
    (came, text)
}

fn file(name: &str) -> Ask {
    let name = name.to_owned();
    Ask::File { name, whole: false, remembered: None, chosen: None, world: world() }
}

fn proposed(answer: Answer) -> Proposal {
    match answer {
        Answer::Proposal(proposal) => *proposal,
        other => panic!("a proposal was expected, not {other:?}"),
    }
}

/// Takes a proposal's changes in as the page does.
fn take_in(model: &mut Model, changes: &str) {
    let set = ChangeSet::decode(changes).expect("a change set");
    model.run(&Command::Apply(set), &mut world().env()).expect("changes that fit");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_desks_copy_follows_change_by_change(steps in vec(any::<Step>(), 1..30)) {
        let mut world = World::new(true);
        let mut desk = Desk::default();
        ask(&mut desk, &Ask::Follow, &json::export(&world.model));
        for step in steps {
            if let Ok(outcome) = world.step(step) {
                ask(&mut desk, &Ask::Changes, &outcome.changes.encode());
            }
        }
        // A replacing import of what is there already changes nothing if the copy is equal.
        let mut whole = file("workspace.json");
        if let Ask::File { chosen, .. } = &mut whole {
            *chosen = Some((Mode::Replace, None));
        }
        let (answer, changes) = ask(&mut desk, &whole, &json::export(&world.model));
        let proposal = proposed(answer);
        prop_assert_eq!(proposal.broken, None);
        let mut copy = world.model.clone();
        copy.apply_all(&ChangeSet::decode(&changes).unwrap()).unwrap();
        assert_same(&copy, &world.model, "the copy");
        prop_assert!(ChangeSet::decode(&changes).unwrap().is_empty());
    }
}

#[test]
fn what_the_desk_keeps_between_pages_is_what_it_would_make_anew() {
    let mut env = world().env();
    let mut model = sample::workspace(&mut env);
    let mut desk = Desk::default();
    ask(&mut desk, &Ask::Follow, &json::export(&model));
    let (mut n_plans, mut plan) = (0, None);
    for nth in 0..12 {
        // What no forecast hangs on, and what they all do: a name, a duration, an end.
        // What is done is not forecast any more.
        let open = |item: &&Item| {
            let status: Option<&Status> = model.find(item.status);
            status.is_some_and(|status| status.category != Category::Done)
        };
        let spread = model.items.iter().filter(open);
        let spread = spread.filter(|i| i.duration_high.is_some() && i.trashed.is_none());
        let spread: Vec<&Item> = spread.collect();
        let item = (*spread.get(nth * 7 % spread.len()).expect("an item")).clone();
        let mut fields = vec![("title", serde_json::json!(format!("Renamed {nth}")))];
        if nth % 3 == 1 {
            fields.push(("duration_high", serde_json::json!(400_000 + 50_000 * nth)));
        }
        if nth % 3 == 2 {
            fields.push(("trashed", serde_json::json!(env.now)));
        }
        let changes = fields.into_iter().map(|(field, after)| {
            let before = Record::Item(item.clone().into()).json(field);
            Change::Set { at: item.id.to_ref(), field: field.into(), before, after }
        });
        let set = ChangeSet { changes: changes.collect(), ..ChangeSet::default() };
        model.apply_all(&set).expect("changes that fit");
        ask(&mut desk, &Ask::Changes, &set.encode());
        for lens in Lens::ALL {
            let question = Question {
                lens: lens.clone(),
                place: None,
                filter: String::new(),
                period: Span::default().period(world().today),
                counting: Counting::Elapsed,
            };
            let kept =
                ask(&mut desk, &Ask::Kpis { question: question.clone(), world: world() }, "");
            let fresh = page::page(&model, &question, &world().moment());
            let tile = fresh.tiles.iter().find(|tile| tile.key == "forecast-plan").cloned();
            assert_eq!(kept.0, Answer::Page(Box::new(fresh)), "edit {nth}, {lens:?}");
            if *lens == Lens::Project {
                n_plans += usize::from(tile != plan);
                plan = tile;
            }
        }
    }
    assert!(n_plans > 2, "the forecast of the plan changed {n_plans} times");
}

#[test]
fn what_is_handed_out_comes_in_again() {
    let mut desk = Desk::default();
    let sample = sample::workspace(&mut world().env());
    ask(&mut desk, &Ask::Follow, &json::export(&sample));
    let project = sample.projects.iter().next().expect("a project").id.to_ref();
    for (format, name, known) in [
        (Handout::Mspdi, "plan.xml", Some(Format::Mspdi)),
        (Handout::Csv, "table.csv", Some(Format::Csv)),
        (Handout::ICalendar, "calendar.ics", None),
    ] {
        let (place, kind) = (Some(project), Kind::Item);
        let question = Ask::Export { format, place, kind, world: world() };
        let (answer, text) = ask(&mut desk, &question, "");
        assert!(matches!(answer, Answer::Handed(_)), "{name}");
        let (answer, _) = ask(&mut desk, &file(name), &text);
        match known {
            Some(format) => {
                let proposal = proposed(answer);
                assert_eq!((proposal.format, &proposal.broken), (format, &None), "{name}");
                assert!(proposal.total().new > 10, "{name}");
            }
            None => assert_eq!(answer, Answer::Strange, "{name}"),
        }
    }
}

#[test]
fn every_kind_of_record_is_handed_out_as_a_table() {
    let mut desk = Desk::default();
    let sample = sample::workspace(&mut world().env());
    ask(&mut desk, &Ask::Follow, &json::export(&sample));
    for kind in Kind::ALL.iter().copied() {
        let question = Ask::Export { format: Handout::Csv, place: None, kind, world: world() };
        let (answer, text) = ask(&mut desk, &question, "");
        let Answer::Handed(unplaced) = answer else { panic!("{kind:?}") };
        let mut lines = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header = lines.headers().expect("a header").clone();
        let rows: Vec<_> = lines.records().map(|row| row.expect("a row")).collect();
        let live = sample.records(kind).filter(|record| record.json("trashed").is_null()).count();
        assert_eq!(rows.len(), live, "{kind:?}");
        // Every value stands in its column, is left out with a report, or is a position.
        for (idx, field) in kind.fields().iter().enumerate() {
            // No is an empty cell.
            let says = |value: Value| !value.is_empty() && value != Value::Bool(false);
            let used = sample.records(kind).any(|record| says(record.value(idx)));
            let placed = header.iter().any(|name| name == field.label)
                || unplaced.iter().any(|left| left.field == field.label)
                || field.kind == FieldKind::Rank;
            assert!(!used || placed || kind == Kind::Item, "{kind:?}.{}", field.name);
        }
    }
}

#[test]
fn a_table_comes_in_and_a_chosen_meaning_counts() {
    let mut desk = Desk::default();
    let mut model = Model::empty("Test");
    ask(&mut desk, &Ask::Follow, &json::export(&model));
    let text = "Task,Assignee\nBuild it,Ada\nShip it,Grace\n";
    let (answer, changes) = ask(&mut desk, &file("to-do.csv"), text);
    let proposal = proposed(answer);
    assert_eq!((proposal.format, proposal.mode), (Format::Csv, Mode::Merge));
    assert_eq!(proposal.columns.len(), 2);
    assert_eq!(proposal.total().changed, 0);
    take_in(&mut model, &changes);
    assert_eq!(model.items.len(), 2);
    assert!(model.items.iter().all(|i: &Item| i.owner.is_some()), "the second column is people");

    let mut mapping = proposal.mapping.expect("a mapping");
    mapping.columns.insert("assignee".to_owned(), Target::Ignore);
    let mut again = file("to-do.csv");
    if let Ask::File { chosen, .. } = &mut again {
        *chosen = Some((Mode::Merge, Some(mapping)));
    }
    let (answer, changes) = ask(&mut desk, &again, text);
    let mut other = Model::empty("Test");
    take_in(&mut other, &changes);
    assert!(other.items.iter().all(|i| i.owner.is_none()));
    let left_out = proposed(answer).unplaced;
    assert!(left_out.iter().any(|u| u.field == "Assignee"), "what is left out is listed");
}

#[test]
fn a_file_that_is_nothing_known_or_broken_says_so() {
    let mut desk = Desk::default();
    ask(&mut desk, &Ask::Follow, &json::export(&Model::empty("Test")));
    let (answer, _) = ask(&mut desk, &file("cat.jpg"), "\u{0}\u{1}\u{2}");
    assert_eq!(answer, Answer::Strange);
    let broken = "{\"format\":\"throughline\",\"version\":1,\n\"items\":[{]}";
    let (answer, changes) = ask(&mut desk, &file("w.json"), broken);
    let proposal = proposed(answer);
    assert_eq!(proposal.broken.map(|e| e.line), Some(2));
    assert_eq!(changes, "");
}

#[test]
fn the_sample_takes_the_place_of_an_empty_workspace() {
    let mut desk = Desk::default();
    let mut model = Model::empty("My workspace");
    ask(&mut desk, &Ask::Follow, &json::export(&model));
    let (_, changes) = ask(&mut desk, &Ask::Sample { seed: 2026, world: world() }, "");
    take_in(&mut model, &changes);
    let direct = sample::workspace(&mut desk::World { seed: 2026, ..world() }.env());
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Workspace) {
        assert_eq!(model.count(*kind), direct.count(*kind), "{}", kind.many());
    }
    assert!(model.info().is_some_and(|info| info.sample));
}

#[test]
fn starting_over_leaves_an_empty_workspace_and_can_be_taken_back() {
    let mut world = World::new(true);
    let before = world.model.clone();
    let command = Command::StartOver("My workspace".to_owned());
    let outcome = world.model.run(&command, &mut world.env).expect("it can always be done");
    assert_same(&world.model, &Model::empty("My workspace"), "started over");
    assert_eq!(world.model.check(), []);
    world.model.apply_all(&outcome.changes.inverse()).unwrap();
    assert_same(&world.model, &before, "taken back");
}

#[test]
fn words_without_signs_read_the_same_with_and_without_markdown() {
    for words in ["One line", "Two\nlines", "A paragraph.\n\nAnother, with 3 words!", "", "  \n\n"]
    {
        if let Some(plain) = prose::read_plain(words) {
            assert_eq!(plain, prose::read(words), "{words:?}");
        }
    }
    for words in [
        "*stress*",
        "- list",
        "1. list",
        "# head",
        "a\n===",
        "    code",
        "see https://a.b",
        "a\\b",
        "&amp;",
    ] {
        assert_eq!(prose::read_plain(words), None, "{words:?}");
    }
}

#[test]
fn markdown_leads_only_where_it_may() {
    let tree = prose::read("[a](javascript:alert) <b>x</b> ![p](https://a.b/c) https://d.e/f.");
    let [Node::Block(Block::Paragraph, inside)] = tree.as_slice() else { panic!("{tree:?}") };
    let links: Vec<&str> = inside
        .iter()
        .filter_map(|node| match node {
            Node::Link(address, _) => Some(address.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(links, ["https://a.b/c", "https://d.e/f"]);
    assert!(inside.contains(&Node::Text("<b>".to_owned())), "HTML is text");
    let deep = "> ".repeat(4_000) + "end";
    assert!(!prose::read(&deep).is_empty());
}

#[test]
fn a_table_of_readings_goes_to_the_kpis_that_are_there_and_says_what_did_not() {
    let mut desk = Desk::default();
    let (_, changes) = ask(&mut desk, &Ask::Sample { seed: 2026, world: world() }, "");
    let mut model = Model::empty("Test");
    let set = ChangeSet::decode(&changes).unwrap();
    model.replay(&set);
    ask(&mut desk, &Ask::Follow, &json::export(&model));
    let before = model.clone();
    let text = "KPI;Date;Value;Note\n\
                crash_free;01.02.2019;97,5;first\n\
                Crash-free sessions;08.02.2019;98;\n\
                nobody_knows;08.02.2019;1;\n\
                crash_free;soon;1;\n\
                crash_free;15.02.2019;many;\n";
    let (answer, changes) = ask(&mut desk, &file("readings.csv"), text);
    let proposal = proposed(answer);
    assert!(proposal.mapping.is_none() && proposal.columns.is_empty());
    let whys: Vec<&str> = proposal.unplaced.iter().map(|u| u.at.as_str()).collect();
    assert_eq!(whys, ["line 4", "line 5", "line 6"], "{:?}", proposal.unplaced);
    model.run(&Command::Apply(ChangeSet::decode(&changes).unwrap()), &mut world().env()).unwrap();
    assert_eq!(model.readings.len(), before.readings.len() + 2);
    assert!(model.kpis.iter().eq(before.kpis.iter()), "no KPI is made or changed");
    // The same table again brings nothing.
    ask(&mut desk, &Ask::Follow, &json::export(&model));
    let (_, again) = ask(&mut desk, &file("readings.csv"), text);
    assert!(ChangeSet::decode(&again).unwrap().changes.is_empty());
}

/// Reads an answer as the page does: as the one type that the question has.
fn held<T: Payload>(answer: &Answer) -> Option<T> {
    desk::read(&serde_json::to_string(answer).unwrap()).expect("an answer that can be read")
}

#[test]
fn an_answer_is_read_as_what_was_asked_for() {
    let nodes = prose::read("Some *words*");
    let prose = Answer::Prose(nodes.clone());
    assert_eq!(held::<Vec<Node>>(&prose), Some(nodes));
    // Another kind of answer is none, whatever it holds.
    assert_eq!(held::<Vec<Node>>(&Answer::Handed(Vec::new())), None);
    assert_eq!(held::<Vec<Node>>(&Answer::Done), None);
    assert_eq!(held::<Box<Proposal>>(&Answer::Strange), None);
    // What cannot be read is an error and not another answer.
    assert!(desk::read::<Vec<Node>>("{\"Prose\":[{]}").is_err());
    assert_eq!(
        held::<Option<Box<throughline_core::metrics::report::Detail>>>(&Answer::Detail(None)),
        Some(None)
    );
}
