//! Files that come in: broken ones are refused with their place, unsound ones are mended, and a
//! plan does what it says, all or nothing.

mod common;

use common::generate;
use throughline_core::env::Env;
use throughline_core::interchange::{Incoming, Mode, Plan, json, plan};
use throughline_core::model::field::{Access, FieldKind};
use throughline_core::model::id::Id;
use throughline_core::model::number::Number;
use throughline_core::model::record::RecordType;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::*;

/// Checks that a text is refused at a place with words; line 0 means the file as a whole.
fn refused(text: &str, line: usize, column: usize, words: &str) {
    let shown: String = text.chars().take(100).collect();
    let error = json::read(text).expect_err(&shown);
    assert_eq!((error.line, error.column), (line, column), "{shown}\n{error:?}");
    assert!(error.message.contains(words), "{shown}\n{error:?}");
    assert!(!error.hint.is_empty(), "{shown}");
}

const HEAD: &str = r#"{"format":"throughline","version":1,"#;

fn in_items(rows: &str) -> String {
    format!("{HEAD}\n\"items\":[\n{rows}\n]\n}}\n")
}

const A: &str = "0000000000011";
const B: &str = "0000000000012";

#[test]
fn a_file_that_is_no_workspace_is_named_for_what_it_seems() {
    for (text, words) in [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\u{feff}", "empty"),
        ("null", "single value"),
        ("[]", "a list"),
        ("{}", "another program"),
        ("7", "single value"),
        ("\"throughline\"", "single value"),
        (r#"{"format":"other","version":1}"#, "another program"),
        (r#"{"format":7,"version":1}"#, "another program"),
        (r#"{"version":1,"items":[]}"#, "another program"),
        (r#"{"name":"x","lists":[],"cards":[]}"#, "Trello"),
        (r#"[{"number":1,"title":"a","state":"open"}]"#, "GitHub"),
        (r#"{"format":"throughline"}"#, "version"),
        ("{\0\"\0f\0", "UTF-16"),
        ("\u{fffd}\u{fffd}{\0", "UTF-16"),
    ] {
        refused(text, 0, 0, words);
    }
}

#[test]
fn a_newer_file_says_that_a_newer_throughline_wrote_it() {
    refused(r#"{"format":"throughline","version":2}"#, 1, 36, "a newer Throughline");
    let late = r#"{"items":[{"odd":[]}],"version":9,"format":"throughline"}"#;
    assert!(json::read(late).unwrap_err().message.contains("a newer Throughline"));
    refused(r#"{"format":"throughline","version":0}"#, 1, 36, "expected a version");
    refused(r#"{"format":"throughline","version":"1"}"#, 1, 37, "found string \"1\"");
}

#[test]
fn a_broken_file_is_refused_where_it_is_broken() {
    let mut wrong: Vec<String> = Vec::new();
    let row = |rest: &str| in_items(&format!("{{\"id\":\"{A}\"{rest}}}"));
    for (rest, column, words) in [
        (",\"title\":NaN", 31, "found `N`: expected"),
        (",\"title\":Infinity", 31, "found `I`: expected"),
        (",\"estimate\":1e999", 38, "number out of range"),
        (",\"title\":7", 31, "found integer `7`, expected a string"),
        (",\"title\":null", 34, "found null, expected a string"),
        (",\"number\":-1", 33, "expected a whole number"),
        (",\"number\":1.5", 34, "expected a whole number"),
        (",\"status\":\"x\"", 34, "expected an id"),
        (",\"due\":\"tomorrow\"", 38, "expected a date"),
        (",\"due\":\"2026-02-30\"", 40, "expected a date"),
        (",\"created\":\"now\"", 37, "expected an instant"),
        (",\"progress\":101", 36, "percentage"),
        (",\"manual\":\"yes\"", 36, "expected a boolean"),
        (",\"rank\":\"!\"", 32, "expected a rank"),
        (",\"moves\":{}", 30, "expected a list"),
        (",\"moves\":[{\"at\":1}]", 38, "in `items[0].moves[0].at`"),
        (",\"labels\":[[]]", 32, "in `items[0].labels[0]`"),
        (",\"x\":\"\\ud800\"", 34, "end of hex escape"),
        (",\"x\":\"\\q\"", 29, "invalid escape"),
        (",\"x\":01", 28, "invalid number"),
        (",\"x\":[1,]", 30, "trailing comma"),
        (",", 23, "trailing comma"),
        (",x:1", 23, "key must be a string"),
        (",\"x\" 1", 27, "expected `:`"),
        (",\"x\":'a'", 27, "expected value"),
        (",\"x\":tru", 30, "expected ident"),
        (",\"x\":\"a\tb\"", 29, "control character"),
        (",\"x\":1}}", 29, "expected `,` or `]`"),
        (",\"über\":NaN", 30, "found `N`"),
    ] {
        let error = json::read(&row(rest)).expect_err(rest);
        if !error.message.contains(words) || error.line != 3 || error.column != column {
            wrong.push(format!("{rest} {column} {error:?}"));
        }
        assert!(!error.hint.is_empty());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    refused(&in_items("{\"title\":\"a\"}"), 3, 13, "found no `id`");
    refused(&in_items("7"), 3, 1, "in `items[0]`: found integer `7`, expected an object");
    refused(&format!("{HEAD}\"items\":{{}}}}"), 1, 44, "expected a list of items");
    refused(&format!("{HEAD}\"items\":[]}} x"), 1, 49, "trailing characters");
    refused(
        &in_items(&format!("{{\"id\":\"{A}\"}},\n{{\"id\":\"{A}\"}}")),
        5,
        1,
        "a second time among the items",
    );
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let text = json::export(&generate::model(4, 4));
    let end = text.trim_end().len();
    for at in (0..end).filter(|at| text.is_char_boundary(*at)).step_by(7) {
        let error = json::read(&text[..at]).expect_err("a cut file");
        assert!(!error.message.is_empty() && !error.hint.is_empty(), "{at} {error:?}");
        assert!(at < 40 || error.line > 0, "{at} {error:?}");
    }
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    let deep = |n: usize| format!("{HEAD}\"x\":{}{}}}", "[".repeat(n), "]".repeat(n));
    refused(&deep(100_000), 1, 140, "nested more than 100 deep");
    refused(&"[".repeat(100_000), 1, 101, "nested");
    refused(&"{\"a\":".repeat(100_000), 1, 501, "nested");
    let kept = json::read(&deep(99)).unwrap();
    assert!(!kept.extra.get("x").is_null());
    assert!(json::parse_lines(&deep(100_000)).is_err() || json::parse_lines("{}").is_ok());
}

#[test]
fn odd_names_and_double_names_are_harmless() {
    let text = format!(
        "\u{feff}{HEAD}\"__proto__\":{{\"items\":1}},\"constructor\":[1],\"items\":[\
         {{\"id\":\"{A}\",\"__proto__\":{{\"a\":1}},\"title\":\"a\",\"title\":\"b\"}}]}}"
    );
    let incoming = json::read(&text).unwrap();
    let model = json::model(incoming);
    let item = model.items.iter().next().unwrap();
    assert_eq!(item.title, "b");
    assert_eq!(item.extra.get("__proto__")["a"], 1);
    let again = json::export(&model);
    assert!(again.contains("\"__proto__\":{\"items\":1}"));
    assert_eq!(json::export(&json::model(json::read(&again).unwrap())), again);
}

/// Reads an unsound file and gives the sound model and what was listed.
fn mended(tables: &str) -> (Model, Vec<String>) {
    let incoming = json::read(&format!("{HEAD}{tables}}}")).unwrap();
    let listed = incoming.unplaced.iter().map(|u| format!("{}|{}", u.at, u.field)).collect();
    let model = json::model(incoming);
    assert_eq!(model.check(), []);
    (model, listed)
}

#[test]
fn items_with_a_status_that_is_not_there_stay() {
    let (model, listed) = mended(&format!(
        r#""items":[{{"id":"{A}","title":"a","number":1,"status":"{B}"}},{{"id":"{B}","number":2}}]"#
    ));
    assert_eq!(model.items.len(), 2);
    assert!(model.statuses.iter().all(|s| s.name == "Unknown status"));
    assert_eq!(model.items.iter().next().unwrap().status.to_string(), B);
    assert_eq!(listed, ["1 items|Status", "1 items|Status"]);
}

#[test]
fn references_that_lead_nowhere_are_taken_out() {
    let (model, listed) = mended(&format!(
        r#""statuses":[{{"id":"{A}","name":"s","workflow":"{A}"}}],"items":[{{"id":"{A}","title":"a",
        "number":1,"status":"{A}","project":"{B}","labels":["{A}","{B}"],"owner":"{B}",
        "moves":[{{"at":"2026-01-01","to":"{B}"}}]}}],
        "comments":[{{"id":"{A}","about":"item:{B}","body":"lost"}},
        {{"id":"{B}","about":"comment:{A}","body":"too"}}],
        "stages":[{{"id":"{A}","name":"st","project":"{B}"}}]"#
    ));
    assert!(model.comments.is_empty() && model.stages.is_empty());
    assert_eq!(model.workflows.len(), 1);
    let item = model.items.iter().next().unwrap();
    assert!(item.labels.is_empty() && item.moves.is_empty() && item.owner.is_none());
    assert!(listed.contains(&"comment “too”|About".to_owned()), "{listed:?}");
    assert!(listed.contains(&"item “a”|Status history".to_owned()), "{listed:?}");
}

#[test]
fn circles_are_opened_and_no_item_is_lost() {
    let link = |id: u8, from: &str, to: &str| {
        format!(r#"{{"id":"000000000010{id}","from":"{from}","to":"{to}"}}"#)
    };
    let (model, listed) = mended(&format!(
        r#""statuses":[{{"id":"{A}","workflow":"{A}"}}],"workflows":[{{"id":"{A}","name":"w"}}],
        "items":[{{"id":"{A}","number":1,"status":"{A}","parent":"{B}"}},
        {{"id":"{B}","number":1,"status":"{A}","parent":"{A}"}},
        {{"id":"0000000000013","number":7,"status":"{A}","parent":"0000000000013"}}],
        "objectives":[{{"id":"{A}","title":"o","parent":"{A}"}}],
        "dependencies":[{},{},{}]"#,
        link(1, A, B),
        link(2, B, A),
        link(3, A, A)
    ));
    assert_eq!((model.items.len(), model.dependencies.len(), model.objectives.len()), (3, 1, 1));
    let numbers: Vec<u32> = model.items.iter().map(|i| i.number).collect();
    assert_eq!(numbers, [1, 8, 7]);
    assert_eq!(listed.len(), 6, "{listed:?}");
}

#[test]
fn several_workspace_records_become_one() {
    let (model, listed) =
        mended(&format!(r#""workspaces":[{{"id":"{A}","name":"a"}},{{"id":"{B}","name":"b"}}]"#));
    assert_eq!(model.info().unwrap().name, "a");
    assert_eq!(listed.len(), 1);
}

#[test]
fn a_record_goes_with_what_it_cannot_be_without() {
    // A status is never lost: one is made for its items. Everything else that must be there owns.
    for kind in Kind::ALL {
        for field in kind.fields().iter().filter(|f| f.access == Access::Required) {
            let is_link = matches!(field.kind, FieldKind::Ref(_) | FieldKind::AnyRef);
            assert!(!is_link || *kind == Kind::Item, "{}.{}", kind.name(), field.name);
        }
    }
    let (model, listed) = mended(&format!(
        r#""decisions":[{{"id":"{A}","title":"which?"}}],
        "positions":[{{"id":"{B}","decision":"{A}","person":"{B}","option":"this"}}]"#
    ));
    assert_eq!((model.decisions.len(), model.positions.len()), (1, 0));
    assert_eq!(listed.len(), 1, "{listed:?}");
}

#[test]
fn p1_no_mutated_file_makes_a_panic() {
    let text = json::export(&generate::model(9, 5));
    let mut rng = generate::rng(1);
    for _ in 0..2000 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=rng.below(3) {
            let at = rng.below(bytes.len());
            match rng.below(4) {
                0 => bytes[at] = rng.next() as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, *rng.pick(b"{}[]\",:0e-\\n")),
                _ => bytes[at] = *rng.pick(b"0123456789abcdef"),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(incoming) = json::read(&text) {
            assert_eq!(json::model(incoming).check(), []);
        }
    }
}

// ---- planning ----

fn env(seed: u64) -> Env {
    let today: Date = "2026-05-04".parse().unwrap();
    Env::new(Time::from_ms(1_777_900_000_000 + seed as i64), today, seed)
}

/// Applies a plan to a copy, checks it, and checks that it can be taken back.
fn applied(model: &Model, plan: &Plan) -> Model {
    let mut copy = model.clone();
    assert_eq!(copy.apply_all(&plan.set), Ok(()));
    assert_eq!(copy.check(), []);
    let mut back = copy.clone();
    assert_eq!(back.apply_all(&plan.set.inverse()), Ok(()));
    assert_eq!(back, *model);
    copy.extra = plan.extra.clone();
    copy
}

fn own(model: &Model) -> Incoming {
    json::read(&json::export(model)).unwrap()
}

#[test]
fn replacing_gives_what_the_file_holds() {
    for seed in 0..20 {
        let (old, new) = (generate::model(seed, 12), generate::model(seed + 100, 15));
        let plan = plan(&old, own(&new), Mode::Replace, &mut env(1));
        assert_eq!(applied(&old, &plan), new);
        assert_eq!(plan.count(Kind::Item).removed, old.items.len());
        assert_eq!(plan.count(Kind::Item).new, new.items.len());
    }
}

#[test]
fn an_export_that_comes_again_changes_nothing() {
    for seed in 0..20 {
        let model = generate::model(seed, 12);
        for mode in [Mode::Merge, Mode::Replace] {
            let plan = plan(&model, own(&model), mode, &mut env(1));
            assert!(plan.set.is_empty(), "{seed} {mode:?} {:?}", plan.set);
            assert_eq!(applied(&model, &plan), model);
        }
    }
}

#[test]
fn merging_two_workspaces_keeps_both() {
    for seed in 0..20 {
        let (old, new) = (generate::model(seed, 12), generate::model(seed + 100, 15));
        let plan = plan(&old, own(&new), Mode::Merge, &mut env(1));
        let both = applied(&old, &plan);
        assert_eq!(both.items.len(), old.items.len() + new.items.len());
        assert_eq!(both.info(), old.info());
        assert_eq!(plan.total().removed, 0);
    }
}

#[test]
fn merging_an_edited_export_changes_the_fields_that_differ() {
    let model = generate::model(5, 8);
    let mut incoming = own(&model);
    for record in &mut incoming.records {
        if let Record::Label(label) = record {
            std::sync::Arc::make_mut(label).name = "edited".to_owned();
        }
        if record.kind() == Kind::Team {
            record.set_json("unknown_field", &"x".into()).unwrap();
        }
    }
    let plan = plan(&model, incoming, Mode::Merge, &mut env(1));
    let both = applied(&model, &plan);
    assert_eq!(plan.count(Kind::Label).changed, model.labels.len());
    assert_eq!(plan.count(Kind::Team).changed, model.teams.len());
    assert!(both.labels.iter().all(|l| l.name == "edited"));
    assert!(both.teams.iter().all(|t| t.extra.get("unknown_field") == "x"));
}

/// Makes what a reader of another tool's board gives.
fn board(seed: u64, cards: usize) -> Incoming {
    let mut env = env(seed);
    let system = "trello:board".to_owned();
    let mut records = Vec::new();
    let workflow = Workflow { id: env.id(), name: "Roadmap".to_owned(), ..Default::default() };
    let statuses: Vec<Status> = ["To do", "Doing", "Done"]
        .into_iter()
        .map(|name| Status {
            id: env.id(),
            name: name.to_owned(),
            workflow: workflow.id,
            ..Default::default()
        })
        .collect();
    let project = Project {
        id: env.id(),
        name: "Roadmap".to_owned(),
        key: "ROADMAP".to_owned(),
        workflow: Some(workflow.id),
        ..Default::default()
    };
    let label = |env: &mut Env, name: &str| Label {
        id: env.id(),
        name: name.to_owned(),
        ..Default::default()
    };
    let labels = [label(&mut env, "Bug"), label(&mut env, ""), label(&mut env, "Bug")];
    let person = Person { id: env.id(), name: "Ada".to_owned(), ..Default::default() };
    let mut last: Option<Id<Item>> = None;
    for n in 0..cards {
        let item = Item {
            id: env.id(),
            title: format!("Card {n}"),
            status: statuses[n % 3].id,
            project: Some(project.id),
            labels: vec![labels[n % 3].id],
            owner: Some(person.id),
            parent: last.filter(|_| n % 5 == 1),
            moves: vec![Move {
                at: env.now,
                from: None,
                to: statuses[n % 3].id,
                by: Some(person.id),
                ..Default::default()
            }],
            source: Some(Source {
                system: system.clone(),
                id: format!("c{n}"),
                ..Default::default()
            }),
            ..Default::default()
        };
        if let Some(from) = last {
            let link = Dependency { id: env.id(), from, to: item.id, ..Default::default() };
            records.push(Dependency::wrap(link.into()));
        }
        let comment = Comment {
            id: env.id(),
            about: Some(item.id.to_ref()),
            author: Some(person.id),
            at: Time::from_ms(1_700_000_000_000),
            body: field::Markdown(format!("on {n}")),
            ..Default::default()
        };
        records.push(Comment::wrap(comment.into()));
        last = Some(item.id);
        records.push(Item::wrap(item.into()));
    }
    records.push(Workflow::wrap(workflow.into()));
    records.extend(statuses.into_iter().map(|s| Status::wrap(s.into())));
    records.push(Project::wrap(project.into()));
    records.extend(labels.map(|l| Label::wrap(l.into())));
    records.push(Person::wrap(person.into()));
    Incoming { title: "Roadmap".to_owned(), records, ..Incoming::default() }
}

#[test]
fn the_same_board_twice_adds_and_changes_nothing() {
    let empty = Model::empty("W");
    let first = plan(&empty, board(1, 20), Mode::Merge, &mut env(50));
    assert_eq!(first.set.label, "Import of “Roadmap”");
    let once = applied(&empty, &first);
    assert_eq!((once.items.len(), once.labels.len(), once.comments.len()), (20, 3, 20));
    let numbers: Vec<u32> = once.items.iter().map(|i| i.number).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    // The same ids and other ids: neither matters.
    for seed in [1, 2] {
        let again = plan(&once, board(seed, 20), Mode::Merge, &mut env(60));
        assert_eq!(again.total().new, 0, "{:?}", again.counts);
        assert!(seed == 2 || again.set.is_empty(), "{:?}", again.set);
        let twice = applied(&once, &again);
        assert_eq!((twice.items.len(), twice.statuses.len()), (20, 3));
    }
    let more = plan(&once, board(3, 23), Mode::Merge, &mut env(70));
    assert_eq!(more.count(Kind::Item).new, 3);
    assert_eq!(more.count(Kind::Project).new, 0);
    let more = applied(&once, &more);
    assert_eq!(more.items.iter().map(|i| i.number).max(), Some(23));
    assert!(more.items.iter().all(|i| i.project == once.items.iter().next().unwrap().project));
}

#[test]
fn what_was_done_here_stays_when_a_board_comes_again() {
    let empty = Model::empty("W");
    let once = applied(&empty, &plan(&empty, board(1, 6), Mode::Merge, &mut env(50)));
    let mut edited = once.clone();
    let old = once.items.iter().next().unwrap();
    let mut new = old.clone();
    new.title = "Renamed here".to_owned();
    new.estimate = Number::new(5.0);
    new.checklists =
        vec![Checklist { name: "Mine".to_owned(), entries: vec![], ..Default::default() }];
    for change in throughline_core::change::Change::between(old, &new) {
        edited.apply(&change).unwrap();
    }
    let again = applied(&edited, &plan(&edited, board(2, 6), Mode::Merge, &mut env(60)));
    let item = again.items.iter().next().unwrap();
    assert_eq!(item.title, "Card 0");
    assert_eq!(item.estimate, Number::new(5.0));
    assert_eq!(item.checklists.len(), 1);
    assert_eq!((item.number, &item.rank), (new.number, &new.rank));
}

#[test]
fn a_board_beside_other_work_gets_a_key_and_names_of_its_own() {
    let mut model = Model::empty("W");
    let mut env = env(9);
    let taken = Project {
        id: env.id(),
        name: "Other".to_owned(),
        key: "ROADMAP".to_owned(),
        ..Default::default()
    };
    let ada = Person { id: env.id(), name: " ada ".to_owned(), ..Default::default() };
    for record in [Project::wrap(taken.into()), Person::wrap(ada.into())] {
        model.apply(&throughline_core::change::Change::Create(record)).unwrap();
    }
    let plan = plan(&model, board(1, 3), Mode::Merge, &mut env);
    let both = applied(&model, &plan);
    assert_eq!(both.people.len(), 1);
    assert!(both.projects.iter().any(|p| p.key == "ROADMAP2"));
    assert!(plan.unplaced.iter().any(|u| u.why.contains("ROADMAP2")));
}

#[test]
fn replacing_with_a_board_keeps_the_workspace_record() {
    let old = generate::model(3, 10);
    let plan = plan(&old, board(1, 4), Mode::Replace, &mut env(9));
    let new = applied(&old, &plan);
    assert_eq!(new.items.len(), 4);
    assert_eq!(new.info().unwrap().name, old.info().unwrap().name);
}

#[test]
fn links_that_would_close_a_circle_with_work_here_are_left_out() {
    let mut model = Model::empty("W");
    model = applied(&model, &plan(&model, board(1, 3), Mode::Merge, &mut env(50)));
    let mut incoming = own(&model);
    for record in &mut incoming.records {
        if let Record::Dependency(link) = record {
            let link = std::sync::Arc::make_mut(link);
            (link.from, link.to) = (link.to, link.from);
            link.id = Id::new(throughline_core::model::id::RawId(link.id.raw().0 ^ (1 << 60)));
        }
    }
    let plan = plan(&model, incoming, Mode::Merge, &mut env(9));
    let both = applied(&model, &plan);
    assert_eq!(both.dependencies.len(), 2);
    assert_eq!(plan.unplaced.len(), 2, "{:?}", plan.unplaced);
}

#[test]
#[ignore = "a measurement, for a release build"]
fn ten_thousand_items_are_read_and_planned_quickly() {
    let clock = std::time::Instant::now;
    let empty = Model::empty("W");
    let incoming = board(1, 10_000);
    let start = clock();
    let planned = plan(&empty, incoming, Mode::Merge, &mut env(50));
    println!("plan into an empty model {:?}", start.elapsed());
    let full = applied(&empty, &planned);
    let start = clock();
    let again = plan(&full, board(2, 10_000), Mode::Merge, &mut env(60));
    println!("plan the same again {:?} {:?}", start.elapsed(), again.total());
    let start = clock();
    let text = json::export(&full);
    println!("export {} bytes {:?}", text.len(), start.elapsed());
    let start = clock();
    let incoming = json::read(&text).unwrap();
    println!("read {:?}", start.elapsed());
    let lines = json::record_lines(incoming.records);
    let start = clock();
    let n = json::parse_lines(&lines).unwrap().len();
    println!("parse {} bytes, {n} records {:?}", lines.len(), start.elapsed());
}
