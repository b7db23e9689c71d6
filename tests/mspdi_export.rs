//! Plans for Microsoft Project: what was written reads back as the same plan, and what the format
//! cannot carry is reported.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use throughline_core::env::Env;
use throughline_core::interchange::mspdi::{self, Project, Written};
use throughline_core::interchange::{Incoming, Mode, plan};
use throughline_core::model::id::Id;
use throughline_core::model::time::{Date, Time};
use throughline_core::model::workspace::Model;
use throughline_core::model::{self, Constraint, Item, Kind};
use throughline_core::sample;
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::{Moment, Network, Plan, Rules};

#[path = "common/generate.rs"]
mod generate;

fn now() -> Time {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

fn today() -> Date {
    now().date_utc()
}

fn env() -> Env {
    Env::new(now(), today(), 7)
}

/// Lists the reference files; none if they are absent.
fn references() -> Vec<PathBuf> {
    let folder = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let folder = folder.join("mspdi");
    if !folder.exists() {
        println!("skipped: ../shared/refs is absent");
        return Vec::new();
    }
    let mut files: Vec<_> = [folder.clone(), folder.join("converted")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xml"))
        .collect();
    files.sort();
    files
}

fn model_of(incoming: Incoming) -> Model {
    let mut model = Model::empty("Test");
    let title = incoming.title.clone();
    for change in &plan(&model, incoming, Mode::Merge, &mut env()).set.changes {
        model.apply(change).unwrap();
    }
    assert_eq!(model.check(), [], "{title}");
    model
}

fn write(model: &Model, place: Option<Id<model::Project>>) -> Written {
    mspdi::write(model, place.map(|id| id.to_ref()), now(), today())
}

fn read(text: &str) -> Model {
    model_of(mspdi::read(text, "plan", &mut env()).unwrap())
}

/// What a plan is: for each task, by its number, what a person sees of it.
fn picture(
    model: &Model,
    uids: &[(Id<Item>, i64)],
) -> BTreeMap<i64, BTreeMap<&'static str, String>> {
    let plan = Plan::new(Network::of(model, today(), Rules::default()));
    let uid: BTreeMap<Id<Item>, i64> = uids.iter().copied().collect();
    let people = |id: Id<model::Person>| {
        let person = model.find(id).unwrap();
        format!("{} {:?} {:?} {}", person.name.trim(), person.capacity, person.rate, person.email)
    };
    let mut out = BTreeMap::new();
    for (id, n) in uids {
        let item = model.find(*id).unwrap();
        let mut row: BTreeMap<&'static str, String> = BTreeMap::new();
        let parent = item.parent.and_then(|p| uid.get(&p));
        let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        // XML has no place for the character U+FFFF.
        let title = item.title.replace('\u{ffff}', "");
        let title = one(&title.replace(|c: char| c.is_control(), " "));
        row.insert("title", if title.is_empty() { "Untitled".to_owned() } else { title });
        row.insert("parent", format!("{parent:?}"));
        if let Some(dates) = plan.dates(key_of(*id)) {
            row.insert("start", dates.start.to_string());
            row.insert("finish", dates.finish.to_string());
        }
        row.insert("deadline", format!("{:?}", item.deadline));
        row.insert("manual", format!("{:?}", item.manual));
        let priority = format!("{:?}", item.priority);
        let known = !priority.starts_with("Other");
        row.insert("priority", if known { priority } else { "None".to_owned() });
        let free = matches!(item.constraint, Constraint::Asap | Constraint::StartNoEarlier);
        if !free {
            row.insert("constraint", format!("{:?} {:?}", item.constraint, item.constraint_date));
        }
        let done = model.status_of(item).is_some_and(|s| s.category == model::Category::Done);
        let progress = if done { 100.0 } else { item.progress.map_or(0.0, |p| p.get()) };
        row.insert("progress", format!("{progress:.0}"));
        let mut shares: Vec<String> = model
            .index()
            .owned_of::<model::Assignment>(id.to_ref())
            .filter_map(|id| model.find(id))
            .map(|a| format!("{} {:?} {:?}", people(a.person), a.units, a.work))
            .collect();
        shares.sort();
        row.insert("shares", format!("{shares:?}"));
        let mut links: Vec<String> = model
            .dependencies
            .iter()
            .filter(|d| d.to == *id && uid.contains_key(&d.from))
            .map(|d| {
                let lag = d.lag.map(|n| n.get()).unwrap_or(0.0);
                format!("{} {:?} {lag} {:?}", uid[&d.from], d.link, d.lag_unit)
            })
            .collect();
        links.sort();
        row.insert("links", format!("{links:?}"));
        let mut baselines: Vec<String> = Vec::new();
        for baseline in model.baselines.iter() {
            for p in baseline.items.iter().filter(|p| p.item == *id) {
                // Names of baselines become numbers there.
                let numbers = (p.start, p.due, p.work, p.duration, p.cost);
                baselines.push(format!("{numbers:?}"));
            }
        }
        baselines.sort();
        row.insert("baselines", format!("{baselines:?}"));
        out.insert(*n, row);
    }
    out
}

fn by_source(model: &Model) -> Vec<(Id<Item>, i64)> {
    let uid = |item: &Item| item.source.as_ref().and_then(|s| s.id.parse().ok());
    model.items.iter().filter_map(|item| Some((item.id, uid(item)?))).collect()
}

#[track_caller]
fn check_same(
    name: &str,
    a: &BTreeMap<i64, BTreeMap<&str, String>>,
    b: &BTreeMap<i64, BTreeMap<&str, String>>,
) {
    let mut wrong = Vec::new();
    for (uid, before) in a {
        let Some(after) = b.get(uid) else {
            wrong.push(format!("{name}: task {uid} is gone"));
            continue;
        };
        for (what, value) in before {
            let now = after.get(what).map_or("nothing", String::as_str);
            if now != value {
                wrong.push(format!("{name} task {uid} {what}: {value} became {now}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

/// Leaves out the ids, which are new each time.
fn without_ids(text: &str) -> String {
    let kept = text.lines().filter(|line| !line.trim_start().starts_with("<GUID>"));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_written_reads_back_as_the_same_plan() {
    for path in references() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let model = read(&std::fs::read_to_string(&path).unwrap());
        let project = model.projects.iter().next().map(|p| p.id);
        let written = write(&model, project);
        assert_eq!(written.uids.len(), model.items.len(), "{name}");
        let mut sources = by_source(&model);
        sources.sort();
        assert_eq!(written.uids, sources, "{name}: tasks keep their numbers");
        let again = read(&written.out.text);
        let (a, b) = (picture(&model, &written.uids), picture(&again, &by_source(&again)));
        check_same(&name, &a, &b);
        for kind in [Kind::TimeEntry, Kind::Baseline] {
            assert_eq!(model.count(kind), again.count(kind), "{name} {kind:?}");
        }
        // Project has so many fields of a type and no more; what is left out is reported.
        let said = written.out.unplaced.iter().filter(|u| u.at.starts_with("custom field")).count();
        let n_fields = again.count(Kind::CustomField);
        assert_eq!(model.count(Kind::CustomField), n_fields + said, "{name}");
        let second = write(&again, again.projects.iter().next().map(|p| p.id));
        same_lines(&name, &without_ids(&written.out.text), &without_ids(&second.out.text));
    }
}

#[track_caller]
fn same_lines(name: &str, a: &str, b: &str) {
    for (n, (a, b)) in a.lines().zip(b.lines()).enumerate() {
        assert_eq!(a, b, "{name} line {}", n + 1);
    }
    assert_eq!(a.lines().count(), b.lines().count(), "{name}");
}

#[test]
fn generated_workspaces_read_back_with_their_tasks_links_and_baselines() {
    for seed in 0..60 {
        let model = generate::model(seed, 12);
        let places = model.projects.iter().map(|p| Some(p.id)).chain([None]);
        for place in places.collect::<Vec<_>>() {
            let written = write(&model, place);
            let again = read(&written.out.text);
            let name = format!("seed {seed} {place:?}");
            let keep = ["title", "parent", "priority", "deadline"];
            let mut before = picture(&model, &written.uids);
            // Of a whole workspace, projects are tasks that others are part of.
            let top = |what: &str, value: &str| what == "parent" && value == "None";
            for row in before.values_mut() {
                row.retain(|what, value| {
                    keep.contains(what) && !(place.is_none() && top(what, value))
                });
            }
            check_same(&name, &before, &picture(&again, &by_source(&again)));
        }
    }
}

/// Lists the tasks whose dates rest on another plan in a way that a file cannot say: the rest of a
/// started item waits for it, or an item waits for a decision. What comes after such an item, and what
/// it is part of, goes with it.
fn waiting(model: &Model, uids: &[(Id<Item>, i64)]) -> BTreeSet<i64> {
    let uid: BTreeMap<Id<Item>, i64> = uids.iter().copied().collect();
    let network = Network::of(model, today(), Rules::default());
    let going = |id: Id<Item>| network.tasks.iter().any(|t| t.key == key_of(id) && t.is_going());
    let outside = model.dependencies.iter().filter(|d| !uid.contains_key(&d.from) && going(d.to));
    let held = model.decisions.iter().flat_map(|decision| decision.items.iter().copied());
    let mut found: BTreeSet<Id<Item>> = outside.map(|d| d.to).chain(held).collect();
    loop {
        let mut more: Vec<Id<Item>> = Vec::new();
        let after = model.dependencies.iter().filter(|d| found.contains(&d.from));
        more.extend(after.map(|d| d.to));
        for item in model.items.iter() {
            more.extend(item.parent.filter(|_| found.contains(&item.id)));
        }
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            return found.iter().filter_map(|id| uid.get(id)).copied().collect();
        }
    }
}

#[test]
fn the_sample_workspace_reads_back_as_the_same_plan() {
    let model = sample::workspace(&mut env());
    for project in model.projects.iter() {
        let written = write(&model, Some(project.id));
        let again = read(&written.out.text);
        let mut a = picture(&model, &written.uids);
        let mut b = picture(&again, &by_source(&again));
        a.retain(|uid, _| !waiting(&model, &written.uids).contains(uid));
        // Who owns an item works on it: the plan says so outright.
        a.values_mut().chain(b.values_mut()).for_each(|row| drop(row.remove("shares")));
        check_same(&project.name, &a, &b);
    }
}

#[test]
fn elements_stand_in_the_order_in_which_project_writes_them() {
    let mut before: BTreeSet<(String, String, String)> = BTreeSet::new();
    let files = references();
    for path in &files {
        orders(&std::fs::read_to_string(path).unwrap(), |parent, a, b| {
            before.insert((parent.to_owned(), a.to_owned(), b.to_owned()));
        });
    }
    for path in &files {
        let model = read(&std::fs::read_to_string(path).unwrap());
        let text = write(&model, model.projects.iter().next().map(|p| p.id)).out.text;
        orders(&text, |parent, a, b| {
            let reversed = (parent.to_owned(), b.to_owned(), a.to_owned());
            let own = (parent.to_owned(), a.to_owned(), b.to_owned());
            let wrong = before.contains(&reversed) && !before.contains(&own);
            assert!(!wrong, "in {parent}, {a} comes before {b}");
        });
    }
}

/// Calls back for each pair of different children of an element in their order.
fn orders(text: &str, mut found: impl FnMut(&str, &str, &str)) {
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    for part in text.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or("");
        let name = tag.trim_start_matches('/').trim_end_matches('/');
        let name = name.split_whitespace().next().unwrap_or("").to_owned();
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        if let Some((parent, seen)) = open.last_mut()
            && !seen.contains(&name)
        {
            seen.iter().for_each(|earlier| found(parent, earlier, &name));
            seen.push(name.clone());
        }
        if !tag.ends_with('/') {
            open.push((name, Vec::new()));
        }
    }
}

#[test]
fn project_reads_the_dates_that_the_schedule_has() {
    for path in references() {
        let model = read(&std::fs::read_to_string(&path).unwrap());
        let written = write(&model, model.projects.iter().next().map(|p| p.id));
        // The network of the file alone, by Project's rules, gives the dates of the model.
        let project = Project::read(&written.out.text).unwrap();
        let plan = Plan::new(project.network());
        let ours = Plan::new(Network::of(&model, today(), Rules::default()));
        for (id, uid) in &written.uids {
            let Some(dates) = ours.dates(key_of(*id)) else { continue };
            let there = plan.dates(*uid as u64).unwrap();
            let hours = ours.calendar(key_of(*id)).unwrap();
            let title = &model.find(*id).unwrap().title;
            // Around the clock a day starts at midnight here and with the plan's hours there.
            let same = |a: Moment, b: Moment| {
                hours.between(a, b) == 0 || (a.date() == b.date() && hours.is_working(a.plus(-1)))
            };
            assert!(same(dates.start, there.start), "{title} {} {}", dates.start, there.start);
            assert!(same(dates.finish, there.finish), "{title} {} {}", dates.finish, there.finish);
        }
    }
}
