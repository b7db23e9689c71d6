//! What is handed out to calendars and spreadsheets: it follows their rules, and a table reads back.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use throughline_core::env::Env;
use throughline_core::interchange::{Mode, Outgoing, csv, ical, plan};
use throughline_core::model::id::Ref;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{Item, ItemKind, Kind, Record};
use throughline_core::sample;

#[path = "common/generate.rs"]
mod generate;

fn now() -> Time {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

fn env() -> Env {
    Env::new(now(), now().date_utc(), 7)
}

fn calendar(model: &Model, place: Option<Ref>) -> Outgoing {
    ical::write(model, place, now(), now().date_utc())
}

/// Reads a calendar as RFC 5545 has it: lines unfolded, properties by name, one list for each event.
fn events(text: &str, own: bool) -> Vec<Vec<(String, String)>> {
    let mut lines: Vec<String> = Vec::new();
    let by = if own { "\r\n" } else { "\n" };
    for line in text.split(by) {
        if own {
            assert!(line.len() <= 75, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        match line.strip_prefix(' ').filter(|_| own) {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.trim_end().to_owned()),
        }
    }
    let mut open: Vec<String> = Vec::new();
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                if value == "VEVENT" {
                    events.push(Vec::new());
                }
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            _ if open.last().is_some_and(|c| c == "VEVENT") => {
                events.last_mut().unwrap().push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "every component is closed");
    events
}

fn value<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    let found: Vec<&str> =
        event.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect();
    assert!(found.len() <= 1, "{name} stands once");
    found.first().copied().unwrap_or("")
}

fn day(text: &str) -> Date {
    format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().unwrap()
}

#[test]
fn events_take_whole_days_and_end_on_the_day_after() {
    let model = sample::workspace(&mut env());
    let out = calendar(&model, None);
    let events = events(&out.text, true);
    assert!(events.len() > 50, "{}", events.len());
    let mut uids: Vec<&str> = events.iter().map(|e| value(e, "UID")).collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), events.len(), "each event has an id of its own");
    for event in &events {
        assert_eq!(value(event, "DTSTAMP"), "20260601T120000Z");
        let (from, to) =
            (day(value(event, "DTSTART;VALUE=DATE")), day(value(event, "DTEND;VALUE=DATE")));
        assert!(from < to, "{event:?}");
        if value(event, "CATEGORIES") == ItemKind::Milestone.label() {
            assert_eq!(to.days_since(from), 1, "a milestone takes one day");
        }
    }
    let releases = events.iter().filter(|e| value(e, "CATEGORIES") == "Release").count();
    assert_eq!(releases, model.releases.iter().filter(|r| r.date.is_some()).count());
    // The same workspace gives the same ids on another day.
    let later = ical::write(&model, None, now().plus_ms(86_400_000), now().date_utc());
    let again = later.text.lines().filter(|l| l.starts_with("UID")).count();
    assert_eq!(again, events.len());
    assert!(uids.iter().all(|uid| later.text.contains(uid)));
}

#[test]
fn a_place_hands_out_its_own_items_only() {
    let model = sample::workspace(&mut env());
    let all = events(&calendar(&model, None).text, true).len();
    let product = model.products.iter().next().unwrap();
    let own = events(&calendar(&model, Some(product.id.to_ref())).text, true).len();
    assert!((1..all).contains(&own), "{own} of {all}");
}

#[test]
fn calendars_have_the_shape_of_a_published_one() {
    let root = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let path = root.join("kubernetes/release-1.35-schedule.ics");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared/refs is absent");
        return;
    };
    let published = events(&text.replace('\r', ""), false);
    let model = sample::workspace(&mut env());
    let ours = events(&calendar(&model, None).text, true);
    // LOCATION is empty there; a plan has none.
    for name in ["UID", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "STATUS", "TRANSP"] {
        assert!(published.iter().any(|e| !value(e, name).is_empty()), "{name}");
        assert!(ours.iter().all(|e| !value(e, name).is_empty()), "{name}");
    }
    assert!(published.iter().any(|e| value(e, "TRANSP") == value(&ours[0], "TRANSP")));
    assert!(published.iter().any(|e| value(e, "STATUS") == value(&ours[0], "STATUS")));
}

#[test]
fn odd_texts_stay_within_their_lines() {
    for seed in 0..100 {
        let model = generate::model(seed, 8);
        let _ = events(&calendar(&model, None).text, true);
    }
}

/// Reads a table back into an empty workspace.
fn back(text: &str) -> Model {
    let table = csv::inspect(text).unwrap();
    let incoming = csv::read(&table, &csv::guess(&table, None), "Table", &mut env()).unwrap();
    let mut model = Model::empty("Test");
    for change in &plan(&model, incoming, Mode::Merge, &mut env()).set.changes {
        model.apply(change).unwrap();
    }
    model
}

/// What of an item a table must bring back, by the names that people read.
fn picture(model: &Model, item: &Item) -> Vec<String> {
    let people = |list: &[throughline_core::model::id::Id<throughline_core::model::Person>]| {
        let mut names: Vec<String> = list.iter().map(|p| model.title_of(p.to_ref())).collect();
        names.sort();
        names.join(", ")
    };
    let mut labels: Vec<String> = item.labels.iter().map(|l| model.title_of(l.to_ref())).collect();
    labels.sort();
    // What is in another place is not in the table.
    let parent = item.parent.and_then(|id| model.find(id)).filter(|p| p.project == item.project);
    let title = |at: Option<Ref>| at.map(|at| model.title_of(at)).unwrap_or_default();
    vec![
        format!("title {}", item.title),
        format!("kind {:?}", item.kind),
        format!("description {}", item.description.0.trim()),
        format!("status {}", title(Some(item.status.to_ref()))),
        format!("priority {:?}", item.priority),
        format!("owner {}", title(item.owner.map(|p| p.to_ref()))),
        format!("contributors {}", people(&item.contributors)),
        format!("labels {}", labels.join(", ")),
        format!("project {}", title(item.project.map(|p| p.to_ref()))),
        format!("release {}", title(item.release.map(|p| p.to_ref()))),
        format!("parent {}", title(parent.map(|p| p.id.to_ref()))),
        format!("dates {:?} {:?} {:?}", item.start, item.due, item.deadline),
        format!("actual {:?} {:?}", item.actual_start, item.actual_finish),
        format!("sizes {:?} {:?} {:?}", item.estimate, item.work, item.progress),
    ]
}

#[test]
fn a_table_of_the_sample_reads_back() {
    let model = sample::workspace(&mut env());
    for project in model.projects.iter() {
        let out = csv::write(&model, Some(project.id.to_ref()));
        let again = back(&out.text);
        let mut wrong = Vec::new();
        let items = model.items.iter().filter(|i| i.project == Some(project.id));
        for item in items.filter(|i| i.trashed.is_none()) {
            let key = model.key_of(item);
            let found = again.items.iter().find(|i| i.source.as_ref().is_some_and(|s| s.id == key));
            let Some(found) = found else {
                wrong.push(format!("{key} is gone"));
                continue;
            };
            for (a, b) in picture(&model, item).iter().zip(picture(&again, found)) {
                if *a != b {
                    wrong.push(format!("{key} {a} became {b}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}: {}\n{}", project.name, wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn no_cell_of_a_table_is_run_as_a_formula() {
    let mut model = sample::workspace(&mut env());
    let item = model.items.iter().next().unwrap().clone();
    for (n, title) in
        ["=HYPERLINK(\"http://a.b\")", "+1", "-2 degrees", "@SUM(A1)", "'quoted'", "a"]
            .into_iter()
            .enumerate()
    {
        let mut one = item.clone();
        one.title = title.to_owned();
        one.id = throughline_core::model::id::Id::new(throughline_core::model::id::RawId(
            1_000 + n as u64 * 2,
        ));
        one.number = 90_000 + n as u32;
        let change = throughline_core::change::Change::Create(Record::Item(one.into()));
        model.apply(&change).unwrap();
        let out = csv::write(&model, item.project.map(|p| p.to_ref()));
        let table = csv::inspect(&out.text).unwrap();
        let at = table.columns.iter().position(|c| c.header == "Title").unwrap();
        let read = table.rows.iter().any(|row| row.cells[at] == title);
        assert!(read, "{title} reads back as it was");
    }
    let text = csv::write(&model, None).text;
    let cells = text.split("\r\n").flat_map(|line| line.split(','));
    for cell in cells {
        let bare = cell.trim_start_matches('"');
        let number = bare.parse::<f64>().is_ok();
        assert!(number || !bare.starts_with(['=', '@', '+']), "{cell}");
    }
    assert_eq!(model.count(Kind::Workspace), 1);
}
