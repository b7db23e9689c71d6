//! Plans from Microsoft Project as workspaces: what arrives, that its schedule is Project's, and
//! that nothing is lost without a word.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use throughline_core::change::Change;
use throughline_core::env::Env;
use throughline_core::interchange::mspdi::{self, Project};
use throughline_core::interchange::{Incoming, Mode, plan};
use throughline_core::model::Item;
use throughline_core::model::time::Time;
use throughline_core::model::workspace::Model;
use throughline_core::schedule::build::key_of;
use throughline_core::schedule::{Moment, Network, Plan, Rules};

fn env() -> Env {
    let now: Time = "2026-06-01T12:00:00Z".parse().unwrap();
    Env::new(now, now.date_utc(), 7)
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

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(text: &str) -> Incoming {
    mspdi::read(text, "plan", &mut env()).unwrap()
}

/// Takes a file into an empty workspace, which must then be sound.
fn model(incoming: Incoming) -> Model {
    let mut model = Model::empty("Test");
    let title = incoming.title.clone();
    let plan = plan(&model, incoming, Mode::Merge, &mut env());
    for change in &plan.set.changes {
        model.apply(change).unwrap();
    }
    assert_eq!(model.check(), [], "{title}");
    model
}

fn item(model: &Model, uid: i64) -> &Item {
    let id = uid.to_string();
    model.items.iter().find(|i| i.source.as_ref().is_some_and(|s| s.id == id)).unwrap()
}

/// Is a difference that is known: the file, the numbers of the tasks (none means all), the values
/// that differ, and why.
type Known = (&'static str, &'static [i64], &'static [&'static str], &'static str);

const KNOWN: &[Known] = &[
    (
        "aspose__TaskWBS.xml",
        &[2, 3, 4],
        &["late start", "late finish", "total slack", "critical"],
        "Project counts the slack of a predecessor to the actual start of a successor that has \
         begun; with retained logic it goes to where the rest of that successor must go on",
    ),
    (
        "mspdiduration.xml",
        &[1, 2, 3, 4],
        &["late start", "late finish", "total slack", "free slack"],
        "saved late dates of before the last tasks were added: they end on 21 April, task 5 beside \
         them on 23 April, and nothing but the end of the project binds any of them",
    ),
    (
        "mspdisplittask.xml",
        &[1, 2],
        &["finish", "early finish", "late start", "late finish", "total slack", "free slack"],
        "splits that a person made by hand in Project are not read",
    ),
    (
        "task-costs-project2016-mspdi.xml",
        &[],
        &["critical"],
        "tasks by hand without any date: Project shows a day for each and calls none critical",
    ),
    (
        "task-dates-project2016-mspdi.xml",
        &[],
        &["critical"],
        "tasks by hand without any date: Project shows a day for each and calls none critical",
    ),
    (
        "task-links-project2019-mspdi.xml",
        &[11, 13],
        &["late start", "late finish", "total slack"],
        "for tasks by hand Project leaves links from their start out of the backward pass",
    ),
    (
        "mspdiduration.xml",
        &[6, 7, 8, 9, 10],
        &["start", "finish", "early start", "early finish", "late start", "late finish"],
        "days are kept, not times of day: around the clock a day starts at midnight, not at 8:00",
    ),
    (
        "mspdinulltasks.xml",
        &[],
        &["start", "finish", "early start", "early finish", "late start", "late finish"],
        "days are kept, not times of day: the plan starts at 9:00, its calendar at 8:00",
    ),
];

#[test]
fn the_schedule_of_an_imported_plan_is_that_of_microsoft_project() {
    let (mut n_tasks, mut n_checked, mut n_known, mut wrong) = (0, 0, 0, Vec::new());
    let files = references();
    for path in &files {
        let name = name_of(path);
        let converted = path.parent().unwrap().ends_with("converted");
        let text = std::fs::read_to_string(path).unwrap();
        let project = Project::read(&text).unwrap();
        let model = model(read(&text));
        let rules =
            Rules { honor_limits: project.honor, critical: project.critical, ..Rules::default() };
        let today = "2026-06-01".parse().unwrap();
        let plan = Plan::new(Network::of(&model, today, rules));
        assert!(plan.problems().is_empty(), "{name}: {:?}", plan.problems());
        for task in &project.tasks {
            n_tasks += 1;
            let key = key_of(item(&model, task.uid).id);
            let (dates, calendar) = (plan.dates(key).unwrap(), plan.calendar(key).unwrap());
            let same = |a: Moment, b: Moment| calendar.between(a, b) == 0;
            let mut check = |what: &str, ours: String, theirs: String, equal: bool| {
                n_checked += 1;
                let known = KNOWN.iter().any(|(file, uids, which, _)| {
                    let named = uids.is_empty() || uids.contains(&task.uid);
                    *file == name && named && which.contains(&what)
                });
                if !equal && known {
                    n_known += 1;
                } else if !equal {
                    let task = format!("{name} {} {}", task.uid, task.name);
                    wrong.push(format!("{task} {what}: {ours}, Project {theirs}"));
                }
            };
            let theirs = &task.computed;
            for (what, ours, theirs) in [
                ("start", dates.start, theirs.start),
                ("finish", dates.finish, theirs.finish),
                ("early start", dates.early_start, theirs.early.map(|e| e.0)),
                ("early finish", dates.early_finish, theirs.early.map(|e| e.1)),
                ("late start", dates.late_start, theirs.late.map(|l| l.0)),
                ("late finish", dates.late_finish, theirs.late.map(|l| l.1)),
            ] {
                if let Some(theirs) = theirs {
                    check(what, ours.to_string(), theirs.to_string(), same(ours, theirs));
                }
            }
            if let Some(slack) = theirs.total_slack.or(converted.then_some(0)) {
                let ours = dates.total_float;
                check("total slack", ours.to_string(), slack.to_string(), ours == slack);
            }
            if let Some(critical) = theirs.critical {
                let ours = dates.critical;
                check("critical", ours.to_string(), critical.to_string(), ours == critical);
            }
        }
    }
    println!("{} files, {n_tasks} tasks, {n_checked} values compared", files.len());
    println!("{n_known} of them differ for a known reason:");
    KNOWN.iter().for_each(|(file, uids, _, why)| println!("{file} {uids:?}: {why}"));
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_plan_twice_changes_nothing() {
    for path in references() {
        let text = std::fs::read_to_string(&path).unwrap();
        let model = model(read(&text));
        let again = plan(&model, read(&text), Mode::Merge, &mut env());
        assert!(again.set.changes.is_empty(), "{}: {:#?}", name_of(&path), again.set.changes);
    }
}

#[test]
fn print_reports() {
    for path in references() {
        let text = std::fs::read_to_string(&path).unwrap();
        let incoming = read(&text);
        println!("== {} {}", name_of(&path), incoming.unplaced.len());
        for u in &incoming.unplaced {
            println!("{} | {} | {} | {}", u.at, u.field, u.value.replace('\n', " "), u.why);
        }
    }
    let _: Option<Change> = None;
}
