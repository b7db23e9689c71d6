//! Restore points: what was comes back to the byte, in all or in part, and can be undone again.
#![cfg(not(target_arch = "wasm32"))]

mod generate;

use generate::{Step, World, assert_same, bytes};
use proptest::collection::vec;
use proptest::prelude::*;
use throughline_core::command::Command;
use throughline_core::desk::{self, Answer, Ask, Desk};
use throughline_core::env::Env;
use throughline_core::interchange::json;
use throughline_core::model::id::Ref;
use throughline_core::model::time::{DAY_MS, Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, Kind};
use throughline_core::past::{
    self, Choice, Differences, Point, Reason, What, differ, is_weighty, open, restore, seal, thin,
};
use throughline_core::sample;

fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.max(400), failure_persistence: None, ..usual }
}

fn steps() -> impl Strategy<Value = (bool, Vec<Step>, Vec<Step>)> {
    (any::<bool>(), vec(any::<Step>(), 1..30), vec(any::<Step>(), 1..30))
}

/// A workspace, and how it stood half-way.
fn stage((furnished, first, then): (bool, Vec<Step>, Vec<Step>)) -> (World, Model, String) {
    let mut world = World::new(furnished);
    first.into_iter().for_each(|step| drop(world.step(step)));
    let before = world.model.clone();
    let (_, packed) = seal(&world.model, None).unwrap();
    then.into_iter().for_each(|step| drop(world.step(step)));
    (world, before, packed)
}

/// An item without a number, as a stranger's change may leave one, once was given one by a restore.
#[test]
fn an_item_without_a_number_stays_without() {
    let first = vec![(85, 2, 0, 0), (90, 23, 0, 0), (89, 209, 188, 48)];
    let (mut world, before, packed) = stage((false, first, vec![(0, 0, 0, 0)]));
    let then = open(&packed).unwrap();
    let back = restore(&world.model, &then, &Choice::All, "Restore", &mut world.env);
    world.model.apply_all(&back.set).unwrap();
    assert_same(&world.model, &before, "restored");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn all_of_it_comes_back_to_the_byte_and_goes_again(seed in steps()) {
        let (mut world, before, packed) = stage(seed);
        let now = world.model.clone();
        let then = open(&packed).unwrap();
        prop_assert_eq!(bytes(&then), bytes(&before));
        let back = restore(&world.model, &then, &Choice::All, "Restore", &mut world.env);
        prop_assert_eq!(&back.unplaced, &vec![]);
        world.model.apply_all(&back.set).unwrap();
        assert_same(&world.model, &before, "restored");
        prop_assert_eq!(json::export(&world.model), json::export(&before));
        prop_assert_eq!(differ(&world.model, &then), Differences::default());
        world.model.apply_all(&back.set.inverse()).unwrap();
        assert_same(&world.model, &now, "undone");
    }

    #[test]
    fn what_differs_is_counted_as_it_is(seed in steps()) {
        let (world, before, packed) = stage(seed);
        let then = open(&packed).unwrap();
        let found = differ(&world.model, &then);
        for kind in Kind::ALL {
            let group = found.groups.iter().find(|group| group.kind == *kind);
            let here = |model: &Model, r: Ref| model.has(r);
            let gone = before.records(*kind).filter(|r| !here(&world.model, r.to_ref())).count();
            let new = world.model.records(*kind).filter(|r| !here(&before, r.to_ref())).count();
            let kept = before.records(*kind).filter_map(|old| Some((world.model.get(old.to_ref())?, old)));
            let changed = kept.filter(|(new, old)| new.to_text() != old.to_text()).count();
            prop_assert_eq!(group.map_or((0, 0, 0), |g| g.counts), (gone, new, changed), "{:?}", kind);
        }
        prop_assert_eq!(found.groups.is_empty(), bytes(&world.model) == bytes(&before));
    }

    #[test]
    fn each_single_record_comes_back_and_the_rest_stays(seed in steps(), pick in any::<u8>()) {
        let (mut world, before, packed) = stage(seed);
        let then = open(&packed).unwrap();
        let rows: Vec<_> = differ(&world.model, &then).groups.into_iter().flat_map(|g| g.rows).collect();
        prop_assume!(!rows.is_empty());
        // What came in without a number gets one with whatever comes in next.
        let numbered = |model: &Model| model.items.iter().all(|item| item.number > 0);
        prop_assume!(numbered(&world.model) && numbered(&before));
        let row = &rows[usize::from(pick) % rows.len()];
        let choice = Choice::Some { kinds: vec![], records: vec![row.at] };
        let mut model = world.model.clone();
        let back = restore(&model, &then, &choice, "Restore", &mut world.env);
        model.apply_all(&back.set).unwrap();
        prop_assert_eq!(model.check(), vec![]);
        if back.unplaced.is_empty() {
            let as_then = |r| before.get(r).map(|record| record.to_text());
            prop_assert_eq!(model.get(row.at).map(|r| r.to_text()), as_then(row.at));
            let chosen = choice.with_belongings(&world.model, &then);
            for kind in Kind::ALL {
                for record in world.model.records(*kind).filter(|r| !chosen.contains(&r.to_ref())) {
                    let after = model.get(record.to_ref()).map(|r| r.to_text());
                    prop_assert_eq!(after, Some(record.to_text()), "{:?}", kind);
                }
            }
        }
        model.apply_all(&back.set.inverse()).unwrap();
        assert_same(&model, &world.model, "undone");
    }

    #[test]
    fn choosing_nothing_changes_nothing(seed in steps()) {
        let (mut world, _, packed) = stage(seed);
        let nothing = Choice::Some { kinds: vec![], records: vec![] };
        let then = open(&packed).unwrap();
        let back = restore(&world.model, &then, &nothing, "Restore", &mut world.env);
        prop_assert!(back.set.is_empty() && back.unplaced.is_empty(), "{:?}", back);
    }

    #[test]
    fn a_point_can_be_made_after_the_step_that_it_precedes(seed in steps()) {
        let (mut world, _, _) = stage(seed);
        let before = world.model.clone();
        for step in [(0, 1, 2, 3), (15, 3, 1, 0), (2, 5, 4, 3)] {
            let Ok(outcome) = world.step(step) else { continue };
            let (sealed, packed) = seal(&world.model, Some(&outcome.changes)).unwrap();
            prop_assert_eq!(bytes(&open(&packed).unwrap()), bytes(&before));
            prop_assert_eq!(sealed.records, before.all_records().len());
            world.model = before.clone();
        }
    }

    #[test]
    fn a_damaged_point_is_refused_in_words(cut in 0_usize..4000, letter in any::<char>()) {
        let (_, packed) = seal(&workspace(), None).unwrap();
        let mut letters: Vec<char> = packed.chars().collect();
        let at = cut % letters.len();
        let same = letters[at] == letter;
        letters[at] = letter;
        let broken = open(&letters.iter().collect::<String>());
        // A letter that says the same, or the unused bits of the last one, may pass: then all is as it was.
        if let (Ok(model), false) = (&broken, same) {
            prop_assert_eq!(model.check(), vec![]);
        }
        let short: String = packed.chars().take(at).collect();
        prop_assert!(open(&short).is_err());
    }
}

const TODAY: &str = "2026-05-04";

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn workspace() -> Model {
    sample::workspace(&mut Env::new(today().start_utc(), today(), 7))
}

fn point(n: usize, at: i64, reason: Reason, size: usize) -> Point {
    let (name, at) = (String::new(), Time::from_ms(at));
    let (items, records, sum) = (1, 1, String::new());
    Point { id: Point::id_at(at, n as u64), name, reason, at, items, records, size, sum }
}

#[test]
fn a_deleted_item_comes_back_with_its_comments_links_and_assignments() {
    let mut model = workspace();
    let mut env = Env::new(Time::from_ms(today().start_utc().ms() + 1), today(), 9);
    let then = model.clone();
    let owned = |model: &Model, item: &Item| model.index().owned(item.id.to_ref()).len();
    let item = then.items.iter().max_by_key(|item| owned(&then, item)).unwrap();
    assert!(owned(&then, item) >= 3, "the sample has an item to which much belongs");
    let at = item.id.to_ref();
    model.run(&Command::DeleteRecords(vec![at]), &mut env).unwrap();
    let found = differ(&model, &then);
    let row = found.groups.iter().flat_map(|g| &g.rows).find(|row| row.at == at).unwrap();
    assert_eq!((row.what, row.title.as_str()), (What::Gone, item.title.as_str()));
    let choice = Choice::Some { kinds: vec![], records: vec![at] };
    let back = restore(&model, &then, &choice, "Restore", &mut env);
    assert_eq!(back.unplaced, vec![]);
    model.apply_all(&back.set).unwrap();
    assert_eq!(model.get(at), then.get(at));
    assert_eq!(model.index().owned(at), then.index().owned(at));
}

#[test]
fn a_deleted_project_comes_back_with_the_work_in_it_by_kind_or_all() {
    let then = workspace();
    let mut env = Env::new(Time::from_ms(today().start_utc().ms() + 1), today(), 9);
    let project = then.projects.iter().next().unwrap().id;
    for choice in [Choice::All, Choice::Some { kinds: Kind::ALL.to_vec(), records: vec![] }] {
        let mut model = then.clone();
        model.run(&Command::DeleteRecords(vec![project.to_ref()]), &mut env).unwrap();
        assert!(model != then);
        let back = restore(&model, &then, &choice, "Restore", &mut env);
        model.apply_all(&back.set).unwrap();
        assert_eq!(json::export(&model), json::export(&then), "{choice:?}");
    }
}

#[test]
fn fields_say_what_was_and_what_is() {
    let mut model = workspace();
    let mut env = Env::new(Time::from_ms(today().start_utc().ms() + 1), today(), 9);
    let then = model.clone();
    let item = then.items.iter().find(|item| item.owner.is_some()).unwrap();
    let other = then.people.iter().find(|p| Some(p.id) != item.owner).unwrap();
    let at = vec![item.id.to_ref()];
    for (field, value) in
        [("title", serde_json::json!("Another title")), ("owner", serde_json::json!(other.id))]
    {
        let command = Command::SetField { at: at.clone(), field: field.to_owned(), value };
        model.run(&command, &mut env).unwrap();
    }
    let found = differ(&model, &then);
    let group = &found.groups[0];
    assert_eq!((group.kind, group.counts), (Kind::Item, (0, 0, 1)));
    // It is the person's own workspace from now on, which is nothing that a person edits.
    assert!(
        found.groups[1..].iter().all(|g| g.kind == Kind::Workspace && g.rows[0].fields.is_empty())
    );
    let said: Vec<_> = group.rows[0]
        .fields
        .iter()
        .map(|f| (f.label.as_str(), f.then.as_str(), f.now.as_str()))
        .collect();
    let owner = then.title_of(item.owner.unwrap().to_ref());
    assert_eq!(
        said,
        [
            ("Title", item.title.as_str(), "Another title"),
            ("Owner", owner.as_str(), other.name.as_str())
        ]
    );
}

#[test]
fn the_desk_packs_compares_and_brings_back() {
    let then = workspace();
    let mut model = then.clone();
    let mut desk = Desk::default();
    let world = desk::World { now: today().start_utc(), today: today(), by: None, seed: 11 };
    desk.answer(Ask::Follow, &json::export(&model)).unwrap();
    let all: Vec<_> = model.items.iter().take(30).map(|item| item.id).collect();
    let trash = Command::Trash { items: all, on: true };
    let outcome = model.run(&trash, &mut world.env()).unwrap();
    assert!(is_weighty(&outcome.changes), "thirty records weigh");
    desk.answer(Ask::Changes, &outcome.changes.encode()).unwrap();
    let (answer, packed) = desk.answer(Ask::Seal, &outcome.changes.encode()).unwrap();
    let Answer::Sealed(sealed) = answer else { panic!("{answer:?}") };
    assert_eq!(sealed.records, then.all_records().len());
    let (_, text) = desk.answer(Ask::Unseal, &packed).unwrap();
    assert_eq!(text, json::export(&then));
    let (answer, _) = desk.answer(Ask::Differ, &packed).unwrap();
    let Answer::Differences(found) = answer else { panic!("{answer:?}") };
    assert!(found.groups.iter().any(|g| g.kind == Kind::Item && g.counts == (0, 0, 30)));
    let label = "Restore “Before”".to_owned();
    let ask = Ask::Restore { choice: Choice::All, label: label.clone(), world };
    let (_, set) = desk.answer(ask.clone(), &packed).unwrap();
    let set = throughline_core::change::ChangeSet::decode(&set).unwrap();
    assert_eq!(set.label, label);
    model.apply_all(&set).unwrap();
    assert_eq!(json::export(&model), json::export(&then));
    desk.answer(Ask::Changes, &set.encode()).unwrap();
    let (_, nothing) = desk.answer(ask, &packed).unwrap();
    assert_eq!(nothing, "", "what is the same already changes nothing");
    assert!(desk.answer(Ask::Differ, "no restore point").is_err());
}

#[test]
fn named_points_stay_and_others_thin_out_with_age() {
    let now = 20_000 * DAY_MS + 12 * 3_600_000;
    let hour = 3_600_000;
    // One an hour for four hundred days, and a named one each fortnight.
    let mut points: Vec<Point> =
        (0..400 * 24).map(|n| point(n, now - n as i64 * hour, Reason::Bulk, 1000)).collect();
    points.extend(
        (0..28).map(|n| point(n + 100_000, now - n as i64 * 14 * DAY_MS, Reason::Named, 1000)),
    );
    let gone = thin(&points, Time::from_ms(now));
    let stays: Vec<&Point> = points.iter().filter(|p| !gone.contains(&p.id)).collect();
    assert_eq!(stays.iter().filter(|p| p.is_named()).count(), 28);
    let automatic: Vec<i64> =
        stays.iter().filter(|p| !p.is_named()).map(|p| now - p.at.ms()).collect();
    // The newest twenty, then one a day to the thirtieth day, then one a week for a year.
    assert_eq!(automatic.iter().filter(|age| **age < 20 * hour).count(), 20);
    for day in 2..30 {
        let at = |age: &&i64| (now - **age).div_euclid(DAY_MS) == now.div_euclid(DAY_MS) - day;
        assert_eq!(
            automatic.iter().filter(at).filter(|age| **age >= 20 * hour).count(),
            1,
            "{day}"
        );
    }
    let old = automatic.iter().filter(|age| **age > 31 * DAY_MS).count();
    assert!((46..=49).contains(&old), "{old} weeks");
    assert!(automatic.iter().all(|age| *age < 368 * DAY_MS));
    // What stays once stays when it is asked again.
    let kept: Vec<Point> = stays.into_iter().cloned().collect();
    assert_eq!(thin(&kept, Time::from_ms(now)), Vec::<String>::new());
}

#[test]
fn points_that_are_large_make_room_but_the_newest_stays() {
    let now = 20_000 * DAY_MS;
    let large = 100 * 1024 * 1024;
    let points: Vec<Point> =
        (0..5).map(|n| point(n, now - n as i64 * 1000, Reason::Import, large)).collect();
    assert_eq!(thin(&points, Time::from_ms(now)).len(), 3);
    let huge = [point(0, now, Reason::Import, usize::MAX), point(1, now - 1, Reason::Import, 1)];
    assert_eq!(thin(&huge, Time::from_ms(now)), vec![huge[1].id.clone()]);
    assert!(past::thin(&[], Time::from_ms(now)).is_empty());
}

#[test]
fn what_is_deleted_for_good_or_by_the_many_is_weighty() {
    let model = workspace();
    let mut env = Env::new(Time::from_ms(today().start_utc().ms() + 1), today(), 9);
    // What is archived takes along what it is made of.
    let is_leaf = |item: &&Item| item.is_live() && model.index().children(item.id).is_empty();
    let live = model.items.iter().filter(is_leaf);
    let items: Vec<_> = live.take(25).map(|item| item.id).collect();
    let project = model.projects.iter().next().unwrap().id.to_ref();
    let uses = |id| model.items.iter().filter(|item| item.labels.contains(&id)).count();
    let label = model.labels.iter().map(|label| label.id).min_by_key(|id| uses(*id)).unwrap();
    assert!(uses(label) < 20, "the sample has a label on few items");
    for (command, expected) in [
        (Command::Archive { items: items.clone(), on: true }, true),
        (Command::Archive { items: items[..20].to_vec(), on: true }, false),
        (Command::Trash { items: items[..1].to_vec(), on: true }, false),
        (Command::DeleteRecords(vec![items[0].to_ref()]), true),
        (Command::DeleteRecords(vec![project]), true),
        (Command::DeleteRecords(vec![label.to_ref()]), false),
    ] {
        let outcome = model.clone().run(&command, &mut env).unwrap();
        assert_eq!(is_weighty(&outcome.changes), expected, "{command:?}");
    }
}

#[test]
fn points_sort_by_when_they_were_made() {
    let ids: Vec<String> = [1, 999, 1_790_000_000_000, 1_790_000_000_001]
        .map(|at| Point::id_at(Time::from_ms(at), 5))
        .to_vec();
    assert!(ids.is_sorted());
    assert_ne!(Point::id_at(Time::from_ms(5), 1), Point::id_at(Time::from_ms(5), 2));
}
