//! Our dates against Microsoft Project's own, on every plan that Project scheduled itself.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use throughline_core::interchange::mspdi::Project;
use throughline_core::schedule::{Moment, Plan};

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
];

#[test]
fn dates_slack_and_critical_flags_equal_those_of_microsoft_project() {
    let folder = std::env::var("THROUGHLINE_REFS").map_or_else(
        |_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refs"),
        PathBuf::from,
    );
    let folder = folder.join("mspdi");
    if !folder.exists() {
        println!("skipped: ../shared/refs is absent");
        return;
    }
    let mut files: Vec<_> = [folder.clone(), folder.join("converted")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xml"))
        .collect();
    files.sort();
    let (mut n_tasks, mut n_checked, mut n_known, mut wrong) = (0, 0, 0, Vec::new());
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let converted = path.parent().unwrap().ends_with("converted");
        let project = Project::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let plan = Plan::new(project.network());
        assert!(plan.problems().is_empty(), "{name}: {:?}", plan.problems());
        for task in &project.tasks {
            n_tasks += 1;
            let key = task.uid as u64;
            let (dates, calendar) = (plan.dates(key).unwrap(), plan.calendar(key).unwrap());
            // Friday evening and Monday morning are one place in working time.
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
            let none = converted.then_some(0);
            if let Some(slack) = theirs.total_slack.or(none) {
                let ours = dates.total_float;
                check("total slack", ours.to_string(), slack.to_string(), ours == slack);
            }
            if let Some(slack) = theirs.free_slack.filter(|_| !converted && !task.summary) {
                let ours = dates.free_float;
                check("free slack", ours.to_string(), slack.to_string(), ours == slack);
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
