//! Imports of whole files: what arrives, and that nothing is lost without a word.

use std::path::PathBuf;

use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::interchange::csv::{self, Mapping, Target};
use throughline_core::interchange::{Incoming, ReadError, github, trello};
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Category, CustomType, Item, ItemKind, Priority};

fn env() -> Env {
    let now: Time = "2026-06-01T12:00:00Z".parse().expect("a time");
    Env::new(now, now.date_utc(), 7)
}

/// Puts what came in into an empty workspace, which must then be sound.
fn model(incoming: &Incoming) -> Model {
    let mut model = Model::empty("Test");
    for record in &incoming.records {
        model.apply(&Change::Create(record.clone())).expect("records that are new");
    }
    assert_eq!(model.check(), [], "{}", incoming.title);
    model
}

fn reference(path: &str) -> Option<String> {
    let root = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let found = std::fs::read_to_string(root.join(path)).ok();
    if found.is_none() {
        println!("skipped: {path} is not there");
    }
    found
}

fn data(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    std::fs::read_to_string(root.join(path)).expect("a fixture")
}

fn item<'a>(model: &'a Model, title: &str) -> &'a Item {
    model.items.iter().find(|i| i.title == title).expect("the item")
}

fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn status(model: &Model, item: &Item) -> String {
    model.status_of(item).map(|s| s.name.clone()).unwrap_or_default()
}

fn says(incoming: &Incoming, field: &str, value: &str) {
    let found = incoming.unplaced.iter().any(|u| u.field == field && u.value.contains(value));
    assert!(found, "{field} = {value} is not reported in {:#?}", incoming.unplaced);
}

fn table(text: &str) -> Result<Incoming, ReadError> {
    let table = csv::inspect(text)?;
    csv::read(&table, &csv::guess(&table, None), "Table", &mut env())
}

#[test]
fn a_board_arrives_with_everything_on_it() {
    let incoming = trello::read(&data("trello/features.json"), &mut env()).expect("a board");
    let model = model(&incoming);
    let names: Vec<(String, Category, bool)> = {
        let mut all: Vec<_> = model.statuses.iter().collect();
        all.sort_by(|a, b| a.rank.cmp(&b.rank));
        all.iter().map(|s| (s.name.clone(), s.category.clone(), s.archived.is_some())).collect()
    };
    let want = [
        ("To Do", Category::Ready, false),
        ("Painting", Category::Active, false),
        ("Done", Category::Done, false),
        ("Old ideas", Category::Backlog, true),
        ("Inspection", Category::Backlog, true),
    ];
    assert_eq!(names, want.map(|(n, c, a)| (n.to_owned(), c, a)));
    assert_eq!(model.statuses.iter().find(|s| s.name == "To Do").and_then(|s| s.limit), Some(4));
    let crane = item(&model, "Fix the crane");
    assert_eq!(
        (crane.number, crane.start, crane.due),
        (10, date("2024-03-05"), date("2024-03-08"))
    );
    assert_eq!(crane.created, "2024-03-04T10:35:44Z".parse().ok());
    assert_eq!(crane.moves.len(), 2);
    assert_eq!(crane.known_from, None);
    assert_eq!(crane.edits.len(), 1);
    assert_eq!((crane.contributors.len(), crane.labels.len(), crane.links.len()), (1, 2, 2));
    assert_eq!(crane.checklists[0].entries[1].text, "second");
    assert!(crane.checklists[0].entries[1].done && crane.checklists[0].entries[1].owner.is_some());
    let mut values: Vec<String> = crane.custom.values().map(ToString::to_string).collect();
    values.sort();
    assert_eq!(values, ["\"2024-03-01\"", "\"Large\"", "12.5", "true"]);
    assert_eq!(crane.progress.map(|p| p.get()), Some(100.0));
    let comment = model.comments.iter().next().expect("a comment");
    assert_eq!((comment.body.0.as_str(), comment.about), ("Oiled it", Some(crane.id.to_ref())));
    assert!(comment.author.is_some());
    let older = item(&model, "Older than the export");
    assert_eq!(older.known_from, "2024-03-04T10:40:00Z".parse().ok());
    assert_eq!((older.moves.len(), older.moves[0].from.is_some(), older.progress), (1, true, None));
    let second = item(&model, "Same number");
    assert_eq!(second.archived, "2024-03-04T12:00:00Z".parse().ok());
    assert_ne!(second.number, crane.number);
    assert_eq!(model.labels.len(), 2, "an unnamed label that no card has is left out");
    for (field, value) in [
        ("category", ""),
        ("votes", "1"),
        ("cover", "lime"),
        ("subscribed", "true"),
        ("comments", "1 comments"),
        ("attachments", "1 uploaded"),
        ("customFieldItems", "stray"),
        ("idMembers", "60000000000000000000000c"),
        ("isTemplate", "true"),
        ("idShort", "7"),
        ("futureField", "{\"a\":1}"),
        ("addMemberToCard", "1 actions"),
        ("dueComplete", "true"),
        ("idCard", "nowhere"),
        ("time of day", "1 start"),
        ("memberships", "1 admin"),
    ] {
        says(&incoming, field, value);
    }
}

#[test]
fn real_boards_arrive_whole() {
    if let Some(text) = reference("trello/delivery-board-anonymised.json") {
        let incoming = trello::read(&text, &mut env()).expect("a board");
        let model = model(&incoming);
        assert_eq!((model.items.len(), model.statuses.len()), (122, 18));
        let moves: usize = model.items.iter().map(|i| i.moves.len()).sum();
        assert_eq!(moves, 177 + 73, "every move and creation of a card that is there");
        assert_eq!(model.items.iter().filter(|i| i.known_from.is_some()).count(), 49);
        assert_eq!(model.items.iter().filter(|i| i.archived.is_some()).count(), 78);
        assert_eq!(model.statuses.iter().filter(|s| s.archived.is_some()).count(), 12);
        assert!(!incoming.unplaced.iter().any(|u| u.field == "history"));
    }
    if let Some(text) = reference("trello/small-board.json") {
        let incoming = trello::read(&text, &mut env()).expect("a board");
        let model = model(&incoming);
        assert_eq!((model.items.len(), model.statuses.len()), (3, 3));
        assert_eq!(model.custom_fields.len(), 5);
        assert_eq!(item(&model, "Write code").custom.len(), 3);
    }
}

#[test]
fn issues_arrive_with_what_is_known_of_them() {
    let incoming = github::read(&data("github/issues.json"), &mut env()).expect("issues");
    let model = model(&incoming);
    assert_eq!(model.items.len(), 4, "three issues and a milestone");
    let lamp = item(&model, "Lamp flickers");
    assert_eq!(
        (lamp.number, lamp.kind.clone(), lamp.priority.clone()),
        (12, ItemKind::Bug, Priority::High)
    );
    assert_eq!(status(&model, lamp), "To do");
    assert_eq!(lamp.known_from, "2024-03-06T08:00:00Z".parse().ok());
    let spring = item(&model, "Spring");
    assert_eq!((spring.kind.clone(), spring.due), (ItemKind::Milestone, date("2024-04-30")));
    assert_eq!(lamp.parent, Some(spring.id));
    let bulb = item(&model, "New bulb");
    assert_eq!((status(&model, bulb).as_str(), bulb.parent), ("Done", Some(lamp.id)));
    assert_eq!(
        (bulb.moves.len(), bulb.known_from, bulb.kind.clone()),
        (2, None, ItemKind::Feature)
    );
    assert_eq!(status(&model, item(&model, "Neon")), "Not planned");
    assert_eq!(bulb.source.as_ref().map(|s| s.system.as_str()), Some("github:quay/lamps"));
    for (field, value) in [
        ("pull_request", "A change"),
        ("comments", "2"),
        ("reactions", "1"),
        ("locked", "true"),
        ("milestone", "Spring"),
    ] {
        says(&incoming, field, value);
    }
    let search = format!("{{\"total_count\":4,\"items\":{}}}", data("github/issues.json"));
    assert_eq!(
        github::read(&search, &mut env()).expect("a search").records.len(),
        incoming.records.len()
    );
}

#[test]
fn a_german_table_arrives() {
    let text = data("csv/german.csv");
    let found = csv::inspect(&text).expect("a table");
    assert_eq!((found.delimiter, found.rows.len(), found.columns.len()), (';', 4, 9));
    let mapping = csv::guess(&found, None);
    assert_eq!(mapping.of("farbe"), &Target::Custom(CustomType::Select));
    let kept = serde_json_round(&mapping);
    assert_eq!(csv::guess(&found, Some(&kept)), mapping);
    let incoming = table(&text).expect("items");
    let model = model(&incoming);
    let crane = item(&model, "Kran; groß prüfen");
    assert_eq!((crane.due, crane.work.map(|w| w.0)), (date("2025-04-03"), Some(90)));
    assert_eq!(model.people.iter().filter(|p| p.name == "Quay, Ada").count(), 1);
    let lamp = item(&model, "Lampe");
    assert_eq!(lamp.moves.first().map(|m| m.at), "2026-01-05T14:30:00Z".parse().ok());
    assert_eq!(model.statuses.len(), 2);
    for (field, value) in [
        ("Priorität", "x"),
        ("Fällig", "bald"),
        ("Farbe", "blau"),
        ("Zustand", "in-arbeit"),
        ("Zustand", "Erledigt"),
        ("column 10", "zu viel"),
        ("", "1 rows"),
    ] {
        says(&incoming, field, value);
    }
}

fn serde_json_round(mapping: &Mapping) -> Mapping {
    let text = serde_json::to_string(mapping).expect("written");
    serde_json::from_str(&text).expect("read")
}

#[test]
fn the_proposals_of_a_real_program_arrive() {
    let Some(text) = reference("kubernetes/enhancements.csv") else { return };
    let incoming = table(&text).expect("items");
    let model = model(&incoming);
    assert_eq!((model.items.len(), model.statuses.len()), (653, 12));
    assert_eq!(model.teams.len(), 22);
    let names: Vec<&str> = model.custom_fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["Stage", "Alpha", "Beta", "Stable"]);
    assert_eq!(
        model.custom_fields.iter().next().map(|f| f.holds.clone()),
        Some(CustomType::Select)
    );
    assert!(model.releases.len() > 20 && model.products.len() == 1);
    let selected = item(&model, "aws-k8s-tester");
    assert_eq!((selected.number, status(&model, selected).as_str()), (2313, "provisional"));
    assert_eq!(selected.created, "2018-11-26".parse().ok());
    says(&incoming, "Number", "0000");
    says(&incoming, "Number", "2133");
    says(&incoming, "Created", "yyyy-mm-dd");
    let mut ids: Vec<_> =
        model.items.iter().filter_map(|i| i.source.clone()).map(|s| s.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 653);
}

#[test]
fn an_export_of_jira_arrives_as_a_table() {
    let Some(text) = reference("jira/cloud-export-anonymised.csv") else { return };
    let incoming = table(&text).expect("items");
    let model = model(&incoming);
    assert_eq!(model.items.len(), 68);
    let project = model.projects.iter().next().expect("a project");
    assert_eq!((project.name.as_str(), project.key.as_str()), ("CS4483-Lemon", "CS4483"));
    assert_eq!(model.items.iter().filter(|i| i.parent.is_some()).count(), 54);
    assert_eq!(model.items.iter().filter(|i| i.due.is_some()).count(), 38);
    assert_eq!(model.items.iter().filter(|i| !i.moves.is_empty()).count(), 13);
    assert_eq!(model.items.iter().filter(|i| i.start.is_some()).count(), 7);
    assert!(model.items.iter().any(|i| i.labels.len() >= 4));
    assert_eq!(model.statuses.len(), 3);
    for unplaced in &incoming.unplaced {
        assert!(!unplaced.why.contains("not a date"), "{unplaced:?}");
    }
}

#[test]
fn the_columns_of_a_plain_table_are_all_understood() {
    let mut text =
        "Title,Description,Status,Assignee,Priority,Labels,Start,Due,Estimate\n".to_owned();
    let statuses = ["Backlog", "Ready", "In progress", "Review", "Blocked", "Done"];
    for n in 0..10_000 {
        let status = statuses[n % 6];
        let (person, priority, day) = (n % 24, n % 4 + 1, n % 27 + 1);
        text.push_str(&format!(
            "login page sync {n},some longer words,{status},user{person},{priority},search;chart,2026-01-{day:02},2026-02-{day:02},{day}\n"
        ));
    }
    let found = csv::inspect(&text).expect("a table");
    let mapping = csv::guess(&found, None);
    let incoming = csv::read(&found, &mapping, "Plain", &mut env()).expect("items");
    assert_eq!(incoming.unplaced, []);
    let model = model(&incoming);
    assert_eq!((model.items.len(), model.statuses.len(), model.people.len()), (10_000, 6, 24));
    assert_eq!((model.labels.len(), model.custom_fields.len()), (2, 0));
    let first = item(&model, "login page sync 0");
    assert_eq!((first.priority.clone(), first.due), (Priority::Urgent, date("2026-02-01")));
}

#[test]
fn broken_files_say_where_they_broke() {
    type Read = fn(&str, &mut Env) -> Result<Incoming, ReadError>;
    let cases: [(&str, Read, &str, usize); 6] = [
        ("trello", trello::read, "{\"cards\":[],\n\"lists\":[}", 2),
        ("trello", trello::read, "[]", 0),
        ("trello", trello::read, "", 1),
        ("github", github::read, "[{\"number\":1,\n\"title\":]", 2),
        ("github", github::read, "{\"a\":1}", 0),
        ("github", github::read, "[1,2]", 0),
    ];
    for (name, read, text, line) in cases {
        let error = read(text, &mut env()).expect_err(text);
        assert_eq!(error.line, line, "{name}: {text}");
        assert!(!error.message.is_empty() && !error.hint.is_empty());
    }
    let error = csv::inspect("a,b\n1,\"two\n").expect_err("open");
    assert_eq!((error.line, error.column), (2, 3));
    assert!(csv::inspect("").is_err() && csv::inspect("\n\n ,\n").is_err());
    let found = csv::inspect("a,b\n1,2\n").expect("a table");
    assert!(csv::read(&found, &Mapping::default(), "x", &mut env()).is_err());
}

#[test]
fn damaged_files_never_stop_the_program() {
    let board = data("trello/features.json");
    let issues = data("github/issues.json");
    let sheet = data("csv/german.csv");
    let mut state = 42u64;
    let mut random = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n.max(1)
    };
    let junk = [
        "",
        "null",
        "[]",
        "{}",
        "-1",
        "1e400",
        "\"",
        "\"\"",
        ",",
        ";",
        "\n",
        "é",
        "true",
        "9999999999",
        "[[",
        "\0",
    ];
    for _ in 0..1500 {
        for (n, text) in [&board, &issues, &sheet].into_iter().enumerate() {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=random(3) {
                let (at, len) = (random(bytes.len()), random(12));
                let end = (at + len).min(bytes.len());
                bytes.splice(at..end, junk[random(junk.len())].bytes());
            }
            let text = String::from_utf8_lossy(&bytes);
            let read = match n {
                0 => trello::read(&text, &mut env()),
                1 => github::read(&text, &mut env()),
                _ => table(&text),
            };
            if let Ok(incoming) = read {
                model(&incoming);
            }
        }
    }
}
