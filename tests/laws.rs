//! The laws of the core, each on generated workspaces and under its own name.

mod generate;

use generate::{Step, World, assert_same, bytes, garbage, junk};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Json;
use throughline_core::change::{ChangeSet, History};
use throughline_core::command::Command;
use throughline_core::model::index::Index;
use throughline_core::model::{Kind, Record};
use throughline_core::query;

fn steps() -> impl Strategy<Value = (bool, Vec<Step>)> {
    (any::<bool>(), vec(any::<Step>(), 1..40))
}

fn cases() -> ProptestConfig {
    // PROPTEST_CASES asks for more.
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.max(400), failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn law_f1_what_is_replayed_is_what_was_done((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        let mut copy = world.model.clone();
        for step in steps {
            let Ok(outcome) = world.step(step) else { continue };
            let entry = ChangeSet::decode(&outcome.changes.encode()).expect("an entry");
            // An entry that comes twice, as from another tab, changes nothing more.
            copy.replay(&entry);
            copy.replay(&entry);
            assert_same(&copy, &world.model, &outcome.changes.label);
        }
    }

    #[test]
    fn law_u1_apply_then_invert_is_before((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        for step in steps {
            let before = world.model.clone();
            let Ok(outcome) = world.step(step) else { continue };
            let mut undone = world.model.clone();
            undone.apply_all(&outcome.changes.inverse()).expect("a step can be taken back");
            assert_same(&undone, &before, &outcome.changes.label);
        }
    }

    #[test]
    fn law_u2_undos_reach_the_start_and_redos_the_end((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        let start = world.model.clone();
        let mut history = History::default();
        for step in steps {
            if let Ok(outcome) = world.step(step) {
                history.push(outcome.changes);
            }
        }
        let (end, now) = (world.model.clone(), world.env.now);
        let mut model = world.model;
        for _ in 0..2 {
            while let Some(set) = history.next_undo() {
                model.apply_all(&model.step(set, true, now)).expect("every step can be undone");
                history.undid();
            }
            assert_same(&model, &start, "after all undos");
            while let Some(set) = history.next_redo() {
                model.apply_all(&model.step(set, false, now)).expect("every step can be redone");
                history.redid();
            }
            assert_same(&model, &end, "after all redos");
        }
    }

    #[test]
    fn law_u3_squashed_changes_do_what_both_did((furnished, steps) in steps(), cut in 0usize..40) {
        let mut world = World::new(furnished);
        let start = world.model.clone();
        for step in steps {
            let _ = world.step(step);
        }
        let squash = |sets: &[ChangeSet]| {
            sets.iter().cloned().reduce(ChangeSet::squash).unwrap_or_default()
        };
        let (a, b) = world.past.split_at(cut.min(world.past.len()));
        for all in [squash(&world.past), squash(a).squash(squash(b))] {
            let mut model = start.clone();
            model.apply_all(&all).expect("joined steps apply");
            assert_same(&model, &world.model, "joined steps");
            model.apply_all(&all.inverse()).expect("joined steps can be taken back");
            assert_same(&model, &start, "joined steps taken back");
        }
    }

    #[test]
    fn law_u4_an_error_leaves_the_bytes_equal((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        for step in steps {
            let before = world.model.clone();
            if let Err(e) = world.step(step) {
                assert_same(&world.model, &before, &e.to_string());
                prop_assert!(!e.message.is_empty() && !e.hint.is_empty());
            }
        }
    }

    #[test]
    fn law_u4_changes_that_cannot_all_be_applied_leave_the_bytes_equal(
        (furnished, steps) in steps(),
    ) {
        let mut world = World::new(furnished);
        for step in steps {
            let _ = world.step(step);
            let mut model = world.model.clone();
            let (_, a, b, c) = step;
            let changes = (0..5u8).map(|n| garbage(&model, a.wrapping_add(n), b ^ n, c)).collect();
            let set = ChangeSet { changes, ..ChangeSet::default() };
            if model.apply_all(&set).is_err() {
                assert_same(&model, &world.model, "after a failed change set");
            }
        }
    }

    #[test]
    fn law_u5_what_changes_nothing_has_no_history((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        let mut history = History::default();
        for step in steps {
            let before = bytes(&world.model);
            let command = generate::command(&world.model, step, &world.past);
            let Ok(outcome) = world.run(&command) else { continue };
            let same = before == bytes(&world.model);
            prop_assert_eq!(outcome.changes.is_empty(), same, "{:?}", command);
            let (steps, _) = history.len();
            history.push(outcome.changes);
            prop_assert_eq!(history.len().0 == steps, same);
            // What sets a state sets it once.
            if matches!(
                command,
                Command::SetField { .. } | Command::MoveItems { .. } | Command::Block { .. }
                    | Command::Archive { .. } | Command::Trash { .. } | Command::Reorder { .. }
                    | Command::Link(_) | Command::EmptyTrash
            ) {
                let again = world.run(&command).expect("what went once goes twice");
                prop_assert!(again.changes.is_empty(), "{:?}: {:?}", command, again.changes);
            }
        }
    }

    #[test]
    fn law_i1_the_model_is_sound_after_any_commands((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        for step in steps {
            let command = generate::command(&world.model, step, &world.past);
            let _ = world.run(&command);
            prop_assert_eq!(world.model.check(), vec![], "{:?}", command);
        }
    }

    #[test]
    fn law_i2_kept_indexes_equal_built_ones((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        for step in steps {
            let _ = world.step(step);
            let built = Index::build(world.model.tables());
            prop_assert!(*world.model.index() == built);
        }
    }

    #[test]
    fn law_f1_records_and_changes_read_back_as_written((furnished, steps) in steps()) {
        let mut world = World::new(furnished);
        for step in steps {
            let _ = world.step(step);
        }
        for set in &world.past {
            let back = ChangeSet::decode(&set.encode());
            prop_assert_eq!(back.as_ref(), Ok(set));
        }
        for record in Kind::ALL.iter().flat_map(|kind| world.model.records(*kind)) {
            let text = record.to_text();
            let back = Record::from_text(record.kind(), &text).expect("records read");
            prop_assert_eq!(back.to_text(), text);
            prop_assert_eq!(back, record);
        }
    }

    #[test]
    fn law_f1_every_finite_number_reads_back_as_written(n in any::<f64>()) {
        prop_assume!(n.is_finite());
        use throughline_core::model::number::Number;
        let number = Number::new(n).expect("finite");
        let text = serde_json::to_string(&number).expect("numbers write");
        prop_assert_eq!(serde_json::from_str::<Number>(&text).ok(), Some(number), "{}", text);
    }

    #[test]
    fn law_p1_no_command_panics_on_garbage(
        (furnished, steps) in steps(),
        field in "[a-z_]{0,9}|.{0,4}",
        filter in ".{0,20}|(title|due|owner|is|has|:|<|-|\"| |2w){0,8}",
    ) {
        let mut world = World::new(furnished);
        for (op, a, b, c) in steps {
            let _ = world.step((op, a, b, c));
            let at = Kind::ALL[usize::from(a) % Kind::ALL.len()];
            for record in world.model.records(at).take(2).collect::<Vec<_>>() {
                let at = record.to_ref();
                let names = at.kind.fields().iter().map(|f| f.name.to_owned());
                let name = names.chain([field.clone()]).nth(usize::from(b) % 8).unwrap_or_default();
                let _ = world.run(&Command::SetField { at: vec![at], field: name, value: junk(c) });
            }
            let fields = vec![(field.clone(), junk(b)), ("name".to_owned(), junk(c))];
            let _ = world.run(&Command::CreateRecord { kind: at, fields });
            let changes = vec![garbage(&world.model, a, b, c), garbage(&world.model, c, a, b)];
            let set = ChangeSet { changes, ..ChangeSet::default() };
            let _ = world.run(&Command::Apply(set));
            prop_assert_eq!(world.model.check(), vec![]);
        }
        if let Ok(query) = query::parse_for(&filter, &world.model) {
            let matcher = query.compile(&world.model, world.env.today, world.env.by);
            let found = world.model.items.iter().filter(|i| matcher.matches(&world.model, i));
            let _ = found.count();
        }
        let _ = query::search(&world.model, &filter, 10);
    }

    #[test]
    fn law_p1_no_text_panics_the_readers(text in ".{0,60}", kind in 0..Kind::ALL.len()) {
        let _ = ChangeSet::decode(&text);
        let entry = format!(r#"{{"label":"","at":"2026-05-04","changes":[{text}]}}"#);
        let _ = ChangeSet::decode(&entry);
        let fields = Kind::ALL[kind].fields().iter().map(|f| f.name);
        for name in fields {
            let mut record = Record::empty(Kind::ALL[kind], Default::default());
            for n in 0..10 {
                let _ = record.set_json(name, &junk(n));
                let _ = record.push_json(name, &[junk(n), Json::String(text.clone())]);
                record.pop_json(name, n.into());
            }
        }
    }
}

/// Cases that once failed, by name.
mod once_failed {
    use super::*;
    use serde_json::json;
    use throughline_core::change::Change;
    use throughline_core::command::{NewItem, NewProject, Spot};
    use throughline_core::model::id::{Id, RawId, Ref};
    use throughline_core::model::rank::Rank;
    use throughline_core::model::{Item, Status};

    fn items(world: &World) -> Vec<Id<Item>> {
        world.model.items.iter().map(|i| i.id).collect()
    }

    #[test]
    fn law_i1_who_is_deleted_leaves_no_trace_as_the_one_who_did_it() {
        let mut world = World::new(true);
        let by = world.env.by.expect("somebody works here");
        world.run(&Command::DeleteRecords(vec![by.to_ref()])).expect("people can be deleted");
        assert_eq!(world.model.check(), vec![]);
        assert_eq!(world.env.by, None);
    }

    #[test]
    fn law_i1_new_items_and_projects_point_at_nothing_that_is_gone() {
        let mut world = World::new(true);
        let item = NewItem { title: "x".to_owned(), ..NewItem::default() };
        let project = NewProject { name: "x".to_owned(), ..NewProject::default() };
        for command in [
            Command::CreateItem(NewItem { owner: Some(Id::new(RawId(77))), ..item.clone() }),
            Command::CreateItem(NewItem { product: Some(Id::new(RawId(77))), ..item.clone() }),
            Command::CreateItem(NewItem { labels: vec![Id::new(RawId(77))], ..item }),
            Command::CreateProject(NewProject {
                program: Some(Id::new(RawId(77))),
                ..project.clone()
            }),
            Command::CreateProject(NewProject { product: Some(Id::new(RawId(77))), ..project }),
        ] {
            assert!(world.run(&command).is_err(), "{command:?}");
            assert_eq!(world.model.check(), vec![]);
        }
    }

    #[test]
    fn law_u4_values_are_taken_only_off_lists_that_have_them() {
        let mut world = World::new(true);
        let at = items(&world)[0].to_ref();
        let before = world.model.clone();
        for field in ["labels", "former_keys", "title", "unheard_of", "links"] {
            let none = Change::Retract { at, field: field.into(), from: None, values: vec![] };
            let bad = Change::Delete(Record::empty(Kind::Comment, RawId(1)));
            let set = ChangeSet { changes: vec![none, bad], ..ChangeSet::default() };
            assert!(world.model.apply_all(&set).is_err(), "{field}");
            let lost = Change::Retract {
                at,
                field: field.into(),
                from: None,
                values: vec![json!(1), json!(2)],
            };
            assert!(world.model.apply(&lost).is_err(), "{field}");
            assert_same(&world.model, &before, field);
        }
    }

    #[test]
    fn law_u1_changes_from_elsewhere_are_taken_back_to_what_was_here() {
        let mut world = World::new(true);
        let at = items(&world)[0].to_ref();
        let before = world.model.clone();
        let changes = vec![
            Change::Set { at, field: "title".into(), before: json!("other"), after: json!("new") },
            Change::Delete(Record::empty(Kind::Comment, RawId(1))),
        ];
        let set = ChangeSet { changes, ..ChangeSet::default() };
        assert!(world.model.apply_all(&set).is_err());
        assert_same(&world.model, &before, "the second change fails");
        let set = ChangeSet { changes: set.changes[..1].to_vec(), ..set };
        let outcome = world.run(&Command::Apply(set)).expect("the first change fits");
        world.model.apply_all(&outcome.changes.inverse()).expect("it can be taken back");
        assert_same(&world.model, &before, "taken back");
    }

    #[test]
    fn law_p1_an_id_is_no_field() {
        let mut world = World::new(true);
        let at = items(&world)[0].to_ref();
        let set = Change::Set { at, field: "id".into(), before: json!(null), after: json!("x") };
        assert!(world.model.apply(&set).is_err());
    }

    #[test]
    fn law_u5_a_card_dropped_where_it_is_stays_as_it_is() {
        let mut world = World::new(true);
        let all = items(&world);
        let status: Vec<Id<Status>> = world.model.statuses.iter().map(|s| s.id).collect();
        let to = status[1];
        let column = Command::MoveItems {
            items: all.clone(),
            status: Some(to),
            project: None,
            to: Spot::Bottom,
        };
        world.run(&column).expect("items move");
        for (items, spot) in [
            (vec![all[0]], Spot::Top),
            (vec![all[0]], Spot::Before(all[1])),
            (vec![all[1]], Spot::After(all[0])),
            (vec![all[1]], Spot::Before(all[1])),
            (vec![all[1], all[2]], Spot::After(all[2])),
            (vec![all[4]], Spot::Bottom),
            (all.clone(), Spot::Top),
        ] {
            let again = Command::MoveItems { items, status: Some(to), project: None, to: spot };
            let outcome = world.run(&again).expect("items move");
            assert!(outcome.changes.is_empty(), "{again:?}: {:?}", outcome.changes);
        }
    }

    #[test]
    fn law_f1_a_rank_before_the_lowest_is_a_rank() {
        let low = Rank::parse("A00000000000000000000000000V").expect("a rank");
        let lower = Rank::between(None, Some(&low));
        assert!(lower < low && Rank::parse(lower.as_str()) == Some(lower.clone()));
    }

    #[test]
    fn law_i1_a_number_used_up_by_a_file_is_not_given_twice() {
        let mut world = World::new(false);
        let new = Command::CreateItem(NewItem { title: "x".to_owned(), ..NewItem::default() });
        let at: Ref = world.run(&new).expect("it fits").created.expect("an item");
        let after = json!(u32::MAX);
        let set = Change::Set { at, field: "number".into(), before: json!(1), after };
        world.model.apply(&set).expect("it fits");
        for _ in 0..3 {
            world.run(&new).expect("it fits");
        }
        assert_eq!(world.model.check(), vec![]);
    }
}
